//! Parquet files: a table each, columns typed.

use crate::records::{Cell, Column, ColumnType, Layout, Row, SCALE, Table, days, hundredths, unscaled};
use ::parquet::basic::Compression;
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::{ByteArray, FixedLenByteArray};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

/// A row group is written when it holds so many rows or bytes: what readers like best, and little enough to keep in memory.
const ROWS: usize = 122_880;
const BYTES: usize = 32 << 20;

/// One table in the making. Rows are kept until a row group is full.
pub struct ParquetTable<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    layout: Arc<Layout>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

/// A column of a row group: a 0 or 1 a row, whether it has a value, and the values.
struct Values {
    present: Vec<i16>,
    typed: Typed,
}

enum Typed {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Decimal(Vec<FixedLenByteArray>),
    Score(Vec<f64>),
    Day(Vec<i32>),
}

impl<W: Write + Send> std::fmt::Debug for ParquetTable<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetTable").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl<W: Write + Send> ParquetTable<W> {
    /// A file of a table without rows.
    ///
    /// # Errors
    /// Whatever the file says.
    pub fn new(table: Table, layout: Arc<Layout>, out: W) -> Result<ParquetTable<W>> {
        let columns = layout.columns(table);
        let schema = Arc::new(parse_message_type(&message(table, &columns))?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("factrow".to_owned()).build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
        let columns = columns.iter().map(|c| Values { present: Vec::new(), typed: Typed::new(c.kind) }).collect();
        Ok(ParquetTable { writer, layout, columns, rows: 0, bytes: 0 })
    }

    /// One row of this table.
    ///
    /// # Errors
    /// No room on the disk.
    pub fn row<R: Row>(&mut self, row: &R) -> Result<()> {
        let ParquetTable { layout, columns, bytes, .. } = self;
        let mut places = columns.iter_mut();
        layout.cells(row, &mut |cell| {
            if let Some(column) = places.next() {
                *bytes += column.push(&cell);
            }
        });
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column()? else { continue };
            column.write(writer.untyped())?;
            writer.close()?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// Writes what is left, and the footer.
    ///
    /// # Errors
    /// No room on the disk.
    pub fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.writer.close()?;
        Ok(())
    }
}

/// The schema in Parquet's own words.
fn message(table: Table, columns: &[Column]) -> String {
    let mut out = format!("message {} {{\n", table.name());
    for c in columns {
        // writing to memory does not fail
        let _ = match c.kind {
            ColumnType::Text => writeln!(out, "optional binary {} (STRING);", c.name),
            ColumnType::Whole => writeln!(out, "optional int64 {};", c.name),
            ColumnType::Decimal => writeln!(out, "optional fixed_len_byte_array(16) {} (DECIMAL(38, {SCALE}));", c.name),
            ColumnType::Score => writeln!(out, "optional double {};", c.name),
            ColumnType::Day => writeln!(out, "optional int32 {} (DATE);", c.name),
        };
    }
    out.push('}');
    out
}

impl Typed {
    fn new(kind: ColumnType) -> Typed {
        match kind {
            ColumnType::Text => Typed::Text(Vec::new()),
            ColumnType::Whole => Typed::Whole(Vec::new()),
            ColumnType::Decimal => Typed::Decimal(Vec::new()),
            ColumnType::Score => Typed::Score(Vec::new()),
            ColumnType::Day => Typed::Day(Vec::new()),
        }
    }
}

impl Values {
    /// Appends a cell; returns about how many bytes it takes.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let size = match (&mut self.typed, cell) {
            (Typed::Text(v), Cell::Text(t)) => {
                v.push(ByteArray::from(t.as_bytes().to_vec()));
                t.len() + 32
            }
            (Typed::Whole(v), Cell::Whole(n)) => {
                v.push(i64::try_from(*n).unwrap_or(i64::MAX));
                8
            }
            (Typed::Decimal(v), Cell::Decimal(d)) => {
                v.push(FixedLenByteArray::from(unscaled(*d).to_be_bytes().to_vec()));
                48
            }
            (Typed::Score(v), Cell::Score(s)) => {
                v.push(hundredths(*s));
                8
            }
            (Typed::Day(v), Cell::Day(d)) => {
                v.push(days(*d));
                4
            }
            // an empty cell; others have the type of their column
            _ => {
                self.present.push(0);
                return 2;
            }
        };
        self.present.push(1);
        size
    }

    /// Writes the values of a row group, and forgets them.
    fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<()> {
        let present = Some(self.present.as_slice());
        match (&mut self.typed, writer) {
            (Typed::Text(v), ColumnWriter::ByteArrayColumnWriter(w)) => {
                w.write_batch(v, present, None)?;
                v.clear();
            }
            (Typed::Whole(v), ColumnWriter::Int64ColumnWriter(w)) => {
                w.write_batch(v, present, None)?;
                v.clear();
            }
            (Typed::Decimal(v), ColumnWriter::FixedLenByteArrayColumnWriter(w)) => {
                w.write_batch(v, present, None)?;
                v.clear();
            }
            (Typed::Score(v), ColumnWriter::DoubleColumnWriter(w)) => {
                w.write_batch(v, present, None)?;
                v.clear();
            }
            (Typed::Day(v), ColumnWriter::Int32ColumnWriter(w)) => {
                w.write_batch(v, present, None)?;
                v.clear();
            }
            _ => return Err(ParquetError::General("a column of another type than its schema".to_owned())),
        }
        self.present.clear();
        Ok(())
    }
}
