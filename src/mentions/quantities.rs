//! Runs the rules over a text and makes mentions of what they take: money, counts, percentages, dates.

use super::context;
use super::counts;
use super::currencies::Currencies;
use super::dates::{self, DateExpr, Placed};
use super::elided::{self, Earlier};
use super::grammar::{Candidates, Grammar, Read};
use super::headed;
use super::money;
use super::ranges::{self, Stated};
use super::reading::{Parts, Reading};
use super::tables::{self, Head};
use crate::dictionary::{Rule, class};
use crate::document::{Kind, Mention, Part, Value};
use crate::meaning::{Amount, Bound};
use crate::reading::lexemes::{Lexeme, Sense};
use crate::reading::tokens::Shape;
use rust_decimal::Decimal;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::ops::Range;

/// A mention by its tokens, not yet bound or placed.
#[derive(Debug, Clone)]
struct Draft {
    start: usize,
    end: usize,
    rule: u32,
    kind: Kind,
    meaning: Meaning,
    parts: SmallVec<[Lexeme; 6]>,
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

/// What the rules take of a text, before it is known when the text was written.
#[derive(Debug)]
pub(crate) struct Drafts(Vec<Draft>);

/// Runs the rules over a text.
pub(crate) fn read(reading: &Reading<'_>, grammars: &[Grammar; 2]) -> Drafts {
    let mut drafts = pass(reading, &grammars[0], &[]);
    if drafts.iter().any(|d| d.kind == Kind::Date) && !grammars[1].rules.is_empty() {
        let dates: Vec<DateExpr> = drafts.iter().filter_map(|d| if let Meaning::Date(e) = &d.meaning { Some(*e) } else { None }).collect();
        let found = drafts.iter().filter(|d| d.kind == Kind::Date).enumerate();
        let found: Vec<Lexeme> = found
            .map(|(i, d)| Lexeme { class: class::DATE, start: d.start as u32, end: d.end as u32, sense: Sense::Mention(i as u32) })
            .collect();
        let mut first = vec![0; reading.tokens.len() + 1];
        found.iter().for_each(|l| first[l.start as usize + 1] += 1);
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        let second = pass(&Reading { found: &found, found_first: &first, ..*reading }, &grammars[1], &dates);
        // both are in the order of the text: only neighbours can meet
        drafts.retain(|d| {
            let behind = second.partition_point(|s| s.end <= d.start);
            second.get(behind).is_none_or(|s| s.start >= d.end)
        });
        drafts.extend(second.into_iter().map(|mut d| {
            // rules of both passes are numbered in one row
            d.rule += grammars[0].rules.len() as u32;
            d
        }));
        drafts.sort_by_key(|d| d.start);
    }
    Drafts(drafts)
}

impl Drafts {
    /// The mentions, by offset.
    pub(crate) fn mentions(&self, reading: &Reading<'_>, grammars: &[Grammar; 2], explain: bool) -> Vec<Mention> {
        mentions(reading, grammars, &self.0, explain)
    }

    /// The dates that start in some runs of tokens, and end in the reading.
    pub(crate) fn dates(&self, reading: &Reading<'_>, grammars: &[Grammar; 2], runs: &[Range<usize>]) -> Vec<Mention> {
        let last = reading.tokens.len();
        let inside = |d: &&Draft| d.kind == Kind::Date && d.end <= last && runs.iter().any(|r| r.contains(&d.start));
        mentions(reading, grammars, self.0.iter().filter(inside), false)
    }
}

/// One pass: at each token the longest match that means something; what it covers is read once.
fn pass(reading: &Reading<'_>, grammar: &Grammar, earlier: &[DateExpr]) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(16);
    let mut candidates = Candidates::default();
    // looked for when the first amount of money asks
    let currencies = std::cell::LazyCell::new(|| Currencies::of(reading));
    let mut at = 0;
    while let Some(start) = grammar.next_start(reading, at) {
        at = start;
        grammar.candidates(reading, at, &mut candidates);
        let before = drafts.len();
        for c in &candidates.all {
            let rule = &grammar.rules[c.rule as usize];
            let m = Match { reading, rule, number: c.rule, start: c.start, end: c.end, parts: candidates.parts(c) };
            match grammar.reads[c.rule as usize] {
                Read::Date => m.date(earlier, &mut drafts),
                Read::Elided => m.left_out(&mut drafts),
                Read::Headed => m.headed(&mut drafts),
                Read::Table => m.table(&currencies, &mut drafts),
                Read::Amount => m.amounts(&currencies, &mut drafts),
            }
            if drafts.len() > before {
                break;
            }
        }
        match drafts[before..].iter().map(|d| d.end).max() {
            Some(end) => {
                at = end;
                if let Some(d) = drafts.last_mut().filter(|d| d.kind == Kind::Users) {
                    period(reading, d);
                }
            }
            None => at += 1,
        }
    }
    if drafts.iter().any(|d| matches!(d.meaning, Meaning::Head(_))) { fill_tables(reading, drafts) } else { drafts }
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
            amount.per = later.unwrap_or_default().into();
        }
        _ => {}
    }
}

/// A rule's match, to be made a draft.
struct Match<'a> {
    reading: &'a Reading<'a>,
    rule: &'a Rule,
    number: u32,
    start: u32,
    end: u32,
    parts: &'a [Lexeme],
}

impl<'a> Match<'a> {
    fn parts(&self) -> Parts<'a> {
        Parts { reading: *self.reading, lexemes: self.parts }
    }

    fn draft(&self, start: u32, end: u32, meaning: Meaning) -> Draft {
        Draft { start: start as usize, end: end as usize, rule: self.number, kind: self.rule.kind, meaning, parts: self.parts.into() }
    }

    fn whole(&self, meaning: Meaning) -> Draft {
        self.draft(self.start, self.end, meaning)
    }

    fn table(&self, currencies: &Currencies<'_>, out: &mut Vec<Draft>) {
        out.extend(tables::head(&self.parts(), currencies).map(|h| self.whole(Meaning::Head(h))));
    }

    fn date(&self, earlier: &[DateExpr], out: &mut Vec<Draft>) {
        out.extend(dates::evaluate(&self.parts(), self.rule, earlier).map(|e| self.whole(Meaning::Date(e))));
    }

    /// Whether nothing but marks stands beside it in its sentence.
    fn is_line(&self) -> bool {
        let (r, start, end) = (self.reading, self.start as usize, self.end as usize);
        let sentence = r.sentence_of[start];
        let other = |i: usize| r.sentence_of.get(i) == Some(&sentence) && matches!(r.tokens[i].shape, Shape::Word | Shape::Digits);
        !(start > 0 && other(start - 1) || (end..end + 3).any(other))
    }

    fn amounts(&self, currencies: &Currencies<'_>, out: &mut Vec<Draft>) {
        if self.rule.flags.has("line") && !self.is_line() {
            return;
        }
        let parts = self.parts();
        let changes = parts.has(class::RANGE_MID) && context::changes(self.reading, self.start as usize, self.rule.kind == Kind::Percent);
        let stated = match self.rule.kind {
            Kind::Money => money::evaluate(&parts, currencies, changes),
            kind => counts::evaluate(&parts, kind, changes),
        };
        // words between a number and its unit belong to neither end: `used by 2 million developers`
        let lead = |l: &&Lexeme| {
            matches!(
                l.class,
                class::USED_BY | class::EMPLOY_LEAD | class::STAFF_LEAD | class::STAFF_HEADING | class::DOWNLOADED | class::BOUND_BEFORE
            )
        };
        let start = self.parts.iter().rfind(lead).map_or(self.start, |l| l.end);
        match stated {
            Some(Stated::One(a)) => out.push(self.draft(start, self.end, Meaning::Amount(a))),
            Some(Stated::Two(a, b)) => {
                // `de 4 à 5 milliards d'euros`: the first amount ends where the range's middle word starts
                let between = |l: &&Lexeme| matches!(l.class, class::RANGE_MID | class::OUT_OF);
                let Some(mid) = self.parts.iter().find(between) else { return };
                let open = self.parts.iter().find(|l| l.class == class::RANGE_OPEN).map_or(start, |l| l.end);
                out.push(self.draft(open, mid.start, Meaning::Amount(a)));
                out.push(self.draft(mid.end, self.end, Meaning::Amount(b)));
            }
            None => {}
        }
    }

    /// A number whose noun heads the clause.
    fn headed(&self, drafts: &mut Vec<Draft>) {
        let Some(n) = self.parts().numbers().last() else { return };
        let taken = |i: usize| drafts.iter().rev().take(8).any(|d| d.start <= i && i < d.end && d.kind != Kind::Date);
        let span = (self.start as usize, self.end as usize);
        let found = headed::evaluate(self.reading, n, span, self.rule.kind, taken);
        drafts.extend(found.map(|a| self.whole(Meaning::Amount(a))));
    }

    /// An amount whose unit is left out.
    fn left_out(&self, drafts: &mut Vec<Draft>) {
        let (reading, parts) = (self.reading, self.parts());
        let Some(n) = parts.numbers().last() else { return };
        let earlier = drafts.iter().rev().map(|d| Earlier {
            start: d.start,
            end: d.end,
            kind: d.kind,
            amount: if let Meaning::Amount(a) = &d.meaning { Some(a) } else { None },
            scale: scale(reading, d),
        });
        let span = (self.start as usize, self.end as usize);
        let Some(amount) = elided::evaluate(reading, n, span, self.rule.kind, earlier) else { return };
        let found = match parts.numbers().next().filter(|_| parts.has(class::RANGE_MID)) {
            None => Some(amount),
            // entre 2 et 3 milliards
            Some(low) => match ranges::pair(&parts, low, n, context::changes(reading, self.start as usize, false)) {
                Some(ranges::Pair::Range(low, high)) => Some(Amount { low, high: Some(high), bound: Bound::Range, ..amount }),
                _ => None,
            },
        };
        drafts.extend(found.map(|a| self.whole(Meaning::Amount(a))));
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

fn mentions<'d>(
    reading: &Reading<'_>,
    grammars: &[Grammar; 2],
    drafts: impl IntoIterator<Item = &'d Draft>,
    explain: bool,
) -> Vec<Mention> {
    let mut placed: Vec<Placed> = Vec::new();
    let drafts = drafts.into_iter();
    let mut out: Vec<Mention> = Vec::with_capacity(drafts.size_hint().0);
    for d in drafts {
        let first = &grammars[0].rules;
        let rule = first.get(d.rule as usize).unwrap_or_else(|| &grammars[1].rules[d.rule as usize - first.len()]);
        let value = match &d.meaning {
            Meaning::Amount(a) => {
                let mut a = a.clone();
                surroundings(reading, d, &mut a, out.last());
                Value::Amount(a)
            }
            Meaning::Head(_) => continue,
            Meaning::Date(DateExpr::Nowhere) => continue,
            Meaning::Date(e) => {
                let span = dates::resolve(e, reading, d.start, d.end, &placed);
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
        // passe de 9,99 à 10,99 euros par mois
        let shared = || {
            let end = d.parts.last().map(|l| l.end as usize).filter(|end| *end > d.end)?;
            context::per(reading, end).map(|(unit, _)| unit)
        };
        let lead = || context::per_before(reading, d.start).map(SmolStr::from);
        amount.per = stated.map(|(unit, _)| unit).or_else(shared).or_else(lead).or_else(again).unwrap_or_default();
    }
}

fn derivation(reading: &Reading<'_>, rule: &Rule, parts: &[Lexeme]) -> Vec<Part> {
    let mut out = vec![Part {
        span: reading.span(parts[0].start as usize, parts[parts.len() - 1].end as usize),
        class: "rule".to_owned(),
        value: rule.id.to_string(),
        source: rule.source.to_string(),
    }];
    out.extend(parts.iter().map(|l| part(reading, l)));
    out
}

/// A lexeme with the row that says what it is.
pub(super) fn part(reading: &Reading<'_>, l: &Lexeme) -> Part {
    let (value, source) = match l.sense {
        Sense::Word(w) => {
            let w = reading.lexicon.word(w);
            (w.value.to_owned(), w.source().to_string())
        }
        Sense::Number(n) => (reading.lexemes.numbers[n as usize].value.normalize().to_string(), String::new()),
        Sense::Digits(n) => (n.to_string(), String::new()),
        Sense::Mention(_) => (String::new(), String::new()),
    };
    Part { span: reading.span(l.start as usize, l.end as usize), class: reading.lexicon.class_name(l.class).to_owned(), value, source }
}
