//! Which name of a sentence it is about.

use super::about::bystander;
use super::played::winds_up;
use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::{Entity, Kind};

/// So many words before a company say that somebody was there once.
const FORMERLY_REACH: usize = 5;

/// `deux anciens ingénieurs de X`, `a former X engineer`: whether a company is only where somebody comes from.
pub(crate) fn formerly(s: &Sentence<'_>, p: Placed) -> bool {
    let word = |i: &usize| s.at(*i).is_none() && s.text(*i).starts_with(|c: char| c.is_lowercase() || c == '-');
    s.came_from(p) || (s.lo..p.start).rev().take(FORMERLY_REACH).take_while(word).any(|i| s.is(i, class::FORMERLY))
}

/// Whether a name is of a newspaper or agency that only reports: `Reuters reported in September that …`.
fn reports(s: &Sentence<'_>, p: Placed, e: &Entity) -> bool {
    e.sector == "media" && (p.end..(p.end + 3).min(s.hi)).any(|i| s.is(i, class::SAY))
}

/// The company or product that a sentence speaks of: the firm of whoever says it, else the first name that can be its subject.
pub(crate) fn leading(s: &Sentence<'_>) -> Option<Placed> {
    speaking(s).or_else(|| {
        let main = past_opening(s).filter(|at| named_at(s, *at).is_some()).unwrap_or(s.lo);
        let named = s.placed.iter().filter(|p| matches!(s.kind(**p), Kind::Company | Kind::Product) && !formerly(s, **p));
        named.copied().find(|p| p.start >= main && leads(s, *p))
    })
}

/// So many words at most stand before the comma that closes an opening clause.
const OPENING_CLAUSE: usize = 30;

/// So many words stand at most between that comma and the name of the subject: `the London lender X`.
const TITLE: usize = 6;

/// `After buying X, Y has`, `En rachetant X, le groupe`: the token at which the main clause starts, behind a clause that opens the sentence,
/// if its subject is a company.
pub(crate) fn past_opening(s: &Sentence<'_>) -> Option<usize> {
    if !s.any(s.lo..s.lo + 1, &[class::CLAUSE, class::OPENER]) {
        return None;
    }
    let commas = (s.lo + 1..s.hi.min(s.lo + OPENING_CLAUSE)).filter(|i| s.mark(*i) == ',' && s.at(*i).is_none()).map(|i| i + 1);
    let anaphor = |at: usize| s.word_at(at, class::ANAPHOR).is_some_and(|(_, w)| matches!(w.value, "company" | "pronoun"));
    commas.into_iter().find(|at| anaphor(*at) || named_at(s, *at).is_some())
}

/// `After buying X, the group has`: the same, if the opening clause has no subject of its own, so that it is that of the main clause.
pub(crate) fn past_own_opening(s: &Sentence<'_>) -> Option<usize> {
    let (end, _) = s.word_at(s.lo, class::OPENER).or_else(|| s.word_at(s.lo, class::CLAUSE))?;
    let own = s.at(end).is_some() || s.any(end..end + 1, &[class::DETERMINER, class::DEFINITE_DETERMINER, class::ANAPHOR]);
    past_opening(s).filter(|at| !own && named_at(s, *at).is_none())
}

/// The company that is the subject of the clause that starts at a token.
fn named_at(s: &Sentence<'_>, at: usize) -> Option<Placed> {
    let word = |i: &usize| {
        s.at(*i).is_none() && s.mark(*i) == '\0' && !s.any(*i..*i + 1, &[class::AUX, class::RELATIVE, class::CONJUNCTION, class::CLAUSE])
    };
    let start = at + (at..s.hi.min(at + TITLE)).take_while(word).count();
    let p = s.entity_at(start).filter(|p| p.start == start && s.kind(*p) == Kind::Company && leads(s, *p))?;
    // After buying X, Y and Z, it: a list of names
    let listed = s.mark(p.end) == ',' || p.end >= s.hi || s.is(p.end, class::CONJUNCTION);
    (!listed).then_some(p)
}

/// So many words behind a verb of saying stand whose boss says it.
const SPEAKER: usize = 9;

/// `« … », tranche le patron de X`, `"…", said X boss Jane Doe`: the firm of the person who has said what stands before.
fn speaking(s: &Sentence<'_>) -> Option<Placed> {
    // whatever the verb is behind a quotation: `», tranche`, `», s'amuse`
    let quoted = |i: usize| matches!(s.mark(i), '»' | '”' | '"');
    let closes = |i: usize| quoted(i) || s.mark(i) == ',' && i > s.lo && (quoted(i - 1) || s.is(i + 1, class::SAY));
    let small = |i: usize| s.at(i).is_none() && s.text(i).starts_with(char::is_lowercase);
    let says = (s.lo + 1..s.hi).find(|i| closes(i - 1) && small(*i))?;
    let reach = says + 1..s.hi.min(says + SPEAKER);
    let title = reach.clone().find(|i| s.at(*i).is_none() && s.is(*i, class::COMPANY_TITLE))?;
    s.placed.iter().copied().find(|p| {
        let near = s.kind(*p) == Kind::Company && reach.contains(&p.start) && s.party(*p).is_some_and(|e| !bystander(e));
        near && (p.end <= title || s.governed_by(p.start).is_some_and(|c| c.contains(&class::M_OF)))
    })
}

/// Whether a name can be what its sentence speaks of: not who reports it, no preposition, relative pronoun or bracket before it.
pub(crate) fn leads(s: &Sentence<'_>, p: Placed) -> bool {
    may_lead(s, p) && s.word_before(p.start, class::CLAUSE).is_none()
}

/// The same, the subject of a subordinate clause too: `while X became a unicorn`.
pub(crate) fn may_lead(s: &Sentence<'_>, p: Placed) -> bool {
    if s.party(p).is_none_or(|e| bystander(e) || reports(s, p, e)) || winds_up(s, p) {
        return false;
    }
    // Chez X, la situation n'est guère meilleure; over at X, sales fell
    let housed = s.mark(p.end) == ',' && s.word_before(p.start, class::M_HOUSE).is_some_and(|(start, _)| start <= s.lo + 1);
    let free = housed || s.governed_by(p.start).is_none_or(|c| c.iter().all(|c| *c == class::M_OF));
    let inside = p.start > s.lo && matches!(s.mark(p.start - 1), '(' | '[');
    let hangs = s.word_before(p.start, class::RELATIVE).is_some();
    free && !inside && !hangs
}
