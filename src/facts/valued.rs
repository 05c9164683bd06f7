//! Whom a deal values: `KKR is buying X in a deal that values it at $2bn`, `bought a stake in X at a $7 billion valuation`: the one that
//! is bought, and not the one that buys.

use super::about::key;
use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::{Fact, Kind};
use crate::meaning::FactType;

/// So many tokens may stand between the amount and the noun behind it: `at a $7 billion post-money valuation`.
const NOUN: usize = 3;

/// Gives what a deal is said to be worth to the one that the deal is about.
pub(super) fn settle(s: &Sentence<'_>, found: &mut [Fact]) {
    let deal = |f: &&Fact| matches!(f.kind, FactType::Acquisition | FactType::Stake | FactType::Investment) && f.object.is_some();
    if !found.iter().any(|f| f.kind == FactType::Valuation) || !found.iter().any(|f| deal(&f)) {
        return;
    }
    // what raises money for itself is what is valued
    let raises = |f: &Fact| found.iter().any(|o| matches!(o.kind, FactType::Funding | FactType::Ipo) && o.subject == f.subject);
    let mut changes = Vec::new();
    for (i, v) in found.iter().enumerate().filter(|(_, f)| f.kind == FactType::Valuation && !raises(f)) {
        let Some(money) = s.placed.iter().find(|p| s.kind(**p) == Kind::Money && s.mentions[p.mention].amount() == v.money.as_ref()) else {
            continue;
        };
        let bought = found.iter().filter(deal).filter(|f| f.subject == v.subject);
        let target = bought.filter_map(|f| f.object.as_ref()).find(|o| stands_between(s, key(&v.subject), key(o), *money));
        changes.extend(target.map(|o| (i, o.clone())));
    }
    changes.into_iter().for_each(|(i, o)| found[i].subject = o);
}

/// Whether the one that is bought is named behind the one that buys, and only words that take it up stand before the amount.
fn stands_between(s: &Sentence<'_>, buyer: &str, bought: &str, money: Placed) -> bool {
    let named = |id: &str, before: usize| {
        s.placed.iter().rfind(|p| p.end <= before && s.kind(**p) == Kind::Company && s.party(**p).is_some_and(|e| key(e) == id)).copied()
    };
    let Some(o) = named(bought, money.start) else { return false };
    if named(buyer, money.start).is_some_and(|b| b.start > o.start) {
        return false;
    }
    // KKR, which bought X, is valued at
    let from = named(buyer, o.start).map_or(s.lo, |b| b.end);
    if (from..o.start).any(|i| s.is(i, class::RELATIVE)) {
        return false;
    }
    let taken_up = (o.end..money.start).any(|i| s.is(i, class::VALUE) && !s.is(i.max(1) - 1, class::BE_FORM));
    let noun = (o.end..s.hi.min(money.end + NOUN)).any(|i| s.is(i, class::N_VALUATION));
    noun || taken_up
}
