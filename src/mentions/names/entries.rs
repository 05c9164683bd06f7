//! Names told by how they are set beside sums, branches and short names: entries of digests, subsidiaries, aliases in
//! brackets.

use super::cues::{Evidence, Sighting, Target};
use super::extent::Extent;
use super::page::Page;
use super::pointing;
use super::registry::Registry;
use crate::dictionary::{NameKind, class};
use crate::document::Kind;
use crate::reading::tokens::{LINE, PARAGRAPH, Shape};

/// `Ombelio, 4,5 M€.` at the head of a paragraph; `Ombelio (Quimper, 1,6 M€)`: entries of a digest of fund-raisings.
pub(super) fn entry(page: &Page<'_>, at: usize, out: &mut Vec<Sighting>) {
    let mark = page.text(at);
    let bracket = mark == "(";
    if !bracket && !matches!(mark, "," | ":" | "–" | "—") || at == 0 {
        return;
    }
    let near = page.sentence_end(at).min(at + if bracket { 6 } else { 2 });
    let Some(m) = (at + 1..near).filter(|i| bracket || *i == at + 1).find_map(|i| page.large_sum(i)) else { return };
    let close = page.tokens().partition_point(|t| t.start < m.span.end);
    let ends = if bracket { page.text(close) == ")" } else { page.text(close) == "." || page.line_starts(close) };
    let Some(Target::Unknown(x)) = pointing::left(page, at).filter(|_| ends) else { return };
    let headed = page.tokens()[x.start].is(PARAGRAPH);
    let listed = (x.start.saturating_sub(2)..x.start).any(|i| page.text(i) == ":" || page.is_alone(i, class::NAME_AND));
    if headed || bracket && listed {
        let e = Evidence { cue: "entry", confidence: 0.8, start: at, end: close, word: None, kind: Kind::Company, sure: false };
        out.push(Sighting { target: Target::Unknown(x), evidence: e });
    }
}

/// `KBC Securities`, `Virgin Media Ireland`: a company's name with a word behind that makes it its subsidiary's.
pub(super) fn branch(page: &Page<'_>, start: usize, end: usize) -> Option<Target> {
    let before = start.checked_sub(1)?;
    let t = &page.tokens()[start];
    if !t.capitalized() || t.glued() || t.is(LINE) || page.loud(start) || !page.together(before, end - 1) {
        return None;
    }
    let (_, c) = page.candidate(before).filter(|(_, c)| c.end == start)?;
    let form = page.names.form(c.form);
    // one more unknown capital may stand behind: Crédit Agricole Centre Ouest has its row or none
    let more = page.tokens().get(end).is_some_and(|n| n.shape == Shape::Word && n.capitalized() && !n.glued() && page.together(start, end));
    let sum = page.large_sum(end).is_some();
    let whole = !form.ambiguous && page.names.row(form.row).kind == NameKind::Company && !more && !sum;
    whole.then_some(Target::Unknown(Extent { start: c.start, end, core: end }))
}

/// `Okanor Ciderworks Inc. ("OKC")`, `Banque Merlin (« BM »)`: the short name that a text gives a company in brackets.
pub(super) fn aliases(page: &Page<'_>, registry: &mut Registry) {
    let tokens = page.tokens();
    let quote = |i: usize| matches!(page.text(i), "\"" | "“" | "”" | "«" | "»" | "‘" | "’");
    for at in 1..tokens.len().saturating_sub(4) {
        if page.text(at) != "(" || !quote(at + 1) || !page.together(at - 1, at + 3) {
            continue;
        }
        let name = at + 2;
        let single = tokens[name].shape == Shape::Word && tokens[name].capitalized() && quote(name + 1);
        let common = page.is(name, class::COMPANY_NOUN) || page.is(name, class::COMMON_WORD) || page.is(name, class::NAME_HEAD);
        if !single || common || page.candidate(name).is_some() || page.function(name) {
            continue;
        }
        let of = match pointing::left(page, at) {
            Some(Target::Unknown(x)) => registry.company(page, x).map(Alias::Of),
            Some(Target::Candidate(c)) => {
                let row = page.names.form(page.candidates[c].form).row;
                (page.names.row(row).kind == NameKind::Company).then_some(Alias::Row(row))
            }
            None => None,
        };
        if let Some(of) = of {
            registry.add_alias(page, name, of);
        }
    }
}

/// Whose other name a name is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Alias {
    /// A found name's.
    Of(usize),
    /// A row's.
    Row(u32),
}
