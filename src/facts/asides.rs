//! What stands between commas behind a subject and parts it from its verb: `The company, whose pumps are used by X and Y, said`.

use super::roles::Roles;
use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::Kind;
use std::ops::Range;

/// So many words may stand between `joined from` and a name: `joined from its Swiss rival X`.
const DESCRIBED: usize = 6;

impl Roles<'_, '_> {
    /// One past the comma that closes a remark which opens at the comma `at`, if a verb stands right behind it, before `to`.
    pub(super) fn past_remark(&self, at: usize, to: usize) -> Option<usize> {
        let s = self.s;
        if at <= s.lo || at + 1 >= to || s.mark(at) != ',' {
            return None;
        }
        let opens = at + 1;
        // in which X has invested; whose pumps; who joined from X
        let relative = self.opens_relative(opens) || s.marker_at(opens).is_some_and(|end| self.opens_relative(end));
        let hangs = relative || self.triggers.iter().any(|t| t.passive_without_aux() && t.group == opens);
        // but `In May, the regulator, which …, fined`: what stands before must be able to have it
        let named = s.entity_at(at - 1).is_some() || s.r.tokens[at - 1].capitalized() || s.anaphor_before(at).is_some();
        let apposed = named
            && s.at(at - 1).is_none_or(|p| s.kind(p) != Kind::Date)
            && (s.is(opens, class::DETERMINER) || s.is(opens, class::CAME_FROM));
        if !hangs && !apposed {
            return None;
        }
        // X, the brewer Y and Z said: a list
        let joint = || (opens..to).take_while(|i| s.mark(*i) != ',').any(|i| s.is(i, class::CONJUNCTION));
        if !hangs && joint() {
            return None;
        }
        let starts = |i: usize| {
            i == to
                || [class::SAY, class::AUX, class::CHAIN].iter().any(|c| s.is(i, *c))
                || self.triggers.iter().any(|t| t.finite() && t.group == i)
        };
        let verb = |i: usize| i <= to && (starts(i) || s.word_at(i, class::ADVERB).is_some_and(|(end, _)| starts(end)));
        let close = (opens..to).find(|i| s.mark(*i) == ',' && verb(i + 1))?;
        // X, which Y, the American fund, bought: the verb is that of the clause itself
        let told = !relative || (opens..close).any(|i| i < to && starts(i) && !self.opens_relative(i));
        told.then_some(close + 1)
    }

    /// Whether a token stands in a remark that hangs on a subject before it and ends before `to`.
    pub(super) fn in_remark(&self, token: usize, to: usize) -> bool {
        (self.s.lo + 1..token).any(|i| self.past_remark(i, to).is_some_and(|end| token < end))
    }
}

impl Sentence<'_> {
    /// `who joined from its Swiss rival X in 2019`, `previously of X`, `passée par X`: only where a person was before.
    pub(super) fn came_from(&self, p: Placed) -> bool {
        if !self.classes().contains(class::CAME_FROM) {
            return false;
        }
        let word = |i: &usize| self.at(*i).is_none() && self.mark(*i) == '\0' && !self.is(*i, class::CLAUSE);
        (p.start.saturating_sub(DESCRIBED).max(self.lo)..p.start)
            .rev()
            .take_while(word)
            .any(|i| self.word_at(i, class::CAME_FROM).is_some_and(|(end, _)| end <= p.start))
    }
}

/// The names that a text gives as examples between two tokens, with the comma before them and behind: `counts 1,300 customers, among
/// them X and Y, and has 3,000 employees`. They part nobody from a verb. Empty where there are none.
pub(super) fn examples(s: &Sentence<'_>, lo: usize, hi: usize) -> Range<usize> {
    let opens = |i: &usize| s.is(*i, class::INCLUDING) && matches!(s.mark(i - 1), ',' | '(');
    if !s.classes().contains(class::INCLUDING) {
        return lo..lo;
    }
    let Some(open) = (lo.max(s.lo + 1)..hi).find(opens) else { return lo..lo };
    let mut close = open;
    let mut named = false;
    let mut words = 0;
    for i in open + 1..hi {
        if s.entity_at(i).is_some() || s.unknown_name(i) {
            named = true;
            words = 0;
        } else if matches!(s.mark(i), ',' | ')') {
            close = if named { i } else { close };
            named = false;
            words = 0;
        } else if s.is(i, class::AUX) || s.at(i).is_some() || words > DESCRIBED {
            break;
        } else {
            words += 1;
        }
    }
    if close > open { open - 1..close + 1 } else { lo..lo }
}
