//! Numbers as people read them; the exact ones stand beside them in the data.

use super::words::{Language, Words};
use rust_decimal::Decimal;

/// `1,204` or `1 204`: a plain decimal with its thousands apart and the mark of its language.
pub(super) fn grouped(plain: &str, language: Language) -> String {
    let (thousands, point) = match language {
        Language::English => (',', '.'),
        Language::French => ('\u{202f}', ','),
    };
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain), |p| ("−", p));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let mut out = sign.to_owned();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(c);
    }
    if !part.is_empty() {
        out.push(point);
        out.push_str(part);
    }
    out
}

/// `27.7 bn`, `400 M`, `12,500`: from a million on three figures and a scale. French counts on in milliards.
pub(super) fn short(n: Decimal, language: Language) -> String {
    let scales: &[(i64, &str)] = match language {
        Language::English => &[(1_000_000_000_000, "tn"), (1_000_000_000, "bn"), (1_000_000, "M")],
        Language::French => &[(1_000_000_000, "Md"), (1_000_000, "M")],
    };
    match scales.iter().find(|(scale, _)| n.abs() >= Decimal::from(*scale)) {
        Some((scale, word)) => {
            let scaled = n / Decimal::from(*scale);
            let digits = if scaled.abs() >= Decimal::from(100) { 1 } else { 2 };
            format!("{}\u{a0}{word}", grouped(&scaled.round_dp(digits).normalize().to_string(), language))
        }
        None => grouped(&n.round_dp(4).normalize().to_string(), language),
    }
}

/// What a row says in figures: `about 27.7 bn USD`, `1–2 M users / week`.
pub(super) struct Figure<'a> {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) unit: &'a str,
    pub(super) bound: &'a str,
    pub(super) per: &'a str,
}

impl Figure<'_> {
    pub(super) fn words(&self, words: &Words) -> String {
        let mut out = String::new();
        if matches!(self.bound, "about" | "over" | "under" | "vague") {
            out.push_str(words.value("bound", self.bound));
            out.push('\u{a0}');
        }
        out.push_str(&short(self.low, words.language));
        if let Some(high) = self.high {
            out.push('–');
            out.push_str(&short(high, words.language));
        }
        if !self.unit.is_empty() {
            out.push('\u{a0}');
            out.push_str(words.value("unit", self.unit));
        }
        for per in self.per.split('/').filter(|p| !p.is_empty()) {
            out.push_str(" /\u{a0}");
            out.push_str(words.value("per", per));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short_and_of_their_language() {
        let table = [
            ("27700000000", "27.7 bn", "27,7 Md"),
            ("1200000000000", "1.2 tn", "1\u{202f}200 Md"),
            ("400000000", "400 M", "400 M"),
            ("12500", "12,500", "12\u{202f}500"),
            ("-13.75", "−13.75", "−13,75"),
            ("999", "999", "999"),
            ("123456789", "123.5 M", "123,5 M"),
        ];
        for (n, english, french) in table {
            let n: Decimal = n.parse().expect("a number");
            assert_eq!(short(n, Language::English).replace('\u{a0}', " "), english);
            assert_eq!(short(n, Language::French).replace('\u{a0}', " "), french);
        }
    }

    #[test]
    fn figures_say_bound_range_and_per() {
        let figure = |bound, high: Option<i64>, per| Figure {
            low: Decimal::from(1_000_000),
            high: high.map(Decimal::from),
            unit: "users",
            bound,
            per,
        };
        let say = |f: Figure, language| f.words(&Words::new(language)).replace('\u{a0}', " ");
        assert_eq!(say(figure("over", None, "week"), Language::English), "over 1 M users / week");
        assert_eq!(say(figure("range", Some(2_000_000), ""), Language::French), "1 M–2 M utilisateurs");
    }
}
