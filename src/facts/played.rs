//! What part a company plays beside the one that a text is about: adviser, lender, owner, client, rival.

use super::sentence::{Placed, Sentence};
use crate::dictionary::{Part, class, part};

/// A word for its part stands at most so many tokens before a name.
const BEFORE: usize = 4;

/// And so many behind the comma that follows it.
const BEHIND: usize = 6;

/// `administrators from X`, `X, the court-appointed monitor`, `analysts at X`, `rival X`, `including X`: the part that the words
/// beside a name give it.
pub(crate) fn played(s: &Sentence<'_>, p: Placed) -> &'static Part<'static> {
    words(s, p).map_or(part!("-"), named)
}

/// `Administrators X said`, `Le liquidateur, X,`: whether a name is of whoever winds up the firm told of.
pub(crate) fn winds_up(s: &Sentence<'_>, p: Placed) -> bool {
    words(s, p) == Some("practitioner")
}

/// The part, as the words say it.
fn words<'a>(s: &Sentence<'a>, p: Placed) -> Option<&'a str> {
    if !s.classes().contains(class::PART_PLAYED) {
        return None;
    }
    let plain = |i: usize| s.at(i).is_none() && !matches!(s.mark(i), ';' | ':' | '.' | ')');
    let mut i = p.start;
    for _ in 0..BEFORE {
        if i <= s.lo || !plain(i - 1) {
            break;
        }
        if let Some((_, w)) = s.word_before(i, class::PART_PLAYED) {
            return Some(w.value);
        }
        i -= 1;
    }
    let from = p.end + usize::from(p.end < s.hi && matches!(s.mark(p.end), ',' | '(' | '–'));
    let reach = if from > p.end { BEHIND } else { 1 };
    for i in from..s.hi.min(from + reach) {
        if !plain(i) || s.mark(i) == ',' {
            break;
        }
        if let Some((_, w)) = s.word_at(i, class::PART_PLAYED) {
            return Some(w.value);
        }
    }
    None
}

fn named(value: &str) -> &'static Part<'static> {
    match value {
        "adviser" | "practitioner" => part!("adviser"),
        "analyst" => part!("analyst"),
        "lender" => part!("lender"),
        "owner" => part!("owner"),
        "client" => part!("client"),
        "rival" => part!("rival"),
        "listed" => part!("listed"),
        _ => part!("else"),
    }
}

/// `deux anciens de X`, `former X engineers`, `the former X mill`, `l'ancienne usine X`: a company that somebody has left takes no
/// part; but `its former owner X` does.
pub(crate) fn of_former(s: &Sentence<'_>, p: Placed) -> bool {
    if !s.classes().contains(class::FORMERLY) {
        return false;
    }
    let small = |i: usize| s.at(i).is_none() && s.text(i).starts_with(|c: char| c.is_lowercase());
    // former X engineers
    let next = p.end < s.hi && small(p.end) && !s.is(p.end, class::AUX) && !s.is(p.end, class::CONJUNCTION) && s.marker_at(p.end).is_none();
    if s.word_before(p.start, class::FORMERLY).is_some() {
        return next && !s.is(p.end, class::CLAUSE) && !s.is(p.end, class::RELATIVE);
    }
    let of = s.word_before(p.start, class::M_OF).map(|(of, _)| of);
    let from = of.unwrap_or(p.start);
    let site = from > s.lo && s.is(from - 1, class::SITE_NOUN);
    if of.is_none() && !site {
        return false;
    }
    for i in (from.saturating_sub(3).max(s.lo)..from).rev() {
        if s.is(i, class::FORMERLY) {
            return true;
        }
        if !small(i) || !site && (s.is(i, class::COMPANY_NOUN) || s.is(i, class::RELATION_NOUN)) {
            return false;
        }
    }
    false
}
