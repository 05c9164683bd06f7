//! Remarks between commas behind which the sentence goes on with its verb: `net profit, dented by a penalty of $90m, fell to`; `X, in
//! which Y holds 90 per cent, is smaller, at $446m`.

use super::sentence::{Placed, Sentence};
use super::trigger::Trigger;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::lexemes::ClassSet;
use smallvec::SmallVec;
use std::ops::Range;

/// A figure within a remark is that much further from what stands outside it.
const WITHIN: i32 = 6;

/// The remarks of a sentence, each from its first comma to one past its last.
#[derive(Debug)]
pub(super) struct Remarks(SmallVec<[Range<usize>; 2]>);

impl Remarks {
    pub(super) fn of(s: &Sentence<'_>, triggers: &[Trigger]) -> Remarks {
        const GOES_ON: &ClassSet = &ClassSet::of(&[class::AUX, class::CHAIN, class::RISE, class::FALL, class::REACH, class::AMOUNT_TO]);
        let verb = |i: usize| s.at(i).is_none() && s.r.lexemes.starts(i, GOES_ON) || triggers.iter().any(|t| t.finite() && t.group == i);
        let goes_on = |i: usize| i < s.hi && (verb(i) || s.word_at(i, class::ADVERB).is_some_and(|(end, _)| end < s.hi && verb(end)));
        let relative = |i: usize| s.is(i, class::RELATIVE) || s.marker_at(i).is_some_and(|end| s.is(end, class::RELATIVE));
        // dented by, grevé par: whatever the participle is
        let by = |i: usize| s.at(i).is_none() && s.text(i).starts_with(char::is_lowercase) && s.is(i + 1, class::M_BY);
        // X, the company in which Y holds 90 per cent
        let apposed = |i: usize| s.is(i, class::DETERMINER) && s.entity_at(i - 2).is_some_and(|p| s.kind(p) == Kind::Company);
        let opens = |i: usize| {
            i + 1 < s.hi && (relative(i) || by(i) || apposed(i) || triggers.iter().any(|t| t.passive_without_aux() && t.group == i))
        };
        let mut out = SmallVec::new();
        let mut open: Option<usize> = None;
        for i in s.lo + 1..s.hi {
            match s.mark(i) {
                ';' | ':' => open = None,
                ',' => match open {
                    Some(from) if goes_on(i + 1) => {
                        out.push(from..i + 1);
                        open = None;
                    }
                    None if opens(i + 1) => open = Some(i),
                    _ => {}
                },
                _ => {}
            }
        }
        Remarks(out)
    }

    /// The remark that stands whole between two tokens.
    pub(super) fn between(&self, from: usize, to: usize) -> Option<Range<usize>> {
        self.0.iter().find(|r| from <= r.start && r.end <= to).cloned()
    }

    /// What it costs a trigger that only one of it and a figure stands in a remark; `far` where it is the trigger.
    pub(super) fn parts(&self, s: &Sentence<'_>, t: &Trigger, p: Placed, far: i32) -> i32 {
        // its largest shareholder, X, which owns 28%
        let apposed =
            |r: &Range<usize>| t.end < r.start && s.mark(t.end) == ',' && s.entity_at(t.end + 1).is_some_and(|q| q.end == r.start);
        let cost = |r: &Range<usize>| match (r.contains(&t.start), r.contains(&p.start)) {
            (true, false) => far,
            (false, true) if !apposed(r) => WITHIN,
            _ => 0,
        };
        self.0.iter().map(cost).max().unwrap_or(0)
    }
}
