//! Lists of companies: behind words that open one, and beside names that are companies already.

use super::belief::Verdict;
use super::cues::{Evidence, Sighting, Target};
use super::extent::{self, Extent};
use super::found;
use super::page::Page;
use super::pointing;
use super::registry::Registry;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::lexemes::{Lexeme, Sense, Stage};
use crate::reading::tokens::{LINE, PARAGRAPH, Shape};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// `auprès de X, Y et Z`, `led by X with participation from Y`: all members are companies.
pub(crate) fn read(page: &Page<'_>, out: &mut Vec<Sighting>) {
    for at in page.reading.lexemes.of_stage(Stage::Lists) {
        for l in page.reading.lexemes.at(at).iter().filter(|l| l.class == class::LIST_OPEN) {
            let Some(word) = page.reading.word(l) else { continue };
            let near = page.sentence_end(at);
            if word.value != "investors" && labels(page, l.start as usize, l.end as usize) {
                labelled(page, l, out);
                continue;
            }
            if word.value != "investors" || page.loud(at) {
                continue;
            }
            let e = Evidence {
                cue: "list",
                confidence: 0.85,
                start: l.start as usize,
                end: l.end as usize,
                word: if let Sense::Word(w) = l.sense { Some(w) } else { None },
                kind: Kind::Company,
                sure: true,
            };
            let mut i = l.end as usize;
            for _ in 0..10 {
                let Some(target) = (i < near).then(|| pointing::right(page, i)).flatten() else { break };
                let end = match target {
                    Target::Unknown(e) => e.end,
                    Target::Candidate(c) => page.candidates[c].end,
                };
                out.push(Sighting { target, evidence: e });
                i = separator(page, end);
                if i == end {
                    break;
                }
            }
        }
    }
}

/// Words before the noun of a label: `Main buyers:`, `Principaux clients :`.
const BEFORE_LABEL: usize = 3;

/// Whether words are the label of a line: a colon stands behind them and little before them.
fn labels(page: &Page<'_>, start: usize, end: usize) -> bool {
    let mut from = start;
    while from + BEFORE_LABEL > start && from > 0 && !page.line_starts(from) {
        from -= 1;
    }
    page.mark(end) == ':' && page.line_starts(from) && page.together(from, end)
}

/// `Clients : X, Y (Nantes) et Z`: what stands between the commas of such a line, if it is a name and nothing else.
fn labelled(page: &Page<'_>, l: &Lexeme, out: &mut Vec<Sighting>) {
    let (start, end) = (l.start as usize, l.end as usize);
    let e = Evidence {
        cue: "label",
        confidence: 0.8,
        start,
        end,
        word: if let Sense::Word(w) = l.sense { Some(w) } else { None },
        kind: Kind::Company,
        sure: true,
    };
    // Toits & Fils is one
    let joins = |i: usize| matches!(page.mark(i), ',' | ';' | '/') || page.mark(i) != '&' && page.is_alone(i, class::NAME_AND);
    let line = (end + 1..page.tokens().len()).take_while(|i| !page.line_starts(*i)).count();
    let until = end + 1 + line;
    let mut at = end + 1;
    while at < until {
        let stop = (at..until).find(|i| joins(*i)).unwrap_or(until);
        // most words of such a line have capitals, and it is no headline
        let target = match page.candidate(at) {
            Some((i, c)) if c.start == at => Some(Target::Candidate(i)),
            _ => extent::from(page, at).map(Target::Unknown),
        };
        // Terres du Sud: nothing but the name stands between its commas
        let target = target.map(|t| filled(page, t, stop));
        if let Some(target) = target {
            let past = match target {
                Target::Unknown(x) => x.end,
                Target::Candidate(c) => page.candidates[c].end,
            };
            if past == stop || matches!(page.mark(past), '(' | '.') {
                out.push(Sighting { target, evidence: e });
            }
        }
        at = stop + 1;
    }
}

/// A name with the small words and capitals behind it, where these fill its place in a list.
fn filled(page: &Page<'_>, t: Target, stop: usize) -> Target {
    let Target::Unknown(x) = t else { return t };
    let inside = |i: usize| page.is(i, class::NAME_LINK) || page.namelike(i) || page.tokens()[i].shape == Shape::Apostrophe;
    let whole = x.end < stop && stop < x.end + 4 && page.is(x.end, class::TITLE_LINK) && page.namelike(stop - 1);
    let plain = whole && !x.legal() && (x.end..stop).all(|i| inside(i) && !page.certain(i));
    if plain { Target::Unknown(Extent { end: stop, core: stop, ..x }) } else { t }
}

/// Lines in a row that are each a name: a ranking, a list of exhibitors.
const LINES: usize = 3;

/// `1. X`, `• Y (Nantes)`, `– Z : 12 %`: names at the head of lines below one another, where some are known companies.
pub(crate) fn ranked(page: &Page<'_>, verdicts: &[Verdict], persons: &FxHashSet<u64>, registry: &mut Registry) {
    let heads = page.tokens().iter().enumerate().filter(|(_, t)| t.is(LINE | PARAGRAPH)).map(|(i, _)| i);
    let mut heads = heads.peekable();
    let mut row: Vec<(Option<Extent>, usize)> = Vec::new();
    while let Some(at) = heads.next() {
        let item = head_of_line(page, verdicts, at);
        row.extend(item.map(|x| (x, at)));
        if item.is_some() && heads.peek().is_some() || row.is_empty() {
            continue;
        }
        let known = row.iter().filter(|(x, _)| x.is_none_or(|x| registry.holds(page, x))).count();
        if row.len() >= LINES && (known >= 2 || known == 1 && row.len() < 7) {
            for (x, at) in row.iter().filter_map(|(x, at)| x.map(|x| (x, *at))) {
                let e = Evidence { cue: "list", confidence: 0.72, start: at, end: x.end, word: None, kind: Kind::Company, sure: false };
                if found::acceptable(page, persons, x, &e) {
                    registry.add(page, x, e);
                }
            }
        }
        row.clear();
    }
}

/// The name at the head of a line with a bullet or number, if more than one word of a sentence does not follow: none for a known
/// company.
fn head_of_line(page: &Page<'_>, verdicts: &[Verdict], at: usize) -> Option<Option<Extent>> {
    let tokens = page.tokens();
    let numbered = tokens[at].shape == Shape::Digits && matches!(page.mark(at + 1), '.' | ')' | '/');
    let bullet = matches!(page.mark(at), '•' | '-' | '–' | '—' | '*' | '·' | '▪');
    let name = match (numbered, bullet) {
        (true, _) => at + 2,
        (_, true) => at + 1,
        _ => return None,
    };
    let (item, end) = match page.candidate(name) {
        Some((i, c)) if c.start == name && verdicts[i].believed && !page.names.form(c.form).product => (None, c.end),
        _ => extent::from(page, name).map(|x| (Some(x), x.end))?,
    };
    let ends = end >= tokens.len() || page.line_starts(end) || matches!(page.mark(end), '(' | ':' | '–' | '—' | ',' | ';' | '-');
    ends.then_some(item)
}

/// One past the commas and words that join members of a list; the same place if none stands there.
fn separator(page: &Page<'_>, end: usize) -> usize {
    let mut i = end;
    while i < page.tokens().len() && i < end + 3 && page.together(end - 1, i) && (page.mark(i) == ',' || page.is_alone(i, class::NAME_AND))
    {
        i += 1;
    }
    // auprès de X et de Y
    match page.reading.lexemes.longest(i, class::TITLE_LINK) {
        Some(l) if i > end && page.is_alone(i - 1, class::NAME_AND) && page.tokens()[i].caps == 0 && page.together(end, l.end as usize) => {
            l.end as usize
        }
        _ => i,
    }
}

/// `Siemens, Voltarys et ABB`, `rivals such as X and Y`: an unknown name in a row with two known companies, or with one
/// behind words that open a list.
pub(crate) fn coordinated(page: &Page<'_>, verdicts: &[Verdict], persons: &FxHashSet<u64>, registry: &mut Registry) {
    let mut next = 0;
    for at in page.places() {
        if at < next {
            continue;
        }
        let Some((mut known, mut unknown, end)) = row_from(page, verdicts, at) else { continue };
        let opened = (at.saturating_sub(3)..at).any(|i| {
            page.reading.lexemes.at(i).iter().any(|l| l.class == class::LIST_OPEN && (l.end as usize == at || l.end as usize + 1 == at))
        });
        // what was found before counts as known
        let all = unknown.len();
        unknown.retain(|x| !registry.holds(page, *x));
        known += all - unknown.len();
        let acts = page.is(end, class::COMPANY_VERB);
        if !unknown.is_empty() && (known >= 2 || known == 1 && (opened || acts)) {
            for x in unknown.drain(..) {
                let e = Evidence { cue: "list", confidence: 0.75, start: at, end, word: None, kind: Kind::Company, sure: false };
                if found::acceptable(page, persons, x, &e) {
                    registry.add(page, x, e);
                }
            }
        }
        next = end.max(at + 1);
    }
}

/// A row of names from a token on: how many are known companies, which are unknown, and its end.
fn row_from(page: &Page<'_>, verdicts: &[Verdict], at: usize) -> Option<(usize, SmallVec<[Extent; 4]>, usize)> {
    if page.tokens()[at].caps == 0 && page.candidate(at).is_none() || page.loud(at) {
        return None;
    }
    let (mut known, mut unknown, mut members, mut i) = (0, SmallVec::new(), 0, at);
    let mut end = at;
    loop {
        let article = page.tokens().get(i).is_some() && page.is_alone(i, class::NAME_ARTICLE) && page.tokens()[i].caps == 0;
        let mut s = i + usize::from(article && members > 0);
        if page.tokens().get(s).is_some_and(|t| t.shape == Shape::Apostrophe) {
            s += 1;
        }
        if s >= page.tokens().len() || !page.together(at, s) {
            break;
        }
        end = match page.candidate(s) {
            Some((c, k)) if k.start == s && verdicts[c].believed => {
                if page.names.form(k.form).product {
                    break;
                }
                known += 1;
                k.end
            }
            Some(_) => break,
            None => match extent::from(page, s) {
                Some(x) => {
                    // en Flandre-Orientale, Velkora emploie: a place
                    let placed = members == 0 && s > 0 && page.together(s - 1, s) && page.is_alone(s - 1, class::PLACE_LINK);
                    if placed {
                        break;
                    }
                    unknown.push(x);
                    x.end
                }
                None => break,
            },
        };
        members += 1;
        i = separator(page, end);
        if i == end {
            break;
        }
    }
    (members >= 2).then_some((known, unknown, end))
}
