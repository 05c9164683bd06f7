//! What a noun phrase says of the company it stands for: `the Danish brewer`, `le constructeur coréen`.

use super::sentence::Sentence;
use crate::dictionary::class;
use crate::document::{Entity, Kind};

/// Sectors and country that a noun phrase names.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Described<'a> {
    /// Sectors that a company of such a noun can have, joined by `|`.
    trade: Option<&'a str>,
    /// The same of its other nouns and of the field that it names: `le spécialiste des paiements`; any of them may hold.
    domains: [&'a str; 3],
    /// ISO code of the country its adjective says, or several joined by `|`.
    nation: Option<&'a str>,
    /// Ids of the firms that have their seat where it says, joined by `|`: `la firme de Redmond`.
    seats: Option<&'a str>,
    /// A name in capitals, perhaps of its place, stands in it.
    pub(crate) placed: bool,
}

/// A field stands at most so many tokens behind its noun: `spécialiste de la livraison de repas`.
const FIELD: usize = 6;

impl<'a> Described<'a> {
    /// Reads the phrase `start..end`, and the adjective right behind it: `le groupe danois`.
    pub(crate) fn of(s: &Sentence<'a>, start: usize, end: usize) -> Described<'a> {
        let mut out = Described::default();
        for i in start..end {
            if let Some((e, w)) = s.word_at(i, class::TRADE).filter(|(e, _)| *e <= end) {
                // the longest noun says most: `constructeur automobile`
                if out.trade.is_none() || e > i + 1 {
                    out.trade = Some(w.value);
                }
            }
        }
        let field = if s.is(end, class::M_OF) { s.hi.min(end + FIELD) } else { end };
        let mut domains = out.domains.iter_mut();
        // a noun with a trade of its own says it all: `the drugmaker`
        let from = if out.trade.is_some() { end } else { start };
        for i in (from..field).take_while(|i| s.at(*i).is_none()) {
            if let Some((_, w)) = s.word_at(i, class::TRADE_DOMAIN)
                && let Some(slot) = domains.next()
            {
                *slot = w.value;
            }
        }
        for i in start..s.hi.min(end + 1) {
            // the London-listed miner is from anywhere
            let from = |end: usize| s.mark(end) != '-' || !s.is(end + 1, class::LIST_SHARES);
            out.nation = s.word_at(i, class::NATION).filter(|(e, _)| s.at(i).is_none() && from(*e)).map(|(_, w)| w.value).or(out.nation);
        }
        // le constructeur de Stuttgart, the Frankfurt bank
        let town =
            |i: &usize| s.at(*i).is_none_or(|p| s.kind(p) != Kind::Company) && (s.mark(*i + 1) != '-' || !s.is(*i + 2, class::LIST_SHARES));
        let behind = s.word_at(end, class::M_OF).map(|(at, _)| at);
        for i in (start..end.min(s.hi)).chain(behind).filter(town) {
            out.nation = out.nation.or_else(|| s.word_at(i, class::TOWN).map(|(_, w)| w.value));
        }
        for i in (start..s.hi.min(end + 1)).chain(behind).filter(town) {
            out.seats = out.seats.or_else(|| s.word_at(i, class::SEAT).map(|(_, w)| w.value));
        }
        out.placed = (start + 1..end.saturating_sub(1)).any(|i| s.r.tokens[i].capitalized() && s.at(i).is_none() && s.named(i));
        out
    }

    pub(crate) fn says_something(&self) -> bool {
        self.trade.is_some() || self.nation.is_some() || !self.domains[0].is_empty()
    }

    /// Whether a company is known to have its seat where it says.
    pub(crate) fn seats(&self, e: &Entity) -> bool {
        !e.id.is_empty() && self.seats.is_some_and(|ids| ids.split('|').any(|id| id == e.id))
    }

    /// Whether nothing that is known of a company contradicts it.
    pub(crate) fn allows(&self, e: &Entity) -> bool {
        let all = || self.trade.into_iter().chain(self.domains).filter(|t| !t.is_empty());
        let trade = e.sector.is_empty() || all().next().is_none() || all().any(|t| t.split('|').any(|x| x == e.sector));
        trade && (self.seats(e) || self.nation.is_none_or(|n| e.country.is_empty() || n.split('|').any(|x| x == e.country)))
    }

    /// Whether all it says is known of a company.
    pub(crate) fn tells(&self, e: &Entity) -> bool {
        self.allows(e)
            && self.says_something()
            && (self.trade.is_none() && self.domains[0].is_empty() || !e.sector.is_empty())
            && (self.nation.is_none() || !e.country.is_empty())
    }
}
