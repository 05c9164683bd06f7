//! Outputs: rows written in a format.

mod csv;
mod jsonl;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use csv::{Csv, Dialect};
pub use jsonl::JsonLines;
#[cfg(feature = "xlsx")]
pub use xlsx::Workbook;

use crate::records::{Row, Table};

/// A format of text, written row by row on any thread.
#[derive(Debug, Clone)]
pub enum Encoder {
    /// Separated values.
    Csv(Csv),
    /// A JSON object a line.
    JsonLines(JsonLines),
}

impl Encoder {
    /// What stands before the first row.
    pub fn header(&mut self, table: Table, out: &mut Vec<u8>) {
        match self {
            Encoder::Csv(csv) => csv.header(table, out),
            Encoder::JsonLines(_) => {}
        }
    }

    /// One row.
    pub fn row<R: Row>(&mut self, row: &R, out: &mut Vec<u8>) {
        match self {
            Encoder::Csv(csv) => csv.row(row, out),
            Encoder::JsonLines(json) => json.row(row, out),
        }
    }

    /// The ending of its files.
    pub fn ending(&self) -> &'static str {
        match self {
            Encoder::Csv(csv) if csv.dialect() == Dialect::Tsv => "tsv",
            Encoder::Csv(_) => "csv",
            Encoder::JsonLines(_) => "jsonl",
        }
    }
}
