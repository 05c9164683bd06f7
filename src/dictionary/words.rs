//! Word rows: `surface,class,value`, one row a surface form with its value.

use super::classes::{ClassId, Classes, ValueType};
use super::load::LoadError;
use super::source::{Source, SourceFile};
use rust_decimal::Decimal;

/// A row: a surface form in a class, with its value.
#[derive(Debug, Clone)]
pub struct Word {
    /// The form, with the capitals it requires.
    pub surface: String,
    /// Its class.
    pub class: ClassId,
    /// Its value as written; empty for classes without.
    pub value: String,
    /// Its value as a number, for classes of numbers.
    pub number: Option<Decimal>,
    /// Where the row stands.
    pub source: Source,
}

/// The rows of one language (or those that no language owns).
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// In file order.
    pub rows: Vec<Word>,
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
                Ok((class, number)) => self.rows.push(Word { surface: surface.to_owned(), class, value: value.to_owned(), number, source }),
                Err(message) => errors.push(LoadError::new(source, message)),
            }
        }
    }
}

fn check(surface: &str, class: &str, value: &str, classes: &Classes) -> Result<(ClassId, Option<Decimal>), String> {
    if surface.is_empty() {
        return Err("empty surface form".to_owned());
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
