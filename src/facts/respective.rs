//! `X and Y put in $20m and $10m respectively`: figures dealt out to the parties in their order.

use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::{Fact, Kind};

/// `X and Y made profits of £4m and £7m respectively`: the fact told of one of the parties, dealt out to all; to none where there are
/// not as many figures as parties.
pub(crate) fn share_out(s: &Sentence<'_>, figure: Placed, facts: &mut Vec<Fact>) {
    let [fact] = facts.as_slice() else { return };
    if !s.holds(s.lo..s.hi, class::RESPECTIVELY) {
        return;
    }
    let of = |p: &&Placed| s.kind(**p) == Kind::Company && s.party(**p).is_some_and(|e| *e == fact.subject);
    let Some(subject) = s.placed.iter().rfind(|p| p.end <= figure.start && of(p)) else { return };
    let (parties, figures) = (row(s, *subject), row(s, figure));
    if parties.len() < 2 {
        return;
    }
    let mut dealt = if parties.len() == figures.len() { vec![fact.clone(); parties.len()] } else { Vec::new() };
    for (fact, p) in dealt.iter_mut().zip(&parties) {
        if let Some(e) = s.party(*p) {
            fact.subject = e.clone();
        }
    }
    *facts = dealt;
    deal_out(s, figure, facts);
}

/// Gives each of the facts of one trigger its own figure, where as many stand in a row as there are facts.
pub(crate) fn deal_out(s: &Sentence<'_>, figure: Placed, facts: &mut [Fact]) {
    if facts.len() < 2 || !s.holds(s.lo..s.hi, class::RESPECTIVELY) {
        return;
    }
    let row = row(s, figure);
    if row.len() != facts.len() {
        return;
    }
    for (fact, p) in facts.iter_mut().zip(row) {
        let Some(amount) = s.mentions[p.mention].amount() else { continue };
        match s.kind(p) {
            Kind::Money => fact.money = Some(amount.clone()),
            Kind::Percent => fact.percent = Some(amount.low),
            _ => fact.count = Some(amount.clone()),
        }
    }
}

/// The figures of one kind around another one that only commas and conjunctions part.
fn row(s: &Sentence<'_>, figure: Placed) -> Vec<Placed> {
    let same: Vec<Placed> = s.placed.iter().copied().filter(|p| s.kind(*p) == s.kind(figure)).collect();
    let joined = |a: &Placed, b: &Placed| {
        // and at least £83m
        let end = s.word_before(b.start, class::BOUND_BEFORE).map_or(b.start, |(start, _)| start);
        a.end < end && (a.end..end).all(|i| s.mark(i) == ',' || s.word_at(i, class::CONJUNCTION).is_some())
    };
    let Some(mut first) = same.iter().position(|p| p.mention == figure.mention) else { return Vec::new() };
    let mut last = first;
    while first > 0 && joined(&same[first - 1], &same[first]) {
        first -= 1;
    }
    while last + 1 < same.len() && joined(&same[last], &same[last + 1]) {
        last += 1;
    }
    same[first..=last].to_vec()
}
