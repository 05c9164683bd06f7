//! What kinds of fact there are and how firmly a text states one.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+ }
        impl $name {
            /// All values, in table order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The word used in tables and dictionaries.
            pub fn as_str(self) -> &'static str { match self { $($name::$variant => $word,)+ } }
            /// Reads the word used in tables and dictionaries.
            pub fn parse(word: &str) -> Option<$name> { match word { $($word => Some($name::$variant),)+ _ => None } }
        }
    };
}

words! {
    /// The type of a fact; who is subject and object of each stands in the README's table of facts.
    FactType {
        /// Subject takes control of object; amount is the price.
        Acquisition = "acquisition",
        /// Subject holds, buys or sells `percent` of object.
        Stake = "stake",
        /// Subject puts money into object.
        Investment = "investment",
        /// Subject raises equity or debt; object leads the round.
        Funding = "funding",
        /// Value of subject by a round, an offer or an estimate.
        Valuation = "valuation",
        /// Value of subject by the stock exchange.
        MarketCap = "market_cap",
        /// Subject goes public; amount is the money raised.
        Ipo = "ipo",
        /// Sales of subject over a period.
        Revenue = "revenue",
        /// Net or operating profit of subject over a period.
        Profit = "profit",
        /// Loss of subject over a period; the amount is positive.
        Loss = "loss",
        /// Subject spends; object is what for, if named.
        Spending = "spending",
        /// Contract, order, licence or sale of assets between two parties.
        Deal = "deal",
        /// Two parties work together, no payment stated; symmetric.
        Partnership = "partnership",
        /// Users or the like of subject.
        Users = "users",
        /// Employees of subject.
        Headcount = "headcount",
        /// Jobs cut by subject.
        Layoffs = "layoffs",
        /// Subject launches object, a product.
        Launch = "launch",
        /// Price of subject, a product or offer.
        Price = "price",
        /// Subject was founded.
        Founding = "founding",
        /// Subject is fined by object.
        Fine = "fine",
        /// Subject sues object.
        Lawsuit = "lawsuit",
    }
}

words! {
    /// How firmly a fact is stated.
    Modality {
        /// Stated as a fact.
        Asserted = "asserted",
        /// Rumour, conditional, "selon des sources".
        Reported = "reported",
        /// Future, agreed but not closed, talks, outlook.
        Planned = "planned",
        /// Negated, rejected, called off.
        Denied = "denied",
    }
}
