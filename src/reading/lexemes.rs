//! Lexemes: what the tokens of a text can be, by dictionary row or by shape.

use super::cards::Cards;
pub(crate) use super::class_set::{ClassSet, Marks};
use super::lexicon::Lexicon;
use super::number::Number;
use super::tokens::{LINE, Shape, Token};
use super::trie::{Match, ahead_bit, stopped};
use crate::dictionary::{ClassId, class};
use std::ops::Range;

/// A reading of some tokens in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) class: ClassId,
    /// First token.
    pub(crate) start: u32,
    /// One past the last token.
    pub(crate) end: u32,
    pub(crate) sense: Sense,
}

/// Where the meaning of a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Number of a row in the [`Lexicon`].
    Word(u32),
    /// Index in [`Lexemes::numbers`].
    Number(u32),
    /// A small whole number read from digits (day, month, year).
    Digits(u32),
    /// Index of a mention candidate of an earlier pass.
    Mention(u32),
}

/// All lexemes of a text, by first token.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lexemes {
    all: Vec<Lexeme>,
    /// For each token, where its lexemes start in `all`; one more at the end.
    first: Vec<u32>,
    /// For each token, marks of the classes that start there; one more at the end.
    starts: Vec<Marks>,
    /// For each token, marks of the classes that end right before it; one more at the end.
    ends: Vec<Marks>,
    /// For each token, the stages that have something to do there.
    stages: Vec<Stages>,
    pub(crate) numbers: Vec<Number>,
}

/// A stage of reading that goes over all tokens and stops where one of its words starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Numbers,
    Currencies,
    Rules,
    /// Rules over the dates of the ones before.
    RulesOfDates,
    Cues,
    Persons,
    /// Words that speak of firms.
    Firms,
    /// Words that open lists of companies.
    Lists,
    /// Triggers of frames.
    Triggers,
    /// Words that introduce a role.
    Markers,
}

impl Stage {
    /// How many there are.
    pub(crate) const ALL: usize = 10;

    #[inline]
    pub(crate) const fn bit(self) -> Stages {
        1 << self as u32
    }
}

/// A bit for each stage: one test tells it to go on, which it nearly always does.
pub(crate) type Stages = u16;

impl Lexemes {
    /// Reads the dictionary senses of all tokens.
    pub(crate) fn read(&mut self, tokens: &[Token], text: &str, lexicon: &Lexicon, cards: &mut Cards) {
        let Lexemes { all, first, starts, ends, stages, numbers } = self;
        all.clear();
        first.clear();
        numbers.clear();
        starts.clear();
        ends.clear();
        ends.resize(tokens.len() + 1, Marks::default());
        stages.clear();
        for (i, t) in tokens.iter().enumerate() {
            first.push(all.len() as u32);
            let (mut served, mut start) = (0, Marks::default());
            if t.symbol != 0 {
                let (known, rows) = cards.of(t, lexicon);
                (served, start) = (known.stages, known.classes);
                let from = all.len();
                all.extend_from_slice(rows);
                for l in &mut all[from..] {
                    (l.start, l.end) = (i as u32, l.end + i as u32);
                }
                if known.stops {
                    for l in &mut all[from..] {
                        let end = stopped(tokens, i + 1, l.end as usize > i + 1);
                        l.end = end as u32;
                        ends[end].insert(l.class);
                    }
                } else {
                    ends[i + 1].add(start);
                }
                // a hyphen or apostrophe may be free, and the word behind it what leads on
                let leads = |i: usize| tokens.get(i).is_some_and(|t| known.ahead & ahead_bit(t.symbol) != 0);
                let free = tokens.get(i + 1).is_some_and(|t| matches!(t.shape, Shape::Apostrophe | Shape::Hyphen));
                if leads(i + 1) || free && leads(i + 2) {
                    lexicon.longer(tokens, i, (known.node, known.ahead), |m: Match| {
                        let class = ClassId(m.tag);
                        // `A $10 ticket` is not `A$10`
                        let apart = t.len == 1 && t.shape == Shape::Word && m.end as usize == i + 2 && !tokens[i + 1].glued();
                        // `863 M$` ends its line, and `CA` opens the next
                        let broken = || tokens[i + 1..m.end as usize].iter().any(|t| t.is(LINE));
                        if class == class::CURRENCY_SYMBOL && (apart || broken()) {
                            return;
                        }
                        start.insert(class);
                        served |= lexicon.stages(class);
                        ends[m.end as usize].insert(class);
                        all.push(Lexeme { class, start: i as u32, end: m.end, sense: Sense::Word(m.payload) });
                    });
                }
            }
            if t.shape == Shape::Digits {
                served |= Stage::Numbers.bit();
                digits(t, text, |class, n| {
                    start.insert(class);
                    served |= lexicon.stages(class);
                    ends[i + 1].insert(class);
                    all.push(Lexeme { class, start: i as u32, end: i as u32 + 1, sense: Sense::Digits(n) });
                });
            }
            starts.push(start);
            stages.push(served);
        }
        first.push(all.len() as u32);
        starts.push(Marks::default());
        stages.push(0);
    }

    /// The lexemes that start at a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> &[Lexeme] {
        match self.first.get(token..token + 2) {
            Some(w) => &self.all[w[0] as usize..w[1] as usize],
            None => &[],
        }
    }

    /// Whether a lexeme of a class may start at a token: no is sure.
    #[inline(always)]
    pub(crate) fn may_have(&self, token: usize, class: ClassId) -> bool {
        self.starts.get(token).is_some_and(|s| s.may_have(class))
    }

    /// Whether a lexeme that a stage looks for may start at a token: no is sure.
    #[inline(always)]
    pub(crate) fn concerns(&self, token: usize, stage: Stage) -> bool {
        self.stages.get(token).is_some_and(|s| s & stage.bit() != 0)
    }

    /// The first token from one on at which a lexeme that a stage looks for may start.
    #[inline]
    pub(crate) fn next_of(&self, stage: Stage, from: usize) -> Option<usize> {
        Some(from + self.stages.get(from..)?.iter().position(|s| s & stage.bit() != 0)?)
    }

    /// The same among some tokens.
    #[inline]
    pub(crate) fn next_within(&self, stage: Stage, tokens: Range<usize>) -> Option<usize> {
        let from = tokens.start;
        Some(from + self.stages.get(tokens)?.iter().position(|s| s & stage.bit() != 0)?)
    }

    /// The tokens at which a lexeme that a stage looks for may start.
    #[inline]
    pub(crate) fn of_stage(&self, stage: Stage) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.next_of(stage, 0), move |i| self.next_of(stage, i + 1))
    }

    /// Whether a lexeme of a class may end right before a token: no is sure.
    #[inline(always)]
    pub(crate) fn may_end_in(&self, token: usize, class: ClassId) -> bool {
        self.ends.get(token).is_some_and(|e| e.may_have(class))
    }

    /// Whether any lexeme of some classes may end right before a token: no is sure, yes is not.
    #[inline]
    pub(crate) fn may_end(&self, token: usize, classes: &ClassSet) -> bool {
        self.ends.get(token).is_some_and(|e| e.may_meet(&classes.marks))
    }

    /// Whether a lexeme of some classes may start at a token: no is sure.
    #[inline]
    pub(crate) fn may_start(&self, token: usize, classes: &ClassSet) -> bool {
        self.starts.get(token).is_some_and(|s| s.may_meet(&classes.marks))
    }

    /// Whether a lexeme of some classes starts at a token.
    #[inline]
    pub(crate) fn starts(&self, token: usize, classes: &ClassSet) -> bool {
        self.may_start(token, classes) && self.at(token).iter().any(|l| classes.contains(l.class))
    }

    /// The lexemes that start at some tokens.
    #[inline]
    pub(crate) fn within(&self, tokens: Range<usize>) -> &[Lexeme] {
        match (self.first.get(tokens.start), self.first.get(tokens.end)) {
            (Some(from), Some(to)) => self.all.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether a lexeme of the class starts at a token.
    #[inline]
    pub(crate) fn has(&self, token: usize, class: ClassId) -> bool {
        self.may_have(token, class) && self.at(token).iter().any(|l| l.class == class)
    }

    /// The longest lexeme of a class that starts at a token.
    #[inline]
    pub(crate) fn longest(&self, token: usize, class: ClassId) -> Option<&Lexeme> {
        if !self.may_have(token, class) {
            return None;
        }
        self.at(token).iter().filter(|l| l.class == class).max_by_key(|l| l.end)
    }

    /// The longest lexeme of a class that ends at a token (exclusive), looking back at most `reach` tokens.
    #[inline]
    pub(crate) fn ending(&self, end: usize, class: ClassId, reach: usize) -> Option<&Lexeme> {
        if !self.may_end_in(end, class) {
            return None;
        }
        let mut starts = (end.saturating_sub(reach)..end).filter(|s| self.starts[*s].may_have(class));
        starts.find_map(|s| self.at(s).iter().find(|l| l.class == class && l.end as usize == end))
    }

    /// Puts in lexemes found later (numbers, mentions).
    pub(crate) fn insert(&mut self, mut more: Vec<Lexeme>, lexicon: &Lexicon) {
        if more.is_empty() {
            return;
        }
        more.sort_by_key(|l| l.start);
        for l in &more {
            self.starts[l.start as usize].insert(l.class);
            self.stages[l.start as usize] |= lexicon.stages(l.class);
            self.ends[l.end as usize].insert(l.class);
        }
        // from the back, so that what is there moves once
        let (mut from, mut to) = (self.all.len(), self.all.len() + more.len());
        self.all.resize(to, more[0]);
        for l in more.iter().rev() {
            let behind = self.first[l.start as usize + 1] as usize;
            to -= from - behind;
            self.all.copy_within(behind..from, to);
            from = behind;
            to -= 1;
            self.all[to] = *l;
        }
        let mut before = 0;
        for (i, first) in self.first.iter_mut().enumerate() {
            while more.get(before).is_some_and(|l| (l.start as usize) < i) {
                before += 1;
            }
            *first += before as u32;
        }
    }
}

/// What a run of digits alone can be: a day, a month's number, a year; `sink` takes its class and value.
fn digits(t: &Token, text: &str, mut sink: impl FnMut(ClassId, u32)) {
    let digits = t.end - t.start;
    if digits > 4 && digits != 8 {
        return;
    }
    let Ok(n) = t.text(text).parse::<u32>() else { return };
    let mut push = |class| sink(class, n);
    if digits <= 2 {
        if (1..=31).contains(&n) {
            push(class::DAY);
        }
        if (1..=12).contains(&n) {
            push(class::MONTH_NUMBER);
        }
        if digits == 2 {
            push(class::YEAR2);
        }
    } else if digits == 4 && (1000..=2199).contains(&n) {
        push(class::YEAR);
    } else if digits == 8 && (1900..=2099).contains(&(n / 10_000)) && (1..=12).contains(&(n / 100 % 100)) {
        push(class::DATE_DIGITS);
    }
}
