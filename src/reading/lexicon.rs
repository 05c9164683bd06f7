//! The words of one language, ready to be found in texts.

use super::lexemes::{ClassSet, Stage, Stages};
use super::tokens::{Symbol, Token, Vocabulary};
use super::trie::{Caps, Match, Trie};
use crate::dictionary::{ClassId, Part, PartHash, Word, Words, class};
use crate::image::{Reader, Writer};
use crate::packed::{Packed, record};
use smol_str::SmolStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

record! {
    /// The first and the last row of a class, each one more than its number; 0 for none.
    struct Chain {
        first: u32,
        last: u32,
    }
}

/// Classes of which each row is how words begin or end.
const ENDINGS: [ClassId; 5] =
    [class::ADJECTIVE_ENDING, class::NOUN_ENDING, class::OPENER_ENDING, class::SURNAME_START, class::TENSE_ENDING];

/// The words of one language and those that no language owns.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: Words,
    trie: Trie,
    /// By class.
    chains: Packed<Chain>,
    /// By row, one more than the next row of its class; 0 for none.
    next: Packed<u32>,
    /// Marks of single characters, joined: "," for the decimal marks of French.
    decimal_marks: String,
    group_marks: String,
    /// The surfaces and rows of each of [`ENDINGS`].
    endings: [Vec<(SmolStr, u32)>; ENDINGS.len()],
    class_names: Arc<[String]>,
    /// By class, the hash of its name.
    class_parts: Vec<PartHash>,
    /// By class, the stages of reading that look for its words.
    stages: Vec<Stages>,
    /// Classes of the words that introduce a role (`m-…`).
    markers: ClassSet,
    number: u32,
}

/// How many lexicons there have been.
static MADE: AtomicU32 = AtomicU32::new(0);

impl Lexicon {
    pub(crate) fn new() -> Lexicon {
        Lexicon {
            words: Words::default(),
            trie: Trie::new(Caps::Words),
            chains: Packed::default(),
            next: Packed::default(),
            decimal_marks: String::new(),
            group_marks: String::new(),
            endings: Default::default(),
            class_names: Arc::default(),
            class_parts: Vec::new(),
            stages: Vec::new(),
            markers: ClassSet::default(),
            number: 0,
        }
    }

    /// Adds a row that is looked for in texts; its tokens are left in `tokens`. False if it can match nothing.
    pub(crate) fn add(&mut self, word: &Word<'_>, shared: bool, vocabulary: &mut Vocabulary, tokens: &mut Vec<Token>) -> bool {
        let row = self.keep(word, shared);
        self.trie.add(word.surface(), row, word.class().0, vocabulary, tokens)
    }

    /// Adds a row that is only known.
    pub(crate) fn keep(&mut self, word: &Word<'_>, shared: bool) -> u32 {
        let row = self.words.len() as u32;
        self.words.add(word, shared);
        let class = usize::from(word.class().0);
        let chain = self.chains.get(class).unwrap_or_default();
        self.next.push(0);
        if chain.last != 0 {
            self.next.put(chain.last as usize - 1, row + 1);
        }
        let first = if chain.first == 0 { row + 1 } else { chain.first };
        self.chains.put(class, Chain { first, last: row + 1 });
        row
    }

    /// Makes it ready for reading when all rows are there.
    pub(crate) fn finish(&mut self, class_names: Arc<[String]>) {
        let joined = |class| self.rows(class).map(|w| w.surface()).collect();
        (self.decimal_marks, self.group_marks) = (joined(class::DECIMAL_MARK), joined(class::GROUP_MARK));
        self.endings = ENDINGS.map(|class| self.numbered(class).map(|(row, w)| (w.surface().into(), row)).collect());
        let marker = |c: &ClassId| class_names[usize::from(c.0)].starts_with("m-");
        let markers: Vec<ClassId> = (0..class_names.len() as u16).map(ClassId).filter(marker).collect();
        self.markers = ClassSet::of(&markers);
        self.class_parts = class_names.iter().map(|n| PartHash::of(n)).collect();
        self.class_names = class_names;
        self.number = MADE.fetch_add(1, Ordering::Relaxed) + 1;
    }

    /// Tells it what stages of reading look for.
    pub(crate) fn serve(&mut self, wanted: &[(Stage, ClassSet); Stage::ALL]) {
        let of = |class: u16| wanted.iter().filter(|(_, set)| set.contains(ClassId(class))).fold(0, |all, (stage, _)| all | stage.bit());
        self.stages = (0..self.class_names.len() as u16).map(of).collect();
    }

    /// The stages that look for words of a class.
    #[inline]
    pub(crate) fn stages(&self, class: ClassId) -> Stages {
        self.stages.get(usize::from(class.0)).copied().unwrap_or(Stages::MAX)
    }

    /// All surfaces of a class of single characters, joined.
    pub(crate) fn marks(&self, class: ClassId) -> &str {
        match class {
            class::DECIMAL_MARK => &self.decimal_marks,
            class::GROUP_MARK => &self.group_marks,
            _ => "",
        }
    }

    /// The surfaces of a class whose rows are how words begin or end, with their rows: one of [`ENDINGS`], which are asked for of
    /// word after word.
    pub(crate) fn endings(&self, class: ClassId) -> &[(SmolStr, u32)] {
        ENDINGS.iter().position(|c| *c == class).map_or(&[], |i| &self.endings[i])
    }

    /// All rows of a class.
    pub(crate) fn rows(&self, class: ClassId) -> impl Iterator<Item = Word<'_>> {
        self.numbered(class).map(|(_, word)| word)
    }

    /// The same with their numbers.
    fn numbered(&self, class: ClassId) -> impl Iterator<Item = (u32, Word<'_>)> {
        let mut next = self.chains.get(usize::from(class.0)).unwrap_or_default().first;
        std::iter::from_fn(move || {
            let row = next.checked_sub(1)?;
            next = self.next.get(row as usize).unwrap_or(0);
            Some((row, self.word(row)))
        })
    }

    /// The classes of words that introduce a role.
    pub(crate) fn markers(&self) -> &ClassSet {
        &self.markers
    }

    pub(crate) fn class_name(&self, class: ClassId) -> &str {
        self.class_names.get(usize::from(class.0)).map_or("", String::as_str)
    }

    /// The name of a class as a part of features.
    #[inline]
    pub(crate) fn class_part(&self, class: ClassId) -> Part<'_> {
        match self.class_parts.get(usize::from(class.0)) {
            Some(hash) => Part::known(self.class_name(class), *hash),
            None => Part::of(""),
        }
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    #[inline]
    pub(crate) fn word(&self, row: u32) -> Word<'_> {
        self.words.get(row as usize)
    }

    /// Its number among all lexicons that the program has made.
    #[inline]
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// Where rows that start with a symbol go on; 0 if none starts with it.
    #[inline]
    pub(crate) fn node(&self, symbol: Symbol) -> u32 {
        self.trie.node(symbol)
    }

    /// Bits of the symbols that lead on from a node.
    pub(crate) fn ahead(&self, node: u32) -> u64 {
        self.trie.ahead(node)
    }

    /// Calls `sink` for every row of this one word, whose node is `node`, with its class and whether a full stop behind belongs to
    /// it.
    pub(crate) fn alone(&self, t: &Token, node: u32, mut sink: impl FnMut(ClassId, u32, bool)) {
        self.trie.alone(t, node, |m, stop| sink(ClassId(m.tag), m.payload, stop));
    }

    /// Calls `sink` for every row of several words that starts at token `at`, whose node and its bits are given, shorter before
    /// longer; tagged with its class.
    #[inline]
    pub(crate) fn longer(&self, tokens: &[Token], at: usize, (node, ahead): (u32, u64), sink: impl FnMut(Match)) {
        self.trie.longer(tokens, at, node, ahead, sink);
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.words.write(out);
        self.trie.write(out);
        out.table(&self.chains);
        out.table(&self.next);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<Lexicon> {
        Some(Lexicon {
            words: Words::from_image(image)?,
            trie: Trie::from_image(Caps::Words, image)?,
            chains: image.table()?,
            next: image.table()?,
            ..Lexicon::new()
        })
    }
}
