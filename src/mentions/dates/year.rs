//! Whether four digits are a year, by what stands around them.

use super::around::Around;
use super::expression::{Point, Within};
use crate::dictionary::{Word, class};
use crate::reading::tokens::{LINE, Shape};

impl Around<'_> {
    pub(super) fn year(&self, point: &Point) -> bool {
        let Within::Year(year) = point.within else { return true };
        let r = self.reading;
        // 2008 accounts are counted, the 2023 accounts are not
        let next_free = r.word_at(self.end, class::YEAR_AFTER).is_some_and(|(_, w)| w.value == "free");
        let counts = self.counts() && !(next_free && self.led(class::YEAR_BEFORE).is_some());
        if counts || self.numbered() || self.address() {
            return false;
        }
        let likely = (1900..=2099).contains(&year);
        let next = self.follows();
        // 2019-built; but 2016-2018
        let hyphened = next.is_some_and(|t| t.shape == Shape::Hyphen && t.glued());
        let opens_range = hyphened && self.year_of(self.end + 1).is_some_and(|last| year < last);
        if hyphened && !opens_range && r.tokens.get(self.end + 1).is_some_and(|t| t.glued()) {
            return false;
        }
        let next_word = next.filter(|t| t.shape == Shape::Word && !t.is(LINE));
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
            let heading = next.is_none() || next.is_some_and(|t| t.is(LINE)) || matches!(r.mark(self.end), ':' | '–' | '—' | '|' | ')');
            return if likely { !plural } else { heading && (1500..=2199).contains(&year) && next.is_some() };
        };
        let before = &r.tokens[i];
        let glued = r.tokens[self.start].glued();
        if let Some((_, w)) = self.led(class::YEAR_BEFORE) {
            return match w.value {
                "strong" => likely || (1500..1900).contains(&year) || !lower_next,
                // for 2000 stores, but for 2030 stands
                "weak" | "event" => (likely || (1700..1900).contains(&year)) && !(plural && (year % 50 == 0 || !likely)),
                _ => false,
            };
        }
        if let Some((_, w)) = self.led(class::BOUND_BEFORE) {
            // around 2030, but not more than 2000
            return likely && year % 100 != 0 && !lower_next && matches!(w.value, "about" | "exact");
        }
        match before.shape {
            Shape::Word => {
                if !likely || glued {
                    return false;
                }
                // Peugeot 2008, Windows 2000; but Guidance 2025-2027, the London 2012 Games
                if before.capitalized() && !opens_range && !self.event_follows() && !self.event_named() && !self.cited() {
                    return false;
                }
                !(plural || lower_next && year % 100 == 0)
            }
            Shape::Digits => likely && !glued && self.year_of(i).is_some() && !plural,
            // mid-2024, post-2015; 2016-2018
            Shape::Hyphen if glued => {
                let word = [class::DATE_PART, class::PART_GLUED, class::YEAR_BEFORE].into_iter().any(|c| r.word_before(i, c).is_some());
                (likely && word || self.closes_range(i, year)) && !plural
            }
            Shape::Hyphen => (likely || self.closes_range(i, year)) && !plural,
            Shape::Apostrophe => likely && !plural,
            Shape::Other => match r.mark(i) {
                // (La cryptographie militaire, 1883)
                ',' if r.mark(self.end) == ')' => (1500..=2099).contains(&year),
                '(' | '[' => likely && !plural || r.tokens.get(self.end).is_some_and(|t| matches!(t.mark, ')' | ']' | '-' | '–')),
                '/' | '.' | '_' | '=' | '#' | '°' | '@' | '&' | '+' | '*' if glued => false,
                '$' | '€' | '£' | '¥' | '₹' => false,
                // Création : 1898
                ':' if [class::FOUND, class::N_FOUNDING].into_iter().any(|c| r.word_before(i, c).is_some())
                    && next.is_none_or(|t| t.is(LINE)) =>
                {
                    (1500..=2099).contains(&year)
                }
                ',' if glued && i > 0 && r.tokens[i - 1].shape == Shape::Digits => false,
                _ => likely && !plural,
            },
        }
    }

    /// `1752-1807`: an earlier year stands before the hyphen at `i`.
    fn closes_range(&self, i: usize, year: i32) -> bool {
        let first = i.checked_sub(1).and_then(|first| self.year_of(first));
        first.is_some_and(|first| first < year && year - first <= 200)
    }

    /// The year that the four digits of a token can be.
    fn year_of(&self, at: usize) -> Option<i32> {
        let t = self.reading.tokens.get(at).filter(|t| t.shape == Shape::Digits && t.end - t.start == 4)?;
        t.text(self.reading.text).parse().ok().filter(|y| (1500..=2150).contains(y))
    }

    /// `the London 2012 Games`: the noun of an event right behind, or one word behind.
    fn event_follows(&self) -> bool {
        let r = self.reading;
        let event = |i: usize| r.is(i, class::YEAR_BEFORE) && r.tokens[i].capitalized();
        let round = r.token_text(self.start).ends_with("00");
        // the Russell 2000 Index
        !round && self.follows().is_some_and(|t| t.capitalized() && !t.is(LINE)) && (event(self.end) || event(self.end + 1))
    }

    /// `the Farnborough Airshow 2024`, `le salon SIAL 2024`, `le Tour d'Italie 2010`: the noun of an event in front of its
    /// name or within.
    fn event_named(&self) -> bool {
        let r = self.reading;
        let round = r.token_text(self.start).ends_with("00");
        let joins = |i: usize| r.tokens[i].shape == Shape::Apostrophe || r.tokens[i].len <= 3 && r.tokens[i].caps == 0;
        let named = |i: &usize| (r.tokens[*i].capitalized() || joins(*i)) && r.sentence_of[*i] == r.sentence_of[self.start];
        let noun = |end: usize| r.word_before(end, class::YEAR_BEFORE).map(|(_, w)| w);
        let within = |w: Word<'_>| w.value == "event" || w.value == "weak" && w.surface().starts_with(char::is_uppercase);
        let mut name = (self.start.saturating_sub(5)..self.start).rev().take_while(named).filter(|i| !joins(*i));
        let mut first = self.start;
        let inside = name.any(|i| {
            first = i;
            noun(i + 1).is_some_and(within)
        });
        !round && (inside || first < self.start && noun(first).is_some_and(|w| w.value == "event"))
    }

    /// `(Baron & Weiss 2014; Moreau 2010)`: a work by its authors.
    fn cited(&self) -> bool {
        let r = self.reading;
        let sentence = r.sentence_of[self.start];
        let open = (self.start.saturating_sub(30)..self.start).rev().take_while(|i| r.sentence_of[*i] == sentence && r.mark(*i) != ')');
        let Some(open) = open.into_iter().find(|i| r.mark(*i) == '(') else { return false };
        let page = r.mark(self.end) == ',' && r.tokens.get(self.end + 1).is_some_and(|t| t.shape == Shape::Digits);
        let several = (open..self.start).any(|i| matches!(r.mark(i), ';' | '&')) || r.mark(self.end) == ';';
        (page || several) && matches!(r.mark(self.end), ')' | ';' | ',')
    }

    /// Whether what is read is the number or the name of a street: `2019 Elm Street`, `rue du 8 mai 1945`.
    pub(super) fn address(&self) -> bool {
        let r = self.reading;
        let Some(lead) = self.leads() else { return false };
        if r.word_before(self.start, class::STREET_BEFORE).is_some() {
            return true;
        }
        // in 2019 Wall Street fell
        let dated = self.led(class::YEAR_BEFORE).is_some_and(|(_, w)| w.value == "strong") || r.is(lead, class::DATE_THE);
        let follows = |i: usize| r.tokens.get(i).filter(|t| !t.is(LINE) && r.sentence_of[i] == r.sentence_of[self.start]);
        let months = self.end - self.start > 1;
        let first = self.end + usize::from(r.mark(self.end) == ',' && !months);
        for at in first..first + 3 {
            if follows(at).is_none() {
                return false;
            }
            if r.is(at, class::STREET_AFTER) {
                return !dated;
            }
            if months || !r.tokens[at].capitalized() {
                return false;
            }
        }
        false
    }
}
