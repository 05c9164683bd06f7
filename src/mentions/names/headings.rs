//! Headings of entries: a line that names one firm, and a next one that goes on with what it is: `① Velk : 14 M€ en série A`,
//! `La jeune pousse nantaise a convaincu`; `Deal of the day: Velk`, `The Bristol insurer has raised`.

use super::cues::{Evidence, Sighting, Target};
use super::extent;
use super::page::Page;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::{LINE, Shape};

/// Tokens of a heading.
const HEADING: usize = 20;

/// Words at the head of a line in which its subject's noun stands: `La jeune pousse`, `The Bristol-based software maker`.
const HEAD: usize = 7;

/// Tokens of a first sentence that brings its firm in.
const LEAD: usize = 30;

/// Tokens of the phrase that may open the sentence which takes it up.
const PHRASE: usize = 12;

/// The firm of the heading that starts at a token.
pub(super) fn heading(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let n = page.tokens().len();
    let Some(next) = (at + 1..n.min(at + HEADING)).find(|i| page.line_starts(*i)) else { return };
    let stopped = matches!(page.mark(next - 1), '.' | '!' | '?' | '…' | ',' | ';' | ':' | '-');
    let Some((start, end)) = subject(page, next).filter(|_| !stopped) else { return };
    let first = past_number(page, at, next);
    let Some((target, labelled)) = named(page, first, next) else { return };
    let cue = if labelled { "entry" } else { "heading" };
    let e = Evidence { cue, confidence: 0.8, start, end, word: None, kind: Kind::Company, sure: false };
    out.push(Sighting { target, evidence: e });
}

/// The firm that the first sentence of a paragraph names and the next one takes up: `Frit'Or change de friteuse. La PME de …`,
/// `Clap de fin pour Pois Chic. Créée en 2010, l'enseigne …`, `Staff at Velk have walked out. The Leeds firm …`.
pub(super) fn resumed(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let next = page.sentence_end(at);
    if next >= page.tokens().len() || page.line_starts(next) || next > at + LEAD || page.loud(at) || page.mark(next - 1) != '.' {
        return;
    }
    // Fondée en 2015 à Roubaix, la boutique: a phrase that opens the sentence
    let comma = || (next..page.sentence_end(next).min(next + PHRASE)).find(|i| page.mark(*i) == ',').map(|i| i + 1);
    let Some((start, end)) = subject(page, next).or_else(|| subject(page, comma()?)) else { return };
    let Some((Target::Unknown(x), _, _)) = sole(page, at, next - 1) else { return };
    let words = page.words(x).count();
    let opens = x.start == at;
    let told = if opens {
        words > 1 || page.tokens()[at + 1].glued() && x.core > at + 1
    } else {
        let before = x.start - 1;
        let link = [class::PLACE_LINK, class::NAME_ARTICLE, class::PERSON_TITLE, class::COMPANY_TITLE].iter().any(|c| page.is(before, *c));
        page.function(before) && page.tokens()[before].caps == 0 && !link
    };
    if told {
        let e = Evidence { cue: "heading", confidence: 0.75, start, end, word: None, kind: Kind::Company, sure: false };
        out.push(Sighting { target: Target::Unknown(x), evidence: e });
    }
}

/// The tokens of the noun that a line starts with behind a definite article, if it is a firm's and no name follows.
fn subject(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let elided = page.tokens().get(at + 1).is_some_and(|t| t.shape == Shape::Apostrophe && t.glued());
    let one = page.reading.word_at(at, class::DEFINITE_DETERMINER).is_some_and(|(_, w)| w.value == "one");
    if !one || page.loud(at) {
        return None;
    }
    let from = at + 1 + usize::from(elided);
    let until = page.sentence_end(at).min(from + HEAD);
    for i in from..until {
        let noun = page.reading.lexemes.longest(i, class::COMPANY_NOUN).or_else(|| page.reading.lexemes.longest(i, class::TRADE));
        if let Some(l) = noun.filter(|_| page.tokens()[i].caps == 0 || page.tokens()[i].all_caps()) {
            let (start, end) = (i, l.end as usize);
            // la start-up Velk a; the firm's former boss
            let firm = page.reading.word_at(start, class::COMPANY_NOUN).is_none_or(|(_, w)| w.value != "weak");
            let other = page.namelike(end) && !page.is(end, class::DEMONYM) && !page.is(end, class::PLACE)
                || page.candidate(end).is_some()
                || page.mark(end) == '’'
                || page.mark(end) == '\''
                || page.is(start, class::OTHER_NOUN);
            return (firm && !other).then_some((start, end));
        }
        // The Leeds start-up, the 40-strong group; la ville, qui
        let t = &page.tokens()[i];
        let plain = matches!(t.shape, Shape::Word | Shape::Hyphen | Shape::Digits);
        let verb = t.caps == 0 && (page.is(i, class::AUX) || page.is(i, class::COPULA) || page.is(i, class::NAME_LINK));
        if !plain || verb || page.certain(i) || page.is(i, class::PERSON_TITLE) || page.is(i, class::COMPANY_TITLE) {
            return None;
        }
    }
    None
}

/// One past the number or bullet that a line starts with: `① `, `2) `, `3/ `, `• `, `## `.
fn past_number(page: &Page<'_>, at: usize, next: usize) -> usize {
    let mut i = at;
    while i < next && i < at + 4 {
        let t = &page.tokens()[i];
        let number =
            t.shape == Shape::Digits && t.len < 3 && i == at || t.shape == Shape::Other && t.mark != '(' || t.shape == Shape::Hyphen;
        if !number {
            break;
        }
        i += 1;
    }
    i
}

/// The one name of a line that may be a firm's, and whether its place says that it is what the line is about.
fn named(page: &Page<'_>, first: usize, next: usize) -> Option<(Target, bool)> {
    let mut found: Option<(Target, usize, usize)> = None;
    let mut opener: Option<(Target, usize, usize)> = None;
    let mut at = first;
    while at < next {
        if page.certain(at) {
            return None;
        }
        let name = match page.candidate(at) {
            Some((i, c)) if c.start == at => Some((Target::Candidate(i), c.start, c.end)),
            Some(_) => None,
            None => extent::from(page, at).map(|e| (Target::Unknown(e), e.start, e.end)),
        };
        let Some(name) = name.filter(|(_, start, end)| !thing(page, *start, *end)) else {
            at += 1;
            continue;
        };
        at = name.2;
        let opens = name.1 == first || page.opens_sentence(name.1) && page.mark(name.1 - 1) != ':';
        let place = if opens { &mut opener } else { &mut found };
        // two names: either may be the firm
        if place.is_some() {
            return None;
        }
        *place = Some(name);
    }
    let loud = page.loud(first);
    // Deal of the day: Velk
    if let Some((target, start, end)) = found {
        let last = end == next && page.mark(start - 1) == ':';
        return (last || !loud).then_some((target, last));
    }
    let (target, _, end) = opener.filter(|_| !loud)?;
    if !matches!(target, Target::Unknown(_)) {
        return None;
    }
    // Velk : 14 M€ en série A; Velk, 12 millions; Velk lève 3 M€; Velk, l'heure des comptes
    let mark = page.mark(end);
    let sum = matches!(mark, ':' | ',' | '–' | '—' | '(') && page.large_sum(end + 1).is_some();
    let told = sum || mark == ',' || end == next || page.is(end, class::COMPANY_VERB) || page.is(end, class::COMPANY_SAYS);
    told.then_some((target, sum))
}

/// The only name between two tokens that is no place's, day's or thing's, and its tokens.
fn sole(page: &Page<'_>, first: usize, next: usize) -> Option<(Target, usize, usize)> {
    let mut found = None;
    let mut at = first;
    while at < next {
        if page.certain(at) {
            return None;
        }
        let name = match page.candidate(at) {
            Some((i, c)) if c.start == at => Some((Target::Candidate(i), c.start, c.end)),
            Some(_) => None,
            None => extent::from(page, at).map(|e| (Target::Unknown(e), e.start, e.end)),
        };
        let Some(name) = name.filter(|(_, start, end)| !thing(page, *start, *end)) else {
            at += 1;
            continue;
        };
        at = name.2;
        if found.replace(name).is_some() {
            return None;
        }
    }
    found
}

/// Whether a name in a heading is a place's, a day's or a thing's, and no second name.
fn thing(page: &Page<'_>, start: usize, end: usize) -> bool {
    let other = [class::PLACE, class::DEMONYM, class::COMMON_WORD, class::OTHER_NAME, class::CALENDAR_NAME];
    // From seed to Series B
    let letter = end > start + 1 && page.tokens()[end - 1].len == 1;
    letter
        || other.iter().any(|c| page.spans(start, end, *c))
        || page.tokens()[start].is(LINE) && page.appears_lower(start)
        || end == start + 1 && (page.function(start) || page.plain_noun(start) && page.opens_sentence(start))
}
