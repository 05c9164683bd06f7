//! Weights of features: what the annotated articles say of how likely a reading is right.
//!
//! A model is logistic over features that are there or not. Each has a row `feature,weight` in `dictionaries/weights/MODEL.csv`,
//! its parts separated by spaces; what has no row weighs nothing. `tests/weights` learns the rows.
//!
//! A feature is found by a hash that its parts' hashes make, so that a part is hashed once and nothing is joined.

use super::load::LoadError;
use super::source::SourceFile;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The weights of one model, by the hash of their feature.
///
/// Most features that are asked for have no row: a bit for each place where a row may stand says so, and there are so few of
/// them that they stay at hand. What has a row stands among the others without gaps.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(u64, f32)>", into = "Vec<(u64, f32)>")]
pub struct Weights {
    /// The features' keys with their weights, by the place that each would have: its last bits, or the next that was free.
    rows: Vec<(u64, f32)>,
    /// Eight places together: a bit for each that has a row, and above them how many rows come before those.
    taken: Vec<u32>,
    /// The bits of a key that tell its place.
    mask: u64,
}

impl Weights {
    /// Reads the rows of a file.
    pub(super) fn read(file: &SourceFile, errors: &mut Vec<LoadError>) -> Weights {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
        let (mut rows, mut seen) = (Vec::new(), FxHashSet::default());
        let mut add = |feature: &str, weight: &str| {
            let weight =
                weight.parse::<f32>().ok().filter(|w| w.is_finite()).ok_or_else(|| format!("`{weight}` is no weight: a number"))?;
            let key = PartHash::read(feature).key();
            if !seen.insert(key) {
                return Err(format!("the feature `{feature}` is there twice"));
            }
            rows.push((key, weight));
            Ok(())
        };
        for record in reader.records() {
            let (line, row) = match record {
                Ok(r) => (r.position().map_or(1, csv::Position::line), add(&r[0], r.get(1).unwrap_or_default())),
                Err(e) => (e.position().map_or(1, csv::Position::line), Err(e.to_string())),
            };
            if let Err(e) = row {
                errors.push(LoadError::new(file.at(line), e));
            }
        }
        Weights::from(rows)
    }

    /// The number of a feature among those that have a row, and its weight.
    #[inline(always)]
    fn find(&self, key: u64) -> Option<(usize, f32)> {
        let place = key & self.mask;
        let taken = *self.taken.get(place as usize / 8)?;
        let bit = 1 << (place % 8);
        if taken & bit == 0 {
            return None;
        }
        let mut number = (taken >> 8) as usize + usize::from(ONES[(taken & (bit - 1)) as usize % 128]);
        loop {
            let (k, weight) = *self.rows.get(number)?;
            if k == key {
                return Some((number, weight));
            }
            if k & self.mask > place {
                return None;
            }
            number += 1;
        }
    }

    /// Whether there is nothing to weigh with.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A sum without features; with `named` it keeps their names.
    pub(crate) fn sum(&self, named: bool) -> Features<'_> {
        Features { weights: self, sum: 0.0, names: named.then(Vec::new) }
    }

    /// A sum of features that count once each, however often they are added.
    pub(crate) fn distinct<'w>(&'w self, named: bool, seen: &'w mut Seen) -> Distinct<'w> {
        seen.clear(self.rows.len());
        Distinct { features: self.sum(named), seen }
    }
}

impl From<Weights> for Vec<(u64, f32)> {
    fn from(weights: Weights) -> Self {
        weights.rows
    }
}

impl From<Vec<(u64, f32)>> for Weights {
    fn from(mut rows: Vec<(u64, f32)>) -> Self {
        if rows.is_empty() {
            return Weights::default();
        }
        let mask = (3 * rows.len() as u64).next_power_of_two().max(64) - 1;
        rows.sort_by_key(|(key, _)| key & mask);
        let mut taken = vec![0; (mask as usize + 1) / 8];
        let mut free = 0;
        for (key, _) in &rows {
            let place = free.max((key & mask) as usize);
            taken.resize(taken.len().max(place / 8 + 1), 0);
            taken[place / 8] |= 1u32 << (place % 8);
            free = place + 1;
        }
        let mut sum = 0;
        for eight in &mut taken {
            let here = eight.count_ones();
            *eight |= sum << 8;
            sum += here;
        }
        Weights { rows, taken, mask }
    }
}

/// By seven bits, how many are set: processors of old count them by a row of steps.
const ONES: [u8; 128] = {
    let mut ones = [0; 128];
    let mut i = 1;
    while i < 128 {
        ones[i] = ones[i / 2] + (i % 2) as u8;
        i += 1;
    }
    ones
};

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
    /// Of a part made while reading; the same as [`PartHash::of`], which is for what the compiler hashes.
    fn read(text: &str) -> PartHash {
        let mut all = PartHash { sum: 0, power: 1 };
        let mut rest = text.as_bytes();
        while let Some(space) = rest.iter().position(|b| *b == b' ') {
            all = all.then(PartHash::word(&rest[..space], |eight| eight));
            rest = &rest[space + 1..];
        }
        all.then(PartHash::word(rest, |eight| eight))
    }

    /// Of one word, eight bytes at a time as `written` has them.
    #[inline]
    fn word(mut bytes: &[u8], written: impl Fn(u64) -> u64) -> PartHash {
        let (mut hash, len) = (0, bytes.len() as u64);
        while let Some((eight, rest)) = bytes.split_first_chunk() {
            hash = mixed(hash ^ written(u64::from_be_bytes(*eight)));
            bytes = rest;
        }
        if !bytes.is_empty() {
            hash = mixed(hash ^ written(fewer(bytes)));
        }
        PartHash { sum: mixed(hash ^ len), power: BASE }
    }

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

/// Less than eight bytes, the first of them highest.
#[inline]
fn fewer(bytes: &[u8]) -> u64 {
    let behind = 8 * (bytes.len() as u64 & 3);
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        // the last four of them, but for those that the first four have
        (Some(first), Some(last)) => {
            let last = u64::from(u32::from_be_bytes(*last)) & !(u64::MAX << behind);
            u64::from(u32::from_be_bytes(*first)) << behind | last
        }
        _ => bytes.iter().fold(0, |run, b| run << 8 | u64::from(*b)),
    }
}

/// Eight ASCII characters with small letters for capitals.
fn small_letters(eight: u64) -> u64 {
    // byte by byte without carries: the high bit tells whether it is from `A` to `Z`
    let capitals = (eight + 0x3f3f_3f3f_3f3f_3f3f) & !(eight + 0x2525_2525_2525_2525) & 0x8080_8080_8080_8080;
    eight | capitals >> 2
}

/// A part of a feature, hashed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'t> {
    text: &'t str,
    hash: PartHash,
    /// Its name has small letters where the text has capitals.
    small: bool,
}

impl<'t> Part<'t> {
    /// A part that never changes: see [`part`].
    pub(crate) const fn of(text: &'t str) -> Part<'t> {
        Part { text, hash: PartHash::of(text), small: false }
    }

    pub(crate) fn read(text: &'t str) -> Part<'t> {
        Part { text, hash: PartHash::read(text), small: false }
    }

    /// A part whose hash is known.
    #[inline]
    pub(crate) const fn known(text: &'t str, hash: PartHash) -> Part<'t> {
        Part { text, hash, small: false }
    }

    /// A word in small letters.
    pub(crate) fn lower(text: &'t str) -> Part<'t> {
        let hash = if text.is_ascii() { PartHash::word(text.as_bytes(), small_letters) } else { PartHash::read(&text.to_lowercase()) };
        Part { text, hash, small: true }
    }

    fn name(&self) -> Cow<'t, str> {
        if self.small { self.text.to_lowercase().into() } else { self.text.into() }
    }
}

/// A part that never changes, hashed when the program is built. Parts are handed on by reference: features are made of so many
/// that copies of them would be most of the code.
macro_rules! part {
    ($text:literal) => {
        const { &$crate::dictionary::Part::of($text) }
    };
}
pub(crate) use part;

/// Which features of a model a reading has had, for one reading after the other.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// By the number of a feature, the last reading that had it.
    features: Vec<u32>,
    now: u32,
}

impl Seen {
    fn clear(&mut self, features: usize) {
        self.now = self.now.wrapping_add(1);
        if self.now == 0 {
            self.features.clear();
            self.now = 1;
        }
        if self.features.len() < features {
            self.features.resize(features, 0);
        }
    }
}

/// A feature of a reading, and what it weighs there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// As a row of `dictionaries/weights` names it.
    pub feature: String,
    /// Log odds: above 0 it speaks for the reading, below against it; 0 if no row has it.
    pub weight: f32,
}

/// The features of one reading, summed up.
#[derive(Debug, Clone)]
pub(crate) struct Features<'w> {
    weights: &'w Weights,
    sum: f32,
    names: Option<Vec<Weighed>>,
}

impl Features<'_> {
    /// Adds a feature by its parts. Never inlined: features are added in a hundred places, each of which runs once for a candidate
    /// and would have its code fetched for that.
    #[inline(never)]
    pub(crate) fn add(&mut self, parts: &[&Part<'_>]) {
        self.weigh(joined(parts));
        if self.names.is_some() {
            self.keep(parts);
        }
    }

    /// Adds a feature, and the same together with each of `with`.
    #[inline(never)]
    pub(crate) fn crossed(&mut self, with: &[&Part<'_>], name: &Part<'_>, value: &Part<'_>) {
        let alone = name.hash.then(value.hash);
        self.weigh(alone);
        for w in with {
            self.weigh(alone.then(w.hash));
        }
        if self.names.is_some() {
            self.keep(&[name, value]);
            with.iter().for_each(|w| self.keep(&[name, value, *w]));
        }
    }

    #[cold]
    fn keep(&mut self, parts: &[&Part<'_>]) {
        let weight = self.weights.find(joined(parts).key()).map_or(0.0, |(_, weight)| weight);
        let feature = parts.iter().map(|p| p.name()).collect::<Vec<_>>().join(" ");
        if let Some(names) = &mut self.names {
            names.push(Weighed { feature, weight });
        }
    }

    #[inline]
    fn weigh(&mut self, feature: PartHash) {
        if let Some((_, weight)) = self.weights.find(feature.key()) {
            self.sum += weight;
        }
    }

    /// How likely the reading is right, 0 to 1.
    pub(crate) fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.sum).exp())
    }

    /// The features, if they were to be kept.
    pub(crate) fn names(self) -> Vec<Weighed> {
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
    pub(crate) fn add(&mut self, parts: &[&Part<'_>]) {
        self.weigh(joined(parts));
        if self.features.names.is_some() {
            self.features.keep(parts);
        }
    }

    /// Only what weighs something need be known to be there.
    #[inline]
    fn weigh(&mut self, feature: PartHash) {
        let Some((number, weight)) = self.features.weights.find(feature.key()) else { return };
        if self.seen.features[number] != self.seen.now {
            self.seen.features[number] = self.seen.now;
            self.features.sum += weight;
        }
    }

    /// How likely the reading is right, 0 to 1.
    pub(crate) fn probability(&self) -> f32 {
        self.features.probability()
    }

    /// The features, if they were to be kept.
    pub(crate) fn names(self) -> Vec<Weighed> {
        let mut names = self.features.names();
        let mut seen = FxHashSet::default();
        names.retain(|n| seen.insert(n.feature.clone()));
        names
    }
}

/// The hash of a feature of these parts.
#[inline(always)]
fn joined(parts: &[&Part<'_>]) -> PartHash {
    parts.iter().fold(PartHash { sum: 0, power: 1 }, |all, p| all.then(p.hash))
}

/// Numbers in steps, as features have them.
#[inline]
pub(crate) fn step(n: usize) -> &'static Part<'static> {
    const STEPS: [&Part<'static>; 10] =
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

#[cfg(test)]
mod tests {
    use super::{Part, PartHash};

    #[test]
    fn what_the_compiler_hashes_is_found_by_what_is_read() {
        let text = "likely é by  all its places, twentyfour bytes long:  ";
        for end in (0..=text.len()).filter(|i| text.is_char_boundary(*i)) {
            assert_eq!(PartHash::of(&text[..end]), PartHash::read(&text[..end]), "{}", &text[..end]);
        }
        assert_eq!(PartHash::read("a b").then(PartHash::read("c")), PartHash::read("a").then(PartHash::read("b c")));
        assert_ne!(PartHash::read("a b"), PartHash::read("b a"));
        for word in ["", "Orvis", "CRANBERRIES", "InterContinentalHotels", "a-[`{@z", "Énergie", "ÉNERGIES-Nouvelles"] {
            assert_eq!(Part::lower(word).hash, PartHash::of(&word.to_lowercase()), "{word}");
            assert_eq!(Part::lower(word).name(), word.to_lowercase());
        }
    }
}
