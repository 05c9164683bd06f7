//! Rows of documents.csv: what was read, what was not, and why.

use super::cell::{Cell, Row, Table, columns};
use super::text::collapse;
use crate::document::{Document, Extraction};

columns! {
    doc: Text, source: Text, format: Text, encoding: Text, lang: Text, doc_date: Text, doc_date_source: Text, title: Text,
    characters: Whole, sentences: Whole, mentions: Whole, facts: Whole, status: Text, error: Text,
}

/// How reading a document went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It was read.
    Ok,
    /// It has no text.
    Empty,
    /// It is no kind of file that is read; all others that could not be read are failures.
    Skipped,
    /// It could not be read.
    Failed,
}

impl Status {
    /// The word used in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Empty => "empty",
            Status::Skipped => "skipped",
            Status::Failed => "failed",
        }
    }
}

/// One document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentRow {
    /// Its name in all tables.
    pub doc: String,
    /// The file it came from.
    pub source: String,
    /// `txt`, `md`, `jsonl` …
    pub format: String,
    /// Encoding the bytes were read in.
    pub encoding: String,
    /// Language it was read in.
    pub lang: String,
    /// Its date as EDTF.
    pub doc_date: String,
    /// Where the date is known from.
    pub doc_date_source: String,
    /// Its title.
    pub title: String,
    /// Code points of its text.
    pub characters: u64,
    /// Sentences of its text.
    pub sentences: u64,
    /// Rows of mentions.csv.
    pub mentions: u64,
    /// Rows of facts.csv.
    pub facts: u64,
    /// How it went.
    pub status: Status,
    /// What went wrong.
    pub error: String,
}

impl DocumentRow {
    /// The row of a document that was read.
    pub fn read(document: &Document, extraction: &Extraction, source: &str, format: &str, encoding: &str) -> DocumentRow {
        let date = extraction.date.as_ref();
        DocumentRow {
            doc: document.id.clone(),
            source: source.to_owned(),
            format: format.to_owned(),
            encoding: encoding.to_owned(),
            lang: extraction.lang.clone(),
            doc_date: date.map(|d| d.span.edtf()).unwrap_or_default(),
            doc_date_source: date.map(|d| d.source.clone()).unwrap_or_default(),
            title: document.title.as_deref().map(|t| collapse(t).into_owned()).unwrap_or_default(),
            characters: document.text.chars().count() as u64,
            sentences: extraction.sentences.len() as u64,
            mentions: extraction.mentions.len() as u64,
            facts: extraction.facts.len() as u64,
            status: Status::Ok,
            error: String::new(),
        }
    }

    /// Adds a later piece of the same document.
    pub fn extend(&mut self, piece: DocumentRow) {
        self.characters += piece.characters;
        self.sentences += piece.sentences;
        self.mentions += piece.mentions;
        self.facts += piece.facts;
        if piece.encoding.starts_with(&self.encoding) {
            // a later piece had to be repaired
            self.encoding = piece.encoding;
        }
        if self.status == Status::Ok && piece.status != Status::Ok {
            (self.status, self.error) = (piece.status, piece.error);
        }
    }

    /// The row of a document that was not.
    pub fn unread(doc: &str, source: &str, format: &str, status: Status, error: &str) -> DocumentRow {
        DocumentRow {
            doc: doc.to_owned(),
            source: source.to_owned(),
            format: format.to_owned(),
            encoding: String::new(),
            lang: String::new(),
            doc_date: String::new(),
            doc_date_source: String::new(),
            title: String::new(),
            characters: 0,
            sentences: 0,
            mentions: 0,
            facts: 0,
            status,
            error: collapse(error).into_owned(),
        }
    }
}

impl Row for DocumentRow {
    const TABLE: Table = Table::Documents;

    fn cells<'r>(&'r self, emit: &mut dyn FnMut(Cell<'r>)) {
        for s in [&self.doc, &self.source, &self.format, &self.encoding, &self.lang, &self.doc_date, &self.doc_date_source, &self.title] {
            emit(Cell::text(s));
        }
        for n in [self.characters, self.sentences, self.mentions, self.facts] {
            emit(Cell::Whole(n));
        }
        emit(Cell::text(self.status.as_str()));
        emit(Cell::text(&self.error));
    }
}
