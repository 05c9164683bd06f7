//! Who stands behind a round: its leader, those that a list names, and whose round it is where its own sentence says so.

use super::roles::{Filler, Fillers, Roles};
use super::trigger::{Form, Trigger};
use crate::dictionary::{Role, class};
use crate::document::Kind;

/// So many tokens may stand between a verb of leading and the round that it leads.
const LEADS_WITHIN: usize = 6;

impl Roles<'_, '_> {
    /// `Menée par X, l'opération`, `L'opération, menée par X`: whether a participle is said of the round told of before.
    pub(super) fn of_that_round(&self, trigger: &Trigger) -> bool {
        let s = self.s;
        let told = |i: usize| s.is(i, class::N_OPERATION) && s.word_before(i, class::DEFINITE_DETERMINER).is_some();
        trigger.start == s.lo || s.mark(trigger.start - 1) == ',' && (s.lo..trigger.start).any(told)
    }

    /// `in a round that X would head`, `with X as lead arranger`, `X led the $12m round`: who leads what a trigger tells of.
    pub(super) fn leader(&self, t: usize) -> Option<Filler> {
        let s = self.s;
        let trigger = &self.triggers[t];
        let leads = |i: &usize| {
            let o = &self.triggers[*i];
            let near = o.start >= trigger.end || o.end <= trigger.start && trigger.start <= o.end + LEADS_WITHIN;
            o.classes.contains(&class::LEAD_ROUND) && o.is_verb() && !o.passive && near
        };
        let verb = (0..self.triggers.len()).filter(|i| *i != t).find(leads);
        let subject = verb.and_then(|i| self.subject_of(i).first().cloned()).filter(|f| f.start < f.end && s.entity_at(f.start).is_some());
        if let Some(f) = subject.filter(|f| f.kind == Kind::Company && !self.is_taken(&f.entity)) {
            return Some(Filler { why: "named behind", ..f });
        }
        let titled = |i: &usize| s.is(*i, class::AS_LEAD) && *i > s.lo;
        // X, chef de file, et Y
        let before = |i: usize| s.entity_at(if s.mark(i - 1) == ',' && i > s.lo + 1 { i - 2 } else { i - 1 });
        let name = (trigger.end..s.hi).find(titled).and_then(before).filter(|p| s.kind(*p) == Kind::Company);
        name.and_then(|p| self.filler(p, 0.9, "named behind")).filter(|f| !self.is_taken(&f.entity))
    }

    /// `X raised $5m, with Y taking part`: whose round was told before in the sentence.
    pub(super) fn round_here(&self, t: usize, role: &Role) -> Option<Filler> {
        let own = |c: &crate::dictionary::ClassId| [class::RAISE, class::OBTAIN, class::N_FUNDING, class::N_LOAN].contains(c);
        let told = (0..t).rev().find(|i| {
            let o = &self.triggers[*i];
            o.end <= self.triggers[t].group && o.classes.iter().any(own)
        })?;
        let found = match self.triggers[told].is_verb() {
            true => self.subject_of(told).iter().cloned().collect(),
            false => {
                let of = self.possessor(&self.triggers[told], role);
                if of.is_empty() { self.clause_subject(told, role) } else { of }
            }
        };
        found.into_iter().find(|f| f.kind == Kind::Company && !self.is_taken(&f.entity)).map(|f| Filler { why: "its round", ..f })
    }

    /// `Among the investors in Z were X and Y`, `its backers include X`: the names behind the verb of a list.
    pub(super) fn listed_behind(&self, t: usize, role: &Role) -> Fillers {
        let s = self.s;
        let trigger = &self.triggers[t];
        if trigger.form != Form::Noun {
            return Fillers::new();
        }
        for i in trigger.end..s.hi.min(trigger.end + 14) {
            let lists = s.is(i, class::LISTS) || s.word_at(i, class::AUX).is_some_and(|(_, w)| w.value == "passive");
            if lists {
                let end = s.word_at(i, class::LISTS).map_or(i + 1, |(end, _)| end);
                return self.reach(end, 8, false, role);
            }
            if matches!(s.mark(i), ';' | '.') || s.is(i, class::CLAUSE) {
                break;
            }
        }
        Fillers::new()
    }

    /// `2019: X invests £2m`: the company that the lines of a chronology are about.
    pub(super) fn chronicled(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let date = s.placed.first().filter(|p| p.start <= s.lo + 2 && s.kind(**p) == Kind::Date)?;
        let line = matches!(s.mark(date.end), ':' | '–' | '—');
        let companies = s.placed.iter().filter(|p| s.kind(**p) == Kind::Company).count();
        let main = self.focus.main().filter(|e| line && companies < 3 && !self.is_taken(e))?;
        Some(self.absent(main.clone(), trigger.end, 0.75, "company that the text is about"))
    }
}
