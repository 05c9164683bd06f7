//! Clauses that leave their verb out: `X is bought for $230m, Y for $110m`; `fines X €223m and its arm Y €106m`; `X owns 9 per
//! cent of Z and Y 6 per cent`.

use super::Opened;
use super::sentence::{Placed, Sentence};
use super::trigger::Trigger;
use crate::dictionary::{Frame, Place, class};
use crate::document::{Fact, Kind};
use crate::meaning::FactType;

/// One past `of the capital`, `du capital` behind a share.
fn past_capital(s: &Sentence<'_>, end: usize) -> usize {
    let of = s.word_at(end, class::M_OF).map_or(end, |(end, _)| end);
    s.word_at(of, class::OWN_CAPITAL).map_or(end, |(end, _)| end)
}

/// Further facts of a trigger whose party and figure, money or percentage, stand behind the first one's figure.
pub(crate) fn facts(s: &Sentence<'_>, triggers: &[Trigger], frame: &Frame, figure: Placed, first: &Fact, o: &Opened) -> Vec<Fact> {
    let mut out = Vec::new();
    // the party named last before the amount is the one that changes
    let named = |f: &&super::roles::Filler| f.end > f.start && s.entity_at(f.start).is_some();
    let near = |f: &[super::roles::Filler]| f.iter().filter(named).filter(|f| f.end <= figure.start).map(|f| f.start).max();
    // 798 millions d'amende pour X, 150 millions pour Y: the figure comes first
    let behind = o.subjects.iter().filter(|f| f.start >= figure.end && f.end > f.start).map(|f| f.end).max();
    // the founders own 51% of X, Y 18%: who comes first has no name
    let nameless = first.object.as_ref() == Some(&first.subject);
    let whole = || o.objects.iter().filter(|f| f.end > f.start && f.start >= figure.end).map(|f| f.end).min();
    let (swaps_object, mut at) = match (near(&o.subjects), near(&o.objects), behind) {
        _ if nameless => (false, whole().unwrap_or_else(|| past_capital(s, figure.end))),
        (None, _, Some(end)) if frame.kind == FactType::Fine => (false, end),
        // détenu à 35 % par X et à 12 % par Y
        (_, _, Some(end)) if shares_of(frame, figure, s) => (false, end),
        (None, None, _) => return out,
        (subject, object, _) => (object > subject, figure.end),
    };
    loop {
        let Some(p) = joined(s, triggers, at) else {
            // `325 millions à Google et 150 millions à Shein`
            let Some((money, p)) = amount_first(s, frame, figure, at) else { return out };
            let (Some(entity), Some(amount)) = (s.mentions[p.mention].entity(), s.mentions[money.mention].amount()) else { return out };
            let share = s.kind(money) == Kind::Percent;
            let (paid, percent) = if share { (None, Some(amount.low)) } else { (Some(amount.clone()), None) };
            let mut fact = Fact { money: paid, percent, ..first.clone() };
            match frame.kind {
                FactType::Funding => fact.object = Some(entity.clone()),
                _ => fact.subject = entity.clone(),
            }
            fact.span = s.r.span(money.start, p.end);
            fact.confidence = (first.confidence * 90.0).round() / 100.0;
            out.push(fact);
            at = p.end;
            continue;
        };
        let marked = frame
            .money
            .as_ref()
            .is_some_and(|r| r.from.iter().any(|place| matches!(place, Place::Marked(c) if s.word_at(p.end, *c).is_some())));
        // a condamné X à 40 millions d'euros et Y à 50
        let sentenced = frame.kind == FactType::Fine && s.is(p.end, class::M_TO);
        let next = if marked || sentenced || s.is(p.end, class::M_FOR) { s.marker_at(p.end).unwrap_or(p.end) } else { p.end };
        let next = s.possessive_at(p.end).and_then(|end| s.word_at(end, class::M_OF)).map_or(next, |(end, _)| end);
        let Some(behind) = s.at(next).filter(|m| s.kind(*m) == s.kind(figure)) else { return out };
        let (Some(entity), Some(amount)) = (s.mentions[p.mention].entity(), s.mentions[behind.mention].amount()) else { return out };
        // nobody owns itself
        let other = if swaps_object { Some(&first.subject) } else { first.object.as_ref() };
        if other.is_some_and(|e| e == entity) {
            return out;
        }
        let share = s.kind(figure) == Kind::Percent;
        let price = || {
            let (end, _) = s.word_at(behind.end, class::M_FOR)?;
            let end = s.word_at(end, class::BOUND_BEFORE).map_or(end, |(end, _)| end);
            s.at(end).filter(|m| s.kind(*m) == Kind::Money)
        };
        let price = price().filter(|_| share);
        let paid = price.and_then(|m| s.mentions[m.mention].amount().cloned());
        let (money, percent) = if share { (paid, Some(amount.low)) } else { (Some(amount.clone()), None) };
        let behind = price.unwrap_or(behind);
        let mut fact = Fact { money, percent, ..first.clone() };
        if swaps_object {
            fact.object = Some(entity.clone());
        } else {
            fact.subject = entity.clone();
        }
        fact.span = s.r.span(p.start, behind.end);
        fact.confidence = (first.confidence * 90.0).round() / 100.0;
        out.push(fact);
        at = behind.end;
    }
}

/// `X's value of $19bn and Y's of $35bn`: whether an amount stands behind a possessive whose noun is left out.
pub(crate) fn of_possessive(s: &Sentence<'_>, p: Placed) -> bool {
    let Some((of, _)) = s.word_before(p.start, class::M_OF) else { return false };
    s.word_before(of, class::POSSESSIVE_MARK).is_some_and(|(mark, _)| mark > s.lo + 1 && s.possessive_at(mark - 1) == Some(of))
}

/// The amount behind a comma or conjunction and the name behind it, marked as a fine's subject is.
fn amount_first(s: &Sentence<'_>, frame: &Frame, figure: Placed, at: usize) -> Option<(Placed, Placed)> {
    if frame.kind == FactType::Funding {
        return lender_behind(s, frame, at);
    }
    let share = shares_of(frame, figure, s);
    if frame.kind != FactType::Fine && !share {
        return None;
    }
    // behind the first figure stands the first party: `325 millions d'euros d'amende à Google`
    let joint = (at..s.hi.min(at + 9)).find(|i| s.mark(*i) == ',' || s.is(*i, class::CONJUNCTION))?;
    let start = s.word_at(joint, class::CONJUNCTION).map_or(joint + 1, |(end, _)| end);
    // et à 12 % par le fonds Y
    let start = if share { s.marker_at(start).unwrap_or(start) } else { start };
    let money = s.at(start).filter(|m| s.kind(*m) == s.kind(figure))?;
    let end = s.marker_at(money.end)?;
    let words = if share { end + 4 } else { end + 1 };
    let p = (end..s.hi.min(words)).find_map(|i| s.entity_at(i))?;
    if share {
        return s.word_before(end, class::M_BY).map(|_| (money, p));
    }
    let marked = frame.subject.from.iter().any(|f| matches!(f, Place::Marked(c) if s.word_before(end, *c).is_some()));
    marked.then_some((money, p))
}

/// The amount behind a comma or conjunction and the lender behind it: `and a further
/// $5m from the development bank Y`.
fn lender_behind(s: &Sentence<'_>, frame: &Frame, at: usize) -> Option<(Placed, Placed)> {
    let role = frame.object.as_ref()?;
    let joint = (at..s.hi.min(at + 9)).find(|i| s.mark(*i) == ',' || s.is(*i, class::CONJUNCTION))?;
    let start = s.word_at(joint, class::CONJUNCTION).map_or(joint + 1, |(end, _)| end);
    let small = |i: &usize| s.text(*i).len() <= "supplémentaires".len() && s.marker_at(*i).is_none() && s.mark(*i) == '\0';
    let ahead = (start..s.hi.min(start + 3)).take_while(|i| s.at(*i).is_some() || small(i)).find_map(|i| s.at(i));
    let money = ahead.filter(|m| s.kind(*m) == Kind::Money)?;
    let end = s.marker_at(money.end)?;
    let marks = |f: &Place| matches!(f, Place::Marked(c) | Place::Sole(c) if s.word_before(end, *c).is_some());
    let described = |i: &usize| s.at(*i).is_some() || s.marker_at(*i).is_none() && s.mark(*i) == '\0' || s.is(*i, class::DETERMINER);
    let p = (end..s.hi.min(end + 6)).take_while(described).find_map(|i| s.entity_at(i))?;
    (s.kind(p) == Kind::Company && role.from.iter().any(marks)).then_some((money, p))
}

/// The name behind a comma or conjunction, a few words that describe it between, what the figure is of before: `21% of Z after
/// the offering and Y`.
fn joined(s: &Sentence<'_>, triggers: &[Trigger], at: usize) -> Option<Placed> {
    let verb = |i: usize| s.is(i, class::AUX) || s.is(i, class::RELATIVE) || triggers.iter().any(|t| t.finite() && t.start == i);
    let (mut joint, mut words) = (at, 0);
    while s.mark(joint) != ',' && !s.is(joint, class::CONJUNCTION) {
        if joint >= s.hi || words >= 8 || verb(joint) {
            return None;
        }
        // 15 % de Z pour 2,5 milliards d'euros, Y 5 %
        joint = s.at(joint).map_or(joint + 1, |p| p.end);
        words += 1;
    }
    let mut i = if s.mark(joint) == ',' { joint + 1 } else { joint };
    i = s.word_at(i, class::CONJUNCTION).map_or(i, |(end, _)| end);
    for k in i..s.hi.min(i + 5) {
        if let Some(p) = s.entity_at(k) {
            // and Y crossed €10bn: it has a verb of its own
            return Some(p).filter(|p| !s.is(p.end, class::REACH) && !verb(p.end));
        }
        // and owed Y £9m: a verb of its own
        let told = triggers.iter().any(|t| t.start <= k && k < t.end) || s.any(k..k + 1, &[class::AUX, class::TENSE]);
        let stops = s.at(k).is_some() || s.mark(k) == ',' || told;
        if stops {
            return None;
        }
    }
    None
}

/// Whether the figure of a stake stands before whose it is: `à 35 % par X`.
fn shares_of(frame: &Frame, figure: Placed, s: &Sentence<'_>) -> bool {
    frame.kind == FactType::Stake && s.kind(figure) == Kind::Percent && s.is(figure.end, class::M_BY)
}
