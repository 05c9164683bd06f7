//! When a row agrees with what a person read.

use super::annotation::{Marked, Meaning, Stated};
use super::names::plain;
use crate::checking::Record;
use crate::document::Kind;
use rust_decimal::Decimal;

fn number(row: &Record, column: &str) -> Option<Decimal> {
    row.get(column).parse().ok()
}

impl Marked {
    /// Whether a mention means the same.
    pub(super) fn agrees(&self, row: &Record) -> bool {
        let (low, high) = (number(row, "amount"), number(row, "amount_high"));
        match self.kind {
            Kind::Company | Kind::Product => self.value.names(row),
            Kind::Date => self.value.same_days(row.get("date_from"), row.get("date_to")),
            Kind::Money => self.value.same_money(low, high, row.get("unit")),
            Kind::Users | Kind::Headcount => self.value.same_count(low, high, row.get("unit")),
            Kind::Percent => self.value.value == low,
        }
    }
}

impl Meaning {
    fn names(&self, row: &Record) -> bool {
        let name = row.get("name");
        let got = plain(if name.is_empty() { row.get("text") } else { name });
        !got.is_empty() && self.name.iter().chain(&self.aliases).any(|n| plain(n) == got)
    }

    /// What it should be per: nothing is said of it, it is not per anything, or it is.
    pub(super) fn period(&self) -> Option<&str> {
        let stated = self.period.is_some() || self.per.is_some();
        let word = self.period.iter().chain(&self.per).flatten().find(|w| !w.is_empty());
        stated.then(|| word.map_or("", String::as_str))
    }

    fn same_days(&self, from: &str, to: &str) -> bool {
        let (Some(gold_from), Some(gold_to)) = (self.from.as_deref(), self.to.as_deref()) else { return true };
        let overlap = !from.is_empty() && !to.is_empty() && from <= gold_to && to >= gold_from;
        (gold_from, gold_to) == (from, to) || self.part.is_some() && overlap && from.get(..4) == gold_from.get(..4)
    }

    fn same_money(&self, low: Option<Decimal>, high: Option<Decimal>, currency: &str) -> bool {
        (self.low.is_none() || self.low == low)
            && (self.high.is_none() || self.high == high)
            && self.currency.as_deref().is_none_or(|c| c.is_empty() || c == currency)
    }

    fn same_count(&self, low: Option<Decimal>, high: Option<Decimal>, unit: &str) -> bool {
        // what people are called who use a thing is a matter of taste
        let person = |u: &str| matches!(u, "users" | "people" | "other" | "accounts" | "members");
        let payer = |u: &str| matches!(u, "customers" | "clients" | "subscribers");
        let same = |u: &str| u.is_empty() || u == unit || person(u) && person(unit) || payer(u) && payer(unit);
        self.low == low && (self.high.is_none() || self.high == high) && self.unit.as_deref().is_none_or(same)
    }
}

/// What else agrees when the core of a fact does; the more the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Agreement {
    pub(super) date: bool,
    pub(super) modality: bool,
}

impl Stated {
    /// How well a fact agrees: nothing where its core differs.
    pub(super) fn agreement(&self, row: &Record) -> Option<Agreement> {
        let got = row.get("type");
        let symmetric = |k: &str| matches!(k, "deal" | "partnership");
        if self.kind != got && !(symmetric(&self.kind) && symmetric(got)) {
            return None;
        }
        let is = |gold: &str, got: &str| plain(gold) == plain(got);
        let (subject, object) = (row.get("subject"), row.get("object"));
        let wanted = self.object.as_deref().filter(|o| !o.is_empty());
        let straight = is(&self.subject, subject) && wanted.is_none_or(|o| is(o, object));
        let swapped = symmetric(&self.kind) && wanted.is_some_and(|o| is(&self.subject, object) && is(o, subject));
        let amount = number(row, "amount");
        let money = match &self.money {
            Some(gold) => gold.same_money(amount, number(row, "amount_high"), row.get("currency")),
            None => amount.is_none() || matches!(self.kind.as_str(), "launch" | "spending"),
        };
        let counted = |gold: &Meaning| gold.same_count(number(row, "count"), number(row, "count_high"), row.get("count_unit"));
        let count = self.count.as_ref().is_none_or(counted);
        let percent = self.kind != "stake" || self.percent.is_none() || self.percent == number(row, "percent");
        if !((straight || swapped) && money && count && percent) {
            return None;
        }
        let modality = self.modality.as_deref().unwrap_or("asserted") == row.get("modality");
        Some(Agreement { date: self.same_days(row), modality })
    }

    fn same_days(&self, row: &Record) -> bool {
        let (from, to) = (row.get("date_from"), row.get("date_to"));
        self.date.as_ref().map_or(from.is_empty(), |d| d.same_days(from, to))
    }
}
