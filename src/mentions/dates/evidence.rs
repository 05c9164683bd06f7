//! What must stand around a word that can be a date and something else: years among numbers, `May`, `été`, `today`.

use super::expression::{Name, Point, Shift, Within};
use super::tense::{self, Tense};
use crate::dictionary::{ClassId, Word, class};
use crate::mentions::reading::Reading;
use crate::reading::lexemes::Lexeme;
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
        Check::Season => around.season(),
        Check::Weekday => !around.splits_unit() && (point.within != Within::Undated || around.weekday()),
        Check::Today => around.today(),
        Check::Feast => around.feast(),
        Check::Code => around.code(point),
        Check::DayOfMonth => around.day_of_month(),
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

/// Whether a hyphen or apostrophe joins month and year: `janv.-24`, `Aug '96`.
pub(super) fn hyphened(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
    let Some(last) = lexemes.last() else { return false };
    let before = last.start.checked_sub(1).map(|i| reading.tokens[i as usize].shape);
    matches!(before, Some(Shape::Hyphen | Shape::Apostrophe)) && ends_well(reading, lexemes)
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
    !(ahead && tense::around(reading, around.start, around.end) == Tense::Past)
}

/// Whether digits with marks between are not cut out of a longer run of them.
pub(super) fn digits_stand(reading: &Reading<'_>, lexemes: &[Lexeme]) -> bool {
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
        && reading.tokens[around.end].shape != Shape::Hyphen;
    !ahead && !behind && reading.is_none_at(around.end, class::PERCENT_SIGN) && reading.is_none_at(around.end, class::CURRENCY_SYMBOL)
}

/// Whether two small numbers without a year are day and month, and no fraction, score or page count.
pub(super) fn short_digits(reading: &Reading<'_>, lexemes: &[Lexeme], a: u32, b: u32, equal: bool) -> bool {
    let around = Around::of(reading, lexemes);
    let slash = lexemes.iter().any(|l| l.class == class::DATE_SEP && reading.token_text(l.start as usize) == "/");
    let led = around.led(class::DAY_BEFORE).is_some();
    slash && (led || a == 2 && b == 2 && !equal) && !around.counts()
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
            t.caps == 0 && !next_free && (text.ends_with('s') || text.ends_with('x')) && t.len > 3
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
                "strong" => likely || !lower_next,
                "weak" => likely && !plural,
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
        let english = r.lexicon.rows(class::NUMERIC_ORDER).next().is_some_and(|w| w.value == "month");
        let doubt = r.word_at(self.start, class::MONTH_DOUBTFUL).map(|(_, w)| w.value.as_str());
        let led = self.led(class::MONTH_BEFORE).is_some() || self.led(class::DATE_SHIFT).is_some();
        let Some(doubt) = doubt else { return true };
        if english && t.caps == 0 {
            return led && doubt == "name";
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
        let english = r.tokens[self.start].capitalized() && r.lexicon.rows(class::NUMERIC_ORDER).next().is_some_and(|w| w.value == "month");
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
            Tense::Past | Tense::Future => self.leads().is_some(),
            Tense::Present => false,
            Tense::Unknown => true,
        }
    }

    fn feast(&self) -> bool {
        // Jean-Noël, Noël Dupont; Easter Island
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.is(LINE));
        !self.behind_hyphen() && !(name_follows && self.led(class::MONTH_BEFORE).is_none())
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

    fn day_of_month(&self) -> bool {
        self.led(class::DAY_BEFORE).is_some() && !self.word_follows() && !self.counts()
    }
}

impl Reading<'_> {
    /// Whether no row of a class starts at a token.
    fn is_none_at(&self, at: usize, class: ClassId) -> bool {
        !self.is(at, class)
    }
}
