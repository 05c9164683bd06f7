//! The page's own words, in its language.

use rustc_hash::FxHashMap;

/// Language of the page; articles keep their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English
    #[default]
    English,
    /// French
    French,
}

impl Language {
    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
        }
    }
}

/// Words by their keys, of one language.
pub(super) struct Words {
    pub(super) language: Language,
    rows: FxHashMap<&'static str, &'static str>,
}

/// Rows `key | English | French`.
const ROWS: &str = include_str!("words.txt");

impl Words {
    pub(super) fn new(language: Language) -> Words {
        let row = |line: &'static str| {
            let mut cells = line.split('|').map(str::trim);
            let (key, english, french) = (cells.next()?, cells.next()?, cells.next()?);
            Some((key, if language == Language::French { french } else { english }))
        };
        Words { language, rows: ROWS.lines().filter(|l| !l.starts_with('#')).filter_map(row).collect() }
    }

    /// The words of a key.
    pub(super) fn get(&self, key: &str) -> &'static str {
        let words = self.rows.get(key).copied();
        debug_assert!(words.is_some(), "words.txt has no row `{key}`");
        words.unwrap_or_default()
    }

    /// The words for a value of a column, such as a type of fact; the value itself if it has none.
    pub(super) fn value<'a>(&self, column: &str, value: &'a str) -> &'a str {
        self.rows.get(format!("{column}.{value}").as_str()).copied().unwrap_or(value)
    }

    /// `1 fact`, `12 facts`.
    pub(super) fn counted(&self, n: usize, key: &str) -> String {
        let one = n == 1 || (n == 0 && self.language == Language::French);
        let words = self.get(&format!("{key}.{}", if one { "one" } else { "many" }));
        format!("{}\u{a0}{words}", super::figures::grouped(&n.to_string(), self.language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::meaning::{FactType, Modality};

    #[test]
    fn every_row_has_words_in_both_languages_and_stands_once() {
        let mut met = std::collections::BTreeSet::new();
        for line in ROWS.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            assert!(cells.len() == 3 && cells.iter().all(|c| !c.is_empty()), "{line}");
            assert!(met.insert(cells[0]), "{line}");
        }
    }

    #[test]
    fn what_tables_say_has_words() {
        for language in [Language::English, Language::French] {
            let words = Words::new(language);
            FactType::ALL.iter().for_each(|t| assert!(words.rows.contains_key(&*format!("type.{}", t.as_str())), "{t:?}"));
            Modality::ALL.iter().for_each(|m| assert!(words.rows.contains_key(&*format!("modality.{}", m.as_str())), "{m:?}"));
            Kind::ALL.iter().for_each(|k| assert!(words.rows.contains_key(&*format!("kind.{}", k.as_str())), "{k:?}"));
        }
    }
}
