//! Matching of rules: sequences of classes over lexemes. What a match means is the business of its kind's module.

use super::reading::Reading;
use crate::dictionary::{Element, Rule};
use crate::document::Kind;
use crate::reading::lexemes::{ClassSet, Lexeme};
use crate::reading::tokens::{Shape, Token};

/// All rules of one pass, by the class they can start with.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    /// By class, the places where a rule takes the class first.
    first: Vec<Vec<Place>>,
    /// All classes that start a rule.
    starting: ClassSet,
    /// By rule and element, what may come from that element on.
    coming: Vec<Vec<Coming>>,
}

/// A rule and the element that takes its first class.
#[derive(Debug, Clone, Copy)]
struct Place {
    rule: u32,
    element: u32,
}

/// What may come from an element on.
#[derive(Debug, Clone, Copy)]
struct Coming {
    /// The classes that may come next.
    classes: ClassSet,
    /// Nothing need come.
    done: bool,
}

/// A rule that matches at a place.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) rule: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) parts: Vec<Lexeme>,
}

impl Grammar {
    pub(crate) fn new(rules: Vec<Rule>, classes: usize) -> Grammar {
        let mut first = vec![Vec::new(); classes];
        let mut starting = ClassSet::default();
        for (r, rule) in rules.iter().enumerate() {
            for (e, element) in rule.pattern.iter().enumerate() {
                for c in &element.classes {
                    first[c.0 as usize].push(Place { rule: r as u32, element: e as u32 });
                    starting.insert(*c);
                }
                if !element.optional {
                    break;
                }
            }
        }
        let coming = rules.iter().map(|r| (0..=r.pattern.len()).map(|e| coming(&r.pattern[e..])).collect()).collect();
        Grammar { rules, first, starting, coming }
    }

    /// Whether any rule may start at a token: no is sure, yes is not.
    #[inline]
    pub(crate) fn may_start(&self, reading: &Reading<'_>, at: usize) -> bool {
        reading.starting(at).meets(&self.starting)
    }

    /// All matches (of one kind, if given) that start at a token, longest first, then in the order of the rules.
    pub(crate) fn candidates(&self, reading: &Reading<'_>, at: usize, kind: Option<Kind>, out: &mut Vec<Candidate>) {
        out.clear();
        let mut path = Vec::new();
        for lexeme in reading.at(at) {
            let places = self.first.get(lexeme.class.0 as usize).map_or(&[][..], Vec::as_slice);
            if places.is_empty() {
                continue;
            }
            let next = next_classes(reading, lexeme.end as usize);
            for p in places {
                let coming = self.coming[p.rule as usize][p.element as usize + 1];
                if (coming.done || coming.classes.meets(&next)) && kind.is_none_or(|k| self.rules[p.rule as usize].kind == k) {
                    path.clear();
                    path.push(*lexeme);
                    self.extend(reading, p.rule, p.element as usize + 1, &mut path, out);
                }
            }
        }
        out.sort_by(|a, b| b.end.cmp(&a.end).then(a.rule.cmp(&b.rule)).then(b.parts.len().cmp(&a.parts.len())));
        out.dedup_by(|b, a| a.rule == b.rule && a.end == b.end && a.parts == b.parts);
    }

    fn extend(&self, reading: &Reading<'_>, rule: u32, element: usize, path: &mut Vec<Lexeme>, out: &mut Vec<Candidate>) {
        let pattern = &self.rules[rule as usize].pattern;
        let coming = self.coming[rule as usize][element];
        if coming.done {
            let (start, end) = (path[0].start, path[path.len() - 1].end);
            if free_standing(reading.tokens, start as usize, end as usize) {
                out.push(Candidate { rule, start, end, parts: path.clone() });
            }
        }
        let Some(last) = path.last() else { return };
        let at = last.end as usize;
        if at >= reading.tokens.len()
            || reading.sentence_of[at] != reading.sentence_of[path[0].start as usize]
            || !next_classes(reading, at).meets(&coming.classes)
        {
            return;
        }
        for (k, e) in pattern.iter().enumerate().skip(element) {
            for at in places(reading.tokens, at) {
                for lexeme in reading.at(at) {
                    if e.classes.contains(&lexeme.class) && (!e.glued || reading.tokens[at].glued()) {
                        path.push(*lexeme);
                        self.extend(reading, rule, k + 1, path, out);
                        path.pop();
                    }
                }
            }
            if !e.optional {
                break;
            }
        }
    }
}

fn coming(rest: &[Element]) -> Coming {
    let mut classes = ClassSet::default();
    for e in rest {
        e.classes.iter().for_each(|c| classes.insert(*c));
        if !e.optional {
            return Coming { classes, done: false };
        }
    }
    Coming { classes, done: true }
}

/// The classes that may come at a token, or behind a hyphen or apostrophe that stands there.
#[inline]
fn next_classes(reading: &Reading<'_>, at: usize) -> ClassSet {
    let mut set = ClassSet::default();
    if at < reading.tokens.len() {
        places(reading.tokens, at).for_each(|at| set.join(&reading.starting(at)));
    }
    set
}

/// Where the next element may start: right here, or behind a free hyphen or apostrophe (`100-million-dollar`, `d'euros`).
fn places(tokens: &[Token], at: usize) -> impl Iterator<Item = usize> {
    let t = &tokens[at];
    let free = matches!(t.shape, Shape::Hyphen | Shape::Apostrophe) && t.glued() && tokens.get(at + 1).is_some_and(|n| n.glued());
    [Some(at), free.then_some(at + 1)].into_iter().flatten()
}

/// Whether a run of tokens is not cut out of a longer word or number: `2024` of `X2024`, `5` of `1.5`.
pub(crate) fn free_standing(tokens: &[Token], start: usize, end: usize) -> bool {
    let wordy = |s: Shape| matches!(s, Shape::Word | Shape::Digits);
    let first = &tokens[start];
    if wordy(first.shape) && first.glued() && start > 0 && wordy(tokens[start - 1].shape) {
        return false;
    }
    let last = &tokens[end - 1];
    !(wordy(last.shape) && tokens.get(end).is_some_and(|n| n.glued() && wordy(n.shape)))
}
