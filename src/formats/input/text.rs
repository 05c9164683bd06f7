//! Plain text and Markdown.

use super::{Article, Failure, File, Format, bytes_of, decode, markdown, written};
use crate::document::{Document, DocumentDate};
use crate::records::Status;

/// Reads a file that is one document.
pub(super) fn read(file: &File) -> Result<Article, Failure> {
    let failed = |error: String| file.failure(Status::Failed, error);
    let bytes = bytes_of(file).map_err(|e| failed(e.to_string()))?;
    if bytes.is_empty() {
        return Err(file.failure(Status::Empty, "the file is empty"));
    }
    let decoded = decode(bytes).map_err(failed)?;
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
    Ok(Article { document, source: file.source.clone(), format, encoding: decoded.encoding })
}
