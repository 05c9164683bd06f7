//! Amounts and how firmly the words around them hold.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// How the words around a number bind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// The number as stated ("3 milliards de dollars").
    #[default]
    Exact,
    /// Near it ("environ", "nearly").
    About,
    /// It or more ("plus de", "at least").
    Over,
    /// It or less ("moins de", "up to").
    Under,
    /// Between two ends ("entre 1,2 et 1,5 milliard").
    Range,
    /// No number, only a scale ("plusieurs milliards"): the amount is that scale.
    Vague,
}

impl Bound {
    /// The lower-case word used in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::About => "about",
            Bound::Over => "over",
            Bound::Under => "under",
            Bound::Range => "range",
            Bound::Vague => "vague",
        }
    }

    /// Reads the word used in dictionaries and tables.
    pub fn parse(word: &str) -> Option<Bound> {
        Some(match word {
            "exact" => Bound::Exact,
            "about" => Bound::About,
            "over" => Bound::Over,
            "under" => Bound::Under,
            "range" => Bound::Range,
            "vague" => Bound::Vague,
            _ => return None,
        })
    }
}

/// An exact decimal amount, or a range of two, in a unit.
///
/// `unit` is an ISO 4217 code for money, a unit of RECORDS ("users", "employees", "%") for counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Amount {
    /// The value, or the low end of a range.
    pub low: Decimal,
    /// The high end of a range.
    pub high: Option<Decimal>,
    /// ISO 4217 code, count unit or `%`; empty when not stated.
    pub unit: SmolStr,
    /// How the words around bind it.
    pub bound: Bound,
    /// Per what ("month", "share", "user"); empty when not stated. Joined by `/` where two are stated.
    pub per: SmolStr,
    /// Words of activity and payment of a count (`active`, `paying`).
    pub traits: Vec<String>,
}
