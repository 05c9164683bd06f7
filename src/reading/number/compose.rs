//! Number words: goes on from what is read so far over one word after another, as long as they fit together.

use super::super::lexemes::{ClassSet, Lexeme, Sense};
use super::super::tokens::{PARAGRAPH, Shape};
use super::Reader;
use crate::dictionary::{ClassId, Word, class};
use rust_decimal::Decimal;

/// What has been composed so far.
#[derive(Default, Clone, Copy)]
pub(super) struct State {
    /// What scales have closed: `deux millions` of `deux millions trois cents`.
    total: Decimal,
    /// What is still open: `trois cents` there.
    group: Decimal,
    group_set: bool,
    total_set: bool,
    /// The group came from digits: no unit or ten may be added to it.
    digits: bool,
    last: Last,
    pub(super) scale: Option<Decimal>,
    pub(super) vague: bool,
    pub(super) about: bool,
    pub(super) elements: u32,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Last {
    #[default]
    Nothing,
    Unit,
    /// The tens word takes units below this (10; 20 after soixante and quatre-vingt).
    Tens(u8),
    Hundred,
    Scale,
    Half,
    Decimals,
    Vague,
    Fraction,
    Article,
}

impl State {
    /// Starts from digits.
    pub(super) fn digits(value: Decimal) -> State {
        State { group: value, group_set: true, digits: true, last: Last::Unit, elements: 1, ..State::default() }
    }

    pub(super) fn value(&self) -> Decimal {
        self.total + self.group
    }

    /// Whether what is read so far is a number: `un demi`, `plusieurs` and `a` wait for a scale.
    pub(super) fn complete(&self) -> bool {
        (self.group_set || self.total_set) && !matches!(self.last, Last::Vague | Last::Fraction | Last::Article | Last::Nothing)
    }

    fn set(&mut self, value: Decimal, last: Last) {
        self.group = value;
        self.group_set = true;
        self.last = last;
    }

    /// A number word fits where a group may start: at the start, or behind a scale word.
    fn open(&self) -> bool {
        self.last == Last::Nothing || self.last == Last::Scale && !self.digits && self.elements > 0
    }
}

impl Reader<'_> {
    /// Goes on from `state` over number words at `at`; the new state and where it ended. The number's first token is
    /// `start`.
    pub(super) fn compose(&self, mut at: usize, start: usize, mut s: State) -> (State, usize) {
        let spelled = !s.digits;
        while let Some((next, state)) = self.element(at, start, spelled, &s) {
            at = next;
            s = state;
        }
        (s, at)
    }

    /// One word more: the longest row that fits.
    fn element(&self, at: usize, start: usize, spelled: bool, s: &State) -> Option<(usize, State)> {
        if at >= self.tokens.len() || s.elements > 0 && self.tokens[at].is(PARAGRAPH) {
            return None;
        }
        let at = if s.elements > 0 { self.behind_hyphen(at) } else { at };
        if !self.lexemes.starts(at, &NUMBER_WORDS) {
            return None;
        }
        let lexemes = self.lexemes.at(at);
        let mut limit = u32::MAX;
        loop {
            let end = lexemes.iter().filter(|l| is_number_class(l.class) && l.end < limit).map(|l| l.end).max()?;
            for l in lexemes.iter().filter(|l| l.end == end && is_number_class(l.class)) {
                let Sense::Word(w) = l.sense else { continue };
                let mut state = *s;
                if let Some(next) = self.apply(l, self.lexicon.word(w), start, spelled, &mut state) {
                    state.elements += 1;
                    return Some((next, state));
                }
            }
            limit = end;
        }
    }

    /// The token behind a hyphen with nothing but words around it: `vingt-cinq`, `$30-million`.
    fn behind_hyphen(&self, at: usize) -> usize {
        let joins = |i: usize| self.tokens.get(i).is_some_and(|t| t.glued());
        if self.tokens.get(at).is_some_and(|t| t.shape == Shape::Hyphen) && joins(at) && joins(at + 1) { at + 1 } else { at }
    }

    fn apply(&self, lexeme: &Lexeme, word: Word<'_>, start: usize, spelled: bool, s: &mut State) -> Option<usize> {
        let (at, end) = (lexeme.start as usize, lexeme.end as usize);
        let value = word.number().unwrap_or_default();
        match lexeme.class {
            class::UNIT => {
                let fits = match s.last {
                    Last::Hundred => spelled,
                    Last::Tens(below) => value < Decimal::from(below) && value > Decimal::ZERO,
                    _ => s.open() && spelled,
                };
                if !fits {
                    return None;
                }
                s.set(s.group + value, Last::Unit);
            }
            class::TENS => {
                if !(s.open() || s.last == Last::Hundred) || !spelled {
                    return None;
                }
                // soixante-dix, quatre-vingt-dix: these two take up to nineteen
                let wide = (value == Decimal::from(60) || value == Decimal::from(80))
                    && self.word(self.behind_hyphen(end), class::UNIT).is_some_and(|(_, w)| w.number() >= Some(Decimal::TEN));
                s.set(s.group + value, Last::Tens(if wide { 20 } else { 10 }));
            }
            class::HUNDRED => {
                let before = if s.group_set { s.group } else { Decimal::ONE };
                let fits = spelled && (s.open() || s.last == Last::Unit) && before < Decimal::from(20) && before > Decimal::ZERO;
                if !fits {
                    return None;
                }
                s.set(before * value, Last::Hundred);
            }
            class::NUMBER_AND => self.and(word, end, spelled, s)?,
            class::AND_HALF => {
                match s.scale {
                    Some(scale) if s.last == Last::Scale => s.total += scale * value,
                    None if s.last == Last::Unit => s.group += value,
                    _ => return None,
                }
                s.last = Last::Half;
            }
            class::DECIMAL_WORD if spelled && matches!(s.last, Last::Unit | Last::Tens(_)) => {
                let (decimals, behind) = self.decimals_in_words(end)?;
                s.group += decimals;
                s.last = Last::Decimals;
                return Some(behind);
            }
            class::FRACTION => {
                let first = matches!(s.last, Last::Nothing | Last::Article) || s.last == Last::Unit && s.group == Decimal::ONE && spelled;
                if !first {
                    return None;
                }
                self.scale_at(end)?;
                s.set(value, Last::Fraction);
            }
            class::ARTICLE => {
                let takes = [class::SCALE, class::SCALE_ONE, class::COLLECTIVE, class::FRACTION, class::COUPLE];
                if s.last != Last::Nothing || !self.lexemes.at(end).iter().any(|l| takes.contains(&l.class)) {
                    return None;
                }
                s.set(Decimal::ONE, Last::Article);
            }
            class::COUPLE => {
                if !matches!(s.last, Last::Nothing | Last::Article) {
                    return None;
                }
                self.scale_at(end)?;
                s.about = true;
                s.set(value, Last::Fraction);
            }
            class::VAGUE_COUNT => {
                if s.last != Last::Nothing {
                    return None;
                }
                self.scale_at(end)?;
                s.vague = true;
                s.set(Decimal::ONE, Last::Vague);
            }
            class => return self.scale(class, value, at, end, start, s),
        }
        Some(end)
    }

    /// `et` joins only `vingt et un`, `soixante et onze`; `and` joins `two hundred and five`. The row says which.
    fn and(&self, word: Word<'_>, end: usize, spelled: bool, s: &mut State) -> Option<()> {
        let (behind, next) = [class::UNIT, class::TENS].into_iter().find_map(|c| self.word(end, c))?;
        let next = next.number()?;
        let tens = word.value == "tens";
        // `between one hundred and two hundred`, `one thousand and two thousand`: the next number, not a part of this one
        let another = |least: Decimal| self.word(self.behind_hyphen(behind), class::SCALE).is_some_and(|(_, w)| w.number() <= Some(least));
        let fits = match s.last {
            Last::Tens(_) => tens && (next == Decimal::ONE || next == Decimal::from(11)),
            Last::Hundred => spelled && !tens && !another(Decimal::ONE_HUNDRED),
            Last::Scale => spelled && !tens && s.scale == Some(Decimal::ONE_THOUSAND) && !another(Decimal::ONE_THOUSAND),
            _ => false,
        };
        if fits && s.last != Last::Hundred && tens {
            s.last = Last::Tens(20);
        }
        fits.then_some(())
    }

    /// `five` of `two point five`, `vingt-cinq` of `trois virgule vingt-cinq`, `zero five` of `one point zero five`.
    fn decimals_in_words(&self, at: usize) -> Option<(Decimal, usize)> {
        let (mut digits, mut scale, mut i) = (Decimal::ZERO, 0, at);
        if let Some((end, w)) = self.word(at, class::TENS) {
            let unit = self.word(self.behind_hyphen(end), class::UNIT).filter(|(_, u)| u.number() < Some(Decimal::TEN));
            let sum = w.number()? + unit.and_then(|(_, u)| u.number()).unwrap_or_default();
            return Some((sum / Decimal::ONE_HUNDRED, unit.map_or(end, |u| u.0)));
        }
        while let Some((end, w)) = self.word(i, class::UNIT) {
            let unit = w.number()?;
            let width = if unit >= Decimal::TEN { 2 } else { 1 };
            if scale + width > 6 {
                return None;
            }
            digits = digits * if width == 2 { Decimal::ONE_HUNDRED } else { Decimal::TEN } + unit;
            scale += width;
            i = end;
        }
        if scale == 0 {
            return None;
        }
        digits.set_scale(scale).ok()?;
        Some((digits, i))
    }

    /// Whether a scale or collective stands at a token, `of` before it or not.
    fn scale_at(&self, at: usize) -> Option<usize> {
        let is = |at: usize| {
            self.lexemes.at(at).iter().any(|l| matches!(l.class, class::SCALE | class::SCALES | class::SCALE_ONE | class::COLLECTIVE))
        };
        let at = self.behind_hyphen(at);
        if is(at) {
            return Some(at);
        }
        let (end, _) = self.word(at, class::OF)?;
        is(end).then_some(end)
    }

    /// A scale word (`milliards`, `bn`, `centaine`): multiplies what is open.
    fn scale(&self, class: ClassId, value: Decimal, at: usize, end: usize, start: usize, s: &mut State) -> Option<usize> {
        let t = &self.tokens[at];
        let next = self.tokens.get(end);
        let behind_digits = s.digits && s.last == Last::Unit;
        match class {
            // 3bn, £5m: right behind digits, or in a spelling that has a currency
            class::SCALE_GLUED if !(behind_digits && (t.glued() || self.currency_before(start) || self.currency_at(end))) => return None,
            // 47 G$: only before a currency
            class::SCALE_CURRENCY if !(behind_digits && self.currency_at(end)) => return None,
            class::SCALE | class::SCALES | class::SCALE_ONE | class::COLLECTIVE | class::SCALE_GLUED | class::SCALE_CURRENCY => {}
            _ => return None,
        }
        // the end of another word or name: `X5million`; `Model-M`
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        if s.last == Last::Nothing && t.glued() && before.is_some_and(|b| matches!(b.shape, Shape::Word | Shape::Digits | Shape::Hyphen)) {
            return None;
        }
        // 5m2, 5 m², 30M/s
        if next.is_some_and(|n| n.glued() && (n.shape == Shape::Digits || matches!(n.text(self.text), "²" | "³"))) {
            return None;
        }
        if s.group_set || s.total_set {
            if class == class::COLLECTIVE && s.group == Decimal::ONE && !s.vague && s.last != Last::Scale {
                s.about = true;
            }
        } else {
            match class {
                class::SCALES => s.vague = true,
                class::COLLECTIVE if self.plural(at) => s.vague = true,
                class::COLLECTIVE => s.about = true,
                class::SCALE_ONE => {}
                // `le cap du million`, but not `€ million` above a table
                class::SCALE if self.lexemes.ending(at, class::DEFINITE, 1).is_some() => {}
                _ => return None,
            }
            s.group = Decimal::ONE;
            s.group_set = true;
        }
        if value < Decimal::ONE_THOUSAND {
            if s.last == Last::Scale && !s.group_set {
                return None;
            }
            s.group = s.group.checked_mul(value)?;
            s.last = Last::Hundred;
            s.digits = false;
        } else {
            if s.last == Last::Scale && !s.group_set {
                s.total = s.total.checked_mul(value)?;
            } else if s.scale.is_some_and(|last| last < value) {
                s.total = s.total.checked_add(s.group)?.checked_mul(value)?;
            } else {
                s.total = s.total.checked_add(s.group.checked_mul(value)?)?;
            }
            s.scale = Some(match s.scale {
                Some(last) if last < value && s.last == Last::Scale => last.checked_mul(value)?,
                _ => value,
            });
            s.total_set = true;
            s.group = Decimal::ZERO;
            s.group_set = false;
            s.last = Last::Scale;
            s.digits = false;
        }
        // centaines de millions, hundreds of thousands
        match self.word(end, class::OF) {
            Some((of, _)) if self.larger(of, value) => Some(of),
            _ => Some(end),
        }
    }

    /// Whether a scale word above a value starts at a token.
    fn larger(&self, at: usize, value: Decimal) -> bool {
        [class::SCALE, class::SCALES, class::SCALE_ONE, class::COLLECTIVE]
            .into_iter()
            .any(|c| self.word(at, c).is_some_and(|(_, w)| w.number() > Some(value)))
    }

    /// A collective's plural (`centaines`, `dozens`) ends in s in both languages.
    fn plural(&self, at: usize) -> bool {
        self.token_text(at).ends_with(['s', 'S'])
    }
}

/// The classes that a number may be made of.
const NUMBER_WORDS: ClassSet = ClassSet::of(&[
    class::UNIT,
    class::TENS,
    class::HUNDRED,
    class::NUMBER_AND,
    class::AND_HALF,
    class::DECIMAL_WORD,
    class::FRACTION,
    class::ARTICLE,
    class::COUPLE,
    class::VAGUE_COUNT,
    class::COLLECTIVE,
    class::SCALE,
    class::SCALES,
    class::SCALE_ONE,
    class::SCALE_GLUED,
    class::SCALE_CURRENCY,
]);
/// Those that a number in words may start with.
pub(crate) const OPENERS: ClassSet = ClassSet::of(&[
    class::UNIT,
    class::TENS,
    class::HUNDRED,
    class::FRACTION,
    class::ARTICLE,
    class::COUPLE,
    class::VAGUE_COUNT,
    class::COLLECTIVE,
    class::SCALE,
    class::SCALES,
    class::SCALE_ONE,
]);

#[inline]
fn is_number_class(c: ClassId) -> bool {
    NUMBER_WORDS.contains(c)
}
