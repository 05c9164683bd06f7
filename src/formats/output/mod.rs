//! Outputs: rows written in a format.
//!
//! Rows come document by document, the row of a document after those of its mentions and facts, and no writer keeps them
//! longer than it must.

mod csv;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
mod typed;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use csv::{Csv, Dialect};
pub use jsonl::JsonLines;
#[cfg(feature = "parquet")]
pub use parquet::ParquetTable;
#[cfg(feature = "sqlite")]
pub use sqlite::Database;
pub use typed::{OutputError, TypedFile, is_guarded};
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
