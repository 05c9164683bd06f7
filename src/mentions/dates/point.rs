//! The date that the parts of one make together.

use super::expression::{Name, Point, Portion, Shift, Unit, Within};
use super::found::{Code, Found};
use chrono::NaiveDate;

impl Found {
    /// A day that its month has not: 30 February, 29 February 2023.
    pub(super) fn impossible(&self) -> bool {
        let day = |m, d| NaiveDate::from_ymd_opt(self.year.unwrap_or(2024), m, d).is_none();
        matches!((self.month, self.day), (Some(m), Some(d)) if day(m, d))
    }

    pub(super) fn point(self) -> Option<Point> {
        let mut point = self.bare_point()?;
        if let Some(p) = self.portion {
            if point.portion.is_some() {
                return None;
            }
            // `later this year`, but not `later last year`
            let here = match point.within {
                Within::Shift(s) => s.by == 0,
                within => within == Within::Nearest(0),
            };
            if matches!(p, Portion::Earlier | Portion::Later) && !here {
                return None;
            }
            // `début juin` has a middle and an end, `fin 3 juin` has none
            let divisible =
                !matches!(point.name, Name::Day(..) | Name::DayOfMonth(_) | Name::Weekday(_) | Name::Unit(Unit::Day) | Name::Same);
            if !divisible {
                return None;
            }
            point.portion = Some(p);
        }
        Some(point)
    }

    fn bare_point(mut self) -> Option<Point> {
        if self.half {
            return None;
        }
        // 1er trimestre, 3rd quarter
        if self.suffixed && self.unit.is_some_and(|u| u > Unit::Day && u != Unit::Century) && self.month.is_none() && self.ordinal.is_none()
        {
            self.ordinal = self.day.take().and_then(|d| i32::try_from(d).ok());
        }
        let mut within = match (self.year, self.shift) {
            (Some(y), _) if self.split => Within::Split(y),
            (Some(y), _) => Within::Year(y),
            (None, Some((false, by))) => Within::Nearest(by),
            (None, Some((true, by))) => Within::Shift(Shift { named: true, by, unit: Unit::Year }),
            (None, None) => Within::Undated,
        };
        let last = self.shift == Some((false, -1));
        let placed = |unit: Unit| self.shift.map(|(named, by)| Within::Shift(Shift { named, by, unit }));
        let name = if self.same {
            if let (Some(unit), None) = (self.unit, self.year) {
                within = placed(unit)?;
            }
            Name::Same
        } else if let Some(month) = self.month {
            match (self.unit, self.day.or(self.count), self.ordinal, self.weekday) {
                (Some(u @ (Unit::Week | Unit::Fortnight | Unit::Weekend | Unit::Day)), None, n, None) => {
                    let n = n.or(last.then_some(-1))?;
                    if last {
                        within = self.year.map_or(Within::Undated, Within::Year);
                    }
                    Name::Nth(n, u, Some(month))
                }
                (None | Some(Unit::Month), Some(day), None, _) => Name::Day(month, valid_day(month, day)?),
                // premier vendredi de juin; Friday the thirteenth of June
                (None, None, Some(n), Some(w)) if n <= 5 && self.base.is_none() => Name::NthWeekday(n, w, Some(month)),
                (None, None, None, Some(w)) if last && self.base.is_none() => {
                    within = self.year.map_or(Within::Undated, Within::Year);
                    Name::NthWeekday(-1, w, Some(month))
                }
                (None, None, Some(n), _) => Name::Day(month, valid_day(month, u32::try_from(n).ok()?)?),
                (None | Some(Unit::Month), None, None, None) => Name::Month(month),
                _ => return None,
            }
        } else if let Some(feast) = self.feast {
            if self.unit == Some(Unit::Weekend) { Name::FeastWeekend(feast) } else { Name::Feast(feast) }
        } else if let Some(season) = self.season {
            Name::Season(season)
        } else if let Some(code) = self.code {
            let n = self.day?;
            match code {
                Code::Quarter if (1..=4).contains(&n) => Name::Quarter(n),
                Code::Half if n <= 2 => Name::Half(n),
                Code::Months if matches!(n, 3 | 6 | 9) => Name::FirstMonths(n),
                _ => return None,
            }
        } else if let Some(c) = self.century.or(self.ordinal.filter(|_| self.unit == Some(Unit::Century))) {
            Name::Century(c)
        } else if self.unit == Some(Unit::Century) && self.day.is_some() {
            Name::Century(self.day? as i32)
        } else if self.decade_word || self.decade.is_some() {
            let first = self.decade.or(self.year.map(|y| if self.year2 && y >= 2020 { y - 100 } else { y }))?;
            within = Within::Undated;
            // the 1600s are a hundred years, the 2000s ten
            if self.suffix && first % 100 == 0 && first < 1900 {
                Name::Century(first / 100 + 1)
            } else {
                (first % 10 == 0).then_some(Name::Decade(first))?
            }
        } else if let (Some(unit), Some(n)) = (self.unit, self.ordinal) {
            match unit {
                // the first three quarters
                Unit::Quarter if self.count.is_some() => match (n, self.count) {
                    (1, Some(c @ 2..=3)) => Name::FirstMonths(c * 3),
                    _ => return None,
                },
                Unit::Quarter if (1..=4).contains(&n) => Name::Quarter(n as u32),
                Unit::Half if (1..=2).contains(&n) => Name::Half(n as u32),
                // the final quarter, the penultimate one
                Unit::Quarter if (-4..0).contains(&n) => Name::Quarter((n + 5) as u32),
                Unit::Half if (-2..0).contains(&n) => Name::Half((n + 3) as u32),
                Unit::Month if (1..=12).contains(&n) && self.count.is_none() && self.of_year() => Name::Month(n as u32),
                Unit::Month if (-12..0).contains(&n) && self.count.is_none() && self.of_year() => Name::Month((n + 13) as u32),
                // les neuf premiers mois; the first nine months
                Unit::Month if n == 1 && self.count.is_some() => Name::FirstMonths(self.count.filter(|c| (2..12).contains(c))?),
                Unit::Week | Unit::Fortnight | Unit::Weekend if self.year.is_some() || self.base.is_some() => Name::Nth(n, unit, None),
                Unit::Day if n < 0 && (self.year.is_some() || self.base.is_some()) => Name::Nth(n, unit, None),
                Unit::Day if self.base.is_some() => Name::DayOfMonth(u32::try_from(n).ok()?),
                _ => return None,
            }
        } else if let Some(unit) = self.unit {
            match (unit, self.shift) {
                // dernier trimestre 2024
                (Unit::Quarter | Unit::Half | Unit::Month, Some(_)) if last && self.of_year() => {
                    within = self.year.map_or(Within::Undated, Within::Year);
                    match unit {
                        Unit::Quarter => Name::Quarter(4),
                        Unit::Half => Name::Half(2),
                        _ => Name::Month(12),
                    }
                }
                (Unit::Week, None) if self.day.is_some() => Name::Week(self.day?),
                (Unit::Week | Unit::Weekend | Unit::Day, Some(_)) if last && (self.year.is_some() || self.base.is_some()) => {
                    within = self.year.map_or(Within::Undated, Within::Year);
                    Name::Nth(-1, unit, None)
                }
                (Unit::Day, None) if self.day.is_some() && self.base.is_some() => Name::DayOfMonth(self.day?),
                (Unit::Quarter, None) if self.day.is_some_and(|d| d <= 4) => Name::Quarter(self.day?),
                (Unit::Half, None) if self.day.is_some_and(|d| d <= 2) => Name::Half(self.day?),
                (Unit::Year, _) if self.year.is_some() => Name::Unit(Unit::Year),
                // the last day is not yesterday
                (Unit::Day, Some((false, -1))) => return None,
                // the one that is told of, or the one to come
                (Unit::Weekend, Some((false, 0))) if self.year.is_none() => {
                    within = Within::Nearest(0);
                    Name::Unit(unit)
                }
                (_, Some(_)) if self.year.is_none() => {
                    within = placed(unit)?;
                    Name::Unit(unit)
                }
                (_, None) if self.portion.is_some() && self.year.is_none() && unit > Unit::Day => {
                    within = Within::Shift(Shift { named: false, by: 0, unit });
                    Name::Unit(unit)
                }
                _ => return None,
            }
        } else if let (Some(w), Some(days)) = (self.weekday, self.ahead) {
            within = Within::Ahead(days);
            Name::Weekday(w)
        } else if let Some(w) = self.weekday {
            match (self.ordinal, self.day.or(self.count)) {
                (Some(n), None) if self.base.is_some() => Name::NthWeekday(n, w, None),
                // the last Friday of October
                (None, None)
                    if last && self.base.is_some_and(|b| matches!(b.name, Name::Month(_) | Name::Unit(Unit::Month | Unit::Year))) =>
                {
                    within = Within::Undated;
                    Name::NthWeekday(-1, w, None)
                }
                (Some(n), None) if n > 5 => {
                    let day = u32::try_from(n).ok()?;
                    return self.finish(Point { weekday: Some(w), ..Point::new(Name::DayOfMonth(day), Within::Undated) });
                }
                (None, Some(d)) => return self.finish(Point { weekday: Some(w), ..Point::new(Name::DayOfMonth(d), Within::Undated) }),
                (None, None) => Name::Weekday(w),
                _ => return None,
            }
        } else if let Some(d) = self.day {
            Name::DayOfMonth(d)
        } else if self.year.is_some() {
            Name::Unit(Unit::Year)
        } else if self.fiscal && self.portion.is_some() && self.shift.is_none() && self.base.is_none() {
            within = Within::Shift(Shift { named: false, by: 0, unit: Unit::Year });
            Name::Unit(Unit::Year)
        } else if self.fiscal && self.shift.is_some() {
            within = placed(Unit::Year)?;
            Name::Unit(Unit::Year)
        } else {
            let base = self.base?;
            return Some(base);
        };
        if let (Name::Day(m, d), Within::Year(y)) = (name, within) {
            NaiveDate::from_ymd_opt(y, m, d)?;
        }
        let mut point = Point::new(name, within);
        if let (Name::Day(..), Some(w)) = (name, self.weekday) {
            point.weekday = Some(w);
        }
        self.finish(point)
    }

    /// Whether a year is said.
    fn of_year(&self) -> bool {
        self.year.is_some() || self.base.is_some_and(|b| b.name == Name::Unit(Unit::Year) && b.portion.is_none())
    }

    /// Joins with the date of the first pass that stands beside.
    fn finish(self, point: Point) -> Option<Point> {
        match self.base {
            None => (point.name != Name::Same || point.within != Within::Undated).then_some(point),
            Some(base) => join(point, base),
        }
    }
}

/// A day that the month has in some year.
pub(super) fn valid_day(month: u32, day: u32) -> Option<u32> {
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| day)
}

/// A date placed by a coarser one: `premier trimestre` + `l'an dernier`; `le 15` + `le mois prochain`.
pub(super) fn join(fine: Point, coarse: Point) -> Option<Point> {
    if fine.within != Within::Undated || coarse.portion.is_some() {
        return None;
    }
    let of_year = matches!(
        fine.name,
        Name::Month(_)
            | Name::Day(..)
            | Name::Quarter(_)
            | Name::Half(_)
            | Name::FirstMonths(_)
            | Name::Season(_)
            | Name::Feast(_)
            | Name::FeastWeekend(_)
            | Name::Week(_)
            | Name::Nth(..)
            | Name::NthWeekday(..)
            | Name::Same
    );
    match (fine.name, coarse.name, coarse.within) {
        (_, Name::Unit(Unit::Year), Within::Year(_) | Within::Split(_) | Within::Shift(_)) if of_year => {
            Some(Point { within: coarse.within, ..fine })
        }
        (Name::Weekday(_), Name::Unit(Unit::Week), Within::Shift(_)) => Some(Point { within: coarse.within, ..fine }),
        (Name::DayOfMonth(_) | Name::Nth(_, _, None) | Name::NthWeekday(_, _, None), Name::Unit(Unit::Month), Within::Shift(_)) => {
            Some(Point { within: coarse.within, ..fine })
        }
        (Name::Nth(n, u, None), Name::Month(m), _) => Some(Point { name: Name::Nth(n, u, Some(m)), within: coarse.within, ..fine }),
        (Name::NthWeekday(n, w, None), Name::Month(m), _) => {
            Some(Point { name: Name::NthWeekday(n, w, Some(m)), within: coarse.within, ..fine })
        }
        (Name::DayOfMonth(d), Name::Month(m), _) => Some(Point { name: Name::Day(m, d), within: coarse.within, ..fine }),
        // vendredi 5 mai; Friday, May 5
        (Name::Weekday(w), Name::Day(..), _) if coarse.weekday.is_none() => Some(Point { weekday: Some(w), ..coarse }),
        _ => None,
    }
}
