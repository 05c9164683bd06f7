//! What dates are counted from: the date just named, the period an article reports on, the heading above.

use super::calendar::move_span;
use super::expression::{Name, Shift, Unit, Within};
use super::place::Place;
use super::resolve::Placed;
use super::tense::{self, Tense};
use crate::dictionary::class;
use crate::meaning::{DateSpan, Precision};
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::{LINE, PARAGRAPH, Shape};
use chrono::Datelike;

impl Place<'_> {
    /// The date just named that a unit is counted from: nearest, but years are not counted from days where a longer date
    /// stands close (`said on Tuesday that revenue in the third quarter … a year earlier`).
    pub(super) fn named(&self, unit: Unit, by: i32) -> Option<DateSpan> {
        let here = self.reading.sentence_of[self.start];
        let close = |p: &&Placed| here - self.reading.sentence_of[p.start] <= 2;
        let long = |p: &&Placed| p.span.ends >= Precision::Month;
        // the period that an article reports on holds for all of it
        let reported = |p: &&Placed| {
            let days = (p.span.to - p.span.from).num_days();
            matches!(p.span.precision, Precision::Part | Precision::Range) && (85..=300).contains(&days) && p.span.from.day() == 1
        };
        // Cinq ans après, X emploie 30 personnes: not after the day that the article is of
        let today = self.today();
        let own = |p: &Placed| by > 0 && p.span.from == p.span.to && today == Some(p.span.from);
        let nearest = self.before.iter().rev().filter(close).filter(|p| !own(p));
        let found = if unit.months().is_some() {
            nearest.clone().find(long).or_else(|| self.before.iter().rev().find(reported)).or_else(|| nearest.clone().next())
        } else {
            nearest.clone().find(|p| p.span.from == p.span.to).or_else(|| nearest.clone().next())
        };
        // `quatre ans plus tard` counts from no day of writing, but `a year earlier` may, and so may what a text opens with
        let written = self.today().map(DateSpan::day).or(self.reading.written).filter(|_| here == 0 || by < 0 && unit.months().is_some());
        found.map(|p| p.span).or(written)
    }

    /// As long as the date just named, in another year.
    pub(super) fn same(&self, within: Within) -> Option<DateSpan> {
        let here = self.reading.sentence_of[self.start];
        let named = self
            .before
            .iter()
            .rev()
            .filter(|p| here - self.reading.sentence_of[p.start] <= 6)
            .find(|p| p.span.ends >= Precision::Month && p.span.precision < Precision::Decade)?
            .span;
        let year = named.to.year();
        let by = match within {
            Within::Shift(Shift { named: true, by, unit }) => return move_span(named, by, unit),
            Within::Shift(Shift { named: false, by, unit: Unit::Year }) => {
                let target = self.now()?.year() + by;
                if target >= year && by < 0 { -1 } else { target - year }
            }
            Within::Year(y) => y - year,
            _ => return None,
        };
        move_span(named, by, Unit::Year)
    }

    /// The year that what stands around gives an undated month or day: a heading, or a dated day just before.
    pub(super) fn year_around(&self, name: Name) -> Option<i32> {
        if let Some(p) = self.before.iter().rev().find(|p| self.is_heading(p))
            && self.under(p)
            && p.span.from.year() == p.span.to.year()
        {
            return Some(p.span.from.year());
        }
        let here = self.reading.sentence_of[self.start];
        // shares at their lowest since November 2023: a date to compare with tells no story
        let compared =
            |p: &&Placed| self.reading.word_before(p.start, class::DATE_FROM).is_some() || self.reading.is(p.start, class::DATE_FROM);
        let last = self.before.last().filter(|p| here - self.reading.sentence_of[p.start] <= 2 && !compared(p))?;
        let year = last.span.from.year();
        match self.now() {
            None => (last.span.from.year() == last.span.to.year()).then_some(year),
            // a story told by days of another year
            Some(now) => {
                let told = year < now.year() - 1 && last.span.ends <= Precision::Month && last.span.precision != Precision::Range;
                // En mars 2022, il a vendu. En novembre, il lancera: what is to come is of no such story
                let story = || tense::around(self.reading, self.start, self.end) != Tense::Future;
                (told && matches!(name, Name::Day(..) | Name::Month(_)) && story()).then_some(year)
            }
        }
    }

    /// `fourth-quarter and full-year 2023 results`: the year that stands with the period behind.
    pub(super) fn year_behind(&self, name: Name) -> Option<i32> {
        if !matches!(name, Name::Quarter(_) | Name::Half(_) | Name::FirstMonths(_)) {
            return None;
        }
        let r = self.reading;
        let joined = |i: usize| r.is(i, class::AND) && r.sentence_of[i] == r.sentence_of[self.start];
        if self.end >= r.tokens.len() || !joined(self.end) {
            return None;
        }
        let parts = [
            class::DATE_OF,
            class::DATE_THE,
            class::FISCAL,
            class::FISCAL_CODE,
            class::ORDINAL,
            class::DATE_UNIT,
            class::DATE_UNITS,
            class::PERIOD_CODE,
            class::DAY,
            class::ORDINAL_SUFFIX,
            class::NUMBER,
        ];
        let mut at = self.end + 1;
        while at < r.tokens.len() && at < self.end + 10 {
            if let Some(Lexeme { sense: Sense::Digits(year), .. }) = r.lexemes.longest(at, class::YEAR) {
                return i32::try_from(*year).ok();
            }
            let hyphen = r.tokens[at].shape == Shape::Hyphen;
            at = match parts.into_iter().filter_map(|c| r.lexemes.longest(at, c)).map(|l| l.end as usize).max() {
                Some(end) => end,
                None if hyphen => at + 1,
                None => return None,
            };
        }
        None
    }

    /// A year that opens its line.
    fn is_heading(&self, p: &Placed) -> bool {
        p.span.ends == Precision::Year && self.reading.tokens[p.start].is(LINE)
    }

    /// Whether the date stands under the heading: in its line; behind `2019 :` in its paragraph; in the paragraph below a
    /// heading that has its line to itself.
    fn under(&self, heading: &Placed) -> bool {
        let tokens = self.reading.tokens;
        let mut at = heading.end;
        let colon = at < self.start && matches!(self.reading.mark(at), ':' | '–' | '—' | '-' | '|' | '.');
        if colon {
            at += 1;
        }
        let breaks = |flag| (at..=self.start).filter(|i| tokens[*i].is(flag)).count();
        let alone = tokens.get(at).is_some_and(|t| t.is(LINE));
        if alone { breaks(PARAGRAPH) <= usize::from(tokens[at].is(PARAGRAPH)) } else { breaks(if colon { PARAGRAPH } else { LINE }) == 0 }
    }
}
