//! Products that no row has: versions of known ones, and names that start with their company's.

use super::belief::Verdict;
use super::cues::{Evidence, Target};
use super::extent::{self, Extent};
use super::found;
use super::matching::Candidate;
use super::offers::affair;
use super::page::Page;
use super::registry::{Owner, Registry};
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::tokens::{LINE, Shape};
use rustc_hash::FxHashSet;

/// One past the version behind a product's name: `GPT-5.2`, `PlayStation 6`, `iPhone 15 Pro Max`.
pub(crate) fn version(page: &Page<'_>, end: usize) -> usize {
    let tokens = page.tokens();
    let mut at = end;
    let digits = |i: usize| {
        let t = tokens.get(i)?;
        let plain = t.shape == Shape::Digits && t.len <= 3 && page.together(end - 1, i) && !t.is(LINE);
        plain.then_some(i + 1)
    };
    // Twinscan EXE:5000
    let code = tokens.get(at + 1).is_some_and(|t| t.glued() && t.shape == Shape::Digits && t.len > 2);
    if page.mark(at) == ':' && tokens[at].glued() && code && tokens[at - 1].all_caps() {
        return at + 2;
    }
    let dashed = tokens.get(at).is_some_and(|t| t.shape == Shape::Hyphen && t.glued()) && tokens.get(at + 1).is_some_and(|t| t.glued());
    if let Some(mut after) = digits(if dashed { at + 1 } else { at }) {
        // a letter or decimals behind: 4o, 3.5
        if tokens.get(after).is_some_and(|t| t.glued() && page.mark(after) == '.')
            && tokens.get(after + 1).is_some_and(|t| t.glued() && t.shape == Shape::Digits)
        {
            after += 2;
        }
        if tokens.get(after).is_some_and(|t| t.glued() && t.shape == Shape::Word && t.len <= 2) {
            after += 1;
        }
        let counted = tokens.get(after).is_some_and(|t| {
            t.glued() && !matches!(page.mark(after), '.' | ',' | ')' | ':' | ';' | '’' | '\'' | '?' | '!' | '»' | '"' | '”')
        }) || page.is(after, class::SCALE)
            || page.is(after, class::SCALES)
            || page.is(after, class::CURRENCY)
            || page.is(after, class::CURRENCY_SYMBOL)
            || page.is(after, class::PERCENT_SIGN)
            || !dashed
                && tokens
                    .get(after)
                    .is_some_and(|t| t.shape == Shape::Digits || t.shape == Shape::Word && t.caps == 0 && noun_counted(page, after));
        if !counted {
            at = after;
        }
    }
    for _ in 0..3 {
        match tokens.get(at) {
            Some(t) if !t.glued() && !t.is(LINE) && page.together(end - 1, at) && page.is(at, class::VERSION_WORD) => {
                at += 1;
                // Snapdragon 7s Gen 3
                if at > end + 1 && tokens.get(at).is_some_and(|d| d.shape == Shape::Digits && d.len == 1 && !d.is(LINE)) {
                    at = digits(at).unwrap_or(at);
                }
            }
            _ => break,
        }
    }
    at
}

/// `12 000 exemplaires`, `3 millions`: a count and no version. A verb or preposition behind a version is a function word
/// or unknown; a counted noun is what the users and staff rows list.
fn noun_counted(page: &Page<'_>, at: usize) -> bool {
    page.is(at, class::USERS) || page.is(at, class::STAFF) || page.is(at, class::PERIOD) || page.is(at, class::CALENDAR_NAME)
}

/// The name of a version: the product's canonical name and what stands behind it.
pub(crate) fn versioned(page: &Page<'_>, name: &str, from: usize, to: usize) -> String {
    let tokens = page.tokens();
    let mut out = name.to_owned();
    let mut last = tokens[from - 1].end;
    for t in &tokens[from..to] {
        if t.start > last {
            out.push(' ');
        }
        out.push_str(t.text(page.reading.text));
        last = t.end;
    }
    out
}

/// `la Lunéo One`, `launches Spotify Premium`, `Kanso Wave 2`: a company's name with more behind is its product where an
/// article, a product noun, a verb of launching or a number says so.
pub(crate) fn named_after_companies(page: &Page<'_>, verdicts: &[Verdict], persons: &FxHashSet<u64>, registry: &mut Registry) {
    let mut next = 0;
    let mut add = Vec::new();
    let mut owned = Vec::new();
    let mut plans = Vec::new();
    for at in page.places() {
        if at < next {
            continue;
        }
        let hit = match page.candidate(at) {
            Some((i, c)) if c.start == at && verdicts[i].believed && !(page.names.form(c.form).ambiguous && verdicts[i].score < 5) => {
                let form = page.names.form(c.form);
                (!form.product).then_some((c.end, Owner::Row(form.row)))
            }
            _ => registry.at(page, at).filter(|(f, _)| registry.names[*f].kind == Kind::Company).map(|(f, end)| (end, Owner::Found(f))),
        };
        let Some((end, owner)) = hit else { continue };
        owned.extend(possessed(page, persons, at, end).map(|(x, e)| (x, e, owner)));
        plans.extend(plan(page, end).map(|p| (p, owner)));
        if let Some((stop, e)) = product_behind(page, at, end) {
            add.push((at, end, stop, e, owner));
            next = stop;
        } else {
            next = end;
        }
    }
    for (p, owner) in &plans {
        registry.add_plan(page, *p, *owner);
    }
    if add.is_empty() && owned.is_empty() && plans.is_empty() {
        return;
    }
    for (x, e, owner) in owned {
        registry.add_product(page, x.start, x.end, e, owner);
    }
    for (start, behind, end, e, owner) in add {
        registry.add_product(page, start, end, e, owner);
        registry.add_short_product(page, start, behind, end, e, owner);
        // `Kanso Wave 2` makes `Kanso Wave` a product too
        let tokens = page.tokens();
        if end > start + 2
            && tokens[end - 1].shape == Shape::Digits
            && tokens[end - 2].shape == Shape::Word
            && tokens[end - 2].capitalized()
        {
            registry.add_product(page, start, end - 1, e, owner);
            registry.add_short_product(page, start, behind, end - 1, e, owner);
        }
    }
    registry.link(page);
}

/// Tokens between a company and its plan.
const TO_PLAN: usize = 12;

/// `Spotify launches its Premium subscription`, `Deezer augmente son abonnement Premium`: the word that tells a company's offer
/// from its others.
fn plan(page: &Page<'_>, end: usize) -> Option<usize> {
    let until = page.sentence_end(end - 1).min(end + TO_PLAN);
    let near = (end + 1..until).take_while(|i| !page.certain(*i));
    near.into_iter().find(|&at| {
        let t = &page.tokens()[at];
        let word =
            t.shape == Shape::Word && t.capitalized() && !t.all_caps() && t.len > 3 && !t.glued() && page.is_alone(at, class::VERSION_WORD);
        let offer = |i: usize| page.is(i, class::PRODUCT_NOUN) && page.tokens()[i].caps == 0;
        word && (page.is_alone(at - 1, class::POSSESSIVE) && at + 1 < until && offer(at + 1)
            || offer(at - 1) && at > end + 1 && page.is_alone(at - 2, class::POSSESSIVE))
    })
}

/// `BYD's Seagull`, `le Zenfone 10 d'Asus`: what has no other reading beside its owner is a product.
fn possessed(page: &Page<'_>, persons: &FxHashSet<u64>, at: usize, end: usize) -> Option<(Extent, Evidence)> {
    if page.loud(at) {
        return None;
    }
    let tokens = page.tokens();
    let apostrophe = tokens.get(end).is_some_and(|t| t.shape == Shape::Apostrophe && t.glued());
    let x = if apostrophe && tokens.get(end + 1).is_some_and(|t| t.glued()) && page.is(end + 1, class::POSSESSIVE_MARK) {
        extent::from(page, end + 2).filter(|x| page.together(at, x.start) && !tokens[x.start].is(LINE))?
    } else {
        // le X d'Owner, la X de Owner
        let link = at.checked_sub(1 + usize::from(at > 1 && tokens[at - 1].shape == Shape::Apostrophe))?;
        if !page.together(link, at) || !page.is_alone(link, class::TITLE_LINK) || tokens[link].caps != 0 {
            return None;
        }
        let x = extent::before(page, link)?;
        let elided = x.start > 1 && tokens[x.start - 1].shape == Shape::Apostrophe;
        let article = x.start.checked_sub(1 + usize::from(elided))?;
        let definite = page.is_alone(article, class::NAME_ARTICLE) && (tokens[article].caps == 0 || page.opens_sentence(article));
        (definite && page.together(article, at)).then_some(x)?
    };
    let mut words = page.words(x);
    let (first, second) = (words.next()?, words.next());
    let versioned = version(page, x.end);
    let digits = (x.start..versioned).any(|i| tokens[i].shape == Shape::Digits);
    let refused = (x.start..x.end).any(|i| NO_PRODUCT.iter().any(|c| page.is(i, *c)) || page.candidate(i).is_some());
    if refused || page.is(first, class::NAME_HEAD) || page.is(first, class::COMPANY_HEAD) || second.is_some() && !digits {
        return None;
    }
    // Ford's Dearborn plant
    let behind = tokens.get(x.end).filter(|t| t.shape == Shape::Word && page.together(at, x.end) && !t.is(LINE) && x.end > end);
    let told = [class::PRODUCT_VERB, class::PRODUCT_NOUN, class::COPULA, class::COMPANY_VERB, class::COMPANY_SAYS];
    // Boeing's Skyfreight cargo plane
    let compound = page.is(x.end + 1, class::PRODUCT_NOUN) && page.tokens()[x.end + 1].caps == 0 && !page.is(x.end, class::COMPANY_NOUN);
    let told = compound || page.function(x.end) || told.iter().any(|c| page.is(x.end, *c));
    if behind.is_some_and(|_| !told) || page.is(x.end, class::SITE_NOUN) || affair(page, &Target::Unknown(x)) {
        return None;
    }
    let evidence = Evidence { cue: "owned-product", confidence: 0.72, start: at, end, word: None, kind: Kind::Product, sure: false };
    let bare = !digits && (page.tokens()[first].all_caps() || page.tokens()[first].len < 3);
    let whole = Extent { end: versioned, core: versioned, ..x };
    (!bare && found::acceptable(page, persons, x, &evidence)).then_some((whole, evidence))
}

fn product_behind(page: &Page<'_>, start: usize, end: usize) -> Option<(usize, Evidence)> {
    let tokens = page.tokens();
    if page.loud(start) {
        return None;
    }
    let evidence =
        |cue, s: usize, e: usize| Evidence { cue, confidence: 0.78, start: s, end: e, word: None, kind: Kind::Product, sure: false };
    // Kanso+ the service
    if tokens.get(end).is_some_and(|t| t.glued() && page.mark(end) == '+')
        && !tokens.get(end + 1).is_some_and(|t| t.glued() && t.shape == Shape::Word)
    {
        return Some((end + 1, evidence("company-product", start, end + 1)));
    }
    let mut stop = end;
    let mut digits = false;
    for _ in 0..3 {
        let Some(t) = tokens.get(stop) else { break };
        let stranger = !t.glued() && !t.is(LINE) && t.shape == Shape::Word && t.capitalized() && page.together(start, stop);
        if !stranger || page.candidate(stop).is_some_and(|(_, c)| c.start == stop) && page.certain(stop) {
            break;
        }
        let free = stop == end
            && (page.is(stop, class::VERSION_WORD)
                || page.is(stop, class::OFFER_WORD)
                || offered(page, stop + 1) && page.is(stop, class::COMPANY_WORD));
        if NO_PRODUCT.iter().any(|c| page.is(stop, *c)) && !free {
            return None;
        }
        let next = extent::glued(page, stop);
        digits |= tokens[stop..next].iter().any(|t| t.shape == Shape::Digits);
        stop = next;
        if tokens.get(stop).is_some_and(|t| t.shape == Shape::Hyphen && t.glued()) {
            return None;
        }
    }
    if stop == end {
        return model(page, start, end).then(|| (end + 1, evidence("company-version", start, end + 1)));
    }
    // Garmin Connect+
    if page.mark(stop) == '+' && tokens[stop].glued() && !tokens.get(stop + 1).is_some_and(|t| t.glued() && t.shape == Shape::Word) {
        return Some((stop + 1, evidence("company-product", start, stop + 1)));
    }
    // fined Pepkor R5m: a sum of money
    if page.quantity_between(end, stop) {
        return None;
    }
    let versioned = version(page, stop);
    if digits || (stop..versioned).any(|i| tokens[i].shape == Shape::Digits) {
        return Some((versioned, evidence("company-version", stop, versioned)));
    }
    // Djamo Pro, Starbucks Rewards
    if stop == end + 1 && (page.is(end, class::VERSION_WORD) || surely_offer(page, end)) {
        return Some((versioned, evidence("company-version", end, stop)));
    }
    let before = start.checked_sub(1).filter(|b| page.together(*b, start))?;
    let counted = page.is(stop, class::COMPANY_NOUN) && tokens.get(stop).is_some_and(|t| t.caps == 0);
    let said = page.is_alone(before, class::NAME_ARTICLE) && !counted
        || page.reading.lexemes.ending(start, class::LAUNCH_VERB, 4).is_some()
        || page.reading.lexemes.ending(start, class::PRODUCT_NOUN, 3).is_some()
        || page.mark(before) == ','
            && (before.saturating_sub(6)..before).any(|i| page.together(i, before) && page.is(i, class::PRODUCT_NOUN))
        || offered(page, stop)
        || tokens.get(stop).is_some_and(|t| t.mark == ',')
            && (stop + 1..(stop + 7).min(tokens.len()))
                .take_while(|i| page.mark(*i) != ',' && page.together(stop, *i))
                .any(|i| page.is(i, class::PRODUCT_NOUN));
    said.then(|| (versioned, evidence("company-product", before, start)))
}

/// `le Lagoon 38`, `the Polestar 5`: a number behind an article and a company's name, which counts nothing and is no year.
fn model(page: &Page<'_>, start: usize, end: usize) -> bool {
    let tokens = page.tokens();
    let Some(number) = tokens.get(end).filter(|t| t.shape == Shape::Digits && !t.glued() && !t.is(LINE) && t.len < 4) else { return false };
    let Some(before) = start.checked_sub(1).filter(|b| page.together(*b, end)) else { return false };
    let led = page.is(before - usize::from(tokens[before].shape == Shape::Apostrophe && before > 0), class::DEFINITE_DETERMINER)
        && tokens[before].caps == 0;
    let free = tokens.get(end + 1).is_none_or(|t| {
        let other = t.glued() && !matches!(t.mark, '.' | ',' | ')' | ':' | ';' | '»' | '"' | '”' | '?' | '!');
        let counted = t.shape == Shape::Word
            && t.caps == 0
            && !page.function(end + 1)
            && !page.is(end + 1, class::PRODUCT_VERB)
            && !page.is(end + 1, class::COPULA);
        !other && !counted && t.shape != Shape::Digits
    });
    led && free && number.len > 0 && !page.quantity_between(end, end + 1)
}

/// Whether a word is that of a service and of no firm's name: `Rewards`, not `Studio`.
fn surely_offer(page: &Page<'_>, at: usize) -> bool {
    page.is_alone(at, class::OFFER_WORD) && ![class::COMPANY_WORD, class::BRANCH, class::INSTITUTION].iter().any(|c| page.is(at, *c))
}

/// Whether a price or a product noun stands at a token, right behind a name.
fn offered(page: &Page<'_>, at: usize) -> bool {
    let Some(t) = page.tokens().get(at).filter(|t| t.caps == 0 && !t.is(LINE)) else { return false };
    let priced = page.is(at, class::PRODUCT_VERB) && page.price_between(at, page.sentence_end(at).min(at + 8));
    priced || page.is(at, class::PRODUCT_NOUN) && !t.glued()
}

/// One past capitalized words behind a product's name that make it another product's: `Kindle Scribe`, `Roomba Combo j5`; over
/// what the text takes for a product too only where an article or a verb of launching before the name says that it is one thing.
pub(crate) fn extended(page: &Page<'_>, registry: &Registry, start: usize, end: usize) -> usize {
    let Some(t) = page.tokens().get(end) else { return end };
    let word = t.shape == Shape::Word && t.capitalized() && !t.glued() && !t.is(LINE) && page.together(end - 1, end);
    let other = page.loud(end)
        || page.candidate(end).is_some()
        || page.function(end) && t.len > 1
        || NO_PRODUCT.iter().any(|c| page.is(end, *c))
        || page.is(end, class::COMMON_WORD) && t.len > 1
        || page.is(end, class::PRODUCT_NOUN)
        || page.is(end, class::AFFAIR)
        || page.opens_sum(end);
    if !word || other {
        return end;
    }
    // Roomba Combo j5: a code behind
    let at = extent::glued(page, end);
    let code = extent::glued(page, at.min(page.tokens().len()));
    let coded = page.tokens().get(at).is_some_and(|t| t.shape == Shape::Word && t.len <= 2 && !t.glued() && !t.is(LINE))
        && page.together(end, at)
        && page.tokens().get(at + 1).is_some_and(|d| d.shape == Shape::Digits && d.glued());
    if coded && t.len > 2 && registry.at(page, end).is_none() {
        return code.max(at + 2);
    }
    let known = registry.at(page, end);
    let product = |f: usize| registry.names[f].kind == Kind::Product && one_thing(page, start);
    if t.len > 2 && known.is_none() || known.is_some_and(|(f, _)| product(f)) || t.len <= 2 && t.caps == 1 && one_thing(page, start) {
        at
    } else {
        end
    }
}

/// Whether an article or a verb of launching stands right before a name.
fn one_thing(page: &Page<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|b| page.together(*b, start)) else { return false };
    let b = before - usize::from(before > 0 && page.tokens()[before].shape == Shape::Apostrophe);
    let article =
        [class::NAME_ARTICLE, class::DETERMINER, class::POSSESSIVE].iter().any(|c| page.is_alone(b, *c)) && page.tokens()[b].caps == 0;
    article || page.reading.lexemes.ending(start, class::LAUNCH_VERB, 4).is_some()
}

/// What follows a company's name without making a product of it.
pub(super) const NO_PRODUCT: [crate::dictionary::ClassId; 12] = [
    class::COMPANY_TITLE,
    class::GIVEN_NAME,
    class::PLACE,
    class::DEMONYM,
    class::INSTITUTION,
    class::INSTITUTION_AFTER,
    class::LEGAL_FORM,
    class::COMPANY_WORD,
    class::CALENDAR_NAME,
    class::PERSON_TITLE,
    class::COMPANY_NOUN,
    class::OTHER_NAME,
];

/// Where a product's mention starts: at its owner's name where that stands right before it.
pub(crate) fn owned_from(page: &Page<'_>, product: &Candidate, owner: &str) -> usize {
    let Some(before) = product.start.checked_sub(1) else { return product.start };
    let t = &page.tokens()[product.start];
    if t.is(LINE) || t.glued() || !page.together(before, product.start) {
        return product.start;
    }
    match page.candidate(before) {
        Some((_, c)) if c.end == product.start && page.names.row(page.names.form(c.form).row).id == owner => c.start,
        _ => product.start,
    }
}

/// Whether a company's name stands right before its own product, and so inside the product's name.
pub(crate) fn owns_next(page: &Page<'_>, verdicts: &[Verdict], company: &Candidate) -> bool {
    let form = page.names.form(company.form);
    if form.product {
        return false;
    }
    let Some((i, c)) = page.candidate(company.end) else { return false };
    page.names.form(c.form).product && verdicts[i].believed && owned_from(page, c, page.names.row(form.row).id) == company.start
}
