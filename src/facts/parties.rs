//! The companies and products of a text, each held once: whoever takes a role, is spoken of or stands for another is
//! passed on by reference and never copied.

use crate::document::{Entity, Mention};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// A company or product that facts are told of.
pub(crate) type Party = Arc<Entity>;

/// All parties of a text.
pub(crate) struct Parties<'a> {
    /// By mention; none for quantities and dates.
    mentioned: Vec<Option<Party>>,
    /// By id and name.
    known: FxHashMap<(&'a str, &'a str), Party>,
    /// Finds the company of a dictionary id.
    company: &'a dyn Fn(&str) -> Option<Entity>,
    /// Those asked for, by id.
    companies: RefCell<FxHashMap<String, Option<Party>>>,
}

impl<'a> Parties<'a> {
    pub(crate) fn new(mentions: &'a [Mention], company: &'a dyn Fn(&str) -> Option<Entity>) -> Parties<'a> {
        let mut known: FxHashMap<(&str, &str), Party> = FxHashMap::default();
        let mut hold = |e: &'a Party| {
            let party = known.entry((&e.id, &e.name)).or_insert_with(|| e.clone());
            if *party == *e { party.clone() } else { e.clone() }
        };
        let mentioned = mentions.iter().map(|m| m.entity().map(&mut hold)).collect();
        Parties { mentioned, known, company, companies: RefCell::default() }
    }

    /// The party of a mention.
    pub(crate) fn of(&self, mention: usize) -> Option<&Party> {
        self.mentioned[mention].as_ref()
    }

    /// The party of a company or product that a fact has.
    pub(crate) fn hold(&self, e: &Party) -> Party {
        self.known.get(&(e.id.as_str(), e.name.as_str())).filter(|p| *p == e).unwrap_or(e).clone()
    }

    /// The company of a dictionary id.
    pub(crate) fn company(&self, id: &str) -> Option<Party> {
        if id.is_empty() {
            return None;
        }
        if let Some(known) = self.companies.borrow().get(id) {
            return known.clone();
        }
        let found = (self.company)(id).map(|e| self.hold(&Arc::new(e)));
        self.companies.borrow_mut().insert(id.to_owned(), found.clone());
        found
    }
}
