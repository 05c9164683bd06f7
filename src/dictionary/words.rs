//! Word rows: `surface,class,value`, one row a surface form with its value.

use super::classes::{ClassId, Classes, ValueType};
use super::load::LoadError;
use super::source::{Files, Source, SourceFile};
use crate::image::{Reader, Writer};
use crate::packed::{Packed, Text, record};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// A row: a surface form in a class, with its value.
#[derive(Debug, Clone, Copy)]
pub struct Word<'w> {
    /// Its value as written; empty for classes without.
    pub value: &'w str,
    // what few ask for stays in the table
    table: &'w Words,
    row: u32,
}

impl<'w> Word<'w> {
    /// The form, with the capitals it requires.
    pub fn surface(&self) -> &'w str {
        let row = self.table.row(self.row);
        self.table.text.piece(row.text as usize, row.surface.into())
    }

    /// Its class.
    pub fn class(&self) -> ClassId {
        ClassId(self.table.row(self.row).class)
    }

    /// No language owns it.
    pub(crate) fn shared(&self) -> bool {
        self.table.row(self.row).shared
    }

    /// Its value as a number, for classes of numbers.
    #[inline]
    pub fn number(&self) -> Option<Decimal> {
        let number = self.table.numbers.get((self.table.row(self.row).number as usize).checked_sub(1)?)?;
        Some(Decimal::deserialize(number.to_le_bytes()))
    }

    /// Where the row stands.
    pub fn source(&self) -> Source {
        let row = self.table.row(self.row);
        self.table.files.source(row.file, row.line)
    }
}

record! {
    struct Row {
        class: u16,
        text: u32,
        surface: u16,
        file: u16,
        line: u32,
        shared: bool,
        /// One more than the place of its value among the numbers; 0 for rows of no number, which most are.
        number: u32,
    }
}

record! {
    /// A value: where it stands among their text.
    struct Value {
        start: u32,
        len: u16,
    }
}

/// Word rows, as a table.
///
/// Of the rows that a text meets, most are asked for their value only. These are few, and stand by themselves: so no more of a large
/// table is fetched for a row than the number of its value.
#[derive(Debug, Clone, Default)]
pub struct Words {
    rows: Packed<Row>,
    /// By row, the number of its value.
    value_of: Packed<u32>,
    values: Packed<Value>,
    value_text: Text,
    /// Where each value is, once one is added.
    known: FxHashMap<String, u32>,
    /// Values that are numbers, in the bytes of [`Decimal::serialize`].
    numbers: Packed<u128>,
    text: Text,
    files: Files,
}

impl Words {
    /// Adds the rows of a file; what is wrong goes to `errors`.
    pub(crate) fn read(&mut self, file: &SourceFile, classes: &Classes, errors: &mut Vec<LoadError>) {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
        match reader.headers() {
            Ok(h) if h.iter().eq(["surface", "class", "value"]) => {}
            Ok(_) => return errors.push(LoadError::new(file.at(1), "header must be surface,class,value")),
            Err(e) => return errors.push(LoadError::new(file.at(1), e.to_string())),
        }
        for record in reader.records() {
            let record = match record {
                Ok(r) => r,
                Err(e) => {
                    let line = e.position().map_or(0, csv::Position::line);
                    errors.push(LoadError::new(file.at(line), e.to_string()));
                    continue;
                }
            };
            let source = file.at(record.position().map_or(0, csv::Position::line));
            let (surface, class, value) = (record[0].trim(), record[1].trim(), record[2].trim());
            match check(surface, class, value, classes) {
                Ok((class, number)) => {
                    let (file, line) = (self.files.number(&source.file), source.line);
                    self.push(surface, value, number, Row { class: class.0, file, line, ..Row::default() });
                }
                Err(message) => errors.push(LoadError::new(source, message)),
            }
        }
    }

    /// Adds a row whose file is one of its own.
    fn push(&mut self, surface: &str, value: &str, number: Option<Decimal>, row: Row) {
        let number = number.map_or(0, |n| {
            self.numbers.push(u128::from_le_bytes(n.serialize()));
            self.numbers.len() as u32
        });
        let value = self.value(value);
        self.value_of.push(value);
        let text = self.text.own();
        let start = text.len() as u32;
        text.push_str(surface);
        self.rows.push(Row { text: start, surface: surface.len() as u16, number, ..row });
    }

    /// The number of a value, a new one if there is none.
    fn value(&mut self, value: &str) -> u32 {
        if self.known.is_empty() {
            let pieces = self.values.iter().map(|v| self.value_text.piece(v.start as usize, v.len.into()).to_owned());
            self.known = pieces.zip(0..).collect();
        }
        if let Some(known) = self.known.get(value) {
            return *known;
        }
        let new = self.values.len() as u32;
        let text = self.value_text.own();
        let start = text.len() as u32;
        text.push_str(value);
        self.values.push(Value { start, len: value.len() as u16 });
        self.known.insert(value.to_owned(), new);
        new
    }

    /// Adds a row of another table.
    pub(crate) fn add(&mut self, word: &Word<'_>, shared: bool) {
        let row = word.table.row(word.row);
        let file = word.table.files.path(row.file).map_or(0, |path| self.files.number(path));
        self.push(word.surface(), word.value, word.number(), Row { file, shared, ..row });
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// A row; one of nothing past the end.
    #[inline]
    pub fn get(&self, i: usize) -> Word<'_> {
        let value = self.value_of.get(i).and_then(|v| self.values.get(v as usize)).unwrap_or_default();
        Word { value: self.value_text.piece(value.start as usize, value.len.into()), table: self, row: i as u32 }
    }

    #[inline(always)]
    fn row(&self, i: u32) -> Row {
        self.rows.get(i as usize).unwrap_or_default()
    }

    /// All rows, in file order.
    pub fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        (0..self.len()).map(|i| self.get(i))
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.table(&self.rows);
        out.table(&self.value_of);
        out.table(&self.values);
        out.text(&self.value_text);
        out.table(&self.numbers);
        out.text(&self.text);
        out.value(&self.files);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<Words> {
        Some(Words {
            rows: image.table()?,
            value_of: image.table()?,
            values: image.table()?,
            value_text: image.text()?,
            known: FxHashMap::default(),
            numbers: image.table()?,
            text: image.text()?,
            files: image.value()?,
        })
    }
}

fn check(surface: &str, class: &str, value: &str, classes: &Classes) -> Result<(ClassId, Option<Decimal>), String> {
    if surface.is_empty() {
        return Err("empty surface form".to_owned());
    }
    if surface.len().max(value.len()) > usize::from(u16::MAX) {
        return Err("a cell is longer than any word is".to_owned());
    }
    let id = classes.get(class).ok_or_else(|| format!("unknown class `{class}`; classes.csv lists them"))?;
    let bad = |what: &str| format!("`{surface}`: the value of class `{class}` must be {what}, not `{value}`");
    match classes.value_type(id) {
        None => Err(format!("unknown class `{class}`")),
        Some(ValueType::None) if value.is_empty() => Ok((id, None)),
        Some(ValueType::None) => Err(bad("empty")),
        Some(ValueType::Number) => value.parse().map(|n| (id, Some(n))).map_err(|_| bad("a number")),
        Some(ValueType::Text) if !value.is_empty() => {
            let digits = value.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            Ok((id, if digits { value.parse().ok() } else { None }))
        }
        Some(ValueType::Text) => Err(bad("some text")),
        Some(ValueType::OneOf(words)) if words.iter().any(|w| w == value) => Ok((id, None)),
        Some(ValueType::OneOf(words)) => Err(bad(&format!("one of {}", words.join(", ")))),
    }
}
