//! One sentence as the frames look at it: tokens, the mentions that cover them, and what a scan may step over.

use super::governed::Governed;
use super::parties::{Parties, Party};
use crate::dictionary::{ClassId, Word, class};
use crate::document::{Kind, Mention};
use crate::mentions::Reading;
use crate::reading::lexemes::{ClassSet, Sense, Stage};
use crate::reading::tokens::Shape;
use smallvec::{SmallVec, smallvec};
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

/// A mention by its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Index in the document's mentions.
    pub(crate) mention: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A sentence with its mentions.
pub(crate) struct Sentence<'a> {
    pub(crate) r: Reading<'a>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) parties: &'a Parties<'a>,
    pub(crate) index: u32,
    /// First token.
    pub(crate) lo: usize,
    /// One past the last token.
    pub(crate) hi: usize,
    /// Its mentions in order; a company or product covers its tokens before anything nested in it.
    pub(crate) placed: SmallVec<[Placed; 8]>,
    /// For each token of the sentence, 1 + index in `placed`.
    cover: SmallVec<[u16; 64]>,
    /// The classes of all words that start in it, once somebody asks.
    classes: OnceCell<ClassSet>,
    /// A heading of which most words have capitals, once somebody asks.
    loud: OnceCell<bool>,
    /// The tokens of names nobody knows, once somebody asks.
    strangers: OnceCell<SmallVec<[u32; 8]>>,
    /// How many different companies are named, once somebody asks.
    companies: OnceCell<usize>,
    /// What governs a token, for those that somebody has asked of.
    pub(super) governed: RefCell<SmallVec<[Governed; 4]>>,
}

/// A set of kinds of mention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(crate) fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn add(&mut self, other: Kinds) {
        self.0 |= other.0;
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Kinds {
        Kinds(kinds.into_iter().fold(0, |all, k| all | 1 << k as u8))
    }
}

impl<'a> Sentence<'a> {
    pub(crate) fn new(
        r: Reading<'a>,
        mentions: &'a [Mention],
        parties: &'a Parties<'a>,
        index: u32,
        lo: usize,
        hi: usize,
        placed: SmallVec<[Placed; 8]>,
    ) -> Sentence<'a> {
        let mut cover: SmallVec<[u16; 64]> = smallvec![0; hi - lo];
        for (i, p) in placed.iter().enumerate() {
            for c in &mut cover[p.start - lo..p.end - lo] {
                if *c == 0 {
                    *c = i as u16 + 1;
                }
            }
        }
        Sentence {
            r,
            mentions,
            parties,
            index,
            lo,
            hi,
            placed,
            cover,
            classes: OnceCell::new(),
            loud: OnceCell::new(),
            strangers: OnceCell::new(),
            companies: OnceCell::new(),
            governed: RefCell::default(),
        }
    }

    /// The classes of all words that start in it.
    #[inline]
    pub(crate) fn classes(&self) -> &ClassSet {
        self.classes.get_or_init(|| self.r.lexemes.within(self.lo..self.hi).iter().map(|l| l.class).collect())
    }

    /// A heading of which most words have capitals.
    fn loud(&self) -> bool {
        *self.loud.get_or_init(|| {
            let free = |i: &usize| self.cover[i - self.lo] == 0 && self.r.tokens[*i].shape == Shape::Word && self.r.tokens[*i].len > 2;
            let words = || (self.lo..self.hi).filter(free);
            let capitals = words().filter(|i| self.r.tokens[*i].capitalized()).count();
            2 * capitals > words().count()
        })
    }

    /// The mention that covers a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Option<Placed> {
        let c = *self.cover.get(token.checked_sub(self.lo)?)?;
        (c > 0).then(|| self.placed[c as usize - 1])
    }

    #[inline]
    pub(crate) fn kind(&self, p: Placed) -> Kind {
        self.mentions[p.mention].kind
    }

    /// The company or product of a mention.
    #[inline]
    pub(crate) fn party(&self, p: Placed) -> Option<&'a Party> {
        self.parties.of(p.mention)
    }

    /// How many different companies it names.
    pub(crate) fn companies(&self) -> usize {
        *self.companies.get_or_init(|| {
            let mut seen: SmallVec<[&Party; 8]> = SmallVec::new();
            for p in self.placed.iter().filter(|p| self.kind(**p) == Kind::Company) {
                seen.extend(self.party(*p).filter(|e| !seen.contains(e)));
            }
            seen.len()
        })
    }

    /// The company or product that covers a token.
    #[inline]
    pub(crate) fn entity_at(&self, token: usize) -> Option<Placed> {
        self.at(token).filter(|p| matches!(self.kind(*p), Kind::Company | Kind::Product))
    }

    #[inline]
    pub(crate) fn text(&self, token: usize) -> &'a str {
        self.r.token_text(token)
    }

    /// The mark that a token is; NUL for words.
    #[inline]
    pub(crate) fn mark(&self, token: usize) -> char {
        self.r.mark(token)
    }

    #[inline(always)]
    pub(crate) fn is(&self, token: usize, class: ClassId) -> bool {
        token < self.hi && self.r.is(token, class)
    }

    /// The longest row of a class that starts at a token and stays in the sentence.
    #[inline(always)]
    pub(crate) fn word_at(&self, token: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        if token >= self.hi { None } else { self.r.word_at(token, class).filter(|(end, _)| *end <= self.hi) }
    }

    /// The row of a class that ends right before a token.
    #[inline(always)]
    pub(crate) fn word_before(&self, end: usize, class: ClassId) -> Option<(usize, Word<'a>)> {
        let whole = self.r.word_before(end, class);
        // l'enseigne, d'Amazon: the apostrophe belongs to the word before it
        let elided = || end.checked_sub(1).filter(|i| self.r.tokens[*i].shape == Shape::Apostrophe && self.r.tokens[*i].glued());
        whole.or_else(|| self.r.word_before(elided()?, class)).filter(|(start, _)| *start >= self.lo)
    }

    /// One past the apostrophe that ends an elided word: `l'`.
    pub(crate) fn past_apostrophe(&self, end: usize) -> usize {
        end + usize::from(end < self.hi && self.r.tokens[end].shape == Shape::Apostrophe && self.r.tokens[end].glued())
    }

    /// Whether a row of a class starts at any of `tokens`.
    #[inline]
    pub(crate) fn holds(&self, mut tokens: Range<usize>, class: ClassId) -> bool {
        self.classes().contains(class) && tokens.any(|i| self.is(i, class))
    }

    /// Whether any of `tokens` starts a row of one of the classes.
    #[inline]
    pub(crate) fn any(&self, mut tokens: Range<usize>, classes: &[ClassId]) -> bool {
        classes.iter().any(|c| self.classes().contains(*c)) && tokens.any(|t| classes.iter().any(|c| self.r.is(t, *c)))
    }

    /// A marker of any class (`m-…`) that starts at a token, and one past its end.
    #[inline]
    pub(crate) fn marker_at(&self, token: usize) -> Option<usize> {
        if !self.r.lexemes.concerns(token, Stage::Markers) {
            return None;
        }
        let (markers, hi) = (self.r.lexicon.markers(), self.hi as u32);
        let mut longest = 0;
        for l in self.r.lexemes.at(token) {
            if l.end > longest && l.end <= hi && markers.contains(l.class) {
                longest = l.end;
            }
        }
        (longest > 0).then_some(longest as usize)
    }

    /// A capitalized word that no mention and no dictionary row covers: perhaps a name nobody knows, which blocks.
    #[inline]
    pub(crate) fn unknown_name(&self, token: usize) -> bool {
        // most words have no capital
        token < self.hi && self.r.tokens[token].capitalized() && self.strangers().binary_search(&(token as u32)).is_ok()
    }

    /// Whether any of `tokens` is such a word.
    pub(crate) fn unknown_names(&self, tokens: Range<usize>) -> bool {
        let strangers = self.strangers();
        let first = strangers.partition_point(|i| (*i as usize) < tokens.start);
        strangers.get(first).is_some_and(|i| (*i as usize) < tokens.end)
    }

    fn strangers(&self) -> &[u32] {
        self.strangers.get_or_init(|| {
            let mut found = SmallVec::new();
            for (i, t) in self.r.tokens[self.lo..self.hi].iter().enumerate() {
                if t.capitalized() && self.is_stranger(self.lo + i) {
                    found.push((self.lo + i) as u32);
                }
            }
            found
        })
    }

    fn is_stranger(&self, token: usize) -> bool {
        let t = &self.r.tokens[token];
        if t.shape != Shape::Word || token == self.lo || self.at(token).is_some() {
            return false;
        }
        // after a colon or an opening quote any word may be capitalized
        if matches!(self.mark(token - 1), ':' | '«' | '“' | '"' | '•' | '(') {
            return false;
        }
        // a word known in small letters is a name in capitals, but not where all words have them
        let known = |l: &crate::reading::lexemes::Lexeme| {
            self.word(l.sense).is_none_or(|w| self.loud() || w.surface().starts_with(char::is_uppercase))
        };
        t.len > 1 && !self.r.lexemes.at(token).iter().any(known)
    }

    /// A word of negation; `pas moins`, `not only` are none.
    #[inline]
    pub(crate) fn negates(&self, token: usize) -> bool {
        self.word_at(token, class::NEGATION).is_some_and(|(end, _)| self.word_at(token, class::ADVERB).is_none_or(|(e, _)| e <= end))
    }

    /// Whether a word has a capital that no start of a sentence, quote or heading gives it.
    pub(crate) fn named(&self, token: usize) -> bool {
        let t = &self.r.tokens[token];
        let opens = || {
            token == self.lo
                || self.r.tokens[token - 1].shape == Shape::Digits
                || !self.text(token - 1).starts_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '\'' | '’' | '&'))
        };
        t.shape == Shape::Word && t.capitalized() && !opens() && !self.loud()
    }

    /// Behind a possessive 's that starts at a token.
    pub(crate) fn possessive_at(&self, token: usize) -> Option<usize> {
        let apostrophe = token < self.hi && self.r.tokens[token].shape == Shape::Apostrophe && self.r.tokens[token].glued();
        if !apostrophe {
            return None;
        }
        // Barclays' card business
        let bare = || {
            let behind = token + 1 < self.hi && !self.r.tokens[token + 1].glued() && self.r.tokens[token + 1].shape == Shape::Word;
            (behind && token > self.lo && self.text(token - 1).ends_with('s')).then_some(token + 1)
        };
        self.word_at(token + 1, class::POSSESSIVE_MARK).map(|(end, _)| end).or_else(bare)
    }

    /// Whether a bracket that opens before `token` closes behind it.
    pub(crate) fn bracketed(&self, token: usize) -> bool {
        (self.lo..token).rev().map(|i| self.mark(i)).find(|m| matches!(m, '(' | ')')) == Some('(')
    }

    /// Where a bracket, comma or dash that closes at `token` opens, if that is a parenthesis: `X, which …, buys`.
    pub(crate) fn opening_of(&self, token: usize) -> Option<usize> {
        let close = self.mark(token);
        let open: &[char] = match close {
            ')' => &['('],
            ']' => &['['],
            '»' => &['«'],
            '”' => &['“'],
            ',' => &[','],
            '–' | '—' | '-' if !self.r.tokens[token].glued() => &['–', '—', '-'],
            _ => return None,
        };
        let mut at = token;
        while at > self.lo {
            at -= 1;
            if open.contains(&self.mark(at)) && (close != '-' && close != '–' || !self.r.tokens[at].glued()) {
                return Some(at);
            }
            if matches!(self.mark(at), ';' | ':') {
                return None;
            }
        }
        None
    }

    /// The row behind a sense.
    pub(crate) fn word(&self, sense: Sense) -> Option<Word<'a>> {
        match sense {
            Sense::Word(w) => Some(self.r.lexicon.word(w)),
            _ => None,
        }
    }
}
