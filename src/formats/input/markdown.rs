//! Markdown: front matter says what is known of the document, and neither it nor link targets are read as text.
//!
//! Both are blanked out with spaces, one for each character, so that offsets are those of the file.

use super::written::parse_date;
use crate::meaning::DateSpan;

/// What the front matter states.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) date: Option<DateSpan>,
    pub(super) lang: Option<String>,
}

const DATE: [&str; 6] = ["date", "published", "pubdate", "publishdate", "published_at", "publication_date"];

/// Reads the front matter, if this is the first part of the text, and blanks out what is no text.
pub(super) fn read(text: &mut String, first: bool) -> FrontMatter {
    let mut known = FrontMatter::default();
    if let Some(end) = front_matter(text).filter(|_| first) {
        for line in text[..end].lines() {
            let Some((key, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            match key.trim().to_lowercase().as_str() {
                "title" if !value.is_empty() => known.title = Some(value.to_owned()),
                "lang" | "language" if value.len() >= 2 => known.lang = value.get(..2).map(str::to_lowercase),
                k if DATE.contains(&k) => known.date = parse_date(value),
                _ => {}
            }
        }
        blank(text, 0, end);
    }
    let mut from = 0;
    while let Some(at) = text[from..].find("](").map(|i| from + i + 2) {
        let stop = text[at..].find([')', '\n']).map_or(text.len(), |i| at + i);
        if text[at..].starts_with("http") || text[at..stop].contains('/') {
            blank(text, at, stop);
        }
        from = at;
    }
    known
}

/// One past the closing line of front matter that opens a text (`---` as in YAML, `+++` as in TOML).
fn front_matter(text: &str) -> Option<usize> {
    let mark = ["---", "+++"].into_iter().find(|m| text.lines().next().is_some_and(|l| l.trim_end() == *m))?;
    let mut at = 0;
    for (i, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if i > 0 && line.trim_end() == mark {
            return Some(at);
        }
        // a rule at the top of a text that has no end is no front matter
        if i > 100 {
            return None;
        }
    }
    None
}

fn blank(text: &mut String, from: usize, to: usize) {
    let spaces: String = text[from..to].chars().map(|c| if matches!(c, '\n' | '\r') { c } else { ' ' }).collect();
    text.replace_range(from..to, &spaces);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_known_and_not_read() {
        let source = "---\ntitle: \"Levée : 3 M€\"\ndate: 2025-06-12\nlang: fr\n---\n\nTexte [ici](https://a.b/2024/01) fin.";
        let mut text = source.to_owned();
        let known = read(&mut text, true);
        assert_eq!(known.title.as_deref(), Some("Levée : 3 M€"));
        assert_eq!(known.date.map(|d| d.edtf()).as_deref(), Some("2025-06-12"));
        assert_eq!(known.lang.as_deref(), Some("fr"));
        assert_eq!(text.trim_start(), "Texte [ici](                   ) fin.");
        assert_eq!(text.chars().count(), source.chars().count());
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let mut text = "---\nEn 2024, tout va bien.".to_owned();
        assert_eq!(read(&mut text, true), FrontMatter::default());
        assert_eq!(text, "---\nEn 2024, tout va bien.");
    }
}
