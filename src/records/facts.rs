//! Rows of facts.csv, with an id that stays the same while the fact does.

use super::cell::{Cell, Row, Table, columns};
use super::text::{CodePoints, Place, collapse};
use crate::document::{Document, Extraction, Fact};
use crate::meaning::Amount;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fmt::Write;
use xxhash_rust::xxh3::xxh3_64;

columns! {
    fact: Text, doc: Text, doc_date: Text, lang: Text, sentence: Whole, start: Whole, end: Whole, type: Text,
    subject_id: Text, subject: Text, object_id: Text, object: Text, amount: Decimal, amount_high: Decimal, currency: Text,
    bound: Text, per: Text, count: Decimal, count_high: Decimal, count_unit: Text, count_per: Text, percent: Decimal,
    date_from: Day, date_to: Day, edtf: Text, modality: Text, rule: Text, confidence: Score, evidence: Text,
}

/// Most characters of an evidence cell: spreadsheets grow slow long before their limit.
const EVIDENCE: usize = 1000;

/// One fact.
#[derive(Debug)]
pub struct FactRow<'a> {
    /// Stable id.
    pub id: String,
    /// The document's name.
    pub doc: &'a str,
    /// The document's date as EDTF; empty if unknown.
    pub doc_date: String,
    /// Its language.
    pub lang: &'a str,
    /// 1-based number of its sentence.
    pub sentence: u64,
    /// First code point of the evidence.
    pub start: u64,
    /// One past its last code point.
    pub end: u64,
    /// What was read.
    pub fact: &'a Fact,
    /// The evidence on one line.
    pub evidence: Cow<'a, str>,
}

/// The rows of a document's facts, in the order of the extraction.
pub fn fact_rows<'a>(document: &'a Document, extraction: &'a Extraction) -> impl Iterator<Item = FactRow<'a>> {
    fact_rows_at(Place::default(), document, extraction)
}

/// The same for a text that stands at some place of its document.
pub fn fact_rows_at<'a>(place: Place, document: &'a Document, extraction: &'a Extraction) -> impl Iterator<Item = FactRow<'a>> {
    let text = document.text.as_str();
    let doc_date = extraction.date.as_ref().map(|d| d.span.edtf()).unwrap_or_default();
    let mut points = CodePoints::new(text);
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    let mut key = Vec::new();
    extraction.facts.iter().map(move |fact| {
        let (start, end) = points.span(fact.span);
        let mut evidence = collapse(fact.span.of(text));
        if evidence.len() > EVIDENCE && evidence.chars().count() > EVIDENCE {
            evidence = evidence.chars().take(EVIDENCE - 1).chain(['…']).collect::<String>().into();
        }
        let hash = fingerprint(&document.id, fact, &evidence, &mut key);
        let nth = seen.entry(hash).or_insert(0);
        *nth += 1;
        let mut id = String::with_capacity("f0123456789abcdef".len());
        id.push('f');
        id.extend((0..16).rev().filter_map(|i| char::from_digit((hash >> (4 * i)) as u32 & 15, 16)));
        if *nth > 1 {
            let _ = write!(id, "-{nth}");
        }
        // each piece counts for itself: the same words may stand in several
        if place.piece > 0 {
            let _ = write!(id, "-p{}", place.piece + 1);
        }
        let (start, end) = (place.characters + start, place.characters + end);
        let sentence = place.sentences + u64::from(fact.sentence) + 1;
        FactRow { id, doc: &document.id, doc_date: doc_date.clone(), lang: &extraction.lang, sentence, start, end, fact, evidence }
    })
}

/// What stands in no text, between the parts of a fingerprint.
const BETWEEN: u8 = 0x1f;

/// What a fact says and where it was read, without offsets: an edit elsewhere in the text leaves the id alone. It does
/// without rule and confidence too, so that better rules do not rename what they read the same.
fn fingerprint(doc: &str, fact: &Fact, evidence: &str, key: &mut Vec<u8>) -> u64 {
    key.clear();
    for text in [doc, fact.kind.as_str(), name_of(Some(&fact.subject)), name_of(fact.object.as_deref())] {
        key.extend_from_slice(text.as_bytes());
        key.push(BETWEEN);
    }
    for a in [&fact.money, &fact.count] {
        if let Some(a) = a {
            for number in [a.low, a.high.unwrap_or_default()] {
                Cell::Decimal(number).append(key);
                key.push(b'/');
            }
            key.extend_from_slice(a.unit.as_bytes());
        }
        key.push(BETWEEN);
    }
    Cell::decimal(fact.percent).append(key);
    key.push(BETWEEN);
    key.extend_from_slice(evidence.as_bytes());
    xxh3_64(key)
}

fn name_of(entity: Option<&crate::document::Entity>) -> &str {
    entity.map_or("", |e| if e.id.is_empty() { &e.name } else { &e.id })
}

impl Row for FactRow<'_> {
    const TABLE: Table = Table::Facts;

    fn cells<'r>(&'r self, emit: &mut dyn FnMut(Cell<'r>)) {
        let f = self.fact;
        emit(Cell::text(&*self.id));
        emit(Cell::text(self.doc));
        emit(Cell::text(&*self.doc_date));
        emit(Cell::text(self.lang));
        emit(Cell::Whole(self.sentence));
        emit(Cell::Whole(self.start));
        emit(Cell::Whole(self.end));
        emit(Cell::text(f.kind.as_str()));
        emit(Cell::text(f.subject.id.as_str()));
        emit(Cell::text(f.subject.name.as_str()));
        emit(f.object.as_ref().map_or(Cell::Empty, |o| Cell::text(o.id.as_str())));
        emit(f.object.as_ref().map_or(Cell::Empty, |o| Cell::text(o.name.as_str())));
        let unit = |a: Option<&'r Amount>| a.map_or(Cell::Empty, |a| Cell::text(a.unit.as_str()));
        let per = |a: Option<&'r Amount>| a.map_or(Cell::Empty, |a| Cell::text(a.per.as_str()));
        let (money, count) = (f.money.as_ref(), f.count.as_ref());
        emit(Cell::decimal(money.map(|a| a.low)));
        emit(Cell::decimal(money.and_then(|a| a.high)));
        emit(unit(money));
        emit(money.or(count).map_or(Cell::Empty, |a| Cell::text(a.bound.as_str())));
        emit(per(money));
        emit(Cell::decimal(count.map(|a| a.low)));
        emit(Cell::decimal(count.and_then(|a| a.high)));
        emit(unit(count));
        emit(per(count));
        emit(Cell::decimal(f.percent));
        emit(Cell::day(f.date.map(|d| d.from)));
        emit(Cell::day(f.date.map(|d| d.to)));
        emit(f.date.map_or(Cell::Empty, |d| Cell::text(d.edtf())));
        emit(Cell::text(f.modality.as_str()));
        emit(Cell::text(f.rule.as_str()));
        emit(Cell::Score(f.confidence));
        emit(Cell::text(&*self.evidence));
    }
}
