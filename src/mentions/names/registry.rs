//! The names that a text itself makes known: what counts as one name, its short forms, where it may stand.

use super::cues::Evidence;
use super::entries::Alias;
use super::extent::Extent;
use super::matching::Candidate;
use super::page::Page;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::Shape;
use rustc_hash::FxHashMap;

/// A name known only from its context.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// Longest form of the document, with its legal form.
    pub(crate) name: String,
    pub(crate) evidence: Evidence,
    /// Something speaks for it that is said of firms alone.
    firmly: bool,
    /// Hashes of its words without legal form.
    pub(super) words: Vec<u64>,
    /// Its first sighting.
    pub(super) first: usize,
    /// The row whose short form it is: `Octopus` of Octopus Energy.
    pub(crate) row: Option<u32>,
    /// Its last word is a place: Ombelio France is not the whole of Ombelio.
    local: bool,
    /// Its last word is that of an offer: Northfold Plus is not the whole of Northfold.
    offer: bool,
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
    /// By hash of the first word: names that start with it.
    by_first: FxHashMap<u64, Vec<(usize, usize)>>,
    /// Bits of the hashes of all first words: most words of a text are none.
    first_bits: u64,
}

impl Registry {
    pub(crate) fn clear(&mut self) {
        self.first_bits = 0;
        self.names.clear();
        self.by_first.clear();
    }

    /// Takes in a sighting that was believed; one name in several spellings is one entry.
    pub(crate) fn add(&mut self, page: &Page<'_>, e: Extent, evidence: Evidence) -> usize {
        let words: Vec<u64> = page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i)).collect();
        let name = surface(page, e.start, e.end);
        if let Some(i) = self.names.iter().position(|f| f.words == words) {
            let f = &mut self.names[i];
            f.firmly |= firmly(&evidence);
            if name.len() > f.name.len() {
                f.name = name;
            }
            // a noun says what the name is; a verb or a list only that it may be a company
            if f.kind == evidence.kind {
                if evidence.confidence > f.evidence.confidence {
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
        self.names.push(Found {
            kind: evidence.kind,
            name,
            evidence,
            firmly: firmly(&evidence),
            words,
            first: e.start,
            row: None,
            local,
            offer,
            owner: None,
        });
        self.names.len() - 1
    }

    /// What a name is known as.
    pub(super) fn kind_of(&self, words: &[u64]) -> Option<Kind> {
        self.names.iter().find(|f| f.words == words).map(|f| f.kind)
    }

    /// Whether only what is said of other things too speaks for a name: that it does something, that it is made by it.
    pub(super) fn barely(&self, words: &[u64]) -> bool {
        self.names.iter().find(|f| f.words == words).is_some_and(|f| !f.firmly)
    }

    /// Whether the label of a line, or the sum behind it in a digest, or who reports, says that a name is a firm's: no weighing is needed.
    pub(super) fn labelled(&self, words: &[u64]) -> bool {
        self.names.iter().any(|f| f.words == words && matches!(f.evidence.cue, "label" | "entry" | "press"))
    }

    /// Takes a name out again.
    pub(super) fn forget(&mut self, words: &[u64]) {
        self.names.retain(|f| f.words != words);
    }

    /// Whether a name is in already, as a company.
    pub(crate) fn holds(&self, page: &Page<'_>, e: Extent) -> bool {
        let words = || page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i));
        self.names.iter().any(|f| f.kind == Kind::Company && words().eq(f.words.iter().copied()))
    }

    pub(crate) fn add_product(&mut self, page: &Page<'_>, start: usize, end: usize, evidence: Evidence, owner: Owner) {
        let i = self.add(page, Extent { start, end, core: end }, Evidence { kind: Kind::Product, ..evidence });
        self.names[i].owner = self.names[i].owner.or(Some(owner));
    }

    /// The company of the registry that a name is.
    pub(crate) fn company(&self, page: &Page<'_>, e: Extent) -> Option<usize> {
        let words = || page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i));
        self.names.iter().position(|f| f.kind == Kind::Company && words().eq(f.words.iter().copied()))
    }

    /// Takes in the first words of a name as its short form.
    pub(super) fn add_short(&mut self, words: Vec<u64>, of: usize) {
        if !self.names.iter().any(|f| f.words == words) {
            self.names.push(Found { words, ..self.names[of].clone() });
        }
    }

    /// Takes in the last word of a name as its short form.
    pub(super) fn add_end(&mut self, words: Vec<u64>, of: usize) {
        if !self.names.iter().any(|f| f.words == words) {
            let long = &self.names[of];
            let evidence = Evidence { cue: "short", ..long.evidence };
            self.names.push(Found { words, evidence, ..long.clone() });
        }
    }

    /// Takes in the short name that a text gives a company.
    pub(crate) fn add_alias(&mut self, page: &Page<'_>, at: usize, of: Alias) {
        let words = vec![page.hash(at)];
        let (name, row) = match of {
            Alias::Of(i) => (self.names[i].name.clone(), self.names[i].row),
            Alias::Row(row) => (String::new(), Some(row)),
        };
        if let Some(f) = self.names.iter_mut().find(|f| f.words == words) {
            (f.name, f.row) = (name, row);
            return;
        }
        let evidence = Evidence { cue: "alias", confidence: 0.9, start: at, end: at + 1, word: None, kind: Kind::Company, sure: true };
        self.names.push(Found {
            kind: Kind::Company,
            name,
            evidence,
            firmly: true,
            words,
            first: at,
            row,
            local: false,
            offer: false,
            owner: None,
        });
    }

    /// `the Slate 2` after `the Lumora Slate 2`: a product without its company's name in front.
    pub(crate) fn add_short_product(&mut self, page: &Page<'_>, start: usize, from: usize, end: usize, evidence: Evidence, owner: Owner) {
        if !distinctive(page, from) || page.is(from, class::VERSION_WORD) || page.candidate(from).is_some() {
            return;
        }
        let words: Vec<u64> = page.words(Extent { start: from, end, core: end }).map(|i| page.hash(i)).collect();
        if !self.names.iter().any(|f| f.words == words) {
            let evidence = Evidence { kind: Kind::Product, ..evidence };
            let name = surface(page, start, end);
            self.names.push(Found {
                kind: Kind::Product,
                name,
                evidence,
                firmly: true,
                words,
                first: from,
                row: None,
                local: false,
                offer: false,
                owner: Some(owner),
            });
        }
    }

    /// `its Premium plan`: what the company's offer is called beside its others.
    pub(crate) fn add_plan(&mut self, page: &Page<'_>, at: usize, owner: Owner) {
        let words = vec![page.hash(at)];
        let company = match owner {
            Owner::Row(r) => page.names.row(r).name.to_owned(),
            Owner::Found(i) => self.names[i].name.clone(),
        };
        if !self.names.iter().any(|f| f.words == words) {
            let name = format!("{company} {}", page.text(at));
            let evidence = Evidence { cue: "plan", confidence: 0.75, start: at, end: at + 1, word: None, kind: Kind::Product, sure: false };
            self.names.push(Found {
                kind: Kind::Product,
                name,
                evidence,
                firmly: true,
                words,
                first: at,
                row: None,
                local: false,
                offer: false,
                owner: Some(owner),
            });
        }
    }

    /// First words of the dictionary's longer names, where they are distinctive: `Octopus` after `Octopus Energy`.
    pub(crate) fn shorten(&mut self, page: &Page<'_>, believed: &[bool]) {
        for (c, _) in page.candidates.iter().zip(believed).filter(|(_, b)| **b) {
            let form = page.names.form(c.form);
            let row = form.row;
            let (first, t) = (c.start, &page.tokens()[c.start]);
            let long = page.tokens().get(c.start + 1).is_some_and(|n| c.end > c.start + 1 && !n.glued() && n.shape == Shape::Word);
            if form.product {
                self.shorten_model(page, c, row);
            }
            if !long || form.product || !t.capitalized() || !distinctive(page, first) || page.loud(first) {
                continue;
            }
            let words = vec![page.hash(first)];
            match self.names.iter_mut().find(|f| f.words == words) {
                Some(f) => f.row = f.row.or(Some(row)),
                None => {
                    let evidence = Evidence {
                        cue: "short",
                        confidence: 0.85,
                        start: c.start,
                        end: c.end,
                        word: None,
                        kind: Kind::Company,
                        sure: false,
                    };
                    self.names.push(Found {
                        kind: Kind::Company,
                        name: String::new(),
                        evidence,
                        firmly: true,
                        words,
                        first,
                        row: Some(row),
                        local: false,
                        offer: false,
                        owner: None,
                    });
                }
            }
        }
    }

    /// `the Bolt` after `the Chevrolet Bolt`: a car's model without its maker.
    fn shorten_model(&mut self, page: &Page<'_>, c: &Candidate, row: u32) {
        let last = c.end - 1;
        let model = page.names.row(row).sector == "vehicle" && c.end == c.start + 2 && !page.loud(last);
        let words = vec![page.hash(last)];
        if !model || !page.tokens()[last].capitalized() || !distinctive(page, last) || self.names.iter().any(|f| f.words == words) {
            return;
        }
        let evidence =
            Evidence { cue: "short", confidence: 0.85, start: c.start, end: c.end, word: None, kind: Kind::Product, sure: false };
        self.names.push(Found {
            kind: Kind::Product,
            name: String::new(),
            evidence,
            firmly: true,
            words,
            first: last,
            row: Some(row),
            local: false,
            offer: false,
            owner: None,
        });
    }

    /// Makes short forms known: the first word of a longer name, where it is distinctive; a short name that a longer one
    /// starts with is the same company.
    pub(crate) fn link(&mut self, page: &Page<'_>) {
        self.by_first.clear();
        let n = self.names.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|i| (self.names[*i].first, *i));
        let mut target: Vec<usize> = (0..n).collect();
        for &short in &order {
            let s = &self.names[short];
            if s.kind != Kind::Company {
                continue;
            }
            // (Virgin Media Ireland is another firm than Virgin Media)
            let longer = order.iter().copied().find(|l| {
                let l = &self.names[*l];
                l.kind == Kind::Company
                    && !super::homonyms::own(page, l, s)
                    && l.evidence.cue != "branch"
                    && !l.offer
                    && !l.local
                    && l.words.len() > s.words.len()
                    && l.words.starts_with(&s.words)
            });
            let headed = || order.iter().copied().find(|l| self.ends_in(page, &self.names[*l], s));
            target[short] = longer.or_else(headed).unwrap_or(short);
        }
        for i in 0..n {
            let mut to = i;
            while target[to] != to {
                to = target[to];
            }
            let (first, len) = (self.names[i].words[0], self.names[i].words.len());
            self.first_bits |= bit(first);
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
            if f.kind != Kind::Company
                || f.evidence.cue == "branch"
                || f.words.len() < 2
                || self.names.iter().any(|g| g.words.len() == 1 && g.words[0] == f.words[0])
            {
                continue;
            }
            // Van der Heul of Van der Heul Tools
            let family = (f.first..).take_while(|i| page.is_alone(*i, class::NAME_PARTICLE)).count();
            if !distinctive(page, f.first + family) || f.words.len() < family + 2 {
                continue;
            }
            let short = Found { words: f.words[..=family].to_vec(), ..f.clone() };
            self.first_bits |= bit(short.words[0]);
            self.by_first.entry(short.words[0]).or_default().push((self.names.len(), family + 1));
            self.names.push(short);
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
        let free = page.candidate(long.first).is_none() && !self.names.iter().any(|f| f.words == long.words[..1]);
        let whole = !long.local && !long.offer && long.evidence.cue != "branch";
        short.words.len() == 1 && later && free && whole && page.tokens()[short.first].len > 3
    }

    /// The longest found name that starts at a token: which, and one past its last token.
    #[inline]
    pub(crate) fn at(&self, page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
        let t = &page.tokens()[at];
        if self.first_bits & bit(t.hash) == 0 || t.caps == 0 && t.shape != Shape::Digits { None } else { self.longest(page, at) }
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

/// The bit of a hash.
#[inline]
fn bit(hash: u64) -> u64 {
    1 << (hash >> 58)
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
        "legal-form" | "ticker" => 3,
        "noun" | "title" | "about" | "company-version" => 2,
        "product-noun" | "product-apposition" if e.sure => 2,
        _ => 1,
    }
}

/// Whether the first word of a name tells it from others: `Acme` of `Acme Robotics`, not `Banque` of `Banque Martin`.
pub(super) fn distinctive(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    let known = [
        class::GIVEN_NAME,
        class::PLACE,
        class::DEMONYM,
        class::NAME_HEAD,
        class::COMPANY_WORD,
        class::COMMON_WORD,
        class::COMPANY_NOUN,
        class::INSTITUTION,
        class::OTHER_NAME,
        class::PRODUCT_NOUN,
        class::OTHER_NOUN,
    ];
    t.shape == Shape::Word && t.len > 2 && !page.function(at) && !known.iter().any(|c| page.is(at, *c))
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
