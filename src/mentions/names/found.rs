//! Names that no row has: which sightings are believed, where a name stands again.

use super::belief::{self, Verdict};
use super::cues::{Evidence, Sighting, Target};
use super::extent::{self, Extent};
use super::homonyms;
use super::page::Page;
use super::products;
use super::refused;
use super::registry::{Found, Registry, key};
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::lexemes::{ClassSet, Stage};
use crate::reading::tokens::{LINE, Shape};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// A place where a found name stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occurrence {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) found: usize,
}

/// What stands before names of persons, places and other things that are no firms.
pub(crate) const PERSONAL: ClassSet =
    ClassSet::of(&[class::PLACE_BEFORE, class::PERSON_TITLE, class::GIVEN_NAME, class::OTHER_NOUN, class::OTHER_COUNT]);

/// Family names of the persons of a text, places that it says are places, films that it says are films: names that are no
/// companies by weak evidence.
pub(crate) fn persons(page: &Page<'_>, out: &mut FxHashSet<u64>) {
    out.clear();
    let n = page.tokens().len();
    let mut at = 0;
    while let Some(anchor) = page.reading.lexemes.next_of(Stage::Persons, at) {
        at = anchor;
        // Carl Zeiss SMT: what stands behind a firm named like a person is no family name
        if let Some((_, c)) = page.candidate(at).filter(|(_, c)| c.start == at && c.end > at + 1 && page.certain(at)) {
            at = c.end;
            continue;
        }
        // `headquartered in Naramoor`: the text itself says that a name is a place's
        if let Some(l) = page.reading.lexemes.longest(at, class::PLACE_BEFORE) {
            let place = l.end as usize;
            if page.tokens().get(place).is_some_and(|t| t.capitalized() && t.shape == Shape::Word) && page.candidate(place).is_none() {
                out.insert(page.hash(place));
            }
        }
        // `the village of Naramoor`, `le film Brumaire`, `rebel group Hazardar`
        if let Some(l) = page.reading.lexemes.longest(at, class::OTHER_NOUN) {
            let quoted = usize::from(matches!(page.mark(l.end as usize), '«' | '“' | '"'));
            let start = l.end as usize + quoted;
            let named = page.tokens().get(start).is_some_and(|t| t.caps != 0 && !t.is(LINE)) && page.together(at, start);
            // launched the Protein Latte: its capital makes the noun part of a name
            let inner =
                page.tokens()[at].capitalized() && page.reading.lexemes.ending(at.saturating_sub(1), class::LAUNCH_VERB, 4).is_some();
            let named = named && !inner;
            if let Some(e) = Some(start).filter(|_| named && !page.certain(start)).and_then(|s| extent::from(page, s)) {
                // la bataille de Velkora: what it is about, and not what it is
                let about = page.is(start - 1, class::NAME_LINK) || page.tokens()[start - 1].shape == Shape::Apostrophe;
                if page.candidate(start).is_none() {
                    let last = page.words(e).filter(|i| *i < e.core).last();
                    out.extend(last.map(|i| page.hash(i)));
                    out.extend(last.filter(|_| !about).map(|i| page.hash(i) ^ OTHER));
                }
                if !about {
                    out.insert(whole(page, e));
                }
            }
        }
        // `Falleron comptait 1 400 habitants`: a town
        if let Some(l) = page.reading.lexemes.longest(at, class::OTHER_COUNT) {
            let people = page.reading.word(l).is_some_and(|w| w.value == "people");
            let numbered = at > 0 && page.tokens()[at - 1].shape == Shape::Digits;
            let before = (at.saturating_sub(8)..at).rev().take_while(|i| page.together(*i, at));
            let town = before.into_iter().find(|i| page.namelike(*i)).filter(|i| people && numbered && page.candidate(*i).is_none());
            out.extend(town.map(|i| page.hash(i)));
        }
        // l'avocat de Velkora: whose he is
        let whose = |t: usize| page.tokens()[at].caps == 0 && page.is_alone(t, class::NAME_PARTICLE) && page.is(t, class::TITLE_LINK);
        let name = match page.reading.lexemes.longest(at, class::PERSON_TITLE).map(|t| t.end as usize) {
            Some(end) if whose(end) => None,
            Some(end) => Some(end),
            None => page.given_name(at),
        };
        let Some(mut end) = name else {
            at += 1;
            continue;
        };
        let first = end;
        while end < n && end < first + 4 && page.together(at, end) {
            let t = &page.tokens()[end];
            // Yacouba Soro-Brou
            let doubled = page.tokens()[end - 1].shape == Shape::Hyphen && page.tokens()[end - 1].glued();
            if t.shape == Shape::Word && t.capitalized() && (!t.glued() || doubled) && !page.is(end, class::COMPANY_TITLE) {
                out.insert(page.hash(end));
            } else if !matches!(page.mark(end), '.' | '-' | '’' | '\'') && !page.is_alone(end, class::NAME_PARTICLE) {
                break;
            }
            end += 1;
        }
        at = end.max(at + 1);
    }
}

/// What marks, among the hashes of names that are no companies, those of things and not of persons: a firm may bear its founder's
/// name, but a club is none whatever it does.
const OTHER: u64 = 0x6a09_e667_f3bc_c908;

/// The hash that stands for a whole name of several words among the names that are no companies.
fn whole(page: &Page<'_>, e: Extent) -> u64 {
    let words: SmallVec<[u64; 8]> = page.words(e).filter(|i| *i < e.core).map(|i| page.hash(i)).collect();
    key(&words)
}

/// Whether a run of words may be a company's or product's name at all, given what speaks for it.
pub(crate) fn acceptable(page: &Page<'_>, persons: &FxHashSet<u64>, e: Extent, evidence: &Evidence) -> bool {
    let firm = e.legal() || matches!(evidence.cue, "ticker" | "legal-form");
    let words: SmallVec<[usize; 8]> = page.words(e).filter(|i| *i < e.core).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return false };
    let tokens = page.tokens();
    if tokens[first].shape == Shape::Word && words.len() == 1 && tokens[first].len < 2 {
        return false;
    }
    // 130 Go, 20 MW: what is measured
    if words.len() == 1 && counted(page, first) && page.is(first, class::YEAR_AFTER) && !firm {
        return false;
    }
    // Saint-Rémy-les-Ormeaux: the end of a longer name
    let hyphen = first.checked_sub(1).is_some_and(|i| tokens[i].shape == Shape::Hyphen && tokens[i].glued());
    if hyphen && tokens[first].glued() {
        return false;
    }
    // Faurecia Automotive Exteriors: the end of a longer name
    let behind = e.start.checked_sub(1).filter(|b| evidence.cue == "likely" && page.together(*b, e.start) && page.certain(*b));
    if behind.is_some() && !tokens[e.start].is(LINE) && !page.loud(e.start) {
        return false;
    }
    // K Narasimha Rao: initials without full stop are a person's
    let initial = tokens[first].shape == Shape::Word && tokens[first].len == 1 && words.len() > 1 && !tokens[first + 1].glued();
    let initial = initial && evidence.kind == Kind::Company;
    if initial && !firm && !page.is(last, class::COMPANY_WORD) && words.iter().all(|i| page.namelike(*i)) {
        return false;
    }
    let valley = e.legal() && page.spans(e.start, e.core, class::PLACE);
    // Calloway AI: what it is about ends its name
    // Terres du Sud: a quarter of the sky, and no union
    let quarter = words.len() > 1 && !tokens[last].all_caps() && page.is(last, class::BRANCH);
    let ends = |i: usize| i == last && words.len() > 1 && (page.is(last, class::COMPANY_WORD) || quarter);
    let other = |i: &usize| page.is(*i, class::OTHER_NAME) && !ends(*i);
    if page.spans(e.start, e.core, class::OTHER_NAME) && !valley || words.iter().any(other) && !firm {
        return false;
    }
    // (MTN Côte d'Ivoire is no coast)
    // but Fenwick Street Capital is a firm, where an Institute of Technology is none
    let linked = (e.start..e.core).any(|i| page.tokens()[i].caps == 0 && page.is(i, class::NAME_LINK));
    let told = words.len() > 2 && !linked && page.is(last, class::COMPANY_WORD) && !page.is(last, class::INSTITUTION);
    // Roaringwater Sea Greens, the business: only the last word says what an English name is
    let inside = words.len() > 2
        && !linked
        && ![first, last].iter().any(|i| page.is(*i, class::INSTITUTION))
        && (evidence.sure || evidence.cue == "likely");
    // Boulangeries Saint-Ours: a trade and its patron
    let called = evidence.cue == "noun" && evidence.sure && tokens.get(first + 1).is_some_and(|t| t.glued() && t.shape == Shape::Hyphen);
    let patron = called || words.len() > 1 && page.is_alone(first, class::COMPANY_HEAD) && !page.is(first, class::INSTITUTION);
    // its scheme, Fjord Club
    let christened = evidence.cue == "product-named";
    if words.iter().any(|i| page.is(*i, class::INSTITUTION))
        && !firm
        && !told
        && !inside
        && !patron
        && !christened
        && evidence.cue != "branch"
    {
        return false;
    }
    // Villars-sur-Ource: a town
    let small = |i: usize| tokens[i].shape == Shape::Word && tokens[i].caps == 0 && tokens[i].glued();
    let glued = tokens[e.start + 1..e.core].iter().all(|t| t.glued());
    if !firm && glued && (e.start + 1..e.core).any(|i| small(i) && tokens[i - 1].shape == Shape::Hyphen) {
        return false;
    }
    // VOLTERRA, Italy, Nov 14 (Reuters) -
    if words.len() == 1 && !firm && tokens[first].all_caps() && page.line_starts(first) && refused::dateline(page, e.core) {
        return false;
    }
    // la version Pro
    let numbered = tokens.get(e.end).is_some_and(|t| t.shape == Shape::Digits);
    if words.iter().all(|i| page.is(*i, class::VERSION_WORD)) && !numbered {
        return false;
    }
    // Nations of United Nations
    let longer =
        |at: usize| page.reading.lexemes.at(at).iter().any(|l| l.class == class::OTHER_NAME && l.end as usize > e.start && at < e.start);
    // The Securities of The Securities and Exchange Commission
    let onward = |at: usize| page.reading.lexemes.at(at).iter().any(|l| l.class == class::OTHER_NAME && l.end as usize > e.end);
    if (e.start.saturating_sub(4)..e.start).any(longer) || (e.start..e.core).any(onward) {
        return false;
    }
    if words.len() == 1 && !firm && short_acronym(page, first) {
        // le patron de la FAF: a federation; WNS, spécialiste de: a firm
        let told = match evidence.cue {
            "noun" => evidence.sure,
            "title" => evidence.sure && !with_article(page, first),
            "demonym" => tokens[first].len > 2,
            "apposition" => tokens[first].len > 2 && !with_article(page, first) && !counted(page, first),
            _ => false,
        };
        if !told {
            return false;
        }
    }
    // IE6, TI-58C: what things do and suffer makes no firm of a code
    let weak = matches!(evidence.cue, "verb" | "object" | "list" | "coined" | "owned") || evidence.cue == "noun" && !evidence.sure;
    if weak && !firm && coded(page, &words) {
        return false;
    }
    // le match France Italie, the Paris London train
    let route = words.len() > 1 && !firm && words.iter().all(|i| page.is_alone(*i, class::PLACE));
    if route
        || page.spans(e.start, e.core, class::PLACE)
        || page.spans(e.start, e.core, class::DEMONYM)
        || page.spans(e.start, e.core, class::COMMON_WORD)
    {
        // an electric van, dubbed the Lisbon
        let article = usize::from(e.start > 0 && page.is_alone(e.start - 1, class::NAME_ARTICLE));
        let dubbed = christened && page.reading.word_before(e.start - article, class::NAMING).is_some();
        return dubbed || firm && words.len() > 1;
    }
    if page.person_before(e.start) || words.len() > 1 && !firm && !page.is(last, class::COMPANY_WORD) && human(page, e.start) {
        return false;
    }
    // le lycée Velk-Tarrant … Velk-Tarrant emploie: the text says what it is
    let told = evidence.kind == Kind::Product || matches!(evidence.cue, "noun" | "title" | "portrait") && evidence.sure;
    if words.len() > 1 && !firm && !told && persons.contains(&whole(page, e)) {
        return false;
    }
    // Group G: of a tournament
    if words.len() == 2 && !firm && tokens[last].len == 1 && tokens[last].shape == Shape::Word && evidence.cue == "head" {
        return false;
    }
    if words.len() == 1 && !firm && page.opens_sentence(first) && page.appears_lower(first) {
        return false;
    }
    // Endetté, le groupe vend: a participle or an adverb that opens its sentence, and stands nowhere else
    if words.len() == 1
        && !firm
        && page.opens_sentence(first)
        && matches!(evidence.cue, "apposition" | "likely" | "list")
        && opener(page, first)
    {
        return false;
    }
    // its voice assistant, Otto; a robot called Mira: things are named like persons
    if words.len() == 1 {
        // its Tilly card reader: nor are persons somebody's
        let owned =
            evidence.cue == "product-noun" && e.start > 0 && page.is_alone(e.start - 1, class::POSSESSIVE) && !page.adjectives_follow();
        // l'Aurélia 5: a number tells a thing from a person
        let owned = owned
            || evidence.kind == Kind::Product
                && tokens.get(e.end).is_some_and(|t| t.shape == Shape::Digits && t.len < 4 && !t.glued() && !t.is(LINE));
        let plain = (christened || owned || !page.spans(e.start, e.core, class::GIVEN_NAME))
            && !page.is_alone(first, class::COMPANY_WORD)
            && !page.is_alone(first, class::NAME_HEAD)
            && !page.is_alone(first, class::COMPANY_HEAD)
            && !page.is_alone(first, class::LEGAL_FORM)
            && !page.is_alone(first, class::CALENDAR_NAME);
        // Vuillard emploie 68 personnes, la maison Vuillard, says Claire Vuillard: a firm called like its family
        let sure = evidence.sure && evidence.kind == Kind::Company && matches!(evidence.cue, "verb" | "noun");
        // but When Vuillard took over from Claire Tarrant: persons buy, sell and take over as well
        let anyones = evidence.cue == "verb" && (evidence.start..evidence.end).any(|i| page.is(i, class::ANYONES_VERB));
        let does = sure && !anyones && !persons.contains(&(page.hash(first) ^ OTHER));
        return firm || plain && (does || !persons.contains(&page.hash(first)));
    }
    // Nerio Pro, Mira 2
    let numbered = page.is(last, class::VERSION_WORD) || tokens[last].shape == Shape::Digits;
    let model = evidence.kind == Kind::Product && words.len() == 2 && numbered;
    let personal = page.given_name(first).is_some_and(|end| end < e.core) && !model;
    // Leon & Figli, Cartonnages Wirth: no person is called so
    let headed = (e.start..e.core).any(|i| page.mark(i) == '&')
        || page.is_alone(first, class::NAME_HEAD)
        || page.is_alone(first, class::COMPANY_HEAD);
    // Hank's Table
    let own = evidence.kind == Kind::Product && (e.start + 1..e.core).any(|i| tokens[i].shape == Shape::Apostrophe);
    let told = firm
        || headed
        || own
        || page.is(last, class::COMPANY_WORD)
        || evidence.cue == "noun" && evidence.sure
        || evidence.cue == "portrait"
        || introduced(page, e, evidence);
    if personal && !told {
        return false;
    }
    // Biscuiterie Destrée bears its founder's name, the law firm Marlowe Quist those of two
    firm || headed
        || told && (!personal || introduced(page, e, evidence))
        || page.is(last, class::COMPANY_WORD)
        || evidence.cue == "portrait"
        || !persons.contains(&page.hash(last))
}

/// `le Sénégalais Pathé Dione`, `cofondée en 2017 par Arvin Sangoor`: two words behind a nationality with a capital, or behind
/// what somebody has founded, are a person's.
fn human(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|b| page.together(*b, at)) else { return false };
    let national = page.is(before, class::DEMONYM) && page.tokens()[before].capitalized() && !page.tokens()[before].all_caps();
    let founder =
        page.is_alone(before, class::M_BY) && (before.saturating_sub(4)..before).any(|i| page.together(i, at) && page.is(i, class::FOUND));
    founder
        || entitled(page, before)
        || national
            && before > 0
            && page.is(before - 1 - usize::from(before > 1 && page.tokens()[before - 1].shape == Shape::Apostrophe), class::NAME_ARTICLE)
            && page.adjectives_follow()
}

/// Words between a title and the comma before the person who bears it: `Le patron de la Velkora, Driss Tarrant,`.
const ENTITLED: usize = 8;

/// `Le patron de la Velkora, Driss Tarrant`, `its boss, Anja Tarrant`, `», sourit Beat Tarrant`: what two words behind a comma
/// are called by a title before it, or by a verb of saying, is a person.
fn entitled(page: &Page<'_>, before: usize) -> bool {
    let comma = |i: usize| page.mark(i) == ',';
    let quoted = |i: usize| comma(i) || matches!(page.mark(i), '»' | '”' | '"');
    if page.adjectives_follow() && before > 0 && quoted(before - 1) && page.tokens()[before].caps == 0 && page.is(before, class::SAY) {
        return true;
    }
    let near = || (before.saturating_sub(ENTITLED)..before).rev().take_while(|i| page.together(*i, before) && !comma(*i));
    let borne =
        |i: usize| page.tokens()[i].caps == 0 && page.reading.word_at(i, class::COMPANY_TITLE).is_some_and(|(_, w)| w.value != "weak");
    comma(before) && near().any(borne) && !near().any(|i| page.is(i, class::COMPANY_VERB) && page.tokens()[i].caps == 0)
}

/// `Murray Botanicals, an Australian maker of plant extracts`: an apposition whose head is the noun that says it is a firm, where
/// `Murray Tarrant, a company director` is a person.
fn introduced(page: &Page<'_>, e: Extent, evidence: &Evidence) -> bool {
    let opens = page.mark(e.end) == ',' && page.is(e.end + 1, class::DETERMINER) && !page.is_alone(e.end + 1, class::DEFINITE_ARTICLE);
    let head = page.function(evidence.end) || page.tokens().get(evidence.end).is_none_or(|t| t.shape == Shape::Other);
    // agreed to buy Murray Botanicals, an Australian maker of
    let near = page.sentence_end(e.start).min(e.end + 9);
    let maker = || (e.end + 2..near).take_while(|i| page.mark(*i) != ',').any(|i| page.is(i, class::COMPANY_NOUN));
    evidence.sure && opens && (evidence.cue == "apposition" && head || evidence.cue == "object" && maker())
}

/// An article in lower case stands before a word: `la FAF`.
fn with_article(page: &Page<'_>, at: usize) -> bool {
    let mut before = at;
    if before > 1 && page.tokens()[before - 1].shape == Shape::Apostrophe {
        before -= 1;
    }
    before > 0 && page.together(before - 1, at) && page.is_alone(before - 1, class::NAME_ARTICLE) && page.tokens()[before - 1].caps == 0
}

/// A number or an ordinal stands before a word: `24e RIC`.
fn counted(page: &Page<'_>, at: usize) -> bool {
    at > 0 && page.text(at - 1).bytes().any(|b| b.is_ascii_digit()) || at > 1 && page.tokens()[at - 2].shape == Shape::Digits
}

/// Capitals with digits and no other word: `IE6`, `TI-58C`.
pub(super) fn coded(page: &Page<'_>, words: &[usize]) -> bool {
    let digits = |i: &usize| page.text(*i).bytes().any(|b| b.is_ascii_digit());
    let plain = |i: &usize| page.text(*i).bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    words.len() < 4 && words.iter().any(digits) && words.iter().all(plain)
}

/// All places of found names that no believed form of the dictionary covers.
pub(crate) fn occurrences(page: &Page<'_>, registry: &Registry, believed: &[bool], out: &mut Vec<Occurrence>) {
    out.clear();
    if registry.names.is_empty() {
        return;
    }
    let mut next = 0;
    for at in page.places() {
        if at < next {
            continue;
        }
        if let Some((i, c)) = page.candidate(at) {
            // Kanso+ is its company's service
            let plus = |f: usize| page.mark(c.end) == '+' && page.tokens()[c.end].glued() && registry.names[f].name.ends_with('+');
            if believed[i] && registry.at(page, at).is_none_or(|(f, end)| end <= c.end && !(end == c.end && plus(f))) {
                next = c.end;
                continue;
            }
        }
        let Some((found, end)) = registry.at(page, at) else { continue };
        // Ondine+
        let plus = registry.names[found].name.ends_with('+') && page.mark(end) == '+' && page.tokens()[end].glued();
        let end = end + usize::from(plus);
        let joined =
            at > 1 && page.tokens()[at].glued() && page.tokens()[at - 1].shape == Shape::Hyphen && page.tokens()[at - 2].capitalized();
        let hidden = joined && registry.names[found].words.len() == 1
            || (at..end).any(|i| page.candidate(i).is_some_and(|(c, k)| believed[c] && (k.start < at || k.end > end)));
        let whole = at == 0 || !glued_word(page, at - 1, at);
        if hidden || !whole || glued_word(page, end - 1, end) || page.person_before(at) && registry.names[found].words.len() == 1 {
            continue;
        }
        let f = &registry.names[found];
        if end == at + 1 && f.kind == Kind::Company && kin(page, at, end) {
            continue;
        }
        let e = extent::from(page, at);
        // a short form is no short form where more capitals follow, or where its capital only opens the sentence
        let alone = e.is_none_or(|e| e.core == end) && page.candidate(at).is_none();
        let speaks = || page.is(end, class::COMPANY_SAYS) || f.row.is_none() && goes_on(page, end);
        let placed = || f.row.is_none() && at > 0 && page.is_alone(at - 1, class::PLACE_LINK);
        let model = f.kind == Kind::Product;
        let led = model && at > 0 && page.is_alone(at - 1, class::NAME_ARTICLE) && !page.namelike(end);
        if f.evidence.cue == "short" && !led && (model || !alone || page.loud(at) || page.opens_sentence(at) && !speaks() || placed()) {
            next = end;
            continue;
        }
        let legal = match f.kind {
            Kind::Product => products::version(page, end),
            // The Little Velk Company: an article that opens the sentence starts no name
            _ => e.map_or_else(|| extent::legal_form(page, end).unwrap_or(end), |e| if e.core == end { e.end } else { end }),
        };
        if page.is(end, class::INSTITUTION_AFTER) && page.tokens().get(end).is_some_and(|t| t.capitalized()) && page.together(at, end) {
            next = end;
            continue;
        }
        out.push(Occurrence { start: at, end: legal, found });
        next = legal;
    }
}

/// `la famille Tarrant`, `Les Tarrant`, `the Tarrant family`: the people whose name a firm bears.
fn kin(page: &Page<'_>, at: usize, end: usize) -> bool {
    let before = |i: usize| page.together(i, at) && page.tokens()[i].shape == Shape::Word;
    let led = at > 0 && before(at - 1) && page.adjectives_follow() && page.is_alone(at - 1, class::KIN);
    let behind = page.together(at, end) && page.tokens()[end].caps == 0 && !page.tokens()[end].glued();
    led || behind && !page.adjectives_follow() && page.is_alone(end, class::KIN)
}

/// Whether what stands behind a name makes it the subject of its sentence.
fn goes_on(page: &Page<'_>, end: usize) -> bool {
    page.mark(end) == ',' || page.is(end, class::COMPANY_VERB) || page.is(end, class::AUX)
}

fn glued_word(page: &Page<'_>, a: usize, b: usize) -> bool {
    match (page.tokens().get(a), page.tokens().get(b)) {
        (Some(x), Some(y)) => y.glued() && matches!(x.shape, Shape::Word | Shape::Digits) && matches!(y.shape, Shape::Word | Shape::Digits),
        _ => false,
    }
}

/// Sightings of unknown names that are believed go into the registry.
pub(crate) fn establish(page: &Page<'_>, sightings: &[Sighting], verdicts: &[Verdict], persons: &FxHashSet<u64>, registry: &mut Registry) {
    let mut family = Vec::new();
    for s in sightings {
        // its robot, called Gala: whatever a row of that name means otherwise
        if let Target::Candidate(i) = s.target {
            let c = &page.candidates[i];
            if !verdicts[i].believed && belief::named_thing(page, c, Some(s.evidence)) {
                registry.add(page, Extent { start: c.start, end: c.end, core: c.end }, s.evidence);
            }
        }
        if let Target::Unknown(e) = s.target {
            if acceptable(page, persons, e, &s.evidence) {
                let firm = s.evidence.kind == Kind::Company;
                registry.add(page, if firm { homonyms::whole(page, e) } else { e }, s.evidence);
            } else if s.evidence.cue == "verb" && e.core == e.start + 1 && !e.legal() && !page.person_before(e.start) {
                family.push((page.hash(e.start), s.evidence));
            }
        }
    }
    // Ateliers Velnor … Claire Velnor … Velnor a réalisé 27 millions de chiffre d'affaires: the firm, where a longer name of it ends so
    for (word, evidence) in family {
        let long = |f: &Found| f.kind == Kind::Company && f.words.len() > 1 && f.words.last() == Some(&word);
        let headed = |f: &Found| page.is_alone(f.first, class::COMPANY_HEAD) || page.is_alone(f.first, class::NAME_HEAD);
        if let Some(of) = registry.names.iter().position(|f| long(f) && headed(f) && f.first < evidence.start) {
            registry.add_end(vec![word], of);
        }
    }
}

/// Whether a token stands in a line that no full stop ends.
pub(super) fn heading(page: &Page<'_>, at: usize) -> bool {
    let end = (at + 1..page.tokens().len()).find(|i| page.tokens()[*i].is(LINE)).unwrap_or(page.tokens().len());
    !matches!(page.mark(end - 1), '.' | '!' | '?' | '…' | '»' | '”' | '"')
}

/// Up to three capitals, or a Roman number: `IP`, `III`, `ICT`.
fn short_acronym(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    let roman = page.text(at).bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'));
    t.all_caps() && (t.len <= 3 || roman)
}

/// Whether a word ends like a participle or an adverb and stands once in the text.
fn opener(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let ends = page.reading.lexicon.endings(class::OPENER_ENDING).iter().any(|(e, _)| text.ends_with(e.as_str()));
    ends && (0..page.tokens().len()).filter(|i| page.hash(*i) == page.hash(at)).count() == 1
}
