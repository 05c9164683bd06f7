//! Money: what the parts of a money rule mean together.

use super::currencies::Currencies;
use super::ranges::{Stated, negative, not_a_unit, pair, single, stated};
use super::reading::Parts;
use crate::dictionary::{ClassId, Word, class};
use crate::reading::lexemes::Lexeme;
use crate::reading::number::Number;
use crate::reading::tokens::Shape;
use rust_decimal::Decimal;
use smallvec::SmallVec;

/// Rows that name a currency, the most telling first: `$5 million CAD` is CAD.
const NAMED: [ClassId; 10] = [
    class::CURRENCY,
    class::CURRENCY_WEAK,
    class::CURRENCY_CODE,
    class::CURRENCY_CODE_WEAK,
    class::CURRENCY_ADJECTIVE,
    class::SCALED_CURRENCY,
    class::CURRENCY_LETTER,
    class::CURRENCY_SYMBOL,
    class::SUBUNIT,
    class::SUBUNIT_GLUED,
];

/// A currency as a row names it.
struct Currency<'a> {
    /// ISO code, or codes to choose from (`USD/CAD`).
    codes: &'a str,
    /// What the word multiplies by (`MUSD`: 1000000).
    factor: Decimal,
}

/// The amount that the parts of a rule state; `None` if they do not fit together. `changes`: a verb of change governs them.
pub(crate) fn evaluate(parts: &Parts<'_>, currencies: &Currencies<'_>, changes: bool) -> Option<Stated> {
    let numbers: SmallVec<[&Number; 4]> = parts.numbers().collect();
    let at = parts.lexemes.first()?.start as usize;
    if not_an_amount(parts, &numbers, at) {
        return None;
    }
    let negative = negative(parts)?;
    let first = *numbers.first()?;
    if let Some(subunit) = parts.word(class::SUBUNIT).or_else(|| parts.word(class::SUBUNIT_GLUED)) {
        let sub = parse(subunit)?;
        if let [units, hundredths] = numbers[..]
            && !parts.has(class::RANGE_MID)
        {
            // 5 dollars et 50 cents
            let main = parse(currency_word(parts, &[class::SUBUNIT, class::SUBUNIT_GLUED])?)?;
            let value = units.value.checked_add(hundredths.value.checked_mul(sub.factor)?)?;
            return Some(Stated::One(single(units, value, currencies.choose(main.codes, at))));
        }
        let code = currencies.choose_small(sub.codes, at);
        return match numbers[..] {
            [n] => Some(Stated::One(single(n, n.value.checked_mul(sub.factor)?, code))),
            [low, high] => {
                let scaled = |n: &Number| Some(Number { value: n.value.checked_mul(sub.factor)?, ..*n });
                Some(stated(pair(parts, &scaled(low)?, &scaled(high)?, changes)?, code))
            }
            _ => None,
        };
    }
    let currency = currency(parts)?;
    let code = currencies.choose(currency.codes, at);
    let scaled = |n: &Number| {
        let value = n.value.checked_mul(currency.factor)?;
        Some(Number { value: if negative { -value } else { value }, ..*n })
    };
    match numbers[..] {
        [n] => {
            let mut n = scaled(n)?;
            // 80 USD million
            if let Some(scale) = parts.words(class::SCALE).next().and_then(|w| w.number()) {
                n.value = n.value.checked_mul(scale)?;
            }
            Some(Stated::One(single(&n, n.value, code)))
        }
        [low, high] if parts.has(class::RANGE_MID) => {
            let shared = currency.factor != Decimal::ONE;
            let (low, high) = if shared { (scaled(low)?, scaled(high)?) } else { (*low, *high) };
            Some(stated(pair(parts, &low, &high, changes)?, code))
        }
        // 12 € 50
        [units, hundredths] => {
            let two = (hundredths.plain || hundredths.spelled && units.spelled)
                && hundredths.value < Decimal::ONE_HUNDRED
                && hundredths.value >= Decimal::TEN;
            let whole = first.scale.is_none() && units.value.fract().is_zero();
            let value = units.value + hundredths.value / Decimal::ONE_HUNDRED;
            (two && whole && ends_here(parts)).then(|| Stated::One(single(units, value, code)))
        }
        _ => None,
    }
}

/// Codes and factor of the currency in the head of a table.
pub(crate) fn head<'a>(parts: &Parts<'a>) -> Option<(&'a str, Decimal)> {
    currency(parts).map(|c| (c.codes, c.factor))
}

/// What looks like money and is none.
fn not_an_amount(parts: &Parts<'_>, numbers: &[&Number], at: usize) -> bool {
    let reading = &parts.reading;
    // R5, COP 21, 20 won, 10 livres: other words, unless the number is one of money
    let firm = numbers.iter().any(|n| n.scale.is_some() || !n.plain && !n.spelled);
    let weak = [class::CURRENCY_WEAK, class::CURRENCY_CODE_WEAK, class::CURRENCY_LETTER].iter().any(|c| parts.has(*c));
    if weak && !firm {
        return true;
    }
    let scaled = numbers.iter().any(|n| n.scale.is_some());
    // item #4.5 of a list
    if parts.has(class::CURRENCY_LETTER) && reading.mark(at) == '#' && !scaled {
        return true;
    }
    // rupees 500 crore, but not paid in euros 3 million people
    if let [name, number] = parts.lexemes
        && name.class == class::CURRENCY
        && number.class == class::NUMBER
        && !(scaled && ends_here(parts))
    {
        return true;
    }
    let Some(end) = parts.lexemes.last().map(|l| l.end as usize) else { return true };
    // one of £5.2m, deux de 3 €: the symbol belongs to the number behind it
    let symbol = parts.lexemes.last().is_some_and(|l| l.class == class::CURRENCY_SYMBOL);
    if symbol && parts.has(class::OF) && reading.tokens.get(end).is_some_and(|t| t.shape == Shape::Digits && t.glued()) {
        return true;
    }
    // 81P: a seat
    let capital = |l: &&Lexeme| l.class == class::SUBUNIT_GLUED && reading.tokens[l.start as usize].caps != 0;
    if parts.lexemes.iter().any(|l| capital(&l)) {
        return true;
    }
    // un euro fort, one dollar bill: the currency itself
    if numbers.iter().all(|n| n.single) && (reading.is(end, class::NO_UNIT) || reading.word_before(at, class::NO_UNIT).is_some()) {
        return true;
    }
    // 180 pounds (82 kg)
    let kilograms = |i: usize| reading.mark(i) == '(' && matches!(reading.tokens.get(i + 2), Some(t) if t.text(reading.text) == "kg");
    if !scaled && kilograms(end) {
        return true;
    }
    // pounds of steel
    // he weighs 180 pounds
    if !scaled && reading.word_before(at, class::WEIGH).is_some() {
        return true;
    }
    !scaled && not_a_unit(parts, &NAMED)
        // (en millions d'euros): the head of a table, not an amount
        || numbers.iter().any(|n| n.vague) && reading.word_before(at, class::TABLE_IN).is_some()
}

/// Whether nothing that could take the last number follows: `12 € 50 %`, `10 € 20 €`.
fn ends_here(parts: &Parts<'_>) -> bool {
    let Some(end) = parts.lexemes.last().map(|l| l.end as usize) else { return false };
    let reading = &parts.reading;
    let Some(t) = reading.tokens.get(end).filter(|_| reading.sentence_of[end] == reading.sentence_of[end - 1]) else { return true };
    matches!(reading.mark(end), '.' | ',' | ';' | ')' | '!' | '?' | '»' | '”' | '"') || t.shape == Shape::Word && reading.follows_whole(end)
}

/// The currency the parts state.
fn currency<'a>(parts: &Parts<'a>) -> Option<Currency<'a>> {
    let currency = parse(currency_word(parts, &[])?)?;
    // $10bn to €12bn is no range
    let mut symbols = parts.lexemes.iter().filter(|l| NAMED.contains(&l.class) && l.class != class::CURRENCY_ADJECTIVE);
    let same_kind = |a: ClassId, b: ClassId| a == b;
    if let (Some(a), Some(b)) = (symbols.next(), symbols.next_back())
        && same_kind(a.class, b.class)
        && parts.reading.word(a).map(|w| w.value) != parts.reading.word(b).map(|w| w.value)
    {
        return None;
    }
    Some(currency)
}

fn currency_word<'a>(parts: &Parts<'a>, but: &[ClassId]) -> Option<Word<'a>> {
    NAMED.iter().filter(|c| !but.contains(c)).find_map(|c| parts.word(*c))
}

/// "USD", "USD/CAD" or "USD 1000000".
fn parse(w: Word<'_>) -> Option<Currency<'_>> {
    Some(match w.value.split_once(' ') {
        Some((codes, factor)) => Currency { codes, factor: factor.parse().ok()? },
        None => Currency { codes: w.value, factor: Decimal::ONE },
    })
}
