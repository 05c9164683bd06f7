//! Names without a year: the nearest by the tense of the clause, or the one that `last` and `next` say.

use super::around::Around;
use super::calendar::{add_days, add_months};
use super::expression::{Name, Unit, Within};
use super::named::in_year;
use super::place::Place;
use super::tense::{self, Tense};
use crate::meaning::{DateSpan, Precision};
use chrono::{Datelike, NaiveDate};
use smallvec::SmallVec;

impl Place<'_> {
    pub(super) fn weekday(&self, w: u32, within: Within, base: Option<NaiveDate>) -> Option<DateSpan> {
        let base = base?;
        let ahead = (i64::from(w) + 6 - i64::from(base.weekday().num_days_from_monday())) % 7;
        let (last, next) = (if ahead == 0 { 0 } else { ahead - 7 }, ahead);
        let days = match within {
            Within::Nearest(by) if by < 0 => (if ahead == 0 { -7 } else { last }) + 7 * i64::from(by + 1),
            Within::Nearest(by) if by > 0 => (if ahead == 0 { 7 } else { next }) + 7 * i64::from(by - 1),
            Within::Nearest(_) => i64::from(w) - 1 - i64::from(base.weekday().num_days_from_monday()),
            _ if self.after.is_some() => {
                let after = self.after?;
                let from_there = (i64::from(w) + 6 - i64::from(after.weekday().num_days_from_monday())) % 7;
                return Some(DateSpan::day(add_days(after, from_there)?));
            }
            _ if self.reading.prefer_future => {
                if ahead == 0 {
                    7
                } else {
                    next
                }
            }
            _ => match tense::around(self.reading, self.start, self.end) {
                Tense::Future => next,
                Tense::Present if next <= 3 => next,
                _ => last,
            },
        };
        Some(DateSpan::day(add_days(base, days)?))
    }

    pub(super) fn day_of_month(&self, d: u32, within: Within, weekday: Option<u32>) -> Option<DateSpan> {
        let day = |months: i32| -> Option<NaiveDate> {
            let first = add_months(self.now()?.with_day(1)?, months)?.with_day(1)?;
            first.with_day(d)
        };
        match within {
            Within::Shift(s) if s.unit == Unit::Month => self.unit(Unit::Month, s)?.from.with_day(d).map(DateSpan::day),
            Within::Undated | Within::Nearest(0) => {
                if let Some(after) = self.after {
                    return (0..=2).filter_map(|m| add_months(after.with_day(1)?, m)?.with_day(d)).find(|x| *x >= after).map(DateSpan::day);
                }
                let today = self.today()?;
                let fits = |x: &NaiveDate| weekday.is_none_or(|w| x.weekday().number_from_monday() == w);
                let months = if weekday.is_some() { 12 } else { 2 };
                let mut all: Vec<NaiveDate> = (-months..=months).filter_map(day).filter(fits).collect();
                // `Tuesday the 11th` is rare enough that the nearest is meant, whatever the tense
                if weekday.is_some() && !self.reading.prefer_future {
                    all.sort_by_key(|d| (*d - today).num_days().abs());
                    all.truncate(1);
                }
                self.choose(all.into_iter().map(DateSpan::day), DateSpan::day(today))
            }
            _ => None,
        }
    }

    /// `last September`, `juin prochain`, `this summer`.
    pub(super) fn nearest(&self, name: Name, by: i32) -> Option<DateSpan> {
        let now = self.now()?;
        let written = self.reading.written?;
        let all = (now.year() - 5..=now.year() + 5).filter_map(|y| in_year(name, y));
        match by {
            0 => {
                let middle = |d: &DateSpan| ((d.from + (d.to - d.from) / 2) - now).num_days().abs();
                match name {
                    Name::Season(4) => all.min_by_key(middle),
                    _ => in_year(name, now.year()),
                }
            }
            // the month of writing is not `le mois de mai dernier`
            ..0 => {
                let before = if name_in_months(name) { written.from.with_day(1)? } else { written.from };
                all.rev().filter(|d| d.from < before && d.to < now).nth(by.unsigned_abs() as usize - 1)
            }
            _ => all.filter(|d| d.from > written.to).nth(by.unsigned_abs() as usize - 1),
        }
    }

    pub(super) fn undated(&self, name: Name, weekday: Option<u32>) -> Option<DateSpan> {
        if let Some(year) = self.year_behind(name).or_else(|| self.year_around(name)) {
            return in_year(name, year);
        }
        let now = self.now()?;
        let candidates: SmallVec<[DateSpan; 9]> = (now.year() - 4..=now.year() + 4).filter_map(|y| in_year(name, y)).collect();
        if let Some(after) = self.after {
            return candidates.into_iter().find(|d| d.to >= after);
        }
        let fits = |d: &DateSpan| weekday.is_some_and(|w| d.from.weekday().number_from_monday() == w);
        let near = |d: &&DateSpan| (d.from.year() - now.year()).abs() <= 1;
        let said: SmallVec<[DateSpan; 9]> = candidates.iter().filter(near).filter(|d| fits(d)).copied().collect();
        let all = if said.is_empty() { candidates } else { said };
        self.choose(all.iter().copied(), self.reading.written?)
    }

    /// Whether it is a part of a year that results are told of.
    fn of_results(&self, span: DateSpan) -> bool {
        span.precision == Precision::Part && Around { reading: self.reading, start: self.start, end: self.end }.of_results()
    }

    /// The nearest by the tense: the last that has begun, or the first that is not over.
    fn choose(&self, all: impl Iterator<Item = DateSpan> + Clone, now: DateSpan) -> Option<DateSpan> {
        let past = all.clone().filter(|d| d.from <= now.to).last();
        let future = all.clone().find(|d| d.to >= now.from);
        if self.reading.prefer_future {
            return future.or(past);
        }
        match (tense::around(self.reading, self.start, self.end), past, future) {
            // `will report third-quarter results`: of the quarter that is nearest its end
            (Tense::Future, Some(p), Some(f)) if self.of_results(f) => {
                Some(if (now.to - p.to).num_days().abs() <= (f.to - now.to).num_days() { p } else { f })
            }
            (Tense::Future, _, Some(f)) => Some(f),
            // `is opening a store in March`, but not `is looking into a fire in October`, said in November
            (Tense::Going, Some(p), Some(f)) => Some(if (now.from - p.to).num_days() > 60 { f } else { p }),
            (t @ (Tense::Present | Tense::Unknown), Some(p), Some(f)) => {
                // without a tense only what is close ahead and was long ago is to come
                let (back, ahead) = ((now.from - p.to).num_days(), (f.from - now.to).num_days());
                let close = if t == Tense::Present { ahead < back } else { ahead <= 60 && back >= 240 };
                Some(if close { f } else { p })
            }
            (_, Some(p), _) => Some(p),
            (_, None, f) => f,
        }
    }
}

/// Whether the name is of a month or of a longer part of the year.
fn name_in_months(name: Name) -> bool {
    matches!(name, Name::Month(_) | Name::Quarter(_) | Name::Half(_))
}
