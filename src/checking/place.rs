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
    // a span that ends with its line does not reach into the next
    let line_end = || text[span.end..].find('\n').map_or(text.len(), |i| span.end + i);
    let to = if text[..span.end].ends_with('\n') { span.end - 1 } else { line_end() };
    let last = text[..span.end].rfind('\n').map_or(0, |i| i + 1).max(from);
    let quote = text[from..to.max(from)].trim_end_matches('\r');
    let line = text[..span.start].matches('\n').count() + 1;
    Place {
        line: Some(line),
        column: text[from..span.start].chars().count() + 1,
        end_line: line + text[span.start..span.end].matches('\n').count(),
        end_column: text[last..span.end].chars().count() + 1,
        quote: quote.to_owned(),
        carets: (span.start - from).min(quote.len())..(span.end - from).min(quote.len()),
    }
}

fn remembered(surface: &str, sentence: &str) -> Option<Place> {
    let at = sentence.find(surface)?;
    let column = sentence[..at].chars().count() + 1;
    let carets = at..at + surface.len();
    let end_column = column + surface.chars().count();
    Some(Place { line: None, column, end_line: 0, end_column, quote: sentence.to_owned(), carets })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_columns_of_characters() {
        let text = "Un titre\r\nPrix : 105 M€\r\nà la fin €";
        let at = |words: &str| {
            let start = text.find(words).map_or(0, |i| text[..i].chars().count()) as u64;
            place(Some(text), Some((start, start + words.chars().count() as u64)), None, "")
                .map(|p| (p.line, p.column, p.end_column, p.quote))
        };
        assert_eq!(at("105 M€"), Some((Some(2), 8, 14, "Prix : 105 M€".to_owned())));
        assert_eq!(at("fin €"), Some((Some(3), 6, 11, "à la fin €".to_owned())));
        assert_eq!(at("titre\r\n"), Some((Some(1), 4, 1, "Un titre".to_owned())));
        assert_eq!(place(Some(text), Some((0, 400)), None, ""), None);
        let edited = place(Some(text), Some((0, 8)), Some("105 M€"), "Le prix : 105 M€.");
        assert_eq!(edited.map(|p| (p.line, p.column)), Some((None, 11)));
    }
}
