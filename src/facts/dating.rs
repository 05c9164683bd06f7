//! When: which date of a sentence belongs to which trigger.

use super::amounts::{REACH, compared, crossed};
use super::sentence::{Placed, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::class;
use crate::document::Kind;

/// The date of a trigger: the nearest one of its clause, else the one that opens the sentence.
pub(crate) fn date_of(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, figure: Option<Placed>) -> Option<Placed> {
    let mut best: Option<(i32, Placed)> = None;
    // up from 34.1 million a year earlier: an earlier figure has the date behind it, not that of the figure before
    let earlier = figure.is_some_and(|f| compared(s, f.start));
    for p in s.placed.iter().filter(|p| s.kind(**p) == Kind::Date && !of_dateline(s, **p)) {
        let anchors = || [Some((t.group, t.end)), figure.map(|f| (f.start, f.end))].into_iter().flatten();
        let way = |(start, end): (usize, usize)| if p.start >= end { p.start - end } else { start.saturating_sub(p.end) + 1 };
        // only what opens the sentence may be far away
        let opens = p.start <= s.lo + 3;
        if !opens && anchors().all(|a| way(a) >= REACH as usize) {
            continue;
        }
        let mut score = i32::MAX;
        for (start, end) in anchors() {
            let between = if p.start >= end { end..p.start } else { p.end.min(start)..start };
            score = score.min(way((start, end)) as i32 + crossed(s, triggers, t, between.start, between.end));
        }
        // `Founded in 1896, X employs …`: the date of the opening phrase is its own
        let before = |o: &&Trigger| o.start < p.start && o.start != t.start;
        let of_opening = triggers.iter().filter(before).any(Trigger::passive_without_aux);
        if opens {
            score = if of_opening { score.saturating_add(30) } else { score.min(16) };
        }
        // what follows only takes it further away
        if score >= best.map_or(REACH, |(b, _)| b) {
            continue;
        }
        if compared(s, p.start) != earlier
            || earlier_figure(s, *p, figure)
            || aside(s, triggers, *p, t, figure)
            || beyond(s, triggers, *p, figure.map_or(t.start, |f| f.start))
            || other_verb(s, *p, figure.map_or(t.end, |f| f.end))
        {
            score = score.saturating_add(30);
        }
        if of_verb_before(s, triggers, *p, t) {
            score = score.saturating_add(8);
        }
        // 50 per cent more than in February, and what follows
        let than = figure.is_some() && s.word_before(p.start, class::THAN_WHEN).is_some();
        if than || of_past_before(s, triggers, *p, t, figure) || figure.is_some_and(|f| f.end <= p.start) && since(s, *p) {
            score = score.saturating_add(30);
        }
        if figure.is_some_and(|f| of_bracket(s, *p, f)) {
            score = score.saturating_add(REACH);
        }
        // `After buying X in 2022, Y sold`, `Après avoir racheté X en 2022, Y a cédé`: the date of a verb that hangs before the comma
        let parted = || (p.end..t.group).any(|i| s.mark(i) == ',');
        // Founded by two brothers in 2010, X has; since it was founded in 2005, X has
        let head = |o: &Trigger| o.passive_without_aux() && o.group <= s.lo + 1 || o.is_verb() && s.is(s.lo, class::SINCE);
        let hangs = |o: &Trigger| (matches!(o.form, Form::Gerund | Form::Infinitive) || head(o)) && o.end <= p.start;
        if p.end <= t.group && triggers.iter().filter(before).any(hangs) && parted() {
            score = score.saturating_add(30);
        }
        if of_parenthesis(s, *p, t) {
            score += 20;
        }
        if (p.start.saturating_sub(3).max(s.lo)..p.start).any(|i| s.is(i, class::SAY)) {
            score += 8;
        }
        if score < REACH && best.is_none_or(|(b, _)| score < b) {
            best = Some((score, *p));
        }
    }
    // `on Monday` in a text without a date is the fact's own, though nobody knows which
    best.map(|(_, p)| p).filter(|p| s.mentions[p.mention].date().is_some())
}

/// `L'opération, qui doit être finalisée en 2026, valorise X`: a date between the commas of a relative clause that the trigger
/// does not stand in.
fn of_parenthesis(s: &Sentence<'_>, date: Placed, t: &Trigger) -> bool {
    let comma = |i: &usize| s.mark(*i) == ',';
    let Some(open) = (s.lo..date.start).rev().find(comma) else { return false };
    let Some(close) = (date.end..s.hi).find(comma) else { return false };
    s.is(open + 1, class::RELATIVE) && (t.end <= open || t.group > close)
}

/// `X, née en 2014, occupe 48 personnes`; `X, which in 2023 bought Y, employs 200`: the date of a clause that only
/// describes a name says nothing of the others.
fn aside(s: &Sentence<'_>, triggers: &[Trigger], date: Placed, t: &Trigger, figure: Option<Placed>) -> bool {
    let comma = |i: &usize| matches!(s.mark(*i), ',' | '(' | ')' | '–' | '—');
    let Some(open) = (s.lo..date.start).rev().find(comma).filter(|i| s.mark(*i) != ')') else { return false };
    let Some(close) = (date.end..s.hi).find(comma).filter(|i| s.mark(*i) != '(') else { return false };
    let inside = |at: usize| open < at && at < close;
    if inside(t.start) || figure.is_some_and(|f| inside(f.start)) {
        return false;
    }
    let verb = |o: &Trigger| o.is_verb() && inside(o.start) && (o.passive_without_aux() || o.group == open + 1);
    (open + 1..date.start).any(|i| s.is(i, class::RELATIVE)) || triggers.iter().any(verb)
}

/// `X, qui compte 18 000 salariés, a perdu 494 millions en 2023`: a figure of a relative clause has no date behind it.
fn beyond(s: &Sentence<'_>, triggers: &[Trigger], date: Placed, figure: usize) -> bool {
    let opens = |i: &usize| s.mark(*i) == ',' && (i + 1..s.hi.min(i + 3)).any(|k| s.is(k, class::RELATIVE));
    let Some(open) = (s.lo..figure).rev().find(opens) else { return false };
    let verb = |i: usize| s.is(i, class::AUX) || triggers.iter().any(|o| o.finite() && o.group == i);
    let close = (figure..s.hi).find(|i| s.mark(*i) == ',' && verb(i + 1));
    date.end <= open && date.start > s.lo + 3 || close.is_some_and(|c| date.start > c)
}

/// `£212.6m (H1 2023: £198.1m)`, `3 milliards (1,8 milliard en 2023), et 65 millions de clients`: the date of a bracket with a
/// figure of its own.
fn of_bracket(s: &Sentence<'_>, date: Placed, figure: Placed) -> bool {
    let Some(open) = (s.lo..date.start).rev().find(|i| matches!(s.mark(*i), '(' | ')')).filter(|i| s.mark(*i) == '(') else {
        return false;
    };
    let close = (date.end..s.hi).find(|i| s.mark(*i) == ')').unwrap_or(s.hi);
    let inside = |p: &Placed| p.start > open && p.end <= close;
    let counts = |p: &Placed| matches!(s.kind(*p), Kind::Money | Kind::Users | Kind::Headcount);
    let own = |p: &Placed| if figure.end <= open { s.kind(*p) == s.kind(figure) } else { counts(p) };
    !inside(&figure) && s.placed.iter().any(|p| inside(p) && own(p))
}

/// `was founded in 1994 and listed in 2017`: the date behind a verb that another one is joined to.
fn of_verb_before(s: &Sentence<'_>, triggers: &[Trigger], date: Placed, t: &Trigger) -> bool {
    let verb = |o: &Trigger| o.is_verb() && o.start != t.start && o.end <= date.start;
    date.end <= t.group
        && t.is_verb()
        && (date.end..t.group).any(|i| s.word_at(i, class::CONJUNCTION).is_some())
        && triggers.iter().any(verb)
}

/// `had sales of €2bn last year and employs 30,000`, `lost €3m last year and is shedding 200 jobs`: the date of what was is not
/// that of what is.
fn of_past_before(s: &Sentence<'_>, triggers: &[Trigger], date: Placed, t: &Trigger, figure: Option<Placed>) -> bool {
    let at = if t.is_verb() { t.group } else { figure.map_or(t.start, |f| f.start) };
    let present = |o: &Trigger| o.is_verb() && matches!(o.form, Form::Finite | Form::Gerund | Form::Future) && !o.passive_without_aux();
    let joined = |o: &&Trigger| present(o) && o.group >= date.end && o.group <= at && s.word_before(o.group, class::CONJUNCTION).is_some();
    let past = |o: &Trigger| matches!(o.form, Form::Past | Form::Ed | Form::Participle);
    let verb = |o: &Trigger| past(o) && o.end <= date.start;
    date.end <= at && triggers.iter().filter(joined).count() > 0 && triggers.iter().any(verb)
}

/// `has dropped to 2,907 since 2022`, `has lost £1.8bn since it listed in 2010`: when it began.
fn since(s: &Sentence<'_>, date: Placed) -> bool {
    let plain = |i: &usize| s.at(*i).is_none() && s.mark(*i) != ',';
    (date.start.saturating_sub(5).max(s.lo)..date.start).rev().take_while(plain).any(|i| s.is(i, class::SINCE))
}

/// `emploie 2 900 personnes et vise 420 millions en 2025`: a verb of its own stands between.
fn other_verb(s: &Sentence<'_>, date: Placed, end: usize) -> bool {
    (end..date.start)
        .any(|i| s.at(i).is_none() && s.word_before(i, class::CONJUNCTION).is_some() && (s.is(i, class::CHAIN) || s.is(i, class::AUX)))
}

/// `PARIS, 12 mars 2025 (AFP) - X a levé …`: the date of an agency's dateline is the article's, not the fact's.
fn of_dateline(s: &Sentence<'_>, date: Placed) -> bool {
    let open = date.start <= s.lo + 8 && date.end < s.hi && s.mark(date.end) == '(';
    let close = (date.end..s.hi.min(date.end + 8)).find(|i| s.mark(*i) == ')');
    open && close.is_some_and(|c| c + 1 < s.hi && matches!(s.mark(c + 1), '-' | '–' | '—' | ':'))
}

/// Whether the date stands right behind an earlier figure: `contre 12 M€ en 2023`.
fn earlier_figure(s: &Sentence<'_>, date: Placed, figure: Option<Placed>) -> bool {
    let counts = |p: &&Placed| p.end <= date.start && matches!(s.kind(**p), Kind::Money | Kind::Users | Kind::Headcount);
    let before = s.placed.iter().rfind(counts);
    before.is_some_and(|b| date.start - b.end <= 4 && compared(s, b.start) && figure.is_none_or(|f| f.mention != b.mention))
}
