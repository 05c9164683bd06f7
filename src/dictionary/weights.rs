//! Weights of features: what the annotated articles say of how likely a reading is right.
//!
//! A model is logistic over features that are there or not. Each has a row `feature,weight` in `dictionaries/weights/MODEL.csv`,
//! its parts separated by spaces; what has no row weighs nothing. `tests/weights` learns the rows.

use super::load::LoadError;
use super::source::SourceFile;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// The weights of one model, by the hash of their feature.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Weights {
    by_feature: FxHashMap<u64, f32>,
}

impl Weights {
    /// Reads the rows of a file.
    pub(super) fn read(&mut self, file: &SourceFile, errors: &mut Vec<LoadError>) {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
        for record in reader.records() {
            let row = record.map_err(|e| e.to_string()).and_then(|r| {
                let line = r.position().map_or(0, csv::Position::line);
                let weight = r.get(1).and_then(|w| w.parse::<f32>().ok()).filter(|w| w.is_finite());
                let new = weight.map(|w| self.by_feature.insert(hash(SEED, &r[0]), w));
                match new {
                    Some(None) => Ok(()),
                    Some(Some(_)) => Err(format!("line {line}: the feature `{}` is there twice", &r[0])),
                    None => Err(format!("line {line}: a weight is a number")),
                }
            });
            if let Err(e) = row {
                errors.push(LoadError::new(file.at(1), e));
            }
        }
    }

    /// Whether there is nothing to weigh with.
    pub fn is_empty(&self) -> bool {
        self.by_feature.is_empty()
    }

    /// A sum without features; with `named` it keeps their names.
    pub(crate) fn sum(&self, named: bool) -> Features<'_> {
        Features { weights: self, sum: 0.0, seen: FxHashSet::default(), names: named.then(Vec::new) }
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a (Fowler, Noll, Vo), which goes on where it stopped: a feature's parts need not be joined first.
fn hash(seed: u64, text: &str) -> u64 {
    text.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The hash of a feature of these parts.
fn joined(parts: &[&str]) -> u64 {
    let parts = parts.iter().enumerate();
    parts.fold(SEED, |h, (i, p)| hash(if i > 0 { hash(h, " ") } else { h }, p))
}

/// The features of one reading, summed up.
#[derive(Debug, Clone)]
pub(crate) struct Features<'w> {
    weights: &'w Weights,
    sum: f32,
    /// Those that were added once.
    seen: FxHashSet<u64>,
    names: Option<Vec<String>>,
}

impl Features<'_> {
    /// Adds a feature by its parts.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        self.weigh(joined(parts), parts);
    }

    /// Adds a feature unless it is there already.
    pub(crate) fn once(&mut self, parts: &[&str]) {
        let h = joined(parts);
        if self.seen.insert(h) {
            self.weigh(h, parts);
        }
    }

    fn weigh(&mut self, h: u64, parts: &[&str]) {
        self.sum += self.weights.by_feature.get(&h).copied().unwrap_or_default();
        if let Some(names) = &mut self.names {
            names.push(parts.join(" "));
        }
    }

    /// Adds a feature, and the same together with each of `with`.
    pub(crate) fn crossed(&mut self, with: &[&str], name: &str, value: &str) {
        self.add(&[name, value]);
        for w in with {
            self.add(&[name, value, w]);
        }
    }

    /// How likely the reading is right, 0 to 1.
    pub(crate) fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.sum).exp())
    }

    /// The names of the features, if they were to be kept.
    pub(crate) fn names(self) -> Vec<String> {
        self.names.unwrap_or_default()
    }
}

/// Numbers in steps, as features have them.
pub(crate) fn step(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4",
        6..=8 => "6",
        9..=13 => "9",
        14..=20 => "14",
        21..=32 => "21",
        _ => "33",
    }
}
