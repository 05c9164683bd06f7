//! Pronouns that French puts before its verbs, and subjects that it puts behind them.

use super::roles::{Filler, Roles};
use super::trigger::{Form, Trigger};
use crate::dictionary::{ClassId, Role, class};
use crate::document::Kind;
use crate::reading::tokens::Shape;

impl Roles<'_, '_> {
    /// `en détient 12 %`, `y injecte 5 millions`, `la cède à`, `lui prête`: the company that stands before the verb as a pronoun.
    pub(super) fn clitic(&self, t: usize, wanted: ClassId) -> Option<Filler> {
        let s = self.s;
        let trigger = &self.triggers[t];
        // en rachetant: no pronoun
        if !trigger.is_verb() || trigger.form == Form::Gerund || trigger.passive {
            return None;
        }
        let lo = trigger.group.min(trigger.start).saturating_sub(2).max(s.lo);
        let mut at = trigger.start;
        let at = loop {
            if at <= lo {
                return None;
            }
            at -= 1;
            if s.at(at).is_some() || matches!(s.mark(at), ',' | ';' | ':' | '(' | '«') {
                return None;
            }
            if s.word_at(at, wanted).is_some_and(|(end, _)| end <= trigger.start) {
                break at;
            }
        };
        // En 2024: a preposition; la banque a cédé: an article, with its noun
        let verb = |i: usize| {
            s.any(i..i + 1, &[class::AUX, class::ADVERB, class::OF_IT, class::THERE, class::IT]) || s.r.tokens[i].shape == Shape::Apostrophe
        };
        if !(at + 1..trigger.start).all(verb) {
            return None;
        }
        // ouvre un siège à Paris et y mettra: there
        let place = [class::PLACE, class::SITE_NOUN, class::N_GOODS];
        let clause = (s.lo..at).rev().find(|i| matches!(s.mark(*i), ';' | ':')).map_or(s.lo, |i| i + 1);
        let there = |i: usize| s.at(i).is_none() && place.iter().any(|c| s.is(i, *c)) && s.word_before(i, class::M_OF).is_none();
        if wanted == class::THERE && (clause..at).any(there) {
            return None;
        }
        let found = self.meant(t, at)?;
        Some(Filler { start: at, end: at + 1, ..found })
    }

    /// Whom a pronoun before a verb stands for: another company of the sentence, what the last operation concerned, or who is
    /// spoken of; nobody of those that are the verb's subject.
    fn meant(&self, t: usize, at: usize) -> Option<Filler> {
        let s = self.s;
        // a subject that is itself a pronoun tells nobody apart
        let said = |f: &&Filler| f.end > f.start && s.entity_at(f.start).is_some();
        let mut doers: Vec<Filler> = self.subject_of(t).iter().filter(said).cloned().collect();
        let named = !doers.is_empty() || !self.taken.is_empty();
        doers.extend(self.taken.iter().cloned());
        let here = self.beside(&doers);
        let before = here.named_before(at, |p| s.kind(*p) == Kind::Company).filter(|_| named);
        let target = || self.focus.target().filter(|e| !here.is_taken(e));
        // le groupe en détient: who is spoken of is the group itself
        let topic =
            || self.focus.companies().next().map(|(e, _)| e).into_iter().chain(self.focus.main()).find(|e| named && !here.is_taken(e));
        before
            .and_then(|p| here.filler(p, 0.85, "named before in the sentence"))
            .or_else(|| target().map(|e| self.absent(e.clone(), at, 0.85, "what the last operation concerned")))
            .or_else(|| topic().map(|e| self.absent(e.clone(), at, 0.8, "company spoken of")))
    }

    /// `les 12 % que détenait X`, `l'usine que projette X`: the subject right behind a verb that a relative pronoun opens.
    pub(super) fn inverted(&self, trigger: &Trigger, role: &Role) -> Option<Vec<Filler>> {
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
        let found = self.reach(trigger.end, 9, true, role);
        let company = found.first().is_some_and(|f| f.kind == Kind::Company);
        company.then_some(found)
    }

    /// Whether a relative pronoun that is no subject opens at a token: `dont`, `que`, `whose`, `où`.
    pub(super) fn object_relative(&self, at: usize) -> bool {
        self.opens_relative(at) && (!self.s.is(at, class::RELATIVE_SUBJECT) || self.s.is(at, class::RELATIVE_OBJECT))
    }

    /// Whether a relative pronoun opens at a token.
    pub(super) fn opens_relative(&self, at: usize) -> bool {
        self.s.is(at, class::RELATIVE) || self.s.is(at, class::CLAUSE) && self.s.is(at, class::RELATIVE_OBJECT)
    }
}
