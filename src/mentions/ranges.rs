//! Two numbers that one mention or two state: ranges, and changes from one amount to another.

use super::reading::Parts;
use crate::dictionary::class;
use crate::meaning::{Amount, Bound};
use crate::reading::number::Number;
use crate::reading::tokens::{SPACE, Shape};
use rust_decimal::Decimal;

/// What the parts of a rule state.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stated {
    /// One amount or range.
    One(Amount),
    /// First and second amount: separate mentions ("passe de 4 à 5 Md€").
    Two(Amount, Amount),
}

/// Two numbers as a rule takes them.
pub(crate) enum Pair {
    /// Low and high end.
    Range(Decimal, Decimal),
    /// Before and after.
    Change(Decimal, Decimal),
}

/// What two numbers are together; `None` if they are no pair. `changes`: a verb of change governs them.
pub(crate) fn pair(parts: &Parts<'_>, low: &Number, high: &Number, changes: bool) -> Option<Pair> {
    let open = parts.word(class::RANGE_OPEN).map(|w| w.value);
    let mid = parts.word(class::RANGE_MID).map(|w| w.value)?;
    let fits = match open {
        Some(open) => open == mid,
        None => mid != "between",
    };
    // `depuis 2019 à 5 milliards`: a year, not an amount
    let year = low.plain && low.value >= Decimal::from(1900) && low.value < Decimal::from(2100) && !high.plain;
    if !fits || year || low.vague || high.vague {
        return None;
    }
    let (l, h) = ends(low, high)?;
    // l'iPhone 16 à 969 euros: the first number belongs to a name
    let first = parts.lexemes.first()?.start as usize;
    let named = open.is_none() && mid == "from" && low.plain && low.scale.is_none() && h > l * Decimal::TEN;
    if named && first > 0 && parts.reading.tokens[first - 1].shape == Shape::Word && inner_capital(parts.reading.token_text(first - 1)) {
        return None;
    }
    // gagne 3 francs à 87 francs: a step and where it ends
    let start = parts.lexemes.first()?.start as usize;
    // rose by $3m to $48m: what stands before `by` is no part of it
    let by = parts.reading.word_before(start, class::BY_MUCH).map(|(by, _)| by);
    let stepped = |at: usize| [class::STEP, class::CHANGE].iter().any(|c| parts.reading.word_before(at, *c).is_some());
    // lowered the price of it by $100 to $699
    let far = by.is_some() && h >= l * Decimal::from(3);
    let not_named = [class::NUMBER, class::RANGE_MID, class::OF];
    let named = parts.lexemes.iter().filter(|p| !not_named.contains(&p.class)).count();
    // perd 2 euros à 32 euros, but not perd 3 à 4 millions d'euros
    let apart = named >= 2 || h >= l * Decimal::from(8);
    let step = open.is_none()
        && mid == "from"
        && (apart && parts.reading.word_before(start, class::STEP).is_some() || far || by.is_some_and(stepped));
    if step || open.is_none() && mid == "from" && named >= 2 && h > l * Decimal::from(20) {
        return Some(Pair::Change(l, h));
    }
    let from_to = open == Some("from");
    if from_to && (changes || l > h) && l != h {
        return Some(Pair::Change(l, h));
    }
    (l < h).then_some(Pair::Range(l, h))
}

/// `iPhone`, `Switch`: a word with a capital.
fn inner_capital(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
}

/// The two ends of a range: an end without a scale shares the other's (`1,2 à 1,5 milliard`, `$5.1 billion to 5.5`).
fn ends(low: &Number, high: &Number) -> Option<(Decimal, Decimal)> {
    let small = |n: &Number| n.value < Decimal::ONE_THOUSAND;
    // 9,000-9,500 crore: both are written without their scale, and the first is less
    let written = |n: &Number, scale: Decimal| n.value.checked_div(scale);
    if let (None, Some(scale)) = (low.scale, high.scale) {
        if !small(low) && !low.plain && written(high, scale).is_some_and(|h| low.value < h) {
            return Some((low.value.checked_mul(scale)?, high.value));
        }
    }
    Some(match (low.scale, high.scale) {
        (None, Some(scale)) if small(low) => {
            // deux à trois cents millions: the hundreds are shared as well
            let hundreds = low.spelled && high.spelled && low.value < Decimal::TEN && high.value >= scale * Decimal::ONE_HUNDRED;
            let low_value = if hundreds { low.value * Decimal::ONE_HUNDRED } else { low.value };
            let shared = low_value.checked_mul(scale)?;
            // $500 to $1 million; but from 71.3 to 58.9 million falls
            let times = |n: u32| written(high, scale).is_some_and(|h| low.value >= h * Decimal::from(n));
            let apart = shared >= high.value && low.value >= Decimal::TEN && low.value.fract().is_zero() && times(20);
            (if apart { low.value } else { shared }, high.value)
        }
        (Some(scale), None) if small(high) && high.value > Decimal::ONE => (low.value, high.value.checked_mul(scale)?),
        _ => (low.value, high.value),
    })
}

/// An amount of one number, bound as the number's form says.
pub(crate) fn single(n: &Number, value: Decimal, unit: &str) -> Amount {
    let bound = if n.vague {
        Bound::Vague
    } else if n.over {
        Bound::Over
    } else if n.about {
        Bound::About
    } else {
        Bound::Exact
    };
    Amount { low: value.normalize(), unit: unit.into(), bound, ..Amount::default() }
}

/// The amounts of a pair.
pub(crate) fn stated(pair: Pair, unit: &str) -> Stated {
    let amount = |low: Decimal, high: Option<Decimal>, bound| Amount {
        low: low.normalize(),
        high: high.map(|h| h.normalize()),
        unit: unit.into(),
        bound,
        ..Amount::default()
    };
    match pair {
        Pair::Range(l, h) => Stated::One(amount(l, Some(h), Bound::Range)),
        Pair::Change(l, h) => Stated::Two(amount(l, None, Bound::Exact), amount(h, None, Bound::Exact)),
    }
}

/// Whether a longer row says that the last unit of the parts is none: `pounds of steel`, `percentage points`.
pub(crate) fn not_a_unit(parts: &Parts<'_>, classes: &[crate::dictionary::ClassId]) -> bool {
    let Some(unit) = parts.lexemes.iter().rev().find(|l| classes.contains(&l.class)) else { return false };
    parts.reading.lexemes.at(unit.start as usize).iter().any(|l| l.class == class::NO_UNIT && l.end > unit.end)
}

/// Whether a minus stands before the symbol (`-$5 million`, `minus £3m`); `None` if the hyphen before is none.
pub(crate) fn negative(parts: &Parts<'_>) -> Option<bool> {
    let Some(sign) = parts.lexemes.iter().find(|l| l.class == class::NEGATIVE) else { return Some(false) };
    let tokens = parts.reading.tokens;
    let t = &tokens[sign.start as usize];
    if t.shape != Shape::Hyphen {
        // au moins 5 millions
        return parts.reading.word_before(sign.end as usize, class::BOUND_BEFORE).is_none().then_some(true);
    }
    let free = sign.start == 0 || t.is(SPACE) || parts.reading.mark(sign.start as usize - 1) == '(';
    (free && tokens.get(sign.end as usize).is_some_and(|n| n.glued())).then_some(true)
}
