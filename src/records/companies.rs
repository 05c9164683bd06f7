//! Rows of companies.csv: what all documents together say of each company.

use super::cell::{Cell, Row, Table, columns};
use super::text::{Place, one_line};
use crate::dictionary::Name;
use crate::document::{Document, Extraction, Kind, Mention, Span};
use crate::reading::names::NameIndex;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
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

    fn has(&self, id: &str) -> bool {
        self.names.company(id).is_some()
    }

    fn get(&self, id: &str) -> Option<Name<'_>> {
        self.names.company(id).map(|row| self.names.row(row))
    }
}

/// The roll-up over documents. Rows come by id; companies without one, known only from their context, last by name.
#[derive(Debug, Default)]
pub struct Companies {
    rows: Vec<CompanyRow>,
    /// Where the row of an id stands, and that of a name without one.
    by_id: FxHashMap<String, usize>,
    by_name: FxHashMap<String, usize>,
    /// How many documents there were.
    documents: u64,
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
    /// The number of the last document that has it.
    last: u64,
}

impl Companies {
    /// Adds what one document says, or a later piece of it. Call it in the order of the documents.
    pub fn add(&mut self, seen: &Seen, directory: &Directory) {
        self.documents += u64::from(!seen.goes_on || self.documents == 0);
        for (id, name, surface) in &seen.mentions {
            let row = self.row(id, name, directory, seen);
            row.mentions += 1;
            if !row.aliases_seen.contains(surface) {
                row.aliases_seen.push(surface.clone());
            }
        }
        for (id, name) in &seen.parties {
            // products, places and authorities are no companies
            if self.place(id, name).is_some() || directory.has(id) {
                self.row(id, name, directory, seen).facts += 1;
            }
        }
    }

    fn place(&self, id: &str, name: &str) -> Option<usize> {
        if id.is_empty() { self.by_name.get(name) } else { self.by_id.get(id) }.copied()
    }

    /// The row of a company that a document has.
    fn row(&mut self, id: &str, name: &str, directory: &Directory, seen: &Seen) -> &mut CompanyRow {
        let place = self.place(id, name).unwrap_or_else(|| {
            let (index, key) = if id.is_empty() { (&mut self.by_name, name) } else { (&mut self.by_id, id) };
            index.insert(key.to_owned(), self.rows.len());
            let mut row = CompanyRow { id: id.to_owned(), name: name.to_owned(), ..CompanyRow::default() };
            if let Some(n) = directory.get(id) {
                [row.name, row.ticker, row.country, row.parent] = [n.name, n.ticker, n.country, n.parent].map(str::to_owned);
            }
            self.rows.push(row);
            self.rows.len() - 1
        });
        let row = &mut self.rows[place];
        if row.last != self.documents {
            row.last = self.documents;
            row.documents += 1;
        }
        if row.first_doc.is_empty() {
            row.first_doc.clone_from(&seen.doc);
        }
        if seen.date > row.last_doc_date {
            row.last_doc_date.clone_from(&seen.date);
        }
        row
    }

    /// All rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = &CompanyRow> {
        let mut rows: Vec<&CompanyRow> = self.rows.iter().collect();
        rows.sort_by_key(|r| (r.id.is_empty(), if r.id.is_empty() { &r.name } else { &r.id }));
        rows.into_iter()
    }
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
