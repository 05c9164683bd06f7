//! A folder of expected tables, and what is read now.

use super::diff::{Comparison, compare};
use super::finding::Finding;
use super::rows::{Record, Rows, RowsError};
use crate::document::Extraction;
use crate::formats::input::{Article, Failure};
use crate::records::{DocumentRow, Table, fact_rows, mention_rows};
use rustc_hash::FxHashMap;
use std::path::Path;

/// Tables that an expectation may hold; companies.csv follows from them.
const TABLES: [Table; 3] = [Table::Mentions, Table::Facts, Table::Documents];

/// What was read from the articles of a folder.
#[derive(Debug)]
pub struct Reading {
    mentions: Rows,
    facts: Rows,
    documents: Rows,
    /// By document.
    articles: FxHashMap<String, Article>,
}

impl Default for Reading {
    fn default() -> Reading {
        let [mentions, facts, documents] = TABLES.map(|t| Rows::new(t, Vec::new()));
        Reading { mentions, facts, documents, articles: FxHashMap::default() }
    }
}

impl Reading {
    /// Takes in a document that was read.
    pub fn add(&mut self, article: Article, extraction: &Extraction) {
        let Article { document, source, format, encoding } = &article;
        self.mentions.records.extend(mention_rows(document, extraction).map(|r| Record::of(&r)));
        self.facts.records.extend(fact_rows(document, extraction).map(|r| Record::of(&r)));
        self.documents.records.push(Record::of(&DocumentRow::read(document, extraction, source, format, encoding)));
        self.articles.entry(document.id.clone()).or_insert(article);
    }

    /// Takes in a document that could not be read.
    pub fn add_failure(&mut self, f: &Failure) {
        self.documents.records.push(Record::of(&DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error)));
    }

    /// An article that was read.
    pub fn article(&self, doc: &str) -> Option<&Article> {
        self.articles.get(doc)
    }

    /// The rows of a table.
    pub fn rows(&self, table: Table) -> &Rows {
        match table {
            Table::Mentions => &self.mentions,
            Table::Facts => &self.facts,
            _ => &self.documents,
        }
    }

    /// The documents that were read: name, text and file, by name.
    pub(super) fn articles(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let article = |r| {
            let doc = Record::doc(r);
            self.articles.get(doc).map(|a| (doc, a.document.text.as_str(), a.source.as_str()))
        };
        self.documents.records.iter().filter_map(article)
    }

    /// All documents, those that could not be read too.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.records.iter().map(Record::doc)
    }
}

/// The expected tables of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Those that there are.
    pub tables: Vec<Rows>,
}

impl Expectation {
    /// Reads the tables of a folder; those that it does not have are not compared.
    ///
    /// # Errors
    /// A table that is none.
    pub fn read(folder: &Path) -> Result<Expectation, RowsError> {
        let there = TABLES.into_iter().map(|t| (t, folder.join(format!("{}.csv", t.name())))).filter(|(_, path)| path.exists());
        Ok(Expectation { tables: there.map(|(t, path)| Rows::read(t, &path)).collect::<Result<_, _>>()? })
    }

    /// The expectation that a reading fulfils: of the tables it has, or of all where it has none.
    #[must_use]
    pub fn of(reading: &Reading, tables: &Expectation) -> Expectation {
        let has = |t: &Table| tables.tables.is_empty() || tables.has(*t);
        Expectation { tables: TABLES.into_iter().filter(has).map(|t| reading.rows(t).clone()).collect() }
    }

    /// Whether there is such a table.
    pub fn has(&self, table: Table) -> bool {
        self.tables.iter().any(|rows| rows.table() == table)
    }

    /// All differences, by document, rule and place, with the counts of rows that are the same and that only moved.
    pub fn differences(&self, reading: &Reading) -> (Vec<Finding>, Comparison) {
        let length = |doc: &str| self.length(reading, doc);
        let mut findings = Vec::new();
        let mut counts = Comparison::default();
        for expected in &self.tables {
            let found = compare(expected, reading.rows(expected.table()), &length);
            counts.same += found.same;
            counts.shifted += found.shifted;
            findings.extend(found.changes.into_iter().map(|c| {
                let article = reading.articles.get(c.row().doc());
                Finding::new(c, article.map(|a| a.document.text.as_str()), article.map_or("", |a| a.source.as_str()))
            }));
        }
        let line = |f: &Finding| f.place.as_ref().map(|p| (p.line, p.column));
        findings.sort_by(|a, b| (&a.doc, a.table, &a.rule, line(a)).cmp(&(&b.doc, b.table, &b.rule, line(b))));
        (findings, counts)
    }

    /// Characters of a document before and now, where they are recorded.
    pub(super) fn length(&self, reading: &Reading, doc: &str) -> Option<(i64, i64)> {
        let documents = self.tables.iter().find(|r| r.table() == Table::Documents)?;
        let of = |rows: &Rows| rows.records.iter().find(|r| r.doc() == doc)?.get("characters").parse().ok();
        Some((of(documents)?, of(&reading.documents)?))
    }
}
