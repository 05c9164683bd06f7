//! Which currency an ambiguous name or symbol means in a document: `$` in Toronto, francs in Geneva or Dakar.
//!
//! A row of an ambiguous currency lists its codes, the usual one first (`USD/CAD/AUD`). Cues are rows too: places,
//! agencies, phrases ("montants en dollars canadiens"), each with codes and a weight. Currencies named without doubt
//! ("francs suisses") are cues as well. Dollars are another country's only when the whole document says so; all other names
//! take the nearest cue, for an article may well cross a border.

use super::reading::Reading;
use crate::dictionary::{ClassId, class};
use crate::reading::lexemes::{ClassSet, Lexeme, Sense, Stage};

/// Weight of cues from which dollars are not those of the United States.
const DOLLARS: i32 = 3;

/// Most that light cues, places above all, weigh together: an article may speak of Toronto and count in US dollars.
const LIGHT: i32 = 2;

/// What francs are that no country is told of, in a year of the past.
const BEFORE_THE_EURO: &str = "FRF";

/// What tells of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A cue row, with its weight.
    Cue(i32),
    /// A currency named without doubt.
    Named,
    /// A bare dollar.
    Dollar,
}

#[derive(Debug)]
struct Cue<'a> {
    token: u32,
    sentence: u32,
    codes: &'a str,
    sense: Sense,
    role: Role,
}

/// The cues of a document, in text order.
#[derive(Debug)]
pub(crate) struct Currencies<'a> {
    cues: Vec<Cue<'a>>,
    /// The currency of a bare dollar here.
    dollar: &'a str,
    reading: Reading<'a>,
}

impl<'a> Currencies<'a> {
    /// Looks through the lexemes of a text.
    pub(crate) fn of(reading: &Reading<'a>) -> Currencies<'a> {
        let mut cues: Vec<Cue<'a>> = Vec::new();
        // words inside a longer name say nothing by themselves: `dollars` of `dollars canadiens`, `$` of `C$`
        let mut inside = 0..0;
        for l in reading.lexemes.of_stage(Stage::Currencies).flat_map(|i| reading.lexemes.at(i)) {
            if !tells(l.class) {
                continue;
            }
            let Some(word) = reading.word(l) else { continue };
            let Some((codes, role)) = cue(l, word.value) else { continue };
            let longer = |o: &&Lexeme| {
                o.end > l.end && reading.word(o).is_some_and(|w| cue(o, w.value).is_some_and(|c| !matches!(c.1, Role::Cue(_))))
            };
            if !matches!(role, Role::Cue(_)) {
                if inside.contains(&l.start) || reading.lexemes.at(l.start as usize).iter().any(|o| longer(&o)) {
                    continue;
                }
                inside = l.start + 1..l.end;
            }
            cues.push(Cue { token: l.start, sentence: reading.sentence_of[l.start as usize], codes, sense: l.sense, role });
        }
        let dollar = dollar(&cues);
        Currencies { cues, dollar, reading: *reading }
    }

    /// One of the codes of a row, for an amount at a token.
    pub(crate) fn choose<'b>(&self, codes: &'b str, at: usize) -> &'b str {
        let first = codes.split('/').next().unwrap_or(codes);
        if first.len() == codes.len() {
            return codes;
        }
        let named = |code: &str| codes.split('/').find(|c| *c == code);
        if first == "USD" {
            return named(self.dollar).unwrap_or(first);
        }
        let one_of = |cue: &Cue<'_>| cue.codes.split('/').find_map(named);
        let sentence = self.reading.sentence_of[at];
        let nearest = self.cues.iter().filter(|c| c.sentence == sentence).filter_map(|c| Some((c.token.abs_diff(at as u32), one_of(c)?)));
        if let Some((_, code)) = nearest.min_by_key(|n| n.0) {
            return code;
        }
        // En 1993, le groupe offre 60 millions de francs
        if let Some(old) = named(BEFORE_THE_EURO).filter(|_| !self.cues.iter().any(|c| one_of(c).is_some()) && self.told_of_old(at)) {
            return old;
        }
        let before = self.cues.iter().rev().filter(|c| (c.token as usize) < at).find_map(one_of);
        before.or_else(|| self.cues.iter().find_map(one_of)).unwrap_or(first)
    }

    /// Whether the sentence of a token names a year before the euro.
    fn told_of_old(&self, at: usize) -> bool {
        let r = &self.reading;
        let inside = |i: &usize| r.sentence_of[*i] == r.sentence_of[at];
        let year = |i: usize| r.lexemes.longest(i, class::YEAR).and_then(|l| if let Sense::Digits(y) = l.sense { Some(y) } else { None });
        let around = (0..at).rev().take_while(inside).chain((at..r.tokens.len()).take_while(inside));
        around.filter_map(year).any(|y| (1803..2002).contains(&y))
    }

    /// One of the codes of a row of cents: those of the amount before, if it has such.
    pub(crate) fn choose_small<'b>(&self, codes: &'b str, at: usize) -> &'b str {
        let named = |code: &str| codes.split('/').find(|c| *c == code);
        let before = self.cues.iter().rev().filter(|c| (c.token as usize) < at && !matches!(c.role, Role::Cue(_)));
        let before = before.map(|c| if c.role == Role::Dollar { self.dollar } else { c.codes });
        before
            .filter_map(named)
            .next()
            .or_else(|| named(self.dollar).filter(|_| codes.starts_with("USD")))
            .unwrap_or_else(|| self.choose(codes, at))
    }
}

/// The classes that tell of a currency.
pub(crate) const TELLING: ClassSet = ClassSet::of(&[
    class::CURRENCY_CUE,
    class::CURRENCY,
    class::CURRENCY_CODE,
    class::CURRENCY_SYMBOL,
    class::SCALED_CURRENCY,
    class::CURRENCY_ADJECTIVE,
]);

/// Whether rows of a class tell of a currency.
fn tells(c: ClassId) -> bool {
    use class::{CURRENCY, CURRENCY_ADJECTIVE, CURRENCY_CODE, CURRENCY_CUE, CURRENCY_SYMBOL, SCALED_CURRENCY};
    matches!(c, CURRENCY_CUE | CURRENCY | CURRENCY_CODE | CURRENCY_SYMBOL | SCALED_CURRENCY | CURRENCY_ADJECTIVE)
}

/// The codes of a lexeme that tells of a currency, and how.
fn cue<'a>(l: &Lexeme, value: &'a str) -> Option<(&'a str, Role)> {
    use class::{CURRENCY, CURRENCY_ADJECTIVE, CURRENCY_CODE, CURRENCY_SYMBOL, SCALED_CURRENCY};
    match l.class {
        class::CURRENCY_CUE => Some(match value.split_once(' ') {
            Some((codes, weight)) => (codes, Role::Cue(weight.parse().unwrap_or(1))),
            None => (value, Role::Cue(1)),
        }),
        CURRENCY | CURRENCY_CODE | CURRENCY_SYMBOL | SCALED_CURRENCY | CURRENCY_ADJECTIVE => {
            let codes = value.split(' ').next().unwrap_or(value);
            match codes.split_once('/') {
                None => Some((codes, Role::Named)),
                Some(("USD", _)) => Some(("USD", Role::Dollar)),
                Some(_) => None,
            }
        }
        _ => None,
    }
}

/// The currency of a bare dollar: the heaviest of the cues, if heavy enough.
fn dollar<'a>(cues: &[Cue<'a>]) -> &'a str {
    // who writes US$ now and then means other dollars by a bare $: then places tell which
    let marked = cues.iter().any(|c| c.role == Role::Named && c.codes == "USD");
    // code, weight of its light cues, of the others
    let mut weights: Vec<(&'a str, i32, i32)> = Vec::new();
    for (i, cue) in cues.iter().enumerate() {
        let Role::Cue(weight) = cue.role else { continue };
        if cues[..i].iter().any(|c| c.sense == cue.sense) {
            continue;
        }
        for code in cue.codes.split('/') {
            let at = weights.iter().position(|w| w.0 == code).unwrap_or_else(|| {
                weights.push((code, 0, 0));
                weights.len() - 1
            });
            if weight == 0 && marked {
                weights[at].2 += 1;
            } else if weight == 1 {
                weights[at].1 = LIGHT.min(weights[at].1 + 1);
            } else {
                weights[at].2 += weight;
            }
        }
    }
    let weight = |w: &(&'a str, i32, i32)| w.1 + w.2;
    let us = weights.iter().find(|w| w.0 == "USD").map_or(0, weight);
    let best = weights.iter().filter(|w| w.0 != "USD").max_by_key(|w| weight(w));
    best.filter(|w| weight(w) >= DOLLARS && weight(w) > us).map_or("USD", |w| w.0)
}
