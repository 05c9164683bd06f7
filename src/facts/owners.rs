//! Whose a noun is: `X's`, `de X`, `its`, and the name right before it.

use super::roles::{Filler, Fillers, Roles};
use super::trigger::Trigger;
use crate::dictionary::{Role, class};
use crate::document::Kind;
use crate::reading::tokens::Shape;
use smallvec::smallvec;

impl Roles<'_, '_> {
    /// One past the amount that a noun has right behind a preposition.
    fn own_amount(&self, t: &Trigger) -> Option<usize> {
        let s = self.s;
        let (of, _) = s.word_at(t.end, class::M_OF).filter(|_| !t.is_verb())?;
        let amount = s.word_at(of, class::BOUND_BEFORE).map_or(of, |(end, _)| end);
        let p = s.at(amount).filter(|p| s.kind(*p) == Kind::Money)?;
        s.is(p.end, class::M_OF).then_some(p.end)
    }

    /// `X's first-quarter revenue`, `le chiffre d'affaires de X`, `its revenue`.
    pub(super) fn possessor(&self, t: &Trigger, role: &Role) -> Fillers {
        let s = self.s;
        // de X right behind the noun, adjectives between; une levée de 4 millions de X: or behind its amount
        let amount = self.own_amount(t);
        let mut i = amount.unwrap_or(t.end);
        let limit = i + if amount.is_some() { 2 } else { 5 };
        while i < s.hi.min(limit) {
            if let Some(p) = s.at(i) {
                if !matches!(s.kind(p), Kind::Date | Kind::Percent) {
                    break;
                }
                i = p.end;
                continue;
            }
            if let Some((end, _)) = s.word_at(i, class::M_OF) {
                // la capitalisation du groupe, de la société: the one that the sentence speaks of
                let phrase = s.word_at(end, class::ANAPHOR).filter(|(_, w)| matches!(w.value, "company" | "latter"));
                let bare = s.word_at(end, class::ANAPHOR_BARE).filter(|_| s.is(i, class::WITH_ARTICLE));
                let plain = |e: usize| e == s.hi || s.marker_at(e).is_some() || !s.text(e).starts_with(char::is_alphabetic);
                if let Some((e, _)) = phrase.or(bare).filter(|(e, w)| plain(*e) || w.value == "latter") {
                    return self.anaphor(end, e, role).into_iter().collect();
                }
                let found = self.reach(end, 5, false, role);
                if !found.is_empty() {
                    return found;
                }
            }
            if s.marker_at(i).is_some() && !s.is(i, class::M_OF) || s.mark(i) == ',' {
                break;
            }
            i += 1;
        }
        let mut at = t.group.min(t.start);
        for _ in 0..8 {
            if at <= s.lo {
                break;
            }
            if let Some((start, _)) = s.word_before(at, class::POSSESSIVE_MARK) {
                let apostrophe = start.saturating_sub(1);
                if apostrophe > s.lo && s.r.tokens[apostrophe].shape == Shape::Apostrophe {
                    if let Some(start) = role.authority.then(|| s.authority_before(apostrophe)).flatten() {
                        return smallvec![self.authority(start, apostrophe)];
                    }
                    if let Some(p) = s.entity_at(apostrophe - 1) {
                        return self.owners_for(self.filler(p, 0.97, "possessor").into_iter().collect(), role);
                    }
                    if let Some((start, _)) = s.word_before(apostrophe, class::ANAPHOR) {
                        return self.anaphor(start, apostrophe, role).map(|f| Filler { end: at, ..f }).into_iter().collect();
                    }
                    return Fillers::new();
                }
            }
            // X, whose 3.2 million customers; X, dont les 450 salariés
            if let Some((start, _)) = s.word_before(at, class::RELATIVE) {
                let article = s.is(at, class::DETERMINER);
                let whose = s.is(start, class::WHOSE) || article && s.is(start, class::OF_WHICH);
                if start > s.lo && whose {
                    return self.antecedent(start, role);
                }
            }
            if let Some((start, w)) = s.word_before(at, class::ANAPHOR) {
                if w.value == "possessive" {
                    // loin derrière X et ses 263 millions d'abonnés
                    let joint = s.word_before(start, class::CONJUNCTION).or_else(|| s.word_before(start, class::M_WITH));
                    let named = joint.filter(|(j, _)| *j > s.lo).and_then(|(j, _)| s.entity_at(j - 1));
                    // cède X, ses 210 salariés et ses brevets
                    let comma = start > s.lo + 1 && s.mark(start - 1) == ',';
                    let sold = comma.then(|| s.entity_at(start - 2)).flatten().filter(|p| self.done_to(*p));
                    let named = named.or(sold);
                    // rachète l'entreprise et ses 210 salariés: of what is bought, not of who buys
                    let phrase = joint.and_then(|(j, _)| Some((j, s.anaphor_before(j)?)));
                    let object = |at: usize| self.triggers.iter().any(|t| t.is_verb() && !t.passive && t.end == at);
                    if let Some((j, (from, _))) = phrase.filter(|(_, (from, value))| *value != "possessive" && object(*from)) {
                        return self.object_reference(from, j, 0.85).into_iter().collect();
                    }
                    if let Some(f) = named.and_then(|p| self.filler(p, 0.95, "possessor")) {
                        return self.owners_for(smallvec![f], role);
                    }
                    // Depuis sa création en 2013, X a …: the name behind the opening phrase says whose
                    let opens = start == s.lo + 1 && s.at(s.lo).is_none() && !role.authority;
                    let later = if opens { self.later_subject(t, role).filter(|f| s.entity_at(f.start).is_some()) } else { None };
                    if let Some(f) = later {
                        return self.owners_for(smallvec![f], role);
                    }
                    // the state of Texas lodged its complaint
                    let doer = role.authority.then(|| self.authority_of_clause(start)).flatten();
                    return doer.or_else(|| self.anaphor(start, at, role)).into_iter().collect();
                }
            }
            if s.at(at - 1).is_some_and(|p| !matches!(s.kind(p), Kind::Date | Kind::Money | Kind::Percent))
                || matches!(s.mark(at - 1), ',' | '.' | ';' | '(')
            {
                break;
            }
            at -= 1;
        }
        Fillers::new()
    }

    /// `the Windsurf acquisition`, `OpenAI revenue`.
    pub(super) fn compound(&self, t: &Trigger, role: &Role) -> Fillers {
        if let Some(start) = role.authority.then(|| self.s.authority_before(t.start)).flatten() {
            return smallvec![self.authority(start, t.start)];
        }
        t.start
            .checked_sub(1)
            .and_then(|i| self.s.entity_at(i))
            .and_then(|p| self.filler(p, 0.85, "named right before"))
            .into_iter()
            .collect()
    }
}
