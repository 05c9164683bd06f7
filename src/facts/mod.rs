//! From mentions to facts: triggers open frames, mentions of the clause fill their roles.

mod amounts;
mod authorities;
mod beside;
mod focus;
mod gapped;
mod merge;
mod modality;
mod objects;
mod roles;
mod sentence;
mod series;
mod subjects;
mod tables;
mod trigger;

use crate::dictionary::{Frame, Place, Voice, class};
use crate::document::{Attempt, Entity, Fact, Kind, Mention, Part, Span};
use crate::meaning::{DateSpan, FactType, Modality};
use crate::mentions::Reading;
use amounts::Given;
use focus::Focus;
use roles::{Filler, Roles};
use sentence::{Placed, Sentence};
use series::Link;
use trigger::{Form, Index, Trigger};

/// Frames ready for use.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    frames: Vec<Frame>,
    index: Index,
    /// Those that read tables.
    tables: Vec<usize>,
}

impl Frames {
    pub(crate) fn new(frames: Vec<Frame>, classes: usize) -> Frames {
        let index = Index::new(&frames, classes);
        let tables = tables::of(&frames);
        Frames { frames, index, tables }
    }

    /// All facts of a text, by offset. `owner` finds the company of a dictionary id.
    pub(crate) fn find(
        &self,
        reading: &Reading<'_>,
        sentences: &[Span],
        mentions: &[Mention],
        owner: &dyn Fn(&str) -> Option<Entity>,
        explain: bool,
    ) -> (Vec<Fact>, Vec<Attempt>) {
        let mut attempts = Vec::new();
        let mut facts = Vec::new();
        let mut focus = Focus::new(mentions);
        let mut heading = Heading::default();
        let mut table = tables::Table::default();
        let mut token = 0;
        let mut next = 0;
        for (index, span) in sentences.iter().enumerate() {
            let lo = token;
            while token < reading.tokens.len() && reading.sentence_of[token] as usize == index {
                token += 1;
            }
            let first = next;
            while next < mentions.len() && mentions[next].span.start < span.end {
                next += 1;
            }
            if lo == token {
                continue;
            }
            heading.enter(reading, lo);
            if reading.tokens[lo].is(crate::reading::tokens::PARAGRAPH) {
                focus.paragraph();
            }
            // a line without mentions may still be the head of a table
            if first == next && focus.empty() && self.tables.is_empty() {
                continue;
            }
            let placed = place(reading, mentions, first, next, lo, token);
            let s = Sentence::new(*reading, mentions, index as u32, lo, token, placed);
            heading.read(&s);
            let mut found = table.read(&s, &self.frames, &self.tables);
            if found.is_empty() {
                found = self.sentence(&s, &focus, &heading, owner, explain.then_some(&mut attempts));
            }
            focus.follow(&s, &found, owner);
            facts.extend(found);
        }
        (merge::merge(facts, |kind| self.frames.iter().any(|f| f.kind == kind && f.symmetric)), attempts)
    }

    fn sentence(
        &self,
        s: &Sentence<'_>,
        focus: &Focus,
        heading: &Heading,
        owner: &dyn Fn(&str) -> Option<Entity>,
        mut attempts: Option<&mut Vec<Attempt>>,
    ) -> Vec<Fact> {
        let triggers = self.index.triggers(s, &self.frames);
        if triggers.iter().all(|t| t.frames.is_empty()) {
            return Vec::new();
        }
        // who and whom first: amounts go only to triggers that somebody stands beside
        let mut subjects: Vec<Vec<Filler>> = vec![Vec::new(); triggers.len()];
        let mut opened: Vec<Vec<Opened>> = Vec::with_capacity(triggers.len());
        for t in 0..triggers.len() {
            let roles = Roles { s, focus, triggers: &triggers, subjects: &subjects, taken: &[], owners: owner };
            let here: Vec<Opened> = triggers[t].frames.iter().map(|f| Opened::new(&roles, t, *f, &self.frames[*f])).collect();
            let subject = if triggers[t].is_verb() { roles.any_subject(t) } else { Vec::new() };
            subjects[t] = subject;
            opened.push(here);
        }
        let able: Vec<Vec<usize>> = opened.iter().map(|o| o.iter().filter(|o| o.lacks.is_none()).map(|o| o.frame).collect()).collect();
        let able = without_repeats(s, &triggers, &self.frames, able);
        let given = amounts::assign(s, &triggers, &self.frames, &able);
        let others = triggers.iter().zip(&given).filter(|(t, _)| t.own.is_none());
        let used: Vec<usize> = others.flat_map(|(_, g)| [g.money, g.count]).flatten().map(|p| p.mention).collect();
        let mut claimed = Vec::new();
        let mut facts = Vec::new();
        // what a verb says of an amount, its noun need not say again: `a infligé à X une amende de …`
        let mut said: Vec<(FactType, usize)> = Vec::new();
        let verbs_first =
            (0..triggers.len()).filter(|t| triggers[*t].is_verb()).chain((0..triggers.len()).filter(|t| !triggers[*t].is_verb()));
        for t in verbs_first {
            let mut taken = false;
            for o in std::mem::take(&mut opened[t]) {
                let frame = &self.frames[o.frame];
                if taken && !frame.also {
                    continue;
                }
                let figure = given[t].money.map(|p| (frame.kind, p.mention));
                if figure.is_some_and(|f| said.contains(&f)) {
                    continue;
                }
                let got = self.fill(s, &triggers, t, frame, &o, &given[t], &used, heading, attempts.is_some());
                let got = if able[t].contains(&o.frame) || o.lacks.is_some() { got } else { Err("more than its verb says") };
                if let Some(log) = attempts.as_deref_mut() {
                    let lacked = got.as_ref().err().map_or(String::new(), |l| (*l).to_owned());
                    log.push(Attempt {
                        span: s.r.span(triggers[t].group.min(triggers[t].start), triggers[t].end),
                        frame: frame.id.clone(),
                        lacked,
                    });
                }
                let mut found = got.unwrap_or_default();
                if triggers[t].own.is_none() {
                    claimed.extend(found.iter().skip(1).filter_map(|f| f.count.clone()));
                }
                taken |= !found.is_empty();
                if triggers[t].is_verb() && !found.is_empty() {
                    said.extend(figure);
                }
                facts.append(&mut found);
            }
        }
        // `lets go of 600 employees in January, 200 in June`: the later figures are no headcount
        facts.retain(|f| !(self.mention_rule(&f.rule) && f.count.as_ref().is_some_and(|c| claimed.contains(c))));
        facts
    }

    fn mention_rule(&self, id: &str) -> bool {
        self.frames.iter().any(|f| f.id == id && f.mention.is_some())
    }

    /// The facts a frame gives for a trigger, one for each filler of a role that takes many; or what it lacks.
    #[expect(clippy::too_many_arguments, reason = "all that the sentence knows meets here")]
    fn fill(
        &self,
        s: &Sentence<'_>,
        triggers: &[Trigger],
        t: usize,
        frame: &Frame,
        o: &Opened,
        given: &Given,
        taken: &[usize],
        heading: &Heading,
        explain: bool,
    ) -> Result<Vec<Fact>, &'static str> {
        let trigger = &triggers[t];
        let (subjects, objects) = (&o.subjects, &o.objects);
        let lacks = Err;
        if let Some(what) = o.lacks {
            return Err(what);
        }
        let money = frame.money.as_ref().and(given.money).filter(|p| fits(frame, s, *p));
        let count = frame.count.as_ref().and_then(|r| given.count.filter(|p| r.kinds.contains(&s.kind(*p))));
        let percent = frame.percent.as_ref().and(given.percent);
        let missing =
            |role: &Option<crate::dictionary::Role>, got: Option<Placed>| role.as_ref().is_some_and(|r| r.needed) && got.is_none();
        // `X was not fined`: what is denied needs no amount
        let denied = || frame.kind == FactType::Fine && modality::of(s, trigger, frame.modality) == Some(Modality::Denied);
        if missing(&frame.money, money) && !denied() {
            return lacks("an amount of money");
        }
        if missing(&frame.count, count) {
            return lacks("a count");
        }
        if missing(&frame.percent, percent) {
            return lacks("a percentage");
        }
        let Some(modality) = modality::of(s, trigger, frame.modality) else { return lacks("a statement: its clause is a condition") };
        let figure = money.or(count);
        let date = amounts::date_of(s, triggers, trigger, figure);
        let mut out = Vec::new();
        let object_choices: Vec<Option<&Filler>> = if objects.is_empty() { vec![None] } else { objects.iter().map(Some).collect() };
        for subject in subjects {
            for object in &object_choices {
                let weight = subject.weight * object.map_or(1.0, |o| o.weight);
                let mut fact = Fact {
                    kind: frame.kind,
                    span: Span { start: 0, end: 0 },
                    sentence: s.index,
                    subject: subject.entity.clone(),
                    object: object.map(|o| o.entity.clone()),
                    money: money.and_then(|p| s.mentions[p.mention].amount().cloned()),
                    count: count.and_then(|p| s.mentions[p.mention].amount().cloned()),
                    percent: percent.and_then(|p| {
                        s.mentions[p.mention]
                            .amount()
                            .map(|a| if changes(frame.kind) && amounts::falls(s, p) && !a.low.is_sign_negative() { -a.low } else { a.low })
                    }),
                    date: date.and_then(|p| s.mentions[p.mention].date().copied()).or(heading.date),
                    modality,
                    rule: frame.id.clone(),
                    confidence: (frame.confidence * weight * 100.0).round() / 100.0,
                    parts: Vec::new(),
                };
                let ends = [
                    Some((subject.start, subject.end)),
                    object.map(|o| (o.start, o.end)),
                    money.map(|p| (p.start, p.end)),
                    count.map(|p| (p.start, p.end)),
                    percent.map(|p| (p.start, p.end)),
                    date.map(|p| (p.start, p.end)),
                ];
                fact.span = evidence(s, trigger, &ends);
                if explain {
                    fact.parts = derivation(
                        s,
                        frame,
                        trigger,
                        subject,
                        *object,
                        &[("money", money), ("count", count), ("percent", percent), ("date", date)],
                    );
                }
                out.push(fact);
            }
        }
        if let (Some(figure), Some(first)) = (money, out.first().cloned()) {
            out.extend(gapped::facts(s, triggers, frame, figure, &first, o));
        }
        if let (Some(figure), Some(first)) = (figure, out.first().cloned()) {
            let free = |p: Placed| frame.mention.is_some() || !taken.contains(&p.mention);
            out.extend(hanging_facts(s, frame, figure, &first, o.objects.is_empty(), &free));
        }
        Ok(out)
    }
}

/// What the words of its clause keep from a frame.
fn lacking(frame: &Frame, roles: &Roles<'_, '_>, t: usize) -> Option<&'static str> {
    let clause = match roles.triggers[t].own {
        Some(_) => beside(roles.triggers, t, roles.s),
        None => clause(roles.s, &roles.triggers[t]),
    };
    let trigger = &roles.triggers[t];
    // `n'ont pas pu le signer`: its object is a pronoun, not the noun that stands somewhere
    let pronoun = trigger.is_verb()
        && trigger.start > trigger.group
        && roles.s.is(trigger.start - 1, class::DETERMINER)
        && !matches!(trigger.form, Form::Participle | Form::Ed);
    if pronoun && !frame.with.is_empty() {
        Some("an object of its own")
    } else if !frame.with.is_empty() && !roles.s.any(clause.clone(), &frame.with) {
        Some("a word that must stand in its clause")
    } else if roles.s.any(clause, &frame.without) {
        Some("a clause without a word that belongs to another type")
    } else {
        None
    }
}

/// `the partnership with X`: known already, not told here.
fn presupposed(s: &Sentence<'_>, t: &Trigger) -> bool {
    let definite = |w: &str| matches!(w, "le" | "la" | "les" | "l'" | "the" | "ce" | "cet" | "cette" | "this" | "that" | "leur" | "their");
    (t.start.saturating_sub(3).max(s.lo)..t.start)
        .any(|i| s.word_at(i, class::DETERMINER).is_some_and(|(_, w)| definite(&w.surface)) && (i..t.start).all(|k| s.at(k).is_none()))
}

/// Whether the percentage of such a fact is a change, and not a share of something.
fn changes(kind: FactType) -> bool {
    !matches!(kind, FactType::Stake | FactType::Layoffs | FactType::Acquisition | FactType::Investment)
}

/// Whether an amount can be the frame's: no price per month or user for what happens once, no billions for a price.
fn fits(frame: &Frame, s: &Sentence<'_>, p: Placed) -> bool {
    let amount = s.mentions[p.mention].amount();
    if frame.below.is_some_and(|b| amount.is_some_and(|a| a.low >= b)) {
        return false;
    }
    let once = matches!(
        frame.kind,
        FactType::Acquisition
            | FactType::Stake
            | FactType::Investment
            | FactType::Funding
            | FactType::Valuation
            | FactType::Ipo
            | FactType::Deal
            | FactType::Launch
            | FactType::Fine
            | FactType::Lawsuit
    );
    !once || amount.is_none_or(|a| a.per.is_empty())
}

/// A frame of a trigger with the companies and products that fill it.
pub(crate) struct Opened {
    frame: usize,
    subjects: Vec<Filler>,
    objects: Vec<Filler>,
    /// What keeps it from giving a fact, whatever the amounts.
    lacks: Option<&'static str>,
}

impl Opened {
    fn new(roles: &Roles<'_, '_>, t: usize, index: usize, frame: &Frame) -> Opened {
        let s = roles.s;
        let trigger = &roles.triggers[t];
        let fits = frame.voice.is_none_or(|v| (v == Voice::Passive) == trigger.passive);
        if !fits {
            return Opened { frame: index, subjects: Vec::new(), objects: Vec::new(), lacks: Some("the voice of its verb") };
        }
        // `un partenariat entre X et Y`
        if let Some((subject, objects)) = roles.pair(t, frame) {
            return Opened { frame: index, subjects: vec![subject], objects, lacks: lacking(frame, roles, t) };
        }
        // who is named first, then whom; nobody buys itself
        let mut objects = frame.object.as_ref().map(|r| roles.fill(t, r, &[])).unwrap_or_default();
        let mut subjects = roles.beside(&objects).fill(t, &frame.subject, &objects);
        // `dans son partenaire`: who that is depends on who does it
        if let Some(r) = frame.object.as_ref().filter(|_| objects.iter().any(|o| o.why == "the other company")) {
            let doers = roles.fill(t, &frame.subject, &[]);
            let others = roles.beside(&doers).fill(t, r, &[]);
            if !others.is_empty() && !doers.is_empty() {
                (subjects, objects) = (doers, others);
            }
        }
        if subjects.iter().any(|x| x.why == "authority") {
            objects.retain(|o| o.why != "authority");
        }
        // X et Y s'associent: one is the other's partner
        if objects.is_empty() && subjects.len() >= 2 && frame.object.as_ref().is_some_and(|r| r.from.contains(&Place::Between)) {
            objects = subjects.split_off(1);
        }
        let lacks = if subjects.is_empty() {
            Some("a subject")
        } else if frame.object.as_ref().is_some_and(|r| r.needed) && objects.is_empty() {
            Some("an object")
        } else if frame.fresh && presupposed(s, trigger) && !subjects.iter().any(|f| f.why == "possessor" || f.why == "named behind") {
            Some("news: its noun has a definite article")
        } else {
            lacking(frame, roles, t)
        };
        Opened { frame: index, subjects, objects, lacks }
    }
}

/// `spent $75bn on capex`: a noun behind a verb of its own type, with the verb's figure between, says nothing more.
fn without_repeats(s: &Sentence<'_>, triggers: &[Trigger], frames: &[Frame], mut able: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    for t in 1..triggers.len() {
        let Some(v) = (0..t).rev().find(|v| triggers[*v].is_verb() && !able[*v].is_empty()) else { continue };
        let (end, start) = (triggers[v].end, triggers[t].start);
        let figure = s.placed.iter().any(|p| p.start >= end && p.end <= start && matches!(s.kind(*p), Kind::Money | Kind::Headcount));
        let apart = (end..start).any(|i| s.text(i) == "," || s.is(i, class::CONJUNCTION));
        if triggers[t].form == Form::Noun && figure && !apart {
            let kinds: Vec<_> = able[v].iter().map(|f| frames[*f].kind).collect();
            able[t].retain(|f| !kinds.contains(&frames[*f].kind));
        }
    }
    able
}

/// `revenue of $2bn, up from $1.5bn a year earlier`: figures that hang on a fact's own make facts of their own.
fn hanging_facts(s: &Sentence<'_>, frame: &Frame, figure: Placed, now: &Fact, alone: bool, free: &dyn Fn(Placed) -> bool) -> Vec<Fact> {
    let mut out = Vec::new();
    for h in series::behind(s, figure, free) {
        let Some(amount) = s.mentions[h.figure.mention].amount().cloned() else { continue };
        // a mention of its own opens its own frame
        if frame.mention.is_some() && h.link != Link::Earlier || matches!(h.link, Link::Earlier | Link::Share) && !frame.compare {
            continue;
        }
        let mut fact = Fact { percent: None, date: h.date.or(now.date), ..now.clone() };
        if h.link == Link::Earlier {
            fact.date = h.date.or_else(|| now.date.and_then(year_before));
            if now.modality == Modality::Planned {
                fact.modality = Modality::Asserted;
            }
        }
        if let Some((p, entity)) = h.subject {
            if !alone || !frame.subject.kinds.contains(&s.kind(p)) {
                continue;
            }
            fact.subject = entity;
            fact.object = None;
        }
        fact.span.end = fact.span.end.max(s.mentions[h.figure.mention].span.end);
        let slot = if now.money.is_some() { &mut fact.money } else { &mut fact.count };
        *slot = Some(amount);
        out.push(fact);
    }
    out
}

fn year_before(d: DateSpan) -> Option<DateSpan> {
    let back = chrono::Months::new(12);
    Some(DateSpan { from: d.from.checked_sub_months(back)?, to: d.to.checked_sub_months(back)?, ..d })
}

/// The tokens around a trigger up to the next semicolon.
fn clause(s: &Sentence<'_>, t: &Trigger) -> std::ops::Range<usize> {
    let lo = (s.lo..t.start).rev().find(|i| s.text(*i) == ";").map_or(s.lo, |i| i + 1);
    let hi = (t.end..s.hi).find(|i| s.text(*i) == ";").unwrap_or(s.hi);
    lo..hi
}

/// The tokens that can say what a counted thing is of: `supprimer 110 postes`, `250 jobs will be cut`.
fn beside(triggers: &[Trigger], t: usize, s: &Sentence<'_>) -> std::ops::Range<usize> {
    let own = &triggers[t];
    let passive = triggers[t + 1..].iter().find(|o| o.passive && !o.passive_without_aux() && o.group <= own.end + 1);
    let lo = own.start.saturating_sub(8).max(s.lo);
    let lo = (lo..own.start).rev().find(|i| s.is(*i, class::RELATIVE) || matches!(s.text(*i), ";" | ":")).unwrap_or(lo);
    lo..passive.map_or((own.end + 2).min(s.hi), |p| p.end)
}

/// From the first to the last thing that the fact was read from.
fn evidence(s: &Sentence<'_>, t: &Trigger, ends: &[Option<(usize, usize)>]) -> Span {
    let here = ends.iter().flatten().filter(|(a, b)| b > a && *a >= s.lo && *b <= s.hi);
    let (mut lo, mut hi) = (t.group, t.end);
    for (a, b) in here {
        lo = lo.min(*a);
        hi = hi.max(*b);
    }
    s.r.span(lo, hi)
}

fn derivation(
    s: &Sentence<'_>,
    frame: &Frame,
    t: &Trigger,
    subject: &Filler,
    object: Option<&Filler>,
    figures: &[(&str, Option<Placed>)],
) -> Vec<Part> {
    let part = |start: usize, end: usize, class: &str, value: String, source: String| Part {
        span: s.r.span(start, end.max(start + 1)),
        class: class.to_owned(),
        value,
        source,
    };
    let mut parts = vec![
        part(t.group, t.end, "frame", frame.id.clone(), frame.source.to_string()),
        part(
            t.start,
            t.end,
            "trigger",
            format!("{:?}{}", t.form, if t.passive { ", passive" } else { "" }).to_lowercase(),
            t.source.to_string(),
        ),
        part(subject.start, subject.end, "subject", format!("{} ({})", subject.entity.name, subject.why), String::new()),
    ];
    if let Some(o) = object {
        parts.push(part(o.start, o.end, "object", format!("{} ({})", o.entity.name, o.why), String::new()));
    }
    for (name, p) in figures {
        if let Some(p) = p {
            parts.push(part(p.start, p.end, name, s.mentions[p.mention].value.to_string(), s.mentions[p.mention].rule.clone()));
        }
    }
    parts
}

/// Mentions `first..next` by their tokens.
fn place(r: &Reading<'_>, mentions: &[Mention], first: usize, next: usize, lo: usize, hi: usize) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(next - first);
    for (k, m) in mentions[first..next].iter().enumerate() {
        let start = lo + r.tokens[lo..hi].partition_point(|t| t.end <= m.span.start);
        let end = lo + r.tokens[lo..hi].partition_point(|t| t.start < m.span.end);
        if start < end {
            out.push(Placed { mention: first + k, start, end });
        }
    }
    // a company or product before what is nested in it
    out.sort_by_key(|p| (p.start, !matches!(mentions[p.mention].kind, Kind::Company | Kind::Product), usize::MAX - p.end));
    out
}

/// The date that a heading gives to the lines under it: `2019 :` in a chronology.
#[derive(Debug, Default)]
struct Heading {
    date: Option<DateSpan>,
    /// Lines under the heading have begun.
    used: bool,
    /// It stands on the line that it dates.
    inline: bool,
}

impl Heading {
    /// A blank line ends what a heading dates, once it has dated something.
    fn enter(&mut self, r: &Reading<'_>, lo: usize) {
        let line = r.tokens[lo].is(crate::reading::tokens::LINE) && self.inline;
        if line || r.tokens[lo].is(crate::reading::tokens::PARAGRAPH) && self.used {
            *self = Heading::default();
        }
    }

    fn read(&mut self, s: &Sentence<'_>) {
        let first = s.placed.iter().find(|p| s.kind(**p) == Kind::Date && p.start <= s.lo + 2);
        let bare = first.filter(|p| {
            (s.lo..s.hi).all(|i| p.start <= i && i < p.end || s.text(i).len() <= 3 && !s.text(i).chars().any(char::is_alphanumeric))
        });
        let lead =
            first.filter(|p| matches!(s.r.tokens.get(p.end).filter(|_| p.end < s.hi).map(|t| t.text(s.r.text)), Some(":" | "–" | "—")));
        match bare.or(lead) {
            Some(p) => {
                self.date = s.mentions[p.mention].date().copied();
                self.used = bare.is_none();
                self.inline = bare.is_none();
            }
            None => self.used = true,
        }
    }
}
