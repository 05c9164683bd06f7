//! Names joined to one another: `X, Y and the container line Z`, to the left and to the right.

use super::relatives::before_aside;
use super::roles::{Fillers, Roles};
use super::sentence::Placed;
use crate::dictionary::{Role, class};
use crate::document::Kind;

/// A remark between commas has at most so many tokens.
const REMARK: usize = 12;

impl Roles<'_, '_> {
    /// X, Y et Z before a verb.
    pub(super) fn coordinated_left(&self, last: Placed, weight: f32, out: &mut Fillers) {
        let s = self.s;
        let mut first = last.start;
        loop {
            let joined = self.joint_before(first);
            // a comma joins only once a conjunction has: X, Y et Z
            let comma = (first > s.lo && s.mark(first - 1) == ',' && out.len() > 1).then(|| first - 1);
            let Some(start) = joined.or(comma).filter(|start| *start > s.lo) else { return };
            // X (35 %), Y (12 %) et Z
            // X, the Swiss giant, and Z
            // X, coté à Paris, et Z
            let aside = before_aside(s, start).and_then(|name| s.entity_at(name)).map(|p| p.end);
            let aside = aside.or_else(|| self.before_remark(start));
            let end = if s.mark(start - 1) == ')' { s.opening_of(start - 1).unwrap_or(start) } else { aside.unwrap_or(start) };
            let Some(p) = end.checked_sub(1).filter(|i| *i >= s.lo).and_then(|i| s.entity_at(i)) else { return };
            // selon X, Y et Z s'associent: who tells it is none of them
            if joined.is_none() && s.governed_by(p.start).is_some_and(|c| c.contains(&class::M_ACCORDING)) {
                return;
            }
            out.extend(self.filler(p, weight * 0.95, "coordinated subject"));
            first = p.start;
        }
    }

    /// Where the first name of a list ends that a remark between commas stands behind: `X, founded in 2012, and Z`, `X, qui emploie
    /// 300 personnes, et Z`.
    fn before_remark(&self, joint: usize) -> Option<usize> {
        let s = self.s;
        let closes = joint.checked_sub(1).filter(|i| *i > s.lo && s.mark(*i) == ',')?;
        let opens = (closes.saturating_sub(REMARK).max(s.lo)..closes).rev().find(|i| s.mark(*i) == ',')?;
        let name = s.placed.iter().find(|p| p.end == opens && s.kind(**p) == Kind::Company)?;
        let verb = |from: usize, to: usize| self.triggers.iter().any(|t| t.finite() && t.start >= from && t.end <= to);
        // bought X, listed in Paris, and Z sold: what a verb does something to is no subject, nor in `X digère Y, payée 9 M€, et Z a`
        let alone = (s.lo..name.start).rev().take_while(|i| s.mark(*i) != ',').all(|i| s.entity_at(i).is_none());
        let leads = self.subject_like(name.start) && !verb(s.lo, name.start) && alone;
        let relative = s.is(opens + 1, class::RELATIVE);
        let remark = s.at(opens + 1).is_none() && (relative || !verb(opens, closes)) && !s.is(opens + 1, class::CONJUNCTION);
        (leads && remark && !(opens..closes).any(|i| s.is(i, class::CLAUSE))).then_some(name.end)
    }

    /// Where a conjunction stands before a name, what describes the name between: `X and the fintech Y`, `X et l'ukrainien Y`.
    fn joint_before(&self, name: usize) -> Option<usize> {
        let s = self.s;
        let describes = |i: usize| {
            s.at(i).is_none()
                && !s.is(i, class::AUX)
                && !s.is(i, class::RELATIVE)
                && s.text(i).starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        };
        for at in (name.saturating_sub(6).max(s.lo)..=name).rev() {
            if let Some((start, _)) = s.word_before(at, class::CONJUNCTION) {
                // and its partner X, and dairy group X
                // and Britain's X
                let described = s.is(at, class::DETERMINER)
                    || s.is(at, class::PLACE) && name > at + 1 && s.is(name - 1, class::POSSESSIVE_MARK)
                    || s.is(at, class::ANAPHOR)
                    || s.word_before(name, class::COMPANY_NOUN).or_else(|| s.word_before(name, class::TRADE)).is_some_and(|(b, _)| b >= at);
                return (at == name || described).then_some(start);
            }
            if at > s.lo && !describes(at - 1) {
                return None;
            }
        }
        None
    }

    /// `with X and Y also taking part`, `avec X prenant 20 %`: the names between the preposition and the verb.
    pub(super) fn absolute(&self, group: usize, role: &Role) -> Fillers {
        let s = self.s;
        let Some(last) = s.entity_at(group - 1).filter(|p| role.kinds.contains(&s.kind(*p))) else { return Fillers::new() };
        let mut all: Fillers = self.filler(last, 0.9, "named right before").into_iter().collect();
        self.coordinated_left(last, 0.9, &mut all);
        all.sort_by_key(|f| f.start);
        let with = all.first().and_then(|f| s.governed_by(f.start)).is_some_and(|c| c.contains(&class::M_WITH));
        if with { all } else { Fillers::new() }
    }

    /// X, Y et Z behind a verb or marker, what describes each between: `X, Y and the container line Z`.
    pub(super) fn coordinated_right(&self, first: Placed, out: &mut Fillers) {
        let s = self.s;
        let mut end = first.end;
        while end < s.hi {
            // X (5 M€) et Y (3 M€)
            end = self.bracket(end).map_or(end, |(_, close)| close + 1);
            end = self.past_aside(end);
            let joint = match s.word_at(end, class::CONJUNCTION) {
                Some((e, _)) => e,
                None if s.mark(end) == ',' => s.word_at(end + 1, class::CONJUNCTION).map_or(end + 1, |(e, _)| e),
                None => return,
            };
            // dans X, dans Y et, en mars, dans Z
            let joint = self.past_date(joint);
            let mut at = self.past_same(first.start, joint).unwrap_or(joint);
            while let Some((next, _)) = [class::DETERMINER, class::M_OF, class::ANAPHOR].into_iter().find_map(|c| s.word_at(at, c)) {
                // X, le rival de Y: Y is no member of the list
                if s.is(at, class::M_OF) && !s.is(at, class::DETERMINER) && at > joint {
                    return;
                }
                at = next;
            }
            let Some(p) = s.entity_at(at).or_else(|| self.described_name(joint, at)) else { return };
            // X, Y invests: Y is the subject of the next clause
            if self.triggers.iter().any(|t| t.finite() && t.group == p.end) && s.mark(end) == ',' {
                return;
            }
            out.extend(self.filler(p, 0.9, "joined to the one before"));
            end = p.end;
        }
    }

    /// `the Peruvian bank X`, `la société de gestion X`: the name behind an article and the words that describe it.
    fn described_name(&self, article: usize, from: usize) -> Option<Placed> {
        let s = self.s;
        // et du groupe coopératif X: the article is in the preposition
        let opens = [class::DETERMINER, class::ANAPHOR, class::WITH_ARTICLE].iter().any(|c| s.is(article, *c));
        if article == from || !opens {
            return None;
        }
        for i in from..s.hi.min(from + 8) {
            if let Some(p) = s.entity_at(i) {
                // the bank's unit: whose name it is says nothing yet
                let owner = s.possessive_at(p.end).is_some() || s.word_before(p.start, class::M_OF).is_some();
                return (!owner && s.kind(p) == Kind::Company).then_some(p);
            }
            let word = s.text(i).starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
            let stops = !word
                || s.at(i).is_some()
                || s.unknown_name(i) && !s.is(i, class::DEMONYM)
                || s.is(i, class::AUX)
                || s.is(i, class::RELATIVE)
                || s.is(i, class::CONJUNCTION)
                || s.marker_at(i).is_some() && !s.is(i, class::M_OF)
                || self.triggers.iter().any(|t| t.finite() && t.start == i);
            if stops {
                return None;
            }
        }
        None
    }

    /// One past a date that a comma brings and ends behind a conjunction.
    fn past_date(&self, at: usize) -> usize {
        let s = self.s;
        if s.mark(at) != ',' {
            return at;
        }
        let name = s.marker_at(at + 1).unwrap_or(at + 1);
        let date = s.at(name).filter(|p| s.kind(*p) == Kind::Date && s.mark(p.end) == ',');
        date.map_or(at, |p| p.end + 1)
    }

    /// One past the preposition that stands before the first name of a list, where it is said again: `dans X, dans Y`.
    fn past_same(&self, first: usize, at: usize) -> Option<usize> {
        let s = self.s;
        let before = first.checked_sub(1).filter(|i| *i >= s.lo && s.marker_at(*i) == Some(first))?;
        (at < s.hi && s.text(at) == s.text(before)).then_some(at + 1)
    }

    /// `X, which took the lead, Y and Z`, `X (London), Y`: one past what a relative clause or bracket says of a name in a list.
    fn past_aside(&self, end: usize) -> usize {
        let s = self.s;
        let close = |mark: char| (end + 1..s.hi.min(end + 12)).find(|i| s.mark(*i) == mark);
        if s.mark(end) == '(' {
            return close(')').map_or(end, |i| i + 1);
        }
        let relative = s.mark(end) == ',' && s.word_at(end + 1, class::RELATIVE).is_some();
        // X, chef de file, et Y: a phrase without name or verb, and the list goes on
        let plain =
            |i: usize| s.entity_at(i).is_none() && !s.any(i..i + 1, &[class::CONJUNCTION, class::AUX, class::CLAUSE]) && s.mark(i) == '\0';
        let closes = close(',').filter(|i| s.mark(end) == ',' && !relative && *i <= end + 7 && *i > end + 1);
        if let Some(i) = closes.filter(|i| (end + 1..*i).all(plain) && s.word_at(*i + 1, class::CONJUNCTION).is_some()) {
            return i;
        }
        let next = if relative { close(',') } else { None };
        // only where a further name of the list follows
        next.filter(|i| s.entity_at(i + 1).is_some_and(|p| s.mark(p.end) == ',' || s.is(p.end, class::CONJUNCTION))).unwrap_or(end)
    }
}
