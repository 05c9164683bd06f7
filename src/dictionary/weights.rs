//! Weights of features: what the annotated articles say of how likely a reading is right.
//!
//! A model is logistic over features that are there or not. Each has a row `feature,weight` in `dictionaries/weights/MODEL.csv`,
//! its parts separated by spaces; what has no row weighs nothing. `tests/weights` learns the rows.
//!
//! A feature is found by a hash that its parts' hashes make, so that a part is hashed once and nothing is joined.

use super::load::LoadError;
use super::source::SourceFile;
use crate::image::{Reader, Writer};
use crate::packed::{Map, Packed};
use rustc_hash::FxHashSet;

/// The weights of one model, by the hash of their feature.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// By feature, one more than the number of its row.
    rows: Map,
    /// By row, the bits of its weight.
    weights: Packed<u32>,
}

impl Weights {
    /// Reads the rows of a file.
    pub(super) fn read(&mut self, file: &SourceFile, errors: &mut Vec<LoadError>) {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
        for record in reader.records() {
            let (line, row) = match record {
                Ok(r) => (r.position().map_or(1, csv::Position::line), self.add(&r[0], r.get(1).unwrap_or_default())),
                Err(e) => (e.position().map_or(1, csv::Position::line), Err(e.to_string())),
            };
            if let Err(e) = row {
                errors.push(LoadError::new(file.at(line), e));
            }
        }
    }

    fn add(&mut self, feature: &str, weight: &str) -> Result<(), String> {
        let weight = weight.parse::<f32>().ok().filter(|w| w.is_finite()).ok_or_else(|| format!("`{weight}` is no weight: a number"))?;
        let key = Part::of(feature).hash.key();
        if self.rows.get(key) != 0 {
            return Err(format!("the feature `{feature}` is there twice"));
        }
        self.weights.push(weight.to_bits());
        self.rows.insert(key, self.weights.len() as u32);
        Ok(())
    }

    /// Whether there is nothing to weigh with.
    pub fn is_empty(&self) -> bool {
        self.weights.len() == 0
    }

    /// A sum without features; with `named` it keeps their names.
    pub(crate) fn sum(&self, named: bool) -> Features<'_> {
        Features { weights: self, sum: 0.0, names: named.then(Vec::new) }
    }

    /// A sum of features that count once each, however often they are added.
    pub(crate) fn distinct<'w>(&'w self, named: bool, seen: &'w mut Seen) -> Distinct<'w> {
        seen.clear(self.weights.len());
        Distinct { features: self.sum(named), seen }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.map(&self.rows);
        out.table(&self.weights);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<Weights> {
        Some(Weights { rows: image.map()?, weights: image.table()? })
    }
}

/// The hash of a part of a feature. That of a feature is a polynomial over the hashes of its words, so that parts of several
/// words can be put together too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartHash {
    sum: u64,
    /// [`BASE`] to the power of its number of words.
    power: u64,
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

impl PartHash {
    pub(crate) const fn of(text: &str) -> PartHash {
        let bytes = text.as_bytes();
        let mut all = PartHash { sum: 0, power: 1 };
        let (mut hash, mut run, mut i, mut begin) = (0, 0, 0, 0);
        loop {
            let ended = i == bytes.len() || bytes[i] == b' ';
            if ended || (i - begin) % 8 == 0 && i > begin {
                hash = mixed(hash ^ run);
                run = 0;
            }
            if ended {
                all = all.then(PartHash { sum: mixed(hash ^ (i - begin) as u64), power: BASE });
                (hash, begin) = (0, i + 1);
            } else {
                run = run << 8 | bytes[i] as u64;
            }
            if i == bytes.len() {
                return all;
            }
            i += 1;
        }
    }

    /// The hash of this part and another one behind it.
    #[inline(always)]
    const fn then(self, next: PartHash) -> PartHash {
        PartHash { sum: self.sum.wrapping_mul(next.power).wrapping_add(next.sum), power: self.power.wrapping_mul(next.power) }
    }

    #[inline(always)]
    const fn key(self) -> u64 {
        self.sum ^ self.sum >> 29
    }
}

const fn mixed(x: u64) -> u64 {
    let x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ x >> 29
}

/// A part of a feature, hashed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'t> {
    text: &'t str,
    hash: PartHash,
}

impl<'t> Part<'t> {
    #[inline]
    pub(crate) const fn of(text: &'t str) -> Part<'t> {
        Part { text, hash: PartHash::of(text) }
    }

    /// A part whose hash is known.
    #[inline]
    pub(crate) const fn known(text: &'t str, hash: PartHash) -> Part<'t> {
        Part { text, hash }
    }

    /// A word in small letters, for which `kept` is a buffer.
    pub(crate) fn lower(text: &'t str, kept: &'t mut String) -> Part<'t> {
        if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            return Part::of(text);
        }
        kept.clear();
        if text.is_ascii() {
            kept.push_str(text);
            kept.make_ascii_lowercase();
        } else {
            kept.push_str(&text.to_lowercase());
        }
        Part::of(kept)
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }
}

/// A part that never changes, hashed when the program is built.
macro_rules! part {
    ($text:literal) => {
        const { $crate::dictionary::Part::of($text) }
    };
}
pub(crate) use part;

/// Which rows of a model a reading has had, for one reading after the other.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// By row, the last reading that had it.
    rows: Vec<u32>,
    now: u32,
}

impl Seen {
    fn clear(&mut self, rows: usize) {
        self.now = self.now.wrapping_add(1);
        if self.now == 0 {
            self.rows.clear();
            self.now = 1;
        }
        if self.rows.len() < rows {
            self.rows.resize(rows, 0);
        }
    }
}

/// The features of one reading, summed up.
#[derive(Debug, Clone)]
pub(crate) struct Features<'w> {
    weights: &'w Weights,
    sum: f32,
    names: Option<Vec<String>>,
}

impl Features<'_> {
    /// Adds a feature by its parts.
    #[inline]
    pub(crate) fn add(&mut self, parts: &[Part<'_>]) {
        let hash = joined(parts);
        self.weigh(hash);
        if let Some(names) = &mut self.names {
            names.push(name(parts));
        }
    }

    /// Adds a feature, and the same together with each of `with`.
    #[inline]
    pub(crate) fn crossed(&mut self, with: &[Part<'_>], name: Part<'_>, value: Part<'_>) {
        let alone = name.hash.then(value.hash);
        self.weigh(alone);
        for w in with {
            self.weigh(alone.then(w.hash));
        }
        if let Some(names) = &mut self.names {
            names.push(format!("{} {}", name.text, value.text));
            names.extend(with.iter().map(|w| format!("{} {} {}", name.text, value.text, w.text)));
        }
    }

    #[inline]
    fn row(&self, feature: PartHash) -> u32 {
        self.weights.rows.get(feature.key())
    }

    fn weigh(&mut self, feature: PartHash) {
        let row = self.row(feature);
        if row != 0 {
            self.take(row);
        }
    }

    #[inline]
    fn take(&mut self, row: u32) {
        self.sum += f32::from_bits(self.weights.weights.get(row as usize - 1).unwrap_or_default());
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

/// Features that count once each.
#[derive(Debug)]
pub(crate) struct Distinct<'w> {
    features: Features<'w>,
    seen: &'w mut Seen,
}

impl Distinct<'_> {
    /// Adds a feature by its parts, unless it is there already.
    #[inline]
    pub(crate) fn add(&mut self, parts: &[Part<'_>]) {
        self.weigh(joined(parts));
        if let Some(names) = &mut self.features.names {
            names.push(name(parts));
        }
    }

    /// Only what weighs something need be known to be there.
    fn weigh(&mut self, feature: PartHash) {
        let row = self.features.row(feature);
        if let Some(seen) = (row as usize).checked_sub(1).and_then(|i| self.seen.rows.get_mut(i)).filter(|s| **s != self.seen.now) {
            *seen = self.seen.now;
            self.features.take(row);
        }
    }

    /// How likely the reading is right, 0 to 1.
    pub(crate) fn probability(&self) -> f32 {
        self.features.probability()
    }

    /// The names of the features, if they were to be kept.
    pub(crate) fn names(self) -> Vec<String> {
        let mut names = self.features.names();
        let mut seen = FxHashSet::default();
        names.retain(|n| seen.insert(n.clone()));
        names
    }
}

/// The hash of a feature of these parts.
#[inline(always)]
fn joined(parts: &[Part<'_>]) -> PartHash {
    parts.iter().fold(PartHash { sum: 0, power: 1 }, |all, p| all.then(p.hash))
}

fn name(parts: &[Part<'_>]) -> String {
    parts.iter().map(Part::text).collect::<Vec<_>>().join(" ")
}

/// Numbers in steps, as features have them.
#[inline]
pub(crate) fn step(n: usize) -> Part<'static> {
    const STEPS: [Part<'static>; 10] =
        [part!("0"), part!("1"), part!("2"), part!("3"), part!("4"), part!("6"), part!("9"), part!("14"), part!("21"), part!("33")];
    STEPS[match n {
        0..=4 => n,
        5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        21..=32 => 8,
        _ => 9,
    }]
}
