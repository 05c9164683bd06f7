//! What a report shows.

use super::figures::Figure;
use super::words::{Language, Words};
use crate::checking::Record;
use crate::document::{Extraction, Kind};
use crate::formats::input::{self, Failure, parse_date};
use crate::records::{Companies, DocumentRow, Status, fact_rows, mention_rows};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::str::FromStr;

/// Documents with their mentions and facts, and the companies of all. Every value is the cell of a table, so that a report
/// says the same of articles and of the tables that were written of them.
#[derive(Debug, Default)]
pub struct Material {
    pub(super) articles: Vec<Article>,
    pub(super) facts: Vec<Fact>,
    pub(super) companies: Vec<Record>,
    by_doc: FxHashMap<String, usize>,
}

/// A document.
#[derive(Debug)]
pub(super) struct Article {
    /// Its row of documents.csv.
    pub(super) row: Record,
    pub(super) text: Text,
    pub(super) marks: Vec<Mark>,
    /// Places of its facts in [`Material::facts`].
    pub(super) facts: Vec<usize>,
}

/// The text of a document, if it can still be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Text {
    There(String),
    /// The file is not there any more, or cannot be read.
    Gone,
    /// It is not the text that the rows speak of.
    Changed,
}

/// A mention in a text.
#[derive(Debug)]
pub(super) struct Mark {
    /// Code points, end exclusive.
    pub(super) span: (u64, u64),
    pub(super) kind: Kind,
    /// What it means, in a few words.
    pub(super) means: String,
}

/// A fact.
#[derive(Debug)]
pub(super) struct Fact {
    /// Its row of facts.csv.
    pub(super) row: Record,
    /// Name of its row in the page.
    pub(super) anchor: String,
    /// Place in [`Material::articles`].
    pub(super) article: usize,
    /// Code points of its evidence; nothing if the table does not say.
    pub(super) span: Option<(u64, u64)>,
    pub(super) amount: Option<Decimal>,
    pub(super) count: Option<Decimal>,
    pub(super) percent: Option<Decimal>,
    /// First and last day, of its own.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
}

impl Material {
    /// Takes in a document that was read.
    pub fn add(&mut self, article: input::Article, extraction: &Extraction) {
        let input::Article { document, source, format, encoding } = article;
        let at = self.add_document(Record::of(&DocumentRow::read(&document, extraction, &source, format, &encoding)));
        mention_rows(&document, extraction).for_each(|row| self.add_mention(at, &Record::of(&row)));
        fact_rows(&document, extraction).for_each(|row| self.add_fact(at, Record::of(&row)));
        self.articles[at].text = Text::There(document.text);
    }

    /// Takes in a document that could not be read.
    pub fn add_failure(&mut self, f: &Failure) {
        self.add_document(Record::of(&DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error)));
    }

    /// Takes in what all documents together say of companies.
    pub fn add_companies(&mut self, companies: &Companies) {
        self.companies.extend(companies.rows().map(Record::of));
    }

    /// How many documents it has, read or not.
    pub fn documents(&self) -> usize {
        self.articles.len()
    }

    /// How many of them cannot be shown with their text.
    pub fn without_text(&self) -> usize {
        self.articles.iter().filter(|a| a.is_read() && !matches!(a.text, Text::There(_))).count()
    }

    /// How many facts it has.
    pub fn facts(&self) -> usize {
        self.facts.len()
    }

    /// The language that most articles are in.
    pub fn language(&self) -> Language {
        let french = self.articles.iter().filter(|a| a.row.get("lang") == "fr").count();
        if french * 2 > self.articles.iter().filter(|a| a.is_read()).count() { Language::French } else { Language::English }
    }

    pub(super) fn add_document(&mut self, row: Record) -> usize {
        let at = self.articles.len();
        self.by_doc.entry(row.doc().to_owned()).or_insert(at);
        self.articles.push(Article { row, text: Text::Gone, marks: Vec::new(), facts: Vec::new() });
        at
    }

    /// The place of a document; a row may name one that documents.csv lacks.
    pub(super) fn document(&mut self, doc: &str) -> usize {
        match self.by_doc.get(doc) {
            Some(at) => *at,
            None => self.add_document(Record::of(&DocumentRow::unread(doc, "", "", Status::Ok, ""))),
        }
    }

    pub(super) fn add_mention(&mut self, at: usize, row: &Record) {
        if let (Some(span), Some(kind)) = (row.span(), Kind::parse(row.get("kind"))) {
            self.articles[at].marks.push(Mark { span, kind, means: meaning(row, kind) });
        }
    }

    pub(super) fn add_fact(&mut self, at: usize, row: Record) {
        let place = self.facts.len();
        let number = |column: &str| Decimal::from_str(row.get(column)).ok();
        let day = |column: &str| NaiveDate::from_str(row.get(column)).ok();
        let anchor = if row.get("fact").is_empty() { format!("f{}", place + 1) } else { row.get("fact").to_owned() };
        self.articles[at].facts.push(place);
        self.facts.push(Fact {
            anchor,
            article: at,
            span: row.span(),
            amount: number("amount"),
            count: number("count"),
            percent: number("percent"),
            days: day("date_from").zip(day("date_to")),
            row,
        });
    }
}

impl Article {
    /// Whether it was read; all others say why not.
    pub(super) fn is_read(&self) -> bool {
        matches!(self.row.get("status"), "ok" | "")
    }

    /// Its title, or else its name.
    pub(super) fn title(&self) -> &str {
        Some(self.row.get("title")).filter(|t| !t.is_empty()).unwrap_or_else(|| self.row.doc())
    }
}

impl Fact {
    /// The period that it is found by: its own, or else the day its article was written.
    pub(super) fn period(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.days.or_else(|| parse_date(self.row.get("doc_date")).map(|d| (d.from, d.to)))
    }

    /// Whether the text states it without reserve.
    pub(super) fn is_asserted(&self) -> bool {
        self.row.get("modality") == "asserted"
    }

    /// Its money.
    pub(super) fn money(&self) -> Option<Figure<'_>> {
        let high = Decimal::from_str(self.row.get("amount_high")).ok();
        let (unit, bound, per) = (self.row.get("currency"), self.row.get("bound"), self.row.get("per"));
        Some(Figure { low: self.amount?, high, unit, bound, per })
    }

    /// Its count.
    pub(super) fn counted(&self) -> Option<Figure<'_>> {
        let high = Decimal::from_str(self.row.get("count_high")).ok();
        // the bound belongs to the money where there is any
        let bound = if self.amount.is_some() { "" } else { self.row.get("bound") };
        Some(Figure { low: self.count?, high, unit: self.row.get("count_unit"), bound, per: self.row.get("count_per") })
    }

    /// `Acquisition: Microsoft → GitHub, 7.5 bn USD, 2018`
    pub(super) fn summary(&self, words: &Words) -> String {
        let mut out = format!("{}: {}", words.value("type", self.row.get("type")), self.row.get("subject"));
        if !self.row.get("object").is_empty() {
            out.push_str(" → ");
            out.push_str(self.row.get("object"));
        }
        for figure in [self.money(), self.counted()].into_iter().flatten() {
            out.push_str(", ");
            out.push_str(&figure.words(words));
        }
        if !self.row.get("edtf").is_empty() {
            out.push_str(", ");
            out.push_str(self.row.get("edtf"));
        }
        out
    }
}

/// What a mention means, as its row says it.
fn meaning(row: &Record, kind: Kind) -> String {
    let words: Vec<&str> = match kind {
        Kind::Company | Kind::Product => vec![row.get("name")],
        Kind::Date => vec![row.get("edtf")],
        _ => {
            let mut words = vec![Some(row.get("bound")).filter(|b| !matches!(*b, "exact" | "range")).unwrap_or_default()];
            words.push(row.get("amount"));
            if !row.get("amount_high").is_empty() {
                words.extend(["–", row.get("amount_high")]);
            }
            words.push(row.get("unit"));
            if !row.get("per").is_empty() {
                words.extend(["/", row.get("per")]);
            }
            words
        }
    };
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    words.join(" ")
}
