//! Tokens: runs of letters, runs of digits, and single other characters, with what is needed of each.

use super::fold::{ASCII, CharClass, Folder, class_of};
use crate::document::Span;
use crate::packed::{Packed, Record, u32_at};
use serde::{Deserialize, Serialize};

/// Number of a known folded form in the [`Vocabulary`]; 0 is any form that no dictionary has.
pub(crate) type Symbol = u32;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Word,
    Digits,
    Apostrophe,
    Hyphen,
    Other,
}

/// White space stands before it.
pub(crate) const SPACE: u8 = 1;
/// A line break stands before it.
pub(crate) const LINE: u8 = 2;
/// A blank line stands before it.
pub(crate) const PARAGRAPH: u8 = 4;
/// Its spelling has an accent.
pub(crate) const ACCENT: u8 = 8;
/// The white space before it is one plain or no-break space (what may group digits).
pub(crate) const ONE_SPACE: u8 = 16;

/// A run of letters, a run of digits, or one other character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) symbol: Symbol,
    /// Bit `i`: the folded character `i` is a capital (of the first 32).
    pub(crate) caps: u32,
    pub(crate) shape: Shape,
    pub(crate) flags: u8,
    /// Folded characters.
    pub(crate) len: u8,
}

impl Token {
    pub(crate) fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
    /// No white space before it.
    pub(crate) fn glued(&self) -> bool {
        self.flags & (SPACE | LINE) == 0
    }
    pub(crate) fn capitalized(&self) -> bool {
        self.caps & 1 != 0
    }
    /// All its letters are capitals, and it has more than one.
    pub(crate) fn all_caps(&self) -> bool {
        self.len > 1 && self.caps.count_ones() == u32::from(self.len.min(32))
    }
    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// A slot of the vocabulary; hash 0 marks a free one.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u64,
    symbol: Symbol,
}

impl Record for Slot {
    const SIZE: usize = 12;
    #[inline]
    fn get(b: &[u8]) -> Slot {
        Slot { hash: u64::from(u32_at(b, 4)) << 32 | u64::from(u32_at(b, 0)), symbol: u32_at(b, 8) }
    }
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.hash.to_le_bytes());
        self.symbol.put(out);
    }
}

/// Where the search for a hash starts.
#[inline]
fn home(hash: u64) -> usize {
    (hash >> 20) as usize
}

/// All folded forms that any dictionary row has a token of. Open addressing on 64-bit hashes.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'static"))]
pub(crate) struct Vocabulary {
    slots: Packed<Slot>,
}

impl Vocabulary {
    /// The symbol of a form; 0 for one that no row has.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Symbol {
        let mask = self.slots.len().wrapping_sub(1);
        let mut i = home(hash) & mask;
        loop {
            match self.slots.get(i) {
                Some(s) if s.hash == hash => return s.symbol,
                Some(s) if s.hash != 0 => i = (i + 1) & mask,
                _ => return 0,
            }
        }
    }
}

/// A vocabulary while forms are being added.
#[derive(Debug, Default)]
pub(crate) struct VocabularyBuilder {
    slots: Vec<Slot>,
    len: u32,
}

impl VocabularyBuilder {
    fn find(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut i = home(hash) & mask;
        while self.slots[i].hash != 0 && self.slots[i].hash != hash {
            i = (i + 1) & mask;
        }
        i
    }

    /// The symbol of a form, a new one if there is none.
    pub(crate) fn intern(&mut self, hash: u64) -> Symbol {
        if self.len as usize * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Slot::default(); (old.len() * 2).max(1024)];
            for s in old.into_iter().filter(|s| s.hash != 0) {
                let i = self.find(s.hash);
                self.slots[i] = s;
            }
        }
        let i = self.find(hash);
        if self.slots[i].hash == 0 {
            self.len += 1;
            self.slots[i] = Slot { hash, symbol: self.len };
        }
        self.slots[i].symbol
    }

    /// One more than the largest symbol.
    pub(crate) fn size(&self) -> usize {
        self.len as usize + 1
    }

    pub(crate) fn build(self) -> Vocabulary {
        Vocabulary { slots: self.slots.into_iter().collect() }
    }
}

/// Cuts `text` into tokens, replacing what `out` holds. Forms that `symbol_of` does not know get symbol 0.
pub(crate) fn tokenize(text: &str, out: &mut Vec<Token>, mut symbol_of: impl FnMut(u64) -> Symbol) {
    out.clear();
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut flags = LINE | PARAGRAPH | SPACE;
    let mut spaces = 0;
    while i < bytes.len() {
        let (c, width, class) = char_at(text, i);
        match class {
            CharClass::Space => {
                flags |= SPACE;
                // a tab parts columns, not groups of digits
                spaces += match c {
                    '\r' => 0,
                    '\t' => 2,
                    _ => 1,
                };
                i += width;
            }
            CharClass::Newline => {
                flags |= if flags & LINE != 0 { PARAGRAPH | SPACE } else { LINE | SPACE };
                i += width;
            }
            CharClass::Ignorable => i += width,
            _ => {
                let start = i;
                let mut f = Folder::new();
                let shape = match class {
                    CharClass::Letter => {
                        i = letters(text, i, &mut f);
                        Shape::Word
                    }
                    CharClass::Digit => {
                        while i < bytes.len() && bytes[i].is_ascii_digit() {
                            f.push_ascii(bytes[i]);
                            i += 1;
                        }
                        Shape::Digits
                    }
                    CharClass::Apostrophe => {
                        f.push(c);
                        i += width;
                        Shape::Apostrophe
                    }
                    CharClass::Hyphen => {
                        f.push(c);
                        i += width;
                        Shape::Hyphen
                    }
                    _ => {
                        f.push(c);
                        i += width;
                        Shape::Other
                    }
                };
                if f.accented {
                    flags |= ACCENT;
                }
                if spaces == 1 && flags & LINE == 0 {
                    flags |= ONE_SPACE;
                }
                out.push(Token {
                    start: start as u32,
                    end: i as u32,
                    symbol: symbol_of(f.finish()),
                    caps: f.caps,
                    shape,
                    flags,
                    len: f.len,
                });
                flags = 0;
                spaces = 0;
            }
        }
    }
}

/// Reads letters (and what is ignorable among them) from `i`; the end of the run.
#[inline]
fn letters(text: &str, mut i: usize, f: &mut Folder) -> usize {
    let bytes = text.as_bytes();
    while i < bytes.len() {
        if bytes[i].is_ascii_alphabetic() {
            f.push_ascii(bytes[i]);
            i += 1;
        } else if bytes[i] < 128 {
            break;
        } else {
            let (c, width, class) = char_at(text, i);
            match class {
                CharClass::Letter | CharClass::Ignorable => f.push(c),
                _ => break,
            }
            i += width;
        }
    }
    i
}

#[inline]
fn char_at(text: &str, i: usize) -> (char, usize, CharClass) {
    let b = text.as_bytes()[i];
    if b < 128 {
        return (b as char, 1, ASCII[b as usize]);
    }
    let c = text[i..].chars().next().unwrap_or('\u{fffd}');
    (c, c.len_utf8(), class_of(c))
}
