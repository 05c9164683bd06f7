//! Placing an expression on the calendar.
//!
//! Undated months and weekdays are read in news sense: the nearest in the past, unless the tense of the clause is future.
//! A heading (`2019 :`) dates the months under it; what is relative to a date just named is counted from that date.

use super::calendar::{add_days, add_months, move_span, portion, unit_of};
use super::expression::{DateExpr, Name, Point, Shift, Unit, Within};
use super::named::in_year;
use super::place::Place;
use super::tense::{self, Tense};
use crate::meaning::{DateSpan, Precision};
use crate::mentions::reading::Reading;
use chrono::{Datelike, NaiveDate};

/// A date already placed, and the tokens that state it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) span: DateSpan,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Places the expression of the tokens `start..end` on the calendar; `before` are the dates already placed, nearest last.
pub(crate) fn resolve(expr: &DateExpr, reading: &Reading<'_>, start: usize, end: usize, before: &[Placed]) -> Option<DateSpan> {
    let place = Place { reading, start, end, before, after: None };
    match expr {
        DateExpr::Absolute(d) => Some(*d),
        DateExpr::Point(p) => place.point(p),
        DateExpr::Range(a, b) => place.range(a, b),
        DateExpr::Ended(weeks, Unit::Week, end) => {
            let to = place.point(end)?.to;
            let from = add_days(to, 1 - 7 * i64::from(*weeks))?;
            Some(DateSpan { from, to, precision: Precision::Range, ends: Precision::Day })
        }
        DateExpr::Ended(months, _, end) => {
            let to = place.point(end)?.to;
            let from = add_days(add_months(to, -*months)?, 1)?;
            Some(DateSpan::new(from, to, if *months == 12 { Precision::Year } else { Precision::Part }))
        }
        DateExpr::WeekOf(unit, p) => place.week_of(*unit, p),
        DateExpr::Beside(by, name, p) => place.beside(*by, *name, p),
        DateExpr::Away(shift, base) => place.away(*shift, base.as_ref()),
        DateExpr::Apart { named, months, days } => place.apart(*named, *months, *days),
        DateExpr::Window(count, unit) => place.window(*count, *unit),
        DateExpr::Edge(count, unit, p) => place.edge(*count, *unit, p),
        DateExpr::Running(count, unit, p) => {
            let from = place.point(p)?.from;
            let to = add_days(move_span(DateSpan::day(from), *count, *unit)?.from, -1)?;
            Some(DateSpan { from, to, precision: Precision::Range, ends: Precision::Day })
        }
        DateExpr::FromNow(count, unit) => {
            let today = place.today()?;
            let to = add_days(move_span(DateSpan::day(today), *count, *unit)?.from, -1)?;
            Some(DateSpan { from: today, to, precision: Precision::Range, ends: Precision::Day })
        }
        DateExpr::Nowhere => None,
    }
}

impl Place<'_> {
    fn range(&self, a: &Point, b: &Point) -> Option<DateSpan> {
        let dated = |p: &Point| !matches!(p.within, Within::Undated) || matches!(p.name, Name::Decade(_) | Name::Century(_));
        if !dated(a) && dated(b) {
            // from May to October 2020: the May before
            let end = self.point(b)?;
            let mut start = (end.to.year() - 1..=end.to.year()).filter_map(|y| in_year(a.name, y)).filter(|d| d.from <= end.to);
            let from = match start.next_back() {
                Some(d) => a.portion.map_or(Some(d), |part| portion(d, part))?,
                None => self.point(a)?,
            };
            return from.until(end);
        }
        let from = self.point(a)?;
        let after = |from: DateSpan| Place { after: Some(from.from), ..*self }.point(b);
        let to = after(from)?;
        // a range that is running has begun: `from August to October`, said in September
        let in_year = |p: &Point| matches!(p.name, Name::Month(_) | Name::Day(..));
        if let (true, Some(now), Some(earlier)) =
            (!dated(a) && !dated(b) && in_year(a) && in_year(b), self.now(), move_span(from, -1, Unit::Year))
            && from.from > now
            && let Some(end) = after(earlier).filter(|e| e.to >= now)
        {
            return earlier.until(end);
        }
        // a range that is over and near is meant rather than the next one: `publie un bénéfice pour la période d'avril à juin`
        let open = || matches!(tense::around(self.reading, self.start, self.end), Tense::Present | Tense::Unknown | Tense::Going);
        if let (true, Some(now), Some(earlier)) =
            (!dated(a) && !dated(b) && in_year(a) && in_year(b), self.now(), move_span(from, -1, Unit::Year))
            && from.from > now
            && !self.reading.prefer_future
            && let Some(end) = after(earlier).filter(|e| e.to < now && now - e.to < from.from - now)
            && open()
        {
            return earlier.until(end);
        }
        // what was counted `de janvier à mars` is not of a March to come
        let over = || tense::around(self.reading, self.start, self.end) == Tense::Past && !self.reading.prefer_future;
        if let (true, Some(now)) = (!dated(a) && !dated(b) && matches!((a.name, b.name), (Name::Month(_), Name::Month(_))), self.now())
            && to.from > now
            && over()
        {
            return move_span(from.until(to)?, -1, Unit::Year);
        }
        from.until(to)
    }

    /// The first so many units of a date, or the last.
    fn edge(&self, count: i32, unit: Unit, p: &Point) -> Option<DateSpan> {
        let span = self.point(p)?;
        let (from, to) = if count > 0 {
            (span.from, add_days(move_span(DateSpan::day(span.from), count, unit)?.from, -1)?)
        } else {
            let behind = add_days(span.to, 1)?;
            (move_span(DateSpan::day(behind), count, unit)?.from, span.to)
        };
        let within = span.from <= from && to <= span.to && (from, to) != (span.from, span.to);
        within.then_some(DateSpan { from, to, precision: Precision::Range, ends: Precision::Day })
    }

    fn away(&self, shift: Shift, base: Option<&Point>) -> Option<DateSpan> {
        let Shift { named, by, unit } = shift;
        if let Some(base) = base {
            let span = self.point(base)?;
            return move_span(span, by, unit);
        }
        if named {
            let from = self.named(unit, by)?;
            if from.ends >= Precision::Month || (from.to - from.from).num_days() > 26 {
                return unit.months().and_then(|_| move_span(from, by, unit));
            }
            let moved = move_span(DateSpan::day(from.from), by, unit)?;
            return self.widen(moved.from, unit);
        }
        let now = if unit.months().is_some() { self.now()? } else { self.today()? };
        self.widen(move_span(DateSpan::day(now), by, unit)?.from, unit)
    }

    /// The week that holds a day: the week that is running is to come as well.
    fn week_of(&self, unit: Unit, p: &Point) -> Option<DateSpan> {
        let week = unit_of(self.point(p)?.from, unit)?;
        let running = self.today().and_then(|d| unit_of(d, unit));
        match (running, p.name, p.within) {
            (Some(running), Name::Day(month, day), Within::Undated) => {
                let here =
                    NaiveDate::from_ymd_opt(running.from.year(), month, day).is_some_and(|d| (running.from..=running.to).contains(&d));
                Some(if here { running } else { week })
            }
            _ => Some(week),
        }
    }

    /// `the Monday after Easter`, `la veille du 14 juillet`.
    fn beside(&self, by: i32, name: Name, p: &Point) -> Option<DateSpan> {
        let base = self.point(p)?;
        let (edge, back) = if by < 0 { (base.from, true) } else { (base.to, false) };
        let weekday = |w: u32| {
            let here = i64::from(edge.weekday().num_days_from_monday());
            let wanted = i64::from(w) - 1;
            let first = if back { (wanted - here - 7) % 7 } else { (wanted - here + 7) % 7 };
            let first = if first == 0 { if back { -7 } else { 7 } } else { first };
            add_days(edge, first + 7 * (i64::from(by) - i64::from(by.signum())))
        };
        match name {
            Name::Weekday(w) => weekday(w).map(DateSpan::day),
            Name::Unit(Unit::Weekend) => unit_of(weekday(if back { 7 } else { 6 })?, Unit::Weekend),
            Name::Unit(unit) => move_span(unit_of(edge, unit)?, by, unit),
            _ => None,
        }
    }

    /// `a year and three weeks ago`: months first, then days.
    fn apart(&self, named: bool, months: i32, days: i32) -> Option<DateSpan> {
        let from = if named { self.named(Unit::Day, months + days)?.from } else { self.today()? };
        let day = add_days(add_months(from, months)?, i64::from(days))?;
        if days == 0 { unit_of(day, Unit::Month) } else { Some(DateSpan::day(day)) }
    }

    /// Two years ago is a year, two months ago a month; weeks are counted in days.
    fn widen(&self, day: NaiveDate, unit: Unit) -> Option<DateSpan> {
        unit_of(
            day,
            match unit {
                Unit::Fortnight | Unit::Weekend => Unit::Day,
                Unit::Decade | Unit::Century => Unit::Year,
                Unit::Quarter | Unit::Half => Unit::Month,
                // a week is seven days: the day itself
                Unit::Week => Unit::Day,
                u => u,
            },
        )
    }

    /// The last or next so many units, rolling; quarters and halves are whole ones.
    fn window(&self, count: i32, unit: Unit) -> Option<DateSpan> {
        if matches!(unit, Unit::Quarter | Unit::Half | Unit::Decade | Unit::Century) {
            let here = unit_of(self.now()?, unit)?;
            let far = move_span(here, count, unit)?;
            let near = move_span(here, count.signum(), unit)?;
            let (from, to) = if count < 0 { (far.from, near.to) } else { (near.from, far.to) };
            return Some(DateSpan::new(from, to, Precision::Part));
        }
        let today = self.today()?;
        let far = move_span(DateSpan::day(today), count, unit)?.from;
        let (from, to) = if count < 0 { (far, add_days(today, -1)?) } else { (add_days(today, 1)?, far) };
        Some(DateSpan { from, to, precision: Precision::Range, ends: Precision::Day })
    }
}
