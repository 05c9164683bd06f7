//! Placing an expression on the calendar.
//!
//! Undated months and weekdays are read in news sense: the nearest in the past, unless the tense of the clause is future.
//! A heading (`2019 :`) dates the months under it; what is relative to a date just named is counted from that date.

use super::calendar::{add_days, add_months, century, decade, move_span, portion, unit_of};
use super::expression::{DateExpr, Name, Point, Portion, Shift, Unit, Within};
use super::named::{in_split_year, in_year, nth_in};
use super::tense::{self, Tense};
use crate::meaning::{DateSpan, Precision};
use crate::mentions::reading::Reading;
use crate::reading::tokens::{LINE, PARAGRAPH};
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
        DateExpr::WeekOf(p) => unit_of(place.point(p)?.from, Unit::Week),
        DateExpr::Away(shift, base) => place.away(*shift, base.as_ref()),
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
    }
}

struct Place<'a> {
    reading: &'a Reading<'a>,
    start: usize,
    end: usize,
    before: &'a [Placed],
    /// The start of a range, for its end.
    after: Option<NaiveDate>,
}

impl Place<'_> {
    /// The day of writing, unless only its month or year is known.
    fn today(&self) -> Option<NaiveDate> {
        self.reading.written.filter(|w| w.from == w.to).map(|w| w.from)
    }

    /// The day that months and longer units are counted from.
    fn now(&self) -> Option<NaiveDate> {
        self.reading.reference()
    }

    fn point(&self, p: &Point) -> Option<DateSpan> {
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
    fn unit(&self, unit: Unit, shift: Shift) -> Option<DateSpan> {
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

    /// The date just named that a unit is counted from: nearest, but years are not counted from days where a longer date
    /// stands close (`said on Tuesday that revenue in the third quarter … a year earlier`).
    fn named(&self, unit: Unit, by: i32) -> Option<DateSpan> {
        let here = self.reading.sentence_of[self.start];
        let close = |p: &&Placed| here - self.reading.sentence_of[p.start] <= 2;
        let long = |p: &&Placed| p.span.ends >= Precision::Month;
        // the period that an article reports on holds for all of it
        let reported = |p: &&Placed| {
            let days = (p.span.to - p.span.from).num_days();
            matches!(p.span.precision, Precision::Part | Precision::Range) && (85..=300).contains(&days) && p.span.from.day() == 1
        };
        let nearest = self.before.iter().rev().filter(close);
        let found = if unit.months().is_some() {
            nearest.clone().find(long).or_else(|| self.before.iter().rev().find(reported)).or_else(|| nearest.clone().next())
        } else {
            nearest.clone().find(|p| p.span.from == p.span.to).or_else(|| nearest.clone().next())
        };
        // `quatre ans plus tard` counts from no day of writing, but `a year earlier` may, and so may what a text opens with
        let written = self.today().map(DateSpan::day).or(self.reading.written).filter(|_| here == 0 || by < 0 && unit.months().is_some());
        found.map(|p| p.span).or(written)
    }

    /// As long as the date just named, in another year.
    fn same(&self, within: Within) -> Option<DateSpan> {
        let here = self.reading.sentence_of[self.start];
        let named = self
            .before
            .iter()
            .rev()
            .filter(|p| here - self.reading.sentence_of[p.start] <= 6)
            .find(|p| p.span.ends >= Precision::Month && p.span.precision < Precision::Decade)?
            .span;
        let year = named.to.year();
        let by = match within {
            Within::Shift(Shift { named: true, by, unit }) => return move_span(named, by, unit),
            Within::Shift(Shift { named: false, by, unit: Unit::Year }) => {
                let target = self.now()?.year() + by;
                if target >= year && by < 0 { -1 } else { target - year }
            }
            Within::Year(y) => y - year,
            _ => return None,
        };
        move_span(named, by, Unit::Year)
    }

    fn weekday(&self, w: u32, within: Within, base: Option<NaiveDate>) -> Option<DateSpan> {
        let base = base?;
        let ahead = (i64::from(w) + 6 - i64::from(base.weekday().num_days_from_monday())) % 7;
        let (last, next) = (if ahead == 0 { 0 } else { ahead - 7 }, ahead);
        let days = match within {
            Within::Nearest(by) if by < 0 => {
                if ahead == 0 {
                    -7
                } else {
                    last
                }
            }
            Within::Nearest(by) if by > 0 => {
                if ahead == 0 {
                    7
                } else {
                    next
                }
            }
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

    fn day_of_month(&self, d: u32, within: Within, weekday: Option<u32>) -> Option<DateSpan> {
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
    fn nearest(&self, name: Name, by: i32) -> Option<DateSpan> {
        let now = self.now()?;
        let written = self.reading.written?;
        let mut all = (now.year() - 5..=now.year() + 5).filter_map(|y| in_year(name, y));
        match by {
            0 => {
                let middle = |d: &DateSpan| ((d.from + (d.to - d.from) / 2) - now).num_days().abs();
                match name {
                    Name::Season(4) => all.min_by_key(middle),
                    _ => in_year(name, now.year()),
                }
            }
            // the month of writing is not `le mois de mai dernier`
            -1 => {
                let before = if name_in_months(name) { written.from.with_day(1)? } else { written.from };
                all.rfind(|d| d.from < before && d.to < now)
            }
            1 => all.find(|d| d.from > written.to),
            _ => None,
        }
    }

    fn undated(&self, name: Name, weekday: Option<u32>) -> Option<DateSpan> {
        if let Some(year) = self.year_around(name) {
            return in_year(name, year);
        }
        let now = self.now()?;
        let candidates: Vec<DateSpan> = (now.year() - 4..=now.year() + 4).filter_map(|y| in_year(name, y)).collect();
        if let Some(after) = self.after {
            return candidates.into_iter().find(|d| d.to >= after);
        }
        let fits = |d: &DateSpan| weekday.is_some_and(|w| d.from.weekday().number_from_monday() == w);
        let near = |d: &&DateSpan| (d.from.year() - now.year()).abs() <= 1;
        let said: Vec<DateSpan> = candidates.iter().filter(near).filter(|d| fits(d)).copied().collect();
        let all = if said.is_empty() { candidates } else { said };
        self.choose(all.into_iter(), self.reading.written?)
    }

    /// The nearest by the tense: the last that has begun, or the first that is not over.
    fn choose(&self, all: impl Iterator<Item = DateSpan> + Clone, now: DateSpan) -> Option<DateSpan> {
        let past = all.clone().filter(|d| d.from <= now.to).last();
        let future = all.clone().find(|d| d.to >= now.from);
        if self.reading.prefer_future {
            return future.or(past);
        }
        match (tense::around(self.reading, self.start, self.end), past, future) {
            (Tense::Future, _, Some(f)) => Some(f),
            (t @ (Tense::Present | Tense::Unknown), Some(p), Some(f)) => {
                // without a tense only what is close ahead and was long ago is to come
                let (back, ahead) = ((now.from - p.to).num_days(), (f.from - now.to).num_days());
                let close = if t == Tense::Present { ahead < back } else { ahead <= 45 && back >= 240 };
                Some(if close { f } else { p })
            }
            (_, Some(p), _) => Some(p),
            (_, None, f) => f,
        }
    }

    /// The year that what stands around gives an undated month or day: a heading, or a dated day just before.
    fn year_around(&self, name: Name) -> Option<i32> {
        if let Some(p) = self.before.iter().rev().find(|p| self.is_heading(p))
            && self.under(p)
            && p.span.from.year() == p.span.to.year()
        {
            return Some(p.span.from.year());
        }
        let here = self.reading.sentence_of[self.start];
        let last = self.before.last().filter(|p| here - self.reading.sentence_of[p.start] <= 2)?;
        let year = last.span.from.year();
        match self.now() {
            None => (last.span.from.year() == last.span.to.year()).then_some(year),
            // a story told by days of another year
            Some(now) => {
                let told = year < now.year() - 1 && last.span.ends <= Precision::Month && last.span.precision != Precision::Range;
                (told && matches!(name, Name::Day(..) | Name::Month(_))).then_some(year)
            }
        }
    }

    /// A year that opens its line.
    fn is_heading(&self, p: &Placed) -> bool {
        p.span.ends == Precision::Year && self.reading.tokens[p.start].is(LINE)
    }

    /// Whether the date stands under the heading: in its line; behind `2019 :` in its paragraph; in the paragraph below a
    /// heading that has its line to itself.
    fn under(&self, heading: &Placed) -> bool {
        let tokens = self.reading.tokens;
        let mut at = heading.end;
        let colon = at < self.start && matches!(self.reading.mark(at), ':' | '–' | '—' | '-' | '|' | '.');
        if colon {
            at += 1;
        }
        let breaks = |flag| (at..=self.start).filter(|i| tokens[*i].is(flag)).count();
        let alone = tokens.get(at).is_some_and(|t| t.is(LINE));
        if alone { breaks(PARAGRAPH) <= usize::from(tokens[at].is(PARAGRAPH)) } else { breaks(if colon { PARAGRAPH } else { LINE }) == 0 }
    }

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
        from.until(to)
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

/// Whether the name is of a month or of a longer part of the year.
fn name_in_months(name: Name) -> bool {
    matches!(name, Name::Month(_) | Name::Quarter(_) | Name::Half(_))
}
