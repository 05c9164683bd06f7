//! Names that a text says whole in one place and by their first or last word in another.

use super::cues::Evidence;
use super::extent::{self, Extent};
use super::found::{acceptable, heading};
use super::page::Page;
use super::products;
use super::registry::{Found, Registry, hash_bit};
use super::short::distinctive;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::{Shape, Token};
use rustc_hash::{FxHashMap, FxHashSet};

/// The whole names of companies that a text also calls by their last word: `Métaux Bellerive … Bellerive a perdu`. The word
/// stands by itself elsewhere, and nobody in the text is called so.
pub(crate) fn whole_by_end(page: &Page<'_>, persons: &FxHashSet<u64>, registry: &mut Registry) {
    let single = |f: &&Found| f.kind == Kind::Company && f.words.len() == 1 && f.row.is_none() && f.evidence.cue != "branch";
    let mut short: FxHashMap<u64, Evidence> = registry.names.iter().filter(single).map(|f| (f.words[0], f.evidence)).collect();
    let mut opening: FxHashSet<(u64, u64)> = FxHashSet::default();
    for at in 1..if short.is_empty() { 0 } else { page.tokens().len() } {
        if page.tokens()[at].caps == 0 || !page.namelike(at - 1) || page.loud(at) {
            continue;
        }
        let Some(evidence) = short.get(&page.hash(at)) else { continue };
        let Some(e) = extent::before(page, at + 1).filter(|e| e.start < at && e.core == at + 1) else { continue };
        let headed = page.is_alone(e.start, class::COMPANY_HEAD) || page.is_alone(e.start, class::NAME_HEAD);
        let other = |i: usize| {
            let trade = headed && i == e.start;
            page.candidate(i).is_some()
                || page.function(i)
                || !trade && (page.is(i, class::COMMON_WORD) || products::NO_PRODUCT.iter().any(|c| page.is(i, *c)))
        };
        if page.words(e).count() > 3 || page.words(e).any(|i| i < at && other(i)) || !acceptable(page, persons, e, evidence) {
            continue;
        }
        // Ancien Velkora: where the first word only opens the sentence, the same must stand inside another
        let told = headed || !page.opens_sentence(e.start) || !opening.insert((page.hash(e.start), page.hash(at)));
        if told {
            registry.add(page, e, Evidence { cue: "whole", confidence: 0.8, ..*evidence });
            short.remove(&page.hash(at));
        }
    }
}

/// The whole names of companies that a text calls by their first word later: `fined Mlima Millers … said Mlima chief executive`. A name
/// in full comes first, so what stands behind the word where the text first has it belongs to it, if all of it may be a name's.
pub(crate) fn whole_by_start(page: &Page<'_>, persons: &FxHashSet<u64>, registry: &mut Registry) {
    let single = |f: &Found| f.kind == Kind::Company && f.words.len() == 1 && f.row.is_none() && f.evidence.cue != "branch";
    for k in 0..registry.names.len() {
        let f = &registry.names[k];
        let (word, evidence) = (f.words[0], f.evidence);
        if !single(f) || registry.names.iter().any(|l| l.words.len() > 1 && l.words[0] == word) {
            continue;
        }
        let body = |at: &usize| page.hash(*at) == word && page.tokens()[*at].caps > 0 && !heading(page, *at);
        let Some(at) = (0..page.tokens().len()).find(body) else { continue };
        let Some(e) = extent::from(page, at).filter(|e| !page.loud(at) && e.core > at + 1 && (2..=4).contains(&page.words(*e).count()))
        else {
            continue;
        };
        let other = |i: usize| {
            page.candidate(i).is_some()
                || page.function(i)
                || !page.namelike(i)
                || page.is(i, class::COMMON_WORD)
                || page.is(i, class::BRANCH)
                || products::NO_PRODUCT.iter().any(|c| page.is(i, *c) && !matches!(*c, class::COMPANY_WORD | class::COMPANY_NOUN))
        };
        // Mlima Drinks Trolley: a thing that it makes, and no firm
        let thing = || {
            page.is(e.core - 1, class::PRODUCT_NOUN) && ![class::COMPANY_WORD, class::COMPANY_NOUN].iter().any(|c| page.is(e.core - 1, *c))
        };
        if (at + 1..e.core).any(other) || thing() {
            continue;
        }
        if acceptable(page, persons, e, &Evidence { cue: "whole", ..evidence }) {
            registry.add(page, e, Evidence { cue: "whole", confidence: 0.8, ..evidence });
        }
    }
}

/// `The Piccolo Duo … The Duo is louder`: a product by its last word, which stands behind an article there.
pub(crate) fn things_by_end(page: &Page<'_>, registry: &mut Registry) {
    for i in 0..registry.names.len() {
        let f = &registry.names[i];
        let whole = f.kind == Kind::Product && f.words.len() == 2 && f.row.is_none() && f.evidence.cue != "short";
        let last = f.first + 1;
        if !whole
            || page.hash(last) != f.words[1]
            || !distinctive(page, last)
            || page.is(last, class::VERSION_WORD)
            || page.appears_lower(last)
        {
            continue;
        }
        let words = vec![f.words[1]];
        // The Duo costs $499: it has been found by itself
        if let Some(k) = registry.find(&words) {
            let (name, later) = (f.name.clone(), registry.names[k].first > f.first && registry.names[k].kind == Kind::Product);
            if later {
                registry.names[k].name = name;
            }
        } else if page.candidate(last).is_none() {
            let evidence = Evidence { cue: "short", confidence: 0.72, ..f.evidence };
            let short = Found { words, first: last, evidence, ..f.clone() };
            registry.push(short);
        }
    }
}

/// The last word of a name whose first one only says the trade, as the short name that a text may go on with: `Mines Abitor …
/// le titre d'Abitor`.
pub(crate) fn short_by_end(page: &Page<'_>, persons: &FxHashSet<u64>, registry: &mut Registry) {
    for i in 0..registry.names.len() {
        let f = &registry.names[i];
        if f.kind != Kind::Company || f.words.len() != 2 || f.row.is_some() || f.evidence.cue == "branch" {
            continue;
        }
        let (first, last) = (f.first, f.first + 1);
        let trade = page.is_alone(first, class::COMPANY_HEAD) && page.tokens()[first].capitalized() && page.hash(last) == f.words[1];
        let own = page.tokens()[last].len > 3 && distinctive(page, last) && !page.is(last, class::COMPANY_HEAD);
        if trade && own && !persons.contains(&f.words[1]) && !page.appears_lower(last) {
            let words = vec![f.words[1]];
            registry.add_end(words, i);
        }
    }
}

/// The whole name of a company that later goes by its first word: what stands where the word stands first (`Marlow Stamping
/// will close its plant. Marlow makes hoods.`).
pub(crate) fn whole_names(page: &Page<'_>, persons: &FxHashSet<u64>, registry: &mut Registry) {
    let short = |f: &Found| f.kind == Kind::Company && f.words.len() <= 2 && f.row.is_none();
    // where their first words stand
    let firsts = registry.names.iter().filter(|f| short(f)).fold(0, |bits, f| bits | hash_bit(f.words[0]));
    if firsts == 0 {
        return;
    }
    let first = |(at, t): (usize, &Token)| (t.capitalized() && firsts & hash_bit(t.hash) != 0 && !page.loud(at)).then_some((t.hash, at));
    let mut places: Vec<(u64, usize)> = page.tokens().iter().enumerate().filter_map(first).collect();
    places.sort_unstable();
    for i in 0..registry.names.len() {
        let f = &registry.names[i];
        if !short(f) {
            continue;
        }
        let (words, evidence) = (f.words.clone(), f.evidence);
        let begins = |e: &Extent| page.words(*e).map(|i| page.hash(i)).take(words.len()).eq(words.iter().copied());
        let same = places[places.partition_point(|(word, _)| *word < words[0])..].iter().take_while(|(word, _)| *word == words[0]);
        let wholes = same.filter_map(|(_, at)| extent::from(page, *at)).filter(begins);
        let whole = |e: &Extent| page.words(*e).filter(|i| *i < e.core).count() > words.len();
        // of a short name the first place that has it, of a longer one the first that has more
        // a headline says less: `Start-up Marlow raises £3m`, and then `Marlow Robotics, which …`
        let trade = |e: &Extent| whole(e) && page.words(*e).filter(|i| *i < e.core).last().is_some_and(|i| page.is(i, class::COMPANY_WORD));
        let found = match words.len() {
            1 => {
                let mut places = wholes.peekable();
                let short = places.peek().is_some_and(|e| !whole(e) && heading(page, e.start));
                if short { places.take(3).find(trade) } else { places.take(1).find(whole) }
            }
            _ => wholes.take(8).find(whole),
        };
        // Sallis of Wharfedale has been given … Sallis employs
        let first = places[places.partition_point(|(word, _)| *word < words[0])..].first().filter(|(word, _)| *word == words[0]);
        let placed = first.filter(|_| found.is_none() && words.len() == 1).and_then(|(_, at)| extent::from(page, *at));
        let placed = placed.and_then(|e| extent::of_place(page, e)).filter(|e| page.opens_sentence(e.start));
        if let Some(e) = placed.filter(|e| page.is(e.end, class::AUX) || page.is(e.end, class::COMPANY_VERB) || page.mark(e.end) == ',') {
            registry.add(page, e, Evidence { cue: "whole", confidence: 0.8, ..evidence });
        }
        let Some(e) = found else { continue };
        let behind: Vec<usize> = page.words(e).filter(|i| *i < e.core).skip(words.len()).collect();
        let other = |i: &usize| {
            page.tokens()[*i].shape == Shape::Digits
                || page.candidate(*i).is_some()
                || page.is(*i, class::VERSION_WORD)
                || !page.is(*i, class::COMPANY_WORD) && products::NO_PRODUCT.iter().any(|c| page.is(*i, *c))
        };
        let said =
            page.is(e.end, class::COMPANY_SAYS) || page.is(e.end, class::COMPANY_VERB) || page.function(e.end) || page.mark(e.end) == ',';
        if (1..=2).contains(&behind.len()) && !behind.iter().any(other) && said && acceptable(page, persons, e, &evidence) {
            registry.add(page, e, Evidence { cue: "whole", confidence: 0.8, ..evidence });
        }
    }
}
