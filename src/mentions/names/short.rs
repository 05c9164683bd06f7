//! What else the names of a text are called there: short forms, aliases, products and plans without their company's name.

use super::cues::Evidence;
use super::entries::Alias;
use super::extent::Extent;
use super::matching::Candidate;
use super::page::Page;
use super::registry::{Found, Owner, Registry, surface};
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::Shape;

impl Registry {
    /// Takes in the first words of a name as its short form.
    pub(super) fn add_short(&mut self, words: Vec<u64>, of: usize) {
        if self.find(&words).is_none() {
            self.push(Found { words, ..self.names[of].clone() });
        }
    }

    /// Takes in the last word of a name as its short form.
    pub(super) fn add_end(&mut self, words: Vec<u64>, of: usize) {
        if self.find(&words).is_none() {
            let long = &self.names[of];
            let evidence = Evidence { cue: "short", ..long.evidence };
            self.push(Found { words, evidence, ..long.clone() });
        }
    }

    /// Takes in the short name that a text gives a company.
    pub(crate) fn add_alias(&mut self, page: &Page<'_>, at: usize, of: Alias) {
        let words = vec![page.hash(at)];
        let (name, row) = match of {
            Alias::Of(i) => (self.names[i].name.clone(), self.names[i].row),
            Alias::Row(row) => (String::new(), Some(row)),
        };
        if let Some(i) = self.find(&words) {
            (self.names[i].name, self.names[i].row) = (name, row);
            return;
        }
        let evidence = Evidence { cue: "alias", confidence: 0.9, start: at, end: at + 1, word: None, kind: Kind::Company, sure: true };
        self.push(Found {
            kind: Kind::Company,
            name,
            evidence,
            firmly: true,
            words,
            first: at,
            row,
            local: false,
            offer: false,
            owner: None,
        });
    }

    /// `the Slate 2` after `the Lumora Slate 2`: a product without its company's name in front.
    pub(crate) fn add_short_product(&mut self, page: &Page<'_>, start: usize, from: usize, end: usize, evidence: Evidence, owner: Owner) {
        if !distinctive(page, from) || page.is(from, class::VERSION_WORD) || page.candidate(from).is_some() {
            return;
        }
        let words: Vec<u64> = page.words(Extent { start: from, end, core: end }).map(|i| page.hash(i)).collect();
        let evidence = Evidence { kind: Kind::Product, ..evidence };
        self.add_owned(words, from, surface(page, start, end), evidence, owner);
    }

    /// `its Premium plan`: what the company's offer is called beside its others.
    pub(crate) fn add_plan(&mut self, page: &Page<'_>, at: usize, owner: Owner) {
        let words = vec![page.hash(at)];
        let company = match owner {
            Owner::Row(r) => page.names.row(r).name.to_owned(),
            Owner::Found(i) => self.names[i].name.clone(),
        };
        let name = format!("{company} {}", page.text(at));
        let evidence = Evidence { cue: "plan", confidence: 0.75, start: at, end: at + 1, word: None, kind: Kind::Product, sure: false };
        self.add_owned(words, at, name, evidence, owner);
    }

    /// A product whose owner is known, if nothing else is called by its words; the first of them stands at token `first`.
    fn add_owned(&mut self, words: Vec<u64>, first: usize, name: String, evidence: Evidence, owner: Owner) {
        if self.find(&words).is_none() {
            self.push(Found {
                kind: Kind::Product,
                name,
                evidence,
                firmly: true,
                words,
                first,
                row: None,
                local: false,
                offer: false,
                owner: Some(owner),
            });
        }
    }

    /// First words of the dictionary's longer names, where they are distinctive: `Octopus` after `Octopus Energy`; behind initials
    /// the last one, `Smucker` after `J.M. Smucker`.
    pub(crate) fn shorten(&mut self, page: &Page<'_>, believed: &[bool]) {
        for (c, _) in page.candidates.iter().zip(believed).filter(|(_, b)| **b) {
            let form = page.names.form(c.form);
            let row = form.row;
            let initials = page.tokens()[c.start].len == 1 && page.mark(c.start + 1) == '.' && c.end > c.start + 2;
            let first = if initials { c.end - 1 } else { c.start };
            let t = &page.tokens()[first];
            let long = initials && t.len > 2 && page.mark(first - 1) == '.'
                || page.tokens().get(c.start + 1).is_some_and(|n| c.end > c.start + 1 && !n.glued() && n.shape == Shape::Word);
            if form.product {
                self.shorten_model(page, c, row);
            }
            if !long || form.product || !t.capitalized() || !distinctive(page, first) || page.loud(first) {
                continue;
            }
            let words = vec![page.hash(first)];
            match self.find(&words) {
                Some(i) => self.names[i].row = self.names[i].row.or(Some(row)),
                None => {
                    let evidence = Evidence {
                        cue: "short",
                        confidence: 0.85,
                        start: c.start,
                        end: c.end,
                        word: None,
                        kind: Kind::Company,
                        sure: false,
                    };
                    self.push(Found {
                        kind: Kind::Company,
                        name: String::new(),
                        evidence,
                        firmly: true,
                        words,
                        first,
                        row: Some(row),
                        local: false,
                        offer: false,
                        owner: None,
                    });
                }
            }
        }
    }

    /// `the Bolt` after `the Chevrolet Bolt`: a car's model without its maker.
    fn shorten_model(&mut self, page: &Page<'_>, c: &Candidate, row: u32) {
        let last = c.end - 1;
        let model = page.names.row(row).sector == "vehicle" && c.end == c.start + 2 && !page.loud(last);
        let words = vec![page.hash(last)];
        if !model || !page.tokens()[last].capitalized() || !distinctive(page, last) || self.find(&words).is_some() {
            return;
        }
        let evidence =
            Evidence { cue: "short", confidence: 0.85, start: c.start, end: c.end, word: None, kind: Kind::Product, sure: false };
        self.push(Found {
            kind: Kind::Product,
            name: String::new(),
            evidence,
            firmly: true,
            words,
            first: last,
            row: Some(row),
            local: false,
            offer: false,
            owner: None,
        });
    }
}

/// Whether the first word of a name tells it from others: `Acme` of `Acme Robotics`, not `Banque` of `Banque Martin`.
pub(super) fn distinctive(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    let known = [
        class::GIVEN_NAME,
        class::PLACE,
        class::DEMONYM,
        class::NAME_HEAD,
        class::COMPANY_WORD,
        class::COMMON_WORD,
        class::COMPANY_NOUN,
        class::INSTITUTION,
        class::OTHER_NAME,
        class::PRODUCT_NOUN,
        class::OTHER_NOUN,
    ];
    let code = t.len == 2 && page.text(at).bytes().any(|b| b.is_ascii_digit());
    t.shape == Shape::Word && (t.len > 2 || code) && !page.function(at) && !known.iter().any(|c| page.is(at, *c))
}
