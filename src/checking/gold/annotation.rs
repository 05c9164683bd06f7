//! What people read in articles: `*.gold.json`, an object a document, or tables in the form of our own.

use crate::checking::{Record, Rows, RowsError};
use crate::document::Kind;
use crate::records::Table;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The annotations of one document.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// Its name; endings and leading folders may differ from those of the article.
    pub doc: String,
    /// Its language.
    #[serde(default)]
    pub lang: Option<String>,
    /// Spans that are to be found; none if nobody looked for spans.
    #[serde(default)]
    pub(super) mentions: Option<Vec<Marked>>,
    /// Facts that are to be found; none if nobody looked for facts.
    #[serde(default)]
    pub(super) facts: Option<Vec<Stated>>,
}

/// A span that is to be found.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Marked {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Which occurrence of the text, from 1.
    #[serde(default = "first")]
    nth: usize,
    /// Where it stands, in code points, if that is known better.
    #[serde(skip)]
    at: Option<(u64, u64)>,
    pub(super) value: Meaning,
    /// Reasonable readers differ: neither demanded nor held against anyone.
    #[serde(default)]
    pub(super) optional: bool,
}

fn first() -> usize {
    1
}

/// What a span or a slot of a fact means; each kind uses its own fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Meaning {
    pub(super) name: Option<String>,
    pub(super) aliases: Vec<String>,
    /// Company and product are both right.
    pub(super) either: bool,
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) currency: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) bound: Option<String>,
    #[serde(deserialize_with = "stated")]
    pub(super) period: Option<Option<String>>,
    #[serde(deserialize_with = "stated")]
    pub(super) per: Option<Option<String>>,
    pub(super) value: Option<Decimal>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// `start`, `mid` or `end` of a period: where that begins is a matter of taste.
    #[serde(rename = "mod")]
    pub(super) part: Option<String>,
}

/// Tells `null` from a field that is not there.
fn stated<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(d).map(Some)
}

/// A fact that is to be found.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Stated {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) subject: String,
    #[serde(default)]
    pub(super) object: Option<String>,
    #[serde(default)]
    pub(super) money: Option<Meaning>,
    #[serde(default)]
    pub(super) count: Option<Meaning>,
    #[serde(default)]
    pub(super) percent: Option<Decimal>,
    #[serde(default)]
    pub(super) date: Option<Meaning>,
    #[serde(default)]
    pub(super) modality: Option<String>,
    #[serde(default)]
    pub(super) evidence: String,
}

/// Why annotations could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// A file that could not be read.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// A file that is no annotation.
    #[error("{path}: {error}")]
    Form {
        /// The file.
        path: String,
        /// What is wrong, with its line.
        error: serde_json::Error,
    },
    /// A table that is none.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// Nothing there.
    #[error("{0}: no annotations: neither *.gold.json nor mentions.csv or facts.csv")]
    None(String),
}

impl Gold {
    /// Reads the annotations that a path names: a file, a folder of tables, or a folder with `*.gold.json` at any depth.
    ///
    /// # Errors
    /// Files that are no annotations, or none at all.
    pub fn read(path: &Path) -> Result<Vec<Gold>, GoldError> {
        let table = |t: Table| path.join(format!("{}.csv", t.name()));
        let is_csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        if is_csv && path.is_file() {
            // which table it is, its columns say
            return match Rows::read(Table::Mentions, path) {
                Ok(mentions) => Ok(of_tables(Some(mentions), None, None)),
                Err(RowsError::Column { .. }) => Ok(of_tables(None, Some(Rows::read(Table::Facts, path)?), None)),
                Err(e) => Err(e.into()),
            };
        }
        if table(Table::Mentions).exists() || table(Table::Facts).exists() {
            let read = |t: Table| table(t).exists().then(|| Rows::read(t, &table(t))).transpose();
            return Ok(of_tables(read(Table::Mentions)?, read(Table::Facts)?, read(Table::Documents)?));
        }
        let mut files = Vec::new();
        if path.is_file() {
            files.push(path.to_owned())
        } else {
            annotations(path, &mut files)?
        }
        files.sort();
        if files.is_empty() {
            return Err(GoldError::None(path.display().to_string()));
        }
        files.iter().map(|f| annotation(f)).collect()
    }
}

fn annotations(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), GoldError> {
    let entries = std::fs::read_dir(folder).map_err(|error| GoldError::File { path: folder.display().to_string(), error })?;
    for path in entries.filter_map(|e| Some(e.ok()?.path())) {
        if path.is_dir() && !path.is_symlink() {
            annotations(&path, files)?;
        } else if path.to_string_lossy().ends_with(".gold.json") {
            files.push(path);
        }
    }
    Ok(())
}

fn annotation(path: &Path) -> Result<Gold, GoldError> {
    let name = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| GoldError::File { path: name(), error })?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| GoldError::Form { path: name(), error })
}

/// Annotations in the form of our own tables. Every document that any of them names was annotated.
fn of_tables(mentions: Option<Rows>, facts: Option<Rows>, documents: Option<Rows>) -> Vec<Gold> {
    let mut gold: BTreeMap<String, Gold> = BTreeMap::new();
    let (with_mentions, with_facts) = (mentions.is_some(), facts.is_some());
    let mut of = |r: &Record, mention: Option<Marked>, fact: Option<Stated>| {
        let lang = Some(r.get("lang").to_owned()).filter(|l| !l.is_empty());
        let gold = gold.entry(r.doc().to_owned()).or_insert_with(|| Gold {
            doc: r.doc().to_owned(),
            lang,
            mentions: with_mentions.then(Vec::new),
            facts: with_facts.then(Vec::new),
        });
        gold.mentions.iter_mut().for_each(|all| all.extend(mention.clone()));
        gold.facts.iter_mut().for_each(|all| all.extend(fact.clone()));
    };
    documents.iter().flat_map(|d| &d.records).filter(|r| r.get("status") != "skipped").for_each(|r| of(r, None, None));
    mentions.iter().flat_map(|m| &m.records).for_each(|r| of(r, marked(r), None));
    facts.iter().flat_map(|f| &f.records).for_each(|r| of(r, None, Some(fact(r))));
    gold.into_values().collect()
}

fn cell(r: &Record, column: &str) -> Option<String> {
    Some(r.get(column).to_owned()).filter(|c| !c.is_empty())
}

fn number(r: &Record, column: &str) -> Option<Decimal> {
    r.get(column).parse().ok()
}

fn days(r: &Record) -> Meaning {
    Meaning { from: cell(r, "date_from"), to: cell(r, "date_to"), ..Meaning::default() }
}

fn marked(r: &Record) -> Option<Marked> {
    let kind = Kind::parse(r.get("kind"))?;
    let amount = || Meaning {
        low: number(r, "amount"),
        high: number(r, "amount_high"),
        bound: cell(r, "bound"),
        per: Some(cell(r, "per")),
        ..Meaning::default()
    };
    let value = match kind {
        Kind::Company | Kind::Product => Meaning { name: cell(r, "name").or_else(|| cell(r, "text")), ..Meaning::default() },
        Kind::Date => days(r),
        Kind::Money => Meaning { currency: cell(r, "unit"), ..amount() },
        Kind::Users | Kind::Headcount => Meaning { unit: cell(r, "unit"), ..amount() },
        Kind::Percent => Meaning { value: number(r, "amount"), ..Meaning::default() },
    };
    Some(Marked { kind, text: r.get("text").to_owned(), nth: 1, at: r.span(), value, optional: false })
}

fn fact(r: &Record) -> Stated {
    let amount = |low: &str, high: &str, currency: Option<String>, unit: Option<String>| {
        let low = number(r, low)?;
        Some(Meaning { low: Some(low), high: number(r, high), currency, unit, ..Meaning::default() })
    };
    Stated {
        kind: r.get("type").to_owned(),
        subject: r.get("subject").to_owned(),
        object: cell(r, "object"),
        money: amount("amount", "amount_high", cell(r, "currency"), None),
        count: amount("count", "count_high", None, cell(r, "count_unit")),
        percent: number(r, "percent"),
        date: cell(r, "date_from").map(|_| days(r)),
        modality: cell(r, "modality"),
        evidence: r.get("evidence").to_owned(),
    }
}

impl Meaning {
    /// What it says, in a line.
    pub(super) fn brief(&self) -> String {
        let range = [self.low, self.high].into_iter().flatten().map(|d| d.to_string()).collect::<Vec<_>>().join("-");
        let days = self.from.as_ref().map(|f| format!("{f}/{}", self.to.as_deref().unwrap_or("")));
        let per = self.per.iter().chain(&self.period).flatten().next().map(|p| format!("per {p}"));
        let value = self.value.map(|v| v.to_string());
        let words = [self.name.clone(), Some(range), self.currency.clone(), self.unit.clone(), value, days, per];
        words.into_iter().flatten().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Stated {
    /// What it says, in a line.
    pub(super) fn brief(&self) -> String {
        let object = self.object.as_ref().map(|o| format!(" > {o}")).unwrap_or_default();
        let slots = [&self.money, &self.count, &self.date].into_iter().flatten().map(Meaning::brief);
        let rest = slots.chain(self.percent.map(|p| format!("{p} %"))).chain(self.modality.clone());
        rest.fold(format!("{}{object}", self.subject), |line, slot| format!("{line}, {slot}"))
    }
}

impl Marked {
    /// Its code points in a text; nothing if it does not stand there.
    pub(super) fn span(&self, text: &str) -> Option<(u64, u64)> {
        if self.at.is_some() {
            return self.at;
        }
        let mut from = 0;
        let mut at = None;
        for _ in 0..self.nth {
            let found = from + text[from..].find(&self.text)?;
            at = Some(found);
            from = found + text[found..].chars().next().map_or(1, char::len_utf8);
        }
        let start = text[..at?].chars().count() as u64;
        Some((start, start + self.text.chars().count() as u64))
    }

    /// Whether a mention of a kind answers this one.
    pub(super) fn takes(&self, kind: &str) -> bool {
        kind == self.kind.as_str() || self.value.either && matches!(kind, "company" | "product")
    }
}
