//! Words that say that a name beside them is a company's or a product's: what each class points at.

use super::called::product;
use super::entries;
use super::extent::{self, Extent};
use super::headings;
use super::nouns::{also_launched, dealt_in, explained_by, labelled, of_maker, published, spoken_of_as_firm, titled_whole};
use super::offers::{affair, before_its_noun, code, launched, plural, possessed, priced, product_before, row, shown, thing_alone};
use super::page::Page;
use super::pointing::{
    apostrophized, apposition, behind_noun, inside_longer, left, owner, placed, possessive, right, right_adjacent, subject, title, widened,
};
use super::portraits;
use super::products;
use crate::dictionary::class;
use crate::document::Kind;
use crate::reading::lexemes::{ClassSet, Lexeme, Sense, Stage};
use crate::reading::tokens::{LINE, Shape};

/// Why a name is believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// Kind of cue, for the rule's id.
    pub(crate) cue: &'static str,
    pub(crate) confidence: f32,
    /// Tokens of the words that say it.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Their row.
    pub(crate) word: Option<u32>,
    pub(crate) kind: Kind,
    /// Strong enough for a name that could be a person's or place's.
    pub(crate) sure: bool,
}

/// What a cue points at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// A form of the dictionary, by candidate.
    Candidate(usize),
    /// A name that no row has.
    Unknown(Extent),
}

/// A name and what speaks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sighting {
    pub(crate) target: Target,
    pub(crate) evidence: Evidence,
}

/// The classes of all cues.
pub(crate) const CUES: ClassSet = ClassSet::of(&[
    class::LEGAL_FORM,
    class::LEGAL_FORM_BEFORE,
    class::EXCHANGE,
    class::COMPANY_TITLE,
    class::COMPANY_NOUN,
    class::DEMONYM,
    class::LAUNCH_VERB,
    class::POSSESSIVE,
    class::PRODUCT_VERB,
    class::PRODUCT_OBJECT,
    class::PRODUCT_NOUN,
    class::THING_NOUN,
    class::SHOWN,
    class::COMPANY_VERB,
    class::COMPANY_OBJECT,
    class::COMPANY_OWNED,
    class::COMPANY_WORD,
    class::POSSESSIVE_MARK,
    class::BRANCH,
    class::PRESS_WORD,
    class::COMPANY_HEAD,
    class::COMPANY_PARTICIPLE,
    class::ABOUT,
]);

/// Collects what all cues of a text point at.
pub(crate) fn read(page: &Page<'_>, out: &mut Vec<Sighting>) {
    out.clear();
    let n = page.tokens().len();
    for at in 0..n {
        if page.reading.lexemes.concerns(at, Stage::Cues) {
            page.reading.lexemes.at(at).iter().filter(|l| CUES.contains(l.class)).for_each(|l| cue(page, l, out));
        }
        let t = &page.tokens()[at];
        if t.is(LINE) || at == 0 {
            headings::heading(page, at, out);
            headings::resumed(page, at, out);
            portraits::titled(page, at, out);
        }
        match t.shape {
            Shape::Word if t.caps != 0 => {
                if t.is(LINE) {
                    entries::table_line(page, at, out);
                }
                entries::gapped(page, at, out);
                entries::of_place(page, at, out);
                // a capital inside
                if t.caps & !1 != 0 {
                    entries::coined(page, at, out);
                    out.extend(code(page, at));
                }
            }
            // most words are none that say whom it is for
            Shape::Word if page.reading.lexemes.may_have(at, class::M_FOR) => entries::summed(page, at, out),
            Shape::Other | Shape::Hyphen if matches!(t.mark, '(' | ',' | ':' | '–' | '—') => {
                entries::entry(page, at, out);
                entries::fact_box(page, at, out);
                entries::sender(page, at, out);
            }
            _ => {}
        }
    }
}

fn cue(page: &Page<'_>, l: &Lexeme, out: &mut Vec<Sighting>) {
    let (start, end) = (l.start as usize, l.end as usize);
    let value = page.reading.word(l).map_or("", |w| w.value);
    let sure = value != "weak";
    let evidence = |cue, confidence, sure| Evidence {
        cue,
        confidence,
        start,
        end,
        word: if let Sense::Word(w) = l.sense { Some(w) } else { None },
        kind: Kind::Company,
        sure,
    };
    let mut point = |target: Option<Target>, e: Evidence| {
        let vague = e.cue == "title" && !e.sure;
        if let Some(target) = target.filter(|t| !vague || matches!(t, Target::Candidate(_))) {
            out.push(Sighting { target, evidence: e });
        }
    };
    match l.class {
        class::LEGAL_FORM => {
            let core = start - usize::from(start > 0 && page.mark(start - 1) == ',');
            let county = core < start && page.is(start, class::COUNTY_MARK) && page.namelike(end);
            // Oryana Foods Co-Op
            let cut = page.tokens().get(end).is_some_and(|t| t.glued() && t.shape == Shape::Hyphen);
            if core > 0 && !county && !cut && !page.tokens()[start].glued() && page.together(core - 1, start) {
                // `Orvis Pump Co.` is more than Orvis
                let target = match left(page, core) {
                    Some(Target::Candidate(_)) | None => {
                        extent::with_legal_form(page, core).map(Target::Unknown).or_else(|| left(page, core).filter(|_| sure))
                    }
                    unknown => unknown,
                };
                point(target, evidence("legal-form", 0.95, sure));
            }
        }
        class::LEGAL_FORM_BEFORE => point(right(page, end), evidence("legal-form", 0.93, true)),
        class::EXCHANGE => {
            if start > 1 && page.mark(start - 1) == '(' && page.tokens().get(end).is_some_and(|_| matches!(page.mark(end), ':' | '-' | ','))
            {
                point(left(page, start - 1), evidence("ticker", 0.97, true));
            }
        }
        // president, director, employee: of anything; they only speak for names that the dictionary has
        class::COMPANY_TITLE => title(page, start, end, sure, evidence("title", if sure { 0.92 } else { 0.85 }, sure), &mut point),
        // START-UP NOTEBOOK: a heading
        class::COMPANY_NOUN | class::PRODUCT_NOUN
            if page.tokens()[start].all_caps()
                && page.tokens()[start].len > 3
                && page.tokens().get(end).is_none_or(|t| t.all_caps() || t.mark == ':') => {}
        class::COMPANY_NOUN => {
            if page.is(end, class::OTHER_ACTIVITY) || page.reading.lexemes.ending(end, class::OTHER_NOUN, 3).is_some() {
                return;
            }
            // `its platform, Lumen`: what a company has is its product
            if start > 0
                && page.is(start, class::PRODUCT_NOUN)
                && (page.is_alone(start - 1, class::POSSESSIVE) || page.is(start - 1, class::POSSESSIVE_MARK))
            {
                return;
            }
            let person = value == "person";
            let e = evidence("noun", 0.88, sure && !person);
            // la Banque Rhône-Isère, le Fonds Maricourt: its capital makes the noun part of the name
            let head = page.tokens()[start].capitalized() && end == start + 1 && !page.opens_sentence(start) && !page.loud(start);
            let headed = head && (page.is_alone(start, class::NAME_HEAD) || page.is_alone(start, class::COMPANY_HEAD));
            // Le Quotidien Jurassien: so does its article's
            let from = start - usize::from(start > 0 && page.is_alone(start - 1, class::NAME_ARTICLE) && page.namelike(start - 1));
            let inner = from > 0 && page.tokens()[from - 1].capitalized() && page.together(from - 1, start);
            let whole = Some(from).filter(|_| headed && sure && !inner).and_then(|at| extent::from(page, at));
            if let Some(x) = whole.filter(|x| page.words(*x).filter(|i| (start..x.core).contains(i)).count() > 1) {
                let whole = Some(Target::Unknown(x)).filter(|t| !inside_longer(page, t));
                if whole.is_some() && from < start {
                    return point(whole, Evidence { cue: "head", ..e });
                }
                point(whole, Evidence { cue: "head", ..e });
            }
            // the owner of Fernbrook cider
            let behind = behind_noun(page, start, end).filter(|t| !before_its_noun(page, t));
            point(behind.map(|t| if sure { widened(page, t) } else { t }), e);
            // a specialist may be a person, but a person has two names
            let single = |t: &Target| {
                !person
                    || matches!(t, Target::Candidate(_))
                    || matches!(t, Target::Unknown(x) if page.words(*x).count() != 2 || page.is(x.start, class::NAME_HEAD) || page.is(x.core - 1, class::COMPANY_WORD))
            };
            point(
                apposition(page, start, person).filter(|_| !possessive(page, end)).filter(single).filter(|t| !placed(page, t)),
                Evidence { cue: "apposition", confidence: 0.86, ..e },
            );
        }
        class::DEMONYM => {
            // le belge Chimac, l'allemand Gussmann
            if page.tokens()[start].caps == 0
                && start > 0
                && page.is(start - 1 - usize::from(page.tokens()[start - 1].shape == Shape::Apostrophe && start > 1), class::NAME_ARTICLE)
            {
                point(right_adjacent(page, end), evidence("demonym", 0.8, false));
            }
        }
        class::LAUNCH_VERB => {
            if let Some((target, led)) = launched(page, start, end, value) {
                let e = Evidence { kind: Kind::Product, ..evidence("launch", 0.75, led) };
                point(Some(target), e);
                if led {
                    also_launched(page, &target, |t| point(Some(t), e));
                }
            }
        }
        class::POSSESSIVE => {
            point(possessed(page, start, end), Evidence { kind: Kind::Product, ..evidence("possessive", 0.72, false) });
        }
        class::PRODUCT_VERB => {
            point(
                priced(page, start, end, value == "amount"),
                Evidence { kind: Kind::Product, ..evidence("price", 0.75, value == "sure") },
            );
        }
        class::PRODUCT_OBJECT => {
            let e = Evidence { kind: Kind::Product, ..evidence("product-object", 0.75, false) };
            let whole = |t: &Target| match t {
                // (approved Norvaxil for children)
                Target::Unknown(x) => {
                    !page.is(x.end, class::TITLE_LINK)
                        || page
                            .tokens()
                            .get(x.end + 1)
                            .is_some_and(|t| t.caps == 0 && t.shape == Shape::Word && !page.is_alone(x.end + 1, class::NAME_ARTICLE))
                }
                Target::Candidate(_) => true,
            };
            let target = right(page, end).filter(|t| !apostrophized(page, t) && whole(t)).map(|t| titled_whole(page, t));
            // brands include X, Y and Z
            if value == "row" {
                row(page, target, false, |t| point(Some(t), e));
            }
            point(target, e);
        }
        class::PRODUCT_NOUN => {
            let e = Evidence { kind: Kind::Product, ..evidence("product-noun", 0.8, sure) };
            let before = product_before(page, start, end, sure);
            // Biscuits Leclair emploie: its capital makes the noun part of a firm's name; and so inside a sentence: la Coupe Davis
            let t = &page.tokens()[start];
            let titled = t.capitalized() && !t.all_caps() && !page.opens_sentence(start) && end == start + 1;
            let headed = titled || t.capitalized() && page.is(start, class::COMPANY_HEAD) && page.namelike(end);
            let (behind, named) = if headed || of_maker(page, start, end) { None } else { product(page, start, end) }.unzip();
            // the X, Y and Z brands; les marques X, Y et Z
            // the X and Y gin brands
            let brands = page.is(end, class::PRODUCT_NOUN) && page.tokens()[end].caps == 0 && plural(page, end);
            if plural(page, end - 1) || brands {
                row(page, before, true, |t| point(Some(t), e));
                row(page, behind, false, |t| point(Some(t), e));
            }
            if sure {
                labelled(page, start, end, |t| point(Some(t), e));
            }
            let behind = behind.map(|t| titled_whole(page, t));
            let christened = named == Some(true) || published(page, start);
            point(behind, if christened { Evidence { cue: "product-named", confidence: 0.84, sure: true, ..e } } else { e });
            // a Leeds software firm: the noun behind says what it is
            let compound = page.tokens().get(end).is_some_and(|t| t.caps == 0 && !t.glued())
                && (page.is(end, class::COMPANY_NOUN) || !page.adjectives_follow() && page.is(end, class::TRADE_AGENT));
            if !compound {
                point(before, e);
                // X, the company behind an assistant: a firm; bought X, a bookkeeping app: so is X
                let inside = (start.saturating_sub(7)..start).rev().take_while(|i| page.mark(*i) != ',');
                // but X, the firm's planning tool
                let firm = inside.into_iter().any(|i| page.is(i, class::COMPANY_NOUN) && !possessive(page, i + 1));
                let target = if firm { None } else { explained_by(page, start) };
                let firm = value == "firm" && target.is_some_and(|t| spoken_of_as_firm(page, &t, end));
                if firm {
                    point(target, Evidence { kind: Kind::Company, ..evidence("apposition", 0.8, true) });
                } else if !(value == "firm" && target.is_some_and(|t| dealt_in(page, &t, end))) {
                    point(target, Evidence { cue: "product-apposition", confidence: 0.78, ..e });
                }
            }
        }
        class::SHOWN => point(shown(page, start), Evidence { kind: Kind::Product, ..evidence("launch", 0.72, false) }),
        // the machine, called X; its network, X,
        class::THING_NOUN => {
            let heir = |t: &Target| value != "heir" || thing_alone(page, t);
            let target = product(page, start, end).filter(|(t, named)| *named && !affair(page, t) && heir(t)).map(|(t, _)| t);
            let e = Evidence { kind: Kind::Product, ..evidence("product-named", 0.8, true) };
            if plural(page, end - 1) {
                row(page, target, false, |t| point(Some(t), e));
            }
            point(target, e);
        }
        class::COMPANY_VERB => {
            let near = page.sentence_end(start).min(end + 9);
            // Falleron comptait 1 400 habitants
            let elsewhere = page.spoken_of(end, near, class::OTHER_COUNT);
            let figured = value != "amount" || page.quantity_between(end, near) && !elsewhere;
            if !page.loud(start) && figured && !page.tokens()[start].capitalized() {
                point(subject(page, start), evidence("verb", 0.85, value == "sure"));
            }
        }
        class::COMPANY_OBJECT => {
            let near = page.sentence_end(start).min(end + 16);
            if value != "amount" || page.quantity_between(end, near) {
                // 12 % of X: enough for a name that the dictionary has
                let known = |t: &Target| value != "weak" || matches!(t, Target::Candidate(_));
                point(right(page, end).filter(|t| !apostrophized(page, t) && known(t)), evidence("object", 0.85, value == "sure"));
            }
        }
        class::COMPANY_OWNED => {
            // its X stock-forecasting tool, the X services app: the thing's word, and nothing that a firm has
            let things = page
                .tokens()
                .get(end)
                .is_some_and(|t| t.caps == 0 && (t.glued() && t.shape == Shape::Hyphen || page.is(end, class::PRODUCT_NOUN)));
            if !page.tokens()[start].glued() && !things {
                point(owner(page, start, value == "direct"), evidence("owned", 0.86, false));
            }
        }
        class::POSSESSIVE_MARK => {
            // Uganda's Nile Inverters
            let of_place = start > 1 && page.tokens()[start].glued() && page.tokens()[start - 1].shape == Shape::Apostrophe;
            if of_place && page.reading.lexemes.ending(start - 1, class::PLACE, 3).is_some() {
                // but Britain's National Security and Investment Act
                let goes_on = |x: &Extent| page.is_alone(x.end, class::NAME_AND) && page.namelike(x.end + 1);
                // sold the mill to Austria's Tyrolit for: behind what says who has a part in it, a name with nothing behind
                let place = page.reading.lexemes.ending(start - 1, class::PLACE, 3).map_or(start, |l| l.start as usize);
                let party = [class::M_TO, class::M_BY, class::M_WITH, class::M_FROM];
                const BARGAIN: [crate::dictionary::ClassId; 5] =
                    [class::ACQUIRE, class::SELL_COMPANY, class::N_DEAL, class::N_ACQUISITION, class::N_STAKE];
                let bargain = || {
                    let sentence = page.reading.sentence_of[place];
                    let before = (0..place).rev().take_while(|i| page.reading.sentence_of[*i] == sentence);
                    before.into_iter().any(|i| BARGAIN.iter().any(|c| page.is(i, *c)))
                };
                let party = place > 0 && bargain() && party.iter().any(|c| page.is_alone(place - 1, *c)) && page.together(place - 1, place);
                let bare = |x: &Extent| {
                    let ends = page.function(x.end) || matches!(page.mark(x.end), ',' | '.' | ';' | ')');
                    party && ends && !page.loud(x.start) && !products::NO_PRODUCT.iter().any(|c| page.spans(x.start, x.core, *c))
                };
                let firm = |t: &Target| matches!(t, Target::Unknown(x) if bare(x) || page.words(*x).count() > 1 && page.is(x.core - 1, class::COMPANY_WORD) && !goes_on(x));
                point(right_adjacent(page, end).filter(firm), evidence("demonym", 0.75, false));
            }
        }
        class::COMPANY_WORD => {
            let t = &page.tokens()[start];
            let told = sure || page.is(end, class::COMPANY_SAYS) && page.tokens()[end].caps == 0 && page.together(start, end);
            if told && t.capitalized() && !page.loud(start) && start > 0 && !t.glued() && !t.is(LINE) {
                // the Cherry Capital of Michigan
                let epithet = |x: &Extent| {
                    let quoted = usize::from(x.start > 1 && matches!(page.mark(x.start - 1), '“' | '"'));
                    let before = x.start.checked_sub(1 + quoted);
                    before.is_some_and(|b| page.is_alone(b, class::NAME_ARTICLE)) && page.is_alone(x.end + quoted, class::TITLE_LINK)
                };
                if let Some(x) = extent::before(page, end).filter(|x| x.start < start && !epithet(x)) {
                    if page.candidate(x.start).is_none() || !page.certain(x.start) {
                        point(Some(Target::Unknown(x)), evidence("suffix", if sure { 0.84 } else { 0.7 }, false));
                    }
                }
            }
        }
        class::PRESS_WORD => point(entries::press(page, start, end), evidence("press", 0.84, true)),
        class::BRANCH => point(entries::branch(page, start, end), evidence("branch", 0.84, true)),
        class::COMPANY_HEAD => {
            // Laboratoires Verdier, Fonderies de la Brenne
            // Arcade Cycles: the last word of a name heads none
            let inner = start > 0 && page.namelike(start - 1) && page.together(start - 1, start) && !page.line_starts(start);
            let inner = inner && extent::from(page, start - 1).is_some_and(|x| x.end > start);
            if page.tokens()[start].capitalized() && !page.loud(start) && !inner {
                if let Some(x) = extent::from(page, start).filter(|x| page.words(*x).count() > 1) {
                    // le tunnel du Bois d'Aulne, le Tunnel du Bois d'Aulne
                    point(Some(Target::Unknown(x)).filter(|t| !inside_longer(page, t)), evidence("head", 0.84, false));
                }
            }
        }
        class::COMPANY_PARTICIPLE => {
            // X, fondée en 2019; X (based in Leeds)
            if start > 1 && matches!(page.mark(start - 1), ',' | '(') {
                point(left(page, start - 1).filter(|t| !placed(page, t)), evidence("apposition", 0.86, false));
            }
        }
        class::ABOUT => {
            if page.opens_sentence(start) {
                if let Some(Target::Unknown(x)) = right(page, end) {
                    if x.end == page.sentence_end(start) || page.line_starts(x.end) {
                        point(Some(Target::Unknown(x)), evidence("about", 0.9, false));
                    }
                }
            }
        }
        _ => {}
    }
}
