//! Tables whose head gives scale and currency to the bare numbers below: `(en millions d'euros)`, `$ in millions`, `€m`.
//!
//! A row is a line of a label and numbers, nothing else. Rows whose label counts something else (staff, customers, margins,
//! amounts per share) are left out; a line of running text ends the table.

use super::currencies::Currencies;
use super::money;
use super::reading::{Parts, Reading};
use crate::dictionary::class;
use crate::meaning::{Amount, Bound};
use crate::reading::tokens::{LINE, PARAGRAPH, SPACE, Shape};
use rust_decimal::Decimal;
use smol_str::SmolStr;

/// What the head of a table says of its numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    unit: SmolStr,
    factor: Decimal,
}

/// A bare number of a table that is an amount.
pub(crate) struct Cell {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) amount: Amount,
}

/// Words of a label, at most; more are running text.
const LABEL: usize = 10;

/// Lines below a head, at most.
const LINES: usize = 60;

/// The head that the parts of a rule state: scale and currency alone in brackets, or at the end of a line.
pub(crate) fn head(parts: &Parts<'_>, currencies: &Currencies<'_>) -> Option<Head> {
    let reading = &parts.reading;
    let (start, end) = (parts.lexemes.first()?.start as usize, parts.lexemes.last()?.end as usize);
    let opens = start == 0 || reading.tokens[start].is(LINE) || matches!(reading.mark(start - 1), '(' | ',');
    let led = reading.is(start, class::TABLE_IN);
    // Sales, £m  64.1  59.8: the numbers stand on its own line
    let cells = reading.tokens.get(end).is_some_and(|t| t.shape == Shape::Digits && t.is(SPACE)) && !led;
    let closes = cells || end >= reading.tokens.len() || reading.tokens[end].is(LINE) || matches!(reading.mark(end), ')' | ',' | ':' | ';');
    if !closes || !(opens || led) {
        return None;
    }
    let (codes, factor) = money::head(parts)?;
    let scale = [class::SCALE, class::SCALES, class::SCALE_GLUED, class::SCALE_CURRENCY].into_iter().find_map(|c| parts.word(c));
    let factor = factor.checked_mul(scale.map_or(Some(Decimal::ONE), |w| w.number())?)?;
    Some(Head { unit: currencies.choose(codes, start).into(), factor })
}

/// The amounts below a head that ends at a token. `taken` tells whether a token belongs to another mention.
pub(crate) fn cells(reading: &Reading<'_>, head: &Head, end: usize, taken: impl Fn(usize) -> bool) -> Vec<Cell> {
    let tokens = reading.tokens;
    let line_end = |from: usize| (from + 1..tokens.len()).find(|i| tokens[*i].is(LINE)).unwrap_or(tokens.len());
    let mut out = Vec::new();
    let mut start = line_end(end.saturating_sub(1));
    // a head in a row's own label is its alone: `| Ventes (M€) | 22,4 | 24,9 |`
    let label = (0..end).rev().find(|i| tokens[*i].is(LINE)).unwrap_or(0);
    if (label..end).any(|i| reading.is(i, class::RESULT)) && (end..start).any(|i| reading.is(i, class::NUMBER)) {
        row(reading, head, label, start, &|i| i < end || taken(i), &mut out);
        if !out.is_empty() {
            return out;
        }
    }
    for line in 0..LINES {
        if start >= tokens.len() {
            break;
        }
        let stop = line_end(start);
        let numbers = (start..stop).filter(|i| reading.is(*i, class::NUMBER)).count();
        let words = (start..stop).filter(|i| tokens[*i].shape == Shape::Word).count();
        let prose = words > LABEL + 2 * numbers || numbers == 0 && (words > LABEL || tokens[start].is(PARAGRAPH) && line > 0);
        if prose || (start..stop).any(|i| reading.is(i, class::TABLE_IN) && i + 1 < stop && reading.mark(stop - 1) == ')') {
            break;
        }
        row(reading, head, start, stop, &taken, &mut out);
        start = stop;
    }
    out
}

/// The amounts of one line.
fn row(reading: &Reading<'_>, head: &Head, start: usize, stop: usize, taken: &impl Fn(usize) -> bool, out: &mut Vec<Cell>) {
    let number = |i: usize| reading.lexemes.longest(i, class::NUMBER).and_then(|l| Some((l.end as usize, reading.number(l)?)));
    let Some(first) = (start..stop).find(|i| number(*i).is_some_and(|(_, n)| !n.spelled)) else { return };
    let label = (start..first).any(|i| reading.tokens[i].shape == Shape::Word);
    if !label || (start..stop).any(|i| reading.is(i, class::ROW_OTHER)) {
        return;
    }
    let before = out.len();
    let mut i = first;
    while i < stop {
        let Some((end, n)) = number(i) else {
            // n.c., n/a; any other word: no row of numbers
            let t = &reading.tokens[i];
            if t.shape == Shape::Word && t.len > 2 && !taken(i) {
                out.truncate(before);
                return;
            }
            i += 1;
            continue;
        };
        let year = n.plain && n.value >= Decimal::from(1990) && n.value < Decimal::from(2100);
        let sign = reading.token_text(end.min(stop) - 1);
        let percent = end < stop && reading.is(end, class::PERCENT_SIGN) || reading.mark(i) == '+' || sign == "+";
        if !taken(i) && !year && !percent && !n.spelled && n.scale.is_none() && end <= stop {
            // (12.5) is a loss
            let loss = i > start && reading.mark(i - 1) == '(' && end < stop && reading.mark(end) == ')';
            let value = n.value * head.factor;
            let low = if loss { -value } else { value }.normalize();
            let amount = Amount { low, unit: head.unit.clone(), bound: Bound::Exact, ..Amount::default() };
            out.push(Cell { start: i, end, amount });
        }
        i = end;
    }
}
