//! Numbers, read once for everything that needs them: digits, scale words, number words, vague counts.
//!
//! [`digits`] reads runs of digits with their marks, [`compose`] goes on over scale and number words. What comes out is one
//! exact decimal with what its form says of it.

mod compose;
mod digits;

use super::lexemes::{ClassSet, Lexeme, Lexemes, Sense, Stage};
use super::lexicon::Lexicon;
use super::tokens::{PARAGRAPH, Shape, Token};
use crate::dictionary::{ClassId, Word, class};
pub(crate) use compose::OPENERS;
use compose::State;
use digits::Cluster;
use rust_decimal::Decimal;

/// A number as the text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    /// The last scale word applied ("milliards" → 10⁹), for an end of a range that leaves it out.
    pub(crate) scale: Option<Decimal>,
    /// Only a scale is stated ("plusieurs milliards"): `value` is that scale.
    pub(crate) vague: bool,
    /// Round by its form ("une centaine").
    pub(crate) about: bool,
    /// A plus sign stands behind it (`500+`).
    pub(crate) over: bool,
    /// Written in words, without digits.
    pub(crate) spelled: bool,
    /// `un`, `one` alone: counts as a number only beside a unit of money.
    pub(crate) single: bool,
    /// Digits with neither group, decimal, sign nor scale: could be a year or a day as well.
    pub(crate) plain: bool,
}

/// Capitalized words in a row that may stand between a number and what it counts: `3 million Apple Music subscribers`.
const NAME_WORDS: usize = 3;

/// How far behind its number such a name starts: `400 million weekly active ChatGPT users`.
const NAME_REACH: usize = 4;

/// Reads all numbers of a text and puts them among the lexemes.
pub(crate) fn read(tokens: &[Token], text: &str, lexemes: &mut Lexemes, lexicon: &Lexicon) {
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(at) = lexemes.next_of(Stage::Numbers, i) {
        let reader = Reader { tokens, text, lexemes, lexicon };
        match reader.number_at(at) {
            Found::Number { start, end, number } => {
                let sense = Sense::Number(lexemes.numbers.len() as u32);
                lexemes.numbers.push(number);
                found.push(Lexeme { class: class::NUMBER, start: start as u32, end: end as u32, sense });
                name_words(tokens, end, lexemes, &mut found);
                i = end;
            }
            Found::Nothing { next } => i = next,
        }
    }
    lexemes.insert(found, lexicon);
}

/// Marks the runs of capitalized words behind a number, and a word that qualifies what it counts.
fn name_words(tokens: &[Token], from: usize, lexemes: &Lexemes, found: &mut Vec<Lexeme>) {
    let capital = |t: &&Token| t.shape == Shape::Word && t.caps != 0 && !t.is(PARAGRAPH);
    for start in from..from + NAME_REACH {
        match tokens.get(start) {
            Some(t) if capital(&t) => {
                let run = tokens[start..].iter().take(NAME_WORDS).take_while(capital).count();
                for end in start + 1..=start + run {
                    found.push(Lexeme { class: class::NAME_WORD, start: start as u32, end: end as u32, sense: Sense::Digits(0) });
                }
                return;
            }
            Some(t) if t.shape == Shape::Word && !t.is(PARAGRAPH) => {
                if qualifies(t, start, lexemes) {
                    found.push(Lexeme { class: class::NAME_WORD, start: start as u32, end: start as u32 + 1, sense: Sense::Digits(0) });
                    return;
                }
            }
            _ => return,
        }
    }
}

/// Whether a word is one that no row knows as anything else and says what kind of users or staff follows:
/// `64 paying utility customers`, `5 200 officines clientes`.
fn qualifies(t: &Token, at: usize, lexemes: &Lexemes) -> bool {
    const COUNTED: ClassSet = ClassSet::of(&[class::USERS, class::STAFF]);
    const JOINS: ClassSet = ClassSet::of(&[
        class::OF,
        class::AND,
        class::DETERMINER,
        class::CONJUNCTION,
        class::RELATIVE,
        class::RANGE_MID,
        class::BOUND_BEFORE,
        class::NEGATION,
        class::ADVERB,
        class::AUX,
        class::TENSE,
        class::YEAR_BEFORE,
        class::MONEY_WORD,
        class::SCALE,
        class::CURRENCY,
        class::DATE_UNITS,
        class::USERS,
        class::STAFF,
        class::CLIENTELE,
    ]);
    t.len > 3 && lexemes.starts(at + 1, &COUNTED) && !lexemes.starts(at, &JOINS)
}

/// What stands at a token.
enum Found {
    /// First token (a sign may stand before), one past the last, value.
    Number { start: usize, end: usize, number: Number },
    /// No number; where to go on.
    Nothing { next: usize },
}

struct Reader<'a> {
    tokens: &'a [Token],
    text: &'a str,
    lexemes: &'a Lexemes,
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    fn word(&self, at: usize, class: ClassId) -> Option<(usize, Word<'_>)> {
        self.lexemes.longest(at, class).and_then(|l| match l.sense {
            Sense::Word(w) => Some((l.end as usize, self.lexicon.word(w))),
            _ => None,
        })
    }

    fn token_text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text(self.text))
    }

    fn mark(&self, at: usize) -> char {
        self.tokens.get(at).map_or('\0', |t| t.mark)
    }

    fn number_at(&self, at: usize) -> Found {
        let t = &self.tokens[at];
        if t.shape == Shape::Digits {
            return self.digits_at(at);
        }
        let nothing = Found::Nothing { next: at + 1 };
        let (state, end) = self.compose(at, at, State::default());
        if !state.complete() {
            return nothing;
        }
        let value = state.value();
        let number = Number {
            value,
            scale: state.scale,
            vague: state.vague,
            about: state.about,
            over: false,
            spelled: true,
            single: state.elements == 1 && value == Decimal::ONE,
            plain: false,
        };
        Found::Number { start: at, end, number }
    }

    fn digits_at(&self, at: usize) -> Found {
        let (cluster, next) = self.cluster(at);
        let nothing = Found::Nothing { next };
        if self.part_of_name(at) {
            return nothing;
        }
        let Cluster::Number { value, plain } = cluster else { return nothing };
        let (sign, start) = self.sign(at);
        let (state, mut end) = self.compose(next, start, State::digits(value));
        // `500+ employees`, but not `3+4`
        let over = self.mark(end) == '+'
            && self.tokens[end].glued()
            && self.tokens.get(end + 1).is_none_or(|n| !n.glued() || n.shape != Shape::Digits);
        if over {
            end += 1;
        }
        let number = Number {
            value: if sign < 0 { -state.value() } else { state.value() },
            scale: state.scale,
            vague: false,
            about: state.about,
            over,
            spelled: false,
            single: false,
            plain: plain && state.elements == 1 && start == at,
        };
        Found::Number { start, end, number }
    }

    /// A currency that may stand before its number ends right before `at`.
    fn currency_before(&self, at: usize) -> bool {
        use class::{CURRENCY, CURRENCY_CODE, CURRENCY_CODE_WEAK, CURRENCY_LETTER, CURRENCY_SYMBOL, CURRENCY_WEAK};
        [CURRENCY_SYMBOL, CURRENCY_CODE, CURRENCY_CODE_WEAK, CURRENCY_LETTER, CURRENCY_WEAK, CURRENCY]
            .into_iter()
            .any(|c| self.lexemes.ending(at, c, 4).is_some())
    }

    /// Whether a currency starts at a token.
    fn currency_at(&self, at: usize) -> bool {
        use class::{CURRENCY, CURRENCY_CODE, CURRENCY_SYMBOL};
        self.lexemes.at(at).iter().any(|l| matches!(l.class, CURRENCY | CURRENCY_CODE | CURRENCY_SYMBOL))
    }
}
