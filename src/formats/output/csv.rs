//! CSV, as standards have it and as spreadsheets do.

use crate::records::{Cell, Layout, Row, Table};
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
}

impl Csv {
    /// A writer of a dialect.
    pub fn new(dialect: Dialect, layout: Arc<Layout>) -> Csv {
        Csv { dialect, layout }
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
        let mut line = Line::new(self.dialect, out);
        self.layout.columns(table).iter().for_each(|c| line.text(c.name));
        line.end();
    }

    /// One row.
    pub fn row<R: Row>(&mut self, row: &R, out: &mut Vec<u8>) {
        let mut line = Line::new(self.dialect, out);
        self.layout.cells(row, &mut |cell| match &cell {
            Cell::Text(t) if self.dialect.spreadsheet() && is_formula(t) => line.text(&format!("'{t}")),
            Cell::Text(t) => line.text(t),
            Cell::Empty => line.separate(),
            other => line.number(other),
        });
        line.end();
    }
}

/// A spreadsheet would take the text for a formula.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A record in the making. Rows are the most that is written, and each goes to the end of a document's: the `csv` crate's writer
/// is made for one stream and takes three times as long.
struct Line<'o> {
    dialect: Dialect,
    out: &'o mut Vec<u8>,
    fields: usize,
    /// Where it begins.
    from: usize,
}

impl<'o> Line<'o> {
    fn new(dialect: Dialect, out: &'o mut Vec<u8>) -> Line<'o> {
        let from = out.len();
        Line { dialect, out, fields: 0, from }
    }

    fn separate(&mut self) {
        if self.fields > 0 {
            self.out.push(self.dialect.separator());
        }
        self.fields += 1;
    }

    /// A field as RFC 4180 has it: in quotes where it would be read as something else.
    fn text(&mut self, text: &str) {
        self.separate();
        if !has_special(text.as_bytes(), self.dialect.separator()) {
            return self.out.extend_from_slice(text.as_bytes());
        }
        self.out.push(b'"');
        // most have a separator, and no quote to double
        if !has_special(text.as_bytes(), b'"') {
            self.out.extend_from_slice(text.as_bytes());
            return self.out.push(b'"');
        }
        for piece in text.split_inclusive('"') {
            self.out.extend_from_slice(piece.as_bytes());
            if piece.ends_with('"') {
                self.out.push(b'"');
            }
        }
        self.out.push(b'"');
    }

    /// What is no text, with a decimal comma where the dialect wants one; it never needs quotes.
    fn number(&mut self, cell: &Cell<'_>) {
        self.separate();
        let from = self.out.len();
        cell.append(self.out);
        if self.dialect == Dialect::ExcelFr {
            self.out[from..].iter_mut().filter(|b| **b == b'.').for_each(|b| *b = b',');
        }
    }

    fn end(self) {
        // a line of nothing would be no record
        if self.fields == 1 && self.out.len() == self.from {
            self.out.extend_from_slice(b"\"\"");
        }
        self.out.extend_from_slice(if self.dialect.spreadsheet() { b"\r\n" } else { b"\n" });
    }
}

/// Whether a field has a byte that it would be read as something else for. Hardly any has: they are looked through without
/// branches, many bytes at once, the last of them twice where they do not come out even.
#[inline]
fn has_special(field: &[u8], separator: u8) -> bool {
    #[inline]
    fn among<const N: usize>(bytes: &[u8; N], separator: u8) -> bool {
        let is = |b: u8| u8::from(b == separator) | u8::from(b == b'"') | u8::from(b == b'\n') | u8::from(b == b'\r');
        bytes.iter().fold(0, |any, b| any | is(*b)) != 0
    }
    #[inline]
    fn ends<const N: usize>(field: &[u8], separator: u8) -> Option<bool> {
        Some(among::<N>(field.first_chunk()?, separator) | among::<N>(field.last_chunk()?, separator))
    }
    let long = field.last_chunk::<16>().map(|last| {
        let (whole, _) = field.as_chunks::<16>();
        whole.iter().fold(among(last, separator), |any, sixteen| any | among(sixteen, separator))
    });
    long.or_else(|| ends::<8>(field, separator))
        .or_else(|| ends::<4>(field, separator))
        .unwrap_or_else(|| field.iter().any(|b| among(&[*b], separator)))
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Line};
    use proptest::prelude::*;

    /// The same record as the `csv` crate writes it.
    fn peer(dialect: Dialect, fields: &[String]) -> Vec<u8> {
        let end = if dialect.spreadsheet() { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        let mut writer = ::csv::WriterBuilder::new().delimiter(dialect.separator()).terminator(end).from_writer(Vec::new());
        writer.write_record(fields).expect("memory");
        writer.into_inner().expect("memory")
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(fields in prop::collection::vec("[a-z é,;\"\t\r\n]{0,6}|[a-z]{0,40}[a-z,\"]?[a-z]{0,9}", 1..5)) {
            for dialect in [Dialect::Csv, Dialect::Excel, Dialect::ExcelFr, Dialect::Tsv] {
                let mut out = b"before".to_vec();
                let mut line = Line::new(dialect, &mut out);
                fields.iter().for_each(|f| line.text(f));
                line.end();
                prop_assert_eq!(&out[6..], peer(dialect, &fields));
            }
        }
    }
}
