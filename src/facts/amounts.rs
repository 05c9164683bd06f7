//! How much: which amount belongs to which trigger.

use super::sentence::{Placed, Sentence};
use super::trigger::Trigger;
use crate::dictionary::{ClassId, Role, Then, class};
use crate::document::Kind;
use crate::reading::lexemes::ClassSet;

/// Scores above this are too far away.
pub(super) const REACH: i32 = 34;

/// Whether an amount is followed as its role asks, and only words of degree stand between it and its verb.
pub(super) fn followed(role: &Role, s: &Sentence<'_>, t: &Trigger, p: Placed) -> bool {
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let noun = |i: usize| s.is(i, class::DETERMINER) || s.is(i, class::M_OF) || s.is(i, class::ANAPHOR);
    if role.then != Then::Any && (t.end..bound).any(noun) {
        return false;
    }
    let worth = s.is(p.end, class::WORTH);
    // 35 % de son capital: of nothing else
    let own = |i: usize| s.kind(p) == Kind::Percent && s.any(i..s.hi.min(i + 4), &[class::OWN_CAPITAL]);
    let of = s.is(p.end + usize::from(worth), class::M_OF) && !own(p.end);
    match role.then {
        Then::Any => true,
        Then::Of => of,
        Then::Whole => !of && !worth,
        // brought in £5m in donations; but `in June`
        Then::Bare => {
            let inside = s.is(p.end, class::M_IN);
            let dated = || s.placed.iter().any(|d| s.kind(*d) == Kind::Date && d.start > p.end && d.start <= p.end + 3);
            !of && !worth && (!inside || dated())
        }
    }
}

/// `48 of its 210 staff`, `120 emplois sur 1 400`: whether a number is the whole of which another one is a part.
pub(crate) fn whole(s: &Sentence<'_>, p: Placed) -> bool {
    out_of(s, p.start)
}

/// Whether words that a whole stands behind end at a token; but in `let go of about 220 people` the preposition is the verb's.
pub(crate) fn out_of(s: &Sentence<'_>, at: usize) -> bool {
    // nor is it one in `un PSE portant sur 62 postes`
    let bears = |of: usize| s.word_before(of + 1, class::M_ON).is_some_and(|(start, _)| start < of);
    s.word_before(at, class::OUT_OF).is_some_and(|(of, _)| s.word_before(of + 1, class::CUT_JOBS).is_none() && !bears(of))
}

/// Whether a marker stands before an amount, words of degree between left out: `à moins de 100 euros`.
pub(crate) fn marked_by(s: &Sentence<'_>, start: usize, marker: ClassId) -> bool {
    let behind = |at: usize| s.word_before(at, marker).is_some();
    behind(start) || s.word_before(start, class::BOUND_BEFORE).is_some_and(|(b, _)| behind(b))
}

/// Whether only a few words of degree stand between: `a perdu plus de 3 millions`.
pub(super) fn right_behind(s: &Sentence<'_>, end: usize, start: usize) -> bool {
    start <= end + 5
        && (end..start).all(|i| s.at(i).is_none() && !matches!(s.mark(i), ',' | ':' | ';' | '(') && (!s.is(i, class::CLAUSE) || only(s, i)))
}

/// The `que` of `n'a encaissé que 610 000 euros`: an amount follows, and no clause.
pub(super) fn only(s: &Sentence<'_>, i: usize) -> bool {
    let end = s.word_at(i + 1, class::BOUND_BEFORE).map_or(i + 1, |(end, _)| end);
    s.is(i, class::RESTRICTIVE) && s.at(end).is_some_and(|p| !matches!(s.kind(p), Kind::Company | Kind::Product | Kind::Date))
}

/// `rose from $4bn to $5bn`, `est passé de 24 à 27 milliards`: the second amount, for the first.
pub(crate) fn from_to(s: &Sentence<'_>, p: Placed) -> Option<Placed> {
    s.word_before(p.start, class::RANGE_OPEN).filter(|(_, w)| w.value == "from")?;
    let q = s.placed.iter().find(|q| q.start >= p.end && s.kind(**q) == s.kind(p))?;
    let (to, w) = s.word_before(q.start, class::RANGE_MID).or_else(|| {
        // to over $5bn, à près de 5 milliards
        let bound = s.word_before(q.start, class::BOUND_BEFORE)?;
        s.word_before(bound.0, class::RANGE_MID)
    })?;
    // `484 millions ; la perte est ramenée à 59,6 millions`: what stands between is no more than a date
    // une amende de 500 millions, et Y à 200: of another one
    let named = (p.end..to).any(|i| s.entity_at(i).is_some());
    let beside =
        !named && (p.end..to).filter(|i| s.at(*i).is_none()).count() <= 2 && (p.end..to).all(|i| !matches!(s.mark(i), ';' | ':' | '.'));
    let by = grown(s, p);
    (w.value == "from" && to <= p.end + 6 && beside && !by).then_some(*q)
}

/// `lifted its forecast by £14m to £1.08bn`, `en hausse de 3 millions, à 15 millions`: by how much, and then how much; a date
/// may stand between.
pub(crate) fn changed_by(s: &Sentence<'_>, p: Placed) -> bool {
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let by = s.word_before(bound, class::BY_MUCH).is_some();
    if !by && !grown(s, p) {
        return false;
    }
    let mut words = 0;
    let mut i = p.end;
    while i < s.hi && words <= 4 {
        match s.at(i) {
            Some(d) if s.kind(d) == Kind::Date => i = d.end,
            Some(_) => return false,
            None if s.word_at(i, class::RANGE_MID).is_some_and(|(_, w)| w.value == "from") => {
                let level = s.placed.iter().any(|q| q.start > i && q.start <= i + 4 && s.kind(*q) == s.kind(p));
                if level {
                    return true;
                }
                words += 1;
                i += 1;
            }
            None => {
                words += 1;
                i += 1;
            }
        }
    }
    false
}

/// Whether a noun of change governs an amount: `en hausse de 3 millions`, `an increase of $3m`.
pub(super) fn grown(s: &Sentence<'_>, p: Placed) -> bool {
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let changes = |of: usize| [class::CHANGE_BY, class::RISE, class::FALL].iter().any(|c| s.word_before(of, *c).is_some());
    s.word_before(bound, class::M_OF).is_some_and(|(of, _)| changes(of))
}

/// What lies between costs: commas little, other triggers more, other clauses most.
pub(super) fn crossed(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, from: usize, to: usize) -> i32 {
    let mut cost: i32 = (from..to).map(|i| step_over(s, i)).sum();
    // `Blinkit, owned by Eternal, takes 46% of the market`: the comma behind ends what hangs on the name
    if from == t.end && t.passive_without_aux() && t.group > s.lo && s.mark(t.group - 1) == ',' {
        cost += 10 * (from..to).filter(|i| s.mark(*i) == ',').count() as i32;
    }
    for o in triggers.iter().filter(|o| !o.frames.is_empty() && o.start != t.start && o.start >= from && o.end <= to) {
        cost += if o.finite() { 9 } else { 6 };
    }
    cost + if from == t.end && closed(s, triggers, t, to) { REACH } else { 0 }
}

/// Whether the clause of a trigger ends before a token: `Cédé en 2018, X vaut`; `X, which owns 36% of Y, plans to`.
fn closed(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, to: usize) -> bool {
    let mut commas = (t.end..to).filter(|i| s.mark(*i) == ',').peekable();
    if !t.is_verb() || commas.peek().is_none() {
        return false;
    }
    let opens = t.passive_without_aux() && t.group <= s.lo + 1;
    let head = |i: usize| (i + 1..to.min(i + 4)).find_map(|k| s.entity_at(k)).is_some_and(|p| s.kind(p) == Kind::Company);
    if opens {
        return commas.any(head);
    }
    let mut before = (t.group.saturating_sub(8).max(s.lo + 1)..t.group).rev().take_while(|i| s.mark(*i) != ',' && s.at(*i).is_none());
    let relative = before.any(|i| s.is(i, class::RELATIVE) && s.mark(i - 1) == ',');
    let verb = |i: usize| s.is(i, class::AUX) || s.is(i, class::CHAIN) || triggers.iter().any(|o| o.finite() && o.group == i);
    relative && commas.any(|i| verb(i + 1))
}

/// What a token costs that lies between a trigger and what belongs to it.
fn step_over(s: &Sentence<'_>, i: usize) -> i32 {
    const PARTING: &ClassSet = &ClassSet::of(&[class::CLAUSE, class::RELATIVE, class::SAY]);
    let mark = match s.mark(i) {
        ',' => 2,
        ';' => 30,
        ':' | '(' | ')' => 1,
        _ => 0,
    };
    if !s.r.lexemes.starts(i, PARTING) {
        return mark;
    }
    let clause = if s.is(i, class::CLAUSE) && !only(s, i) { 15 } else { 0 };
    let relative = if s.is(i, class::RELATIVE) && !only(s, i) { 11 } else { 0 };
    // X was bought in July, and Y said it would open a plant worth $5m: what another one says or does
    let say = if s.is(i, class::SAY) { 10 } else { 0 };
    mark + clause + relative + say
}

/// Whether `contre`, `up from`, `versus` stands before: the figure of an earlier period.
pub(crate) fn compared(s: &Sentence<'_>, start: usize) -> bool {
    // went up from $2m to $3m: the second is what it is now
    let reached = |q: &Placed| q.end <= start && q.end + 8 >= start && from_to(s, *q).is_some_and(|p| p.start == start);
    if s.classes().contains(class::RANGE_MID) && s.placed.iter().any(reached) {
        return false;
    }
    compared_from(s, s.lo, start)
}

pub(super) fn compared_from(s: &Sentence<'_>, lo: usize, start: usize) -> bool {
    if s.word_before(start, class::M_COMPARE).is_some_and(|(m, _)| m >= lo) {
        return true;
    }
    // contre un bénéfice de 3 millions, from a loss of $2m
    (start.saturating_sub(7).max(lo)..start).any(|i| {
        s.word_at(i, class::M_COMPARE).is_some_and(|(e, w)| e <= start && w.surface().len() > 4 && (i..start).all(|k| s.mark(k) != ','))
    })
}

/// `73 per cent of X`: a share of a company is no change of a figure.
pub(crate) fn share_of(s: &Sentence<'_>, p: Placed) -> bool {
    s.word_at(p.end, class::M_OF).is_some_and(|(of, _)| s.entity_at(of).is_some_and(|q| q.start == of && s.kind(q) == Kind::Company))
}

/// A percentage with the sign that its verb or noun of change gives it.
pub(crate) fn falls(s: &Sentence<'_>, p: Placed) -> bool {
    let before = (p.start.saturating_sub(6).max(s.lo)..p.start).rev();
    for i in before {
        if s.is(i, class::FALL) {
            return true;
        }
        if s.is(i, class::RISE) {
            return false;
        }
        // X reported a 44% drop in profit: the word behind tells
        if s.at(i).is_some() {
            break;
        }
    }
    (p.end..s.hi.min(p.end + 3)).any(|i| s.is(i, class::FALL))
}
