//! Names that no row has and no single cue settles: what all their places in a text say together, weighed as annotated articles
//! taught (`dictionaries/weights/names.csv`).

use super::belief::Verdict;
use super::business::{self, DENSE, business, density, of_business};
use super::cues::{Evidence, Sighting, Target};
use super::entries;
use super::extent::{self, Extent};
use super::found;
use super::page::Page;
use super::refused;
use super::registry::Registry;
use super::traits::{Named, describe};
use crate::dictionary::{NameKind, Weights, class, step};
use crate::document::{Kind, Likely};
use crate::reading::tokens::Shape;
use rustc_hash::FxHashSet;

/// A name that no row has is a company's if it is as likely as this. A wrong name costs more than a missing one.
const ENOUGH: f32 = 0.58;

/// The same for one that the dictionary has, and that may mean something else.
const ENOUGH_LISTED: f32 = 0.45;
/// What cues have settled is undone below this, in a text of business and in others.
const TOO_LITTLE: f32 = 0.4;
const TOO_LITTLE_ELSEWHERE: f32 = 0.6;

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
    let of_firms = business::of_firms();
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
            if !v.believed && probability >= ENOUGH_LISTED && dense >= DENSE && !page.loud(c.start) && !refused::refused(page, c) {
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
