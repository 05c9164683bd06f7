//! How far a name reaches: capitalized words in a row, with what may join them, and the legal form behind.

use super::page::Page;
use crate::dictionary::{ClassId, class};
use crate::reading::tokens::{LINE, Shape};

/// A run of tokens taken for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) start: usize,
    /// One past the last token, with its legal form.
    pub(crate) end: usize,
    /// One past the last token without its legal form.
    pub(crate) core: usize,
}

impl Extent {
    pub(crate) fn legal(&self) -> bool {
        self.core < self.end
    }
}

/// Longest name in words.
const WORDS: usize = 6;

/// Names that were looked for: one past the last token of each, with and without its legal form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Asked {
    #[default]
    Not,
    Nothing,
    Name {
        end: u32,
        core: u32,
    },
}

/// The name that starts at a token, if one can. Several stages ask, and find what the first one has found.
pub(crate) fn from(page: &Page<'_>, start: usize) -> Option<Extent> {
    let known = page.extents.get(start)?;
    match known.get() {
        Asked::Name { end, core } => Some(Extent { start, end: end as usize, core: core as usize }),
        Asked::Nothing => None,
        Asked::Not => {
            let found = read(page, start);
            known.set(found.map_or(Asked::Nothing, |e| Asked::Name { end: e.end as u32, core: e.core as u32 }));
            found
        }
    }
}

fn read(page: &Page<'_>, start: usize) -> Option<Extent> {
    let tokens = page.tokens();
    let first = tokens.get(start)?;
    if !starts(page, start) {
        return None;
    }
    let head = page.is(start, class::NAME_HEAD) || page.is_alone(start, class::COMPANY_HEAD) && first.capitalized();
    let mut end = glued(page, start);
    if first.shape == Shape::Digits && end == start + 1 {
        return None;
    }
    for _ in 1..WORDS {
        let next = match joined(page, start, end, head) {
            Some(n) if page.together(start, n) => n,
            _ => break,
        };
        end = glued(page, next);
    }
    let core = end;
    Some(Extent { start, end: legal_form(page, core).unwrap_or(core), core })
}

/// The name that ends before a token, if one does.
pub(crate) fn before(page: &Page<'_>, end: usize) -> Option<Extent> {
    let tokens = page.tokens();
    let mut end = end;
    // closing quotes belong to the name's typography
    while end > 0 && matches!(page.mark(end - 1), '»' | '”' | '"' | '’' | '\'') && tokens[end - 1].shape != Shape::Word {
        end -= 1;
    }
    let last = end.checked_sub(1)?;
    let mut start = last;
    let mut found = None;
    // walk left over what a name may hold; the leftmost start whose extent reaches the end wins
    for _ in 0..WORDS * 2 {
        if !page.together(start, last) {
            break;
        }
        let t = &tokens[start];
        let part = page.namelike(start)
            || t.shape == Shape::Digits
            || matches!(page.mark(start), '&' | '-' | '.' | '+' | ',' | '’' | '\'')
            || page.is(start, class::NAME_LINK)
            || t.shape == Shape::Hyphen;
        if !part {
            break;
        }
        if starts(page, start) && !continues(page, start) {
            if let Some(e) = from(page, start).filter(|e| e.end == end || e.core == end) {
                found = Some(e);
            }
        }
        if start == 0 || tokens[start].is(LINE) && page.mark(start - 1) != ',' {
            break;
        }
        start -= 1;
    }
    found
}

/// The name that starts with a certain one and ends in a legal form: `Orvis Pump Co.`, where Orvis alone is another.
pub(crate) fn with_legal_form(page: &Page<'_>, end: usize) -> Option<Extent> {
    let last = end.checked_sub(1)?;
    if !page.namelike(last) || page.candidate(last).is_some() || page.tokens()[last].is(LINE) {
        return None;
    }
    let (_, c) = page.candidate(last.checked_sub(1)?)?;
    let whole = c.end == last && page.together(c.start, last) && !page.tokens()[last].glued();
    whole.then(|| Extent { start: c.start, end: legal_form(page, end).unwrap_or(end), core: end })
}

/// Whether a name can start at a token.
fn starts(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    match t.shape {
        Shape::Word => {
            let opening = t.caps != 0 && !stops(page, at) && !page.certain(at);
            // a capital by position only: `Le`, `Hier`, `The`, `Yesterday`
            // but `Paper & Pine`, and `Red Harbour Lithium` where `the Red Harbour mine` stands elsewhere
            let named = || page.mark(at + 1) == '&' && page.namelike(at + 2) || page.goes_together(at) || described(page, at);
            let common = page.is_alone(at, class::COMMON_WORD)
                && if page.opens_sentence(at) { page.function(at) || !named() } else { !goes_on(page, at) };
            // the C Series, the N-Gage
            let letter = t.len == 1 && !page.opens_sentence(at) && page.mark(at + 1) != '\'' && page.mark(at + 1) != '’';
            // The Bank of Velk
            let common = common && !(page.is(at, class::NAME_HEAD) && linked(page, at).is_some()) && !page.linked(at);
            let plain = (page.function(at) && !t.all_caps() || common) && !letter;
            opening && (t.len > 1 || t.capitalized()) && (!plain || titled(page, at)) && !fixed(page, at) && !introduces(page, at)
        }
        Shape::Digits => {
            let next = page.tokens().get(at + 1);
            next.is_some_and(|n| n.shape == Shape::Word && n.glued() && n.caps != 0 && n.len > 3) && !page.certain(at)
        }
        _ => false,
    }
}

/// `Chipmaker Velkora raised`: only its place gives the noun its capital.
fn introduces(page: &Page<'_>, at: usize) -> bool {
    let next = page.tokens().get(at + 1).is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.glued() && !n.is(LINE));
    next && page.is_alone(at, class::COMPANY_NOUN)
        && ![class::NAME_HEAD, class::COMPANY_HEAD, class::COMPANY_WORD].iter().any(|c| page.is(at, *c))
        && page.opens_sentence(at)
        && !page.loud(at)
}

/// `introduire en Bourse Velkora`, `En France Velkora emploie`: the capital belongs to what stands before it.
fn fixed(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|b| page.tokens()[*b].shape == Shape::Word && page.together(*b, at)) else { return false };
    let placed = || {
        page.opens_sentence(before)
            && page.is_alone(before, class::PLACE_LINK)
            && page.reading.lexemes.longest(at, class::PLACE).is_some_and(|l| page.namelike(l.end as usize))
    };
    // a lancé à Dakar Wave Carte: a place before what begins with a company's name
    let beside = || {
        let place = page.reading.lexemes.longest(at, class::PLACE).map_or(at, |l| l.end as usize);
        place > at
            && page.is_alone(before, class::PLACE_LINK)
            && page.tokens()[before].caps == 0
            && page.candidate(at).is_none()
            && page.candidate(place).is_some_and(|(_, c)| c.start == place)
            && page.together(at, place)
    };
    page.reading.lexemes.ending(at + 1, class::MARKET, 3).is_some_and(|l| (l.start as usize) < at) || placed() || beside()
}

/// `Blue Meridian has raised`: a word that describes, at the head of a sentence and before a name that nobody knows, begins it.
fn described(page: &Page<'_>, at: usize) -> bool {
    let other = [class::PLACE, class::DEMONYM, class::INSTITUTION, class::COMPANY_TITLE, class::OTHER_NOUN, class::COMMON_WORD];
    page.is_alone(at, class::NAME_ADJECTIVE)
        && goes_on(page, at)
        && page.candidate(at + 1).is_none()
        && !other.iter().any(|c| page.is(at + 1, *c))
}

/// A capitalized word that is no function word follows: `chez Golden Harvest`.
fn goes_on(page: &Page<'_>, at: usize) -> bool {
    let next = page.tokens().get(at + 1).filter(|n| n.shape == Shape::Word && n.capitalized() && !n.glued() && !n.is(LINE));
    next.is_some() && page.together(at, at + 1) && !page.function(at + 1) && !page.function(at) && !page.loud(at)
}

/// An article with a capital inside a sentence belongs to the name: `la start-up Le Comptoir`.
fn titled(page: &Page<'_>, at: usize) -> bool {
    let next = page.tokens().get(at + 1).map(|t| at + 1 + usize::from(t.shape == Shape::Apostrophe));
    let named = next.is_some_and(|n| page.namelike(n) && page.tokens()[n].capitalized() && !page.tokens()[n].is(LINE) && !page.function(n));
    // l'application Mon Velk
    let own = page.is_alone(at, class::NAME_ARTICLE) || page.is_alone(at, class::POSSESSIVE);
    named && own && page.tokens()[at].capitalized() && !page.opens_sentence(at) && !page.loud(at)
}

/// The token is glued to a word before it and so no first word.
fn continues(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    if !t.glued() || at == 0 {
        return false;
    }
    let b = &page.tokens()[at - 1];
    match b.shape {
        Shape::Word | Shape::Digits => true,
        Shape::Hyphen => b.glued() && page.namelike(at - 1 - usize::from(at > 1)),
        _ => matches!(page.mark(at - 1), '.' | '&' | '+') && b.glued(),
    }
}

/// Words that end a name: titles behind a company's name, months. A verb with a capital (`Teslin Controls`) does so in a headline
/// alone.
fn ends(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    // Old Head Spirits, Velk Père & Fils
    let inner = || page.tokens().get(at + 1).is_some_and(|n| n.capitalized() && !n.is(LINE) && page.is(at + 1, class::COMPANY_WORD));
    let family = || page.mark(at + 1) == '&' && page.namelike(at + 2);
    page.is(at, class::COMPANY_TITLE) && !t.glued() && !(t.capitalized() && inner())
        // Boulangeries Saint-Ours
        || page.is(at, class::PERSON_TITLE) && !family() && !page.tokens().get(at + 1).is_some_and(|n| n.glued() && n.shape == Shape::Hyphen)
        || page.is(at, class::CALENDAR_NAME)
        || page.is(at, class::COMPANY_VERB) && page.loud(at)
}

/// Words that start no name: those that end one, and cues.
fn stops(page: &Page<'_>, at: usize) -> bool {
    ends(page, at)
        // but `and Closed Loop Partners invested`: inside a sentence a verb has no capital
        || page.is(at, class::COMPANY_VERB) && !page.is(at, class::NAME_HEAD) && (page.opens_sentence(at) || page.loud(at) || !page.namelike(at + 1))
        || page.is(at, class::LAUNCH_VERB) && page.opens_sentence(at)
}

/// One past what is glued to the word at `at`: hyphens, digits, domains, `+`.
pub(crate) fn glued(page: &Page<'_>, at: usize) -> usize {
    let tokens = page.tokens();
    let mut end = at + 1;
    loop {
        let (Some(t), next) = (tokens.get(end), tokens.get(end + 1)) else { return end };
        if !t.glued() {
            return end;
        }
        let glued_next = next.is_some_and(crate::reading::tokens::Token::glued);
        end = match t.shape {
            Shape::Word if t.caps != 0 || tokens[end - 1].shape == Shape::Digits => end + 1,
            Shape::Digits => end + 1,
            Shape::Hyphen if glued_next && next.is_some_and(|n| n.caps != 0 || n.shape == Shape::Digits) => end + 2,
            Shape::Hyphen if glued_next => match hyphen_link(page, end) {
                Some(past) => past,
                None => return end,
            },
            // L'Oréal, O'Reilly, Croq’Légumes: an apostrophe before a capital
            Shape::Apostrophe if glued_next && next.is_some_and(|n| n.caps != 0 && n.len > 1) => end + 2,
            Shape::Other if page.mark(end) == '+' && !glued_next => end + 1,
            Shape::Other if page.mark(end) == '&' && glued_next && next.is_some_and(|n| n.caps != 0) => end + 2,
            Shape::Other if page.mark(end) == '.' && glued_next && page.is(end + 1, class::DOMAIN) => end + 2,
            _ => return end,
        };
    }
}

/// One past the capital behind a small word between hyphens: `Vaux-sur-Aure`, `Côtes-d'Armor`.
fn hyphen_link(page: &Page<'_>, hyphen: usize) -> Option<usize> {
    let tokens = page.tokens();
    let glued = |i: usize| tokens.get(i).filter(|t| t.glued());
    glued(hyphen + 1).filter(|t| t.shape == Shape::Word && t.caps == 0 && t.len < 5)?;
    glued(hyphen + 2).filter(|t| matches!(t.shape, Shape::Hyphen | Shape::Apostrophe))?;
    let capital = glued(hyphen + 3).filter(|t| t.shape == Shape::Word && t.caps != 0 && t.len > 1);
    capital.map(|_| hyphen + 4)
}

/// The next word of a name behind `end`: a capitalized one, or one behind `&`, `de`, `of`.
fn joined(page: &Page<'_>, start: usize, end: usize, head: bool) -> Option<usize> {
    let tokens = page.tokens();
    let t = tokens.get(end)?;
    if t.is(LINE) || t.glued() && page.mark(end) != '&' {
        return None;
    }
    let word = |i: usize| {
        let capital = tokens.get(i).is_some_and(|t| t.shape == Shape::Word && t.capitalized() && !t.is(LINE));
        // S.p.A., Sdn Bhd, A/S
        let dotted = |i: usize| page.tokens().get(i + 1).is_some_and(|t| t.glued() && matches!(page.mark(i + 1), '.' | '/'));
        let legal = page.is_alone(i, class::LEGAL_FORM) || page.is(i, class::LEGAL_FORM) && dotted(i);
        // fined Velkora A$14m: the letter is of the sum
        capital && !ends(page, i) && !page.certain(i) && !legal && !page.opens_sum(i)
    };
    if page.mark(end) == '&' {
        return word(end + 1).then_some(end + 1);
    }
    if t.shape == Shape::Digits {
        return counted(page, start, end).then_some(end);
    }
    if tokens[end - 1].shape == Shape::Digits && !tokens[end - 1].glued() && !word(end) {
        return None;
    }
    if word(end) {
        // HORLOGERIE La maison: behind a heading a sentence starts
        let opens = page.function(end) && !tokens[end].all_caps() && tokens[end - 1].all_caps() && tokens[end - 1].len > 4;
        return (!opens).then_some(end);
    }
    // Van der Heul Tools: small words of a family's name
    let particle =
        |i: usize| tokens.get(i).is_some_and(|t| t.caps == 0 && !t.glued() && !t.is(LINE)) && page.is_alone(i, class::NAME_PARTICLE);
    if tokens[end - 1].capitalized() && page.is_alone(end - 1, class::NAME_PARTICLE) && particle(end) && word(end + 1) {
        return Some(end + 1);
    }
    if head
        || tokens[end - 1].capitalized() && page.is(end - 1, class::NAME_HEAD)
        || end == start + 1 && (page.linked(start) || gathered(page, start))
    {
        let (mut i, mut links) = (end, 0);
        // Terres et Eaux, Fer à Cheval; but Laiterie de Velk et Tarrant, Cycles Velk à Nantes
        let behind_head = end == start + 1 && page.is(start, class::NAME_HEAD);
        while links < 2 && page.is(i, class::NAME_LINK) && (links > 0 || behind_head || of(page, i)) {
            // Pêcheries de l'Odet: the article behind is of the link; des Pêcheries et de l'Alimentation are two things
            if links > 0 && page.is_alone(i - 1, class::NAME_AND) {
                return None;
            }
            i = page.reading.lexemes.longest(i, class::NAME_LINK).map_or(i + 1, |l| l.end as usize);
            links += 1;
            if tokens.get(i).is_some_and(|t| t.shape == Shape::Apostrophe) {
                i += 1;
            }
        }
        return (links > 0 && word(i)).then_some(i);
    }
    None
}

/// `met en vente Placards du Maine`, `pour Lavandes de Brion`: inside a sentence, a plural with a capital and no article is how a
/// firm is called, and `de` belongs to it.
fn gathered(page: &Page<'_>, at: usize) -> bool {
    let t = &page.tokens()[at];
    let plural = page.adjectives_follow() && t.capitalized() && !t.all_caps() && t.len > 4 && page.text(at).ends_with(['s', 'x']);
    if !plural || page.opens_sentence(at) || page.loud(at) || page.candidate(at).is_some() {
        return false;
    }
    let other = [
        class::PLACE,
        class::GIVEN_NAME,
        class::DEMONYM,
        class::PERSON_TITLE,
        class::COMPANY_TITLE,
        class::INSTITUTION,
        class::INSTITUTION_BEFORE,
        class::OTHER_NOUN,
        class::OTHER_NAME,
        class::AFFAIR,
        class::CALENDAR_NAME,
        class::NAME_LINK,
    ];
    // les Placards du Maine, Paul Vosges de Tarrant
    let before = at - 1;
    let led = page.tokens()[before].shape == Shape::Apostrophe
        || page.is(before, class::DEFINITE_DETERMINER)
        || page.is(before, class::NAME_ARTICLE)
        || page.tokens()[before].shape == Shape::Word && page.tokens()[before].caps != 0
        || page.tokens()[at].glued();
    !led && !other.iter().any(|c| page.is(at, *c)) && linked(page, at).is_some_and(|to| !page.certain(to))
}

/// `assigne Orvac 64, son sous-traitant`, `Studio 54 Games raised`: a number that ends a firm's name or stands in it, where nothing
/// is counted, dated or called a model by it.
fn counted(page: &Page<'_>, start: usize, at: usize) -> bool {
    let tokens = page.tokens();
    let t = &tokens[at];
    if t.glued() || t.len > 4 || t.len == 4 && !page.text(at).ends_with("000") || page.quantity_over(at) || page.loud(at) {
        return false;
    }
    let Some(next) = tokens.get(at + 1).filter(|n| !n.is(LINE)) else { return true };
    let spaced = next.shape == Shape::Word && !next.glued();
    // 12 salariés, 4,5 %, 8 h; Studio 54 Games
    let goes_on = match next.shape {
        Shape::Word if spaced && next.caps == 0 => {
            page.function(at + 1)
                || [class::AUX, class::COPULA, class::COMPANY_VERB, class::COMPANY_SAYS].iter().any(|c| page.is(at + 1, *c))
        }
        Shape::Word => spaced && page.is(at + 1, class::COMPANY_WORD),
        Shape::Other => matches!(next.mark, ',' | '.' | ';' | ')' | '(' | ':') && tokens.get(at + 2).is_none_or(|t| !t.glued()),
        Shape::Apostrophe => true,
        _ => false,
    };
    // Article 12, Chapter 11, Ligue 1, la Zoé 2, phase 3
    let other = [
        class::COMMON_WORD,
        class::PLACE,
        class::CALENDAR_NAME,
        class::VERSION_WORD,
        class::PERSON_TITLE,
        class::PRODUCT_NOUN,
        class::THING_NOUN,
        class::INSTITUTION,
        class::OTHER_NOUN,
        class::OTHER_NAME,
        class::AFFAIR,
        class::GIVEN_NAME,
        class::DEMONYM,
        class::POSTAL_BOX,
    ];
    let plain = !other.iter().any(|c| page.is(start, *c)) && !page.function(start) && !page.plain_noun(start);
    let before = |c| page.reading.word_before(start, c).is_some();
    let thing =
        [class::PRODUCT_NOUN, class::THING_NOUN, class::LAUNCH_VERB, class::DEFINITE_DETERMINER, class::NAME_ARTICLE, class::POSSESSIVE];
    // job cuts: Velk 120, Tarrant 85 and Orvis 64
    let number = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Digits);
    let joins = |i: usize| page.mark(i) == ',' || page.is_alone(i, class::NAME_AND);
    // Orvis is to lose 120, Tarrant 85
    let bare = |i: usize| i > 0 && number(i) && page.together(i, at) && !page.namelike(i - 1) && !page.quantity_over(i);
    let row = || {
        joins(at + 1) && (at + 3..at + 6).any(number) && page.namelike(at + 2)
            || start > 1 && joins(start - 1) && number(start - 2)
            || (at.saturating_sub(12)..at).any(bare)
    };
    goes_on && plain && !thing.iter().any(|c| before(*c)) && !row()
}

/// The capital that a small word such as `de` or `of` joins to the word at a token: `Pain d'Antan`, `Bank of Velk`.
pub(super) fn linked(page: &Page<'_>, at: usize) -> Option<usize> {
    let (mut i, mut links) = (at + 1, 0);
    while links < 2 && page.tokens().get(i)?.caps == 0 && page.is(i, class::NAME_LINK) && (links > 0 || of(page, i)) {
        i = page.reading.lexemes.longest(i, class::NAME_LINK).map_or(i + 1, |l| l.end as usize);
        links += 1;
        if page.tokens().get(i)?.shape == Shape::Apostrophe {
            i += 1;
        }
    }
    let t = page.tokens().get(i)?;
    // Kamstrup of Denmark; but the Bank of Ireland
    const COUNTRY: [ClassId; 2] = [class::BRANCH, class::PLACE];
    const HEADS: [ClassId; 4] = [class::NAME_HEAD, class::INSTITUTION, class::COMPANY_HEAD, class::COMPANY_WORD];
    if COUNTRY.iter().all(|c| page.is(i, *c)) && !HEADS.iter().any(|c| page.is(at, *c)) {
        return None;
    }
    (links > 0 && t.shape == Shape::Word && t.capitalized() && page.together(at, i)).then_some(i)
}

/// `Sallis of Wharfedale`, which is how a firm may be called: one word that is nobody's title or trade, and a place.
pub(super) fn of_place(page: &Page<'_>, e: Extent) -> Option<Extent> {
    let other = [
        class::INSTITUTION,
        class::OTHER_NOUN,
        class::OTHER_NAME,
        class::COMMON_WORD,
        class::NAME_HEAD,
        class::COMPANY_HEAD,
        class::COMPANY_NOUN,
        class::COMPANY_WORD,
        class::COMPANY_TITLE,
        class::PERSON_TITLE,
        class::PRODUCT_NOUN,
        class::TRADE,
        class::PLACE,
        class::DEMONYM,
        class::GIVEN_NAME,
        class::CALENDAR_NAME,
        class::AFFAIR,
        class::LEGAL_FORM,
    ];
    let single = e.core == e.start + 1 && !e.legal() && !page.adjectives_follow() && !page.person_before(e.start);
    let to = Some(e.start).filter(|_| single).and_then(|at| linked(page, at)).filter(|to| *to == e.start + 2)?;
    let plain = page.candidate(e.start).is_none() && !page.plain_noun(e.start) && !page.appears_lower(e.start);
    let led = e.start > 0 && page.together(e.start - 1, e.start) && page.is(e.start - 1, class::NAME_ARTICLE);
    let end = page.reading.lexemes.longest(to, class::PLACE).map_or_else(|| glued(page, to), |l| l.end as usize);
    let whole = plain && !led && !page.certain(to) && !other.iter().any(|c| page.is(e.start, *c)) && of(page, e.start + 1);
    whole.then_some(Extent { start: e.start, end, core: end })
}

/// `de`, `of`: what a name belongs to, and not where it is or who stands beside it.
fn of(page: &Page<'_>, at: usize) -> bool {
    page.is(at, class::TITLE_LINK) && !page.is(at, class::PLACE_LINK) && !page.is_alone(at, class::NAME_AND)
}

/// One past a legal form behind a name: ` SA`, `, Inc.`
pub(super) fn legal_form(page: &Page<'_>, end: usize) -> Option<usize> {
    let mut at = end;
    let mut last = None;
    for _ in 0..3 {
        let mark = page.tokens().get(at)?;
        let skip = usize::from(page.mark(at) == ',' && mark.glued());
        let t = page.tokens().get(at + skip)?;
        if t.is(LINE) || t.glued() {
            break;
        }
        // Tuam, Co Galway: a county
        let next = page.tokens().get(at + skip + 1);
        let county =
            skip == 1 && page.is(at + skip, class::COUNTY_MARK) && next.is_some_and(|n| n.capitalized() && !n.glued() && !n.is(LINE));
        match page.reading.lexemes.longest(at + skip, class::LEGAL_FORM).filter(|_| !county) {
            // Harvest Foods Co-op
            Some(l) if page.tokens().get(l.end as usize).is_some_and(|t| t.glued() && t.shape == Shape::Hyphen) => break,
            Some(l) if page.together(end - 1, l.end as usize - 1) => {
                at = l.end as usize;
                last = Some(at);
            }
            _ => break,
        }
    }
    last
}
