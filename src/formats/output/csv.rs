//! CSV.

use crate::records::{Cell, Row, Table};
use std::fmt::Write;

/// Writes rows as RFC 4180: comma, LF, quotes where needed, no byte order mark.
#[derive(Debug, Clone, Default)]
pub struct Csv {
    scratch: String,
}

impl Csv {
    /// The header of a table.
    pub fn header(&mut self, table: Table, out: &mut Vec<u8>) {
        let names = table.columns().iter().map(|c| c.name);
        line(out, |w| names.clone().try_for_each(|n| w.write_field(n)));
    }

    /// One row.
    pub fn row<R: Row>(&mut self, row: &R, out: &mut Vec<u8>) {
        let scratch = &mut self.scratch;
        line(out, |w| {
            let mut result = Ok(());
            row.cells(&mut |cell| {
                if result.is_ok() {
                    scratch.clear();
                    result = match &cell {
                        Cell::Text(t) => w.write_field(t.as_bytes()),
                        other => {
                            plain(other, scratch);
                            w.write_field(scratch.as_bytes())
                        }
                    };
                }
            });
            result
        });
    }
}

/// A cell as text: plain decimals, ISO dates.
fn plain(cell: &Cell<'_>, out: &mut String) {
    let _ = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(t) => out.write_str(t),
        Cell::Whole(n) => write!(out, "{n}"),
        Cell::Decimal(d) => write!(out, "{}", d.normalize()),
        Cell::Score(s) => write!(out, "{s:.2}"),
        Cell::Day(d) => write!(out, "{d}"),
    };
}

/// One record. Writing to memory does not fail.
fn line(out: &mut Vec<u8>, write: impl FnOnce(&mut ::csv::Writer<&mut Vec<u8>>) -> ::csv::Result<()>) {
    let mut writer = ::csv::WriterBuilder::new().buffer_capacity(1024).from_writer(out);
    let _ = write(&mut writer).and_then(|()| writer.write_record(None::<&[u8]>)).and_then(|()| Ok(writer.flush()?));
}
