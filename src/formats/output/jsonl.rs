//! JSON Lines: an object a row, every column a field, `null` where a cell is empty.

use crate::records::{Cell, Column, Layout, Row, Table};
use std::io::Write;
use std::sync::Arc;

/// Writes rows as JSON. Numbers are written out in full, as in CSV.
#[derive(Debug, Clone, Default)]
pub struct JsonLines {
    layout: Arc<Layout>,
    /// By table.
    columns: Arc<[Vec<Column>; 4]>,
}

impl JsonLines {
    /// A writer of some columns.
    pub fn new(layout: Arc<Layout>) -> JsonLines {
        let columns = Arc::new(Table::ALL.map(|t| layout.columns(t)));
        JsonLines { layout, columns }
    }

    /// One row.
    pub fn row<R: Row>(&mut self, row: &R, out: &mut Vec<u8>) {
        let mut columns = self.columns[R::TABLE as usize].iter();
        let mut mark = b'{';
        self.layout.cells(row, &mut |cell| {
            out.push(mark);
            mark = b',';
            let name = columns.next().map_or("", |c| c.name);
            // writing to memory does not fail
            let _ = write!(out, "\"{name}\":");
            let _ = match cell {
                Cell::Empty => write!(out, "null"),
                Cell::Text(t) => serde_json::to_writer(&mut *out, &*t).map_err(Into::into),
                Cell::Day(d) => write!(out, "\"{d}\""),
                number => {
                    number.append(out);
                    Ok(())
                }
            };
        });
        out.extend_from_slice(b"}\n");
    }
}
