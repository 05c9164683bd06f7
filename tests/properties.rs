//! What holds for any text: spans lie on characters and in order, mentions of one kind do not overlap, and reading again
//! gives the same.

use factrow::dictionary::Dictionary;
use factrow::{Document, Engine, Extraction, Kind, Scratch, Settings};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::path::PathBuf;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(false));
static EXPLAINING: LazyLock<Engine> = LazyLock::new(|| engine(true));

fn engine(explain: bool) -> Engine {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    Engine::new(dictionary, Settings { explain, ..Settings::default() }).unwrap_or_else(|e| panic!("{}", e[0]))
}

/// Pieces of business news, of noise, and of what makes offsets go wrong.
const PIECES: &[&str] = &[
    "Microsoft",
    "OpenAI",
    "L'Oréal",
    "H&M",
    "AT&T",
    "3M",
    "ChatGPT",
    "GPT-4",
    "Peugeot 208",
    "Vlinder SAS",
    "Acme Robotics Inc.",
    "3 milliards de dollars",
    "$3.2bn",
    "3,2 Md€",
    "entre 1,2 et 1,5 milliard d'euros",
    "US$ 40 million",
    "Rs 1,200 crore",
    "99 cents",
    "12 %",
    "500 M d'utilisateurs/semaine",
    "400M weekly active users",
    "2 019 salariés",
    "15,000 employees",
    "en 2019",
    "le 3 juin 2024",
    "last Tuesday",
    "au dernier trimestre",
    "Q3 2024",
    "entre 2019 et 2023",
    "du 12 au 15 mai",
    "hier",
    "a racheté",
    "acquired",
    "aurait investi",
    "dans",
    "for",
    "pour",
    "et",
    "and",
    "selon",
    "said it would buy",
    "lève",
    "auprès de",
    "chiffre d'affaires de",
    "revenue of",
    "up from",
    "supprime",
    "laid off",
    ".",
    ",",
    ";",
    ":",
    " ",
    "\n",
    "\n\n",
    "\u{a0}",
    "\u{202f}",
    "«",
    "»",
    "(",
    ")",
    "’",
    "-",
    "–",
    "\u{ad}",
    "é",
    "İ",
    "ﬁ",
    "🙂",
    "中",
    "½",
    "e\u{301}",
    "1",
    "000",
    "0",
    "%",
    "€",
    "$",
    "k",
    "M",
    "Md",
    "bn",
    "de",
    "d'",
    "l'",
    "le groupe",
    "the company",
    "its",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    let gap = prop::sample::select(&[" ", " ", " ", "", "\n", "\u{a0}"][..]);
    prop::collection::vec((piece, gap), 0..60).prop_map(|v| v.into_iter().map(|(p, g)| p + g).collect())
}

fn seed() -> u64 {
    std::env::var("FACTROW_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(20_261_121)
}

fn read(text: &str, scratch: &mut Scratch) -> Extraction {
    ENGINE.extract_with(&document(text), scratch)
}

/// What is read when every step is told, but for what only tells.
fn explained(text: &str) -> Extraction {
    let mut out = EXPLAINING.extract(&document(text));
    out.attempts.clear();
    out.candidates.clear();
    out.likely.clear();
    out.mentions.iter_mut().for_each(|m| m.parts.clear());
    out.facts.iter_mut().for_each(|f| f.parts.clear());
    out
}

fn document(text: &str) -> Document {
    Document { id: "any".into(), text: text.into(), ..Document::default() }
}

/// The texts of all annotated articles, by path.
fn articles() -> Vec<(PathBuf, String)> {
    let folders = std::fs::read_dir("fixtures/gold").expect("fixtures").flatten().filter(|f| f.path().is_dir());
    let files = folders.flat_map(|f| std::fs::read_dir(f.path()).expect("a set of articles").flatten());
    let paths = files.map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let articles: Vec<_> = paths.map(|p| (p.clone(), std::fs::read_to_string(p).expect("an article"))).collect();
    assert!(articles.len() > 50, "{} articles", articles.len());
    articles
}

/// Frames that can give nothing are not followed up, but where somebody asks why: that must drop no fact of a real article.
#[test]
fn explaining_changes_nothing_of_articles() {
    for (path, text) in articles() {
        assert_eq!(explained(&text), read(&text, &mut Scratch::default()), "{}", path.display());
    }
}

/// Long texts, short ones and empty ones side by side.
#[test]
fn reading_together_changes_nothing() {
    let articles = articles();
    let (short, long) = (articles.iter().map(|(_, text)| text.clone()), articles.iter().map(|(_, text)| text.as_str()).collect::<String>());
    let documents: Vec<Document> =
        short.chain([String::new(), long, String::new(), "Orvis Pump raises $3m.".to_owned()]).map(|t| document(&t)).collect();
    let mut scratch = Scratch::default();
    let together = ENGINE.extract_all(&documents.iter().collect::<Vec<_>>(), &mut scratch);
    assert_eq!(together.len(), documents.len());
    for (document, found) in documents.iter().zip(together) {
        assert_eq!(ENGINE.extract(document), found, "{:.60}", document.text);
    }
}

proptest! {
    // always the same texts, so that a red run means the change; FACTROW_SEED=N tries others
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, rng_seed: RngSeed::Fixed(seed()), ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_on_characters_in_order_without_overlap(text in texts()) {
        let found = read(&text, &mut Scratch::default());
        let mut ends = [0; Kind::ALL.len()];
        for m in &found.mentions {
            let (start, end) = (m.span.start as usize, m.span.end as usize);
            prop_assert!(start < end && text.is_char_boundary(start) && text.is_char_boundary(end), "{:?} in {text:?}", m.span);
            prop_assert!(!m.span.of(&text).starts_with(char::is_whitespace) && !m.span.of(&text).ends_with(char::is_whitespace));
            let last = &mut ends[Kind::ALL.iter().position(|k| *k == m.kind).unwrap_or(0)];
            prop_assert!(*last <= start, "two mentions of one kind overlap at {start} in {text:?}");
            *last = end;
            prop_assert!((0.0..=1.0).contains(&m.confidence));
        }
        for f in &found.facts {
            prop_assert!(f.span.start < f.span.end && text.is_char_boundary(f.span.start as usize) && text.is_char_boundary(f.span.end as usize));
            prop_assert!(!f.subject.name.is_empty());
        }
    }

    #[test]
    fn explaining_changes_nothing(text in texts()) {
        prop_assert_eq!(explained(&text), read(&text, &mut Scratch::default()));
    }

    #[test]
    fn used_buffers_change_nothing(first in texts(), second in texts()) {
        let mut scratch = Scratch::default();
        read(&first, &mut scratch);
        prop_assert_eq!(read(&second, &mut scratch), read(&second, &mut Scratch::default()));
    }
}
