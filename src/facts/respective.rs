//! `X and Y put in $20m and $10m respectively`: figures dealt out to the parties in their order.

use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::{Fact, Kind};

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
        a.end < b.start && (a.end..b.start).all(|i| s.mark(i) == ',' || s.word_at(i, class::CONJUNCTION).is_some())
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
