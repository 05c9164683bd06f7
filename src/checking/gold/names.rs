//! When two names are the same to a reader.

use crate::reading::fold::folded;

/// Legal forms and words for a company that readers leave out or add.
const FORMS: [&str; 22] = [
    "inc",
    "corp",
    "corporation",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "sa",
    "sas",
    "se",
    "nv",
    "bv",
    "ag",
    "gmbh",
    "co",
    "company",
    "group",
    "groupe",
    "holding",
    "holdings",
    "spa",
];

/// A name without accents, case, punctuation, article and legal form.
pub(super) fn plain(name: &str) -> String {
    let name = folded(name).replace('’', "'");
    let mut words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && name.chars().count() > 6 && matches!(words[0], "the" | "le" | "la" | "les" | "groupe") {
        words.remove(0);
    }
    for _ in 0..2 {
        if words.len() > 1 && FORMS.contains(&words[words.len() - 1].replace('.', "").as_str()) {
            words.pop();
        }
    }
    let joined = words.concat();
    joined.strip_prefix("l'").unwrap_or(&joined).chars().filter(|c| c.is_alphanumeric() || matches!(c, '&' | '+')).collect()
}
