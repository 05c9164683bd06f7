//! From the parts of a rule to a calendar expression.
//!
//! What a part adds is asked of its class, so the same code serves every order of words. What the parts cannot say
//! together (`15 mars avril`) is refused, and the next shorter match is tried.

use super::evidence;
use super::expression::{DateExpr, Feast, Name, Point, Portion, Shift, Unit, Within};
use super::numeric;
use crate::dictionary::{ClassId, Rule, Word, class};
use crate::mentions::reading::{Parts, Reading};
use crate::reading::lexemes::{Lexeme, Sense};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

/// The expression that the parts of a rule state; `None` if they do not fit together. `earlier` are the expressions of the
/// first pass, for rules over `date`.
pub(crate) fn evaluate(parts: &Parts<'_>, rule: &Rule, earlier: &[DateExpr]) -> Option<DateExpr> {
    let is = |flag: &str| rule.flags.iter().any(|f| f == flag);
    // what only joins may not end a date: `2024-`, `mars de`
    let joins = [class::DATE_SEP, class::DATE_OF, class::DATE_THE, class::DATE_COMMA, class::ORDINAL_SUFFIX];
    if parts.lexemes.last().is_some_and(|l| joins.contains(&l.class) && l.class != class::ORDINAL_SUFFIX) {
        return None;
    }
    let reader = Reader { reading: &parts.reading, earlier, lenient: is("range") };
    if is("numeric") {
        if is("spaced") && !evidence::spaced(&parts.reading, parts.lexemes) {
            return None;
        }
        return numeric::read(parts, is("range"));
    }
    if is("range") {
        if is("days-led") && !evidence::days_led(&parts.reading, parts.lexemes) {
            return None;
        }
        return range(&reader, parts.lexemes, is("days"), is("listed"));
    }
    if is("split") {
        return split_year(parts);
    }
    if is("ended") {
        return ended(&reader, parts);
    }
    if is("offset") {
        return offset(&reader, parts);
    }
    if is("window") {
        return window(parts);
    }
    let found = reader.gather(parts.lexemes)?;
    if found.year2 && !evidence::short_year(&parts.reading, parts.lexemes)
        || is("shift-month") && !evidence::month_behind(&parts.reading, parts.lexemes)
    {
        return None;
    }
    if is("month-day") && !month_day(&reader, parts.lexemes, &found)
        || is("month-year2") && !evidence::hyphened(&parts.reading, parts.lexemes)
    {
        return None;
    }
    if is("quarter-of-month") {
        return quarter_of_month(found);
    }
    if is("week-of") {
        let point = found.point()?;
        return matches!(point.name, Name::Day(..) | Name::DayOfMonth(_)).then_some(DateExpr::WeekOf(point));
    }
    if let Some(span) = found.absolute {
        return found.only_absolute().then_some(DateExpr::Absolute(span));
    }
    if is("unit-number") && !matches!(found.unit, Some(Unit::Quarter | Unit::Half)) {
        return None;
    }
    let point = found.point()?;
    let stands = match rule.flags.iter().map(String::as_str).find_map(evidence::Check::parse) {
        Some(check) => evidence::stands(&parts.reading, parts.lexemes, check, &point),
        None => evidence::ends_well(&parts.reading, parts.lexemes),
    };
    stands.then_some(DateExpr::Point(point))
}

struct Reader<'a> {
    reading: &'a Reading<'a>,
    earlier: &'a [DateExpr],
    /// Ends of a range may leave out what the other end has.
    lenient: bool,
}

/// What the parts of one date say.
#[derive(Debug, Default, Clone, Copy)]
struct Found {
    weekday: Option<u32>,
    day: Option<u32>,
    month: Option<u32>,
    ordinal: Option<i32>,
    unit: Option<Unit>,
    year: Option<i32>,
    split: bool,
    /// The day has an ordinal's ending: 1er, 3rd.
    suffixed: bool,
    /// The year has two digits.
    year2: bool,
    /// Days from the next such weekday.
    ahead: Option<i32>,
    season: Option<u32>,
    code: Option<Code>,
    count: Option<u32>,
    shift: Option<(bool, i32)>,
    fiscal: bool,
    portion: Option<Portion>,
    feast: Option<Feast>,
    decade: Option<i32>,
    decade_word: bool,
    century: Option<i32>,
    base: Option<Point>,
    same: bool,
    absolute: Option<crate::meaning::DateSpan>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Code {
    Quarter,
    Half,
    Months,
}

impl Reader<'_> {
    /// Takes the parts of one date together; `None` if two say the same thing.
    fn gather(&self, lexemes: &[Lexeme]) -> Option<Found> {
        let mut f = Found::default();
        for l in lexemes {
            match l.sense {
                Sense::Digits(n) => f.digits(l.class, n)?,
                Sense::Number(_) => {
                    let n = self.reading.number(l)?;
                    if !n.value.fract().is_zero() || n.vague || n.about {
                        return None;
                    }
                    set(&mut f.count, n.value.to_u32()?)?;
                }
                Sense::Word(_) => f.word(l.class, self.reading.word(l)?)?,
                Sense::Mention(i) => f.date(self.earlier.get(i as usize)?)?,
            }
        }
        Some(f)
    }
}

/// Sets what is not yet set.
fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}

/// The year of two digits.
pub(super) fn full_year(two: u32) -> i32 {
    two as i32 + if two >= 50 { 1900 } else { 2000 }
}

fn value<T: std::str::FromStr>(w: &Word) -> Option<T> {
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

    fn word(&mut self, class: ClassId, w: &Word) -> Option<()> {
        match class {
            class::MONTH | class::MONTH_SHORT => set(&mut self.month, value(w)?),
            class::WEEKDAY | class::WEEKDAY_SHORT => set(&mut self.weekday, value(w)?),
            class::SEASON => set(&mut self.season, value(w)?),
            class::ORDINAL => set(&mut self.ordinal, value(w)?),
            class::CENTURY_NUMBER => set(&mut self.century, value(w)?),
            class::DATE_UNIT | class::DATE_UNITS | class::DATE_UNIT_THE => self.unit(Unit::parse(&w.value)?),
            class::DATE_SHIFT | class::SHIFT_BEHIND => {
                let (from, by) = w.value.split_once(' ')?;
                set(&mut self.shift, (from == "named", by.parse().ok()?))
            }
            class::DATE_WORD | class::DATE_TODAY | class::DATE_NOW => self.phrase(&w.value),
            class::DATE_PART | class::PART_GLUED => set(&mut self.portion, Portion::parse(&w.value)?),
            class::FISCAL | class::FISCAL_CODE => {
                self.fiscal = true;
                Some(())
            }
            class::PERIOD_CODE => set(
                &mut self.code,
                match w.value.as_str() {
                    "quarter" => Code::Quarter,
                    "half" => Code::Half,
                    _ => Code::Months,
                },
            ),
            class::HOLIDAY => set(&mut self.feast, Feast::parse(&w.value)?),
            class::DECADE_NAME | class::DECADE_ALONE => set(&mut self.decade, value(w)?),
            class::DECADE_WORD | class::DECADE_SUFFIX => {
                self.decade_word = true;
                Some(())
            }
            class::DATE_ONE => set(&mut self.count, 1),
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

    fn only_absolute(&self) -> bool {
        self.base.is_none() && self.month.is_none() && self.year.is_none() && self.unit.is_none()
    }

    fn point(self) -> Option<Point> {
        let mut point = self.bare_point()?;
        if let Some(p) = self.portion {
            if point.portion.is_some() {
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
            (first % 10 == 0).then_some(Name::Decade(first))?
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

/// `May 12` is English; where the day stands first a month and a day need a year behind them.
fn month_day(reader: &Reader<'_>, lexemes: &[Lexeme], found: &Found) -> bool {
    let day_first = reader.reading.lexicon.rows(class::NUMERIC_ORDER).next().is_none_or(|w| w.value == "day");
    (!day_first || found.year.is_some()) && evidence::ends_well(reader.reading, lexemes)
}

/// `the June quarter`: the three months to June.
fn quarter_of_month(found: Found) -> Option<DateExpr> {
    let base = found.base.filter(|p| matches!(p.name, Name::Month(_)) && p.portion.is_none())?;
    let within = found.year.map_or(base.within, Within::Year);
    let months = match found.unit? {
        Unit::Quarter => 3,
        Unit::Half => 6,
        _ => return None,
    };
    Some(DateExpr::Ended(months, Point { within, ..base }))
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

/// The two ends of a range, each with what the other has and it lacks.
fn range(reader: &Reader<'_>, lexemes: &[Lexeme], days: bool, listed: bool) -> Option<DateExpr> {
    let at = lexemes.iter().position(|l| l.class == class::DATE_TO)?;
    let (open, low, high) = (lexemes.iter().find(|l| l.class == class::DATE_FROM), &lexemes[..at], &lexemes[at + 1..]);
    let kind = |l: &Lexeme| reader.reading.word(l).map(|w| w.value.as_str());
    match (open.and_then(kind), kind(&lexemes[at])?) {
        (Some("from"), "between") | (Some("between"), "from") => return None,
        // 2019 et 2020 are two dates, 3 et 4 juin is one
        (None, "between") if !days => return None,
        _ => {}
    }
    let low = if listed { &low[..1] } else { low };
    let (mut a, mut b) = (reader.gather(low)?, reader.gather(high)?);
    if a.absolute.is_some() || b.absolute.is_some() {
        return absolute_range(a, b);
    }
    if days {
        a.day = a.day.or(a.count.take()).or(a.ordinal.take().and_then(|n| u32::try_from(n).ok()));
        b.day = b.day.or(b.count.take()).or(b.ordinal.take().and_then(|n| u32::try_from(n).ok()));
        a.month = a.month.or(b.month);
        b.month = b.month.or(a.month);
        let (first, second) = (a.day?, b.day?);
        if (open.is_none() && kind(&lexemes[at]) == Some("between")) && second != first + if listed { 2 } else { 1 }
            || first >= second && a.month == b.month
        {
            return None;
        }
    }
    a.year = a.year.or(if days { b.year } else { None });
    b.year = b.year.or(if days { a.year } else { None });
    let (mut a, mut b) = (a.point()?, b.point()?);
    if reader.lenient {
        share(&mut a, &mut b);
    }
    evidence::range(&reader.reading, lexemes, open.is_some(), &a, &b).then_some(DateExpr::Range(a, b))
}

fn absolute_range(a: Found, b: Found) -> Option<DateExpr> {
    match (a.absolute, b.absolute) {
        (Some(a), Some(b)) => Some(DateExpr::Absolute(a.until(b)?)),
        _ => None,
    }
}

/// An end without a year takes the other's (`de mai à octobre 2020`), the earlier one if the range would run backwards.
fn share(a: &mut Point, b: &mut Point) {
    let order = |p: &Point| match p.name {
        Name::Month(m) => Some((m, 0)),
        Name::Day(m, d) => Some((m, d)),
        Name::Quarter(q) => Some((q * 3 - 2, 0)),
        Name::Half(h) => Some((h * 6 - 5, 0)),
        Name::Season(s) => Some((s * 3, 0)),
        _ => None,
    };
    let backwards = matches!((order(a), order(b)), (Some(x), Some(y)) if x > y);
    match (a.within, b.within) {
        (Within::Undated, Within::Year(y)) => a.within = Within::Year(if backwards { y - 1 } else { y }),
        (Within::Year(y), Within::Undated) if order(b).is_some() => b.within = Within::Year(if backwards { y + 1 } else { y }),
        _ => {}
    }
    if let (Name::DayOfMonth(d), Name::Day(m, _)) = (a.name, b.name) {
        a.name = Name::Day(m, d);
    }
}

/// `2023-24`: a season where one is named, two or more years otherwise.
fn split_year(parts: &Parts<'_>) -> Option<DateExpr> {
    let years: Vec<u32> = parts.all_digits(class::YEAR).collect();
    let first = *years.first()?;
    let last = match years.get(1) {
        Some(y) => *y,
        None => {
            let two = parts.digits(class::YEAR2)?;
            first / 100 * 100 + two + if two < first % 100 { 100 } else { 0 }
        }
    };
    if !(1500..=2150).contains(&first) || !(first + 1..=first + 30).contains(&last) || !evidence::years_stand(&parts.reading, parts.lexemes)
    {
        return None;
    }
    if parts.has(class::SPLIT_WORD) || parts.has(class::FISCAL) {
        return (last == first + 1).then_some(DateExpr::Point(Point::new(Name::Unit(Unit::Year), Within::Split(first as i32))));
    }
    // 2010-11 may be a month, 2010-09 must be
    let month = years.len() == 1 && last % 100 <= 12 && last != first + 1;
    let year = |y: u32| Point::new(Name::Unit(Unit::Year), Within::Year(y as i32));
    (!month).then_some(DateExpr::Range(year(first), year(last)))
}

/// `exercice clos fin mars`, `the three months to June 30`.
fn ended(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
    let at = parts.lexemes.iter().position(|l| l.class == class::PERIOD_ENDED)?;
    let (length, end) = (&parts.lexemes[..at], &parts.lexemes[at + 1..]);
    let length = reader.gather(length)?;
    let months = match (length.unit, length.fiscal) {
        (Some(unit), _) => u32::try_from(unit.months()?).ok()? * length.count.unwrap_or(1),
        (None, true) => 12,
        _ => return None,
    };
    let mut end = reader.gather(end)?.point()?;
    if !matches!(end.name, Name::Day(..) | Name::Month(_)) || !(1..=18).contains(&months) {
        return None;
    }
    end.portion = None;
    // the span ends with its last month: `au 30 juin` and `fin juin` are one
    Some(DateExpr::Ended(months, end))
}

/// `il y a deux ans`, `three weeks later`, `two weeks after Christmas`.
fn offset(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
    let after = || parts.word(class::OFFSET_AFTER).or_else(|| parts.word(class::OFFSET_LINK));
    let word = parts.word(class::OFFSET_BEFORE).or_else(after)?;
    let mut words = word.value.split(' ');
    let from = words.next()?;
    let by: i32 = words.next()?.parse().ok()?;
    let (dates, rest): (Vec<Lexeme>, Vec<Lexeme>) = parts.lexemes.iter().partition(|l| l.class == class::DATE);
    let found = reader.gather(&rest)?;
    let count = i32::try_from(found.count?).ok().filter(|n| (1..=1000).contains(n))?;
    let base = match dates.first() {
        Some(_) => Some(reader.gather(&dates)?.point()?),
        None => None,
    };
    let shift = Shift { named: from == "named", by: by * count, unit: found.unit? };
    if base.is_none() && !evidence::offset(&parts.reading, parts.lexemes, shift) {
        return None;
    }
    Some(DateExpr::Away(shift, base))
}

/// `les trois derniers mois`, `the next two quarters`.
fn window(parts: &Parts<'_>) -> Option<DateExpr> {
    let number = parts.numbers().next()?;
    let count = number.value.to_i32().filter(|n| number.value.fract().is_zero() && (1..=200).contains(n))?;
    if number.vague || number.about {
        return None;
    }
    let unit = Unit::parse(&parts.word(class::DATE_UNIT).or_else(|| parts.word(class::DATE_UNITS))?.value)?;
    if parts.has(class::WINDOW_FROM_NOW) {
        return evidence::ends_well(&parts.reading, parts.lexemes).then_some(DateExpr::FromNow(count, unit));
    }
    let shift = parts.word(class::DATE_SHIFT).or_else(|| parts.word(class::WINDOW_SHIFT))?;
    let (_, by) = shift.value.split_once(' ')?;
    let by: i32 = by.parse().ok()?;
    (by != 0 && evidence::ends_well(&parts.reading, parts.lexemes)).then_some(DateExpr::Window(by * count, unit))
}
