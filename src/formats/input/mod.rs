//! Inputs: from paths to documents.
//!
//! [`walk()`] lists the files in order, [`expand`] cuts those that hold many documents into items, and [`Item::read`] makes
//! a document of one item, on whatever thread. Whatever goes wrong becomes a [`Failure`] that names the file.

mod encoding;
#[cfg(feature = "html")]
mod html;
mod jsonl;
mod markdown;
mod table;
mod text;
mod walk;
mod written;

pub use encoding::{Decoded, decode};
pub use table::Columns;
pub use walk::{Content, File, walk};
pub use written::parse_date;

use crate::document::{Document, DocumentDate};
use crate::meaning::DateSpan;
use crate::records::Status;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

/// What a file may unpack to unless the options say otherwise: far more than any article.
pub const MAX_FILE_SIZE: u64 = 64 << 20;

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The date of every document, whatever the documents say.
    pub doc_date: Option<DateSpan>,
    /// Language of every document.
    pub lang: Option<String>,
    /// Encoding of every file, told from the bytes if not given.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Column or field of the text, in tables and records.
    pub text_column: Option<String>,
    /// Column or field of the id.
    pub id_column: Option<String>,
    /// Column or field of the date.
    pub date_column: Option<String>,
    /// Column or field of the language.
    pub lang_column: Option<String>,
    /// Files that are larger are not read.
    pub max_file_size: Option<u64>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A saved web page.
    Html,
    /// A JSON object a line.
    JsonLines,
    /// A document a row.
    Csv,
    /// The same, with tabs.
    Tsv,
}

impl Format {
    /// The word used in documents.csv.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
        }
    }

    /// Tells the format from a file's name.
    pub fn of_name(name: &str) -> Option<Format> {
        let name = Compression::of_name(name).map_or(name, |(stem, _)| stem);
        let ending = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            _ => return None,
        })
    }
}

/// A document with what is known of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What the engine reads.
    pub document: Document,
    /// The file it came from, as the user named it.
    pub source: String,
    /// Its format.
    pub format: &'static str,
    /// The encoding its bytes were read in.
    pub encoding: &'static str,
}

/// A document that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its name in the tables.
    pub doc: String,
    /// The file, as the user named it.
    pub source: String,
    /// Its format, if told.
    pub format: &'static str,
    /// `empty`, `skipped` or `failed`.
    pub status: Status,
    /// Why.
    pub error: String,
}

/// Something that one worker makes a document of.
#[derive(Debug)]
pub enum Item {
    /// A file that is one document.
    File(File),
    /// A line of a JSON Lines file.
    JsonLine {
        /// The file.
        file: File,
        /// 1-based line.
        row: u64,
        /// The line.
        line: Vec<u8>,
    },
    /// A row of a table.
    Row {
        /// The file.
        file: File,
        /// 1-based row below the header.
        row: u64,
        /// Its cells.
        record: csv::StringRecord,
        /// Which cell holds what.
        columns: Arc<Columns>,
    },
    /// What is known to be unreadable already.
    Failed(Failure),
}

impl Item {
    /// About how many bytes it will take.
    pub fn size(&self) -> u64 {
        match self {
            Item::File(f) => f.size,
            Item::JsonLine { line, .. } => line.len() as u64,
            Item::Row { record, .. } => record.as_slice().len() as u64,
            Item::Failed(_) => 0,
        }
    }

    /// Makes a document of it.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(self, options: &ReadOptions) -> Result<Article, Failure> {
        let mut article = match self {
            Item::File(file) => {
                let bytes = bytes_of(&file, options)?;
                match file.format {
                    #[cfg(feature = "html")]
                    Some(Format::Html) => html::read(&file, bytes)?,
                    #[cfg(not(feature = "html"))]
                    Some(Format::Html) => return Err(file.failure(Status::Failed, "built without web pages (cargo feature `html`)")),
                    _ => text::read(&file, bytes, options)?,
                }
            }
            Item::JsonLine { file, row, line } => jsonl::read(&file, row, &line, options)?,
            Item::Row { file, row, record, columns } => table::read(&file, row, &record, &columns),
            Item::Failed(f) => return Err(f),
        };
        if article.document.text.trim().is_empty() {
            let Article { document, source, format, .. } = article;
            return Err(Failure { doc: document.id, source, format, status: Status::Empty, error: "no text".to_owned() });
        }
        if let Some(span) = options.doc_date {
            article.document.date = Some(DocumentDate { span, source: DocumentDate::OPTION.to_owned() });
        }
        if options.lang.is_some() {
            article.document.lang.clone_from(&options.lang);
        }
        Ok(article)
    }
}

/// Cuts a file into items and hands them on, in order; stops when `take` returns false.
pub fn expand(mut file: File, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    if let Err(failure) = tell(&mut file) {
        return take(Item::Failed(failure));
    }
    match file.format {
        Some(Format::JsonLines) => jsonl::expand(file, options, take),
        Some(Format::Csv | Format::Tsv) => table::expand(file, options, take),
        Some(_) => take(Item::File(file)),
        None => {
            let failure = file.failure(Status::Skipped, "not a kind of file that is read");
            take(Item::Failed(failure))
        }
    }
}

/// Tells the format of a file whose name does not, from its first bytes.
fn tell(file: &mut File) -> Result<(), Failure> {
    if file.format.is_some() || file.has_ending() {
        return Ok(());
    }
    let mut head = Vec::new();
    let read = reader_of(file).and_then(|r| r.take(4096).read_to_end(&mut head));
    read.map_err(|e| file.failure(Status::Failed, e.to_string()))?;
    let text = head.trim_ascii_start();
    if text.starts_with(b"{\"") {
        file.format = Some(Format::JsonLines);
    } else if !head.contains(&0) || head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        file.format = Some(Format::Text);
    }
    Ok(())
}

/// Reads all of a file that is one document.
fn bytes_of(file: &File, options: &ReadOptions) -> Result<Vec<u8>, Failure> {
    let failed = |e: std::io::Error| file.failure(Status::Failed, e.to_string());
    let limit = options.max_file_size.unwrap_or(MAX_FILE_SIZE);
    let too_large = || file.failure(Status::Failed, format!("larger than {limit} bytes (--max-file-size)"));
    if file.size > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0) + 1);
    // what unpacks to more than the limit is never held whole
    reader_of(file).map_err(failed)?.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    if bytes.is_empty() {
        return Err(file.failure(Status::Empty, "the file is empty"));
    }
    Ok(bytes)
}

/// A reader of a file's bytes, unpacked.
fn reader_of(file: &File) -> std::io::Result<Box<dyn BufRead>> {
    let raw: Box<dyn BufRead> = match &file.content {
        Content::Path(p) => Box::new(BufReader::with_capacity(1 << 16, std::fs::File::open(p)?)),
        Content::Bytes(b) => Box::new(std::io::Cursor::new(b.clone())),
    };
    Ok(match Compression::of_name(&file.source).map(|(_, c)| c) {
        None => raw,
        Some(Compression::Gzip) => Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(raw))),
        Some(Compression::Zstandard) => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(raw).map_err(std::io::Error::other)?;
            Box::new(BufReader::with_capacity(1 << 16, decoder))
        }
    })
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    Gzip,
    Zstandard,
}

impl Compression {
    /// Tells it from a name, and what the name is without it.
    fn of_name(name: &str) -> Option<(&str, Compression)> {
        let (stem, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "gz" => Some((stem, Compression::Gzip)),
            "zst" => Some((stem, Compression::Zstandard)),
            _ => None,
        }
    }
}
