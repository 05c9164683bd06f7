//! What a name is on the calendar, by all that is known around it.

use super::calendar::{add_days, add_months, century, decade, move_span, portion, unit_of};
use super::expression::{Name, Point, Portion, Shift, Unit, Within};
use super::named::{in_split_year, in_year, nth_in};
use super::resolve::Placed;
use super::tense::{self, Tense};
use crate::meaning::{DateSpan, Precision};
use crate::mentions::reading::Reading;
use chrono::{Datelike, NaiveDate};

/// Where an expression stands, and what was placed before it.
pub(super) struct Place<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) before: &'a [Placed],
    /// The start of a range, for its end.
    pub(super) after: Option<NaiveDate>,
}

impl Place<'_> {
    /// The day of writing, unless only its month or year is known.
    pub(super) fn today(&self) -> Option<NaiveDate> {
        self.reading.written.filter(|w| w.from == w.to).map(|w| w.from)
    }

    /// The day that months and longer units are counted from.
    pub(super) fn now(&self) -> Option<NaiveDate> {
        self.reading.reference()
    }

    pub(super) fn point(&self, p: &Point) -> Option<DateSpan> {
        let span = self.whole(p)?;
        match p.portion {
            Some(part @ (Portion::Earlier | Portion::Later | Portion::Rest)) => Some(self.side(span, part)),
            Some(part) => portion(span, part),
            None => Some(span),
        }
    }

    /// The part of a span before or behind the day of writing. What comes later is not said of tomorrow: it is of the second
    /// half, while that is to come.
    fn side(&self, span: DateSpan, part: Portion) -> DateSpan {
        let today = self.today().filter(|d| (span.from..=span.to).contains(d));
        let middle = if span.precision == Precision::Year && span.from.day() == 1 {
            add_months(span.from, 6)
        } else {
            add_days(span.from, (span.to - span.from).num_days() / 2)
        };
        let (from, to) = match (part, today) {
            (Portion::Earlier, Some(today)) => (span.from, add_days(today, -1).unwrap_or(span.to)),
            (Portion::Later, today) => (today.max(middle).unwrap_or(span.from), span.to),
            (Portion::Rest, Some(today)) => (today, span.to),
            _ => (span.from, span.to),
        };
        if from <= to { DateSpan { from, to, precision: Precision::Range, ends: Precision::Day } } else { span }
    }

    fn whole(&self, p: &Point) -> Option<DateSpan> {
        match (p.name, p.within) {
            (Name::Decade(first), _) => decade(first),
            (Name::Century(n), _) => century(n),
            (Name::Unit(unit), Within::Shift(shift)) => self.unit(unit, shift),
            (Name::Unit(Unit::Year), Within::Year(y)) => DateSpan::year(y),
            (Name::Unit(Unit::Year), Within::Split(y)) => {
                let from = NaiveDate::from_ymd_opt(y, 7, 1)?;
                Some(DateSpan::new(from, NaiveDate::from_ymd_opt(y + 1, 6, 30)?, Precision::Year))
            }
            (Name::Same, within) => self.same(within),
            (Name::Weekday(w), Within::Shift(s)) if s.unit == Unit::Week => {
                let week = self.unit(Unit::Week, s)?;
                Some(DateSpan::day(add_days(week.from, i64::from(w) - 1)?))
            }
            (Name::Weekday(w), Within::Shift(s)) => self.weekday(w, Within::Nearest(s.by), self.named(Unit::Day, s.by).map(|d| d.to)),
            (Name::Unit(Unit::Weekend), Within::Nearest(_)) => {
                let here = unit_of(self.today()?, Unit::Weekend)?;
                let last = move_span(here, -1, Unit::Week)?;
                let past = self.today()? < here.from && tense::around(self.reading, self.start, self.end) == Tense::Past;
                Some(if past && !self.reading.prefer_future { last } else { here })
            }
            // at year-end, told in the months after it
            (Name::Unit(Unit::Year), Within::Nearest(0)) => {
                let now = self.now()?;
                let over = now.month() <= 6 && tense::around(self.reading, self.start, self.end) == Tense::Past;
                DateSpan::year(if over { now.year() - 1 } else { now.year() })
            }
            (Name::Unit(Unit::Month), Within::Nearest(0)) => self.unit(Unit::Month, Shift { named: true, by: 0, unit: Unit::Month }),
            (Name::Unit(unit @ (Unit::Day | Unit::Week)), Within::Nearest(0)) => {
                let today = self.today()?;
                // the last session is told the day after
                let told = self.named(Unit::Day, 0).filter(|d| d.from == d.to && (0..=4).contains(&(today - d.from).num_days()));
                unit_of(told.map_or(today, |d| d.from), unit)
            }
            (Name::Weekday(w), Within::Ahead(days)) => {
                let today = self.today()?;
                let ahead = (i64::from(w) + 6 - i64::from(today.weekday().num_days_from_monday())) % 7;
                Some(DateSpan::day(add_days(today, ahead + i64::from(days))?))
            }
            (Name::Weekday(w), within) => self.weekday(w, within, self.today()),
            (Name::DayOfMonth(d), within) => self.day_of_month(d, within, p.weekday),
            (name, Within::Shift(s)) if matches!(name, Name::Nth(_, _, None) | Name::NthWeekday(_, _, None)) && s.unit == Unit::Month => {
                let month = self.unit(Unit::Month, s)?.from;
                nth_in(name, month.year(), Some(month.month()))
            }
            (name, Within::Year(y)) => in_year(name, y),
            (name, Within::Split(y)) => in_split_year(name, y),
            (name, Within::Shift(s)) => {
                let base = if s.named { self.named(Unit::Year, s.by)?.from.year() } else { self.now()?.year() };
                // `mai suivant`: the first May after, not the May of the next year
                let year = if s.named && s.by == 1 && s.unit == Unit::Year {
                    let after = self.named(Unit::Day, s.by)?.to;
                    return (base..base + 3).filter_map(|y| in_year(name, y)).find(|d| d.from > after);
                } else {
                    base + s.by
                };
                in_year(name, year)
            }
            (name, Within::Nearest(by)) => self.nearest(name, by),
            (_, Within::Ahead(_)) => None,
            (name, Within::Undated) => self.undated(name, p.weekday),
        }
    }

    /// A whole unit so many units away.
    pub(super) fn unit(&self, unit: Unit, shift: Shift) -> Option<DateSpan> {
        if shift.named {
            let named = self.named(shift.unit, shift.by)?;
            // a year from `exercice clos fin juin` is another such year
            let same_length = unit == Unit::Year && named.precision == Precision::Year
                || unit == Unit::Quarter && (named.to - named.from).num_days() < 95 && named.precision == Precision::Part;
            if same_length {
                return move_span(named, shift.by, unit);
            }
            let base = if shift.by < 0 { named.from } else { named.to };
            return move_span(unit_of(base, unit)?, shift.by, unit);
        }
        let base = if unit.months().is_some() { self.now()? } else { self.today()? };
        let here = unit_of(base, unit)?;
        // on a Sunday `le week-end dernier` is not the one that ends today, on a Monday it is the one that ended yesterday
        move_span(here, shift.by, unit)
    }
}
