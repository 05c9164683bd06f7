//! Authorities as parties of fines, lawsuits and contracts, named as the text names them.

use super::parties::Party;
use super::roles::{Filler, Roles};
use super::sentence::Sentence;
use super::trigger::Trigger;
use crate::dictionary::class;
use crate::document::{Entity, Kind};
use crate::reading::tokens::Shape;

impl Sentence<'_> {
    /// One past the last token of an authority's name that starts at a token.
    pub(super) fn authority_at(&self, at: usize) -> Option<usize> {
        if let Some((end, _)) = self.word_at(at, class::AUTHORITY) {
            // La Commission européenne: behind the article a longer name
            let longer = self.is(at, class::DETERMINER) && self.authority_at(at + 1).is_some_and(|e| e > end);
            // l'État de New York: what tells which one
            if let Some(longer) = self.common_authority(at).filter(|e| *e > end) {
                return Some(longer);
            }
            // Federal Court of Australia
            let of = self
                .word_at(end, class::M_OF)
                .map(|(place, _)| place)
                .filter(|p| end > at + 1 && self.is(end, class::AUTHORITY_LINK) && self.is(*p, class::PLACE));
            return (!longer).then_some(of.map_or(end, |place| place + 1));
        }
        if at >= self.hi {
            return None;
        }
        if let Some(end) = self.common_authority(at) {
            return Some(end);
        }
        // La Commission: its name begins behind the article
        if !self.r.tokens[at].capitalized() || self.is(at, class::DETERMINER) {
            return None;
        }
        // Nigeria Data Protection Commission; Autorité de régulation des télécommunications
        let mut end = at;
        let mut head = false;
        while end < self.hi && end < at + 12 {
            let t = &self.r.tokens[end];
            if t.shape == Shape::Word && t.capitalized() {
                head |= self.is(end, class::AUTHORITY_HEAD);
                end += 1;
            } else if let Some(next) = self.authority_for(end).filter(|_| head) {
                // of Justice; de régulation; des télécommunications
                end = next;
            } else if let Some(next) = self.authority_for(end + 1).filter(|_| head && self.is(end, class::CONJUNCTION)) {
                // de l'informatique et des libertés
                end = next;
            } else if head
                && t.shape == Shape::Word
                && end == at + 1
                && (self.r.lexemes.at(end).is_empty() || self.is(end, class::DEMONYM) || self.is(end, class::AUTHORITY_ADJECTIVE))
            {
                // Tribunal administratif, Conseil norvégien
                end += 1;
            } else if end > at && self.is(end, class::AUTHORITY_LINK) && self.capital(end + 1) {
                end += 1;
            } else {
                break;
            }
        }
        head.then_some(end)
    }

    /// `ministère indien de la Défense`, `gendarme britannique de la finance`, `German watchdog BfDI`: a common noun for an
    /// authority with what tells which one; one past it.
    fn common_authority(&self, at: usize) -> Option<usize> {
        let lower = |i: usize| i < self.hi && self.r.tokens[i].shape == Shape::Word && self.r.tokens[i].caps == 0 && self.at(i).is_none();
        let described = |i: usize| self.is(i, class::DEMONYM) || self.is(i, class::AUTHORITY_ADJECTIVE);
        let mut noun = at;
        // Bradford magistrates, Texas regulators: the place that it is of
        while noun < at + 2
            && self.capital(noun)
            && self.at(noun).is_none()
            && self.marker_at(noun).is_none()
            && !self.is(noun, class::DETERMINER)
        {
            noun += 1;
        }
        if let Some((end, _)) = self.word_at(noun, class::PLACE_AUTHORITY).filter(|_| noun > at) {
            return Some(end);
        }
        let mut noun = at;
        // the German data protection watchdog; New Jersey's consumer regulator begins behind its possessive
        while noun < at + 4 && noun < self.hi && !self.is(noun, class::AUTHORITY_NOUN) {
            if !described(noun) || self.at(noun).is_some() {
                return None;
            }
            noun += 1;
        }
        let (mut end, _) = self.word_at(noun, class::AUTHORITY_NOUN)?;
        // the competition watchdog
        let mut told = noun > at || end > noun + 1;
        // la Marine indienne
        let demonym = self.is(end, class::DEMONYM) && self.at(end).is_none();
        for _ in 0..3 {
            if end < self.hi && described(end) && self.at(end).is_none() {
                end += 1;
                told = true;
                continue;
            }
            let Some((of, _)) = self.word_at(end, class::M_OF) else { break };
            let of = self.word_at(of, class::DETERMINER).map_or(of, |(e, _)| e);
            let words = |i: usize| i < self.hi && self.r.tokens[i].shape == Shape::Word && self.at(i).is_none() && !self.is(i, class::AUX);
            // de la Défense, du commerce; but not `du ministère qui`
            if !words(of) || self.marker_at(of).is_some() || self.is(of, class::RELATIVE) {
                break;
            }
            end = of + 1;
            while self.capital(end) && self.at(end).is_none()
                || end + 1 < self.hi && self.mark(end) == '-' && self.capital(of) && words(end + 1)
            {
                end += 1 + usize::from(self.mark(end) == '-');
            }
            told = true;
        }
        // région Île-de-France, watchdog BfDI
        let mut name = end;
        while name < end + 5 && self.capital(name) && self.at(name).is_none() {
            name += 1;
            while name + 1 < self.hi && self.mark(name) == '-' && self.r.tokens[name].glued() && self.r.tokens[name + 1].glued() {
                name += 2;
            }
        }
        let named = name > end;
        // Chilean state miner X: a firm
        if !named && lower(end) && [class::COMPANY_NOUN, class::TRADE, class::MAKER].iter().any(|c| self.is(end, *c)) {
            let firm = (end + 1..self.hi.min(end + 4)).find_map(|i| self.entity_at(i));
            if firm.is_some() {
                return None;
            }
        }
        (told && (lower(noun) || demonym || self.is(noun, class::AUTHORITY)) || named).then_some(name)
    }

    /// The first token of an authority's name that ends right before a token.
    pub(super) fn authority_before(&self, end: usize) -> Option<usize> {
        if let Some((start, _)) = self.word_before(end, class::AUTHORITY) {
            return Some(start);
        }
        (end.saturating_sub(9).max(self.lo)..end).find(|i| self.authority_at(*i).is_some_and(|e| e == end))
    }

    /// One past what an authority is for: `of Justice`, `de l'informatique`.
    fn authority_for(&self, at: usize) -> Option<usize> {
        let (of, _) = self.word_at(at, class::M_OF)?;
        let word = self.word_at(of, class::DEFINITE_ARTICLE).map_or(of, |(end, _)| self.past_apostrophe(end));
        self.plain_word(word).then_some(word + 1)
    }

    fn plain_word(&self, at: usize) -> bool {
        at < self.hi && self.r.tokens[at].shape == Shape::Word && self.at(at).is_none() && !self.is(at, class::AUX)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        at < self.hi && self.r.tokens[at].shape == Shape::Word && self.r.tokens[at].capitalized()
    }
}

impl Sentence<'_> {
    /// The authority that a sentence opens with, an article before it left out: `Ofgem said`, `The Commission has`.
    pub(super) fn leading_authority(&self) -> Option<Party> {
        let start = (self.lo..self.hi.min(self.lo + 2)).find(|i| self.authority_at(*i).is_some())?;
        let end = self.authority_at(start).filter(|_| self.entity_at(start).is_none())?;
        Some(self.as_written(start, end))
    }

    /// The one authority that a sentence names: `was fined £320,000 at Bristol Crown Court`.
    pub(super) fn sole_authority(&self) -> Option<Party> {
        let mut found: Option<(usize, usize)> = None;
        let mut at = self.lo;
        while at < self.hi {
            let Some(end) = self.authority_at(at).filter(|_| self.entity_at(at).is_none()) else {
                at += 1;
                continue;
            };
            if found.replace((at, end)).is_some() {
                return None;
            }
            at = end.max(at + 1);
        }
        found.map(|(start, end)| self.as_written(start, end))
    }

    /// An authority named as it is written.
    fn as_written(&self, start: usize, end: usize) -> Party {
        let name = self.r.span(start, end).of(self.r.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Entity { name: name.into(), ..Entity::default() }.into()
    }
}

impl Roles<'_, '_> {
    /// The authority that the clause which reaches up to a token has as its subject, if no company stands there.
    pub(super) fn authority_of_clause(&self, end: usize) -> Option<Filler> {
        let s = self.s;
        let lo = (s.lo..end).rev().find(|i| s.is(*i, class::CLAUSE) || matches!(s.mark(*i), ';' | ':' | ',')).map_or(s.lo, |i| i + 1);
        let first = (lo..end).find(|i| s.entity_at(*i).is_some() || s.authority_at(*i).is_some())?;
        let stop = s.authority_at(first).filter(|e| *e <= end && s.entity_at(first).is_none())?;
        Some(self.authority(first, stop))
    }

    /// `Finma, the Swiss watchdog,`: the name that a common noun describes.
    fn named_authority(&self, start: usize) -> Option<(usize, usize)> {
        let s = self.s;
        let comma = s.word_before(start, class::DETERMINER).map(|(a, _)| a)?.checked_sub(1).filter(|c| *c > s.lo && s.mark(*c) == ',')?;
        let name =
            |i: usize| s.r.tokens[i].shape == Shape::Word && s.r.tokens[i].capitalized() && s.at(i).is_none() && s.marker_at(i).is_none();
        let first = (s.lo..comma).rev().take(5).take_while(|i| name(*i)).last()?;
        let opens = first == s.lo
            || s.marker_at(first - 1) == Some(first)
            || s.is(first - 1, class::DETERMINER)
            || s.mark(first - 1) == ','
            || s.r.tokens[first - 1].shape == Shape::Apostrophe;
        opens.then_some((first, comma))
    }

    /// `The regulator fined X`, `it fined X`, `fined by the watchdog`: the authority that the text has spoken of.
    pub(super) fn authority_spoken(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        // the regulator, la même autorité
        let article = |i: usize| [class::DETERMINER, class::DEMONSTRATIVE, class::WITH_ARTICLE].iter().any(|c| s.is(i, *c));
        let same = |i: usize| i > s.lo && s.word_at(i, class::DATE_SHIFT).is_some_and(|(_, w)| w.value == "named 0") && article(i - 1);
        let noun = |i: usize| s.is(i, class::AUTHORITY_NOUN) && i > s.lo && (article(i - 1) || same(i - 1));
        let pronoun = |i: usize| s.word_at(i, class::ANAPHOR).is_some_and(|(_, w)| w.value == "pronoun");
        let agent = if trigger.passive { s.word_at(trigger.end, class::M_BY)?.0 } else { trigger.group.saturating_sub(1).max(s.lo) };
        let told = (agent..agent + 3).any(noun) || agent > s.lo && noun(agent - 1);
        if !told && (trigger.passive || !pronoun(agent)) {
            return None;
        }
        let found = s.leading_authority().filter(|_| agent > s.lo + 2).or_else(|| self.focus.authority(!told).cloned())?;
        Some(self.absent(found, trigger.start, 0.85, "authority"))
    }

    /// `regulator Ofgem`: where the name begins in an authority's span that opens with a common noun.
    fn own_name(&self, start: usize, end: usize) -> usize {
        let s = self.s;
        let small = |i: &usize| s.r.tokens[*i].caps == 0;
        let noun = |i: usize| [class::AUTHORITY_NOUN, class::DEMONYM, class::AUTHORITY_ADJECTIVE].iter().any(|c| s.is(i, *c));
        match (start..end).rev().find(small) {
            Some(i) if i + 1 < end && noun(i) && (start..=i).any(|k| s.is(k, class::AUTHORITY_NOUN)) => i + 1,
            _ => start,
        }
    }

    /// An authority as filler, named as it is written.
    pub(super) fn authority(&self, start: usize, end: usize) -> Filler {
        let common = (start..end).any(|i| self.s.is(i, class::AUTHORITY_NOUN) && self.s.r.tokens[i].caps == 0);
        // le gendarme français de la vie privée: the one that the text has named
        let told = |i: usize| self.s.r.tokens[i].caps == 0;
        // but Finma, the Swiss watchdog, names it right here
        let here = self.named_authority(start).filter(|_| common);
        if let Some(named) = self.focus.authority(false).filter(|_| here.is_none() && common && (start..end).all(told)) {
            return Filler { start, end, ..self.absent(named.clone(), start, 0.95, "authority") };
        }
        let (start, end) = here.unwrap_or_else(|| (self.own_name(start, end), end));
        // The DPC’s largest fine
        let end = end - usize::from(end > start + 1 && self.s.r.tokens[end - 1].shape == Shape::Apostrophe);
        let entity = self.s.as_written(start, end);
        // the DPC: the Data Protection Commission that the text has named
        if let Some(named) = self.focus.authority(false).filter(|e| shortened(&e.name, &entity.name)) {
            return Filler { start, end, ..self.absent(named.clone(), start, 0.95, "authority") };
        }
        Filler { entity, kind: Kind::Company, start, end, weight: 0.95, why: "authority" }
    }
}

/// Whether a name is made of the first letters of the words of another one that have capitals.
fn shortened(whole: &str, short: &str) -> bool {
    let first = |w: &str| w.chars().next().filter(|c| c.is_uppercase());
    short.len() > 1 && whole.split([' ', '-', '\'', '’']).filter_map(first).eq(short.chars())
}
