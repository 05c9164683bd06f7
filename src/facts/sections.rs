//! Parts of a text under headings of their own: items of a newsletter, entries of a live blog; but not the questions of an
//! interview.

use super::about::{About, key};
use super::focus::Focus;
use super::parties::Parties;
use crate::document::{Kind, Mention, Span};
use crate::mentions::Reading;
use crate::reading::tokens::{LINE, PARAGRAPH};

/// A longer line is no heading.
const LONGEST: usize = 20;

/// A label has at most so many tokens before its colon.
const LABEL: usize = 6;

/// So many items make a digest, most of them about a firm of their own.
const ITEMS: usize = 3;

/// An item of a digest has at least so many tokens.
const ITEM: usize = 14;

/// Where a part begins, and whom it is about if it names companies, but not the one that the whole text is about.
pub(crate) struct Section {
    /// The sentence of its heading.
    pub(crate) sentence: u32,
    pub(crate) about: Option<About>,
}

/// The parts of a text, in order.
pub(crate) fn sections(
    r: &Reading<'_>,
    sentences: &[Span],
    mentions: &[Mention],
    parties: &Parties<'_>,
    focus: &mut Focus,
) -> Vec<Section> {
    let starts: Vec<usize> = (0..r.tokens.len()).filter(|i| *i == 0 || r.tokens[*i].is(LINE) || r.tokens[*i].is(PARAGRAPH)).collect();
    let end = |line: usize| starts.get(line + 1).copied().unwrap_or(r.tokens.len());
    // Effectif : 700 salariés
    let labelled = |line: usize| {
        let (lo, hi) = (starts[line], end(line));
        !r.tokens[lo].is(PARAGRAPH) && hi - lo <= LONGEST && (lo + 1..hi.min(lo + LABEL)).any(|i| r.mark(i) == ':')
    };
    let heading = |line: &usize| {
        let (lo, hi) = (starts[*line], end(*line));
        let head = r.tokens[lo].is(PARAGRAPH) && hi - lo <= LONGEST && opens_heading(r.mark(lo)) && !closed(r, hi) && r.mark(hi - 1) != '?';
        head && *line + 1 < starts.len() && (closed(r, end(*line + 1)) || labelled(*line + 1))
    };
    let mut headings: Vec<u32> = (1..starts.len()).filter(heading).map(|line| r.sentence_of[starts[line]]).collect();
    let items = items(r, &starts, mentions, parties);
    if !items.is_empty() {
        focus.digest();
        headings.extend(items.iter().map(|i| r.sentence_of[*i]));
        headings.sort_unstable();
        headings.dedup();
    }
    let focus = &*focus;
    let mention = |sentence: u32| mentions.partition_point(|m| m.span.start < sentences[sentence as usize].start);
    let section = |(i, &sentence): (usize, &u32)| {
        let inside = mention(sentence)..headings.get(i + 1).map_or(mentions.len(), |next| mention(*next));
        let mut named = inside.clone().filter(|k| mentions[*k].kind == Kind::Company).filter_map(|k| parties.of(k)).peekable();
        // its models are its own: `Le Chat et Mistral Large ont fait sa réputation`
        let products = || inside.clone().filter(|k| mentions[*k].kind == Kind::Product).filter_map(|k| parties.of(k));
        let made = || products().any(|p| parties.company(&p.owner).is_some_and(|e| focus.main() == Some(&e)));
        let elsewhere = named.peek().is_some() && named.all(|e| focus.main() != Some(e)) && !made();
        Section { sentence, about: elsewhere.then(|| About::of(&mentions[inside.clone()], inside.start, parties, None)) }
    };
    headings.iter().enumerate().map(section).collect()
}

/// Where the items of a digest begin: `■ LOGICIELS. X s'offre Y`, a paragraph with a bullet or below a line of stars. None where they
/// are not about firms of their own.
fn items(r: &Reading<'_>, starts: &[usize], mentions: &[Mention], parties: &Parties<'_>) -> Vec<usize> {
    let end = |line: usize| starts.get(line + 1).copied().unwrap_or(r.tokens.len());
    let bullet = |i: usize| matches!(r.mark(i), '■' | '▪' | '●' | '◆' | '►' | '▶' | '▸' | '□' | '•' | '*' | '–' | '—');
    let stars = |line: usize| (starts[line]..end(line)).all(|i| matches!(r.mark(i), '*' | '•' | '■' | '-' | '—' | '–'));
    let item = |line: &usize| {
        let (lo, hi) = (starts[*line], end(*line));
        let marked = bullet(lo) || *line > 0 && stars(*line - 1);
        marked && hi - lo >= ITEM && closed(r, hi)
    };
    let found: Vec<usize> = (0..starts.len()).filter(item).map(|line| starts[line]).collect();
    if found.len() < ITEMS {
        return Vec::new();
    }
    // whom each names first
    let company = |from: usize, to: usize| {
        let (lo, hi) = (r.tokens[from].start, r.tokens[to - 1].end);
        let within = |(_, m): &(usize, &Mention)| m.kind == Kind::Company && m.span.start >= lo && m.span.end <= hi;
        mentions.iter().enumerate().find(within).and_then(|(k, _)| parties.of(k))
    };
    let mut firms: Vec<&str> = Vec::new();
    for (i, from) in found.iter().enumerate() {
        let to = found.get(i + 1).copied().unwrap_or(r.tokens.len());
        firms.extend(company(*from, to).map(|e| key(e)));
    }
    let named = firms.len();
    firms.sort_unstable();
    firms.dedup();
    if named >= ITEMS && 3 * firms.len() >= 2 * named { found } else { Vec::new() }
}

/// Whether a heading may open with a mark: a word or number, `# Titre`, `① Titre`, `→ Titre`; but no quotation, bracket or bullet
/// of a list.
fn opens_heading(mark: char) -> bool {
    matches!(mark, '\0' | '*' | '#' | '§' | '→' | '►' | '▶' | '▸' | '■' | '□' | '●' | '◆' | '❯')
        || matches!(mark, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}

/// Whether what ends before a token ends like a sentence.
fn closed(r: &Reading<'_>, end: usize) -> bool {
    matches!(r.mark(end - 1), '.' | '!' | '…' | '»' | '”' | '"' | ';' | ',')
}
