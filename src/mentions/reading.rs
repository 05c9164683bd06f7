//! A text as read so far: what every later stage looks at.

use crate::dictionary::{ClassId, Word, class};
use crate::document::Span;
use crate::meaning::DateSpan;
use crate::reading::lexemes::{ClassSet, Lexeme, Lexemes, Sense};
use crate::reading::lexicon::Lexicon;
use crate::reading::number::Number;
use crate::reading::tokens::{Shape, Token};
use chrono::NaiveDate;

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
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.tokens[start].start, end: self.tokens[end - 1].end }
    }

    /// The lexemes that start at a token, those of the pass before among them.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> impl Iterator<Item = &'a Lexeme> + use<'a> {
        self.lexemes.at(token).iter().chain(self.found_at(token))
    }

    fn found_at(&self, token: usize) -> &'a [Lexeme] {
        if self.found.is_empty() {
            return &[];
        }
        let from = self.found.partition_point(|l| (l.start as usize) < token);
        let len = self.found[from..].iter().take_while(|l| l.start as usize == token).count();
        &self.found[from..from + len]
    }

    /// The classes that start at a token.
    #[inline]
    pub(crate) fn starting(&self, token: usize) -> ClassSet {
        let mut set = self.lexemes.starting(token);
        self.found_at(token).iter().for_each(|l| set.insert(l.class));
        set
    }

    /// The text of a token.
    pub(crate) fn token_text(&self, at: usize) -> &'a str {
        self.tokens[at].text(self.text)
    }

    /// The row of a lexeme, if it comes from one.
    pub(crate) fn word(&self, lexeme: &Lexeme) -> Option<Word<'a>> {
        match lexeme.sense {
            Sense::Word(w) => Some(self.lexicon.word(w)),
            _ => None,
        }
    }

    /// The longest row of a class that starts at a token: one past its last token, and the row.
    pub(crate) fn word_at(&self, at: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        let l = self.lexemes.longest(at, class)?;
        Some((l.end as usize, self.word(l)?))
    }

    /// A row of a class that ends right before a token (reaching back at most six tokens): its first token, and the row.
    pub(crate) fn word_before(&self, end: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        let l = self.lexemes.ending(end, class, 6)?;
        Some((l.start as usize, self.word(l)?))
    }

    /// Whether a row of a class starts at a token.
    pub(crate) fn is(&self, at: usize, class: ClassId) -> bool {
        self.lexemes.has(at, class)
    }

    /// Whether what ends right before a token can be whole: nothing follows in its sentence, or a mark, or a word that
    /// takes no part in what stands before (`5 millions en 2023`, but not `5 millions de tonnes`).
    pub(crate) fn follows_whole(&self, at: usize) -> bool {
        let ended = at == 0 || at >= self.tokens.len() || self.sentence_of[at] != self.sentence_of[at - 1];
        ended
            || self.is(at, class::ELIDED_AFTER)
            || matches!(self.tokens[at].shape, Shape::Other)
                && !self.opens_quote(at)
                && !matches!(self.token_text(at), "%" | "°" | "/" | "$" | "€" | "£" | "¥" | "₹")
            || self.tokens[at].shape == Shape::Hyphen && !self.tokens[at].glued()
    }

    /// Whether a quotation mark opens: `13 million "premium" seats`.
    fn opens_quote(&self, at: usize) -> bool {
        matches!(self.token_text(at), "«" | "“" | "\"" | "‘") && !self.tokens[at].glued()
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
