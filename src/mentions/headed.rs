//! Counts whose noun is the subject of the verb before them: `Le nombre d'abonnés a dépassé 5 millions`, `Headcount at X has
//! dropped from 500 to 340`, `Effectif au 30 juin : 1 904`.
//!
//! Such a number stands alone, right behind a verb of reaching or changing or a colon, and what it counts is named before.

use super::reading::Reading;
use crate::dictionary::class;
use crate::document::Kind;
use crate::meaning::Amount;
use crate::reading::number::Number;
use rust_decimal::Decimal;

/// How many words of degree, prepositions and rates may stand between the verb and its number.
const DEGREE: usize = 8;

/// How far before the verb its noun may stand, in tokens.
const REACH: usize = 14;

/// What the number `n` at tokens `start..end` counts, if a noun of kind `kind` heads its clause. `taken` tells which tokens
/// belong to mentions other than dates.
pub(crate) fn evaluate(
    reading: &Reading<'_>,
    n: &Number,
    (start, end): (usize, usize),
    kind: Kind,
    taken: impl Fn(usize) -> bool,
) -> Option<Amount> {
    let year = n.plain && n.value >= Decimal::from(1900) && n.value < Decimal::from(2100);
    let small = n.scale.is_none() && (n.value < Decimal::TEN || !n.value.fract().is_zero());
    if n.vague || n.single || small || year || !reading.follows_whole(end) {
        return None;
    }
    let verb = level(reading, start).or_else(|| verb(reading, start))?;
    let sentence = reading.sentence_of[start];
    let mut i = verb;
    while i > 0 && i + REACH > verb && reading.sentence_of[i - 1] == sentence {
        i -= 1;
        if taken(i) || reading.is(i, class::MONEY_WORD) || matches!(reading.token_text(i), ";" | ":" | ",") {
            return None;
        }
        let head = match kind {
            Kind::Headcount => reading.word_at(i, class::STAFF_HEAD).map(|(end, _)| (end, "employees")),
            _ => reading.word_at(i, class::USERS_HEAD).or_else(|| reading.word_at(i, class::USERS)).map(|(end, w)| (end, w.value)),
        };
        let Some((behind, unit)) = head.filter(|(behind, _)| *behind <= verb) else { continue };
        // numbers of users that the sentence gives are mentions of their own
        if i > 0 && reading.lexemes.longest(i - 1, class::NUMBER).is_some() {
            return None;
        }
        let mut found = super::ranges::single(n, n.value, unit.split(' ').next().unwrap_or(unit));
        if kind == Kind::Users {
            let near = |c| (i.saturating_sub(2)..behind + 2).find_map(|k| reading.word_at(k, c)).map(|(_, w)| w.value);
            found.per = near(class::PERIOD).unwrap_or_default().into();
            found.traits.extend(near(class::ACTIVITY).map(str::to_owned));
        }
        return Some(found);
    }
    None
}

/// The first token of the verb or colon that the number stands behind, words of degree left out.
fn verb(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    for _ in 0..DEGREE {
        if at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[start] {
            return None;
        }
        if reading.token_text(at - 1) == ":" {
            return Some(at - 1);
        }
        let verbs = [class::AMOUNT_TO, class::REACH, class::RISE, class::FALL, class::COPULA];
        if let Some(verb) = verbs.iter().filter_map(|c| reading.word_before(at, *c)).map(|(from, _)| from).min() {
            return Some(verb);
        }
        let degree = [class::BOUND_BEFORE, class::BOUND_SKIP, class::RANGE_OPEN, class::RANGE_MID, class::ADVERB];
        let passed = degree.iter().filter_map(|c| reading.word_before(at, *c)).map(|(from, _)| from).min();
        let word = reading.is(at - 1, class::AMOUNT_PREPOSITION);
        at = passed.or_else(|| word.then(|| at - 1)).or_else(|| rate(reading, at))?;
    }
    None
}

/// The preposition that the number stands behind, where a noun of users or staff with its owner is right before it: `doubled its
/// user base to 36 million`.
fn level(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let at = [class::BOUND_BEFORE, class::BOUND_SKIP].iter().filter_map(|c| reading.word_before(start, *c)).map(|(from, _)| from).min();
    let at = at.unwrap_or(start);
    let (to, _) = reading.word_before(at, class::TO_LEVEL)?;
    let end = rate(reading, to).unwrap_or(to);
    let (head, _) = reading.word_before(end, class::USERS_HEAD).or_else(|| reading.word_before(end, class::STAFF_HEAD))?;
    let owned = (head.saturating_sub(3)..head).any(|i| reading.word_at(i, class::ANAPHOR).is_some_and(|(_, w)| w.value == "possessive"));
    owned.then_some(to)
}

/// The first token of a rate of change that ends before a token, or before the comma there: `rose 40% to`, `grew by about 8
/// percent, to`.
fn rate(reading: &Reading<'_>, end: usize) -> Option<usize> {
    let end = if reading.mark(end - 1) == ',' { end - 1 } else { end };
    let (sign, _) = reading.word_before(end, class::PERCENT_SIGN)?;
    let number = reading.lexemes.ending(sign, class::NUMBER, 6)?.start as usize;
    let bound = reading.word_before(number, class::BOUND_BEFORE).map_or(number, |(from, _)| from);
    Some(reading.word_before(bound, class::BY_MUCH).map_or(bound, |(from, _)| from))
}
