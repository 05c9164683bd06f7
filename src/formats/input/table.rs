//! CSV and TSV: a document a row, its text in one column.

use super::written::{parse_date, title};
use super::{Article, File, Item, ReadOptions, encoding, reader_of};
use crate::document::{Document, DocumentDate};
use crate::records::Status;
use csv::StringRecord;
use std::io::Read;
use std::sync::Arc;

/// Which column holds what.
#[derive(Debug)]
pub struct Columns {
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    lang: Option<usize>,
    title: Option<usize>,
    encoding: &'static str,
}

/// Headers that are taken for a column when none is named, the first found wins.
pub(super) const TEXT: [&str; 10] =
    ["text", "body", "content", "article", "maintext", "texte", "contenu", "corps", "full_text", "article_text"];
pub(super) const ID: [&str; 5] = ["id", "_id", "uid", "doc_id", "identifiant"];
pub(super) const DATE: [&str; 9] = [
    "date",
    "published",
    "published_at",
    "publication_date",
    "date_publish",
    "pubdate",
    "date_published",
    "date_publication",
    "created_at",
];
pub(super) const LANG: [&str; 4] = ["lang", "language", "langue", "locale"];
pub(super) const TITLE: [&str; 4] = ["title", "headline", "titre", "name"];

/// Bytes looked at to tell encoding and separator.
const SAMPLE: usize = 1 << 16;

/// Hands on one item a row.
pub(super) fn expand(file: File, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    let opened = open(&file, options);
    let (mut reader, columns) = match opened {
        Ok(o) => o,
        Err((status, error)) => return take(Item::Failed(file.failure(status, error))),
    };
    let columns = Arc::new(columns);
    let mut record = StringRecord::new();
    let mut rows = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                rows += 1;
                let (file, columns, record) = (file.clone(), columns.clone(), record.clone());
                if !take(Item::Row { file, row: rows, record, columns }) {
                    return false;
                }
            }
            Ok(false) if rows == 0 => return take(Item::Failed(file.failure(Status::Empty, "the table has no rows"))),
            Ok(false) => return true,
            Err(e) => {
                let mut failure = file.failure(Status::Failed, format!("row {}: {e}", rows + 1));
                failure.doc = format!("{}#{}", file.doc, rows + 1);
                return take(Item::Failed(failure));
            }
        }
    }
}

type Opened = (csv::Reader<Box<dyn Read>>, Columns);

fn open(file: &File, options: &ReadOptions) -> Result<Opened, (Status, String)> {
    let failed = |e: std::io::Error| (Status::Failed, e.to_string());
    let mut bytes = reader_of(file).map_err(failed)?;
    let mut sample = Vec::new();
    bytes.by_ref().take(SAMPLE as u64).read_to_end(&mut sample).map_err(failed)?;
    if sample.is_empty() {
        return Err((Status::Empty, "the file is empty".to_owned()));
    }
    let encoding = encoding::of_sample(&sample, options.encoding).map_err(|e| (Status::Failed, e))?;
    let (head, _, _) = encoding.decode(&sample);
    let delimiter = if file.format == Some(super::Format::Tsv) { b'\t' } else { separator(&head) };
    let whole = std::io::Cursor::new(sample).chain(bytes);
    let decoded = encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(whole);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Box::new(decoded) as Box<dyn Read>);
    let headers = reader.headers().map_err(|e| (Status::Failed, e.to_string()))?.clone();
    let place = |named: &Option<String>, option: &str, usual: &[&str]| -> Result<Option<usize>, (Status, String)> {
        let find = |name: &str| headers.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
        match named {
            None => Ok(usual.iter().find_map(|u| find(u))),
            Some(name) => find(name).map(Some).ok_or_else(|| {
                let all: Vec<&str> = headers.iter().collect();
                (Status::Failed, format!("no column `{name}` ({option}); its columns are {}", all.join(", ")))
            }),
        }
    };
    let text = place(&options.text_column, "--text-column", &TEXT)?.ok_or_else(|| {
        let all: Vec<&str> = headers.iter().collect();
        // a table that only lies in the folder need not be one of articles
        let status = if file.named { Status::Failed } else { Status::Skipped };
        (status, format!("no text column; name one of these with --text-column: {}", all.join(", ")))
    })?;
    let columns = Columns {
        text,
        id: place(&options.id_column, "--id-column", &ID)?,
        date: place(&options.date_column, "--date-column", &DATE)?,
        lang: place(&options.lang_column, "--lang-column", &LANG)?,
        title: place(&None, "", &TITLE)?,
        encoding: encoding.name(),
    };
    Ok((reader, columns))
}

/// The separator that cuts the header and the first rows into the same number of cells, the largest number of them.
fn separator(head: &str) -> u8 {
    let cells = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head.as_bytes());
        let mut widths = reader.records().filter_map(Result::ok).take(20).map(|r| r.len());
        let first = widths.next().unwrap_or(1);
        // the last row of a sample may be cut
        let same = widths.filter(|w| *w == first).count();
        (first > 1, same, first)
    };
    // of equals the earlier
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|d| cells(*d)).unwrap_or(b',')
}

/// Makes a document of a row.
pub(super) fn read(file: &File, row: u64, record: &StringRecord, columns: &Columns) -> Article {
    let cell = |i: Option<usize>| i.and_then(|i| record.get(i)).map(str::trim).filter(|s| !s.is_empty());
    let text = record.get(columns.text).unwrap_or("").to_owned();
    let lang = cell(columns.lang).and_then(|l| l.get(..2)).map(str::to_lowercase);
    let document = Document {
        id: cell(columns.id).map_or_else(|| format!("{}#{row}", file.doc), str::to_owned),
        lang,
        date: cell(columns.date).and_then(parse_date).map(|span| DocumentDate { span, source: DocumentDate::RECORD.to_owned() }),
        title: cell(columns.title).map(str::to_owned).or_else(|| title(&text)),
        text,
    };
    let format = file.format.map_or("csv", super::Format::as_str);
    Article { document, source: file.source.clone(), format, encoding: columns.encoding }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told() {
        assert_eq!(separator("id,text\n1,\"a;b;c\"\n2,\"d;e;f\"\n"), b',');
        assert_eq!(separator("id;text\n1;3,5 M€, oui\n2;non\n"), b';');
        assert_eq!(separator("id\ttext\n1\ta, b\n"), b'\t');
        assert_eq!(separator("text\nun\ndeux\n"), b',');
    }
}
