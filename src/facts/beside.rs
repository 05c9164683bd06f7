//! Names beside a figure or noun that has no verb: list lines, appositions, clauses that leave their verb out.

use super::roles::{Filler, Roles};
use super::trigger::Trigger;
use crate::dictionary::class;
use crate::document::Kind;
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
    pub(super) fn inserted(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let verb = |i: usize| self.triggers.iter().any(|t| t.is_verb() && t.start <= i && i < t.end);
        let mut words = 0;
        let mut i = trigger.start;
        while i > s.lo {
            i -= 1;
            let bracket = match s.mark(i) {
                '(' => true,
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
