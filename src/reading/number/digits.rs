//! Runs of digits with group and decimal marks, and what stands glued before them.

use super::super::tokens::{LINE, ONE_SPACE, SPACE, Shape};
use super::Reader;
use crate::dictionary::{ClassId, class};
use rust_decimal::Decimal;

/// What a run of digits and marks is.
pub(super) enum Cluster {
    /// A number; `plain` if it has no mark.
    Number { value: Decimal, plain: bool },
    /// A version, a dotted date, too many digits.
    Other,
}

impl Reader<'_> {
    /// The digits are cut out of a name: `A320`, `GPT-4.5`, `Covid-19`. A currency may be glued: `CHF1200`.
    pub(super) fn part_of_name(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.tokens[at].glued()).map(|i| &self.tokens[i]) else { return false };
        match before.shape {
            Shape::Word => !self.currency_before(at),
            Shape::Hyphen => before.glued() && at >= 2 && self.tokens[at - 2].shape == Shape::Word && !self.currency_before(at - 1),
            _ => false,
        }
    }

    /// The sign before digits (-1, 0 or 1), and where the number starts with it. A hyphen is a sign only where nothing is
    /// glued before it: `2016-2018` is no subtraction.
    pub(super) fn sign(&self, at: usize) -> (i8, usize) {
        let t = &self.tokens[at];
        let Some(i) = at.checked_sub(1) else { return (0, at) };
        let before = &self.tokens[i];
        if !t.glued() {
            // un résultat de – 3,2 M€
            let minus = before.shape == Shape::Hyphen && !before.glued() && self.token_text(i) != "·";
            let led = || [class::OF, class::RANGE_MID].into_iter().any(|c| self.lexemes.ending(i, c, 1).is_some());
            return if minus && !before.is(LINE) && led() { (-1, i) } else { (0, at) };
        }
        let text = self.token_text(i);
        let free = i == 0 || before.is(SPACE) || matches!(self.mark(i - 1), '(' | '[' | ':' | '/' | '|') || self.currency_before(i);
        match before.shape {
            Shape::Hyphen if free && text != "·" => (-1, i),
            _ if free && text == "+" => (1, i),
            _ => (0, at),
        }
    }

    /// The digits from `at` with their marks, and one past them.
    pub(super) fn cluster(&self, at: usize) -> (Cluster, usize) {
        const MOST: usize = 8;
        let mut groups = [""; MOST];
        let mut marks = [' '; MOST];
        groups[0] = self.token_text(at);
        let (mut n, mut j) = (1, at + 1);
        let mut long = false;
        while let Some(t) = self.tokens.get(j) {
            let spaced = t.is(ONE_SPACE) && t.shape == Shape::Digits && t.len == 3;
            let (mark, digits) = if spaced && groups[0].len() <= 3 && marks[1..n].iter().all(|m| *m == ' ') && !groups[0].starts_with('0') {
                (' ', j)
            } else {
                let mark = match t.text(self.text) {
                    "," => ',',
                    "." => '.',
                    "'" | "’" => '\'',
                    _ => break,
                };
                match self.tokens.get(j + 1) {
                    Some(d) if t.glued() && d.glued() && d.shape == Shape::Digits => (mark, j + 1),
                    _ => break,
                }
            };
            if n < MOST {
                groups[n] = self.token_text(digits);
                marks[n] = mark;
                n += 1;
            } else {
                long = true;
            }
            j = digits + 1;
        }
        let english = self.currency_before(at);
        let decimals = if long {
            None
        } else {
            self.decimals(&groups[..n], &marks[1..n], self.scale_follows(j), self.plural_scale_follows(j), english)
        };
        match decimals.and_then(|d| joined(&groups[..n], d)) {
            Some(value) => (Cluster::Number { value, plain: n == 1 }, j),
            None => (Cluster::Other, j),
        }
    }

    /// `5.000 milliards`: a plural scale, which one and a fraction has not.
    fn plural_scale_follows(&self, at: usize) -> bool {
        self.lexemes.at(at).iter().any(|l| l.class == class::SCALES)
    }

    fn scale_follows(&self, at: usize) -> bool {
        let at = if self.tokens.get(at).is_some_and(|t| t.shape == Shape::Hyphen && t.glued()) { at + 1 } else { at };
        self.lexemes.at(at).iter().any(|l| matches!(l.class, class::SCALE | class::SCALES | class::SCALE_GLUED | class::SCALE_CURRENCY))
    }

    /// Index of the group that holds the decimals (the number of groups if none does).
    ///
    /// Each language has its own decimal mark, but a symbol in front (`$1,234` in French) is English writing.
    fn decimals(&self, groups: &[&str], marks: &[char], scale_follows: bool, plural: bool, symbol_before: bool) -> Option<usize> {
        let n = groups.len();
        let Some(last) = marks.last() else { return Some(n) };
        let whole = |end: usize| {
            let g = &groups[1..end];
            let thousands = g.iter().all(|g| g.len() == 3);
            // 1,00,000: lakh and crore
            let indian = marks[0] == ',' && g.last().is_some_and(|l| l.len() == 3) && g[..g.len() - 1].iter().all(|g| g.len() == 2);
            (thousands || indian) && groups[0].len() <= 3 && (!groups[0].starts_with('0') || groups[0].len() == 1 && end == n)
        };
        let same = marks.iter().all(|s| s == last);
        if same && (n > 2 || matches!(last, ' ' | '\'')) {
            return whole(n).then_some(n);
        }
        if same {
            let groups_here = self.marks(class::GROUP_MARK, *last) || *last == ',' && symbol_before && !scale_follows;
            let zero = groups[0] == "0";
            // 3.100 milliards: nobody writes a decimal that ends in nought
            let many = plural && groups[1].ends_with('0');
            let grouped = groups_here && whole(2) && !zero && (*last != '.' || !scale_follows || many);
            return Some(if grouped { 2 } else { 1 });
        }
        // two kinds of mark: the last is the decimal one
        let others = &marks[..marks.len() - 1];
        let decimal = *last != ' ' && *last != '\'' && others.iter().all(|s| *s == others[0] && s != last);
        (decimal && whole(n - 1)).then_some(n - 1)
    }

    /// Whether the language has the mark in the class.
    fn marks(&self, class: ClassId, mark: char) -> bool {
        self.lexicon.marks(class).contains(mark)
    }
}

/// Digits of groups as one number, with a point before the group of decimals.
fn joined(groups: &[&str], decimals: usize) -> Option<Decimal> {
    let mut digits: i128 = 0;
    let mut scale = 0;
    for (i, g) in groups.iter().enumerate() {
        for d in g.bytes() {
            digits = digits.checked_mul(10)?.checked_add(i128::from(d - b'0'))?;
        }
        if i >= decimals {
            scale += g.len() as u32;
        }
    }
    Decimal::try_from_i128_with_scale(digits, scale).ok()
}
