//! What must stand around a word that can be a date and something else: years among numbers, `May`, `été`, `today`.

use super::expression::{Name, Point, Shift, Within};
use super::tense::{self, Tense};
use crate::dictionary::{ClassId, Word, class};
use crate::mentions::reading::Reading;
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::{LINE, Shape};

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
    UnitShift,
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
            "unit-shift" => Check::UnitShift,
            "weekday-day" => Check::WeekdayDay,
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
        Check::Season => point.within != Within::Undated || around.season(),
        Check::UnitShift => around.led(class::INDEFINITE_BEFORE).is_none(),
        // the day before, but not the day before the sale
        Check::Word => !(reading.is(around.end - 1, class::OFFSET_AFTER) && around.end - around.start > 1 && around.word_follows()),
        Check::Half => !around.of_other(point),
        Check::WeekdayDay => !around.counts() && !around.word_follows_low() && !around.clock(),
        Check::Weekday => !around.splits_unit() && (point.within != Within::Undated || around.weekday()),
        Check::Today => around.today(),
        Check::Feast => around.feast(),
        Check::Code => around.code(point),
        Check::DayOfMonth => around.day_of_month(),
        Check::FirstMonths => point.within != Within::Undated || around.led(class::WINDOW_BEFORE).is_some(),
        // une fin d'année, every end of month
        Check::Part => around.led(class::INDEFINITE_BEFORE).is_none(),
        // week 16 of a trial
        Check::Week => point.within != Within::Undated,
    }
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
    !around.counts()
        && next.is_none_or(|t| t.shape == Shape::Other && t.text(reading.text) != ":" || t.shape == Shape::Word && t.capitalized())
}

/// `this May`, but not `this may`.
pub(super) fn month_behind(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let Some(month) = lexemes.iter().find(|l| l.class == class::MONTH) else { return false };
    let doubt = reading.word_at(month.start as usize, class::MONTH_DOUBTFUL).map(|(_, w)| w.value.as_str());
    ends_well(reading, lexemes) && (doubt != Some("led") || reading.tokens[month.start as usize].caps != 0)
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
    let led = around.led(class::DAY_BEFORE).is_some() && !english(reading);
    let alone = around.opens_line() && around.follows().is_none() && lexemes.len() == 3;
    !tight && (led || alone) && !around.counts() && !around.word_follows()
}

/// `du 13 au 18`, said of days and of nothing that is counted.
pub(super) fn days_led(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let around = Around::of(reading, lexemes);
    let open = lexemes.first().filter(|l| l.class == class::DATE_FROM).and_then(|l| reading.word(l));
    if let Some(word) = open {
        let article = word.surface == "du" || [" le", " the", " les"].iter().any(|a| word.surface.ends_with(a));
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
    if !around.ends_well() || reading.is(around.end, class::OFFSET_STOP) {
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
        Tense::Future => true,
    }
}

/// Whether the language puts the month first, as English does.
fn english(reading: &Reading<'_>) -> bool {
    reading.lexicon.rows(class::NUMERIC_ORDER).next().is_some_and(|w| w.value == "month")
}

/// Whether digits with marks between are not cut out of a longer run of them.
pub(super) fn digits_stand(reading: &Reading<'_>, lexemes: &[Lexeme], range: bool) -> bool {
    let around = Around::of(reading, lexemes);
    let digit = |i: Option<usize>| i.and_then(|i| reading.tokens.get(i)).is_some_and(|t| t.shape == Shape::Digits);
    let joins = |i: usize| {
        let t = &reading.tokens[i];
        matches!(reading.token_text(i), "/" | "." | "," | ":" | "_") || t.shape == Shape::Hyphen
    };
    let ahead = around.start > 0
        && reading.tokens[around.start].glued()
        && joins(around.start - 1)
        && (reading.tokens[around.start - 1].glued()
            && (digit(around.start.checked_sub(2)) || reading.token_text(around.start - 1) == "/"));
    let behind = around.follows().is_some_and(|t| t.glued())
        && joins(around.end)
        && reading.tokens.get(around.end + 1).is_some_and(|t| t.glued() && t.shape == Shape::Digits)
        && (reading.tokens[around.end].shape != Shape::Hyphen || lexemes.first().is_some_and(|l| l.class == class::YEAR));
    (range || !ahead && !behind)
        && !around.numbered()
        && reading.is_none_at(around.end, class::PERCENT_SIGN)
        && reading.is_none_at(around.end, class::CURRENCY_SYMBOL)
}

/// Whether two small numbers without a year are day and month, and no fraction, score or page count.
pub(super) fn short_digits(reading: &Reading<'_>, lexemes: &[Lexeme], a: u32, b: u32, equal: bool) -> bool {
    let around = Around::of(reading, lexemes);
    let slash = lexemes.iter().any(|l| l.class == class::DATE_SEP && reading.token_text(l.start as usize) == "/");
    let led = around.led(class::DAY_BEFORE).is_some();
    // 17/2 is a day, 24/7 and 16/9 are not
    let beyond = |l: &Lexeme| matches!(l.sense, Sense::Digits(n) if n > 12 && !matches!(n, 16 | 18 | 24));
    let clear = a.max(b) == 2 && lexemes.iter().any(beyond) && !around.word_follows();
    slash && (led || a == 2 && b == 2 && !equal || clear) && !around.counts()
}

struct Around<'a> {
    reading: &'a Reading<'a>,
    start: usize,
    end: usize,
}

impl<'a> Around<'a> {
    fn of(reading: &'a Reading<'a>, lexemes: &[Lexeme]) -> Around<'a> {
        let start = lexemes.first().map_or(0, |l| l.start as usize);
        let end = lexemes.last().map_or(0, |l| l.end as usize);
        Around { reading, start, end }
    }

    /// The token before, if it is of the same sentence.
    fn leads(&self) -> Option<usize> {
        let i = self.start.checked_sub(1)?;
        (self.reading.sentence_of[i] == self.reading.sentence_of[self.start] && !self.opens_line()).then_some(i)
    }

    /// The token behind, if it is of the same sentence.
    fn follows(&self) -> Option<&'a crate::reading::tokens::Token> {
        let t = self.reading.tokens.get(self.end)?;
        (self.reading.sentence_of[self.end] == self.reading.sentence_of[self.end - 1]).then_some(t)
    }

    /// A row of a class that ends right before, an apostrophe between or not (`l'automne`).
    fn led(&self, class: ClassId) -> Option<(usize, &'a Word)> {
        self.leads()?;
        let r = self.reading;
        let apostrophe = r.tokens[self.start - 1].shape == Shape::Apostrophe;
        r.word_before(self.start, class).or_else(|| if apostrophe { r.word_before(self.start - 1, class) } else { None })
    }

    fn opens_line(&self) -> bool {
        self.reading.tokens[self.start].is(LINE)
    }

    fn word_follows(&self) -> bool {
        self.follows().is_some_and(|t| matches!(t.shape, Shape::Word | Shape::Digits) && !t.is(LINE))
    }

    fn word_follows_low(&self) -> bool {
        self.follows().is_some_and(|t| t.shape == Shape::Word && t.caps == 0 && t.len > 12)
    }

    /// `Sat 08:30`
    fn clock(&self) -> bool {
        let r = self.reading;
        self.follows().is_some_and(|t| t.glued() && t.text(r.text) == ":")
            || self.follows().is_some_and(|t| t.text(r.text) == "h" || t.text(r.text) == "heures")
    }

    /// `the first half of my mandate`: of what is no date.
    fn of_other(&self, point: &Point) -> bool {
        let r = self.reading;
        if point.within != Within::Undated || self.follows().is_none() {
            return false;
        }
        let Some((end, _)) = r.word_at(self.end, class::OF).or_else(|| r.word_at(self.end, class::DATE_OF)) else { return false };
        if r.token_text(self.end) != "of" {
            return false;
        }
        let after = r.word_at(end, class::DATE_THE).map_or(end, |(e, _)| e);
        let dated = [
            class::YEAR,
            class::DATE_SHIFT,
            class::DATE_UNIT,
            class::FISCAL,
            class::FISCAL_CODE,
            class::MONTH,
            class::DATE_WORD,
            class::CENTURY_NUMBER,
        ];
        ![end, after].into_iter().any(|i| dated.into_iter().any(|c| r.is(i, c)))
    }

    fn behind_hyphen(&self) -> bool {
        self.start > 0 && self.reading.tokens[self.start].glued() && self.reading.tokens[self.start - 1].shape == Shape::Hyphen
    }

    fn ends_well(&self) -> bool {
        let (Some(t), Some(next)) = (self.follows(), self.reading.tokens.get(self.end + 1)) else { return true };
        let hyphen = t.shape == Shape::Hyphen && t.glued() && next.glued() && next.shape == Shape::Word;
        let r = self.reading;
        let date = |c| r.is(self.end + 1, c);
        !hyphen || [class::MONTH, class::MONTH_SHORT, class::WEEKDAY, class::PERIOD_CODE, class::DATE_UNIT].into_iter().any(date)
    }

    /// A unit or counted noun follows, so that the digits before it are an amount.
    fn counts(&self) -> bool {
        let r = self.reading;
        let Some(t) = self.follows() else { return false };
        let amount = [class::PERCENT_SIGN, class::CURRENCY_SYMBOL, class::CURRENCY, class::SCALED_CURRENCY, class::SCALES];
        if amount.into_iter().any(|c| r.is(self.end, c)) || r.word_at(self.end, class::YEAR_AFTER).is_some_and(|(_, w)| w.value == "never")
        {
            return true;
        }
        if t.shape == Shape::Word {
            return [class::USERS, class::STAFF].into_iter().any(|c| r.is(self.end, c));
        }
        let next_digits = r.tokens.get(self.end + 1).is_some_and(|n| n.glued() && n.shape == Shape::Digits);
        t.glued() && matches!(r.token_text(self.end), "." | "," | "'" | "’" | "°" | "/" | "_" | "@") && next_digits
            || t.glued() && matches!(r.token_text(self.end), "°" | "@" | "_")
            || r.token_text(self.end) == "%"
    }

    /// `n° 2019`, `article 2044`, `ISO 2022`: a number and not a year.
    fn numbered(&self) -> bool {
        self.leads().is_some() && self.led(class::YEAR_BEFORE).is_some_and(|(_, w)| w.value == "never")
    }

    fn year(&self, point: &Point) -> bool {
        let Within::Year(year) = point.within else { return true };
        let r = self.reading;
        if self.counts() || self.numbered() {
            return false;
        }
        let likely = (1900..=2099).contains(&year);
        let next = self.follows();
        // 2019-built; but 2016-2018
        let hyphened = next.is_some_and(|t| t.shape == Shape::Hyphen && t.glued());
        if hyphened && r.tokens.get(self.end + 1).is_some_and(|t| t.glued() && (t.shape != Shape::Digits || t.end - t.start != 4)) {
            return false;
        }
        let next_word = next.filter(|t| t.shape == Shape::Word && !t.is(LINE));
        let next_free = r.word_at(self.end, class::YEAR_AFTER).is_some_and(|(_, w)| w.value == "free");
        let plural = next_word.is_some_and(|t| {
            let text = t.text(r.text);
            t.caps == 0
                && !next_free
                && (text.ends_with('s') && !text.ends_with("ss") && !text.ends_with("us") && !text.ends_with("is") || text.ends_with('x'))
                && t.len > 3
        });
        let lower_next = next_word.is_some_and(|t| t.caps == 0) && !next_free;
        let Some(i) = self.leads() else {
            // a chronology heading, the first cell of a row, or a sentence that starts with the year
            let heading =
                next.is_none() || next.is_some_and(|t| t.is(LINE)) || matches!(r.token_text(self.end), ":" | "–" | "—" | "|" | ")");
            return if likely { !plural } else { heading && (1500..=2199).contains(&year) && next.is_some() };
        };
        let before = &r.tokens[i];
        let glued = r.tokens[self.start].glued();
        if let Some((_, w)) = self.led(class::YEAR_BEFORE) {
            return match w.value.as_str() {
                "strong" => likely || (1500..1900).contains(&year) || !lower_next,
                // for 2000 stores, but for 2030 stands
                "weak" => (likely || (1700..1900).contains(&year)) && !(plural && (year % 50 == 0 || !likely)),
                _ => false,
            };
        }
        if let Some((_, w)) = self.led(class::BOUND_BEFORE) {
            // around 2030, but not more than 2000
            return likely && year % 100 != 0 && !lower_next && matches!(w.value.as_str(), "about" | "exact");
        }
        match before.shape {
            Shape::Word => {
                if !likely || glued {
                    return false;
                }
                // Peugeot 2008, Windows 2000
                if before.capitalized() {
                    return false;
                }
                !plural && !(lower_next && year % 100 == 0)
            }
            Shape::Digits => likely && !glued && before.end - before.start == 4 && !plural,
            // mid-2024, post-2015; 2016-2018
            Shape::Hyphen if glued => {
                let word = [class::DATE_PART, class::PART_GLUED, class::YEAR_BEFORE].into_iter().any(|c| r.word_before(i, c).is_some());
                let digits = i > 0 && r.tokens[i - 1].shape == Shape::Digits && r.tokens[i - 1].end - r.tokens[i - 1].start == 4;
                likely && (word || digits) && !plural
            }
            Shape::Hyphen => likely && !plural,
            Shape::Apostrophe => likely && !plural,
            Shape::Other => match r.token_text(i) {
                "(" | "[" => likely && !plural || r.tokens.get(self.end).is_some_and(|t| matches!(t.text(r.text), ")" | "]" | "-" | "–")),
                "/" | "." | "_" | "=" | "#" | "°" | "@" | "&" | "+" | "*" if glued => false,
                "$" | "€" | "£" | "¥" | "₹" => false,
                "," if glued && i > 0 && r.tokens[i - 1].shape == Shape::Digits => false,
                _ => likely && !plural,
            },
        }
    }

    fn month(&self) -> bool {
        let r = self.reading;
        if self.splits_unit() {
            return false;
        }
        let t = &r.tokens[self.start];
        let english = english(r);
        let doubt = r.word_at(self.start, class::MONTH_DOUBTFUL).map(|(_, w)| w.value.as_str());
        let led = self.led(class::MONTH_BEFORE).is_some() || self.led(class::DATE_SHIFT).is_some();
        let Some(doubt) = doubt else { return true };
        if english && t.caps == 0 {
            return led && (doubt == "name" || !self.word_follows());
        }
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.is(LINE));
        match doubt {
            // a month in French has no capital within a sentence
            "lower" => !t.capitalized() || led || t.all_caps() || self.opens_line() && !self.word_follows(),
            "led" => led || self.opens_line() && !self.word_follows(),
            _ => led || !name_follows && !self.behind_hyphen(),
        }
    }

    fn season(&self) -> bool {
        let r = self.reading;
        let doubtful = r.is(self.start, class::SEASON_DOUBTFUL);
        let Some((_, w)) = self.led(class::SEASON_BEFORE) else { return false };
        // `the fall in prices` is none, `in the fall` is
        let of = r.is(self.end, class::DATE_OF) || r.is(self.end, class::OF);
        (!doubtful || w.value == "strong") && !(doubtful && of)
    }

    fn weekday(&self) -> bool {
        let r = self.reading;
        if self.habitual() {
            return false;
        }
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.is(LINE));
        // the Sunday Times, Casual Friday
        let named = self.leads().is_some_and(|i| {
            let t = &r.tokens[i];
            t.shape == Shape::Word && t.capitalized() && !t.all_caps() && self.led(class::MONTH_BEFORE).is_none()
        });
        let led = self.led(class::MONTH_BEFORE).is_some();
        let english = r.tokens[self.start].capitalized() && english(r);
        !(english
            && name_follows
            && !led
            && self.leads().is_none_or(|i| r.tokens[i].shape != Shape::Word || r.tokens[i].capitalized() || r.is(i, class::DATE_THE)))
            && !(english && named && name_follows)
    }

    /// `June last` of `June last year`.
    fn splits_unit(&self) -> bool {
        let r = self.reading;
        self.end - self.start > 1 && self.follows().is_some() && (r.is(self.end, class::DATE_UNIT) || r.is(self.end, class::DATE_UNIT_THE))
    }

    /// Every Monday, le dimanche.
    fn habitual(&self) -> bool {
        self.leads().is_some() && self.led(class::HABITUAL_BEFORE).is_some()
    }

    /// The day itself, and not `nowadays`: beside a verb of announcing, or in a clause whose tense is not the present.
    fn today(&self) -> bool {
        let r = self.reading;
        let sentence = r.sentence_of[self.start];
        if self.led(class::TODAY_BEFORE).is_some() {
            return true;
        }
        let near = self.start.saturating_sub(4)..(self.end + 4).min(r.tokens.len());
        if near.into_iter().any(|i| r.sentence_of[i] == sentence && r.is(i, class::ANNOUNCE)) {
            return true;
        }
        match tense::around(r, self.start, self.end) {
            Tense::Past => tense::past_close(r, self.start, self.end),
            Tense::Future => self.leads().is_some(),
            Tense::Present => false,
            Tense::Unknown => r.tokens.len() < 30,
        }
    }

    fn feast(&self) -> bool {
        let r = self.reading;
        // Jean-Noël, Noël Dupont; Easter Island
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.is(LINE));
        let led =
            self.led(class::MONTH_BEFORE).is_some() || self.led(class::DATE_SHIFT).is_some() || self.end - self.start > 1 || !english(r);
        let adjective =
            !english(r) && self.leads().is_some_and(|i| matches!(r.token_text(i), "de" | "De") || r.tokens[i].shape == Shape::Apostrophe);
        !self.behind_hyphen() && led && !adjective && !(name_follows && self.led(class::MONTH_BEFORE).is_none())
    }

    /// `T3`, `H1` alone: not H1 of a motorway or a visa, not the terminal T3, not an Audi Q3.
    fn code(&self, point: &Point) -> bool {
        if point.within != Within::Undated {
            return true;
        }
        let r = self.reading;
        let first = &r.tokens[self.start];
        if first.shape == Shape::Word && !first.capitalized() {
            return false;
        }
        let led = self.led(class::CODE_BEFORE).is_some();
        let word = r.word_at(self.end, class::CODE_AFTER).is_some();
        led || word
    }

    /// `le 16`, `on the 16th`: French writes the bare number, English the ordinal.
    fn day_of_month(&self) -> bool {
        let r = self.reading;
        let suffixed = self.end - self.start > 1;
        let form = suffixed == english(r) || suffixed && r.token_text(self.end - 1) == "er";
        let hyphened = self.follows().is_some_and(|t| t.shape == Shape::Hyphen);
        form && !hyphened && !self.numbered() && self.led(class::DAY_BEFORE).is_some() && !self.word_follows() && !self.counts()
    }
}

impl Reading<'_> {
    /// Whether no row of a class starts at a token.
    fn is_none_at(&self, at: usize, class: ClassId) -> bool {
        !self.is(at, class)
    }
}
