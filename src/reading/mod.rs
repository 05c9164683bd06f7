//! From text to lexemes: tokens, sentences, dictionary senses and numbers.

pub(crate) mod cards;
mod class_set;
mod edges;
pub(crate) mod fold;
pub(crate) mod language;
pub(crate) mod lexemes;
pub(crate) mod lexicon;
pub(crate) mod memory;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod sentences;
pub(crate) mod tokens;
mod trie;
