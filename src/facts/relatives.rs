//! Relative clauses: whom their pronoun stands for, and where it stands among subject, verb and object.

use super::roles::{Fillers, Roles};
use super::sentence::Sentence;
use super::trigger::{Form, Trigger};
use crate::dictionary::{ClassId, Role, class};
use crate::document::Kind;

impl Roles<'_, '_> {
    /// Whether a verb stands in a relative clause that `dont`, `of which` opens.
    pub(super) fn relative_of(&self, trigger: &Trigger) -> bool {
        let s = self.s;
        let pronoun = (trigger.group.saturating_sub(8).max(s.lo)..trigger.group).rev().find(|i| s.is(*i, class::RELATIVE));
        pronoun.is_some_and(|i| s.is(i, class::OF_WHICH))
    }

    /// `iRobot, qu'Amazon a renoncé à racheter`, `Figma, which Adobe had tried to buy`: the object stands before a relative
    /// pronoun, its verb's subject between.
    pub(super) fn fronted(&self, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        // X, which Y, the American fund, bought: the subject's apposition takes no part
        let aside = before_aside(s, trigger.group);
        let from = aside.unwrap_or(trigger.group);
        for i in (from.saturating_sub(8).max(s.lo)..from).rev() {
            let that = s.is(i, class::RELATIVE) || s.is(i, class::CLAUSE) && s.is(i, class::RELATIVE_OBJECT);
            if that {
                let subject = aside.is_some() || (i + 1..from).any(|k| s.entity_at(k).is_some() || s.is(k, class::ANAPHOR));
                return if subject { self.antecedent(i, role) } else { Fillers::new() };
            }
            if matches!(s.mark(i), ',' | ';' | ':' | '(') || self.triggers.iter().any(|t| t.finite() && t.start <= i && i < t.end) {
                break;
            }
        }
        self.contact(trigger, role)
    }

    /// `Zing, the payments app X launched in 2024`: the object stands before a noun phrase that English joins to its verb
    /// without a pronoun.
    fn contact(&self, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        let end = trigger.group.min(trigger.start);
        let free = trigger.end >= s.hi
            || !s.text(trigger.end).starts_with(char::is_alphanumeric)
            || s.marker_at(trigger.end).is_some()
            || s.at(trigger.end).is_some_and(|p| s.kind(p) == Kind::Date);
        let named = end.checked_sub(1).and_then(|i| s.entity_at(i)).map(|p| p.start);
        let Some(subject) = named.or_else(|| s.word_before(end, class::ANAPHOR).map(|(start, _)| start)).filter(|_| free) else {
            return Fillers::new();
        };
        let plain =
            |i: &usize| s.at(*i).is_none() && s.text(*i).starts_with(|c: char| c.is_alphabetic() || c == '-') && !s.is(*i, class::AUX);
        let lo = subject.saturating_sub(8).max(s.lo);
        let Some(comma) = (lo..subject).rev().find(|i| !plain(i)).filter(|i| s.mark(*i) == ',' && *i > s.lo && i + 2 < subject) else {
            return Fillers::new();
        };
        if !s.is(comma + 1, class::CONTACT) || (comma + 1..subject).any(|i| self.triggers.iter().any(|t| t.finite() && t.start == i)) {
            return Fillers::new();
        }
        let found = s.entity_at(comma - 1).and_then(|p| self.filler(p, 0.9, "named right before"));
        found.filter(|f| role.kinds.contains(&f.kind)).into_iter().collect()
    }

    /// `les 12 % que détenait X`, `l'usine que projette X`: the subject right behind a verb that a relative pronoun opens.
    pub(super) fn inverted(&self, trigger: &Trigger, role: &Role) -> Option<Fillers> {
        let s = self.s;
        if trigger.passive || matches!(trigger.form, Form::Infinitive | Form::Gerund | Form::Base) {
            return None;
        }
        let mut before = trigger.group.min(trigger.start);
        while let Some((start, _)) = s.word_before(before, class::ADVERB) {
            before = start;
        }
        let apostrophe = before > s.lo + 1 && matches!(s.mark(before - 1), '\'' | '’');
        let word = before.checked_sub(1 + usize::from(apostrophe)).filter(|i| *i > s.lo)?;
        s.word_at(word, class::RELATIVE_OBJECT).filter(|(_, w)| w.value == "inverts")?;
        // que détenait jusque-là le fonds X
        // que contrôle à 60 % X
        let share = (trigger.end..s.hi.min(trigger.end + 2)).find_map(|i| s.at(i)).filter(|p| s.kind(*p) == Kind::Percent);
        let found = self.reach(share.map_or(trigger.end, |p| p.end), 9, true, role);
        let company = found.first().is_some_and(|f| f.kind == Kind::Company);
        company.then_some(found)
    }

    /// `X, que contrôle à 60 % Y`: the object of a verb whose subject stands behind it.
    pub(super) fn before_inverted(&self, trigger: &Trigger, role: &Role) -> Option<Fillers> {
        self.inverted(trigger, role)?;
        let word = (trigger.group.saturating_sub(4).max(self.s.lo)..trigger.group).rev().find(|i| self.s.is(*i, class::RELATIVE_OBJECT))?;
        Some(self.antecedent(word, role))
    }

    /// Whether a relative pronoun that is no subject opens at a token: `dont`, `que`, `whose`, `où`.
    pub(super) fn object_relative(&self, at: usize) -> bool {
        self.opens_relative(at) && (!self.s.is(at, class::RELATIVE_SUBJECT) || self.s.is(at, class::RELATIVE_OBJECT))
    }

    /// Whether a relative pronoun opens at a token.
    pub(super) fn opens_relative(&self, at: usize) -> bool {
        self.s.is(at, class::RELATIVE) || self.s.is(at, class::CLAUSE) && self.s.is(at, class::RELATIVE_OBJECT)
    }

    /// `X, dans laquelle Y a investi`, `X, in which Y has invested`, `X, auquel Y a vendu`: what the preposition before a relative
    /// pronoun governs.
    pub(super) fn preposed(&self, trigger: &Trigger, marker: ClassId, role: &Role) -> Fillers {
        let s = self.s;
        let lo = trigger.group.saturating_sub(12).max(s.lo + 1);
        for i in (lo..trigger.group).rev() {
            if s.is(i, class::RELATIVE) {
                let before = s.word_before(i, marker).map(|(start, _)| start);
                let held = || (s.is(i, marker) || marker == class::M_TO && s.is(i, class::TO_WHICH)).then_some(i);
                let opens = before.or_else(held).filter(|start| *start > s.lo);
                return opens.map(|start| self.antecedent(start, role)).unwrap_or_default();
            }
            if matches!(s.mark(i), ';' | ':' | '(' | ')') || s.is(i, class::CLAUSE) {
                break;
            }
        }
        Fillers::new()
    }
}

/// Where a name with an apposition behind it starts, if that ends right before a verb: `Y, the American fund, bought`.
pub(super) fn before_aside(s: &Sentence<'_>, verb: usize) -> Option<usize> {
    let closes = verb.checked_sub(1).filter(|i| *i > s.lo && s.mark(*i) == ',')?;
    let opens = (closes.saturating_sub(12).max(s.lo)..closes).rev().find(|i| s.mark(*i) == ',')?;
    let plain = |i: usize| s.at(i).is_none_or(|p| s.kind(p) != Kind::Money) && !s.is(i, class::RELATIVE) && !s.is(i, class::CLAUSE);
    let name = s.placed.iter().find(|p| p.end == opens && s.kind(**p) == Kind::Company)?;
    (s.is(opens + 1, class::DETERMINER) && (opens + 1..closes).all(plain)).then_some(name.start)
}
