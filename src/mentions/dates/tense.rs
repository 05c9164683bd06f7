//! The tense of the clause that a date stands in, as far as it settles whether an undated month is past or to come.
//!
//! The finite verb nearest before the date tells (`a annoncé qu'il ouvrira en mai`), or the nearest one behind where none
//! stands before (`En mai, il ouvrira`). Verbs are word rows and endings; there is no parser.

use crate::dictionary::class;
use crate::mentions::reading::Reading;
use crate::reading::tokens::Shape;

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
    /// `être`, `be`: the auxiliary before it says.
    Infinitive,
    Neutral,
}

/// How far verbs are looked for.
const REACH: usize = 40;

/// The tense of the clause around the tokens `start..end`.
pub(super) fn around(reading: &Reading<'_>, start: usize, end: usize) -> Tense {
    let by_verb = match before(reading, start) {
        Tense::Unknown => behind(reading, end),
        t => t,
    };
    match by_verb {
        Tense::Unknown | Tense::Present if reading.word_before(start, class::FUTURE_BEFORE).is_some() => Tense::Future,
        t => t,
    }
}

fn before(reading: &Reading<'_>, start: usize) -> Tense {
    let sentence = reading.sentence_of[start];
    let mut participle = None;
    for i in (start.saturating_sub(REACH)..start).rev() {
        if reading.sentence_of[i] != sentence || matches!(reading.token_text(i), ";" | "•") {
            break;
        }
        // an auxiliary stands close before its participle
        if participle.is_some_and(|p: usize| p - i > 5) {
            return Tense::Past;
        }
        match cue(reading, i) {
            Some(Cue::Past) => return Tense::Past,
            Some(Cue::Future) => return Tense::Future,
            Some(Cue::Present) if participle.is_none() => return Tense::Present,
            Some(Cue::Present) => return Tense::Past,
            Some(Cue::Participle) if participle.is_none() => participle = Some(i),
            Some(Cue::Infinitive) => participle = None,
            _ => {}
        }
    }
    if participle.is_some() { Tense::Past } else { Tense::Unknown }
}

fn behind(reading: &Reading<'_>, end: usize) -> Tense {
    let Some(sentence) = end.checked_sub(1).map(|i| reading.sentence_of[i]) else { return Tense::Unknown };
    for i in end..reading.tokens.len().min(end + REACH) {
        if reading.sentence_of[i] != sentence || matches!(reading.token_text(i), ";" | "•") {
            break;
        }
        match cue(reading, i) {
            Some(Cue::Past | Cue::Participle) => return Tense::Past,
            Some(Cue::Future) => return Tense::Future,
            Some(Cue::Present) => return Tense::Present,
            _ => {}
        }
    }
    Tense::Unknown
}

fn cue(reading: &Reading<'_>, i: usize) -> Option<Cue> {
    let token = &reading.tokens[i];
    if token.shape != Shape::Word {
        return None;
    }
    if let Some((_, w)) = reading.word_at(i, class::TENSE) {
        return Some(match w.value.as_str() {
            "past" => Cue::Past,
            "present" => Cue::Present,
            "future" => Cue::Future,
            "participle" => Cue::Participle,
            "infinitive" => Cue::Infinitive,
            _ => Cue::Neutral,
        });
    }
    // a name that ends like a verb is none
    if token.len < 5 || token.capitalized() && !token.all_caps() {
        return None;
    }
    let text = reading.token_text(i);
    let ending = reading.lexicon.rows(class::TENSE_ENDING).find(|w| text.ends_with(w.surface.as_str()))?;
    Some(match ending.value.as_str() {
        "future" => Cue::Future,
        "participle" => Cue::Participle,
        "neutral" => Cue::Neutral,
        _ => Cue::Past,
    })
}
