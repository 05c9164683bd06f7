//! Runs the rules over a text and makes mentions of what they take: money, counts, percentages, dates.

use super::context;
use super::counts;
use super::currencies::Currencies;
use super::dates::{self, DateExpr, Placed};
use super::elided::{self, Earlier};
use super::grammar::{Candidate, Grammar};
use super::money;
use super::ranges::{self, Stated};
use super::reading::{Parts, Reading};
use super::tables::{self, Head};
use crate::dictionary::{Rule, class};
use crate::document::{Kind, Mention, Part, Value};
use crate::meaning::{Amount, Bound};
use crate::reading::lexemes::{Lexeme, Sense};
use rust_decimal::Decimal;
use std::ops::Range;

/// A mention by its tokens, not yet bound or placed.
#[derive(Debug, Clone)]
struct Draft {
    start: usize,
    end: usize,
    rule: u32,
    kind: Kind,
    meaning: Meaning,
    parts: Vec<Lexeme>,
}

/// What users are counted per.
const PERIODS: [&str; 6] = ["hour", "day", "week", "month", "quarter", "year"];

#[derive(Debug, Clone)]
enum Meaning {
    Amount(Amount),
    Date(DateExpr),
    /// The head of a table; its cells take its place.
    Head(Head),
}

/// All mentions that the rules make, by offset. `lexemes` is extended by those of the first pass.
pub(crate) fn find(reading: &Reading<'_>, grammars: &[Grammar; 2], explain: bool) -> Vec<Mention> {
    let whole = 0..reading.tokens.len();
    let drafts = drafts(reading, grammars, std::slice::from_ref(&whole), None);
    mentions(reading, grammars, drafts, explain)
}

/// The dates of some runs of tokens.
pub(crate) fn find_dates(reading: &Reading<'_>, grammars: &[Grammar; 2], runs: &[Range<usize>]) -> Vec<Mention> {
    let drafts = drafts(reading, grammars, runs, Some(Kind::Date));
    mentions(reading, grammars, drafts, false)
}

/// Both passes over some runs of tokens, for one kind or all.
fn drafts(reading: &Reading<'_>, grammars: &[Grammar; 2], runs: &[Range<usize>], kind: Option<Kind>) -> Vec<Draft> {
    let mut drafts = pass(reading, &grammars[0], &[], runs, kind);
    if drafts.iter().any(|d| d.kind == Kind::Date) && !grammars[1].rules.is_empty() {
        let dates: Vec<DateExpr> = drafts.iter().filter_map(|d| if let Meaning::Date(e) = &d.meaning { Some(*e) } else { None }).collect();
        let found = drafts.iter().filter(|d| d.kind == Kind::Date).enumerate();
        let found: Vec<Lexeme> = found
            .map(|(i, d)| Lexeme { class: class::DATE, start: d.start as u32, end: d.end as u32, sense: Sense::Mention(i as u32) })
            .collect();
        let second = pass(&Reading { found: &found, ..*reading }, &grammars[1], &dates, runs, kind);
        drafts.retain(|d| !second.iter().any(|s| s.start < d.end && d.start < s.end));
        drafts.extend(second.into_iter().map(|mut d| {
            // rules of both passes are numbered in one row
            d.rule += grammars[0].rules.len() as u32;
            d
        }));
        drafts.sort_by_key(|d| d.start);
    }
    drafts
}

/// One pass: at each token the longest match that means something; what it covers is read once.
fn pass(reading: &Reading<'_>, grammar: &Grammar, earlier: &[DateExpr], runs: &[Range<usize>], kind: Option<Kind>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut candidates = Vec::new();
    // looked for when the first amount of money asks
    let currencies = std::cell::LazyCell::new(|| Currencies::of(reading));
    for run in runs {
        let mut at = run.start;
        while at < run.end {
            if !grammar.may_start(reading, at) {
                at += 1;
                continue;
            }
            grammar.candidates(reading, at, kind, &mut candidates);
            let taken = candidates.drain(..).find_map(|c| {
                let rule = &grammar.rules[c.rule as usize];
                let found = match rule.kind {
                    Kind::Date => date(reading, rule, &c, earlier),
                    _ if has_flag(rule, "elided") => left_out(reading, rule, &c, &drafts),
                    _ if has_flag(rule, "table") => table(reading, rule, &c, &currencies),
                    _ => amounts(reading, rule, &c, &currencies),
                };
                (!found.is_empty()).then_some(found)
            });
            match taken {
                Some(mut found) => {
                    at = found.iter().map(|d| d.end).max().unwrap_or(at + 1);
                    if let Some(d) = found.last_mut().filter(|d| d.kind == Kind::Users) {
                        period(reading, d);
                    }
                    drafts.extend(found);
                }
                None => at += 1,
            }
        }
    }
    if drafts.iter().any(|d| matches!(d.meaning, Meaning::Head(_))) { fill_tables(reading, drafts) } else { drafts }
}

fn has_flag(rule: &Rule, flag: &str) -> bool {
    rule.flags.iter().any(|f| f == flag)
}

fn table(reading: &Reading<'_>, rule: &Rule, c: &Candidate, currencies: &Currencies<'_>) -> Vec<Draft> {
    let parts = Parts { reading: *reading, lexemes: &c.parts };
    tables::head(&parts, currencies).map(|h| vec![draft(rule, c, c.start, c.end, Meaning::Head(h))]).unwrap_or_default()
}

/// Puts the amounts of tables in the place of their heads.
fn fill_tables(reading: &Reading<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let (heads, mut drafts): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|d| matches!(d.meaning, Meaning::Head(_)));
    for d in heads {
        let Meaning::Head(head) = &d.meaning else { continue };
        let taken = |i: usize| drafts.iter().any(|o| o.start <= i && i < o.end);
        let cells = tables::cells(reading, head, d.end, taken);
        let cell = |c: tables::Cell| Draft { start: c.start, end: c.end, meaning: Meaning::Amount(c.amount), ..d.clone() };
        drafts.extend(cells.into_iter().map(cell).collect::<Vec<_>>());
    }
    drafts.sort_by_key(|d| d.start);
    drafts
}

/// The period of a count of users, from the words behind; they belong to the span.
fn period(reading: &Reading<'_>, d: &mut Draft) {
    let Meaning::Amount(amount) = &mut d.meaning else { return };
    match context::per(reading, d.end) {
        Some((unit, end)) if PERIODS.contains(&unit.as_str()) => {
            d.end = end;
            amount.per = unit;
        }
        _ if amount.per.is_empty() => {
            let later = context::period_later(reading, d.end).filter(|p| PERIODS.contains(p));
            amount.per = later.unwrap_or_default().to_owned();
        }
        _ => {}
    }
}

fn date(reading: &Reading<'_>, rule: &Rule, c: &Candidate, earlier: &[DateExpr]) -> Vec<Draft> {
    let parts = Parts { reading: *reading, lexemes: &c.parts };
    dates::evaluate(&parts, rule, earlier).map(|e| vec![draft(rule, c, c.start, c.end, Meaning::Date(e))]).unwrap_or_default()
}

fn draft(rule: &Rule, c: &Candidate, start: u32, end: u32, meaning: Meaning) -> Draft {
    Draft { start: start as usize, end: end as usize, rule: c.rule, kind: rule.kind, meaning, parts: c.parts.clone() }
}

fn amounts(reading: &Reading<'_>, rule: &Rule, c: &Candidate, currencies: &Currencies<'_>) -> Vec<Draft> {
    let parts = Parts { reading: *reading, lexemes: &c.parts };
    let changes = parts.has(class::RANGE_MID) && context::changes(reading, c.start as usize, rule.kind == Kind::Percent);
    let stated = match rule.kind {
        Kind::Money => money::evaluate(&parts, currencies, changes),
        kind => counts::evaluate(&parts, kind, changes),
    };
    // words between a number and its unit belong to neither end: `used by 2 million developers`
    let lead = |l: &&Lexeme| matches!(l.class, class::USED_BY | class::STAFF_LEAD | class::DOWNLOADED | class::BOUND_BEFORE);
    let start = c.parts.iter().rfind(lead).map_or(c.start, |l| l.end);
    match stated {
        Some(Stated::One(a)) => vec![draft(rule, c, start, c.end, Meaning::Amount(a))],
        Some(Stated::Two(a, b)) => {
            // `de 4 à 5 milliards d'euros`: the first amount ends where the range's middle word starts
            let Some(mid) = c.parts.iter().find(|l| l.class == class::RANGE_MID) else { return Vec::new() };
            let open = c.parts.iter().find(|l| l.class == class::RANGE_OPEN).map_or(start, |l| l.end);
            vec![draft(rule, c, open, mid.start, Meaning::Amount(a)), draft(rule, c, mid.end, c.end, Meaning::Amount(b))]
        }
        None => Vec::new(),
    }
}

/// The scale of an amount: of its last number, or the one that an elided amount has borrowed.
fn scale(reading: &Reading<'_>, d: &Draft) -> Option<Decimal> {
    let n = Parts { reading: *reading, lexemes: &d.parts }.numbers().last()?;
    let borrowed = || match &d.meaning {
        Meaning::Amount(a) if a.high.is_none() && a.low != n.value && !n.value.is_zero() => a.low.checked_div(n.value),
        _ => None,
    };
    n.scale.or_else(borrowed).filter(|s| *s >= Decimal::ONE_THOUSAND)
}

/// An amount whose unit is left out.
fn left_out(reading: &Reading<'_>, rule: &Rule, c: &Candidate, drafts: &[Draft]) -> Vec<Draft> {
    let parts = Parts { reading: *reading, lexemes: &c.parts };
    let Some(n) = parts.numbers().last() else { return Vec::new() };
    let earlier = drafts.iter().rev().map(|d| Earlier {
        start: d.start,
        end: d.end,
        kind: d.kind,
        amount: if let Meaning::Amount(a) = &d.meaning { Some(a) } else { None },
        scale: scale(reading, d),
    });
    let Some(amount) = elided::evaluate(reading, n, (c.start as usize, c.end as usize), rule.kind, earlier) else { return Vec::new() };
    let found = match parts.numbers().next().filter(|_| parts.has(class::RANGE_MID)) {
        None => Some(amount),
        // entre 2 et 3 milliards
        Some(low) => match ranges::pair(&parts, low, n, context::changes(reading, c.start as usize, false)) {
            Some(ranges::Pair::Range(low, high)) => Some(Amount { low, high: Some(high), bound: Bound::Range, ..amount }),
            _ => None,
        },
    };
    found.map(|a| vec![draft(rule, c, c.start, c.end, Meaning::Amount(a))]).unwrap_or_default()
}

fn mentions(reading: &Reading<'_>, grammars: &[Grammar; 2], drafts: Vec<Draft>, explain: bool) -> Vec<Mention> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut out: Vec<Mention> = Vec::with_capacity(drafts.len());
    for d in drafts {
        let first = &grammars[0].rules;
        let rule = first.get(d.rule as usize).unwrap_or_else(|| &grammars[1].rules[d.rule as usize - first.len()]);
        let value = match d.meaning.clone() {
            Meaning::Amount(mut a) => {
                surroundings(reading, &d, &mut a, out.last());
                Value::Amount(a)
            }
            Meaning::Head(_) => continue,
            Meaning::Date(e) => {
                let span = dates::resolve(&e, reading, d.start, d.end, &placed);
                placed.extend(span.map(|span| Placed { span, start: d.start, end: d.end }));
                Value::Date(span)
            }
        };
        out.push(Mention {
            kind: d.kind,
            span: reading.span(d.start, d.end),
            sentence: reading.sentence_of[d.start],
            value,
            rule: rule.id.clone(),
            confidence: rule.confidence,
            parts: if explain { derivation(reading, rule, &d.parts) } else { Vec::new() },
        });
    }
    out
}

/// Bound and per, from the words around.
fn surroundings(reading: &Reading<'_>, d: &Draft, amount: &mut Amount, before: Option<&Mention>) {
    let stated = context::per(reading, d.end);
    if amount.bound != Bound::Range {
        let end = stated.as_ref().map_or(d.end, |(_, end)| *end);
        context::bind(reading, d.start, d.end, amount);
        if amount.bound == Bound::Exact {
            context::bind(reading, d.start, end, amount);
        }
    }
    if d.kind == Kind::Money {
        let again = || {
            // from £7.99 a month to £8.99
            let mention = before.filter(|m| m.kind == Kind::Money)?;
            let from = reading.tokens[..d.start].partition_point(|t| t.start < mention.span.end);
            let (_, end) = context::per(reading, from)?;
            let (mid, _) = reading.word_before(d.start, class::RANGE_MID)?;
            (mid == end).then(|| mention.amount().map(|a| a.per.clone()))?
        };
        let lead = || context::per_before(reading, d.start).map(str::to_owned);
        amount.per = stated.map(|(unit, _)| unit).or_else(lead).or_else(again).unwrap_or_default();
    }
}

fn derivation(reading: &Reading<'_>, rule: &Rule, parts: &[Lexeme]) -> Vec<Part> {
    let mut out = vec![Part {
        span: reading.span(parts[0].start as usize, parts[parts.len() - 1].end as usize),
        class: "rule".to_owned(),
        value: rule.id.clone(),
        source: rule.source.to_string(),
    }];
    for l in parts {
        let (value, source) = match l.sense {
            Sense::Word(w) => {
                let w = reading.lexicon.word(w);
                (w.value.clone(), w.source.to_string())
            }
            Sense::Number(n) => (reading.lexemes.numbers[n as usize].value.normalize().to_string(), String::new()),
            Sense::Digits(n) => (n.to_string(), String::new()),
            Sense::Mention(_) => (String::new(), String::new()),
        };
        out.push(Part {
            span: reading.span(l.start as usize, l.end as usize),
            class: reading.lexicon.class_name(l.class).to_owned(),
            value,
            source,
        });
    }
    out
}
