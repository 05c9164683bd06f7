//! CSV, as standards have it and as spreadsheets do.

use crate::records::{Cell, Layout, Row, Table};
use std::fmt::Write;
use std::sync::Arc;

/// How values are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// RFC 4180: comma, LF, decimal point, no byte order mark. Stable for programs and for comparison.
    #[default]
    Csv,
    /// For Excel in English: comma, CRLF, decimal point, byte order mark.
    Excel,
    /// For Excel in French: semicolon, CRLF, decimal comma, byte order mark.
    ExcelFr,
    /// Tabs, LF, decimal point.
    Tsv,
}

impl Dialect {
    fn separator(self) -> u8 {
        match self {
            Dialect::Csv | Dialect::Excel => b',',
            Dialect::ExcelFr => b';',
            Dialect::Tsv => b'\t',
        }
    }

    fn spreadsheet(self) -> bool {
        matches!(self, Dialect::Excel | Dialect::ExcelFr)
    }
}

/// Writes rows in a dialect.
#[derive(Debug, Clone, Default)]
pub struct Csv {
    dialect: Dialect,
    layout: Arc<Layout>,
    scratch: String,
}

impl Csv {
    /// A writer of a dialect.
    pub fn new(dialect: Dialect, layout: Arc<Layout>) -> Csv {
        Csv { dialect, layout, scratch: String::new() }
    }

    /// Its dialect.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The header of a table.
    pub fn header(&mut self, table: Table, out: &mut Vec<u8>) {
        if self.dialect.spreadsheet() {
            out.extend_from_slice(b"\xef\xbb\xbf");
        }
        let columns = self.layout.columns(table);
        line(self.dialect, out, |w| columns.iter().try_for_each(|c| w.write_field(c.name)));
    }

    /// One row.
    pub fn row<R: Row>(&mut self, row: &R, out: &mut Vec<u8>) {
        let Csv { dialect, layout, scratch } = self;
        line(*dialect, out, |w| {
            let mut result = Ok(());
            layout.cells(row, &mut |cell| {
                if result.is_ok() {
                    scratch.clear();
                    result = match &cell {
                        Cell::Text(t) if dialect.spreadsheet() && is_formula(t) => {
                            scratch.push('\'');
                            scratch.push_str(t);
                            w.write_field(scratch.as_bytes())
                        }
                        Cell::Text(t) => w.write_field(t.as_bytes()),
                        other => {
                            plain(other, *dialect, scratch);
                            w.write_field(scratch.as_bytes())
                        }
                    };
                }
            });
            result
        });
    }
}

/// A spreadsheet would take the text for a formula.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell as text, with a decimal comma where the dialect wants one.
fn plain(cell: &Cell<'_>, dialect: Dialect, out: &mut String) {
    let _ = write!(out, "{cell}");
    if dialect == Dialect::ExcelFr && matches!(cell, Cell::Decimal(_) | Cell::Score(_)) {
        *out = out.replace('.', ",");
    }
}

/// One record. Writing to memory does not fail.
fn line(dialect: Dialect, out: &mut Vec<u8>, write: impl FnOnce(&mut ::csv::Writer<&mut Vec<u8>>) -> ::csv::Result<()>) {
    let end = if dialect.spreadsheet() { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
    let mut writer = ::csv::WriterBuilder::new().delimiter(dialect.separator()).terminator(end).buffer_capacity(1024).from_writer(out);
    let _ = write(&mut writer).and_then(|()| writer.write_record(None::<&[u8]>)).and_then(|()| Ok(writer.flush()?));
}
