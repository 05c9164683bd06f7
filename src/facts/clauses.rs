//! The subject of the clause that a noun stands in.

use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::trigger::{Form, Trigger};
use crate::dictionary::{Role, class};
use crate::document::Kind;
use smallvec::smallvec;

/// Figures behind a name are looked through so far.
const FIGURES: usize = 16;

/// So many words may stand between `as part of` and the round.
const WITHIN: usize = 8;

impl Roles<'_, '_> {
    /// `X rachète Y, 25 millions d'euros de ventes et 90 salariés`: the name whose comma only figures stand behind.
    fn figured(&self, trigger: &Trigger) -> Option<Placed> {
        let s = self.s;
        let amount = |p: &Placed| matches!(s.kind(*p), Kind::Money | Kind::Percent | Kind::Users | Kind::Headcount | Kind::Date);
        let noun = |i: usize| self.triggers.iter().any(|t| !t.is_verb() && t.start <= i && i < t.end);
        let passes = |i: usize| match s.at(i) {
            Some(p) => amount(&p),
            None => {
                s.mark(i) == ','
                    || noun(i)
                    || s.is(i, class::M_OF)
                    || s.is(i, class::BOUND_BEFORE)
                    || s.word_before(i + 1, class::CONJUNCTION).is_some()
                    || s.word_before(i + 1, class::M_OF).is_some()
            }
        };
        let first = (trigger.start.saturating_sub(FIGURES).max(s.lo)..trigger.start).rev().find(|i| !passes(*i))?;
        let p = s.entity_at(first).filter(|p| s.mark(p.end) == ',' && s.kind(*p) == Kind::Company)?;
        // a figure stands right behind the comma
        let figure = s.word_at(p.end + 1, class::BOUND_BEFORE).map_or(p.end + 1, |(end, _)| end);
        let counted = s.at(figure).is_some_and(|q| amount(&q) && s.kind(q) != Kind::Date);
        let told = s.governed_by(p.start).is_some_and(|c| c.contains(&class::M_ACCORDING));
        (counted && !told).then_some(p)
    }

    /// The subject of the clause a noun stands in: of its verb if that is a trigger, else the first fit name before it.
    pub(super) fn clause_subject(&self, t: usize, role: &Role) -> Fillers {
        let trigger = &self.triggers[t];
        let s = self.s;
        if trigger.form == Form::Mention {
            let gapped: Fillers = self.gapped(trigger).filter(|f| role.kinds.contains(&f.kind)).into_iter().collect();
            if !gapped.is_empty() {
                return gapped;
            }
        }
        if let Some(p) = self.figured(trigger) {
            let owner = self.owners_for(self.filler(p, 0.92, "named right before").into_iter().collect(), role);
            if owner.iter().any(|f| role.kinds.contains(&f.kind)) {
                return owner;
            }
        }
        // X, which Y tried to buy, had sales of €3m: the verb of a remark has a subject of its own
        let aside = |i: usize| self.in_remark(self.triggers[i].start, trigger.start);
        let verb = (0..t).rev().find(|i| self.triggers[*i].is_verb() && !self.subject_of(*i).is_empty() && !aside(*i));
        // participates in a round of €5m: whoever does raises nothing
        let gives = |v: usize| {
            let t = &self.triggers[v];
            !t.passive
                && t.classes.iter().any(|c| matches!(*c, class::JOIN_ROUND | class::LEAD_ROUND | class::JOIN_WEAK))
                && t.end + 12 > trigger.start
        };
        // put in £12m at a £70m valuation: not of whoever puts it in
        let puts = |v: usize| {
            let t = &self.triggers[v];
            !t.passive
                && t.classes
                    .iter()
                    .any(|c| matches!(*c, class::INVEST_WEAK | class::PUT_IN | class::INVEST | class::GIVE_MONEY | class::LEAD_ROUND))
                && t.end <= trigger.start
        };
        // invests €1.3bn, as part of a €1.7bn Series C: the round is of whom the money goes to
        let within = || trigger.classes.contains(&class::N_FUNDING) && self.within_round(trigger);
        let giver = || (0..t).rev().find(|v| self.triggers[*v].is_verb() && puts(*v) && !self.subject_of(*v).is_empty());
        let valued = verb.filter(|v| trigger.classes.contains(&class::N_VALUATION) && puts(*v));
        if let Some(v) = valued.or_else(|| giver().filter(|_| within())) {
            let inside = |p: &Placed| {
                let firm = s.kind(*p) == Kind::Company && p.start >= self.triggers[v].end && p.end <= trigger.start;
                firm && s.governed_by(p.start).is_some_and(|c| c.contains(&class::M_IN))
            };
            let into = s.placed.iter().copied().find(inside).and_then(|p| self.filler(p, 0.9, "named before in the sentence"));
            let doers: Fillers = self.subject_of(v).iter().cloned().collect();
            let line = || self.beside(&doers).chronicled(trigger);
            return into.or_else(line).or_else(|| self.beside(&doers).topic(trigger.start, 0.85)).into_iter().collect();
        }
        // digère Y, payée 950 millions, et Z a franchi: a clause of its own
        if let Some(p) = verb.and_then(|v| self.next_clause(self.triggers[v].end, trigger.start)) {
            let found: Fillers = self.filler(p, 0.9, "subject of the clause").into_iter().collect();
            let found = self.owners_for(found, role);
            if found.iter().any(|f| role.kinds.contains(&f.kind)) {
                return found;
            }
        }
        let round = trigger.classes.iter().any(|c| matches!(*c, class::N_FUNDING | class::N_PARTICIPATION));
        if round && verb.is_some_and(gives) {
            return Fillers::new();
        }
        if let Some(v) = verb {
            let span = self.triggers[v].end..trigger.start;
            let between = span.clone().any(|k| s.is(k, class::CLAUSE) || s.is(k, class::SAY) || s.mark(k) == ';');
            // made a profit as revenue doubled to £2bn: nobody else is named in the clause
            let bare = |k: usize| {
                s.at(k).is_some() && s.entity_at(k).is_some() || s.is(k, class::ANAPHOR) || s.is(k, class::SAY) || s.mark(k) == ';'
            };
            let clause = span.clone().find(|k| s.is(*k, class::CLAUSE));
            if between && clause.is_some_and(|c| c + 6 >= trigger.start && !span.clone().any(bare)) {
                let subject = self.owners_for(self.subject_of(v).iter().cloned().collect(), role).into_iter();
                return subject.map(|f| Filler { weight: f.weight * 0.85, why: "subject of the main clause", ..f }).collect();
            }
            // a verb in brackets has a clause of its own
            let bracketed =
                (self.triggers[v].end..trigger.start).find(|k| matches!(s.mark(*k), '(' | ')')).is_some_and(|k| s.mark(k) == ')');
            if !between && !bracketed {
                // X launches Y. It has 2 million users: its users are not its maker's
                let meant = |f: &Filler| self.product_meant(f, role).unwrap_or_else(|| f.clone());
                let subject = self.owners_for(self.subject_of(v).iter().map(meant).collect(), role).into_iter();
                return subject.map(|f| Filler { weight: f.weight * 0.95, why: "subject of the clause", ..f }).collect();
            }
        }
        // X va tailler dans ses effectifs : 300 postes disparaîtront
        let colon = (s.lo..trigger.start).rev().find(|i| s.mark(*i) == ':');
        let alone = colon.filter(|c| (*c..trigger.start).all(|i| s.entity_at(i).is_none()));
        let mut before = s.placed.iter().filter(|p| s.kind(**p) == Kind::Company && alone.is_some_and(|c| p.end <= c));
        if let (Some(p), None) = (before.next(), before.next()) {
            if self.subject_like(p.start) && !self.tells(*p) && alone.is_some_and(|c| c > p.end) {
                let found = self.filler(*p, 0.85, "named before the colon");
                if found.as_ref().is_some_and(|f| role.kinds.contains(&f.kind)) {
                    return found.into_iter().collect();
                }
            }
        }
        // a flattened table: the figure is of the name nearest before it
        let companies = s.placed.iter().filter(|p| s.kind(**p) == Kind::Company).count();
        if companies >= 2 && verb.is_none() && (s.lo..s.hi).all(|i| !s.is(i, class::AUX) && !s.is(i, class::RELATIVE)) {
            let near = s.placed.iter().rfind(|p| p.end <= trigger.start && role.kinds.contains(&s.kind(**p)));
            let gap = near.is_some_and(|p| (p.end..trigger.start).any(|i| s.at(i).is_some_and(|q| s.kind(q) != Kind::Date)));
            // but `X accepted Y's £4.2bn bid`
            if let Some(p) = near.filter(|p| gap && s.governed_by(p.start).is_none() && s.possessive_at(p.end).is_none()) {
                return self.filler(*p, 0.85, "named before in its row").into_iter().collect();
            }
        }
        let mut lo = s.lo;
        let mut i = s.lo;
        while i < trigger.start {
            if let Some(end) = self.past_remark(i, trigger.start) {
                i = end;
                continue;
            }
            // ainsi que: the que in it opens no clause
            let joins = i > s.lo && s.word_at(i - 1, class::CONJUNCTION).is_some_and(|(end, _)| end > i);
            if s.is(i, class::CLAUSE) && !joins || matches!(s.mark(i), ';' | ':' | '•') {
                lo = i + 1;
            }
            i += 1;
        }
        let mut i = lo;
        let mut owners = Fillers::new();
        while i < trigger.start {
            // The company, whose pumps are used by X and Y, said
            if let Some(end) = self.past_remark(i, trigger.start) {
                i = end;
                continue;
            }
            if let Some(end) = role.authority.then(|| s.authority_at(i)).flatten().filter(|end| *end <= trigger.start) {
                if self.subject_like(i) {
                    return smallvec![self.authority(i, end)];
                }
                i = end;
                continue;
            }
            if let Some(p) = s.entity_at(i) {
                let bracketed = p.start > s.lo && matches!(s.mark(p.start - 1), '(' | '[');
                if !bracketed && self.subject_like(p.start) && !self.tells(p) {
                    let found = self.owners_for(self.filler(p, 0.88, "first name of the clause").into_iter().collect(), role);
                    if found.iter().any(|f| role.kinds.contains(&f.kind)) {
                        if s.kind(p) == Kind::Company || role.kinds.contains(&Kind::Product) {
                            return found;
                        }
                        // a product stands for its owner where no company is named, the nearest one
                        owners = found;
                    }
                }
                i = p.end;
                continue;
            }
            if let Some((end, w)) = s.word_at(i, class::ANAPHOR) {
                // l'application X: the name behind says who
                let beside = |k: &usize| s.marker_at(*k).is_none() && s.mark(*k) != ',' && !s.is(*k, class::RELATIVE);
                let named = (end..(end + 3).min(s.hi)).take_while(beside).any(|k| s.entity_at(k).is_some());
                if w.value != "possessive" && !named && self.subject_like(i) {
                    return self.anaphor(i, end, role).into_iter().collect();
                }
                i = end;
                continue;
            }
            // The Leeds-based company, which …, said
            let phrase = |end: &usize| s.anaphor_before(*end).is_some_and(|(start, value)| start == i && value == "company");
            let end = if s.is(i, class::DEFINITE_DETERMINER) { (i + 2..s.hi.min(i + 8)).find(phrase) } else { None };
            if let Some(end) = end.filter(|end| self.past_remark(*end, trigger.start).is_some() && self.subject_like(i)) {
                return self.anaphor(i, end, role).into_iter().collect();
            }
            if let Some((end, w)) = s.word_at(i, class::METONYM) {
                if let Some(e) = s.parties.company(w.value) {
                    return smallvec![Filler { start: i, end, ..self.absent(e, i, 0.85, "metonym") }];
                }
            }
            if s.unknown_name(i) {
                return Fillers::new();
            }
            i += 1;
        }
        // La Cnil a frappé : 50 millions d'amende pour X
        if role.authority && lo > s.lo && s.mark(lo - 1) == ':' {
            return self.authority_of_clause(lo - 1).into_iter().collect();
        }
        // Avec 1,2 milliard de chiffre d'affaires et 4 500 salariés, X est …
        let opening = lo == s.lo && owners.is_empty() && s.word_at(s.lo, class::M_WITH).is_some_and(|(end, _)| end <= trigger.end);
        if opening {
            return self.later_subject(trigger, role).into_iter().collect();
        }
        owners
    }

    /// The product that a pronoun stands for where a role asks for one first.
    fn product_meant(&self, f: &Filler, role: &Role) -> Option<Filler> {
        let pronoun = self.s.word_at(f.start, class::ANAPHOR).is_some_and(|(end, w)| w.value == "pronoun" && end == f.end);
        let wants = role.kinds.first() == Some(&Kind::Product) && self.focus.of_product() && f.kind == Kind::Company;
        if pronoun && wants { self.anaphor(f.start, f.end, role) } else { None }
    }

    /// The name behind a conjunction that an auxiliary of its own follows: `et Z a franchi`, `and Z has`.
    fn next_clause(&self, from: usize, to: usize) -> Option<Placed> {
        let s = self.s;
        let named = s.placed.iter().rfind(|p| p.start >= from && p.end < to && s.entity_at(p.start) == Some(**p))?;
        let joined = s.word_before(named.start, class::CONJUNCTION).is_some_and(|(start, _)| start >= from);
        (joined && s.is(named.end, class::AUX)).then_some(*named)
    }

    /// `dans le cadre d'une série C de 1,7 milliard`, `as part of a €1.7bn Series C`: whether the money told before is put into a round.
    fn within_round(&self, round: &Trigger) -> bool {
        let s = self.s;
        let plain = |i: &usize| s.mark(*i) != ',' && !self.triggers.iter().any(|t| t.is_verb() && t.start <= *i && *i < t.end);
        (round.start.saturating_sub(WITHIN).max(s.lo)..round.start).rev().take_while(plain).any(|i| s.is(i, class::WITHIN_ROUND))
    }
}
