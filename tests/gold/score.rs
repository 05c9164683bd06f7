//! Counting of what was found, missed and invented.

use crate::annotation::{Agreement, Annotation, Marked};
use factrow::{Document, Extraction, Kind, Mention, Span};
use std::collections::BTreeMap;

/// Counts of one kind.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Marked by people, and not optional.
    pub(crate) gold: u32,
    /// Found, but for what answers something optional.
    pub(crate) found: u32,
    /// Found with the right value.
    pub(crate) right: u32,
    /// Found at the right place, whatever the value.
    pub(crate) placed: u32,
}

impl Score {
    pub(crate) fn precision(&self) -> f64 {
        if self.found == 0 { 0.0 } else { f64::from(self.right) / f64::from(self.found) }
    }

    pub(crate) fn recall(&self) -> f64 {
        if self.gold == 0 { 0.0 } else { f64::from(self.right) / f64::from(self.gold) }
    }

    pub(crate) fn f1(&self) -> f64 {
        let sum = f64::from(self.found + self.gold);
        if sum == 0.0 { 0.0 } else { 2.0 * f64::from(self.right) / sum }
    }
}

/// Counts of everything.
#[derive(Debug)]
pub(crate) struct Scores {
    pub(crate) by_kind: BTreeMap<Kind, Score>,
    pub(crate) facts: Score,
    /// Facts found whose gold states a date, and those of them with that date.
    pub(crate) dated: (u32, u32),
    /// Facts found with the right modality.
    pub(crate) modality: u32,
    pub(crate) errors: Vec<String>,
}

impl Default for Scores {
    fn default() -> Scores {
        let by_kind = Kind::ALL.into_iter().map(|k| (k, Score::default())).collect();
        Scores { by_kind, facts: Score::default(), dated: (0, 0), modality: 0, errors: Vec::new() }
    }
}

impl Scores {
    /// Pairs each marked span with one mention: those that mean the same first, then those that only overlap.
    pub(crate) fn mentions(&mut self, gold: &Annotation, document: &Document, extraction: &Extraction) {
        let text = document.text.as_str();
        let marked: Vec<(&Marked, Span)> = gold.mentions.iter().filter_map(|m| Some((m, m.span(text)?))).collect();
        assert_eq!(marked.len(), gold.mentions.len(), "{}: a marked span is not in the text", gold.doc);
        let found = &extraction.mentions;
        let mut answer: Vec<Option<usize>> = vec![None; marked.len()];
        let mut used = vec![false; found.len()];
        for by_value in [true, false] {
            for (slot, (m, span)) in answer.iter_mut().zip(&marked).filter(|(slot, _)| slot.is_none()) {
                let fits = |i: &usize| {
                    let f = &found[*i];
                    !used[*i] && m.takes(f.kind) && f.span.overlaps(*span) && (!by_value || m.agrees(f))
                };
                let shared = |f: &Mention| f.span.end.min(span.end) - f.span.start.max(span.start);
                *slot = (0..found.len()).filter(fits).max_by_key(|i| (found[*i].span == *span, shared(&found[*i])));
                if let Some(i) = *slot {
                    used[i] = true;
                }
            }
        }
        for ((m, _), slot) in marked.iter().zip(&answer).filter(|((m, _), _)| !m.optional) {
            let score = self.by_kind.entry(m.kind).or_default();
            score.gold += 1;
            let Some(f) = slot.map(|i| &found[i]) else {
                self.errors.push(format!("{} {}: missed {:?}", m.kind.as_str(), gold.doc, m.text));
                continue;
            };
            score.found += 1;
            score.placed += 1;
            if m.agrees(f) {
                score.right += 1;
            } else {
                self.errors.push(format!("{} {}: {:?} read as {} ({})", m.kind.as_str(), gold.doc, m.text, f.value, f.rule));
            }
        }
        for (f, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            // a second reading of what is optional, or of a company inside a product's name, is held against nobody
            let entity = |k: Kind| matches!(k, Kind::Company | Kind::Product);
            let excused =
                |m: &Marked| m.optional || entity(f.kind) && (m.value.either || m.kind == Kind::Product && f.kind == Kind::Company);
            if !marked.iter().any(|(m, span)| f.span.overlaps(*span) && excused(m)) {
                self.by_kind.entry(f.kind).or_default().found += 1;
                self.errors.push(format!("{} {}: invented {:?} = {} ({})", f.kind.as_str(), gold.doc, f.span.of(text), f.value, f.rule));
            }
        }
    }

    /// Pairs each stated fact with the one that agrees most.
    pub(crate) fn facts(&mut self, gold: &Annotation, extraction: &Extraction) {
        let found = &extraction.facts;
        let mut used = vec![false; found.len()];
        for stated in &gold.facts {
            self.facts.gold += 1;
            let agreeing =
                (0..found.len()).filter(|i| !used[*i]).filter_map(|i| Some((stated.agreement(&found[i])?, std::cmp::Reverse(i))));
            let Some((Agreement { date, modality }, std::cmp::Reverse(i))) = agreeing.max() else {
                self.errors.push(format!("facts {}: missed {} {} in {:?}", gold.doc, stated.kind, stated.subject, stated.evidence));
                continue;
            };
            used[i] = true;
            self.facts.right += 1;
            self.facts.placed += 1;
            self.modality += u32::from(modality);
            if stated.date.is_some() {
                self.dated.0 += 1;
                self.dated.1 += u32::from(date);
            }
        }
        self.facts.found += used.iter().filter(|u| **u).count() as u32;
        for (f, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            // a fact said twice is found twice
            if !gold.facts.iter().any(|g| g.agreement(f).is_some()) {
                self.facts.found += 1;
                self.errors.push(format!("facts {}: invented {} {} ({})", gold.doc, f.kind.as_str(), f.subject.name, f.rule));
            }
        }
    }
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{:10}{:>6}{:>7}{:>8}{:>8}{:>8}{:>8}", "kind", "gold", "found", "placed", "P", "R", "F1")?;
        let kinds = self.by_kind.iter().map(|(k, s)| (k.as_str(), s));
        for (name, s) in kinds.chain([("facts", &self.facts)]) {
            writeln!(f, "{name:10}{:6}{:7}{:8}{:8.3}{:8.3}{:8.3}", s.gold, s.found, s.placed, s.precision(), s.recall(), s.f1())?;
        }
        let (dated, right) = self.dated;
        writeln!(f, "dates of facts {right}/{dated}, modality {}/{}", self.modality, self.facts.right)
    }
}
