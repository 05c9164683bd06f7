//! Parts of companies and what they own: who buys them does not buy the company.

use super::roles::{Fillers, Roles};
use super::sentence::Placed;
use super::trigger::Trigger;
use crate::dictionary::{Role, class};
use crate::document::Kind;

impl Roles<'_, '_> {
    /// A word for a part of a company, or for things it sells.
    fn goods(&self, at: usize) -> bool {
        self.s.at(at).is_none() && (self.s.is(at, class::SEGMENT) || self.s.is(at, class::N_GOODS))
    }

    /// `des magasins de X`, `de la branche cloud de X`: whether a part of what stands at `name` is meant.
    pub(super) fn of_goods(&self, from: usize, name: usize) -> bool {
        let s = self.s;
        let Some(goods) = (from..name).find(|i| self.goods(*i)) else { return false };
        (goods + 1..name).any(|i| s.is(i, class::M_OF))
    }

    /// `three X plants`: whether what stands behind a name are things of its.
    pub(super) fn owns_goods(&self, end: usize) -> bool {
        end < self.s.hi && self.s.mark(end) == '\0' && self.goods(end)
    }

    /// Whose the part behind a trigger is: `X's sensor unit`, `la branche capteurs de X`.
    pub(super) fn parted(&self, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        let mut goods = false;
        let mut i = trigger.end;
        while i < s.hi.min(trigger.end + 16) {
            if let Some(p) = s.entity_at(i) {
                let owner = s.possessive_at(p.end).filter(|e| (*e..s.hi.min(*e + 6)).any(|k| self.goods(k) || s.is(k, class::PART)));
                let fits = owner.is_some() || goods && s.word_before(p.start, class::M_OF).is_some() || self.owns_goods(p.end);
                let found = self.filler(p, 0.9, "whose part it is").filter(|f| fits && role.kinds.contains(&f.kind));
                return found.into_iter().collect();
            }
            // paid $1.5bn for the assets of X
            if let Some(p) = s.at(i).filter(|p| s.kind(*p) == Kind::Money && i == trigger.end) {
                i = p.end;
                continue;
            }
            if s.at(i).is_some_and(|p| s.kind(p) != Kind::Date)
                || matches!(s.mark(i), ',' | ';' | ':' | '(' | ')' | '.')
                || s.is(i, class::CLAUSE)
                || s.is(i, class::RELATIVE)
                || s.unknown_name(i)
                || self.triggers.iter().any(|t| t.finite() && t.start == i)
            {
                break;
            }
            goods |= self.goods(i);
            i += 1;
        }
        Fillers::new()
    }

    /// One past `de X` right behind a share: `la participation de X dans Y`.
    pub(super) fn past_holder(&self, end: usize) -> usize {
        let s = self.s;
        let Some((of, _)) = s.word_at(end, class::M_OF) else { return end };
        let name = s.word_at(of, class::DETERMINER).map_or(of, |(e, _)| e);
        s.entity_at(name).filter(|p| p.start == name).map_or(end, |p| p.end)
    }

    /// `X, la filiale de Y`: the name that a relation to another one is said of.
    pub(super) fn apposition_head(&self, other: Placed) -> Option<Placed> {
        let s = self.s;
        let (of, _) = s.word_before(other.start, class::M_OF)?;
        let comma = (of.saturating_sub(6).max(s.lo)..of).rev().find(|i| s.mark(*i) == ',')?;
        let relation = (comma + 1..of).any(|i| s.is(i, class::RELATION_NOUN) || s.is(i, class::SEGMENT));
        let plain = (comma + 1..of).all(|i| s.at(i).is_none() && !s.is(i, class::AUX) && !s.is(i, class::RELATIVE));
        (relation && plain).then(|| comma.checked_sub(1).and_then(|i| s.entity_at(i))).flatten()
    }

    /// Where a list opens at a comma or colon whose names have their amounts in brackets: `, dont X (90 millions)`.
    pub(super) fn listed_at(&self, at: usize) -> Option<usize> {
        let s = self.s;
        if !matches!(s.mark(at), ',' | ':') {
            return None;
        }
        let opens = |i: &usize| {
            s.entity_at(*i).is_some()
                || !(s.is(*i, class::RELATIVE) || s.is(*i, class::CONJUNCTION) || s.is(*i, class::DETERMINER) || s.is(*i, class::ADVERB))
        };
        let from = s.word_at(at + 1, class::INCLUDING).map_or(at + 1, |(end, _)| end);
        let name = (from..s.hi.min(at + 5)).find(opens)?;
        s.entity_at(name).filter(|p| p.start == name && self.bracket(p.end).is_some()).map(|p| p.start)
    }

    /// The amount in brackets right behind a name, and where the bracket closes: `X (189 millions)`.
    pub(super) fn bracket(&self, end: usize) -> Option<(Placed, usize)> {
        let s = self.s;
        if end >= s.hi || s.mark(end) != '(' {
            return None;
        }
        let close = (end + 1..s.hi.min(end + 9)).find(|i| s.mark(*i) == ')')?;
        let p = (end + 1..close).find_map(|i| s.at(i)).filter(|p| matches!(s.kind(*p), Kind::Money | Kind::Percent))?;
        Some((p, close))
    }
}
