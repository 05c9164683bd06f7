//! Companies told by another one that they belong to or deal with: `la filiale de X`, `the X-owned studio`, `le sous-traitant d'X`.

use super::roles::{Filler, Roles};
use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::Shape;

/// So many words may describe the noun, before or behind it: `l'ancienne filiale espagnole de`.
const DESCRIBED: usize = 2;

/// So many words may stand before the noun behind `X-owned`: `the X-owned video games studio`.
const KIND_OF: usize = 4;

impl Sentence<'_> {
    /// `KKR-owned retailer Y`, `the Tencent-backed Y`: one past the participle that a hyphen joins to a name, which only describes another.
    pub(super) fn past_describing(&self, p: Placed) -> Option<usize> {
        let hyphen = p.end < self.hi && self.r.tokens[p.end].shape == Shape::Hyphen && self.kind(p) == Kind::Company;
        if hyphen { self.word_at(p.end + 1, class::KIN_ADJECTIVE).map(|(end, _)| end) } else { None }
    }
}

impl Roles<'_, '_> {
    /// Whom a noun phrase around a name stands for that tells a company by its relation to the one named: the one spoken of, unless that
    /// is the one named. `None` where the name stands in no such phrase; nobody where it does and nobody else is spoken of.
    pub(super) fn related_to(&self, p: Placed) -> Option<Option<Filler>> {
        let s = self.s;
        if s.kind(p) != Kind::Company || self.maker(p).is_some() {
            return None;
        }
        let (start, end) = relation_before(s, p).or_else(|| relation_behind(s, p))?;
        if !self.subject_like(start) {
            return None;
        }
        let named = s.party(p)?;
        let found = self.group(start, 0.85).filter(|f| f.entity != *named);
        let other = || self.focus.other.as_ref().filter(|e| *e != named && !self.is_taken(e));
        let found = found.or_else(|| other().map(|e| self.absent(e.clone(), start, 0.7, "the other company")));
        Some(found.map(|f| Filler { start, end, ..f }))
    }
}

/// `la filiale espagnole du groupe X`, `the unit of South Africa's X`.
pub(super) fn relation_before(s: &Sentence<'_>, p: Placed) -> Option<(usize, usize)> {
    let word = |i: usize| s.at(i).is_none() && s.marker_at(i).is_none() && s.text(i).starts_with(char::is_lowercase);
    let mut of = p.start;
    let whose = s.word_before(of, class::POSSESSIVE_MARK).and_then(|(mark, _)| s.word_before(mark.checked_sub(1)?, class::PLACE));
    if let Some((place, _)) = whose {
        of = place;
    }
    // du groupe X, of the lender X
    while let Some((start, _)) = [class::COMPANY_NOUN, class::TRADE, class::DEMONYM].iter().find_map(|c| s.word_before(of, *c)) {
        of = start;
    }
    let of = s.word_before(of, class::DEFINITE_ARTICLE).map_or(of, |(start, _)| start);
    let (of, _) = s.word_before(of, class::M_OF).or_else(|| s.word_before(of, class::M_TO))?;
    let noun = (of.saturating_sub(DESCRIBED).max(s.lo)..=of).rev().take_while(|end| (*end..of).all(word));
    let (noun, _) = noun.into_iter().find_map(|end| s.word_before(end, class::KIN_NOUN))?;
    let head = (noun.saturating_sub(DESCRIBED).max(s.lo)..=noun).rev().take_while(|at| (*at..noun).all(word));
    let article = head.into_iter().find_map(|at| s.word_before(at, class::DEFINITE_DETERMINER).filter(|(_, w)| w.value == "one"));
    article.map(|(start, _)| (start, p.end))
}

/// `the X subsidiary`, `the X-owned video games studio`, but not `the X unit Y`, which says who.
fn relation_behind(s: &Sentence<'_>, p: Placed) -> Option<(usize, usize)> {
    let (start, _) = s.word_before(p.start, class::DEFINITE_DETERMINER).filter(|(_, w)| w.value == "one")?;
    let end = match s.past_describing(p) {
        Some(from) => {
            let word = |i: usize| s.at(i).is_none() && s.text(i).starts_with(char::is_lowercase);
            let nouns = (from..s.hi.min(from + KIND_OF)).take_while(|i| word(*i));
            let firm =
                |i: usize| [class::COMPANY_NOUN, class::TRADE, class::ANAPHOR_BARE, class::KIN_NOUN].iter().find_map(|c| s.word_at(i, *c));
            nouns.into_iter().filter_map(firm).map(|(end, _)| end).max()?
        }
        None => s.word_at(p.end, class::KIN_NOUN)?.0,
    };
    (end == s.hi || !s.named(end)).then_some((start, end))
}
