//! Whom a pronoun, a noun phrase or nothing at all stands for where several companies come into question: what the text has said
//! of each says how likely it is the one.

use super::about::bystander;
use super::choice::Scene;
use super::described::Described;
use super::roles::{Filler, Fillers};
use super::standing::Standing;
use crate::dictionary::{Features, Part, Place, class, part};
use crate::document::Kind;
use crate::meaning::FactType;
use crate::reading::lexemes::ClassSet;
use crate::reading::tokens::Shape;

/// Why a filler stands for the company spoken of, when others may be meant as well.
const SPOKEN_OF: [&str; 2] = ["company spoken of", "company that the text is about"];

/// Why another one than the frame's place has found comes into question.
const ANOTHER: &str = "another company spoken of";

/// A noun phrase has at most so many tokens.
const PHRASE: usize = 7;

/// A sentence of so many tokens may be a line of a list.
const LINE: usize = 10;

impl Scene<'_, '_> {
    /// The filler that a place found, and the others that it may stand for if the sentence does not name it.
    pub(super) fn antecedents(&self, found: &Filler, object: Option<&Filler>) -> Fillers {
        if self.tells_of_stranger(Some(found)) {
            return Fillers::new();
        }
        let mut fillers = Fillers::from_elem(found.clone(), 1);
        if found.kind != Kind::Company || !SPOKEN_OF.contains(&found.why) {
            return fillers;
        }
        for e in self.focus.spoken() {
            let known = fillers.iter().any(|g| g.entity == *e) || object.is_some_and(|o| o.entity == *e);
            if !known && !bystander(e) {
                fillers.push(Filler { entity: e.clone(), why: ANOTHER, ..found.clone() });
            }
        }
        fillers
    }

    /// `Le parc a été créé en 1890`, `née le 29 avril 1967`: much else is founded or born, and it is no company of the sentences
    /// before where no word stands for one. A line that says nothing else is.
    pub(super) fn tells_of_stranger(&self, found: Option<&Filler>) -> bool {
        let (s, t) = (self.s, &self.triggers[self.t]);
        // Fondée en 1952, Création : 1998; but `L'orgue a été créé en 1890` is a sentence of its own
        let line = s.hi <= s.lo + LINE && (!t.is_verb() || t.passive_without_aux());
        // A house costs 3 million: what is no firm's doing is not paid by the firm spoken of
        let paid = self.frame.kind == FactType::Spending && t.is_verb() && !self.frame.subject.from.contains(&Place::Agent);
        if !paid && (self.frame.kind != FactType::Founding || line) {
            return false;
        }
        let absent = found.is_none_or(|f| f.start == f.end && SPOKEN_OF.contains(&f.why));
        const FIRM: &ClassSet = &ClassSet::of(&[class::ANAPHOR, class::ANAPHOR_BARE, class::COMPANY_NOUN, class::TRADE, class::SMALL_FIRM]);
        const DOING: &ClassSet = &ClassSet::of(&[class::POSSESSIVE, class::N_MEASURE]);
        absent && !(s.lo..s.hi.min(t.end + LINE)).any(|i| s.r.lexemes.starts(i, FIRM) || paid && s.r.lexemes.starts(i, DOING))
    }

    /// `Un fournisseur allemand a perdu 40 millions`, `a rival lost $40m`: a firm that nobody has named is the verb's subject.
    pub(super) fn done_by_stranger(&self) -> bool {
        let (s, t) = (self.s, &self.triggers[self.t]);
        const FIRM: &ClassSet = &ClassSet::of(&[class::COMPANY_NOUN, class::RELATION_NOUN, class::TRADE, class::SMALL_FIRM]);
        // X has invested in a start-up founded in 2005; but X is a start-up founded, X, a start-up founded
        if t.passive_without_aux() {
            let plain = |i: &usize| s.at(*i).is_none() && matches!(s.mark(*i), '\0' | '-') && !s.is(*i, class::AUX);
            let article =
                (t.group.saturating_sub(PHRASE).max(s.lo + 1)..t.group).rev().take_while(plain).find(|i| s.is(*i, class::INDEFINITE));
            return article.is_some_and(|a| {
                let firm = (a..t.group).any(|i| s.r.lexemes.starts(i, FIRM));
                firm && plain(&(a - 1)) && !s.is(a - 1, class::COPULA)
            });
        }
        if !t.finite() || t.passive {
            return false;
        }
        for i in (t.group.saturating_sub(PHRASE).max(s.lo)..t.group).rev() {
            let apart = s.at(i).is_some() || s.mark(i) != '\0' && s.r.tokens[i].shape != Shape::Hyphen;
            if apart || s.is(i, class::RELATIVE) || s.is(i, class::ANAPHOR_OTHER) || s.is(i, class::CLAUSE) {
                return false;
            }
            // a rival: the noun may stand where articles do
            let article = s.word_at(i, class::DETERMINER).filter(|_| !s.r.lexemes.starts(i, FIRM));
            if let Some((end, _)) = article {
                let firm = (end..t.group).any(|k| s.r.lexemes.starts(k, FIRM));
                let known = s.is(i, class::DEFINITE_DETERMINER) || s.is(i, class::ANAPHOR);
                return firm && !known;
            }
        }
        false
    }

    /// What the text has said of a company that the sentence does not name.
    pub(super) fn antecedent(&self, f: &mut Features<'_>, x: &Filler, standing: &Standing<'_>, kind: &Part<'_>, reference: &Part<'_>) {
        let s = self.s;
        let (last, place) = match standing.recent {
            None => (part!("long"), part!("none")),
            Some(r) => (
                match (r.age, r.apart) {
                    (0, false) => part!("0"),
                    (1, false) => part!("1"),
                    (_, false) => part!("2"),
                    (0, true) => part!("0-apart"),
                    (_, true) => part!("2-apart"),
                },
                if r.led { part!("led") } else { r.governor },
            ),
        };
        let told = standing.recent.map_or(part!("none"), |r| r.told);
        let main = if standing.main { part!("main") } else { part!("-") };
        let topic = if standing.topic.is_some() { part!("topic") } else { part!("-") };
        f.add(&[part!("spoken"), last, place]);
        f.add(&[part!("spoken"), last, place, reference]);
        f.add(&[part!("spoken"), last, place, kind]);
        f.add(&[part!("spoken"), last, told, reference]);
        f.add(&[part!("spoken"), last, told, kind]);
        f.add(&[part!("spoken"), last, topic, main]);
        f.add(&[part!("spoken"), last, topic, main, reference]);
        if let Some(r) = standing.recent {
            f.add(&[part!("spoken-part"), r.played]);
            f.add(&[part!("spoken-part"), r.played, main]);
        }
        if standing.recent.is_some_and(|r| r.joined) {
            f.add(&[part!("spoken-joined"), last, reference]);
        }
        let phrase = if x.start < x.end { Described::of(s, x.start, x.end) } else { Described::default() };
        let fits = if !phrase.says_something() {
            part!("nothing")
        } else if !phrase.allows(&x.entity) {
            part!("else")
        } else if phrase.tells(&x.entity) {
            part!("it")
        } else {
            part!("open")
        };
        f.add(&[part!("said"), fits]);
        f.add(&[part!("said"), fits, last, main]);
        if x.start < x.end {
            let noun = if s.is(x.start, class::DEMONSTRATIVE) {
                part!("this")
            } else if (x.start..x.end).any(|i| s.is(i, class::SMALL_FIRM)) {
                part!("small")
            } else if s.any(x.start..x.end, &[class::DEMONYM]) {
                part!("nation")
            } else {
                part!("plain")
            };
            // a start-up is hardly one that everybody knows
            f.add(&[part!("said-by"), noun, if x.entity.id.is_empty() { part!("unknown") } else { part!("known") }]);
            f.add(&[part!("said-by"), noun, last, main]);
            f.add(&[part!("said-by"), noun, last, told]);
        }
    }
}
