//! Purchases told in one breath: `bought YouTube in 2006 and then DoubleClick in 2007 for $3.1bn`, where each name has a date and
//! a price of its own.

use super::sentence::{Placed, Sentence};
use super::trigger::Trigger;
use crate::dictionary::class;
use crate::document::{Fact, Kind};

/// Words that may describe a name behind what joins it: `puis la société norvégienne X`.
const WORDS: usize = 6;

/// A name with what stands right behind it.
struct Told {
    name: Placed,
    date: Option<Placed>,
    money: Option<Placed>,
    end: usize,
}

/// Gives a purchase, whose object is `object`, no date and price of the names that go on behind it, and those names facts of
/// their own.
pub(crate) fn facts(s: &Sentence<'_>, triggers: &[Trigger], object: Placed, first: &mut Fact) -> Vec<Fact> {
    let head = told(s, object);
    let parted = |t: &Told| t.date.is_some() || t.money.is_some();
    let mut rest = Vec::new();
    let mut end = head.end;
    // bought X for $230m, then Y
    let mut later = true;
    while let Some(next) = joined(s, triggers, end) {
        let next = told(s, next);
        later &= parted(&next) || s.any(end..next.name.start, &[class::AFTERWARDS]);
        end = next.end;
        rest.push(next);
    }
    // X and Y in 2017: one date for both
    if !parted(&head) || !later {
        return Vec::new();
    }
    let amount = |t: &Told| t.money.and_then(|p| s.mentions[p.mention].amount().cloned());
    let date = |t: &Told| t.date.and_then(|p| s.mentions[p.mention].date().copied());
    if !rest.is_empty() {
        first.money = amount(&head);
        first.date = date(&head);
    }
    let more = |t: &Told| {
        let object = s.mentions[t.name.mention].entity().cloned();
        Fact { object, money: amount(t), date: date(t), span: s.r.span(t.name.start, t.end), ..first.clone() }
    };
    rest.iter().map(more).collect()
}

/// A name with the date and the price that follow it in any order.
fn told(s: &Sentence<'_>, name: Placed) -> Told {
    let mut out = Told { name, date: None, money: None, end: name.end };
    while let Some(p) = behind(s, out.end) {
        let slot = if s.kind(p) == Kind::Date { &mut out.date } else { &mut out.money };
        if slot.is_some() {
            break;
        }
        *slot = Some(p);
        out.end = p.end;
    }
    out
}

/// A date or amount right behind a token, its preposition and words of degree between.
fn behind(s: &Sentence<'_>, end: usize) -> Option<Placed> {
    let end = end + usize::from(s.mark(end) == ',');
    let at = s.marker_at(end).unwrap_or(end);
    let at = s.word_at(at, class::BOUND_BEFORE).map_or(at, |(end, _)| end);
    s.at(at).filter(|p| matches!(s.kind(*p), Kind::Date | Kind::Money))
}

/// The name that a conjunction or comma joins to what is told, a few words that describe it between.
fn joined(s: &Sentence<'_>, triggers: &[Trigger], end: usize) -> Option<Placed> {
    let comma = s.mark(end) == ',';
    let at = end + usize::from(comma);
    let at = match s.word_at(at, class::CONJUNCTION) {
        Some((end, _)) => end,
        None if comma => at,
        None => return None,
    };
    let verb = |i: usize| s.is(i, class::AUX) || s.is(i, class::REACH) || triggers.iter().any(|t| t.finite() && t.start == i);
    for i in at..s.hi.min(at + WORDS) {
        if let Some(p) = s.entity_at(i) {
            // and Y crossed €10bn: it has a verb of its own
            return Some(p).filter(|p| !verb(p.end));
        }
        if s.at(i).is_some() || verb(i) || s.mark(i) == ',' || s.is(i, class::M_OF) || s.unknown_name(i) {
            return None;
        }
    }
    None
}
