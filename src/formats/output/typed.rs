//! Formats with typed cells, written row by row on one thread into one file.

use crate::records::{Layout, Row, Table};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Why rows could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The program was built without the format.
    #[error("this factrow was built without {0} (build it with `--features {1}`)")]
    NotBuilt(&'static str, &'static str),
    /// A table is longer than a sheet.
    #[error("more rows of {0} than the 1,048,575 of a sheet; narrow them, or write CSV, SQLite or Parquet")]
    TooManyRows(&'static str),
    /// From the file.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A writer gave up where it cannot say so, which is what that of workbooks does on a full disk.
    #[error("its writer failed: {0}")]
    Failed(String),
    /// From the workbook.
    #[cfg(feature = "xlsx")]
    #[error(transparent)]
    Workbook(rust_xlsxwriter::XlsxError),
    /// From the database.
    #[cfg(feature = "sqlite")]
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// From the Parquet file.
    #[cfg(feature = "parquet")]
    #[error(transparent)]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

/// A file in the making, in one of the formats.
#[derive(Debug)]
pub enum TypedFile {
    /// All tables as sheets.
    #[cfg(feature = "xlsx")]
    Workbook(Box<super::Workbook>, File),
    /// All tables in a database.
    #[cfg(feature = "sqlite")]
    Database(Box<super::Database>),
    /// One table.
    #[cfg(feature = "parquet")]
    Parquet(Table, Box<super::ParquetTable<File>>),
}

impl TypedFile {
    /// Begins a workbook; rows wait in temporary files in a folder.
    ///
    /// # Errors
    /// Built without it, or no room.
    #[cfg_attr(not(feature = "xlsx"), allow(unused_variables))]
    pub fn workbook(file: File, folder: &Path, layout: Arc<Layout>) -> Result<TypedFile, OutputError> {
        #[cfg(feature = "xlsx")]
        return Ok(TypedFile::Workbook(Box::new(guarded(|| super::Workbook::new(folder, layout).map_err(of_workbook("")))?), file));
        #[cfg(not(feature = "xlsx"))]
        return Err(OutputError::NotBuilt("Excel workbooks", "xlsx"));
    }

    /// Begins a database in an empty file.
    ///
    /// # Errors
    /// Built without it, or no room.
    #[cfg_attr(not(feature = "sqlite"), allow(unused_variables))]
    pub fn database(path: &Path, layout: Arc<Layout>) -> Result<TypedFile, OutputError> {
        #[cfg(feature = "sqlite")]
        return Ok(TypedFile::Database(Box::new(super::Database::new(path, layout)?)));
        #[cfg(not(feature = "sqlite"))]
        return Err(OutputError::NotBuilt("SQLite databases", "sqlite"));
    }

    /// Begins a Parquet file of one table.
    ///
    /// # Errors
    /// Built without it, or no room.
    #[cfg_attr(not(feature = "parquet"), allow(unused_variables))]
    pub fn parquet(table: Table, file: File, layout: Arc<Layout>) -> Result<TypedFile, OutputError> {
        #[cfg(feature = "parquet")]
        return Ok(TypedFile::Parquet(table, Box::new(super::ParquetTable::new(table, layout, file)?)));
        #[cfg(not(feature = "parquet"))]
        return Err(OutputError::NotBuilt("Parquet files", "parquet"));
    }

    /// Whether rows of a table go into it.
    pub fn wants(&self, table: Table) -> bool {
        match self {
            #[cfg(feature = "parquet")]
            TypedFile::Parquet(of, _) => *of == table,
            _ => {
                let _ = table;
                true
            }
        }
    }

    /// One row, if its table goes into the file.
    ///
    /// # Errors
    /// No room on the disk, or in a sheet.
    pub fn row<R: Row>(&mut self, row: &R) -> Result<(), OutputError> {
        match self {
            #[cfg(feature = "xlsx")]
            TypedFile::Workbook(book, _) => guarded(|| book.row(row).map_err(of_workbook(R::TABLE.name()))),
            #[cfg(feature = "sqlite")]
            TypedFile::Database(database) => Ok(database.row(row)?),
            #[cfg(feature = "parquet")]
            TypedFile::Parquet(table, file) => {
                if *table == R::TABLE {
                    file.row(row)?;
                }
                Ok(())
            }
            #[cfg(not(any(feature = "xlsx", feature = "sqlite", feature = "parquet")))]
            _ => {
                let _ = row;
                Ok(())
            }
        }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// No room on the disk.
    pub fn finish(self) -> Result<(), OutputError> {
        match self {
            #[cfg(feature = "xlsx")]
            TypedFile::Workbook(book, file) => {
                let mut out = std::io::BufWriter::new(file);
                guarded(|| book.finish(&mut out).map_err(of_workbook("")))?;
                Ok(std::io::Write::flush(&mut out)?)
            }
            #[cfg(feature = "sqlite")]
            TypedFile::Database(database) => Ok(database.finish()?),
            #[cfg(feature = "parquet")]
            TypedFile::Parquet(_, file) => Ok(file.finish()?),
        }
    }
}

#[cfg(feature = "xlsx")]
fn of_workbook(table: &'static str) -> impl Fn(rust_xlsxwriter::XlsxError) -> OutputError {
    move |e| match e {
        rust_xlsxwriter::XlsxError::RowColumnLimitError => OutputError::TooManyRows(table),
        e => OutputError::Workbook(e),
    }
}

thread_local! {
    static GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Whether a panic of this thread would be caught and become an [`OutputError`]. A program that shows panics can leave
/// theirs out.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// A panic of the work is its error.
#[cfg(feature = "xlsx")]
fn guarded<T>(work: impl FnOnce() -> Result<T, OutputError>) -> Result<T, OutputError> {
    GUARDED.set(true);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    GUARDED.set(false);
    result.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Err(OutputError::Failed(said.unwrap_or("panic").lines().next().unwrap_or_default().to_owned()))
    })
}
