//! Calendar spans with their precision, and EDTF.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// How exactly a date is stated. Coarser than a day means that the span covers the whole unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A calendar day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter, half, season or other part of a year.
    Part,
    /// A calendar or fiscal year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// Two ends ("entre 2019 et 2023").
    Range,
}

/// First and last day, inclusive, and how exactly they were stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpan {
    /// First day.
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: NaiveDate,
    /// How exactly it was stated.
    pub precision: Precision,
    /// Precision of the two ends of a range; equal to `precision` otherwise.
    pub ends: Precision,
}

impl DateSpan {
    /// A span of one stated precision.
    pub fn new(from: NaiveDate, to: NaiveDate, precision: Precision) -> DateSpan {
        DateSpan { from, to, precision, ends: precision }
    }

    /// One day.
    pub fn day(day: NaiveDate) -> DateSpan {
        DateSpan::new(day, day, Precision::Day)
    }

    /// A whole month; `None` if there is no such month.
    pub fn month(year: i32, month: u32) -> Option<DateSpan> {
        Some(DateSpan::new(NaiveDate::from_ymd_opt(year, month, 1)?, last_of_month(year, month)?, Precision::Month))
    }

    /// Whole months from `first` to `last` of one year, as a part of the year.
    pub fn months(year: i32, first: u32, last: u32) -> Option<DateSpan> {
        Some(DateSpan::new(NaiveDate::from_ymd_opt(year, first, 1)?, last_of_month(year, last)?, Precision::Part))
    }

    /// A whole year.
    pub fn year(year: i32) -> Option<DateSpan> {
        Some(DateSpan::new(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?, Precision::Year))
    }

    /// The span from the start of `self` to the end of `other`; `None` if it would run backwards.
    pub fn until(self, other: DateSpan) -> Option<DateSpan> {
        (self.from <= other.to).then_some(DateSpan {
            from: self.from,
            to: other.to,
            precision: Precision::Range,
            ends: self.ends.max(other.ends),
        })
    }

    /// EDTF level 0 ("2025-05", "2019/2023"): an interval where no single unit covers the span.
    pub fn edtf(&self) -> String {
        let (a, b) = (self.from, self.to);
        let whole_year = |d: NaiveDate, e: NaiveDate| d.ordinal() == 1 && e.month() == 12 && e.day() == 31;
        let whole_month = a.day() == 1 && last_of_month(b.year(), b.month()) == Some(b);
        // how much of `2025-05-31` says more than the unit
        let more = match a == b {
            true => 0,
            _ if whole_year(a, b) => "-05-31".len(),
            _ if whole_month && self.ends > Precision::Week => "-31".len(),
            false => 0,
        };
        let mut out = String::with_capacity(2 * "2025-05-31".len() + 1);
        for (day, before) in [(a, ""), (b, "/")] {
            let from = out.len();
            out.push_str(before);
            write_day(day, &mut out);
            out.truncate(out.len() - more);
            if out[..from] == out[from + before.len()..] {
                out.truncate(from);
            }
        }
        out
    }
}

/// Appends a day as ISO 8601 has it, the same as its `Display` in a fraction of the time.
pub(crate) fn write_day(day: NaiveDate, out: &mut String) {
    let Some(year) = u16::try_from(day.year()).ok().filter(|y| (1000..=9999).contains(y)) else { return out.push_str(&day.to_string()) };
    let digit = |n: u32| b'0' + (n % 10) as u8;
    let (y, m, d) = (u32::from(year), day.month(), day.day());
    let written = [y / 1000, y / 100, y / 10, y].map(digit);
    let [m, d] = [m, d].map(|n| [b'-', digit(n / 10), digit(n)]);
    for digits in [&written[..], &m, &d] {
        // digits are text
        out.push_str(std::str::from_utf8(digits).unwrap_or_default());
    }
}

/// The last day of a month; `None` if there is no such month.
pub fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (y, m) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(y, m, 1)?.pred_opt()
}
