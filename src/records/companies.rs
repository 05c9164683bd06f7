//! Rows of companies.csv: what all documents together say of each company.

use super::cell::{Cell, Row, Table, columns};
use super::text::one_line;
use crate::dictionary::Name;
use crate::document::{Document, Entity, Extraction, Kind};
use crate::reading::names::NameIndex;
use std::collections::BTreeMap;
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
    /// Adds what one document says. Call it in the order of the documents.
    pub fn add(&mut self, document: &Document, extraction: &Extraction, directory: &Directory) {
        let date = extraction.date.as_ref().map(|d| d.span.edtf()).unwrap_or_default();
        let mut met = std::collections::BTreeSet::new();
        for m in extraction.mentions.iter().filter(|m| m.kind == Kind::Company) {
            let Some(entity) = m.entity() else { continue };
            let (key, row) = self.row(entity, directory);
            row.mentions += 1;
            let surface = one_line(m.span.of(&document.text));
            if !row.aliases_seen.iter().any(|a| *a == surface) {
                row.aliases_seen.push(surface.into_owned());
            }
            met.insert(key);
        }
        for f in &extraction.facts {
            let parties = [Some(&f.subject), f.object.as_ref()];
            for entity in parties.into_iter().flatten() {
                // products, places and authorities are no companies
                let key = key(entity);
                if directory.get(&entity.id).is_some() || self.rows.contains_key(&key) {
                    let (key, row) = self.row(entity, directory);
                    row.facts += 1;
                    met.insert(key);
                }
            }
        }
        for key in met {
            if let Some(row) = self.rows.get_mut(&key) {
                row.documents += 1;
                if row.first_doc.is_empty() {
                    row.first_doc.clone_from(&document.id);
                }
                if date > row.last_doc_date {
                    row.last_doc_date.clone_from(&date);
                }
            }
        }
    }

    fn row(&mut self, entity: &Entity, directory: &Directory) -> ((bool, String), &mut CompanyRow) {
        let key = key(entity);
        let row = self.rows.entry(key.clone()).or_insert_with(|| {
            let mut row = CompanyRow { id: entity.id.clone(), name: entity.name.clone(), ..CompanyRow::default() };
            if let Some(n) = directory.get(&entity.id) {
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

fn key(entity: &Entity) -> (bool, String) {
    if entity.id.is_empty() { (true, entity.name.clone()) } else { (false, entity.id.clone()) }
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
