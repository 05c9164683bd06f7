//! Is what is read still what it should be: comparison with expected tables, and how findings are shown.

mod align;
mod decisions;
mod diff;
mod expectation;
mod finding;
pub mod gold;
mod place;
mod rows;
pub mod show;

pub use decisions::Rejections;
pub use diff::{Change, Comparison, compare};
pub use expectation::{Expectation, Reading};
pub use finding::{Detail, Finding, What};
pub use place::Place;
pub use rows::{Record, Rows, RowsError};
