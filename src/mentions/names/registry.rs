//! The names that a text itself makes known: what counts as one name, its short forms, where it may stand.

use super::cues::Evidence;
use super::extent::Extent;
use super::page::Page;
use super::short::distinctive;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::Shape;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A name known only from its context.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// Longest form of the document, with its legal form.
    pub(crate) name: String,
    pub(crate) evidence: Evidence,
    /// Something speaks for it that is said of firms alone.
    pub(super) firmly: bool,
    /// Hashes of its words without legal form.
    pub(super) words: Vec<u64>,
    /// Its first sighting.
    pub(super) first: usize,
    /// The row whose short form it is: `Octopus` of Octopus Energy.
    pub(crate) row: Option<u32>,
    /// Its last word is a place: Ombelio France is not the whole of Ombelio.
    pub(super) local: bool,
    /// Its last word is that of an offer: Northfold Plus is not the whole of Northfold.
    pub(super) offer: bool,
    /// The dictionary row or found name that owns it (a product named after its company).
    pub(crate) owner: Option<Owner>,
}

impl Found {
    /// Whether the words before it say that it is a part of another company: `its arm X`, `la filiale X`.
    pub(super) fn names_a_part(&self, page: &Page<'_>) -> bool {
        let from = self.evidence.start.min(self.first).min(self.first.saturating_sub(4));
        self.local || self.offer || (from..self.first).any(|i| page.together(i, self.first) && page.is(i, class::SEGMENT))
    }
}

/// Whose product a found product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Row(u32),
    Found(usize),
}

/// All found names of a text.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub(crate) names: Vec<Found>,
    /// By name, the hash of all its words: what most of them are told apart by.
    keys: Vec<u64>,
    /// By hash of the first word: names that start with it.
    by_first: FxHashMap<u64, Vec<(usize, usize)>>,
    /// Bits of the hashes of all first words: most words of a text are none.
    first_bits: u64,
}

impl Registry {
    pub(crate) fn clear(&mut self) {
        self.first_bits = 0;
        self.names.clear();
        self.keys.clear();
        self.by_first.clear();
    }

    /// The place of a name.
    pub(super) fn find(&self, words: &[u64]) -> Option<usize> {
        let key = key(words);
        self.keys.iter().zip(&self.names).position(|(k, f)| *k == key && f.words == words)
    }

    pub(super) fn push(&mut self, found: Found) -> usize {
        self.keys.push(key(&found.words));
        self.names.push(found);
        self.names.len() - 1
    }

    /// Takes in a sighting that was believed; one name in several spellings is one entry.
    pub(crate) fn add(&mut self, page: &Page<'_>, e: Extent, evidence: Evidence) -> usize {
        let words: SmallVec<[u64; 6]> = page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i)).collect();
        if let Some(i) = self.find(&words) {
            let f = &mut self.names[i];
            f.firmly |= firmly(&evidence);
            // no surface is longer than its bytes
            if page.reading.span(e.start, e.end).of(page.reading.text).len() > f.name.len() {
                let name = surface(page, e.start, e.end);
                if name.len() > f.name.len() {
                    f.name = name;
                }
            }
            // a noun says what the name is; a verb or a list only that it may be a company
            if f.kind == evidence.kind {
                if (tells(&evidence), evidence.confidence) > (tells(&f.evidence), f.evidence.confidence) {
                    f.evidence = evidence;
                }
            } else if tells(&f.evidence) < tells(&evidence) || tells(&f.evidence) == tells(&evidence) && evidence.kind == Kind::Company {
                f.kind = evidence.kind;
                f.evidence = evidence;
            }
            f.first = f.first.min(e.start);
            return i;
        }
        let last = page.words(e).filter(|i| *i < e.core).last().filter(|_| words.len() > 1);
        let local = last.is_some_and(|i| page.is(i, class::PLACE));
        let offer = last.is_some_and(|i| page.is(i, class::VERSION_WORD) && !page.is(i, class::COMPANY_WORD));
        self.push(Found {
            kind: evidence.kind,
            name: surface(page, e.start, e.end),
            evidence,
            firmly: firmly(&evidence),
            words: words.into_vec(),
            first: e.start,
            row: None,
            local,
            offer,
            owner: None,
        })
    }

    /// What a name is known as.
    pub(super) fn kind_of(&self, words: &[u64]) -> Option<Kind> {
        self.find(words).map(|i| self.names[i].kind)
    }

    /// Whether only what is said of other things too speaks for a name: that it does something, that it is made by it.
    pub(super) fn barely(&self, words: &[u64]) -> bool {
        self.find(words).is_some_and(|i| !self.names[i].firmly)
    }

    /// Whether the label of a line, or the sum behind it in a digest, or who reports, says that a name is a firm's: no weighing is needed.
    pub(super) fn labelled(&self, words: &[u64]) -> bool {
        self.find(words).is_some_and(|i| matches!(self.names[i].evidence.cue, "label" | "entry" | "portrait" | "press"))
    }

    /// Takes a name out again.
    pub(super) fn forget(&mut self, words: &[u64]) {
        if let Some(i) = self.find(words) {
            self.names.remove(i);
            self.keys.remove(i);
        }
    }

    /// Whether a name is in already, as a company.
    pub(crate) fn holds(&self, page: &Page<'_>, e: Extent) -> bool {
        self.company(page, e).is_some()
    }

    pub(crate) fn add_product(&mut self, page: &Page<'_>, start: usize, end: usize, evidence: Evidence, owner: Owner) {
        let i = self.add(page, Extent { start, end, core: end }, Evidence { kind: Kind::Product, ..evidence });
        self.names[i].owner = self.names[i].owner.or(Some(owner));
    }

    /// The company of the registry that a name is.
    pub(crate) fn company(&self, page: &Page<'_>, e: Extent) -> Option<usize> {
        let words: SmallVec<[u64; 8]> = page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i)).collect();
        self.find(&words).filter(|i| self.names[*i].kind == Kind::Company)
    }

    /// Makes short forms known: the first word of a longer name, where it is distinctive; a short name that a longer one
    /// starts with is the same company.
    pub(crate) fn link(&mut self, page: &Page<'_>) {
        self.by_first.clear();
        let n = self.names.len();
        // What is Quillon, the chip designer …? Quillon Photonics: a noun of a product behind the name of a firm
        for i in 0..n {
            let s = &self.names[i];
            let longer = |l: &Found| l.kind == Kind::Company && l.words.len() > s.words.len() && l.words.starts_with(&s.words);
            if s.kind == Kind::Product && s.evidence.cue == "product-apposition" && self.names.iter().any(longer) {
                self.names[i].kind = Kind::Company;
                self.names[i].evidence.kind = Kind::Company;
            }
        }
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|i| (self.names[*i].first, *i));
        let mut target: Vec<usize> = (0..n).collect();
        // the first and last word of each name: what most names are told apart by
        let ends: Vec<_> = self.names.iter().map(|f| (f.words.first().copied(), f.words.last().copied())).collect();
        for &short in &order {
            let s = &self.names[short];
            if s.kind != Kind::Company {
                continue;
            }
            // (Virgin Media Ireland is another firm than Virgin Media)
            let longer = order.iter().copied().filter(|l| ends[*l].0 == ends[short].0).filter(|l| {
                let l = &self.names[*l];
                l.kind == Kind::Company
                    && l.evidence.cue != "branch"
                    && !l.offer
                    && !l.local
                    && l.words.len() > s.words.len()
                    && l.words.starts_with(&s.words)
                    && !super::homonyms::own(page, l, s)
            });
            let longer: SmallVec<[usize; 4]> = longer.collect();
            let daughters: SmallVec<[&Found; 4]> = longer.iter().map(|l| &self.names[*l]).collect();
            let longer = longer.first().copied().filter(|_| !super::homonyms::houses(page, &daughters, s));
            let headed = || order.iter().copied().filter(|l| ends[*l].1 == ends[short].1).find(|l| self.ends_in(page, &self.names[*l], s));
            target[short] = longer.or_else(headed).unwrap_or(short);
        }
        for i in 0..n {
            let mut to = i;
            while target[to] != to {
                to = target[to];
            }
            let (first, len) = (self.names[i].words[0], self.names[i].words.len());
            self.first_bits |= hash_bit(first);
            self.by_first.entry(first).or_default().push((i, len));
            target[i] = to;
        }
        for (i, t) in target.iter().copied().enumerate() {
            if t != i {
                self.names[i].name = self.names[t].name.clone();
                self.names[i].evidence.confidence = self.names[i].evidence.confidence.max(self.names[t].evidence.confidence);
            }
        }
        // first words of longer company names as names of their own
        for &i in &order {
            let f = &self.names[i];
            if f.kind != Kind::Company || f.evidence.cue == "branch" || f.words.len() < 2 || self.find(&f.words[..1]).is_some() {
                continue;
            }
            // Van der Heul of Van der Heul Tools
            let family = (f.first..).take_while(|i| page.is_alone(*i, class::NAME_PARTICLE)).count();
            // K4 of K4 Systems
            let second = &page.tokens()[f.first + 1];
            let coded = second.glued() && second.shape == Shape::Digits && page.tokens()[f.first].all_caps();
            let family = family + usize::from(coded);
            if !coded && !distinctive(page, f.first + family) || f.words.len() < family + 2 {
                continue;
            }
            let short = Found { words: f.words[..=family].to_vec(), row: f.row.or_else(|| listed(page, f.first)), ..f.clone() };
            self.first_bits |= hash_bit(short.words[0]);
            self.by_first.entry(short.words[0]).or_default().push((self.names.len(), family + 1));
            self.push(short);
        }
        for v in self.by_first.values_mut() {
            v.sort_by_key(|(_, len)| std::cmp::Reverse(*len));
        }
    }

    /// `Maison Kermaria … Kermaria`, `Oakden Rowe … Rowe`: whether a later name is the last word of a longer one, whose first
    /// word says its trade or is nobody's by itself.
    fn ends_in(&self, page: &Page<'_>, long: &Found, short: &Found) -> bool {
        let ends = long.kind == Kind::Company && long.words.len() > short.words.len() && long.words.ends_with(&short.words);
        if !ends || page.function(long.first) {
            return false;
        }
        if long.words.len() == short.words.len() + 1
            && (page.is_alone(long.first, class::COMPANY_HEAD) || page.is_alone(long.first, class::NAME_HEAD))
        {
            return true;
        }
        let later = long.first < short.first && !page.together(long.first, short.first) || super::found::heading(page, short.first);
        let free = page.candidate(long.first).is_none() && self.find(&long.words[..1]).is_none();
        let whole = !long.local && !long.offer && long.evidence.cue != "branch";
        short.words.len() == 1 && later && free && whole && page.tokens()[short.first].len > 3
    }

    /// The longest found name that starts at a token: which, and one past its last token.
    #[inline]
    pub(crate) fn at(&self, page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
        let t = &page.tokens()[at];
        if self.first_bits & hash_bit(t.hash) == 0 || t.caps == 0 && t.shape != Shape::Digits { None } else { self.longest(page, at) }
    }

    #[inline(never)]
    fn longest(&self, page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
        let t = &page.tokens()[at];
        let list = self.by_first.get(&t.hash)?;
        list.iter().find_map(|(i, _)| self.matches(page, at, &self.names[*i].words).map(|end| (*i, end)))
    }

    fn matches(&self, page: &Page<'_>, at: usize, words: &[u64]) -> Option<usize> {
        let mut i = at;
        for (k, w) in words.iter().enumerate() {
            if k > 0 {
                // marks between words (hyphens, apostrophes, `&`, links) are free
                while page.tokens().get(i).is_some_and(|t| !matches!(t.shape, Shape::Word | Shape::Digits))
                    && matches!(page.mark(i), '-' | '‑' | '–' | '\'' | '’' | '&' | '.' | '+')
                {
                    i += 1;
                }
            }
            if i >= page.tokens().len() || !page.together(at, i) || page.hash(i) != *w {
                return None;
            }
            i += 1;
        }
        Some(i)
    }
}

/// The row of a listed company whose letters begin a longer name: ABB of ABB Robotics stays ABB.
fn listed(page: &Page<'_>, at: usize) -> Option<u32> {
    let form = page.names.form(page.candidate(at).filter(|(_, c)| c.start == at && c.end == at + 1)?.1.form);
    let known = !form.product && page.tokens()[at].all_caps() && !page.names.row(form.row).ticker.is_empty();
    known.then_some(form.row)
}

/// The bit of a hash.
#[inline]
pub(super) fn hash_bit(hash: u64) -> u64 {
    1 << (hash >> 58)
}

/// The hash of the words of a name.
pub(super) fn key(words: &[u64]) -> u64 {
    words.iter().fold(0, |all: u64, w| (all.rotate_left(5) ^ w).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Whether a cue is of firms alone: villages fall and grow too, and furniture is made by persons.
fn firmly(e: &Evidence) -> bool {
    match e.cue {
        "verb" | "object" | "owned" | "list" | "coined" | "demonym" => false,
        "noun" => e.sure,
        _ => true,
    }
}

/// How firmly a cue says which kind of thing a name is.
fn tells(e: &Evidence) -> u32 {
    match e.cue {
        "legal-form" | "ticker" => 4,
        "product-named" => 4,
        "noun" | "title" | "about" | "company-version" => 3,
        "product-noun" if e.sure => 3,
        "product-apposition" | "launch" | "price" if e.sure => 2,
        _ => 1,
    }
}

/// The text of a name, line breaks as spaces.
pub(crate) fn surface(page: &Page<'_>, start: usize, end: usize) -> String {
    let text = page.reading.span(start, end).of(page.reading.text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
