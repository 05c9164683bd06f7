//! Writes what the weights are learned from: for each annotated article the facts that its frames could give, as JSON lines.
//!
//! `cargo run --example candidates FOLDER…` reads the articles and gold of each folder in the form of fixtures/gold, or of
//! passages.jsonl: `mentions` of companies and products, `facts` unless they are null; and the examples of the frames.

use factrow::{Document, DocumentDate, Engine, Options, Settings};
use serde_json::{Value, json};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::open(&Options::default(), Settings { explain: true, ..Settings::default() }).map_err(|e| e[0].to_string())?;
    for folder in std::env::args().skip(1) {
        let mut files: Vec<_> = std::fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
        files.sort_by_key(std::fs::DirEntry::path);
        for file in files.iter().map(std::fs::DirEntry::path) {
            let name = file.to_string_lossy();
            if name.ends_with(".gold.json") {
                let Some(text) = text(&file)? else { continue };
                annotated(&engine, &serde_json::from_str(&std::fs::read_to_string(&file)?)?, text);
            } else if name.ends_with(".jsonl") && !name.ends_with("articles.jsonl") {
                for line in std::fs::read_to_string(&file)?.lines() {
                    let gold: Value = serde_json::from_str(line)?;
                    annotated(&engine, &gold, gold["text"].as_str().unwrap_or_default().to_owned());
                }
            }
        }
    }
    let dictionary = factrow::Dictionary::builtin().map_err(|e| e[0].to_string())?;
    for frame in &dictionary.frames {
        for e in &frame.examples {
            let document = Document { id: frame.id.to_string(), text: e.text.clone(), lang: Some(e.lang.clone()), ..Document::default() };
            let facts = candidates(&engine, &document, |f| Some(part(&f.to_string(), &e.value)).filter(|_| f.kind == frame.kind));
            println!("{}", json!({"doc": document.id, "lang": e.lang, "gold": null, "candidates": facts}));
        }
        for r in &frame.rejects {
            let document = Document { id: frame.id.to_string(), text: r.text.clone(), lang: Some(r.lang.clone()), ..Document::default() };
            let facts = candidates(&engine, &document, |f| Some(false).filter(|_| f.kind == frame.kind));
            println!("{}", json!({"doc": document.id, "lang": r.lang, "gold": null, "candidates": facts}));
        }
    }
    Ok(())
}

/// Whether a fact says nothing that another one does not say: `The round was led by Y` of the round told before.
fn part(fact: &str, whole: &str) -> bool {
    let mut parts = fact.split(", ");
    let starts = parts.next().is_some_and(|first| whole.split(", ").next().is_some_and(|w| w.starts_with(first)));
    starts && parts.all(|p| whole.split(", ").any(|w| w == p))
}

/// The candidates of a document; `right` says of those it knows whether they are.
fn candidates(engine: &Engine, document: &Document, right: impl Fn(&factrow::Fact) -> Option<bool>) -> Vec<Value> {
    let amount = |a: &Option<factrow::Amount>| a.as_ref().map(|a| json!([a.low.to_string(), a.high.map(|h| h.to_string()), a.unit]));
    let row = |c: &factrow::Candidate| {
        let f = &c.fact;
        json!({
            "type": f.kind.as_str(), "rule": f.rule, "subject": f.subject.name, "object": f.object.as_ref().map(|o| &o.name),
            "money": amount(&f.money), "count": amount(&f.count), "percent": f.percent.map(|p| p.to_string()),
            "modality": f.modality.as_str(), "sentence": f.sentence, "span": f.span.of(&document.text),
            "choice": c.choice, "proposed": c.proposed, "features": named(&c.features), "right": right(f),
        })
    };
    engine.extract(document).candidates.iter().map(row).collect()
}

/// The names of features.
fn named(features: &[factrow::dictionary::Weighed]) -> Vec<&str> {
    features.iter().map(|f| f.feature.as_str()).collect()
}

/// The text of a gold file: beside it, or a record of articles.jsonl.
fn text(gold: &std::path::Path) -> Result<Option<String>, Box<dyn Error>> {
    let name = gold.to_string_lossy().replace(".gold.json", "");
    if let Ok(text) = std::fs::read_to_string(format!("{name}.txt")) {
        return Ok(Some(text));
    }
    let id = name.rsplit('/').next().unwrap_or_default();
    for line in std::fs::read_to_string(gold.with_file_name("articles.jsonl"))?.lines() {
        let record: Value = serde_json::from_str(line)?;
        if record["id"] == id {
            return Ok(record["text"].as_str().map(str::to_owned));
        }
    }
    Ok(None)
}

/// Prints the candidates of one annotated text.
fn annotated(engine: &Engine, gold: &Value, text: String) {
    let date = gold["doc_date"].as_str().and_then(factrow::formats::input::parse_date);
    let document = Document {
        id: gold["doc"].as_str().unwrap_or_default().to_owned(),
        text,
        date: date.map(|span| DocumentDate { span, source: DocumentDate::RECORD.to_owned() }),
        lang: gold["lang"].as_str().map(str::to_owned),
        ..Document::default()
    };
    let candidates = candidates(engine, &document, |_| None);
    let names = names(engine, &document, &gold["mentions"]);
    println!("{}", json!({"doc": document.id, "lang": document.lang, "gold": gold["facts"], "candidates": candidates, "names": names}));
}

/// The names that were weighed; right is one that stands as a whole where a company is annotated, and nothing is said of those
/// that only overlap one or that reasonable people take for a company.
fn names(engine: &Engine, document: &Document, mentions: &Value) -> Vec<Value> {
    let place = |m: &Value| {
        let (text, nth) = (m["text"].as_str()?, m["nth"].as_u64().unwrap_or(1) as usize);
        let (start, _) = document.text.match_indices(text).nth(nth.checked_sub(1)?)?;
        let open = m["optional"] == true || m["value"]["either"] == true;
        Some((start, start + text.len(), m["kind"] == "company" && !open, open))
    };
    let gold: Vec<_> = mentions.as_array().into_iter().flatten().filter_map(place).collect();
    let right = |n: &factrow::Likely| {
        let spans = || n.spans.iter().map(|s| (s.start as usize, s.end as usize));
        if spans().any(|(a, b)| gold.iter().any(|(s, e, company, _)| *company && a == *s && b == *e)) {
            return Some(true);
        }
        let touched = spans().any(|(a, b)| gold.iter().any(|(s, e, company, open)| (*company || *open) && a < *e && *s < b));
        if touched { None } else { Some(false) }
    };
    let row = |n: &factrow::Likely| json!({"text": n.spans[0].of(&document.text), "features": named(&n.features), "known": n.known, "right": right(n)});
    engine.extract(document).likely.iter().map(row).collect()
}
