//! Outputs: rows written in a format.

mod csv;

pub use csv::Csv;
