//! What is known of folded forms, remembered by each thread: one look into a small table stands for one into each of the
//! large ones, and the words of texts come again and again.

use super::tokens::Folded;

/// Slots, a power of two: the forms of some hundred articles.
const SLOTS: usize = 32768;

/// Forms met before.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Hash of a form, 0 where there is none, and what is known of it.
    slots: Vec<(u64, Folded)>,
    /// Whose dictionaries they are of.
    owner: u32,
}

impl Memory {
    /// Forgets what is of other dictionaries.
    pub(crate) fn serve(&mut self, owner: u32) {
        if self.owner != owner || self.slots.is_empty() {
            self.owner = owner;
            self.slots.clear();
            self.slots.resize(SLOTS, (0, Folded::default()));
        }
    }

    /// What is known of a form by its hash, which is never 0.
    #[inline]
    pub(crate) fn of(&mut self, hash: u64, learn: impl FnOnce() -> Folded) -> Folded {
        let Some(slot) = self.slots.get_mut((hash >> 1) as usize % SLOTS) else { return learn() };
        if slot.0 != hash {
            *slot = (hash, learn());
        }
        slot.1
    }
}
