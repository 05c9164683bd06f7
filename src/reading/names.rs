//! All surface forms of companies and products, ready to be found in texts.

use super::fold::folded;
use super::tokens::{Folded, Token, Vocabulary};
use super::trie::{Caps, Match, Trie};
use crate::dictionary::{LoadError, Name, NameKind, Names};
use crate::image::{Reader, Writer};
use crate::packed::{Map, Packed, record};
use xxhash_rust::xxh3::xxh3_64;

record! {
    /// A surface form of a row.
    pub(crate) struct Form {
        pub(crate) row: u32,
        /// Needs evidence to be believed.
        pub(crate) ambiguous: bool,
        /// Of a product, not of a company.
        pub(crate) product: bool,
        /// Has no white space: digits and letters in it are stuck together.
        pub(crate) tight: bool,
    }
}

/// Rows of names and a trie over their surface forms.
#[derive(Debug)]
pub(crate) struct NameIndex {
    rows: Names,
    forms: Packed<Form>,
    trie: Trie,
    /// By the hash of a company's id, one more than its first row.
    by_id: Map,
}

impl NameIndex {
    pub(crate) fn new() -> NameIndex {
        NameIndex { rows: Names::default(), forms: Packed::default(), trie: Trie::new(Caps::Names), by_id: Map::default() }
    }

    /// Adds rows. A form that holds nothing to match is left out; `dict lint` names it.
    ///
    /// # Errors
    /// More rows than can be numbered.
    pub(crate) fn add(&mut self, names: &Names, vocabulary: &mut Vocabulary) -> Result<(), LoadError> {
        let old = self.rows.len();
        self.rows.extend(names)?;
        let mut tokens = Vec::new();
        for i in old..self.rows.len() {
            let row = self.rows.get(i);
            if row.kind == NameKind::Company {
                let id = xxh3_64(row.id.as_bytes());
                if self.by_id.get(id) == 0 {
                    self.by_id.insert(id, i as u32 + 1);
                }
            }
            let ambiguous: Vec<String> = row.ambiguous().map(folded).collect();
            for surface in row.forms() {
                let form = Form {
                    row: i as u32,
                    product: row.kind == NameKind::Product,
                    ambiguous: !ambiguous.is_empty() && ambiguous.contains(&folded(surface)),
                    tight: !surface.contains(' '),
                };
                if self.trie.add(surface, self.forms.len() as u32, 0, vocabulary, &mut tokens) {
                    self.forms.push(form);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn rows(&self) -> &Names {
        &self.rows
    }

    pub(crate) fn row(&self, i: u32) -> Name<'_> {
        self.rows.get(i as usize)
    }

    #[inline]
    pub(crate) fn form(&self, i: u32) -> Form {
        self.forms.get(i as usize).unwrap_or_default()
    }

    /// The first row of a company's id.
    pub(crate) fn company(&self, id: &str) -> Option<u32> {
        self.by_id.get(xxh3_64(id.as_bytes())).checked_sub(1).filter(|i| self.row(*i).id == id)
    }

    /// What is known of a form as the first word of names.
    pub(crate) fn first(&self, form: Folded) -> Folded {
        let name = self.trie.node(form.symbol);
        Folded { name, small_name: self.trie.small(name), ..form }
    }

    /// Calls `sink` for every form that starts at a token, shorter before longer.
    pub(crate) fn matches(&self, tokens: &[Token], at: usize, sink: impl FnMut(Match)) {
        if tokens[at].name != 0 {
            self.trie.matches(tokens, at, tokens[at].name, sink);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.rows.write(out);
        out.table(&self.forms);
        self.trie.write(out);
        out.map(&self.by_id);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<NameIndex> {
        Some(NameIndex {
            rows: Names::from_image(image)?,
            forms: image.table()?,
            trie: Trie::from_image(Caps::Names, image)?,
            by_id: image.map()?,
        })
    }
}
