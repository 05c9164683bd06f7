//! One row a statement: the same fact said twice is written once, with the fullest slots.

use crate::dictionary::Price;
use crate::document::{Entity, Fact};
use crate::meaning::{Amount, FactType, Modality};

/// Joins facts that say the same; order of first mention is kept. `price` says of a frame by its id whether what it gives is the
/// price of a purchase.
pub(crate) fn merge(facts: Vec<Fact>, symmetric: impl Fn(FactType) -> bool, price: impl Fn(&str) -> Option<Price>) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::with_capacity(facts.len());
    let mut paid = Vec::new();
    // nobody buys itself
    for fact in facts.into_iter().filter(|f| f.object.as_ref().is_none_or(|o| entity(o) != entity(&f.subject))) {
        if let Some(price) = price(&fact.rule) {
            paid.push((fact, price));
            continue;
        }
        match out.iter_mut().find(|f| same(f, &fact, &symmetric)) {
            Some(f) => {
                if fullness(&fact) > fullness(f) {
                    let old = std::mem::replace(f, fact);
                    complete(f, old);
                } else {
                    complete(f, fact);
                }
            }
            None => out.push(fact),
        }
    }
    for (fact, price) in paid {
        match out.iter_mut().rev().find(|f| price_of(&fact, price, f)) {
            Some(bought) => {
                // a déboursé 3 milliards pour racheter Y: as firm as what is paid
                if bought.sentence == fact.sentence && fact.kind != FactType::Acquisition {
                    bought.modality = fact.modality;
                }
                bought.date = bought.date.or(fact.date.filter(|_| fact.kind != FactType::Acquisition));
                bought.money = fact.money;
            }
            None if price == Price::Spent => out.push(fact),
            None => {}
        }
    }
    // a signé avec X un accord de 8 millions: where one pays the other they are partners in a contract
    let contract = |f: &&Fact| f.kind == FactType::Deal && f.money.is_some();
    let contracts: Vec<(u32, String, String)> = out.iter().filter(contract).filter_map(parties).collect();
    out.retain(|f| f.kind != FactType::Partnership || parties(f).is_none_or(|p| !contracts.contains(&p)));
    // X invests $1bn in Y … X's strategic deal with Y ($1bn): what such a deal is has been told
    let told: Vec<bool> = out.iter().map(|f| f.kind == FactType::Deal && out.iter().any(|o| tells_more(o, f))).collect();
    let mut told = told.into_iter();
    out.retain(|_| told.next() != Some(true));
    out.sort_by_key(|f| (f.span.start, f.span.end, f.kind));
    out
}

/// Whether the money of a deal is told elsewhere as put into one of its parties by the other.
fn tells_more(other: &Fact, deal: &Fact) -> bool {
    let whose = |f: &Fact| parties(f).map(|(_, a, b)| (a, b));
    let same = |a: &Amount, b: &Amount| a.low == b.low && a.high == b.high && a.unit == b.unit;
    matches!(other.kind, FactType::Investment | FactType::Acquisition | FactType::Funding | FactType::Stake)
        && other.money.as_ref().zip(deal.money.as_ref()).is_some_and(|(a, b)| same(a, b))
        && whose(other).is_some_and(|p| Some(p) == whose(deal))
        && either(&other.date, &deal.date)
}

/// The sentence of a fact and its two parties, in the order of their names.
fn parties(f: &Fact) -> Option<(u32, String, String)> {
    let (a, b) = (entity(&f.subject), entity(f.object.as_ref()?));
    Some((f.sentence, a.min(b).to_owned(), a.max(b).to_owned()))
}

/// `X buys Y. X will pay $5 billion.`: what is paid right behind a purchase told without its price is that price.
fn price_of(paid: &Fact, price: Price, bought: &Fact) -> bool {
    // The deal is worth $5 billion: of the operation it names that concerned the one found for it
    let whose = match paid.kind {
        FactType::Acquisition => {
            paid.sentence == bought.sentence || bought.object.as_ref().is_some_and(|o| entity(o) == entity(&paid.subject))
        }
        _ => entity(&paid.subject) == entity(&bought.subject),
    };
    bought.kind == FactType::Acquisition
        && bought.money.is_none()
        && (price == Price::Told || whose)
        && (paid.sentence == bought.sentence || paid.sentence == bought.sentence + 1)
}

fn entity(e: &Entity) -> &str {
    if e.id.is_empty() { &e.name } else { &e.id }
}

fn either<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn same(a: &Fact, b: &Fact, symmetric: impl Fn(FactType) -> bool) -> bool {
    // withdrew its $47bn bid to buy X: verb and noun tell of one thing, and the fuller says how firm it is
    let nested = a.kind == FactType::Acquisition && a.sentence == b.sentence && a.span.start < b.span.end && b.span.start < a.span.end;
    // Court hits X with £57m penalty; X must pay £57m, the Federal Court ruled
    let firm = |f: &Fact| matches!(f.modality, Modality::Asserted | Modality::Reported);
    let fined = a.kind == FactType::Fine && a.money.is_some() && b.money.is_some() && firm(a) && firm(b);
    if a.kind != b.kind || a.modality != b.modality && !nested && !fined {
        return false;
    }
    let objects = |a: &Fact, b: &Fact| match (&a.object, &b.object) {
        (Some(x), Some(y)) => entity(x) == entity(y) || fined && (longer(x, y) || longer(y, x)),
        _ => true,
    };
    let straight = entity(&a.subject) == entity(&b.subject) && objects(a, b);
    let swapped = !straight
        && symmetric(b.kind)
        && a.object.as_ref().is_some_and(|o| entity(o) == entity(&b.subject))
        && b.object.as_ref().is_some_and(|o| entity(o) == entity(&a.subject));
    let amount = |x: &Option<Amount>, y: &Option<Amount>| match (x, y) {
        (Some(x), Some(y)) => x.low == y.low && x.high == y.high && x.unit == y.unit,
        _ => true,
    };
    // a figure of one year is not that of another
    (straight || swapped)
        && amount(&a.money, &b.money)
        && amount(&a.count, &b.count)
        && either(&a.percent, &b.percent)
        && either(&a.date, &b.date)
}

fn fullness(f: &Fact) -> usize {
    usize::from(f.object.is_some())
        + 2 * usize::from(f.money.is_some())
        + 2 * usize::from(f.count.is_some())
        + usize::from(f.percent.is_some())
        + usize::from(f.date.is_some())
}

/// `Federal Court`, of `Court`: whether an authority's name ends in another one.
fn longer(whole: &Entity, short: &Entity) -> bool {
    whole.id.is_empty() && whole.name.strip_suffix(short.name.as_str()).is_some_and(|rest| rest.ends_with(' '))
}

fn complete(f: &mut Fact, other: Fact) {
    if f.kind == FactType::Fine {
        if other.modality == Modality::Asserted && f.modality == Modality::Reported {
            f.modality = Modality::Asserted;
        }
        if let (Some(mine), Some(its)) = (&f.object, &other.object) {
            if longer(its, mine) {
                f.object = other.object.clone();
            }
        }
    }
    f.object = f.object.take().or(other.object);
    f.money = f.money.take().or(other.money);
    f.count = f.count.take().or(other.count);
    f.percent = f.percent.take().or(other.percent);
    f.date = f.date.take().or(other.date);
    f.confidence = f.confidence.max(other.confidence);
}
