//! What the parts of one date say.

use super::expression::{DateExpr, Feast, Name, Point, Portion, Shift, Unit, Within};
use super::point::join;
use crate::dictionary::{ClassId, Word, class};
use crate::mentions::reading::Reading;
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::Shape;
use chrono::Datelike;
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
    /// Days before or after what the others say: `la veille de`.
    pub(super) beside: Option<i32>,
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
                Sense::Digits(n) => f.digits(l.class, n, self.reading)?,
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

/// How far ahead of the day of writing a year of two digits may lie: `FY40` is to come, a birthday in 48 was in the last
/// century.
const AHEAD: i32 = 20;

/// The year of two digits: of the century of writing, or of the one before where it would be too far ahead.
pub(super) fn full_year(two: u32, reading: &Reading<'_>) -> i32 {
    let now = reading.reference().map_or(2029, |d| d.year());
    let year = now.div_euclid(100) * 100 + two as i32;
    if year > now + AHEAD { year - 100 } else { year }
}

fn value<T: std::str::FromStr>(w: &Word<'_>) -> Option<T> {
    w.value.parse().ok()
}

impl Found {
    fn digits(&mut self, class: ClassId, n: u32, reading: &Reading<'_>) -> Option<()> {
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
                    self.year = Some(full_year(n, reading));
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
            class::WEEKDAY | class::WEEKDAY_SHORT => {
                // le 3e jeudi
                if self.suffixed && self.weekday.is_none() && self.ordinal.is_none() {
                    self.ordinal = self.day.take().and_then(|d| i32::try_from(d).ok());
                }
                set(&mut self.weekday, value(w)?)
            }
            class::SEASON => set(&mut self.season, value(w)?),
            class::ORDINAL => set(&mut self.ordinal, value(w)?),
            class::CENTURY_NUMBER => set(&mut self.century, value(w)?),
            class::DATE_UNIT | class::DATE_UNITS | class::DATE_UNIT_THE | class::DATE_UNIT_SHORT => self.unit(Unit::parse(w.value)?),
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
            class::WEEKEND_OF => self.unit(Unit::Weekend),
            class::DATE_EVE => set(&mut self.beside, value(w)?),
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
            // the first Monday of the month
            None if unit > Unit::Day && self.weekday.is_some() && self.base.is_none() => {
                self.base = Some(Point::new(Name::Unit(unit), Within::Shift(Shift { named: false, by: 0, unit })));
                Some(())
            }
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
}
