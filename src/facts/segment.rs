//! Parts of a company: what its divisions, plants and countries earn is not what it earns.

use super::roles::{Filler, Roles};
use super::trigger::Trigger;
use crate::dictionary::class;
use crate::document::Kind;
use crate::meaning::FactType;

impl Roles<'_, '_> {
    /// Whether a figure of such facts is of a part of its subject: `X's foundry unit lost`, `le pôle cosmétique de X`, `en
    /// France, les ventes`.
    pub(super) fn of_part(&self, kind: FactType, trigger: &Trigger, subjects: &[Filler]) -> bool {
        // X's AI plan costs: of the plan; but X's standard plan costs, its monthly subscription: what X itself charges
        if kind == FactType::Price {
            let s = self.s;
            let plain = |e: usize| {
                let mut words = e..trigger.end;
                !s.unknown_names(words.clone()) && words.any(|i| s.is(i, class::N_PRICE))
            };
            let named = |f: &Filler| s.possessive_at(f.end).is_some_and(|e| !plain(e));
            return subjects.iter().any(|f| f.kind == Kind::Company && f.start < f.end && named(f));
        }
        matches!(kind, FactType::Revenue | FactType::Profit | FactType::Loss | FactType::Headcount)
            && (self.part_named(trigger) || subjects.iter().any(|f| self.part_of(f, trigger)))
    }

    /// `revenue at its cloud unit`, `les ventes en Chine`: the noun says of what part.
    fn part_named(&self, t: &Trigger) -> bool {
        let s = self.s;
        if t.is_verb() || t.own.is_some() {
            return false;
        }
        let behind = s.marker_at(t.end).filter(|_| s.is(t.end, class::M_IN) || s.is(t.end, class::M_OF));
        let at = behind.or_else(|| s.word_at(t.end, class::AT_PART).map(|(end, _)| end));
        let Some(at) = at else { return false };
        if self.of_something(t) {
            return true;
        }
        let place = s.is(t.end, class::M_IN) && s.is(at, class::PLACE) && s.at(at).is_none();
        let known = |i: &usize| s.at(*i).is_none() && !matches!(s.mark(*i), ',' | ';' | '.');
        place || (at..s.hi.min(at + 3)).take_while(known).any(|i| s.is(i, class::SEGMENT))
    }

    /// `le chiffre d'affaires du football européen`, `sales of the new model`: whose it is stands there, and is no company.
    fn of_something(&self, t: &Trigger) -> bool {
        let s = self.s;
        let Some(end) = s.marker_at(t.end).filter(|_| s.is(t.end, class::M_OF)) else { return false };
        let article = s.is(end - 1, class::WITH_ARTICLE) && end == t.end + 1;
        let noun = if article { Some(end) } else { s.word_at(end, class::DEFINITE_ARTICLE).map(|(noun, _)| s.past_apostrophe(noun)) };
        let Some(start) = noun.filter(|_| s.word_at(end, class::ANAPHOR).is_none()) else { return false };
        let company = |i: usize| {
            s.at(i).is_some()
                || [
                    class::COMPANY_NOUN,
                    class::TRADE,
                    class::ANAPHOR_BARE,
                    class::DATE_UNIT,
                    class::DATE_UNIT_THE,
                    class::DATE_UNITS,
                    class::ANAPHOR_OTHER,
                    class::PERIOD,
                    class::FISCAL,
                ]
                .iter()
                .any(|c| s.is(i, *c))
        };
        let small = start < s.hi && s.text(start).starts_with(char::is_lowercase);
        small && !(start..s.hi.min(start + 4)).any(company)
    }

    fn part_of(&self, f: &Filler, t: &Trigger) -> bool {
        let s = self.s;
        let edge = t.group.min(t.start);
        let possessive = s.word_at(f.start, class::ANAPHOR).is_some_and(|(_, w)| w.value == "possessive");
        if f.start == f.end || possessive {
            // its foundry unit lost; en France, les ventes ont atteint
            let whose = |i: usize| s.is(i, class::DETERMINER) || s.word_at(i, class::ANAPHOR).is_some_and(|(_, w)| w.value == "possessive");
            // sa filiale X a réduit sa perte: of X
            let named = |i: usize| (i + 1..edge.min(i + 3)).any(|k| s.entity_at(k).is_some_and(|p| s.party(p) == Some(&f.entity)));
            let part = (s.lo + 1..edge).any(|i| s.is(i, class::SEGMENT) && !named(i) && (i.saturating_sub(4).max(s.lo)..i).any(whose));
            let comma = (s.lo..edge).find(|i| s.mark(*i) == ',').filter(|c| *c <= s.lo + 4);
            let place = s.is(s.lo, class::M_IN) && comma.is_some_and(|c| (s.lo + 1..c).any(|i| s.is(i, class::PLACE) && s.at(i).is_none()));
            return part || place;
        }
        if let Some(e) = s.possessive_at(f.end) {
            return (e..edge.min(e + 6)).any(|i| s.is(i, class::SEGMENT));
        }
        let Some((of, _)) = s.word_before(f.start, class::M_OF) else { return false };
        let mut before =
            (of.saturating_sub(5).max(s.lo)..of).rev().take_while(|i| s.at(*i).is_none() && !s.is(*i, class::AUX) && s.mark(*i) != ',');
        before.any(|i| s.is(i, class::SEGMENT))
    }
}
