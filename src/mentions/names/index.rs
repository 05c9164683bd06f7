//! All surface forms of companies and products, compiled.

use crate::dictionary::{Name, NameKind};
use crate::reading::fold::folded;
use crate::reading::lexicon::{Caps, Match, Trie, TrieBuilder};
use crate::reading::tokens::{Symbol, Token, VocabularyBuilder};
use rustc_hash::FxHashMap;

/// A surface form of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) row: u32,
    /// Needs evidence to be believed.
    pub(crate) ambiguous: bool,
    /// Has no white space: digits and letters in it are stuck together.
    pub(crate) tight: bool,
}

/// Rows of names and a trie over their surface forms.
#[derive(Debug)]
pub(crate) struct NameIndex {
    rows: Vec<Name>,
    forms: Vec<Form>,
    trie: Trie,
    by_id: FxHashMap<String, u32>,
}

impl NameIndex {
    /// Compiles rows. A form that holds nothing to match is left out; `dict lint` names it.
    pub(crate) fn new(rows: Vec<Name>, vocabulary: &mut VocabularyBuilder) -> NameIndex {
        let mut builder = TrieBuilder::new(Caps::Names);
        let mut forms = Vec::new();
        let mut by_id = FxHashMap::default();
        for (i, row) in rows.iter().enumerate() {
            if row.kind == NameKind::Company {
                by_id.entry(row.id.clone()).or_insert(i as u32);
            }
            let ambiguous: Vec<String> = row.ambiguous.iter().map(|a| folded(a)).collect();
            for surface in std::iter::once(&row.name).chain(&row.aliases) {
                let form = Form {
                    row: i as u32,
                    ambiguous: !ambiguous.is_empty() && ambiguous.contains(&folded(surface)),
                    tight: !surface.contains(' '),
                };
                if builder.add(surface, forms.len() as u32, vocabulary) {
                    forms.push(form);
                }
            }
        }
        NameIndex { rows, forms, trie: builder.build(vocabulary), by_id }
    }

    pub(crate) fn row(&self, i: u32) -> &Name {
        &self.rows[i as usize]
    }

    pub(crate) fn form(&self, i: u32) -> Form {
        self.forms[i as usize]
    }

    /// The row of a company's id.
    pub(crate) fn company(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Whether any form starts with the symbol.
    #[inline]
    pub(crate) fn starts(&self, symbol: Symbol) -> bool {
        self.trie.starts(symbol)
    }

    /// Calls `sink` for every form that starts at a token, shorter before longer.
    pub(crate) fn matches(&self, tokens: &[Token], at: usize, sink: impl FnMut(Match)) {
        self.trie.matches(tokens, at, sink);
    }
}
