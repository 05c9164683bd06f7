//! CSV and TSV: a document a row, its text in one column.

use super::jsonl::at_row;
use super::written::{record_date, title};
use super::{Article, Decoded, Failure, File, Item, ReadOptions, decode, encoding, open};
use crate::document::{Document, DocumentDate};
use crate::records::Status;
use csv::{ByteRecord, StringRecord};
use encoding_rs::{Encoding, UTF_8};
use std::cell::Cell;
use std::io::{BufRead, Read};
use std::sync::Arc;

/// Which column holds what.
#[derive(Debug)]
pub struct Columns {
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    lang: Option<usize>,
    title: Option<usize>,
    /// The encoding that the whole file was decoded from; `None` if each row is still to be decoded.
    encoding: Option<&'static str>,
}

/// Headers that are taken for a column when none is named, the first found wins. Case, spaces, `_` and `-` do not count.
pub(super) const TEXT: [&str; 16] = [
    "text",
    "body",
    "content",
    "article",
    "maintext",
    "texte",
    "contenu",
    "corps",
    "full_text",
    "article_text",
    "article_body",
    "body_text",
    "plain_text",
    "clean_text",
    "texte_integral",
    "contents",
];
pub(super) const ID: [&str; 8] = ["id", "_id", "uid", "doc_id", "article_id", "identifiant", "guid", "uuid"];
pub(super) const DATE: [&str; 16] = [
    "date",
    "published",
    "published_at",
    "publication_date",
    "published_date",
    "publish_date",
    "date_publish",
    "pubdate",
    "date_published",
    "date_publication",
    "date_de_publication",
    "published_time",
    "web_publication_date",
    "created_at",
    "datetime",
    "timestamp",
];
pub(super) const LANG: [&str; 4] = ["lang", "language", "langue", "locale"];
pub(super) const TITLE: [&str; 4] = ["title", "headline", "titre", "name"];

/// Whether a column or field is the one that is called so: `Published At` and `publishedAt` are `published_at`.
pub(super) fn is_named(header: &str, name: &str) -> bool {
    fn letters(s: &str) -> impl Iterator<Item = char> {
        s.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '\u{feff}')).flat_map(char::to_lowercase)
    }
    letters(header.trim()).eq(letters(name))
}

/// Bytes looked at to tell encoding and separator.
const SAMPLE: usize = 1 << 16;

/// Hands on one item a row.
pub(super) fn expand(file: &File, reader: &mut dyn BufRead, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    let left = Cell::new(options.limit());
    let opened = open(file, reader, &left, options);
    let (mut reader, columns) = match opened {
        Ok(o) => o,
        Err((status, error)) => return take(Item::Failed(file.failure(status, error))),
    };
    let columns = Arc::new(columns);
    let mut record = ByteRecord::new();
    let mut rows = 0;
    loop {
        left.set(options.limit());
        match reader.read_byte_record(&mut record) {
            Ok(true) => {
                rows += 1;
                let (file, columns, record) = (file.clone(), columns.clone(), record.clone());
                if !take(Item::Row { file, row: rows, record, columns }) {
                    return false;
                }
            }
            Ok(false) if rows == 0 => return take(Item::Failed(file.failure(Status::Empty, "the table has no rows"))),
            Ok(false) => return true,
            // where the next row begins is not known
            Err(e) => {
                let error = format!("row {} and those below it: {}", rows + 1, said(&e));
                return take(Item::Failed(at_row(file, rows + 1, error)));
            }
        }
    }
}

/// Fails when more bytes are read than are left of the limit for a row: no row is ever held that is larger.
struct Bounded<'a> {
    reader: &'a mut dyn BufRead,
    left: &'a Cell<u64>,
    limit: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left.get() == 0 {
            return Err(std::io::Error::other(open::too_large(self.limit)));
        }
        let n = self.reader.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(n as u64));
        Ok(n)
    }
}

/// An error without the words that the reader of tables puts around it.
fn said(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(e) => e.to_string(),
        _ => error.to_string(),
    }
}

type Opened<'a> = (csv::Reader<Box<dyn Read + 'a>>, Columns);

fn open<'a>(file: &File, reader: &'a mut dyn BufRead, left: &'a Cell<u64>, options: &ReadOptions) -> Result<Opened<'a>, (Status, String)> {
    let mut bytes = Bounded { reader, left, limit: options.limit() };
    let mut sample = Vec::new();
    bytes.by_ref().take(SAMPLE as u64).read_to_end(&mut sample).map_err(|e| (Status::Failed, e.to_string()))?;
    if sample.is_empty() {
        return Err((Status::Empty, "the file is empty".to_owned()));
    }
    let encoding = encoding::of_sample(&sample, options.encoding).map_err(|e| (Status::Failed, e))?;
    let (head, _, _) = encoding.decode(&sample);
    let delimiter = if file.format == Some(super::Format::Tsv) { b'\t' } else { separator(&head) };
    // what seems to be UTF-8 need not be so in all its rows
    let whole = (encoding != UTF_8 || options.encoding.is_some()).then_some(encoding);
    let bytes = std::io::Cursor::new(sample).chain(bytes);
    let decoded: Box<dyn Read + 'a> = match whole {
        Some(encoding) => {
            Box::new(encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(bytes))
        }
        None => Box::new(bytes),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(decoded);
    let headers = reader.byte_headers().map_err(|e| (Status::Failed, said(&e)))?;
    let headers: StringRecord = headers.iter().map(String::from_utf8_lossy).collect();
    let place = |named: &Option<String>, option: &str, usual: &[&str]| -> Result<Option<usize>, (Status, String)> {
        let find = |name: &str| headers.iter().position(|h| is_named(h, name));
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
        encoding: whole.map(Encoding::name),
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
pub(super) fn read(file: &File, row: u64, record: &ByteRecord, columns: &Columns) -> Result<Article, Failure> {
    let cell = |i: usize| record.get(i).unwrap_or_default();
    let decoded = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), encoding: UTF_8.name() }),
        Err(_) => decode(bytes.to_vec()).map_err(|e| at_row(file, row, format!("row {row}: {e}"))),
    };
    let Decoded { text, encoding } = decoded(cell(columns.text))?;
    if text.contains('\0') {
        return Err(at_row(file, row, format!("row {row}: binary: a NUL byte")));
    }
    // a short cell says less of its encoding than the text does
    let word = |i: Option<usize>| {
        let bytes = cell(i?);
        let other = || Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8).decode(bytes).0.into_owned();
        let word = std::str::from_utf8(bytes).map_or_else(|_| other(), str::to_owned);
        Some(word.trim().to_owned()).filter(|w| !w.is_empty())
    };
    let date = word(columns.date).and_then(|d| record_date(&d));
    let document = Document {
        id: word(columns.id).unwrap_or_else(|| format!("{}#{row}", file.doc)),
        lang: word(columns.lang).and_then(|l| l.get(..2).map(str::to_lowercase)),
        date: date.map(|span| DocumentDate { span, source: DocumentDate::RECORD.to_owned() }),
        title: word(columns.title).or_else(|| title(&text)),
        text,
    };
    let format = file.format.map_or("csv", super::Format::as_str);
    Ok(Article { document, source: file.source.clone(), format, encoding: columns.encoding.unwrap_or(encoding).into() })
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
