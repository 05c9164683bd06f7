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
                let new = weight.map(|w| self.by_feature.insert(Name::of(&r[0]).finish(), w));
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

/// Running hash of a feature: it goes on where it stopped, so that a feature's parts need not be joined first.
#[derive(Debug, Clone, Copy, Default)]
struct Name {
    /// Of all whole runs of eight bytes.
    hash: u64,
    /// The bytes since.
    run: u64,
    len: u32,
}

impl Name {
    fn of(text: &str) -> Name {
        Name::default().then(text)
    }

    fn then(mut self, text: &str) -> Name {
        let mut bytes = text.as_bytes();
        while let Some((eight, rest)) = bytes.split_first_chunk() {
            let (eight, begun) = (u64::from_be_bytes(*eight), 8 * (self.len % 8));
            // the run fills up with the first of the eight, the last of them begin the next
            let whole = if begun == 0 { eight } else { self.run << (64 - begun) | eight >> begun };
            self.hash = mixed(self.hash ^ whole);
            self.run = eight & ((1 << begun) - 1);
            self.len += 8;
            bytes = rest;
        }
        for b in bytes {
            self.run = self.run << 8 | u64::from(*b);
            self.len += 1;
            if self.len.is_multiple_of(8) {
                self.hash = mixed(self.hash ^ self.run);
                self.run = 0;
            }
        }
        self
    }

    fn finish(self) -> u64 {
        mixed(self.hash ^ self.run) ^ u64::from(self.len)
    }
}

fn mixed(x: u64) -> u64 {
    let x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ x >> 29
}

/// The hash of a feature of these parts.
fn joined(parts: &[&str]) -> Name {
    parts.iter().enumerate().fold(Name::default(), |name, (i, p)| if i > 0 { name.then(" ").then(p) } else { name.then(p) })
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
        self.weigh(joined(parts));
        self.keep(|| parts.join(" "));
    }

    /// Adds a feature unless it is there already.
    pub(crate) fn once(&mut self, parts: &[&str]) {
        let name = joined(parts);
        if self.seen.insert(name.finish()) {
            self.weigh(name);
            self.keep(|| parts.join(" "));
        }
    }

    fn keep(&mut self, name: impl Fn() -> String) {
        if let Some(names) = &mut self.names {
            names.push(name());
        }
    }

    /// Adds a feature, and the same together with each of `with`.
    pub(crate) fn crossed(&mut self, with: &[&str], name: &str, value: &str) {
        let alone = Name::of(name).then(" ").then(value);
        self.weigh(alone);
        self.keep(|| format!("{name} {value}"));
        let together = alone.then(" ");
        for w in with {
            self.weigh(together.then(w));
            self.keep(|| format!("{name} {value} {w}"));
        }
    }

    fn weigh(&mut self, feature: Name) {
        self.sum += self.weights.by_feature.get(&feature.finish()).copied().unwrap_or_default();
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
