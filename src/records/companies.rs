//! Rows of companies.csv: what all documents together say of each company.

use super::cell::{Cell, Row, Table, columns};
use super::text::{Place, one_line};
use crate::dictionary::Name;
use crate::document::{Document, Extraction, Kind, Mention, Span};
use crate::reading::names::NameIndex;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

columns! {
    id: Text, name: Text, ticker: Text, country: Text, parent: Text, documents: Whole, mentions: Whole, facts: Whole,
    first_doc: Text, last_doc_date: Text, aliases_seen: Text,
}

/// What the dictionary says of each company, by id.
#[derive(Debug)]
pub struct Directory {
    names: Arc<NameIndex>,
}

impl Directory {
    pub(crate) fn new(names: Arc<NameIndex>) -> Directory {
        Directory { names }
    }

    fn get(&self, id: &str) -> Option<Name<'_>> {
        self.names.company(id).map(|row| self.names.row(row))
    }
}

/// The roll-up over documents. Rows come by id; companies without one, known only from their context, last by name.
#[derive(Debug, Default)]
pub struct Companies {
    rows: BTreeMap<(bool, String), CompanyRow>,
    /// Those of the document that is being added.
    met: BTreeSet<(bool, String)>,
}

/// One company.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompanyRow {
    id: String,
    name: String,
    ticker: String,
    country: String,
    parent: String,
    documents: u64,
    mentions: u64,
    facts: u64,
    first_doc: String,
    last_doc_date: String,
    aliases_seen: Vec<String>,
}

impl Companies {
    /// Adds what one document says, or a later piece of it. Call it in the order of the documents.
    pub fn add(&mut self, seen: &Seen, directory: &Directory) {
        let mut known = std::mem::take(&mut self.met);
        if !seen.goes_on {
            known.clear();
        }
        let mut met = BTreeSet::new();
        for (id, name, surface) in &seen.mentions {
            let (key, row) = self.row(id, name, directory);
            row.mentions += 1;
            if !row.aliases_seen.contains(surface) {
                row.aliases_seen.push(surface.clone());
            }
            met.insert(key);
        }
        for (id, name) in &seen.parties {
            // products, places and authorities are no companies
            if directory.get(id).is_some() || self.rows.contains_key(&key(id, name)) {
                let (key, row) = self.row(id, name, directory);
                row.facts += 1;
                met.insert(key);
            }
        }
        for key in met {
            if let Some(row) = self.rows.get_mut(&key) {
                row.documents += u64::from(!known.contains(&key));
                if row.first_doc.is_empty() {
                    row.first_doc.clone_from(&seen.doc);
                }
                if seen.date > row.last_doc_date {
                    row.last_doc_date.clone_from(&seen.date);
                }
            }
            known.insert(key);
        }
        self.met = known;
    }

    fn row(&mut self, id: &str, name: &str, directory: &Directory) -> ((bool, String), &mut CompanyRow) {
        let key = key(id, name);
        let row = self.rows.entry(key.clone()).or_insert_with(|| {
            let mut row = CompanyRow { id: id.to_owned(), name: name.to_owned(), ..CompanyRow::default() };
            if let Some(n) = directory.get(id) {
                [row.name, row.ticker, row.country, row.parent] = [n.name, n.ticker, n.country, n.parent].map(str::to_owned);
            }
            row
        });
        (key, row)
    }

    /// All rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = &CompanyRow> {
        self.rows.values()
    }
}

fn key(id: &str, name: &str) -> (bool, String) {
    if id.is_empty() { (true, name.to_owned()) } else { (false, id.to_owned()) }
}

/// What one document, or a piece of a long one, says of companies: all that the roll-up takes of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    doc: String,
    /// The document's date.
    date: String,
    /// It is a later piece of the document before it.
    goes_on: bool,
    /// Id, name and surface of each mention.
    mentions: Vec<(SmolStr, SmolStr, String)>,
    /// Id and name of each subject and object of a fact.
    parties: Vec<(SmolStr, SmolStr)>,
}

impl Seen {
    /// What an extraction says.
    pub fn of(place: Place, document: &Document, extraction: &Extraction) -> Seen {
        let companies = extraction.mentions.iter().filter(|m| m.kind == Kind::Company);
        let surface = |span: Span| one_line(span.of(&document.text)).into_owned();
        let mention = |m: &Mention| m.entity().map(|e| (e.id.clone(), e.name.clone(), surface(m.span)));
        let parties = extraction.facts.iter().flat_map(|f| [Some(&f.subject), f.object.as_ref()]).flatten();
        Seen {
            doc: document.id.clone(),
            date: extraction.date.as_ref().map(|d| d.span.edtf()).unwrap_or_default(),
            goes_on: place.piece > 0,
            mentions: companies.filter_map(mention).collect(),
            parties: parties.map(|e| (e.id.clone(), e.name.clone())).collect(),
        }
    }
}

impl Row for CompanyRow {
    const TABLE: Table = Table::Companies;

    fn cells<'r>(&'r self, emit: &mut dyn FnMut(Cell<'r>)) {
        for s in [&self.id, &self.name, &self.ticker, &self.country, &self.parent] {
            emit(Cell::text(s));
        }
        for n in [self.documents, self.mentions, self.facts] {
            emit(Cell::Whole(n));
        }
        emit(Cell::text(&self.first_doc));
        emit(Cell::text(&self.last_doc_date));
        emit(Cell::text(self.aliases_seen.join(";")));
    }
}
