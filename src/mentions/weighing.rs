//! What weighed most in a decision of the weights, in words: for those who ask why.

use crate::dictionary::Weighed;
use crate::document::{Likely, Mention, Part, Span};

/// So many features are told for a decision, and so many against it.
const TOLD: usize = 5;

/// The features that weighed most, as parts of a derivation: `speaks for` and `speaks against`, the heaviest first.
pub(crate) fn reasons(features: &[Weighed], span: Span, words: &Wording) -> Vec<Part> {
    let mut order: Vec<&Weighed> = features.iter().filter(|f| f.weight != 0.0).collect();
    order.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.feature.cmp(&b.feature)));
    let told = |for_it: bool| {
        let class = if for_it { "speaks for" } else { "speaks against" };
        let part = move |f: &&Weighed| Part {
            span,
            class: class.to_owned(),
            value: format!("{} ({:+.2})", said(&f.feature, words), f.weight),
            source: String::new(),
        };
        order.iter().copied().filter(move |f| (f.weight > 0.0) == for_it).take(TOLD).map(move |f| part(&f))
    };
    told(true).chain(told(false)).collect()
}

/// Why a listed name is believed that only the weights speak for.
pub(super) const LIKELY: &str = "likely by all its places";

/// Adds to the names that the weights decided what weighed most, and the places they were weighed with.
pub(super) fn explain(text: &str, mentions: &mut [Mention], log: &[Likely]) {
    for m in mentions {
        if m.rule != "found.likely" && !m.parts.iter().any(|p| p.value == LIKELY) {
            continue;
        }
        let Some(name) = m.entity().map(|e| e.name.clone()) else { continue };
        let here = log.iter().find(|l| l.spans.iter().any(|s| s.overlaps(m.span)));
        // a short form was not weighed by itself
        let Some(l) = here.or_else(|| log.iter().find(|l| l.spans.iter().any(|s| s.of(text) == name))) else { continue };
        let more = reasons(&l.features, m.span, WORDS).into_iter().chain(places(text, &l.spans, m.span));
        m.parts.extend(more);
    }
}

/// The other places that a name was weighed with.
fn places(text: &str, spans: &[Span], here: Span) -> Vec<Part> {
    let n = spans.len();
    let line = |s: Span| 1 + text.as_bytes()[..s.start as usize].iter().filter(|b| **b == b'\n').count();
    let others = spans.iter().filter(|s| **s != here).take(TOLD).map(|s| Part {
        span: *s,
        class: "weighed together with".to_owned(),
        value: format!("line {}, one of {n} places", line(*s)),
        source: String::new(),
    });
    others.collect()
}

/// How features are told: by how they begin, the longest first; the rest stands for `{}`.
pub(crate) type Wording = [(&'static str, &'static str)];

/// How the features of `dictionaries/weights/names.csv` are told.
const WORDS: &Wording = &[
    ("bias", "what holds of all"),
    ("words", "words in the name: {}"),
    ("places", "places of the name: {}"),
    ("legal", "a legal form stands behind it"),
    ("first capitals", "its first word is all capitals"),
    ("last capitals", "its last word is all capitals"),
    ("first inner-capital", "a capital inside its first word"),
    ("last inner-capital", "a capital inside its last word"),
    ("first digits", "digits in its first word"),
    ("last digits", "digits in its last word"),
    ("first length", "letters of its first word: {}"),
    ("last length", "letters of its last word: {}"),
    ("first is", "its first word is also: {}"),
    ("last is", "its last word is also: {}"),
    ("first person", "its first word is in a person's name of this text"),
    ("last person", "its last word is in a person's name of this text"),
    ("first function", "its first word is a function word"),
    ("last function", "its last word is a function word"),
    ("first word", "its first word: `{}`"),
    ("last word", "its last word: `{}`"),
    ("first ending", "its first word ends in: {}"),
    ("last ending", "its last word ends in: {}"),
    ("mark", "a mark in the name: {}"),
    ("link", "a linking word in the name"),
    ("place opens", "it opens a sentence"),
    ("place inside", "it stands inside a sentence"),
    ("loud", "it stands in a headline"),
    ("before-is", "before it stands: {}"),
    ("before2-is", "before it, with a word between, stands: {}"),
    ("before-capital", "a capitalized word stands before it"),
    ("before-quantity", "a quantity stands before it"),
    ("before2", "two words before it: `{}`"),
    ("before", "before it: `{}`"),
    ("behind-is own", "behind its 's stands: {}"),
    ("behind-is -", "behind it stands: {}"),
    ("behind2-is", "behind it, with a word between, stands: {}"),
    ("behind-quantity", "a quantity stands behind it"),
    ("behind own", "behind its 's: `{}`"),
    ("behind -", "behind it: `{}`"),
    ("behind end", "its sentence ends with it"),
    ("behind", "behind it: `{}`"),
    ("possessive", "an 's stands behind it"),
    ("quoted", "it stands in quotes"),
    ("sum-behind", "a large sum stands behind it"),
    ("sum-before", "a large sum stands before it"),
    ("joined", "beside it, behind a comma or an and, stands: {}"),
    ("again-by first", "its first word stands alone elsewhere"),
    ("again-by last", "its last word stands alone elsewhere"),
    ("short-of first", "a longer name starts with it"),
    ("short-of last", "a longer name ends with it"),
    ("near", "in its sentence: {}"),
    ("business", "kinds of business words in its sentences: {}"),
    ("density", "of ten sentences around it, of business: {}"),
    ("cue-kind", "a cue says that it is a {}"),
    ("cue", "a cue points at it: {}"),
    ("known", "settled before as: {}"),
    ("listed-as", "the dictionary has it in the sector: {}"),
    ("listed-cue", "a cue points at it: {}"),
    ("listed", "the dictionary has it"),
    ("score", "points of its evidence: {}"),
    ("reason", "evidence: {}"),
    ("believed", "believed by its evidence: {}"),
];

/// A feature in words.
fn said(feature: &str, words: &Wording) -> String {
    let rest = |begin: &str| {
        let rest = feature.strip_prefix(begin)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
    };
    let best = words.iter().filter_map(|(begin, words)| rest(begin).map(|r| (begin.len(), *words, r))).max_by_key(|(len, _, _)| *len);
    match best {
        Some((_, words, rest)) if words.contains("{}") => words.replace("{}", rest),
        // whether a name has one word or more goes without saying
        Some((_, words, "" | "one" | "more")) => words.to_owned(),
        Some((_, words, rest)) => format!("{words} ({rest})"),
        None => feature.to_owned(),
    }
}
