//! Accuracy on hand-annotated articles: every `fixtures/gold/**/*.gold.json` is scored against what the engine reads in the
//! text beside it. `fixtures/gold/floors.toml` holds the least F1 of each kind; raise it when the score has risen.
//!
//! `cargo test --test gold -- --nocapture` prints the scores, `FACTROW_ERRORS=money` also what is wrong of a kind.

mod annotation;
mod score;

use annotation::Annotation;
use factrow::{Dictionary, Document, Engine, Kind, Settings};
use score::{Score, Scores};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const ROOT: &str = "fixtures/gold";

#[test]
fn accuracy_stays_above_its_floors() {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    let engine = Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]));
    let mut scores = Scores::default();
    for path in annotations(Path::new(ROOT)) {
        let gold: Annotation = serde_json::from_str(&read(&path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let text = read(&PathBuf::from(path.to_string_lossy().replace(".gold.json", ".txt")));
        let document = Document { id: gold.doc.clone(), text, ..Document::default() };
        let extraction = engine.extract(&document);
        scores.mentions(&gold, &document, &extraction);
        scores.facts(&gold, &extraction);
    }
    assert!(scores.facts.gold > 0, "no annotations in {ROOT}");
    print!("{scores}");
    if let Ok(kind) = std::env::var("FACTROW_ERRORS") {
        scores.errors.iter().filter(|e| e.starts_with(&kind)).for_each(|e| println!("- {e}"));
    }
    let floors: BTreeMap<String, f64> = toml::from_str(&read(&Path::new(ROOT).join("floors.toml"))).expect("floors as `kind = F1`");
    let mut below = Vec::new();
    for (kind, floor) in floors {
        let score: &Score = match Kind::parse(&kind) {
            Some(k) => &scores.by_kind[&k],
            None if kind == "facts" => &scores.facts,
            None => panic!("floors.toml: no kind `{kind}`"),
        };
        if score.f1() < floor {
            below.push(format!("{kind}: F1 {:.3} is below its floor {floor}", score.f1()));
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

fn annotations(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut found = Vec::new();
    for path in entries.filter_map(|e| Some(e.ok()?.path())) {
        if path.is_dir() {
            found.extend(annotations(&path));
        } else if path.to_string_lossy().ends_with(".gold.json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
