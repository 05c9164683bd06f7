//! Rows of the four tables: what an extraction says, with offsets in code points and every cell typed.
//!
//! Rows borrow from the document and its extraction; [`Row::cells`] hands out typed cells, so that every output format
//! (text or spreadsheet) writes the same values.

mod binary;
mod cell;
mod companies;
mod documents;
mod facts;
mod filter;
mod layout;
mod mentions;
mod text;

pub use binary::{SCALE, days, hundredths, unscaled};
pub use cell::{Cell, Column, ColumnType, Row, Table};
pub use companies::{Companies, CompanyRow, Directory, Seen};
pub use documents::{DocumentRow, Status};
pub use facts::{FactRow, fact_rows, fact_rows_at};
pub use filter::{Filter, Least, Wanted};
pub use layout::Layout;
pub use mentions::{MentionRow, mention_rows, mention_rows_at};
pub use text::{CodePoints, Place, collapse, context, one_line};
