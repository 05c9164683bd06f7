//! Where a cue points: the name that stands before or behind the words that speak for one.

use super::cues::{Evidence, Target};
use super::extent::{self, Extent};
use super::nouns::one_thing;
use super::page::Page;
use crate::dictionary::class;
use crate::reading::tokens::{LINE, Shape};

/// The name at a token, an article or opening quote before it skipped.
pub(super) fn right(page: &Page<'_>, at: usize) -> Option<Target> {
    let mut at = at;
    let from = at;
    for _ in 0..3 {
        let t = page.tokens().get(at)?;
        let skip = t.shape == Shape::Apostrophe
            || matches!(page.mark(at), '«' | '“' | '"')
            || page.is_alone(at, class::NAME_ARTICLE) && t.caps == 0;
        if !skip {
            break;
        }
        at += 1;
    }
    // acquisition of Boise-based X, partnership with Norway's X
    if hyphened(page, at) {
        at += 3;
    }
    if page.is_alone(at, class::PLACE) && page.candidate(at).is_none() && possessive(page, at + 1) {
        at += 3;
    }
    if at > 0 && !page.together(from - 1, at) {
        return None;
    }
    right_adjacent(page, at)
}

/// `chez l'Homme`, `au cours de l'Aar`: an elided article before one unknown word is no company's.
pub(super) fn apostrophized(page: &Page<'_>, t: &Target) -> bool {
    matches!(t, Target::Unknown(e) if e.start > 1 && e.end == e.start + 1
        && page.tokens()[e.start - 1].shape == Shape::Apostrophe
        && page.is(e.start - 2, class::NAME_ARTICLE))
}

/// The name that starts at exactly this token.
pub(super) fn right_adjacent(page: &Page<'_>, at: usize) -> Option<Target> {
    if at == 0 || !page.together(at - 1, at) || page.tokens()[at].is(LINE) && page.loud(at - 1) {
        return None;
    }
    let unknown = extent::from(page, at);
    match page.candidate(at) {
        Some((i, c)) if c.start == at && (page.certain(at) || unknown.is_none_or(|e| e.end <= c.end)) => Some(Target::Candidate(i)),
        Some((_, c)) if c.start < at => None,
        _ if page.loud(at) => None,
        _ => unknown.map(Target::Unknown),
    }
}

/// The name that ends right before a token.
pub(super) fn left(page: &Page<'_>, end: usize) -> Option<Target> {
    let mut last = end.checked_sub(1)?;
    if matches!(page.mark(last), '»' | '”' | '"') {
        last = last.checked_sub(1)?;
    }
    if !page.together(last, end.min(page.tokens().len() - 1)) {
        return None;
    }
    let unknown = if page.loud(last) { None } else { extent::before(page, last + 1) };
    match page.candidate(last) {
        Some((i, c)) if c.end == last + 1 && (page.certain(last) || unknown.is_none_or(|e| e.start >= c.start)) => {
            Some(Target::Candidate(i))
        }
        Some((_, c)) if c.end > last + 1 => None,
        _ => unknown.map(Target::Unknown),
    }
}

/// `CEO of X`, `PDG de X`, `X CEO Jane Doe`, `X's chief executive`.
pub(super) fn title(page: &Page<'_>, start: usize, end: usize, sure: bool, e: Evidence, point: &mut impl FnMut(Option<Target>, Evidence)) {
    let mut at = end;
    let mut links = 0;
    // PDG du groupe X is read from its noun
    while links < 3
        && (page.is(at, class::TITLE_LINK)
            || links > 0 && page.is(at, class::NAME_ARTICLE)
            || links > 0 && page.tokens().get(at).is_some_and(|t| t.shape == Shape::Apostrophe))
    {
        at += 1;
        links += 1;
    }
    if links > 0 {
        point(right(page, at), e);
    }
    if start > 0 && page.together(start - 1, start) && !page.tokens()[start].glued() {
        point(owner(page, start, sure), e);
    }
}

/// `X's shares`; directly before (`X shares`) only where the class says so.
pub(super) fn owner(page: &Page<'_>, at: usize, direct: bool) -> Option<Target> {
    let last = at.checked_sub(1)?;
    // X's | X’ chief executive
    if last >= 2
        && page.is(last, class::POSSESSIVE_MARK)
        && page.tokens()[last - 1].shape == Shape::Apostrophe
        && page.tokens()[last].glued()
    {
        return left(page, last - 1);
    }
    if last >= 1 && page.tokens()[last].shape == Shape::Apostrophe && page.tokens()[last].glued() {
        return left(page, last);
    }
    if direct { left(page, at) } else { None }
}

/// A name behind its noun: `le groupe X`, `la jeune pousse nantaise X`, `l'éditeur de logiciels X`, `chipmaker X`.
pub(super) fn behind_noun(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    if page.loud(start) {
        return None;
    }
    let (mut dangling, mut made) = (false, false);
    for at in end..end + 8 {
        let t = page.tokens().get(at)?;
        if !page.together(start, at) {
            return None;
        }
        // le fabricant du vaccin X; but le fabricant du vaccin, X,
        let thing = page.reading.lexemes.longest(at + 1, class::PRODUCT_NOUN).filter(|_| page.is(at, class::TITLE_LINK) || dangling);
        if thing.is_some_and(|l| page.mark(l.end as usize) != ',' && one_thing(page, at, l.end as usize)) {
            return None;
        }
        let quote = matches!(page.mark(at), '«' | '“' | '"');
        if t.caps != 0 || t.shape == Shape::Digits || quote || page.certain(at) {
            return if dangling || made { None } else { right(page, at) };
        }
        // a maker of sleeping bags, X,
        let of = at == end && !page.adjectives_follow() && page.is_alone(at, class::TITLE_LINK) && makes(page, start);
        if of || made && t.shape == Shape::Word && !page.function(at) {
            made = true;
            continue;
        }
        // son concurrent, X,
        if page.mark(at) == ',' && !dangling {
            let target = right_adjacent(page, at + 1)?;
            // the importer, Velkora, expects; but the seller, Lenore Tarrant, is
            // le livret de la banque, Velk: what it has is called so
            if of_thing(page, start) {
                return None;
            }
            let several = matches!(target, Target::Unknown(e) if e.core > e.start + 1 && !plainly_firm(page, &target));
            let person = page.given_name(at + 1).is_some() || several && page.is_alone(start.saturating_sub(1), class::DEFINITE_ARTICLE);
            let told = possessed(page, start) || !person && plainly_said(page, start);
            return if told { closed(page, target) } else { None };
        }
        if page.is(at, class::NAMING) {
            return right(page, at + naming(page, at));
        }
        let link = page.is(at, class::NOUN_LINK);
        if t.shape == Shape::Apostrophe || t.shape == Shape::Hyphen {
        } else if link {
            dangling = true;
        } else if t.shape == Shape::Word && (dangling || adjective(page, at)) {
            dangling = false;
        } else {
            return None;
        }
    }
    None
}

/// Whether a firm's noun says whose product it is that stands before it: `le programme de fidélité de la compagnie`.
fn of_thing(page: &Page<'_>, noun: usize) -> bool {
    let Some(mut link) = noun.checked_sub(1) else { return false };
    if page.tokens()[link].shape == Shape::Apostrophe && link > 0 {
        link -= 1;
    }
    if page.is(link, class::DEFINITE_DETERMINER) && link > 0 {
        link -= 1;
    }
    let of = page.tokens()[link].caps == 0 && page.is(link, class::TITLE_LINK) && link > 0 && page.together(link - 1, noun);
    of && page.reading.lexemes.ending(link - usize::from(adjective(page, link - 1)), class::PRODUCT_NOUN, 4).is_some()
}

/// Tokens of the words that give a name: `called`, `known as`.
pub(super) fn naming(page: &Page<'_>, at: usize) -> usize {
    page.reading.lexemes.longest(at, class::NAMING).map_or(1, |l| l.end as usize - at)
}

/// An adjective behind a French company noun, by list or by ending.
pub(super) fn adjective(page: &Page<'_>, at: usize) -> bool {
    if page.is(at, class::COMPANY_ADJECTIVE) || page.is(at, class::DEMONYM) {
        return true;
    }
    let t = &page.tokens()[at];
    let text = page.text(at).trim_end_matches('s');
    t.len > 4 && page.reading.lexicon.endings(class::ADJECTIVE_ENDING).iter().any(|(e, _)| text.ends_with(e.as_str()))
}

/// Words between a noun and the comma before its apposition.
const TO_NOUN: usize = 7;

/// A name before its noun: `X, spécialiste de`, `X, a maker of drones`, `X est une start-up`.
pub(super) fn apposition(page: &Page<'_>, noun: usize, no_copula: bool) -> Option<Target> {
    explained(page, noun, no_copula, |at| left(page, at))
}

/// The same, where a name is what `named` says ends before the comma.
pub(super) fn explained(page: &Page<'_>, noun: usize, no_copula: bool, named: impl Fn(usize) -> Option<Target>) -> Option<Target> {
    let mut at = noun;
    // the best-selling bean-to-cup model
    let mut words = 0;
    while words < TO_NOUN {
        at = at.checked_sub(1)?;
        words += usize::from(!(page.tokens()[at].glued() && at > 0));
        if !page.together(at, noun) || page.loud(at) {
            return None;
        }
        let t = &page.tokens()[at];
        if page.mark(at) == ',' || page.mark(at) == '(' {
            let target = named(at)?;
            // Sallis of Wharfedale, a cheesemaker
            let of = starts_at(page, &target).checked_sub(2).filter(|x| !no_copula && page.together(*x, at));
            let placed = of.and_then(|x| extent::from(page, x)).and_then(|x| extent::of_place(page, x)).filter(|x| x.end == at);
            return placed.map(Target::Unknown).or_else(|| Some(target).filter(|t| !inside_longer(page, t)));
        }
        if page.is(at, class::COPULA) {
            return if no_copula { None } else { named(at) };
        }
        let passes = match t.shape {
            Shape::Word => {
                // the plant at Velk, Co Galway, makes valves
                let verb = page.is(at, class::COMPANY_VERB) && t.caps == 0 && at > 0 && page.mark(at - 1) == ',';
                // bean-to-cup
                let inner = t.glued() && at > 0 && page.tokens()[at - 1].shape == Shape::Hyphen;
                !verb
                    && (inner || !page.is(at, class::APPOSITION_STOP))
                    && (t.caps == 0
                        || page.is(at, class::DEMONYM)
                        || page.is(at, class::PLACE)
                        || hyphened(page, at)
                        || townish(page, at)
                        || page.certain(at) && page.candidate(at).is_some_and(|(_, c)| possessive(page, c.end)))
            }
            Shape::Hyphen | Shape::Apostrophe | Shape::Digits => true,
            Shape::Other => false,
        };
        if !passes {
            return None;
        }
    }
    None
}

/// `the Castletownbere outfit`, `a Ludlow concern`: one capital between an article and what is no name says where a firm is.
fn townish(page: &Page<'_>, at: usize) -> bool {
    let lower = page.tokens().get(at + 1).is_some_and(|n| n.shape == Shape::Word && n.caps == 0 && !n.glued());
    lower && at > 0 && !page.adjectives_follow() && page.is_alone(at - 1, class::DETERMINER)
}

/// `founded in Mehsana, the company`, `sur deux sites, à Ath, le groupe`: an unknown word behind a preposition of place;
/// `cinq frères, les Guillemot`: a family.
pub(super) fn placed(page: &Page<'_>, t: &Target) -> bool {
    let Target::Unknown(e) = t else { return false };
    let Some(before) = e.start.checked_sub(1) else { return false };
    let lone = e.core == e.start + 1 && page.together(before, e.start);
    // cette petite maison du Sentier, qui emploie: what employs is the noun
    let noun = page.reading.lexemes.ending(before, class::COMPANY_NOUN, 3);
    let whole = page.together(before, e.start) && page.tokens()[e.start + 1..e.core].iter().all(|t| t.glued());
    if whole && page.is_alone(before, class::TITLE_LINK) && page.tokens()[before].caps == 0 {
        return noun.is_some_and(|n| page.tokens()[n.start as usize].caps == 0 && !page.is(n.start as usize, class::SEGMENT));
    }
    lone && (page.is_alone(before, class::LONE_PLACE) || page.is_alone(before, class::FAMILY_ARTICLE)) && !e.legal()
}

/// `the Yaba-based payments company`: a place that nobody knows, before what it says of a company.
fn hyphened(page: &Page<'_>, at: usize) -> bool {
    let hyphen = page.tokens().get(at + 1).is_some_and(|t| t.shape == Shape::Hyphen && t.glued());
    hyphen && page.tokens().get(at + 2).is_some_and(|t| t.glued() && t.caps == 0) && page.is(at + 2, class::COMPANY_ADJECTIVE)
}

/// Whether a noun phrase whose noun is at a token says whose it is: `its former auditor`, `Renault's biggest supplier`.
fn possessed(page: &Page<'_>, noun: usize) -> bool {
    for at in (noun.saturating_sub(3)..noun).rev() {
        if page.is_alone(at, class::POSSESSIVE) || page.is(at, class::POSSESSIVE_MARK) {
            return true;
        }
        let t = &page.tokens()[at];
        if t.shape != Shape::Word || t.caps != 0 || page.function(at) || page.is(at, class::APPOSITION_STOP) {
            return false;
        }
    }
    false
}

/// The subject right before a verb, a ticker, short apposition or home town between them skipped.
pub(super) fn subject(page: &Page<'_>, verb: usize) -> Option<Target> {
    let mut end = verb;
    let mut closed = None;
    if end > 0 && page.mark(end - 1) == ')' {
        let open = (end.saturating_sub(8)..end).rev().find(|i| page.mark(*i) == '(')?;
        end = open;
    } else if end > 0 && page.mark(end - 1) == ',' {
        // X, basée à Lyon, lève
        let open = (end.saturating_sub(16)..end - 1).rev().find(|i| page.mark(*i) == ',')?;
        // The largest of the newcomers, X, plans
        closed = left(page, end - 1).filter(|t| starts_at(page, t) == open + 1);
        end = open;
    }
    // X, qui exploite; X, which makes
    if end > 1 && page.is_alone(end - 1, class::NAME_RELATIVE) && page.mark(end - 2) == ',' {
        end -= 2;
    }
    if end == 0 || !page.together(end - 1, verb) {
        return None;
    }
    let Some(target) = left(page, end) else { return closed };
    let Target::Unknown(e) = target else { return Some(target) };
    // the studio behind Tarn Quest has raised; les ventes de Velk ont doublé: what is made or sold does nothing
    if page.reading.lexemes.ending(e.start, class::PRODUCT_OBJECT, 5).is_some() {
        return None;
    }
    let Some(mut before) = e.start.checked_sub(1).filter(|b| page.together(*b, e.start)) else { return Some(target) };
    // le groupe d'Orla Velk détient: a person's
    if page.tokens()[before].shape == Shape::Apostrophe && before > 0 {
        before -= 1;
    }
    // `Harrow Ltd of Ballymena won`: the noun before the preposition is the subject
    if page.is_alone(before, class::TITLE_LINK) {
        let town = e.core == before + 2 && !e.legal();
        let owner = left(page, before)?;
        // Sallis of Wharfedale employs
        let placed = if let Target::Unknown(x) = owner { extent::of_place(page, x).map(Target::Unknown) } else { None };
        return placed.or_else(|| Some(owner).filter(|t| town && plainly_firm(page, t)));
    }
    // `Tri-County in Monroe, which employs`
    if end < verb && page.is_alone(before, class::PLACE_LINK) { None } else { Some(target) }
}

/// Whether a name that no row has is a firm's by its own words: `Orrin Automation`, `Leon & Sons`.
fn plainly_firm(page: &Page<'_>, t: &Target) -> bool {
    let Target::Unknown(e) = t else { return false };
    let last = page.words(*e).filter(|i| *i < e.core).last().filter(|i| *i > e.start);
    let ampersand = (e.start..e.core).any(|i| page.mark(i) == '&');
    e.legal() || ampersand || last.is_some_and(|i| page.is(i, class::COMPANY_WORD)) || page.is_alone(e.start, class::COMPANY_HEAD)
}

/// The first token of what a cue points at.
fn starts_at(page: &Page<'_>, t: &Target) -> usize {
    match t {
        Target::Unknown(e) => e.start,
        Target::Candidate(i) => page.candidates[*i].start,
    }
}

/// Whether an 's stands at a token.
pub(super) fn possessive(page: &Page<'_>, at: usize) -> bool {
    let glued = |i: usize| page.tokens().get(i).is_some_and(|t| t.glued());
    glued(at) && glued(at + 1) && page.tokens()[at].shape == Shape::Apostrophe && page.is(at + 1, class::POSSESSIVE_MARK)
}

/// `maker of`, `supplier of`: whether what stands behind a noun says what a firm makes.
fn makes(page: &Page<'_>, noun: usize) -> bool {
    page.is(noun, class::MAKER) || page.reading.word_at(noun, class::COMPANY_NOUN).is_some_and(|(_, w)| w.value == "person")
}

/// `a bus operator, Velkora,`, `un confrère roumain, Velkora.`: whether the noun stands behind an article with words that say what
/// kind of firm it is; `the company, Velkora says` is none.
fn plainly_said(page: &Page<'_>, noun: usize) -> bool {
    for at in (noun.saturating_sub(3)..noun).rev() {
        let t = &page.tokens()[at];
        if t.shape == Shape::Word && page.is_alone(at, class::NAME_ARTICLE) {
            return true;
        }
        if t.shape != Shape::Word && t.shape != Shape::Hyphen || t.caps != 0 && !page.is(at, class::DEMONYM) {
            return false;
        }
    }
    false
}

/// A name between commas: an apposition and no member of a list.
pub(super) fn closed(page: &Page<'_>, target: Target) -> Option<Target> {
    let close = match target {
        Target::Unknown(e) => super::products::version(page, e.end),
        Target::Candidate(i) => page.candidates[i].end,
    };
    let closed = page.tokens().get(close).is_none_or(|_| matches!(page.mark(close), ',' | '.' | ')' | ';' | ':'));
    let listed = page.tokens().get(close + 1).is_some() && page.is_alone(close + 1, class::NAME_AND);
    (closed && !listed).then_some(target)
}

/// `Lumières d'Ys, le studio`: the last word of a longer name, behind a capitalized word that is no title.
pub(super) fn inside_longer(page: &Page<'_>, t: &Target) -> bool {
    let Target::Unknown(e) = t else { return false };
    let Some(mut link) = e.start.checked_sub(1) else { return false };
    if page.tokens()[link].shape == Shape::Apostrophe && link > 0 {
        link -= 1;
    }
    let linked = link > 0 && page.tokens()[link].caps == 0 && page.is(link, class::TITLE_LINK) && page.together(link - 1, e.start);
    let head = &page.tokens()[link.saturating_sub(1)];
    linked
        && head.capitalized()
        && !page.opens_sentence(link - 1)
        && page.reading.lexemes.ending(link, class::COMPANY_TITLE, 3).is_none()
        && page.reading.lexemes.ending(link, class::COMPANY_NOUN, 3).is_none()
}

/// `sa filiale Proximus Global`: behind a company noun, a known company's name with one or two more words is another's.
pub(super) fn widened(page: &Page<'_>, t: Target) -> Target {
    let Target::Candidate(i) = t else { return t };
    let c = &page.candidates[i];
    let form = page.names.form(c.form);
    let company = !form.ambiguous && !form.product;
    let mut end = c.end;
    while end < c.end + 2 && page.tokens().get(end).is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.glued() && !n.is(LINE))
    {
        let other = page.candidate(end).is_some()
            || [class::COMPANY_TITLE, class::GIVEN_NAME, class::PERSON_TITLE, class::CALENDAR_NAME, class::LEGAL_FORM]
                .iter()
                .any(|k| page.is(end, *k));
        if other || !page.together(c.start, end) {
            return t;
        }
        end += 1;
    }
    if company && end > c.end { Target::Unknown(Extent { start: c.start, end, core: end }) } else { t }
}
