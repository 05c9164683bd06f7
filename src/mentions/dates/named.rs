//! What a name is in a given year.

use super::calendar::{add_days, feast, feast_weekend, half, quarter, season, unit_of, week};
use super::expression::{Feast, Name, Unit};
use crate::meaning::{DateSpan, Precision, last_of_month};
use chrono::{Datelike, NaiveDate};

/// What the name is in a calendar year.
pub(super) fn in_year(name: Name, year: i32) -> Option<DateSpan> {
    match name {
        Name::Month(m) => DateSpan::month(year, m),
        Name::Day(m, d) => NaiveDate::from_ymd_opt(year, m, d).map(DateSpan::day),
        Name::Quarter(n) => quarter(year, n),
        Name::Half(n) => half(year, n),
        Name::FirstMonths(n) => DateSpan::months(year, 1, n),
        Name::Season(n) => season(year, n),
        Name::Feast(Feast::Fixed(m, d)) => NaiveDate::from_ymd_opt(year, m, d).map(DateSpan::day),
        Name::Feast(f) => feast(year, f).map(DateSpan::day),
        Name::FeastWeekend(f) => feast_weekend(year, f),
        Name::Week(n) => week(year, n),
        Name::Unit(Unit::Year) => DateSpan::year(year),
        Name::Nth(_, _, month) | Name::NthWeekday(_, _, month) => nth_in(name, year, month),
        _ => None,
    }
}

/// What the name is in a year that starts in July, unless more is known.
pub(super) fn in_split_year(name: Name, first: i32) -> Option<DateSpan> {
    match name {
        Name::Month(m) => DateSpan::month(if m >= 7 { first } else { first + 1 }, m),
        Name::Half(1) => half(first, 2),
        Name::Half(2) => half(first + 1, 1),
        Name::Quarter(n @ 1..=2) => quarter(first, n + 2),
        Name::Quarter(n @ 3..=4) => quarter(first + 1, n - 2),
        Name::Season(4) => season(first, 4),
        Name::Season(3) => season(first, 3),
        Name::Season(n) => season(first + 1, n),
        _ => None,
    }
}

/// The n-th week, fortnight, weekend, day or weekday of a month, or of a year.
pub(super) fn nth_in(name: Name, year: i32, month: Option<u32>) -> Option<DateSpan> {
    let (first, last) = match month {
        Some(m) => (NaiveDate::from_ymd_opt(year, m, 1)?, last_of_month(year, m)?),
        None => (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?),
    };
    match name {
        Name::Nth(n, Unit::Day, _) => {
            let day = if n < 0 { add_days(last, i64::from(n) + 1)? } else { add_days(first, i64::from(n) - 1)? };
            (first <= day && day <= last).then_some(DateSpan::day(day))
        }
        Name::Nth(n @ 1..=2, Unit::Fortnight, Some(_)) => {
            let half = add_days(first, 14)?;
            Some(if n == 1 {
                DateSpan::new(first, half, Precision::Part)
            } else {
                DateSpan::new(add_days(half, 1)?, last, Precision::Part)
            })
        }
        // a week belongs to the month that holds its Thursday
        Name::Nth(n, unit @ (Unit::Week | Unit::Weekend), _) => {
            let thursday = |d: NaiveDate| add_days(d, 3 - i64::from(d.weekday().num_days_from_monday()));
            let mut monday = unit_of(first, Unit::Week)?.from;
            if thursday(monday)? < first {
                monday = add_days(monday, 7)?;
            }
            if n < 0 {
                monday = unit_of(last, Unit::Week)?.from;
                if thursday(monday)? > last {
                    monday = add_days(monday, -7)?;
                }
                monday = add_days(monday, 7 * (i64::from(n) + 1))?;
            } else {
                monday = add_days(monday, 7 * (i64::from(n) - 1))?;
            }
            unit_of(monday, unit)
        }
        Name::NthWeekday(n, w, _) if n < 0 => {
            let back = (i64::from(last.weekday().num_days_from_monday()) + 8 - i64::from(w)) % 7;
            let day = add_days(last, -back + 7 * (i64::from(n) + 1))?;
            (day >= first).then_some(DateSpan::day(day))
        }
        Name::NthWeekday(n, w, _) => {
            let ahead = (i64::from(w) + 6 - i64::from(first.weekday().num_days_from_monday())) % 7;
            let day = add_days(first, ahead + 7 * (i64::from(n) - 1))?;
            (day <= last).then_some(DateSpan::day(day))
        }
        _ => None,
    }
}
