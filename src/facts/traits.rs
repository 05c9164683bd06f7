//! What a text says of its companies, by which a later noun phrase is known to mean one of them:
//! `X, a pump maker in Warwick, … The Warwick company …`; `le rachat de la Biscuiterie Destrée … La biscuiterie …`.

use super::parties::{Parties, Party};
use crate::dictionary::{ClassId, class};
use crate::document::{Kind, Mention};
use crate::mentions::Reading;
use crate::reading::lexemes::ClassSet;
use crate::reading::lexemes::Stage;
use crate::reading::tokens::Shape;
use rustc_hash::FxHasher;
use smallvec::SmallVec;
use std::hash::Hasher;

/// Words read behind the comma of an apposition.
const APPOSITION: usize = 14;

/// Words read before a name.
const BEFORE: usize = 6;

/// So many letters of a word tell what it is about: `brasseur`, `brasserie`.
const STEM: usize = 6;

/// The words said of each company of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traits {
    of: Vec<Said>,
}

#[derive(Debug, Clone)]
struct Said {
    company: Party,
    /// The token at which it is named first.
    first: usize,
    /// With the token at which each is said.
    words: Vec<(u64, usize)>,
}

impl Traits {
    /// Reads what stands beside each mention of a company.
    pub(crate) fn new(r: &Reading<'_>, mentions: &[Mention], parties: &Parties<'_>) -> Traits {
        let mut of: Vec<Said> = Vec::new();
        for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.kind == Kind::Company) {
            let Some(company) = parties.of(i) else { continue };
            let start = r.tokens.partition_point(|t| t.end <= m.span.start);
            let end = r.tokens.partition_point(|t| t.start < m.span.end);
            let said = match of.iter().position(|s| s.company == *company) {
                Some(known) => &mut of[known],
                None => {
                    of.push(Said { company: company.clone(), first: start, words: Vec::new() });
                    let last = of.len() - 1;
                    &mut of[last]
                }
            };
            // MTN Cameroon is not what `the Cameroonian start-up` means
            let own = end - usize::from(end > start + 1 && r.is(end - 1, class::PLACE));
            let beside = (start..own).chain(before(r, start)).chain(behind(r, end));
            said.words.extend(beside.filter_map(|i| Some((stem(r, i)?, i))));
        }
        Traits { of }
    }

    /// The one company named before a phrase that starts at a token, of which the text says most of its words, if it says any.
    pub(crate) fn described(&self, start: usize, words: &[u64], fits: impl Fn(&Party) -> bool) -> Option<&Party> {
        if self.of.len() < 2 {
            return None;
        }
        // what the phrase itself says is no word said before
        let count = |s: &Said| words.iter().filter(|w| s.words.iter().any(|(word, at)| word == *w && *at < start)).count();
        let told = self.of.iter().filter(|s| s.first < start && fits(&s.company)).map(|s| (count(s), s));
        let best = told.clone().map(|(n, _)| n).max().filter(|n| *n > 0)?;
        let mut best = told.filter(|(n, _)| *n == best);
        best.next().filter(|_| best.next().is_none()).map(|(_, s)| &s.company)
    }
}

/// The words of a phrase that say something.
pub(crate) fn words(r: &Reading<'_>, phrase: std::ops::Range<usize>) -> SmallVec<[u64; 8]> {
    phrase.filter_map(|i| stem(r, i)).collect()
}

/// The words before a name up to an article, a preposition or a mark: `the bakery chain X`, `l'éditeur nantais X`.
fn before<'r>(r: &'r Reading<'_>, start: usize) -> impl Iterator<Item = usize> + use<'r> {
    let word = |i: &usize| matches!(r.tokens[*i].shape, Shape::Word | Shape::Hyphen);
    (start.saturating_sub(BEFORE)..start).rev().take_while(word).take_while(|i| !r.is(*i, class::DETERMINER))
}

/// The words of an apposition or of what a clause says of a name: `X, une entreprise familiale de Gembloux`, `X, qui fabrique des
/// batteries`, `X is a Stockholm start-up`.
fn behind<'r>(r: &'r Reading<'_>, end: usize) -> impl Iterator<Item = usize> + use<'r> {
    let n = r.tokens.len();
    let apposed = end + 1 < n && r.mark(end) == ',' && (r.is(end + 1, class::DETERMINER) || r.is(end + 1, class::RELATIVE_SUBJECT));
    let be = || r.word_at(end, class::AUX).is_some_and(|(_, w)| w.value == "passive");
    let told = end + 1 < n && r.is(end + 1, class::DETERMINER) && be();
    let from = end + if apposed && r.is(end + 1, class::RELATIVE_SUBJECT) { 2 } else { 1 };
    let reach = if apposed || told { from..n.min(from + APPOSITION) } else { 0..0 };
    let ends = |i: usize| matches!(r.mark(i), ',' | ';' | '.' | ')' | '(' | ':') || r.is(i, class::RELATIVE) || r.is(i, class::AUX);
    let sentence = r.sentence_of.get(end).copied();
    reach.take_while(move |i| !ends(*i) && r.sentence_of.get(*i).copied() == sentence)
}

/// The stem of a word that says something; none for articles, prepositions and nouns of any company.
fn stem(r: &Reading<'_>, at: usize) -> Option<u64> {
    let t = &r.tokens[at];
    if t.shape != Shape::Word || t.len < 4 || r.lexemes.concerns(at, Stage::Markers) {
        return None;
    }
    const PLAIN: &[ClassId] =
        &[class::DETERMINER, class::CONJUNCTION, class::RELATIVE, class::AUX, class::CLAUSE, class::PLAIN_COMPANY, class::ANAPHOR];
    if r.lexemes.starts(at, const { &ClassSet::of(PLAIN) }) && PLAIN.iter().any(|c| r.is(at, *c)) {
        return None;
    }
    let mut hasher = FxHasher::default();
    for c in r.token_text(at).chars().take(STEM) {
        match c.is_ascii() {
            true => hasher.write_u32(c.to_ascii_lowercase() as u32),
            false => c.to_lowercase().for_each(|c| hasher.write_u32(c as u32)),
        }
    }
    Some(hasher.finish())
}
