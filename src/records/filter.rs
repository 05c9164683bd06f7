//! Which mentions and facts are written.

use crate::dictionary::slug;
use crate::document::{Document, Entity, Extraction, Fact, Kind, Mention, Value};
use crate::engine::Engine;
use crate::meaning::{Amount, DateSpan, FactType};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

/// Facts of less confidence are left out unless asked for: below it as many are wrong as right.
const SURE_ENOUGH: f32 = 0.5;

/// Conditions on rows; a row is written that meets all of them. A row that says nothing of what a condition asks for does
/// not meet it: a company has no amount, so no least amount leaves it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Kinds of mentions; all if empty. Facts have no kind.
    pub kinds: Vec<Kind>,
    /// Types of facts; all if empty. Mentions have no type.
    pub types: Vec<FactType>,
    /// The row's own dates, or its document's if it states none, reach this day or a later one.
    pub since: Option<NaiveDate>,
    /// They reach this day or an earlier one.
    pub until: Option<NaiveDate>,
    /// At least this much money.
    pub least: Option<Least>,
    /// Facts with one of them as subject or object, mentions in sentences that name one; all if nothing is asked for.
    pub companies: Option<Wanted>,
    /// Least confidence of a mention.
    pub mention_confidence: f32,
    /// Least confidence of a fact.
    pub fact_confidence: f32,
    /// Languages of documents; all if empty.
    pub languages: Vec<String>,
}

impl Filter {
    /// The one condition that holds unless others are asked for: a least confidence, of facts 0.5 if none is given.
    pub fn sure(min_confidence: Option<f32>) -> Filter {
        Filter {
            mention_confidence: min_confidence.unwrap_or(0.0),
            fact_confidence: min_confidence.unwrap_or(SURE_ENOUGH),
            ..Filter::default()
        }
    }

    /// Whether anything of a document in this language is written.
    pub fn reads(&self, lang: &str) -> bool {
        self.languages.is_empty() || self.languages.iter().any(|l| l == lang)
    }

    /// Takes the mentions and facts out that are not written.
    pub fn apply(&self, extraction: &mut Extraction) {
        let Extraction { mentions, facts, date, .. } = extraction;
        let written = date.as_ref().map(|d| d.span);
        mentions.retain(|m| m.confidence >= self.mention_confidence);
        let sentences: Option<FxHashSet<u32>> = self.companies.as_ref().map(|wanted| {
            let named = mentions.iter().filter(|m| m.entity().is_some_and(|e| wanted.have(e)));
            named.map(|m| m.sentence).collect()
        });
        mentions.retain(|m| {
            (self.kinds.is_empty() || self.kinds.contains(&m.kind))
                && sentences.as_ref().is_none_or(|s| s.contains(&m.sentence))
                && self.least.as_ref().is_none_or(|l| l.reached(m.amount().filter(|_| m.kind == Kind::Money)))
                && self.in_time(own_date(m), written)
        });
        facts.retain(|f| {
            f.confidence >= self.fact_confidence
                && (self.types.is_empty() || self.types.contains(&f.kind))
                && self.companies.as_ref().is_none_or(|wanted| parties(f).any(|e| wanted.have(e)))
                && self.least.as_ref().is_none_or(|l| l.reached(f.money.as_ref()))
                && self.in_time(f.date, written)
        });
    }

    fn in_time(&self, own: Option<DateSpan>, written: Option<DateSpan>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        own.or(written).is_some_and(|d| self.since.is_none_or(|s| d.to >= s) && self.until.is_none_or(|u| d.from <= u))
    }
}

fn own_date(mention: &Mention) -> Option<DateSpan> {
    match &mention.value {
        Value::Date(d) => *d,
        _ => None,
    }
}

fn parties(fact: &Fact) -> impl Iterator<Item = &Entity> {
    std::iter::once(&fact.subject).chain(&fact.object).map(AsRef::as_ref)
}

/// An amount of money that must be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least {
    /// The amount.
    pub amount: Decimal,
    /// Its currency, ISO 4217: amounts in others do not count, nothing is converted. Any currency if none is given.
    pub currency: Option<String>,
}

impl Least {
    /// Reads `1M€`, `$2.5bn`, `3 milliards de dollars` or a bare `500k` as the engine reads articles. Without a language the
    /// words must mean the same in all.
    ///
    /// # Errors
    /// Why it is no amount, or the amounts that it may be.
    pub fn read(words: &str, lang: Option<&str>, engine: &Engine) -> Result<Least, String> {
        let words = words.trim();
        let mut readings: Vec<Least> = Vec::new();
        for lang in engine.languages().filter(|l| lang.is_none_or(|wanted| wanted == *l)) {
            let bare = || Some(Least { currency: None, ..in_language(&format!("{words} €"), lang, engine)? });
            if let Some(least) = in_language(words, lang, engine).or_else(bare) {
                if !readings.contains(&least) {
                    readings.push(least);
                }
            }
        }
        match &readings[..] {
            [] => Err(format!("`{words}` is no amount of money; 1M€, $2.5bn and 500000 are")),
            [least] => Ok(least.clone()),
            several => {
                let values: Vec<String> = several.iter().map(|l| l.amount.normalize().to_string()).collect();
                Err(format!("`{words}` may be {}; write it in plain digits", values.join(" or ")))
            }
        }
    }

    /// The whole of a range counts by its upper end.
    fn reached(&self, amount: Option<&Amount>) -> bool {
        amount.is_some_and(|a| a.high.unwrap_or(a.low) >= self.amount && self.currency.as_ref().is_none_or(|c| *c == a.unit))
    }
}

/// The one amount of money that all the words make.
fn in_language(words: &str, lang: &str, engine: &Engine) -> Option<Least> {
    let document = Document { text: words.to_owned(), lang: Some(lang.to_owned()), ..Document::default() };
    let extraction = engine.extract(&document);
    let whole = |m: &&Mention| m.kind == Kind::Money && m.span.start == 0 && m.span.end as usize == words.len();
    let amount = extraction.mentions.iter().find(whole)?.amount()?;
    Some(Least { amount: amount.low, currency: Some(amount.unit.to_string()).filter(|u| !u.is_empty()) })
}

/// Companies that rows are asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Ids that the dictionary knows for the names.
    pub ids: FxHashSet<String>,
    /// Spellings of the names themselves, by [`slug`], for companies known only from their context.
    pub spellings: FxHashSet<String>,
}

impl Wanted {
    /// Whether an entity is one of them, or a product of one.
    fn have(&self, entity: &Entity) -> bool {
        if entity.id.is_empty() {
            self.spellings.contains(&slug(&entity.name))
        } else {
            self.ids.contains(entity.id.as_str()) || self.ids.contains(entity.owner.as_str())
        }
    }
}
