//! Dates that are counted: from the day of writing, from a date, within one.

use super::evidence;
use super::expression::{DateExpr, Name, Shift, Unit};
use super::found::Reader;
use crate::dictionary::class;
use crate::mentions::reading::Parts;
use crate::reading::lexemes::Lexeme;
use rust_decimal::prelude::ToPrimitive;

/// `il y a deux ans`, `three weeks later`, `two weeks after Christmas`.
pub(super) fn offset(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
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
    // $17.99 a month from March: so much a month
    if base.is_some() && parts.has(class::OFFSET_LINK) && evidence::priced(&parts.reading, parts.lexemes) {
        return None;
    }
    let running = words.next() == Some("running");
    // for two weeks, from June 3; but not grew for three weeks, after May 5
    if parts.has(class::DATE_COMMA) && !(parts.has(class::OFFSET_LINK) && evidence::lasting(&parts.reading, parts.lexemes)) {
        return None;
    }
    let (count, unit) = match (found.half, found.unit?) {
        (false, unit) => (count, unit),
        // `half a year` and not `a half ago`
        (true, Unit::Year) => (count * 12 + 6, Unit::Month),
        (true, Unit::Decade) => (count * 10 + 5, Unit::Year),
        _ => return None,
    };
    let shift = Shift { named: from == "named", by: by * count, unit };
    if let Some(base) = base.filter(|_| running || parts.has(class::OFFSET_LINK) && evidence::lasting(&parts.reading, parts.lexemes)) {
        return Some(DateExpr::Running(count, unit, base));
    }
    if base.is_none() && !evidence::offset(&parts.reading, parts.lexemes, shift) {
        return None;
    }
    Some(DateExpr::Away(shift, base))
}

/// `the week before Christmas`, `the Monday after Easter`, `la veille de Noël`.
pub(super) fn beside(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
    if parts.has(class::DATE_EVE) {
        let found = reader.gather(parts.lexemes)?;
        let by = found.beside?;
        let base = found.point()?;
        let day = matches!(base.name, Name::Feast(_) | Name::Day(..) | Name::DayOfMonth(_) | Name::Weekday(_));
        return (day && evidence::ends_well(&parts.reading, parts.lexemes)).then_some(DateExpr::Beside(by, Name::Unit(Unit::Day), base));
    }
    let at = parts.lexemes.iter().position(|l| l.class == class::OFFSET_AFTER)?;
    let by: i32 = reader.reading.word(&parts.lexemes[at])?.value.split(' ').nth(1)?.parse().ok()?;
    let (what, base) = (reader.gather(&parts.lexemes[..at])?, reader.gather(&parts.lexemes[at + 1..])?.point()?);
    let count = what.ordinal.unwrap_or(1);
    // the Monday after Easter, but not fell on Monday after the feast
    let article = parts.lexemes.first().is_some_and(|l| l.class == class::DATE_UNIT_THE);
    if !article && !evidence::definite(&parts.reading, parts.lexemes) {
        return None;
    }
    let name = match (what.unit, what.weekday) {
        (Some(unit), None) => Name::Unit(unit),
        (None, Some(w)) => Name::Weekday(w),
        _ => return None,
    };
    // `the year before 2020`, but not `the Monday after January`
    let fits = match base.name {
        Name::Feast(_) | Name::Day(..) | Name::DayOfMonth(_) => true,
        Name::Weekday(_) => name == Name::Unit(Unit::Day),
        Name::Month(_) => name == Name::Unit(Unit::Month),
        Name::Unit(unit) => name == Name::Unit(unit) && base.portion.is_none(),
        _ => false,
    };
    (fits && (1..=5).contains(&count) && evidence::ends_well(&parts.reading, parts.lexemes)).then_some(DateExpr::Beside(
        by * count,
        name,
        base,
    ))
}

/// `a year and two months ago`, `2 years 1 month 21 days later`.
pub(super) fn compound(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
    let word = parts.word(class::OFFSET_BEFORE).or_else(|| parts.word(class::OFFSET_AFTER))?;
    let mut words = word.value.split(' ');
    let from = words.next()?;
    let by: i32 = words.next()?.parse().ok()?;
    let (mut months, mut days, mut last) = (0, 0, Unit::Century);
    let mut rest = parts.lexemes;
    while let Some(end) = rest.iter().position(|l| matches!(l.class, class::DATE_UNIT | class::DATE_UNITS)) {
        let found = reader.gather(&rest[..=end])?;
        let unit = found.unit.filter(|u| *u < last && !found.half)?;
        let count = i32::try_from(found.count?).ok().filter(|n| (1..=1000).contains(n))?;
        match (unit.months(), unit.days()) {
            (Some(n), _) => months += count * n,
            (_, Some(n)) => days += count * i32::try_from(n).ok()?,
            _ => return None,
        }
        (last, rest) = (unit, &rest[end + 1..]);
    }
    let shift = Shift { named: from == "named", by, unit: last };
    let stands = evidence::offset(&parts.reading, parts.lexemes, shift);
    stands.then_some(DateExpr::Apart { named: shift.named, months: months * by, days: days * by })
}

/// `the first three weeks of March`, `les deux derniers jours du mois`.
pub(super) fn edge(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<DateExpr> {
    let found = reader.gather(parts.lexemes)?;
    let count = i32::try_from(found.count?).ok().filter(|n| (2..=100).contains(n) && !found.half)?;
    let shift = parts.word(class::WINDOW_SHIFT).map(|w| w.value);
    let by = match (found.ordinal, found.shift, shift) {
        (Some(1), None, None) => count,
        (Some(-1), None, None) | (None, Some((false, -1)), None) | (None, None, Some("now -1")) => -count,
        _ => return None,
    };
    let whole = evidence::ends_well(&parts.reading, parts.lexemes);
    whole.then_some(DateExpr::Edge(by, found.unit?, found.base?))
}

/// `les trois derniers mois`, `the next two quarters`.
pub(super) fn window(parts: &Parts<'_>) -> Option<DateExpr> {
    let count = match parts.numbers().next() {
        Some(n) if n.vague || n.about || !n.value.fract().is_zero() => return None,
        Some(n) => n.value.to_i32().filter(|n| (1..=200).contains(n))?,
        None => 1,
    };
    let unit = Unit::parse(parts.word(class::DATE_UNIT).or_else(|| parts.word(class::DATE_UNITS))?.value)?;
    if parts.has(class::WINDOW_FROM_NOW) && !parts.has(class::WINDOW_SHIFT) {
        return evidence::ends_well(&parts.reading, parts.lexemes).then_some(DateExpr::FromNow(count, unit));
    }
    let shift = parts.word(class::DATE_SHIFT).or_else(|| parts.word(class::WINDOW_SHIFT))?;
    let (_, by) = shift.value.split_once(' ')?;
    let by: i32 = by.parse().ok()?;
    (by != 0 && evidence::ends_well(&parts.reading, parts.lexemes)).then_some(DateExpr::Window(by * count, unit))
}
