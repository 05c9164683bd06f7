//! Whether a text speaks of business where a name stands: a name that nobody knows is hardly a firm's in one about a river.

use super::belief::Verdict;
use super::cues::Sighting;
use super::page::Page;
use super::traits::Named;
use crate::dictionary::{NameKind, class};
use crate::document::Kind;
use crate::reading::lexemes::ClassSet;

/// So many of ten sentences around a name make a text one of business.
pub(super) const DENSE: usize = 3;

/// A text of fewer sentences is a passage.
const PASSAGE: usize = 6;

/// Words that speak of firms.
const TRADE_WORDS: [crate::dictionary::ClassId; 9] = [
    class::COMPANY_NOUN,
    class::COMPANY_TITLE,
    class::COMPANY_VERB,
    class::COMPANY_OBJECT,
    class::COMPANY_OWNED,
    class::COMPANY_PARTICIPLE,
    class::LEGAL_FORM,
    class::TRADE,
    class::EXCHANGE,
];

/// The classes of such words.
pub(super) fn of_firms() -> ClassSet {
    ClassSet::of(&TRADE_WORDS)
}

/// How many kinds of thing in the sentences of a name are of business: large sums, known companies, words of firms. In a
/// text about a river or a match a name that nobody knows is hardly a firm's.
pub(super) fn business(page: &Page<'_>, name: &Named, verdicts: &[Verdict], of_firms: &ClassSet) -> usize {
    let mut kinds = [false; 3];
    for e in name.places.iter().take(6) {
        let sentence = page.reading.sentence_of[e.start];
        let lo = page.reading.sentence_of.partition_point(|s| *s < sentence);
        let hi = page.sentence_end(e.start);
        kinds[0] |= (lo..hi).any(|i| page.large_sum(i).is_some());
        for i in (lo..hi).filter(|i| *i < e.start || *i >= e.end) {
            kinds[1] |= page.candidate(i).is_some_and(|(c, _)| verdicts[c].believed);
            kinds[2] |= page.reading.lexemes.starting(i).meets(of_firms) && TRADE_WORDS.iter().any(|c| page.is(i, *c));
        }
    }
    kinds.iter().filter(|k| **k).count()
}

/// For each sentence, whether it names a company that is known or settled, or a sum of money.
pub(super) fn of_business(page: &Page<'_>, verdicts: &[Verdict], sightings: &[Sighting]) -> Vec<bool> {
    let sentences = page.reading.sentence_of.last().map_or(0, |s| *s as usize + 1);
    let mut out = vec![false; sentences];
    let mut mark = |token: usize| {
        if let Some(s) = page.reading.sentence_of.get(token) {
            out[*s as usize] = true;
        }
    };
    let company = |c: &super::matching::Candidate| page.names.row(page.names.form(c.form).row).kind == NameKind::Company;
    page.candidates.iter().zip(verdicts).filter(|(c, v)| v.believed && company(c)).for_each(|(c, _)| mark(c.start));
    sightings.iter().filter(|s| s.evidence.sure && s.evidence.kind == Kind::Company).for_each(|s| mark(s.evidence.start));
    for m in page.quantities.iter().filter(|m| m.kind == Kind::Money) {
        mark(page.tokens().partition_point(|t| t.end <= m.span.start));
    }
    out
}

/// Sentences before and behind one that tell what it is about.
const AROUND: usize = 8;

/// Of ten sentences around the places of a name, how many are of business; of a passage of a few sentences nobody can say.
pub(super) fn density(page: &Page<'_>, name: &Named, of_business: &[bool]) -> usize {
    let (mut all, mut business) = (0, 0);
    for e in name.places.iter().take(6) {
        let at = page.reading.sentence_of[e.start] as usize;
        let around = &of_business[at.saturating_sub(AROUND)..(at + AROUND + 1).min(of_business.len())];
        all += around.len();
        business += around.iter().filter(|b| **b).count();
    }
    if of_business.len() < PASSAGE { DENSE } else { 10 * business / all.max(1) }
}
