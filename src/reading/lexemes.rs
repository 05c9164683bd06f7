//! Lexemes: what the tokens of a text can be, by dictionary row or by shape.

use super::lexicon::Lexicon;
use super::number::Number;
use super::tokens::{Shape, Token};
use crate::dictionary::{ClassId, class};

/// A reading of some tokens in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) class: ClassId,
    /// First token.
    pub(crate) start: u32,
    /// One past the last token.
    pub(crate) end: u32,
    pub(crate) sense: Sense,
}

/// Where the meaning of a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Number of a row in the [`Lexicon`].
    Word(u32),
    /// Index in [`Lexemes::numbers`].
    Number(u32),
    /// A small whole number read from digits (day, month, year).
    Digits(u32),
    /// Index of a mention candidate of an earlier pass.
    Mention(u32),
}

/// All lexemes of a text, by first token.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lexemes {
    all: Vec<Lexeme>,
    /// For each token, where its lexemes start in `all`; one more at the end.
    first: Vec<u32>,
    /// For each token, the classes that start there.
    starts: Vec<ClassSet>,
    /// For each token, the classes that end right before it; one more at the end.
    ends: Vec<ClassSet>,
    pub(crate) numbers: Vec<Number>,
}

/// A set of classes. Classes 320 apart share a bit: what is not in the set is surely not there, what is in it may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ClassSet([u64; WORDS]);

/// Words of 64 bits in a set of classes.
const WORDS: usize = 5;

/// The word and the bit of a class.
#[inline]
const fn bit(class: ClassId) -> (usize, u64) {
    ((class.0 >> 6) as usize % WORDS, 1 << (class.0 & 63))
}

impl ClassSet {
    /// The set of some classes.
    pub(crate) const fn of(classes: &[ClassId]) -> ClassSet {
        let mut words = [0; WORDS];
        let mut i = 0;
        while i < classes.len() {
            let (word, bit) = bit(classes[i]);
            words[word] |= bit;
            i += 1;
        }
        ClassSet(words)
    }

    #[inline]
    pub(crate) fn insert(&mut self, class: ClassId) {
        let (word, bit) = bit(class);
        self.0[word] |= bit;
    }

    #[inline]
    pub(crate) fn contains(&self, class: ClassId) -> bool {
        let (word, bit) = bit(class);
        self.0[word] & bit != 0
    }

    #[inline]
    pub(crate) fn meets(&self, other: &ClassSet) -> bool {
        (0..WORDS).any(|i| self.0[i] & other.0[i] != 0)
    }
}

impl Lexemes {
    /// Reads the dictionary senses of all tokens.
    pub(crate) fn read(&mut self, tokens: &[Token], text: &str, lexicon: &Lexicon) {
        self.all.clear();
        self.first.clear();
        self.numbers.clear();
        self.starts.clear();
        self.starts.resize(tokens.len() + 1, ClassSet::default());
        self.ends.clear();
        self.ends.resize(tokens.len() + 1, ClassSet::default());
        for (i, t) in tokens.iter().enumerate() {
            self.first.push(self.all.len() as u32);
            if t.symbol != 0 && lexicon.starts(t.symbol) {
                lexicon.matches(tokens, i, |m| {
                    let class = lexicon.class(m.payload);
                    // `A $10 ticket` is not `A$10`
                    let apart = t.len == 1 && t.shape == Shape::Word && m.end as usize == i + 2 && !tokens[i + 1].glued();
                    if class == class::CURRENCY_SYMBOL && apart {
                        return;
                    }
                    self.starts[i].insert(class);
                    self.ends[m.end as usize].insert(class);
                    self.all.push(Lexeme { class, start: i as u32, end: m.end, sense: Sense::Word(m.payload) });
                });
            }
            if t.shape == Shape::Digits {
                self.digits(tokens, i, text);
            }
        }
        self.first.push(self.all.len() as u32);
    }

    /// The lexemes that start at a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> &[Lexeme] {
        match self.first.get(token..token + 2) {
            Some(w) => &self.all[w[0] as usize..w[1] as usize],
            None => &[],
        }
    }

    /// Whether any lexeme of some classes may end right before a token: no is sure, yes is not.
    #[inline]
    pub(crate) fn may_end(&self, token: usize, classes: &ClassSet) -> bool {
        self.ends.get(token).is_some_and(|e| e.meets(classes))
    }

    /// The classes that start at a token.
    #[inline]
    pub(crate) fn starting(&self, token: usize) -> ClassSet {
        self.starts.get(token).copied().unwrap_or_default()
    }

    /// Whether a lexeme of the class starts at a token.
    #[inline]
    pub(crate) fn has(&self, token: usize, class: ClassId) -> bool {
        self.starts.get(token).is_some_and(|s| s.contains(class)) && self.at(token).iter().any(|l| l.class == class)
    }

    /// All lexemes, by first token.
    pub(crate) fn all(&self) -> &[Lexeme] {
        &self.all
    }

    /// The longest lexeme of a class that starts at a token.
    pub(crate) fn longest(&self, token: usize, class: ClassId) -> Option<&Lexeme> {
        if self.starts.get(token).is_none_or(|s| !s.contains(class)) {
            return None;
        }
        self.at(token).iter().filter(|l| l.class == class).max_by_key(|l| l.end)
    }

    /// The longest lexeme of a class that ends at a token (exclusive), looking back at most `reach` tokens.
    pub(crate) fn ending(&self, end: usize, class: ClassId, reach: usize) -> Option<&Lexeme> {
        if self.ends.get(end).is_none_or(|e| !e.contains(class)) {
            return None;
        }
        (end.saturating_sub(reach)..end).find_map(|s| self.at(s).iter().find(|l| l.class == class && l.end as usize == end))
    }

    /// Puts in lexemes found later (numbers, mentions).
    pub(crate) fn insert(&mut self, mut more: Vec<Lexeme>) {
        if more.is_empty() {
            return;
        }
        more.sort_by_key(|l| l.start);
        for l in &more {
            self.starts[l.start as usize].insert(l.class);
            self.ends[l.end as usize].insert(l.class);
        }
        let old = std::mem::take(&mut self.all);
        let tokens = self.first.len().saturating_sub(1);
        let mut merged = Vec::with_capacity(old.len() + more.len());
        let mut more = more.into_iter().peekable();
        for i in 0..tokens {
            let (a, b) = (self.first[i] as usize, self.first[i + 1] as usize);
            self.first[i] = merged.len() as u32;
            merged.extend_from_slice(&old[a..b]);
            while let Some(l) = more.next_if(|l| l.start as usize <= i) {
                merged.push(l);
            }
        }
        if let Some(last) = self.first.last_mut() {
            *last = merged.len() as u32;
        }
        self.all = merged;
    }

    /// What a run of digits alone can be: a day, a month's number, a year.
    fn digits(&mut self, tokens: &[Token], i: usize, text: &str) {
        let t = &tokens[i];
        let digits = t.end - t.start;
        if digits > 4 {
            return;
        }
        let Ok(n) = t.text(text).parse::<u32>() else { return };
        let mut push = |class| {
            self.starts[i].insert(class);
            self.ends[i + 1].insert(class);
            self.all.push(Lexeme { class, start: i as u32, end: i as u32 + 1, sense: Sense::Digits(n) });
        };
        if digits <= 2 {
            if (1..=31).contains(&n) {
                push(class::DAY);
            }
            if (1..=12).contains(&n) {
                push(class::MONTH_NUMBER);
            }
            if digits == 2 {
                push(class::YEAR2);
            }
        } else if digits == 4 && (1000..=2199).contains(&n) {
            push(class::YEAR);
        }
    }
}
