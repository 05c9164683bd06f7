//! Whose a figure is where its own clause has no subject for it: at whose house it is made, who tells it.

use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::trigger::Trigger;
use crate::dictionary::{ClassId, Role, class};
use crate::document::Kind;

/// How far behind a verb of saying a person's title and company may stand: `souligne Jane Doe, directrice générale de X`.
const TITLE_REACH: usize = 12;

impl Roles<'_, '_> {
    /// `Turnover at X`, `115 job losses at the Hull site of X`, `Chez X, le bénéfice`, `For X the quarter was`.
    pub(super) fn housed(&self, trigger: &Trigger, marker: ClassId, role: &Role) -> Fillers {
        let s = self.s;
        // right behind the noun, a figure or date between
        let mut i = trigger.end;
        let mut figure = trigger.own.is_some();
        while i < s.hi.min(trigger.end + 9) {
            // expects revenue of $50 billion for X
            let amount = s.word_at(i, class::M_OF).map_or(i, |(end, _)| end);
            if let Some(p) = s.at(amount).filter(|p| s.kind(*p) == Kind::Money && !figure) {
                figure = true;
                i = p.end;
                continue;
            }
            if let Some(p) = s.at(i) {
                if !matches!(s.kind(p), Kind::Date | Kind::Percent) && trigger.own.is_none_or(|own| s.placed[own].mention != p.mention) {
                    break;
                }
                i = p.end;
                continue;
            }
            if let Some((end, _)) = s.word_at(i, marker) {
                let found = self.reach(end, 7, false, role);
                if !found.is_empty() {
                    return found;
                }
            }
            let stops = matches!(s.mark(i), ',' | ';' | ':' | '(' | ')') || s.is(i, class::CLAUSE) || s.is(i, class::AUX);
            if stops || s.marker_at(i).is_some() && s.word_at(i, marker).is_none() {
                break;
            }
            i += 1;
        }
        // Chez X, le bénéfice: at the head of its clause
        let edge = trigger.group.min(trigger.start);
        let head = |i: usize| {
            i == s.lo
                || matches!(s.mark(i - 1), ':' | ';' | '•' | '–' | '—' | '«')
                || s.is(i - 1, class::CLAUSE)
                || s.is(i - 1, class::CONJUNCTION)
                || [class::STAFF_HEAD, class::USERS_HEAD, class::USERS].iter().any(|c| s.word_before(i, *c).is_some())
        };
        let opening = (s.lo..edge).rev().find_map(|i| s.word_at(i, marker).filter(|(end, _)| head(i) && *end <= edge));
        let Some((end, _)) = opening else { return Fillers::new() };
        let found = self.reach(end, 6, false, role);
        let between = found.first().is_none_or(|f| {
            (f.end.max(end)..edge).any(|k| s.entity_at(k).is_some_and(|p| self.subject_like(p.start)) || matches!(s.mark(k), ';' | ':'))
        });
        if between && !self.only_a_colon(&found, edge) { Fillers::new() } else { found }
    }

    /// `For X the quarter was a good one: profit of £2.7bn`: nothing but a colon parts the name from the figure.
    fn only_a_colon(&self, found: &[Filler], edge: usize) -> bool {
        let s = self.s;
        found.first().is_some_and(|f| {
            (f.end..edge).filter(|k| matches!(s.mark(*k), ';' | ':')).count() == 1
                && (f.end..edge).all(|k| s.entity_at(k).is_none() && s.mark(k) != ';')
        })
    }

    /// `X must pay, the Federal Court ruled`: the authority that tells it behind.
    pub(super) fn ruling(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let comma = (trigger.end..s.hi).find(|i| s.mark(*i) == ',')?;
        let first = (comma + 1..s.hi.min(comma + 4)).find(|i| s.authority_at(*i).is_some())?;
        let end = s.authority_at(first)?;
        s.any(first..s.hi.min(end + 2), &[class::SAY, class::COURT_RULES]).then(|| self.authority(first, end))
    }

    /// The company that tells what a clause without a subject of its own says.
    pub(super) fn teller(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let free = |p: Placed| s.kind(p) == Kind::Company && !self.tells(p) && s.party(p).is_some_and(|e| !self.is_taken(e));
        // X said that 3,000 jobs would go: nobody else is named between
        let edge = trigger.group.min(trigger.start);
        let told = (s.lo..edge).rev().find(|i| s.is(*i, class::SAY));
        if let Some(say) = told {
            let before = s.placed.iter().rfind(|p| p.end <= say && matches!(s.kind(**p), Kind::Company | Kind::Product)).copied();
            let near = before.filter(|p| p.end + 4 > say && s.mark(p.end) != ',' && free(*p) && self.subject_like(p.start));
            // X said Y had taken a 5% stake: who took it stands right before the verb
            let doer =
                s.entity_at(edge.saturating_sub(1)).filter(|_| trigger.classes.contains(&class::TAKE_STAKE)).map_or(edge, |p| p.start);
            let alone =
                (say..doer).all(|k| s.entity_at(k).is_none() && !s.is(k, class::ANAPHOR_OTHER) && !matches!(s.mark(k), ';' | '«' | '“'));
            if let Some(p) = near.filter(|_| alone) {
                return self.filler(p, 0.85, "who tells it");
            }
        }
        // the loss widened to €41m, X said; a précisé X; souligne Jane Doe, directrice générale de X
        let say = (trigger.end..s.hi).rev().find(|i| s.is(*i, class::SAY))?;
        let (end, _) = s.word_at(say, class::SAY)?;
        let comma = (trigger.end..say).rev().find(|i| matches!(s.mark(*i), ',' | '»' | '”' | '"' | '–' | '—'))?;
        if (comma + 1..say).any(|i| s.is(i, class::CLAUSE) || s.is(i, class::RELATIVE) || s.is(i, class::CONJUNCTION)) {
            return None;
        }
        let before = s.entity_at(say - 1).filter(|p| p.start > comma && free(*p) && p.start <= comma + 5);
        if let Some(p) = before {
            return self.filler(p, 0.85, "who tells it");
        }
        let behind = (end..s.hi.min(end + TITLE_REACH)).find_map(|i| s.entity_at(i)).filter(|p| free(*p))?;
        let direct = (end..behind.start).all(|i| s.marker_at(i).is_none() && !matches!(s.mark(i), ',' | ';' | '('));
        let titled = s.word_before(behind.start, class::M_OF).is_some() && (end..behind.start).any(|i| s.is(i, class::COMPANY_TITLE));
        if direct || titled { self.filler(behind, if direct { 0.85 } else { 0.8 }, "who tells it") } else { None }
    }
}
