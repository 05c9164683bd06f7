//! The tense of the clause that a date stands in, as far as it settles whether an undated month is past or to come.
//!
//! The finite verb nearest before the date tells (`a annoncé qu'il ouvrira en mai`), or the nearest one behind where none
//! stands before (`En mai, il ouvrira`). Verbs are word rows and endings; there is no parser.

use crate::dictionary::class;
use crate::mentions::reading::Reading;
use crate::reading::tokens::{LINE, Shape};

/// What the verbs around a date say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    /// No verb that is known.
    Unknown,
}

/// What one word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Past,
    Present,
    Future,
    /// `lancé`, `launched`: past, unless an auxiliary before it says otherwise.
    Participle,
    /// `have`: past with a participle behind it, unless a future stands before (`will have sold`).
    Perfect,
    /// `être`, `be`: the auxiliary before it says.
    Infinitive,
    Neutral,
}

/// How far verbs are looked for.
const REACH: usize = 40;

/// The tense of the clause around the tokens `start..end`.
pub(super) fn around(reading: &Reading<'_>, start: usize, end: usize) -> Tense {
    let agenda = reading.tokens.get(end).is_some_and(|t| t.mark == ':') && opens(reading, start);
    if agenda {
        return Tense::Future;
    }
    // `Wednesday's close`: what it is of has no part in the clause before
    let possessive = reading.is(end, class::POSSESSIVE_MARK) || reading.is(end + 1, class::POSSESSIVE_MARK) && reading.tokens[end].glued();
    let by_verb = match if possessive { Tense::Unknown } else { before(reading, start) } {
        Tense::Unknown => behind(reading, end),
        t => t,
    };
    match by_verb {
        Tense::Unknown | Tense::Present if reading.word_before(start, class::FUTURE_BEFORE).is_some() => Tense::Future,
        t => t,
    }
}

/// Whether a verb of the past stands within a few words of the tokens.
pub(super) fn past_close(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let sentence = reading.sentence_of[start];
    let past = |i: usize| {
        let said = reading.word_before(i + 1, class::TENSE).map(|(_, w)| named(w.value)).or_else(|| by_ending(reading, i));
        reading.sentence_of[i] == sentence && matches!(said, Some(Cue::Past | Cue::Participle))
    };
    (start.saturating_sub(4)..start).any(past) || (end..(end + 4).min(reading.tokens.len())).any(past)
}

/// Whether a token opens its sentence or line.
fn opens(reading: &Reading<'_>, at: usize) -> bool {
    at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[at] || reading.tokens[at].is(LINE)
}

fn before(reading: &Reading<'_>, start: usize) -> Tense {
    let sentence = reading.sentence_of[start];
    let mut participle = None;
    // words of a phrase already read
    let mut skip = start;
    for i in (start.saturating_sub(REACH)..start).rev() {
        if reading.sentence_of[i] != sentence || matches!(reading.mark(i), ';' | '•') {
            break;
        }
        // an auxiliary stands close before its participle
        if participle.is_some_and(|p: usize| p - i > 5) {
            return Tense::Past;
        }
        if i >= skip {
            continue;
        }
        let phrase = reading.word_before(i + 1, class::TENSE);
        if let Some((first, _)) = phrase {
            skip = first;
        }
        match phrase.map(|(_, w)| named(w.value)).or_else(|| by_ending(reading, i)) {
            Some(Cue::Past) => return Tense::Past,
            Some(Cue::Future) => return Tense::Future,
            Some(Cue::Present) if participle.is_none() => return Tense::Present,
            Some(Cue::Present) => return Tense::Past,
            Some(Cue::Participle) if participle.is_none() => participle = Some(i),
            Some(Cue::Perfect) if participle.is_some() => participle = Some(i),
            Some(Cue::Infinitive) => participle = None,
            _ => {}
        }
    }
    if participle.is_some() { Tense::Past } else { Tense::Unknown }
}

fn behind(reading: &Reading<'_>, end: usize) -> Tense {
    let Some(sentence) = end.checked_sub(1).map(|i| reading.sentence_of[i]) else { return Tense::Unknown };
    let mut skip = end;
    for i in end..reading.tokens.len().min(end + REACH) {
        if reading.sentence_of[i] != sentence || matches!(reading.mark(i), ';' | '•') {
            break;
        }
        if i < skip {
            continue;
        }
        let phrase = reading.word_at(i, class::TENSE);
        if let Some((end, _)) = phrase {
            skip = end;
        }
        match phrase.map(|(_, w)| named(w.value)).or_else(|| by_ending(reading, i)) {
            Some(Cue::Past | Cue::Participle) => return Tense::Past,
            Some(Cue::Future) => return Tense::Future,
            Some(Cue::Present) => return Tense::Present,
            _ => {}
        }
    }
    Tense::Unknown
}

/// The value of a `tense` row.
fn named(value: &str) -> Cue {
    match value {
        "past" => Cue::Past,
        "present" => Cue::Present,
        "future" => Cue::Future,
        "participle" => Cue::Participle,
        "perfect" => Cue::Perfect,
        "infinitive" => Cue::Infinitive,
        _ => Cue::Neutral,
    }
}

/// What the ending of a word says that has no row.
fn by_ending(reading: &Reading<'_>, i: usize) -> Option<Cue> {
    let token = &reading.tokens[i];
    // a name that ends like a verb is none
    if token.shape != Shape::Word || token.len < 5 || token.capitalized() && !token.all_caps() {
        return None;
    }
    let text = reading.token_text(i);
    reading.lexicon.rows(class::TENSE_ENDING).find(|w| text.ends_with(w.surface)).map(|w| named(w.value))
}
