//! The date an article states in its first lines: where it counts, and where a date is only part of the text.

use factrow::{Dictionary, Document, DocumentDate, Engine, Settings};

fn engine() -> Engine {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]))
}

const FR: &str = "Le groupe a annoncé jeudi la vente de ses usines à un concurrent, pour un montant qui n'a pas été dévoilé.";
const EN: &str = "The group said on Thursday that it would sell its plants to a rival, for an amount which was not disclosed.";

#[test]
fn datelines_of_the_press() {
    let engine = engine();
    let mut wrong = Vec::new();
    for (head, expected) in [
        ("Publié le 3 juin 2024 à 17h02", "2024-06-03"),
        ("Publié le 03/06/2024 à 17:02", "2024-06-03"),
        ("Par Anne Martin | Publié le 3 juin 2024 | Mis à jour le 5 juin 2024", "2024-06-03"),
        ("Mis à jour le 5 juin 2024 – Publié le 3 juin 2024", "2024-06-03"),
        ("PARIS, 3 juin 2024 (AFP) – La suite.", "2024-06-03"),
        ("Paris, le 3 juin 2024 – La suite.", "2024-06-03"),
        ("Lundi 3 juin 2024", "2024-06-03"),
        ("Le lundi 3 juin 2024 à 12 h 15", "2024-06-03"),
        ("Par Anne Martin, envoyée spéciale – 3 juin 2024", "2024-06-03"),
        ("Propos recueillis le 3 juin 2024 par Anne Martin", "2024-06-03"),
        ("date 2025-06 Une suite sans rapport", "2025-06"),
        ("Date de publication : 3 juin 2024", "2024-06-03"),
        // no date of the article
        ("Mis à jour le 5 juin 2024", ""),
        ("© 2024 Les Éditions du Lac", ""),
        ("Le rapport publié le 3 juin 2024 par la banque le montre.", ""),
        ("Le 3 juin 2024, le groupe a vendu ses usines.", ""),
        ("3 juin 2019\n\nOuverture.\n\n5 juillet 2021\n\nFermeture.", ""),
        ("3 juin 2019 : ouverture de la première usine", ""),
        ("2019", ""),
        ("PARIS, 3 juin (Reuters) – La suite.", ""),
        ("Résultats au 30 juin 2024", ""),
    ] {
        check(&engine, "fr", head, FR, expected, &mut wrong);
    }
    for (head, expected) in [
        ("Published June 3, 2024", "2024-06-03"),
        ("Published: 3 June 2024, 5.30pm AEST", "2024-06-03"),
        ("Posted on June 3, 2024 by Jane Roe", "2024-06-03"),
        ("First published on Mon 3 Jun 2024 10.42 BST", "2024-06-03"),
        ("By Jane Roe, 3 June 2024", "2024-06-03"),
        ("Jane Roe\nJune 3, 2024", "2024-06-03"),
        ("The Lake Herald, June 3, 2024", "2024-06-03"),
        ("NEW YORK, June 3, 2024 (Lake News) — More.", "2024-06-03"),
        ("CAMBRIDGE, Mass., June 3, 2024 (LAKE WIRE) -- More.", "2024-06-03"),
        ("AUSTIN, Texas--(LAKE WIRE)--June 3, 2024--More.", "2024-06-03"),
        ("June 3, 2024 | SAN DIEGO", "2024-06-03"),
        ("Updated June 5, 2024\nLONDON, June 3 (Lake) - More.", "2024-06-03"),
        // no date of the article
        ("Last updated: June 5, 2024", ""),
        ("Copyright 2024 The Lake Herald", ""),
        ("On June 3, 2023, we completed the sale of our plants.", ""),
        ("Results for the year ended June 30, 2024", ""),
        ("LONDON, June 3 (Lake) - More.", ""),
        ("A study published June 3, 2024 shows it.", ""),
    ] {
        check(&engine, "en", head, EN, expected, &mut wrong);
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn check(engine: &Engine, lang: &str, head: &str, body: &str, expected: &str, wrong: &mut Vec<String>) {
    let titled = format!("{head}\n\n{body}\n");
    let below = format!("Un titre / A title\n\n{head}\n\n{body}\n");
    for text in [titled, below] {
        let document = Document { id: "x".into(), text, lang: Some(lang.into()), ..Document::default() };
        let date = engine.extract(&document).date;
        let got = date.as_ref().map(|d| d.span.edtf()).unwrap_or_default();
        if got != expected || date.is_some_and(|d| d.source != DocumentDate::TEXT) {
            wrong.push(format!("{head:?} must be {expected:?}, got {got:?}"));
        }
    }
}

#[test]
fn a_year_comes_from_elsewhere() {
    let engine = engine();
    let named = |head: &str, file_name: Option<&str>| {
        let span = file_name.and_then(factrow::formats::input::parse_date);
        let date = span.map(|span| DocumentDate { span, source: DocumentDate::FILE_NAME.to_owned() });
        let text = format!("{head}\n\n{FR}\n");
        let document = Document { id: "x".into(), text, lang: Some("fr".into()), date, title: None };
        engine.extract(&document).date.map(|d| format!("{} {}", d.span.edtf(), d.source))
    };
    assert_eq!(named("PARIS, 3 juin (Reuters) – La suite.", Some("2024-06-12")).as_deref(), Some("2024-06-03 text"));
    assert_eq!(named("Sans date.", Some("2024-06-12")).as_deref(), Some("2024-06-12 file-name"));
    let text = format!("PARIS, 3 juin (Reuters) – La suite.\n\n{FR}\n\n© 2023 Reuters. Tous droits réservés.\n");
    let document = Document { id: "x".into(), text, lang: Some("fr".into()), ..Document::default() };
    assert_eq!(engine.extract(&document).date.map(|d| d.span.edtf()).as_deref(), Some("2023-06-03"));
}

#[test]
fn first_lines_may_end_within_a_date() {
    let engine = engine();
    for words in 380..400 {
        let text = format!("Published by us {}12 March 2025 and more.", "word ".repeat(words));
        let read = engine.extract(&Document { text, ..Document::default() });
        assert_eq!(read.mentions.len(), 1, "behind {words} words: {:?}", read.mentions);
    }
}
