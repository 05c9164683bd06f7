//! What the words around an amount say of it: bound and per.

use super::reading::Reading;
use crate::dictionary::class;
use crate::meaning::{Amount, Bound};

/// Reads the bound words before `start` and behind `end` into an amount that is not yet bound otherwise.
pub(crate) fn bind(reading: &Reading<'_>, start: usize, end: usize, amount: &mut Amount) {
    if !matches!(amount.bound, Bound::Exact | Bound::About) {
        return;
    }
    if let Some(b) = before(reading, start).or_else(|| behind(reading, end)) {
        amount.bound = b;
    }
}

/// `plus de`, `more than the`, `la barre des`: a bound word, with words between that do not count.
fn before(reading: &Reading<'_>, start: usize) -> Option<Bound> {
    let mut at = start;
    for _ in 0..4 {
        if at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[start] {
            return None;
        }
        if let Some((_, w)) = reading.word_before(at, class::BOUND_BEFORE) {
            return Bound::parse(&w.value);
        }
        at = reading.word_before(at, class::BOUND_SKIP)?.0;
    }
    None
}

/// `5 millions au moins`, `$2m or more`, `$1bn-plus`.
fn behind(reading: &Reading<'_>, end: usize) -> Option<Bound> {
    let same = |at: usize| at < reading.tokens.len() && reading.sentence_of[at] == reading.sentence_of[end - 1];
    let free = (end..end + 2).take_while(|at| same(*at)).find(|at| reading.is(*at, class::BOUND_AFTER))?;
    if free > end && reading.tokens[end].shape != crate::reading::tokens::Shape::Hyphen && reading.token_text(end) != "(" {
        return None;
    }
    let (_, w) = reading.word_at(free, class::BOUND_AFTER)?;
    Bound::parse(&w.value)
}

/// Reads `par action`, `a share`, `/mois`, `per user per month` behind `end`: units joined by `/`, and one past their last
/// token.
pub(crate) fn per(reading: &Reading<'_>, end: usize) -> Option<(String, usize)> {
    let mut units: Vec<&str> = Vec::new();
    let mut at = end;
    while units.len() < 2 && at < reading.tokens.len() && reading.sentence_of[at] == reading.sentence_of[end - 1] {
        if let Some((next, w)) = reading.word_at(at, class::PER) {
            units.push(&w.value);
            at = next;
            continue;
        }
        let Some((marker, _)) = reading.word_at(at, class::PER_MARKER) else { break };
        let Some((next, w)) = reading.word_at(marker, class::PER_UNIT).or_else(|| {
            // l'action, d'un mois
            (reading.tokens.get(marker)?.shape == crate::reading::tokens::Shape::Apostrophe)
                .then(|| reading.word_at(marker + 1, class::PER_UNIT))?
        }) else {
            break;
        };
        units.push(&w.value);
        at = next;
    }
    (!units.is_empty()).then(|| (units.join("/"), at))
}

/// Whether a verb of change stands before `at` in its sentence: `passe de 4 à 5 milliards` is two amounts.
pub(crate) fn changes(reading: &Reading<'_>, at: usize) -> bool {
    let sentence = reading.sentence_of[at];
    (0..at).rev().take(12).take_while(|i| reading.sentence_of[*i] == sentence).any(|i| reading.is(i, class::CHANGE))
}
