//! Rows of a table as a file holds them: every cell as text.

use crate::records::{Row, Table};
use std::io::{Read, Write};
use std::path::Path;

/// A row of a table, its cells as text in the order of the table's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    table: Table,
    cells: Vec<String>,
}

impl Record {
    /// The row as the tables write it.
    pub fn of<R: Row>(row: &R) -> Record {
        let mut cells = Vec::with_capacity(R::TABLE.columns().len());
        row.cells(&mut |cell| cells.push(cell.to_string()));
        Record { table: R::TABLE, cells }
    }

    /// The table it belongs to.
    pub fn table(&self) -> Table {
        self.table
    }

    /// Its cells, in the order of the table's columns.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }

    /// The cell of a column; empty if the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.table.columns().iter().position(|c| c.name == column).and_then(|i| self.cells.get(i)).map_or("", String::as_str)
    }

    /// The document it was read from.
    pub fn doc(&self) -> &str {
        self.get("doc")
    }

    /// Code points of its span: start and end, exclusive. A document has none.
    pub fn span(&self) -> Option<(u64, u64)> {
        Some((self.get("start").parse().ok()?, self.get("end").parse().ok()?))
    }
}

/// Rows of a table, with the columns that their file has: older files may lack the newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    table: Table,
    known: Vec<bool>,
    /// The rows, in the order of the file.
    pub records: Vec<Record>,
}

/// Why a table could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// The file could not be read, or is no CSV.
    #[error("{path}: {error}")]
    Csv {
        /// The file.
        path: String,
        /// What is wrong, with its line.
        error: csv::Error,
    },
    /// A column that says which row is which.
    #[error("{path}:1: no column `{column}`: is this {table}.csv as factrow writes it, separated by commas?")]
    Column {
        /// The file.
        path: String,
        /// The missing column.
        column: &'static str,
        /// The table it should be.
        table: &'static str,
    },
}

impl Rows {
    /// No rows yet, with all columns.
    pub fn new(table: Table, records: Vec<Record>) -> Rows {
        Rows { table, known: vec![true; table.columns().len()], records }
    }

    /// Reads a table that was written as plain CSV.
    ///
    /// # Errors
    /// A file that is no such table; the message names it and the line.
    pub fn read(table: Table, path: &Path) -> Result<Rows, RowsError> {
        let name = || path.display().to_string();
        let file = std::fs::File::open(path).map_err(|e| RowsError::Csv { path: name(), error: e.into() })?;
        Rows::parse(table, file, &name())
    }

    fn parse(table: Table, file: impl Read, path: &str) -> Result<Rows, RowsError> {
        let wrong = |error| RowsError::Csv { path: path.to_owned(), error };
        let mut reader = csv::Reader::from_reader(file);
        let header = reader.headers().map_err(wrong)?.clone();
        let place = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
        let places: Vec<Option<usize>> = table.columns().iter().map(|c| place(c.name)).collect();
        let needed: &[&'static str] = match table {
            Table::Mentions => &["doc", "start", "end", "kind", "text"],
            Table::Facts => &["doc", "type", "subject"],
            Table::Companies => &["name"],
            Table::Documents => &["doc"],
        };
        if let Some(column) = needed.iter().find(|n| place(n).is_none()) {
            return Err(RowsError::Column { path: path.to_owned(), column, table: table.name() });
        }
        let mut records = Vec::new();
        for row in reader.records() {
            let row = row.map_err(wrong)?;
            let cells = places.iter().map(|p| p.and_then(|p| row.get(p)).unwrap_or("").to_owned()).collect();
            records.push(Record { table, cells });
        }
        Ok(Rows { table, known: places.iter().map(Option::is_some).collect(), records })
    }

    /// The table.
    pub fn table(&self) -> Table {
        self.table
    }

    /// Whether the file has a column, by its number in the table.
    pub(super) fn has(&self, column: usize) -> bool {
        self.known.get(column).copied().unwrap_or(false)
    }

    /// Writes them as `factrow extract` would.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, out: impl Write) -> csv::Result<()> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        writer.write_record(self.table.columns().iter().map(|c| c.name))?;
        for r in &self.records {
            writer.write_record(&r.cells)?;
        }
        Ok(writer.flush()?)
    }
}
