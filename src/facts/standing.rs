//! What a text says of a company before a sentence, by which it is known who `it`, `the company` is.

use super::focus;
use super::leading;
use super::parties::Party;
use super::played::played;
use super::sentence::{Placed, Sentence};
use crate::dictionary::{Part, part};
use crate::document::Fact;

/// What a text says of a company, but for the sentence being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing<'a> {
    /// It is the one spoken of, and how many sentences ago it was.
    pub(crate) topic: Option<u32>,
    /// The whole text is about it.
    pub(crate) main: bool,
    /// It was named beside the one spoken of.
    pub(crate) other: bool,
    /// The last operation told of concerned it.
    pub(crate) target: bool,
    /// How the sentences right before named it.
    pub(crate) recent: Option<&'a Recent>,
    /// Its share of all the names of companies.
    pub(crate) share: &'static Part<'static>,
    /// Whether it is the one named most.
    pub(crate) rank: &'static Part<'static>,
}

/// A company that the sentences right before have named.
#[derive(Debug, Clone)]
pub(crate) struct Recent {
    pub(crate) company: Party,
    /// How many sentences ago.
    pub(crate) age: u32,
    /// In a paragraph before.
    pub(crate) apart: bool,
    /// It led its sentence.
    pub(crate) led: bool,
    /// It did so together with others: `X et Y ont réduit`, who are no `le groupe`.
    pub(crate) joined: bool,
    /// The part that it plays there.
    pub(crate) played: &'static Part<'static>,
    /// What governed it there.
    pub(crate) governor: &'static Part<'static>,
    /// Whether a fact told there is its own, or done to it.
    pub(crate) told: &'static Part<'static>,
}

impl Recent {
    /// A company where a sentence names it.
    pub(crate) fn of(s: &Sentence<'_>, p: Placed, company: &Party, facts: &[Fact]) -> Recent {
        let told = if facts.iter().any(|f| f.subject == *company) {
            part!("subject")
        } else if facts.iter().any(|f| f.object.as_ref() == Some(company)) {
            part!("object")
        } else {
            part!("none")
        };
        let (led, joined) = (leading::leads(s, p), focus::joined(s, p));
        let played = played(s, p);
        Recent { company: company.clone(), age: 0, apart: false, led, joined, played, governor: s.governor(p), told }
    }
}
