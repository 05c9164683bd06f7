//! Names told by how they are set beside sums, branches and short names: entries of digests, subsidiaries, aliases in
//! brackets.

use super::belief::Verdict;
use super::cues::{Evidence, Sighting, Target};
use super::extent::{self, Extent};
use super::matching::Candidate;
use super::onward::Onward;
use super::page::Page;
use super::pointing;
use super::products;
use super::refused;
use super::registry::Registry;
use crate::dictionary::{NameKind, class};
use crate::document::Kind;
use crate::reading::tokens::{LINE, PARAGRAPH, Shape};
use smallvec::SmallVec;

/// `Ombelio, 4,5 M€.` at the head of a paragraph; `Ombelio (Quimper, 1,6 M€)`: entries of a digest of fund-raisings.
pub(super) fn entry(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let mark = page.mark(at);
    let bracket = mark == '(';
    if !bracket && !matches!(mark, ',' | ':' | '–' | '—') || at == 0 {
        return;
    }
    let near = page.sentence_end(at).min(at + if bracket { 6 } else { 2 });
    let Some(m) = (at + 1..near).filter(|i| bracket || *i == at + 1).find_map(|i| page.large_sum(i)) else { return };
    let close = page.tokens().partition_point(|t| t.start < m.span.end);
    // Ombelio : 9 M€ de dette
    let rest = || (close..close + 4).any(|i| page.line_starts(i)) && mark == ':';
    // Budget: £2bn for schools
    let about = |x: &Extent| Onward::of(page, *x).speaks() || spoken_again(page, x);
    let ends = if bracket { page.mark(close) == ')' } else { page.mark(close) == '.' || page.line_starts(close) || rest() };
    let Some(Target::Unknown(x)) = pointing::left(page, at).filter(|_| ends) else { return };
    let headed = page.tokens()[x.start].is(PARAGRAPH) && (!rest() || page.mark(close) == '.' || page.line_starts(close) || about(&x));
    let listed = (x.start.saturating_sub(2)..x.start).any(|i| page.mark(i) == ':' || page.is_alone(i, class::NAME_AND))
        || x.start > 1 && page.mark(x.start - 1) == ',' && page.mark(x.start - 2) == ')';
    if headed || bracket && listed {
        let e = Evidence { cue: "entry", confidence: 0.8, start: at, end: close, word: None, kind: Kind::Company, sure: false };
        out.push(Sighting { target: Target::Unknown(x), evidence: e });
    }
}

/// Whether the first word of a name stands with a capital inside another sentence.
fn spoken_again(page: &Page<'_>, x: &Extent) -> bool {
    let word = page.hash(x.start);
    page.places().any(|i| page.hash(i) == word && !page.together(i, x.start) && page.namelike(i) && !page.opens_sentence(i))
        && !page.appears_lower(x.start)
}

/// `Orvis (62 M€ de chiffre d'affaires, 310 salariés)`, `Orvis, 310 salariés, va`: whose people or sales stand in a bracket.
pub(super) fn fact_box(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let bracket = page.mark(at) == '(';
    if at == 0 || !bracket && page.mark(at) != ',' || page.tokens()[at - 1].shape != Shape::Word && page.mark(at - 1) != ')' {
        return;
    }
    let close = if bracket { (at + 1..page.sentence_end(at).min(at + 24)).find(|i| page.mark(*i) == ')') } else { Some(at + 2) };
    let Some(close) = close else { return };
    let sales = || bracket && page.spoken_of(at + 1, close, class::RESULT) && page.quantity_between(at + 1, close);
    if !page.people_between(at + 1, close) && !sales() {
        return;
    }
    // Alpes Levage (AL), 66 salariés
    let named = if page.mark(at - 1) == ')' && at > 3 && page.mark(at - 3) == '(' { at - 3 } else { at };
    let Some(Target::Unknown(x)) = pointing::left(page, named) else { return };
    let e = Evidence { cue: "entry", confidence: 0.8, start: at, end: close, word: None, kind: Kind::Company, sure: false };
    out.push(Sighting { target: Target::Unknown(x), evidence: e });
}

/// `Ferrox $12m 140`: a line of a table that names a firm before its figures, where the line above or below does so too.
pub(super) fn table_line(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    if !page.tokens()[at].is(LINE) || page.tokens()[at].caps == 0 {
        return;
    }
    let Some(x) = figured(page, at) else { return };
    let line = |from: usize, step: isize| {
        let mut i = from;
        for _ in 0..24 {
            i = i.checked_add_signed(step)?;
            if page.tokens().get(i)?.is(LINE) {
                return Some(i);
            }
        }
        None
    };
    let beside = |i: usize| figured(page, i).is_some() || page.candidate(i).is_some_and(|(_, c)| page.large_sum(c.end).is_some());
    if line(at, 1).is_some_and(beside) || line(at, -1).is_some_and(beside) {
        let e = Evidence { cue: "table", confidence: 0.75, start: at, end: x.end, word: None, kind: Kind::Company, sure: false };
        out.push(Sighting { target: Target::Unknown(x), evidence: e });
    }
}

/// `fined Tarrant £4m and Velkora £3m`, `Tarrant a levé 4 M€, Velkora 3 M€`: what is said of a firm before goes on with a
/// name between two sums.
pub(super) fn gapped(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let joined = at > 1 && (matches!(page.mark(at - 1), ',' | ';') || page.is_alone(at - 1, class::NAME_AND));
    if !joined || page.candidate(at).is_some() || !page.sum_ends(at - 1 - usize::from(page.mark(at - 2) == ',')) {
        return;
    }
    let Some(x) = extent::from(page, at).filter(|x| page.large_sum(x.end).is_some()) else { return };
    let said = |i: usize| page.certain(i) || page.is(i, class::COMPANY_OBJECT) || page.is(i, class::COMPANY_VERB);
    if (at.saturating_sub(24)..at).any(|i| page.together(i, at) && said(i)) {
        let e = Evidence { cue: "entry", confidence: 0.78, start: at - 1, end: at, word: None, kind: Kind::Company, sure: false };
        out.push(Sighting { target: Target::Unknown(x), evidence: e });
    }
}

/// Tokens before a sum in which the word for it stands.
const SUMMED: usize = 9;

/// `Amende de 3 M€ pour Tarrant`, `A fine of £3m for Tarrant Foods`, `£3m fine for Tarrant`: at the head of a sentence, whom a fine or
/// a round is for, where its sentence ends with the name or a mark follows it.
pub(super) fn summed(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    if page.tokens()[at].caps != 0 || !page.is_alone(at, class::M_FOR) || page.candidate(at).is_some() {
        return;
    }
    let from = (at.saturating_sub(SUMMED)..at).find(|i| page.together(*i, at)).filter(|i| page.opens_sentence(*i));
    let Some(from) = from else { return };
    let told = (from..at).any(|i| page.is(i, class::N_FINE) || page.is(i, class::N_FUNDING));
    let behind = page.reading.word_before(at, class::N_FINE).map_or(at, |(start, _)| start);
    let sum = page.sum_ends(at) || page.sum_ends(behind);
    let Some(Target::Unknown(x)) = Some(at + 1).filter(|_| told && sum).and_then(|i| pointing::right_adjacent(page, i)) else { return };
    let closed = page.line_starts(x.end) || matches!(page.mark(x.end), '.' | ',' | ':' | ';' | '(' | '!');
    if closed {
        let e = Evidence { cue: "entry", confidence: 0.76, start: at, end: at + 1, word: None, kind: Kind::Company, sure: false };
        out.push(Sighting { target: Target::Unknown(x), evidence: e });
    }
}

/// The name that starts a line and has a large sum right behind it.
fn figured(page: &Page<'_>, at: usize) -> Option<Extent> {
    if page.candidate(at).is_some() {
        return None;
    }
    let x = extent::from(page, at)?;
    (!page.line_starts(x.end) && page.large_sum(x.end).is_some()).then_some(x)
}

/// `Sallis of Wharfedale has been given`: a word and a place at the head of a sentence whose verb follows.
pub(super) fn of_place(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    if !page.is_alone(at + 1, class::TITLE_LINK) || page.adjectives_follow() || !page.opens_sentence(at) || page.loud(at) {
        return;
    }
    let Some(x) = extent::from(page, at).and_then(|x| extent::of_place(page, x)).filter(|x| page.is(x.end, class::AUX)) else { return };
    let e = Evidence { cue: "of-place", confidence: 0.75, start: x.end, end: x.end + 1, word: None, kind: Kind::Company, sure: false };
    out.push(Sighting { target: Target::Unknown(x), evidence: e });
}

/// `KoboLink plans`, `HexaCore's`: a word with a capital inside, as only brands are written, that speaks or owns.
pub(super) fn coined(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let t = &page.tokens()[at];
    let inner = t.caps & !1;
    if t.shape != Shape::Word || t.len < 6 || !t.capitalized() || inner == 0 || t.all_caps() || page.candidate(at).is_some() {
        return;
    }
    let speaks = page.is(at + 1, class::COMPANY_SAYS) && page.tokens()[at + 1].caps == 0 && page.together(at, at + 1);
    if surname(page, at) || !speaks {
        return;
    }
    let Some(x) = extent::from(page, at).filter(|x| x.end == at + 1) else { return };
    let e = Evidence { cue: "coined", confidence: 0.78, start: at + 1, end: at + 2, word: None, kind: Kind::Company, sure: false };
    out.push(Sighting { target: Target::Unknown(x), evidence: e });
}

/// McDonald, MacArthur, DeSantis, LeBron, FitzGerald; PhDs. But not LeapX, LabCorp: what follows the beginning of a surname is a
/// capital.
pub(super) fn surname(page: &Page<'_>, at: usize) -> bool {
    if page.tokens()[at].caps & !1 == 0 {
        return false;
    }
    let text = page.text(at);
    let rest = |start: &str| text.strip_prefix(start).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    page.reading.lexicon.endings(class::SURNAME_START).iter().any(|(start, _)| rest(start))
}

/// `LONDON, Nov 14 (Harbor News) -`: who sent an article, in brackets before its dash.
pub(super) fn sender(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    if page.mark(at) != '(' || at == 0 || at > 120 {
        return;
    }
    let Some(target) = pointing::right(page, at + 1) else { return };
    let close = match target {
        Target::Unknown(x) => x.end,
        Target::Candidate(i) => page.candidates[i].end,
    };
    let dash = matches!(page.text(close + 1), "-" | "–" | "—" | "--") && !page.tokens()[close + 1].glued();
    if page.mark(close) == ')' && dash && page.past_date_before(at) {
        let e = Evidence { cue: "sender", confidence: 0.85, start: close, end: close + 2, word: None, kind: Kind::Company, sure: true };
        out.push(Sighting { target, evidence: e });
    }
}

/// `told the Harbour Gazette`, `selon le Courrier du Lac`: a newspaper by its last word and what is done with it.
pub(super) fn press(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    let t = &page.tokens()[start];
    if !t.capitalized() || t.glued() || page.loud(start) {
        return None;
    }
    let x = extent::before(page, end).filter(|x| x.start < start && x.core == end && page.candidate(x.start).is_none())?;
    let mut before = x.start.checked_sub(1)?;
    if page.is_alone(before, class::NAME_ARTICLE) && page.tokens()[before].caps == 0 {
        before = before.checked_sub(1)?;
    }
    let told = page.reading.lexemes.ending(before + 1, class::SAY, 2).is_some()
        || [before + 1, x.start].iter().any(|end| page.reading.lexemes.ending(*end, class::M_ACCORDING, 3).is_some());
    let reports = page.is(end, class::COMPANY_SAYS) && page.tokens().get(end).is_some_and(|t| t.caps == 0);
    (page.together(before, start) && (told || reports)).then_some(Target::Unknown(x))
}

/// `KBC Securities`, `Virgin Media Ireland`: a company's name with a word behind that makes it its subsidiary's.
pub(super) fn branch(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    let before = start.checked_sub(1)?;
    let t = &page.tokens()[start];
    // Renault do Brasil, Volkswagen of America: the row ends in the capital
    let linked = t.caps == 0 && end > start + 1 && page.tokens()[end - 1].capitalized();
    if !t.capitalized() && !linked || t.glued() || t.is(LINE) || page.loud(start) || !page.together(before, end - 1) {
        return None;
    }
    let c = owner_before(page, start)?;
    let form = page.names.form(c.form);
    // one more unknown capital may stand behind: Crédit Agricole Centre Ouest has its row or none
    let more = page.tokens().get(end).is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.glued() && page.together(start, end));
    let sum = page.large_sum(end).is_some();
    // Axian Telecom, Orange Mali: whatever else the name may mean, that is a firm
    // but School of Open Africa is not Open's
    // Tesla China sales, Amazon UK warehouses: what the company has there
    let there = [class::SITE_NOUN, class::RESULT, class::USERS, class::STAFF].iter().any(|k| page.is(end, *k))
        && page.tokens()[end].caps == 0
        && !page.function(end);
    let plain = form.ambiguous && (refused::refused(page, c) || c.end == c.start + 1 && page.appears_lower(c.start));
    // To Renew America: inside a title
    let plain = plain || form.ambiguous && c.start > 0 && page.namelike(c.start - 1) && page.together(c.start - 1, c.start);
    let place = page.spans(c.start, end, class::PLACE);
    // bought by Toyota of Japan; the Amazon of India
    let agent = linked && c.start > 0 && (page.is_alone(c.start - 1, class::NAME_ARTICLE) || page.is_alone(c.start - 1, class::M_BY));
    // wants to buy Seven & i of Japan, which is where it is from
    let country = page.names.row(form.row).country;
    let home = page.reading.word_at(start, class::HOME_COUNTRY).is_some_and(|(_, w)| !country.is_empty() && w.value == country);
    let whole = !form.product && !there && !agent && !more && !sum && !plain && !place && !home;
    whole.then_some(Target::Unknown(Extent { start: c.start, end, core: end }))
}

/// The company whose name stands before a place, or before one or two words before it: `Honda Cars India`, `TotalEnergies EP
/// Nigeria`.
fn owner_before<'p>(page: &Page<'p>, start: usize) -> Option<&'p Candidate> {
    let strange = |i: usize| {
        let t = &page.tokens()[i];
        let word = t.shape == Shape::Word && t.capitalized() && !t.glued() && !t.is(LINE) && page.candidate(i).is_none();
        word && !page.function(i) && !products::NO_PRODUCT.iter().any(|k| page.is(i, *k) && *k != class::COMPANY_WORD)
    };
    let mut at = start.checked_sub(1)?;
    for words in 0..3 {
        if let Some((_, c)) = page.candidate(at) {
            let known = words == 0
                || page.certain(at) && page.spans(start, page.reading.lexemes.longest(start, class::BRANCH)?.end as usize, class::PLACE);
            return (c.end == at + 1 && known).then_some(c);
        }
        at = Some(at).filter(|at| strange(*at) && page.together(*at, start))?.checked_sub(1)?;
    }
    None
}

/// `Okanor Ciderworks Inc. ("OKC")`, `Banque Merlin (« BM »)`: the short name that a text gives a company in brackets.
pub(super) fn aliases(page: &Page<'_>, verdicts: &mut [Verdict], registry: &mut Registry) {
    let tokens = page.tokens();
    let quote = |i: usize| matches!(page.mark(i), '"' | '“' | '”' | '«' | '»' | '‘' | '’');
    for at in 1..tokens.len().saturating_sub(4) {
        if tokens[at].shape != Shape::Other || page.mark(at) != '(' || !page.together(at - 1, at + 2) {
            continue;
        }
        let quoted = quote(at + 1);
        let name = at + 1 + usize::from(quoted);
        let t = &tokens[name];
        // X (XYZ): letters of the name itself
        let letters = |of: usize| page.text(of).chars().next() == page.text(name).chars().next() || page.text(name).starts_with("AL");
        let bare = !quoted && t.all_caps() && (2..=6).contains(&t.len) && page.mark(name + 1) == ')';
        // Ciments de l'Afrique (Cimaf)
        let blend = !quoted && !t.all_caps() && t.capitalized() && (4..=10).contains(&t.len) && page.mark(name + 1) == ')';
        let single = t.shape == Shape::Word && t.capitalized() && (bare || blend || quoted && quote(name + 1));
        let common = page.is(name, class::PLACE)
            || page.is(name, class::OTHER_NAME)
            || page.is(name, class::COMPANY_TITLE)
            || page.is(name, class::COMPANY_NOUN)
            || page.is(name, class::COMMON_WORD)
            || page.is(name, class::NAME_HEAD);
        // Bow Ridge Ingredients (BRI): whatever a row calls BRI elsewhere
        let listed = page.candidate(name);
        let own = |x: &Extent| bare && initials(page, *x).eq(page.text(name).chars());
        let free = listed.is_none() || matches!(pointing::left(page, at), Some(Target::Unknown(x)) if own(&x));
        if !single || common || !free || page.function(name) {
            continue;
        }
        let of = match pointing::left(page, at) {
            Some(Target::Unknown(x)) if blend && !blends(page, x, name) => None,
            Some(Target::Candidate(_)) if blend => None,
            Some(Target::Unknown(x)) if quoted || letters(x.start) => registry.company(page, x).map(Alias::Of),
            Some(Target::Candidate(c)) if quoted || letters(page.candidates[c].start) => {
                let row = page.names.form(page.candidates[c].form).row;
                (page.names.row(row).kind == NameKind::Company).then_some(Alias::Row(row))
            }
            _ => None,
        };
        if let Some(of) = of {
            registry.add_alias(page, name, of);
            if listed.is_some() {
                let word = page.hash(name);
                let called = page.candidates.iter().zip(&mut *verdicts).filter(|(c, _)| c.end == c.start + 1 && page.hash(c.start) == word);
                called.for_each(|(_, v)| v.believed = false);
            }
        }
    }
}

/// The first letters of the words of a name that have capitals.
fn initials<'p>(page: &'p Page<'_>, x: Extent) -> impl Iterator<Item = char> + use<'p> {
    (x.start..x.core).filter(|i| page.tokens()[*i].capitalized()).filter_map(|i| page.text(i).chars().next())
}

/// Whether the letters of a word are, in their order, those of a longer name, two or more of its words' first ones among them.
fn blends(page: &Page<'_>, x: Extent, word: usize) -> bool {
    let letters: SmallVec<[char; 12]> = page.text(word).chars().flat_map(char::to_lowercase).collect();
    let (mut next, mut heads) = (0, 0);
    for i in page.words(x).filter(|i| *i < x.core) {
        for (k, c) in page.text(i).chars().flat_map(char::to_lowercase).enumerate() {
            if letters.get(next) == Some(&c) {
                next += 1;
                heads += usize::from(k == 0);
            }
        }
    }
    next == letters.len() && heads > 1
}

/// Whose other name a name is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Alias {
    /// A found name's.
    Of(usize),
    /// A row's.
    Row(u32),
}
