//! Whom a text, or a part of it, is about.

use super::parties::{Parties, Party};
use crate::document::{Entity, Kind, Mention};
use rustc_hash::FxHashMap;

/// Whom a text, or a part of it, is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    /// The company that all of it is about.
    pub(crate) main: Option<Party>,
    /// How often each company is named in it, most often first; the first one counts for more.
    pub(crate) named: Vec<(Party, u32)>,
    /// How often all of them are.
    pub(crate) all: u32,
}

impl About {
    /// Weighs who the text is about: named most, the first one named counting for five more, or `leader` if a sentence that names
    /// others before is about that one: `Avec X, qui prend 10 %, Y tient`.
    ///
    /// A product that is called like its company stands for it: `Deezer`. The first of the mentions is the `from`th of the text.
    pub(crate) fn of(mentions: &[Mention], from: usize, parties: &Parties<'_>, leader: Option<&Party>) -> About {
        // by id or name
        let mut count: FxHashMap<Key, (u32, Party)> = FxHashMap::default();
        let mut first = None;
        let company = |(i, m): (usize, &Mention)| match m.kind {
            Kind::Company => parties.of(from + i).cloned(),
            Kind::Product => parties.of(from + i).and_then(|e| parties.company(&e.owner).filter(|o| o.name == e.name)),
            _ => None,
        };
        let mut led = false;
        for (i, e) in mentions.iter().enumerate().filter_map(company).filter(|e| !bystander(e)).enumerate() {
            let heads = leader.map_or(i == 0, |l| !led && *l == e) && e.sector != "media";
            led |= heads;
            let weight = if heads { 6 } else { 1 };
            let key = Key(e.clone());
            first.get_or_insert_with(|| key.clone());
            count.entry(key).or_insert_with(|| (0, e)).0 += weight;
        }
        // a newspaper named first may only be the one that prints it; named again it is spoken of
        if let Some(c) = first.and_then(|k| count.get_mut(&k)).filter(|(n, e)| e.sector == "media" && *n > 2) {
            c.0 += 5;
        }
        let best = count.values().max_by_key(|(n, e)| (*n, std::cmp::Reverse(key(e))));
        let second = best.and_then(|(_, b)| count.values().filter(|(_, e)| key(e) != key(b)).map(|(n, _)| *n).max()).unwrap_or(0);
        // of a text that names many companies, none is the one it is about
        let all: u32 = count.values().map(|(n, _)| *n).sum();
        let main = best
            .filter(|(n, _)| (*n > 6 && *n > second || *n >= 4 && *n > 2 * second || *n == 6 && count.len() < 4) && 6 * *n >= all)
            .map(|(_, e)| e.clone());
        let mut named: Vec<(Party, u32)> = count.into_values().map(|(n, e)| (e, n)).collect();
        named.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| key(a).cmp(key(b))));
        About { main, named, all }
    }
}

/// A company by its id, or by its name where it has none.
#[derive(Clone)]
struct Key(Party);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        key(&self.0) == key(&other.0)
    }
}

impl Eq for Key {}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        key(&self.0).hash(state);
    }
}

/// What tells a company from others: its id, or its name where it has none.
pub(crate) fn key(e: &Entity) -> &str {
    if e.id.is_empty() { &e.name } else { &e.id }
}

/// Where shares are listed is not what is spoken of.
pub(crate) fn bystander(e: &Entity) -> bool {
    e.sector == "exchange"
}
