//! Companies named by what they make or own: `l'éditeur de Windows`, `the owner of Instagram`, `the iPhone maker`.

use super::parties::Party;
use super::roles::Roles;
use super::sentence::Placed;
use crate::dictionary::{ClassId, class};
use crate::document::Kind;

/// Words that may describe the maker before it is said of what: `l'éditeur américain de Windows`.
const BETWEEN: usize = 2;

/// A phrase that means the maker or owner of what it names.
pub(super) struct Maker {
    /// First token and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// None where the dictionary does not know whose company it is.
    pub(super) company: Option<Party>,
}

impl Roles<'_, '_> {
    /// The phrase of a noun of makers and owners beside a name; of a product whose owner is unknown it stands for nobody else.
    pub(super) fn maker(&self, p: Placed) -> Option<Maker> {
        let s = self.s;
        let named = s.party(p)?;
        if s.kind(p) == Kind::Product {
            let made = |start: usize| (start, p.end);
            let found = self.told_of(p, class::MAKER).map(made).or_else(|| self.called_behind(p, class::MAKER_BEHIND));
            let (start, end) = found.or_else(|| self.owned_before(p)).or_else(|| self.called_behind(p, class::OWNER_NOUN))?;
            return Some(Maker { start, end, company: Some(s.parties.company(&named.owner)?) });
        }
        // will become the owner of X: who that is the verb's subject says
        let free = |start: &usize| !self.triggers.iter().any(|t| t.is_verb() && t.start <= *start && *start < t.end);
        let owner = |start: usize| (start, p.end);
        let found = self.told_of(p, class::OWNER_NOUN).filter(free).map(owner).or_else(|| self.owned_before(p));
        let (start, end) = found.or_else(|| self.called_behind(p, class::OWNER_NOUN))?;
        // Google's parent Alphabet: the name behind says who
        let said = end < s.hi && end > p.end && s.named(end);
        Some(Maker { start, end, company: s.parties.company(&named.parent).filter(|_| !said) })
    }

    /// `Google's parent company`.
    fn owned_before(&self, p: Placed) -> Option<(usize, usize)> {
        let s = self.s;
        let (end, _) = s.word_at(s.possessive_at(p.end)?, class::OWNER_NOUN)?;
        Some((p.start, end))
    }

    /// `the maker of the iPhone`, `le fabricant des boules Lindor`, `la maison mère de X`: where the phrase starts.
    fn told_of(&self, p: Placed, noun: ClassId) -> Option<usize> {
        let s = self.s;
        let word = |i: usize| s.at(i).is_none() && s.marker_at(i).is_none() && s.text(i).starts_with(char::is_lowercase);
        let product = s.kind(p) == Kind::Product;
        let kinds = if product { BETWEEN } else { 0 };
        let of = (p.start.saturating_sub(kinds).max(s.lo)..=p.start).rev().take_while(|at| (*at..p.start).all(word)).find_map(|at| {
            let article = s.word_before(at, class::DEFINITE_ARTICLE).map_or(at, |(start, _)| start);
            s.word_before(article, class::M_OF)
        });
        let (of, _) = of?;
        let lowest = of.saturating_sub(BETWEEN).max(s.lo);
        let (at, _) = (lowest..=of).rev().take_while(|end| (*end..of).all(word)).find_map(|end| s.word_before(end, noun))?;
        // au fabricant: the article is in the preposition
        let whole = || s.word_before(at, class::WITH_ARTICLE).map(|_| at);
        s.word_before(at, class::DEFINITE_DETERMINER).map(|(start, _)| start).or_else(whole)
    }

    /// `the iPhone maker`, `the Google parent`, but not `the iPhone maker Apple`, which says who.
    fn called_behind(&self, p: Placed, noun: ClassId) -> Option<(usize, usize)> {
        let s = self.s;
        let (end, _) = s.word_at(p.end, noun)?;
        let (start, _) = s.word_before(p.start, class::FAR_DETERMINER)?;
        (end == s.hi || !s.named(end)).then_some((start, end))
    }
}
