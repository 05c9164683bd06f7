//! Names that no row has and no single cue settles: what all their places in a text say together, weighed as annotated articles
//! taught (`dictionaries/weights/names.csv`).

use super::belief::{self, Verdict};
use super::cues::{Evidence, Sighting, Target};
use super::entries;
use super::extent::{self, Extent};
use super::found;
use super::page::Page;
use super::registry::Registry;
use crate::dictionary::{Features, NameKind, Weights, class, step};
use crate::document::{Kind, Likely};
use crate::reading::lexemes::ClassSet;
use crate::reading::tokens::Shape;
use rustc_hash::FxHashSet;

/// A name that no row has is a company's if it is as likely as this. A wrong name costs more than a missing one.
const ENOUGH: f32 = 0.58;

/// The same for one that the dictionary has, and that may mean something else.
const ENOUGH_LISTED: f32 = 0.45;

/// In a text that hardly speaks of business a name that nobody knows is no firm's: so many of ten sentences around it must.
const DENSE: usize = 3;

/// A text of fewer sentences is a passage.
const PASSAGE: usize = 6;

/// What cues have settled is undone below this, in a text of business and in others.
const TOO_LITTLE: f32 = 0.4;
const TOO_LITTLE_ELSEWHERE: f32 = 0.6;

/// A name and all its places.
struct Named {
    words: Vec<u64>,
    places: Vec<Extent>,
}

/// Adds likely companies to those that cues have established.
pub(super) fn establish(
    page: &Page<'_>,
    weights: &Weights,
    verdicts: &[Verdict],
    sightings: &[Sighting],
    persons: &FxHashSet<u64>,
    registry: &mut Registry,
    mut log: Option<&mut Vec<Likely>>,
) {
    if weights.is_empty() && log.is_none() {
        return;
    }
    let mut cues: Vec<(usize, &'static str, Kind)> = sightings
        .iter()
        .filter_map(|s| match s.target {
            Target::Unknown(e) => Some((e.start, s.evidence.cue, s.evidence.kind)),
            Target::Candidate(_) => None,
        })
        .collect();
    cues.sort_by_key(|(at, _, _)| *at);
    let symbols: Vec<usize> = sightings.iter().filter(|s| s.evidence.cue == "ticker").map(|s| s.evidence.end + 1).collect();
    let of_firms = ClassSet::of(&TRADE_WORDS);
    let of_business = of_business(page, verdicts, sightings);
    for name in names(page, verdicts, &symbols) {
        let Some(e) = name.places.iter().copied().find(|e| !page.loud(e.start)) else { continue };
        let evidence =
            Evidence { cue: "likely", confidence: 0.0, start: e.start, end: e.end, word: None, kind: Kind::Company, sure: false };
        let surname = name.words.len() == 1 && entries::surname(page, e.start);
        if surname || !found::acceptable(page, persons, e, &evidence) {
            continue;
        }
        let about = business(page, &name, verdicts, &of_firms);
        let mut f = weights.sum(log.is_some());
        describe(page, &name, persons, &mut f);
        f.once(&["business", step(about)]);
        let dense = density(page, &name, &of_business);
        f.once(&["density", step(dense)]);
        for place in &name.places {
            let from = cues.partition_point(|(at, _, _)| *at < place.start);
            for (_, cue, kind) in cues[from..].iter().take_while(|(at, _, _)| *at == place.start) {
                f.once(&["cue", cue]);
                f.once(&["cue-kind", kind.as_str()]);
            }
        }
        let known = registry.kind_of(&name.words);
        f.once(&["known", known.map_or("no", Kind::as_str)]);
        let probability = f.probability();
        if let Some(log) = log.as_deref_mut().filter(|_| known != Some(Kind::Product)) {
            log.push(Likely {
                spans: name.places.iter().map(|e| page.reading.span(e.start, e.end)).collect(),
                probability,
                known: known == Some(Kind::Company),
                features: f.names(),
            });
        }
        match known {
            None if probability >= ENOUGH && about > 0 && dense >= DENSE && !weights.is_empty() => {
                registry.add(page, e, Evidence { confidence: (probability * 100.0).round() / 100.0, ..evidence });
            }
            Some(Kind::Company) if !weights.is_empty() && probability < if dense >= DENSE { TOO_LITTLE } else { TOO_LITTLE_ELSEWHERE } => {
                registry.forget(&name.words);
            }
            _ => {}
        }
    }
}

/// Believes ambiguous names of the dictionary's companies that what surrounds all their places makes likely, and no longer
/// believes those that it makes unlikely.
pub(super) fn believe(
    page: &Page<'_>,
    weights: &Weights,
    verdicts: &mut [Verdict],
    sightings: &[Sighting],
    persons: &FxHashSet<u64>,
    mut log: Option<&mut Vec<Likely>>,
) {
    if weights.is_empty() && log.is_none() {
        return;
    }
    let mut listed: Vec<(u32, Vec<usize>)> = Vec::new();
    for (i, c) in page.candidates.iter().enumerate() {
        let form = page.names.form(c.form);
        let company = page.names.row(form.row).kind == NameKind::Company;
        if !form.ambiguous || !company || page.tokens()[c.start].caps == 0 || verdicts[i].instead.is_some() {
            continue;
        }
        match listed.iter_mut().find(|(f, _)| *f == c.form) {
            Some((_, places)) => places.push(i),
            None => listed.push((c.form, vec![i])),
        }
    }
    let of_business = of_business(page, verdicts, sightings);
    for (form, places) in listed {
        // Delta Agribusiness … Delta: short for a longer name that no row has
        let longer = |i: &usize| {
            let c = &page.candidates[*i];
            !page.loud(c.start) && extent::from(page, c.start).is_some_and(|e| e.core > c.end && !page.person_before(c.end))
        };
        if places.iter().any(longer) {
            continue;
        }
        let mut f = weights.sum(log.is_some());
        let row = page.names.row(page.names.form(form).row);
        let extent = |i: usize| Extent { start: page.candidates[i].start, end: page.candidates[i].end, core: page.candidates[i].end };
        let name = Named {
            words: page.words(extent(places[0])).map(|i| page.hash(i)).collect(),
            places: places.iter().map(|i| extent(*i)).collect(),
        };
        describe(page, &name, persons, &mut f);
        let dense = density(page, &name, &of_business);
        f.once(&["density", step(dense)]);
        f.once(&["listed"]);
        f.once(&["listed-as", row.sector]);
        let best = places.iter().map(|i| verdicts[*i].score).max().unwrap_or_default();
        let score = format!("{}", best.clamp(-4, 8));
        f.once(&["score", &score]);
        for r in places.iter().flat_map(|i| verdicts[*i].reasons.iter().copied()) {
            f.once(&["reason", r]);
        }
        for cue in places.iter().filter_map(|i| verdicts[*i].cue) {
            f.once(&["listed-cue", cue.cue]);
        }
        let believed = places.iter().any(|i| verdicts[*i].believed);
        f.once(&["believed", if believed { "yes" } else { "no" }]);
        let probability = f.probability();
        if let Some(log) = log.as_deref_mut() {
            log.push(Likely {
                spans: name.places.iter().map(|e| page.reading.span(e.start, e.end)).collect(),
                probability,
                known: believed,
                features: f.names(),
            });
        }
        if weights.is_empty() {
            continue;
        }
        for i in places {
            let c = &page.candidates[i];
            let v = &mut verdicts[i];
            if !v.believed && probability >= ENOUGH_LISTED && dense >= DENSE && !page.loud(c.start) && !belief::refused(page, c) {
                v.believed = true;
                v.reasons.push("likely by all its places");
            } else if v.believed && probability < if dense >= DENSE { TOO_LITTLE } else { TOO_LITTLE_ELSEWHERE } {
                v.believed = false;
            }
        }
    }
}

/// All capitalized names of a text that no believed row covers, each with all its places, by their first. Symbols of shares
/// stand for a company that is named before them.
fn names(page: &Page<'_>, verdicts: &[Verdict], symbols: &[usize]) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    let mut at = 0;
    while at < page.tokens().len() {
        let t = &page.tokens()[at];
        if let Some((_, c)) = page.candidate(at).filter(|(i, _)| verdicts[*i].believed) {
            at = c.end.max(at + 1);
            continue;
        }
        // `Chipmaker Velkora fell`: only its place gives the noun its capital
        let noun = page.opens_sentence(at) && page.is_alone(at, class::COMPANY_NOUN) && page.namelike(at + 1);
        let may = (t.caps != 0 || t.shape == Shape::Digits) && !noun && !symbols.contains(&at);
        let Some(e) = Some(at).filter(|_| may).and_then(|at| extent::from(page, at)) else {
            at += 1;
            continue;
        };
        let words: Vec<u64> = page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i)).collect();
        match out.iter_mut().find(|n| n.words == words) {
            Some(n) => n.places.push(e),
            None => out.push(Named { words, places: vec![e] }),
        }
        at = e.end.max(at + 1);
    }
    out
}

fn describe(page: &Page<'_>, name: &Named, persons: &FxHashSet<u64>, f: &mut Features<'_>) {
    let first = name.places[0];
    f.once(&["bias"]);
    f.once(&["words", step(name.words.len())]);
    f.once(&["places", step(name.places.len())]);
    written(page, first, persons, f);
    let lone = if name.words.len() == 1 { "one" } else { "more" };
    for e in &name.places {
        beside(page, *e, lone, f);
    }
}

/// Words that speak of firms.
const TRADE_WORDS: [crate::dictionary::ClassId; 9] = [
    class::COMPANY_NOUN,
    class::COMPANY_TITLE,
    class::COMPANY_VERB,
    class::COMPANY_OBJECT,
    class::COMPANY_OWNED,
    class::COMPANY_PARTICIPLE,
    class::LEGAL_FORM,
    class::TRADE,
    class::EXCHANGE,
];

/// How many kinds of thing in the sentences of a name are of business: large sums, known companies, words of firms. In a
/// text about a river or a match a name that nobody knows is hardly a firm's.
fn business(page: &Page<'_>, name: &Named, verdicts: &[Verdict], of_firms: &ClassSet) -> usize {
    let mut kinds = [false; 3];
    for e in name.places.iter().take(6) {
        let sentence = page.reading.sentence_of[e.start];
        let lo = page.reading.sentence_of.partition_point(|s| *s < sentence);
        let hi = page.sentence_end(e.start);
        kinds[0] |= (lo..hi).any(|i| page.large_sum(i).is_some());
        for i in (lo..hi).filter(|i| *i < e.start || *i >= e.end) {
            kinds[1] |= page.candidate(i).is_some_and(|(c, _)| verdicts[c].believed);
            kinds[2] |= page.reading.lexemes.starting(i).meets(of_firms) && TRADE_WORDS.iter().any(|c| page.is(i, *c));
        }
    }
    kinds.iter().filter(|k| **k).count()
}

/// For each sentence, whether it names a company that is known or settled, or a sum of money.
fn of_business(page: &Page<'_>, verdicts: &[Verdict], sightings: &[Sighting]) -> Vec<bool> {
    let sentences = page.reading.sentence_of.last().map_or(0, |s| *s as usize + 1);
    let mut out = vec![false; sentences];
    let mut mark = |token: usize| {
        if let Some(s) = page.reading.sentence_of.get(token) {
            out[*s as usize] = true;
        }
    };
    let company = |c: &super::matching::Candidate| page.names.row(page.names.form(c.form).row).kind == NameKind::Company;
    page.candidates.iter().zip(verdicts).filter(|(c, v)| v.believed && company(c)).for_each(|(c, _)| mark(c.start));
    sightings.iter().filter(|s| s.evidence.sure && s.evidence.kind == Kind::Company).for_each(|s| mark(s.evidence.start));
    for m in page.quantities.iter().filter(|m| m.kind == Kind::Money) {
        mark(page.tokens().partition_point(|t| t.end <= m.span.start));
    }
    out
}

/// Sentences before and behind one that tell what it is about.
const AROUND: usize = 8;

/// Of ten sentences around the places of a name, how many are of business; of a passage of a few sentences nobody can say.
fn density(page: &Page<'_>, name: &Named, of_business: &[bool]) -> usize {
    let (mut all, mut business) = (0, 0);
    for e in name.places.iter().take(6) {
        let at = page.reading.sentence_of[e.start] as usize;
        let around = &of_business[at.saturating_sub(AROUND)..(at + AROUND + 1).min(of_business.len())];
        all += around.len();
        business += around.iter().filter(|b| **b).count();
    }
    if of_business.len() < PASSAGE { DENSE } else { 10 * business / all.max(1) }
}

/// How the name is written and what its words are otherwise.
fn written(page: &Page<'_>, e: Extent, persons: &FxHashSet<u64>, f: &mut Features<'_>) {
    let words: Vec<usize> = page.words(e).filter(|i| *i < e.core).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
    let lone = if words.len() == 1 { "one" } else { "more" };
    if e.legal() {
        f.once(&["legal"]);
    }
    for (place, at) in [("first", first), ("last", last)] {
        let t = &page.tokens()[at];
        if t.all_caps() && t.len > 1 {
            f.once(&[place, "capitals", lone]);
        } else if t.caps & !1 != 0 {
            f.once(&[place, "inner-capital", lone]);
        }
        if t.shape == Shape::Digits || page.text(at).bytes().any(|b| b.is_ascii_digit()) {
            f.once(&[place, "digits"]);
        }
        f.once(&[place, "length", step(t.len as usize), lone]);
        for l in page.reading.lexemes.at(at).iter().filter(|l| l.end as usize == at + 1) {
            f.once(&[place, "is", page.reading.lexicon.class_name(l.class), lone]);
        }
        if persons.contains(&page.hash(at)) {
            f.once(&[place, "person", lone]);
        }
        if page.function(at) {
            f.once(&[place, "function", lone]);
        }
        let lower = page.text(at).to_lowercase();
        f.once(&[place, "word", &lower]);
        let tail = |n: usize| lower.char_indices().rev().nth(n - 1).map(|(i, _)| &lower[i..]);
        if let (Some(three), true) = (tail(3), t.len > 4) {
            f.once(&[place, "ending", three, lone]);
        }
        if let (Some(four), true) = (tail(4), t.len > 6) {
            f.once(&[place, "ending", four]);
        }
    }
    let mark = |m: &str| (e.start..e.core).any(|i| page.text(i) == m);
    for m in ["&", "-", ".", "+", "'", "’"] {
        if mark(m) {
            f.once(&["mark", m]);
        }
    }
    if (e.start..e.core).any(|i| page.is_alone(i, class::NAME_LINK)) {
        f.once(&["link"]);
    }
}

/// What stands around one place.
fn beside(page: &Page<'_>, e: Extent, lone: &str, f: &mut Features<'_>) {
    let opens = page.opens_sentence(e.start);
    let opening = if opens { "opens" } else { "inside" };
    f.once(&["place", opening, lone]);
    if page.loud(e.start) {
        f.once(&["loud"]);
        return;
    }
    let together = |i: usize| page.together(e.start, i);
    // before
    if e.start > 0 && together(e.start - 1) {
        let mut at = e.start - 1;
        if page.tokens()[at].shape == Shape::Apostrophe && at > 0 {
            at -= 1;
        }
        let one = page.text(at).to_lowercase();
        f.once(&["before", &one]);
        f.once(&["before", &one, lone]);
        if at > 0 && together(at - 1) {
            let two = page.text(at - 1).to_lowercase();
            f.once(&["before", &two, &one]);
            f.once(&["before2", &two]);
        }
        for start in at.saturating_sub(3)..=at {
            for l in page.reading.lexemes.at(start).iter().filter(|l| l.end as usize == at + 1) {
                f.once(&["before-is", page.reading.lexicon.class_name(l.class)]);
            }
            // one word between: `le groupe nantais X`
            for l in page.reading.lexemes.at(start).iter().filter(|l| l.end as usize == at && start < at) {
                f.once(&["before2-is", page.reading.lexicon.class_name(l.class)]);
            }
        }
        if page.tokens()[at].capitalized() {
            f.once(&["before-capital"]);
        }
        if page.quantity_between(at, at + 1) {
            f.once(&["before-quantity"]);
        }
    }
    // behind
    let n = page.tokens().len();
    if e.end >= n || !together(e.end) {
        f.once(&["behind", "end"]);
        return;
    }
    let mut at = e.end;
    let possessive = at + 1 < n && page.tokens()[at].shape == Shape::Apostrophe && page.tokens()[at].glued() && page.text(at + 1) == "s";
    if possessive {
        f.once(&["possessive", lone]);
        at += 2;
    }
    if matches!(page.mark(at), '»' | '”' | '"') {
        f.once(&["quoted"]);
        at += 1;
    }
    if at >= n || !together(at) {
        f.once(&["behind", "end"]);
        return;
    }
    let one = page.text(at).to_lowercase();
    let owns = if possessive { "own" } else { "-" };
    f.once(&["behind", owns, &one]);
    f.once(&["behind", owns, &one, opening]);
    for l in page.reading.lexemes.at(at) {
        let name = page.reading.lexicon.class_name(l.class);
        f.once(&["behind-is", owns, name]);
        f.once(&["behind-is", owns, name, opening]);
    }
    if at + 1 < n && together(at + 1) {
        let two = page.text(at + 1).to_lowercase();
        f.once(&["behind", &one, &two]);
        for l in page.reading.lexemes.at(at + 1) {
            f.once(&["behind2-is", page.reading.lexicon.class_name(l.class)]);
        }
    }
    if page.quantity_between(at, (at + 1).min(n)) {
        f.once(&["behind-quantity"]);
    }
    let until = page.sentence_end(e.start);
    if (e.end..until.min(e.end + 10)).any(|i| page.large_sum(i).is_some()) {
        f.once(&["sum-behind"]);
    }
    if (e.start.saturating_sub(8)..e.start).any(|i| together(i) && page.large_sum(i).is_some()) {
        f.once(&["sum-before"]);
    }
    let near = e.start.saturating_sub(6)..until.min(e.end + 6);
    for i in near.filter(|i| (*i < e.start || *i >= e.end) && together(*i)) {
        if page.certain(i) {
            f.once(&["near-company"]);
        }
        for (c, n) in
            [(class::COMPANY_NOUN, "noun"), (class::TRADE, "trade"), (class::COMPANY_TITLE, "title"), (class::PERSON_TITLE, "person")]
        {
            if page.is(i, c) {
                f.once(&["near", n]);
            }
        }
    }
}
