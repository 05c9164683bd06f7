//! Numbers, read once for everything that needs them: digits, scale words, number words, vague counts.

use super::lexemes::{Lexeme, Lexemes, Lexicon, Sense};
use super::tokens::{ONE_SPACE, SPACE, Shape, Token};
use crate::dictionary::{ClassId, Word, class};
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
    /// Written in words, without digits.
    pub(crate) spelled: bool,
    /// `un`, `one` alone: counts as a number only beside a unit of money.
    pub(crate) single: bool,
    /// Digits with neither group, decimal, sign nor scale: could be a year or a day as well.
    pub(crate) plain: bool,
}

/// Reads all numbers of a text and puts them among the lexemes.
pub(crate) fn read(tokens: &[Token], text: &str, lexemes: &mut Lexemes, lexicon: &Lexicon) {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let reader = Reader { tokens, text, lexemes, lexicon };
        match reader.number_at(i) {
            Some((start, end, number)) => {
                let sense = Sense::Number(lexemes.numbers.len() as u32);
                lexemes.numbers.push(number);
                found.push(Lexeme { class: class::NUMBER, start: start as u32, end: end as u32, sense });
                i = end;
            }
            None => i += 1,
        }
    }
    lexemes.insert(found);
}

struct Reader<'a> {
    tokens: &'a [Token],
    text: &'a str,
    lexemes: &'a Lexemes,
    lexicon: &'a Lexicon,
}

/// What has been composed so far.
#[derive(Default)]
struct State {
    total: Decimal,
    group: Decimal,
    group_set: bool,
    total_set: bool,
    /// The group came from digits: no unit or ten may be added to it.
    digits: bool,
    last: Last,
    scale: Option<Decimal>,
    vague: bool,
    about: bool,
    elements: u32,
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
    Vague,
    Fraction,
    Article,
}

impl Reader<'_> {
    fn word(&self, at: usize, class: ClassId) -> Option<(usize, &Word)> {
        self.lexemes.longest(at, class).and_then(|l| match l.sense {
            Sense::Word(w) => Some((l.end as usize, self.lexicon.word(w))),
            _ => None,
        })
    }

    /// The number that starts at a token: first token (a sign may stand before), one past the last, value.
    fn number_at(&self, at: usize) -> Option<(usize, usize, Number)> {
        let t = &self.tokens[at];
        if t.shape == Shape::Digits {
            return self.digits_at(at);
        }
        if self.lexemes.at(at).is_empty() {
            return None;
        }
        let (state, end) = self.compose(at, State::default());
        let spelled_alone = state.elements == 1;
        let value = state.total + state.group;
        let usable =
            (state.group_set || state.total_set) && !matches!(state.last, Last::Vague | Last::Fraction | Last::Article | Last::Nothing);
        usable.then_some((
            at,
            end,
            Number {
                value,
                scale: state.scale,
                vague: state.vague,
                about: state.about,
                spelled: true,
                single: spelled_alone && value == Decimal::ONE,
                plain: false,
            },
        ))
    }

    fn digits_at(&self, at: usize) -> Option<(usize, usize, Number)> {
        let t = &self.tokens[at];
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        if t.glued() {
            match before {
                // A320, T3: part of a name, unless a currency stands there (CHF1200)
                Some(b) if b.shape == Shape::Word && self.lexemes.ending(at, class::CURRENCY, 3).is_none() => return None,
                // GPT-3, Covid-19
                Some(b) if b.shape == Shape::Hyphen && b.glued() && at >= 2 && self.tokens[at - 2].shape == Shape::Word => return None,
                _ => {}
            }
        }
        let (mut value, mut end, plain) = self.cluster(at)?;
        let negative = before.is_some_and(|b| {
            b.shape == Shape::Hyphen
                && t.glued()
                && (at == 1 || b.is(SPACE) || self.tokens[at - 2].text(self.text) == "(")
                && self.text[..b.end as usize].chars().next_back() != Some('·')
        });
        let mut state = State { group: value, group_set: true, digits: true, last: Last::Unit, elements: 1, ..State::default() };
        (state, end) = self.compose(end, state);
        let scaled = state.scale.is_some() || state.elements > 1;
        value = state.total + state.group;
        let start = if negative { at - 1 } else { at };
        if negative {
            value = -value;
        }
        let number = Number {
            value,
            scale: state.scale,
            vague: false,
            about: state.about,
            spelled: false,
            single: false,
            plain: plain && !scaled && !negative,
        };
        Some((start, end, number))
    }

    /// Digits with group and decimal marks; `None` for what looks like another thing (versions, dotted dates).
    fn cluster(&self, at: usize) -> Option<(Decimal, usize, bool)> {
        let mut seps: Vec<char> = Vec::new();
        let mut groups: Vec<&str> = vec![self.tokens[at].text(self.text)];
        let mut j = at + 1;
        while let Some(t) = self.tokens.get(j) {
            let spaced = t.is(ONE_SPACE) && t.shape == Shape::Digits && t.len == 3;
            if spaced && groups[0].len() <= 3 && seps.iter().all(|s| *s == ' ') && !groups[0].starts_with('0') {
                // 12 500, but not the second number of `2 019 300 000` read in two: all groups are three digits
                groups.push(t.text(self.text));
                seps.push(' ');
                j += 1;
                continue;
            }
            let mark = match t.text(self.text) {
                "," => ',',
                "." => '.',
                "'" | "’" => '\'',
                _ => break,
            };
            match self.tokens.get(j + 1) {
                Some(d) if t.glued() && d.glued() && d.shape == Shape::Digits => {
                    groups.push(d.text(self.text));
                    seps.push(mark);
                    j += 2;
                }
                _ => break,
            }
        }
        let scale_follows = self.lexemes.at(j).iter().any(|l| matches!(l.class, class::SCALE | class::SCALES | class::SCALE_GLUED));
        let decimals = self.decimals(&groups, &seps, scale_follows)?;
        let mut digits = String::new();
        for (i, g) in groups.iter().enumerate() {
            if i > 0 && i == decimals {
                digits.push('.');
            }
            digits.push_str(g);
        }
        Some((digits.parse().ok()?, j, seps.is_empty()))
    }

    /// Index of the group that holds the decimals (the number of groups if none does).
    fn decimals(&self, groups: &[&str], seps: &[char], scale_follows: bool) -> Option<usize> {
        let n = groups.len();
        let Some(last) = seps.last() else { return Some(n) };
        let whole = |end: usize| {
            let g = &groups[1..end];
            let thousands = g.iter().all(|g| g.len() == 3);
            // 1,00,000: lakh and crore
            let indian = seps[0] == ',' && g.last().is_some_and(|l| l.len() == 3) && g[..g.len() - 1].iter().all(|g| g.len() == 2);
            (thousands || indian) && groups[0].len() <= 3 && !groups[0].starts_with('0')
        };
        let same = seps.iter().all(|s| s == last);
        if same && (n > 2 || matches!(last, ' ' | '\'')) {
            return whole(n).then_some(n);
        }
        if same {
            let groups_here = self.marks(class::GROUP_MARK, *last);
            let grouped = groups_here && whole(2) && !(scale_follows && *last == '.');
            return Some(if grouped { 2 } else { 1 });
        }
        // two kinds of mark: the last is the decimal one
        let others = &seps[..seps.len() - 1];
        let decimal = *last != ' ' && *last != '\'' && others.iter().all(|s| *s == others[0] && s != last);
        (decimal && whole(n - 1)).then_some(n - 1)
    }

    /// Whether the language has the mark in the class.
    fn marks(&self, class: ClassId, mark: char) -> bool {
        self.lexicon.marks(class).contains(mark)
    }

    /// Goes on from `state` over number words at `at`; the new state and where it ended.
    fn compose(&self, mut at: usize, mut s: State) -> (State, usize) {
        loop {
            let Some(next) = self.element(at, &mut s) else { return (s, at) };
            at = next;
        }
    }

    fn element(&self, at: usize, s: &mut State) -> Option<usize> {
        let spelled = !s.digits;
        let v = |w: &Word| w.number.unwrap_or_default();
        let started = s.group_set || s.total_set;
        if s.elements > 0 && self.tokens.get(at).is_some_and(|t| t.is(super::tokens::PARAGRAPH)) {
            return None;
        }
        // the plain cases first: what stands there, longest reading
        let best = self.lexemes.at(at).iter().filter(|l| is_number_class(l.class)).max_by_key(|l| l.end)?;
        let Sense::Word(w) = best.sense else { return None };
        let word = self.lexicon.word(w);
        let end = best.end as usize;
        let value = v(word);
        match best.class {
            class::UNIT => {
                let fits = match s.last {
                    Last::Nothing | Last::Hundred => true,
                    Last::Scale => spelled,
                    Last::Tens(below) => value < Decimal::from(below) && value > Decimal::ZERO,
                    _ => false,
                };
                if !fits {
                    return None;
                }
                s.group += value;
                s.group_set = true;
                s.last = Last::Unit;
            }
            class::TENS => {
                if !matches!(s.last, Last::Nothing | Last::Hundred) && !(s.last == Last::Scale && spelled) {
                    return None;
                }
                s.group += value;
                s.group_set = true;
                // soixante-dix, quatre-vingt-dix: these two take up to nineteen
                let wide = (value == Decimal::from(60) || value == Decimal::from(80))
                    && self.word(end, class::UNIT).is_some_and(|(_, w)| v(w) >= Decimal::TEN);
                s.last = Last::Tens(if wide { 20 } else { 10 });
            }
            class::HUNDRED => {
                if s.digits && s.scale.is_none() || matches!(s.last, Last::Tens(_) | Last::Hundred) || s.group >= Decimal::from(20) {
                    return None;
                }
                s.group = if s.group_set && !s.group.is_zero() { s.group } else { Decimal::ONE } * value;
                s.group_set = true;
                s.last = Last::Hundred;
            }
            class::NUMBER_AND => {
                let (_, unit) = self.word(end, class::UNIT).or_else(|| self.word(end, class::TENS))?;
                let fits = match s.last {
                    Last::Tens(_) => v(unit) == Decimal::ONE || v(unit) == Decimal::from(11),
                    Last::Hundred => spelled && !self.french_and(word),
                    Last::Scale => spelled && !self.french_and(word) && s.scale == Some(Decimal::ONE_THOUSAND),
                    _ => false,
                };
                if !fits {
                    return None;
                }
                s.elements += 1;
                return Some(end);
            }
            class::AND_HALF => {
                if !started {
                    return None;
                }
                match s.scale {
                    Some(scale) if s.last == Last::Scale => s.total += scale * value,
                    None => s.group += value,
                    _ => return None,
                }
                s.last = Last::Half;
            }
            class::FRACTION => {
                if !matches!(s.last, Last::Nothing | Last::Article) && !(s.last == Last::Unit && s.group == Decimal::ONE && spelled) {
                    return None;
                }
                self.scale_at(end)?;
                s.group = value;
                s.group_set = true;
                s.last = Last::Fraction;
            }
            class::ARTICLE => {
                if s.last != Last::Nothing
                    || !self
                        .lexemes
                        .at(end)
                        .iter()
                        .any(|l| matches!(l.class, class::SCALE | class::SCALE_ONE | class::COLLECTIVE | class::FRACTION))
                {
                    return None;
                }
                s.group = Decimal::ONE;
                s.group_set = true;
                s.last = Last::Article;
            }
            class::VAGUE_COUNT => {
                if s.last != Last::Nothing {
                    return None;
                }
                self.scale_at(end)?;
                s.vague = true;
                s.group = Decimal::ONE;
                s.group_set = true;
                s.last = Last::Vague;
            }
            class::COLLECTIVE | class::SCALE | class::SCALES | class::SCALE_ONE | class::SCALE_GLUED | class::SCALE_CURRENCY => {
                return self.scale(best.class, value, at, end, s);
            }
            _ => return None,
        }
        s.elements += 1;
        Some(end)
    }

    /// `et` joins only `vingt et un`; `and` joins hundreds. Told apart by the row: one with a value joins tens only.
    fn french_and(&self, word: &Word) -> bool {
        word.value == "tens"
    }

    /// Whether a scale or collective stands at a token, `of` before it or not.
    fn scale_at(&self, at: usize) -> Option<usize> {
        let is = |at: usize| {
            self.lexemes.at(at).iter().any(|l| matches!(l.class, class::SCALE | class::SCALES | class::SCALE_ONE | class::COLLECTIVE))
        };
        if is(at) {
            return Some(at);
        }
        let (end, _) = self.word(at, class::OF)?;
        is(end).then_some(end)
    }

    fn scale(&self, class: ClassId, value: Decimal, at: usize, end: usize, s: &mut State) -> Option<usize> {
        let t = &self.tokens[at];
        let started = s.group_set || s.total_set;
        match class {
            // 3bn, £5m: only right behind digits
            class::SCALE_GLUED if !(s.digits && s.last == Last::Unit && t.glued()) => return None,
            // 47 G$: only before a currency symbol
            class::SCALE_CURRENCY
                if !(s.digits && self.lexemes.at(end).iter().any(|l| l.class == class::CURRENCY_SYMBOL) && self.tokens[end].glued()) =>
            {
                return None;
            }
            _ => {}
        }
        if t.glued()
            && at > 0
            && s.last == Last::Nothing
            && self.tokens[at - 1].shape != Shape::Apostrophe
            && self.tokens[at - 1].shape != Shape::Hyphen
        {
            return None;
        }
        // a letter or digit glued behind (`5 Mo`) is another token only if it is no letter: tokens are whole runs
        if self.tokens.get(end).is_some_and(|n| n.glued() && n.shape == Shape::Digits) {
            return None;
        }
        if !started {
            match class {
                class::SCALES => s.vague = true,
                class::COLLECTIVE if self.lexicon_plural(at) => s.vague = true,
                class::COLLECTIVE => s.about = true,
                class::SCALE | class::SCALE_ONE => {}
                _ => return None,
            }
            s.group = Decimal::ONE;
            s.group_set = true;
        } else if class == class::COLLECTIVE && s.group == Decimal::ONE && !s.vague && s.last != Last::Scale {
            s.about = true;
        } else if matches!(s.last, Last::Unit)
            && s.group == Decimal::ONE
            && !s.digits
            && class == class::SCALES
            && value >= Decimal::ONE_THOUSAND
        {
            // `un millions`: misspelt, read all the same
        }
        if value < Decimal::ONE_THOUSAND {
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
        s.elements += 1;
        // centaines de millions, hundreds of thousands
        match self.word(end, class::OF) {
            Some((of_end, _))
                if self.lexemes.at(of_end).iter().any(|l| matches!(l.class, class::SCALE | class::SCALES | class::SCALE_ONE)) =>
            {
                Some(of_end)
            }
            _ => Some(end),
        }
    }

    /// A collective's plural (`centaines`, `dozens`) ends in s in both languages.
    fn lexicon_plural(&self, at: usize) -> bool {
        let t = self.tokens[at].text(self.text);
        t.ends_with('s') || t.ends_with('S')
    }
}

fn is_number_class(c: ClassId) -> bool {
    matches!(
        c,
        class::UNIT
            | class::TENS
            | class::HUNDRED
            | class::NUMBER_AND
            | class::AND_HALF
            | class::FRACTION
            | class::ARTICLE
            | class::VAGUE_COUNT
            | class::COLLECTIVE
            | class::SCALE
            | class::SCALES
            | class::SCALE_ONE
            | class::SCALE_GLUED
            | class::SCALE_CURRENCY
    )
}
