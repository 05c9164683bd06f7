//! What stands around the parts of a date: the words before and behind, and what they make of it.

use super::expression::{Point, Within};
use super::tense::{self, Tense};
use crate::dictionary::{ClassId, Word, class};
use crate::mentions::reading::Reading;
use crate::reading::lexemes::Lexeme;
use crate::reading::tokens::{LINE, Shape};

/// Whether the language puts the month first, as English does.
pub(super) fn english(reading: &Reading<'_>) -> bool {
    reading.lexicon.rows(class::NUMERIC_ORDER).next().is_some_and(|w| w.value == "month")
}

/// The tokens of a date and the text they stand in.
pub(super) struct Around<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> Around<'a> {
    pub(super) fn of(reading: &'a Reading<'a>, lexemes: &[Lexeme]) -> Around<'a> {
        let start = lexemes.first().map_or(0, |l| l.start as usize);
        let end = lexemes.last().map_or(0, |l| l.end as usize);
        Around { reading, start, end }
    }

    /// The token before, if it is of the same sentence.
    pub(super) fn leads(&self) -> Option<usize> {
        let i = self.start.checked_sub(1)?;
        (self.reading.sentence_of[i] == self.reading.sentence_of[self.start] && !self.opens_line()).then_some(i)
    }

    /// The token behind, if it is of the same sentence.
    pub(super) fn follows(&self) -> Option<&'a crate::reading::tokens::Token> {
        let t = self.reading.tokens.get(self.end)?;
        (self.reading.sentence_of[self.end] == self.reading.sentence_of[self.end - 1]).then_some(t)
    }

    /// A row of a class that ends right before, an apostrophe between or not (`l'automne`).
    pub(super) fn led(&self, class: ClassId) -> Option<(usize, Word<'a>)> {
        self.leads()?;
        let r = self.reading;
        let apostrophe = r.tokens[self.start - 1].shape == Shape::Apostrophe;
        r.word_before(self.start, class).or_else(|| if apostrophe { r.word_before(self.start - 1, class) } else { None })
    }

    pub(super) fn opens_line(&self) -> bool {
        self.reading.tokens[self.start].is(LINE)
    }

    pub(super) fn word_follows(&self) -> bool {
        self.follows().is_some_and(|t| matches!(t.shape, Shape::Word | Shape::Digits) && !t.is(LINE))
    }

    pub(super) fn word_follows_low(&self) -> bool {
        self.follows().is_some_and(|t| t.shape == Shape::Word && t.caps == 0 && t.len > 12)
    }

    pub(super) fn word_follows_high(&self) -> bool {
        self.follows().is_some_and(|t| t.shape == Shape::Word && t.capitalized() && !t.is(LINE))
    }

    /// `Sat 08:30`
    pub(super) fn clock(&self) -> bool {
        let r = self.reading;
        self.follows().is_some_and(|t| t.glued() && t.mark == ':') || self.follows().is_some() && r.is(self.end, class::HOUR_MARK)
    }

    /// `the first half of my mandate`: of what is no date.
    pub(super) fn of_other(&self, point: &Point) -> bool {
        let r = self.reading;
        if point.within != Within::Undated || self.follows().is_none() {
            return false;
        }
        if !r.is(self.end, class::OF_OTHER) {
            return false;
        }
        let Some((end, _)) = r.word_at(self.end, class::OF).or_else(|| r.word_at(self.end, class::DATE_OF)) else { return false };
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

    /// An article stands before, or is in the word before (`du`, `de la`).
    pub(super) fn led_the(&self) -> bool {
        self.led(class::DATE_THE).is_some() || self.led(class::DATE_OF).is_some() || self.led(class::DATE_FROM).is_some()
    }

    /// `la semaine 10 de l'essai`
    pub(super) fn of_part(&self) -> bool {
        self.follows().is_some() && self.reading.is(self.end, class::OF)
    }

    /// `in Sept.`, but not Jan or Mar, which are names.
    pub(super) fn short_month(&self) -> bool {
        let r = self.reading;
        let t = &r.tokens[self.start];
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && n.len > 1 && !n.is(LINE));
        let name = matches!(r.word_at(self.start, class::MONTH_SHORT), Some((_, w)) if matches!(w.value, "1" | "3" | "5"));
        english(r) && t.capitalized() && !t.all_caps() && !name && !name_follows && self.led(class::MONTH_BEFORE).is_some()
    }

    /// `on Fri.`, `last Wed.`, or alone in its line; Sun, Sat and Mon alone may be something else.
    pub(super) fn short_weekday(&self) -> bool {
        let r = self.reading;
        if self.alone() {
            return true;
        }
        let word = (self.start..self.end).rev().find(|i| r.tokens[*i].shape == Shape::Word);
        let dotted = r.mark(self.end - 1) == '.' || r.mark(self.end) == '.' && r.tokens.get(self.end).is_some_and(|t| t.glued());
        let led = self.end - self.start > 1 && r.is(self.start, class::DATE_SHIFT) || self.led(class::MONTH_BEFORE).is_some();
        let name_follows = self.word_follows_high();
        english(r) && led && dotted && word.is_some_and(|i| r.tokens[i].capitalized()) && !name_follows && !self.habitual()
    }

    /// Nothing else in its line.
    fn alone(&self) -> bool {
        let ends = self.reading.tokens.get(self.end).is_none_or(|t| t.is(LINE));
        let dot = self.reading.mark(self.end) == '.' && self.reading.tokens.get(self.end + 1).is_none_or(|t| t.is(LINE));
        self.opens_line() && (ends || dot)
    }

    /// `scored in the first half`: of a match.
    pub(super) fn of_match(&self, point: &Point) -> bool {
        let r = self.reading;
        let near = self.start.saturating_sub(60)..(self.end + 60).min(r.tokens.len());
        point.within == Within::Undated && english(r) && near.into_iter().any(|i| r.is(i, class::OF_MATCH))
    }

    pub(super) fn behind_hyphen(&self) -> bool {
        self.start > 0 && self.reading.tokens[self.start].glued() && self.reading.tokens[self.start - 1].shape == Shape::Hyphen
    }

    pub(super) fn ends_well(&self) -> bool {
        let (Some(t), Some(next)) = (self.follows(), self.reading.tokens.get(self.end + 1)) else { return true };
        let hyphen = t.shape == Shape::Hyphen && t.glued() && next.glued() && next.shape == Shape::Word;
        let r = self.reading;
        let date = |c| r.is(self.end + 1, c);
        !hyphen || [class::MONTH, class::MONTH_SHORT, class::WEEKDAY, class::PERIOD_CODE, class::DATE_UNIT].into_iter().any(date)
    }

    /// A unit or counted noun follows, so that the digits before it are an amount.
    pub(super) fn counts(&self) -> bool {
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
        t.glued() && matches!(r.mark(self.end), '.' | ',' | '\'' | '’' | '°' | '/' | '_' | '@') && next_digits
            || t.glued() && matches!(r.mark(self.end), '°' | '@' | '_')
            || r.mark(self.end) == '%'
    }

    /// `n° 2019`, `article 2044`, `ISO 2022`: a number and not a year.
    pub(super) fn numbered(&self) -> bool {
        self.leads().is_some() && self.led(class::YEAR_BEFORE).is_some_and(|(_, w)| w.value == "never")
    }

    pub(super) fn month(&self) -> bool {
        let r = self.reading;
        if self.splits_unit() {
            return false;
        }
        let t = &r.tokens[self.start];
        let english = english(r);
        let doubt = r.word_at(self.start, class::MONTH_DOUBTFUL).map(|(_, w)| w.value);
        let led = self.led(class::MONTH_BEFORE).is_some() || self.led(class::DATE_SHIFT).is_some();
        // 32 août
        let beyond = |i: usize| r.tokens[i].shape == Shape::Digits && r.token_text(i).parse::<u32>().is_ok_and(|n| (32..100).contains(&n));
        if self.leads().is_some_and(beyond) && !t.glued() {
            return false;
        }
        let Some(doubt) = doubt else { return true };
        if english && t.caps == 0 {
            return led && (doubt == "name" || !self.word_follows()) || doubt == "name" && self.led_the();
        }
        // `Mars : …` heads a chronology, `Mars, …` makes chocolate
        let heads = self.opens_line() && !self.word_follows() && r.mark(self.end) != ',';
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.is(LINE));
        match doubt {
            // a month in French has no capital within a sentence
            "lower" => !t.capitalized() || led || t.all_caps() || heads,
            "led" => led || heads,
            _ => led || !name_follows && !self.behind_hyphen(),
        }
    }

    /// `avait été 2002`: the participle and not the summer.
    pub(super) fn auxiliary(&self) -> bool {
        self.reading.is(self.start, class::SEASON_DOUBTFUL)
            && self.led(class::TENSE).is_some_and(|(_, w)| matches!(w.value, "past" | "present" | "infinitive"))
    }

    /// `été passé derrière`: with nothing before that a season has.
    pub(super) fn participle(&self) -> bool {
        let r = self.reading;
        r.is(self.start, class::SEASON_DOUBTFUL)
            && self.led(class::SEASON_BEFORE).is_none()
            && self.leads().is_some_and(|i| r.tokens[i].shape == Shape::Word)
            && r.word_before(self.end, class::SHIFT_BEHIND).is_some()
    }

    pub(super) fn season(&self) -> bool {
        let r = self.reading;
        let doubtful = r.is(self.start, class::SEASON_DOUBTFUL);
        let Some((_, w)) = self.led(class::SEASON_BEFORE).filter(|(_, w)| w.value != "never") else { return false };
        // `the fall in prices` is none, `in the fall` is, and `in the fall of next year`
        let dated = || {
            let (of, _) = r.word_at(self.end, class::DATE_OF)?;
            let (shift, _) = r.word_at(of, class::DATE_SHIFT)?;
            r.is(shift, class::DATE_UNIT).then_some(())
        };
        let of = (r.is(self.end, class::DATE_OF) || r.is(self.end, class::OF)) && dated().is_none();
        !doubtful || w.value == "strong" && !of
    }

    pub(super) fn weekday(&self) -> bool {
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
    pub(super) fn splits_unit(&self) -> bool {
        let r = self.reading;
        self.end - self.start > 1 && self.follows().is_some() && (r.is(self.end, class::DATE_UNIT) || r.is(self.end, class::DATE_UNIT_THE))
    }

    /// `du mois` of `du mois prochain`: a unit that the word behind it places.
    pub(super) fn goes_on_behind(&self, lexemes: &[Lexeme]) -> bool {
        let unit = lexemes.last().is_some_and(|l| matches!(l.class, class::DATE_UNIT | class::DATE_UNIT_THE));
        unit && self.follows().is_some() && !english(self.reading) && self.reading.is(self.end, class::SHIFT_BEHIND)
    }

    /// Every Monday, le dimanche, Thursday mornings; every Tuesday and Thursday.
    pub(super) fn habitual(&self) -> bool {
        let r = self.reading;
        if self.follows().is_some() && r.is(self.end, class::HABITUAL_AFTER) {
            return true;
        }
        let Some(lead) = self.leads() else { return false };
        // the first Monday is one of many
        if self.led(class::HABITUAL_BEFORE).is_some() || self.led(class::ORDINAL).is_some() {
            return true;
        }
        let joined = r.is(lead, class::AND) || matches!(r.mark(lead), ',' | '/');
        let (true, Some((first, _))) = (joined, r.word_before(lead, class::WEEKDAY)) else { return false };
        Around { start: first, end: lead, ..*self }.led(class::HABITUAL_BEFORE).is_some_and(|(i, _)| i != first)
    }

    /// `Open Monday to Friday`, `Monday to Friday, 9am to 5pm`.
    pub(super) fn opening_hours(&self) -> bool {
        let r = self.reading;
        let mut at = self.end;
        while matches!(r.mark(at), ',' | '(' | ':') || r.is(at, class::DATE_FROM) {
            at += 1;
        }
        let clock = |i: usize| r.mark(i) == ':' || r.is(i, class::HOUR_MARK);
        let hour = self.follows().is_some() && r.tokens.get(at).is_some_and(|t| t.shape == Shape::Digits) && clock(at + 1);
        hour || self.led(class::OPENING).is_some()
    }

    /// `results for the third quarter`, `third-quarter results`: of a period that is just over, whatever the tense.
    pub(super) fn of_results(&self) -> bool {
        let r = self.reading;
        let lead = self.led(class::DATE_OF).or_else(|| self.led(class::DATE_THE)).map_or(self.start, |(i, _)| i);
        r.is(self.end, class::CODE_AFTER) || lead > 0 && r.word_before(lead, class::RESULTS_BEFORE).is_some()
    }

    /// The day itself, and not `nowadays`: beside a verb of announcing, or in a clause whose tense is not the present.
    pub(super) fn today(&self) -> bool {
        let r = self.reading;
        let sentence = r.sentence_of[self.start];
        if self.led(class::TODAY_BEFORE).is_some() {
            return true;
        }
        let near = self.start.saturating_sub(4)..(self.end + 4).min(r.tokens.len());
        if near.into_iter().any(|i| r.sentence_of[i] == sentence && r.is(i, class::ANNOUNCE)) {
            return true;
        }
        // `was given to the press today`, but not `fell to 12% today`
        let last = self.follows().is_none_or(|t| matches!(t.mark, '.' | '!' | '?' | ';'));
        let counted =
            self.leads().is_some_and(|i| r.tokens[i].shape != Shape::Word || r.is(i, class::PERCENT_SIGN) || r.is(i, class::SCALES));
        match tense::around(r, self.start, self.end) {
            Tense::Past => tense::past_close(r, self.start, self.end) || last && !counted && tense::past_before(r, self.start),
            Tense::Future => self.leads().is_some(),
            Tense::Present | Tense::Going => last && self.led(class::TODAY_LAST).is_some(),
            Tense::Unknown => r.tokens.len() < 12 && r.mark(self.end) != ',',
        }
    }

    pub(super) fn feast(&self) -> bool {
        let r = self.reading;
        // Jean-Noël, Noël Dupont; Easter Island
        let name_follows = self.follows().is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.is(LINE));
        let led =
            self.led(class::MONTH_BEFORE).is_some() || self.led(class::DATE_SHIFT).is_some() || self.end - self.start > 1 || !english(r);
        if self.alone() {
            return true;
        }
        let adjective = !english(r) && self.leads().is_some_and(|i| r.is(i, class::OF) || r.tokens[i].shape == Shape::Apostrophe);
        led && !(self.behind_hyphen() || adjective || name_follows && self.led(class::MONTH_BEFORE).is_none())
    }

    /// `T3`, `H1` alone: not H1 of a motorway or a visa, not the terminal T3, not an Audi Q3.
    pub(super) fn code(&self, point: &Point) -> bool {
        if point.within != Within::Undated {
            return true;
        }
        let r = self.reading;
        let first = &r.tokens[self.start];
        if first.shape == Shape::Word && !first.capitalized() {
            return false;
        }
        // Q1 and Q2
        let coded = |at: usize| r.is(at, class::PERIOD_CODE) && r.tokens.get(at + 1).is_some_and(|t| t.glued() && t.shape == Shape::Digits);
        let joins = |at: usize| r.is(at, class::AND) || r.is(at, class::DATE_TO) || r.mark(at) == ',';
        let behind = self.follows().is_some() && joins(self.end) && coded(self.end + 1);
        let ahead = self.leads().is_some_and(|i| joins(i) && i >= 2 && coded(i - 2));
        let led = self.led(class::CODE_BEFORE).is_some();
        let word = r.word_at(self.end, class::CODE_AFTER).is_some();
        (led || word || ahead || behind) && !self.counts()
    }

    /// `le 16`, `on the 16th`: French writes the bare number, English the ordinal.
    pub(super) fn day_of_month(&self) -> bool {
        let r = self.reading;
        let suffixed = self.end - self.start > 1;
        let form = suffixed == english(r) || suffixed && r.is(self.end - 1, class::ORDINAL_FIRST);
        let hyphened = self.follows().is_some_and(|t| t.shape == Shape::Hyphen && t.glued());
        // moins bon que le 1er: what is compared with is named before
        let compared = self.leads().and_then(|i| i.checked_sub(1)).is_some_and(|i| r.is(i, class::OFFSET_STOP) && !r.is(i, class::DATE_OF));
        form && !compared
            && !hyphened
            && !self.numbered()
            && self.led(class::DAY_BEFORE).is_some()
            && !self.word_follows()
            && !self.counts()
    }
}

impl Reading<'_> {
    /// Whether no row of a class starts at a token.
    pub(super) fn is_none_at(&self, at: usize, class: ClassId) -> bool {
        !self.is(at, class)
    }
}
