//! Calendar expressions as the text states them, not yet placed on the calendar.

use crate::meaning::DateSpan;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Day,
    /// A day from Monday to Friday.
    Workday,
    Week,
    /// Monday to Friday.
    Workweek,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// Reads the value of a `date-unit` row.
    pub(crate) fn parse(word: &str) -> Option<Unit> {
        Some(match word {
            "day" => Unit::Day,
            "workday" => Unit::Workday,
            "workweek" => Unit::Workweek,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }

    /// Whole months in the unit; `None` below a month.
    pub(crate) fn months(self) -> Option<i32> {
        Some(match self {
            Unit::Month => 1,
            Unit::Quarter => 3,
            Unit::Half => 6,
            Unit::Year => 12,
            Unit::Decade => 120,
            Unit::Century => 1200,
            _ => return None,
        })
    }

    /// Days in the unit; `None` from a month on.
    pub(crate) fn days(self) -> Option<i64> {
        Some(match self {
            Unit::Day => 1,
            Unit::Week | Unit::Workweek | Unit::Weekend => 7,
            Unit::Fortnight => 14,
            _ => return None,
        })
    }
}

/// So many units away, from the day of writing or from the date just named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift {
    /// From the date just named (`l'année suivante`), not from the day of writing (`l'an prochain`).
    pub(crate) named: bool,
    pub(crate) by: i32,
    pub(crate) unit: Unit,
}

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// A whole unit, which one [`Within`] says.
    Unit(Unit),
    Month(u32),
    /// Month and day.
    Day(u32, u32),
    DayOfMonth(u32),
    /// 1 Monday to 7 Sunday.
    Weekday(u32),
    Quarter(u32),
    Half(u32),
    /// The first so many months of a year ("9M 2024").
    FirstMonths(u32),
    /// 1 spring to 4 winter.
    Season(u32),
    Feast(Feast),
    /// The weekend of a feast, with the feast where it makes a longer one.
    FeastWeekend(Feast),
    /// Week of the year by number.
    Week(u32),
    /// A unit below a month counted in a month, or in a year if there is none; -1 is the last.
    Nth(i32, Unit, Option<u32>),
    /// A weekday counted in a month.
    NthWeekday(i32, u32, Option<u32>),
    /// Its first year.
    Decade(i32),
    /// By number: 20 is 1900 to 1999.
    Century(i32),
    /// As long as the date just named, at the same place of its unit ("the same period last year").
    Same,
}

/// A feast by the rule for its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    Fixed(u32, u32),
    /// Days from Easter Sunday.
    Easter(i64),
    /// Days from the fourth Thursday of November.
    Thanksgiving(i64),
    /// A weekday counted in a month, the last if negative: number, weekday, month.
    Counted(i32, u32, u32),
}

impl Feast {
    /// Reads the value of a `holiday` row: "12-25", "easter 1", "thanksgiving 0", "counted 1 1 9" (the first Monday of
    /// September).
    pub(crate) fn parse(value: &str) -> Option<Feast> {
        if let Some(counted) = value.strip_prefix("counted ") {
            let mut numbers = counted.split(' ').map(str::parse::<i32>);
            let mut next = || numbers.next()?.ok();
            let (n, weekday, month) = (next()?, next()?, next()?);
            return Some(Feast::Counted(n, u32::try_from(weekday).ok()?, u32::try_from(month).ok()?));
        }
        if let Some((base, days)) = value.split_once(' ') {
            let days = days.parse().ok()?;
            return match base {
                "easter" => Some(Feast::Easter(days)),
                "thanksgiving" => Some(Feast::Thanksgiving(days)),
                _ => None,
            };
        }
        let (month, day) = value.split_once('-')?;
        Some(Feast::Fixed(month.parse().ok()?, day.parse().ok()?))
    }
}

/// Which one of those of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    /// Not said: the nearest, by the tense of the clause.
    Undated,
    Year(i32),
    /// A year that starts in this one and ends in the next ("2023-24").
    Split(i32),
    /// The last (-1), this (0) or the next one (1) from the day of writing.
    Nearest(i32),
    Shift(Shift),
    /// So many days from the next one (`lundi en huit`).
    Ahead(i32),
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Portion {
    Start,
    Mid,
    End,
    FirstHalf,
    SecondHalf,
    /// Before the day of writing (`earlier this year`).
    Earlier,
    /// Yet to come, and not soon (`later this year`).
    Later,
    /// From the day of writing on (`the rest of the year`).
    Rest,
}

impl Portion {
    /// Reads the value of a `date-part` row.
    pub(crate) fn parse(word: &str) -> Option<Portion> {
        Some(match word {
            "start" => Portion::Start,
            "mid" => Portion::Mid,
            "end" => Portion::End,
            "half1" => Portion::FirstHalf,
            "half2" => Portion::SecondHalf,
            "earlier" => Portion::Earlier,
            "later" => Portion::Later,
            "rest" => Portion::Rest,
            _ => return None,
        })
    }
}

/// One date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) name: Name,
    pub(crate) within: Within,
    pub(crate) portion: Option<Portion>,
    /// The weekday it is said to be, for a day and month without a year.
    pub(crate) weekday: Option<u32>,
}

impl Point {
    pub(crate) fn new(name: Name, within: Within) -> Point {
        Point { name, within, portion: None, weekday: None }
    }
}

/// A calendar expression, not yet placed on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateExpr {
    /// Needs nothing from outside.
    Absolute(DateSpan),
    Point(Point),
    /// From the start of one to the end of the other.
    Range(Point, Point),
    /// So many months or weeks up to the end of a date ("the three months to June").
    Ended(i32, Unit, Point),
    /// The week or weekend that holds a date.
    WeekOf(Unit, Point),
    /// The so many-th unit or weekday before or after a date ("the week before Christmas").
    Beside(i32, Name, Point),
    /// So many units from the day of writing, from the date just named or from a date ("two weeks after Christmas").
    Away(Shift, Option<Point>),
    /// Months and days from the day of writing or from the date just named ("a year and three weeks ago").
    Apart {
        named: bool,
        months: i32,
        days: i32,
    },
    /// The last or next so many units ("the last three months").
    Window(i32, Unit),
    /// The first so many units of a date, or the last if negative ("the last two days of March").
    Edge(i32, Unit, Point),
    /// From the start of a date for so many units ("ten days starting on May 20").
    Running(i32, Unit, Point),
    /// From the day of writing for so many units ("within nine months").
    FromNow(i32, Unit),
    /// What looks like a date and is none: a day that no calendar has, the name of a street. Nothing within it is one either.
    Nowhere,
}
