//! Users, headcount and percentages: what the parts of their rules mean together.

use super::money::ends;
use super::reading::Parts;
use crate::dictionary::class;
use crate::document::Kind;
use crate::meaning::{Amount, Bound};
use rust_decimal::Decimal;

/// The count or percentage that the parts of a rule state; `None` if they do not fit together.
pub(crate) fn evaluate(parts: &Parts<'_>, kind: Kind) -> Option<Amount> {
    let numbers: Vec<_> = parts.numbers().collect();
    let (low, high) = match numbers[..] {
        [n] => (n, None),
        [l, h] => {
            if let (Some(open), Some(mid)) = (parts.word(class::RANGE_OPEN), parts.word(class::RANGE_MID)) {
                if open.value != mid.value {
                    return None;
                }
            }
            (l, Some(h))
        }
        _ => return None,
    };
    if kind != Kind::Percent && (low.single || low.value <= Decimal::ONE || !low.value.fract().is_zero()) {
        return None;
    }
    let mut amount = Amount { unit: unit(parts, kind)?, ..Amount::default() };
    match high {
        Some(h) => {
            let (l, h) = ends(low, h)?;
            if l >= h {
                return None;
            }
            amount.low = l.normalize();
            amount.high = Some(h.normalize());
            amount.bound = Bound::Range;
        }
        None => {
            amount.low = low.value.normalize();
            amount.bound = if low.vague {
                Bound::Vague
            } else if low.about {
                Bound::About
            } else {
                Bound::Exact
            };
        }
    }
    if kind == Kind::Users {
        for w in parts.words(class::ACTIVITY) {
            let word = w.value.clone();
            if !amount.traits.contains(&word) {
                amount.traits.push(word);
            }
        }
        amount.traits.sort();
        let mut per =
            parts.words(class::PERIOD).chain(parts.words(class::PER)).chain(parts.words(class::PER_UNIT)).map(|w| w.value.clone());
        amount.per = per.next().unwrap_or_default();
    }
    // 400M WAU, 1.2bn MAUs: activity and period in one word
    if let Some(w) = parts.word(class::ACTIVE_USERS) {
        amount.per = w.value.clone();
        amount.traits = vec!["active".to_owned()];
    }
    Some(amount)
}

fn unit(parts: &Parts<'_>, kind: Kind) -> Option<String> {
    Some(match kind {
        Kind::Percent => "%".to_owned(),
        Kind::Headcount => "employees".to_owned(),
        _ if parts.has(class::ACTIVE_USERS) => "users".to_owned(),
        _ => parts.word(class::USERS)?.value.clone(),
    })
}
