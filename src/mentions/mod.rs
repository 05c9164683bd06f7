//! From lexemes to mentions: rules make amounts and dates, names make companies and products.

mod context;
mod counts;
mod currencies;
mod dateline;
mod dates;
mod elided;
mod grammar;
mod headed;
mod money;
mod names;
mod nearly;
mod quantities;
mod ranges;
mod reading;
mod tables;
mod weighing;

pub(crate) use currencies::TELLING;
pub(crate) use dateline::find as find_dateline;
pub(crate) use grammar::Grammar;
pub(crate) use names::{NameBuffers, STAGES as STAGES_OF_NAMES, find as find_names};
pub(crate) use nearly::look as look_nearly;
pub(crate) use quantities::{Drafts, read as read_quantities};
pub(crate) use reading::{REACH_BACK, Reading};
pub(crate) use weighing::{Wording, reasons};
