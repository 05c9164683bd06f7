//! Plain text and Markdown.

use super::{Article, Failure, File, Format, bytes_of, decode};
use crate::document::{Document, DocumentDate};
use crate::records::Status;

/// Reads a file that is one document.
pub(super) fn read(file: &File) -> Result<Article, Failure> {
    let failed = |error: String| file.failure(Status::Failed, error);
    let bytes = bytes_of(file.path.as_ref()).map_err(|e| failed(e.to_string()))?;
    if bytes.is_empty() {
        return Err(file.failure(Status::Empty, "the file is empty"));
    }
    let decoded = decode(bytes).map_err(failed)?;
    let format = file.format.unwrap_or(Format::Text);
    let date = super::written::in_name(&file.doc).map(|span| DocumentDate { span, source: DocumentDate::FILE_NAME.to_owned() });
    let title = super::written::title(&decoded.text);
    Ok(Article {
        document: Document { id: file.doc.clone(), text: decoded.text, lang: None, date, title },
        source: file.source.clone(),
        format: format.as_str(),
        encoding: decoded.encoding,
    })
}
