//! What is known of a name and its places: the features that say how likely it is a company's.

use super::extent::Extent;
use super::page::Page;
use crate::dictionary::{Features, class, step};
use crate::reading::tokens::Shape;
use rustc_hash::FxHashSet;

/// A name and all its places.
pub(super) struct Named {
    pub(super) words: Vec<u64>,
    pub(super) places: Vec<Extent>,
}

/// Adds what is known of a name to its features.
pub(super) fn describe(page: &Page<'_>, name: &Named, persons: &FxHashSet<u64>, f: &mut Features<'_>) {
    let first = name.places[0];
    f.once(&["bias"]);
    f.once(&["words", step(name.words.len())]);
    f.once(&["places", step(name.places.len())]);
    written(page, first, persons, f);
    let lone = if name.words.len() == 1 { "one" } else { "more" };
    for e in &name.places {
        beside(page, *e, lone, f);
    }
}
/// How the name is written and what its words are otherwise.
fn written(page: &Page<'_>, e: Extent, persons: &FxHashSet<u64>, f: &mut Features<'_>) {
    let words: Vec<usize> = page.words(e).filter(|i| *i < e.core).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
    let lone = if words.len() == 1 { "one" } else { "more" };
    if e.legal() {
        f.once(&["legal"]);
    }
    for (place, at) in [("first", first), ("last", last)] {
        let t = &page.tokens()[at];
        if t.all_caps() && t.len > 1 {
            f.once(&[place, "capitals", lone]);
        } else if t.caps & !1 != 0 {
            f.once(&[place, "inner-capital", lone]);
        }
        if t.shape == Shape::Digits || page.text(at).bytes().any(|b| b.is_ascii_digit()) {
            f.once(&[place, "digits"]);
        }
        f.once(&[place, "length", step(t.len as usize), lone]);
        for l in page.reading.lexemes.at(at).iter().filter(|l| l.end as usize == at + 1) {
            f.once(&[place, "is", page.reading.lexicon.class_name(l.class), lone]);
        }
        if persons.contains(&page.hash(at)) {
            f.once(&[place, "person", lone]);
        }
        if page.function(at) {
            f.once(&[place, "function", lone]);
        }
        let lower = page.text(at).to_lowercase();
        f.once(&[place, "word", &lower]);
        let tail = |n: usize| lower.char_indices().rev().nth(n - 1).map(|(i, _)| &lower[i..]);
        if let (Some(three), true) = (tail(3), t.len > 4) {
            f.once(&[place, "ending", three, lone]);
        }
        if let (Some(four), true) = (tail(4), t.len > 6) {
            f.once(&[place, "ending", four]);
        }
    }
    let mark = |m: &str| (e.start..e.core).any(|i| page.text(i) == m);
    for m in ["&", "-", ".", "+", "'", "’"] {
        if mark(m) {
            f.once(&["mark", m]);
        }
    }
    if (e.start..e.core).any(|i| page.is_alone(i, class::NAME_LINK)) {
        f.once(&["link"]);
    }
}

/// What stands around one place.
fn beside(page: &Page<'_>, e: Extent, lone: &str, f: &mut Features<'_>) {
    let opens = page.opens_sentence(e.start);
    let opening = if opens { "opens" } else { "inside" };
    f.once(&["place", opening, lone]);
    if page.loud(e.start) {
        f.once(&["loud"]);
        return;
    }
    let together = |i: usize| page.together(e.start, i);
    // before
    if e.start > 0 && together(e.start - 1) {
        let mut at = e.start - 1;
        if page.tokens()[at].shape == Shape::Apostrophe && at > 0 {
            at -= 1;
        }
        let one = page.text(at).to_lowercase();
        f.once(&["before", &one]);
        f.once(&["before", &one, lone]);
        if at > 0 && together(at - 1) {
            let two = page.text(at - 1).to_lowercase();
            f.once(&["before", &two, &one]);
            f.once(&["before2", &two]);
        }
        for start in at.saturating_sub(3)..=at {
            for l in page.reading.lexemes.at(start).iter().filter(|l| l.end as usize == at + 1) {
                f.once(&["before-is", page.reading.lexicon.class_name(l.class)]);
            }
            // one word between: `le groupe nantais X`
            for l in page.reading.lexemes.at(start).iter().filter(|l| l.end as usize == at && start < at) {
                f.once(&["before2-is", page.reading.lexicon.class_name(l.class)]);
            }
        }
        if page.tokens()[at].capitalized() {
            f.once(&["before-capital"]);
        }
        if page.quantity_between(at, at + 1) {
            f.once(&["before-quantity"]);
        }
    }
    // behind
    let n = page.tokens().len();
    if e.end >= n || !together(e.end) {
        f.once(&["behind", "end"]);
        return;
    }
    let mut at = e.end;
    let possessive = at + 1 < n && page.tokens()[at].shape == Shape::Apostrophe && page.tokens()[at].glued() && page.text(at + 1) == "s";
    if possessive {
        f.once(&["possessive", lone]);
        at += 2;
    }
    if matches!(page.mark(at), '»' | '”' | '"') {
        f.once(&["quoted"]);
        at += 1;
    }
    if at >= n || !together(at) {
        f.once(&["behind", "end"]);
        return;
    }
    let one = page.text(at).to_lowercase();
    let owns = if possessive { "own" } else { "-" };
    f.once(&["behind", owns, &one]);
    f.once(&["behind", owns, &one, opening]);
    for l in page.reading.lexemes.at(at) {
        let name = page.reading.lexicon.class_name(l.class);
        f.once(&["behind-is", owns, name]);
        f.once(&["behind-is", owns, name, opening]);
    }
    if at + 1 < n && together(at + 1) {
        let two = page.text(at + 1).to_lowercase();
        f.once(&["behind", &one, &two]);
        for l in page.reading.lexemes.at(at + 1) {
            f.once(&["behind2-is", page.reading.lexicon.class_name(l.class)]);
        }
    }
    if page.quantity_between(at, (at + 1).min(n)) {
        f.once(&["behind-quantity"]);
    }
    let until = page.sentence_end(e.start);
    if (e.end..until.min(e.end + 10)).any(|i| page.large_sum(i).is_some()) {
        f.once(&["sum-behind"]);
    }
    if (e.start.saturating_sub(8)..e.start).any(|i| together(i) && page.large_sum(i).is_some()) {
        f.once(&["sum-before"]);
    }
    let near = e.start.saturating_sub(6)..until.min(e.end + 6);
    for i in near.filter(|i| (*i < e.start || *i >= e.end) && together(*i)) {
        if page.certain(i) {
            f.once(&["near-company"]);
        }
        for (c, n) in
            [(class::COMPANY_NOUN, "noun"), (class::TRADE, "trade"), (class::COMPANY_TITLE, "title"), (class::PERSON_TITLE, "person")]
        {
            if page.is(i, c) {
                f.once(&["near", n]);
            }
        }
    }
}
