//! SQLite databases: a table for each of ours, with keys and indices, and a view that joins facts to the mentions they were
//! read from.

use crate::records::{Cell, Column, ColumnType, Layout, Row, Table};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use rust_decimal::prelude::ToPrimitive;
use std::path::Path;
use std::sync::Arc;

/// Columns that are looked for, by table.
const INDICES: [(Table, &[&str]); 9] = [
    (Table::Documents, &["doc"]),
    (Table::Companies, &["id"]),
    (Table::Mentions, &["document", "start"]),
    (Table::Mentions, &["kind"]),
    (Table::Mentions, &["id"]),
    (Table::Facts, &["document", "start"]),
    (Table::Facts, &["fact"]),
    (Table::Facts, &["type", "subject_id"]),
    (Table::Facts, &["object_id"]),
];

/// Each fact with each mention inside its evidence, and what that mention is to it.
const VIEW: &str = r#"
CREATE VIEW fact_mentions AS
SELECT f.row_id AS fact_row, f.fact, f.document, f.doc, f.type, f.subject, f.object,
  CASE
    WHEN m.kind IN ('company', 'product') AND (m.id = f.subject_id OR m.name = f.subject) THEN 'subject'
    WHEN m.kind IN ('company', 'product') AND (m.id = f.object_id OR m.name = f.object) THEN 'object'
    WHEN m.kind = 'money' AND m.amount = f.amount AND m.unit = f.currency THEN 'amount'
    WHEN m.kind IN ('users', 'headcount') AND m.amount = f.count THEN 'count'
    WHEN m.kind = 'percent' AND abs(m.amount) = abs(f.percent) THEN 'percent'
    WHEN m.kind = 'date' AND m.date_from = f.date_from AND m.date_to = f.date_to THEN 'date'
  END AS role,
  m.row_id AS mention_row, m.kind, m.text, m.id, m.name, m.amount, m.unit, m.date_from, m.date_to, m.start, m."end", f.evidence
FROM facts AS f JOIN mentions AS m ON m.document = f.document AND m.start >= f.start AND m."end" <= f."end"
"#;

/// A database in the making. Rows come document by document and are on the disk as they come.
///
/// Every table has a `row_id` as its key; ids of documents and facts are the user's and may come twice. Mentions and facts
/// have the `row_id` of their document in `document`.
pub struct Database {
    connection: Connection,
    layout: Arc<Layout>,
    /// By table.
    inserts: [String; 4],
    /// Documents so far.
    documents: i64,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("documents", &self.documents).finish()
    }
}

impl Database {
    /// Tables without rows in an empty file.
    ///
    /// # Errors
    /// Whatever SQLite says of the file.
    pub fn new(path: &Path, layout: Arc<Layout>) -> rusqlite::Result<Database> {
        let connection = Connection::open(path)?;
        // the file takes its name only when it is whole: no need to undo anything, nor to wait for the disk at each step
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")?;
        connection.execute_batch("BEGIN")?;
        for table in Table::ALL {
            connection.execute_batch(&create(table, &layout.columns(table)))?;
        }
        let inserts = Table::ALL.map(|t| {
            let keys = if of_document(t) { 2 } else { 1 };
            let places = vec!["?"; layout.columns(t).len() + keys].join(", ");
            format!("INSERT INTO {} VALUES ({places})", t.name())
        });
        Ok(Database { connection, layout, inserts, documents: 0 })
    }

    /// One row. The row of a document comes after those of its mentions and facts.
    ///
    /// # Errors
    /// No room on the disk.
    pub fn row<R: Row>(&mut self, row: &R) -> rusqlite::Result<()> {
        let mut values = vec![ToSqlOutput::Owned(Value::Null)];
        if of_document(R::TABLE) {
            values.push(ToSqlOutput::Owned(Value::Integer(self.documents + 1)));
        }
        let mut cells = Vec::with_capacity(32);
        self.layout.cells(row, &mut |c| cells.push(c));
        values.extend(cells.iter().map(value));
        self.connection.prepare_cached(&self.inserts[R::TABLE as usize])?.execute(params_from_iter(values))?;
        if R::TABLE == Table::Documents {
            self.documents += 1;
        }
        Ok(())
    }

    /// Adds indices and view, and closes the file.
    ///
    /// # Errors
    /// No room on the disk.
    pub fn finish(self) -> rusqlite::Result<()> {
        let Database { connection, layout, .. } = self;
        let has = |t: Table, name: &str| name == "document" || layout.columns(t).iter().any(|c| c.name == name);
        for (table, columns) in INDICES {
            if columns.iter().all(|c| has(table, c)) {
                let (table, name, columns) = (table.name(), columns.join("_"), quoted(columns));
                connection.execute_batch(&format!("CREATE INDEX {table}_{name} ON {table} ({columns})"))?;
            }
        }
        // a view of columns that are not written would fail whoever asks it
        if [Table::Mentions, Table::Facts].iter().all(|t| layout.columns(*t) == t.columns()) {
            connection.execute_batch(VIEW)?;
        }
        connection.execute_batch("COMMIT")?;
        connection.close().map_err(|(_, e)| e)
    }
}

fn of_document(table: Table) -> bool {
    matches!(table, Table::Mentions | Table::Facts)
}

fn create(table: Table, columns: &[Column]) -> String {
    let mut lines = vec!["row_id INTEGER PRIMARY KEY".to_owned()];
    if of_document(table) {
        lines.push("document INTEGER NOT NULL REFERENCES documents (row_id)".to_owned());
    }
    lines.extend(columns.iter().map(|c| {
        let kind = match c.kind {
            ColumnType::Text | ColumnType::Day => "TEXT",
            ColumnType::Whole => "INTEGER",
            ColumnType::Decimal => "NUMERIC",
            ColumnType::Score => "REAL",
        };
        format!("\"{}\" {kind}", c.name)
    }));
    format!("CREATE TABLE {} (\n  {}\n)", table.name(), lines.join(",\n  "))
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ")
}

/// Whole numbers are exact, others the nearest that a database can hold; days are ISO text, which its functions read.
fn value<'c>(cell: &'c Cell<'_>) -> ToSqlOutput<'c> {
    ToSqlOutput::Owned(match cell {
        Cell::Empty => Value::Null,
        Cell::Text(t) => return ToSqlOutput::Borrowed(ValueRef::Text(t.as_bytes())),
        Cell::Whole(n) => Value::Integer(i64::try_from(*n).unwrap_or(i64::MAX)),
        Cell::Decimal(d) => match d.to_i64().filter(|_| d.is_integer()) {
            Some(n) => Value::Integer(n),
            None => Value::Real(d.to_f64().unwrap_or_default()),
        },
        Cell::Score(s) => Value::Real((f64::from(*s) * 100.0).round() / 100.0),
        Cell::Day(d) => Value::Text(d.to_string()),
    })
}
