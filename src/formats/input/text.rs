//! Plain text and Markdown.

use super::encoding::{Decoded, decode_as};
use super::{Article, Failure, File, Format, ReadOptions, markdown, written};
use crate::document::{Document, DocumentDate};
use crate::records::Status;
use encoding_rs::Encoding;

/// The bytes of a text.
pub(super) enum Source {
    /// As they are.
    Bytes(Vec<u8>),
    /// Decoded already, from this encoding.
    Decoded(Vec<u8>, &'static Encoding),
}

/// Reads a file that is one document.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &ReadOptions) -> Result<Article, Failure> {
    read_part(file, Source::Bytes(bytes), true, options)
}

/// Reads the first part of a text, which says what is known of it, or another.
pub(super) fn read_part(file: &File, source: Source, first: bool, options: &ReadOptions) -> Result<Article, Failure> {
    let decoded = match source {
        Source::Bytes(bytes) => decode_as(bytes, options.encoding),
        Source::Decoded(bytes, encoding) => match String::from_utf8(bytes) {
            Ok(text) if text.contains('\0') && options.encoding.is_none() => Err("binary: NUL characters".to_owned()),
            Ok(text) => Ok(Decoded { text: text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text), encoding: encoding.name() }),
            Err(e) => Err(e.to_string()),
        },
    };
    let decoded = decoded.map_err(|e| file.failure(Status::Failed, e))?;
    let mut text = decoded.text;
    let mut known = markdown::FrontMatter::default();
    if file.format == Some(Format::Markdown) {
        known = markdown::read(&mut text, first);
    }
    let in_front = known.date.map(|span| (span, DocumentDate::FRONT_MATTER));
    let date = in_front.or_else(|| written::in_name(&file.doc).map(|span| (span, DocumentDate::FILE_NAME)));
    let document = Document {
        id: file.doc.clone(),
        title: if first { known.title.or_else(|| written::title(&text)) } else { None },
        date: date.map(|(span, source)| DocumentDate { span, source: source.to_owned() }),
        lang: known.lang,
        text,
    };
    let format = file.format.unwrap_or(Format::Text).as_str();
    Ok(Article { document, source: file.source.clone(), format, encoding: decoded.encoding.into() })
}
