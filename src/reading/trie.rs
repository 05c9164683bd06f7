//! Dictionary forms compiled for reading: a trie over symbols, walked from a token.
//!
//! Hyphens and apostrophes inside a form are free: `DALL-E`, `DALL E` and `DALL’E` are one form. So are kinds of space
//! and a single line break.

use super::edges::Edges;
use super::tokens::{ACCENT, LINE, PARAGRAPH, Shape, Symbol, Token, Vocabulary, tokenize};
use crate::image::{Reader, Writer};
use crate::packed::{Packed, record};

record! {
    /// What one token of a form requires of the text's token beside the symbol.
    struct Need {
        caps: u32,
        len: u8,
        accent: bool,
    }
}

record! {
    /// A form that ends at a node.
    struct Entry {
        payload: u32,
        /// What the payload is of, told with each match.
        tag: u16,
        /// What the form's first token requires.
        caps: u32,
        len: u8,
        accent: bool,
        /// What all its tokens require.
        needs: u32,
        /// One more than the next entry of the node; 0 for none.
        next: u32,
        tokens: u8,
        /// The form ends in a full stop, which belongs to the span where the text has it.
        stop: bool,
        /// It requires no capital, and so nothing of its tokens but of the short ones.
        low: bool,
        /// Bits of its tokens that are so short that accents count, and of those that have one.
        short: u16,
        accents: u16,
    }
}

record! {
    /// What is behind a row of symbols: all that is asked of it stands together.
    struct Node {
        /// Bits of the symbols that lead on: most words are not among them, and the edges need not be asked.
        ahead: u64,
        /// One more than the first of its entries; 0 for none.
        output: u32,
        /// Of a first symbol: a form starts there whose first word may be written without a capital.
        small: bool,
    }
}

/// How capitals are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caps {
    /// Capitals of the row are required, lower case is free.
    Words,
    /// Likewise, but a name with inner capitals may be written with a first capital only: `Openai`.
    Names,
}

/// Forms over symbols.
#[derive(Debug)]
pub(crate) struct Trie {
    caps: Caps,
    /// By symbol, the node behind it; 0 for symbols that start no form.
    root: Packed<u32>,
    /// By node and symbol, the node behind.
    edges: Edges,
    /// Node 0 is none.
    nodes: Packed<Node>,
    entries: Packed<Entry>,
    needs: Packed<Need>,
}

/// A match of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) payload: u32,
    pub(crate) tag: u16,
    /// One past the last token.
    pub(crate) end: u32,
}

/// Whether the token is free inside a form.
fn free(t: &Token) -> bool {
    matches!(t.shape, Shape::Apostrophe | Shape::Hyphen)
}

impl Trie {
    pub(crate) fn new(caps: Caps) -> Trie {
        Trie {
            caps,
            root: Packed::default(),
            edges: Edges::default(),
            nodes: [Node::default()].into_iter().collect(),
            entries: Packed::default(),
            needs: Packed::default(),
        }
    }

    /// Adds a form; its tokens, free ones left out, are left in `tokens`. False if it holds nothing to match.
    pub(crate) fn add(&mut self, form: &str, payload: u32, tag: u16, vocabulary: &mut Vocabulary, tokens: &mut Vec<Token>) -> bool {
        tokenize(form, tokens, |h| vocabulary.intern(h));
        if tokens.iter().any(|t| !free(t)) {
            tokens.retain(|t| !free(t));
        }
        let stop = tokens.len() > 1 && form.ends_with('.');
        if stop {
            tokens.pop();
        }
        if tokens.is_empty() || tokens.len() > usize::from(u8::MAX) {
            return false;
        }
        let node = tokens.iter().fold(0, |node, t| self.step(node, t.symbol));
        if tokens[0].caps == 0 {
            let first = self.node(tokens[0].symbol);
            self.nodes.put(first as usize, Node { small: true, ..self.at(first) });
        }
        // forms spelled alike need the same
        let need = |t: &Token| Need { caps: t.caps, len: t.len, accent: t.is(ACCENT) };
        let alike = |e: &Entry| self.needs.range(e.needs as usize, e.tokens.into()).eq(tokens.iter().map(need));
        let known = self.ending(self.at(node)).filter(alike).last();
        let needs = known.map_or(self.needs.len() as u32, |e| e.needs);
        if known.is_none() {
            tokens.iter().for_each(|t| self.needs.push(need(t)));
        }
        let bits = |of: &dyn Fn(&Token) -> bool| tokens.iter().zip(0..16).fold(0, |bits, (t, i)| bits | u16::from(of(t)) << i);
        let short = bits(&|t| self.caps == Caps::Words && t.len <= 3);
        let accents = bits(&|t| t.is(ACCENT)) & short;
        let low = tokens.len() <= 16 && tokens.iter().all(|t| t.caps == 0);
        let Need { caps, len, accent } = need(&tokens[0]);
        let all = tokens.len() as u8;
        self.end(node, Entry { payload, tag, caps, len, accent, needs, next: 0, tokens: all, stop, low, short, accents });
        true
    }

    /// The node behind a symbol, a new one if there is none.
    fn step(&mut self, node: u32, symbol: Symbol) -> u32 {
        let next = match node {
            0 => self.root.get(symbol as usize).unwrap_or(0),
            _ => self.edges.get(node, symbol),
        };
        if next != 0 {
            return next;
        }
        let new = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        match node {
            0 => self.root.put(symbol as usize, new),
            _ => {
                self.edges.insert(node, symbol, new);
                let here = self.at(node);
                self.nodes.put(node as usize, Node { ahead: here.ahead | ahead_bit(symbol), ..here });
            }
        }
        new
    }

    /// Puts an entry behind the others of its node.
    fn end(&mut self, node: u32, entry: Entry) {
        self.entries.push(entry);
        let number = self.entries.len() as u32;
        let here = self.at(node);
        let mut last = here.output;
        if last == 0 {
            return self.nodes.put(node as usize, Node { output: number, ..here });
        }
        while let Some(e) = self.entries.get(last as usize - 1) {
            if e.next == 0 {
                return self.entries.put(last as usize - 1, Entry { next: number, ..e });
            }
            last = e.next;
        }
    }

    #[inline]
    fn at(&self, node: u32) -> Node {
        self.nodes.get(node as usize).unwrap_or_default()
    }

    /// The entries that end at a node, in the order they were added.
    #[inline]
    fn ending(&self, node: Node) -> impl Iterator<Item = Entry> + '_ {
        let mut next = node.output;
        std::iter::from_fn(move || {
            let entry = self.entries.get((next as usize).checked_sub(1)?)?;
            next = entry.next;
            Some(entry)
        })
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.table(&self.root);
        self.edges.write(out);
        // the entries of a node one behind the other, so that they are read from one place
        let mut entries: Packed<Entry> = Packed::default();
        let mut nodes: Packed<Node> = Packed::default();
        for node in self.nodes.iter() {
            let first = entries.len() as u32 + 1;
            for e in self.ending(node) {
                let next = if e.next == 0 { 0 } else { entries.len() as u32 + 2 };
                entries.push(Entry { next, ..e });
            }
            nodes.push(Node { output: if entries.len() as u32 >= first { first } else { 0 }, ..node });
        }
        out.table(&nodes);
        out.table(&entries);
        out.table(&self.needs);
    }

    pub(crate) fn from_image(caps: Caps, image: &mut Reader) -> Option<Trie> {
        Some(Trie {
            caps,
            root: image.table()?,
            edges: Edges::from_image(image)?,
            nodes: image.table()?,
            entries: image.table()?,
            needs: image.table()?,
        })
    }

    /// Bits of the symbols that lead on from a node.
    #[inline]
    pub(crate) fn ahead(&self, node: u32) -> u64 {
        self.at(node).ahead
    }

    /// The node behind a symbol that starts forms; 0 if none does.
    #[inline]
    pub(crate) fn node(&self, symbol: Symbol) -> u32 {
        self.root.get(symbol as usize).unwrap_or(0)
    }

    /// Calls `sink` for every form that is this one token, whose node is `node`, and tells whether a full stop behind belongs to it.
    pub(crate) fn alone(&self, t: &Token, node: u32, mut sink: impl FnMut(Match, bool)) {
        for e in self.ending(self.at(node)) {
            if e.low && e.short == 0 || self.allows(Need { caps: e.caps, len: e.len, accent: e.accent }, t) {
                sink(Match { payload: e.payload, tag: e.tag, end: 1 }, e.stop);
            }
        }
    }

    /// Whether a form that starts with this symbol's node may be written without a capital.
    pub(crate) fn small(&self, node: u32) -> bool {
        self.at(node).small
    }

    /// Calls `sink` for every form that starts at token `at`, whose node is `node`, shorter before longer.
    pub(crate) fn matches(&self, tokens: &[Token], at: usize, node: u32, mut sink: impl FnMut(Match)) {
        self.alone(&tokens[at], node, |m, stop| sink(Match { end: stopped(tokens, at + 1, stop) as u32, ..m }));
        self.longer(tokens, at, node, self.ahead(node), sink);
    }

    /// Calls `sink` for every form of several tokens that starts at token `at`, whose node is `node`, shorter before longer. `ahead`
    /// is that of the node, which is known where words are remembered.
    pub(crate) fn longer(&self, tokens: &[Token], at: usize, node: u32, ahead: u64, mut sink: impl FnMut(Match)) {
        let Some((first, mut i)) = self.next(tokens, at + 1, node, ahead) else { return };
        let mut node = first;
        // token indices of the path, for the check of capitals
        let mut path = [0u32; 32];
        path[0] = at as u32;
        path[1] = i as u32;
        let mut depth = 2;
        loop {
            i += 1;
            // forms spelled alike need the same: asked once
            let mut known = (u32::MAX, false);
            let here = self.at(node);
            for e in self.ending(here) {
                if known.0 != e.needs {
                    known = (e.needs, self.fits(e, tokens, &path[..depth]));
                }
                if known.1 {
                    sink(Match { payload: e.payload, tag: e.tag, end: stopped(tokens, i, e.stop) as u32 });
                }
            }
            if depth == path.len() {
                return;
            }
            let Some((next, at)) = self.next(tokens, i, node, here.ahead) else { return };
            (node, i) = (next, at);
            path[depth] = i as u32;
            depth += 1;
        }
    }

    /// The node behind `node` over the token at `i`, or over the one behind it where that is free; and which it was.
    #[inline]
    fn next(&self, tokens: &[Token], i: usize, node: u32, ahead: u64) -> Option<(u32, usize)> {
        let t = tokens.get(i).filter(|t| !t.is(PARAGRAPH))?;
        if ahead & ahead_bit(t.symbol) != 0 {
            let next = self.edges.get(node, t.symbol);
            if next != 0 {
                return (t.symbol != 0).then_some((next, i));
            }
        }
        if !free(t) {
            return None;
        }
        // a hyphen or apostrophe with no space around is free
        let after = tokens.get(i + 1)?;
        if !t.glued() || after.is(LINE) || !(after.glued() || t.shape == Shape::Apostrophe) {
            return None;
        }
        if ahead & ahead_bit(after.symbol) == 0 {
            return None;
        }
        let next = self.edges.get(node, after.symbol);
        (next != 0 && after.symbol != 0).then_some((next, i + 1))
    }

    /// Whether the tokens of a path are spelled as a form of several tokens requires.
    #[inline]
    fn fits(&self, e: Entry, tokens: &[Token], path: &[u32]) -> bool {
        if e.low {
            let mut short = e.short;
            while short != 0 {
                let i = short.trailing_zeros();
                let Some(t) = path.get(i as usize).map(|at| &tokens[*at as usize]) else { return true };
                if t.caps == 0 && (e.accents >> i & 1 != 0) != t.is(ACCENT) {
                    return false;
                }
                short &= short - 1;
            }
            return true;
        }
        path.iter().zip(self.needs.range(e.needs as usize, e.tokens as usize)).all(|(i, n)| self.allows(n, &tokens[*i as usize]))
    }

    /// Whether a token is spelled as a form requires.
    #[inline]
    fn allows(&self, n: Need, t: &Token) -> bool {
        let capitals = n.caps & !t.caps == 0
            || self.caps == Caps::Names && t.caps & 1 == 1 && t.len >= 5 && n.caps.count_ones() < u32::from(n.len.min(32));
        // `a` is not `à`, `des` is not `dès`; capitals may lack their accents
        let accents = n.len > 3 || t.caps != 0 || self.caps == Caps::Names || n.accent == t.is(ACCENT);
        capitals && accents
    }
}

/// Where a form that ends before token `i` ends with its full stop.
#[inline]
pub(crate) fn stopped(tokens: &[Token], i: usize, stop: bool) -> usize {
    match tokens.get(i) {
        // not the one of `Inc.com`
        Some(t) if stop && t.mark == '.' && t.glued() && tokens.get(i + 1).is_none_or(|n| !n.glued() || n.shape != Shape::Word) => i + 1,
        _ => i,
    }
}

/// The bit of a symbol.
#[inline]
pub(crate) fn ahead_bit(symbol: Symbol) -> u64 {
    1 << (symbol.wrapping_mul(0x9e37_79b9) >> 26)
}
