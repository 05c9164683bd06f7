//! Amounts that leave out what they count, because the amount before says it: `13 milliards depuis 2019` after dollars,
//! `12 M€ en 2023, contre 9 en 2022`, `675 million users, up from 600 million`.
//!
//! Such a number stands alone: nothing follows that it could count. The number before it, dates aside, is a mention, and
//! gives it its unit and, if it has none, its scale. A number without a scale needs a word before it that compares.

use super::reading::Reading;
use crate::dictionary::class;
use crate::document::Kind;
use crate::meaning::Amount;
use crate::reading::number::Number;
use crate::reading::tokens::Shape;
use rust_decimal::Decimal;

/// An amount read so far, or a date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Earlier<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// What it means; `None` for dates.
    pub(crate) amount: Option<&'a Amount>,
    /// The scale word of its last number.
    pub(crate) scale: Option<Decimal>,
}

/// Sentences back in which a scaled amount finds the one that it repeats.
const SENTENCES: u32 = 12;

/// The same without a word of money near.
const NEAR: u32 = 2;

/// How far from its number a word of money may stand, in tokens.
const MONEY_BEFORE: usize = 14;
const MONEY_BEHIND: usize = 7;

/// What the number `n` at tokens `start..end` counts, if it is one of kind `kind` that leaves its unit out. `earlier` are
/// the mentions before it, nearest first.
pub(crate) fn evaluate<'a>(
    reading: &Reading<'_>,
    n: &Number,
    (start, end): (usize, usize),
    kind: Kind,
    earlier: impl Iterator<Item = Earlier<'a>> + Clone,
) -> Option<Amount> {
    if n.vague || n.single || n.value.is_zero() || !reading.follows_whole(end) || year(n) || in_a_name(reading, start) {
        return None;
    }
    let compared = compared(reading, start, kind);
    let grouped = !n.plain && !n.spelled && n.scale.is_none();
    // 2m: metres as well
    let letter = reading.tokens[end - 1].len == 1;
    let reach = match n.scale {
        Some(_) if letter && !compared => return None,
        Some(_) => SENTENCES,
        None if grouped && kind != Kind::Percent && n.value.fract().is_zero() => u32::from(!compared),
        None if compared || joined(reading, start) => 0,
        None => return None,
    };
    let before = antecedent(reading, start, n, kind, reach, earlier)?;
    let amount = before.amount?;
    if n.scale.is_none() && !compared && !grouped && !parallel(reading, before.end, end) {
        return None;
    }
    // 7.3 % to below 9,000: of thousands an index is made
    if kind == Kind::Percent && (n.scale.is_some() || !compared || n.value >= Decimal::ONE_THOUSAND) {
        return None;
    }
    let value = match (n.scale, before.scale) {
        (None, Some(scale)) if n.value < Decimal::ONE_THOUSAND => n.value.checked_mul(scale)?,
        _ => n.value,
    };
    let counted = matches!(kind, Kind::Users | Kind::Headcount);
    if counted && (value <= Decimal::ONE || !value.fract().is_zero()) {
        return None;
    }
    // 3 for 2,400,000: another thing
    let likely = value >= amount.low.abs() / Decimal::ONE_THOUSAND || n.scale.is_some();
    // nobody employs millions; twenty or a thousand times as many as before are something else
    let times = if kind == Kind::Headcount { 20 } else { 1000 };
    if counted && n.scale.is_some() && value > amount.low.abs().checked_mul(Decimal::from(times))? {
        return None;
    }
    let mut found = super::ranges::single(n, value, &amount.unit);
    if kind == Kind::Users {
        found.per.clone_from(&amount.per);
        found.traits.clone_from(&amount.traits);
    }
    likely.then_some(found)
}

/// The mention whose unit the number shares.
fn antecedent<'a>(
    reading: &Reading<'_>,
    start: usize,
    n: &Number,
    kind: Kind,
    reach: u32,
    earlier: impl Iterator<Item = Earlier<'a>> + Clone,
) -> Option<Earlier<'a>> {
    let sentence = reading.sentence_of[start];
    // words of money make a bare million one of money, far from any other amount and even behind users
    let spoken = money_spoken_of(reading, start);
    if spoken && matches!(kind, Kind::Users | Kind::Headcount) && n.scale.is_some() {
        return None;
    }
    for i in (0..start).rev() {
        let back = sentence - reading.sentence_of[i];
        if back > if spoken { reach } else { reach.min(NEAR) } {
            return None;
        }
        let Some(number) = reading.lexemes.longest(i, class::NUMBER) else { continue };
        let mention = earlier.clone().find(|e| e.start <= i && i < e.end);
        match mention {
            Some(e) if e.kind == Kind::Date => continue,
            // 562 million crowns ($59.7 million), against 634 million: what a bracket converts lends no unit
            Some(e) if e.kind == kind && kind == Kind::Money && e.start > 1 && converted(reading, &e, earlier.clone()) => continue,
            Some(e) if e.kind == kind => return Some(e),
            // a scaled amount of money looks past other counts, never past users
            Some(e) if n.scale.is_some() && kind == Kind::Money && (e.kind != Kind::Users || spoken) => continue,
            Some(e) if n.scale.is_some() && kind == Kind::Users && e.kind == Kind::Percent && back == 0 => continue,
            Some(_) => return None,
            None => {
                let other = reading.number(number)?;
                // days, years, small counts; another thing counted in millions is what is meant
                let small_count = (other.plain || other.spelled) && other.scale.is_none() && other.value <= Decimal::from(31);
                let aside = year(other) || small_count;
                let small = n.scale.is_some() && other.scale.is_none() && back > 0;
                if !aside && !small {
                    return None;
                }
            }
        }
    }
    None
}

/// Whether an amount stands alone in the bracket right behind one of another currency.
fn converted<'a>(reading: &Reading<'_>, e: &Earlier<'a>, mut earlier: impl Iterator<Item = Earlier<'a>>) -> bool {
    let unit = |e: &Earlier<'a>| e.amount.map(|a| a.unit.clone());
    let open = e.start - 1;
    let alone = reading.mark(open) == '(' && reading.mark(e.end) == ')';
    alone && earlier.any(|o| o.kind == Kind::Money && o.end == open && unit(&o) != unit(e))
}

/// Whether a word of money stands close before a number, in its sentence or the question before, or right behind.
fn money_spoken_of(reading: &Reading<'_>, start: usize) -> bool {
    let sentence = reading.sentence_of[start];
    let mut before = (0..start).rev().take(MONEY_BEFORE).take_while(|i| sentence - reading.sentence_of[*i] <= 1);
    let mut behind = (start..reading.tokens.len()).take(MONEY_BEHIND).take_while(|i| reading.sentence_of[*i] == sentence);
    before.any(|i| reading.is(i, class::MONEY_WORD)) || behind.any(|i| reading.is(i, class::MONEY_WORD))
}

fn year(n: &Number) -> bool {
    n.plain && n.value >= Decimal::from(1900) && n.value < Decimal::from(2100)
}

/// A word that compares stands before: `contre`, `up from`; for people also a word of employment.
fn compared(reading: &Reading<'_>, start: usize, kind: Kind) -> bool {
    let mut at = start;
    for _ in 0..3 {
        if at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[start] {
            return false;
        }
        if reading.word_before(at, class::ELIDED_BEFORE).is_some()
            || kind == Kind::Headcount && reading.word_before(at, class::EMPLOYMENT).is_some()
        {
            return true;
        }
        match reading.word_before(at, class::BOUND_BEFORE).or_else(|| reading.word_before(at, class::BOUND_SKIP)) {
            Some((before, _)) => at = before,
            None => return false,
        }
    }
    false
}

/// A comma or `and` stands before: one of a row of amounts.
fn joined(reading: &Reading<'_>, start: usize) -> bool {
    start > 0 && (reading.mark(start - 1) == ',' || reading.word_before(start, class::AND).is_some())
}

/// A preposition of dates follows both: `600 employees in January, 200 in June`; `33 milliards en prêts et 17 en dons`.
fn parallel(reading: &Reading<'_>, first: usize, second: usize) -> bool {
    let before_date = |at: usize| reading.word_at(at, class::ELIDED_AFTER).is_some_and(|(_, w)| w.value == "date");
    before_date(first) && before_date(second)
}

/// Part of a name or a reference: `Model 3`, `n° 12`, `Article 5`.
fn in_a_name(reading: &Reading<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let t = &reading.tokens[before];
    matches!(reading.mark(before), '°' | '#' | '/' | '.') && reading.tokens[start].glued()
        || t.shape == Shape::Hyphen && reading.tokens[start].glued() && t.glued()
}
