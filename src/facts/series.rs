//! Figures that hang on another one: of an earlier period, per share, of another company, of other dates.

use super::amounts;
use super::parties::Party;
use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::Kind;
use crate::meaning::DateSpan;
use crate::reading::lexemes::ClassSet;
use smallvec::SmallVec;

/// How a figure hangs on the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// `up from $1.5bn a year earlier`.
    Earlier,
    /// `dont 5 000 en France`, `including 5,000 in France`.
    Part,
    /// `or $0.31 per share`.
    Share,
    /// `OVHcloud 3,000`, behind what was said of another company.
    Other,
    /// `200 in June and 1,500 in December`.
    Later,
    /// `969 euros en Europe et 799 dollars aux États-Unis`: the same in another currency.
    Elsewhere,
    /// `et une autre de 150 millions à X`: of the same sort, of whomever a preposition behind it names.
    Another,
}

/// A figure with what it has of its own.
#[derive(Debug, Clone)]
pub(crate) struct Hanging {
    pub(crate) link: Link,
    pub(crate) figure: Placed,
    pub(crate) subject: Option<(Placed, Party)>,
    pub(crate) date: Option<DateSpan>,
}

/// The figures that hang on `figure`, in order. `free` tells which no other trigger has taken.
pub(crate) fn behind(s: &Sentence<'_>, figure: Placed, free: &dyn Fn(Placed) -> bool) -> Vec<Hanging> {
    let kind = s.kind(figure);
    if let Some(p) = paired(s, figure).filter(|p| free(*p)) {
        let date =
            date_behind(s, p).or_else(|| s.placed.iter().find(|q| q.start > p.end && s.kind(**q) == kind).and_then(|q| date_behind(s, *q)));
        return vec![Hanging { link: Link::Earlier, figure: p, subject: None, date }];
    }
    let mut out = Vec::new();
    let from = s.placed.iter().find(|p| s.kind(**p) == kind && p.end <= figure.start && amounts::from_to(s, **p) == Some(figure));
    out.extend(from.map(|p| Hanging { link: Link::Earlier, figure: *p, subject: None, date: date_behind(s, *p) }));
    let mut last = figure;
    let mut link = Link::Later;
    for p in s.placed.iter().filter(|p| s.kind(**p) == kind && p.start >= figure.end && free(**p)) {
        let Some(found) = hangs(s, figure, last, *p, link) else {
            // 512 million pounds ($678 million), against 538.6 million: the same in another currency
            if converted(s, last, *p) {
                last = *p;
                continue;
            }
            break;
        };
        link = found.link;
        last = *p;
        out.push(found);
    }
    out
}

/// `a profit of £4m on sales of £31m, compared with £3m and £27m`: of two figures that two are compared with, the one in the same place.
fn paired(s: &Sentence<'_>, figure: Placed) -> Option<Placed> {
    let same: SmallVec<[Placed; 8]> = s.placed.iter().copied().filter(|p| s.kind(*p) == s.kind(figure)).collect();
    // $66m in 2023 and $275m
    let past_date = |at: usize| (at..=at + 1).find_map(|i| s.at(i).filter(|d| s.kind(*d) == Kind::Date)).map_or(at, |d| d.end);
    let and = |a: Placed, b: Placed| {
        let joint = s.word_at(past_date(a.end), class::CONJUNCTION).map(|(end, _)| end);
        joint.is_some_and(|end| s.word_at(end, class::BOUND_BEFORE).map_or(end, |(end, _)| end) == b.start)
    };
    let at = (2..same.len().saturating_sub(1)).find(|i| amounts::compared(s, same[*i].start) && and(same[*i], same[i + 1]))?;
    // each with a noun of its own
    let noun = |lo: usize, p: Placed| {
        let before = (p.start.saturating_sub(7).max(lo)..p.start).any(|i| s.is(i, class::RESULT));
        before || (p.end..s.hi.min(p.end + 4)).take_while(|i| s.at(*i).is_none()).any(|i| s.is(i, class::RESULT))
    };
    let (a, b) = (same[at - 2], same[at - 1]);
    if !noun(s.lo, a) || !noun(a.end, b) || (a.end..same[at].start).any(|i| s.mark(i) == ';') {
        return None;
    }
    [(a, at), (b, at + 1)].into_iter().find(|(f, _)| f.mention == figure.mention).map(|(_, i)| same[i])
}

fn hangs(s: &Sentence<'_>, first: Placed, last: Placed, p: Placed, before: Link) -> Option<Hanging> {
    let (a, b) = (s.mentions[first.mention].amount()?, s.mentions[p.mention].amount()?);
    let date = date_behind(s, p);
    let hanging = |link| Some(Hanging { link, figure: p, subject: None, date });
    // against expectations of $1.8bn, contre 1,8 milliard attendu: no earlier figure
    let foreseen = (p.start.saturating_sub(4).max(last.end)..p.start).any(|i| s.is(i, class::OUTLOOK) || s.is(i, class::M_EXPECTED));
    if foreseen || s.is(p.end, class::EXPECTED) {
        return None;
    }
    // compared with a loss of £25m: a figure with a noun of its own
    let own = (p.start.saturating_sub(4).max(last.end)..p.start).any(|i| s.is(i, class::RESULT));
    let named = (p.end..s.hi.min(p.end + 3)).take_while(|i| s.at(*i).is_none() && s.mark(*i) != ',').any(|i| s.is(i, class::RESULT));
    if own || named && amounts::compared(s, p.start) {
        return None;
    }
    // 969 euros, contre 869 euros pour Y: the figure of another one
    if let Some(q) = amounts::compared(s, p.start).then(|| figure_of(s, p)).flatten() {
        let entity = s.party(q)?.clone();
        return Some(Hanging { link: Link::Other, figure: p, subject: Some((q, entity)), date });
    }
    if amounts::compared(s, p.start) && of_stranger(s, p) {
        return None;
    }
    // against X's 600 million: of another one
    if amounts::compared(s, p.start) && s.placed.iter().any(|q| s.party(*q).is_some() && s.possessive_at(q.end) == Some(p.start)) {
        return None;
    }
    if amounts::compared(s, p.start) {
        // a profit of £4m on sales of £31m, against £27m: of the figure nearer to it, if that has a noun of its own
        let nearer = s.placed.iter().rfind(|q| q.start >= last.end && q.end <= p.start && s.kind(**q) == s.kind(p));
        let noun = |q: &Placed| (q.start.saturating_sub(4).max(last.end)..q.start).any(|i| s.is(i, class::RESULT));
        let pair = s
            .word_at(p.end, class::CONJUNCTION)
            .is_some_and(|(end, _)| (end..end + 3).any(|i| s.at(i).is_some_and(|q| s.kind(q) == s.kind(p))));
        if nearer.is_some_and(|q| noun(q) && !pair) {
            return None;
        }
        // $82.99 a month, up from $72.99
        let per = b.per == a.per || b.per.is_empty() && s.kind(p) == Kind::Money;
        return if p.start < last.end + 14 && per && a.unit == b.unit { hanging(Link::Earlier) } else { None };
    }
    if a.unit == b.unit && a.per == b.per {
        // £212.6m (H1 2023: £198.1m), 12 M€ (10 M€ en 2023)
        if let Some(before) = bracketed(s, last, p) {
            let date = before.or(date);
            return date.map(|date| Hanging { link: Link::Earlier, figure: p, subject: None, date: Some(date) });
        }
        if part(s, p) && p.start < last.end + 16 && before == Link::Later {
            return Some(Hanging { link: Link::Part, figure: p, subject: None, date });
        }
    }
    if b.per == "share" && a.per != "share" {
        let or = [class::CONJUNCTION, class::THAT_IS].iter().any(|c| s.word_before(p.start, *c).is_some()) || s.mark(p.start - 1) == '(';
        return if or && p.start <= last.end + 3 { hanging(Link::Share) } else { None };
    }
    if a.unit != b.unit && a.per == b.per && elsewhere(s, last, p) {
        return hanging(Link::Elsewhere);
    }
    if a.unit != b.unit || a.per != b.per || before == Link::Share {
        return None;
    }
    if let Some((start, _)) = s.word_before(p.start, class::ANOTHER).filter(|(start, _)| *start >= last.end && p.start < last.end + 16) {
        let between = |i: usize| s.at(i).is_none_or(|q| matches!(s.kind(q), Kind::Date | Kind::Company)) && s.mark(i) != ';';
        let whose = [class::M_TO, class::M_ON, class::M_AGAINST].into_iter().find_map(|c| s.word_at(p.end, c));
        let subject = whose.and_then(|(end, _)| s.entity_at(end)).and_then(|q| Some((q, s.party(q)?.clone())));
        return (last.end..start).all(between).then_some(Hanging { link: Link::Another, figure: p, subject, date });
    }
    let (subject, from) = joined(s, last, p)?;
    match subject {
        Some(q) => {
            let entity = s.party(q)?.clone();
            Some(Hanging { link: Link::Other, figure: p, subject: Some((q, entity)), date })
        }
        // without another company only figures of different dates make a row
        None => {
            let dated = (last.end..from).any(|i| s.at(i).is_some_and(|d| s.kind(d) == Kind::Date));
            if dated && date.is_some() { hanging(Link::Later) } else { None }
        }
    }
}

/// Whether a figure in another currency stands alone in the bracket right behind another one.
fn converted(s: &Sentence<'_>, last: Placed, p: Placed) -> bool {
    let (Some(a), Some(b)) = (s.mentions[last.mention].amount(), s.mentions[p.mention].amount()) else { return false };
    let alone = s.mark(last.end) == '(' && s.mark(p.end) == ')';
    let words = (last.end + 1..p.start).all(|i| s.word_at(i, class::BOUND_BEFORE).is_some_and(|(end, _)| end <= p.start));
    alone && words && a.unit != b.unit && a.per == b.per
}

/// Whether a figure is joined to the one before, nothing but places between.
fn elsewhere(s: &Sentence<'_>, last: Placed, p: Placed) -> bool {
    let at = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let joint = s.word_before(at, class::CONJUNCTION).map(|(start, _)| start).or_else(|| (s.mark(at - 1) == ',').then_some(at - 1));
    let place = |i: usize| {
        s.at(i).is_none()
            && (s.is(i, class::PLACE) || s.word_before(i + 1, class::PLACE).is_some() || s.marker_at(i).is_some() || s.capital(i))
    };
    joint.is_some_and(|j| j >= last.end && j <= last.end + 6 && (last.end..j).all(place))
}

/// `contre plus de 60 millions pour le leader du secteur`: whether a figure is said to be of a firm that is not named.
pub(crate) fn of_stranger(s: &Sentence<'_>, p: Placed) -> bool {
    const FIRM: &ClassSet = &ClassSet::of(&[class::COMPANY_NOUN, class::TRADE, class::KIN_NOUN, class::RELATION_NOUN]);
    let words = |i: &usize| s.at(*i).is_none() && s.mark(*i) == '\0';
    let firm = |end: usize| (end..s.hi.min(end + 4)).take_while(words).any(|i| s.r.lexemes.starts(i, FIRM));
    figure_of(s, p).is_none() && s.word_at(p.end, class::M_FOR_PRODUCT).is_some_and(|(end, _)| firm(end))
}

/// The name behind a figure that says whose it is: `£44 for Y`, `7,2 millions pour son rival Y`.
pub(crate) fn figure_of(s: &Sentence<'_>, p: Placed) -> Option<Placed> {
    let (end, _) = s.word_at(p.end, class::M_FOR_PRODUCT)?;
    let words = |i: &usize| s.at(*i).is_some() || s.mark(*i) == '\0' && !s.is(*i, class::AUX);
    // pour le leader du secteur, X
    let apposed = |i: &usize| words(i) || s.mark(*i) == ',' && s.entity_at(*i + 1).is_some();
    (end..s.hi.min(end + 7)).take_while(apposed).find_map(|i| s.entity_at(i))
}

/// Whether a figure stands in a bracket right behind another one, and the date that stands before it there.
fn bracketed(s: &Sentence<'_>, last: Placed, p: Placed) -> Option<Option<DateSpan>> {
    // Rs 1,094 crore in FY24 (Rs 902 crore in FY23)
    let beside = |d: &Placed| d.start >= last.end && d.start <= last.end + 2 && (last.end..d.start).all(|i| s.mark(i) != '(');
    let dated = s.placed.iter().find(|d| s.kind(**d) == Kind::Date && beside(d)).map(|d| d.end);
    let from = dated.unwrap_or(last.end);
    let open = (from..s.hi.min(from + 2)).find(|i| s.mark(*i) == '(')?;
    let mut date = None;
    let mut i = open + 1;
    while i < p.start {
        match s.at(i) {
            Some(d) if s.kind(d) == Kind::Date => {
                date = s.mentions[d.mention].date().copied();
                i = d.end;
            }
            None if matches!(s.mark(i), ':' | ',' | '-') || s.marker_at(i).is_some() => i += 1,
            _ => return None,
        }
    }
    Some(date)
}

/// Whether a figure is said to be a part of the one before.
fn part(s: &Sentence<'_>, p: Placed) -> bool {
    let at = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    at > s.lo && s.is(at - 1, class::INCLUDING)
}

/// What joins two figures of one row: dates and percentages, a comma or conjunction, perhaps a name, a word or two of degree.
fn joined(s: &Sentence<'_>, last: Placed, p: Placed) -> Option<(Option<Placed>, usize)> {
    let mut i = last.end;
    let mut mark = None;
    let mut subject = None;
    let mut words = 0;
    while i < p.start {
        if let Some(q) = s.at(i) {
            match s.kind(q) {
                Kind::Date | Kind::Percent => {}
                // and owed Y £9m: a verb of its own
                Kind::Company | Kind::Product if mark.is_some_and(|m| (m..i).any(|k| s.is(k, class::TENSE))) => return None,
                Kind::Company | Kind::Product if mark.is_some() && subject.is_none() => {
                    subject = Some(q);
                    words = 0;
                }
                _ => return None,
            }
            i = q.end;
            continue;
        }
        if let Some((end, _)) = s.word_at(i, class::CONJUNCTION) {
            mark = mark.or(Some(i));
            i = end;
            words = 0;
            continue;
        }
        match s.mark(i) {
            ',' | ';' => {
                mark = mark.or(Some(i));
                words = 0;
            }
            '(' | ')' => {}
            _ if s.is(i, class::SAY) || s.is(i, class::CLAUSE) || s.is(i, class::RELATIVE) => return None,
            // having made £310,000 the year before, Y crossed the €10bn mark: another verb
            _ if s.is(i, class::HAVING) => return None,
            _ if subject.is_some() && (!of_degree(s, i) || s.is(i, class::REACH)) => return None,
            _ => words += 1,
        }
        if words > (if mark.is_some() { 2 } else { 5 }) || subject.is_some() && s.any(i..i + 1, &[class::AUX, class::NEGATION]) {
            return None;
        }
        i += 1;
    }
    Some((subject, mark?))
}

/// Whether a word may stand between a name and its figure where nothing else is said: `Y for about €2m`, `Y seulement 3 millions`.
fn of_degree(s: &Sentence<'_>, i: usize) -> bool {
    const DEGREE: &ClassSet = &ClassSet::of(&[class::BOUND_BEFORE, class::ADVERB, class::DETERMINER, class::FUNCTION]);
    let word = s.text(i).starts_with(char::is_alphabetic);
    !word || s.r.lexemes.starts(i, DEGREE) || s.marker_at(i).is_some() || s.word_before(i + 1, class::BOUND_BEFORE).is_some()
}

/// The date right behind a figure, at most a preposition between.
fn date_behind(s: &Sentence<'_>, p: Placed) -> Option<DateSpan> {
    let d = s.placed.iter().find(|d| s.kind(**d) == Kind::Date && d.start >= p.end && d.start <= p.end + 4)?;
    let between = (p.end..d.start).all(|i| s.at(i).is_none() && !matches!(s.mark(i), ',' | ';' | '.'));
    if between { s.mentions[d.mention].date().copied() } else { None }
}
