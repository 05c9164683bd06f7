//! Sentences: runs of tokens that a rule may not leave.
//!
//! A sentence ends at `.`, `!`, `?`, `…` before a capital or a digit (glued ones too: `cloud.Au début`), at a blank line,
//! and at a line break, unless the text is wrapped at a width.

use super::lexemes::Lexemes;
use super::tokens::{LINE, PARAGRAPH, Shape, Token};
use crate::dictionary::class;
use crate::document::Span;

/// Fills `sentence_of` (an index for each token) and `spans` (bytes of each sentence).
pub(crate) fn split(text: &str, tokens: &[Token], lexemes: &Lexemes, sentence_of: &mut Vec<u32>, spans: &mut Vec<Span>) {
    sentence_of.clear();
    spans.clear();
    let mut first = 0;
    let mut end = |first: usize, end: usize| {
        if first < end {
            sentence_of.resize(end, spans.len() as u32);
            spans.push(Span { start: tokens[first].start, end: tokens[end - 1].end });
        }
    };
    for i in 1..tokens.len() {
        if starts(text, tokens, lexemes, i) {
            end(first, i);
            first = i;
        }
    }
    end(first, tokens.len());
}

/// Whether a sentence starts at token `i`.
fn starts(text: &str, tokens: &[Token], lexemes: &Lexemes, i: usize) -> bool {
    let (t, before) = (&tokens[i], &tokens[i - 1]);
    if t.is(PARAGRAPH) {
        return true;
    }
    if t.is(LINE) && !wrapped(text, tokens, i) {
        return true;
    }
    // most tokens stand behind a word
    if before.shape != Shape::Other {
        return false;
    }
    // closing quotes and brackets belong to the sentence they close
    let mut end = i - 1;
    while end > 0 && matches!(tokens[end].mark, '»' | '"' | '”' | ')' | ']') {
        end -= 1;
    }
    if matches!(t.mark, '»' | '”' | ')' | ']' | '.' | '!' | '?' | '…' | ',' | ';') {
        return false;
    }
    let mark = &tokens[end];
    match mark.mark {
        '!' | '?' | '…' => opens(tokens, i),
        '.' => {
            if end > 0 && tokens[end - 1].mark == '.' {
                return opens(tokens, i) && !t.glued();
            }
            opens(tokens, i)
                && !abbreviated(tokens, lexemes, end, t.glued())
                && (!t.glued() || before.end != mark.end || glued_end(tokens, lexemes, end, i))
        }
        _ => false,
    }
}

/// Whether what stands at a token can open a sentence.
fn opens(tokens: &[Token], i: usize) -> bool {
    let t = &tokens[i];
    match t.shape {
        Shape::Word => t.capitalized() || t.caps != 0 && !t.glued(),
        Shape::Digits => !t.glued(),
        Shape::Hyphen => !t.glued(),
        _ => matches!(t.mark, '«' | '"' | '“' | '(' | '[' | '•' | '#' | '$' | '€' | '£' | '‘' | '\'' | '*' | '–' | '—'),
    }
}

/// `cloud.Au début` is two sentences; `Booking.Com`, `U.S.A`, `Node.JS` are none.
fn glued_end(tokens: &[Token], lexemes: &Lexemes, stop: usize, i: usize) -> bool {
    let t = &tokens[i];
    if t.shape != Shape::Word {
        return true;
    }
    let Some(word) = stop.checked_sub(1).map(|w| &tokens[w]) else { return false };
    let whole = word.shape != Shape::Word || word.len > 1 && word.caps.count_ones() <= 1;
    let next = tokens.get(i + 1);
    let domain = t.len <= 3
        && next.is_none_or(|n| !n.glued() || n.shape == Shape::Other)
        && lexemes.has(i, class::DOMAIN)
        && !lexemes.has(i, class::OPENS_SENTENCE);
    whole && !domain
}

/// The full stop at `stop` belongs to an abbreviation or to initials: `M. Dupont`, `Inc. said`, `J. P. Morgan`, `U.S.`
fn abbreviated(tokens: &[Token], lexemes: &Lexemes, stop: usize, glued: bool) -> bool {
    let Some(w) = stop.checked_sub(1) else { return false };
    let word = &tokens[w];
    if !tokens[stop].glued() {
        return false;
    }
    if lexemes.ending(stop, class::ABBREVIATION, 3).is_some() || lexemes.ending(stop + 1, class::ABBREVIATION, 6).is_some() {
        return true;
    }
    // an initial, but not the end of `plan B. The`, `vitamine C. Le`: before a name initials come in a row or behind a capital
    let initial = word.shape == Shape::Word && word.len == 1 && word.capitalized();
    // le fonds D. E. Velk
    let more = tokens.get(stop + 1).is_some_and(|t| t.shape == Shape::Word && t.len == 1 && t.capitalized())
        && tokens.get(stop + 2).is_some_and(|t| t.mark == '.' && t.glued());
    initial && (more || glued || w == 0 || tokens[w - 1].mark == '.' || tokens[w - 1].capitalized() || tokens[w - 1].shape != Shape::Word)
}

/// Whether the line break before token `i` only wraps a running text.
fn wrapped(text: &str, tokens: &[Token], i: usize) -> bool {
    let (t, before) = (&tokens[i], &tokens[i - 1]);
    if matches!(before.mark, '.' | '!' | '?' | ':' | ';' | '…') {
        // the rules for full stops decide, but only inside wrapped text
        return before.mark != ':' && line_is_wrapped(text, before.end as usize);
    }
    if matches!(t.mark, '•' | '*' | '–' | '—' | '|') || t.shape == Shape::Hyphen {
        return false;
    }
    if t.shape == Shape::Word && t.caps == 0 || before.mark == ',' {
        return true;
    }
    // a box: `Price: £2,490 with a screen, £2,670 with navigation`, `Deliveries: from 20 November`
    let above = (0..i).rev().find(|a| tokens[*a].is(LINE)).unwrap_or(0);
    if labelled(tokens, above) && labelled(tokens, i) {
        return false;
    }
    line_is_wrapped(text, before.end as usize)
}

/// Words of a label.
const LABEL: usize = 4;

/// Whether a line starts with a few words and a colon.
fn labelled(tokens: &[Token], line: usize) -> bool {
    let words = tokens[line..].iter().take(LABEL).take_while(|t| t.shape == Shape::Word).count();
    words > 0 && tokens.get(line + words).is_some_and(|t| t.mark == ':') && !tokens[line + 1..=line + words].iter().any(|t| t.is(LINE))
}

/// Whether the line that ends at or behind `end` is one of several of about the same length (60 to 120 characters).
fn line_is_wrapped(text: &str, end: usize) -> bool {
    let line_start = text[..end].rfind('\n').map_or(0, |p| p + 1);
    let line = text[line_start..end].trim_end();
    let here = line.chars().count();
    if !(55..=120).contains(&here) {
        return false;
    }
    let next = text[end..].trim_start_matches([' ', '\r']).strip_prefix('\n').unwrap_or("");
    let first_word = next.split_whitespace().next().map_or(0, |w| w.chars().count());
    // the next word would not have fitted within the width that its neighbours keep
    let widest = text[..end]
        .rsplit('\n')
        .take(6)
        .chain(next.split('\n').take(6))
        .take_while(|l| l.chars().count() <= 120)
        .map(|l| l.trim_end().chars().count())
        .max();
    widest.is_some_and(|w| here + 1 + first_word > w && (55..=120).contains(&w))
}
