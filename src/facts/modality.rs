//! How firmly a trigger is stated: auxiliaries, governing words, negation, sources.

use super::sentence::Sentence;
use super::trigger::{Form, Trigger};
use crate::dictionary::class;
use crate::document::Kind;
use crate::meaning::Modality;
use crate::reading::lexemes::ClassSet;

/// Classes of the words that say how firm what they govern is.
const GOVERNING: &ClassSet = &ClassSet::of(&[class::CHAIN, class::AUX, class::NEGATION]);

/// The modality of a trigger; `None` where its clause states nothing (`si X rachète Y`).
///
/// `floor` is what the frame's fact is where nothing else is said: an offer is planned.
pub(crate) fn of(s: &Sentence<'_>, t: &Trigger, floor: Modality) -> Option<Modality> {
    let lo = clause_start(s, t.group.min(t.start));
    let asked = (t.end..s.hi).find(|i| matches!(s.mark(*i), '?' | ';')).is_some_and(|i| s.mark(i) == '?');
    if asked || s.holds(lo..t.start, class::HYPOTHESIS) {
        return None;
    }
    let mut found = match t.form {
        Form::Conditional => Some(Modality::Reported),
        Form::Future => Some(Modality::Planned),
        // `X to buy Y`, `pour racheter`: what is not governed by anything is meant to come
        Form::Infinitive | Form::Base if t.start > s.lo && s.is(t.start - 1, class::TO_DO) && !comes_out(s, t.start - 1, lo) => {
            Some(Modality::Planned)
        }
        // is to shut 15 shops and axe 245 jobs
        Form::Base => joined_to(s, t),
        _ => None,
    };
    let from = if t.is_verb() { t.group } else { lo.max(t.start.saturating_sub(16)) };
    let mut at = from;
    let mut governed = None;
    while at < t.start {
        let mut next = at + 1;
        if s.is(at, class::HINDER) && (at.saturating_sub(2).max(s.lo)..at).any(|i| s.negates(i)) {
            // n'a pas empêché X de perdre: it did
            governed = governed.filter(|g| *g != Modality::Denied);
        } else if !s.r.lexemes.starts(at, GOVERNING) || comes_out(s, at, lo) || s.at(at).is_some() {
            // most words, and `May 2024`
        } else if let Some((end, w)) =
            s.word_at(at, class::CHAIN).filter(|(end, _)| *end <= t.start && (t.is_verb() || governs(s, at, *end)))
        {
            governed = Some(stronger(governed, Modality::parse(w.value).unwrap_or(Modality::Asserted)));
            next = end;
        } else if let Some((end, w)) = s.word_at(at, class::AUX).filter(|(end, _)| *end <= t.start) {
            match w.value {
                "conditional" | "modal" => governed = Some(stronger(governed, Modality::Reported)),
                "future" => governed = Some(stronger(governed, Modality::Planned)),
                _ => {}
            }
            next = end;
        } else if s.negates(at) && (t.is_verb() || t.start - at <= 4) {
            governed = Some(Modality::Denied);
        }
        at = next;
    }
    // pas right behind the auxiliary or verb: `n'a pas racheté` is in the group; `ne rachète pas`
    if t.is_verb() && s.is(t.end, class::NEGATION) {
        governed = Some(Modality::Denied);
    }
    if !t.is_verb() && s.classes().contains(class::N_MODALITY) {
        for i in t.start.saturating_sub(4).max(s.lo)..s.hi.min(t.end + 3) {
            if let Some((_, w)) = s.word_at(i, class::N_MODALITY) {
                governed = Some(stronger(governed, Modality::parse(w.value).unwrap_or(Modality::Planned)));
            }
        }
    }
    // its profit forecast; son objectif de chiffre d'affaires
    let outlook = |at: usize| s.word_before(at, class::OUTLOOK).is_some();
    if !t.is_verb() && (s.is(t.end, class::OUTLOOK) || s.word_before(t.start, class::M_OF).is_some_and(|(of, _)| outlook(of))) {
        governed = Some(stronger(governed, Modality::Planned));
    }
    if !t.is_verb() && foreseen(s, t) {
        governed = Some(stronger(governed, Modality::Planned));
    }
    found = match (found, governed) {
        // a announced infinitive is as firm as what governs it
        (Some(Modality::Planned), Some(g)) if matches!(t.form, Form::Infinitive | Form::Base) => Some(g),
        (f, Some(g)) => Some(stronger(f, g)),
        (f, None) => f,
    };
    let mut modality = stronger(found, floor);
    // X has turned down an offer from Y
    if !t.is_verb() && modality != Modality::Asserted && (lo..t.start).any(|i| s.is(i, class::CALL_OFF)) {
        modality = Modality::Denied;
    }
    // talks to buy X break down; X's bid for Y was rejected; denies that it has bought Y
    // a sale to X is on the cards; a takeover by X fell through
    let takeover = t.classes.iter().any(|c| matches!(*c, class::N_ACQUISITION | class::N_SALE | class::N_SALE_TO));
    let predicate = t.end..if takeover { predicate_end(s, t.end) } else { t.end };
    let prospect = predicate.clone().find_map(|i| s.word_at(i, class::IN_PROSPECT)).and_then(|(_, w)| Modality::parse(w.value));
    modality = prospect.map_or(modality, |p| stronger(Some(modality), p));
    let falls_through = s.holds(predicate, class::CALL_OFF);
    let called_off = falls_through || modality != Modality::Asserted && s.holds(t.end..clause_end(s, t.end), class::CALL_OFF);
    if called_off || abandoned(s, t) || s.holds(lo..t.start, class::DENY) {
        modality = Modality::Denied;
    }
    if modality != Modality::Denied && s.classes().contains(class::SOURCE) && s.holds(own_statement(s, t), class::SOURCE) {
        modality = Modality::Reported;
    }
    Some(modality)
}

/// So many words back stands what governs two verbs.
const JOINED: usize = 16;

/// How firm the verb is that another one is joined to: `will shut a plant and cut 300 jobs`.
fn joined_to(s: &Sentence<'_>, t: &Trigger) -> Option<Modality> {
    let (joint, _) = s.word_before(t.group.min(t.start), class::CONJUNCTION)?;
    let near = |i: &usize| !matches!(s.mark(*i), ';' | ':' | '.');
    (joint.saturating_sub(JOINED).max(s.lo)..joint).rev().take_while(near).filter(|i| s.at(*i).is_none()).find_map(|i| {
        match s.word_at(i, class::AUX).map(|(_, w)| w.value) {
            Some("future") => Some(Modality::Planned),
            Some("conditional" | "modal") => Some(Modality::Reported),
            _ => s.word_at(i, class::CHAIN).and_then(|(_, w)| Modality::parse(w.value)).filter(|m| *m == Modality::Planned),
        }
    })
}

/// `La reprise de X par Y est abandonnée`: the noun's own verb calls it off.
fn abandoned(s: &Sentence<'_>, t: &Trigger) -> bool {
    if t.is_verb() || !s.classes().contains(class::CALL_OFF) {
        return false;
    }
    let plain = |i: &usize| !matches!(s.mark(*i), ',' | ';' | ':' | '(') && !s.is(*i, class::RELATIVE) && !s.is(*i, class::CLAUSE);
    let Some(aux) = (t.end..s.hi.min(t.end + 16)).take_while(plain).find(|i| s.at(*i).is_none() && s.is(*i, class::AUX)) else {
        return false;
    };
    let mut at = aux;
    while let Some((end, _)) = s.word_at(at, class::AUX).or_else(|| s.word_at(at, class::ADVERB)) {
        at = end;
    }
    s.is(at, class::CALL_OFF)
}

/// Whether a chain word before a noun governs a verb: not the `to` of `the year to June`, of `rose to $5bn`, of `due to`.
fn governs(s: &Sentence<'_>, at: usize, end: usize) -> bool {
    let verb = |l: &crate::reading::lexemes::Lexeme| s.word(l.sense).is_some_and(|w| matches!(w.value, "base" | "infinitive"));
    // ne compte plus que 140 salariés: no negation, and nothing governed
    if s.is(end, class::RESTRICTIVE) {
        return false;
    }
    // compte 675 millions d'utilisateurs; but compte investir
    if s.is(at, class::EMPLOY) && !(end..s.hi.min(end + 3)).any(|i| s.r.lexemes.at(i).iter().any(verb)) {
        return false;
    }
    s.at(at).is_none() && (!s.is(at, class::INFINITIVE_MARK) || end > at + 1 || s.r.lexemes.at(end).iter().any(verb))
}

/// Whether a figure stands between a noun of outlook and the trigger that says what it is of: `its forecast of £480m in pre-tax
/// profit`.
fn foreseen(s: &Sentence<'_>, t: &Trigger) -> bool {
    if !s.classes().contains(class::OUTLOOK) {
        return false;
    }
    let Some(p) = s.placed.iter().rfind(|p| p.end <= t.start && p.end + 4 > t.start && s.kind(**p) == Kind::Money) else { return false };
    let joined = (p.end..t.start).all(|i| s.at(i).is_none() && s.mark(i) != ',') && s.marker_at(p.end).is_some();
    let at = s.word_before(p.start, class::RANGE_OPEN).or_else(|| s.word_before(p.start, class::BOUND_BEFORE)).map_or(p.start, |(b, _)| b);
    joined && s.word_before(at, class::M_OF).is_some_and(|(of, _)| s.word_before(of, class::OUTLOOK).is_some())
}

/// Whether the `to` at a token says what came of it: `rose 4% to reach $5bn`, `the first company to be worth $5tn`, where nothing
/// before is still to come.
fn comes_out(s: &Sentence<'_>, at: usize, lo: usize) -> bool {
    if !s.is(at, class::INFINITIVE_MARK) || !s.is(at, class::TO_DO) || at == lo {
        return false;
    }
    let near = |reach: usize| lo.max(at.saturating_sub(reach))..at;
    let level = [class::REACH, class::AMOUNT_TO].iter().any(|c| s.is(at + 1, *c));
    let stepped = level && s.any(near(14), &[class::STEP, class::USER_CHANGE, class::RISE]);
    if !stepped && !s.any(near(4), &[class::ORDINAL, class::LATEST]) {
        return false;
    }
    let firm = |w: &str| matches!(w, "future" | "conditional" | "modal" | "planned" | "reported");
    !(lo..at).any(|i| [class::CHAIN, class::AUX].iter().any(|c| s.word_at(i, *c).is_some_and(|(_, w)| firm(w.value))))
}

/// The tokens that say who a statement is from: `X, which owns 85% of Y, is in talks, people said` tells what is owned itself.
fn own_statement(s: &Sentence<'_>, t: &Trigger) -> std::ops::Range<usize> {
    let open = (s.lo..t.group).rev().find(|i| matches!(s.mark(*i), ',' | ';' | ':')).filter(|i| s.mark(*i) == ',');
    let close = (t.end..s.hi).find(|i| s.mark(*i) == ',');
    match (open, close) {
        (Some(open), Some(close)) if s.is(open + 1, class::RELATIVE) => open..close,
        _ => s.lo..s.hi,
    }
}

fn stronger(a: Option<Modality>, b: Modality) -> Modality {
    let rank = |m: Modality| match m {
        Modality::Asserted => 0,
        Modality::Planned => 1,
        Modality::Reported => 2,
        Modality::Denied => 3,
    };
    match a {
        Some(a) if rank(a) > rank(b) => a,
        _ => b,
    }
}

/// One past what is said of a noun that ends at `at`: up to the next clause, and no name that is a subject of its own.
fn predicate_end(s: &Sentence<'_>, at: usize) -> usize {
    let stops =
        |i: &usize| matches!(s.mark(*i), ',' | ';' | ':') || s.is(*i, class::CLAUSE) || s.is(*i, class::RELATIVE) || s.is(*i, class::SAY);
    (at..s.hi).find(stops).unwrap_or(s.hi)
}

fn clause_end(s: &Sentence<'_>, at: usize) -> usize {
    (at..s.hi).find(|i| matches!(s.mark(*i), ';' | ':' | '•' | '»' | '”')).unwrap_or(s.hi)
}

/// The first token of the clause that ends before `at`.
fn clause_start(s: &Sentence<'_>, at: usize) -> usize {
    (s.lo..at).rev().find(|i| matches!(s.mark(*i), ';' | ':' | '•' | '«' | '“')).map_or(s.lo, |i| i + 1)
}
