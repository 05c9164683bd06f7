//! The form of the annotations, and when a reading agrees with one.

use factrow::{Amount, DateSpan, Entity, Fact, Kind, Mention, Span};
use rust_decimal::Decimal;
use serde::Deserialize;

/// What a person read in an article.
#[derive(Debug, Deserialize)]
pub(crate) struct Annotation {
    pub(crate) doc: String,
    pub(crate) mentions: Vec<Marked>,
    #[serde(default)]
    pub(crate) facts: Vec<Stated>,
}

/// A span that is to be found.
#[derive(Debug, Deserialize)]
pub(crate) struct Marked {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// Which occurrence of the text, from 1.
    #[serde(default = "first")]
    pub(crate) nth: usize,
    pub(crate) value: Meaning,
    /// Reasonable readers differ: neither demanded nor held against anyone.
    #[serde(default)]
    pub(crate) optional: bool,
}

fn first() -> usize {
    1
}

/// What a span or a slot of a fact means; each kind uses its own fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Meaning {
    pub(crate) name: Option<String>,
    pub(crate) aliases: Vec<String>,
    /// Company and product are both right.
    pub(crate) either: bool,
    pub(crate) low: Option<Decimal>,
    pub(crate) high: Option<Decimal>,
    pub(crate) currency: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) bound: Option<String>,
    pub(crate) value: Option<Decimal>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    /// `start`, `mid` or `end` of a period: where that begins is a matter of taste.
    #[serde(rename = "mod")]
    pub(crate) part: Option<String>,
}

/// A fact that is to be found.
#[derive(Debug, Deserialize)]
pub(crate) struct Stated {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) subject: String,
    pub(crate) object: Option<String>,
    pub(crate) money: Option<Meaning>,
    pub(crate) count: Option<Meaning>,
    pub(crate) percent: Option<Decimal>,
    pub(crate) date: Option<Meaning>,
    pub(crate) modality: Option<String>,
    #[serde(default)]
    pub(crate) evidence: String,
}

impl Marked {
    /// The bytes of the marked occurrence.
    pub(crate) fn span(&self, text: &str) -> Option<Span> {
        let mut from = 0;
        let mut at = None;
        for _ in 0..self.nth {
            let found = from + text[from..].find(&self.text)?;
            at = Some(found);
            from = found + text[found..].chars().next().map_or(1, char::len_utf8);
        }
        at.map(|at| Span { start: at as u32, end: (at + self.text.len()) as u32 })
    }

    /// Whether a mention is of a kind that answers this one.
    pub(crate) fn takes(&self, kind: Kind) -> bool {
        kind == self.kind || self.value.either && matches!(kind, Kind::Company | Kind::Product)
    }

    /// Whether a mention means the same.
    pub(crate) fn agrees(&self, m: &Mention) -> bool {
        match self.kind {
            Kind::Company | Kind::Product => m.entity().is_some_and(|e| self.value.names(e)),
            Kind::Date => self.value.same_days(m.date()),
            Kind::Money => m.amount().is_some_and(|a| self.value.same_money(a)),
            Kind::Users | Kind::Headcount => m.amount().is_some_and(|a| self.value.same_count(a)),
            Kind::Percent => m.amount().is_some_and(|a| self.value.value == Some(a.low)),
        }
    }
}

impl Meaning {
    fn names(&self, entity: &Entity) -> bool {
        let got = fold(&entity.name);
        self.name.iter().chain(&self.aliases).any(|n| fold(n) == got)
    }

    fn same_days(&self, got: Option<&DateSpan>) -> bool {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return true };
        let Some(got) = got else { return false };
        let (got_from, got_to) = (got.from.to_string(), got.to.to_string());
        (from, to) == (&got_from, &got_to)
            || self.part.is_some() && got_from.get(..4) == from.get(..4) && got_from <= *to && got_to >= *from
    }

    fn same_money(&self, got: &Amount) -> bool {
        let ends = self.low.is_none_or(|l| l == got.low) && self.high.is_none_or(|h| Some(h) == got.high);
        ends && self.currency.as_ref().is_none_or(|c| c.is_empty() || *c == got.unit)
    }

    fn same_count(&self, got: &Amount) -> bool {
        // what people are called who use a thing is a matter of taste
        let person = |u: &str| matches!(u, "users" | "people" | "other" | "accounts" | "members");
        let payer = |u: &str| matches!(u, "customers" | "clients" | "subscribers");
        let same = |u: &str| u.is_empty() || u == got.unit || person(u) && person(&got.unit) || payer(u) && payer(&got.unit);
        self.low == Some(got.low) && self.high.is_none_or(|h| Some(h) == got.high) && self.unit.as_deref().is_none_or(same)
    }
}

impl Stated {
    /// How well a fact agrees: nothing where its core differs, more with the right date and modality.
    pub(crate) fn agreement(&self, f: &Fact) -> Option<Agreement> {
        let got = f.kind.as_str();
        let symmetric = |k: &str| matches!(k, "deal" | "partnership");
        if self.kind != got && !(symmetric(&self.kind) && symmetric(got)) {
            return None;
        }
        let object = f.object.as_ref().map_or("", |o| o.name.as_str());
        let is = |gold: &str, got: &str| fold(gold) == fold(got);
        let straight = is(&self.subject, &f.subject.name) && self.object.as_ref().is_none_or(|o| is(o, object));
        let swapped = symmetric(&self.kind) && self.object.as_ref().is_some_and(|o| is(&self.subject, object) && is(o, &f.subject.name));
        if !straight && !swapped {
            return None;
        }
        let money = match (&self.money, &f.money) {
            (Some(gold), got) => got.as_ref().is_some_and(|a| gold.same_money(a)),
            (None, got) => got.is_none() || matches!(self.kind.as_str(), "launch" | "spending"),
        };
        let count = self.count.as_ref().is_none_or(|gold| f.count.as_ref().is_some_and(|a| gold.same_count(a)));
        let percent = self.kind != "stake" || self.percent.is_none() || self.percent == f.percent;
        if !(money && count && percent) {
            return None;
        }
        let date = self.date.as_ref().map_or(f.date.is_none(), |d| d.same_days(f.date.as_ref()));
        Some(Agreement { date, modality: self.modality.as_deref().unwrap_or("asserted") == f.modality.as_str() })
    }
}

/// What else agrees when the core of a fact does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Agreement {
    pub(crate) date: bool,
    pub(crate) modality: bool,
}

/// A name without accents, case, punctuation, article and legal form.
pub(crate) fn fold(name: &str) -> String {
    const FORMS: [&str; 22] = [
        "inc",
        "corp",
        "corporation",
        "ltd",
        "limited",
        "plc",
        "llc",
        "llp",
        "sa",
        "sas",
        "se",
        "nv",
        "bv",
        "ag",
        "gmbh",
        "co",
        "company",
        "group",
        "groupe",
        "holding",
        "holdings",
        "spa",
    ];
    let plain: String = name.to_lowercase().replace('’', "'").chars().map(unaccented).collect();
    let mut words: Vec<&str> = plain.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && plain.len() > 6 && matches!(words[0], "the" | "le" | "la" | "les" | "groupe") {
        words.remove(0);
    }
    while words.len() > 1 && FORMS.contains(&words[words.len() - 1].replace('.', "").as_str()) {
        words.pop();
    }
    let joined = words.concat();
    joined.strip_prefix("l'").unwrap_or(&joined).chars().filter(|c| c.is_alphanumeric() || matches!(c, '&' | '+')).collect()
}

fn unaccented(c: char) -> char {
    const PAIRS: [(&str, char); 9] =
        [("àâäáãå", 'a'), ("éèêë", 'e'), ("îïí", 'i'), ("ôöóõø", 'o'), ("ûüùú", 'u'), ("ç", 'c'), ("ñ", 'n'), ("ÿ", 'y'), ("š", 's')];
    PAIRS.into_iter().find(|(from, _)| from.contains(c)).map_or(c, |(_, to)| to)
}
