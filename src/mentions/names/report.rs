//! Mentions made of what was believed.

use super::belief::Verdict;
use super::cues::{Evidence, Sighting, Target};
use super::found::Occurrence;
use super::page::Page;
use super::products;
use super::registry::{Found, Owner, Registry};
use crate::dictionary::{Name, NameKind};
use crate::document::{Entity, Kind, Mention, Part, Value};
use crate::reading::tokens::Shape;
use smol_str::{SmolStr, SmolStrBuilder};

pub(crate) fn mentions(
    page: &Page<'_>,
    verdicts: &[Verdict],
    registry: &Registry,
    occurrences: &[Occurrence],
    sightings: &[Sighting],
    explain: bool,
) -> Vec<Mention> {
    let mut out = Vec::with_capacity(occurrences.len() + verdicts.len());
    for (c, v) in page.candidates.iter().zip(verdicts).filter(|(_, v)| v.believed) {
        let hidden = occurrences.partition_point(|o| o.end <= c.start);
        if occurrences.get(hidden).is_some_and(|o| o.start < c.end) || products::owns_next(page, verdicts, c) {
            continue;
        }
        let form = page.names.form(v.instead.unwrap_or(c.form));
        let row = page.names.row(form.row);
        let end =
            if row.kind == NameKind::Product { products::version(page, products::extended(page, registry, c.start, c.end)) } else { c.end };
        // `Nissan Leaf`: the owner's name in front belongs to the product's
        let start = if row.kind == NameKind::Product { products::owned_from(page, c, row.parent) } else { c.start };
        let span = page.reading.span(start, end);
        let mut entity = entity(&row);
        // the Nissan Leaf is no other car than the Leaf, but that is its whole name
        if matches!(row.sector, "vehicle" | "aircraft") {
            let written = super::registry::surface(page, start, c.end);
            if written.len() > entity.name.len() && written.ends_with(entity.name.as_str()) {
                entity.name = written.into();
            }
        }
        if end > c.end {
            // a version that no row has is a product of its own
            entity.id = SmolStr::default();
            entity.name = products::versioned(page, &entity.name, c.end, end).into();
        }
        let mut parts = Vec::new();
        if explain {
            parts.push(Part { span, class: "name".to_owned(), value: row.id.to_owned(), source: row.source().to_string() });
            for r in &v.reasons {
                parts.push(Part { span, class: "evidence".to_owned(), value: (*r).to_owned(), source: String::new() });
            }
            parts.extend(v.cue.map(|e| cue(page, &e)));
        }
        out.push(Mention {
            kind: kind(&row),
            span,
            sentence: page.reading.sentence_of[c.start],
            value: Value::Entity(entity.into()),
            rule: joined("name.", row.id),
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
        let mut found = found_entity(page, registry, f);
        if f.kind == Kind::Product && o.end > o.start {
            // a version behind a found product is part of its name
            let words = super::registry::surface(page, o.start, o.end);
            if words.len() > found.name.len() && words.starts_with(found.name.as_str()) {
                found.name = words.into();
            }
        }
        out.push(Mention {
            kind: f.kind,
            span,
            sentence: page.reading.sentence_of[o.start],
            value: Value::Entity(found.into()),
            rule: joined("found.", f.evidence.cue),
            confidence: f.evidence.confidence,
            parts: if explain { vec![cue(page, &f.evidence)] } else { Vec::new() },
        });
    }
    let tickers: Vec<Mention> = sightings.iter().filter(|s| s.evidence.cue == "ticker").filter_map(|s| ticker(page, s, &out)).collect();
    for t in tickers {
        if !out.iter().any(|m| m.span.overlaps(t.span)) {
            out.push(t);
        }
    }
    out
}

fn cue(page: &Page<'_>, e: &Evidence) -> Part {
    let source = e.word.map_or(String::new(), |w| page.reading.lexicon.word(w).source().to_string());
    // the cue of a name that ends the text may stand past it
    let start = e.start.min(page.tokens().len() - 1);
    let span = page.reading.span(start, e.end.clamp(start + 1, page.tokens().len()));
    Part { span, class: e.cue.to_owned(), value: span.of(page.reading.text).to_owned(), source }
}

/// The company of a ticker in brackets, named once more by it.
fn ticker(page: &Page<'_>, s: &Sighting, out: &[Mention]) -> Option<Mention> {
    let e = s.evidence;
    let at = e.end + 1;
    let symbol = page.tokens().get(at).filter(|t| t.shape == Shape::Word && t.all_caps() && page.together(e.end, at))?;
    let closed = page.tokens().get(at + 1).is_some_and(|_| matches!(page.mark(at + 1), ')' | ',' | ';'));
    let name = match s.target {
        Target::Candidate(i) => page.tokens()[page.candidates[i].start].start,
        Target::Unknown(x) => page.tokens()[x.start].start,
    };
    let owner = out.iter().find(|m| m.span.start == name && m.kind == Kind::Company)?;
    closed.then(|| Mention { span: symbol.span(), sentence: page.reading.sentence_of[at], ..owner.clone() })
}

fn found_entity(page: &Page<'_>, registry: &Registry, f: &Found) -> Entity {
    if let Some(row) = f.row {
        return entity(&page.names.row(row));
    }
    let owner = match f.owner {
        Some(Owner::Row(r)) if f.kind == Kind::Product => page.names.row(r).id.into(),
        Some(Owner::Found(i)) if f.kind == Kind::Product => registry.names[i].name.as_str().into(),
        _ => SmolStr::default(),
    };
    Entity { name: f.name.as_str().into(), owner, ..Entity::default() }
}

/// The id of a rule of names.
fn joined(kind: &str, id: &str) -> SmolStr {
    let mut out = SmolStrBuilder::new();
    out.push_str(kind);
    out.push_str(id);
    out.finish()
}

fn kind(row: &Name) -> Kind {
    match row.kind {
        NameKind::Company => Kind::Company,
        NameKind::Product => Kind::Product,
    }
}

fn entity(row: &Name) -> Entity {
    let owner = if row.kind == NameKind::Product { row.parent.into() } else { SmolStr::default() };
    Entity {
        id: row.id.into(),
        name: row.name.into(),
        owner,
        sector: row.sector.into(),
        country: row.country.into(),
        parent: row.parent.into(),
    }
}
