//! A sentence that only gives an earlier figure of what the one before told: `It had been $13.8bn in 2023.`, `Il s'élevait à
//! 3 millions un an plus tôt.`

use super::sentence::Sentence;
use crate::dictionary::class;
use crate::document::{Fact, Kind};
use crate::meaning::{FactType, Modality};

/// A sentence longer than this says more.
const LENGTH: usize = 26;

/// So many other words may stand before the verb.
const SMALL: usize = 2;

/// The fact that a sentence repeats of `told`, which the sentence before gave last, with a figure and date of its own.
pub(crate) fn fact(s: &Sentence<'_>, told: &Fact) -> Option<Fact> {
    let figure = matches!(
        told.kind,
        FactType::Revenue | FactType::Profit | FactType::Loss | FactType::Headcount | FactType::Users | FactType::MarketCap
    );
    if !figure || s.hi - s.lo > LENGTH || !s.classes().contains(class::ECHO) {
        return None;
    }
    // only a pronoun, `the figure` and a date stand before the verb, and a small word or two: `sur le seul trimestre`, `alone`
    let mut at = s.lo;
    let mut named = false;
    let mut small = 0;
    let verb = loop {
        if at >= s.hi {
            return None;
        }
        if let Some((end, _)) = s.word_at(at, class::ECHO) {
            break end;
        }
        if let Some(p) = s.at(at) {
            if s.kind(p) != Kind::Date {
                return None;
            }
            at = p.end;
        } else if let Some((end, _)) = s.word_at(at, class::ECHO_HEAD) {
            named = true;
            at = end;
        } else if s.mark(at) == ',' || s.marker_at(at).is_some() || s.is(at, class::DETERMINER) || s.is(at, class::ADVERB) {
            at += 1;
        } else if small < SMALL && s.text(at).starts_with(char::is_alphabetic) && !s.unknown_name(at) {
            small += 1;
            at += 1;
        } else {
            return None;
        }
    };
    let (money, count) = (told.money.as_ref(), told.count.as_ref());
    let figures = |p: &&super::sentence::Placed| matches!(s.kind(**p), Kind::Money | Kind::Users | Kind::Headcount);
    let mut all = s.placed.iter().filter(figures);
    let (p, more) = (all.next()?, all.next());
    let amount = s.mentions[p.mention].amount()?;
    let same = money.or(count).is_some_and(|a| a.unit == amount.unit && a.per == amount.per);
    let behind = p.start >= verb && p.start <= verb + 5;
    let date = s.placed.iter().find(|p| s.kind(**p) == Kind::Date).and_then(|p| s.mentions[p.mention].date().copied());
    if !named || more.is_some() || !same || !behind || date.is_none() || date == told.date {
        return None;
    }
    let mut fact = Fact { date, percent: None, sentence: s.index, modality: Modality::Asserted, ..told.clone() };
    fact.span = s.r.span(s.lo, s.hi);
    *(if money.is_some() { &mut fact.money } else { &mut fact.count }) = Some(amount.clone());
    fact.confidence = (told.confidence * 90.0).round() / 100.0;
    Some(fact)
}
