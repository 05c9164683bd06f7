//! What the parts of one date say, and the date they make together.

use super::expression::{DateExpr, Feast, Name, Point, Portion, Shift, Unit, Within};
use crate::dictionary::{ClassId, Word, class};
use crate::mentions::reading::Reading;
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::Shape;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Reads parts into [`Found`].
pub(super) struct Reader<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) earlier: &'a [DateExpr],
    /// Ends of a range may leave out what the other end has.
    pub(super) lenient: bool,
}

/// What the parts of one date say.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Found {
    pub(super) weekday: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) ordinal: Option<i32>,
    pub(super) unit: Option<Unit>,
    pub(super) year: Option<i32>,
    pub(super) split: bool,
    /// The day has an ordinal's ending: 1er, 3rd.
    pub(super) suffixed: bool,
    /// The year has two digits.
    pub(super) year2: bool,
    /// Days from the next such weekday.
    pub(super) ahead: Option<i32>,
    pub(super) season: Option<u32>,
    pub(super) code: Option<Code>,
    pub(super) count: Option<u32>,
    /// Half a unit more than counted.
    pub(super) half: bool,
    pub(super) shift: Option<(bool, i32)>,
    pub(super) fiscal: bool,
    pub(super) portion: Option<Portion>,
    pub(super) feast: Option<Feast>,
    pub(super) decade: Option<i32>,
    pub(super) decade_word: bool,
    /// 1600s, and not `années 1600`.
    pub(super) suffix: bool,
    pub(super) century: Option<i32>,
    pub(super) base: Option<Point>,
    pub(super) same: bool,
    pub(super) absolute: Option<crate::meaning::DateSpan>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Code {
    Quarter,
    Half,
    Months,
}

impl Reader<'_> {
    /// Takes the parts of one date together; `None` if two say the same thing.
    pub(super) fn gather(&self, lexemes: &[Lexeme]) -> Option<Found> {
        let mut f = Found::default();
        let mut rest = lexemes.iter();
        while let Some(l) = rest.next() {
            if let Some(year) = self.spelled_century(l, rest.as_slice().first()) {
                rest.next();
                set(&mut f.year, year)?;
                continue;
            }
            match l.sense {
                Sense::Digits(n) => f.digits(l.class, n)?,
                Sense::Number(_) => {
                    let n = self.reading.number(l)?;
                    if n.vague || n.about {
                        return None;
                    }
                    f.half = !n.value.fract().is_zero();
                    if f.half && n.value.fract() != HALF {
                        return None;
                    }
                    let count = n.value.trunc().to_u32()?;
                    // two thousand and five, deux mille dix-sept
                    if (1100..2100).contains(&count) && l.end - l.start > 1 && self.spelled(l) {
                        set(&mut f.year, i32::try_from(count).ok()?)?;
                    } else {
                        set(&mut f.count, count)?;
                    }
                }
                Sense::Word(_) => f.word(l.class, &self.reading.word(l)?)?,
                Sense::Mention(i) => f.date(self.earlier.get(i as usize)?)?,
            }
        }
        Some(f)
    }

    fn spelled(&self, l: &Lexeme) -> bool {
        self.reading.tokens[l.start as usize].shape == Shape::Word
    }

    /// `nineteen` and `eighty-six`.
    fn spelled_century(&self, first: &Lexeme, second: Option<&Lexeme>) -> Option<i32> {
        let second = second.filter(|s| s.start == first.end && self.spelled(first) && self.spelled(s))?;
        let whole = |l| self.reading.number(l).filter(|n| n.value.fract().is_zero() && !n.vague && !n.about)?.value.to_i32();
        let (century, year) = (whole(first)?, whole(second)?);
        ((11..=20).contains(&century) && (10..=99).contains(&year)).then(|| century * 100 + year)
    }
}

/// Half a unit.
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Sets what is not yet set.
fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}

/// The year of two digits.
pub(super) fn full_year(two: u32) -> i32 {
    two as i32 + if two >= 50 { 1900 } else { 2000 }
}

fn value<T: std::str::FromStr>(w: &Word<'_>) -> Option<T> {
    w.value.parse().ok()
}

impl Found {
    fn digits(&mut self, class: ClassId, n: u32) -> Option<()> {
        match class {
            class::YEAR => match self.year {
                // 2023-2024: a fiscal year or season over two calendar years
                Some(first) if first + 1 == n as i32 => self.split = true,
                Some(_) => return None,
                None => self.year = Some(n as i32),
            },
            class::YEAR2 => match self.year {
                Some(first) if (first + 1) % 100 == n as i32 => self.split = true,
                Some(_) => return None,
                None => {
                    self.year = Some(full_year(n));
                    self.year2 = true;
                }
            },
            _ => set(&mut self.day, n)?,
        }
        Some(())
    }

    fn word(&mut self, class: ClassId, w: &Word<'_>) -> Option<()> {
        match class {
            class::MONTH | class::MONTH_SHORT => set(&mut self.month, value(w)?),
            class::WEEKDAY | class::WEEKDAY_SHORT => set(&mut self.weekday, value(w)?),
            class::SEASON => set(&mut self.season, value(w)?),
            class::ORDINAL => set(&mut self.ordinal, value(w)?),
            class::CENTURY_NUMBER => set(&mut self.century, value(w)?),
            class::DATE_UNIT | class::DATE_UNITS | class::DATE_UNIT_THE => self.unit(Unit::parse(w.value)?),
            class::DATE_SHIFT | class::SHIFT_BEHIND => {
                let (from, by) = w.value.split_once(' ')?;
                set(&mut self.shift, (from == "named", by.parse().ok()?))
            }
            class::DATE_WORD | class::DATE_TODAY | class::DATE_NOW => self.phrase(w.value),
            class::DATE_PART | class::PART_GLUED => set(&mut self.portion, Portion::parse(w.value)?),
            class::FISCAL | class::FISCAL_CODE => {
                self.fiscal = true;
                Some(())
            }
            class::PERIOD_CODE => set(
                &mut self.code,
                match w.value {
                    "quarter" => Code::Quarter,
                    "half" => Code::Half,
                    _ => Code::Months,
                },
            ),
            class::HOLIDAY => set(&mut self.feast, Feast::parse(w.value)?),
            class::DECADE_NAME | class::DECADE_ALONE => set(&mut self.decade, value(w)?),
            class::DECADE_WORD | class::DECADE_SUFFIX => {
                self.suffix |= class == class::DECADE_SUFFIX;
                self.decade_word = true;
                Some(())
            }
            class::DATE_ONE => set(&mut self.count, value(w)?),
            class::UNIT_HALF => {
                self.half = true;
                Some(())
            }
            class::WEEK_AHEAD => set(&mut self.ahead, value(w)?),
            class::ORDINAL_SUFFIX => {
                self.suffixed = true;
                Some(())
            }
            class::DATE_SAME => {
                self.same = true;
                Some(())
            }
            _ => Some(()),
        }
    }

    /// A unit; `mois de mai` and `année 2024` add nothing to what the other word says.
    fn unit(&mut self, unit: Unit) -> Option<()> {
        match self.unit {
            Some(first) if first > unit => None,
            // the first week of the month, the first half of the year
            Some(_) if unit > Unit::Day && self.base.is_none() => {
                let within = Shift { named: false, by: 0, unit };
                self.base = Some(Point::new(Name::Unit(unit), Within::Shift(within)));
                Some(())
            }
            Some(_) => None,
            None => {
                self.unit = Some(unit);
                Some(())
            }
        }
    }

    /// The value of a `date-word`: "day now -1", "same named -1 year", "year now 0 end".
    fn phrase(&mut self, value: &str) -> Option<()> {
        let mut words = value.split(' ');
        let what = words.next()?;
        let from = words.next()?;
        let named = from == "named";
        let by: i32 = words.next()?.parse().ok()?;
        let last = words.next();
        let point = if what == "same" {
            Point::new(Name::Same, Within::Shift(Shift { named, by, unit: Unit::parse(last?)? }))
        } else {
            let unit = Unit::parse(what)?;
            let within = if from == "near" { Within::Nearest(by) } else { Within::Shift(Shift { named, by, unit }) };
            let mut p = Point::new(Name::Unit(unit), within);
            p.portion = last.and_then(Portion::parse);
            p
        };
        self.merge(point)
    }

    /// A date of the first pass.
    fn date(&mut self, e: &DateExpr) -> Option<()> {
        match e {
            DateExpr::Point(p) => self.merge(*p),
            DateExpr::Absolute(s) => set(&mut self.absolute, *s),
            _ => None,
        }
    }

    /// Two dates of one: the finer first (`mars de l'an dernier`), or the coarser first (`l'an dernier en mars`).
    fn merge(&mut self, p: Point) -> Option<()> {
        self.base = Some(match self.base {
            None => p,
            Some(q) => join(q, p).or_else(|| join(p, q))?,
        });
        Some(())
    }

    pub(super) fn only_absolute(&self) -> bool {
        self.base.is_none() && self.month.is_none() && self.year.is_none() && self.unit.is_none()
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
                (None, None, Some(n), _) => Name::Day(month, valid_day(month, u32::try_from(n).ok()?)?),
                (None | Some(Unit::Month), None, None, None) => Name::Month(month),
                _ => return None,
            }
        } else if let Some(feast) = self.feast {
            Name::Feast(feast)
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
                Unit::Quarter if (1..=4).contains(&n) => Name::Quarter(n as u32),
                Unit::Half if (1..=2).contains(&n) => Name::Half(n as u32),
                // les neuf premiers mois; the first nine months
                Unit::Month if n == 1 && self.count.is_some() => Name::FirstMonths(self.count.filter(|c| (2..12).contains(c))?),
                Unit::Week | Unit::Fortnight | Unit::Weekend if self.year.is_some() || self.base.is_some() => Name::Nth(n, unit, None),
                Unit::Day if self.base.is_some() => Name::DayOfMonth(u32::try_from(n).ok()?),
                _ => return None,
            }
        } else if let Some(unit) = self.unit {
            match (unit, self.shift) {
                // dernier trimestre 2024
                (Unit::Quarter, Some(_)) if last && self.year.is_some() => Name::Quarter(4),
                (Unit::Week, None) if self.day.is_some() => Name::Week(self.day?),
                (Unit::Week | Unit::Weekend | Unit::Day, Some(_)) if last && (self.year.is_some() || self.base.is_some()) => {
                    within = self.year.map_or(Within::Undated, Within::Year);
                    Name::Nth(-1, unit, None)
                }
                (Unit::Day, None) if self.day.is_some() && self.base.is_some() => Name::DayOfMonth(self.day?),
                (Unit::Quarter, None) if self.day.is_some_and(|d| d <= 4) => Name::Quarter(self.day?),
                (Unit::Half, None) if self.day.is_some_and(|d| d <= 2) => Name::Half(self.day?),
                (Unit::Year, _) if self.year.is_some() => Name::Unit(Unit::Year),
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
fn join(fine: Point, coarse: Point) -> Option<Point> {
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
