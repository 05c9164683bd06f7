//! What a text means, without the text: money, counts, dates, modality. No spans, no files.

mod date;
mod quantity;
mod statement;

pub use date::{DateSpan, Precision, last_of_month};
pub use quantity::{Amount, Bound};
pub use statement::{FactType, Modality};
