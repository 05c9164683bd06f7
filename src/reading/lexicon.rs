//! Dictionary forms compiled for reading: a trie over symbols, walked from a token.
//!
//! Hyphens and apostrophes inside a form are free: `DALL-E`, `DALL E` and `DALL’E` are one form. So are kinds of space
//! and a single line break.

use crate::packed::{Packed, Record, u32_at};
use serde::{Deserialize, Serialize};

use super::tokens::{ACCENT, LINE, PARAGRAPH, Shape, Symbol, Token, VocabularyBuilder, tokenize};

/// What one token of a form requires of the text's token beside the symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    caps: u32,
    len: u8,
    accent: bool,
}

impl Record for Need {
    const SIZE: usize = 6;
    #[inline]
    fn get(b: &[u8]) -> Need {
        Need { caps: u32_at(b, 0), len: b[4], accent: b[5] != 0 }
    }
    fn put(self, out: &mut Vec<u8>) {
        self.caps.put(out);
        out.extend([self.len, self.accent.into()]);
    }
}

/// A form that ends at a node.
#[derive(Debug, Clone, Copy)]
struct Entry {
    payload: u32,
    needs: u32,
    tokens: u8,
    /// The form ends in a full stop, which belongs to the span where the text has it.
    stop: bool,
    /// It requires nothing beside its symbols: no capital, no accent.
    plain: bool,
}

impl Record for Entry {
    const SIZE: usize = 10;
    #[inline]
    fn get(b: &[u8]) -> Entry {
        Entry { payload: u32_at(b, 0), needs: u32_at(b, 4), tokens: b[8], stop: b[9] & 1 != 0, plain: b[9] & 2 != 0 }
    }
    fn put(self, out: &mut Vec<u8>) {
        self.payload.put(out);
        self.needs.put(out);
        out.extend([self.tokens, u8::from(self.stop) | u8::from(self.plain) << 1]);
    }
}

/// Where the forms that end at a node stand among the entries.
#[derive(Debug, Clone, Copy, Default)]
struct Output {
    start: u32,
    len: u32,
}

impl Record for Output {
    const SIZE: usize = 8;
    #[inline]
    fn get(b: &[u8]) -> Output {
        Output { start: u32_at(b, 0), len: u32_at(b, 4) }
    }
    fn put(self, out: &mut Vec<u8>) {
        self.start.put(out);
        self.len.put(out);
    }
}

/// How capitals are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Caps {
    /// Capitals of the row are required, lower case is free.
    Words,
    /// Likewise, but a name with inner capitals may be written with a first capital only: `Openai`.
    Names,
}

/// Forms over symbols.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Trie {
    caps: Caps,
    /// By symbol, the node behind it; 0 for symbols that start no form.
    root: Packed<u32>,
    edges: Edges,
    outputs: Packed<Output>,
    entries: Packed<Entry>,
    needs: Packed<Need>,
}

/// A match of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) payload: u32,
    /// One past the last token.
    pub(crate) end: u32,
}

/// Collects forms, then builds the trie.
#[derive(Debug)]
pub(crate) struct TrieBuilder {
    caps: Caps,
    edges: EdgeBuilder,
    nodes: u32,
    pending: Vec<(u32, Entry)>,
    needs: Vec<Need>,
    first: Vec<(Symbol, u32)>,
    buffer: Vec<Token>,
}

impl TrieBuilder {
    pub(crate) fn new(caps: Caps) -> TrieBuilder {
        TrieBuilder {
            caps,
            edges: EdgeBuilder::default(),
            nodes: 1,
            pending: Vec::new(),
            needs: Vec::new(),
            first: Vec::new(),
            buffer: Vec::new(),
        }
    }

    /// Adds a form. False if it holds nothing to match.
    pub(crate) fn add(&mut self, form: &str, payload: u32, vocabulary: &mut VocabularyBuilder) -> bool {
        let mut tokens = std::mem::take(&mut self.buffer);
        tokenize(form, &mut tokens, |h| vocabulary.intern(h));
        if tokens.iter().any(|t| !free(t)) {
            tokens.retain(|t| !free(t));
        }
        let stop = tokens.len() > 1 && form.ends_with('.');
        if stop {
            tokens.pop();
        }
        let needs = self.needs.len() as u32;
        let mut node = 0;
        for t in &tokens {
            self.needs.push(Need { caps: t.caps, len: t.len, accent: t.is(ACCENT) });
            let next = self.edges.get(node, t.symbol);
            node = if next != 0 {
                next
            } else {
                let new = self.nodes;
                self.nodes += 1;
                self.edges.insert(node, t.symbol, new);
                if node == 0 {
                    self.first.push((t.symbol, new));
                }
                new
            };
        }
        let usable = !tokens.is_empty() && tokens.len() < 256;
        if usable {
            let plain = tokens.iter().all(|t| t.caps == 0 && (self.caps == Caps::Names || t.len > 3));
            self.pending.push((node, Entry { payload, needs, tokens: tokens.len() as u8, stop, plain }));
        }
        self.buffer = tokens;
        usable
    }

    /// The tokens of the form added last, free ones left out.
    pub(crate) fn last(&self) -> &[Token] {
        &self.buffer
    }

    pub(crate) fn build(self, vocabulary: &VocabularyBuilder) -> Trie {
        // forms by the node they end at, in the order they were added
        let mut outputs = vec![Output::default(); self.nodes as usize];
        for (node, _) in &self.pending {
            outputs[*node as usize].len += 1;
        }
        let mut start = 0;
        for o in &mut outputs {
            o.start = start;
            start += o.len;
        }
        let mut next: Vec<u32> = outputs.iter().map(|o| o.start).collect();
        let mut entries = vec![Entry { payload: 0, needs: 0, tokens: 0, stop: false, plain: false }; self.pending.len()];
        for (node, e) in self.pending {
            let place = &mut next[node as usize];
            entries[*place as usize] = e;
            *place += 1;
        }
        for o in &outputs {
            let here = &mut entries[o.start as usize..(o.start + o.len) as usize];
            for i in 1..here.len() {
                let need = |e: Entry| &self.needs[e.needs as usize..e.needs as usize + usize::from(e.tokens)];
                if here[i].tokens == here[i - 1].tokens && need(here[i]) == need(here[i - 1]) {
                    here[i].needs = here[i - 1].needs;
                }
            }
        }
        let mut root = vec![0; vocabulary.size()];
        for (symbol, node) in self.first {
            root[symbol as usize] = node;
        }
        Trie {
            caps: self.caps,
            root: root.into_iter().collect(),
            edges: Edges { slots: self.edges.slots.into_iter().collect() },
            outputs: outputs.into_iter().collect(),
            entries: entries.into_iter().collect(),
            needs: self.needs.into_iter().collect(),
        }
    }
}

/// Whether the token is free inside a form.
fn free(t: &Token) -> bool {
    matches!(t.shape, Shape::Apostrophe | Shape::Hyphen)
}

impl Trie {
    /// Whether any form starts with the symbol.
    #[inline]
    pub(crate) fn starts(&self, symbol: Symbol) -> bool {
        self.root.get(symbol as usize).is_some_and(|n| n != 0)
    }

    /// Calls `sink` for every form that starts at token `at`, shorter before longer.
    pub(crate) fn matches(&self, tokens: &[Token], at: usize, mut sink: impl FnMut(Match)) {
        let mut node = match self.root.get(tokens[at].symbol as usize) {
            Some(n) if n != 0 => n,
            _ => return,
        };
        // token indices of the path, for the check of capitals
        let mut path = [0u32; 32];
        path[0] = at as u32;
        let mut depth = 1;
        let mut i = at + 1;
        loop {
            // forms spelled alike need the same: asked once
            let mut known = (u32::MAX, false);
            let here = self.outputs.get(node as usize).unwrap_or_default();
            for e in self.entries.range(here.start as usize, here.len as usize) {
                if !e.plain && known.0 != e.needs {
                    known = (e.needs, self.fits(e, tokens, &path[..depth]));
                }
                if e.plain || known.1 {
                    let end = match tokens.get(i) {
                        Some(t) if e.stop && t.glued() && t.end == t.start + 1 && t.shape == Shape::Other && is_stop(t, tokens, i) => i + 1,
                        _ => i,
                    };
                    sink(Match { payload: e.payload, end: end as u32 });
                }
            }
            let Some(t) = tokens.get(i) else { return };
            if t.is(PARAGRAPH) || depth == path.len() {
                return;
            }
            let mut next = self.edges.get(node, t.symbol);
            let mut j = i;
            if next == 0 {
                // a hyphen or apostrophe with no space around is free
                match tokens.get(i + 1) {
                    Some(after) if free(t) && t.glued() && !after.is(LINE) && (after.glued() || t.shape == Shape::Apostrophe) => {
                        next = self.edges.get(node, after.symbol);
                        j = i + 1;
                    }
                    _ => return,
                }
            }
            if next == 0 || tokens[j].symbol == 0 {
                return;
            }
            node = next;
            path[depth] = j as u32;
            depth += 1;
            i = j + 1;
        }
    }

    fn fits(&self, e: Entry, tokens: &[Token], path: &[u32]) -> bool {
        self.needs.range(e.needs as usize, e.tokens as usize).zip(path).all(|(n, i)| {
            let t = &tokens[*i as usize];
            let capitals = n.caps & !t.caps == 0
                || self.caps == Caps::Names && t.caps & 1 == 1 && t.len >= 5 && n.caps.count_ones() < u32::from(n.len.min(32));
            // `a` is not `à`, `des` is not `dès`; capitals may lack their accents
            let accents = n.len > 3 || t.caps != 0 || self.caps == Caps::Names || n.accent == t.is(ACCENT);
            capitals && accents
        })
    }
}

/// The full stop of `Inc.`: the symbol test is not possible here, so the byte length and shape stand for it, and what
/// follows must not be glued (`Inc.com`).
fn is_stop(t: &Token, tokens: &[Token], i: usize) -> bool {
    t.len == 1 && tokens.get(i + 1).is_none_or(|n| !n.glued() || n.shape != Shape::Word)
}

/// An edge: (node, symbol) packed into one key, and the node it leads to; 0 leads nowhere and marks a free slot.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    key: u64,
    to: u32,
}

impl Record for Edge {
    const SIZE: usize = 12;
    #[inline]
    fn get(b: &[u8]) -> Edge {
        Edge { key: u64::from(u32_at(b, 4)) << 32 | u64::from(u32_at(b, 0)), to: u32_at(b, 8) }
    }
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.key.to_le_bytes());
        self.to.put(out);
    }
}

/// Where the search for a key starts.
#[inline]
fn home(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

fn key(node: u32, symbol: Symbol) -> u64 {
    u64::from(node) << 32 | u64::from(symbol)
}

/// Edges of the trie: open addressing, the number of slots a power of two.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'static"))]
struct Edges {
    slots: Packed<Edge>,
}

impl Edges {
    #[inline]
    fn get(&self, node: u32, symbol: Symbol) -> u32 {
        let key = key(node, symbol);
        let mask = self.slots.len().wrapping_sub(1);
        let mut i = home(key) & mask;
        loop {
            match self.slots.get(i) {
                Some(e) if e.to != 0 && e.key != key => i = (i + 1) & mask,
                Some(e) => return e.to,
                None => return 0,
            }
        }
    }
}

/// Edges while they are being added.
#[derive(Debug, Default)]
struct EdgeBuilder {
    slots: Vec<Edge>,
    len: usize,
}

impl EdgeBuilder {
    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut i = home(key) & mask;
        while self.slots[i].to != 0 && self.slots[i].key != key {
            i = (i + 1) & mask;
        }
        i
    }

    fn get(&self, node: u32, symbol: Symbol) -> u32 {
        if self.slots.is_empty() {
            return 0;
        }
        self.slots[self.find(key(node, symbol))].to
    }

    fn insert(&mut self, node: u32, symbol: Symbol, to: u32) {
        if self.len * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Edge::default(); (old.len() * 2).max(64)];
            for e in old.into_iter().filter(|e| e.to != 0) {
                let i = self.find(e.key);
                self.slots[i] = e;
            }
        }
        let key = key(node, symbol);
        let i = self.find(key);
        self.len += usize::from(self.slots[i].to == 0);
        self.slots[i] = Edge { key, to };
    }
}
