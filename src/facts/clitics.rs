//! Pronouns that French puts before its verbs, and subjects that it puts behind them.

use super::roles::{Filler, Fillers, Roles};
use super::trigger::{Form, Trigger};
use crate::dictionary::{ClassId, class};
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
        // X prend 61 % de Z ; Y en conserve 39 %: of what the share before is
        let shared = || if wanted == class::OF_IT { self.share_before(trigger.start) } else { None };
        let found = shared().or_else(|| self.meant(t, at))?;
        Some(Filler { start: at, end: at + 1, ..found })
    }

    /// `l'a condamné à 4 millions d'euros d'amende`: whether a pronoun says who is fined.
    pub(super) fn fined_by_pronoun(&self, trigger: &Trigger) -> bool {
        let fines = trigger.classes.contains(&class::FINE) || trigger.classes.contains(&class::N_FINE);
        fines && self.triggers.iter().any(|o| o.start <= trigger.start && o.classes.contains(&class::FINE) && self.has_pronoun(o))
    }

    /// Whether a pronoun before a verb says whom it is done to.
    fn has_pronoun(&self, trigger: &Trigger) -> bool {
        let s = self.s;
        let at = trigger.group.min(trigger.start);
        // la Cnil a infligé: an article, with its noun
        let verb = |i: usize| s.any(i..i + 1, &[class::AUX, class::ADVERB]) || s.r.tokens[i].shape == Shape::Apostrophe;
        let pronoun = |i: &usize| s.is(*i, class::IT) || s.is(*i, class::TO_IT);
        let found = (at.saturating_sub(2).max(s.lo)..trigger.start).rev().find(pronoun);
        found.is_some_and(|i| (i + 1..trigger.start).all(verb))
    }

    /// Whom a pronoun before a verb stands for: another company of the sentence, what the last operation concerned, or who is
    /// spoken of; nobody of those that are the verb's subject.
    fn meant(&self, t: usize, at: usize) -> Option<Filler> {
        let s = self.s;
        // a subject that is itself a pronoun tells nobody apart
        let said = |f: &&Filler| f.end > f.start && s.entity_at(f.start).is_some();
        // un tour de table qui la valorise, l'usine que X a construite lui a coûté: what does it is no company
        let thing = self.triggers[t].classes.contains(&class::COST)
            || s.word_before(at, class::RELATIVE_SUBJECT).is_some_and(|(who, _)| {
                who > s.lo
                    && s.mark(who - 1) == '\0'
                    && s.entity_at(who - 1).is_none()
                    && s.anaphor_before(who).is_none()
                    && !s.unknown_name(who - 1)
            });
        let mut doers: Fillers = if thing { Fillers::new() } else { self.subject_of(t).iter().filter(said).cloned().collect() };
        let named = thing || !doers.is_empty() || !self.taken.is_empty();
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
}
