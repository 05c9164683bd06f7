//! Who and whom: companies and products around a trigger.

use super::focus::Focus;
use super::sentence::{Placed, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::{ClassId, Place, Role, class};
use crate::document::{Entity, Kind};
use crate::reading::tokens::Shape;

/// A filler of a role, how sure, and why.
#[derive(Debug, Clone)]
pub(crate) struct Filler {
    pub(crate) entity: Entity,
    pub(crate) kind: Kind,
    /// First token and one past the last; empty at the trigger where nothing in the sentence says it.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) weight: f32,
    pub(crate) why: &'static str,
}

/// Finds fillers in one sentence.
pub(crate) struct Roles<'s, 'a> {
    pub(crate) s: &'s Sentence<'a>,
    pub(crate) focus: &'s Focus,
    pub(crate) triggers: &'s [Trigger],
    /// Subjects already found, by trigger.
    pub(crate) subjects: &'s [Vec<Filler>],
    /// Finds the entity of an owner's id.
    pub(crate) owners: &'s dyn Fn(&str) -> Option<Entity>,
}

impl Roles<'_, '_> {
    /// The fillers of a role from the first place that has any.
    pub(crate) fn fill(&self, t: usize, role: &Role, object: &[Filler]) -> Vec<Filler> {
        for place in &role.from {
            let mut found = self.from(t, *place, role, object);
            found.retain(|f| role.kinds.contains(&f.kind));
            if !found.is_empty() {
                if !role.many {
                    found.truncate(1);
                }
                return found;
            }
        }
        Vec::new()
    }

    /// The subject of a verb whatever its frames ask for, for the verbs joined to it.
    pub(crate) fn any_subject(&self, t: usize) -> Vec<Filler> {
        self.subject(t, &Role { from: Vec::new(), kinds: vec![Kind::Company, Kind::Product], needed: false, many: true })
    }

    fn from(&self, t: usize, place: Place, role: &Role, object: &[Filler]) -> Vec<Filler> {
        let trigger = &self.triggers[t];
        match place {
            Place::Agent if trigger.passive => self.behind(trigger.end, class::M_BY, 12, role),
            Place::Agent => self.subject(t, role),
            Place::Patient if trigger.passive => self.subject(t, role),
            Place::Patient => self.direct(trigger.end, role),
            Place::By => self.behind(trigger.end, class::M_BY, 25, role),
            Place::Of => self.behind(trigger.end, class::M_OF, 14, role),
            Place::Marked(c) => self.behind(trigger.end, c, 30, role),
            Place::Possessor => self.possessor(trigger, role),
            Place::Compound => self.compound(trigger),
            Place::Clause => self.clause_subject(t, role),
            Place::Topic => self.spoken(trigger.start, 0.75, role).into_iter().collect(),
            Place::Owner => object
                .first()
                .and_then(|o| (self.owners)(&o.entity.owner))
                .map(|e| self.absent(e, trigger.start, 0.85, "owner of the product"))
                .into_iter()
                .collect(),
            Place::After | Place::Before | Place::Own => Vec::new(),
        }
    }

    fn filler(&self, p: Placed, weight: f32, why: &'static str) -> Option<Filler> {
        let m = &self.s.mentions[p.mention];
        Some(Filler { entity: m.entity()?.clone(), kind: m.kind, start: p.start, end: p.end, weight, why })
    }

    fn absent(&self, entity: Entity, at: usize, weight: f32, why: &'static str) -> Filler {
        Filler { entity, kind: Kind::Company, start: at, end: at, weight, why }
    }

    fn topic(&self, at: usize, weight: f32) -> Option<Filler> {
        self.focus.company().map(|(e, sure)| self.absent(e, at, weight * sure, "company spoken of"))
    }

    /// The product spoken of.
    fn product(&self, at: usize, weight: f32) -> Option<Filler> {
        let found = self.focus.product();
        found.map(|(e, sure)| Filler { kind: Kind::Product, ..self.absent(e, at, weight * sure, "product spoken of") })
    }

    /// What is spoken of: a product only where the role names products first.
    fn spoken(&self, at: usize, weight: f32, role: &Role) -> Option<Filler> {
        let product = role.kinds.first() == Some(&Kind::Product) && (self.focus.of_product() || !role.kinds.contains(&Kind::Company));
        if product { self.product(at, weight) } else { self.topic(at, weight) }
    }

    /// What a noun phrase or pronoun `start..end` stands for: the last company named before it, or the product where it fits.
    fn anaphor(&self, start: usize, end: usize, role: &Role) -> Option<Filler> {
        let s = self.s;
        let value = s.word_at(start, class::ANAPHOR).map_or("", |(_, w)| w.value.as_str());
        let pronoun = value != "company" && self.focus.of_product();
        let product = role.kinds.first() == Some(&Kind::Product) && (pronoun || !role.kinds.contains(&Kind::Company));
        // named earlier in the same sentence, in subject position
        let fits = |p: &Placed| s.kind(*p) == Kind::Company || product && s.kind(*p) == Kind::Product;
        let here = (s.lo..start).find_map(|i| s.entity_at(i).filter(|p| p.start == i && fits(p) && self.subject_like(i)));
        let found = match here {
            Some(p) => self.filler(p, 0.85, "named before in the sentence"),
            None if product => self.product(start, 0.85),
            None => self.topic(start, 0.85),
        };
        found.map(|f| Filler { start, end, ..f })
    }

    /// Whether what stands at a token can be a subject: not behind a preposition (`selon X`, `avec X`).
    fn subject_like(&self, start: usize) -> bool {
        match self.s.governed_by(start) {
            None => true,
            // de X: the possessor of the subject stands for it
            Some(classes) => classes.iter().all(|c| *c == class::M_OF),
        }
    }

    /// The grammatical subject of a verb, looked for to the left of its group.
    fn subject(&self, t: usize, role: &Role) -> Vec<Filler> {
        let trigger = &self.triggers[t];
        let s = self.s;
        let g = trigger.group;
        if g == s.lo {
            return match trigger.form {
                // headline or bullet without a subject: `Lance un nouveau service`
                Form::Gerund | Form::Participle | Form::Infinitive => self.later_subject(trigger, role).into_iter().collect(),
                _ => self.topic(g, 0.7).into_iter().collect(),
            };
        }
        let mut at = g;
        // qui, which: the antecedent stands right before
        if let Some((start, _)) = s.word_before(at, class::RELATIVE) {
            return self.antecedent(start, role);
        }
        // et, and, puis: the subject of the verb before
        let joined = s
            .word_before(at, class::CONJUNCTION)
            .map(|(start, _)| start)
            .or_else(|| (s.text(at - 1) == "," && trigger.finite()).then_some(at - 1));
        if let Some(joined) = joined {
            let earlier = (0..t)
                .rev()
                .filter(|i| self.triggers[*i].is_verb() && self.triggers[*i].end <= joined)
                .find(|i| !self.subjects[*i].is_empty());
            if let Some(i) = earlier {
                let between = (self.triggers[i].end..joined).any(|k| s.is(k, class::CLAUSE) || s.is(k, class::SAY));
                if !between && s.opening_of(at - 1).is_none_or(|open| open < self.triggers[i].end) {
                    return self.subjects[i]
                        .iter()
                        .cloned()
                        .map(|f| Filler { weight: f.weight * 0.95, why: "subject carried over", ..f })
                        .collect();
                }
            }
            if s.text(at - 1) != "," {
                at = joined;
            }
        }
        if matches!(trigger.form, Form::Gerund)
            || trigger.passive_without_aux()
            || matches!(trigger.form, Form::Infinitive | Form::Base) && !trigger.passive
        {
            // hangs on a verb before: its subject, unless a noun stands nearer
            if trigger.passive_without_aux() {
                return self.antecedent(at, role);
            }
            let earlier =
                (0..t).rev().filter(|i| self.triggers[*i].finite()).find(|i| !self.subjects[*i].is_empty() && self.triggers[*i].end <= g);
            if let Some(i) = earlier {
                return self.subjects[i]
                    .iter()
                    .cloned()
                    .map(|f| Filler { weight: f.weight * 0.9, why: "subject of the governing verb", ..f })
                    .collect();
            }
        }
        self.scan_left(at, trigger, role)
    }

    /// Walks left from `at` for something that can be a subject.
    fn scan_left(&self, mut at: usize, trigger: &Trigger, role: &Role) -> Vec<Filler> {
        let s = self.s;
        let mut steps = 0;
        let mut weight: f32 = 0.95;
        while at > s.lo && steps < 45 {
            steps += 1;
            let i = at - 1;
            // X, which owns Y, buys: the parenthesis is stepped over if something stands before it
            if let Some(open) = s.opening_of(i) {
                if open > s.lo
                    && (s.text(i) != ","
                        || (s.lo..open).any(|k| s.entity_at(k).is_some() || s.is(k, class::ANAPHOR)) && !self.leading_phrase(open))
                {
                    at = open;
                    continue;
                }
            }
            if let Some(p) = s.entity_at(i) {
                let f = self.filler(p, weight, "subject before the verb");
                if self.subject_like(p.start) && f.as_ref().is_some_and(|f| role.kinds.contains(&f.kind) || f.kind == Kind::Product) {
                    let mut all: Vec<Filler> = f.into_iter().collect();
                    self.coordinated_left(p, weight, &mut all);
                    return self.owners_for(all, role);
                }
                at = p.start;
                weight *= 0.97;
                continue;
            }
            if let Some((start, w)) = s.word_before(at, class::ANAPHOR) {
                if w.value != "possessive" && self.subject_like(start) {
                    return self.anaphor(start, at, role).into_iter().collect();
                }
                at = start;
                continue;
            }
            if let Some((start, w)) = s.word_before(at, class::METONYM) {
                if let Some(e) = (self.owners)(&w.value) {
                    return vec![Filler { start, end: at, ..self.absent(e, start, 0.85, "metonym") }];
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
            let clause = s.word_before(at, class::CLAUSE).is_some() || matches!(s.text(i), ";" | ":");
            if clause && !matches!(trigger.form, Form::Infinitive | Form::Gerund | Form::Base) {
                return Vec::new();
            }
            if s.unknown_name(i) {
                return Vec::new();
            }
            if self.triggers.iter().any(|o| o.start <= i && i < o.end && o.start != trigger.start && o.finite()) {
                weight *= 0.85;
            }
            at = i;
        }
        Vec::new()
    }

    /// `En 2023, X a …`, `Selon Reuters, X …`: what stands before the comma is no subject.
    fn leading_phrase(&self, comma: usize) -> bool {
        (self.s.lo..comma).filter_map(|i| self.s.entity_at(i)).all(|p| !self.subject_like(p.start))
    }

    /// A product standing for its owner where the role wants a company.
    fn owners_for(&self, found: Vec<Filler>, role: &Role) -> Vec<Filler> {
        found
            .into_iter()
            .filter_map(|f| match f.kind {
                Kind::Product if !role.kinds.contains(&Kind::Product) => (self.owners)(&f.entity.owner).map(|entity| Filler {
                    entity,
                    kind: Kind::Company,
                    weight: f.weight * 0.8,
                    why: "owner of the product named",
                    ..f
                }),
                _ => Some(f),
            })
            .collect()
    }

    /// X, Y et Z before a verb.
    fn coordinated_left(&self, last: Placed, weight: f32, out: &mut Vec<Filler>) {
        let s = self.s;
        let mut first = last.start;
        loop {
            let joined = s.word_before(first, class::CONJUNCTION).map(|(start, _)| start);
            // a comma joins only once a conjunction has: X, Y et Z
            let comma = (first > s.lo && s.text(first - 1) == "," && out.len() > 1).then(|| first - 1);
            let Some(start) = joined.or(comma).filter(|start| *start > s.lo) else { return };
            let Some(p) = s.entity_at(start - 1) else { return };
            out.extend(self.filler(p, weight * 0.95, "coordinated subject"));
            first = p.start;
        }
    }

    /// The name right before a relative pronoun or a participle.
    fn antecedent(&self, end: usize, role: &Role) -> Vec<Filler> {
        let s = self.s;
        let mut at = end;
        let mut steps = 0;
        while at > s.lo && steps < 9 {
            steps += 1;
            let i = at - 1;
            if s.text(i) == ")" {
                if let Some(open) = s.opening_of(i) {
                    at = open;
                    continue;
                }
            }
            if let Some(p) = s.entity_at(i) {
                return self.filler(p, if steps <= 2 { 0.95 } else { 0.75 }, "named right before").into_iter().collect();
            }
            if let Some((start, w)) = s.word_before(at, class::ANAPHOR) {
                if w.value != "possessive" {
                    return self.anaphor(start, at, role).into_iter().collect();
                }
            }
            if s.unknown_name(i)
                || self.triggers.iter().any(|t| t.is_verb() && t.start <= i && i < t.end)
                || s.word_before(at, class::CLAUSE).is_some()
            {
                return Vec::new();
            }
            at = i;
        }
        Vec::new()
    }

    /// `Fondée en 2015, X compte …`: a participle that opens the sentence belongs to the subject behind the comma.
    fn later_subject(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        let s = self.s;
        let comma = (trigger.end..s.hi).find(|i| s.text(*i) == ",")?;
        for i in comma + 1..s.hi.min(comma + 8) {
            if let Some(p) = s.entity_at(i) {
                return if self.subject_like(p.start) { self.filler(p, 0.9, "subject behind the opening phrase") } else { None };
            }
            if let Some((end, w)) = s.word_at(i, class::ANAPHOR) {
                if w.value != "possessive" {
                    return self.anaphor(i, end, role);
                }
            }
            if s.unknown_name(i) {
                return None;
            }
        }
        None
    }

    /// The direct object behind a verb, and what is joined to it.
    fn direct(&self, from: usize, role: &Role) -> Vec<Filler> {
        self.reach(from, 11, true, role)
    }

    /// What stands behind the first marker of a class that governs a name.
    fn behind(&self, from: usize, marker: ClassId, limit: usize, role: &Role) -> Vec<Filler> {
        let s = self.s;
        let mut i = from;
        while i < s.hi && i < from + limit {
            if let Some(p) = s.at(i) {
                i = p.end.max(i + 1);
                continue;
            }
            if s.is(i, class::CLAUSE) || matches!(s.text(i), ";") {
                return Vec::new();
            }
            if let Some((end, _)) = s.word_at(i, marker) {
                let found = self.reach(end, 7, false, role);
                if !found.is_empty() {
                    return found;
                }
            }
            if self.triggers.iter().any(|t| t.finite() && t.start == i && t.start >= from && !s.is(i, class::RELATIVE)) {
                return Vec::new();
            }
            i += 1;
        }
        Vec::new()
    }

    /// The first name behind `from` within `gap` tokens that only describe it, with what is joined to it.
    fn reach(&self, from: usize, gap: usize, direct: bool, role: &Role) -> Vec<Filler> {
        let s = self.s;
        let mut i = from;
        let mut hops = 0;
        while i < s.hi && i < from + gap {
            if let Some(p) = s.entity_at(i) {
                // rachète une filiale de X: X is not what is bought
                let of = i > from && s.word_before(p.start, class::M_OF).is_some();
                if of && (direct || hops > 0) {
                    return Vec::new();
                }
                let weight = if i == from { 0.97 } else { 0.93 };
                let Some(first) = self.filler(p, weight, "named behind") else { return Vec::new() };
                let mut all = vec![first];
                self.coordinated_right(p, &mut all);
                return self.owners_for(all, role);
            }
            if let Some(p) = s.at(i) {
                // an amount between verb and object: `investit 1 milliard dans X` is no direct object
                if direct && s.kind(p) != Kind::Date {
                    return Vec::new();
                }
                i = p.end;
                continue;
            }
            if let Some((end, w)) = s.word_at(i, class::ANAPHOR) {
                // dans le groupe; but in `de la start-up nantaise X` the name behind says who
                let named = (end..(end + 6).min(s.hi))
                    .take_while(|k| s.marker_at(*k).is_none() && s.text(*k) != ",")
                    .any(|k| s.entity_at(k).is_some());
                if w.value != "possessive" && !named {
                    return if direct { Vec::new() } else { self.topic(i, 0.7).map(|f| Filler { end, ..f }).into_iter().collect() };
                }
                i = end;
                continue;
            }
            if let Some((end, _)) = s.word_at(i, class::ANAPHOR_OTHER) {
                // son concurrent X: the name behind says it better
                if (end..(end + 3).min(s.hi)).any(|k| s.entity_at(k).is_some()) {
                    i = end;
                    continue;
                }
                return self
                    .focus
                    .other
                    .clone()
                    .map(|e| Filler { start: i, end, ..self.absent(e, i, 0.75, "the other company") })
                    .into_iter()
                    .collect();
            }
            if s.unknown_name(i)
                || matches!(s.text(i), "." | ";" | ":" | "(" | ")" | "!" | "?")
                || s.is(i, class::CLAUSE)
                || s.is(i, class::RELATIVE)
            {
                return Vec::new();
            }
            if s.text(i) == "," && direct {
                return Vec::new();
            }
            if self.triggers.iter().any(|t| t.is_verb() && t.start == i && !t.passive_without_aux()) {
                return Vec::new();
            }
            if let Some(end) = s.marker_at(i) {
                if direct && !s.is(i, class::M_OF) && !s.is(i, class::DETERMINER) {
                    return Vec::new();
                }
                hops += usize::from(s.is(i, class::M_OF) && s.r.tokens[i].shape == Shape::Word && s.entity_at(end).is_none());
                i = end;
                continue;
            }
            i += 1;
        }
        Vec::new()
    }

    /// X, Y et Z behind a verb or marker.
    fn coordinated_right(&self, first: Placed, out: &mut Vec<Filler>) {
        let s = self.s;
        let mut end = first.end;
        while end < s.hi {
            let joint = match s.word_at(end, class::CONJUNCTION) {
                Some((e, _)) => e,
                None if s.text(end) == "," => s.word_at(end + 1, class::CONJUNCTION).map_or(end + 1, |(e, _)| e),
                None => return,
            };
            let mut at = joint;
            while let Some(next) = s
                .word_at(at, class::DETERMINER)
                .or_else(|| s.word_at(at, class::M_OF))
                .or_else(|| s.word_at(at, class::ANAPHOR))
                .map(|(e, _)| e)
            {
                at = next;
            }
            let Some(p) = s.entity_at(at) else { return };
            // X, Y invests: Y is the subject of the next clause
            if self.triggers.iter().any(|t| t.finite() && t.group == p.end) && s.text(end) == "," {
                return;
            }
            out.extend(self.filler(p, 0.9, "joined to the one before"));
            end = p.end;
        }
    }

    /// `X's first-quarter revenue`, `le chiffre d'affaires de X`, `its revenue`.
    fn possessor(&self, t: &Trigger, role: &Role) -> Vec<Filler> {
        let s = self.s;
        // de X right behind the noun, adjectives between
        let mut i = t.end;
        while i < s.hi.min(t.end + 5) {
            if let Some(p) = s.at(i) {
                if !matches!(s.kind(p), Kind::Date | Kind::Percent) {
                    break;
                }
                i = p.end;
                continue;
            }
            if let Some((end, _)) = s.word_at(i, class::M_OF) {
                let found = self.reach(end, 5, false, role);
                if !found.is_empty() {
                    return found;
                }
            }
            if s.marker_at(i).is_some() && !s.is(i, class::M_OF) || s.text(i) == "," {
                break;
            }
            i += 1;
        }
        let mut at = t.group.min(t.start);
        for _ in 0..8 {
            if at <= s.lo {
                break;
            }
            if let Some((start, _)) = s.word_before(at, class::POSSESSIVE_MARK) {
                let apostrophe = start.saturating_sub(1);
                if apostrophe > s.lo && s.r.tokens[apostrophe].shape == Shape::Apostrophe {
                    if let Some(p) = s.entity_at(apostrophe - 1) {
                        return self.owners_for(self.filler(p, 0.97, "possessor").into_iter().collect(), role);
                    }
                    if let Some((start, _)) = s.word_before(apostrophe, class::ANAPHOR) {
                        return self.anaphor(start, at, role).into_iter().collect();
                    }
                    return Vec::new();
                }
            }
            if let Some((start, w)) = s.word_before(at, class::ANAPHOR) {
                if w.value == "possessive" {
                    return self.anaphor(start, at, role).into_iter().collect();
                }
            }
            if s.at(at - 1).is_some_and(|p| !matches!(s.kind(p), Kind::Date | Kind::Money | Kind::Percent))
                || matches!(s.text(at - 1), "," | "." | ";" | "(")
            {
                break;
            }
            at -= 1;
        }
        Vec::new()
    }

    /// `the Windsurf acquisition`, `OpenAI revenue`.
    fn compound(&self, t: &Trigger) -> Vec<Filler> {
        t.start
            .checked_sub(1)
            .and_then(|i| self.s.entity_at(i))
            .and_then(|p| self.filler(p, 0.85, "named right before"))
            .into_iter()
            .collect()
    }

    /// The subject of the clause a noun stands in: of its verb if that is a trigger, else the first fit name before it.
    fn clause_subject(&self, t: usize, role: &Role) -> Vec<Filler> {
        let trigger = &self.triggers[t];
        let s = self.s;
        let verb = (0..t).rev().find(|i| self.triggers[*i].is_verb() && !self.subjects[*i].is_empty());
        if let Some(v) = verb {
            let between = (self.triggers[v].end..trigger.start).any(|k| s.is(k, class::CLAUSE) || s.is(k, class::SAY) || s.text(k) == ";");
            if !between {
                let subject = self.subjects[v].iter().filter(|f| role.kinds.contains(&f.kind)).cloned();
                return subject.map(|f| Filler { weight: f.weight * 0.95, why: "subject of the clause", ..f }).collect();
            }
        }
        let mut lo = s.lo;
        for i in s.lo..trigger.start {
            if s.is(i, class::CLAUSE) || matches!(s.text(i), ";" | ":" | "•") {
                lo = i + 1;
            }
        }
        let mut i = lo;
        while i < trigger.start {
            if let Some(p) = s.entity_at(i) {
                if self.subject_like(p.start) {
                    let found = self.owners_for(self.filler(p, 0.88, "first name of the clause").into_iter().collect(), role);
                    if found.iter().any(|f| role.kinds.contains(&f.kind)) {
                        return found;
                    }
                }
                i = p.end;
                continue;
            }
            if let Some((end, w)) = s.word_at(i, class::ANAPHOR) {
                if w.value != "possessive" && self.subject_like(i) {
                    return self.anaphor(i, end, role).into_iter().collect();
                }
                i = end;
                continue;
            }
            if let Some((end, w)) = s.word_at(i, class::METONYM) {
                if let Some(e) = (self.owners)(&w.value) {
                    return vec![Filler { start: i, end, ..self.absent(e, i, 0.85, "metonym") }];
                }
            }
            if s.unknown_name(i) {
                return Vec::new();
            }
            i += 1;
        }
        Vec::new()
    }
}
