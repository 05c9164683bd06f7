//! Sets of classes: exact ones for rules, frames and sentences, and marks of those that start or end at a token.

use crate::dictionary::{ClassId, MOST_CLASSES};

/// A set of classes: a bit for each, of which there are [`MOST_CLASSES`], and their marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ClassSet {
    bits: [u64; WORDS],
    pub(super) marks: Marks,
}

/// Words of 64 bits in a set of classes.
const WORDS: usize = MOST_CLASSES / 64;

/// The same in marks.
const MARKS: usize = 4;

/// Marks of classes, of which some share one: what has no mark is not there, and what has one most likely is. Sets of all classes
/// for each token of a text would be most of what is known of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks([u64; MARKS]);

impl Marks {
    #[inline]
    pub(crate) fn insert(&mut self, class: ClassId) {
        let (word, bit) = bit(class);
        self.0[word % MARKS] |= bit;
    }

    #[inline(always)]
    pub(super) fn may_have(&self, class: ClassId) -> bool {
        let (word, bit) = bit(class);
        self.0[word % MARKS] & bit != 0
    }

    #[inline]
    pub(super) fn add(&mut self, other: Marks) {
        for i in 0..MARKS {
            self.0[i] |= other.0[i];
        }
    }

    #[inline]
    pub(super) fn may_meet(&self, other: &Marks) -> bool {
        // without branches: most are asked and do not meet
        (0..MARKS).fold(0, |all, i| all | self.0[i] & other.0[i]) != 0
    }
}

/// The word and the bit of a class.
#[inline]
const fn bit(class: ClassId) -> (usize, u64) {
    ((class.0 >> 6) as usize, 1 << (class.0 & 63))
}

impl ClassSet {
    /// The set of some classes.
    pub(crate) const fn of(classes: &[ClassId]) -> ClassSet {
        let mut set = ClassSet { bits: [0; WORDS], marks: Marks([0; MARKS]) };
        let mut i = 0;
        while i < classes.len() {
            let (word, bit) = bit(classes[i]);
            set.bits[word] |= bit;
            set.marks.0[word % MARKS] |= bit;
            i += 1;
        }
        set
    }

    #[inline]
    pub(crate) fn insert(&mut self, class: ClassId) {
        let (word, bit) = bit(class);
        if let Some(w) = self.bits.get_mut(word) {
            *w |= bit;
        }
        self.marks.insert(class);
    }

    /// Adds the classes of another set.
    #[inline]
    pub(crate) fn add(&mut self, other: &ClassSet) {
        for i in 0..WORDS {
            self.bits[i] |= other.bits[i];
        }
        self.marks.add(other.marks);
    }

    #[inline]
    pub(crate) fn contains(&self, class: ClassId) -> bool {
        let (word, bit) = bit(class);
        self.bits.get(word).is_some_and(|w| w & bit != 0)
    }

    #[inline]
    pub(crate) fn meets(&self, other: &ClassSet) -> bool {
        // without branches: most sets are asked and do not meet
        (0..WORDS).fold(0, |all, i| all | self.bits[i] & other.bits[i]) != 0
    }
}

impl FromIterator<ClassId> for ClassSet {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> ClassSet {
        let mut bits = [0; WORDS.next_power_of_two()];
        for class in classes {
            let (word, bit) = bit(class);
            bits[word % WORDS.next_power_of_two()] |= bit;
        }
        let mut set = ClassSet::default();
        for (i, word) in bits[..WORDS].iter().enumerate() {
            set.bits[i] = *word;
            set.marks.0[i % MARKS] |= word;
        }
        set
    }
}
