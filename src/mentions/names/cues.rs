//! Words that say that a name beside them is a company's or a product's: what each class points at.

use super::entries;
use super::extent::{self, Extent};
use super::page::Page;
use crate::dictionary::{NameKind, class};
use crate::document::Kind;
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::{LINE, Shape};

/// Why a name is believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// Kind of cue, for the rule's id.
    pub(crate) cue: &'static str,
    pub(crate) confidence: f32,
    /// Tokens of the words that say it.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Their row.
    pub(crate) word: Option<u32>,
    pub(crate) kind: Kind,
    /// Strong enough for a name that could be a person's or place's.
    pub(crate) sure: bool,
}

/// What a cue points at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// A form of the dictionary, by candidate.
    Candidate(usize),
    /// A name that no row has.
    Unknown(Extent),
}

/// A name and what speaks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sighting {
    pub(crate) target: Target,
    pub(crate) evidence: Evidence,
}

/// Collects what all cues of a text point at.
pub(crate) fn read(page: &Page<'_>, out: &mut Vec<Sighting>) {
    out.clear();
    let n = page.tokens().len();
    for at in 0..n {
        for l in page.reading.lexemes.at(at) {
            cue(page, l, out);
        }
        entries::entry(page, at, out);
    }
}

fn cue(page: &Page<'_>, l: &Lexeme, out: &mut Vec<Sighting>) {
    let (start, end) = (l.start as usize, l.end as usize);
    let value = page.reading.word(l).map_or("", |w| w.value.as_str());
    let sure = value != "weak";
    let evidence = |cue, confidence, sure| Evidence {
        cue,
        confidence,
        start,
        end,
        word: if let Sense::Word(w) = l.sense { Some(w) } else { None },
        kind: Kind::Company,
        sure,
    };
    let mut point = |target: Option<Target>, e: Evidence| {
        let vague = e.cue == "title" && !e.sure;
        if let Some(target) = target.filter(|t| !vague || matches!(t, Target::Candidate(_))) {
            out.push(Sighting { target, evidence: e });
        }
    };
    match l.class {
        class::LEGAL_FORM => {
            let core = start - usize::from(start > 0 && page.text(start - 1) == ",");
            if core > 0 && !page.tokens()[start].glued() && page.together(core - 1, start) {
                // `Orvis Pump Co.` is more than Orvis
                let target = match left(page, core) {
                    Some(Target::Candidate(_)) | None => {
                        extent::with_legal_form(page, core).map(Target::Unknown).or_else(|| left(page, core).filter(|_| sure))
                    }
                    unknown => unknown,
                };
                point(target, evidence("legal-form", 0.95, sure));
            }
        }
        class::LEGAL_FORM_BEFORE => point(right(page, end), evidence("legal-form", 0.93, true)),
        class::EXCHANGE => {
            if start > 1 && page.text(start - 1) == "(" && page.tokens().get(end).is_some_and(|_| matches!(page.text(end), ":" | "-" | ","))
            {
                point(left(page, start - 1), evidence("ticker", 0.97, true));
                if let Some(t) = page.tokens().get(end + 1) {
                    if t.shape == Shape::Word && t.all_caps() && page.together(end, end + 1) {
                        let e = Extent { start: end + 1, end: end + 2, core: end + 2 };
                        let _ = e;
                    }
                }
            }
        }
        // president, director, employee: of anything; they only speak for names that the dictionary has
        class::COMPANY_TITLE => title(page, start, end, sure, evidence("title", if sure { 0.92 } else { 0.85 }, sure), &mut point),
        class::COMPANY_NOUN => {
            if page.is(end, class::OTHER_ACTIVITY) {
                return;
            }
            // `its platform, Lumen`: what a company has is its product
            if start > 0
                && page.is(start, class::PRODUCT_NOUN)
                && (page.is_alone(start - 1, class::POSSESSIVE) || page.text(start - 1) == "s")
            {
                return;
            }
            let person = value == "person";
            let e = evidence("noun", 0.88, sure && !person);
            point(behind_noun(page, start, end), e);
            // a specialist may be a person, but a person has two names
            let single = |t: &Target| {
                !person
                    || matches!(t, Target::Candidate(_))
                    || matches!(t, Target::Unknown(x) if page.words(*x).count() != 2 || page.is(x.start, class::NAME_HEAD) || page.is(x.core - 1, class::COMPANY_WORD))
            };
            point(apposition(page, start, person).filter(single), Evidence { cue: "apposition", confidence: 0.86, ..e });
        }
        class::DEMONYM => {
            // le belge Chimac, l'allemand Gussmann
            if page.tokens()[start].caps == 0
                && start > 0
                && page.is(start - 1 - usize::from(page.tokens()[start - 1].shape == Shape::Apostrophe && start > 1), class::NAME_ARTICLE)
            {
                point(right_adjacent(page, end), evidence("demonym", 0.8, false));
            }
        }
        class::LAUNCH_VERB => point(launched(page, end), Evidence { kind: Kind::Product, ..evidence("launch", 0.75, false) }),
        class::PRODUCT_NOUN => {
            let e = Evidence { kind: Kind::Product, ..evidence("product-noun", 0.8, sure) };
            point(product(page, start, end), e);
            point(apposition(page, start, true), Evidence { cue: "product-apposition", confidence: 0.78, ..e });
            point(product_before(page, start, sure), e);
        }
        class::COMPANY_VERB => {
            let near = page.sentence_end(start).min(end + 9);
            if !page.loud(start) && (value != "amount" || page.quantity_between(end, near)) && !page.tokens()[start].capitalized() {
                point(subject(page, start), evidence("verb", 0.85, value == "sure"));
            }
        }
        class::COMPANY_OBJECT => {
            let near = page.sentence_end(start).min(end + 16);
            if value != "amount" || page.quantity_between(end, near) {
                point(right(page, end).filter(|t| value == "sure" || !apostrophized(page, t)), evidence("object", 0.85, value == "sure"));
            }
        }
        class::COMPANY_OWNED => {
            if !page.tokens()[start].glued() {
                point(owner(page, start, value == "direct"), evidence("owned", 0.86, false));
            }
        }
        class::COMPANY_WORD => {
            let t = &page.tokens()[start];
            let told = sure || page.is(end, class::COMPANY_SAYS) && page.tokens()[end].caps == 0 && page.together(start, end);
            if told && t.capitalized() && !page.loud(start) && start > 0 && !t.glued() && !t.is(LINE) {
                if let Some(x) = extent::before(page, end).filter(|x| x.start < start) {
                    if page.candidate(x.start).is_none() || !page.certain(x.start) {
                        point(Some(Target::Unknown(x)), evidence("suffix", if sure { 0.84 } else { 0.7 }, false));
                    }
                }
            }
        }
        class::BRANCH => point(entries::branch(page, start, end), evidence("branch", 0.84, true)),
        class::COMPANY_HEAD => {
            // Laboratoires Verdier, Fonderies de la Brenne
            if page.tokens()[start].capitalized() && !page.loud(start) {
                if let Some(x) = extent::from(page, start).filter(|x| page.words(*x).count() > 1) {
                    point(Some(Target::Unknown(x)), evidence("head", 0.84, false));
                }
            }
        }
        class::COMPANY_PARTICIPLE => {
            // X, fondée en 2019; X (based in Leeds)
            if start > 1 && matches!(page.text(start - 1), "," | "(") {
                point(left(page, start - 1), evidence("apposition", 0.86, false));
            }
        }
        class::ABOUT => {
            if page.opens_sentence(start) {
                if let Some(Target::Unknown(x)) = right(page, end) {
                    if x.end == page.sentence_end(start) || page.line_starts(x.end) {
                        point(Some(Target::Unknown(x)), evidence("about", 0.9, false));
                    }
                }
            }
        }
        _ => {}
    }
}

/// The name at a token, an article or opening quote before it skipped.
pub(crate) fn right(page: &Page<'_>, at: usize) -> Option<Target> {
    let mut at = at;
    let from = at;
    for _ in 0..3 {
        let t = page.tokens().get(at)?;
        let skip = t.shape == Shape::Apostrophe
            || matches!(page.text(at), "«" | "“" | "\"")
            || page.is_alone(at, class::NAME_ARTICLE) && t.caps == 0;
        if !skip {
            break;
        }
        at += 1;
    }
    // acquisition of Boise-based X
    let hyphen = page.tokens().get(at + 1).is_some_and(|t| t.shape == Shape::Hyphen && t.glued());
    if hyphen && page.tokens().get(at + 2).is_some_and(|t| t.glued() && t.caps == 0) && page.is(at + 2, class::COMPANY_ADJECTIVE) {
        at += 3;
    }
    if at > 0 && !page.together(from - 1, at) {
        return None;
    }
    right_adjacent(page, at)
}

/// `chez l'Homme`, `au cours de l'Aar`: an elided article before one unknown word is no company's.
fn apostrophized(page: &Page<'_>, t: &Target) -> bool {
    matches!(t, Target::Unknown(e) if e.start > 0 && e.end == e.start + 1 && page.tokens()[e.start - 1].shape == Shape::Apostrophe)
}

/// The name that starts at exactly this token.
fn right_adjacent(page: &Page<'_>, at: usize) -> Option<Target> {
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
pub(crate) fn left(page: &Page<'_>, end: usize) -> Option<Target> {
    let mut last = end.checked_sub(1)?;
    if matches!(page.text(last), "»" | "”" | "\"") {
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
fn title(page: &Page<'_>, start: usize, end: usize, sure: bool, e: Evidence, point: &mut impl FnMut(Option<Target>, Evidence)) {
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
fn owner(page: &Page<'_>, at: usize, direct: bool) -> Option<Target> {
    let last = at.checked_sub(1)?;
    // X's | X’ chief executive
    if last >= 2 && page.text(last) == "s" && page.tokens()[last - 1].shape == Shape::Apostrophe && page.tokens()[last].glued() {
        return left(page, last - 1);
    }
    if last >= 1 && page.tokens()[last].shape == Shape::Apostrophe && page.tokens()[last].glued() {
        return left(page, last);
    }
    if direct { left(page, at) } else { None }
}

/// A name behind its noun: `le groupe X`, `la jeune pousse nantaise X`, `l'éditeur de logiciels X`, `chipmaker X`.
fn behind_noun(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    if page.loud(start) {
        return None;
    }
    let mut dangling = false;
    for at in end..end + 8 {
        let t = page.tokens().get(at)?;
        if !page.together(start, at) {
            return None;
        }
        let quote = matches!(page.text(at), "«" | "“" | "\"");
        if t.caps != 0 || t.shape == Shape::Digits || quote || page.certain(at) {
            return if dangling { None } else { right(page, at) };
        }
        // son concurrent, X,
        if page.text(at) == "," && !dangling {
            let whose = start > 0 && (page.is_alone(start - 1, class::POSSESSIVE) || page.text(start - 1) == "s");
            return if whose { closed(page, right_adjacent(page, at + 1)?) } else { None };
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

/// Tokens of the words that give a name: `called`, `known as`.
fn naming(page: &Page<'_>, at: usize) -> usize {
    page.reading.lexemes.longest(at, class::NAMING).map_or(1, |l| l.end as usize - at)
}

/// An adjective behind a French company noun, by list or by ending.
fn adjective(page: &Page<'_>, at: usize) -> bool {
    if page.is(at, class::COMPANY_ADJECTIVE) || page.is(at, class::DEMONYM) {
        return true;
    }
    let t = &page.tokens()[at];
    let text = page.text(at).trim_end_matches('s');
    t.len > 4 && page.reading.lexicon.rows(class::ADJECTIVE_ENDING).any(|e| text.ends_with(e.surface.as_str()))
}

/// A name before its noun: `X, spécialiste de`, `X, a maker of drones`, `X est une start-up`.
fn apposition(page: &Page<'_>, noun: usize, no_copula: bool) -> Option<Target> {
    let mut at = noun;
    for _ in 0..7 {
        at = at.checked_sub(1)?;
        if !page.together(at, noun) || page.loud(at) {
            return None;
        }
        let t = &page.tokens()[at];
        if page.text(at) == "," || page.text(at) == "(" {
            return left(page, at);
        }
        if page.is(at, class::COPULA) {
            return if no_copula { None } else { left(page, at) };
        }
        let passes = match t.shape {
            Shape::Word => {
                !page.is(at, class::APPOSITION_STOP) && (t.caps == 0 || page.is(at, class::DEMONYM) || page.is(at, class::PLACE))
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

/// The subject right before a verb, a ticker or short apposition between them skipped.
fn subject(page: &Page<'_>, verb: usize) -> Option<Target> {
    let mut end = verb;
    if end > 0 && page.text(end - 1) == ")" {
        let open = (end.saturating_sub(8)..end).rev().find(|i| page.text(*i) == "(")?;
        end = open;
    } else if end > 0 && page.text(end - 1) == "," {
        // X, basée à Lyon, lève
        let open = (end.saturating_sub(16)..end - 1).rev().find(|i| page.text(*i) == ",")?;
        end = open;
    }
    // X, qui exploite; X, which makes
    if end > 1 && page.is_alone(end - 1, class::NAME_RELATIVE) && page.text(end - 2) == "," {
        end -= 2;
    }
    if end == 0 || !page.together(end - 1, verb) {
        return None;
    }
    // `Harrow Ltd of Ballymena won`: the noun before the preposition is the subject
    left(page, end).filter(|t| match t {
        Target::Unknown(e) => e.start == 0 || !page.is_alone(e.start - 1, class::TITLE_LINK) || !page.together(e.start - 1, e.start),
        Target::Candidate(_) => true,
    })
}

/// `l'application X`, `sa plateforme X`, `its app, X,`, `son traitement de l'arthrose, X,`.
fn product(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    if page.loud(start) {
        return None;
    }
    let mut dangling = false;
    for at in end..end + 6 {
        let t = page.tokens().get(at)?;
        if !page.together(start, at) {
            return None;
        }
        if page.text(at) == "," && !dangling {
            return closed(page, right_adjacent(page, at + 1)?);
        }
        if t.caps != 0 || matches!(page.text(at), "«" | "“" | "\"") || page.certain(at) {
            return if dangling { None } else { right(page, at) };
        }
        if page.is(at, class::NAMING) {
            return right(page, at + naming(page, at));
        }
        if page.is(at, class::NOUN_LINK) {
            dangling = true;
        } else if t.shape == Shape::Word && (dangling || adjective(page, at)) {
            dangling = false;
        } else if !matches!(t.shape, Shape::Apostrophe | Shape::Hyphen) {
            return None;
        }
    }
    None
}

/// `conçoit la X`, `launches the X`, `commercialisera X, un jeu`: an article tells a product from a company or person, and
/// so does an apposition behind the name.
fn launched(page: &Page<'_>, end: usize) -> Option<Target> {
    if page.loud(end.checked_sub(1)?) {
        return None;
    }
    let apostrophe = page.tokens().get(end + 1).is_some_and(|t| t.shape == Shape::Apostrophe);
    let article = page.tokens().get(end).is_some_and(|t| t.caps == 0) && page.is_alone(end, class::NAME_ARTICLE);
    if article {
        return right_adjacent(page, end + 1 + usize::from(apostrophe));
    }
    let target = right_adjacent(page, end)?;
    let close = match target {
        Target::Unknown(e) => e.end,
        Target::Candidate(_) => return None,
    };
    let explained = page.tokens().get(close + 1).is_some()
        && page.text(close) == ","
        && (page.is_alone(close + 1, class::NAME_ARTICLE) || page.is_alone(close + 1, class::POSSESSIVE));
    explained.then_some(target)
}

/// A name between commas: an apposition and no member of a list.
fn closed(page: &Page<'_>, target: Target) -> Option<Target> {
    let close = match target {
        Target::Unknown(e) => e.end,
        Target::Candidate(i) => page.candidates[i].end,
    };
    let closed = page.tokens().get(close).is_none_or(|_| matches!(page.text(close), "," | "." | ")" | ";"));
    let listed = page.tokens().get(close + 1).is_some() && page.is_alone(close + 1, class::NAME_AND);
    (closed && !listed).then_some(target)
}

/// `its X app`, `the X brand`: behind an article or possessive, where no adjective follows its noun.
fn product_before(page: &Page<'_>, noun: usize, sure: bool) -> Option<Target> {
    if noun == 0
        || page.tokens()[noun].glued()
        || page.tokens()[noun].caps != 0
        || page.reading.lexicon.rows(class::ADJECTIVE_ENDING).next().is_some()
    {
        return None;
    }
    let target = left(page, noun)?;
    let start = match target {
        Target::Unknown(e) => e.start,
        Target::Candidate(i) => page.candidates[i].start,
    };
    // Android phones: a row's product needs no article
    if let Target::Candidate(i) = target {
        if page.names.row(page.names.form(page.candidates[i].form).row).kind == NameKind::Product || page.candidates[i].other.is_some() {
            return Some(target);
        }
    }
    let before = start.checked_sub(1).filter(|_| sure)?;
    let determined = page.is_alone(before, class::NAME_ARTICLE) || page.is_alone(before, class::POSSESSIVE) || page.text(before) == "s";
    determined.then_some(target)
}
