//! Names beside figures of their own. Lists of who holds how much: `Shareholders: X 12%, Y (40%)`, `devant X (4 %) et Y (5,2 %)`;
//! counts that say whose they are: `640 Carrefour employees`.

use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::trigger::Trigger;
use crate::dictionary::{Role, class};
use crate::document::Kind;
use crate::reading::tokens::Shape;

/// A name stands within so many tokens behind the one before.
const NEXT_WITHIN: usize = 12;

impl Roles<'_, '_> {
    /// The names behind a trigger that have a share of their own right behind them, once a colon or a marker has opened the list.
    pub(super) fn itemized(&self, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        let mut found = Fillers::new();
        let heads = trigger.classes.contains(&class::N_HOLDERS);
        // Shareholders of X: Y 12%
        let colon = (trigger.end..s.hi.min(trigger.end + NEXT_WITHIN)).find(|i| s.mark(*i) == ':');
        let mut at = match colon.map(|c| c + 1) {
            None if heads => return found,
            Some(behind) if heads => behind,
            _ => trigger.end,
        };
        let mut last = at;
        while at < s.hi && at < last + NEXT_WITHIN {
            let Some(p) = s.at(at) else {
                let ends = s.is(at, class::AUX) || s.is(at, class::CLAUSE) || s.is(at, class::RELATIVE) || s.is(at, class::SAY);
                if ends || self.triggers.iter().any(|t| t.finite() && t.start == at) {
                    break;
                }
                at += 1;
                continue;
            };
            at = p.end;
            if s.kind(p) == Kind::Percent {
                last = at;
            }
            if !role.kinds.contains(&s.kind(p)) {
                continue;
            }
            if let Some(share) = self.share_behind(p.end) {
                let why = if found.is_empty() { "named behind" } else { "joined to the one before" };
                found.extend(self.filler(p, 0.9, why));
                at = share.end;
                last = at;
            } else if !heads && found.is_empty() {
                break;
            }
        }
        found
    }

    /// The share that stands right behind a name: `X (12 %)`, `X : 12 %`, `X with about 12%`.
    pub(super) fn share_behind(&self, end: usize) -> Option<Placed> {
        let s = self.s;
        let mut at = end;
        while at < s.hi.min(end + 5) {
            if let Some(p) = s.at(at) {
                return Some(p).filter(|p| s.kind(*p) == Kind::Percent);
            }
            let joins = matches!(s.mark(at), '(' | ':') || s.is(at, class::M_WITH) || s.is(at, class::BOUND_BEFORE);
            let dash = matches!(s.r.tokens[at].shape, Shape::Hyphen) || matches!(s.mark(at), '–' | '—');
            if !joins && !dash {
                return None;
            }
            at = s.word_at(at, class::BOUND_BEFORE).map_or(at + 1, |(e, _)| e);
        }
        None
    }

    /// The company or product named inside a count, the trigger itself or the nearest one beside it.
    pub(super) fn counted(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        let s = self.s;
        let counts = s.placed.iter().filter(|p| matches!(s.kind(**p), Kind::Users | Kind::Headcount));
        let away = |p: &&Placed| if p.start >= trigger.end { p.start - trigger.end } else { trigger.start.saturating_sub(p.end) };
        let count = counts.filter(|p| trigger.own.is_none() || p.start == trigger.start).min_by_key(away)?;
        let named = s.placed.iter().find(|p| role.kinds.contains(&s.kind(**p)) && p.start > count.start && p.end < count.end)?;
        self.filler(*named, 0.9, "possessor")
    }
}
