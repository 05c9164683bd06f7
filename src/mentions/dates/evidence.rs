//! What must stand around a word that can be a date and something else: years among numbers, `May`, `été`, `today`.

use super::around::{Around, english};
use super::expression::{Name, Point, Shift, Unit, Within};
use super::tense::{self, Tense};
use crate::dictionary::{Word, class};
use crate::mentions::reading::Reading;
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::Shape;

/// `$17.99 a month from March`: an amount right before says that a unit of time is what it is paid for.
pub(super) fn priced(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let Some(start) = lexemes.first().map(|l| l.start as usize).filter(|s| *s > 0) else { return false };
    let money = [class::CURRENCY, class::CURRENCY_SYMBOL, class::CURRENCY_CODE];
    reading.tokens[start - 1].shape == Shape::Digits || money.iter().any(|c| reading.word_before(start, *c).is_some())
}

/// Which evidence a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    Year,
    Month,
    Season,
    Weekday,
    Today,
    Feast,
    Code,
    DayOfMonth,
    FirstMonths,
    Part,
    Week,
    Half,
    Word,
    WeekdayDay,
    Unit,
    UnitShift,
    Closed,
    DayWeekday,
    MonthShort,
    WeekdayShort,
    YearShort,
    DecadeApart,
}

impl Check {
    /// Reads a rule's flag.
    pub(super) fn parse(flag: &str) -> Option<Check> {
        Some(match flag {
            "year" => Check::Year,
            "month" => Check::Month,
            "season" => Check::Season,
            "weekday" => Check::Weekday,
            "today" => Check::Today,
            "feast" => Check::Feast,
            "code" => Check::Code,
            "day-of-month" => Check::DayOfMonth,
            "first-months" => Check::FirstMonths,
            "part" => Check::Part,
            "week" => Check::Week,
            "nth" => Check::Half,
            "word" => Check::Word,
            "unit" => Check::Unit,
            "unit-shift" => Check::UnitShift,
            "weekday-day" => Check::WeekdayDay,
            "closed" => Check::Closed,
            "day-weekday" => Check::DayWeekday,
            "month-short" => Check::MonthShort,
            "weekday-short" => Check::WeekdayShort,
            "year-short" => Check::YearShort,
            "decade-apart" => Check::DecadeApart,
            _ => return None,
        })
    }
}

/// Whether what stands around the parts lets them be a date.
pub(super) fn stands(reading: &Reading<'_>, lexemes: &[Lexeme], check: Check, point: &Point) -> bool {
    let around = Around::of(reading, lexemes);
    if !around.ends_well() {
        return false;
    }
    match check {
        Check::Year => around.year(point),
        Check::Month => around.month(),
        Check::Season => {
            !around.splits_unit() && !around.auxiliary() && (point.within != Within::Undated && !around.participle() || around.season())
        }
        // au cours d'une même année
        Check::Unit => around.led(class::INDEFINITE_BEFORE).is_none(),
        Check::UnitShift => !around.splits_unit() && around.led(class::INDEFINITE_BEFORE).is_none(),
        // the day before, but not the day before the sale
        Check::Word => {
            // dans la journée, but not dans la journée de mardi
            let of = point.within == Within::Nearest(0) && around.of_part();
            // at year-end, but no year-end bonus
            if point.name == Name::Unit(Unit::Year) && point.within == Within::Nearest(0) && around.led(class::MONTH_BEFORE).is_none() {
                return false;
            }
            let open = reading.is(around.end - 1, class::OFFSET_AFTER) && around.end - around.start > 1 && around.word_follows();
            // la veille du scrutin
            let event =
                matches!(point.within, Within::Shift(Shift { named: true, unit: Unit::Day, .. })) && around.of_part() && !english(reading);
            !of && !open && !event
        }
        Check::Half => !around.counts() && !around.of_other(point) && !around.of_match(point) && !around.goes_on_behind(lexemes),
        Check::WeekdayDay => !around.counts() && !around.word_follows_low() && !around.clock(),
        Check::DayWeekday => around.led(class::DAY_BEFORE).is_some() && !english(reading) && !around.counts() && !around.clock(),
        Check::MonthShort => around.short_month(),
        Check::WeekdayShort => around.short_weekday(),
        // in '98, and no opening quotation mark
        Check::YearShort => {
            let led = around.led(class::YEAR_BEFORE).is_some_and(|(_, w)| w.value != "never");
            led && !around.counts() && !around.word_follows_high() && around.follows().is_none_or(|t| t.shape != Shape::Apostrophe)
        }
        Check::DecadeApart => {
            !reading.tokens[around.end - 1].glued() && around.follows().is_none_or(|t| !t.glued() || t.shape == Shape::Other)
        }
        Check::Closed => {
            // the day of the dog, la semaine du blanc
            let of = around.of_part();
            let article = lexemes.len() > 1 || lexemes.iter().any(|l| l.class == class::DATE_UNIT_THE);
            // down 3% on the day
            let bare = |(i, w): (usize, Word<'_>)| w.value == "any" || tense::opens(reading, i);
            let over = around.led(class::CLOSING_BARE).is_some_and(bare) && !around.word_follows();
            (over || around.led(class::CLOSING).is_some()) && article && !of
        }
        Check::Weekday => !around.splits_unit() && (point.within != Within::Undated || around.weekday()),
        Check::Today => around.today(),
        // un soir de Noël 2003
        Check::Feast => !around.splits_unit() && (matches!(point.within, Within::Year(_)) || around.feast()),
        Check::Code => around.code(point),
        Check::DayOfMonth => around.day_of_month(),
        Check::FirstMonths => point.within != Within::Undated || around.led(class::WINDOW_BEFORE).is_some(),
        // une fin d'année, every end of month
        Check::Part => around.led(class::INDEFINITE_BEFORE).is_none() && !around.goes_on_behind(lexemes),
        // CA du trimestre 1,36 Md€
        Check::Week if lexemes.iter().any(|l| l.class == class::DAY && inside_number(reading, l)) => false,
        // week 16 of a trial
        Check::Week => point.within != Within::Undated || !english(reading) && around.led_the() && !around.of_part(),
    }
}

/// Whether a longer number begins where a lexeme does.
fn inside_number(reading: &Reading<'_>, l: &Lexeme) -> bool {
    reading.lexemes.longest(l.start as usize, class::NUMBER).is_some_and(|n| n.end > l.end)
}

/// Whether the parts end where a date can end: not before `-on-year`.
pub(super) fn ends_well(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    Around::of(reading, lexemes).ends_well()
}

/// Whether two dates with a word or dash between are the two ends of a range.
pub(super) fn range(reading: &Reading<'_>, lexemes: &[Lexeme], open: bool, a: &Point, b: &Point) -> bool {
    let around = Around::of(reading, lexemes);
    if !around.ends_well() {
        return false;
    }
    let year = |p: &Point| match (p.name, p.within) {
        (Name::Unit(_), Within::Year(y)) => Some(y),
        _ => None,
    };
    match (year(a), year(b)) {
        (Some(x), Some(y)) => {
            let plausible = x < y && y - x <= 200 && (1500..=2150).contains(&x) && y <= 2150;
            plausible && (open || around.opens_line() || !around.behind_hyphen()) && !around.counts() && !around.numbered()
        }
        // Mondays to Fridays are no date
        _ => !(matches!(a.name, Name::Weekday(_)) && around.habitual()),
    }
}

/// Whether an article stands before.
pub(super) fn definite(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    Around::of(reading, lexemes).led_the()
}

/// Whether what stands behind makes it a number, or a date before year 1.
pub(super) fn counted(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    Around::of(reading, lexemes).counts()
}

/// Whether two digits are a year: behind an apostrophe, or with nothing behind that they could count.
pub(super) fn short_year(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let Some(year) = lexemes.iter().rev().find(|l| l.class == class::YEAR2) else { return true };
    let before = year.start.checked_sub(1).map(|i| reading.tokens[i as usize].shape);
    let glued = reading.tokens[year.start as usize].glued();
    // the year of 96, a code's 1H24, and 12/05/24 need no more
    let coded = lexemes.iter().any(|l| {
        matches!(
            l.class,
            class::PERIOD_CODE | class::FISCAL_CODE | class::DECADE_SUFFIX | class::DECADE_WORD | class::DATE_SEP | class::FISCAL
        )
    });
    if coded || before == Some(Shape::Apostrophe) {
        return true;
    }
    // May 12-15 holds no year
    if before == Some(Shape::Hyphen) && glued {
        return lexemes.len() == 2;
    }
    let next = reading.tokens.get(around.end).filter(|_| around.follows().is_some());
    !around.counts() && next.is_none_or(|t| t.shape == Shape::Other && t.mark != ':' || t.shape == Shape::Word && t.capitalized())
}

/// A year in words stands behind a month, or behind `in` with nothing that it could count.
pub(super) fn spelled_year(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let month = lexemes.iter().any(|l| matches!(l.class, class::MONTH | class::MONTH_SHORT));
    month || around.led(class::YEAR_BEFORE).is_some_and(|(_, w)| w.value == "strong") && !around.word_follows() && !around.counts()
}

/// Whether a word follows that may belong to the date.
pub(super) fn goes_on(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let follows = |c| reading.is(around.end, c);
    follows(class::MONTH) || follows(class::MONTH_SHORT) || follows(class::DATE_OF) || follows(class::DATE_TO) || around.counts()
}

/// `for ten days from May 20`: how long, and not how far.
pub(super) fn lasting(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    Around::of(reading, lexemes).led(class::LASTING_BEFORE).is_some()
}

/// `this May`, but not `this may`.
pub(super) fn month_behind(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let Some(month) = lexemes.iter().find(|l| l.class == class::MONTH) else { return false };
    let doubt = reading.word_at(month.start as usize, class::MONTH_DOUBTFUL).map(|(_, w)| w.value);
    ends_well(reading, lexemes) && (doubt != Some("led") || reading.tokens[month.start as usize].caps != 0)
}

/// `2020's lockdowns`: an apostrophe within, and no article before.
pub(super) fn possessive(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let apostrophe = (around.start + 1..around.end).any(|i| reading.tokens[i].shape == Shape::Apostrophe);
    let article = around.led(class::DATE_THE).is_some() || around.led(class::DATE_PART).is_some();
    apostrophe && !article && around.word_follows()
}

/// `Open Monday to Friday`.
pub(super) fn opening_hours(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    Around::of(reading, lexemes).opening_hours()
}

/// `la campagne betteravière 2024-2025`: years of a season, its noun one word before.
pub(super) fn of_season(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let adjective = |i: &usize| reading.tokens[*i].shape == Shape::Word && reading.tokens[*i].caps == 0;
    around.leads().filter(adjective).is_some_and(|i| reading.word_before(i, class::SPLIT_WORD).is_some())
}

/// Whether the parts are the name of a street: `rue du 4-Septembre`, `12 March Street`.
pub(super) fn address(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    Around::of(reading, lexemes).address()
}

/// `2023-24` and no score, no part of a longer number.
pub(super) fn years_stand(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    around.ends_well() && !around.counts() && !around.numbered() && !around.behind_hyphen()
}

/// `le 20 02 2014`: digits with spaces between are a date only behind an article, or alone.
pub(super) fn spaced(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let tight = lexemes.windows(2).any(|w| reading.tokens[w[1].start as usize].glued() || w[0].end != w[1].start);
    let led = around.led(class::DAY_BEFORE).is_some_and(|(i, _)| reading.is(i, class::DEFINITE));
    let alone = around.opens_line() && around.follows().is_none() && lexemes.len() == 3;
    // elle rouvre 18 08 2024.
    let full = lexemes.len() == 3 && lexemes.iter().any(|l| l.class == class::YEAR);
    let word = |i: usize| reading.tokens[i].shape == Shape::Word && reading.tokens[i].caps == 0;
    let before = around.leads().is_some_and(word) || around.led(class::DAY_BEFORE).is_some();
    let closes = full && before && around.follows().is_none_or(|t| matches!(t.mark, '.' | ',' | ';' | '!' | '?'));
    !tight && (led || alone || closes) && !around.counts() && !around.word_follows()
}

/// `du 13 au 18`, said of days and of nothing that is counted.
pub(super) fn days_led(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    if let Some(open) = lexemes.first().filter(|l| l.class == class::DATE_FROM) {
        let last = open.end as usize - 1;
        let article = reading.is(last, class::DATE_THE) || reading.is(last, class::WITH_ARTICLE);
        return article && !around.counts() && !around.word_follows();
    }
    around.led(class::DAY_BEFORE).is_some() && !around.counts() && !around.word_follows()
}

/// Whether a hyphen or apostrophe joins month and year: `janv.-24`, `Aug '96`.
pub(super) fn hyphened(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let Some(last) = lexemes.last() else { return false };
    let before = last.start.checked_sub(1).map(|i| reading.tokens[i as usize].shape);
    let beyond = matches!(last.sense, Sense::Digits(n) if n > 31);
    (beyond || matches!(before, Some(Shape::Hyphen | Shape::Apostrophe))) && ends_well(reading, lexemes)
}

/// Whether `deux ans après` or `in two years` is a point of time.
pub(super) fn offset(reading: &Reading<'_>, lexemes: &[Lexeme], shift: Shift) -> bool {
    let around = Around::of(reading, lexemes);
    // il y a trois ans de travail, but il y a trois ans de cela
    let led = lexemes.first().is_some_and(|l| l.class == class::OFFSET_BEFORE);
    let counted = led && reading.word_at(around.end, class::OFFSET_NOT).is_some_and(|(_, w)| w.value == "led");
    if !around.ends_well() || reading.is(around.end, class::OFFSET_STOP) || counted {
        return false;
    }
    // two years after its launch: counted from what is no date
    let open_ended = lexemes.iter().any(|l| l.class == class::OFFSET_AFTER && reading.word(l).is_some_and(|w| w.value.ends_with("open")));
    if open_ended {
        return !around.word_follows();
    }
    let ahead = lexemes.iter().any(|l| l.class == class::OFFSET_BEFORE) && shift.by > 0;
    let counted_once = lexemes.iter().any(|l| l.class == class::DATE_ONE);
    match tense::around(reading, around.start, around.end) {
        _ if !ahead => true,
        Tense::Past => false,
        Tense::Present => !english(reading),
        Tense::Unknown => !(english(reading) && counted_once && around.start > 0),
        // 20 pins in a day: how many
        Tense::Future | Tense::Going => !(english(reading) && counted_once && shift.unit == Unit::Day),
    }
}

/// Whether digits with marks between are not cut out of a longer run of them.
pub(super) fn digits_stand(reading: &Reading<'_>, lexemes: &[Lexeme], range: bool) -> bool {
    let around = Around::of(reading, lexemes);
    let digit = |i: Option<usize>| i.and_then(|i| reading.tokens.get(i)).is_some_and(|t| t.shape == Shape::Digits);
    let joins = |i: usize| {
        let t = &reading.tokens[i];
        matches!(reading.mark(i), '/' | '.' | ',' | ':' | '_') || t.shape == Shape::Hyphen
    };
    let ahead = around.start > 0
        && reading.tokens[around.start].glued()
        && joins(around.start - 1)
        && (reading.tokens[around.start - 1].glued() && (digit(around.start.checked_sub(2)) || reading.mark(around.start - 1) == '/'));
    let behind = around.follows().is_some_and(|t| t.glued())
        && joins(around.end)
        && reading.tokens.get(around.end + 1).is_some_and(|t| t.glued() && t.shape == Shape::Digits)
        && (reading.tokens[around.end].shape != Shape::Hyphen || lexemes.first().is_some_and(|l| l.class == class::YEAR));
    (range || !ahead && !behind)
        && !around.numbered()
        && reading.is_none_at(around.end, class::PERCENT_SIGN)
        && reading.is_none_at(around.end, class::CURRENCY_SYMBOL)
}

/// Whether eight digits stand alone: no part of a number, nothing counted, no name of a file or account around.
pub(super) fn digits_alone(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let digits = |i: usize| reading.tokens.get(i).is_some_and(|t| t.shape == Shape::Digits);
    let apart = around.start == 0 || !digits(around.start - 1) && !matches!(reading.mark(around.start - 1), '+' | '#' | '.' | ',' | '/');
    apart && !digits(around.end) && !around.counts() && !around.numbered() && !around.word_follows_low()
}

/// Whether two small numbers without a year are day and month, and no fraction, score or page count.
pub(super) fn short_digits(reading: &Reading<'_>, lexemes: &[Lexeme], a: u32, b: u32, equal: bool) -> bool {
    let around = Around::of(reading, lexemes);
    let slash = lexemes.iter().any(|l| l.class == class::DATE_SEP && reading.mark(l.start as usize) == '/');
    let led = around.led(class::DAY_BEFORE).is_some();
    // 17/2 is a day, 24/7 and 16/9 are not
    let beyond = |l: &Lexeme| matches!(l.sense, Sense::Digits(n) if n > 12 && !matches!(n, 16 | 18 | 24));
    let clear = a.max(b) == 2 && lexemes.iter().any(beyond) && !around.word_follows();
    slash && (led || a == 2 && b == 2 && !equal || clear) && !around.counts()
}
