//! Phrases with dates by value, and near misses, in both languages (`tests/dates.toml`).

use factrow::dictionary::Dictionary;
use factrow::{DateSpan, Document, DocumentDate, Engine, Kind, Settings};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
    none: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    value: Option<String>,
    fr: Vec<String>,
    en: Vec<String>,
}

/// A day, or a month as in "2025-06".
fn written(date: &str) -> DateSpan {
    match date.parse() {
        Ok(day) => DateSpan::day(day),
        Err(_) => {
            let (year, month) = date.split_once('-').expect("a year and a month");
            DateSpan::month(year.parse().expect("a year"), month.parse().expect("a month")).expect("a month of a year")
        }
    }
}

#[test]
fn phrases_have_their_dates() {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    let engine = Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]));
    let table: Table = toml::from_str(include_str!("dates.toml")).expect("a table");
    let mut wrong = Vec::new();
    let mut phrases = 0;
    for case in table.case.iter().chain(&table.none) {
        for (lang, texts) in [("fr", &case.fr), ("en", &case.en)] {
            for text in texts {
                phrases += 1;
                let date = case.date.as_deref().map(|d| DocumentDate { span: written(d), source: "record".into() });
                let document = Document { id: "phrase".into(), text: text.clone(), lang: Some(lang.into()), date, title: None };
                let found: Vec<_> = engine.extract(&document).mentions.into_iter().filter(|m| m.kind == Kind::Date).collect();
                let values: Vec<_> = found.iter().map(|m| m.value.to_string()).collect();
                if values != case.value.iter().cloned().collect::<Vec<_>>() {
                    let got: Vec<_> = found.iter().map(|m| format!("{:?} {} ({})", m.span.of(text), m.value, m.rule)).collect();
                    wrong.push(format!("{}: {lang} {text:?}: must be {:?}, got {got:?}", case.name, case.value));
                }
            }
        }
    }
    assert!(phrases > 400, "only {phrases} phrases");
    assert!(wrong.is_empty(), "{} of {phrases} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
