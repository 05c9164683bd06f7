//! Inputs: from paths to documents.
//!
//! [`walk()`] lists the files in order, [`expand`] cuts those that hold many documents into items, and [`Item::read`] makes
//! a document of one item, on whatever thread. Whatever goes wrong becomes a [`Failure`] that names the file.

mod encoding;
mod jsonl;
mod markdown;
mod text;
mod walk;
mod written;

pub use encoding::{Decoded, decode};
pub use walk::{Content, File, walk};
pub use written::parse_date;

use crate::document::{Document, DocumentDate};
use crate::meaning::DateSpan;
use crate::records::Status;
use std::io::{BufRead, Read};

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The date of every document, whatever the documents say.
    pub doc_date: Option<DateSpan>,
    /// Language of every document.
    pub lang: Option<String>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A JSON object a line.
    JsonLines,
}

impl Format {
    /// The word used in documents.csv.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::JsonLines => "jsonl",
        }
    }

    /// Tells the format from a file's name.
    pub fn of_name(name: &str) -> Option<Format> {
        let ending = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "jsonl" | "ndjson" => Format::JsonLines,
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
    /// What is known to be unreadable already.
    Failed(Failure),
}

impl Item {
    /// About how many bytes it will take.
    pub fn size(&self) -> u64 {
        match self {
            Item::File(f) => f.size,
            Item::JsonLine { line, .. } => line.len() as u64,
            Item::Failed(_) => 0,
        }
    }

    /// Makes a document of it.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(self, options: &ReadOptions) -> Result<Article, Failure> {
        let mut article = match self {
            Item::File(file) => text::read(&file)?,
            Item::JsonLine { file, row, line } => jsonl::read(&file, row, &line)?,
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
pub fn expand(mut file: File, take: &mut dyn FnMut(Item) -> bool) -> bool {
    if let Err(failure) = tell(&mut file) {
        return take(Item::Failed(failure));
    }
    match file.format {
        Some(Format::JsonLines) => jsonl::expand(file, take),
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

/// Reads all of a file.
fn bytes_of(file: &File) -> std::io::Result<Vec<u8>> {
    match &file.content {
        Content::Path(p) => std::fs::read(p),
        Content::Bytes(b) => Ok(b.to_vec()),
    }
}

/// A reader of a file's bytes.
fn reader_of(file: &File) -> std::io::Result<Box<dyn BufRead>> {
    Ok(match &file.content {
        Content::Path(p) => Box::new(std::io::BufReader::with_capacity(1 << 16, std::fs::File::open(p)?)),
        Content::Bytes(b) => Box::new(std::io::Cursor::new(b.clone())),
    })
}
