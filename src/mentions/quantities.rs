//! Runs the rules over a text and makes mentions of what they take: money, counts, percentages, dates.

use super::context;
use super::counts;
use super::dates::{self, DateExpr, Placed};
use super::grammar::{Candidate, Grammar};
use super::money::{self, Money};
use super::reading::{Parts, Reading};
use crate::dictionary::{Rule, class};
use crate::document::{Kind, Mention, Part, Value};
use crate::meaning::{Amount, Bound};
use crate::reading::lexemes::{Lexeme, Lexemes, Sense};

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

#[derive(Debug, Clone)]
enum Meaning {
    Amount(Amount),
    Date(DateExpr),
}

/// All mentions that the rules make, by offset. `lexemes` is extended by those of the first pass.
pub(crate) fn find(reading: &Reading<'_>, grammars: &[Grammar; 2], explain: bool) -> Vec<Mention> {
    let mut drafts = pass(reading, &grammars[0], &[]);
    if drafts.iter().any(|d| d.kind == Kind::Date) && !grammars[1].rules.is_empty() {
        let mut lexemes = Lexemes::clone(reading.lexemes);
        let dates: Vec<DateExpr> = drafts.iter().filter_map(|d| if let Meaning::Date(e) = &d.meaning { Some(*e) } else { None }).collect();
        let found = drafts.iter().filter(|d| d.kind == Kind::Date).enumerate();
        lexemes.insert(
            found
                .map(|(i, d)| Lexeme { class: class::DATE, start: d.start as u32, end: d.end as u32, sense: Sense::Mention(i as u32) })
                .collect(),
        );
        let second = pass(&Reading { lexemes: &lexemes, ..*reading }, &grammars[1], &dates);
        drafts.retain(|d| !second.iter().any(|s| s.start < d.end && d.start < s.end));
        drafts.extend(second.into_iter().map(|mut d| {
            // rules of both passes are numbered in one row
            d.rule += grammars[0].rules.len() as u32;
            d
        }));
        drafts.sort_by_key(|d| d.start);
    }
    mentions(reading, grammars, drafts, explain)
}

/// One pass: at each token the longest match that means something; what it covers is read once.
fn pass(reading: &Reading<'_>, grammar: &Grammar, earlier: &[DateExpr]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        if reading.lexemes.at(at).is_empty() {
            at += 1;
            continue;
        }
        grammar.candidates(reading, at, &mut candidates);
        let taken = candidates.drain(..).find_map(|c| {
            let found = evaluate(reading, &grammar.rules[c.rule as usize], &c, earlier);
            (!found.is_empty()).then_some(found)
        });
        match taken {
            Some(found) => {
                at = found.iter().map(|d| d.end).max().unwrap_or(at + 1);
                drafts.extend(found);
            }
            None => at += 1,
        }
    }
    drafts
}

fn evaluate(reading: &Reading<'_>, rule: &Rule, c: &Candidate, earlier: &[DateExpr]) -> Vec<Draft> {
    let parts = Parts { reading: *reading, lexemes: &c.parts };
    let draft = |start: usize, end: usize, meaning| Draft { start, end, rule: c.rule, kind: rule.kind, meaning, parts: c.parts.clone() };
    let (start, end) = (c.start as usize, c.end as usize);
    match rule.kind {
        Kind::Money => match money::evaluate(&parts, context::changes(reading, start)) {
            Some(Money::One(a)) => vec![draft(start, end, Meaning::Amount(a))],
            Some(Money::Two(a, b)) => {
                // `de 4 à 5 milliards d'euros`: the first amount ends where the range's middle word starts
                let Some(mid) = c.parts.iter().find(|l| l.class == class::RANGE_MID) else { return Vec::new() };
                let open = c.parts.iter().find(|l| l.class == class::RANGE_OPEN).map_or(start, |l| l.end as usize);
                vec![draft(open, mid.start as usize, Meaning::Amount(a)), draft(mid.end as usize, end, Meaning::Amount(b))]
            }
            None => Vec::new(),
        },
        Kind::Date => dates::evaluate(&parts, rule, earlier).map(|e| vec![draft(start, end, Meaning::Date(e))]).unwrap_or_default(),
        kind => counts::evaluate(&parts, kind).map(|a| vec![draft(start, end, Meaning::Amount(a))]).unwrap_or_default(),
    }
}

fn mentions(reading: &Reading<'_>, grammars: &[Grammar; 2], drafts: Vec<Draft>, explain: bool) -> Vec<Mention> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut out = Vec::with_capacity(drafts.len());
    for d in drafts {
        let first = &grammars[0].rules;
        let rule = first.get(d.rule as usize).unwrap_or_else(|| &grammars[1].rules[d.rule as usize - first.len()]);
        let value = match d.meaning {
            Meaning::Amount(mut a) => {
                if a.bound != Bound::Range {
                    context::bind(reading, d.start, d.end, &mut a);
                }
                if d.kind == Kind::Money {
                    a.per = context::per(reading, d.end).map(|(unit, _)| unit).unwrap_or_default();
                }
                Value::Amount(a)
            }
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
