//! Authorities as parties of fines, lawsuits and contracts, named as the text names them.

use super::roles::{Filler, Roles};
use super::sentence::Sentence;
use crate::dictionary::class;
use crate::document::{Entity, Kind};
use crate::reading::tokens::Shape;

impl Sentence<'_> {
    /// One past the last token of an authority's name that starts at a token.
    pub(super) fn authority_at(&self, at: usize) -> Option<usize> {
        if let Some((end, _)) = self.word_at(at, class::AUTHORITY) {
            return Some(end);
        }
        if at >= self.hi || !self.r.tokens[at].capitalized() {
            return None;
        }
        // Nigeria Data Protection Commission; Autorité de régulation des télécommunications
        let mut end = at;
        let mut head = false;
        while end < self.hi && end < at + 9 {
            let t = &self.r.tokens[end];
            if t.shape == Shape::Word && t.capitalized() {
                head |= self.is(end, class::AUTHORITY_HEAD);
                end += 1;
            } else if head && self.is(end, class::M_OF) && self.plain_word(end + 1) {
                // of Justice; de régulation; des télécommunications
                end += 2;
            } else if head && t.shape == Shape::Word && self.r.lexemes.at(end).is_empty() && end == at + 1 {
                // Tribunal administratif
                end += 1;
            } else if end > at && matches!(self.text(end), "of" | "and" | "for" | "et") && self.capital(end + 1) {
                end += 1;
            } else {
                break;
            }
        }
        head.then_some(end)
    }

    /// The first token of an authority's name that ends right before a token.
    pub(super) fn authority_before(&self, end: usize) -> Option<usize> {
        if let Some((start, _)) = self.word_before(end, class::AUTHORITY) {
            return Some(start);
        }
        (end.saturating_sub(9).max(self.lo)..end).find(|i| self.authority_at(*i).is_some_and(|e| e == end))
    }

    fn plain_word(&self, at: usize) -> bool {
        at < self.hi && self.r.tokens[at].shape == Shape::Word && self.at(at).is_none() && !self.is(at, class::AUX)
    }

    fn capital(&self, at: usize) -> bool {
        at < self.hi && self.r.tokens[at].shape == Shape::Word && self.r.tokens[at].capitalized()
    }
}

impl Roles<'_, '_> {
    /// An authority as filler, named as it is written.
    pub(super) fn authority(&self, start: usize, end: usize) -> Filler {
        let name = self.s.r.span(start, end).of(self.s.r.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = Entity { id: String::new(), name, owner: String::new(), sector: String::new(), country: String::new() };
        Filler { entity, kind: Kind::Company, start, end, weight: 0.95, why: "authority" }
    }
}
