//! Companies named by what they make or own: `l'éditeur de Windows`, `the owner of Instagram`, `the iPhone maker`.

use super::parties::Party;
use super::roles::Roles;
use super::sentence::Placed;
use crate::dictionary::class;
use crate::document::Kind;

/// Words that may describe the maker before it is said of what: `l'éditeur américain de Windows`.
const BETWEEN: usize = 2;

impl Roles<'_, '_> {
    /// The company that a noun of makers and owners beside a product's name means, with the first token of the phrase and one
    /// past its last; none where the product's owner is unknown.
    pub(super) fn maker(&self, p: Placed) -> Option<(usize, usize, Party)> {
        let s = self.s;
        if s.kind(p) != Kind::Product {
            return None;
        }
        let (start, end) = self.maker_of(p).map(|start| (start, p.end)).or_else(|| self.made_before(p))?;
        Some((start, end, s.parties.company(&s.party(p)?.owner)?))
    }

    /// `the maker of the iPhone`: where the phrase starts.
    fn maker_of(&self, p: Placed) -> Option<usize> {
        let s = self.s;
        let article = s.word_before(p.start, class::DEFINITE_ARTICLE).map_or(p.start, |(start, _)| start);
        let (of, _) = s.word_before(article, class::M_OF)?;
        let lowest = of.saturating_sub(BETWEEN).max(s.lo);
        let word = |i: usize| s.at(i).is_none() && s.marker_at(i).is_none() && s.text(i).starts_with(char::is_lowercase);
        let (noun, _) = (lowest..=of).rev().take_while(|end| (*end..of).all(word)).find_map(|end| s.word_before(end, class::MAKER))?;
        let (start, _) = s.word_before(noun, class::DEFINITE_DETERMINER)?;
        Some(start)
    }

    /// `the iPhone maker`, but not `the iPhone maker Apple`, which says who.
    fn made_before(&self, p: Placed) -> Option<(usize, usize)> {
        let s = self.s;
        let (end, _) = s.word_at(p.end, class::MAKER_BEHIND)?;
        let (start, _) = s.word_before(p.start, class::FAR_DETERMINER)?;
        (end == s.hi || !s.named(end)).then_some((start, end))
    }
}
