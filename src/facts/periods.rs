//! Tables with a column a period: `| | 2023 | 2024 |`, then `| Ventes (M€) | 22,4 | 24,9 |`.

use super::sentence::{Placed, Sentence};
use crate::dictionary::class;
use crate::document::{Fact, Kind};
use crate::meaning::{DateSpan, FactType};
use crate::reading::tokens::Shape;

/// Lines that are no rows, at most, before a table is over.
const GAP: u32 = 2;

/// Words beside the dates of a head, at most: `Exercice`, `M€`.
const WORDS: usize = 3;

/// The periods that the columns of a table are of.
#[derive(Debug, Default)]
pub(crate) struct Periods {
    dates: Vec<DateSpan>,
    gap: u32,
}

impl Periods {
    /// Reads a line that may be the head of a table.
    pub(crate) fn head(&mut self, s: &Sentence<'_>) {
        if s.placed.len() < 2 || s.placed.iter().any(|p| s.kind(*p) != Kind::Date) {
            return;
        }
        let words = (s.lo..s.hi).filter(|i| s.at(*i).is_none() && s.r.tokens[*i].shape == Shape::Word).count();
        if words > WORDS {
            return;
        }
        let date = |p: &Placed| s.mentions[p.mention].date().copied();
        // Half-year to Dec 31 | 1H26 | 1H25, in a text that does not say of which year it is
        let first = usize::from(s.placed.len() > 2 && date(&s.placed[0]).is_none());
        let dates: Option<Vec<DateSpan>> = s.placed[first..].iter().map(date).collect();
        if let Some(dates) = dates {
            *self = Periods { dates, gap: 0 };
        }
    }

    /// Gives each amount of a row the period of its column: what the line says of one it says of all.
    pub(crate) fn spread(&mut self, s: &Sentence<'_>, found: &mut Vec<Fact>) {
        if self.dates.is_empty() || s.placed.iter().all(|p| s.kind(*p) == Kind::Date) {
            return;
        }
        let cells: Vec<Placed> =
            s.placed.iter().copied().filter(|p| matches!(s.kind(*p), Kind::Money | Kind::Headcount | Kind::Users)).collect();
        // Half-year to Dec 31 (A$m) | 1H26 | 1H25: the first one says what the columns are
        let dates = if cells.len() > 1 && cells.len() + 1 == self.dates.len() { &self.dates[1..] } else { &self.dates[..] };
        let row = cells.len() == dates.len() && !s.holds(s.lo..s.hi, class::AUX);
        let periodic = |f: &&Fact| {
            matches!(
                f.kind,
                FactType::Revenue | FactType::Profit | FactType::Loss | FactType::Headcount | FactType::Users | FactType::Spending
            )
        };
        let Some(told) = found.iter().find(periodic).filter(|_| row).cloned() else {
            self.gap += 1;
            if self.gap > GAP {
                *self = Periods::default();
            }
            return;
        };
        self.gap = 0;
        let counted = told.money.is_none();
        found.retain(|f| f.kind != told.kind);
        found.extend(cells.iter().zip(dates).filter_map(|(p, date)| {
            let amount = s.mentions[p.mention].amount()?.clone();
            let mut fact = Fact { date: Some(*date), percent: None, ..told.clone() };
            fact.span.end = fact.span.end.max(s.mentions[p.mention].span.end);
            *(if counted { &mut fact.count } else { &mut fact.money }) = Some(amount);
            Some(fact)
        }));
    }
}
