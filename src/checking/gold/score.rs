//! Pairing of what was annotated with what was read.

use super::annotation::{Gold, Marked, Stated};
use super::tally::Scores;
use crate::checking::expectation::Reading;
use crate::checking::finding::{Finding, What, says};
use crate::checking::place::place;
use crate::checking::{Detail, Record};
use crate::records::Table;
use std::cmp::Reverse;

/// What came of a comparison with annotations.
#[derive(Debug, Default)]
pub struct Scored {
    /// Counts.
    pub scores: Scores,
    /// What is missed, wrong and invented.
    pub findings: Vec<Finding>,
    /// Names of the documents that were scored.
    pub documents: Vec<String>,
    /// Annotations that could not be used: of articles that were not read, of words that are not in the text.
    pub unused: Vec<String>,
}

/// Scores what was read. Articles without annotations are left out.
pub fn score(gold: &[Gold], reading: &Reading) -> Scored {
    let mut out = Scored::default();
    for g in gold {
        let Some((doc, text, source)) = article(&g.doc, reading) else {
            out.unused.push(format!("{}: annotated, but no such article was read", g.doc));
            continue;
        };
        let rows = |t: Table| -> Vec<&Record> { reading.rows(t).records.iter().filter(|r| r.doc() == doc).collect() };
        let recorded = reading.rows(Table::Documents).records.iter().find(|r| r.doc() == doc).map_or("", |r| r.get("lang"));
        let lang = g.lang.as_deref().filter(|l| !l.is_empty()).unwrap_or(recorded);
        let mut d = Document { doc, text, source, lang, out: &mut out };
        if let Some(marked) = &g.mentions {
            d.mentions(marked, &rows(Table::Mentions));
        }
        if let Some(stated) = &g.facts {
            d.facts(stated, &rows(Table::Facts));
        }
        out.documents.push(doc.to_owned());
    }
    out
}

/// The article that annotations are about: of that name, else of one that ends or begins in it.
fn article<'r>(gold: &str, reading: &'r Reading) -> Option<(&'r str, &'r str, &'r str)> {
    let wanted = bare(gold);
    let articles = || reading.articles();
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('/'));
    let file = |name: &str| name.rsplit('/').next().unwrap_or("").to_owned();
    let same = articles().find(|(doc, ..)| bare(doc) == wanted);
    let ends = || articles().find(|(doc, ..)| below(&bare(doc), &wanted) || below(&wanted, &bare(doc)));
    same.or_else(ends).or_else(|| articles().find(|(doc, ..)| file(&bare(doc)) == file(&wanted)))
}

/// A document's name without ending and row.
fn bare(doc: &str) -> String {
    let name = doc.split('#').next().unwrap_or("").replace('\\', "/");
    let ending = [".gold.json", ".txt", ".md", ".html", ".htm"].into_iter().find(|e| name.ends_with(e));
    ending.and_then(|e| name.strip_suffix(e)).unwrap_or(&name).to_owned()
}

/// A document under score.
struct Document<'a> {
    doc: &'a str,
    text: &'a str,
    source: &'a str,
    lang: &'a str,
    out: &'a mut Scored,
}

fn overlap(a: (u64, u64), b: (u64, u64)) -> Option<u64> {
    a.1.min(b.1).checked_sub(a.0.max(b.0)).filter(|n| *n > 0)
}

impl Document<'_> {
    /// Pairs each marked span with one mention, kind by kind: those that mean the same first, then those that only overlap.
    fn mentions(&mut self, gold: &[Marked], rows: &[&Record]) {
        let mut marked: Vec<(&Marked, (u64, u64))> = Vec::new();
        for m in gold {
            match m.span(self.text) {
                Some(span) => marked.push((m, span)),
                None => self.out.unused.push(format!("{}: annotated, but not in the text: {:?}", self.doc, m.text)),
            }
        }
        // the kinds in table order, as a stable sort of what stands in text order
        marked.sort_by_key(|(m, _)| m.kind);
        let spans: Vec<(u64, u64)> = rows.iter().map(|r| r.span().unwrap_or_default()).collect();
        let mut used = vec![false; rows.len()];
        for of_kind in marked.chunk_by(|a, b| a.0.kind == b.0.kind) {
            let mut answers: Vec<Option<usize>> = vec![None; of_kind.len()];
            for by_value in [true, false] {
                for (answer, (m, span)) in answers.iter_mut().zip(of_kind).filter(|(answer, _)| answer.is_none()) {
                    let fits = |i: &usize| !used[*i] && m.takes(rows[*i].get("kind")) && (!by_value || m.agrees(rows[*i]));
                    let shared = |i: usize| Some((spans[i] == *span, overlap(spans[i], *span)?, Reverse(i)));
                    *answer = (0..rows.len()).filter(fits).filter_map(shared).max().map(|(_, _, Reverse(i))| i);
                    answer.iter().for_each(|i| used[*i] = true);
                }
            }
            for ((m, span), answer) in of_kind.iter().zip(&answers).filter(|((m, _), _)| !m.optional) {
                self.mention(m, *span, answer.map(|i| rows[i]));
            }
        }
        for ((row, span), _) in rows.iter().zip(&spans).zip(&used).filter(|(_, used)| !**used) {
            // a second reading of what is optional, or of a company inside a product's name, is held against nobody
            let kind = row.get("kind");
            let within = |m: &Marked| m.kind == crate::Kind::Product && kind == "company";
            let excused = |m: &Marked| m.optional || m.value.either && m.takes(kind) || within(m);
            if !marked.iter().any(|(m, at)| overlap(*at, *span).is_some() && excused(m)) {
                self.invented(row, "kind", *span);
            }
        }
    }

    fn mention(&mut self, m: &Marked, span: (u64, u64), answer: Option<&Record>) {
        let kind = m.kind.as_str();
        let tally = self.out.scores.at(false, kind, self.lang, answer.map_or("", |r| r.get("rule")));
        tally.gold += 1;
        let Some(row) = answer else {
            let place = place(Some(self.text), Some(span), None, "");
            return self.finding(What::Missed, Table::Mentions, kind, m.text.clone(), place, None);
        };
        tally.found += 1;
        tally.placed += 1;
        tally.exact += u32::from(row.span() == Some(span));
        let count = |(right, all): &mut (u32, u32), agrees: bool| {
            *right += u32::from(agrees);
            *all += 1;
        };
        if let Some(bound) = &m.value.bound {
            let got = Some(row.get("bound")).filter(|b| !b.is_empty()).unwrap_or("exact");
            count(&mut tally.bound, got == bound);
        }
        if let Some(period) = m.value.period() {
            count(&mut tally.period, row.get("per") == period);
        }
        if m.agrees(row) {
            tally.right += 1;
        } else {
            let place = place(Some(self.text), row.span(), None, "");
            self.finding(What::Wrong, Table::Mentions, kind, says(row), place, Some(row));
            let expected = format!("{} = {}", m.text, m.value.brief());
            let detail = Detail { column: "value", expected, now: says(row) };
            self.out.findings.last_mut().into_iter().for_each(|f| f.details.push(detail.clone()));
        }
    }

    /// Pairs each stated fact with one that was read.
    fn facts(&mut self, gold: &[Stated], rows: &[&Record]) {
        let mut used = vec![false; rows.len()];
        for stated in gold {
            let agreeing = (0..rows.len()).filter(|i| !used[*i]).filter_map(|i| Some((stated.agreement(rows[i])?, Reverse(i))));
            let best = agreeing.max();
            let rule = best.map_or("", |(_, Reverse(i))| rows[i].get("rule"));
            let tally = self.out.scores.at(true, &stated.kind, self.lang, rule);
            tally.gold += 1;
            let Some((agreement, Reverse(i))) = best else {
                let place = self.evidence(stated);
                self.finding(What::Missed, Table::Facts, &stated.kind, stated.brief(), place, None);
                continue;
            };
            used[i] = true;
            tally.found += 1;
            tally.right += 1;
            tally.placed += 1;
            tally.modality.0 += u32::from(agreement.modality);
            tally.modality.1 += 1;
            if stated.date.is_some() {
                tally.date.0 += u32::from(agreement.date);
                tally.date.1 += 1;
            }
        }
        for (row, _) in rows.iter().zip(&used).filter(|(_, used)| !**used) {
            // a fact said twice is found twice
            if !gold.iter().any(|g| g.agreement(row).is_some()) {
                self.invented(row, "type", row.span().unwrap_or_default());
            }
        }
    }

    fn evidence(&self, stated: &Stated) -> Option<crate::checking::Place> {
        let at = self.text.find(&stated.evidence).filter(|_| !stated.evidence.is_empty())?;
        let start = self.text[..at].chars().count() as u64;
        let span = (start, start + stated.evidence.chars().count() as u64);
        place(Some(self.text), Some(span), None, "")
    }

    fn invented(&mut self, row: &Record, kind: &str, span: (u64, u64)) {
        let kind = row.get(kind);
        self.out.scores.at(row.table() == Table::Facts, kind, self.lang, row.get("rule")).found += 1;
        let place = place(Some(self.text), Some(span), None, "");
        self.finding(What::Invented, row.table(), kind, says(row), place, Some(row));
    }

    fn finding(&mut self, what: What, table: Table, kind: &str, says: String, place: Option<crate::checking::Place>, row: Option<&Record>) {
        let rule = row.map_or(kind, |r| r.get("rule"));
        let doc = self.doc.to_owned();
        self.out.findings.push(Finding {
            id: String::new(),
            what,
            table,
            doc,
            source: self.source.to_owned(),
            kind: kind.to_owned(),
            rule: rule.to_owned(),
            says,
            details: Vec::new(),
            place,
            expected: None,
            now: row.cloned(),
            rejected: false,
        });
    }
}
