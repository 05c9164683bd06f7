//! The native half of the Python package `factrow`: the library behind a door of plain values and Arrow tables. What users
//! see of it, with names, types and documentation, is written in Python beside it (`factrow/`).

mod columns;
mod engine;
mod tables;
mod values;

use pyo3::prelude::*;

#[pymodule]
mod _factrow {
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::tables::schema;
    #[pymodule_export]
    use super::values::one_line;
}
