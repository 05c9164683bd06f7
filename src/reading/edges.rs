//! Where the nodes of a trie lead: one table of all edges, and bits that say of most words that there is none.

use super::tokens::Symbol;
use crate::image::{Reader, Writer};
use crate::packed::{Map, Packed};

/// The node behind each node and symbol.
///
/// The table is large, and most words that stand behind one that leads on do not go on with it: bits that stay at hand tell so.
#[derive(Debug, Default)]
pub(super) struct Edges {
    nodes: Map,
    /// A bit for each place where an edge may be, [`BITS`] for each slot of the table.
    marks: Packed<u64>,
}

/// Bits for each slot: of eight, less than one is set.
const BITS: usize = 4;

impl Edges {
    /// The node behind another one over a symbol; 0 if there is none.
    #[inline]
    pub(super) fn get(&self, node: u32, symbol: Symbol) -> u32 {
        let key = key(node, symbol);
        let (word, bit) = place(key, self.marks.len());
        if self.marks.get(word).is_some_and(|w| w & bit != 0) { self.nodes.get(key) } else { 0 }
    }

    /// Adds an edge that is not there.
    pub(super) fn insert(&mut self, node: u32, symbol: Symbol, next: u32) {
        self.nodes.insert(key(node, symbol), next);
        let words = self.nodes.slots().len() * BITS / 64;
        let put = |marks: &mut Packed<u64>, key: u64| {
            let (word, bit) = place(key, words);
            marks.put(word, marks.get(word).unwrap_or(0) | bit);
        };
        if self.marks.len() == words {
            return put(&mut self.marks, key(node, symbol));
        }
        // there are more slots than before
        self.marks = (0..words).map(|_| 0).collect();
        self.nodes.slots().iter().filter(|s| s.is_taken()).for_each(|s| put(&mut self.marks, s.key()));
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.map(&self.nodes);
        out.table(&self.marks);
    }

    pub(super) fn from_image(image: &mut Reader) -> Option<Edges> {
        Some(Edges { nodes: image.map()?, marks: image.table()? })
    }
}

/// Where an edge has its mark, among so many words of 64.
#[inline]
fn place(key: u64, words: usize) -> (usize, u64) {
    let i = key.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32;
    // a power of two, or none
    ((i >> 6) as usize & words.wrapping_sub(1), 1 << (i & 63))
}

fn key(node: u32, symbol: Symbol) -> u64 {
    u64::from(node) << 32 | u64::from(symbol)
}
