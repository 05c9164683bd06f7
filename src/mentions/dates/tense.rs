//! The tense of the clause that a date stands in, as far as it settles whether an undated month is past or to come.
//!
//! The finite verb nearest before the date tells (`a annoncé qu'il ouvrira en mai`), or the nearest one behind where none
//! stands before (`En mai, il ouvrira`). Verbs are word rows and endings; there is no parser.

use crate::dictionary::{Word, class};
use crate::mentions::reading::Reading;
use crate::reading::tokens::{LINE, Shape, Token};

/// What the verbs around a date say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    /// `is opening`: of what is to come, or of what goes on.
    Going,
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
    /// `is`: present, with a gerund behind it [`Tense::Going`].
    Being,
    Gerund,
    /// `être`, `be`: the auxiliary before it says.
    Infinitive,
    Neutral,
}

/// How near a verb is that surely belongs to the date.
const NEAR: usize = 4;

/// How near `is opening` is to the date that it puts ahead.
const GOING: usize = 12;

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
    let led = reading.word_before(start, class::FUTURE_BEFORE);
    // la grève a été reconduite jusqu'à lundi, the hearing was adjourned to Friday
    if (led.is_some() || reading.word_before(start, class::M_TO).is_some()) && put_off(reading, start) {
        return Tense::Future;
    }
    match (by_verb, led) {
        // d'ici mars: whatever the verb
        (_, Some((_, w))) if w.value == "firm" => Tense::Future,
        (Tense::Unknown | Tense::Present | Tense::Going, Some(_)) => Tense::Future,
        (t, _) => t,
    }
}

/// Whether a verb close before says that something is to last or come later.
fn put_off(reading: &Reading<'_>, start: usize) -> bool {
    let sentence = reading.sentence_of[start];
    let plain = |i: &usize| reading.sentence_of[*i] == sentence && !matches!(reading.mark(*i), ';' | ':');
    (start.saturating_sub(GOING)..start).rev().take_while(plain).any(|i| reading.is(i, class::PUT_OFF))
}

/// Whether a verb of the past stands within a few words of the tokens.
pub(super) fn past_close(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let sentence = reading.sentence_of[start];
    // `lance aujourd'hui` tells of the day as `lancé` does: accents do not count
    let said = |i: usize| reading.word_before(i + 1, class::TENSE).map(|(_, w)| named(w.value)).or_else(|| by_ending(reading, i));
    let past = |i: usize| reading.sentence_of[i] == sentence && matches!(said(i), Some(Cue::Past | Cue::Participle));
    (start.saturating_sub(NEAR)..start).any(past) || (end..(end + NEAR).min(reading.tokens.len())).any(past)
}

/// Whether a verb of the past stands somewhat farther before the tokens, and is no participle of the present: what is still
/// appreciated is so nowadays.
pub(super) fn past_before(reading: &Reading<'_>, start: usize) -> bool {
    let sentence = reading.sentence_of[start];
    let said = |i: usize| verb_before(reading, i + 1).map(|(_, cue)| cue).or_else(|| by_ending(reading, i));
    let present = |i: usize| (i.saturating_sub(2)..i).any(|b| matches!(said(b), Some(Cue::Being | Cue::Present)));
    (start.saturating_sub(NEAR + 2)..start).any(|i| {
        reading.sentence_of[i] == sentence
            && match said(i) {
                Some(Cue::Past) => true,
                Some(Cue::Participle) => !present(i),
                _ => false,
            }
    })
}

/// Whether a token opens its sentence or line.
pub(super) fn opens(reading: &Reading<'_>, at: usize) -> bool {
    at == 0 || reading.sentence_of[at - 1] != reading.sentence_of[at] || reading.tokens[at].is(LINE)
}

fn before(reading: &Reading<'_>, start: usize) -> Tense {
    let sentence = reading.sentence_of[start];
    let (mut participle, mut gerund) = (None, None);
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
        if reading.mark(i) == ',' {
            gerund = None;
        }
        // Nobody is hiring: it laid off 81 workers in October; ils s'en vont : en août, Holcim a vendu sa filiale
        if reading.mark(i) == ':' && !reading.tokens.get(i + 1).is_some_and(Token::glued) {
            match (participle, behind(reading, start)) {
                (None, Tense::Unknown) => {}
                (None, _) => break,
                (Some(_), _) => return Tense::Past,
            }
        }
        let phrase = verb_before(reading, i + 1);
        if let Some((first, _)) = phrase {
            skip = first;
        }
        match phrase.map(|(_, cue)| cue).or_else(|| by_ending(reading, i)) {
            Some(Cue::Past) => return Tense::Past,
            Some(Cue::Future) => return Tense::Future,
            Some(Cue::Being) if start - i <= GOING && gerund.is_some_and(|g: usize| g - i <= 2) => return Tense::Going,
            Some(Cue::Gerund) => gerund = Some(i),
            Some(Cue::Present | Cue::Being) if participle.is_none() => return Tense::Present,
            Some(Cue::Present | Cue::Being) => return Tense::Past,
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
        let phrase = verb_at(reading, i);
        if let Some((end, _)) = phrase {
            skip = end;
        }
        match phrase.map(|(_, cue)| cue).or_else(|| by_ending(reading, i)) {
            Some(Cue::Past | Cue::Participle) => return Tense::Past,
            Some(Cue::Future) => return Tense::Future,
            Some(Cue::Being) if (skip..skip + 2).any(|g| by_ending(reading, g) == Some(Cue::Gerund)) => return Tense::Going,
            Some(Cue::Present | Cue::Being) => return Tense::Present,
            _ => {}
        }
    }
    Tense::Unknown
}

/// The longest verb that ends right before a token: its first token, and what it says.
fn verb_before(reading: &Reading<'_>, end: usize) -> Option<(usize, Cue)> {
    if !reading.lexemes.may_end_in(end, class::TENSE) {
        return None;
    }
    (end.saturating_sub(6)..end).find_map(|start| verbs(reading, start).find(|(e, _)| *e == end).map(|(_, cue)| (start, cue)))
}

/// The longest verb that starts at a token: one past its last token, and what it says.
fn verb_at(reading: &Reading<'_>, start: usize) -> Option<(usize, Cue)> {
    verbs(reading, start).max_by_key(|(end, _)| *end)
}

/// All verbs that start at a token.
fn verbs(reading: &Reading<'_>, start: usize) -> impl Iterator<Item = (usize, Cue)> {
    let rows = reading.lexemes.at(start).iter().filter(|l| l.class == class::TENSE);
    rows.filter_map(move |l| Some((l.end as usize, spelled(reading, start, l.end as usize, &reading.word(l)?)?)))
}

/// What a verb says by its letters, which rows are free of: `recule` is the present of `reculé`. `À` and the `A` that opens
/// a sentence are not the verb `a`, `May` is a month.
fn spelled(reading: &Reading<'_>, start: usize, end: usize, row: &Word<'_>) -> Option<Cue> {
    let cue = named(row.value);
    let (token, text) = (&reading.tokens[start], reading.token_text(start));
    if end - start != 1 {
        // est entré en vigueur is not entre en vigueur
        let plain = row.surface().split(' ').next().is_some_and(|w| w.ends_with('e'));
        return (!(plain && text.ends_with('é'))).then_some(cue);
    }
    if token.len == 1 && (text != row.surface() || opens(reading, start)) {
        return None;
    }
    let month = token.capitalized() && !token.all_caps() && reading.is(start, class::MONTH) && !opens(reading, start);
    let present = cue == Cue::Participle && row.surface().ends_with('é') && text.ends_with('e');
    (!month).then_some(if present { Cue::Present } else { cue })
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
        "being" => Cue::Being,
        "gerund" => Cue::Gerund,
        _ => Cue::Neutral,
    }
}

/// What the ending of a word says that has no row.
fn by_ending(reading: &Reading<'_>, i: usize) -> Option<Cue> {
    let token = reading.tokens.get(i)?;
    // a name that ends like a verb is none
    if token.shape != Shape::Word || token.len < 5 || token.capitalized() && !token.all_caps() {
        return None;
    }
    let text = reading.token_text(i);
    let (_, row) = reading.lexicon.endings(class::TENSE_ENDING).iter().find(|(e, _)| text.ends_with(e.as_str()))?;
    Some(named(reading.lexicon.word(*row).value))
}
