//! Why some words are no mention: what they are read as, and which rules took a part of them.

use super::grammar::Grammar;
use super::quantities::part;
use super::reading::Reading;
use crate::dictionary::{Element, Rule};
use crate::document::{Mention, NearMiss, Nearly, Span};
use crate::reading::lexemes::Lexeme;
use std::cmp::Reverse;
use std::ops::Range;

/// How many tokens before the words a rule may start.
const LEAD: usize = 4;
/// Most places that a rule may lack and still have come near.
const LACKS: usize = 2;
/// Most rules of a kind that are named.
const OF_A_KIND: usize = 3;

/// A part of a rule that matches.
struct Attempt<'r> {
    rule: &'r Rule,
    /// Its places before the part that are needed, and those behind it.
    before: &'r [Element],
    behind: &'r [Element],
    path: Vec<Lexeme>,
}

impl Attempt<'_> {
    fn lacks(&self) -> usize {
        self.before.iter().chain(self.behind).filter(|e| !e.optional).count()
    }
}

/// Looks at the words of a span; `mentions` are those of the text.
pub(crate) fn look(reading: &Reading<'_>, grammars: &[Grammar; 2], span: Span, mentions: &[Mention]) -> Nearly {
    let from = reading.tokens.partition_point(|t| t.end <= span.start);
    let to = reading.tokens.partition_point(|t| t.start < span.end);
    let readings = (from..to).flat_map(|at| reading.at(at)).filter(|l| l.end as usize <= to);
    let mut attempts: Vec<Attempt<'_>> = Vec::new();
    for rule in grammars.iter().flat_map(|g| &g.rules) {
        attempts.extend(best(reading, rule, from.saturating_sub(LEAD)..to, from));
    }
    let taken = |a: &Attempt<'_>| a.path[a.path.len() - 1].end.min(to as u32).saturating_sub(a.path[0].start.max(from as u32));
    attempts.retain(|a| a.lacks() <= LACKS && taken(a) * 2 >= (to - from) as u32);
    // what gave a mention did not miss it
    attempts.retain(|a| !mentions.iter().any(|m| m.rule == a.rule.id && m.span.overlaps(span)));
    attempts.sort_by_key(|a| (a.rule.kind, a.lacks(), Reverse(taken(a))));
    let mut named: Vec<NearMiss> = Vec::new();
    for a in &attempts {
        if named.iter().filter(|n| n.kind == a.rule.kind).count() < OF_A_KIND {
            named.push(miss(reading, a));
        }
    }
    named.sort_by_key(|n| n.lacked.len());
    Nearly { span, words: readings.map(|l| part(reading, l)).collect(), rules: named }
}

/// The longest part of a rule that matches around the words, of those the one that lacks least.
fn best<'r>(reading: &Reading<'_>, rule: &'r Rule, starts: Range<usize>, from: usize) -> Option<Attempt<'r>> {
    let mut found: Option<(Reverse<usize>, u32, Attempt<'r>)> = None;
    for first in 0..rule.pattern.len() {
        for start in starts.clone() {
            let mut path = Vec::new();
            follow(reading, &rule.pattern[first..], start, &mut path, &mut |path, behind| {
                let end = path[path.len() - 1].end;
                if (end as usize) <= from {
                    return;
                }
                let a = Attempt { rule, before: &rule.pattern[..first], behind, path: path.to_vec() };
                let rank = (Reverse(a.lacks()), end - path[0].start);
                if found.as_ref().is_none_or(|(lacks, length, _)| rank > (*lacks, *length)) {
                    found = Some((rank.0, rank.1, a));
                }
            });
        }
    }
    found.map(|(.., a)| a)
}

/// Shows every way in which the first places of a pattern match, with the places left.
fn follow<'r>(
    reading: &Reading<'_>,
    pattern: &'r [Element],
    at: usize,
    path: &mut Vec<Lexeme>,
    show: &mut dyn FnMut(&[Lexeme], &'r [Element]),
) {
    if !path.is_empty() {
        show(path, pattern);
    }
    let inside = |at: usize| at < reading.tokens.len() && path.first().is_none_or(|f| same_sentence(reading, f.start as usize, at));
    if !inside(at) {
        return;
    }
    for (i, element) in pattern.iter().enumerate() {
        for lexeme in reading.at(at) {
            if element.classes.contains(&lexeme.class) && (!element.glued || reading.tokens[at].glued()) {
                path.push(*lexeme);
                follow(reading, &pattern[i + 1..], lexeme.end as usize, path, show);
                path.pop();
            }
        }
        if !element.optional {
            break;
        }
    }
}

fn same_sentence(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    reading.sentence_of[a] == reading.sentence_of[b]
}

fn miss(reading: &Reading<'_>, a: &Attempt<'_>) -> NearMiss {
    let (start, end) = (a.path[0].start as usize, a.path[a.path.len() - 1].end as usize);
    let names = |e: &Element| e.classes.iter().map(|c| reading.lexicon.class_name(*c)).collect::<Vec<_>>().join("|");
    let needed = |places: &[Element]| places.iter().filter(|e| !e.optional).map(names).collect::<Vec<_>>().join(" ");
    let (before, behind) = (needed(a.before), needed(a.behind));
    let neighbour = |at: Option<usize>| match at.filter(|at| *at < reading.tokens.len() && same_sentence(reading, start, *at)) {
        Some(at) => format!("where `{}` stands", reading.token_text(at)),
        None => "where the sentence ends".to_owned(),
    };
    let mut lacked = Vec::new();
    if !before.is_empty() {
        let at = start.checked_sub(1);
        let place =
            if at.is_none_or(|at| !same_sentence(reading, start, at)) { "where the sentence begins".to_owned() } else { neighbour(at) };
        lacked.push(format!("{before} before it, {place}"));
    }
    if !behind.is_empty() {
        lacked.push(format!("{behind} behind it, {}", neighbour(Some(end))));
    }
    if lacked.is_empty() {
        lacked
            .push("a reading of its own: all its places are there, but its value is none, or a longer reading takes the words".to_owned());
    }
    NearMiss {
        kind: a.rule.kind,
        rule: a.rule.id.to_string(),
        source: a.rule.source.to_string(),
        span: reading.span(start, end),
        lacked: lacked.join("; "),
    }
}
