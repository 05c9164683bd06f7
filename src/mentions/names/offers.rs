//! Words that say that a name beside them is a product's: launches, product nouns, prices.

use super::cues::Target;
use super::page::Page;
use super::pointing::{adjective, closed, left, naming, right, right_adjacent};
use crate::dictionary::{NameKind, class};
use crate::reading::tokens::Shape;

/// `l'application X`, `sa plateforme X`, `its app, X,`, `son traitement de l'arthrose, X,`.
pub(super) fn product(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    if page.loud(start) {
        return None;
    }
    let mut dangling = false;
    for at in end..end + 6 {
        let t = page.tokens().get(at)?;
        if !page.together(start, at) {
            return None;
        }
        if page.text(at) == "," && !dangling {
            return closed(page, right_adjacent(page, at + 1)?);
        }
        if t.caps != 0 || matches!(page.text(at), "«" | "“" | "\"") || page.certain(at) {
            return if dangling { None } else { right(page, at) };
        }
        if page.is(at, class::NAMING) {
            return right(page, at + naming(page, at));
        }
        if page.is(at, class::NOUN_LINK) {
            dangling = true;
        } else if t.shape == Shape::Word && (dangling || adjective(page, at)) {
            dangling = false;
        } else if !matches!(t.shape, Shape::Apostrophe | Shape::Hyphen) {
            return None;
        }
    }
    None
}

/// `conçoit la X`, `launches the X`, `commercialisera X, un jeu`: an article tells a product from a company or person, and
/// so does an apposition behind the name.
pub(super) fn launched(page: &Page<'_>, end: usize) -> Option<Target> {
    if page.loud(end.checked_sub(1)?) {
        return None;
    }
    let apostrophe = page.tokens().get(end + 1).is_some_and(|t| t.shape == Shape::Apostrophe);
    let article = page.tokens().get(end).is_some_and(|t| t.caps == 0) && page.is_alone(end, class::NAME_ARTICLE);
    if article {
        return right_adjacent(page, end + 1 + usize::from(apostrophe));
    }
    let target = right_adjacent(page, end)?;
    let close = match target {
        Target::Unknown(e) => e.end,
        Target::Candidate(_) => return None,
    };
    let explained = page.tokens().get(close + 1).is_some()
        && page.text(close) == ","
        && (page.is_alone(close + 1, class::NAME_ARTICLE) || page.is_alone(close + 1, class::POSSESSIVE));
    explained.then_some(target)
}

/// `its X app`, `the X brand`: behind an article or possessive, where no adjective follows its noun.
pub(super) fn product_before(page: &Page<'_>, noun: usize, sure: bool) -> Option<Target> {
    if noun == 0
        || page.tokens()[noun].glued()
        || page.tokens()[noun].caps != 0
        || page.reading.lexicon.rows(class::ADJECTIVE_ENDING).next().is_some()
    {
        return None;
    }
    let target = left(page, noun)?;
    let start = match target {
        Target::Unknown(e) => e.start,
        Target::Candidate(i) => page.candidates[i].start,
    };
    // Android phones: a row's product needs no article
    if let Target::Candidate(i) = target {
        if page.names.row(page.names.form(page.candidates[i].form).row).kind == NameKind::Product || page.candidates[i].other.is_some() {
            return Some(target);
        }
    }
    let before = start.checked_sub(1).filter(|_| sure)?;
    let determined = page.is_alone(before, class::NAME_ARTICLE) || page.is_alone(before, class::POSSESSIVE) || page.text(before) == "s";
    determined.then_some(target)
}
