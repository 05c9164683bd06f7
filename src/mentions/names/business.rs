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
const OF_FIRMS: ClassSet = ClassSet::of(&TRADE_WORDS);

/// Sentences before and behind one that tell what it is about.
const AROUND: usize = 8;

/// What the sentences of a text say of business.
pub(super) struct Business {
    sentences: Vec<Sentence>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sentence {
    /// It names a company that is known or settled, or a sum of money.
    dense: bool,
    /// It has a large sum.
    sum: bool,
    /// Tokens of known companies and products, and words that speak of firms.
    names: u32,
    words: u32,
}

impl Business {
    pub(super) fn of(page: &Page<'_>, verdicts: &[Verdict], sightings: &[Sighting]) -> Business {
        let number = page.reading.sentence_of.last().map_or(0, |s| *s as usize + 1);
        let mut sentences = vec![Sentence::default(); number];
        let mut mark = |token: usize| {
            if let Some(s) = page.reading.sentence_of.get(token) {
                sentences[*s as usize].dense = true;
            }
        };
        let company = |c: &super::matching::Candidate| page.names.row(page.names.form(c.form).row).kind == NameKind::Company;
        page.candidates.iter().zip(verdicts).filter(|(c, v)| v.believed && company(c)).for_each(|(c, _)| mark(c.start));
        sightings.iter().filter(|s| s.evidence.sure && s.evidence.kind == Kind::Company).for_each(|s| mark(s.evidence.start));
        let sums = || page.quantities.iter().filter(|m| m.kind == Kind::Money).map(|m| page.token_at(m.span.start));
        sums().for_each(mark);
        for token in sums().filter(|t| page.large_sum(*t).is_some()) {
            sentences[page.reading.sentence_of[token] as usize].sum = true;
        }
        for (c, _) in page.candidates.iter().zip(verdicts).filter(|(_, v)| v.believed) {
            (c.start..c.end).for_each(|i| sentences[page.reading.sentence_of[i] as usize].names += 1);
        }
        for (i, s) in page.reading.sentence_of.iter().enumerate() {
            sentences[*s as usize].words += u32::from(of_firms(page, i));
        }
        Business { sentences }
    }

    /// How many kinds of thing in the sentences of a name are of business: large sums, known companies, words of firms. In a
    /// text about a river or a match a name that nobody knows is hardly a firm's.
    pub(super) fn kinds(&self, page: &Page<'_>, name: &Named, verdicts: &[Verdict]) -> usize {
        let mut kinds = [false; 3];
        for e in name.places.iter().take(6) {
            let s = &self.sentences[page.reading.sentence_of[e.start] as usize];
            // what the name itself is made of does not count
            let own = |is: &dyn Fn(usize) -> bool| (e.start..e.end).filter(|i| page.together(e.start, *i) && is(*i)).count() as u32;
            kinds[0] |= s.sum;
            kinds[1] |= s.names > own(&|i| page.candidate(i).is_some_and(|(c, _)| verdicts[c].believed));
            kinds[2] |= s.words > own(&|i| of_firms(page, i));
        }
        kinds.iter().filter(|k| **k).count()
    }

    /// Of ten sentences around the places of a name, how many are of business; of a passage of a few sentences nobody can say.
    pub(super) fn density(&self, page: &Page<'_>, name: &Named) -> usize {
        if self.sentences.len() < PASSAGE {
            return DENSE;
        }
        let (mut all, mut business) = (0, 0);
        for e in name.places.iter().take(6) {
            let at = page.reading.sentence_of[e.start] as usize;
            let around = &self.sentences[at.saturating_sub(AROUND)..(at + AROUND + 1).min(self.sentences.len())];
            all += around.len();
            business += around.iter().filter(|s| s.dense).count();
        }
        10 * business / all.max(1)
    }
}

/// Whether a word that speaks of firms starts at a token.
fn of_firms(page: &Page<'_>, at: usize) -> bool {
    page.reading.lexemes.starting(at).meets(&OF_FIRMS) && TRADE_WORDS.iter().any(|c| page.is(at, *c))
}
