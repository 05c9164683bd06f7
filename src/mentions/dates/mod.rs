//! Dates: what the parts of a date rule mean together, and where that lies on the calendar.
//!
//! A rule's parts first make a [`DateExpr`] that says what the text says and no more ("a Thursday, not said which").
//! Only then is it placed on the calendar, with what is known from outside: the day of writing, the tense of the
//! clause, the dates named before, the heading it stands under.

mod anchor;
mod around;
mod calendar;
mod counted;
mod evaluate;
mod evidence;
mod expression;
mod found;
mod named;
mod nearest;
mod numeric;
mod place;
mod point;
mod resolve;
mod tense;
mod year;

pub(crate) use evaluate::evaluate;
pub(crate) use expression::DateExpr;
pub(crate) use resolve::{Placed, resolve};
