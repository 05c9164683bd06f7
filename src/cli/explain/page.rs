//! A document with why each mention and fact of it is there.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use factrow::formats::input::Article;
use factrow::meaning::Amount;
use factrow::records::fact_rows;
use factrow::{Extraction, Fact, Kind, Part, Span, Value};
use std::io::Write;

/// A document, its extraction, and where its lines start.
pub(in crate::cli) struct Page<'a> {
    pub(in crate::cli) article: &'a Article,
    pub(in crate::cli) extraction: &'a Extraction,
    lines: Vec<usize>,
}

impl<'a> Page<'a> {
    pub(in crate::cli) fn new(article: &'a Article, extraction: &'a Extraction) -> Page<'a> {
        let breaks = article.document.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Page { article, extraction, lines: std::iter::once(0).chain(breaks).collect() }
    }

    pub(in crate::cli) fn line_of(&self, byte: u32) -> usize {
        self.lines.partition_point(|l| *l <= byte as usize)
    }

    pub(in crate::cli) fn mentions(
        &self,
        out: &mut impl Write,
        wanted: &dyn Fn(Span) -> bool,
        kinds: impl Fn(Kind) -> bool,
    ) -> std::io::Result<()> {
        let renderer = Renderer::styled().term_width(140);
        let date = self.extraction.date.as_ref();
        let date = date.map_or_else(|| "no date known".to_owned(), |d| format!("written {} ({})", d.span.edtf(), d.source));
        let name = if self.article.document.id.is_empty() { "text" } else { &self.article.document.id };
        writeln!(out, "{name}: language {}, {date}\n", self.extraction.lang)?;
        for m in self.extraction.mentions.iter().filter(|m| kinds(m.kind) && wanted(m.span)) {
            let title = match &m.value {
                Value::Date(Some(d)) => format!("{} {}, EDTF {}", m.kind.as_str(), m.value, d.edtf()),
                v => format!("{} {v}", m.kind.as_str()),
            };
            let group = self.group(title, m.span, &m.rule, m.confidence, &m.parts);
            writeln!(out, "{}\n", renderer.render(&[group]))?;
        }
        Ok(())
    }

    pub(in crate::cli) fn facts(&self, out: &mut impl Write, wanted: &dyn Fn(Span) -> bool) -> std::io::Result<()> {
        let renderer = Renderer::styled().term_width(140);
        for f in self.extraction.facts.iter().filter(|f| wanted(f.span)) {
            let group = self.group(said(f), f.span, &f.rule, f.confidence, &f.parts);
            writeln!(out, "{}\n", renderer.render(&[group]))?;
        }
        Ok(())
    }

    /// A fact by its id, and the mentions of its evidence; returns whether it is there.
    pub(in crate::cli) fn fact(&self, out: &mut impl Write, id: &str) -> std::io::Result<bool> {
        let at = fact_rows(&self.article.document, self.extraction).position(|r| r.id == id);
        let Some(f) = at.and_then(|i| self.extraction.facts.get(i)) else { return Ok(false) };
        let group = self.group(said(f), f.span, &f.rule, f.confidence, &f.parts);
        writeln!(out, "{}\n", Renderer::styled().term_width(140).render(&[group]))?;
        self.mentions(out, &|span| f.span.overlaps(span), |_| true)?;
        Ok(true)
    }

    /// Whether a span holds a character of a line, both from 1.
    pub(in crate::cli) fn is_at(&self, span: Span, line: usize, column: usize) -> bool {
        let text = self.article.document.text.as_str();
        let Some(from) = line.checked_sub(1).and_then(|l| self.lines.get(l)) else { return false };
        let of_line = text[*from..].split('\n').next().unwrap_or("");
        let Some((at, _)) = of_line.char_indices().nth(column.saturating_sub(1)) else { return false };
        let at = (from + at) as u32;
        span.start <= at && at < span.end
    }

    /// The lines of a span with carets, and below them a line for each part.
    fn group(&self, title: String, span: Span, rule: &'a str, confidence: f32, parts: &'a [Part]) -> Group<'a> {
        let text = self.article.document.text.as_str();
        let first = self.line_of(span.start) - 1;
        let last = self.line_of(span.end.saturating_sub(1).max(span.start)) - 1;
        let (from, to) = (self.lines[first], self.lines.get(last + 1).map_or(text.len(), |l| l - 1));
        let carets = AnnotationKind::Primary.span(span.start as usize - from..span.end as usize - from);
        let source = (!self.article.source.is_empty()).then_some(self.article.source.as_str());
        let snippet = Snippet::source(&text[from..to]).line_start(first + 1).path(source).annotation(carets);
        let note = Level::NOTE.no_name();
        let known = parts.iter().any(|p| p.value == rule);
        let head = (!known).then(|| note.clone().message(format!("{rule}, confidence {confidence:.2}")));
        let rows = parts.iter().map(|p| {
            let words = p.span.of(text).replace(['\n', '\r'], " ");
            let from = if p.source.is_empty() { String::new() } else { format!("  [{}]", p.source) };
            let line = if p.value == rule {
                format!("{rule}, confidence {confidence:.2}{from}")
            } else if p.value.is_empty() || p.value == words {
                format!("{words}: {}{from}", p.class)
            } else {
                format!("{words}: {} = {}{from}", p.class, p.value)
            };
            note.clone().message(line)
        });
        Level::INFO.no_name().primary_title(title).element(snippet).elements(head).elements(rows)
    }
}

/// A fact in a line: `acquisition: Asahi → Van Houtem, 450000000 EUR, planned, 2025-05-22`.
fn said(f: &Fact) -> String {
    let mut line = format!("{}: {}", f.kind.as_str(), f.subject.name);
    if let Some(o) = &f.object {
        line.push_str(&format!(" → {}", o.name));
    }
    let amount = |a: &Amount| Value::Amount(a.clone()).to_string();
    let percent = f.percent.map(|p| format!("{p} %"));
    let date = f.date.map(|d| d.edtf());
    let modality = Some(f.modality.as_str().to_owned());
    for part in [f.money.as_ref().map(amount), f.count.as_ref().map(amount), percent, modality, date].into_iter().flatten() {
        line.push_str(", ");
        line.push_str(&part);
    }
    line
}
