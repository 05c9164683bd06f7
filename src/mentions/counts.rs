//! Users, headcount and percentages: what the parts of their rules mean together.

use super::ranges::{Stated, negative, not_a_unit, pair, single, stated};
use super::reading::{Parts, Reading};
use crate::dictionary::{ClassId, class};
use crate::document::Kind;
use crate::meaning::{Amount, Bound};
use crate::reading::number::Number;
use crate::reading::tokens::{LINE, Shape};
use rust_decimal::Decimal;
use smallvec::SmallVec;

/// Rows that name what is counted.
const UNITS: [ClassId; 7] =
    [class::PERCENT_SIGN, class::USERS, class::ACTIVE_USERS, class::STAFF, class::STAFF_WEAK, class::PEOPLE, class::CLIENTELE];

/// How far a word of employment may stand from what it makes a headcount, in tokens.
const EMPLOY_BEFORE: usize = 16;
const EMPLOY_AFTER: usize = 5;

/// How far behind its people a verb of use may stand.
const USE_AFTER: usize = 6;

/// The count or percentage that the parts of a rule state; `None` if they do not fit together.
pub(crate) fn evaluate(parts: &Parts<'_>, kind: Kind, changes: bool) -> Option<Stated> {
    if not_a_unit(parts, &UNITS) {
        return None;
    }
    if kind == Kind::Percent && encoded(parts) {
        return None;
    }
    let numbers: SmallVec<[&Number; 4]> = parts.numbers().collect();
    let (unit, least) = unit(parts, kind)?;
    if let Some(w) = parts.word(class::SHARE).filter(|_| numbers.is_empty()) {
        // a quarter of the shares; but a quarter of the year
        let end = parts.lexemes.last()?.end as usize;
        parts.reading.word_at(end, class::SHARE_WHOLE)?;
        return Some(Stated::One(Amount { low: w.value.parse().ok()?, unit: unit.into(), bound: Bound::About, ..Amount::default() }));
    }
    let mut found = match numbers[..] {
        [n] if kind == Kind::Percent && negative(parts)? => Stated::One(single(n, -n.value, unit)),
        [n] => Stated::One(single(n, n.value, unit)),
        // 48 of its 210 staff: two counts
        [part, whole] if parts.has(class::OUT_OF) => {
            let (part, whole) = (single(part, part.value, unit), single(whole, whole.value, unit));
            if part.low >= whole.low || whole.low < Decimal::from(20) {
                return None;
            }
            Stated::Two(part, whole)
        }
        [low, high] => stated(pair(parts, low, high, changes)?, unit),
        _ => return None,
    };
    if kind != Kind::Percent {
        let countable = |n: &&Number| !n.single && n.value > Decimal::ONE && n.value.fract().is_zero();
        let largest = numbers.iter().map(|n| n.value).max()?;
        let scaled = numbers.iter().any(|n| n.scale.is_some());
        if !scaled && !numbers.iter().all(countable) || largest < least || !believed(parts) {
            return None;
        }
    }
    if kind == Kind::Users {
        match &mut found {
            Stated::One(a) => describe(parts, a),
            Stated::Two(a, b) => {
                describe(parts, a);
                describe(parts, b);
            }
        }
    }
    Some(found)
}

/// Whether the sign encodes a character of an address: `?q=a%20b%29`.
fn encoded(parts: &Parts<'_>) -> bool {
    let reading = &parts.reading;
    let (Some(first), Some(last)) = (parts.lexemes.first(), parts.lexemes.last()) else { return false };
    let (start, end) = (first.start as usize, last.end as usize);
    let before = start > 0 && reading.tokens[start].glued() && matches!(reading.mark(start - 1), '%' | '=');
    before || reading.tokens.get(end).is_some_and(|t| t.glued() && t.shape == Shape::Digits)
}

/// Activity, payment and period.
fn describe(parts: &Parts<'_>, amount: &mut Amount) {
    for w in parts.words(class::ACTIVITY) {
        if !amount.traits.iter().any(|t| t == w.value) {
            amount.traits.push(w.value.to_owned());
        }
    }
    let mut per = parts.words(class::PERIOD).map(|w| w.value);
    amount.per = per.next().unwrap_or_default().into();
    // 400M WAU, 1.2bn MAUs: activity and period in one word
    if let Some(w) = parts.word(class::ACTIVE_USERS) {
        amount.per = w.value.into();
        amount.traits.push("active".to_owned());
    }
    amount.traits.sort();
    amount.traits.dedup();
}

/// The unit, and the least number that counts in it.
fn unit<'a>(parts: &Parts<'a>, kind: Kind) -> Option<(&'a str, Decimal)> {
    Some(match kind {
        Kind::Percent => ("%", Decimal::MIN),
        Kind::Headcount => ("employees", Decimal::ZERO),
        _ if parts.has(class::ACTIVE_USERS) => ("users", Decimal::ZERO),
        _ => {
            if parts.has(class::DOWNLOADED) {
                return Some(("downloads", Decimal::ZERO));
            }
            let word = [class::USER_VERB, class::USERS, class::CLIENTELE].into_iter().find_map(|c| parts.word(c));
            let value = match word {
                Some(w) => w.value,
                None if parts.has(class::PEOPLE) => "people",
                None => return None,
            };
            // a word of activity or period says that these are users
            let described = parts.has(class::ACTIVITY) || parts.has(class::PERIOD);
            match value.split_once(' ') {
                Some((unit, least)) => (unit, if described { Decimal::ZERO } else { least.parse().ok()? }),
                None => (value, Decimal::ZERO),
            }
        }
    })
}

/// Whether the words around allow it: people and positions count as a headcount only beside words of employment, a heading
/// (`Users: 3.4 M`) only at the start of a line.
fn believed(parts: &Parts<'_>) -> bool {
    let reading = &parts.reading;
    let (Some(first), Some(last)) = (parts.lexemes.first(), parts.lexemes.last()) else { return false };
    let (start, end) = (first.start as usize, last.end as usize);
    // one in ten jobs, un poste sur dix: a share
    let share = start > 1
        && reading.is(start - 1, class::OUT_OF_EVERY)
        && (reading.is(start - 2, class::UNIT) || reading.tokens[start - 2].shape == Shape::Digits && reading.tokens[start - 2].len == 1);
    if share {
        return false;
    }
    if parts.has(class::COLON) {
        return start == 0 || reading.sentence_of[start] != reading.sentence_of[start - 1] || heading(reading, start);
    }
    if parts.has(class::STAFF_WEAK) || parts.has(class::PEOPLE) && !parts.has(class::USER_VERB) && !parts.has(class::USED_BY) {
        return employed(reading, start, end, parts.has(class::STAFF_WEAK));
    }
    // 900 restaurants clients, 2,400 shops as customers
    let clients = parts.has(class::USERS) || parts.has(class::AS_USERS);
    if parts.has(class::CLIENTELE) && !clients && !parts.has(class::USER_VERB) && !parts.has(class::USED_BY) {
        return used(reading, end);
    }
    if parts.has(class::STAFF_HEADING) {
        return (start == 0 || heading(reading, start)) && reading.follows_whole(end);
    }
    if parts.has(class::EMPLOY_LEAD) || parts.has(class::STAFF_LEAD) && !parts.has(class::STAFF) {
        return reading.follows_whole(end);
    }
    !dated(parts, start)
}

/// Whether the number is a year behind a word that takes one: `in 2019 customers left`, `late 1985 Orvis employed`.
fn dated(parts: &Parts<'_>, start: usize) -> bool {
    let round = Decimal::from(50);
    let year = |n: &Number| n.plain && n.value >= Decimal::from(1900) && n.value < Decimal::from(2100) && !(n.value % round).is_zero();
    let led = || parts.reading.word_before(start, class::YEAR_BEFORE).is_some_and(|(_, w)| w.value == "strong");
    parts.numbers().next().is_some_and(year) && led()
}

/// Whether only a bullet stands between the start of the line and a token.
fn heading(reading: &Reading<'_>, start: usize) -> bool {
    let t = &reading.tokens[start];
    t.is(LINE) || {
        let before = &reading.tokens[start - 1];
        before.is(LINE) && matches!(before.shape, Shape::Hyphen | Shape::Other) || matches!(reading.mark(start - 1), '.' | ';' | '|' | '•')
    }
}

/// Whether a verb of use follows: `11,000 farmers in nine countries use it`.
fn used(reading: &Reading<'_>, end: usize) -> bool {
    let sentence = reading.sentence_of[end - 1];
    for i in (end..reading.tokens.len()).take(USE_AFTER).take_while(|i| reading.sentence_of[*i] == sentence) {
        if reading.is(i, class::USER_VERB) {
            return true;
        }
        if matches!(reading.mark(i), ',' | ';' | ':' | '(') {
            return false;
        }
    }
    false
}

/// Whether a word of employment stands near in the sentence.
fn employed(reading: &Reading<'_>, start: usize, end: usize, strongly: bool) -> bool {
    let sentence = reading.sentence_of[start];
    let same = |i: &usize| reading.sentence_of[*i] == sentence;
    let mut before = (0..start).rev().take(EMPLOY_BEFORE).take_while(same);
    let mut after = (end..reading.tokens.len()).take(EMPLOY_AFTER).take_while(same);
    let word = |i: usize| reading.word_at(i, class::EMPLOYMENT).is_some_and(|(_, w)| !strongly || w.value == "strong");
    // lets 900 people go, met 40 personnes à la porte
    let put_out = || {
        (end..reading.tokens.len()).take(EMPLOY_AFTER).take_while(same).any(|i| reading.is(i, class::OUT_OF_WORK))
            && (0..start).rev().take(EMPLOY_AFTER).take_while(same).any(|i| reading.is(i, class::PUT_OUT))
    };
    before.any(word) || after.any(word) || put_out() || figures(reading, start, end)
}

/// `X (2.900 personnes, 640 millions d'euros de ventes)`: a bracket that goes on with money gives the figures of a firm.
fn figures(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let opens = start > 1 && reading.mark(start - 1) == '(' && reading.tokens[start - 2].capitalized();
    let inside = || (end..reading.tokens.len()).take(EMPLOY_BEFORE).take_while(|i| reading.mark(*i) != ')');
    let money = |i: usize| reading.is(i, class::CURRENCY) || reading.is(i, class::CURRENCY_SYMBOL);
    opens && reading.mark(end) == ',' && inside().any(money)
}
