//! What a text calls a thing behind the noun for it: `l'application X`, `its app, X,`, `leurs deux jeux, X et Y,`.

use super::cues::Target;
use super::extent::{self, Extent};
use super::nouns::{has, one_thing, title};
use super::offers::{affair, joins, numbered, plural, span};
use super::page::Page;
use super::pointing::{adjective, closed, naming, right, right_adjacent, widened};
use super::products::version;
use crate::dictionary::class;
use crate::reading::tokens::{LINE, Shape};

/// `l'application X`, `sa plateforme X`, `its app, X,`, `son traitement de l'arthrose, X,`; and whether the words say that this
/// is what the thing is called: behind a comma where somebody has it or a price follows, or behind `called`.
pub(super) fn product(page: &Page<'_>, start: usize, end: usize) -> Option<(Target, bool)> {
    if page.loud(start) {
        return None;
    }
    let christened = |at: usize| right(page, at).map(|t| (t, true));
    let mut dangling = false;
    let mut at = end;
    while at < end + REACH {
        let t = page.tokens().get(at)?;
        if !page.together(start, at) {
            return None;
        }
        if page.mark(at) == ',' && !dangling && !page.is(at + 1, class::NAMING) {
            return between(page, start, end, at + 1);
        }
        // la console de X, la Y,
        if dangling && page.certain(at) {
            let comma = page.candidate(at)?.1.end;
            let article = page.tokens().get(comma + 1).is_some_and(|t| t.caps == 0) && page.is_alone(comma + 1, class::NAME_ARTICLE);
            let elided = page.tokens().get(comma + 2).is_some_and(|t| t.shape == Shape::Apostrophe);
            let from = comma + 2 + usize::from(elided);
            let target = if page.mark(comma) == ',' && article { closed(page, right_adjacent(page, from)?) } else { None };
            return target.map(|t| (t, true));
        }
        if t.caps != 0 || matches!(page.mark(at), '«' | '“' | '"') || page.certain(at) {
            return if dangling { None } else { right(page, at).map(|t| (t, false)) };
        }
        if page.is(at, class::NAMING) {
            return christened(at + naming(page, at));
        }
        // its new cereal is called X; the product, called X
        let naming_next = page.is(at, class::COPULA) || matches!(page.mark(at), ',' | '(');
        if naming_next && !dangling && page.is(at + 1, class::NAMING) {
            return christened(at + 1 + naming(page, at + 1));
        }
        // son traitement de l'arthrose
        let article = dangling && page.is_alone(at, class::NAME_ARTICLE);
        // le robot de la start-up, X,
        let firm = page.reading.lexemes.longest(at, class::COMPANY_NOUN).filter(|_| dangling).map(|l| l.end as usize);
        if page.is(at, class::NOUN_LINK) || article {
            dangling = true;
        } else if t.shape == Shape::Word && (dangling || adjective(page, at) || compound(page, start, end, at)) {
            dangling = false;
        } else if !matches!(t.shape, Shape::Apostrophe | Shape::Hyphen) {
            return beyond(page, start, at);
        }
        at = firm.unwrap_or(at + 1);
    }
    None
}

/// Words between a noun and the comma behind which it is named: `A version without the milk frother, the X,`.
const PHRASE: usize = 8;

/// `A model for 2027, the X,`, `Its only product so far, X,`: behind what tells more of a thing, its name between commas, with an
/// article of its own or where somebody has the thing.
fn beyond(page: &Page<'_>, noun: usize, at: usize) -> Option<(Target, bool)> {
    // its cheese plant in: the noun is none of the thing's
    let nouns = [class::SITE_NOUN, class::COMPANY_NOUN, class::OTHER_NOUN, class::TRADE_AGENT, class::RESULT, class::STAFF];
    let head = page.adjectives_follow() || !nouns.iter().any(|c| page.is(at, *c));
    let comma = (at..page.sentence_end(at).min(at + PHRASE)).find(|i| page.mark(*i) == ',').filter(|_| head)?;
    let other =
        [class::AUX, class::COPULA, class::SAY, class::COMPANY_SAYS, class::NAME_RELATIVE, class::COMPANY_TITLE, class::PERSON_TITLE];
    let plain = |i: usize| {
        let t = &page.tokens()[i];
        let known = || page.is(i, class::PLACE) || page.is(i, class::CALENDAR_NAME) || page.is(i, class::DEMONYM);
        let word = matches!(t.shape, Shape::Word | Shape::Apostrophe | Shape::Hyphen | Shape::Digits);
        word && (t.caps == 0 || known()) && !other.iter().any(|c| page.is(i, *c))
    };
    let from = comma + 1;
    let article = page.is_alone(from, class::DEFINITE_DETERMINER) || page.is(from, class::DEFINITE_DETERMINER);
    let article = article && page.tokens().get(from).is_some_and(|t| t.caps == 0);
    let elided = article && page.tokens().get(from + 1).is_some_and(|t| t.shape == Shape::Apostrophe);
    // in Enniscorthy, Co Wexford
    let town = page.is(from, class::COUNTY_MARK);
    if town || !(at..comma).all(plain) || !article && !has(page, noun) {
        return None;
    }
    let named = right_adjacent(page, from + usize::from(article) + usize::from(elided))?;
    let target = closed(page, plus(page, numbered(page, &named).unwrap_or(named)))?;
    let known = matches!(target, Target::Candidate(_)) || affair(page, &target);
    (!known).then_some((target, true))
}

/// Tokens between a noun and what it is called.
const REACH: usize = 6;

/// `sa plateforme cloud, X,`: a noun behind the noun, where adjectives stand there too and somebody has the thing.
fn compound(page: &Page<'_>, start: usize, end: usize, at: usize) -> bool {
    let other = [
        class::COMPANY_NOUN,
        class::SEGMENT,
        class::SITE_NOUN,
        class::COMPANY_TITLE,
        class::PERSON_TITLE,
        class::OTHER_NOUN,
        class::PRODUCT_VERB,
        class::COMPANY_VERB,
        class::AUX,
        class::COPULA,
    ];
    let plain = page.adjectives_follow() && at == end && !page.function(at) && !other.iter().any(|c| page.is(at, *c));
    plain && page.mark(at + 1) == ',' && has(page, start)
}

/// Between the commas behind a noun: `its cheapest model, the X,`, `un forfait, X Mobile, à 9,99 euros`.
fn between(page: &Page<'_>, start: usize, end: usize, from: usize) -> Option<(Target, bool)> {
    // l'éditeur du logiciel, X,: who makes it; le compte de la famille, les Velk
    let before = start.saturating_sub(1);
    let link = before - usize::from(page.tokens()[before].shape == Shape::Apostrophe && before > 0);
    if before < start && one_thing(page, link, end) || page.is_alone(from, class::FAMILY_ARTICLE) {
        return None;
    }
    let article = page.is_alone(from, class::NAME_ARTICLE) && page.tokens().get(from).is_some_and(|t| t.caps == 0);
    let elided = article && page.tokens().get(from + 1).is_some_and(|t| t.shape == Shape::Apostrophe);
    let owned = has(page, start) || of_firm(page, end, from - 1);
    let at = from + usize::from(article) + usize::from(elided);
    let target = match right_adjacent(page, at) {
        Some(named) => {
            let named = numbered(page, &named).unwrap_or(named);
            let several = || plural(page, end - 1) && (owned || led(page, start)) && row_closes(page, &named);
            closed(page, plus(page, widened(page, named))).or_else(|| several().then_some(named))
        }
        None => None,
    };
    let headline = || headline(page, at).filter(|_| !article);
    let target = match target {
        // Ashes of Morrow is more than Ashes
        Some(t) => t,
        None => headline().or_else(|| right_adjacent(page, at).and_then(|_| title(page, from)).filter(|_| owned && end - start == 1))?,
    };
    // a faster successor, Beamline 2,
    let (begin, close) = span(page, &target);
    let coded = (begin..version(page, close)).any(|i| page.tokens()[i].shape == Shape::Digits);
    let told = owned || coded || page.price_between(span(page, &target).1, page.sentence_end(start).min(span(page, &target).1 + PRICED));
    (!affair(page, &target)).then_some((target, told))
}

/// `its streaming service, Playhouse+,`: the mark belongs to the name.
fn plus(page: &Page<'_>, t: Target) -> Target {
    let Target::Unknown(e) = t else { return t };
    let mark = page.mark(e.end) == '+' && page.tokens()[e.end].glued() && e.end == e.core;
    if mark { Target::Unknown(Extent { end: e.end + 1, core: e.end + 1, ..e }) } else { t }
}

/// Tokens between a name and its price: `, X, at $99`.
const PRICED: usize = 6;

/// Whether what stands behind a noun says that a firm has the thing: `le premier jeu du studio, X,`.
fn of_firm(page: &Page<'_>, end: usize, comma: usize) -> bool {
    (end + 1..comma).any(|i| page.is(i, class::COMPANY_NOUN) && page.is(i - 1, class::WITH_ARTICLE))
        || (end + 2..comma).any(|i| page.is(i, class::COMPANY_NOUN) && page.is_alone(i - 1, class::DEFINITE_DETERMINER))
}

/// Whether a definite article stands before a noun, with words between that tell how many there are: `the two apps`.
fn led(page: &Page<'_>, noun: usize) -> bool {
    let near = (noun.saturating_sub(4)..noun).rev().take_while(|i| page.tokens()[*i].shape == Shape::Word && page.together(*i, noun));
    near.into_iter().any(|i| page.is_alone(i, class::DEFINITE_DETERMINER))
}

/// Names in a row behind a plural.
const ROW: usize = 4;

/// `the games, X and Y, sold`: whether the row that starts with a name ends in a mark.
fn row_closes(page: &Page<'_>, first: &Target) -> bool {
    let mut past = version(page, span(page, first).1);
    for _ in 0..ROW {
        if !joins(page, past) {
            return false;
        }
        let next = past + 1 + usize::from(joins(page, past + 1));
        let Some(t) = right_adjacent(page, next) else { return false };
        past = version(page, span(page, &t).1);
        if page.tokens().get(past).is_none_or(|_| matches!(page.mark(past), '.' | ')' | ';' | ':' | '–' | '—'))
            || page.mark(past) == ',' && page.is_alone(next - 1, class::NAME_AND)
        {
            return true;
        }
    }
    false
}

/// Tokens of a title between commas.
const HEADLINE: usize = 7;

/// `the vegan range, Not A Cow,`, `The game, Ashes of Morrow,`: a title whose words have capitals, but for what links them.
fn headline(page: &Page<'_>, at: usize) -> Option<Target> {
    let close = (at..page.sentence_end(at).min(at + HEADLINE)).find(|i| matches!(page.mark(*i), ',' | '.' | ')' | ';'))?;
    let link = |i: usize| {
        let t = &page.tokens()[i];
        t.caps == 0 && (page.is(i, class::NAME_LINK) || page.function(i) && t.len < 5) || t.shape == Shape::Apostrophe
    };
    let capital = |i: usize| page.tokens()[i].shape == Shape::Word && page.tokens()[i].caps != 0;
    let other = [
        class::PLACE,
        class::GIVEN_NAME,
        class::DEMONYM,
        class::COMPANY_TITLE,
        class::PERSON_TITLE,
        class::CALENDAR_NAME,
        class::INSTITUTION,
        class::OTHER_NAME,
        class::COMPANY_NOUN,
    ];
    let whole = close > at + 1
        && capital(at)
        && capital(close - 1)
        && (at..close).all(|i| (capital(i) || i > at && link(i)) && !page.tokens()[i].is(LINE) && !page.certain(i))
        && !other.iter().any(|c| page.is(at, *c));
    let more = extent::from(page, at).is_none_or(|e| e.end < close);
    (whole && more).then_some(Target::Unknown(Extent { start: at, end: close, core: close }))
}
