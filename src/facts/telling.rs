//! A text told sentence by sentence: what is known from the sentences before, and the facts so far.

use super::focus::Focus;
use super::heading::Heading;
use super::leading;
use super::parties::{Parties, Party};
use super::periods::Periods;
use super::sections::{Section, sections};
use super::sentence::{Placed, Sentence};
use super::tables::Table;
use super::{Frames, Log, boxes, echo, merge, speaker, valued};
use crate::dictionary::class;
use crate::document::{Fact, Kind, Mention, Span};
use crate::meaning::FactType;
use crate::mentions::Reading;
use crate::reading::tokens::PARAGRAPH;
use smallvec::SmallVec;
use std::iter::Peekable;

/// A text whose mentions are found.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) sentences: &'a [Span],
    pub(crate) mentions: &'a [Mention],
}

/// A text that is being told.
pub(super) struct Telling<'a> {
    text: Text<'a>,
    parties: &'a Parties<'a>,
    pub(super) focus: Focus,
    pub(super) heading: Heading,
    table: Table,
    periods: Periods,
    boxed: boxes::Box,
    sections: Peekable<std::vec::IntoIter<Section>>,
    /// The next sentence, its first token and its first mention.
    next: (usize, usize, usize),
    /// The facts of the sentence that is being read.
    pub(super) found: Vec<Fact>,
    /// Those before.
    facts: Vec<Fact>,
    /// Where the last fact of the sentence before is.
    told: Option<usize>,
    pub(super) log: Log,
}

impl<'a> Telling<'a> {
    pub(super) fn new(text: Text<'a>, parties: &'a Parties<'a>) -> Telling<'a> {
        let mut focus = Focus::new(text.mentions, parties, leader(text, parties).as_ref());
        if let Some(firm) = speaker::firm(&text.reading, text.mentions, parties) {
            focus.interview(firm);
        }
        let sections = sections(&text.reading, text.sentences, text.mentions, parties, &mut focus).into_iter().peekable();
        Telling {
            text,
            parties,
            focus,
            heading: Heading::default(),
            table: Table::default(),
            periods: Periods::default(),
            boxed: boxes::Box::default(),
            sections,
            next: (0, 0, 0),
            found: Vec::new(),
            facts: Vec::new(),
            told: None,
            log: Log::default(),
        }
    }

    /// Goes on to the next sentence: what stands in a table or a box is told at once.
    pub(super) fn next(&mut self, frames: &Frames) -> Option<Sentence<'a>> {
        let Text { reading, sentences, mentions } = self.text;
        let (mut index, lo, first) = self.next;
        let (mut hi, mut next) = (lo, first);
        while hi == lo {
            let span = sentences.get(index)?;
            while hi < reading.tokens.len() && reading.sentence_of[hi] as usize == index {
                hi += 1;
            }
            while next < mentions.len() && mentions[next].span.start < span.end {
                next += 1;
            }
            index += 1;
        }
        self.next = (index, hi, next);
        let index = index as u32 - 1;
        self.heading.enter(&reading, lo);
        if let Some(section) = self.sections.next_if(|s| s.sentence == index) {
            self.focus.section(section.about);
        }
        if reading.tokens[lo].is(PARAGRAPH) {
            self.focus.paragraph();
        }
        let placed = place(&reading, mentions, first, next, lo, hi);
        let s = Sentence::new(reading, mentions, self.parties, index, lo, hi, placed);
        self.heading.read(&s);
        self.focus.dated_line(&s);
        self.facts.append(&mut self.boxed.read(&s, &frames.frames, &frames.tables));
        self.found.append(&mut self.table.read(&s, &frames.frames, &frames.tables));
        Some(s)
    }

    /// Whether the sentence may state something: a line without mentions may be the head of a table, and states nothing, but
    /// `the two companies have joined forces` does.
    pub(super) fn asks(&self, s: &Sentence<'_>) -> bool {
        self.found.is_empty() && (!s.placed.is_empty() || s.classes().contains(class::BOTH))
    }

    /// Takes in the sentence that has been read.
    pub(super) fn follow(&mut self, s: &Sentence<'_>) {
        let Telling { found, facts, .. } = self;
        self.periods.head(s);
        self.periods.spread(s, found);
        if found.is_empty() {
            found.extend(self.told.and_then(|t| echo::fact(s, &facts[t])));
        }
        valued::settle(s, found);
        // was fined at Bristol Crown Court
        for f in found.iter_mut().filter(|f| f.kind == FactType::Fine && f.object.is_none()) {
            f.object = s.sole_authority();
        }
        // A £2m fine for X. Ofwat found that it had: who fined is told behind
        let before = self.told.map_or(0, |t| t + 1);
        let open = |f: &&mut Fact| f.kind == FactType::Fine && f.object.is_none();
        if let Some(f) = facts[..before].iter_mut().next_back().filter(open) {
            f.object = s.leading_authority();
        }
        self.focus.follow(s, found);
        self.told = if found.is_empty() { None } else { Some(facts.len() + found.len() - 1) };
        facts.append(found);
    }

    /// All its facts, once it has been read.
    pub(super) fn close(mut self, frames: &Frames) -> (Vec<Fact>, Log) {
        self.facts.extend(self.boxed.close(&frames.frames, &frames.tables));
        self.facts.iter_mut().for_each(negative);
        let price = |id: &str| frames.prices.iter().find(|(frame, _)| frame == id).map(|(_, price)| *price);
        (merge::merge(self.facts, |kind| frames.symmetric.contains(&kind), price), self.log)
    }
}

/// `un résultat net de -1,2 M€`: a profit less than nothing is a loss.
fn negative(f: &mut Fact) {
    if let (FactType::Profit, Some(m)) = (f.kind, f.money.as_mut().filter(|m| m.low.is_sign_negative() && !m.low.is_zero())) {
        f.kind = FactType::Loss;
        m.low = m.low.abs();
        m.high = m.high.map(|h| h.abs());
    }
}

/// Whom the first sentence that names companies is about, if it names others before.
fn leader(text: Text<'_>, parties: &Parties<'_>) -> Option<Party> {
    let Text { reading, sentences, mentions } = text;
    let first = mentions.iter().position(|m| m.kind == Kind::Company)?;
    let index = sentences.partition_point(|s| s.end <= mentions[first].span.start);
    let end = sentences.get(index)?.end;
    let next = first + mentions[first..].partition_point(|m| m.span.start < end);
    if mentions[first..next].iter().filter(|m| m.kind == Kind::Company).count() < 2 {
        return None;
    }
    let of = |i: u32| reading.sentence_of.partition_point(|s| *s < i);
    let (lo, hi) = (of(index as u32), of(index as u32 + 1));
    let s = Sentence::new(reading, mentions, parties, index as u32, lo, hi, place(&reading, mentions, first, next, lo, hi));
    let named = s.placed.iter().find(|p| s.kind(**p) == Kind::Company)?;
    leading::leading(&s).filter(|p| s.kind(*p) == Kind::Company && p != named).and_then(|p| s.party(p)).cloned()
}

/// Mentions `first..next` by their tokens.
fn place(r: &Reading<'_>, mentions: &[Mention], first: usize, next: usize, lo: usize, hi: usize) -> SmallVec<[Placed; 8]> {
    let mut out: SmallVec<[Placed; 8]> = SmallVec::new();
    for (k, m) in mentions[first..next].iter().enumerate() {
        let start = lo + r.tokens[lo..hi].partition_point(|t| t.end <= m.span.start);
        let end = lo + r.tokens[lo..hi].partition_point(|t| t.start < m.span.end);
        if start < end {
            out.push(Placed { mention: first + k, start, end });
        }
    }
    // a company or product before what is nested in it
    out.sort_by_key(|p| (p.start, !matches!(mentions[p.mention].kind, Kind::Company | Kind::Product), usize::MAX - p.end));
    out
}
