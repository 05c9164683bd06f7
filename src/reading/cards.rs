//! What single words can be, remembered by each thread: the words of texts come again and again.
//!
//! A cache of fixed size that nothing depends on but time: what it holds is what the lexicon says.

use super::lexemes::{Lexeme, Marks, Sense, Stages};
use super::lexicon::Lexicon;
use super::tokens::{ACCENT, Token};

/// Slots, a power of two: the words of some hundred articles.
const SLOTS: usize = 16384;

/// Rows remembered before all is forgotten.
const ROWS: usize = 1 << 16;

/// A word as it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Key {
    lexicon: u32,
    symbol: u32,
    caps: u32,
    accent: bool,
}

/// What a word can be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    key: Key,
    first: u32,
    len: u32,
    /// Some of its rows take a full stop.
    pub(crate) stops: bool,
    /// Where longer rows go on in the lexicon; 0 where none does.
    pub(crate) node: u32,
    /// Bits of the symbols that longer rows go on with.
    pub(crate) ahead: u64,
    /// The classes of its rows.
    pub(crate) classes: Marks,
    /// The stages of reading that look for them.
    pub(crate) stages: Stages,
}

/// Words met before.
#[derive(Debug, Default)]
pub(crate) struct Cards {
    slots: Vec<Known>,
    /// As the lexemes of a first token; a row with a full stop behind ends past it.
    rows: Vec<Lexeme>,
}

impl Cards {
    /// What a word can be by itself: what is known of it, and its rows.
    #[inline]
    pub(crate) fn of(&mut self, t: &Token, lexicon: &Lexicon) -> (&Known, &[Lexeme]) {
        let key = Key { lexicon: lexicon.number(), symbol: t.symbol, caps: t.caps, accent: t.is(ACCENT) };
        let mut slot = (t.symbol ^ t.caps.wrapping_mul(0x9e37) ^ key.lexicon.wrapping_mul(0x85eb)) as usize % SLOTS;
        let holds = |slots: &[Known], slot: usize| slots.get(slot).is_some_and(|s| s.key == key);
        if !holds(&self.slots, slot) {
            // a word is in its slot or in the one beside
            if holds(&self.slots, slot ^ 1) {
                slot ^= 1;
            } else {
                slot = self.learn(key, slot, t, lexicon);
            }
        }
        let known = &self.slots[slot];
        (known, &self.rows[known.first as usize..(known.first + known.len) as usize])
    }

    /// Learns a word: its slot.
    #[cold]
    fn learn(&mut self, key: Key, slot: usize, t: &Token, lexicon: &Lexicon) -> usize {
        if self.slots.is_empty() || self.rows.len() > ROWS {
            self.slots.clear();
            self.slots.resize(SLOTS, Known::default());
            self.rows.clear();
        }
        let first = self.rows.len();
        let node = lexicon.node(t.symbol);
        let mut known = Known { key, first: first as u32, node, ahead: lexicon.ahead(node), ..Known::default() };
        lexicon.alone(t, node, |class, row, stop| {
            known.stops |= stop;
            known.classes.insert(class);
            known.stages |= lexicon.stages(class);
            self.rows.push(Lexeme { class, start: 0, end: 1 + u32::from(stop), sense: Sense::Word(row) });
        });
        known.len = (self.rows.len() - first) as u32;
        let free = |slot: usize| self.slots[slot].key == Key::default();
        let slot = if free(slot ^ 1) && !free(slot) { slot ^ 1 } else { slot };
        self.slots[slot] = known;
        slot
    }
}
