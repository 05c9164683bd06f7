//! One text as the finders of names see it: its reading, the dictionary's candidates, and what kind of word a token is.

use super::extent::{Asked, Extent};
use super::matching::Candidate;
use crate::dictionary::{ClassId, class};
use crate::document::{Kind, Mention, Value};
use crate::mentions::reading::Reading;
use crate::reading::fold::Folder;
use crate::reading::language::Languages;
use crate::reading::names::NameIndex;
use crate::reading::tokens::{LINE, PARAGRAPH, Shape, Token};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, OnceCell};

/// Smallest sum that a firm and no product is said to have.
const LARGE: u32 = 100_000;

/// Fewer tokens are a short text.
const SHORT: usize = 2000;

/// No candidate covers the token.
const NONE: u32 = u32::MAX;

/// Everything that the finders of names look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) names: &'a NameIndex,
    /// Quantities and dates found earlier.
    pub(crate) quantities: &'a [Mention],
    pub(crate) candidates: &'a [Candidate],
    /// For each token, the candidate that covers it.
    pub(crate) cover: &'a [u32],
    /// The tokens that can be in a name: with capitals, digits, or in a candidate.
    pub(crate) places: &'a [u32],
    /// For each sentence, whether its words are capitals or capitalized throughout (headlines).
    pub(crate) loud: &'a [bool],
    /// For each sentence, one past its last token.
    pub(crate) ends: &'a [u32],
    /// For each token, the name that starts there, once somebody has asked.
    pub(crate) extents: &'a [Cell<Asked>],
    /// See [`Page::appears_lower`].
    pub(crate) small: &'a OnceCell<SmallWords>,
    /// See [`Page::goes_together`].
    pub(crate) pairs: &'a OnceCell<FxHashSet<u64>>,
    /// See [`Page::linked`].
    pub(crate) links: &'a OnceCell<FxHashMap<u64, u32>>,
}

impl<'a> Page<'a> {
    #[inline]
    pub(crate) fn tokens(&self) -> &'a [Token] {
        self.reading.tokens
    }

    /// The text of a token; nothing past the last one.
    #[inline]
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.tokens().get(at).map_or("", |t| t.text(self.reading.text))
    }

    /// The mark that a token is; NUL for words and past the last one.
    #[inline]
    pub(crate) fn mark(&self, at: usize) -> char {
        self.reading.mark(at)
    }

    /// The candidate that covers a token.
    #[inline]
    pub(crate) fn candidate(&self, at: usize) -> Option<(usize, &'a Candidate)> {
        let c = *self.cover.get(at)?;
        (c != NONE).then(|| (c as usize, &self.candidates[c as usize]))
    }

    /// The tokens that can be in a name, in their order.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.places.iter().map(|p| *p as usize)
    }

    /// Whether a candidate covers the token that needs no evidence.
    #[inline]
    pub(crate) fn certain(&self, at: usize) -> bool {
        self.candidate(at).is_some_and(|(_, c)| !self.names.form(c.form).ambiguous)
    }

    /// Whether adjectives stand behind their nouns, which a language says by the rows of their endings: then a noun right behind a
    /// name is none of it, and a nationality or possessive before a name tells persons from things.
    pub(crate) fn adjectives_follow(&self) -> bool {
        !self.reading.lexicon.endings(class::ADJECTIVE_ENDING).is_empty()
    }

    /// Whether both tokens stand in one sentence.
    #[inline]
    pub(crate) fn together(&self, a: usize, b: usize) -> bool {
        let s = self.reading.sentence_of;
        a < s.len() && b < s.len() && s[a] == s[b]
    }

    /// Whether a token is the first word of its sentence (marks before it do not count).
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        let mut i = at;
        while i > 0 && self.together(i - 1, at) {
            i -= 1;
            if matches!(self.tokens()[i].shape, Shape::Word | Shape::Digits) || matches!(self.mark(i), ',' | ')') {
                return self.mark(i) == '.' || self.enumerates(i, at);
            }
            if matches!(self.mark(i), ':' | '•' | '–' | '—' | '*') {
                return true;
            }
        }
        true
    }

    /// `1. `, `a) ` before the first word.
    fn enumerates(&self, i: usize, at: usize) -> bool {
        self.tokens()[i].shape == Shape::Digits
            && i + 2 == at
            && matches!(self.mark(i + 1), '.' | ')')
            && (i == 0 || !self.together(i - 1, i))
    }

    /// Whether a token can be a word of a name: capitals, or digits right before letters.
    #[inline]
    pub(crate) fn namelike(&self, at: usize) -> bool {
        let Some(t) = self.tokens().get(at) else { return false };
        match t.shape {
            Shape::Word => t.caps != 0,
            _ => false,
        }
    }

    #[inline]
    pub(crate) fn is(&self, at: usize, class: ClassId) -> bool {
        self.reading.is(at, class)
    }

    /// A token of one class by itself: the row covers exactly this token.
    #[inline]
    pub(crate) fn is_alone(&self, at: usize, class: ClassId) -> bool {
        self.reading.lexemes.may_have(at, class) && self.reading.lexemes.at(at).iter().any(|l| l.class == class && l.end as usize == at + 1)
    }

    /// Whether a token is a function word of any language.
    #[inline]
    pub(crate) fn function(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(Languages::is_function)
    }

    /// Whether a row of a class covers exactly these tokens.
    #[inline]
    pub(crate) fn spans(&self, start: usize, end: usize, class: ClassId) -> bool {
        self.reading.lexemes.may_have(start, class)
            && self.reading.lexemes.at(start).iter().any(|l| l.class == class && l.end as usize == end)
    }

    /// The hash of a token's folded form, as the vocabulary has it.
    #[inline]
    pub(crate) fn hash(&self, at: usize) -> u64 {
        self.tokens().get(at).map_or_else(|| Folder::new().finish(), |t| t.hash)
    }

    /// Whether the word of a token stands without a capital elsewhere: its capital only opens the sentence.
    pub(crate) fn appears_lower(&self, at: usize) -> bool {
        let t = &self.tokens()[at];
        let same = |o: &Token| o.hash == t.hash && o.shape == Shape::Word && o.caps == 0 && o.len == t.len;
        let may = || self.small.get_or_init(|| SmallWords::of(self.tokens())).may_have(t.hash);
        // a short text is looked through as fast
        (self.tokens().len() < SHORT || may()) && self.tokens().iter().any(same)
    }

    /// Whether a word and the one behind it, both with capitals, stand so inside a sentence somewhere: the first one's capital does
    /// not only open its sentence.
    pub(crate) fn goes_together(&self, at: usize) -> bool {
        let pair = |at: usize| self.tokens()[at].hash.rotate_left(7) ^ self.hash(at + 1);
        let capital = |at: usize| self.tokens().get(at).is_some_and(|t| t.shape == Shape::Word && t.capitalized());
        let both = |at: usize| capital(at) && capital(at + 1) && self.together(at, at + 1) && !self.tokens()[at + 1].is(LINE);
        let inside = |at: &usize| both(*at) && !self.loud(*at) && !self.opens_sentence(*at);
        both(at) && self.pairs.get_or_init(|| self.places().filter(inside).map(pair).collect()).contains(&pair(at))
    }

    /// Whether a word with a capital is joined to the same other one by `de` or `of` in more sentences than one: `Pain d'Antan` that
    /// sells and owes is called so, as one that is spoken of once may not be.
    pub(crate) fn linked(&self, at: usize) -> bool {
        let other = [
            class::COMPANY_TITLE,
            class::PERSON_TITLE,
            class::INSTITUTION,
            class::INSTITUTION_BEFORE,
            class::OTHER_NOUN,
            class::GIVEN_NAME,
            class::PLACE,
            class::DEMONYM,
            class::CALENDAR_NAME,
        ];
        let plain = |at: usize| {
            let t = &self.tokens()[at];
            t.shape == Shape::Word && t.capitalized() && t.len > 2 && !self.loud(at) && !self.function(at) && !self.certain(at)
        };
        let pair = |at: usize| {
            let to = Some(at).filter(|at| plain(*at)).and_then(|at| super::extent::linked(self, at)).filter(|to| !self.certain(*to))?;
            (!other.iter().any(|c| self.is(at, *c))).then(|| self.hash(at).rotate_left(9) ^ self.hash(to))
        };
        let Some(here) = pair(at) else { return false };
        let links = self.links.get_or_init(|| {
            let (mut seen, mut last) = (FxHashMap::default(), FxHashMap::default());
            for (pair, sentence) in self.places().filter_map(|at| Some((pair(at)?, self.reading.sentence_of[at]))) {
                if last.insert(pair, sentence) != Some(sentence) {
                    *seen.entry(pair).or_default() += 1;
                }
            }
            seen
        });
        links.get(&here).is_some_and(|n| *n > 1)
    }

    /// A person's given name: `Claude`, `Jean-Pierre`; one past its last token.
    pub(crate) fn given_name(&self, at: usize) -> Option<usize> {
        let t = self.tokens().get(at)?;
        if t.shape != Shape::Word || !t.capitalized() || !self.is(at, class::GIVEN_NAME) {
            return None;
        }
        let end = self.reading.lexemes.longest(at, class::GIVEN_NAME)?.end as usize;
        // In August GM announced
        if self.is(at, class::CALENDAR_NAME) && self.past_date(at) > at {
            return None;
        }
        match (self.tokens().get(end), self.tokens().get(end + 1)) {
            (Some(h), Some(n)) if h.shape == Shape::Hyphen && h.glued() && n.glued() && n.capitalized() => Some(end + 2),
            _ => Some(end),
        }
    }

    /// Whether a person's given name, initial or title stands right before a token.
    pub(crate) fn person_before(&self, at: usize) -> bool {
        if at == 0 || !self.together(at - 1, at) {
            return false;
        }
        let (t, before) = (&self.tokens()[at], &self.tokens()[at - 1]);
        if t.is(LINE) {
            return false;
        }
        if self.reading.lexemes.ending(at, class::PERSON_TITLE, 3).is_some() {
            return true;
        }
        // an initial: John D. Ford
        if before.shape == Shape::Other && self.mark(at - 1) == '.' && before.glued() && at >= 3 {
            let initial = &self.tokens()[at - 2];
            return initial.shape == Shape::Word && initial.len == 1 && initial.capitalized() && self.tokens()[at - 3].capitalized();
        }
        if before.shape != Shape::Word || !before.capitalized() || t.glued() || self.candidate(at - 1).is_some_and(|_| self.certain(at - 1))
        {
            return false;
        }
        let month = self.is(at - 1, class::CALENDAR_NAME) && self.past_date(at - 1) == at;
        let given = self.reading.lexemes.ending(at, class::GIVEN_NAME, 2).filter(|_| !month);
        if given.is_some_and(|l| self.tokens()[l.start as usize].capitalized()) {
            return true;
        }
        // Jean-Unknown Ford
        at >= 3 && self.tokens()[at - 2].shape == Shape::Hyphen && self.is(at - 3, class::GIVEN_NAME)
    }

    /// An amount, a percentage or a count between two tokens.
    pub(crate) fn quantity_between(&self, from: usize, to: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens().get(from), self.tokens().get(to.saturating_sub(1))) else { return false };
        let first = self.quantities.partition_point(|m| m.span.start < a.start);
        self.quantities[first..].iter().take_while(|m| m.span.start <= b.start).any(|m| m.kind != Kind::Date)
    }

    /// Whether an amount, a date or a count covers a token.
    pub(crate) fn quantity_over(&self, at: usize) -> bool {
        let Some(t) = self.tokens().get(at) else { return false };
        let until = self.quantities.partition_point(|m| m.span.start < t.end);
        self.quantities[..until].iter().rev().take(4).any(|m| m.span.end > t.start)
    }

    /// A headcount between two tokens.
    pub(crate) fn people_between(&self, from: usize, to: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens().get(from), self.tokens().get(to.saturating_sub(1))) else { return false };
        let first = self.quantities.partition_point(|m| m.span.start < a.start);
        self.quantities[first..].iter().take_while(|m| m.span.start <= b.start).any(|m| m.kind == Kind::Headcount)
    }

    /// A percentage between two tokens.
    pub(crate) fn percent_between(&self, from: usize, to: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens().get(from), self.tokens().get(to.saturating_sub(1))) else { return false };
        let first = self.quantities.partition_point(|m| m.span.start < a.start);
        self.quantities[first..].iter().take_while(|m| m.span.start <= b.start).any(|m| m.kind == Kind::Percent)
    }

    /// Whether a row of a class starts between two tokens.
    pub(crate) fn spoken_of(&self, from: usize, to: usize, class: ClassId) -> bool {
        (from..to).any(|i| self.is(i, class))
    }

    /// Whether a sum of money starts at a token.
    pub(crate) fn opens_sum(&self, at: usize) -> bool {
        let Some(t) = self.tokens().get(at) else { return false };
        let from = self.quantities.partition_point(|m| m.span.start < t.start);
        self.quantities[from..].iter().take_while(|m| m.span.start == t.start).any(|m| m.kind == Kind::Money)
    }

    /// Whether a sum of money ends right before a token.
    pub(crate) fn sum_ends(&self, at: usize) -> bool {
        let Some(t) = at.checked_sub(1).and_then(|i| self.tokens().get(i)) else { return false };
        let until = self.quantities.partition_point(|m| m.span.start < t.end);
        self.quantities[..until].last().is_some_and(|m| m.kind == Kind::Money && m.span.end == t.end)
    }

    /// A sum of money that starts at a token and is no price.
    pub(crate) fn large_sum(&self, at: usize) -> Option<&'a Mention> {
        let start = self.tokens().get(at)?.start;
        let m = self.quantities.get(self.quantities.partition_point(|m| m.span.start < start))?;
        let large = matches!(&m.value, Value::Amount(a) if a.low >= Decimal::from(LARGE));
        (m.span.start == start && m.kind == Kind::Money && large).then_some(m)
    }

    /// Whether such a sum starts between two tokens.
    pub(crate) fn large_sum_in(&self, from: usize, to: usize) -> bool {
        let Some(first) = self.tokens().get(from).filter(|_| from < to) else { return false };
        let until = self.tokens().get(to).map_or(u32::MAX, |t| t.start);
        let from = self.quantities.partition_point(|m| m.span.start < first.start);
        let mut near = self.quantities[from..].iter().take_while(|m| m.span.start < until).filter(|m| m.kind == Kind::Money);
        near.any(|m| {
            let at = self.token_at(m.span.start);
            at < to && self.large_sum(at).is_some()
        })
    }

    /// The first token that ends behind a byte.
    pub(crate) fn token_at(&self, byte: u32) -> usize {
        self.tokens().partition_point(|t| t.end <= byte)
    }

    /// A sum of money between two tokens that may be the price of a thing.
    pub(crate) fn price_between(&self, from: usize, to: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens().get(from), self.tokens().get(to.saturating_sub(1))) else { return false };
        let first = self.quantities.partition_point(|m| m.span.start < a.start);
        let price = |m: &&Mention| m.kind == Kind::Money && matches!(&m.value, Value::Amount(v) if v.low < Decimal::from(LARGE));
        self.quantities[first..].iter().take_while(|m| m.span.start <= b.start).any(|m| price(&m))
    }

    /// One past the date that starts at a token, its article or preposition skipped; the token itself where none does.
    pub(crate) fn past_date(&self, at: usize) -> usize {
        let Some(t) = self.tokens().get(at) else { return at };
        let first = &self.quantities[self.quantities.partition_point(|m| m.span.start < t.start)..];
        let near = self.tokens().get(at + 1).filter(|_| t.caps == 0 && t.shape == Shape::Word);
        let starts = |m: &&Mention| m.span.start == t.start || near.is_some_and(|n| m.span.start == n.start);
        match first.first().filter(starts) {
            Some(m) if m.kind == Kind::Date => self.tokens().partition_point(|t| t.start < m.span.end),
            _ => at,
        }
    }

    /// Whether a date ends within two tokens before a token.
    pub(crate) fn past_date_before(&self, at: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens().get(at.saturating_sub(2)), self.tokens().get(at)) else { return false };
        let until = self.quantities.partition_point(|m| m.span.start < b.start);
        self.quantities[..until].iter().rev().take(2).any(|m| m.kind == Kind::Date && m.span.end > a.start)
    }

    /// Whether a word has the ending of a common noun: `Admission costs`, `Fabrication`.
    pub(crate) fn plain_noun(&self, at: usize) -> bool {
        let text = self.text(at);
        self.reading.lexicon.endings(class::NOUN_ENDING).iter().any(|(e, _)| text.ends_with(e.as_str()))
    }

    /// One past the last token of a token's sentence.
    pub(crate) fn sentence_end(&self, at: usize) -> usize {
        self.ends[self.reading.sentence_of[at] as usize] as usize
    }

    /// A line or paragraph starts at a token.
    #[inline]
    pub(crate) fn line_starts(&self, at: usize) -> bool {
        self.tokens().get(at).is_none_or(|t| t.is(LINE | PARAGRAPH))
    }

    #[inline]
    pub(crate) fn loud(&self, at: usize) -> bool {
        self.reading.sentence_of.get(at).is_some_and(|s| self.loud[*s as usize])
    }

    /// Words of an extent, hyphens and marks left out.
    pub(crate) fn words(&self, e: Extent) -> impl Iterator<Item = usize> + use<'a> {
        let tokens = self.tokens();
        (e.start..e.end).filter(move |i| matches!(tokens[*i].shape, Shape::Word | Shape::Digits))
    }
}

/// Bits of the words of a text that stand somewhere without a capital: most others are told from them by these alone.
#[derive(Debug, Default)]
pub(crate) struct SmallWords(Vec<u64>);

impl SmallWords {
    fn of(tokens: &[Token]) -> SmallWords {
        let mut words = SmallWords(vec![0; (tokens.len() / 8).next_power_of_two()]);
        for t in tokens.iter().filter(|t| t.caps == 0 && t.shape == Shape::Word) {
            let (place, bit) = words.place(t.hash);
            words.0[place] |= bit;
        }
        words
    }

    /// Whether a word may be one of them: no is sure.
    fn may_have(&self, hash: u64) -> bool {
        let (place, bit) = self.place(hash);
        self.0[place] & bit != 0
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 7) as usize & (self.0.len() - 1), 1 << (hash >> 1 & 63))
    }
}

/// For each token, the candidate that covers it; and the tokens that can be in a name.
pub(crate) fn cover(tokens: &[Token], candidates: &[Candidate], out: &mut Vec<u32>, places: &mut Vec<u32>) {
    out.clear();
    out.resize(tokens.len(), NONE);
    for (i, c) in candidates.iter().enumerate() {
        out[c.start..c.end].fill(i as u32);
    }
    places.clear();
    for (i, t) in tokens.iter().enumerate() {
        if t.caps != 0 || t.shape == Shape::Digits || out[i] != NONE {
            places.push(i as u32);
        }
    }
}

/// For each sentence, whether nearly all its longer words are capitalized, and one past its last token.
pub(crate) fn loudness(reading: &Reading<'_>, sentences: usize, out: &mut Vec<bool>, ends: &mut Vec<u32>) {
    out.clear();
    out.resize(sentences, false);
    ends.clear();
    ends.resize(sentences, 0);
    let mut at = 0;
    let tokens = reading.tokens;
    while at < tokens.len() {
        let sentence = reading.sentence_of[at];
        let (mut long, mut capitals, mut shouted) = (0, 0, 0);
        while at < tokens.len() && reading.sentence_of[at] == sentence {
            let t = &tokens[at];
            if t.shape == Shape::Word && t.len > 3 {
                long += 1;
                if t.capitalized() {
                    capitals += 1;
                    shouted += u32::from(t.all_caps());
                }
            }
            at += 1;
        }
        ends[sentence as usize] = at as u32;
        // a headline in title case ends in no full stop
        let stopped = reading.mark(at - 1) == '.';
        out[sentence as usize] = long >= 4 && (if stopped { shouted } else { capitals }) * 10 >= long * 8;
    }
}
