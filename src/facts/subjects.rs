//! Subjects: who a verb or a noun's clause says something of.

use super::leading;
use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::traits;
use super::trigger::{Form, Trigger};
use crate::dictionary::{Role, class};
use crate::document::Kind;
use smallvec::smallvec;

impl Roles<'_, '_> {
    /// The grammatical subject of a verb, looked for to the left of its group.
    pub(super) fn subject(&self, t: usize, role: &Role) -> Fillers {
        let trigger = &self.triggers[t];
        let s = self.s;
        let g = trigger.group;
        // Nous avons acheté: French has it in the verb's own group
        if let Some(end) = s.speaker_at(g).filter(|end| *end <= trigger.start && self.focus.speaker().is_some()) {
            return self.anaphor(g, end, role).into_iter().collect();
        }
        // `2009: Raises $600,000`: a line under its date
        let dated = |i: usize| s.at(i).is_some_and(|p| s.kind(p) == Kind::Date);
        let line = (s.lo..g).any(dated) && g > s.lo && matches!(s.mark(g - 1), ':' | '–' | '—' | '-');
        if (s.lo..g).all(|i| !s.text(i).starts_with(char::is_alphanumeric) || line && dated(i)) {
            let listed = || if self.listed(trigger) { self.lone_subject(g) } else { None };
            return match trigger.form {
                // headline or bullet without a subject: `Lance un nouveau service`
                Form::Gerund | Form::Participle | Form::Infinitive => {
                    self.later_subject(trigger, role).or_else(listed).into_iter().collect()
                }
                Form::Ed if trigger.passive => self.later_subject(trigger, role).or_else(listed).into_iter().collect(),
                _ => self.lone_subject(g).into_iter().collect(),
            };
        }
        // `Pour racheter X, Y a déboursé …`, `After buying X, Y …`: a phrase that opens the sentence
        let opening = matches!(trigger.form, Form::Gerund | Form::Infinitive) || trigger.form == Form::Participle && !trigger.passive;
        if opening && g <= s.lo + 6 && self.opens_phrase(s.lo, g) {
            if let Some(f) = self.later_subject(trigger, role) {
                return self.owners_for(smallvec![f], role);
            }
        }
        let mut at = g;
        // qui, which: the antecedent stands right before
        if let Some((start, _)) = s.word_before(at, class::RELATIVE) {
            // X a racheté Y, ce qui ne l'a pas empêché de perdre: of whoever the clause before is about
            let hindered = || (start..trigger.start).any(|i| s.is(i, class::HINDER));
            if let Some(i) = (0..t).rev().find(|i| self.triggers[*i].finite() && self.triggers[*i].end <= start).filter(|_| hindered()) {
                let governing = self.subject_of(i).iter().cloned();
                let governing = governing.map(|f| Filler { weight: f.weight * 0.9, why: "subject of the governing verb", ..f });
                return self.owners_for(governing.collect(), role);
            }
            let mut found = self.antecedent(start, role);
            // X and Y, which together own 60%
            if role.many && (start..trigger.start).any(|i| s.is(i, class::TOGETHER)) {
                if let Some(last) = found.first().and_then(|f| s.entity_at(f.start)) {
                    self.coordinated_left(last, 0.9, &mut found);
                    found.sort_by_key(|f| f.start);
                }
            }
            return found;
        }
        // les 12 % que détenait X: French puts the subject behind
        if let Some(found) = self.inverted(trigger, role) {
            return found;
        }
        // et lui réclame: the pronoun belongs to the verb
        if let Some((clitic, _)) = s.word_before(at, class::TO_IT).filter(|(c, _)| s.word_before(*c, class::CONJUNCTION).is_some()) {
            at = clitic;
        }
        // et, and, puis: the subject of the verb before
        let joined = s
            .word_before(at, class::CONJUNCTION)
            .map(|(start, _)| start)
            .or_else(|| (s.mark(at - 1) == ',' && trigger.finite()).then_some(at - 1));
        if let Some(joined) = joined {
            let earlier = (0..t)
                .rev()
                .filter(|i| self.triggers[*i].is_verb() && self.triggers[*i].end <= joined)
                .find(|i| !self.subject_of(*i).is_empty());
            if let Some(i) = earlier {
                let between = (self.triggers[i].end..joined).any(|k| s.is(k, class::CLAUSE) || s.is(k, class::SAY));
                // `X, dont Y a pris 45 %, a levé`: what is between the commas has a subject of its own
                // X, soutenue par Y, a levé: a participle between commas hangs on the name before them, and so does this verb
                let participle = self.triggers[i].passive_without_aux();
                let hangs = |open: usize| s.mark(at - 1) == ',' && participle && open > s.lo && self.triggers[i].group == open + 1;
                let inside = |open: usize| s.mark(at - 1) == ',' && self.subject_of(i).iter().any(|f| f.start > open && f.start < f.end);
                if !between
                    && s.opening_of(at - 1).is_none_or(|open| {
                        !hangs(open) && open < self.triggers[i].end && !(open > s.lo && inside(open) && self.object_relative(open + 1))
                    })
                {
                    let carried = self.subject_of(i).iter().cloned();
                    let carried = carried.map(|f| Filler { weight: f.weight * 0.95, why: "subject carried over", ..f });
                    return self.owners_for(carried.collect(), role);
                }
            }
            if s.mark(at - 1) != ',' {
                at = joined;
            }
        }
        if matches!(trigger.form, Form::Gerund)
            || trigger.passive_without_aux()
            || matches!(trigger.form, Form::Infinitive | Form::Base) && !trigger.passive && !trigger.governed
        {
            // hangs on a verb before: its subject, unless a noun stands nearer
            if trigger.passive_without_aux() {
                // is 40 per cent owned by: the share stands between the verb's parts
                let share = at.checked_sub(1).and_then(|i| s.at(i)).filter(|p| s.kind(*p) == Kind::Percent);
                let before = share.map(|p| if p.start > s.lo && s.marker_at(p.start - 1) == Some(p.start) { p.start - 1 } else { p.start });
                // is now 40% owned by
                let before = before.map(|b| s.word_before(b, class::ADVERB).map_or(b, |(start, _)| start));
                if let Some((aux, _)) = before.and_then(|b| s.word_before(b, class::AUX)) {
                    return self.scan_left(aux, trigger, role);
                }
                return self.antecedent(at, role);
            }
            // with X, Y and Z taking part: who does it stands between
            if trigger.form == Form::Gerund {
                let found = self.absolute(g, role);
                if !found.is_empty() {
                    return found;
                }
            }
            // X will close after Y pulled out, putting 300 jobs at risk: the main clause says whose
            if let Some(p) = self.main_subject(trigger) {
                return self.owners_for(self.filler(p, 0.85, "subject of the main clause").into_iter().collect(), role);
            }
            // X cuts, and Y intends to cut: a name right before the verb group is its own subject
            let own = s.entity_at(g - 1).is_some_and(|p| self.subject_like(p.start));
            let earlier = (0..t)
                .rev()
                .filter(|i| !own && self.triggers[*i].finite())
                .find(|i| !self.subject_of(*i).is_empty() && self.triggers[*i].end <= g);
            if let Some(i) = earlier {
                let governing = self.subject_of(i).iter().cloned();
                let governing = governing.map(|f| Filler { weight: f.weight * 0.9, why: "subject of the governing verb", ..f });
                return self.owners_for(governing.collect(), role);
            }
        }
        self.scan_left(at, trigger, role)
    }

    /// The subject of the main clause that a gerund behind a comma belongs to, where a subordinate clause with a name stands between.
    fn main_subject(&self, trigger: &Trigger) -> Option<Placed> {
        let s = self.s;
        let comma = trigger
            .group
            .checked_sub(1)
            .filter(|i| *i > s.lo && trigger.form == Form::Gerund && s.mark(*i) == ',' && !trigger.classes.contains(&class::VALUE))?;
        let clause = (s.lo + 1..comma).rev().find(|i| s.is(*i, class::CLAUSE))?;
        let company = |p: &&Placed| s.kind(**p) == Kind::Company;
        let between = s.placed.iter().any(|p| p.start > clause && p.end <= comma && company(&p) && leading::may_lead(s, *p));
        let first = s.placed.iter().find(|p| p.end <= clause && company(p) && self.subject_like(p.start) && leading::leads(s, **p))?;
        (between && !self.is_taken(s.party(*first)?)).then_some(*first)
    }

    /// `X is buying the start-up io, founded by`: whether the comma before a participle closes a phrase of a company that nobody
    /// knows, which another verb brings.
    pub(super) fn named_nearer(&self, trigger: &Trigger, subjects: &[Filler]) -> bool {
        let s = self.s;
        let Some(comma) = trigger.group.checked_sub(1).filter(|i| s.mark(*i) == ',') else { return false };
        let Some(f) = subjects.first().filter(|f| f.start < f.end && f.end < comma) else { return false };
        let verb = self.triggers.iter().rfind(|t| t.finite() && t.start >= f.end && t.end <= comma);
        verb.is_some_and(|v| s.any(v.end..comma, &[class::COMPANY_NOUN, class::TRADE]))
    }

    /// Whether the words before a verb only open its phrase: `Pour`, `Deux ans après`, `Six months after`.
    fn opens_phrase(&self, from: usize, to: usize) -> bool {
        let s = self.s;
        let plain = |i: usize| s.at(i).is_none_or(|p| s.kind(p) == Kind::Date) && s.mark(i) != ',' && !s.is(i, class::ANAPHOR);
        let verb = |i: usize| s.is(i, class::AUX) || self.triggers.iter().any(|t| t.is_verb() && t.start <= i && i < t.end);
        (from..to).all(|i| plain(i) && !verb(i) && !s.unknown_name(i)) && (s.marker_at(to - 1).is_some() || s.is(to - 1, class::OPENER))
    }

    /// `Founded: 1906`, `2008: Founded in San Francisco`: a line that says no more than that of the one the text is about.
    fn listed(&self, trigger: &Trigger) -> bool {
        let s = self.s;
        let r = &s.r.tokens[s.lo];
        let line = r.is(crate::reading::tokens::LINE) || r.is(crate::reading::tokens::PARAGRAPH) || s.mark(s.lo) == '•';
        let plain = |i: usize| !s.is(i, class::AUX) && s.mark(i) != ',' && (s.entity_at(i).is_none() || s.governed_by(i).is_some());
        line && s.hi - s.lo <= 14 && (trigger.end..s.hi).all(plain)
    }

    /// Walks left from `at` for something that can be a subject.
    pub(super) fn scan_left(&self, mut at: usize, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        let mut steps = 0;
        let mut weight: f32 = 0.95;
        while at > s.lo && steps < 45 {
            steps += 1;
            let i = at - 1;
            // The company, which owns X, earned €5m, against €4m, and lost Y, has
            let hangs = |open: usize| self.opens_relative(open + 1) || s.entity_at(open - 1).is_some_and(|p| s.kind(p) == Kind::Company);
            let remark = |open: &usize| hangs(*open) && self.past_remark(*open, trigger.group) == Some(at);
            if let Some(open) = if s.mark(i) == ',' { (s.lo + 1..i).find(remark) } else { None } {
                at = open;
                continue;
            }
            // X, which owns Y, buys: the parenthesis is stepped over if something stands before it
            if let Some(open) = s.opening_of(i) {
                if open > s.lo
                    && (s.mark(i) != ','
                        || self.phrase_ends(open)
                        || (s.lo..open).any(|k| s.entity_at(k).is_some() || s.is(k, class::ANAPHOR)) && !self.leading_phrase(open))
                {
                    at = open;
                    continue;
                }
            }
            // a assigné X devant le tribunal et lui réclame: not the court
            if let Some(start) = role.authority.then(|| s.authority_before(at)).flatten().filter(|start| self.subject_like(*start)) {
                return smallvec![self.authority(start, at)];
            }
            if let Some(p) = s.entity_at(i) {
                if let Some(found) = self.related_to(p) {
                    return found.into_iter().collect();
                }
                if s.past_describing(p).is_some() {
                    at = p.start;
                    continue;
                }
                let f = self.filler(p, weight, "subject before the verb");
                if !self.tells(p)
                    && self.subject_like(p.start)
                    && f.as_ref().is_some_and(|f| role.kinds.contains(&f.kind) || f.kind == Kind::Product)
                {
                    let mut all: Fillers = f.into_iter().collect();
                    self.coordinated_left(p, weight, &mut all);
                    all.sort_by_key(|f| f.start);
                    return self.owners_for(all, role);
                }
                at = p.start;
                weight *= 0.97;
                continue;
            }
            if let Some((start, _)) = s.word_before(at, class::BOTH).filter(|(start, _)| self.subject_like(*start)) {
                return if role.many { self.both(start, at) } else { Fillers::new() };
            }
            if let Some((start, value)) = s.anaphor_before(at) {
                // son capital est détenu: that of the one spoken of
                if value != "possessive" && self.subject_like(start) || value == "possessive" && s.is(at, class::OWN_CAPITAL) {
                    return self.anaphor(start, at, role).into_iter().collect();
                }
                at = start;
                continue;
            }
            if let Some(f) = self.unit_before(at).filter(|f| self.subject_like(f.start)) {
                return smallvec![f];
            }
            if let Some((start, w)) = s.word_before(at, class::METONYM) {
                if let Some(e) = s.parties.company(w.value) {
                    return smallvec![Filler { start, end: at, ..self.absent(e, start, 0.85, "metonym") }];
                }
            }
            if let Some((start, _)) = s.word_before(at, class::ANAPHOR_OTHER) {
                return self
                    .focus
                    .other
                    .clone()
                    .map(|e| Filler { start, end: at, ..self.absent(e, start, 0.7, "the other company") })
                    .into_iter()
                    .collect();
            }
            // X, qui a démenti vouloir racheter Y: the verb belongs to the relative clause
            if let Some((start, _)) = s.word_before(at, class::RELATIVE_SUBJECT) {
                if start > s.lo {
                    let antecedent = self.antecedent(start, role);
                    if !antecedent.is_empty() {
                        return antecedent;
                    }
                }
            }
            let clause = s.word_before(at, class::CLAUSE).is_some() || matches!(s.mark(i), ';' | ':');
            if clause && !matches!(trigger.form, Form::Infinitive | Form::Gerund | Form::Base) {
                return Fillers::new();
            }
            // selon un rapport de X, les start-up ont levé: the noun phrase behind the comma is the subject
            if s.mark(i) == ',' && at < trigger.group && s.is(at, class::DETERMINER) && self.noun_phrase(at, trigger.group) {
                return Fillers::new();
            }
            if s.unknown_name(i) {
                return Fillers::new();
            }
            if self.triggers.iter().any(|o| o.start <= i && i < o.end && o.start != trigger.start && o.finite()) {
                weight *= 0.85;
            }
            at = i;
        }
        Fillers::new()
    }

    /// `les deux groupes`, `the two companies`: the two that were spoken of.
    fn both(&self, start: usize, end: usize) -> Fillers {
        let Some((one, other)) = self.focus.pair() else { return Fillers::new() };
        let filler = |e: &super::parties::Party| Filler { start, end, ..self.absent(e.clone(), start, 0.8, "company spoken of") };
        [one, other].into_iter().filter(|e| !self.is_taken(e)).map(filler).collect()
    }

    /// `The carmaker, an ally of X,`, `Le constructeur nippon, allié de X,`: whether a noun phrase for a company ends before a
    /// token, an adjective or two behind its noun.
    fn phrase_ends(&self, end: usize) -> bool {
        let s = self.s;
        let company = |at: usize| s.anaphor_before(at).is_some_and(|(_, value)| value == "company");
        let plain = |i: usize| s.at(i).is_none() && s.text(i).starts_with(char::is_lowercase) && s.marker_at(i).is_none();
        (0..=2).any(|k| end > s.lo + k && company(end - k) && (end - k..end).all(plain))
    }

    /// Whether only words that no verb, mark or mention interrupts stand between.
    fn noun_phrase(&self, from: usize, to: usize) -> bool {
        let s = self.s;
        let word = |i: usize| s.at(i).is_none() && s.text(i).starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
        to <= from + 7 && (from..to).all(|i| word(i) && !s.is(i, class::AUX) && !s.is(i, class::RELATIVE) && !s.is(i, class::CLAUSE))
    }

    /// `En 2023, X a …`, `Selon Reuters, X …`: what stands before the comma is no subject.
    pub(super) fn leading_phrase(&self, comma: usize) -> bool {
        (self.s.lo..comma).filter_map(|i| self.s.entity_at(i)).all(|p| !self.subject_like(p.start))
    }

    /// The name right before a relative pronoun or a participle.
    pub(super) fn antecedent(&self, end: usize, role: &Role) -> Fillers {
        let s = self.s;
        let mut at = end;
        let mut steps = 0;
        // X, que Y a racheté et dont les ventes …: two relative clauses of one name
        if let Some((joint, _)) = s.word_before(end, class::CONJUNCTION).filter(|(joint, _)| *joint > s.lo) {
            let earlier =
                (joint.saturating_sub(14).max(s.lo)..joint).rev().take_while(|i| s.mark(*i) != ';').find(|i| self.opens_relative(*i));
            let found = earlier.filter(|i| *i > s.lo).map(|i| self.antecedent(i, role)).unwrap_or_default();
            if !found.is_empty() {
                return found;
            }
        }
        while at > s.lo && steps < 9 {
            steps += 1;
            let i = at - 1;
            if s.mark(i) == ')' {
                if let Some(open) = s.opening_of(i) {
                    at = open;
                    continue;
                }
            }
            if let Some(p) = s.entity_at(i) {
                // X, la filiale de Y, dont …: of X
                let head = self.apposition_head(p).filter(|_| at == end || s.mark(end - 1) == ',');
                let (p, near) = head.map_or((p, steps <= 2), |h| (h, true));
                return self.filler(p, if near { 0.95 } else { 0.75 }, "named right before").into_iter().collect();
            }
            if let Some((start, value)) = s.anaphor_before(at) {
                if value != "possessive" {
                    // X, the American meditation company, which: of the name before its comma, if it says more than `the company`
                    let named = start.checked_sub(2).filter(|i| *i >= s.lo && s.mark(start - 1) == ',').and_then(|i| s.entity_at(i));
                    if let Some(p) = named.filter(|_| value == "company" && !traits::words(&s.r, start..at).is_empty()) {
                        return self.filler(p, 0.9, "named right before").into_iter().collect();
                    }
                    // `invests in the company, valued at`: not the one that invests
                    let found =
                        if self.subject_like(start) { self.anaphor(start, at, role) } else { self.object_reference(start, at, 0.85) };
                    return found.into_iter().collect();
                }
            }
            // son partenaire japonais, qui doit supprimer: the other one, not whose partner it is
            if let Some((start, _)) = s.word_before(at, class::ANAPHOR_OTHER) {
                return self.beside_subject(start, at).into_iter().collect();
            }
            if s.unknown_name(i)
                || s.word_before(at, class::AUX).is_some()
                || self.triggers.iter().any(|t| t.is_verb() && t.start <= i && i < t.end)
                || s.word_before(at, class::CLAUSE).is_some()
            {
                return Fillers::new();
            }
            at = i;
        }
        Fillers::new()
    }

    /// `Fondée en 2015, X compte …`: a participle that opens the sentence belongs to the subject behind the comma.
    pub(super) fn later_subject(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        // behind the first comma that a subject stands behind: `fondée en 2015 par X, ancien de Y, Z compte`
        let commas = (trigger.end..self.s.hi).filter(|i| self.s.mark(*i) == ',');
        commas.take(4).find_map(|comma| self.opening_subject(comma, role))
    }

    fn opening_subject(&self, comma: usize, role: &Role) -> Option<Filler> {
        let s = self.s;
        for i in comma + 1..s.hi.min(comma + 8) {
            if let Some(p) = s.entity_at(i) {
                // courtesy of X, Y and Z, W plans: a member of the list before the comma
                let list = comma.checked_sub(1).and_then(|i| s.entity_at(i)).is_some_and(|q| s.governed_by(q.start).is_some())
                    && i == comma + 1
                    && (s.is(p.end, class::CONJUNCTION) || s.mark(p.end) == ',');
                let bare = s.governed_by(p.start).is_none() && !list;
                return if bare { self.filler(p, 0.9, "subject behind the opening phrase") } else { None };
            }
            if i > comma + 1 && s.mark(i) == ',' {
                return None;
            }
            if let Some((end, w)) = s.word_at(i, class::ANAPHOR) {
                // le groupe boulonnais X: the name behind says who
                let named = (end..s.hi.min(end + 4))
                    .take_while(|k| s.marker_at(*k).is_none() && s.mark(*k) != ',' && !self.triggers.iter().any(|t| t.start == *k))
                    .any(|k| s.entity_at(k).is_some_and(|p| s.kind(p) == Kind::Company));
                if w.value != "possessive" && !named {
                    return self.anaphor(i, end, role);
                }
            }
            // Fondée en 1952, la biscuiterie emploie
            if let Some(end) = self.object_phrase(i).filter(|_| i <= comma + 2 && s.is(i, class::DETERMINER)) {
                return self.anaphor(i, end, role);
            }
            if s.unknown_name(i) {
                return None;
            }
        }
        None
    }
}
