//! Arithmetic of the calendar.

use super::expression::{Feast, Portion, Unit};
use crate::meaning::{DateSpan, Precision, last_of_month};
use chrono::{Datelike, Days, NaiveDate};

/// A day some days away.
pub(super) fn add_days(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    match u64::try_from(by) {
        Ok(n) => day.checked_add_days(Days::new(n)),
        Err(_) => day.checked_sub_days(Days::new(by.unsigned_abs())),
    }
}

/// A day some months away; the last of a shorter month where there is no such day, and where it was the last of its own.
pub(super) fn add_months(day: NaiveDate, by: i32) -> Option<NaiveDate> {
    let months = day.year().checked_mul(12)?.checked_add(day.month0() as i32)?.checked_add(by)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
    let last = last_of_month(year, month)?;
    let was_last = last_of_month(day.year(), day.month()) == Some(day);
    if was_last || day.day() > last.day() { Some(last) } else { last.with_day(day.day()) }
}

/// A day some working days away.
fn add_workdays(mut day: NaiveDate, by: i32) -> Option<NaiveDate> {
    for _ in 0..by.unsigned_abs() {
        day = add_days(day, i64::from(by.signum()))?;
        while day.weekday().num_days_from_monday() > 4 {
            day = add_days(day, i64::from(by.signum()))?;
        }
    }
    Some(day)
}

/// A span some units away.
pub(super) fn move_span(span: DateSpan, by: i32, unit: Unit) -> Option<DateSpan> {
    if unit == Unit::Workday {
        return Some(DateSpan { from: add_workdays(span.from, by)?, to: add_workdays(span.to, by)?, ..span });
    }
    let go = |d: NaiveDate| match (unit.days(), unit.months()) {
        (Some(days), _) => add_days(d, days * i64::from(by)),
        (_, Some(months)) => add_months(d, months * by),
        _ => None,
    };
    // the first of a month never counts as its last day
    let from = if span.from.day() == 1 || unit.days().is_some() {
        match (unit.days(), unit.months()) {
            (None, Some(months)) => first_of(span.from, months * by)?,
            _ => go(span.from)?,
        }
    } else {
        let moved = go(span.from)?;
        moved.with_day(span.from.day()).unwrap_or(moved)
    };
    let to = if span.from == span.to { from } else { go(span.to)? };
    (from <= to).then_some(DateSpan { from, to, ..span })
}

fn first_of(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let n = day.year().checked_mul(12)?.checked_add(day.month0() as i32)?.checked_add(months)?;
    NaiveDate::from_ymd_opt(n.div_euclid(12), n.rem_euclid(12) as u32 + 1, 1)
}

/// The whole unit that holds a day.
pub(super) fn unit_of(day: NaiveDate, unit: Unit) -> Option<DateSpan> {
    let (y, m) = (day.year(), day.month());
    match unit {
        Unit::Day | Unit::Workday => Some(DateSpan::day(day)),
        Unit::Workweek => {
            let monday = add_days(day, -i64::from(day.weekday().num_days_from_monday()))?;
            Some(DateSpan::new(monday, add_days(monday, 4)?, Precision::Week))
        }
        Unit::Week | Unit::Fortnight => {
            let monday = add_days(day, -i64::from(day.weekday().num_days_from_monday()))?;
            let days = if unit == Unit::Week { 6 } else { 13 };
            Some(DateSpan::new(monday, add_days(monday, days)?, Precision::Week))
        }
        Unit::Weekend => {
            let saturday = add_days(day, 5 - i64::from(day.weekday().num_days_from_monday()))?;
            Some(DateSpan::new(saturday, add_days(saturday, 1)?, Precision::Week))
        }
        Unit::Month => DateSpan::month(y, m),
        Unit::Quarter => quarter(y, (m - 1) / 3 + 1),
        Unit::Half => half(y, (m - 1) / 6 + 1),
        Unit::Year => DateSpan::year(y),
        Unit::Decade => decade(y.div_euclid(10) * 10),
        Unit::Century => century(y.div_euclid(100) + 1),
    }
}

/// A quarter of a calendar year.
pub(super) fn quarter(year: i32, n: u32) -> Option<DateSpan> {
    if (1..=4).contains(&n) { DateSpan::months(year, n * 3 - 2, n * 3) } else { None }
}

/// A half of a calendar year.
pub(super) fn half(year: i32, n: u32) -> Option<DateSpan> {
    if (1..=2).contains(&n) { DateSpan::months(year, n * 6 - 5, n * 6) } else { None }
}

/// The ten years from `first` on.
pub(super) fn decade(first: i32) -> Option<DateSpan> {
    Some(DateSpan::new(DateSpan::year(first)?.from, DateSpan::year(first + 9)?.to, Precision::Decade))
}

/// A century as people count it: the 20th is 1900 to 1999.
pub(super) fn century(n: i32) -> Option<DateSpan> {
    let first = (n - 1) * 100;
    // there is no year 0
    Some(DateSpan::new(DateSpan::year(first.max(1))?.from, DateSpan::year(first + 99)?.to, Precision::Century))
}

/// A season by the months that meteorologists give it; a winter is named by the year it starts in.
pub(super) fn season(year: i32, n: u32) -> Option<DateSpan> {
    match n {
        1..=3 => DateSpan::months(year, n * 3, n * 3 + 2),
        4 => {
            let from = NaiveDate::from_ymd_opt(year, 12, 1)?;
            Some(DateSpan::new(from, last_of_month(year + 1, 2)?, Precision::Part))
        }
        _ => None,
    }
}

/// The first day of ISO week 1.
fn first_monday(year: i32) -> Option<NaiveDate> {
    let fourth = NaiveDate::from_ymd_opt(year, 1, 4)?;
    add_days(fourth, -i64::from(fourth.weekday().num_days_from_monday()))
}

/// A week of the year by its ISO number.
pub(super) fn week(year: i32, n: u32) -> Option<DateSpan> {
    let monday = add_days(first_monday(year)?, 7 * (i64::from(n) - 1))?;
    if !(1..=53).contains(&n) {
        return None;
    }
    Some(DateSpan::new(monday, add_days(monday, 6)?, Precision::Week))
}

/// The day of a feast in a year.
pub(super) fn feast(year: i32, feast: Feast) -> Option<NaiveDate> {
    match feast {
        Feast::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Feast::Easter(days) => add_days(easter(year)?, days),
        Feast::Thanksgiving(days) => {
            let first = NaiveDate::from_ymd_opt(year, 11, 1)?;
            let thursday = (10 - i64::from(first.weekday().num_days_from_monday())) % 7;
            add_days(first, thursday + 21 + days)
        }
        Feast::Counted(n, weekday, month) => {
            let (first, last) = (NaiveDate::from_ymd_opt(year, month, 1)?, last_of_month(year, month)?);
            let ahead = |day: NaiveDate| (i64::from(weekday) + 6 - i64::from(day.weekday().num_days_from_monday())) % 7;
            if n < 0 { add_days(last, (ahead(last) - 7) % 7) } else { add_days(first, ahead(first) + 7 * (i64::from(n) - 1)) }
        }
    }
}

/// The weekend nearest to a feast, with the feast and the days between where it is a Thursday, Friday or Monday.
pub(super) fn feast_weekend(year: i32, name: Feast) -> Option<DateSpan> {
    let day = feast(year, name)?;
    let from_monday = i64::from(day.weekday().num_days_from_monday());
    let saturday = add_days(day, if from_monday < 3 { -2 - from_monday } else { 5 - from_monday })?;
    let sunday = add_days(saturday, 1)?;
    let long = !matches!(from_monday, 1 | 2);
    let (from, to) = if long { (saturday.min(day), sunday.max(day)) } else { (saturday, sunday) };
    Some(DateSpan::new(from, to, Precision::Week))
}

/// Easter Sunday (the Gregorian computus).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

/// The start, middle or end of a span. The ends of a year are the months that the press means by them: late is from
/// October on, early up to April, the middle from May to August.
pub(super) fn portion(span: DateSpan, part: Portion) -> Option<DateSpan> {
    let days = (span.to - span.from).num_days() + 1;
    let whole_months = span.from.day() == 1 && last_of_month(span.to.year(), span.to.month()) == Some(span.to);
    let months = (span.to.year() - span.from.year()) * 12 + span.to.month() as i32 - span.from.month() as i32 + 1;
    let (skip, take) = match (span.precision, part) {
        _ if days == 1 => return Some(span),
        (_, Portion::Earlier | Portion::Later | Portion::Rest) => return Some(span),
        (_, half @ (Portion::FirstHalf | Portion::SecondHalf)) => {
            let second = half == Portion::SecondHalf;
            if whole_months && months % 2 == 0 {
                (if second { months / 2 } else { 0 }, months / 2)
            } else {
                // the 15 first days of a month, whatever its length
                let half = days / 2;
                let from = if second { add_days(span.from, half)? } else { span.from };
                let to = if second { span.to } else { add_days(span.from, half - 1)? };
                return Some(DateSpan::new(from, to, Precision::Part));
            }
        }
        (Precision::Decade | Precision::Century, _) => {
            let years = months / 12;
            match part {
                Portion::Start => (0, years * 4 / 10 * 12),
                Portion::Mid => (years * 4 / 10 * 12, years * 3 / 10 * 12),
                _ => (years * 7 / 10 * 12, (years - years * 7 / 10) * 12),
            }
        }
        (_, Portion::Start) if months == 12 => (0, 4),
        (_, Portion::Mid) if months == 12 => (4, 4),
        (_, Portion::End) if months == 12 => (9, 3),
        (_, _) if whole_months && months == 6 => match part {
            Portion::Start => (0, 2),
            Portion::Mid => (2, 2),
            _ => (4, 2),
        },
        (_, _) if whole_months && months == 3 => match part {
            Portion::Start => (0, 1),
            Portion::Mid => (1, 1),
            _ => (2, 1),
        },
        _ => {
            let (skip, take) = match part {
                _ if days == 7 && part == Portion::Start => (0, 2),
                _ if days == 7 && part == Portion::Mid => (2, 2),
                _ if days == 7 => (3, 4),
                // a month has its first ten days, its second ten, and the rest
                Portion::Start if (28..=31).contains(&days) => (0, 10),
                Portion::Mid if (28..=31).contains(&days) => (10, 10),
                Portion::End if (28..=31).contains(&days) => (20, days - 20),
                Portion::Start => (0, days / 3),
                Portion::Mid => (days / 3, days / 3),
                _ => (days / 3 * 2, days - days / 3 * 2),
            };
            let from = add_days(span.from, skip)?;
            return Some(DateSpan::new(from, add_days(from, take - 1)?, Precision::Part));
        }
    };
    let from = first_of(span.from, skip)?;
    Some(DateSpan::new(from, first_of(from, take)?.pred_opt()?, Precision::Part))
}
