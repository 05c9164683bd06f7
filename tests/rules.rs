//! Every example and near miss of every rule, through the public door.

use factrow::dictionary::Dictionary;
use factrow::{DateSpan, Document, DocumentDate, Engine, Settings};

fn document(text: &str, lang: &str, date: Option<&str>) -> Document {
    let date = date.map(|d| DocumentDate { span: DateSpan::day(d.parse().expect("a date in an example")), source: "record".into() });
    Document { id: "example".into(), text: text.into(), lang: Some(lang.into()), date, title: None }
}

#[test]
fn rules_read_their_examples_and_nothing_of_their_near_misses() {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    let rules = dictionary.rules.clone();
    let engine = Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]));
    let mut wrong = Vec::new();
    for rule in &rules {
        for e in &rule.examples {
            let found = engine.extract(&document(&e.text, &e.lang, e.date.as_deref())).mentions;
            if !found.iter().any(|m| m.rule == rule.id && m.value.to_string() == e.value) {
                let got: Vec<_> = found.iter().map(|m| format!("{} {} ({})", m.span.of(&e.text), m.value, m.rule)).collect();
                wrong.push(format!("{} {}: {:?} must be {}, got {got:?}", rule.source, rule.id, e.text, e.value));
            }
        }
        for r in &rule.rejects {
            let found = engine.extract(&document(&r.text, &r.lang, None)).mentions;
            if let Some(m) = found.iter().find(|m| m.kind == rule.kind) {
                wrong.push(format!("{} {}: {:?} must not be read ({}), got {} ({})", rule.source, rule.id, r.text, r.why, m.value, m.rule));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
