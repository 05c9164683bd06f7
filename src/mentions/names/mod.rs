//! Companies and products: names that a dictionary row lists.

mod index;
mod matching;

pub(crate) use index::NameIndex;

use super::reading::Reading;
use crate::dictionary::{Name, NameKind};
use crate::document::{Entity, Kind, Mention, Part, Span, Value};
use matching::Candidate;

/// Buffers for names that one thread uses again for each document.
#[derive(Debug, Default)]
pub(crate) struct NameBuffers {
    candidates: Vec<Candidate>,
}

/// Adds the companies and products of a text to its other mentions, all by offset.
pub(crate) fn find(reading: &Reading<'_>, names: &NameIndex, buffers: &mut NameBuffers, mentions: &mut Vec<Mention>, explain: bool) {
    let NameBuffers { candidates } = buffers;
    matching::candidates(reading, names, candidates);
    let found = candidates.iter().filter(|c| !names.form(c.form).ambiguous);
    let found: Vec<Mention> = found.map(|c| mention(reading, names, c, explain)).collect();
    merge(mentions, found);
}

/// A quantity inside a name (`Peugeot 2008`) is part of the name; a name inside a quantity (`$3M`) is part of the quantity.
fn merge(mentions: &mut Vec<Mention>, mut found: Vec<Mention>) {
    let inside = |a: Span, b: Span| b.start <= a.start && a.end <= b.end;
    found.retain(|n| !mentions.iter().any(|q| n.span.overlaps(q.span) && (!inside(q.span, n.span) || q.span == n.span)));
    mentions.retain(|q| !found.iter().any(|n| inside(q.span, n.span)));
    mentions.extend(found);
    mentions.sort_by_key(|m| (m.span.start, m.span.end, m.kind));
}

fn mention(reading: &Reading<'_>, names: &NameIndex, c: &Candidate, explain: bool) -> Mention {
    let form = names.form(c.form);
    let row = names.row(form.row);
    let span = reading.span(c.start, c.end);
    let parts = if explain {
        vec![Part { span, class: "name".to_owned(), value: row.id.clone(), source: row.source.to_string() }]
    } else {
        Vec::new()
    };
    Mention {
        kind: kind(row),
        span,
        sentence: reading.sentence_of[c.start],
        value: Value::Entity(entity(row)),
        rule: format!("name.{}", row.id),
        confidence: 0.98,
        parts,
    }
}

fn kind(row: &Name) -> Kind {
    match row.kind {
        NameKind::Company => Kind::Company,
        NameKind::Product => Kind::Product,
    }
}

fn entity(row: &Name) -> Entity {
    let owner = if row.kind == NameKind::Product { row.parent.clone() } else { String::new() };
    Entity { id: row.id.clone(), name: row.name.clone(), owner, sector: row.sector.clone() }
}
