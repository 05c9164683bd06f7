//! Dates in digits: `03/04/2024`, `2025-06`, `15.08.2024`.
//!
//! Which of two small numbers is the day is a matter of the language (`numeric-order` rows) and, where that leaves it
//! open, of the document: the order of its other dates, and its own date.

use super::evidence;
use super::expression::{DateExpr, Name, Point, Within};
use super::found::full_year;
use super::point::valid_day as valid;
use crate::dictionary::class;
use crate::mentions::reading::{Parts, Reading};
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::Shape;
use chrono::Datelike;

/// A run of digits and how many there are.
#[derive(Debug, Clone, Copy)]
struct Digits {
    n: u32,
    len: u32,
}

/// The date, or the range of two dates, that digits state.
pub(super) fn read(parts: &Parts<'_>, range: bool) -> Option<DateExpr> {
    let reading = &parts.reading;
    if !range {
        return one(reading, parts.lexemes, false).map(DateExpr::Point);
    }
    let at = parts.lexemes.iter().position(|l| l.class == class::DATE_TO)?;
    let (mut a, mut b) = (one(reading, &parts.lexemes[..at], true)?, one(reading, &parts.lexemes[at + 1..], true)?);
    let dotted = parts.lexemes.iter().any(|l| l.class == class::DATE_SEP && reading.mark(l.start as usize) == '.');
    match (a.within, b.within) {
        // 6.8 and 7.2 are two numbers
        (Within::Undated, Within::Undated) if dotted => return None,
        (Within::Undated, w @ Within::Year(_)) => a.within = w,
        (w @ Within::Year(_), Within::Undated) => b.within = w,
        _ => {}
    }
    Some(DateExpr::Range(a, b))
}

fn one(reading: &Reading<'_>, lexemes: &[Lexeme], range: bool) -> Option<Point> {
    let mut digits = Vec::with_capacity(3);
    let mut marks = lexemes.iter().filter(|l| l.class == class::DATE_SEP).map(|l| reading.token_text(l.start as usize));
    let mark = marks.next();
    if marks.any(|m| Some(m) != mark) {
        return None;
    }
    for l in lexemes {
        if let Sense::Digits(n) = l.sense {
            let t = &reading.tokens[l.start as usize];
            digits.push(Digits { n, len: t.end - t.start });
        }
    }
    if !evidence::digits_stand(reading, lexemes, range) {
        return None;
    }
    let weekday = lexemes.iter().find(|l| matches!(l.class, class::WEEKDAY | class::WEEKDAY_SHORT));
    let weekday = weekday.and_then(|l| reading.word(l)).and_then(|w| w.value.parse().ok());
    let point = |name, within| Some(Point { weekday, ..Point::new(name, within) });
    let named = lexemes.iter().find(|l| matches!(l.class, class::MONTH | class::MONTH_SHORT));
    if let Some(month) = named.and_then(|l| reading.word(l)) {
        // 05-Aug-2016, 2019/aug/01, 2020-Sep
        let month = month.value.parse().ok()?;
        let year = digits.iter().position(|d| d.len == 4).or(if digits.len() == 2 { Some(1) } else { None });
        let within = year.map_or(Within::Undated, |i| Within::Year(year_of(digits[i], reading)));
        return match digits.iter().enumerate().find(|(i, _)| Some(*i) != year) {
            Some((_, d)) => point(Name::Day(month, valid(month, d.n)?), within),
            None => point(Name::Month(month), within),
        };
    }
    match digits[..] {
        [y, m, d] if y.len == 4 => {
            let (m, d) = if m.n > 12 { (d, m) } else { (m, d) };
            point(Name::Day(m.n, valid(m.n, d.n)?), Within::Year(y.n as i32))
        }
        [a, b, y] => {
            let year = year_of(y, reading);
            // au 6 20 30: no day in this order
            if mark.is_none() && b.n > 12 {
                return None;
            }
            let (day, month) = order(reading, a.n, b.n, Some(year), mark == Some("."))?;
            point(Name::Day(month, valid(month, day)?), Within::Year(year))
        }
        [y, m] if y.len == 4 && m.n != (y.n + 1) % 100 && mark != Some(".") => point(Name::Month(m.n), Within::Year(y.n as i32)),
        [m, y] if y.len == 4 => point(Name::Month(m.n), Within::Year(y.n as i32)),
        [a, b] => {
            let spaced = mark.is_none();
            if weekday.is_none() && !range && !spaced && !evidence::short_digits(reading, lexemes, a.len, b.len, a.n == b.n) {
                return None;
            }
            let (day, month) = order(reading, a.n, b.n, None, false)?;
            point(Name::Day(month, valid(month, day)?), Within::Undated)
        }
        _ => None,
    }
}

fn year_of(d: Digits, reading: &Reading<'_>) -> i32 {
    if d.len == 2 { full_year(d.n, reading) } else { d.n as i32 }
}

/// Day and month out of two numbers.
fn order(reading: &Reading<'_>, a: u32, b: u32, year: Option<i32>, dotted: bool) -> Option<(u32, u32)> {
    if a > 12 {
        return (b <= 12).then_some((a, b));
    }
    if b > 12 {
        return Some((b, a));
    }
    Some(if a == b || day_first(reading, a, b, year, dotted) { (a, b) } else { (b, a) })
}

fn day_first(reading: &Reading<'_>, a: u32, b: u32, year: Option<i32>, dotted: bool) -> bool {
    let by_language = reading.lexicon.rows(class::NUMERIC_ORDER).next();
    if by_language.is_none_or(|w| w.value == "day") || dotted {
        return true;
    }
    // the document's own date stands in it more often than any other
    if let (Some(r), Some(y)) = (reading.reference(), year) {
        let is = |day: u32, month: u32| (r.year(), r.month(), r.day()) == (y, month, day);
        if is(a, b) || is(b, a) {
            return is(a, b);
        }
    }
    // `14 November` is a day-first writer, `November 14` is not; 25/12 and 12/25 tell as well
    let mut votes = 0;
    for (i, t) in reading.tokens.iter().enumerate() {
        if t.shape != Shape::Digits {
            continue;
        }
        let day = |i: usize| reading.lexemes.at(i).iter().find(|l| l.class == class::DAY).map(|l| l.sense);
        if day(i).is_none() {
            continue;
        }
        if reading.is(i + 1, class::MONTH) {
            votes += 1;
        } else if i > 0 && reading.lexemes.ending(i, class::MONTH, 2).is_some() {
            votes -= 1;
        } else if reading.is(i + 1, class::DATE_SEP) && reading.tokens.get(i + 2).is_some_and(|n| n.shape == Shape::Digits && n.glued()) {
            match (day(i), day(i + 2)) {
                (Some(Sense::Digits(x)), Some(Sense::Digits(y))) if x > 12 && y <= 12 => votes += 1,
                (Some(Sense::Digits(x)), Some(Sense::Digits(y))) if x <= 12 && y > 12 => votes -= 1,
                _ => {}
            }
        }
    }
    votes > 0
}
