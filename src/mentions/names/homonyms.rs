//! A short name that the dictionary has and a longer one that the text has: which of the two is meant.

use super::belief::Verdict;
use super::cues::Evidence;
use super::extent::{self, Extent};
use super::found;
use super::matching::Candidate;
use super::page::Page;
use super::products::NO_PRODUCT;
use super::registry::{Found, Owner, Registry};
use crate::dictionary::{NameKind, class};
use crate::document::Kind;
use crate::reading::tokens::{LINE, Shape};
use rustc_hash::{FxHashMap, FxHashSet};

/// Trades whose firms have subsidiaries called after them rather than models and services.
const HOLDERS: [&str; 23] = [
    "agriculture",
    "airline",
    "bank",
    "chemicals",
    "conglomerate",
    "construction",
    "consulting",
    "defense",
    "energy",
    "finance",
    "fintech",
    "fund",
    "health",
    "industry",
    "insurance",
    "logistics",
    "materials",
    "real-estate",
    "retail",
    "services",
    "telecom",
    "transport",
    "utilities",
];

/// Tokens around a name that show that it stands in a sentence and not in a table.
const AROUND: usize = 6;

/// `Maersk Growth`, `Toyota Quantum`: a known company's name with a strange capital behind is not the company. It is its
/// subsidiary's or, where such firms sell models, its product's.
pub(super) fn lengthened(page: &Page<'_>, verdicts: &[Verdict], persons: &FxHashSet<u64>, registry: &mut Registry) {
    let before = registry.names.len();
    for (c, v) in page.candidates.iter().zip(verdicts) {
        let form = page.names.form(c.form);
        if !v.believed || form.ambiguous || form.product || page.loud(c.start) {
            continue;
        }
        let Some(end) = strange(page, c, persons) else { continue };
        let row = page.names.row(form.row);
        let e = Extent { start: c.start, end, core: end };
        let evidence = |cue, kind| Evidence { cue, confidence: 0.72, start: c.end, end, word: None, kind, sure: false };
        if registry.at(page, c.start).is_some_and(|(_, known)| known > c.end) {
            continue;
        }
        // 24,9 % de Carl Zeiss SMT; acquisition : Hermes Microvision, pour 2,75 milliards: only of firms is that said
        let price = end + usize::from(page.mark(end) == ',');
        let bought = page.is_alone(price, class::M_FOR) && page.large_sum(price + 1).is_some();
        let told = bought
            || v.cue
                .is_some_and(|q| q.kind == Kind::Company && (q.cue == "object" && page.mark(q.start) == '%' || q.cue == "noun" && q.sure));
        if told || HOLDERS.contains(&row.sector) {
            registry.add(page, e, evidence("branch", Kind::Company));
        } else {
            registry.add_product(page, c.start, end, evidence("company-product", Kind::Product), Owner::Row(form.row));
        }
    }
    if registry.names.len() > before {
        registry.link(page);
    }
}

/// How many plain words stand around a name: a row of a table or a heading holds few.
fn beside(page: &Page<'_>, c: &Candidate) -> usize {
    let plain = |i: &usize| page.tokens().get(*i).is_some_and(|t| t.shape == Shape::Word && t.caps == 0 && page.together(c.start, *i));
    (c.end..c.end + AROUND).filter(plain).count() + (c.start.saturating_sub(AROUND)..c.start).filter(plain).count()
}

/// `Toyota Kirloskar Motor`: a name that no row has right behind a known company's is that company's daughter's, and one name
/// with it.
pub(super) fn whole(page: &Page<'_>, e: Extent) -> Extent {
    let Some((_, c)) = e.start.checked_sub(1).and_then(|i| page.candidate(i)).filter(|(_, c)| c.end == e.start) else { return e };
    let form = page.names.form(c.form);
    let t = &page.tokens()[e.start];
    // Oakley Rowe, the sofa chain: one word of a brand may begin a firm's name too
    let brand = form.product && c.end > c.start + 1;
    let apart = form.ambiguous || brand || t.glued() || t.is(LINE) || !page.together(c.start, e.start) || page.loud(c.start);
    // the Halfords Motoring Club: its scheme; PFIZER ET MODERNA DEVANT LE JUGE: a heading
    let article = c.start > 0 && page.is_alone(c.start - 1, class::NAME_ARTICLE);
    let last = &page.tokens()[c.end - 1];
    let shouted = last.all_caps() && last.len > 4;
    let titled =
        page.words(e).any(|i| page.is(i, class::COMPANY_TITLE) || page.is(i, class::GIVEN_NAME) || page.is(i, class::PERSON_TITLE));
    if apart || titled || article || shouted || beside(page, c) < 2 { e } else { Extent { start: c.start, ..e } }
}

/// One past the capitalized words behind a known company's name that make a longer name of it.
fn strange(page: &Page<'_>, c: &Candidate, persons: &FxHashSet<u64>) -> Option<usize> {
    let tokens = page.tokens();
    if beside(page, c) < 4
        || c.start > 0 && page.namelike(c.start - 1) && page.together(c.start - 1, c.start) && !page.opens_sentence(c.start - 1)
    {
        return None;
    }
    let mut end = c.end;
    while let Some(t) = tokens.get(end).filter(|_| end < c.end + 2) {
        let word = t.shape == Shape::Word && t.capitalized() && t.len > 2 && !t.glued() && !t.is(LINE) && page.together(c.start, end);
        if !word {
            break;
        }
        let other = page.candidate(end).is_some()
            || page.function(end)
            || persons.contains(&page.hash(end))
            || page.is(end, class::COMMON_WORD)
            || page.is(end, class::PRODUCT_NOUN)
            || page.is(end, class::VERSION_WORD)
            || page.is(end, class::BRANCH)
            || page.is(end, class::EXCHANGE)
            || NO_PRODUCT.iter().any(|k| page.is(end, *k) && *k != class::COMPANY_WORD)
            || page.opens_sum(end);
        if other {
            return None;
        }
        end = extent::glued(page, end);
        // Velkora Fuel & Retail
        if page.mark(end) == '&' && tokens.get(end + 1).is_some_and(|n| n.capitalized() && page.together(end, end + 1)) {
            end = extent::glued(page, end + 1);
        }
        if tokens[c.end..end].iter().any(|t| t.shape == Shape::Digits) {
            return None;
        }
    }
    let more = tokens.get(end).is_some_and(|t| {
        t.shape == Shape::Digits || t.shape == Shape::Word && t.capitalized() && !t.is(LINE) || t.glued() && t.shape == Shape::Hyphen
    });
    (end > c.end && !(more && page.together(c.start, end))).then_some(end)
}

/// `Brandt Textilservice … Brandt`: where the text has made a longer name known, its first words are that firm and not the
/// dictionary's, unless everybody knows the dictionary's or the text says that the longer one is its subsidiary's.
pub(super) fn give_way(page: &Page<'_>, verdicts: &mut [Verdict], registry: &mut Registry) {
    if registry.names.is_empty() {
        return;
    }
    let believed = page.candidates.iter().enumerate().filter(|(i, _)| verdicts[*i].believed);
    let mut by_first: Vec<(u64, usize)> = believed.map(|(i, c)| (page.hash(c.start), i)).collect();
    by_first.sort_unstable();
    let mut short: Vec<(usize, Vec<u64>, usize)> = Vec::new();
    for (k, f) in registry.names.iter().enumerate() {
        if f.kind != Kind::Company || f.words.len() < 2 || f.row.is_some() || f.evidence.cue == "branch" || f.names_a_part(page) {
            continue;
        }
        let from = by_first.partition_point(|(word, _)| *word < f.words[0]);
        for i in by_first[from..].iter().take_while(|(word, _)| *word == f.words[0]).map(|(_, i)| *i) {
            let c = &page.candidates[i];
            let words: Vec<u64> = page.words(Extent { start: c.start, end: c.end, core: c.end }).map(|i| page.hash(i)).collect();
            if words.len() < f.words.len() && f.words.starts_with(&words) && gives_way(page, verdicts, c) {
                short.push((i, words, k));
            }
        }
    }
    for (i, words, of) in short {
        verdicts[i].believed = false;
        registry.add_short(words, of);
    }
}

/// `the Chevrolet Bolt … The Bolt costs`: behind an article the model of a car that is named before, and no company.
pub(super) fn models(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let model = |c: &Candidate| page.names.row(page.names.form(c.form).row).sector == "vehicle" && c.end == c.start + 2;
    let first = page.candidates.iter().zip(verdicts.iter()).filter(|(c, v)| v.believed && model(c));
    let named: FxHashMap<u64, usize> = first.map(|(c, _)| (page.hash(c.end - 1), c.end)).collect();
    if named.is_empty() {
        return;
    }
    for (c, v) in page.candidates.iter().zip(verdicts) {
        let form = page.names.form(c.form);
        let led = c.start > 0 && page.is_alone(c.start - 1, class::NAME_ARTICLE) && page.together(c.start - 1, c.start);
        if c.end == c.start + 1
            && form.ambiguous
            && !form.product
            && led
            && named.get(&page.hash(c.start)).is_some_and(|end| *end <= c.start)
        {
            v.believed = false;
        }
    }
}

/// Whether the row of a short name is that of a company that a text would not have to introduce.
fn gives_way(page: &Page<'_>, verdicts: &[Verdict], c: &Candidate) -> bool {
    let form = page.names.form(c.form);
    let row = page.names.row(form.row);
    // SoftBank buys ABB Robotics. ABB will: letters that are a listed firm's stay its own
    let letters = c.end == c.start + 1 && page.tokens()[c.start].all_caps();
    if row.kind != NameKind::Company || (!form.ambiguous || letters) && !row.ticker.is_empty() {
        return false;
    }
    // another form of the row, which is no part of the longer name, stands for the dictionary's firm
    let spoken = |(o, v): (&Candidate, &Verdict)| v.believed && o.form != c.form && page.names.form(o.form).row == form.row;
    !page.candidates.iter().zip(verdicts).any(spoken)
}

/// `Marlow sells tills. Its app, Marlow Crew, has 9,000 users`: whether what is named later, and is called by no trade, is
/// something that the shorter name has, and not its whole name.
pub(super) fn own(page: &Page<'_>, longer: &Found, short: &Found) -> bool {
    let everyday = matches!(longer.evidence.cue, "verb" | "apposition" | "object" | "likely");
    let trade = page.is(longer.first + longer.words.len() - 1, class::COMPANY_WORD);
    everyday && !trade && longer.first > short.first && !found::heading(page, short.first)
}

/// So often a text speaks of a group before it names what belongs to it.
const HOUSE: usize = 3;

/// `Marlow earned … Marlow said … Marlow Aromas and Marlow Ferments grew`: whether the shorter name is a group's of its own, for the
/// text speaks of it before any of the longer ones: of two or more that start with it, or again and again. A name in full comes
/// first, or right behind a title and standfirst.
pub(super) fn houses(page: &Page<'_>, longer: &[&Found], short: &Found) -> bool {
    let Some(first) = longer.iter().map(|l| l.first).min() else { return false };
    let several = longer.iter().any(|l| l.words != longer[0].words && !l.words.starts_with(&longer[0].words));
    let said =
        |at: &usize| short.words.iter().enumerate().all(|(i, w)| at + i < first && page.hash(at + i) == *w) && !found::heading(page, *at);
    let sentences = |n: usize| {
        let mut last = None;
        let mut sentence = |at: usize| last.replace(page.reading.sentence_of[at]) != Some(page.reading.sentence_of[at]);
        (0..first).filter(said).filter(|at| sentence(*at)).take(n).count() == n
    };
    short.first < first && sentences(if several { 1 } else { HOUSE })
}
