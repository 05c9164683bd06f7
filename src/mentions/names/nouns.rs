//! Nouns of products and what stands around them: who makes or publishes what they name, what stands in apposition, how far a
//! title reaches.

use super::cues::Target;
use super::extent::{self, Extent};
use super::offers::{numbered, plural, span};
use super::page::Page;
use super::pointing::{adjective, explained, left, right_adjacent};
use super::products::version;
use crate::dictionary::class;
use crate::reading::tokens::{LINE, Shape};

/// `launch the X, the Y and the Z`: what else is launched, behind an article of its own.
pub(super) fn also_launched(page: &Page<'_>, first: &Target, mut point: impl FnMut(Target)) {
    let mut past = version(page, span(page, first).1);
    for _ in 0..LABELLED {
        let comma = past < page.tokens().len() && page.mark(past) == ',';
        let and = past + usize::from(comma);
        let article = and + usize::from(and < page.tokens().len() && page.is_alone(and, class::NAME_AND));
        let led = page.tokens().get(article).is_some_and(|t| t.caps == 0) && page.is_alone(article, class::DEFINITE_DETERMINER);
        let elided = usize::from(page.tokens().get(article + 1).is_some_and(|t| t.shape == Shape::Apostrophe));
        if article == past || !led || !page.together(past - 1, article) {
            return;
        }
        let Some(target @ Target::Unknown(e)) = right_adjacent(page, article + 1 + elided) else { return };
        past = version(page, e.end);
        // the X and the Y plant
        let noun = page.tokens().get(past).is_some_and(|t| t.shape == Shape::Word && t.caps == 0 && !t.glued()) && !page.function(past);
        if noun && !page.is(past, class::PRODUCT_NOUN) || page.is(e.start, class::PLACE) {
            return;
        }
        point(target);
    }
}

/// Names behind a label.
const LABELLED: usize = 8;

/// `Brands: X, Y`, `Marques principales : X`: what a label of a line names, whose words are all capitals without being a headline.
pub(super) fn labelled(page: &Page<'_>, noun: usize, end: usize, mut point: impl FnMut(Target)) {
    let opens = (noun.saturating_sub(2)..=noun).any(|i| page.line_starts(i));
    let colon = (end..end + 2).find(|i| page.mark(*i) == ':').filter(|c| opens && (end..*c).all(|i| adjective(page, i)));
    let Some(mut at) = colon.map(|c| c + 1) else { return };
    for _ in 0..LABELLED {
        if page.line_starts(at) {
            return;
        }
        let (target, past) = match page.candidate(at) {
            Some((i, c)) if page.names.form(c.form).product => (Some(Target::Candidate(i)), c.end),
            Some((_, c)) => (None, c.end),
            None => match extent::from(page, at) {
                Some(e) => (Some(Target::Unknown(e)).filter(|_| !page.is(at, class::PLACE) && !page.function(at)), e.end),
                None => return,
            },
        };
        if let Some(target) = target {
            point(target);
        }
        let joins = past < page.tokens().len() && (page.mark(past) == ',' || page.is_alone(past, class::NAME_AND));
        if !joins || page.line_starts(past) {
            return;
        }
        at = past + 1;
    }
}

/// Words of what somebody makes: `a maker of down sleeping bags`.
const MADE: usize = 3;

/// `l'éditeur zurichois de jeux mobiles X`: the noun says what a firm makes, and X is the firm.
pub(super) fn of_maker(page: &Page<'_>, noun: usize, end: usize) -> bool {
    let Some(mut link) = noun.checked_sub(1).filter(|l| page.together(*l, noun)) else { return false };
    if page.tokens()[link].shape == Shape::Apostrophe && link > 0 {
        link -= 1;
    }
    if one_thing(page, link, end) {
        return false;
    }
    // a maker of sleeping bags, X
    let of = |i: usize| !page.adjectives_follow() && page.is_alone(i, class::TITLE_LINK) && page.tokens()[i].caps == 0;
    let plain =
        |i: &usize| page.tokens()[*i].caps == 0 && page.tokens()[*i].shape == Shape::Word && !page.function(*i) && page.together(*i, noun);
    while link > 0 && noun - link < MADE && plain(&link) {
        link -= 1;
    }
    let linked = of(link) || page.is(link, class::NOUN_LINK) && page.tokens()[link].caps == 0 && !page.is_alone(link, class::DETERMINER);
    let maker = |i: usize| (page.is(i, class::COMPANY_NOUN) || page.is(i, class::MAKER)) && !page.is(i, class::PRODUCT_NOUN);
    let before = (link.saturating_sub(3)..link).rev().take_while(|i| page.together(*i, noun));
    linked && before.into_iter().find(|i| !adjective(page, *i) || maker(*i)).is_some_and(maker)
}

/// `le fabricant chinois du vaccin X`, `the owner of dating app X`: what is made is one thing, and X is its name.
pub(super) fn one_thing(page: &Page<'_>, link: usize, end: usize) -> bool {
    let elided = page.tokens()[link].shape == Shape::Apostrophe && link > 1;
    let article = link - usize::from(elided);
    let of = if page.is(article, class::DEFINITE_DETERMINER) && article > 0 {
        article - 1
    } else if page.adjectives_follow() && page.is(link, class::WITH_ARTICLE) || !page.adjectives_follow() && !plural(page, end - 1) {
        link
    } else {
        return false;
    };
    let mut maker = of;
    while maker > 1 && of - maker < 2 && adjective(page, maker - 1) {
        maker -= 1;
    }
    let linked = page.is(of, class::TITLE_LINK) && page.tokens()[of].caps == 0;
    linked && [of, maker].iter().any(|i| page.reading.lexemes.ending(*i, class::MAKER, 3).is_some())
}

/// `qui édite le site X`, `runs the app X`: what somebody publishes or runs is no firm.
pub(super) fn published(page: &Page<'_>, noun: usize) -> bool {
    let elided = usize::from(noun > 0 && page.tokens()[noun - 1].shape == Shape::Apostrophe);
    let Some(article) = noun.checked_sub(1 + elided).filter(|a| page.together(*a, noun)) else { return false };
    let led = page.is_alone(article, class::NAME_ARTICLE)
        || page.is_alone(article, class::POSSESSIVE)
        || page.is_alone(article, class::DETERMINER);
    led && page.reading.lexemes.ending(article, class::LAUNCH_VERB, 4).is_some()
}

/// `X, une montre`, `X, its first game`: the name before an apposition that opens with an article, a possessive or its noun.
pub(super) fn explained_by(page: &Page<'_>, noun: usize) -> Option<Target> {
    // the Lattice 2, an optical engine
    let model = |at: usize| {
        let number = at.checked_sub(1).filter(|n| page.tokens()[*n].shape == Shape::Digits && page.tokens()[*n].len < 4)?;
        let t = left(page, number).filter(|_| !page.tokens()[number].glued() && page.past_date(number) == number)?;
        if matches!(t, Target::Unknown(_)) { Some(t) } else { numbered(page, &t) }
    };
    let target = explained(page, noun, true, |at| left(page, at).or_else(|| model(at)))?;
    let (_, end) = span(page, &target);
    let open = (end..noun).rev().find(|i| matches!(page.mark(*i), ',' | '('))? + 1;
    let led = open == noun
        || page.is(open, class::NAME_ARTICLE)
        || page.is(open, class::DETERMINER)
        || page.is_alone(open, class::POSSESSIVE)
        || page.is(open, class::COMPANY_ADJECTIVE)
        || page.is(open, class::ORDINAL)
        || page.tokens()[open].caps != 0
        || page.is(open, class::PRODUCT_NOUN);
    led.then_some(target)
}

/// `bought X, a bookkeeping app`, `X, a dating app, raised`: whether a name that its text calls an app is dealt in like a firm.
pub(super) fn dealt_in(page: &Page<'_>, t: &Target, noun: usize) -> bool {
    let (start, _) = span(page, t);
    let bought = page.reading.lexemes.ending(start, class::COMPANY_OBJECT, 4).is_some()
        || page.reading.lexemes.ending(start, class::ACQUIRE, 3).is_some();
    let until = page.sentence_end(noun - 1);
    let close = (noun..until).find(|i| page.mark(*i) == ',').map_or(noun, |c| c + 1);
    bought
        || [noun, close].iter().any(|at| {
            page.reading.lexemes.longest(*at, class::COMPANY_VERB).is_some_and(|l| page.reading.word(l).is_some_and(|w| w.value == "sure"))
        })
}

/// Tokens behind a noun in which its owners, founders and staff stand.
const OWNED: usize = 9;

/// `who runs X, a voice-messaging app`, `X, a video service in which Velk owns 22%`, `X, an app founded by`, `with 45 staff`: an
/// app that is run, owned and founded is spoken of as a firm.
pub(super) fn spoken_of_as_firm(page: &Page<'_>, t: &Target, noun: usize) -> bool {
    let (start, _) = span(page, t);
    let until = page.sentence_end(noun - 1);
    let near = until.min(noun + OWNED);
    let close = (noun..near).find(|i| page.mark(*i) == ',').unwrap_or(near);
    let owned = || (noun..close).any(|i| page.certain(i)) && page.percent_between(noun, close);
    let run = start > 1 && page.is(start - 1, class::LEADS_FIRM) && page.tokens()[start - 1].caps == 0;
    run || page.is(noun, class::FOUND) || page.people_between(noun, close) || owned()
}

/// Links inside a product's name: `Soupe du Bosco`, `Les Ombres d'Ys`.
const LINKS: usize = 3;

/// `la marque Soupe du Bosquet`: behind its noun, a name that begins with an everyday word reaches over `du`.
pub(super) fn titled_whole(page: &Page<'_>, t: Target) -> Target {
    let Target::Unknown(e) = t else { return t };
    let everyday = page.is(e.start, class::PRODUCT_NOUN) || page.is(e.start, class::OTHER_NOUN) || page.is(e.start, class::COMMON_WORD);
    let everyday = everyday || page.is_alone(e.start, class::NAME_ARTICLE) || page.appears_lower(e.start);
    // a cheese called Bishop's Ember
    let own = page.tokens().get(e.end).is_some_and(|t| t.shape == Shape::Apostrophe && t.glued())
        && page.is(e.end + 1, class::POSSESSIVE_MARK)
        && page.tokens()[e.end + 1].glued();
    if own && !e.legal() && page.together(e.start, e.end + 2) {
        let owned = extent::from(page, e.end + 2).filter(|x| !page.tokens()[x.start].is(LINE) && !page.certain(x.start));
        return owned.map_or(t, |x| Target::Unknown(Extent { start: e.start, end: x.end, core: x.core }));
    }
    let mut at = e.end;
    while at < e.end + LINKS
        && page.tokens().get(at).is_some_and(|t| t.caps == 0)
        && (page.is(at, class::TITLE_LINK)
            || at > e.end && (page.is_alone(at, class::NAME_ARTICLE) || page.tokens()[at].shape == Shape::Apostrophe))
    {
        at += 1;
    }
    // Soupe du Bosco, Ligne de la Mer
    let contracted = at > e.end + 1 || at > e.end && page.is(at - 1, class::WITH_ARTICLE);
    let more = at > e.end && (everyday || contracted) && !e.legal() && page.namelike(at) && !page.certain(at) && page.together(e.start, at);
    let other = [class::PLACE, class::GIVEN_NAME, class::DEMONYM, class::PERSON_TITLE].iter().any(|c| page.is(at, *c));
    match extent::from(page, at).filter(|_| more && !other) {
        Some(x) => Target::Unknown(Extent { start: e.start, end: x.end, core: x.core }),
        None => t,
    }
}

/// Words of a title between commas.
const TITLE: usize = 5;

/// `Leur premier jeu, Marée haute, sera vendu`: a title with small letters, up to its comma.
pub(super) fn title(page: &Page<'_>, at: usize) -> Option<Target> {
    let comma = (at + 1..page.sentence_end(at).min(at + TITLE + 1)).find(|i| page.mark(*i) == ',')?;
    let other = [class::COMPANY_VERB, class::COPULA, class::AUX, class::RELATIVE, class::PRODUCT_VERB, class::LAUNCH_VERB, class::NAMING];
    let inside = |i: usize| {
        matches!(page.tokens()[i].shape, Shape::Word | Shape::Apostrophe | Shape::Hyphen) && !other.iter().any(|c| page.is(i, *c))
    };
    let whole = page.candidate(at).is_none() && (at..comma).all(inside) && !page.is(at, class::PLACE) && page.given_name(at).is_none();
    whole.then_some(Target::Unknown(Extent { start: at, end: comma, core: comma }))
}

/// Whether a noun phrase whose noun is at a token says whose it is: `its loyalty app`, `leur premier jeu`, `Velk's robot`.
pub(super) fn has(page: &Page<'_>, noun: usize) -> bool {
    (noun.saturating_sub(4)..noun).rev().take_while(|i| page.together(*i, noun) && page.tokens()[*i].shape != Shape::Other).any(|i| {
        page.is_alone(i, class::POSSESSIVE) && page.tokens()[i].caps == 0
            || page.is_alone(i, class::POSSESSIVE) && page.opens_sentence(i)
            || page.is(i, class::POSSESSIVE_MARK) && page.tokens()[i].glued() && i > 0 && page.tokens()[i - 1].shape == Shape::Apostrophe
    })
}
