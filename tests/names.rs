//! Names of companies and products, through the public door: sentences, what is found in them, what is not.

use factrow::{Dictionary, Document, Engine, Kind, Settings};
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
        Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]))
    })
}

/// `text=name` of all companies and products of a text, in order; `text` alone where both are the same.
fn found(lang: &str, text: &str) -> Vec<String> {
    let document = Document { id: "test".into(), text: text.into(), lang: Some(lang.into()), ..Document::default() };
    let extraction = engine().extract(&document);
    let named = extraction.mentions.iter().filter(|m| matches!(m.kind, Kind::Company | Kind::Product));
    named
        .map(|m| {
            let (surface, name) = (m.span.of(text), &m.entity().expect("a name").name);
            if surface == name { surface.to_owned() } else { format!("{surface}={name}") }
        })
        .collect()
}

fn check(cases: &[(&str, &str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(lang, text, expected)| {
            let got = found(lang, text);
            (got != *expected).then(|| format!("{lang} {text:?}\n  must be {expected:?}\n  but got {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn names_of_the_dictionary() {
    check(&[
        ("fr", "Le patron d’OpenAI a vu celui de Microsoft.", &["OpenAI", "Microsoft"]),
        ("en", "OpenAI's board met Microsoft's.", &["OpenAI", "Microsoft"]),
        ("en", "3M and 7-Eleven cut jobs.", &["3M", "7-Eleven"]),
        ("en", "It paid $3M for the site.", &[]),
        ("en", "The Google-backed lab left.", &["Google"]),
        ("en", "Shares of Alphabet Inc. rose.", &["Alphabet Inc.=Alphabet"]),
    ]);
}
