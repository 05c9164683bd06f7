//! Mentions made of what was believed.

use super::belief::Verdict;
use super::cues::Evidence;
use super::found::{Found, Occurrence, Owner, Registry};
use super::page::Page;
use super::products;
use crate::dictionary::{Name, NameKind};
use crate::document::{Entity, Kind, Mention, Part, Value};

pub(crate) fn mentions(
    page: &Page<'_>,
    verdicts: &[Verdict],
    registry: &Registry,
    occurrences: &[Occurrence],
    explain: bool,
) -> Vec<Mention> {
    let mut out = Vec::with_capacity(occurrences.len() + verdicts.len());
    for (c, v) in page.candidates.iter().zip(verdicts).filter(|(_, v)| v.believed) {
        if occurrences.iter().any(|o| o.start < c.end && c.start < o.end) {
            continue;
        }
        let form = page.names.form(c.form);
        let row = page.names.row(form.row);
        let end = if row.kind == NameKind::Product { products::version(page, c.end) } else { c.end };
        let span = page.reading.span(c.start, end);
        let mut entity = entity(row);
        if end > c.end {
            // a version that no row has is a product of its own
            entity.id = String::new();
            entity.name = products::versioned(page, &row.name, c.end, end);
        }
        let mut parts = Vec::new();
        if explain {
            parts.push(Part { span, class: "name".to_owned(), value: row.id.clone(), source: row.source.to_string() });
            for r in &v.reasons {
                parts.push(Part { span, class: "evidence".to_owned(), value: (*r).to_owned(), source: String::new() });
            }
            parts.extend(v.cue.map(|e| cue(page, &e)));
        }
        out.push(Mention {
            kind: kind(row),
            span,
            sentence: page.reading.sentence_of[c.start],
            value: Value::Entity(entity),
            rule: format!("name.{}", row.id),
            confidence: if !form.ambiguous {
                0.98
            } else if v.score > 4 {
                0.92
            } else {
                0.85
            },
            parts,
        });
    }
    for o in occurrences {
        let f = &registry.names[o.found];
        let span = page.reading.span(o.start, o.end);
        out.push(Mention {
            kind: f.kind,
            span,
            sentence: page.reading.sentence_of[o.start],
            value: Value::Entity(found_entity(page, registry, f)),
            rule: format!("found.{}", f.evidence.cue),
            confidence: f.evidence.confidence,
            parts: if explain { vec![cue(page, &f.evidence)] } else { Vec::new() },
        });
    }
    out
}

fn cue(page: &Page<'_>, e: &Evidence) -> Part {
    let source = e.word.map_or(String::new(), |w| page.reading.lexicon.word(w).source.to_string());
    Part {
        span: page.reading.span(e.start, e.end),
        class: e.cue.to_owned(),
        value: page.reading.span(e.start, e.end).of(page.reading.text).to_owned(),
        source,
    }
}

fn found_entity(page: &Page<'_>, registry: &Registry, f: &Found) -> Entity {
    let owner = match f.owner {
        Some(Owner::Row(r)) if f.kind == Kind::Product => page.names.row(r).id.clone(),
        Some(Owner::Found(i)) if f.kind == Kind::Product => registry.names[i].name.clone(),
        _ => String::new(),
    };
    Entity { id: String::new(), name: f.name.clone(), owner, sector: String::new() }
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
