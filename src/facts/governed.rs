//! What governs a name, and noun phrases that stand where names stand.

use super::sentence::{Placed, Sentence};
use crate::dictionary::{ClassId, Part, class, part};
use crate::document::Kind;
use crate::reading::lexemes::Stage;
use crate::reading::tokens::Shape;
use smallvec::SmallVec;

/// Classes of markers that govern a name.
pub(crate) type Governors = SmallVec<[ClassId; 4]>;

/// A token and what governs it.
pub(super) type Governed = (usize, Option<Governors>);

impl<'a> Sentence<'a> {
    /// The classes of the markers that end right before a token, determiners and company nouns between left out.
    pub(crate) fn governed_by(&self, token: usize) -> Option<Governors> {
        if let Some((_, known)) = self.governed.borrow().iter().find(|(t, _)| *t == token) {
            return known.clone();
        }
        let found = self.governors(token);
        self.governed.borrow_mut().push((token, found.clone()));
        found
    }

    /// The part of features that says what governs a name.
    pub(crate) fn governor(&self, p: Placed) -> &'static Part<'static> {
        let known = [
            (class::M_OF, part!("of")),
            (class::M_BY, part!("by")),
            (class::M_WITH, part!("with")),
            (class::M_IN, part!("in")),
            (class::M_FOR, part!("for")),
            (class::M_ACCORDING, part!("according")),
            (class::M_COMPARE, part!("compare")),
        ];
        match self.governed_by(p.start) {
            None => part!("none"),
            Some(c) => known.iter().find(|(k, _)| c.contains(k)).map_or(part!("marked"), |(_, n)| *n),
        }
    }

    fn governors(&self, token: usize) -> Option<Governors> {
        let mut at = token;
        // by X and Y: what governs the one governs the other
        while let Some(p) = self.word_before(at, class::CONJUNCTION).and_then(|(joint, _)| self.named_until(joint)) {
            at = p.start;
        }
        for _ in 0..5 {
            // a consortium led by X: the whole phrase stands before the name as an article does
            if let Some(start) = self.collective_before(at) {
                at = start;
                continue;
            }
            let markers = self.r.lexicon.markers();
            if self.r.lexemes.may_end(at, markers) {
                let mut classes = Governors::new();
                for start in at.saturating_sub(6).max(self.lo)..at {
                    if self.r.lexemes.concerns(start, Stage::Markers) {
                        let here = self.r.lexemes.at(start).iter().filter(|l| l.end as usize == at && markers.contains(l.class));
                        here.for_each(|l| classes.push(l.class));
                    }
                }
                if !classes.is_empty() {
                    return Some(classes);
                }
            }
            // with the company X, par le groupe X, par l'italien X, par le maroquinier espagnol X
            let before = |c| self.word_before(at, c).map(|(s, _)| s).filter(|s| self.r.tokens[*s].caps == 0);
            let describes = || before(class::DEMONYM).or_else(|| before(class::TRADE)).or_else(|| before(class::COMPANY_NOUN));
            at = self
                .word_before(at, class::DETERMINER)
                .or_else(|| self.word_before(at, class::ANAPHOR))
                .map(|(s, _)| s)
                .or_else(|| (at > self.lo && self.r.tokens[at - 1].shape == Shape::Apostrophe).then(|| at - 1))
                .or_else(describes)?;
        }
        None
    }

    /// The name that ends right before a token, a date of its own left out: `après X en 2022 et Y l'an dernier`.
    fn named_until(&self, end: usize) -> Option<Placed> {
        let last = end.checked_sub(1).filter(|i| *i >= self.lo)?;
        let date = self.at(last).filter(|p| self.kind(*p) == Kind::Date).map(|p| p.start);
        let Some(mut at) = date else { return self.entity_at(last) };
        // en 2022
        if at > self.lo && self.marker_at(at - 1) == Some(at) {
            at -= 1;
        }
        at.checked_sub(1).filter(|i| *i >= self.lo).and_then(|i| self.entity_at(i))
    }

    /// `a consortium of`, `un groupement formé de`: where a phrase that stands before names as an article does starts.
    fn collective_before(&self, end: usize) -> Option<usize> {
        self.word_before(end, class::DETERMINER).map(|(start, _)| start).filter(|start| start + 2 < end)
    }

    /// One past such a phrase that starts at a token.
    pub(crate) fn collective_at(&self, token: usize) -> Option<usize> {
        self.word_at(token, class::DETERMINER).map(|(end, _)| end).filter(|end| token + 2 < *end)
    }

    /// One past a pronoun of whoever speaks that starts at a token: `we`, `nous`.
    pub(crate) fn speaker_at(&self, token: usize) -> Option<usize> {
        self.word_at(token, class::ANAPHOR).filter(|(_, w)| w.value == "speaker").map(|(end, _)| end)
    }

    /// A noun phrase for the company spoken of that ends before a token, with what it says of it:
    /// `the group`, `the Bergen-based group`, `le constructeur`.
    pub(crate) fn anaphor_before(&self, end: usize) -> Option<(usize, &'a str)> {
        if let Some((start, w)) = self.word_before(end, class::ANAPHOR) {
            return Some((start, w.value));
        }
        // le charcutier vendéen, the Danish brewer: a trade that a person may have too, but of a country or place it is a firm's
        let placed = |noun: usize| self.is(end, class::DEMONYM) || noun > self.lo && self.word_before(noun, class::DEMONYM).is_some();
        let sure = self.word_before(end, class::COMPANY_NOUN).filter(|(noun, w)| w.value == "sure" || w.value == "person" && placed(*noun));
        let (noun, w) = sure.or_else(|| self.word_before(end, class::TRADE))?;
        let other = [class::RELATION_NOUN, class::SITE_NOUN, class::SEGMENT, class::PART].iter().any(|c| self.is(noun, *c));
        // la banque de X: of somebody named
        let of = self.word_at(end, class::M_OF).is_some_and(|(name, _)| self.entity_at(name).is_some());
        if w.surface().ends_with('s') || other || of {
            return None;
        }
        // le sellier, l'enseigne
        if noun > self.lo {
            if let Some((article, _)) = self.word_before(noun, class::DEFINITE_DETERMINER).filter(|(_, w)| w.value == "one") {
                return Some((article, "company"));
            }
        }
        for start in (noun.saturating_sub(5).max(self.lo)..noun).rev() {
            if self.is(start, class::FAR_DETERMINER) && self.is(start, class::DEFINITE_DETERMINER) {
                return Some((start, "company"));
            }
            let t = &self.r.tokens[start];
            // the FTSE 100 company
            let index = t.shape == Shape::Digits && self.word_before(start + 1, class::TOWN).is_some();
            if !matches!(t.shape, Shape::Word | Shape::Hyphen) && !index || self.at(start).is_some() || self.marker_at(start).is_some() {
                return None;
            }
        }
        None
    }
}
