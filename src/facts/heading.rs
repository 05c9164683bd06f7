//! Headings that date the lines under them.

use super::sentence::Sentence;
use crate::document::Kind;
use crate::meaning::DateSpan;
use crate::mentions::Reading;
use crate::reading::tokens::PARAGRAPH;

/// The date that a heading gives to the lines under it: `2019 :` in a chronology.
#[derive(Debug, Default)]
pub(crate) struct Heading {
    pub(crate) date: Option<DateSpan>,
    /// Lines under the heading have begun.
    used: bool,
    /// It stands on the line that it dates.
    inline: bool,
}

impl Heading {
    /// A blank line ends what a heading dates, once it has dated something.
    pub(crate) fn enter(&mut self, r: &Reading<'_>, lo: usize) {
        let line = r.tokens[lo].is(crate::reading::tokens::LINE) && self.inline;
        if line || r.tokens[lo].is(PARAGRAPH) && self.used {
            *self = Heading::default();
        }
    }

    pub(crate) fn read(&mut self, s: &Sentence<'_>) {
        let first = s.placed.iter().find(|p| s.kind(**p) == Kind::Date && p.start <= s.lo + 2);
        let bare = first.filter(|p| {
            (s.lo..s.hi).all(|i| p.start <= i && i < p.end || s.text(i).len() <= 3 && !s.text(i).chars().any(char::is_alphanumeric))
        });
        let lead =
            first.filter(|p| matches!(s.r.tokens.get(p.end).filter(|_| p.end < s.hi).map(|t| t.text(s.r.text)), Some(":" | "–" | "—")));
        match bare.or(lead) {
            Some(p) => {
                self.date = s.mentions[p.mention].date().copied();
                self.used = bare.is_none();
                self.inline = bare.is_none();
            }
            None => self.used = true,
        }
    }
}
