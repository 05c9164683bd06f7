//! Titles of portraits: lines that say that what follows are the dates and figures of the one whom they name: `Velk en quelques
//! dates`, `Velk at a glance`, `Fiche : Velk`, `Velk (isolation, Nancy)` over its sales and staff.

use super::cues::{Evidence, Sighting, Target};
use super::extent;
use super::page::Page;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::Shape;

/// Tokens of a title.
const TITLE: usize = 14;

/// Tokens behind a title in which figures of a firm are looked for.
const PORTRAIT: usize = 160;

/// Tokens of a line that starts with the label of a figure: `Chiffre d'affaires 2024 :`.
const LABEL: usize = 8;

/// The firm of the title that starts at a token.
pub(super) fn titled(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let n = page.tokens().len();
    let Some(next) = (at + 1..n.min(at + TITLE)).find(|i| page.line_starts(*i)) else { return };
    let told = behind(page, at, next).or_else(|| before(page, at)).or_else(|| bracketed(page, at, next));
    let Some((start, end, name)) = told.or_else(|| chronicle(page, at, next)) else { return };
    let target = match page.candidate(name) {
        Some((i, c)) if c.start == name => Some(Target::Candidate(i)),
        Some(_) => None,
        None => extent::from(page, name).map(Target::Unknown),
    };
    let Some(target) = target else { return };
    let past = match target {
        Target::Unknown(x) => x.end,
        Target::Candidate(c) => page.candidates[c].end,
    };
    // Le Tour de France en chiffres, Brexit: the facts
    let other = [class::COMMON_WORD, class::PLACE, class::DEMONYM, class::OTHER_NAME, class::AFFAIR, class::CALENDAR_NAME];
    let thing = other.iter().any(|c| page.is(name, *c)) && past == name + 1 || page.is(name, class::AFFAIR);
    let reaches = name < end || page.line_starts(past) || page.mark(past) == '?';
    // Emmanuel Tarrant en six dates: only a firm's portrait tells of staff and results
    let person = page.given_name(name).is_some_and(|end| end < past);
    if !thing && reaches && figures(page, next, person) {
        let e = Evidence { cue: "portrait", confidence: 0.82, start, end, word: None, kind: Kind::Company, sure: true };
        out.push(Sighting { target, evidence: e });
    }
}

/// `Velk en six dates`, `Velk, repères`, `Velk: key facts`: the words that end a title, and where its name starts.
fn behind(page: &Page<'_>, at: usize, next: usize) -> Option<(usize, usize, usize)> {
    let ends = |i: usize| {
        page.reading.word_at(i, class::PORTRAIT).is_some_and(|(end, w)| w.value == "behind" && (end == next || page.mark(end) == '|'))
    };
    let start = (at + 1..next).find(|i| ends(*i))?;
    let mark = usize::from(matches!(page.mark(start - 1), ',' | ':' | '–' | '—' | '-'));
    let past = match page.candidate(at) {
        Some((_, c)) => c.end,
        None => extent::from(page, at)?.end,
    };
    (past + mark == start).then_some((start, next, at))
}

/// `Fiche : Velk`, `Les chiffres de Velk`, `Qui est Velk ?`: the words that open a title, and where its name starts.
fn before(page: &Page<'_>, at: usize) -> Option<(usize, usize, usize)> {
    let (end, w) = page.reading.word_at(at, class::PORTRAIT)?;
    let colon = page.mark(end) == ':';
    let led = w.value == "before" || w.value == "label" && colon;
    let name = end + usize::from(colon);
    let elided = usize::from(page.tokens().get(name)?.shape == Shape::Apostrophe);
    led.then_some((at, end, name + elided))
}

/// `Velk (isolation, Nancy)`: a name and a bracket alone, over a line that starts with a label.
fn bracketed(page: &Page<'_>, at: usize, next: usize) -> Option<(usize, usize, usize)> {
    let x = extent::from(page, at).filter(|_| page.mark(next - 1) == ')')?;
    let labelled = (next + 1..page.tokens().len().min(next + LABEL)).take_while(|i| !page.line_starts(*i)).any(|i| page.mark(i) == ':');
    (page.mark(x.end) == '(' && labelled).then_some((x.end, x.end, at))
}

/// `Velk Doors: from shed to national supplier` over lines that start with dates.
fn chronicle(page: &Page<'_>, at: usize, next: usize) -> Option<(usize, usize, usize)> {
    let x = extent::from(page, at).filter(|_| page.candidate(at).is_none())?;
    let n = page.tokens().len();
    let dated = |i: usize| page.past_date(i) > i && page.quantity_over(i);
    let second = (next + 1..n.min(next + PORTRAIT)).find(|i| page.line_starts(*i))?;
    let headed = matches!(page.mark(x.end), ':' | ',' | '–' | '—') || x.end == next;
    (headed && second < n && dated(next) && dated(second)).then_some((x.end, x.end, at))
}

/// Whether lines behind a title tell what only firms have: results, people whom they employ, capital that they raise.
fn figures(page: &Page<'_>, next: usize, person: bool) -> bool {
    let until = page.tokens().len().min(next + PORTRAIT);
    let own = page.people_between(next, until) || page.spoken_of(next, until, class::RESULT);
    let told = [class::N_FOUNDING, class::FOUND, class::COMPANY_OBJECT, class::COMPANY_NOUN];
    let firm = |i: usize| page.candidate(i).is_some_and(|(_, c)| page.certain(i) && !page.names.form(c.form).product);
    own || !person && (next..until).any(|i| told.iter().any(|c| page.is(i, *c)) || firm(i))
}
