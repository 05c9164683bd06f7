//! The date an article was written, as its own first lines state it: `Publié le 3 juin 2024 à 17h02`,
//! `LONDON, Nov 14 (Reuters) -`, `By Jane Roe | 12 June 2025`.
//!
//! The dates themselves are read by the same rules as everywhere; here only their place in the line is judged. Words of
//! publication, update and byline are rows of the dictionaries.

use super::{Drafts, Grammar, Reading};
use crate::dictionary::class;
use crate::document::Mention;
use crate::meaning::{DateSpan, Precision};
use crate::reading::tokens::{LINE, Shape, Token};
use chrono::NaiveDate;

/// Lines, tokens and bytes that can hold it.
const LINES: usize = 12;
const TOKENS: usize = 400;
const BYTES: u32 = 2500;

/// Most tokens between the start of a line and the date of a dateline.
const BEFORE: usize = 14;

/// Most tokens of the date itself.
const REACH: usize = 8;

/// What the first lines say.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// When the article was written.
    pub(crate) published: Option<DateSpan>,
    /// When the page was last changed: dates no article, but days without a year or month may be counted from it.
    pub(crate) updated: Option<DateSpan>,
}

/// How a date stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Behind a word that says so.
    Published,
    /// Behind a word that says otherwise.
    Updated,
    /// Between the start of the line, place or author, and a mark that closes the dateline.
    Dateline,
    /// Alone in its line.
    Alone,
}

/// Looks for the date in the first lines. `hint` (a date in the file's name) gives the year to a dateline that has none.
pub(crate) fn find(reading: &Reading<'_>, grammars: &[Grammar; 2], drafts: &Drafts, hint: Option<NaiveDate>) -> Written {
    let end = head(reading);
    if end == 0 || !reading.tokens[..end].iter().any(|t| t.shape == Shape::Digits) {
        return Written::default();
    }
    let tokens = &reading.tokens[..end];
    let lines = lines(reading, end);
    if lines.is_empty() {
        return Written::default();
    }
    let head = Reading { tokens, written: None, prefer_future: false, ..*reading };
    let dates = |written: Option<NaiveDate>| {
        let found = drafts.dates(&Reading { written: written.map(DateSpan::day), ..head }, grammars, &lines);
        found.into_iter().filter_map(|m| role(&head, &m).map(|r| (r, m))).collect::<Vec<_>>()
    };
    let first = dates(None);
    let of = |role: Role| move |(r, m): &(Role, Mention)| if *r == role { m.date().copied() } else { None };
    let updated = first.iter().find_map(of(Role::Updated));
    let day = |d: &DateSpan| d.precision == Precision::Day;
    // two days that stand alone are the headings of a chronology
    let mut alone = first.iter().filter_map(of(Role::Alone)).filter(day);
    let heading = alone.next().filter(|a| alone.all(|b| b == *a));
    let stated = first.iter().find_map(of(Role::Published));
    let published = stated.or_else(|| first.iter().filter_map(of(Role::Dateline)).find(day)).or(heading).or_else(|| {
        // a dateline without a year: the last such day before a date the page states elsewhere
        let open = first.iter().find(|(r, m)| matches!(r, Role::Dateline | Role::Published) && m.date().is_none())?;
        let known = updated.map(|d| d.to).or(hint).or_else(|| copyright(reading))?;
        let again = dates(Some(known));
        let (_, m) = again.iter().find(|(_, m)| m.span == open.1.span)?;
        m.date().copied().filter(day)
    });
    Written { published, updated: updated.filter(day) }
}

/// The parts of the first lines that can hold the date: digits near the start of a line, or behind a word of publication.
fn lines(reading: &Reading<'_>, end: usize) -> Vec<std::ops::Range<usize>> {
    let tokens = &reading.tokens[..end];
    let mut out = Vec::new();
    let mut start = 0;
    while start < end {
        let next = (start + 1..end).find(|i| tokens[*i].is(LINE)).unwrap_or(end);
        let near = (start + BEFORE + REACH).min(next);
        let digits = tokens[start..near].iter().any(|t| t.shape == Shape::Digits);
        let says = (start..next).any(|i| reading.is(i, class::PUBLISHED) || reading.is(i, class::UPDATED));
        if says {
            out.push(start..next);
        } else if digits {
            out.push(start..near);
        }
        start = next;
    }
    out
}

/// One past the last token of the first lines, where no word of several tokens is cut.
fn head(reading: &Reading<'_>) -> usize {
    let tokens = reading.tokens;
    let mut lines = 0;
    let mut end = tokens.len().min(TOKENS);
    for (i, t) in tokens.iter().enumerate().take(end) {
        lines += usize::from(t.is(LINE));
        if lines > LINES || t.start > BYTES {
            end = i;
            break;
        }
    }
    let cut = |end: usize| (end.saturating_sub(12)..end).any(|i| reading.lexemes.at(i).iter().any(|l| l.end as usize > end));
    while end > 0 && cut(end) {
        end -= 1;
    }
    end
}

/// The end of the year of a copyright line at the end of the text: `© 2024 Reuters`.
fn copyright(reading: &Reading<'_>) -> Option<NaiveDate> {
    let n = reading.tokens.len();
    let marks = (n.saturating_sub(120)..n).filter(|i| reading.is(*i, class::UPDATED));
    let years = marks.flat_map(|i| i + 1..(i + 5).min(n)).filter(|i| reading.is(*i, class::YEAR));
    let year = years.filter_map(|i| reading.token_text(i).parse::<i32>().ok()).next()?;
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// The role of a date in its line; `None` for one of a running text.
fn role(head: &Reading<'_>, mention: &Mention) -> Option<Role> {
    let tokens = head.tokens;
    if !mention.span.of(head.text).bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let first = tokens.partition_point(|t| t.start < mention.span.start);
    let at = (first..tokens.len()).find(|i| matches!(tokens[*i].shape, Shape::Word | Shape::Digits))?;
    let end = tokens.partition_point(|t| t.start < mention.span.end);
    let line = (0..=at).rev().find(|i| tokens[*i].is(LINE)).unwrap_or(0);
    let segment = (line..at).rev().find(|i| matches!(tokens[*i].mark, '|' | '·' | '•' | '(')).map_or(line, |i| i + 1);
    // the word that says what date it is stands before it in its part of the line, with little between
    for w in (segment.max(at.saturating_sub(9))..at).rev() {
        let starting = |c| if head.lexemes.may_have(w, c) { head.lexemes.at(w) } else { &[] };
        let ends = |c| starting(c).iter().filter(|l| l.class == c && l.end as usize <= at).map(|l| l.end as usize).max();
        if ends(class::UPDATED).is_some() {
            return Some(Role::Updated);
        }
        if let Some(e) = ends(class::PUBLISHED) {
            let opens = w == segment || tokens[w].capitalized();
            let words = tokens[e..at].iter().filter(|t| t.shape == Shape::Word).count();
            if opens && words <= 2 {
                return Some(Role::Published);
            }
        }
    }
    let (open, start) = opens(head, line, at)?;
    let closed = closes(head, end)?;
    // `3 juin 2019 :` heads a part of a chronology
    let alone = start && closed == Close::Line;
    if start && closed == Close::Colon || !open {
        return None;
    }
    Some(if alone { Role::Alone } else { Role::Dateline })
}

/// Whether what stands between the start of the line and the date is place, agency or author; and whether there is nothing.
fn opens(head: &Reading<'_>, line: usize, at: usize) -> Option<(bool, bool)> {
    let tokens = head.tokens;
    let mut before = at;
    while before > line && tokens[before - 1].shape == Shape::Word && head.is(before - 1, class::DATELINE_WORD) {
        before -= 1;
    }
    // a weekday that the date's rule did not take
    if before > line && before == line + 1 && tokens[line].shape == Shape::Word && tokens[line].capitalized() && before == at {
        return Some((true, false));
    }
    if before == line {
        return Some((true, true));
    }
    if before - line > BEFORE {
        return None;
    }
    let mark = tokens[before - 1];
    let separated = mark.shape == Shape::Hyphen || matches!(mark.mark, ',' | '–' | '—' | '|' | '·' | '•' | '(' | ')' | '/' | ':');
    if !separated {
        return None;
    }
    let authored = head.is(line, class::BYLINE);
    let names = tokens[line..before].iter().all(|t| t.shape != Shape::Word || t.capitalized() || authored || t.len <= 3);
    Some((names, false))
}

/// What stands behind a date that is no part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    Line,
    Colon,
    Mark,
}

/// What stands behind the date, perhaps after a time of day; `None` if a sentence goes on.
fn closes(head: &Reading<'_>, end: usize) -> Option<Close> {
    let tokens = head.tokens;
    let ends_line = |i: usize| tokens.get(i).is_none_or(|t: &Token| t.is(LINE));
    if ends_line(end) {
        return Some(Close::Line);
    }
    // a time: a few short tokens with digits, `à 17h02`, `, 17 h 45`, `at 9:12 am GMT`
    let timed = (end..tokens.len().min(end + 9)).take_while(|i| !ends_line(*i)).take_while(|i| {
        let t = &tokens[*i];
        t.shape == Shape::Digits && t.len <= 2 || t.len <= 4 && t.shape == Shape::Word || matches!(t.mark, ',' | ':' | '.' | '@')
    });
    let has_digits = |from: usize, to: usize| tokens[from..to].iter().any(|t| t.shape == Shape::Digits);
    let after = timed.last().map_or(end, |i| i + 1);
    if after > end && has_digits(end, after) && ends_line(after) {
        return Some(Close::Line);
    }
    let mark = |i: usize| {
        let t = tokens.get(i)?;
        match t.mark {
            ':' => Some(Close::Colon),
            '–' | '—' | '(' | '|' | '·' | '•' | '/' | ')' | '.' => Some(Close::Mark),
            _ if t.shape == Shape::Hyphen => Some(Close::Mark),
            _ => None,
        }
    };
    if let Some(m) = mark(end) {
        return Some(m);
    }
    if after > end && has_digits(end, after) { mark(after) } else { None }
}
