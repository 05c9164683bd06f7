//! What the text around a name's sentence says of it: the next sentence that goes on with `the Bristol firm`, the apposition behind
//! it, the noun that it hangs on, the figures under a line that is only a name.

use super::extent::Extent;
use super::page::Page;
use crate::dictionary::{Distinct, Part, class, part, step};
use crate::reading::tokens::{LINE, PARAGRAPH, Shape};

/// Words at the head of a sentence in which its subject's noun stands: `The Bristol-based sports firm`.
const HEAD: usize = 6;

/// Words between a noun and the name it introduces: `l'éditeur zurichois de jeux mobiles X`.
const REACH: usize = 9;

/// How the text goes on behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Onward {
    /// `X now sells dog food. The Bristol firm …`.
    Noun,
    /// `X grew. It …`.
    Pronoun,
    /// A line that is the name, and lines of figures under it.
    Figures,
    Nothing,
}

impl Onward {
    pub(super) fn of(page: &Page<'_>, e: Extent) -> Onward {
        let next = page.sentence_end(e.start);
        let n = page.tokens().len();
        if next >= n {
            return Onward::Nothing;
        }
        if heads_lines(page, e) && (0..3).try_fold(next, |at, _| figures(page, at)).is_some() {
            return Onward::Figures;
        }
        if page.tokens()[next].is(PARAGRAPH) && heads_lines(page, e) {
            return Onward::Nothing;
        }
        let head = next..page.sentence_end(next).min(next + HEAD);
        let noun = |i: usize| page.is(i, class::COMPANY_NOUN) || page.is(i, class::TRADE);
        if page.is(next, class::DETERMINER) {
            let found = head.skip(1).take_while(|i| page.mark(*i) != ',').find(|i| noun(*i) || page.candidate(*i).is_some());
            return if found.is_some_and(noun) { Onward::Noun } else { Onward::Nothing };
        }
        match page.reading.word_at(next, class::ANAPHOR) {
            Some((_, w)) if w.value == "company" => Onward::Noun,
            Some((_, w)) if matches!(w.value, "pronoun" | "possessive") => Onward::Pronoun,
            _ => Onward::Nothing,
        }
    }

    /// Whether it says that the name is a firm's.
    pub(super) fn speaks(self) -> bool {
        matches!(self, Onward::Noun | Onward::Figures)
    }

    fn part(self) -> &'static Part<'static> {
        match self {
            Onward::Noun => part!("noun"),
            Onward::Pronoun => part!("pronoun"),
            Onward::Figures => part!("figures"),
            Onward::Nothing => part!("nothing"),
        }
    }
}

/// Adds what stands around one place of a name.
pub(super) fn describe(page: &Page<'_>, e: Extent, lone: &Part<'_>, f: &mut Distinct<'_>) {
    let onward = Onward::of(page, e);
    let opening = if page.opens_sentence(e.start) { part!("opens") } else { part!("inside") };
    f.add(&[part!("onward"), onward.part(), opening]);
    f.add(&[part!("onward"), onward.part(), lone]);
    apposed(page, e, f);
    hangs(page, e, f);
    let until = page.sentence_end(e.start);
    if e.end < until && page.people_between(e.end, until) {
        f.add(&[part!("people-behind"), opening]);
    }
}

/// `X, a Bath perfumer, …`, `X, fabricant de …`.
fn apposed(page: &Page<'_>, e: Extent, f: &mut Distinct<'_>) {
    if page.mark(e.end) != ',' || !page.together(e.start, e.end) {
        return;
    }
    let start = e.end + 1;
    let article = page.is(start, class::DETERMINER);
    let until = page.sentence_end(e.start).min(start + if article { 8 } else { 2 });
    let words = (start..until).take_while(|i| !matches!(page.mark(*i), ',' | ';' | '(' | ':'));
    for i in words {
        for (c, name) in [
            (class::COMPANY_NOUN, part!("noun")),
            (class::TRADE, part!("trade")),
            (class::PERSON_TITLE, part!("person")),
            (class::INSTITUTION, part!("institution")),
        ] {
            if page.is(i, c) {
                f.add(&[part!("apposed"), name, if article { part!("article") } else { part!("bare") }]);
            }
        }
    }
}

/// `l'éditeur zurichois de jeux mobiles X`, `the plant of the Hull seafood group X`: the nearest noun of firms before it.
fn hangs(page: &Page<'_>, e: Extent, f: &mut Distinct<'_>) {
    let plain = |i: &usize| {
        page.together(*i, e.start)
            && matches!(page.tokens()[*i].shape, Shape::Word | Shape::Apostrophe | Shape::Hyphen)
            && !page.tokens()[*i].is(LINE)
            && !page.is(*i, class::AUX)
    };
    for i in (e.start.saturating_sub(REACH)..e.start).rev().take_while(plain) {
        for (c, name) in [(class::COMPANY_NOUN, part!("noun")), (class::TRADE, part!("trade")), (class::PERSON_TITLE, part!("person"))] {
            if page.is(i, c) {
                f.add(&[part!("hangs-on"), name, step(e.start - i)]);
                return;
            }
        }
    }
}

/// Whether a name is all that its line says, but for a colon, a date or a word such as `en bref`.
fn heads_lines(page: &Page<'_>, e: Extent) -> bool {
    let starts = e.start == 0 || page.line_starts(e.start);
    let n = page.tokens().len();
    let line = (e.end..n).find(|i| page.line_starts(*i)).unwrap_or(n);
    starts && line <= e.end + 4 && line < n
}

/// One past a line that holds a figure behind a few words; none if it holds a sentence.
fn figures(page: &Page<'_>, at: usize) -> Option<usize> {
    let n = page.tokens().len();
    let end = (at + 1..n).find(|i| page.line_starts(*i)).unwrap_or(n);
    (at < end && end <= at + 25 && page.quantity_between(at, end)).then_some(end)
}
