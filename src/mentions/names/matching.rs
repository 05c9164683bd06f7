//! Where the surface forms of the dictionary stand in a text: leftmost, the longest first.

use crate::mentions::reading::Reading;
use crate::reading::names::NameIndex;
use crate::reading::tokens::{Shape, Token};

/// A surface form found in a text, not yet believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    /// The form, of the row that is preferred where several rows share it.
    pub(crate) form: u32,
    /// Another row's form of the same words: a company and its product by one name.
    pub(crate) other: Option<u32>,
}

/// Fills `out` with the longest forms, none overlapping another.
pub(crate) fn candidates(reading: &Reading<'_>, names: &NameIndex, out: &mut Vec<Candidate>) {
    out.clear();
    let tokens = reading.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let t = &tokens[at];
        if t.name == 0 || in_number(reading, at) {
            at += 1;
            continue;
        }
        let mut best: Option<Candidate> = None;
        names.matches(tokens, at, |m| {
            let end = m.end as usize;
            if !ends_cleanly(tokens, end)
                || !tight(tokens, at, end, names, m.payload)
                || reading.sentence_of[end - 1] != reading.sentence_of[at]
            {
                return;
            }
            best = Some(match best {
                Some(b) if b.end == end => prefer(names, b, m.payload),
                _ => Candidate { start: at, end, form: m.payload, other: None },
            });
        });
        match best {
            // `La Caisse` hides `Caisse de dépôt`
            Some(c) if names.form(c.form).ambiguous && outreached(reading, names, &c) => at += 1,
            Some(c) => {
                at = c.end;
                out.push(c);
            }
            None => at += 1,
        }
    }
}

/// Of two rows with the same form: the certain one, then the company; the other is kept beside it.
fn prefer(names: &NameIndex, best: Candidate, form: u32) -> Candidate {
    let rank = |f: u32| (names.form(f).ambiguous, names.form(f).product, f);
    if rank(form) < rank(best.form) {
        Candidate { form, other: Some(best.form), ..best }
    } else {
        Candidate { other: best.other.or(Some(form)), ..best }
    }
}

/// The digits at a token continue a number (`1,3M` is no 3M, `$3M` neither).
fn in_number(reading: &Reading<'_>, at: usize) -> bool {
    let t = &reading.tokens[at];
    if t.shape != Shape::Digits || !t.glued() || at == 0 {
        return false;
    }
    let before = reading.token_text(at - 1);
    before.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '$' | '€' | '£' | '+' | '-'))
}

/// A form does not end inside a word that goes on: `M` of `M6`, `Go` of `Go2`.
fn ends_cleanly(tokens: &[Token], end: usize) -> bool {
    match (&tokens[end - 1], tokens.get(end)) {
        (last, Some(next)) if next.glued() => {
            !(matches!(last.shape, Shape::Word | Shape::Digits) && matches!(next.shape, Shape::Word | Shape::Digits))
        }
        _ => true,
    }
}

/// Whether a longer form that needs no evidence starts inside a candidate.
fn outreached(reading: &Reading<'_>, names: &NameIndex, c: &Candidate) -> bool {
    (c.start + 1..c.end).any(|at| {
        let mut longer = false;
        names.matches(reading.tokens, at, |m| longer |= m.end as usize > c.end && !names.form(m.payload).ambiguous);
        longer
    })
}

/// Digits and letters stuck together in the form stand so in the text: `2 U.S. firms` hold no 2U.
fn tight(tokens: &[Token], start: usize, end: usize, names: &NameIndex, form: u32) -> bool {
    if !names.form(form).tight {
        return true;
    }
    tokens[start..end].windows(2).all(|w| {
        let mixed = matches!((w[0].shape, w[1].shape), (Shape::Digits, Shape::Word) | (Shape::Word, Shape::Digits));
        !mixed || w[1].glued()
    })
}
