//! Flattened tables: a line of column heads, then lines of cells without a verb.

use super::sentence::{Placed, Sentence};
use crate::dictionary::{ClassId, Frame, Place, TriggerKind, class};
use crate::document::{Fact, Kind, Span};
use crate::meaning::Modality;
use crate::reading::lexemes::ClassSet;
use crate::reading::tokens::Shape;

/// The columns of the table that the lines stand in.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// The frames whose columns are all there.
    frames: Vec<usize>,
    /// Classes of the heads, from left to right.
    columns: Vec<ClassId>,
    /// Sentences without a row since.
    gap: u32,
}

impl Table {
    /// The facts of a line that is a row of the table; reads the heads where a new table begins.
    pub(crate) fn read(&mut self, s: &Sentence<'_>, frames: &[Frame], tables: &Tables) -> Vec<Fact> {
        if self.heads(s, frames, tables) || self.frames.is_empty() {
            return Vec::new();
        }
        let out: Vec<Fact> = self.frames.iter().filter_map(|f| self.row(s, &frames[*f])).collect();
        self.gap = if out.is_empty() { self.gap + 1 } else { 0 };
        if self.gap > 2 {
            *self = Table::default();
        }
        out
    }

    fn heads(&mut self, s: &Sentence<'_>, frames: &[Frame], tables: &Tables) -> bool {
        if s.hi - s.lo > 24 || !s.placed.iter().all(|p| s.kind(*p) == Kind::Date) || !s.classes().meets(&tables.may_head) {
            return false;
        }
        let mut columns: Vec<ClassId> = Vec::new();
        let mut at = s.lo;
        while at < s.hi {
            if !s.r.lexemes.starts(at, &tables.may_head) {
                at += 1;
                continue;
            }
            let head = s.r.lexemes.at(at).iter().filter(|l| tables.heads.contains(&l.class)).max_by_key(|l| l.end);
            if let Some(l) = head.filter(|l| !columns.contains(&l.class)) {
                columns.push(l.class);
                at = l.end as usize;
            } else {
                at += 1;
            }
        }
        let found: Vec<usize> = tables.frames.iter().copied().filter(|f| frames[*f].triggers.iter().all(|c| columns.contains(c))).collect();
        if found.is_empty() {
            return false;
        }
        *self = Table { frames: found, columns, gap: 0 };
        true
    }

    fn row(&self, s: &Sentence<'_>, frame: &Frame) -> Option<Fact> {
        // a row has no verb: short, and nothing in it is an auxiliary
        if s.hi - s.lo > 40 || s.holds(s.lo..s.hi, class::AUX) {
            return None;
        }
        let names: Vec<Placed> = s.placed.iter().filter(|p| matches!(s.kind(**p), Kind::Company | Kind::Product)).copied().collect();
        let parties: Vec<ClassId> =
            [Some(&frame.subject), frame.object.as_ref()].into_iter().flatten().filter_map(|r| column(&r.from)).collect();
        let mut order: Vec<ClassId> = self.columns.iter().copied().filter(|c| parties.contains(c)).collect();
        order.dedup();
        if names.len() != order.len() {
            return None;
        }
        let party = |place: &[Place]| {
            let at = order.iter().position(|c| Some(*c) == column(place))?;
            s.mentions[names[at].mention].entity().cloned()
        };
        let subject = party(&frame.subject.from)?;
        let object = frame.object.as_ref().and_then(|r| party(&r.from));
        if object.is_none() && frame.object.as_ref().is_some_and(|r| r.needed) || object.as_ref() == Some(&subject) {
            return None;
        }
        let first = |kind: Kind| s.placed.iter().find(|p| s.kind(**p) == kind).map(|p| p.mention);
        let money = frame.money.as_ref().and(first(Kind::Money));
        let date = first(Kind::Date).and_then(|m| s.mentions[m].date().copied());
        if money.is_none() && frame.money.as_ref().is_some_and(|r| r.needed) {
            return None;
        }
        let stated = (s.lo..s.hi).find_map(|i| s.word_at(i, class::N_MODALITY)).and_then(|(_, w)| Modality::parse(w.value));
        let called_off = (s.lo..s.hi).any(|i| s.is(i, class::CALL_OFF));
        let mut words = (s.lo..s.hi).filter(|i| s.r.tokens[*i].shape != Shape::Other);
        let (lo, hi) = (words.clone().next()?, words.next_back()? + 1);
        Some(Fact {
            kind: frame.kind,
            span: if lo < hi { s.r.span(lo, hi) } else { Span { start: 0, end: 0 } },
            sentence: s.index,
            subject,
            object,
            money: money.and_then(|m| s.mentions[m].amount().cloned()),
            count: None,
            percent: None,
            date,
            modality: if called_off { Modality::Denied } else { stated.unwrap_or(frame.modality) },
            rule: frame.id.clone(),
            confidence: frame.confidence,
            parts: Vec::new(),
        })
    }
}

/// The column that a role is read from.
pub(super) fn column(from: &[Place]) -> Option<ClassId> {
    from.iter().find_map(|p| if let Place::Marked(c) = p { Some(*c) } else { None })
}

fn marked(frame: &Frame) -> Vec<ClassId> {
    let roles = [Some(&frame.subject), frame.object.as_ref(), frame.money.as_ref()];
    roles.into_iter().flatten().filter_map(|r| column(&r.from)).collect()
}

/// The frames that read tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    frames: Vec<usize>,
    /// Classes of the heads of all their columns.
    heads: Vec<ClassId>,
    may_head: ClassSet,
}

impl Tables {
    pub(crate) fn of(frames: &[Frame]) -> Tables {
        let tables: Vec<usize> = (0..frames.len()).filter(|f| frames[*f].trigger_kind == TriggerKind::Table).collect();
        let heads: Vec<ClassId> = tables.iter().flat_map(|f| frames[*f].triggers.iter().copied().chain(marked(&frames[*f]))).collect();
        Tables { frames: tables, may_head: ClassSet::of(&heads), heads }
    }

    /// The frames that read tables.
    pub(super) fn frames(&self) -> impl Iterator<Item = usize> + '_ {
        self.frames.iter().copied()
    }

    /// Classes of the heads of all their columns.
    pub(super) fn keys(&self) -> &[ClassId] {
        &self.heads
    }
}
