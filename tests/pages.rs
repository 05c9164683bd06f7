//! Web pages in the shapes of real news sites: the article without what stands around it, its language, title, and the day
//! it was published.
#![cfg(feature = "html")]

use assert_cmd::cargo::cargo_bin_cmd;
use factrow::formats::input::{ReadOptions, expand, walk};
use std::collections::HashMap;
use std::path::PathBuf;

const FOLDER: &str = "fixtures/html";

/// Least F1 of the words of an article.
const FLOOR: f64 = 0.97;

/// The text that is read of each page.
fn texts() -> HashMap<String, String> {
    let options = ReadOptions { globs: vec!["*.html".to_owned()], ..ReadOptions::default() };
    let (files, failures) = walk(&[PathBuf::from(FOLDER)], None, &options).expect("a glob");
    assert!(failures.is_empty());
    let mut texts = HashMap::new();
    for file in files {
        expand(file, &options, &mut |item| {
            let article = item.read(&options).expect("an article");
            texts.insert(article.document.id.trim_end_matches(".html").to_owned(), article.document.text);
            true
        });
    }
    texts
}

/// A page with a space in place of each tag.
fn source(page: &str) -> String {
    let bytes = std::fs::read(format!("{FOLDER}/{page}.html")).expect("a page");
    let html = factrow::formats::input::decode(bytes).expect("text").text.replace("&amp;", "&");
    let mut tag = false;
    html.chars()
        .map(|c| {
            tag = c == '<' || tag && c != '>';
            if tag || c == '>' { ' ' } else { c }
        })
        .collect()
}

fn words(text: &str) -> HashMap<String, i64> {
    let mut count = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *count.entry(word.to_owned()).or_default() += 1;
    }
    count
}

/// F1 of the words read, and those that differ: `-lost +added`.
fn score(expected: &str, read: &str) -> (f64, String) {
    let (expected, read) = (words(expected), words(read));
    let sum = |m: &HashMap<String, i64>| m.values().sum::<i64>() as f64;
    let common: i64 = expected.iter().map(|(w, n)| n.min(read.get(w).unwrap_or(&0))).sum();
    let more = |a: &HashMap<String, i64>, b: &HashMap<String, i64>, sign: char| -> String {
        let mut words: Vec<_> = a.iter().filter(|(w, n)| **n > *b.get(*w).unwrap_or(&0)).map(|(w, _)| format!("{sign}{w}")).collect();
        words.sort();
        words.join(" ")
    };
    let differ = format!("{} {}", more(&expected, &read, '-'), more(&read, &expected, '+'));
    (2.0 * common as f64 / (sum(&expected) + sum(&read)), differ)
}

#[test]
fn articles_are_cut_out_of_their_pages() {
    let texts = texts();
    assert_eq!(texts.len(), 16);
    let mut wrong = Vec::new();
    for (page, text) in &texts {
        let expected = std::fs::read_to_string(format!("{FOLDER}/{page}.txt")).expect("the expected text");
        let (f1, differ) = score(&expected, text);
        println!("{page}: {f1:.3} {differ}");
        if f1 < FLOOR {
            wrong.push(format!("{page}: {f1:.3} {differ}"));
        }
        // words of neighbouring blocks stay apart
        let page_words = words(&source(page));
        let glued: Vec<_> = words(text).into_keys().filter(|w| !page_words.contains_key(w)).collect();
        assert!(glued.is_empty(), "{page}: {glued:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_are_known_by_language_title_and_day() {
    let mut expected = csv::Reader::from_path(format!("{FOLDER}/expected.csv")).expect("the expected values");
    let output = cargo_bin_cmd!("factrow").args(["extract", FOLDER, "-g", "*.html", "--table", "documents"]).output().expect("a run");
    let mut table = csv::Reader::from_reader(&*output.stdout);
    let rows: Vec<HashMap<String, String>> = table.deserialize().collect::<Result<_, _>>().expect("rows");
    let mut wrong = Vec::new();
    for (expected, row) in expected.deserialize::<HashMap<String, String>>().zip(&rows) {
        let expected = expected.expect("a row");
        assert_eq!(row["doc"], format!("{}.html", expected["page"]));
        for (column, wanted) in [("lang", "lang"), ("doc_date", "date"), ("doc_date_source", "source"), ("title", "title")] {
            if row[column] != expected[wanted] {
                wrong.push(format!("{}: {column} is {:?}, not {:?}", row["doc"], row[column], expected[wanted]));
            }
        }
    }
    assert_eq!(rows.len(), 16);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
