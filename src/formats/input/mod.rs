//! Inputs: from paths to documents.
//!
//! A [`Listing`] lists the files in order, [`expand`] cuts those that hold many documents into items, and [`Item::read`] makes
//! a document of one item, on whatever thread. Whatever goes wrong becomes a [`Failure`] that names the file.

mod archive;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "eml")]
mod eml;
mod encoding;
mod folder;
mod format;
mod guard;
#[cfg(feature = "html")]
mod html;
mod jsonl;
mod markdown;
mod open;
#[cfg(feature = "pdf")]
mod pdf;
mod pieces;
mod repair;
mod table;
mod text;
mod walk;
mod written;

pub use encoding::{Decoded, decode};
pub use format::Format;
pub use guard::GUARDED;
pub use pieces::{PIECE, Piece};
pub use table::Columns;
pub use walk::{Content, File, Listing, walk};
pub use written::{parse_date, record_date, record_lang};

use crate::document::{Document, DocumentDate};
use crate::meaning::DateSpan;
use crate::records::Status;
use format::Packing;
use open::{bounded, bytes_of, peeked, raw_reader, reader_of, unpacked};
use std::borrow::Cow;
use std::io::{BufRead, Read};
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
    /// Files that are larger are not read, nor are lines of records.
    pub max_file_size: Option<u64>,
    /// Patterns of the files of folders that are read, as in `.gitignore`; those with `!` in front are left out.
    pub globs: Vec<String>,
    /// Hidden files are read too.
    pub hidden: bool,
    /// Files that `.gitignore` and `.ignore` name are read too.
    pub no_ignore: bool,
    /// Texts longer than [`PIECE`] are cut into pieces; otherwise each is one item, and none that is larger than
    /// [`MAX_FILE_SIZE`].
    pub cut: bool,
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
    /// The encoding its bytes were read in, and whether the text had to be repaired: `UTF-8, repaired`.
    pub encoding: Cow<'static, str>,
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
        record: csv::ByteRecord,
        /// Which cell holds what.
        columns: Arc<Columns>,
    },
    /// A piece of a long text.
    Piece {
        /// The file.
        file: File,
        /// Which piece of it.
        piece: Arc<Piece>,
        /// Its bytes, or why they could not be read.
        bytes: Result<Vec<u8>, String>,
        /// The encoding they have been decoded from already.
        encoding: Option<&'static encoding_rs::Encoding>,
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
            Item::Piece { bytes, .. } => bytes.as_ref().map_or(0, |b| b.len() as u64),
            Item::Failed(_) => 0,
        }
    }

    /// Which piece of a long text it is, if it is one.
    pub fn piece(&self) -> Option<Arc<Piece>> {
        match self {
            Item::Piece { piece, .. } => Some(Arc::clone(piece)),
            _ => None,
        }
    }

    /// Makes a document of it.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(self, options: &ReadOptions) -> Result<Article, Failure> {
        let is_piece = matches!(self, Item::Piece { .. });
        let mut article = match self {
            Item::File(file) => {
                let bytes = bytes_of(&file, options)?;
                match file.format {
                    #[cfg(feature = "html")]
                    Some(Format::Html) => html::read(&file, bytes, options)?,
                    #[cfg(feature = "eml")]
                    Some(Format::Mail) => eml::read(&file, &bytes)?,
                    #[cfg(feature = "docx")]
                    Some(Format::Docx) => docx::read(&file, bytes, options)?,
                    #[cfg(feature = "pdf")]
                    Some(Format::Pdf) => pdf::read(&file, bytes, options)?,
                    Some(Format::Text | Format::Markdown) | None => text::read(&file, bytes, options)?,
                    Some(format) => {
                        let format = format.as_str();
                        return Err(file.failure(Status::Failed, format!("built without {format} (cargo feature `{format}`)")));
                    }
                }
            }
            Item::JsonLine { file, row, line } => jsonl::read(&file, row, line, options)?,
            Item::Row { file, row, record, columns } => table::read(&file, row, &record, &columns)?,
            Item::Piece { file, piece, bytes, encoding } => pieces::read(&file, &piece, bytes, encoding, options)?,
            Item::Failed(f) => return Err(f),
        };
        if !is_piece && article.document.text.trim().is_empty() {
            let Article { document, source, format, .. } = article;
            return Err(Failure { doc: document.id, source, format, status: Status::Empty, error: "no text".to_owned() });
        }
        if let Some(text) = repair::repaired(&article.document.text) {
            article.document.text = text;
            article.encoding = Cow::Owned(format!("{}, repaired", article.encoding));
        }
        if let Some(title) = article.document.title.as_deref().and_then(repair::repaired) {
            article.document.title = Some(title);
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
pub fn expand(file: File, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    expand_in(file, 0, options, take)
}

/// The same for a file that is inside so many archives.
fn expand_in(mut file: File, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    if matches!(file.content, Content::Stdin | Content::Pipe(_)) {
        return match raw_reader(&file) {
            Ok(reader) => expand_stream(file, reader, depth, options, take),
            Err(e) => take(Item::Failed(file.unread(&e))),
        };
    }
    if file.format.is_none() && (file.named || !file.has_ending()) {
        if let Err(e) = raw_reader(&file).and_then(|raw| told(&mut file, raw, options)) {
            return take(Item::Failed(file.unread(&e)));
        }
    }
    match file.format {
        Some(f) if f.holds_many() => match reader_of(&file) {
            Ok(mut reader) => expand_many(&file, &mut *reader, depth, options, take),
            Err(e) => take(Item::Failed(file.unread(&e))),
        },
        _ => expand_one(file, depth, options, take),
    }
}

/// Cuts a file whose bytes come as a stream, packed or not: standard input, a pipe, a member of an archive. What is one
/// document is held in memory, what is many is not.
fn expand_stream(mut file: File, raw: Box<dyn BufRead + '_>, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    let mut reader = match told(&mut file, raw, options) {
        Ok(reader) => reader,
        Err(e) => return take(Item::Failed(file.unread(&e))),
    };
    // what is packed may unpack to anything
    let limit = if file.packing.is_some() || depth > 0 { options.limit() } else { options.max_file_size.unwrap_or(u64::MAX) };
    file.packing = None;
    if file.format.is_some_and(Format::holds_many) {
        return expand_many(&file, &mut *reader, depth, options, take);
    }
    let cut = options.cuts(&file);
    let mut head = Vec::new();
    if cut {
        if let Err(e) = reader.by_ref().take(PIECE as u64).read_to_end(&mut head) {
            return take(Item::Failed(file.unread(&e)));
        }
        if head.len() == PIECE {
            return pieces::expand(&file, head, reader, limit, options, take);
        }
    }
    match bounded(std::io::Cursor::new(head).chain(reader), file.size, options.limit()) {
        Ok(bytes) => {
            file.size = bytes.len() as u64;
            file.content = Content::Bytes(bytes.into());
            expand_one(file, depth, options, take)
        }
        Err(e) => take(Item::Failed(file.unread(&e))),
    }
}

/// Hands on a text on disk that is long.
fn long(mut file: File, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    // only what is packed may turn out to be short, and is then held whole
    if file.packing.is_none() {
        if let Some(limit) = options.max_file_size.filter(|limit| file.size > *limit) {
            return take(Item::Failed(file.failure(Status::Failed, open::too_large(limit))));
        }
        file.size = file.size.max(PIECE as u64);
    }
    match raw_reader(&file) {
        Ok(reader) => expand_stream(file, reader, depth, options, take),
        Err(e) => take(Item::Failed(file.unread(&e))),
    }
}

/// Hands on what an unpacked stream of many documents holds.
fn expand_many(file: &File, reader: &mut dyn BufRead, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    match file.format {
        Some(Format::JsonLines) => jsonl::expand(file, reader, options, take),
        Some(Format::Tar) => archive::tar(file, reader, depth, options, take),
        _ => table::expand(file, reader, options, take),
    }
}

/// Hands on a file that is held whole, on disk or in memory.
fn expand_one(file: File, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    match file.format {
        Some(Format::Zip) => archive::zip(&file, depth, options, take),
        Some(_) if options.cuts(&file) && matches!(file.content, Content::Path(_)) && open::may_be_long(&file) => {
            long(file, depth, options, take)
        }
        Some(_) => take(Item::File(file)),
        None => take(Item::Failed(file.unknown())),
    }
}

/// Completes what is known of a file from its first bytes, and gives its bytes unpacked.
fn told<'a>(file: &mut File, raw: Box<dyn BufRead + 'a>, options: &ReadOptions) -> std::io::Result<Box<dyn BufRead + 'a>> {
    let (head, mut reader) = peeked(raw)?;
    file.packing = file.packing.or_else(|| Packing::of_head(&head));
    if let Some(packing) = file.packing {
        reader = unpacked(reader, packing)?;
    }
    if file.format.is_none() {
        let (head, whole) = peeked(reader)?;
        file.format = Format::of_head(&head, options.text_column.as_deref());
        reader = whole;
    }
    Ok(reader)
}
