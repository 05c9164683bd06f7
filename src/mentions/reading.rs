//! A text as read so far: what every later stage looks at.

use crate::dictionary::{ClassId, Word, class};
use crate::document::Span;
use crate::meaning::DateSpan;
use crate::reading::lexemes::{ClassSet, Lexeme, Lexemes, Sense};
use crate::reading::lexicon::Lexicon;
use crate::reading::number::Number;
use crate::reading::tokens::{Shape, Token};
use chrono::NaiveDate;

/// So many tokens a row may have that is looked for by its end.
pub(crate) const REACH_BACK: usize = 6;

/// Tokens, sentences and lexemes of one document, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// For each token, the index of its sentence.
    pub(crate) sentence_of: &'a [u32],
    pub(crate) lexemes: &'a Lexemes,
    /// Lexemes that a pass has made of mentions of the pass before it, by first token.
    pub(crate) found: &'a [Lexeme],
    /// For each token, where its lexemes start in `found`; one more at the end. Empty where `found` is.
    pub(crate) found_first: &'a [u32],
    pub(crate) lexicon: &'a Lexicon,
    /// When the text was written: what relative dates are counted from.
    pub(crate) written: Option<DateSpan>,
    /// Undated months and weekdays are the next ones, not the last ones.
    pub(crate) prefer_future: bool,
}

impl<'a> Reading<'a> {
    /// The day that months and longer units are counted from.
    pub(crate) fn reference(&self) -> Option<NaiveDate> {
        self.written.map(|w| w.to)
    }

    /// The bytes of a run of tokens.
    #[inline]
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.tokens[start].start, end: self.tokens[end - 1].end }
    }

    /// The lexemes that start at a token, those of the pass before among them.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> impl Iterator<Item = &'a Lexeme> + use<'a> {
        self.lexemes.at(token).iter().chain(self.found_at(token))
    }

    /// Those of the pass before.
    #[inline]
    pub(crate) fn found_at(&self, token: usize) -> &'a [Lexeme] {
        match self.found_first.get(token..token + 2) {
            Some(w) => &self.found[w[0] as usize..w[1] as usize],
            None => &[],
        }
    }

    /// Whether a lexeme of some classes may start at a token: no is sure, yes is not.
    #[inline]
    pub(crate) fn may_start(&self, token: usize, classes: &ClassSet) -> bool {
        self.lexemes.may_start(token, classes) || !self.found.is_empty() && self.found_at(token).iter().any(|l| classes.contains(l.class))
    }

    /// Whether a lexeme of some classes starts at a token.
    #[inline]
    pub(crate) fn starts(&self, token: usize, classes: &ClassSet) -> bool {
        self.lexemes.starts(token, classes) || !self.found.is_empty() && self.found_at(token).iter().any(|l| classes.contains(l.class))
    }

    /// The text of a token.
    #[inline]
    pub(crate) fn token_text(&self, at: usize) -> &'a str {
        self.tokens[at].text(self.text)
    }

    /// The mark that a token is, see [`Token::mark`]; NUL past the last one.
    #[inline]
    pub(crate) fn mark(&self, at: usize) -> char {
        self.tokens.get(at).map_or('\0', |t| t.mark)
    }

    /// The row of a lexeme, if it comes from one.
    #[inline]
    pub(crate) fn word(&self, lexeme: &Lexeme) -> Option<Word<'a>> {
        match lexeme.sense {
            Sense::Word(w) => Some(self.lexicon.word(w)),
            _ => None,
        }
    }

    /// The longest row of a class that starts at a token: one past its last token, and the row.
    #[inline(always)]
    pub(crate) fn word_at(&self, at: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        // most words are asked for in vain
        if self.lexemes.may_have(at, class) { self.longest_word(at, class) } else { None }
    }

    #[inline(never)]
    fn longest_word(&self, at: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        let l = self.lexemes.longest(at, class)?;
        Some((l.end as usize, self.word(l)?))
    }

    /// A row of a class that ends right before a token (reaching back at most [`REACH_BACK`] tokens): its first token, and the row.
    #[inline(always)]
    pub(crate) fn word_before(&self, end: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        if self.lexemes.may_end_in(end, class) { self.last_word(end, class) } else { None }
    }

    #[inline(never)]
    fn last_word(&self, end: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        let l = self.lexemes.ending(end, class, REACH_BACK)?;
        Some((l.start as usize, self.word(l)?))
    }

    /// Whether a row of a class starts at a token.
    #[inline(always)]
    pub(crate) fn is(&self, at: usize, class: ClassId) -> bool {
        self.lexemes.may_have(at, class) && self.lexemes.has(at, class)
    }

    /// Whether what ends right before a token can be whole: nothing follows in its sentence, or a mark, or a word that
    /// takes no part in what stands before (`5 millions en 2023`, but not `5 millions de tonnes`).
    pub(crate) fn follows_whole(&self, at: usize) -> bool {
        let ended = at == 0 || at >= self.tokens.len() || self.sentence_of[at] != self.sentence_of[at - 1];
        ended
            || self.is(at, class::ELIDED_AFTER)
            || matches!(self.tokens[at].shape, Shape::Other)
                && !self.opens_quote(at)
                && !matches!(self.mark(at), '%' | '°' | '/' | '$' | '€' | '£' | '¥' | '₹')
            || self.tokens[at].shape == Shape::Hyphen && !self.tokens[at].glued()
    }

    /// Whether a quotation mark opens: `13 million "premium" seats`.
    fn opens_quote(&self, at: usize) -> bool {
        matches!(self.mark(at), '«' | '“' | '"' | '‘') && !self.tokens[at].glued()
    }

    /// The number of a lexeme.
    pub(crate) fn number(&self, lexeme: &Lexeme) -> Option<&'a Number> {
        match lexeme.sense {
            Sense::Number(n) => self.lexemes.numbers.get(n as usize),
            _ => None,
        }
    }
}

/// The lexemes that a rule took, asked for by sense and not by position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) lexemes: &'a [Lexeme],
}

impl<'a> Parts<'a> {
    /// Numbers in reading order.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = &'a Number> + use<'a> {
        let r = self.reading;
        self.lexemes.iter().filter_map(move |l| r.number(l))
    }

    /// Rows of a class in reading order.
    pub(crate) fn words(&self, class: ClassId) -> impl Iterator<Item = Word<'a>> + use<'a> {
        let r = self.reading;
        self.lexemes.iter().filter(move |l| l.class == class).filter_map(move |l| r.word(l))
    }

    /// The first row of a class.
    pub(crate) fn word(&self, class: ClassId) -> Option<Word<'a>> {
        self.words(class).next()
    }

    /// The first digits read in a class (day, month-number, year, year2).
    pub(crate) fn digits(&self, class: ClassId) -> Option<u32> {
        self.all_digits(class).next()
    }

    /// All digits read in a class, in reading order.
    pub(crate) fn all_digits(&self, class: ClassId) -> impl Iterator<Item = u32> + use<'a> {
        self.lexemes.iter().filter(move |l| l.class == class).filter_map(|l| match l.sense {
            Sense::Digits(n) => Some(n),
            _ => None,
        })
    }

    /// Whether the rule took a lexeme of the class.
    pub(crate) fn has(&self, class: ClassId) -> bool {
        self.lexemes.iter().any(|l| l.class == class)
    }
}
