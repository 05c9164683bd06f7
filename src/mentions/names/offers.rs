//! Words that say that a name beside them is a product's: launches, product nouns, prices.

use super::cues::{Evidence, Sighting, Target};
use super::extent;
use super::page::Page;
use super::pointing::{closed, left, naming, right_adjacent, subject};
use super::products::version;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::{LINE, Shape};

/// `conçoit la X`, `launches the X`, `commercialisera X, un jeu`: an article tells a product from a company or person, and
/// so does an apposition behind the name, or a company before a verb that only products follow.
pub(super) fn launched(page: &Page<'_>, start: usize, end: usize, value: &str) -> Option<(Target, bool)> {
    if page.loud(end.checked_sub(1)?) {
        return None;
    }
    if let Some(t) = antecedent(page, start).filter(|t| !affair(page, t)) {
        return Some((t, true));
    }
    let (target, led) = object(page, start, end, value == "sure")?;
    // announced the Halo 300, a speaker; announced the Redmond plant would close: of announcing, only what it says is a thing
    let told = value != "announce" || led && explained(page, &target);
    (told && !affair(page, &target)).then_some((target, led && value != "weak"))
}

/// Tokens between a relative pronoun and the verb behind its subject.
const RELATIVE_SUBJECT: usize = 6;

/// `the rolls, Moorland Rolls, which the bakery launched`, `la PRX, que Tissot a lancée`: what somebody launched before its verb.
fn antecedent(page: &Page<'_>, verb: usize) -> Option<Target> {
    let from = verb.saturating_sub(RELATIVE_SUBJECT);
    let pronoun = (from.max(2)..verb.checked_sub(1)?).rev().find(|i| page.is(*i, class::OBJECT_RELATIVE) && page.mark(*i - 1) == ',')?;
    let plain = |i: usize| !matches!(page.mark(i), ',' | ';' | ':' | '(' | ')') && page.together(pronoun, i);
    let named =
        (pronoun + 1..verb).any(|i| page.tokens()[i].shape == Shape::Word && !page.function(i) || page.is_alone(i, class::POSSESSIVE));
    if !named
        || !(pronoun + 1..verb).all(plain)
        || (pronoun + 1..verb).any(|i| page.is(i, class::COMPANY_VERB) || page.is(i, class::COPULA))
    {
        return None;
    }
    left(page, pronoun - 1).filter(|t| matches!(t, Target::Unknown(_)))
}

/// Sentences around a name are looked through for words of products.
const AROUND: usize = 40;

/// `The X, shown on Thursday,`: a name with an article, between commas with what was done with it, where things are spoken of.
pub(super) fn shown(page: &Page<'_>, participle: usize) -> Option<Target> {
    let comma = participle.checked_sub(1).filter(|c| page.mark(*c) == ',')?;
    if page.tokens()[participle].caps != 0 {
        return None;
    }
    let target = left(page, comma).filter(|t| thing_alone(page, t) && !affair(page, t))?;
    let (start, end) = span(page, &target);
    let thing = |i: usize| page.is(i, class::PRODUCT_NOUN) && page.tokens()[i].caps == 0;
    let near = start.saturating_sub(AROUND)..page.sentence_end(end - 1).min(end + AROUND);
    near.into_iter().any(thing).then_some(target)
}

/// Whether an article stands right before a name, or a number right behind it.
pub(super) fn thing_alone(page: &Page<'_>, t: &Target) -> bool {
    let (start, end) = span(page, t);
    let elided = usize::from(start > 1 && page.tokens()[start - 1].shape == Shape::Apostrophe);
    let led = start.checked_sub(1 + elided).is_some_and(|b| page.is(b, class::DEFINITE_DETERMINER) && page.together(b, start));
    led || (start..version(page, end)).any(|i| page.tokens()[i].shape == Shape::Digits)
}

/// Whether the first or last word of a name says that it is an event, a law or a programme.
pub(super) fn affair(page: &Page<'_>, t: &Target) -> bool {
    let Target::Unknown(e) = t else { return false };
    page.is(e.start, class::AFFAIR) || e.end > e.start + 1 && page.is(e.end - 1, class::AFFAIR)
}

/// The tokens of what a cue points at.
pub(super) fn span(page: &Page<'_>, t: &Target) -> (usize, usize) {
    match t {
        Target::Unknown(e) => (e.start, e.end),
        Target::Candidate(i) => (page.candidates[*i].start, page.candidates[*i].end),
    }
}

/// Tokens of an apposition up to its noun: `, its first home speaker`.
const TO_NOUN: usize = 8;

/// Whether a number tells a name from others of its kind, or an apposition behind it says that it is a product.
fn explained(page: &Page<'_>, t: &Target) -> bool {
    let (start, end) = span(page, t);
    let past = version(page, end);
    if (start..past).any(|i| page.tokens()[i].shape == Shape::Digits) && ends(page, past) {
        return true;
    }
    let past = page.past_date(past);
    let near = page.sentence_end(end - 1).min(past + TO_NOUN);
    page.mark(past) == ',' && (past + 1..near).take_while(|i| page.mark(*i) != ',').any(|i| page.is(i, class::PRODUCT_NOUN))
}

/// What stands behind a verb of launching, and whether its article or number tells it from companies and persons.
fn object(page: &Page<'_>, start: usize, end: usize, sure: bool) -> Option<(Target, bool)> {
    // lancera le 1er juillet X, launches in Europe X
    let cue = end;
    let adverb = usize::from(page.is_alone(end, class::ADVERB) && page.tokens()[end].caps == 0);
    let end = past_place(page, page.past_date(end + adverb));
    if let Some(named) = introduced(page, end) {
        return Some((named, true));
    }
    let apostrophe = page.tokens().get(end + 1).is_some_and(|t| t.shape == Shape::Apostrophe);
    let article = page.tokens().get(end).is_some_and(|t| t.caps == 0) && page.is_alone(end, class::NAME_ARTICLE);
    // présentera au Salon: a preposition, and its article
    if article && !page.is(end, class::WITH_ARTICLE) {
        let target = right_adjacent(page, end + 1 + usize::from(apostrophe))?;
        return Some((numbered(page, &target).unwrap_or(target), true));
    }
    // will release "X 2", the follow-up to
    let quoted = matches!(page.mark(end), '"' | '“' | '«');
    let target = right_adjacent(page, end + usize::from(quoted))?;
    let Target::Unknown(e) = target else {
        let product = matches!(target, Target::Candidate(i) if page.names.form(page.candidates[i].form).product);
        return product.then_some((target, false));
    };
    let close = e.end;
    // launched Dry January: a campaign
    if page.is(close, class::CALENDAR_NAME) && page.tokens()[close].capitalized() && page.together(end, close) {
        return None;
    }
    let past = version(page, close);
    // launched Velk 3, a lancé Velk Pro
    let coded = past > close
        || (e.start..close).any(|i| page.tokens()[i].shape == Shape::Digits)
        || page.is(close - 1, class::VERSION_WORD)
        || e.end > e.start + 1 && page.is_alone(close - 1, class::OFFER_WORD);
    let closes = |i: usize| matches!(page.mark(i), '"' | '”' | '»');
    let ends_quote = quoted && (closes(past) || matches!(page.mark(past), ',' | '.') && closes(past + 1));
    if ends_quote || coded && page.words(e).count() < 4 && ends(page, past) {
        return Some((target, true));
    }
    // launched Stride Coach on Tuesday, an assistant
    let comma = page.past_date(past);
    let told = page.mark(comma) == ',' && page.tokens().get(comma + 1).is_some();
    let explained = told && (page.is_alone(comma + 1, class::NAME_ARTICLE) || page.is_alone(comma + 1, class::POSSESSIVE));
    let last = close - 1;
    let coded = page.tokens()[last].shape == Shape::Digits || version(page, close) > close;
    let told = (sure || end > cue || coded) && done_by_somebody(page, start) && ends(page, version(page, close));
    (explained || told).then_some((target, explained))
}

/// `launched the Vue 2`: a product's name and its number, where a row has a company of that name that may be meant elsewhere.
pub(super) fn numbered(page: &Page<'_>, t: &Target) -> Option<Target> {
    let Target::Candidate(i) = t else { return None };
    let c = &page.candidates[*i];
    let form = page.names.form(c.form);
    let coded = (c.end..version(page, c.end)).any(|i| page.tokens()[i].shape == Shape::Digits);
    let e = extent::from(page, c.start).filter(|e| form.ambiguous && !form.product && coded && e.end == c.end)?;
    Some(Target::Unknown(e))
}

/// Words between an article and the comma behind what it introduces.
const INTRODUCED: usize = 9;

/// `will launch the axle, called X,`, `lancera son premier filtre compostable, X, en mars`: the name that a launched thing is
/// given behind a comma.
fn introduced(page: &Page<'_>, at: usize) -> Option<Target> {
    if !page.is(at, class::DETERMINER) && !page.is_alone(at, class::POSSESSIVE) {
        return None;
    }
    let plain = |i: &usize| {
        let t = &page.tokens()[*i];
        let other = [class::COMPANY_NOUN, class::PERSON_TITLE, class::COMPANY_TITLE, class::COMPANY_VERB, class::RELATIVE];
        t.caps == 0
            && matches!(t.shape, Shape::Word | Shape::Apostrophe | Shape::Hyphen | Shape::Digits)
            && !other.iter().any(|c| page.is(*i, *c) && !(*c == class::COMPANY_NOUN && page.is(*i, class::PRODUCT_NOUN)))
    };
    let until = page.sentence_end(at).min(at + INTRODUCED);
    let comma = (at + 1..until).find(|i| !plain(i)).filter(|i| *i > at + 1 && page.mark(*i) == ',')?;
    let named = comma + 1 + if page.is(comma + 1, class::NAMING) { naming(page, comma + 1) } else { 0 };
    let article = usize::from(page.tokens().get(named).is_some_and(|t| t.caps == 0) && page.is_alone(named, class::NAME_ARTICLE));
    let target = right_adjacent(page, named + article)?;
    matches!(target, Target::Unknown(e) if !page.is(e.start, class::PLACE) && page.given_name(e.start).is_none())
        .then_some(target)
        .and_then(|t| closed(page, t))
}

/// Words between a company and its verb of launching: `Meta pourrait`, `Thales a profité du salon, lundi, pour`.
const SUBJECT_REACH: usize = 12;

/// Whether a certain company stands before a verb of launching, in its sentence and with no other name between.
fn done_by_somebody(page: &Page<'_>, verb: usize) -> bool {
    for at in (verb.saturating_sub(SUBJECT_REACH)..verb).rev() {
        if !page.together(at, verb) || matches!(page.mark(at), ';' | ':' | '«' | '“' | '"' | '(') {
            return false;
        }
        // Elle lancera X: the pronoun right before the verb
        if page.certain(at) || at + 1 == verb && page.is(at, class::ANAPHOR) {
            return true;
        }
        if page.namelike(at) && !page.function(at) && !page.opens_sentence(at) {
            return false;
        }
    }
    false
}

/// One past `in Europe`, `en France` at a token.
fn past_place(page: &Page<'_>, at: usize) -> usize {
    let link = page.is_alone(at, class::PLACE_LINK) && page.tokens().get(at).is_some_and(|t| t.caps == 0);
    let place = page.reading.lexemes.longest(at + 1, class::PLACE).filter(|_| link && page.candidate(at + 1).is_none());
    place.map_or(at, |l| l.end as usize)
}

/// Whether nothing that stands at a token can belong to the name before it.
fn ends(page: &Page<'_>, at: usize) -> bool {
    let Some(t) = page.tokens().get(at) else { return true };
    !page.together(at - 1, at)
        || t.is(LINE)
        || matches!(t.shape, Shape::Other | Shape::Digits)
        || page.function(at)
        || page.past_date(at) > at
}

/// `X costs $15 a month`, `X est vendu 449 euros`: the subject of a verb of price or sale.
pub(super) fn priced(page: &Page<'_>, start: usize, end: usize, amount: bool) -> Option<Target> {
    let near = page.sentence_end(start).min(end + 8);
    if page.loud(start) || page.tokens()[start].capitalized() || amount && !page.price_between(end, near) {
        return None;
    }
    // X 9 costs; X, vendu 9 euros
    // Club X now costs
    let adverb = usize::from(start > 1 && page.is_alone(start - 1, class::ADVERB) && page.tokens()[start - 1].caps == 0);
    // the X 5, which costs
    let relative = usize::from(
        start > 1 && page.is_alone(start - 1, class::NAME_RELATIVE) && !page.is(start - 1, class::WHOSE) && page.mark(start - 2) == ',',
    );
    let comma = usize::from(start > relative && page.mark(start - 1 - relative) == ',');
    let name = start - comma - relative - adverb;
    let number = name > 1 && page.tokens()[name - 1].shape == Shape::Digits && page.tokens()[name - 1].len < 3;
    let target = if number && page.together(name - 2, start) && !page.tokens()[name - 1].glued() {
        left(page, name - 1)
    } else if comma > 0 {
        left(page, name)
    } else {
        subject(page, name)
    }?;
    // Ombres, édité par Velk, sort en mai: who made it
    let (named, _) = span(page, &target);
    if named > 0 && page.is_alone(named - 1, class::M_BY) && page.together(named - 1, named) {
        return None;
    }
    // à Moirans, vendu: the name belongs to its preposition
    let before = match target {
        Target::Unknown(e) => e.start,
        Target::Candidate(i) => page.candidates[i].start,
    }
    .checked_sub(1);
    let governed = |b: usize| {
        page.together(b, start)
            && page.tokens()[b].caps == 0
            && (page.is(b, class::TITLE_LINK) || page.is(b, class::PLACE_LINK))
            && !page.is_alone(b, class::NAME_ARTICLE)
    };
    if comma > 0 && before.is_some_and(governed) {
        return None;
    }
    // Admission costs: a capital by position tells nothing
    let single = matches!(target, Target::Unknown(e) if e.end == e.start + 1 && page.opens_sentence(e.start) && page.plain_noun(e.start));
    (!single).then_some(target)
}

/// A code of capitals and digits (`VLX-204`) where words of products stand near.
pub(super) fn code(page: &Page<'_>, at: usize) -> Option<Sighting> {
    let tokens = page.tokens();
    let t = &tokens[at];
    if !(2..=4).contains(&t.len) || t.shape != Shape::Word || !t.all_caps() || t.glued() && at > 0 && tokens[at - 1].shape != Shape::Other {
        return None;
    }
    let (hyphen, digits) = (tokens.get(at + 1)?, tokens.get(at + 2)?);
    let year = digits.len == 4 && (page.text(at + 2).starts_with("20") || page.text(at + 2).starts_with("19"));
    let coded = hyphen.shape == Shape::Hyphen && hyphen.glued() && digits.shape == Shape::Digits && digits.glued();
    if !coded || !(2..=4).contains(&digits.len) || year || page.is(at, class::OTHER_NAME) || page.candidate(at).is_some() {
        return None;
    }
    // USS O'Hare (DD-889)
    if at > 0 && page.mark(at - 1) == '(' {
        return None;
    }
    let e = extent::from(page, at).filter(|e| e.end == at + 3)?;
    let told = |i: usize| {
        page.together(i, at)
            && [class::PRODUCT_NOUN, class::LAUNCH_VERB, class::PRODUCT_OBJECT, class::PRODUCT_VERB].iter().any(|c| page.is(i, *c))
    };
    let owned = at > 0 && page.is_alone(at - 1, class::POSSESSIVE);
    let cue = (at.saturating_sub(8)..(at + 11).min(tokens.len())).find(|i| told(*i));
    let word = cue.or(owned.then(|| at - 1))?;
    let evidence = Evidence { cue: "code", confidence: 0.78, start: word, end: word + 1, word: None, kind: Kind::Product, sure: false };
    Some(Sighting { target: Target::Unknown(e), evidence })
}

/// Whether a noun is a plural: `brands`, `marques`, `jeux`.
pub(super) fn plural(page: &Page<'_>, noun: usize) -> bool {
    page.text(noun).ends_with(['s', 'x'])
}

/// The other members of a row of names beside a noun: to the left of the one before it, to the right of the one behind.
pub(super) fn row(page: &Page<'_>, from: Option<Target>, leftwards: bool, mut point: impl FnMut(Target)) {
    let Some(mut target) = from else { return };
    for _ in 0..8 {
        let (start, end) = match target {
            Target::Unknown(e) => (e.start, e.end),
            Target::Candidate(i) => (page.candidates[i].start, page.candidates[i].end),
        };
        let next = if leftwards {
            let Some(mark) = start.checked_sub(1).filter(|m| joins(page, *m)) else { return };
            let mark = mark - usize::from(mark > 0 && joins(page, mark - 1));
            left(page, mark)
        } else if joins(page, end) {
            let mark = end + usize::from(joins(page, end + 1));
            right_adjacent(page, mark + 1)
        } else {
            None
        };
        let Some(next) = next else { return };
        point(next);
        target = next;
    }
}

/// A comma or `and` between names.
pub(super) fn joins(page: &Page<'_>, at: usize) -> bool {
    at < page.tokens().len() && (page.mark(at) == ',' || page.is_alone(at, class::NAME_AND))
}

/// Words between a product's name and its noun: `its Zola corn chips`.
const COMPOUND: usize = 4;

/// `its X app`, `the X brand`: behind an article or possessive, where no adjective follows its noun. What somebody has may be
/// told by a noun that other things have too (`its X service`) or by a longer one (`its X corn chips`).
pub(super) fn product_before(page: &Page<'_>, noun: usize, end: usize, sure: bool) -> Option<Target> {
    if noun == 0
        || page.tokens()[noun].glued()
        || page.tokens()[noun].caps != 0
        || page.is(noun, class::SITE_NOUN)
        || page.adjectives_follow()
    {
        return None;
    }
    // its X stock-forecasting tool
    let hyphened = |i: usize| {
        let small = |i: usize| page.tokens().get(i).is_some_and(|t| t.shape == Shape::Word && t.caps == 0);
        page.tokens()[i].shape == Shape::Hyphen && page.tokens()[i].glued() && i > 0 && small(i - 1) && small(i + 1)
    };
    let plain = |i: usize| {
        let t = &page.tokens()[i];
        let word = t.shape == Shape::Word
            && t.caps == 0
            && (!t.glued() || i > 0 && hyphened(i - 1))
            && !page.function(i)
            && !page.is(i, class::PRODUCT_NOUN);
        (word || hyphened(i)) && page.together(i, noun)
    };
    let gap = (1..=COMPOUND).take_while(|n| noun.checked_sub(*n).is_some_and(plain)).count();
    // the X 300 speaker
    let numbered = gap == 0 && noun > 1 && page.tokens()[noun - 1].shape == Shape::Digits && !page.quantity_over(noun - 1);
    let target = left(page, noun - gap - usize::from(numbered && page.tokens()[noun - 1].len < 4))?;
    let (start, close) = span(page, &target);
    // Android phones: a row's product needs no article
    if let Target::Candidate(i) = target {
        if gap == 0 && (page.names.form(page.candidates[i].form).product || page.candidates[i].other.is_some()) {
            return Some(target);
        }
    }
    // makes the AquaSense range, whose Lullacam app
    let made = |b: usize| page.is_alone(b, class::NAME_ARTICLE) && page.reading.lexemes.ending(b, class::LAUNCH_VERB, 4).is_some();
    let owned = start.checked_sub(1).is_some_and(|b| {
        made(b)
            || page.is_alone(b, class::WHOSE)
            || page.is_alone(b, class::POSSESSIVE) && !page.tokens()[b].glued()
            || page.is(b, class::POSSESSIVE_MARK) && page.tokens()[b].glued() && b > 0 && page.tokens()[b - 1].shape == Shape::Apostrophe
    });
    // its Dearborn truck plant: the noun is none of the product's
    let goes_on = page.tokens().get(end).is_some_and(|t| {
        let word = t.shape == Shape::Word && t.caps == 0 && !t.glued() && page.together(noun, end) && !page.function(end);
        word && (page.is(end, class::SITE_NOUN)
            || page.is(end, class::COMPANY_NOUN)
            || page.is(end, class::OTHER_NOUN)
            || page.is(end, class::RESULT))
    });
    // the X 300 speaker; the X Gold plan, at $9 a month; the X scanner goes on sale
    let priced =
        gap == 0 && (numbered || page.price_between(end, page.sentence_end(noun).min(end + PRICED)) || page.is(end, class::PRODUCT_VERB));
    if (gap > 0 || !sure) && (!owned && !priced || goes_on || strange(page, &target, close)) {
        return None;
    }
    // the North American soup
    let adjective =
        matches!(target, Target::Unknown(e) if page.is(e.core - 1, class::DEMONYM) || page.spans(e.start, e.core, class::DEMONYM));
    (!adjective
        && (determined(page, start)
            || sure && gap == 0 && matches!(target, Target::Unknown(_)) && made_by(page, start) && !strange(page, &target, close)))
    .then_some(target)
}

/// Tokens between the noun of a thing and its price.
const PRICED: usize = 6;

/// `the owner of X cider`: whether a name stands between who makes it and what it is.
pub(super) fn before_its_noun(page: &Page<'_>, t: &Target) -> bool {
    let Target::Unknown(e) = t else { return false };
    let noun = page.reading.word_at(e.end, class::PRODUCT_NOUN).is_some_and(|(_, w)| w.value == "sure");
    noun && page.tokens()[e.end].caps == 0 && !page.adjectives_follow() && made_by(page, e.start)
}

/// `the owner of X cider`, `makes X cheese`: whether somebody who makes or owns a thing stands right before its name.
fn made_by(page: &Page<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|b| page.together(*b, start) && page.tokens()[*b].caps == 0) else { return false };
    let of = page.is_alone(before, class::TITLE_LINK) && page.reading.lexemes.ending(before, class::MAKER, 3).is_some();
    // recalled 40,000 Tavira hatchbacks
    let counted = page.tokens()[before].shape == Shape::Digits && page.tokens()[before].len != 4 && page.past_date(before) == before;
    of || counted || page.reading.lexemes.ending(start, class::LAUNCH_VERB, 3).is_some()
}

/// Whether a name before a noun may be a place's, a time's or an acronym, and so tells no product: `its Gulf service`, `its EV car`.
fn strange(page: &Page<'_>, t: &Target, close: usize) -> bool {
    let Target::Unknown(e) = t else { return true };
    let other = [class::PLACE, class::DEMONYM, class::CALENDAR_NAME, class::COMPANY_TITLE, class::INSTITUTION];
    let whole = [class::OTHER_NAME, class::COMMON_WORD];
    (e.start..close).any(|i| other.iter().any(|c| page.is(i, *c)))
        || whole.iter().any(|c| page.spans(e.start, close, *c))
        || e.legal()
        || affair(page, t)
        || page.tokens()[close - 1].shape == Shape::Word && page.is(close - 1, class::COMPANY_WORD)
        || close == e.start + 1 && page.tokens()[e.start].all_caps() && page.tokens()[e.start].len < 5
}

/// Whether an article, a possessive or `'s` stands right before a name, or before the row that ends in it where its noun is
/// a plural: `the X, Y and Z brands`.
fn determined(page: &Page<'_>, start: usize) -> bool {
    let Some(mut before) = start.checked_sub(1) else { return false };
    // the Old Tarn gin and Blackbeck whisky; makes Tarn cheese, Beck yoghurt
    let noun = page.reading.lexemes.ending(before, class::PRODUCT_NOUN, 3).map(|l| l.start as usize);
    let beside = |n: usize| page.tokens()[n].caps == 0 && n > 0 && page.namelike(n - 1) && page.together(n - 1, start);
    if joins(page, before) && noun.is_some_and(beside) {
        return true;
    }
    for _ in 0..6 {
        if !joins(page, before) {
            break;
        }
        let mark = before - usize::from(before > 0 && joins(page, before - 1));
        let first = match left(page, mark) {
            Some(Target::Unknown(e)) => e.start,
            Some(Target::Candidate(i)) => page.candidates[i].start,
            None => return false,
        };
        let Some(next) = first.checked_sub(1) else { return false };
        before = next;
    }
    page.is_alone(before, class::NAME_ARTICLE)
        || page.is_alone(before, class::DETERMINER)
        || page.is_alone(before, class::POSSESSIVE)
        || page.is(before, class::POSSESSIVE_MARK)
}

/// `son Nabi 6`, `our X200`: what somebody has and a number tells from others is a product.
pub(super) fn possessed(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    if page.loud(start) || page.tokens()[start].glued() && start > 0 {
        return None;
    }
    let Some(Target::Unknown(e)) = right_adjacent(page, end) else { return None };
    let digits = |i: usize| page.tokens()[i].shape == Shape::Digits;
    let coded = (e.start..e.end).any(digits) || version(page, e.end) > e.end && digits(version(page, e.end) - 1);
    // son Bakus, sa PRX Digital: persons are called otherwise there
    let t = &page.tokens()[e.start];
    let plain = || {
        let other = [
            class::GIVEN_NAME,
            class::PERSON_TITLE,
            class::NAME_HEAD,
            class::COMPANY_HEAD,
            class::OTHER_NOUN,
            class::COMPANY_NOUN,
            class::PRODUCT_NOUN,
        ];
        !t.glued()
            && t.len > 2
            && !strange(page, &Target::Unknown(e), e.end)
            && !(e.start..e.end).any(|i| other.iter().any(|c| page.is(i, *c)) || page.function(i) && page.tokens()[i].len > 1)
            && !page.plain_noun(e.start)
            && !page.appears_lower(e.start)
            && ends(page, version(page, e.end))
    };
    (coded || page.adjectives_follow() && plain()).then_some(Target::Unknown(e))
}
