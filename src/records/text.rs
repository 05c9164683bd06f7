//! From bytes to code points, and from sentences to cells of one line.

use crate::document::Span;
use std::borrow::Cow;

/// Turns byte offsets into offsets in Unicode code points in one pass over the text: ask in rising order.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t [u8],
    byte: usize,
    points: usize,
}

/// Where a text stands in its document: what comes before it. All nothing, unless it is a later piece of a long one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Code points.
    pub characters: u64,
    /// Sentences.
    pub sentences: u64,
    /// Pieces.
    pub piece: u64,
}

impl<'t> CodePoints<'t> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        CodePoints { text: text.as_bytes(), byte: 0, points: 0 }
    }

    /// Code points before a byte. Asking for an earlier byte than the last one walks back, which is right but slower.
    pub fn at(&mut self, byte: u32) -> u64 {
        let target = (byte as usize).min(self.text.len());
        // summed up in single bytes, many at once
        let first = |bytes: &[u8]| bytes.iter().map(|b| u8::from((*b as i8) >= -0x40)).sum::<u8>();
        let count = |bytes: &[u8]| bytes.chunks(usize::from(u8::MAX)).map(|b| usize::from(first(b))).sum::<usize>();
        if target >= self.byte {
            self.points += count(&self.text[self.byte..target]);
        } else {
            self.points -= count(&self.text[target..self.byte]);
        }
        self.byte = target;
        self.points as u64
    }

    /// Start and end of a span.
    pub fn span(&mut self, span: Span) -> (u64, u64) {
        let start = self.at(span.start);
        let here = (self.byte, self.points);
        let end = self.at(span.end);
        // mentions nest but do not run backwards: the next span starts behind this one's start
        (self.byte, self.points) = here;
        (start, end)
    }
}

/// A surface form as written, with line breaks as spaces.
pub fn one_line(s: &str) -> Cow<'_, str> {
    // hardly any name or amount has a byte that such a character begins with
    if s.bytes().any(may_be_space) && s.contains(['\n', '\r', '\t', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}']) {
        Cow::Owned(s.replace("\r\n", " ").replace(['\n', '\r', '\t', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}'], " "))
    } else {
        Cow::Borrowed(s)
    }
}

/// White space collapsed to single spaces, none at the ends.
pub fn collapse(s: &str) -> Cow<'_, str> {
    if is_collapsed(s) { Cow::Borrowed(s) } else { Cow::Owned(s.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

fn is_collapsed(s: &str) -> bool {
    // many bytes at once: most texts have no other white space than single spaces
    let bytes = s.as_bytes();
    let odd = bytes.iter().fold(0, |any, b| any | u8::from(may_be_space(*b))) != 0;
    let twice =
        bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(0, |any, (a, b)| any | u8::from(*a == b' ') & u8::from(*b == b' ')) != 0;
    let space = |(at, byte): (usize, &u8)| may_be_space(*byte) && s[at..].starts_with(char::is_whitespace);
    !(twice || s.starts_with(' ') || s.ends_with(' ') || odd && bytes.iter().enumerate().any(space))
}

/// Whether a byte may begin white space that is no space: a control character, or the first byte of a longer character.
fn may_be_space(byte: u8) -> bool {
    (byte < b' ') | matches!(byte, 0xc2 | 0xe1 | 0xe2 | 0xe3)
}

/// Most characters of a context.
const WIDTH: usize = 300;

/// Whether a sentence is short enough to be the context of all its mentions.
pub(super) fn is_short(sentence: Span) -> bool {
    (sentence.end - sentence.start) as usize <= WIDTH
}

/// The sentence of a mention on one line: at most 300 characters around it, `…` where it is cut.
pub fn context(text: &str, sentence: Span, mention: Span) -> Cow<'_, str> {
    let sentence = near(text, sentence, mention);
    let whole = sentence.of(text);
    if whole.len() <= WIDTH {
        return collapse(whole);
    }
    let line = collapse(whole);
    if line.chars().count() <= WIDTH {
        return line;
    }
    let (from, to) = (mention.start.clamp(sentence.start, sentence.end), mention.end.clamp(sentence.start, sentence.end));
    let before = collapse(&text[sentence.start as usize..from as usize]);
    let inside = collapse(&text[from as usize..to as usize]);
    let after = collapse(&text[to as usize..sentence.end as usize]);
    let left = if !before.is_empty() && text[..from as usize].ends_with(char::is_whitespace) { " " } else { "" };
    let right = if !after.is_empty() && text[to as usize..].starts_with(char::is_whitespace) { " " } else { "" };
    let room = WIDTH.saturating_sub(inside.chars().count() + left.len() + right.len());
    let (b, a) = (before.chars().count(), after.chars().count());
    // half the room on each side; what one side does not need goes to the other
    let for_before = b.min((room / 2).max(room.saturating_sub(a)));
    let for_after = a.min(room - for_before);
    let head = if b > for_before { format!("…{}", tail(&before, for_before.saturating_sub(1))) } else { before.into_owned() };
    let foot = if a > for_after { format!("{}…", start(&after, for_after.saturating_sub(1))) } else { after.into_owned() };
    let cut: String = format!("{head}{left}{inside}{right}{foot}").chars().take(WIDTH).collect();
    Cow::Owned(cut)
}

/// As much of a sentence as can matter: one that is as long as a book would otherwise be read anew for each of its mentions.
fn near(text: &str, sentence: Span, mention: Span) -> Span {
    const REACH: u32 = 8192;
    if sentence.end - sentence.start <= REACH || !sentence.overlaps(mention) {
        return sentence;
    }
    let (mut start, mut end) = (mention.start.saturating_sub(REACH), mention.end.saturating_add(REACH).min(text.len() as u32));
    while !text.is_char_boundary(start as usize) {
        start -= 1;
    }
    while !text.is_char_boundary(end as usize) {
        end += 1;
    }
    Span { start: sentence.start.max(start), end: sentence.end.min(end) }
}

/// The last `n` characters at most, from the start of a word if there is one.
fn tail(s: &str, n: usize) -> &str {
    let skip = s.chars().count().saturating_sub(n);
    let at = s.char_indices().nth(skip).map_or(s.len(), |(i, _)| i);
    let cut = &s[at..];
    match cut.find(' ') {
        Some(i) if i + 1 < cut.len() => &cut[i + 1..],
        _ => cut,
    }
}

/// The first `n` characters at most, up to the end of a word if there is one.
fn start(s: &str, n: usize) -> &str {
    let at = s.char_indices().nth(n).map_or(s.len(), |(i, _)| i);
    let cut = &s[..at];
    match cut.rfind(' ') {
        Some(i) if i > 0 => &cut[..i],
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "é€𝄞 a\u{301}b";
        let mut points = CodePoints::new(text);
        let bytes = |needle: &str| text.find(needle).unwrap_or(0) as u32;
        assert_eq!(points.at(bytes("€")), 1);
        assert_eq!(points.at(bytes("𝄞")), 2);
        assert_eq!(points.at(bytes("b")), 6);
        assert_eq!(points.at(bytes("é")), 0);
        assert_eq!(points.at(text.len() as u32), 7);
        let mut points = CodePoints::new(text);
        assert_eq!(points.span(Span { start: 0, end: text.len() as u32 }), (0, 7));
        assert_eq!(points.span(Span { start: bytes("€"), end: bytes("𝄞") }), (1, 2));
    }

    #[test]
    fn cells_have_no_line_breaks() {
        assert_eq!(one_line("13\nmilliards\r\nde"), "13 milliards de");
        assert_eq!(collapse("  a \n\t b\u{a0}c "), "a b c");
        assert!(matches!(collapse("a b"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_white_space_begins_otherwise() {
        for c in (char::MIN..=char::MAX).filter(|c| c.is_whitespace() && *c != ' ') {
            assert!(may_be_space(c.to_string().as_bytes()[0]), "{c:?}");
            assert_eq!(collapse(&format!("a{c}b")), "a b");
        }
        for (text, want) in [("", ""), (" ", ""), ("a b", "a b"), ("« é »", "« é »"), ("a  b", "a b"), (" a", "a"), ("a ", "a")] {
            assert_eq!(collapse(text), want, "{text:?}");
        }
    }

    #[test]
    fn long_sentences_are_cut_around_the_mention() {
        let text = format!("{}levé 105 M€{}", "avant ".repeat(90), " après".repeat(90));
        let at = text.find("105").unwrap_or(0) as u32;
        let cut = context(&text, Span { start: 0, end: text.len() as u32 }, Span { start: at, end: at + 8 });
        assert!(cut.chars().count() <= 300, "{}", cut.chars().count());
        assert!(cut.starts_with("…avant ") && cut.ends_with(" après…") && cut.contains("avant levé 105 M€ après"), "{cut}");
        let end = context(&text, Span { start: 0, end: at + 8 }, Span { start: at, end: at + 8 });
        assert!(end.ends_with("levé 105 M€") && end.chars().count() > 280, "{end}");
    }
}
