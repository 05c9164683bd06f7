//! Which language a text is in: the one whose dictionary words it has most of.

use super::tokens::{Shape, Symbol, Token};
use crate::image::{Reader, Writer};
use crate::packed::Packed;

/// Words of each language, by symbol.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// Codes, in the order that settles ties.
    pub(crate) codes: Vec<String>,
    /// Bit `i` of a symbol's entry: a word of language `i`.
    words: Packed<u8>,
}

/// Tokens looked at: enough for any article, and no cost for a book.
const ENOUGH: usize = 4000;

/// Bit of a symbol's entry: a function word of any language.
const FUNCTION: u8 = 0x80;

impl Languages {
    /// Marks the words among tokens as words of language number `lang`.
    pub(crate) fn mark_all(&mut self, tokens: &[Token], lang: usize) {
        tokens.iter().filter(|t| t.shape == Shape::Word).for_each(|t| self.mark(t.symbol, lang));
    }

    fn mark(&mut self, symbol: Symbol, lang: usize) {
        let known = self.bits(symbol);
        self.words.put(symbol as usize, known | 1 << lang);
    }

    /// Marks a symbol as a function word.
    pub(crate) fn mark_function(&mut self, symbol: Symbol) {
        let known = self.bits(symbol);
        self.words.put(symbol as usize, known | FUNCTION);
    }

    /// Leaves a function word to the languages `of` (bit `i` for language `i`) whose function word it is: `de` stands in English
    /// names too, and says nothing of a text's being English.
    pub(crate) fn settle(&mut self, symbol: Symbol, of: u8) {
        self.words.put(symbol as usize, of | FUNCTION);
    }

    /// Whether a token is a function word of any language.
    #[inline]
    pub(crate) fn is_function(token: &Token) -> bool {
        token.langs & FUNCTION != 0
    }

    /// The languages that have a symbol among their words.
    #[inline]
    pub(crate) fn bits(&self, symbol: Symbol) -> u8 {
        self.words.get(symbol as usize).unwrap_or(0)
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.value(&self.codes);
        out.table(&self.words);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<Languages> {
        Some(Languages { codes: image.value()?, words: image.table()? })
    }

    /// Index of the language of a text; the first one where nothing tells.
    pub(crate) fn of(&self, tokens: &[Token]) -> usize {
        let mut counts = [0u32; 8];
        for t in tokens.iter().take(ENOUGH) {
            let mut bits = t.langs & !FUNCTION;
            while bits != 0 {
                counts[bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
        }
        let best = counts[..self.codes.len()].iter().max().copied().unwrap_or(0);
        counts.iter().position(|c| *c == best).unwrap_or(0)
    }
}
