//! From the parts of a rule to a calendar expression.
//!
//! What a part adds is asked of its class, so the same code serves every order of words. What the parts cannot say
//! together (`15 mars avril`) is refused, and the next shorter match is tried.

use super::counted::{beside, compound, edge, offset, window};
use super::evidence;
use super::expression::{DateExpr, Name, Point, Unit, Within};
use super::found::{Found, Reader};
use super::numeric;
use crate::dictionary::{Rule, class};
use crate::meaning::DateSpan;
use crate::mentions::reading::Parts;
use crate::reading::lexemes::{Lexeme, Sense};
use chrono::NaiveDate;

/// The expression that the parts of a rule state; `None` if they do not fit together. `earlier` are the expressions of the
/// first pass, for rules over `date`.
pub(crate) fn evaluate(parts: &Parts<'_>, rule: &Rule, earlier: &[DateExpr]) -> Option<DateExpr> {
    let is = |flag: &str| rule.flags.has(flag);
    // what only joins may not end a date: `2024-`, `mars de`
    let joins = [class::DATE_SEP, class::DATE_OF, class::DATE_THE, class::DATE_COMMA, class::YEAR_MARK, class::ORDINAL_SUFFIX];
    if parts.lexemes.last().is_some_and(|l| joins.contains(&l.class) && l.class != class::ORDINAL_SUFFIX) {
        return None;
    }
    let reader = Reader { reading: &parts.reading, earlier, lenient: is("range") };
    if is("numeric") {
        if is("named") && !(parts.has(class::MONTH) || parts.has(class::MONTH_SHORT)) {
            return None;
        }
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
    if is("row") {
        return row(&reader, parts);
    }
    if is("compound") {
        return compound(&reader, parts);
    }
    if is("compact") {
        return compact(parts);
    }
    if is("offset") {
        return offset(&reader, parts);
    }
    if is("edge") {
        return edge(&reader, parts);
    }
    if is("window") {
        return window(parts);
    }
    if is("beside") {
        return beside(&reader, parts);
    }
    let found = reader.gather(parts.lexemes)?;
    if is("century") && (found.unit != Some(Unit::Century) || evidence::counted(&parts.reading, parts.lexemes))
        || is("feast-weekend") && found.unit != Some(Unit::Weekend)
    {
        return None;
    }
    if is("spelled-year") && (found.year.is_none() || !evidence::spelled_year(&parts.reading, parts.lexemes)) {
        return None;
    }
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
        let point = if parts.has(class::WEEKEND_OF) { found.base? } else { found.point()? };
        // the week of the 18th, but not the week of the 18 August
        if matches!(point.name, Name::DayOfMonth(_)) && evidence::goes_on(&parts.reading, parts.lexemes) {
            return None;
        }
        let unit = if parts.has(class::WEEKEND_OF) { Unit::Weekend } else { Unit::Week };
        return matches!(point.name, Name::Day(..) | Name::DayOfMonth(_)).then_some(DateExpr::WeekOf(unit, point));
    }
    // ses comptes 2024 le 5 mars: two dates
    let year_first = |e: &DateExpr| matches!(e, DateExpr::Point(p) if p.name == Name::Unit(Unit::Year));
    if is("of-date")
        && parts.has(class::DATE_THE)
        && let Some(Sense::Mention(first)) = parts.lexemes.first().map(|l| l.sense)
        && earlier.get(first as usize).is_some_and(year_first)
        && matches!(found.base, Some(p) if matches!(p.name, Name::Day(..)))
    {
        return None;
    }
    if let Some(span) = found.absolute {
        return found.only_absolute().then_some(DateExpr::Absolute(span));
    }
    if found.impossible() {
        return Some(DateExpr::Nowhere);
    }
    // 2020's lockdowns are of a year, the 1990's are ten
    if is("decade-digits") && found.year.is_some() && !found.year2 && evidence::possessive(&parts.reading, parts.lexemes) {
        return None;
    }
    if is("unit-number") && !matches!(found.unit, Some(Unit::Quarter | Unit::Half)) {
        return None;
    }
    if is("closed") {
        return closed(parts, &found);
    }
    let point = found.point()?;
    if matches!(point.name, Name::Day(..) | Name::Month(_)) && evidence::address(&parts.reading, parts.lexemes) {
        return Some(DateExpr::Nowhere);
    }
    let stands = match rule.flags.iter().find_map(evidence::Check::parse) {
        Some(check) => evidence::stands(&parts.reading, parts.lexemes, check, &point),
        None => evidence::ends_well(&parts.reading, parts.lexemes),
    };
    stands.then_some(DateExpr::Point(point))
}

/// `ended the day`, `a terminé la semaine`: the one that is told of.
fn closed(parts: &Parts<'_>, found: &Found) -> Option<DateExpr> {
    let unit = found.unit.filter(|u| matches!(u, Unit::Day | Unit::Week | Unit::Month))?;
    let point = Point::new(Name::Unit(unit), Within::Nearest(0));
    evidence::stands(&parts.reading, parts.lexemes, evidence::Check::Closed, &point).then_some(DateExpr::Point(point))
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
    Some(DateExpr::Ended(months, Unit::Month, Point { within, ..base }))
}

/// The two ends of a range, each with what the other has and it lacks.
fn range(reader: &Reader<'_>, lexemes: &[Lexeme], days: bool, listed: bool) -> Option<DateExpr> {
    let at = lexemes.iter().position(|l| l.class == class::DATE_TO)?;
    let (open, low, high) = (lexemes.iter().find(|l| l.class == class::DATE_FROM), &lexemes[..at], &lexemes[at + 1..]);
    let kind = |l: &Lexeme| reader.reading.word(l).map(|w| w.value);
    match (open.and_then(kind), kind(&lexemes[at])?) {
        (Some("from"), "between") | (Some("between"), "from") => return None,
        // 2019 et 2020 are two dates, 3 et 4 juin is one
        (None, "between") if !days => return None,
        _ => {}
    }
    // of `3, 4 et 5 juin` the first, of `Dec. 9, 10 and 11` the month with it
    let low = match lexemes.iter().position(|l| l.class == class::DATE_COMMA).filter(|_| listed) {
        Some(comma) => &lexemes[..comma],
        None => low,
    };
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
    if a.impossible() || b.impossible() {
        return Some(DateExpr::Nowhere);
    }
    let (mut a, mut b) = (a.point()?, b.point()?);
    // la campagne betteravière 2024-2025
    if let (Name::Unit(Unit::Year), Within::Year(first), Name::Unit(Unit::Year), Within::Year(last)) = (a.name, a.within, b.name, b.within)
        && last == first + 1
        && evidence::of_season(reader.reading, lexemes)
    {
        return Some(DateExpr::Point(Point::new(Name::Unit(Unit::Year), Within::Split(first))));
    }
    if matches!(a.name, Name::Weekday(_)) && b.within == Within::Undated && evidence::opening_hours(reader.reading, lexemes) {
        return Some(DateExpr::Nowhere);
    }
    if reader.lenient {
        share(&mut a, &mut b);
    }
    evidence::range(reader.reading, lexemes, open.is_some(), &a, &b).then_some(DateExpr::Range(a, b))
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
    match (a.name, b.name) {
        (Name::DayOfMonth(d), Name::Day(m, _)) => a.name = Name::Day(m, d),
        // du 4 au 23 du mois prochain
        (Name::DayOfMonth(_), Name::DayOfMonth(_)) if a.within == Within::Undated => a.within = b.within,
        // Monday to Thursday of last week
        (Name::Weekday(_), Name::Weekday(_)) if matches!(b.within, Within::Shift(_)) && a.within == Within::Undated => a.within = b.within,
        _ => {}
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
    let count = i32::try_from(length.count.unwrap_or(1)).ok()?;
    let (count, unit, most) = match (length.unit, length.fiscal) {
        (Some(Unit::Week), _) => (count, Unit::Week, 79),
        (Some(Unit::Fortnight), _) => (count * 2, Unit::Week, 79),
        (Some(unit), _) => (unit.months()? * count, Unit::Month, 18),
        (None, true) => (12, Unit::Month, 18),
        _ => return None,
    };
    let mut end = reader.gather(end)?.point()?;
    let whole = matches!(end.name, Name::Day(..)) || unit == Unit::Month && matches!(end.name, Name::Month(_));
    if !whole || !(1..=most).contains(&count) {
        return None;
    }
    end.portion = None;
    // l'exercice 2024 clos le 30 juin
    if let (Some(year), Within::Undated) = (length.year, end.within) {
        end.within = Within::Year(year);
    }
    // the span ends with its last month: `au 30 juin` and `fin juin` are one
    Some(DateExpr::Ended(count, unit, end))
}

/// `les années 1980 et 1990`, `the 17th and 18th centuries`: from the first to the last.
fn row(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
    let at = parts.lexemes.iter().position(|l| l.class == class::DATE_TO)?;
    let (mut low, mut high) = (reader.gather(&parts.lexemes[..at])?, reader.gather(&parts.lexemes[at + 1..])?);
    low.unit = low.unit.or(high.unit);
    high.decade_word |= low.decade_word;
    let (low, high) = (low.point()?, high.point()?);
    let ascending = match (low.name, high.name) {
        (Name::Decade(a), Name::Decade(b)) => a < b,
        (Name::Century(a), Name::Century(b)) => a < b,
        _ => false,
    };
    (ascending && evidence::ends_well(&parts.reading, parts.lexemes)).then_some(DateExpr::Range(low, high))
}

/// `20250612`: a day in eight digits.
fn compact(parts: &Parts<'_>) -> Option<DateExpr> {
    let n = parts.digits(class::DATE_DIGITS)?;
    let day = NaiveDate::from_ymd_opt(i32::try_from(n / 10_000).ok()?, n / 100 % 100, n % 100)?;
    evidence::digits_alone(&parts.reading, parts.lexemes).then_some(DateExpr::Absolute(DateSpan::day(day)))
}
