//! Whose `we` is: the firm of the person interviewed, named where the text says who that is.

use super::about::bystander;
use super::parties::{Parties, Party};
use crate::dictionary::class;
use crate::document::{Kind, Mention};
use crate::mentions::Reading;
use crate::reading::lexemes::ClassSet;

/// An interview says within so many tokens whom it is with.
const OPENING: usize = 160;

/// The firm of whoever speaks: `Jane Doe founded X`, `directrice générale de X`, `X's boss`, `dirige X`; none where the text
/// has no questions.
pub(crate) fn firm(r: &Reading<'_>, mentions: &[Mention], parties: &Parties<'_>) -> Option<Party> {
    if questions(r) < QUESTIONS {
        return None;
    }
    let firms = mentions.iter().enumerate().filter(|(_, m)| m.kind == Kind::Company);
    for (i, m) in firms {
        let start = r.tokens.partition_point(|t| t.end <= m.span.start);
        let end = r.tokens.partition_point(|t| t.start < m.span.end);
        if start > OPENING {
            return None;
        }
        if let Some(e) = parties.of(i).filter(|e| !bystander(e) && e.sector != "media" && (led(r, start) || owned(r, end))) {
            return Some(e.clone());
        }
    }
    None
}

/// So many questions make an interview.
const QUESTIONS: usize = 3;

/// How many lines of a text are questions: others stand in columns too.
fn questions(r: &Reading<'_>) -> usize {
    let asks = |at: &usize| r.text[at + 1..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '»', '”', '"', '*']).starts_with(['\n', '\r']);
    memchr::memchr_iter(b'?', r.text.as_bytes()).filter(asks).take(QUESTIONS).count()
}

/// `Jane Doe founded`, `dirige`, `directrice générale de`: whether words before a name say that a person leads it.
fn led(r: &Reading<'_>, start: usize) -> bool {
    const LEADS: &ClassSet = &ClassSet::of(&[class::FOUND, class::LEADS_FIRM]);
    let near = start.saturating_sub(4)..start;
    let verb = |i: usize| {
        let here = r.lexemes.at(i).iter().any(|l| l.end as usize == start && LEADS.contains(l.class));
        here && r.lexemes.starts(i, LEADS)
    };
    let titled = |of: usize| r.word_before(of, class::COMPANY_TITLE).is_some_and(|(at, w)| w.value != "weak" && !former(r, at));
    near.clone().any(verb) || near.rev().filter(|i| r.is(*i, class::M_OF)).any(titled)
}

/// `X's founder`, `X boss Jane Doe`: whether words behind a name say so.
fn owned(r: &Reading<'_>, end: usize) -> bool {
    let title = |i: usize| r.word_at(i, class::COMPANY_TITLE).is_some_and(|(_, w)| w.value != "weak");
    (end..r.tokens.len().min(end + 4)).take_while(|i| !matches!(r.mark(*i), ',' | '.' | '?')).any(title)
}

/// `ancien directeur de`, `former head of`.
fn former(r: &Reading<'_>, title: usize) -> bool {
    title > 0 && r.is(title - 1, class::FORMERLY)
}
