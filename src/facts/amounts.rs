//! How much and when: which amount and which date belong to which trigger.

use super::sentence::{Placed, Sentence};
use super::trigger::Trigger;
use crate::dictionary::{Frame, Place, Role, class};
use crate::document::Kind;

/// For each trigger, the amounts it was given by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) money: Option<Placed>,
    pub(crate) count: Option<Placed>,
    pub(crate) percent: Option<Placed>,
}

/// Scores above this are too far away.
const REACH: i32 = 34;

/// Gives each amount of the sentence to one trigger, nearest first. `able` are the frames that nothing else is lacking.
pub(crate) fn assign(s: &Sentence<'_>, triggers: &[Trigger], frames: &[Frame], able: &[Vec<usize>]) -> Vec<Given> {
    let mut given = vec![Given::default(); triggers.len()];
    let mut pairs = Vec::new();
    for (t, trigger) in triggers.iter().enumerate() {
        for f in &able[t] {
            let frame = &frames[*f];
            for role in [&frame.money, &frame.count, &frame.percent].into_iter().flatten() {
                for p in s.placed.iter().filter(|p| role.kinds.contains(&s.kind(**p))) {
                    if let Some(score) = score(s, triggers, trigger, role, *p) {
                        pairs.push((score, t, *p));
                    }
                }
            }
        }
    }
    pairs.sort_by_key(|(score, t, p)| (*score, *t, p.start));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, t, p) in pairs {
        let shared = |by: usize| able[by].iter().any(|a| able[t].iter().any(|b| frames[*a].shares(&frames[*b])));
        if taken.iter().any(|(mention, by)| *mention == p.mention && triggers[*by].start != triggers[t].start && !shared(*by)) {
            continue;
        }
        let slot = match s.kind(p) {
            Kind::Money => &mut given[t].money,
            Kind::Percent => &mut given[t].percent,
            _ => &mut given[t].count,
        };
        if slot.is_none() {
            *slot = Some(p);
            taken.push((p.mention, t));
        }
    }
    given
}

fn score(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, role: &Role, p: Placed) -> Option<i32> {
    if let Some(own) = t.own {
        if s.placed[own].mention == p.mention {
            return Some(-100);
        }
    }
    let marked = role.from.iter().any(|f| matches!(f, Place::Marked(c) if s.word_before(p.start, *c).is_some()));
    let mut score = if p.start >= t.end {
        if !marked && !role.from.contains(&Place::After) {
            return None;
        }
        (p.start - t.end) as i32 + crossed(s, triggers, t, t.end, p.start)
    } else if p.end <= t.start {
        if !role.from.contains(&Place::Before) {
            return None;
        }
        (t.start - p.end) as i32 + 2 + crossed(s, triggers, t, p.end, t.start)
    } else {
        return None;
    };
    if marked {
        score -= 6;
    }
    if compared(s, p.start) {
        score += 20;
    }
    (score < REACH).then_some(score)
}

/// What lies between costs: commas little, other triggers more, other clauses most.
fn crossed(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, from: usize, to: usize) -> i32 {
    let mut cost = 0;
    for i in from..to {
        cost += match s.text(i) {
            "," => 2,
            ";" => 30,
            ":" => 1,
            "(" | ")" => 1,
            _ => 0,
        };
        if s.is(i, class::CLAUSE) {
            cost += 15;
        }
        if s.is(i, class::RELATIVE) {
            cost += 6;
        }
    }
    for o in triggers.iter().filter(|o| !o.frames.is_empty() && o.start != t.start && o.start >= from && o.end <= to) {
        cost += if o.finite() { 9 } else { 6 };
    }
    cost
}

/// Whether `contre`, `up from`, `versus` stands before: the figure of an earlier period.
pub(crate) fn compared(s: &Sentence<'_>, start: usize) -> bool {
    if s.word_before(start, class::M_COMPARE).is_some() {
        return true;
    }
    // contre un bénéfice de 3 millions, from a loss of $2m
    (start.saturating_sub(7).max(s.lo)..start).any(|i| {
        s.word_at(i, class::M_COMPARE).is_some_and(|(e, w)| e <= start && w.surface.len() > 4 && (i..start).all(|k| s.text(k) != ","))
    })
}

/// The date of a trigger: the nearest one of its clause, else the one that opens the sentence.
pub(crate) fn date_of(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, figure: Option<Placed>) -> Option<Placed> {
    let mut best: Option<(i32, Placed)> = None;
    for p in s.placed.iter().filter(|p| s.kind(**p) == Kind::Date && s.mentions[p.mention].date().is_some()) {
        let mut score = i32::MAX;
        for anchor in [Some((t.group, t.end)), figure.map(|f| (f.start, f.end))].into_iter().flatten() {
            let here = if p.start >= anchor.1 {
                (p.start - anchor.1) as i32 + crossed(s, triggers, t, anchor.1, p.start)
            } else {
                (anchor.0.saturating_sub(p.end)) as i32 + 1 + crossed(s, triggers, t, p.end.min(anchor.0), anchor.0)
            };
            score = score.min(here);
        }
        if p.start <= s.lo + 3 {
            score = score.min(16);
        }
        if compared(s, p.start) || earlier_figure(s, *p, figure) {
            score += 30;
        }
        if (p.start.saturating_sub(3).max(s.lo)..p.start).any(|i| s.is(i, class::SAY)) {
            score += 8;
        }
        if score < REACH && best.is_none_or(|(b, _)| score < b) {
            best = Some((score, *p));
        }
    }
    best.map(|(_, p)| p)
}

/// Whether the date stands right behind an earlier figure: `contre 12 M€ en 2023`.
fn earlier_figure(s: &Sentence<'_>, date: Placed, figure: Option<Placed>) -> bool {
    let before =
        s.placed.iter().filter(|p| p.end <= date.start && matches!(s.kind(**p), Kind::Money | Kind::Users | Kind::Headcount)).next_back();
    before.is_some_and(|b| date.start - b.end <= 4 && compared(s, b.start) && figure.is_none_or(|f| f.mention != b.mention))
}

/// The earlier figures of a sentence behind a figure: each with its own date, if one stands right behind it.
pub(crate) fn earlier(s: &Sentence<'_>, figure: Placed) -> Vec<(Placed, Option<Placed>)> {
    let kind = s.kind(figure);
    let mut out = Vec::new();
    for p in s.placed.iter().filter(|p| s.kind(**p) == kind && p.start >= figure.end && p.start < figure.end + 12) {
        if s.word_before(p.start, class::M_COMPARE).is_some() {
            let date = s.placed.iter().find(|d| s.kind(**d) == Kind::Date && d.start >= p.end && d.start <= p.end + 4).copied();
            out.push((*p, date));
        }
    }
    out
}

/// A percentage with the sign that its verb or noun of change gives it.
pub(crate) fn falls(s: &Sentence<'_>, p: Placed) -> bool {
    let before = (p.start.saturating_sub(6).max(s.lo)..p.start).rev();
    for i in before {
        if s.is(i, class::FALL) {
            return true;
        }
        if s.is(i, class::RISE) || s.at(i).is_some() {
            return false;
        }
    }
    (p.end..s.hi.min(p.end + 3)).any(|i| s.is(i, class::FALL))
}
