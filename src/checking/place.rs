//! Where in an article a finding stands: line, column, and the lines to show.

use crate::records::collapse;
use std::ops::Range;

/// A span of a text as people point at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line of its first character, from 1; nothing if it is no longer in the text.
    pub line: Option<usize>,
    /// Column of its first character, from 1.
    pub column: usize,
    /// Line of its last character.
    pub end_line: usize,
    /// Column behind its last character.
    pub end_column: usize,
    /// The lines it stands in, or the sentence that was recorded with it.
    pub quote: String,
    /// The span, in bytes of the quote.
    pub carets: Range<usize>,
}

/// The place of a span given in code points. `surface` is what must stand there: where something else does, the text was
/// edited, and the sentence recorded with it is shown instead.
pub(super) fn place(text: Option<&str>, at: Option<(u64, u64)>, surface: Option<&str>, sentence: &str) -> Option<Place> {
    let here = text.zip(at).and_then(|(text, (start, end))| {
        let bytes = byte(text, start)?..byte(text, end)?;
        let stands = surface.is_none_or(|s| text.get(bytes.clone()).is_some_and(|t| collapse(t) == collapse(s)));
        (stands && !bytes.is_empty()).then(|| quoted(text, bytes))
    });
    here.or_else(|| remembered(surface?, sentence))
}

fn byte(text: &str, point: u64) -> Option<usize> {
    let ends = std::iter::once(text.len());
    text.char_indices().map(|(i, _)| i).chain(ends).nth(usize::try_from(point).ok()?)
}

fn quoted(text: &str, span: Range<usize>) -> Place {
    let from = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
    let last_char = text[..span.end].char_indices().next_back().map_or(0, |(i, _)| i);
    let to = text[last_char..].find('\n').map_or(text.len(), |i| last_char + i);
    let last = text[..span.end].rfind('\n').map_or(0, |i| i + 1).max(from);
    let line = text[..span.start].matches('\n').count() + 1;
    Place {
        line: Some(line),
        column: text[from..span.start].chars().count() + 1,
        end_line: line + text[span.start..span.end].matches('\n').count(),
        end_column: text[last..span.end].chars().count() + 1,
        quote: text[from..to].trim_end_matches('\r').to_owned(),
        carets: span.start - from..(span.end - from).min(text[from..to].trim_end_matches('\r').len()),
    }
}

fn remembered(surface: &str, sentence: &str) -> Option<Place> {
    let at = sentence.find(surface)?;
    let column = sentence[..at].chars().count() + 1;
    let carets = at..at + surface.len();
    let end_column = column + surface.chars().count();
    Some(Place { line: None, column, end_line: 0, end_column, quote: sentence.to_owned(), carets })
}
