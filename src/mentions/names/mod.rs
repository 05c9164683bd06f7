//! Companies and products: names that a dictionary row lists, believed by evidence where they are ambiguous, and names
//! that no row has, found from the words around them.

mod belief;
mod business;
mod called;
mod cues;
mod entries;
mod extent;
mod found;
mod headings;
mod homonyms;
mod likely;
mod lists;
mod matching;
mod nouns;
mod offers;
mod onward;
mod page;
mod pointing;
mod portraits;
mod products;
mod refused;
mod registry;
mod report;
mod short;
mod traits;
mod wholes;

use super::reading::Reading;
use super::weighing;
use crate::dictionary::{Seen, Weights, class};
use crate::document::{Likely, Mention, Span};
use crate::reading::lexemes::{ClassSet, Stage};
use crate::reading::names::NameIndex;
use belief::Verdict;
use business::Business;
use cues::Sighting;
use extent::Asked;
use found::Occurrence;
use likely::Scale;
use matching::Candidate;
use page::Page;
use registry::Registry;
use rustc_hash::FxHashSet;
use std::cell::{Cell, OnceCell};

/// What its passes over all tokens look for.
pub(crate) const STAGES: [(Stage, ClassSet); 4] = [
    (Stage::Cues, cues::CUES),
    (Stage::Persons, found::PERSONAL),
    (Stage::Firms, business::OF_FIRMS),
    (Stage::Lists, ClassSet::of(&[class::LIST_OPEN])),
];

/// Buffers for names that one thread uses again for each document.
#[derive(Debug, Default)]
pub(crate) struct NameBuffers {
    candidates: Vec<Candidate>,
    cover: Vec<u32>,
    places: Vec<u32>,
    loud: Vec<bool>,
    ends: Vec<u32>,
    extents: Vec<Cell<Asked>>,
    sightings: Vec<Sighting>,
    persons: FxHashSet<u64>,
    verdicts: Vec<Verdict>,
    registry: Registry,
    occurrences: Vec<Occurrence>,
    seen: Seen,
    business: Business,
}

/// Adds the companies and products of a text to its other mentions, all by offset.
pub(crate) fn find(
    reading: &Reading<'_>,
    names: &NameIndex,
    buffers: &mut NameBuffers,
    mentions: &mut Vec<Mention>,
    weights: &Weights,
    mut log: Option<&mut Vec<Likely>>,
) {
    let explain = log.is_some();
    let b = buffers;
    matching::candidates(reading, names, &mut b.candidates);
    page::cover(reading.tokens, &b.candidates, &mut b.cover, &mut b.places);
    let sentences = reading.sentence_of.last().map_or(0, |s| *s as usize + 1);
    page::loudness(reading, sentences, &mut b.loud, &mut b.ends);
    b.extents.clear();
    b.extents.resize(reading.tokens.len(), Cell::default());
    let (small, pairs, links) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
    let page = Page {
        reading,
        names,
        quantities: mentions,
        candidates: &b.candidates,
        cover: &b.cover,
        places: &b.places,
        loud: &b.loud,
        ends: &b.ends,
        extents: &b.extents,
        small: &small,
        pairs: &pairs,
        links: &links,
    };
    found::persons(&page, &mut b.persons);
    cues::read(&page, &mut b.sightings);
    lists::read(&page, &mut b.sightings);
    belief::decide(&page, &b.sightings, &b.persons, &mut b.verdicts);
    let mut scale = Scale { weights, seen: &mut b.seen, log: log.as_deref_mut() };
    b.business.read(&page);
    likely::believe(&page, &mut scale, &mut b.business, &mut b.verdicts, &b.sightings, &b.persons);
    belief::shortened(&page, &mut b.verdicts);
    b.registry.clear();
    found::establish(&page, &b.sightings, &b.verdicts, &b.persons, &mut b.registry);
    wholes::whole_names(&page, &b.persons, &mut b.registry);
    wholes::whole_by_end(&page, &b.persons, &mut b.registry);
    likely::establish(&page, &mut scale, &mut b.business, &b.verdicts, &b.sightings, &b.persons, &mut b.registry);
    wholes::whole_by_start(&page, &b.persons, &mut b.registry);
    entries::aliases(&page, &mut b.verdicts, &mut b.registry);
    lists::coordinated(&page, &b.verdicts, &b.persons, &mut b.registry);
    lists::ranked(&page, &b.verdicts, &b.persons, &mut b.registry);
    homonyms::give_way(&page, &mut b.verdicts, &mut b.registry);
    homonyms::models(&page, &mut b.verdicts);
    let believed: Vec<bool> = b.verdicts.iter().map(|v| v.believed).collect();
    wholes::short_by_end(&page, &b.persons, &mut b.registry);
    wholes::things_by_end(&page, &mut b.registry);
    b.registry.shorten(&page, &believed);
    b.registry.link(&page);
    products::named_after_companies(&page, &b.verdicts, &b.persons, &mut b.registry);
    homonyms::lengthened(&page, &b.verdicts, &b.persons, &mut b.registry);
    found::occurrences(&page, &b.registry, &believed, &mut b.occurrences);
    let mut found = report::mentions(&page, &b.verdicts, &b.registry, &b.occurrences, &b.sightings, explain);
    if let Some(log) = log {
        weighing::explain(reading.text, &mut found, log);
    }
    merge(mentions, found);
}

/// A quantity inside a name (`Peugeot 2008`) is part of the name; a name inside a quantity (`$3M`) is part of the quantity, but
/// one that says who is counted (`640 Carrefour employees`) is a name all the same.
fn merge(mentions: &mut Vec<Mention>, mut found: Vec<Mention>) {
    let inside = |a: Span, b: Span| b.start <= a.start && a.end <= b.end;
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    // a version behind a product may reach into the next name: `ChatGPT 3M`
    let mut end = 0;
    found.retain(|n| {
        let free = n.span.start >= end;
        end = end.max(n.span.end);
        free
    });
    // both rows of spans are sorted and free of overlaps, but for dates and amounts that may touch
    let mut near = Neighbours::default();
    let counted = |n: Span, q: &Mention| {
        matches!(q.kind, crate::document::Kind::Users | crate::document::Kind::Headcount) && inside(n, q.span) && n != q.span
    };
    let apart = |n: Span, q: &Mention| !n.overlaps(q.span) || inside(q.span, n) && q.span != n || counted(n, q);
    found.retain(|n| near.of(mentions, n.span).iter().all(|q| apart(n.span, q)));
    let mut near = Neighbours::default();
    mentions.retain(|q| !near.of(&found, q.span).iter().any(|n| inside(q.span, n.span)));
    mentions.extend(found);
    mentions.sort_by_key(|m| (m.span.start, m.span.end, m.kind));
}

/// The mentions of a sorted row that may overlap a span, asked for from left to right.
#[derive(Default)]
struct Neighbours {
    first: usize,
}

impl Neighbours {
    fn of<'m>(&mut self, row: &'m [Mention], span: Span) -> &'m [Mention] {
        while row.get(self.first).is_some_and(|m| m.span.end <= span.start) {
            self.first += 1;
        }
        let rest = &row[self.first..];
        &rest[..rest.partition_point(|m| m.span.start < span.end)]
    }
}
