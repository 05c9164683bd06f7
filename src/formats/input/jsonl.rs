//! JSON Lines: an object a line with `text`, and `id`, `date`, `lang`, `title` where known.

use super::table::{DATE, ID, LANG, TEXT, TITLE};
use super::written::{parse_date, title};
use super::{Article, Failure, File, Item, MAX_FILE_SIZE, ReadOptions, reader_of};
use crate::document::{Document, DocumentDate};
use crate::records::Status;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// Hands on one item a line; blank lines are none.
pub(super) fn expand(file: File, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    let mut reader = match reader_of(&file) {
        Ok(r) => r,
        Err(e) => return take(Item::Failed(file.failure(Status::Failed, e.to_string()))),
    };
    let limit = options.max_file_size.unwrap_or(MAX_FILE_SIZE);
    let mut row = 0;
    let mut records = 0;
    loop {
        let mut line = Vec::new();
        row += 1;
        match (&mut reader).take(limit + 1).read_until(b'\n', &mut line) {
            Ok(n) if n as u64 > limit => {
                let error = format!("line {row}: longer than {limit} bytes (--max-file-size)");
                return take(Item::Failed(file.failure(Status::Failed, error)));
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
                if !take(Item::JsonLine { file: file.clone(), row, line }) {
                    return false;
                }
            }
            Err(e) => return take(Item::Failed(file.failure(Status::Failed, format!("line {row}: {e}")))),
        }
    }
}

/// Makes a document of a line.
pub(super) fn read(file: &File, row: u64, line: &[u8], options: &ReadOptions) -> Result<Article, Failure> {
    let failed = |error: String| {
        let mut f = file.failure(Status::Failed, error);
        f.doc = format!("{}#{row}", file.doc);
        f
    };
    let record: Map<String, Value> = serde_json::from_slice(line).map_err(|e| failed(format!("line {row}: not a JSON object: {e}")))?;
    let text = one_of(&options.text_column, &TEXT);
    let found = text.iter().find_map(|k| record.get(*k)).and_then(Value::as_str);
    let text = found.ok_or_else(|| failed(format!("line {row}: no text (looked for {})", text.join(", "))))?;
    let id = word(&record, &one_of(&options.id_column, &ID)).unwrap_or_else(|| format!("{}#{row}", file.doc));
    let date = word(&record, &one_of(&options.date_column, &DATE))
        .and_then(|d| parse_date(&d))
        .map(|span| DocumentDate { span, source: DocumentDate::RECORD.to_owned() });
    let lang = word(&record, &one_of(&options.lang_column, &LANG))
        .map(|l| l.to_lowercase().chars().take_while(char::is_ascii_alphabetic).collect::<String>());
    let document = Document {
        id,
        text: text.to_owned(),
        lang: lang.filter(|l| l.len() == 2),
        date,
        title: word(&record, &TITLE).or_else(|| title(text)),
    };
    Ok(Article { document, source: file.source.clone(), format: "jsonl", encoding: "UTF-8" })
}

/// The field the user names, or the usual ones.
fn one_of<'a>(named: &'a Option<String>, usual: &[&'a str]) -> Vec<&'a str> {
    named.as_deref().map_or_else(|| usual.to_vec(), |n| vec![n])
}

/// The first of some fields that says something.
fn word(record: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|n| match record.get(*n)? {
        Value::String(s) if !s.trim().is_empty() => Some(s.trim().to_owned()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    })
}
