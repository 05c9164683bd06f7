//! Whether a form of the dictionary means its company or product here: what speaks for it and against it.

use super::cues::{Evidence, Sighting, Target};
use super::matching::Candidate;
use super::page::Page;
use super::refused;
use crate::dictionary::{NameKind, class};
use crate::document::Kind;
use crate::reading::tokens::{Shape, Symbol};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// What was decided of a candidate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verdict {
    pub(crate) believed: bool,
    pub(crate) score: i32,
    /// For an ambiguous form: what spoke for it, for `explain`.
    pub(crate) reasons: Vec<&'static str>,
    pub(crate) cue: Option<Evidence>,
    /// The form that is meant, where another row's form of the same words fits better.
    pub(crate) instead: Option<u32>,
}

/// Windows of a text, of which most texts have few.
type Windows = SmallVec<[u32; 4]>;

/// What the text around says of rows: in windows of sentences, so that a long file of many texts is not one topic.
#[derive(Debug, Default)]
pub(crate) struct Topic<'a> {
    /// Rows with an unambiguous mention, or an ambiguous one with evidence of its own, and where.
    rows: FxHashMap<u32, Windows>,
    /// Rows of companies that own a product or company of the text.
    owners: FxHashMap<u32, Windows>,
    sectors: FxHashMap<&'a str, Windows>,
    /// Companies by window.
    companies: FxHashMap<u32, u32>,
}

/// Sentences in a window: an article is one or two.
const WINDOW: u32 = 40;

fn window(page: &Page<'_>, c: &Candidate) -> u32 {
    page.reading.sentence_of[c.start] / WINDOW
}

/// Whether one of these windows is this one or next to it.
fn near(windows: Option<&Windows>, window: u32) -> bool {
    windows.is_some_and(|w| w.iter().any(|x| x.abs_diff(window) <= 1))
}

/// Enough in favour.
const ENOUGH: i32 = 3;

/// Decides all candidates of a text.
pub(crate) fn decide(page: &Page<'_>, sightings: &[Sighting], persons: &FxHashSet<u64>, out: &mut Vec<Verdict>) {
    out.clear();
    out.resize(page.candidates.len(), Verdict::default());
    for s in sightings {
        if let Target::Candidate(i) = s.target {
            if out[i].cue.is_none_or(|e| s.evidence.sure && !e.sure) {
                out[i].cue = Some(s.evidence);
            }
        }
    }
    let mut topic = Topic::default();
    for (i, c) in page.candidates.iter().enumerate() {
        if !page.names.form(c.form).ambiguous {
            out[i].believed = !refused::refused(page, c);
            if out[i].believed {
                topic.take(page, c);
            }
        }
    }
    // what one ambiguous name settles may settle others: those that were weighed before it was
    let mut settled = page.candidates.len();
    for _ in 0..2 {
        let mut last = None;
        for (i, c) in page.candidates.iter().enumerate() {
            if i >= settled && last.is_none() {
                break;
            }
            if out[i].believed || !page.names.form(c.form).ambiguous {
                continue;
            }
            let cue = out[i].cue;
            let (mut score, mut reasons) = weigh(page, c, c.form, cue, &topic, persons);
            let mut instead = None;
            if let Some(other) = c.other {
                let (points, why) = weigh(page, c, other, cue, &topic, persons);
                if points > score {
                    (score, reasons, instead) = (points, why, Some(other));
                }
            }
            if score >= ENOUGH && !refused::refused(page, c) {
                // what only its neighbours speak for speaks for nothing else
                if cue.is_some() || score > 4 {
                    topic.take(page, c);
                    last = Some(i);
                }
                out[i] = Verdict { believed: true, score, reasons, cue, instead };
            } else {
                out[i].score = score;
            }
        }
        settled = last.map_or(0, |i| i + 1);
    }
}

/// `Lotus Bakeries … Lotus`, `TPG Telecom was fined. TPG said`: the first word of a company named before it is that company and
/// no other row's, unless one of the two owns the other; so is the last word of a newspaper (`the New York Times … The Times`).
pub(super) fn shortened(page: &Page<'_>, out: &mut [Verdict]) {
    let (mut firsts, mut papers): (FxHashMap<Symbol, usize>, FxHashMap<Symbol, usize>) = Default::default();
    let company = |c: &Candidate| Some(page.names.form(c.form)).filter(|f| !f.product).map(|f| page.names.row(f.row));
    for (i, c) in page.candidates.iter().enumerate() {
        if !out[i].believed {
            continue;
        }
        if let Some(row) = company(c).filter(|r| r.sector == "media") {
            let paper = &page.candidates[*papers.entry(page.tokens()[c.end - 1].symbol).or_insert(i)];
            // The Sunday Times has the owner of The Times
            let sister = company(paper).map_or("", |r| r.parent);
            if c.end < c.start + 3
                && page.function(c.start)
                && paper.end > paper.start + 2
                && page.names.form(c.form).ambiguous
                && sister != row.parent
            {
                out[i].instead = Some(paper.form);
                continue;
            }
        }
        let long = &page.candidates[*firsts.entry(page.tokens()[c.start].symbol).or_insert(i)];
        if c.end != c.start + 1 || long.end == long.start + 1 {
            continue;
        }
        let (Some(short), Some(row)) = (company(c), company(long)) else { continue };
        if short.id != row.id && short.parent != row.id && row.parent != short.id {
            out[i].instead = Some(long.form);
        }
    }
}

impl<'a> Topic<'a> {
    fn take(&mut self, page: &Page<'a>, c: &Candidate) {
        let at = window(page, c);
        let note = |windows: &mut Windows| {
            let new = !windows.contains(&at);
            if new {
                windows.push(at);
            }
            new
        };
        for form in std::iter::once(c.form).chain(c.other) {
            let id = page.names.form(form).row;
            let row = page.names.row(id);
            if form != c.form && row.kind == NameKind::Company {
                continue;
            }
            let new = note(self.rows.entry(id).or_default());
            if let Some(p) = page.names.company(row.parent) {
                note(self.owners.entry(p).or_default());
            }
            if new && row.kind == NameKind::Company {
                *self.companies.entry(at).or_default() += 1;
                note(self.sectors.entry(row.sector).or_default());
            }
        }
    }

    fn companies_near(&self, window: u32) -> u32 {
        (window.saturating_sub(1)..=window + 1).filter_map(|w| self.companies.get(&w)).sum()
    }
}
/// What speaks for an ambiguous form and against it.
fn weigh(
    page: &Page<'_>,
    c: &Candidate,
    form: u32,
    cue: Option<Evidence>,
    topic: &Topic<'_>,
    persons: &FxHashSet<u64>,
) -> (i32, Vec<&'static str>) {
    let mut score = 0;
    let mut reasons = Vec::new();
    let mut say = |points: i32, reason| {
        score += points;
        if points > 0 {
            reasons.push(reason);
        }
    };
    let form = page.names.form(form);
    let row = page.names.row(form.row);
    let one = c.end == c.start + 1;
    let first = &page.tokens()[c.start];
    let caps = first.caps != 0;
    let here = window(page, c);
    if let Some(e) = cue {
        let fits = (e.kind == Kind::Product) == (row.kind == NameKind::Product);
        say(if e.sure && (fits || e.kind == Kind::Company) { 3 } else { 2 }, "cue");
    }
    if near(topic.rows.get(&form.row), here) {
        say(3, "named elsewhere");
    } else if named_thing(page, c, cue) {
        say(-3, "");
    }
    let told = row.sector == "media" && (told_to(page, c) || asks(page, c));
    if told {
        say(5, "somebody speaks to it");
    }
    if row.kind == NameKind::Product {
        // Amazon's Alexa
        if c.start > 2 && page.is(c.start - 1, class::POSSESSIVE_MARK) && page.tokens()[c.start - 1].glued() {
            let before = page.candidate(c.start - 3).filter(|(_, o)| o.end + 2 == c.start).map(|(_, o)| page.names.form(o.form).row);
            if before.is_some() && before == page.names.company(row.parent) {
                say(3, "its owner's");
            }
        }
        if let Some(owner) = page.names.company(row.parent) {
            if near(topic.rows.get(&owner), here) {
                say(2, "owner named");
            }
            if near(topic.owners.get(&owner), here) {
                say(1, "other product of its owner");
            }
        }
    } else if near(topic.owners.get(&form.row), here) {
        say(2, "its product or subsidiary named");
    } else if c.other.is_none() && page.names.company(row.parent).is_some_and(|owner| near(topic.rows.get(&owner), here)) {
        say(1, "owner named");
    }
    let opens = page.opens_sentence(c.start);
    let loud = page.loud(c.start);
    let acronym = one && first.all_caps() && first.len < 5;
    let lone = !neighbour(page, c);
    if caps && lone && !opens && !loud && !acronym {
        say(1, "capital inside a sentence");
    }
    if coordinated(page, c) {
        say(2, "in a row with a company");
    }
    // 26 Rafale, neuf 787
    if row.kind == NameKind::Product && matches!(row.sector, "vehicle" | "aircraft" | "hardware") && counted(page, c) {
        say(2, "a number of them");
    }
    let company = row.kind == NameKind::Company;
    if company && topic.companies_near(here) >= 2 {
        say(1, "among companies");
    }
    if company && near(topic.sectors.get(row.sector), here) {
        say(1, "among companies of its sector");
    }
    let spoken = spoken(page, c);
    if spoken {
        // `Snowflake says`: a common word would have its article
        say(if opens && lone && caps && !loud && !(one && page.function(c.start)) { 2 } else { 1 }, "subject of a company's verb");
    }
    if !caps {
        say(-3, "");
    }
    if !lone {
        say(-3, "");
    }
    if one && persons.contains(&page.hash(c.start)) {
        say(-3, "");
    }
    if page.spans(c.start, c.end, class::PLACE) {
        say(-2, "");
    }
    // Elle revendique 84 000 clients
    if one && opens && page.function(c.start) && !acronym {
        say(-4, "");
    }
    if one && page.spans(c.start, c.end, class::GIVEN_NAME) {
        say(-1, "");
    }
    if page.spans(c.start, c.end, class::CALENDAR_NAME) {
        say(-4, "");
    }
    if page.spans(c.start, c.end, class::COMMON_WORD) {
        say(if opens && (!spoken || page.function(c.start)) { -3 } else { -1 }, "");
    }
    if page.spans(c.start, c.end, class::INSTITUTION) && article(page, c) {
        say(-3, "");
    }
    if page.spans(c.start, c.end, class::DEMONYM) {
        say(-3, "");
    }
    if page.spans(c.start, c.end, class::OTHER_NAME) {
        say(-2, "");
    }
    if article(page, c) && row.kind == NameKind::Company {
        say(-2, "");
    }
    if inside_title(page, c) {
        say(-6, "");
    }
    // the Faculty of Fine Arts
    if page.spans(c.start, c.end, class::INSTITUTION) && page.is_alone(c.end, class::TITLE_LINK) && page.together(c.start, c.end) {
        say(-3, "");
    }
    (score, reasons)
}

/// A capitalized word that is no known name stands right beside it: it is part of something longer.
fn neighbour(page: &Page<'_>, c: &Candidate) -> bool {
    let unknown = |i: usize| {
        let t = &page.tokens()[i];
        let word = t.shape == Shape::Word && t.capitalized() && !page.certain(i);
        word && !page.is(i, class::COMPANY_TITLE)
            && !page.is(i, class::CALENDAR_NAME)
            && !page.is(i, class::DEMONYM)
            && !page.is(i, class::LEGAL_FORM)
            && !page.is(i, class::COMPANY_NOUN)
    };
    if page.loud(c.start) {
        return false;
    }
    let after = c.end < page.tokens().len()
        && page.together(c.start, c.end)
        && !page.line_starts(c.end)
        && unknown(c.end)
        && !page.tokens()[c.end].glued();
    let hyphen = |i: usize, j: usize| {
        page.tokens().get(i).is_some_and(|t| t.shape == Shape::Hyphen && (i < c.start || t.glued()))
            && page.tokens().get(j).is_some_and(crate::reading::tokens::Token::capitalized)
    };
    let joined = c.end + 1 < page.tokens().len()
        && page.tokens()[c.end].glued()
        && page.tokens()[c.end + 1].glued()
        && hyphen(c.end, c.end + 1)
        && page.candidate(c.end + 1).is_none();
    let before = c.start > 0
        && page.together(c.start - 1, c.start)
        && !page.line_starts(c.start)
        && unknown(c.start - 1)
        // Carrick Vale declined, where Carrick Vale stands inside another sentence
        && (page.goes_together(c.start - 1)
            || !page.opens_sentence(c.start - 1)
            || !page.function(c.start - 1) && page.is(c.start - 1, class::GIVEN_NAME));
    let web = page.mark(c.end) == '.'
        && page.tokens()[c.end].glued()
        && page.tokens().get(c.end + 1).is_some_and(|t| t.glued() && t.caps == 0 && t.shape == Shape::Word);
    after || joined || before || web
}

/// `26 Rafale`: a whole number stands right before a name.
fn counted(page: &Page<'_>, c: &Candidate) -> bool {
    let Some(before) = c.start.checked_sub(1).filter(|b| page.together(*b, c.start)) else { return false };
    let digits = page.tokens()[before].shape == Shape::Digits && page.tokens()[before].len < 4 && !page.tokens()[c.start].glued();
    digits || page.is(before, class::NUMBER) && page.tokens()[before].caps == 0
}

/// `the Gap`, `le Monde`: an article where the form has none.
fn article(page: &Page<'_>, c: &Candidate) -> bool {
    let Some(mut i) = c.start.checked_sub(1) else { return false };
    if page.tokens()[i].shape == Shape::Apostrophe && page.tokens()[c.start].glued() {
        i = match i.checked_sub(1) {
            Some(i) => i,
            None => return false,
        };
    }
    // `the Apple boss`, `l'Orange de 2010`: an article of the word behind
    page.together(i, c.start)
        && page.is_alone(i, class::NAME_ARTICLE)
        && page.tokens()[i].caps == 0
        && !page.tokens().get(c.end).is_some_and(|t| t.shape == Shape::Word && t.caps == 0)
}

/// `Ghost in the Shell`: a title whose last word is the form, behind a link, its article and a capital.
fn inside_title(page: &Page<'_>, c: &Candidate) -> bool {
    let Some(head) = c.start.checked_sub(3).filter(|h| page.together(*h, c.start)) else { return false };
    let named = page.tokens()[head].capitalized() && !page.certain(head) && !page.opens_sentence(head)
        || page.opens_sentence(head) && page.tokens()[head].capitalized() && !page.function(head) && !page.is(head, class::COMPANY_TITLE);
    let link = page.tokens()[head + 1].caps == 0
        && page.is_alone(head + 1, class::NAME_LINK)
        && page.tokens()[head + 2].caps == 0
        && page.is_alone(head + 2, class::NAME_ARTICLE);
    named && link && page.tokens()[c.start].capitalized() && !page.is(head, class::COMPANY_TITLE) && !page.is(head, class::CALENDAR_NAME)
}

/// `its robot, called Gala`: what a text introduces as a thing is none of the companies that are called so.
pub(super) fn named_thing(page: &Page<'_>, c: &Candidate, cue: Option<Evidence>) -> bool {
    let company = !page.names.form(c.form).product && c.other.is_none();
    let named = |e: Evidence| e.cue == "product-named" || page.reading.word_before(c.start, class::NAMING).is_some();
    company && cue.is_some_and(|e| e.kind == Kind::Product && named(e))
}

/// Tokens between a verb of saying and whom it is said to.
const SAID_TO: usize = 8;

/// `a indiqué son PDG à l'AFP`, `told the Journal`: somebody speaks to a newspaper.
fn told_to(page: &Page<'_>, c: &Candidate) -> bool {
    let elided = usize::from(c.start > 0 && page.tokens()[c.start - 1].shape == Shape::Apostrophe);
    let Some(mut at) = c.start.checked_sub(1 + elided) else { return false };
    let says = |i: usize| page.is(i, class::SAY) || page.is(i, class::COMPANY_SAYS);
    let article = page.is_alone(at, class::NAME_ARTICLE) && page.tokens()[at].caps == 0;
    if article && at > 0 {
        at -= 1;
    }
    let to = page.is_alone(at, class::PLACE_LINK) || page.is_alone(at, class::WITH_ARTICLE) || page.is(at, class::M_TO);
    if !page.together(at, c.start) || page.tokens()[at].caps != 0 {
        return false;
    }
    page.reading.lexemes.ending(at + 1, class::SAY, 1).is_some()
        || to && (at.saturating_sub(SAID_TO)..at).any(|i| page.together(i, at) && page.tokens()[i].caps == 0 && says(i))
}

/// Tokens of a newspaper's question in an interview.
const QUESTION: usize = 60;

/// `Le Temps : Êtes-vous satisfait ?` at the head of a line: the newspaper that asks.
fn asks(page: &Page<'_>, c: &Candidate) -> bool {
    let line = (c.end..(c.end + QUESTION).min(page.tokens().len())).take_while(|i| !page.line_starts(*i));
    page.line_starts(c.start) && page.mark(c.end) == ':' && line.into_iter().any(|i| page.mark(i) == '?')
}

/// `X and Y`, `X, Y`: beside a name that needs no evidence.
fn coordinated(page: &Page<'_>, c: &Candidate) -> bool {
    let mark = |i: usize| matches!(page.mark(i), ',' | '/') || page.is_alone(i, class::NAME_AND);
    let sector = |c: &Candidate| page.names.row(page.names.form(c.form).row).sector;
    // Free et Orange: each speaks for the other where both are of one trade
    let alike = |i: usize| {
        let other = page.candidate(i).map(|(_, o)| o).filter(|o| !page.names.form(o.form).product);
        other.is_some_and(|o| !sector(c).is_empty() && sector(o) == sector(c))
    };
    let certain = |i: usize| page.tokens().get(i).is_some() && page.together(c.start, i) && (page.certain(i) || alike(i));
    let mut after = c.end;
    while after < page.tokens().len() && after < c.end + 2 && mark(after) {
        after += 1;
    }
    if after > c.end && certain(after) {
        return true;
    }
    let mut before = c.start;
    while before > 0
        && before + 3 > c.start
        && (mark(before - 1) || page.tokens()[before - 1].shape == Shape::Apostrophe || page.is_alone(before - 1, class::NAME_LINK))
    {
        before -= 1;
    }
    before < c.start && before > 0 && (before..c.start).any(mark) && certain(before - 1)
}

/// `X said`, `X a annoncé`.
fn spoken(page: &Page<'_>, c: &Candidate) -> bool {
    let relative = page.tokens().get(c.end + 1).is_some() && page.mark(c.end) == ',' && page.is_alone(c.end + 1, class::NAME_RELATIVE);
    let possessive = page
        .tokens()
        .get(c.end + 1)
        .is_some_and(|s| s.glued() && page.is(c.end + 1, class::POSSESSIVE_MARK) && page.tokens()[c.end].shape == Shape::Apostrophe);
    if relative || possessive {
        return true;
    }
    // Stripe, for its part,
    let at = c.end + usize::from(page.mark(c.end) == ',' && page.is(c.end + 1, class::NAME_ASIDE));
    if at > c.end {
        return true;
    }
    c.end < page.tokens().len()
        && page.together(c.start, c.end)
        && page.tokens()[c.end].caps == 0
        && (page.is(c.end, class::COMPANY_SAYS) || page.is(c.end, class::COMPANY_VERB) && !page.names.form(c.form).product)
}
