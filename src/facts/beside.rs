//! Names beside a figure or noun that has no verb: list lines, appositions, clauses that leave their verb out.

use super::roles::{Filler, Fillers, Roles};
use super::trigger::Trigger;
use crate::dictionary::{Role, class};
use crate::document::Kind;
use crate::reading::lexemes::ClassSet;
use crate::reading::tokens::Shape;

impl Roles<'_, '_> {
    /// `iPhone 16: €969`, `Switch 2 is $449`, `Max, un abonnement à 5,99 €`: the name that the trigger says something of.
    pub(super) fn apposed(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let mut joined = false;
        let mut words = 0;
        let mut i = trigger.start;
        while i > s.lo && words <= 3 {
            i -= 1;
            if let Some(p) = s.entity_at(i) {
                return if joined { self.filler(p, 0.9, "named right before") } else { None };
            }
            if let Some(p) = s.at(i) {
                // £249 (US$279)
                if s.kind(p) != Kind::Money {
                    return None;
                }
                i = p.start;
                continue;
            }
            match s.mark(i) {
                ',' | ':' | '(' | '–' | '—' | '-' => joined = true,
                ')' => {}
                _ if s.is(i, class::RELATIVE) || s.is(i, class::CONJUNCTION) || s.is(i, class::CLAUSE) => return None,
                _ if s.word_at(i, class::AUX).is_some_and(|(_, w)| w.value == "passive") => joined = true,
                _ => words += 1,
            }
        }
        None
    }

    /// `charges $20 a month for X`, `facture 20 euros par mois son abonnement X`: what stands behind the amount of a verb.
    pub(super) fn charged(&self, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        let amount = s.placed.iter().find(|p| p.start >= trigger.end && p.start <= trigger.end + 3 && s.kind(**p) == Kind::Money);
        let Some(amount) = amount.filter(|p| (trigger.end..p.start).all(|i| s.mark(i) == '\0')) else { return Fillers::new() };
        let end = self.past_per(amount.end);
        let from = s.word_at(end, class::M_FOR).map_or(end, |(end, _)| end);
        // and will be part of X: another verb
        let opens = from > end || s.is(end, class::DETERMINER) || s.is(end, class::ANAPHOR) || s.entity_at(end).is_some();
        if opens { self.reach(from, 7, false, role) } else { Fillers::new() }
    }

    /// `At $20 a month, X is`, `À 969 euros, le X`: what is spoken of behind an amount that opens its sentence.
    pub(super) fn opening(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        let s = self.s;
        let marked = trigger.own.is_some() && trigger.start <= s.lo + 3 && s.word_before(trigger.start, class::M_PRICE).is_some();
        let comma = self.past_per(trigger.end);
        if !marked || comma + 1 >= s.hi || s.mark(comma) != ',' || (s.lo..trigger.start).any(|i| s.at(i).is_some()) {
            return None;
        }
        let described = |i: &usize| s.at(*i).is_some() || s.is(*i, class::DETERMINER) || s.r.tokens[*i].shape == Shape::Apostrophe;
        let name = (comma + 1..s.hi.min(comma + 4)).take_while(described).find_map(|i| s.entity_at(i));
        if let Some(p) = name {
            return self.filler(p, 0.9, "subject behind the opening phrase").filter(|f| role.kinds.contains(&f.kind));
        }
        let (end, _) = s.word_at(comma + 1, class::ANAPHOR)?;
        self.anaphor(comma + 1, end, role)
    }

    /// One past the words that say what an amount is for each of: `a month`, `par mois`, `per seat`.
    fn past_per(&self, end: usize) -> usize {
        let s = self.s;
        match s.word_at(end, class::PER_MARKER) {
            Some((unit, _)) if unit + 1 < s.hi && s.at(unit).is_none() => unit + 1,
            _ => s.word_at(end, class::PER).map_or(end, |(end, _)| end),
        }
    }

    /// `its largest shareholder, X,`; `le premier actionnaire du groupe est X`: the name that a noun is said of.
    pub(super) fn named_behind(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let mut joined = false;
        for i in trigger.end..s.hi.min(trigger.end + 9) {
            if let Some(p) = s.entity_at(i) {
                let plain = s.kind(p) == Kind::Company && s.possessive_at(p.end).is_none();
                return if joined && plain && s.governed_by(p.start).is_none() { self.filler(p, 0.9, "named right behind") } else { None };
            }
            let be = s.word_at(i, class::AUX).is_some_and(|(_, w)| w.value == "passive");
            match s.text(i) {
                "," | ":" | "(" | "–" | "—" => joined = true,
                _ if be => joined = true,
                _ if s.at(i).is_some() || s.unknown_name(i) || s.is(i, class::RELATIVE) || s.is(i, class::CONJUNCTION) => return None,
                _ if self.triggers.iter().any(|t| t.is_verb() && t.start == i) => return None,
                _ => {}
            }
        }
        None
    }

    /// `X employs 650 people, Y some 3,000`: the name between a comma and a figure, without a verb of its own.
    pub(super) fn gapped(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        for i in (trigger.start.saturating_sub(3).max(s.lo)..trigger.start).rev() {
            if let Some(p) = s.entity_at(i) {
                let joined =
                    p.start == s.lo || matches!(s.mark(p.start - 1), ',' | ';') || s.word_before(p.start, class::CONJUNCTION).is_some();
                return if joined { self.filler(p, 0.9, "named right before the figure") } else { None };
            }
            if s.marker_at(i).is_some()
                || self.triggers.iter().any(|t| t.is_verb() && t.group <= i && i < t.end)
                || s.is(i, class::POSSESSIVE_MARK)
            {
                return None;
            }
        }
        None
    }

    /// `X (210 salariés)`, `X, 1 200 salariés, va …`: the name whose bracket or insertion a figure stands in.
    pub(super) fn inserted(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        let s = self.s;
        let verb = |i: usize| self.triggers.iter().any(|t| t.is_verb() && t.start <= i && i < t.end);
        let mut words = 0;
        let mut i = trigger.start;
        while i > s.lo {
            i -= 1;
            // X (14 M€ de chiffre d'affaires en 2024, 190 salariés): the bracket goes on behind its commas
            let inner = |i: usize| s.bracketed(i) && s.entity_at(i - 1).is_none();
            let bracket = match s.mark(i) {
                '(' => true,
                ',' | ';' if inner(i) => continue,
                ',' | '–' | '—' if words <= 1 => false,
                _ if s.entity_at(i).is_some() || verb(i) || s.is(i, class::RELATIVE) || s.is(i, class::AUX) => return None,
                _ => {
                    match s.at(i) {
                        Some(p) => i = p.start,
                        None => words += 1,
                    }
                    continue;
                }
            };
            // pour la jeune entreprise (70 salariés)
            if let Some((start, "company")) = s.anaphor_before(i).filter(|_| bracket) {
                return self.anaphor(start, i, role);
            }
            let name = i.checked_sub(1).and_then(|k| s.entity_at(k)).filter(|p| p.start > s.lo || bracket || s.hi > trigger.end + 3)?;
            let mut close = trigger.end;
            while let Some(p) = s.at(close) {
                close = p.end;
            }
            let closed = close < s.hi && matches!(s.mark(close), ',' | '–' | '—') && (close..s.hi).any(|k| s.is(k, class::AUX) || verb(k));
            return if bracket || closed { self.filler(name, 0.95, "named before its bracket") } else { None };
        }
        None
    }

    /// `bought X, a wholesaler with sales of £5bn and 13,000 staff`: the name in whose apposition a figure stands.
    pub(super) fn apposition(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        const FIRM: &ClassSet = &ClassSet::of(&[class::COMPANY_NOUN, class::TRADE, class::MAKER, class::SMALL_FIRM]);
        // a maker of hand-held probes with 260 staff
        let compound = |i: usize| i > s.lo && s.r.tokens[i].glued() && s.r.tokens[i - 1].shape == Shape::Hyphen;
        let verb = |i: usize| self.triggers.iter().any(|t| t.finite() && t.start <= i && i < t.end && !compound(t.start));
        let (mut noun, mut commas) = (false, 0);
        for i in (s.lo..trigger.start).rev() {
            if matches!(s.mark(i), ';' | ':' | '(' | ')') || s.is(i, class::RELATIVE) || s.is(i, class::AUX) || verb(i) {
                return None;
            }
            noun |= s.r.lexemes.starts(i, FIRM) && s.at(i).is_none();
            if s.mark(i) == ',' {
                let name = i.checked_sub(1).and_then(|k| s.entity_at(k)).filter(|p| p.end == i && s.kind(*p) == Kind::Company);
                commas += 1;
                match name {
                    Some(p) => return if noun { self.filler(p, 0.9, "named before its apposition") } else { None },
                    None if commas > 2 => return None,
                    None => {}
                }
            } else if s.entity_at(i).is_some() {
                return None;
            }
        }
        None
    }

    /// `Zorblo passes 1 million downloads`: a sentence about somebody that nothing is known of.
    fn opens_with_stranger(&self) -> bool {
        let s = self.s;
        let first = &s.r.tokens[s.lo];
        let word = |i: usize| i < s.hi && s.r.tokens[i].shape == Shape::Word && s.at(i).is_none();
        word(s.lo) && first.capitalized() && s.r.lexemes.at(s.lo).is_empty() && word(s.lo + 1) && s.marker_at(s.lo + 1).is_none()
    }

    /// `Effectif : 450 salariés`, `3,4 M d'utilisateurs`: a figure that makes a line of its own.
    pub(super) fn key_figure(&self, trigger: &Trigger) -> bool {
        let s = self.s;
        let alone = self.triggers.iter().all(|t| !t.is_verb()) && !self.opens_with_stranger();
        alone && (s.hi - s.lo <= 9 || trigger.start > s.lo && s.mark(trigger.start - 1) == ':')
    }
}
