//! Rows as Arrow tables: the columns of `mentions.csv` and `facts.csv`, typed as in the Parquet files.

use arrow_array::builder::{ArrayBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use factrow::records::{Cell, ColumnType, Row, SCALE, Table, days, hundredths, unscaled};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use std::sync::Arc;

/// Digits of a decimal column: the most that Arrow, Spark and Parquet hold in 16 bytes.
const PRECISION: u8 = 38;

/// The column that says why a row is no document, where errors become rows.
const ERROR: &str = "error";

/// An empty pyarrow table with the columns of `mentions` or `facts`.
#[pyfunction]
pub(crate) fn schema(py: Python<'_>, table: &str, errors: bool) -> PyResult<Py<PyAny>> {
    let known = Table::ALL.into_iter().find(|t| t.name() == table);
    let table = known.ok_or_else(|| PyValueError::new_err(format!("no table `{table}`")))?;
    Ok(PyTable::try_new(Vec::new(), columns(table, errors))?.into_pyarrow(py)?.getattr("schema")?.unbind())
}

/// The columns of a table, and that of errors where errors become rows.
pub(crate) fn columns(table: Table, errors: bool) -> SchemaRef {
    let field = |name: &str, kind| Field::new(name, kind, true);
    let own = table.columns().iter().map(|c| {
        field(
            c.name,
            match c.kind {
                ColumnType::Text => DataType::Utf8,
                ColumnType::Whole => DataType::Int64,
                ColumnType::Decimal => DataType::Decimal128(PRECISION, scale()),
                ColumnType::Score => DataType::Float64,
                ColumnType::Day => DataType::Date32,
            },
        )
    });
    Arc::new(Schema::new(own.chain(errors.then(|| field(ERROR, DataType::Utf8))).collect::<Vec<_>>()))
}

fn scale() -> i8 {
    SCALE.try_into().unwrap_or_default()
}

/// Values of one column.
#[derive(Debug)]
enum Values {
    Text(StringBuilder),
    Whole(Int64Builder),
    Decimal(Decimal128Builder),
    Score(Float64Builder),
    Day(Date32Builder),
}

impl Values {
    fn new(kind: &DataType) -> Values {
        match kind {
            DataType::Int64 => Values::Whole(Int64Builder::new()),
            DataType::Decimal128(..) => Values::Decimal(Decimal128Builder::new().with_data_type(kind.clone())),
            DataType::Float64 => Values::Score(Float64Builder::new()),
            DataType::Date32 => Values::Day(Date32Builder::new()),
            _ => Values::Text(StringBuilder::new()),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Values::Text(v), Cell::Text(t)) => v.append_value(t),
            (Values::Whole(v), Cell::Whole(n)) => v.append_value(i64::try_from(*n).unwrap_or(i64::MAX)),
            (Values::Decimal(v), Cell::Decimal(d)) => v.append_value(unscaled(*d)),
            (Values::Score(v), Cell::Score(s)) => v.append_value(hundredths(*s)),
            (Values::Day(v), Cell::Day(d)) => v.append_value(days(*d)),
            // an empty cell; others have the type of their column
            (Values::Text(v), _) => v.append_null(),
            (Values::Whole(v), _) => v.append_null(),
            (Values::Decimal(v), _) => v.append_null(),
            (Values::Score(v), _) => v.append_null(),
            (Values::Day(v), _) => v.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        let builder: &mut dyn ArrayBuilder = match self {
            Values::Text(v) => v,
            Values::Whole(v) => v,
            Values::Decimal(v) => v,
            Values::Score(v) => v,
            Values::Day(v) => v,
        };
        builder.finish()
    }
}

/// Rows of one table in the making.
#[derive(Debug)]
pub(crate) struct Rows {
    schema: SchemaRef,
    columns: Vec<Values>,
    /// Place of the column of errors, if there is one.
    error: Option<usize>,
}

impl Rows {
    pub(crate) fn new(schema: SchemaRef) -> Rows {
        let columns = schema.fields().iter().map(|f| Values::new(f.data_type())).collect();
        let error = schema.index_of(ERROR).ok();
        Rows { schema, columns, error }
    }

    /// Appends a row.
    pub(crate) fn push<R: Row>(&mut self, row: &R) {
        let mut places = self.columns.iter_mut();
        row.cells(&mut |cell| {
            if let Some(column) = places.next() {
                column.push(&cell);
            }
        });
        // no error
        places.for_each(|column| column.push(&Cell::Empty));
    }

    /// Appends a row of nothing but the document and why it could not be read; nothing where errors do not become rows.
    pub(crate) fn fail(&mut self, doc: &str, error: &str) {
        let Some(place) = self.error else { return };
        for (i, (field, column)) in self.schema.fields().iter().zip(&mut self.columns).enumerate() {
            column.push(&match field.name().as_str() {
                "doc" => Cell::text(doc),
                _ if i == place => Cell::text(error),
                _ => Cell::Empty,
            });
        }
    }

    /// The rows as Arrow.
    pub(crate) fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(self.schema, self.columns.iter_mut().map(Values::finish).collect())
    }
}
