//! Where untrusted bytes come in: what `cargo fuzz` runs and what `tests/fuzz.rs` replays. None may panic, whatever the bytes.

use factrow::dictionary::{Dictionary, SourceFile};
use factrow::formats::input::{File, ReadOptions, expand};
use factrow::records::{fact_rows, mention_rows};
use factrow::{Document, Engine, Settings};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::open(&factrow::Options::default(), Settings::default()).expect("tables"));

/// A text is read and its rows are made.
pub(crate) fn text(bytes: &[u8]) {
    let document = Document { id: "any.txt".into(), text: String::from_utf8_lossy(bytes).into_owned(), ..Document::default() };
    let found = ENGINE.extract(&document);
    let characters = document.text.chars().count() as u64;
    mention_rows(&document, &found).for_each(|row| assert!(row.start < row.end && row.end <= characters));
    fact_rows(&document, &found).for_each(|row| assert!(row.start < row.end && row.end <= characters));
}

/// The first byte chooses a format, the others are a file of it.
pub(crate) fn input(bytes: &[u8]) {
    const NAMES: [&str; 11] = ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.tsv", "a.eml", "a.docx", "a.zip", "a.tar", "a.txt.gz"];
    let Some((first, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let options = ReadOptions { max_file_size: Some(1 << 20), cut: true, ..ReadOptions::default() };
    expand(File::in_memory(name, rest), &options, &mut |item| {
        let _ = item.read(&options);
        true
    });
}

/// The bytes are a file of companies and one of words.
pub(crate) fn dictionary(bytes: &[u8]) {
    for path in ["companies/any.csv", "products/any.csv", "fr/any.csv", "classes.csv"] {
        load(path, bytes);
    }
}

/// The bytes are a file of rules and one of frames.
pub(crate) fn rules(bytes: &[u8]) {
    for path in ["rules/any.toml", "frames/any.toml"] {
        load(path, bytes);
    }
}

fn load(path: &'static str, bytes: &[u8]) {
    let content = String::from_utf8_lossy(bytes).into_owned().into();
    if let Ok(dictionary) = Dictionary::from_files(&[SourceFile { path: path.into(), content }]) {
        let _ = Engine::new(dictionary, Settings::default());
    }
}
