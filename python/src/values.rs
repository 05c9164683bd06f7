//! Cells as Python values.

use factrow::records::{Cell, Row, hundredths};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A surface form as the tables write it: line breaks and tabs are spaces.
#[pyfunction]
pub(crate) fn one_line(text: &str) -> std::borrow::Cow<'_, str> {
    factrow::records::one_line(text)
}

/// The cells of a row: str, int, float, decimal.Decimal, datetime.date, or None.
pub(crate) fn row<'py, R: Row>(py: Python<'py>, row: &R) -> PyResult<Bound<'py, PyTuple>> {
    let mut cells = Vec::with_capacity(R::TABLE.columns().len());
    row.cells(&mut |cell| cells.push(value(py, &cell)));
    PyTuple::new(py, cells.into_iter().collect::<PyResult<Vec<_>>>()?)
}

fn value<'py>(py: Python<'py>, cell: &Cell<'_>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match cell {
        Cell::Empty => py.None().into_bound(py),
        Cell::Text(t) => t.into_pyobject(py)?.into_any(),
        Cell::Whole(n) => n.into_pyobject(py)?.into_any(),
        Cell::Decimal(d) => d.normalize().into_pyobject(py)?.into_any(),
        Cell::Score(s) => hundredths(*s).into_pyobject(py)?.into_any(),
        Cell::Day(d) => d.into_pyobject(py)?.into_any(),
    })
}
