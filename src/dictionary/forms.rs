//! Surface forms of names as lists write them: legal forms, capitals, slugs, and forms that need evidence.

use super::classes::class;
use super::names::Names;
use super::words::{Word, Words};
use crate::reading::fold::folded;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is known of words when names of other lists are taken in.
#[derive(Debug)]
pub struct FormRules {
    /// Folded legal forms, with how many words they have.
    legal: FxHashSet<String>,
    /// Folded words that are no name by themselves, with the class that says so.
    plain: FxHashMap<String, &'static str>,
    /// Folded forms of the dictionary's companies, with their ids.
    known: FxHashMap<String, String>,
}

/// Why a form needs evidence.
const DANGERS: [(super::ClassId, &str); 14] = [
    (class::GIVEN_NAME, "a given name"),
    (class::PLACE, "a place"),
    (class::DEMONYM, "a nationality"),
    (class::CALENDAR_NAME, "a month or day"),
    (class::COMMON_WORD, "a common word"),
    (class::FUNCTION, "a common word"),
    (class::OTHER_NAME, "an institution, index or event"),
    (class::INSTITUTION, "a common word"),
    (class::COMPANY_NOUN, "a common word"),
    (class::COMPANY_TITLE, "a common word"),
    (class::COMPANY_WORD, "a common word"),
    (class::NAME_HEAD, "a common word"),
    (class::PRODUCT_NOUN, "a common word"),
    (class::PERSON_TITLE, "a common word"),
];

impl FormRules {
    /// Rules from the words and companies of dictionaries.
    pub(crate) fn new<'d>(words: impl Iterator<Item = &'d Words> + Clone, names: &Names) -> FormRules {
        let mut legal = FxHashSet::default();
        let mut plain = FxHashMap::default();
        for word in words.clone().flat_map(Words::iter) {
            if matches!(word.class(), class::LEGAL_FORM | class::LEGAL_FORM_BEFORE) {
                legal.insert(key(word.surface()));
            }
            if let Some((_, why)) = DANGERS.iter().find(|(c, _)| *c == word.class()) {
                plain.entry(key(word.surface())).or_insert(*why);
            }
        }
        // any other word in lower case that a dictionary lists alone is a word of the language; an ending is none
        let whole = |w: &Word<'_>| w.class() != class::TENSE_ENDING && w.surface().chars().all(char::is_lowercase);
        for word in words.clone().flat_map(Words::iter).filter(whole) {
            plain.entry(key(word.surface())).or_insert("a common word");
        }
        let mut known = FxHashMap::default();
        for n in names.iter().filter(|n| n.kind == super::NameKind::Company) {
            for form in n.forms().filter(|f| n.ambiguous().all(|a| a != *f)) {
                known.entry(key(form)).or_insert_with(|| n.id.to_owned());
            }
        }
        FormRules { legal, plain, known }
    }

    /// The id of the dictionary's company that a form belongs to for certain.
    pub fn known(&self, form: &str) -> Option<&str> {
        self.known.get(&key(form)).map(String::as_str)
    }

    /// Why a form needs evidence, if it does.
    pub fn danger(&self, form: &str) -> Option<&'static str> {
        let key = key(form);
        if let Some(why) = self.plain.get(&key) {
            return Some(why);
        }
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        let one = !form.trim().contains(char::is_whitespace);
        if letters == 0 {
            Some("a number")
        } else if one && form.chars().count() <= 4 {
            Some("a short form")
        } else {
            None
        }
    }

    /// A name without its legal forms: `Acme Robotics` of `ACME ROBOTICS, INC.`; the same where nothing would remain.
    pub fn strip<'n>(&self, name: &'n str) -> &'n str {
        let mut rest = name.trim();
        for _ in 0..3 {
            let before = rest;
            // the longest run of last words that is a legal form
            let starts = rest.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(i, _)| i);
            if let Some(cut) = starts.filter(|i| self.legal.contains(&key(&rest[*i..]))).min() {
                rest = rest[..cut].trim_end_matches([',', ' ', '-']);
            }
            if let Some((first, tail)) = rest.split_once(' ') {
                if tail.chars().any(char::is_alphabetic) && matches!(key(first).as_str(), "sas" | "sarl" | "sasu" | "eurl" | "sci") {
                    rest = tail.trim_start();
                }
            }
            if rest == before || rest.is_empty() {
                break;
            }
        }
        if rest.chars().any(char::is_alphanumeric) { rest } else { name.trim() }
    }
}

/// What two spellings of one form share: folded, hyphens and apostrophes as spaces, no full stops or commas.
pub(crate) fn key(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    for c in folded(form).chars() {
        match c {
            '.' | ',' | '"' => {}
            '-' | '\'' | ' ' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What two forms share that match the same texts: case, accents, hyphens, apostrophes and a last full stop are free.
pub(crate) fn spelling(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    for c in folded(form.trim().trim_end_matches('.')).chars() {
        match c {
            '-' | '\'' | ' ' if out.is_empty() || out.ends_with(' ') => {}
            '-' | '\'' | ' ' => out.push(' '),
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A stable id made of a name: `Société Générale` → `societe-generale`.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in folded(name).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// A name in capitals as the press writes it: `ACME ROBOTICS OF FRANCE` → `Acme Robotics of France`. Words of up to three
/// letters and words without a vowel stay, they may be acronyms; capitals of the text may be more than the row requires,
/// so `Sncf` would still read SNCF. Mixed spellings are kept.
pub(crate) fn press_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || name.split_whitespace().count() == 1 && name.chars().count() <= 4 {
        return name.trim().to_owned();
    }
    const SMALL: [&str; 14] = ["DE", "DU", "DES", "ET", "LA", "LE", "LES", "OF", "AND", "THE", "FOR", "EN", "AU", "AUX"];
    let mut out = String::with_capacity(name.len());
    for (i, word) in name.split_whitespace().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let vowel = word.chars().any(|c| matches!(folded(&c.to_string()).as_str(), "a" | "e" | "i" | "o" | "u" | "y"));
        if i > 0 && SMALL.contains(&word) {
            out.push_str(&word.to_lowercase());
        } else if letters <= 3 || !vowel || word.contains('.') {
            out.push_str(word);
        } else {
            let mut first = true;
            for c in word.chars() {
                if first || !c.is_alphabetic() {
                    out.push(c);
                } else {
                    out.extend(c.to_lowercase());
                }
                first = matches!(c, '-' | '\'' | '&' | '/');
            }
        }
    }
    out
}
