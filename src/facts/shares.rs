//! Names beside figures of their own. Lists of who holds how much: `Shareholders: X 12%, Y (40%)`, `devant X (4 %) et Y (5,2 %)`;
//! counts that say whose they are: `640 Carrefour employees`.

use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::trigger::{Form, Trigger};
use crate::dictionary::{Role, class};
use crate::document::Kind;
use crate::reading::tokens::{LINE, PARAGRAPH, Shape};

/// A line is a key and its value if its colon stands within so many tokens.
const KEY: usize = 8;

/// An item of a list names itself within so many tokens.
const ITEM: usize = 8;

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

    /// The names of a list that a colon behind a trigger opens, each with no more than a bracket of its own: `Acquisitions: X (2015),
    /// Y and the start-up Z`.
    pub(super) fn items(&self, trigger: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        let mut found = Fillers::new();
        let Some(colon) = self.keyed(trigger).filter(|_| trigger.start <= s.lo + 1) else { return found };
        // the first name of each item: X, the British maker of pens, is one
        let (mut at, mut fresh) = (colon + 1, true);
        while at < s.hi {
            if let Some(p) = s.entity_at(at).filter(|_| fresh) {
                if role.kinds.contains(&s.kind(p)) {
                    let why = if found.is_empty() { "named behind" } else { "joined to the one before" };
                    found.extend(self.filler(p, 0.9, why));
                }
                (at, fresh) = (self.bracket_end(p.end), false);
                continue;
            }
            let parts = matches!(s.mark(at), ',' | ';' | '•') || s.is(at, class::CONJUNCTION);
            // an item that opens with an article and no name behind it only describes the one before
            fresh |= parts && !(s.is(at + 1, class::DETERMINER) && s.mark(at) == ',' && !self.names_item(at + 1));
            at = self.bracket_end(at).max(at + 1);
        }
        found
    }

    /// Whether a name ends the phrase that starts at a token, before the next mark: `the image generator X`.
    fn names_item(&self, at: usize) -> bool {
        let s = self.s;
        let name = (at..s.hi.min(at + ITEM)).take_while(|i| s.mark(*i) == '\0' && s.marker_at(*i).is_none()).find_map(|i| s.entity_at(i));
        name.is_some()
    }

    /// One past a bracket that opens right at a token.
    fn bracket_end(&self, at: usize) -> usize {
        let s = self.s;
        let close = || (at + 1..s.hi.min(at + ITEM)).find(|i| s.mark(*i) == ')');
        if at < s.hi && s.mark(at) == '(' { close().map_or(at, |i| i + 1) } else { at }
    }

    /// The date in the bracket right behind a name: `X (2015)`.
    pub(super) fn date_behind(&self, end: usize) -> Option<Placed> {
        let close = self.bracket_end(end);
        (end..close).find_map(|i| self.s.at(i)).filter(|p| self.s.kind(*p) == Kind::Date)
    }

    /// The colon of a line that is a key and its value, where a trigger is the key or stands right behind it: `Turnover: €3m`.
    pub(super) fn keyed(&self, trigger: &Trigger) -> Option<usize> {
        let s = self.s;
        let opens = s.lo == 0 || s.r.tokens[s.lo].is(LINE) || s.r.tokens[s.lo].is(PARAGRAPH);
        let colon = (s.lo..s.hi.min(s.lo + KEY)).find(|i| s.mark(*i) == ':').filter(|_| opens)?;
        let plain = (s.lo..colon).all(|i| s.entity_at(i).is_none()) && !self.triggers.iter().any(|t| t.finite());
        let near = if trigger.own.is_some() { trigger.start > colon && trigger.start <= colon + 4 } else { trigger.end <= colon };
        (plain && near).then_some(colon)
    }

    /// The share that stands right behind a name: `X (12 %)`, `X : 12 %`, `X with about 12%`.
    pub(super) fn share_behind(&self, end: usize) -> Option<Placed> {
        let s = self.s;
        let mut at = end;
        while at < s.hi.min(end + 5) {
            if let Some(p) = s.at(at) {
                // +3 %, -2 %: a change is no share
                let change = s.text(p.start).starts_with(['+', '-', '−', '–']) || at > end && matches!(s.text(at - 1), "+" | "-" | "−");
                let change = change || s.mentions[p.mention].amount().is_some_and(|a| a.low.is_sign_negative());
                return Some(p).filter(|p| s.kind(*p) == Kind::Percent && !change);
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

    /// `OpenAI lance ChatGPT, atteignant 500 millions d'utilisateurs`, `launched X in May: 2 million users`: the product that is
    /// launched right before a count, no other verb with a subject of its own between.
    pub(super) fn launched(&self, t: usize) -> Option<Filler> {
        let s = self.s;
        let figure = self.triggers[t].own.map(|own| s.placed[own].start)?;
        let last = self.triggers[..t].iter().rfind(|o| o.is_verb() && o.end <= figure && o.form != Form::Gerund)?;
        if last.passive || !last.classes.contains(&class::LAUNCH) {
            return None;
        }
        let product = s.entity_at((last.end..figure).find(|i| s.entity_at(*i).is_some())?).filter(|p| s.kind(*p) == Kind::Product)?;
        let stop = (product.end..figure).find(|i| matches!(s.mark(*i), ',' | ':'))?;
        let new = |i: usize| s.is(i, class::AND) || s.is(i, class::CLAUSE) || s.is(i, class::RELATIVE) || s.is(i, class::ANAPHOR);
        let alone = (product.end..figure).all(|i| s.entity_at(i).is_none() && !s.unknown_name(i));
        (alone && figure <= stop + 7 && !new(stop + 1)).then(|| self.filler(product, 0.9, "launched right before")).flatten()
    }
}
