//! Matching of rules: sequences of classes over lexemes. What a match means is the business of its kind's module.

use super::reading::Reading;
use crate::dictionary::{ClassId, Rule};
use crate::document::Kind;
use crate::reading::lexemes::{ClassSet, Lexeme, Stage};
use crate::reading::tokens::{Shape, Token};
use std::collections::{BTreeMap, HashMap};

/// All rules of one pass, compiled into one automaton over classes: rules that begin alike are read together.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    /// By rule, what its matches are read as.
    pub(crate) reads: Vec<Read>,
    states: Vec<State>,
    /// By class, the state that it leads to from the first one; 0 for none.
    first: Vec<u32>,
    stage: Stage,
}

/// What the matches of a rule are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    Date,
    Amount,
    /// An amount whose unit is left out.
    Elided,
    /// A number whose noun heads the clause.
    Headed,
    /// The head of a table.
    Table,
}

impl Read {
    fn of(rule: &Rule) -> Read {
        let flag = |flag: &str| rule.flags.has(flag);
        match rule.kind {
            Kind::Date => Read::Date,
            _ if flag("elided") => Read::Elided,
            _ if flag("headed") => Read::Headed,
            _ if flag("table") => Read::Table,
            _ => Read::Amount,
        }
    }
}

/// A state of the automaton: a set of places in rules, reached over the same classes.
#[derive(Debug, Default)]
struct State {
    /// Rules that may end here, in their order.
    done: Vec<u32>,
    /// The classes that lead on.
    classes: ClassSet,
    /// One for each class that leads on, sorted by class.
    edges: Vec<Edge>,
}

/// Where a class leads.
#[derive(Debug, Clone, Copy)]
struct Edge {
    class: ClassId,
    /// From a token with white space before it; `None` where all rules want it glued.
    apart: Option<u32>,
    /// From a token with none.
    glued: Option<u32>,
}

/// A rule that matches at a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) rule: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    from: u32,
    len: u32,
}

/// Matches at one token, in buffers that the next token uses again.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    pub(crate) all: Vec<Candidate>,
    parts: Vec<Lexeme>,
    path: Vec<Lexeme>,
}

impl Candidates {
    /// What a match is made of, in reading order.
    pub(crate) fn parts(&self, c: &Candidate) -> &[Lexeme] {
        &self.parts[c.from as usize..(c.from + c.len) as usize]
    }
}

impl Grammar {
    pub(crate) fn new(rules: Vec<Rule>, stage: Stage) -> Grammar {
        let mut automaton = Automaton { rules: &rules, states: Vec::new(), known: HashMap::new() };
        automaton.state((0..rules.len() as u32).map(|rule| Place { rule, element: 0 }).collect());
        // states are found as their edges are made
        let mut next = 0;
        while next < automaton.states.len() {
            automaton.edges(next);
            next += 1;
        }
        let states: Vec<State> = automaton.states.into_iter().map(|(_, s)| s).collect();
        let classes = states[0].edges.last().map_or(0, |e| usize::from(e.class.0) + 1);
        let mut first = vec![0; classes];
        for e in &states[0].edges {
            // nothing leads back to the first state
            first[usize::from(e.class.0)] = e.glued.unwrap_or_default();
        }
        let reads = rules.iter().map(Read::of).collect();
        Grammar { rules, reads, states, first, stage }
    }

    /// The first token from one on at which any rule may start.
    #[inline]
    pub(crate) fn next_start(&self, reading: &Reading<'_>, from: usize) -> Option<usize> {
        let end = reading.tokens.len();
        if reading.found.is_empty() {
            return reading.lexemes.next_within(self.stage, from..end);
        }
        (from..end).find(|at| reading.lexemes.concerns(*at, self.stage) || !reading.found_at(*at).is_empty())
    }

    /// The classes that rules start with.
    pub(crate) fn starts(&self) -> &ClassSet {
        &self.states[0].classes
    }

    /// All matches that start at a token, longest first, then in the order of the rules.
    pub(crate) fn candidates(&self, reading: &Reading<'_>, at: usize, out: &mut Candidates) {
        out.all.clear();
        out.parts.clear();
        for lexemes in [reading.lexemes.at(at), reading.found_at(at)] {
            for lexeme in lexemes {
                let next = self.first.get(usize::from(lexeme.class.0)).copied().unwrap_or_default();
                if next != 0 && self.states[next as usize].may_go_on(reading, at, lexeme.end as usize) {
                    out.path.clear();
                    out.path.push(*lexeme);
                    self.extend(reading, next, out);
                }
            }
        }
        if out.all.len() > 1 {
            out.all.sort_by(|a, b| b.end.cmp(&a.end).then(a.rule.cmp(&b.rule)).then(b.len.cmp(&a.len)));
        }
    }

    fn extend(&self, reading: &Reading<'_>, state: u32, out: &mut Candidates) {
        let state = &self.states[state as usize];
        let (start, end) = (out.path[0].start, out.path[out.path.len() - 1].end);
        if !state.done.is_empty() && free_standing(reading.tokens, start as usize, end as usize) {
            let (from, len) = (out.parts.len() as u32, out.path.len() as u32);
            out.parts.extend_from_slice(&out.path);
            out.all.extend(state.done.iter().map(|rule| Candidate { rule: *rule, start, end, from, len }));
        }
        if state.edges.is_empty() {
            return;
        }
        let at = end as usize;
        if reading.sentence_of.get(at) != Some(&reading.sentence_of[start as usize]) {
            return;
        }
        if reading.may_start(at, &state.classes) {
            self.step(reading, state, at, out);
        }
        if joined(reading, at) && reading.may_start(at + 1, &state.classes) {
            self.step(reading, state, at + 1, out);
        }
    }

    /// Goes on over what starts at a token.
    fn step(&self, reading: &Reading<'_>, state: &State, at: usize, out: &mut Candidates) {
        let glued = reading.tokens[at].glued();
        for lexeme in reading.at(at) {
            if state.classes.contains(lexeme.class)
                && let Some(next) = state.next(lexeme.class, glued)
            {
                out.path.push(*lexeme);
                self.extend(reading, next, out);
                out.path.pop();
            }
        }
    }
}

/// Whether what follows may stand behind a free hyphen or apostrophe at a token: `100-million-dollar`, `d'euros`.
#[inline]
fn joined(reading: &Reading<'_>, at: usize) -> bool {
    let t = &reading.tokens[at];
    matches!(t.shape, Shape::Hyphen | Shape::Apostrophe) && t.glued() && reading.tokens.get(at + 1).is_some_and(Token::glued)
}

impl State {
    /// Whether anything may match of what has come here over the tokens from `start` to `end`: no is sure, and most often the answer.
    #[inline]
    fn may_go_on(&self, reading: &Reading<'_>, start: usize, end: usize) -> bool {
        !self.done.is_empty()
            || reading.sentence_of.get(end) == Some(&reading.sentence_of[start])
                && (reading.starts(end, &self.classes) || joined(reading, end) && reading.starts(end + 1, &self.classes))
    }

    #[inline]
    fn next(&self, class: ClassId, glued: bool) -> Option<u32> {
        let i = self.edges.binary_search_by_key(&class, |e| e.class).ok()?;
        if glued { self.edges[i].glued } else { self.edges[i].apart }
    }
}

/// A place in a rule: what comes next is this element, or one behind it if it may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    rule: u32,
    element: u32,
}

/// The automaton while it is made, by the subset construction: a state is the set of places that the same classes lead to.
struct Automaton<'r> {
    rules: &'r [Rule],
    states: Vec<(Vec<Place>, State)>,
    known: HashMap<Vec<Place>, u32>,
}

impl Automaton<'_> {
    /// The state of a set of places, a new one if it is new.
    fn state(&mut self, mut places: Vec<Place>) -> u32 {
        places.sort_unstable();
        places.dedup();
        if let Some(known) = self.known.get(&places) {
            return *known;
        }
        let ends = |p: &Place| p.element > 0 && self.rules[p.rule as usize].pattern[p.element as usize..].iter().all(|e| e.optional);
        let mut done: Vec<u32> = places.iter().filter(|p| ends(p)).map(|p| p.rule).collect();
        done.dedup();
        let number = self.states.len() as u32;
        self.known.insert(places.clone(), number);
        self.states.push((places, State { done, ..State::default() }));
        number
    }

    fn edges(&mut self, state: usize) {
        let places = std::mem::take(&mut self.states[state].0);
        // by class: the places behind it, and whether they want it glued
        let mut ahead: BTreeMap<ClassId, Vec<(Place, bool)>> = BTreeMap::new();
        for p in &places {
            let rest = self.rules[p.rule as usize].pattern.iter().enumerate().skip(p.element as usize);
            for (i, element) in rest {
                let behind = Place { rule: p.rule, element: i as u32 + 1 };
                element.classes.iter().for_each(|c| ahead.entry(*c).or_default().push((behind, element.glued)));
                if !element.optional {
                    break;
                }
            }
        }
        for (class, behind) in ahead {
            let apart: Vec<Place> = behind.iter().filter(|(_, glued)| !glued).map(|(p, _)| *p).collect();
            let apart = if apart.is_empty() { None } else { Some(self.state(apart)) };
            let glued = Some(self.state(behind.into_iter().map(|(p, _)| p).collect()));
            let here = &mut self.states[state].1;
            here.classes.insert(class);
            here.edges.push(Edge { class, apart, glued });
        }
    }
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
