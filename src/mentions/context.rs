//! What the words around an amount say of it: bound and per.

use super::reading::Reading;
use crate::dictionary::class;
use crate::meaning::{Amount, Bound};
use crate::reading::tokens::{Shape, Token};
use smallvec::SmallVec;
use smol_str::SmolStr;

/// Words that may stand between an amount and its period: `12 millions d'utilisateurs de l'application par mois`.
const PER_REACH: usize = 7;

/// Reads the bound words before `start` and behind `end` into an amount that is not yet bound otherwise.
pub(crate) fn bind(reading: &Reading<'_>, start: usize, end: usize, amount: &mut Amount) {
    if !matches!(amount.bound, Bound::Exact | Bound::About) {
        return;
    }
    if let Some(b) = before(reading, start).or_else(|| behind(reading, end)) {
        amount.bound = b;
    }
}

/// `plus de`, `more than`, `franchit la barre des`: a bound word, with words between that do not count.
fn before(reading: &Reading<'_>, start: usize) -> Option<Bound> {
    let mut at = start;
    for _ in 0..4 {
        if at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[start] {
            return None;
        }
        if let Some((_, w)) = reading.word_before(at, class::BOUND_BEFORE) {
            return Bound::parse(w.value);
        }
        at = match reading.word_before(at, class::BOUND_SKIP) {
            Some((skipped, _)) => skipped,
            // more than "3 billion"; plus d'1 million
            None if matches!(reading.mark(at - 1), '«' | '"' | '“' | '(') || reading.tokens[at - 1].shape == Shape::Apostrophe => at - 1,
            None => return None,
        };
    }
    None
}

/// `5 millions au moins`, `$2m or more`, `$1bn-plus`.
fn behind(reading: &Reading<'_>, end: usize) -> Option<Bound> {
    let same = |at: usize| at < reading.tokens.len() && reading.sentence_of[at] == reading.sentence_of[end - 1];
    let free = (end..end + 2).take_while(|at| same(*at)).find(|at| reading.is(*at, class::BOUND_AFTER))?;
    // 27 Md€ (+4 %), 27 Md€ (+ 4 %): the sign of the figure behind
    let figure = |t: &Token| t.shape == Shape::Digits && (t.glued() || free > end);
    let sign = reading.mark(free) == '+' && reading.tokens.get(free + 1).is_some_and(figure);
    if sign {
        return None;
    }
    if free > end && reading.tokens[end].shape != Shape::Hyphen && !matches!(reading.mark(end), '(' | ',') {
        return None;
    }
    let (next, w) = reading.word_at(free, class::BOUND_AFTER)?;
    // `10 M€+`, but not `10 M€ +4 %`
    let glued = |at: usize| reading.tokens.get(at).is_some_and(|t| t.glued());
    if reading.mark(free) == '+' && (!glued(free) || glued(next)) {
        return None;
    }
    Bound::parse(w.value)
}

/// Reads `par action`, `a share`, `/mois`, `per user per month` behind `end`: units joined by `/`, and one past their last
/// token.
pub(crate) fn per(reading: &Reading<'_>, end: usize) -> Option<(SmolStr, usize)> {
    let mut units: SmallVec<[&str; 2]> = SmallVec::new();
    let mut at = end;
    let here = |at: usize| at < reading.tokens.len() && reading.sentence_of[at] == reading.sentence_of[end - 1];
    while units.len() < 2 && here(at) {
        // $15-an-hour, (annuels)
        if matches!(reading.tokens[at].shape, Shape::Hyphen) && reading.tokens[at].glued() && here(at + 1) {
            at += 1;
        }
        // par utilisateur et par mois; per user, per month
        let joined = !units.is_empty() && (reading.mark(at) == ',' || reading.is(at, class::AND));
        if joined && here(at + 1) && (reading.is(at + 1, class::PER) || reading.is(at + 1, class::PER_MARKER)) {
            at += 1;
        }
        if let Some((next, w)) = reading.word_at(at, class::PER).filter(|(next, _)| !another(reading, at, *next)) {
            units.push(w.value);
            at = next;
            continue;
        }
        if let Some((next, _)) = reading.word_at(at, class::PER_SKIP).filter(|_| units.is_empty()) {
            at = next;
            continue;
        }
        let Some((marker, _)) = reading.word_at(at, class::PER_MARKER) else { break };
        let Some((next, w)) = unit(reading, marker).filter(|(next, _)| !another(reading, at, *next)) else { break };
        units.push(w.value);
        at = next;
    }
    match units[..] {
        [] => None,
        [one] => Some((one.into(), at)),
        ref several => Some((several.join("/").into(), at)),
    }
}

/// Whether a longer row says that this is no unit: `a year earlier`.
fn another(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    reading.word_at(at, class::NO_UNIT).is_some_and(|(longer, _)| longer > end)
}

fn unit<'a>(reading: &Reading<'a>, at: usize) -> Option<(usize, crate::dictionary::Word<'a>)> {
    let free = reading.tokens.get(at).is_some_and(|t| matches!(t.shape, Shape::Apostrophe | Shape::Hyphen));
    reading.word_at(at, class::PER_UNIT).or_else(|| if free { reading.word_at(at + 1, class::PER_UNIT) } else { None })
}

/// `earnings per share of $2.91`, `un dividende par action de 2 euros`: what stands before says per what.
pub(crate) fn per_before<'a>(reading: &Reading<'a>, start: usize) -> Option<&'a str> {
    let mut at = start;
    for _ in 0..3 {
        if at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[start] {
            return None;
        }
        if let Some((_, w)) = reading.word_before(at, class::PER_LEAD) {
            return Some(w.value);
        }
        at = reading.word_before(at, class::BOUND_SKIP).or_else(|| reading.word_before(at, class::BOUND_BEFORE))?.0;
    }
    None
}

/// The period that follows a count a few words on: `800 millions de personnes utilisent l'assistant chaque semaine`.
pub(crate) fn period_later<'a>(reading: &Reading<'a>, end: usize) -> Option<&'a str> {
    let sentence = reading.sentence_of[end - 1];
    for at in (end..reading.tokens.len()).take(PER_REACH).take_while(|i| reading.sentence_of[*i] == sentence) {
        if let Some((_, w)) = reading.word_at(at, class::PER).filter(|(next, _)| !another(reading, at, *next)) {
            return Some(w.value);
        }
        if matches!(reading.mark(at), ',' | ';' | ':' | '(' | ')') || reading.is(at, class::NUMBER) {
            return None;
        }
    }
    None
}

/// Whether a verb of change stands before `at` in its sentence: `passe de 4 à 5 milliards` is two amounts.
///
/// Of percentages only verbs of moving: `progresse de 3 à 5 %` is a range.
pub(crate) fn changes(reading: &Reading<'_>, at: usize, percent: bool) -> bool {
    let sentence = reading.sentence_of[at];
    let mut before = (0..=at).rev().take(12).take_while(|i| reading.sentence_of[*i] == sentence);
    before.any(|i| reading.word_at(i, class::CHANGE).is_some_and(|(_, w)| !percent || w.value == "move"))
}
