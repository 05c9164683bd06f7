//! Rows of mentions.csv.

use super::cell::{Cell, Row, Table, columns};
use super::text::{CodePoints, Place, context, is_short, one_line};
use crate::document::{Document, Extraction, Mention, Span, Value};
use std::borrow::Cow;

columns! {
    doc: Text, lang: Text, sentence: Whole, start: Whole, end: Whole, kind: Text, text: Text, id: Text, name: Text, owner: Text,
    amount: Decimal, amount_high: Decimal, unit: Text, bound: Text, per: Text, traits: Text,
    date_from: Day, date_to: Day, edtf: Text, rule: Text, confidence: Score, context: Text,
}

/// One span found.
#[derive(Debug)]
pub struct MentionRow<'a> {
    /// The document's name.
    pub doc: &'a str,
    /// Its language.
    pub lang: &'a str,
    /// 1-based number of its sentence.
    pub sentence: u64,
    /// First code point.
    pub start: u64,
    /// One past the last code point.
    pub end: u64,
    /// What was found.
    pub mention: &'a Mention,
    /// The surface on one line.
    pub text: Cow<'a, str>,
    /// The sentence on one line.
    pub context: Cow<'a, str>,
}

/// The rows of a document's mentions, in the order of the extraction.
pub fn mention_rows<'a>(document: &'a Document, extraction: &'a Extraction) -> impl Iterator<Item = MentionRow<'a>> {
    mention_rows_at(Place::default(), document, extraction)
}

/// The same for a text that stands at some place of its document.
pub fn mention_rows_at<'a>(place: Place, document: &'a Document, extraction: &'a Extraction) -> impl Iterator<Item = MentionRow<'a>> {
    let text = document.text.as_str();
    let mut points = CodePoints::new(text);
    // the last sentence that is a context as it is
    let mut last: Option<(Span, Cow<'a, str>)> = None;
    extraction.mentions.iter().map(move |mention| {
        let (start, end) = points.span(mention.span);
        let sentence = extraction.sentences.get(mention.sentence as usize).copied();
        let sentence = sentence.unwrap_or(Span { start: mention.span.start, end: mention.span.end });
        let context = match &last {
            Some((of, line)) if *of == sentence => line.clone(),
            _ => context(text, sentence, mention.span),
        };
        last = is_short(sentence).then(|| (sentence, context.clone()));
        MentionRow {
            doc: &document.id,
            lang: &extraction.lang,
            sentence: place.sentences + u64::from(mention.sentence) + 1,
            start: place.characters + start,
            end: place.characters + end,
            mention,
            text: one_line(mention.span.of(text)),
            context,
        }
    })
}

impl Row for MentionRow<'_> {
    const TABLE: Table = Table::Mentions;

    fn cells<'r>(&'r self, emit: &mut dyn FnMut(Cell<'r>)) {
        let m = self.mention;
        emit(Cell::text(self.doc));
        emit(Cell::text(self.lang));
        emit(Cell::Whole(self.sentence));
        emit(Cell::Whole(self.start));
        emit(Cell::Whole(self.end));
        emit(Cell::text(m.kind.as_str()));
        emit(Cell::text(&*self.text));
        let entity = m.entity();
        emit(entity.map_or(Cell::Empty, |e| Cell::text(e.id.as_str())));
        emit(entity.map_or(Cell::Empty, |e| Cell::text(e.name.as_str())));
        emit(entity.map_or(Cell::Empty, |e| Cell::text(e.owner.as_str())));
        let amount = m.amount();
        emit(Cell::decimal(amount.map(|a| a.low)));
        emit(Cell::decimal(amount.and_then(|a| a.high)));
        emit(amount.map_or(Cell::Empty, |a| Cell::text(a.unit.as_str())));
        emit(amount.map_or(Cell::Empty, |a| Cell::text(a.bound.as_str())));
        emit(amount.map_or(Cell::Empty, |a| Cell::text(a.per.as_str())));
        emit(amount.map_or(Cell::Empty, |a| Cell::text(a.traits.join(";"))));
        let date = match &m.value {
            Value::Date(d) => d.as_ref(),
            _ => None,
        };
        emit(Cell::day(date.map(|d| d.from)));
        emit(Cell::day(date.map(|d| d.to)));
        emit(date.map_or(Cell::Empty, |d| Cell::text(d.edtf())));
        emit(Cell::text(m.rule.as_str()));
        emit(Cell::Score(m.confidence));
        emit(Cell::text(&*self.context));
    }
}
