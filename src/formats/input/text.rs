//! Plain text and Markdown.

use super::encoding::decode_as;
use super::{Article, Failure, File, Format, ReadOptions, markdown, written};
use crate::document::{Document, DocumentDate};
use crate::records::Status;

/// Reads a file that is one document.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &ReadOptions) -> Result<Article, Failure> {
    let decoded = decode_as(bytes, options.encoding).map_err(|e| file.failure(Status::Failed, e))?;
    let mut text = decoded.text;
    let mut known = markdown::FrontMatter::default();
    if file.format == Some(Format::Markdown) {
        known = markdown::read(&mut text);
    }
    let in_front = known.date.map(|span| (span, DocumentDate::FRONT_MATTER));
    let date = in_front.or_else(|| written::in_name(&file.doc).map(|span| (span, DocumentDate::FILE_NAME)));
    let document = Document {
        id: file.doc.clone(),
        title: known.title.or_else(|| written::title(&text)),
        date: date.map(|(span, source)| DocumentDate { span, source: source.to_owned() }),
        lang: known.lang,
        text,
    };
    let format = file.format.unwrap_or(Format::Text).as_str();
    Ok(Article { document, source: file.source.clone(), format, encoding: decoded.encoding.into() })
}
