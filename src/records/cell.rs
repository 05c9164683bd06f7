//! Tables, columns and typed cells.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::io::Write;

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

    /// Appends what [`std::fmt::Display`] shows of it, in a fraction of the time.
    pub fn append(&self, out: &mut Vec<u8>) {
        let shown = |out: &mut Vec<u8>| {
            // writing to memory does not fail
            let _ = write!(out, "{self}");
        };
        match self {
            Cell::Empty => {}
            Cell::Text(t) => out.extend_from_slice(t.as_bytes()),
            Cell::Whole(n) => whole(*n, out),
            Cell::Decimal(d) => {
                let d = d.normalize();
                match d.mantissa().try_into() {
                    Ok(n) if d.scale() == 0 => whole(n, out),
                    _ => shown(out),
                }
            }
            // exact: 24 bits times 100 are far from the 53 of a double
            Cell::Score(s) if (0.0..=1.0).contains(s) => {
                let n = (f64::from(*s) * 100.0).round_ties_even() as u8;
                out.extend_from_slice(&[b'0' + n / 100, b'.', b'0' + n / 10 % 10, b'0' + n % 10]);
            }
            Cell::Day(d) if (1000..=9999).contains(&d.year()) => {
                whole(d.year() as u64, out);
                for n in [d.month() as u8, d.day() as u8] {
                    out.extend_from_slice(&[b'-', b'0' + n / 10, b'0' + n % 10]);
                }
            }
            Cell::Score(_) | Cell::Day(_) => shown(out),
        }
    }
}

fn whole(n: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
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

#[cfg(test)]
mod tests {
    use super::{Cell, Decimal, NaiveDate};

    #[test]
    fn what_is_appended_is_what_is_shown() {
        let scores = (0..=4000).map(|i| Cell::Score(i as f32 / 4000.0)).chain([-0.5, 1.5, f32::NAN].map(Cell::Score));
        let decimals = ["0", "-0", "7", "-7", "1.50", "100", "-3.25", "0.05", "18446744073709551616", "1e20"];
        let decimals = decimals.iter().map(|d| Cell::decimal(Decimal::from_str_exact(d).or_else(|_| Decimal::from_scientific(d)).ok()));
        let days = [(1, 1, 1), (999, 12, 31), (1000, 1, 1), (2024, 2, 29), (9999, 12, 31), (10000, 1, 1), (-5, 3, 4)];
        let days = days.iter().map(|(y, m, d)| Cell::day(NaiveDate::from_ymd_opt(*y, *m, *d)));
        let wholes = [0, 9, 1234567890, u64::MAX].map(Cell::Whole);
        for cell in scores.chain(decimals).chain(days).chain(wholes).chain([Cell::Empty, Cell::text("é, x")]) {
            let mut out = Vec::new();
            cell.append(&mut out);
            assert_eq!(String::from_utf8_lossy(&out), cell.to_string(), "{cell:?}");
        }
    }
}
