//! Money: what the parts of a money rule mean together.

use super::reading::Parts;
use crate::dictionary::{Word, class};
use crate::meaning::{Amount, Bound};
use crate::reading::number::Number;
use rust_decimal::Decimal;

/// Two ends, where a rule took two amounts that are no range ("passe de 4 à 5 Md€").
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Money {
    One(Amount),
    /// First and second amount; they are separate mentions.
    Two(Amount, Amount),
}

/// The amount that the parts of a rule state; `None` if they do not fit together.
pub(crate) fn evaluate(parts: &Parts<'_>, changes: bool) -> Option<Money> {
    let numbers: Vec<&Number> = parts.numbers().collect();
    let currency = currency(parts)?;
    let (code, factor) = currency;
    let first = numbers.first()?;
    if let Some(subunit) = parts.word(class::SUBUNIT) {
        // 5 dollars et 50 cents; 99 cents
        let (sub_code, sub) = code_and_factor(subunit)?;
        if numbers.len() == 2 {
            let hundredths = numbers[1].value.checked_mul(sub)?;
            return Some(Money::One(amount(first.value.checked_add(hundredths)?, None, code, Bound::Exact)));
        }
        return Some(Money::One(bare(first, first.value.checked_mul(sub)?, &sub_code)));
    }
    match numbers[..] {
        [n] => Some(Money::One(bare(n, n.value.checked_mul(factor)?, &code))),
        [low, high] => {
            if let (Some(open), Some(mid)) = (parts.word(class::RANGE_OPEN), parts.word(class::RANGE_MID)) {
                if open.value != mid.value {
                    return None;
                }
            }
            let (low_value, high_value) = ends(low, high)?;
            let (l, h) = (low_value.checked_mul(factor)?, high_value.checked_mul(factor)?);
            let from_to = parts.word(class::RANGE_OPEN).is_some_and(|o| o.value == "from");
            if from_to && changes {
                return Some(Money::Two(amount(l, None, code.clone(), Bound::Exact), amount(h, None, code, Bound::Exact)));
            }
            (l < h).then(|| Money::One(amount(l, Some(h), code, Bound::Range)))
        }
        _ => None,
    }
}

/// The two ends of a range: a low end without a scale shares the high end's (`1,2 à 1,5 milliard`).
pub(crate) fn ends(low: &Number, high: &Number) -> Option<(Decimal, Decimal)> {
    let shared = match (low.scale, high.scale) {
        (None, Some(scale)) if low.value < Decimal::ONE_THOUSAND => low.value.checked_mul(scale)?,
        _ => low.value,
    };
    Some((shared, high.value))
}

fn bare(n: &Number, value: Decimal, code: &str) -> Amount {
    let bound = if n.vague {
        Bound::Vague
    } else if n.about {
        Bound::About
    } else {
        Bound::Exact
    };
    amount(value, None, code.to_owned(), bound)
}

fn amount(low: Decimal, high: Option<Decimal>, unit: String, bound: Bound) -> Amount {
    Amount { low: low.normalize(), high: high.map(|h| h.normalize()), unit, bound, per: String::new(), traits: Vec::new() }
}

/// The currency the parts state, and what its word multiplies by (`MUSD`: 1000000). A code or name says more than a
/// symbol: `$5 million CAD` is CAD.
fn currency(parts: &Parts<'_>) -> Option<(String, Decimal)> {
    let said =
        [class::CURRENCY, class::CURRENCY_CODE, class::CURRENCY_ADJECTIVE, class::SCALED_CURRENCY, class::CURRENCY_SYMBOL, class::SUBUNIT];
    let mut found: Option<(String, Decimal)> = None;
    for c in said {
        for w in parts.words(c) {
            let (code, factor) = code_and_factor(w)?;
            match &found {
                None => found = Some((code, if c == class::SUBUNIT { Decimal::ONE } else { factor })),
                // $10bn to €12bn is no range
                Some((other, _)) if *other != code && c == class::CURRENCY_SYMBOL && parts.words(c).count() > 1 => return None,
                Some(_) => {}
            }
        }
    }
    found
}

/// "USD" or "USD 1000000".
fn code_and_factor(w: &Word) -> Option<(String, Decimal)> {
    match w.value.split_once(' ') {
        Some((code, factor)) => Some((code.to_owned(), factor.parse().ok()?)),
        None => Some((w.value.clone(), Decimal::ONE)),
    }
}
