//! Boxes of facts: lines of a key, a colon and a value, one under the other.
//!
//! ```text
//! Buyer: X (Oslo)
//! Target: Y, a maker of pens
//! Price: €21m, debt included
//! ```

use super::sentence::{Placed, Sentence};
use super::tables::{Tables, column};
use crate::dictionary::{ClassId, Frame, class};
use crate::document::{Entity, Fact, Kind, Span};
use crate::meaning::{Amount, Modality};
use crate::reading::tokens::{LINE, PARAGRAPH};

/// A key longer than this is a sentence with a colon.
const KEY: usize = 5;

/// The lines of a box read so far.
#[derive(Debug, Default)]
pub(crate) struct Box {
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    key: ClassId,
    parties: Vec<std::sync::Arc<Entity>>,
    money: Option<Amount>,
    called_off: bool,
    sentence: u32,
    span: Span,
}

impl Box {
    /// Takes in a sentence: a line of the box, or what ends it; then the facts that the box states.
    pub(crate) fn read(&mut self, s: &Sentence<'_>, frames: &[Frame], tables: &Tables) -> Vec<Fact> {
        let begins = s.r.tokens[s.lo].is(LINE) || s.r.tokens[s.lo].is(PARAGRAPH) || s.lo == 0 || !self.lines.is_empty();
        let first = if begins { (s.lo..s.hi).find(|i| s.text(*i).starts_with(char::is_alphanumeric)) } else { None };
        let colon = first.and_then(|f| (f + 1..s.hi.min(f + 1 + KEY)).find(|i| s.mark(*i) == ':'));
        let (Some(first), Some(colon)) = (first, colon) else { return self.close(frames, tables) };
        let key =
            s.r.lexemes.at(first).iter().filter(|l| tables.keys().contains(&l.class) && l.end as usize == colon).map(|l| l.class).next();
        let ended = key.is_some_and(|k| self.lines.iter().any(|l| l.key == k));
        let out = if ended { self.close(frames, tables) } else { Vec::new() };
        if let Some(key) = key {
            self.lines.push(line(s, key, colon + 1));
        } else if let Some(last) = self.lines.last_mut() {
            // Status: abandoned
            last.called_off |= s.holds(colon..s.hi, class::CALL_OFF);
        }
        out
    }

    /// The facts of the box, which ends here.
    pub(crate) fn close(&mut self, frames: &[Frame], tables: &Tables) -> Vec<Fact> {
        let lines = std::mem::take(&mut self.lines);
        let mut out = Vec::new();
        if lines.len() < 2 {
            return out;
        }
        let under = |from: &[crate::dictionary::Place]| column(from).and_then(|c| lines.iter().find(|l| l.key == c));
        for frame in tables.frames().map(|f| &frames[f]) {
            let Some(subjects) = under(&frame.subject.from).filter(|l| !l.parties.is_empty()) else { continue };
            let object = frame.object.as_ref().and_then(|r| under(&r.from)).filter(|l| !l.parties.is_empty());
            let money = frame.money.as_ref().and_then(|r| under(&r.from)).filter(|l| l.money.is_some());
            let needed = |role: &Option<crate::dictionary::Role>, got: bool| got || role.as_ref().is_none_or(|r| !r.needed);
            if !needed(&frame.object, object.is_some()) || !needed(&frame.money, money.is_some()) {
                continue;
            }
            let parts = [Some(subjects), object, money];
            let start = parts.iter().flatten().map(|l| l.span.start).min().unwrap_or_default();
            let end = parts.iter().flatten().map(|l| l.span.end).max().unwrap_or_default();
            let object = object.and_then(|l| l.parties.first());
            for subject in subjects.parties.iter().filter(|x| object.is_none_or(|o| o != *x)) {
                out.push(Fact {
                    kind: frame.kind,
                    span: Span { start, end },
                    sentence: subjects.sentence,
                    subject: subject.clone(),
                    object: object.cloned(),
                    money: money.and_then(|l| l.money.clone()),
                    count: None,
                    percent: None,
                    date: None,
                    modality: if lines.iter().any(|l| l.called_off) { Modality::Denied } else { frame.modality },
                    rule: frame.id.clone(),
                    confidence: frame.confidence,
                    parts: Vec::new(),
                });
            }
        }
        out
    }
}

/// A line by its key: the first party named behind the colon and those joined to it, and the first amount.
fn line(s: &Sentence<'_>, key: ClassId, from: usize) -> Line {
    let mut parties = Vec::new();
    let mut at = from;
    while let Some(p) = named(s, at) {
        parties.extend(s.mentions[p.mention].entity().cloned());
        match s.word_at(p.end, class::CONJUNCTION) {
            Some((end, _)) => at = end,
            None if s.mark(p.end) == ',' && s.entity_at(p.end + 1).is_some() => at = p.end + 1,
            None => break,
        }
    }
    let money = s.placed.iter().find(|p| p.start >= from && s.kind(**p) == Kind::Money);
    let amount = money.and_then(|p| s.mentions[p.mention].amount()).filter(|a| a.per.is_empty());
    Line {
        key,
        parties,
        money: amount.cloned(),
        called_off: s.holds(from..s.hi, class::CALL_OFF),
        sentence: s.index,
        span: s.r.span(s.lo, s.hi),
    }
}

/// The company or product within a few words behind `from`, an article or what describes it between.
fn named(s: &Sentence<'_>, from: usize) -> Option<Placed> {
    (from..s.hi.min(from + 4)).take_while(|i| !matches!(s.mark(*i), ',' | '(' | ';')).find_map(|i| s.entity_at(i))
}
