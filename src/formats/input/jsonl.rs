//! JSON Lines: an object a line with `text`, and `id`, `date`, `lang`, `title` where known.

use super::encoding::decode_as;
use super::table::{DATE, ID, LANG, TEXT, TITLE, is_named};
use super::written::{record_date, record_lang, title};
use super::{Article, Failure, File, Item, ReadOptions, open};
use crate::document::{Document, DocumentDate};
use crate::records::Status;
use encoding_rs::{Encoding, UTF_8};
use serde_json::{Map, Value};
use std::io::{BufRead, BufReader, Read};

/// Hands on one item a line; blank lines are none.
pub(super) fn expand(file: &File, reader: &mut dyn BufRead, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    let failed = |row: u64, error: String| Item::Failed(at_row(file, row, format!("line {row}: {error}")));
    // other encodings are undone line by line, but for those in which a line does not end in a byte of its own
    let wide = |r: &mut dyn BufRead| r.fill_buf().map(|head| Encoding::for_bom(head).map(|(e, _)| e).filter(|e| *e != UTF_8));
    let mut decoded;
    let reader: &mut dyn BufRead = match wide(reader) {
        Ok(Some(encoding)) => {
            let decoder = encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(reader);
            decoded = BufReader::new(decoder);
            &mut decoded
        }
        Ok(None) => reader,
        Err(e) => return take(failed(1, e.to_string())),
    };
    let limit = options.limit();
    let mut row = 0;
    let mut records = 0;
    loop {
        let mut line = Vec::new();
        row += 1;
        let go_on = match reader.take(limit + 1).read_until(b'\n', &mut line) {
            Ok(n) if n as u64 > limit => {
                records += 1;
                drop(line);
                take(failed(row, open::too_large(limit)))
                    && match reader.skip_until(b'\n') {
                        Ok(_) => true,
                        Err(e) => return take(failed(row, e.to_string())),
                    }
            }
            Ok(0) if records == 0 => return take(Item::Failed(file.failure(Status::Empty, "the file has no records"))),
            Ok(0) => return true,
            Ok(_) => {
                if row == 1 && line.starts_with(b"\xef\xbb\xbf") {
                    line.drain(..3);
                }
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                records += 1;
                take(Item::JsonLine { file: file.clone(), row, line })
            }
            Err(e) => return take(failed(row, e.to_string())),
        };
        if !go_on {
            return false;
        }
    }
}

/// The failure of a row.
pub(super) fn at_row(file: &File, row: u64, error: String) -> Failure {
    let mut failure = file.failure(Status::Failed, error);
    failure.doc = format!("{}#{row}", file.doc);
    failure
}

/// Makes a document of a line.
pub(super) fn read(file: &File, row: u64, line: Vec<u8>, options: &ReadOptions) -> Result<Article, Failure> {
    let failed = |error: String| at_row(file, row, format!("line {row}: {error}"));
    let decoded = decode_as(line, options.encoding).map_err(&failed)?;
    let record: Map<String, Value> = serde_json::from_str(&decoded.text).map_err(|e| failed(format!("not a JSON object: {e}")))?;
    let names = one_of(&options.text_column, &TEXT);
    let text = field(&record, &names, text).ok_or_else(|| failed(format!("no text (looked for {})", names.join(", "))))?;
    let id = field(&record, &one_of(&options.id_column, &ID), word).unwrap_or_else(|| format!("{}#{row}", file.doc));
    let date = field(&record, &one_of(&options.date_column, &DATE), |v| record_date(&word(v)?));
    let lang = field(&record, &one_of(&options.lang_column, &LANG), word).and_then(|l| record_lang(&l));
    let document = Document {
        id,
        lang,
        date: date.map(|span| DocumentDate { span, source: DocumentDate::RECORD.to_owned() }),
        title: field(&record, &TITLE, word).or_else(|| title(&text)),
        text,
    };
    Ok(Article { document, source: file.source.clone(), format: "jsonl", encoding: decoded.encoding.into() })
}

/// The field the user names, or the usual ones.
fn one_of<'a>(named: &'a Option<String>, usual: &[&'a str]) -> Vec<&'a str> {
    named.as_deref().map_or_else(|| usual.to_vec(), |n| vec![n])
}

/// What the first of some fields says that says something. Their names are compared as those of columns are.
fn field<T>(record: &Map<String, Value>, names: &[&str], say: impl Fn(&Value) -> Option<T>) -> Option<T> {
    names.iter().find_map(|n| {
        let exact = record.get(*n).and_then(&say);
        exact.or_else(|| record.iter().filter(|(k, _)| is_named(k, n)).find_map(|(_, v)| say(v)))
    })
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(s.trim().to_owned()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// A text, or the list of its paragraphs.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Array(all) => {
            let paragraphs: Vec<&str> = all.iter().map(Value::as_str).collect::<Option<_>>()?;
            Some(paragraphs.join("\n\n"))
        }
        _ => None,
    }
}
