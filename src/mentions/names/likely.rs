//! Names that no row has and no single cue settles: what all their places in a text say together, weighed as annotated articles
//! taught (`dictionaries/weights/names.csv`).

use super::belief::{self, Verdict};
use super::business::{Business, DENSE};
use super::cues::{Evidence, Sighting, Target};
use super::entries;
use super::extent::{self, Extent};
use super::found;
use super::onward::Onward;
use super::page::Page;
use super::refused;
use super::registry::{Registry, key};
use super::traits::{Named, describe};
use crate::dictionary::{Distinct, Part, Seen, Weighed, Weights, class, part, step};
use crate::document::{Kind, Likely};
use crate::mentions::weighing::LIKELY;
use crate::reading::tokens::Shape;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::{SmallVec, smallvec};

/// A name that no row has is a company's if it is as likely as this. A wrong name costs more than a missing one.
const ENOUGH: f32 = 0.65;

/// The same for one that the dictionary has, and that may mean something else.
const ENOUGH_LISTED: f32 = 0.45;
/// What cues have settled is undone below this, in a text of business and in others.
const TOO_LITTLE: f32 = 0.4;
const TOO_LITTLE_ELSEWHERE: f32 = 0.6;

/// As likely as this, a name that only everyday cues speak for is kept in a text that is not of business, too.
const SURE: f32 = 0.9;

/// As likely as this, a name of more words than one that stands in several places needs no words of business around it.
const WHOLLY: f32 = 0.98;

/// The same for one that stands in several places.
const LIKELY_ENOUGH: f32 = 0.85;

/// And as likely as this where only its words tell that its text is of business.
const CERTAIN: f32 = 0.95;

/// Scores from -4 on, as features have them.
const SCORES: [&Part<'static>; 13] = [
    part!("-4"),
    part!("-3"),
    part!("-2"),
    part!("-1"),
    part!("0"),
    part!("1"),
    part!("2"),
    part!("3"),
    part!("4"),
    part!("5"),
    part!("6"),
    part!("7"),
    part!("8"),
];

/// What names are weighed with, and what is told of it to those who ask why.
pub(super) struct Scale<'s> {
    pub(super) weights: &'s Weights,
    pub(super) seen: &'s mut Seen,
    pub(super) log: Option<&'s mut Vec<Likely>>,
}

impl Scale<'_> {
    fn is_empty(&self) -> bool {
        self.weights.is_empty() && self.log.is_none()
    }

    fn features(&mut self) -> Distinct<'_> {
        self.weights.distinct(self.log.is_some(), self.seen)
    }
}

/// How plainly a name is a firm's by its own words: `Solway Motors`, `Laiterie Velk`, `velkora.ai` whatever its text is about,
/// `Solway Homes` where it is of business at least in part.
fn plainly(page: &Page<'_>, e: Extent) -> Option<&'static str> {
    let last = page.words(e).filter(|i| *i < e.core).last().filter(|i| *i > e.start)?;
    let domain = page.mark(last - 1) == '.' && page.reading.word_at(last, class::DOMAIN).is_some_and(|(_, w)| w.value != "weak");
    if domain {
        return Some("domain");
    }
    if page.is_alone(e.start, class::COMPANY_HEAD) {
        return Some("sure");
    }
    page.reading.word_at(last, class::COMPANY_WORD).map(|(_, w)| if w.value == "weak" { "weak" } else { "sure" })
}

/// Whether what cues have settled is undone.
fn undone(probability: f32, dense: usize) -> bool {
    probability < if dense >= DENSE { TOO_LITTLE } else { TOO_LITTLE_ELSEWHERE }
}

/// A name that was weighed, for those who ask why.
fn weighed(page: &Page<'_>, name: &Named, probability: f32, known: bool, features: Vec<Weighed>) -> Likely {
    let spans = name.places.iter().map(|e| page.reading.span(e.start, e.end)).collect();
    Likely { spans, probability, known, features }
}

/// Adds likely companies to those that cues have established.
pub(super) fn establish(
    page: &Page<'_>,
    scale: &mut Scale<'_>,
    business: &mut Business,
    verdicts: &[Verdict],
    sightings: &[Sighting],
    persons: &FxHashSet<u64>,
    registry: &mut Registry,
) {
    if scale.is_empty() {
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
    business.know(page, verdicts, sightings);
    let all = names(page, verdicts, &symbols);
    let stems = Stems::of(&all);
    for name in &all {
        let Some(e) = name.places.iter().copied().find(|e| !page.loud(e.start)) else { continue };
        let known = registry.kind_of(&name.words);
        // nothing is made of most names, whatever speaks for them
        let (about, dense) = (business.kinds(page, name, verdicts), business.density(page, name));
        let own = plainly(page, e);
        let plain = own.is_some_and(|o| o != "weak");
        let trades = dense >= DENSE || plain || business.trades(page, name, own.is_some());
        let open = match known {
            None => {
                trades
                    && (about > 0 || plain || own.is_some() && dense >= DENSE || name.places.iter().any(|e| Onward::of(page, *e).speaks()))
            }
            Some(kind) => kind == Kind::Company,
        };
        if !open && scale.log.is_none() {
            continue;
        }
        let evidence =
            Evidence { cue: "likely", confidence: 0.0, start: e.start, end: e.end, word: None, kind: Kind::Company, sure: false };
        let surname = name.words.len() == 1 && entries::surname(page, e.start);
        let family = known == Some(Kind::Company) && name.words.len() == 1 && persons.contains(&name.words[0]);
        // the localist group Civic Lantern: the text says what it is
        let other = known.is_none() && page.reading.word_before(e.start, class::OTHER_NOUN).is_some();
        if other || !family && (surname || !found::acceptable(page, persons, e, &evidence)) {
            continue;
        }
        let mut f = scale.features();
        describe(page, name, persons, &mut f);
        stems.describe(name, &mut f);
        f.add(&[part!("business"), step(about)]);
        f.add(&[part!("density"), step(dense)]);
        for place in &name.places {
            let from = cues.partition_point(|(at, _, _)| *at < place.start);
            for (_, cue, kind) in cues[from..].iter().take_while(|(at, _, _)| *at == place.start) {
                f.add(&[part!("cue"), &Part::read(cue)]);
                f.add(&[part!("cue-kind"), &Part::read(kind.as_str())]);
            }
        }
        let kind = known.map(|k| Part::read(k.as_str()));
        f.add(&[part!("known"), kind.as_ref().unwrap_or(part!("no"))]);
        let (probability, features) = (f.probability(), f.names());
        if let Some(log) = scale.log.as_deref_mut().filter(|_| known != Some(Kind::Product)) {
            log.push(weighed(page, name, probability, known == Some(Kind::Company), features));
        }
        // IE6, TI-58C: hardly ever a firm's
        let code = found::coded(page, &page.words(e).filter(|i| *i < e.core).collect::<SmallVec<[usize; 4]>>());
        let bar = match name.places.len() {
            _ if dense >= DENSE && !code || own == Some("domain") => ENOUGH,
            _ if code => CERTAIN,
            0 | 1 => SURE,
            _ => LIKELY_ENOUGH,
        };
        // a person's family name is a firm's too only where all speaks for it
        let family = family && (dense < DENSE || probability < SURE);
        match known {
            None if open && probability >= bar && !scale.weights.is_empty() => {
                registry.add(page, e, Evidence { confidence: (probability * 100.0).round() / 100.0, ..evidence });
            }
            Some(Kind::Company)
                if !scale.weights.is_empty()
                    && !registry.labelled(&name.words)
                    && (family
                        || undone(probability, dense)
                        || dense < DENSE
                            && (dense + 1 < DENSE
                                && !(trades && probability >= CERTAIN
                                    || name.places.len() > 1 && name.words.len() > 1 && probability >= WHOLLY)
                                || probability < SURE)
                            && registry.barely(&name.words)) =>
            {
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
    scale: &mut Scale<'_>,
    business: &mut Business,
    verdicts: &mut [Verdict],
    sightings: &[Sighting],
    persons: &FxHashSet<u64>,
) {
    if scale.is_empty() {
        return;
    }
    let mut listed: Vec<(u32, Vec<usize>)> = Vec::new();
    let mut by_form: FxHashMap<u32, usize> = FxHashMap::default();
    for (i, c) in page.candidates.iter().enumerate() {
        let form = page.names.form(c.form);
        if !form.ambiguous || form.product || page.tokens()[c.start].caps == 0 || verdicts[i].instead.is_some() {
            continue;
        }
        let at = *by_form.entry(c.form).or_insert(listed.len());
        match listed.get_mut(at) {
            Some((_, places)) => places.push(i),
            None => listed.push((c.form, vec![i])),
        }
    }
    if listed.is_empty() {
        return;
    }
    business.know(page, verdicts, sightings);
    for (form, places) in listed {
        let extent = |i: usize| Extent { start: page.candidates[i].start, end: page.candidates[i].end, core: page.candidates[i].end };
        let name = Named {
            words: page.words(extent(places[0])).map(|i| page.hash(i)).collect(),
            places: places.iter().map(|i| extent(*i)).collect(),
        };
        let believed = places.iter().any(|i| verdicts[*i].believed);
        let dense = business.density(page, &name);
        if !believed && dense < DENSE && scale.log.is_none() {
            continue;
        }
        // Delta Agribusiness … Delta: short for a longer name that no row has
        let longer = |i: &usize| {
            let c = &page.candidates[*i];
            !page.loud(c.start) && extent::from(page, c.start).is_some_and(|e| e.core > c.end && !page.person_before(c.end))
        };
        let thing = |i: &usize| belief::named_thing(page, &page.candidates[*i], verdicts[*i].cue);
        if places.iter().any(longer) || places.iter().any(thing) {
            continue;
        }
        let row = page.names.row(page.names.form(form).row);
        let mut f = scale.features();
        describe(page, &name, persons, &mut f);
        f.add(&[part!("density"), step(dense)]);
        f.add(&[part!("listed")]);
        f.add(&[part!("listed-as"), &Part::read(row.sector)]);
        let best = places.iter().map(|i| verdicts[*i].score).max().unwrap_or_default();
        f.add(&[part!("score"), SCORES[(best.clamp(-4, 8) + 4) as usize]]);
        for r in places.iter().flat_map(|i| verdicts[*i].reasons.iter().copied()) {
            f.add(&[part!("reason"), &Part::read(r)]);
        }
        for cue in places.iter().filter_map(|i| verdicts[*i].cue) {
            f.add(&[part!("listed-cue"), &Part::read(cue.cue)]);
        }
        f.add(&[part!("believed"), if believed { part!("yes") } else { part!("no") }]);
        let (probability, features) = (f.probability(), f.names());
        if let Some(log) = scale.log.as_deref_mut() {
            log.push(weighed(page, &name, probability, believed, features));
        }
        if scale.weights.is_empty() {
            continue;
        }
        for i in places {
            let c = &page.candidates[i];
            let v = &mut verdicts[i];
            if !v.believed && probability >= ENOUGH_LISTED && dense >= DENSE && !page.loud(c.start) && !refused::refused(page, c) {
                v.believed = true;
                v.reasons.push(LIKELY);
            } else if v.believed && undone(probability, dense) {
                v.believed = false;
            }
        }
    }
}

/// Words that the names of a text are, start with and end in.
struct Stems {
    alone: FxHashSet<u64>,
    first: FxHashSet<u64>,
    last: FxHashSet<u64>,
}

impl Stems {
    fn of(all: &[Named]) -> Stems {
        let longer = || all.iter().filter(|n| n.words.len() > 1);
        Stems {
            alone: all.iter().filter(|n| n.words.len() == 1).map(|n| n.words[0]).collect(),
            first: longer().map(|n| n.words[0]).collect(),
            last: longer().filter_map(|n| n.words.last().copied()).collect(),
        }
    }

    /// How a name stands to the others of its text: a firm is named again by its first word, a person by the last.
    fn describe(&self, name: &Named, f: &mut Distinct<'_>) {
        let (Some(first), Some(last)) = (name.words.first(), name.words.last()) else { return };
        let (relation, sides) = if name.words.len() > 1 {
            (part!("again-by"), [self.alone.contains(first), self.alone.contains(last)])
        } else {
            (part!("short-of"), [self.first.contains(first), self.last.contains(first)])
        };
        for (side, _) in [part!("first"), part!("last")].into_iter().zip(sides).filter(|(_, holds)| *holds) {
            f.add(&[relation, side]);
        }
    }
}

/// All capitalized names of a text that no believed row covers, each with all its places, by their first. Symbols of shares
/// stand for a company that is named before them.
fn names(page: &Page<'_>, verdicts: &[Verdict], symbols: &[usize]) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::with_capacity(16);
    let mut by_words: FxHashMap<u64, usize> = FxHashMap::default();
    let mut next = 0;
    for at in page.places() {
        if at < next {
            continue;
        }
        if let Some((_, c)) = page.candidate(at).filter(|(i, _)| verdicts[*i].believed) {
            next = c.end;
            continue;
        }
        let t = &page.tokens()[at];
        if t.caps == 0 && t.shape != Shape::Digits {
            continue;
        }
        // `Chipmaker Velkora fell`: only its place gives the noun its capital
        let noun = || page.is_alone(at, class::COMPANY_NOUN) && page.namelike(at + 1) && page.opens_sentence(at);
        let Some(e) = extent::from(page, at).filter(|_| !symbols.contains(&at) && !noun()) else { continue };
        let words: SmallVec<[u64; 4]> = page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i)).collect();
        let known = *by_words.entry(key(&words)).or_insert(out.len());
        match out.get_mut(known) {
            Some(n) => n.places.push(e),
            None => out.push(Named { words, places: smallvec![e] }),
        }
        next = e.end;
    }
    out
}
