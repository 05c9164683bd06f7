//! Tables, columns and typed cells.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Not stated.
    Empty,
    /// Words; never with a line break.
    Text(Cow<'a, str>),
    /// A count or an offset.
    Whole(u64),
    /// An exact number.
    Decimal(Decimal),
    /// 0.00 to 1.00.
    Score(f32),
    /// A calendar day.
    Day(NaiveDate),
}

impl<'a> Cell<'a> {
    /// Text, or an empty cell.
    pub fn text(s: impl Into<Cow<'a, str>>) -> Cell<'a> {
        let s = s.into();
        if s.is_empty() { Cell::Empty } else { Cell::Text(s) }
    }

    /// A number, or an empty cell.
    pub fn decimal(d: Option<Decimal>) -> Cell<'a> {
        d.map_or(Cell::Empty, Cell::Decimal)
    }

    /// A day, or an empty cell.
    pub fn day(d: Option<NaiveDate>) -> Cell<'a> {
        d.map_or(Cell::Empty, Cell::Day)
    }
}

/// As tables write it: numbers as plain decimals, days as ISO 8601, nothing where nothing is stated.
impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(t) => f.write_str(t),
            Cell::Whole(n) => write!(f, "{n}"),
            Cell::Decimal(d) => write!(f, "{}", d.normalize()),
            Cell::Score(s) => write!(f, "{s:.2}"),
            Cell::Day(d) => write!(f, "{d}"),
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// [`Cell::Text`]
    Text,
    /// [`Cell::Whole`]
    Whole,
    /// [`Cell::Decimal`]
    Decimal,
    /// [`Cell::Score`]
    Score,
    /// [`Cell::Day`]
    Day,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Header.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnType,
}

/// One of the four tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Every span found.
    Mentions,
    /// What the text says happened.
    Facts,
    /// One row a company.
    Companies,
    /// One row a document.
    Documents,
}

impl Table {
    /// All tables.
    pub const ALL: [Table; 4] = [Table::Mentions, Table::Facts, Table::Companies, Table::Documents];

    /// Name of the table and of its file without ending.
    pub fn name(self) -> &'static str {
        match self {
            Table::Mentions => "mentions",
            Table::Facts => "facts",
            Table::Companies => "companies",
            Table::Documents => "documents",
        }
    }

    /// Its columns, in the order that does not change; new ones come at the end.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Mentions => super::mentions::COLUMNS,
            Table::Facts => super::facts::COLUMNS,
            Table::Companies => super::companies::COLUMNS,
            Table::Documents => super::documents::COLUMNS,
        }
    }
}

/// A row of one of the tables.
pub trait Row {
    /// The table it belongs to.
    const TABLE: Table;

    /// Hands out its cells, in the order of the table's columns.
    fn cells<'r>(&'r self, emit: &mut dyn FnMut(Cell<'r>));
}

/// Columns as `name: Type` lists.
macro_rules! columns {
    ($($name:tt: $kind:ident),+ $(,)?) => {
        pub(super) const COLUMNS: &[$crate::records::Column] =
            &[$($crate::records::Column { name: stringify!($name), kind: $crate::records::ColumnType::$kind }),+];
    };
}
pub(super) use columns;
