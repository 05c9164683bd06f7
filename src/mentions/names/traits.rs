//! What is known of a name and its places: the features that say how likely it is a company's.

use super::extent::Extent;
use super::onward;
use super::page::Page;
use crate::dictionary::{Distinct, Part, class, part, step};
use crate::reading::tokens::Shape;
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// A name and all its places.
pub(super) struct Named {
    pub(super) words: SmallVec<[u64; 4]>,
    pub(super) places: SmallVec<[Extent; 4]>,
}

/// Adds what is known of a name to its features.
pub(super) fn describe(page: &Page<'_>, name: &Named, persons: &FxHashSet<u64>, f: &mut Distinct<'_>) {
    let first = name.places[0];
    f.add(&[part!("bias")]);
    f.add(&[part!("words"), step(name.words.len())]);
    f.add(&[part!("places"), step(name.places.len())]);
    written(page, first, persons, f);
    let lone = if name.words.len() == 1 { part!("one") } else { part!("more") };
    for e in &name.places {
        beside(page, *e, lone, f);
    }
}
/// How the name is written and what its words are otherwise.
fn written(page: &Page<'_>, e: Extent, persons: &FxHashSet<u64>, f: &mut Distinct<'_>) {
    let words: SmallVec<[usize; 4]> = page.words(e).filter(|i| *i < e.core).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
    let lone = if words.len() == 1 { part!("one") } else { part!("more") };
    if e.legal() {
        f.add(&[part!("legal")]);
    }
    for (place, at) in [(part!("first"), first), (part!("last"), last)] {
        let t = &page.tokens()[at];
        if t.all_caps() && t.len > 1 {
            f.add(&[place, part!("capitals"), lone]);
        } else if t.caps & !1 != 0 {
            f.add(&[place, part!("inner-capital"), lone]);
        }
        if t.shape == Shape::Digits || page.text(at).bytes().any(|b| b.is_ascii_digit()) {
            f.add(&[place, part!("digits")]);
        }
        f.add(&[place, part!("length"), step(t.len as usize), lone]);
        for l in page.reading.lexemes.at(at).iter().filter(|l| l.end as usize == at + 1) {
            f.add(&[place, part!("is"), &page.reading.lexicon.class_part(l.class), lone]);
        }
        if persons.contains(&page.hash(at)) {
            f.add(&[place, part!("person"), lone]);
        }
        if page.function(at) {
            f.add(&[place, part!("function"), lone]);
        }
        let word = page.text(at);
        f.add(&[place, part!("word"), &Part::lower(word)]);
        let tail = |n: usize| word.char_indices().rev().nth(n - 1).map(|(i, _)| Part::lower(&word[i..]));
        if let (Some(three), true) = (tail(3), t.len > 4) {
            f.add(&[place, part!("ending"), &three, lone]);
        }
        if let (Some(four), true) = (tail(4), t.len > 6) {
            f.add(&[place, part!("ending"), &four]);
        }
    }
    let mark = |m: char| (e.start..e.core).any(|i| page.mark(i) == m);
    for (m, name) in [('&', part!("&")), ('-', part!("-")), ('.', part!(".")), ('+', part!("+")), ('\'', part!("'")), ('’', part!("’"))]
    {
        if mark(m) {
            f.add(&[part!("mark"), name]);
        }
    }
    if (e.start..e.core).any(|i| page.is_alone(i, class::NAME_LINK)) {
        f.add(&[part!("link")]);
    }
}

/// What stands around one place.
fn beside(page: &Page<'_>, e: Extent, lone: &Part<'_>, f: &mut Distinct<'_>) {
    let opens = page.opens_sentence(e.start);
    let opening = if opens { part!("opens") } else { part!("inside") };
    f.add(&[part!("place"), opening, lone]);
    onward::describe(page, e, lone, f);
    if page.loud(e.start) {
        f.add(&[part!("loud")]);
        return;
    }
    for side in joined(page, e) {
        f.add(&[part!("joined"), side]);
        f.add(&[part!("joined"), side, lone]);
    }
    let together = |i: usize| page.together(e.start, i);
    // before
    if e.start > 0 && together(e.start - 1) {
        let mut at = e.start - 1;
        if page.tokens()[at].shape == Shape::Apostrophe && at > 0 {
            at -= 1;
        }
        let one = &Part::lower(page.text(at));
        f.add(&[part!("before"), one]);
        f.add(&[part!("before"), one, lone]);
        if at > 0 && together(at - 1) {
            let two = &Part::lower(page.text(at - 1));
            f.add(&[part!("before"), two, one]);
            f.add(&[part!("before2"), two]);
        }
        for start in at.saturating_sub(3)..=at {
            for l in page.reading.lexemes.at(start).iter().filter(|l| l.end as usize == at + 1) {
                f.add(&[part!("before-is"), &page.reading.lexicon.class_part(l.class)]);
            }
            // one word between: `le groupe nantais X`
            for l in page.reading.lexemes.at(start).iter().filter(|l| l.end as usize == at && start < at) {
                f.add(&[part!("before2-is"), &page.reading.lexicon.class_part(l.class)]);
            }
        }
        if page.tokens()[at].capitalized() {
            f.add(&[part!("before-capital")]);
        }
        if page.quantity_between(at, at + 1) {
            f.add(&[part!("before-quantity")]);
        }
    }
    // behind
    let n = page.tokens().len();
    if e.end >= n || !together(e.end) {
        f.add(&[part!("behind"), part!("end")]);
        return;
    }
    let mut at = e.end;
    let possessive =
        at + 1 < n && page.tokens()[at].shape == Shape::Apostrophe && page.tokens()[at].glued() && page.is(at + 1, class::POSSESSIVE_MARK);
    if possessive {
        f.add(&[part!("possessive"), lone]);
        at += 2;
    }
    if matches!(page.mark(at), '»' | '”' | '"') {
        f.add(&[part!("quoted")]);
        at += 1;
    }
    if at >= n || !together(at) {
        f.add(&[part!("behind"), part!("end")]);
        return;
    }
    let one = &Part::lower(page.text(at));
    let owns = if possessive { part!("own") } else { part!("-") };
    f.add(&[part!("behind"), owns, one]);
    f.add(&[part!("behind"), owns, one, opening]);
    for l in page.reading.lexemes.at(at) {
        let name = page.reading.lexicon.class_part(l.class);
        f.add(&[part!("behind-is"), owns, &name]);
        f.add(&[part!("behind-is"), owns, &name, opening]);
    }
    if at + 1 < n && together(at + 1) {
        let two = &Part::lower(page.text(at + 1));
        f.add(&[part!("behind"), one, two]);
        for l in page.reading.lexemes.at(at + 1) {
            f.add(&[part!("behind2-is"), &page.reading.lexicon.class_part(l.class)]);
        }
    }
    if page.quantity_between(at, (at + 1).min(n)) {
        f.add(&[part!("behind-quantity")]);
    }
    let until = page.sentence_end(e.start);
    if page.large_sum_in(e.end, until.min(e.end + 10)) {
        f.add(&[part!("sum-behind")]);
    }
    let near = (e.start.saturating_sub(8)..e.start).find(|i| together(*i)).unwrap_or(e.start);
    if page.large_sum_in(near, e.start) {
        f.add(&[part!("sum-before")]);
    }
    let near = e.start.saturating_sub(6)..until.min(e.end + 6);
    for i in near.filter(|i| (*i < e.start || *i >= e.end) && together(*i)) {
        if page.certain(i) {
            f.add(&[part!("near-company")]);
        }
        for (c, n) in [
            (class::COMPANY_NOUN, part!("noun")),
            (class::TRADE, part!("trade")),
            (class::COMPANY_TITLE, part!("title")),
            (class::PERSON_TITLE, part!("person")),
        ] {
            if page.is(i, c) {
                f.add(&[part!("near"), n]);
            }
        }
    }
}

/// What stands beside a name behind a comma or `and`: a known company, a person, a place, another name.
fn joined(page: &Page<'_>, e: Extent) -> impl Iterator<Item = &'static Part<'static>> {
    let joins = |i: usize| matches!(page.mark(i), ',' | '/') || page.is_alone(i, class::NAME_AND);
    let before = e.start.checked_sub(1).filter(|i| joins(*i)).and_then(|i| i.checked_sub(1 + usize::from(i > 0 && joins(i - 1))));
    let behind = Some(e.end).filter(|i| joins(*i)).map(|i| i + 1 + usize::from(joins(i + 1)));
    let kind = |i: usize| {
        let t = page.tokens().get(i).filter(|_| page.together(e.start, i))?;
        Some(if page.certain(i) {
            part!("company")
        } else if page.is(i, class::GIVEN_NAME) || page.person_before(i) {
            part!("person")
        } else if page.is(i, class::PLACE) {
            part!("place")
        } else if t.shape == Shape::Word && t.capitalized() {
            part!("name")
        } else {
            part!("word")
        })
    };
    [before.and_then(kind), behind.and_then(kind)].into_iter().flatten()
}
