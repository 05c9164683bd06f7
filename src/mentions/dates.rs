//! Dates: what the parts of a date rule mean together, and where that lies on the calendar.

use super::reading::{Parts, Reading};
use crate::dictionary::{Rule, class};
use crate::meaning::DateSpan;

/// A calendar expression, not yet placed on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateExpr {
    /// Needs nothing from outside.
    Absolute(DateSpan),
}

/// The expression that the parts of a rule state; `None` if they do not fit together. `earlier` are the expressions of the
/// first pass, for rules over `date`.
pub(crate) fn evaluate(parts: &Parts<'_>, _rule: &Rule, _earlier: &[DateExpr]) -> Option<DateExpr> {
    let year = parts.digits(class::YEAR)?;
    Some(DateExpr::Absolute(DateSpan::year(year as i32)?))
}

/// Places an expression on the calendar; `before` are the dates already placed, nearest last.
pub(crate) fn resolve(expr: &DateExpr, _reading: &Reading<'_>, _at: usize, _before: &[DateSpan]) -> Option<DateSpan> {
    match expr {
        DateExpr::Absolute(d) => Some(*d),
    }
}
