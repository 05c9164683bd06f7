//! Whether a text speaks of business where a name stands: a name that nobody knows is hardly a firm's in one about a river.

use super::belief::Verdict;
use super::cues::Sighting;
use super::page::Page;
use super::traits::Named;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::lexemes::{ClassSet, Stage};

/// So many of ten sentences around a name make a text one of business.
pub(super) const DENSE: usize = 3;

/// So much of sums and words of firms in ten sentences does so where no firm in it is known.
const TRADE: usize = 8;

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
pub(crate) const OF_FIRMS: ClassSet = ClassSet::of(&TRADE_WORDS);

/// Sentences before and behind one that tell what it is about.
const AROUND: usize = 8;

/// What the sentences of a text say of business.
#[derive(Debug, Default)]
pub(crate) struct Business {
    sentences: Vec<Sentence>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sentence {
    /// It names a company that is known or settled, or a sum of money.
    dense: bool,
    /// It has a sum of money.
    money: bool,
    /// It has a large one.
    sum: bool,
    /// It has a number of people that somebody employs.
    staff: bool,
    /// Tokens of known companies and products, and words that speak of firms.
    names: u32,
    words: u32,
}

impl Business {
    /// Looks for sums and words of firms.
    pub(super) fn read(&mut self, page: &Page<'_>) {
        self.sentences.clear();
        let number = page.reading.sentence_of.last().map_or(0, |s| *s as usize + 1);
        self.sentences.resize(number, Sentence::default());
        for m in page.quantities.iter().filter(|m| matches!(m.kind, Kind::Money | Kind::Headcount)) {
            let token = page.token_at(m.span.start);
            if let Some(s) = page.reading.sentence_of.get(token) {
                let sentence = &mut self.sentences[*s as usize];
                sentence.staff |= m.kind == Kind::Headcount;
                if m.kind == Kind::Headcount {
                    continue;
                }
                sentence.money = true;
                sentence.sum |= page.large_sum(token).is_some();
            }
        }
        for i in page.reading.lexemes.of_stage(Stage::Firms) {
            self.sentences[page.reading.sentence_of[i] as usize].words += u32::from(of_firms(page, i));
        }
    }

    /// Takes in what is known by now of companies.
    pub(super) fn know(&mut self, page: &Page<'_>, verdicts: &[Verdict], sightings: &[Sighting]) {
        for s in &mut self.sentences {
            (s.dense, s.names) = (s.money, 0);
        }
        let of = page.reading.sentence_of;
        for (c, _) in page.candidates.iter().zip(verdicts).filter(|(_, v)| v.believed) {
            let sentence = &mut self.sentences[of[c.start] as usize];
            sentence.dense |= !page.names.form(c.form).product;
            sentence.names += (c.end - c.start) as u32;
        }
        for s in sightings.iter().filter(|s| s.evidence.sure && s.evidence.kind == Kind::Company) {
            if let Some(i) = of.get(s.evidence.start) {
                self.sentences[*i as usize].dense = true;
            }
        }
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
        if self.sentences.len() < PASSAGE { DENSE } else { self.of_ten(page, name, |s| usize::from(s.dense)) }
    }

    /// Whether a text of few sums that names no firm anybody knows is of business all the same: an article about a foundry speaks
    /// of its orders, workers and customers. For a name whose own words are of firms less of it will do.
    pub(super) fn trades(&self, page: &Page<'_>, name: &Named, own: bool) -> bool {
        let told = |s: &Sentence| 2 * usize::from(s.money) + 2 * usize::from(s.staff) + s.words.min(2) as usize;
        self.of_ten(page, name, told) >= if own { TRADE / 2 + 1 } else { TRADE }
    }

    /// What the sentences around the places of a name count, for ten of them.
    fn of_ten(&self, page: &Page<'_>, name: &Named, counts: impl Fn(&Sentence) -> usize) -> usize {
        let (mut all, mut sum) = (0, 0);
        for e in name.places.iter().take(6) {
            let at = page.reading.sentence_of[e.start] as usize;
            let around = &self.sentences[at.saturating_sub(AROUND)..(at + AROUND + 1).min(self.sentences.len())];
            all += around.len();
            sum += around.iter().map(&counts).sum::<usize>();
        }
        10 * sum / all.max(1)
    }
}

/// Whether a word that speaks of firms starts at a token.
fn of_firms(page: &Page<'_>, at: usize) -> bool {
    page.reading.lexemes.concerns(at, Stage::Firms) && TRADE_WORDS.iter().any(|c| page.is(at, *c))
}
