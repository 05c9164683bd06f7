//! Tokens: runs of letters, runs of digits, and single other characters, with what is needed of each.

use super::fold::{ASCII, CharClass, Folder, class_of};
use crate::document::Span;
use crate::image::{Reader, Writer};
use crate::packed::Map;

/// Number of a known folded form in the [`Vocabulary`]; 0 is any form that no dictionary has.
pub(crate) type Symbol = u32;

/// What is known of a folded form, however it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) symbol: Symbol,
    /// Where names that start with it go on in their index; 0 where none does.
    pub(crate) name: u32,
    /// A name that starts with it may be written without a capital.
    pub(crate) small_name: bool,
    /// The languages whose words it is, see [`super::language::Languages`].
    pub(crate) langs: u8,
}

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
    /// See [`Folded::name`].
    pub(crate) name: u32,
    /// Of the folded form, as the vocabulary has it.
    pub(crate) hash: u64,
    /// Bit `i`: the folded character `i` is a capital (of the first 32).
    pub(crate) caps: u32,
    /// The character of an apostrophe, hyphen or other mark; NUL for words and digits.
    pub(crate) mark: char,
    pub(crate) shape: Shape,
    pub(crate) flags: u8,
    /// Folded characters.
    pub(crate) len: u8,
    /// See [`Folded::langs`].
    pub(crate) langs: u8,
}

impl Token {
    #[inline]
    pub(crate) fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
    /// No white space before it.
    #[inline]
    pub(crate) fn glued(&self) -> bool {
        self.flags & (SPACE | LINE) == 0
    }
    #[inline]
    pub(crate) fn capitalized(&self) -> bool {
        self.caps & 1 != 0
    }
    /// All its letters are capitals, and it has more than one.
    #[inline]
    pub(crate) fn all_caps(&self) -> bool {
        // a bit for each character, and none beside
        self.len > 1 && self.caps == u32::MAX >> (32 - self.len.min(32))
    }
    #[inline]
    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
    #[inline]
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// All folded forms that any dictionary row has a token of, by their 64-bit hashes.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    symbols: Map,
}

impl Vocabulary {
    /// The symbol of a form; 0 for one that no row has.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Symbol {
        self.symbols.get(hash)
    }

    /// A form with its symbol, a new one if there is none.
    pub(crate) fn intern(&mut self, hash: u64) -> Folded {
        let symbol = match self.symbols.get(hash) {
            0 => {
                let new = self.symbols.len() + 1;
                self.symbols.insert(hash, new);
                new
            }
            known => known,
        };
        Folded { symbol, ..Folded::default() }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.map(&self.symbols);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<Vocabulary> {
        image.map().map(|symbols| Vocabulary { symbols })
    }
}

/// Cuts `text` into tokens, replacing what `out` holds; `form_of` tells what is known of a form by its hash.
pub(crate) fn tokenize(text: &str, out: &mut Vec<Token>, mut form_of: impl FnMut(u64) -> Folded) {
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
                flags |= if f.accented { ACCENT } else { 0 };
                if spaces == 1 && flags & LINE == 0 {
                    flags |= ONE_SPACE;
                }
                let hash = f.finish();
                let form = form_of(hash);
                out.push(Token {
                    start: start as u32,
                    end: i as u32,
                    symbol: form.symbol,
                    name: if f.caps == 0 && !form.small_name { 0 } else { form.name },
                    langs: form.langs,
                    hash,
                    caps: f.caps,
                    mark: if matches!(shape, Shape::Word | Shape::Digits) { '\0' } else { c },
                    shape,
                    flags,
                    len: f.len(),
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
    loop {
        let rest = &bytes[i..];
        let n = f.push_letters(match rest.first_chunk() {
            Some(eight) => *eight,
            None => last(rest),
        });
        i += n;
        match bytes.get(i) {
            Some(_) if n == 8 => {}
            Some(b) if *b >= 128 => {
                let (c, width, class) = char_at(text, i);
                match class {
                    CharClass::Letter | CharClass::Ignorable => f.push(c),
                    _ => return i,
                }
                i += width;
            }
            _ => return i,
        }
    }
}

/// The last bytes of a text, filled up with zeros.
#[cold]
fn last(bytes: &[u8]) -> [u8; 8] {
    let mut eight = [0; 8];
    eight.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    eight
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
