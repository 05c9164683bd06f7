//! Names of the dictionary that mean something else here whatever speaks for them: persons, datelines, parts of longer names.

use super::matching::Candidate;
use super::page::Page;
use crate::dictionary::class;
use crate::reading::tokens::{LINE, Shape};

/// A person's name, or part of a longer name of something else: not even a certain form is believed.
pub(super) fn refused(page: &Page<'_>, c: &Candidate) -> bool {
    let words = c.end - c.start;
    if words == 1 && page.person_before(c.start) && page.tokens()[c.start].caps != 0 {
        return true;
    }
    // F. J. Rogers: another firm or a person
    if words == 1 && initialled(page, c.start) {
        return true;
    }
    // à la Bourse de Velk, on the Velk Stock Exchange: a market and no firm
    if words > 1 && page.names.row(page.names.form(c.form).row).sector == "exchange" && quoted_at(page, c.start) {
        return true;
    }
    // HERSHEY, Pa. — ; ORANGE (AFP) - : where an article was written
    if words == 1 && page.line_starts(c.start) && page.tokens()[c.start].all_caps() && dateline(page, c.end) {
        return true;
    }
    // (Euronext Growth: ALXYZ): where a share is quoted
    if page.mark(c.end) == ':' && c.start > 0 && page.mark(c.start - 1) == '(' && page.spans(c.start, c.end, class::EXCHANGE) {
        return true;
    }
    // BP 40, 60510 Bresles
    if page.spans(c.start, c.end, class::POSTAL_BOX) && page.tokens().get(c.end).is_some_and(|t| t.shape == Shape::Digits && !t.is(LINE)) {
        return true;
    }
    // Hagan & Dunlop
    if words == 1
        && c.start > 1
        && page.mark(c.start - 1) == '&'
        && page.tokens()[c.start - 2].capitalized()
        && page.candidate(c.start - 2).is_none()
    {
        return true;
    }
    // Delhaize-Peeters, Le Goff-Engie: half of a double name
    if words == 1 && half_of_double(page, c) {
        return true;
    }
    // Peak employment: 1,900
    if words == 1 && page.names.form(c.form).ambiguous && labels(page, c) {
        return true;
    }
    let longer = |at: usize| {
        page.reading.lexemes.at(at).iter().any(|l| {
            l.class == class::OTHER_NAME
                && (at..l.end as usize).contains(&c.start)
                && l.end as usize >= c.end
                && l.end as usize - at > words
        })
    };
    if (c.start.saturating_sub(4)..=c.start).any(longer) {
        return true;
    }
    let after = page.tokens().get(c.end).is_some_and(|t| t.capitalized() && !t.is(LINE) && !t.glued()) && page.together(c.start, c.end);
    if after && page.is(c.end, class::INSTITUTION_AFTER) && !page.loud(c.start) {
        return true;
    }
    // Fondation X, Stade de X, rue X
    let mut before = c.start;
    while before > 0
        && page.together(before - 1, c.start)
        && (page.is(before - 1, class::NAME_LINK) || page.tokens()[before - 1].shape == Shape::Apostrophe)
        && c.start - before < 3
    {
        before -= 1;
    }
    before > 0 && page.together(before - 1, c.start) && page.reading.lexemes.ending(before, class::INSTITUTION_BEFORE, 3).is_some()
}

/// A comma or bracket behind a name, and a dash behind that in the same line.
pub(super) fn dateline(page: &Page<'_>, end: usize) -> bool {
    let dash = |i: usize| matches!(page.text(i), "—" | "–" | "-") && !page.tokens()[i].glued();
    let line = (end..(end + 14).min(page.tokens().len())).take_while(|i| !page.line_starts(*i));
    matches!(page.text(end), "," | "(") && line.into_iter().any(dash)
}

/// A line starts with the name and one or two plain words before a colon: the label of a figure.
fn labels(page: &Page<'_>, c: &Candidate) -> bool {
    let plain = |i: usize| page.tokens().get(i).is_some_and(|t| t.shape == Shape::Word && t.caps == 0 && !t.glued());
    let colon = (c.end + 1..c.end + 3).find(|i| page.mark(*i) == ':');
    let owned = page.is(c.end, class::COMPANY_OWNED) || page.is(c.end, class::RESULT);
    colon.is_some_and(|at| (c.end..at).all(plain) && page.together(c.start, at)) && !owned && page.opens_sentence(c.start)
}

/// An initial stands right before a word: `J. Rogers`.
fn initialled(page: &Page<'_>, at: usize) -> bool {
    let tokens = page.tokens();
    at > 1
        && page.mark(at - 1) == '.'
        && tokens[at - 1].glued()
        && page.together(at - 2, at)
        && tokens[at - 2].shape == Shape::Word
        && tokens[at - 2].len == 1
        && tokens[at - 2].capitalized()
        && !tokens[at - 2].glued()
        && !page.is(at - 2, class::PERSON_TITLE)
}

/// `à la`, `on the` before a word.
fn quoted_at(page: &Page<'_>, at: usize) -> bool {
    let article = usize::from(at > 0 && page.is_alone(at - 1, class::NAME_ARTICLE));
    at > article && page.is_alone(at - article - 1, class::MARKET_LINK) && page.together(at - article - 1, at)
}

/// A capitalized word that no row has is joined to the form by a hyphen.
fn half_of_double(page: &Page<'_>, c: &Candidate) -> bool {
    let tokens = page.tokens();
    let hyphen = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Hyphen && t.glued());
    let stranger =
        |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Word && t.capitalized() && t.len > 1) && page.candidate(i).is_none();
    let behind = hyphen(c.end)
        && tokens.get(c.end + 1).is_some_and(|t| t.glued())
        && stranger(c.end + 1)
        && !page.is(c.end + 1, class::COMPANY_TITLE);
    let before = c.start > 1 && hyphen(c.start - 1) && tokens[c.start].glued() && stranger(c.start - 2);
    behind || before
}
