//! `factrow explain`: why each mention and fact is there, down to the rows that say so.

use super::args::Explain;
use super::console::Console;
use super::reading::load;
use super::{TROUBLE, file_and_line};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use factrow::formats::input::{Article, Item, expand, walk};
use factrow::meaning::Amount;
use factrow::{Document, DocumentDate, Extraction, Fact, Kind, Part, Span, Value};
use std::io::Write;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) fn run(options: &Explain, console: &Console) -> anyhow::Result<ExitCode> {
    let (engine, _) = load(&options.reading, false, true)?;
    let mut code = ExitCode::SUCCESS;
    let (articles, line) = articles(options, console, &mut code)?;
    let mut out = anstream::stdout().lock();
    for article in articles {
        let extraction = engine.extract(&article.document);
        let page = Page::new(&article, &extraction);
        let lines = line.map_or(1..=usize::MAX, |l| l..=l);
        let kinds = |k: Kind| options.kind.is_empty() || options.kind.contains(&k);
        page.mentions(&mut out, &lines, kinds)?;
        if options.kind.is_empty() {
            page.facts(&mut out, &lines)?;
        }
    }
    Ok(code)
}

/// What is to be explained: the texts of a file, or the argument itself.
fn articles(options: &Explain, console: &Console, code: &mut ExitCode) -> anyhow::Result<(Vec<Article>, Option<usize>)> {
    let read = options.reading.read_options();
    let (path, line) = file_and_line(&options.what);
    if options.text || options.what != "-" && !path.is_file() {
        let date = options.reading.doc_date.map(|span| DocumentDate { span, source: DocumentDate::OPTION.to_owned() });
        let lang = options.reading.read_as.clone();
        let document = Document { id: String::new(), text: options.what.clone(), lang, date, title: None };
        return Ok((vec![Article { document, source: String::new(), format: "txt", encoding: "UTF-8".into() }], None));
    }
    let paths: [PathBuf; 1] = [path];
    let (files, failures) = walk(&paths, None, &read).map_err(anyhow::Error::msg)?;
    let mut articles = Vec::new();
    let mut take = |item: Item| {
        match item.read(&read) {
            Ok(a) => articles.push(a),
            Err(f) => {
                *code = ExitCode::from(TROUBLE);
                console.warning(&format!("{}: {}", f.source, f.error));
            }
        }
        true
    };
    for f in failures {
        take(Item::Failed(f));
    }
    for f in files {
        expand(f, &read, &mut take);
    }
    Ok((articles, line))
}

/// A document, its extraction, and where its lines start.
struct Page<'a> {
    article: &'a Article,
    extraction: &'a Extraction,
    lines: Vec<usize>,
}

impl<'a> Page<'a> {
    fn new(article: &'a Article, extraction: &'a Extraction) -> Page<'a> {
        let breaks = article.document.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Page { article, extraction, lines: std::iter::once(0).chain(breaks).collect() }
    }

    fn line_of(&self, byte: u32) -> usize {
        self.lines.partition_point(|l| *l <= byte as usize)
    }

    fn mentions(&self, out: &mut impl Write, lines: &RangeInclusive<usize>, kinds: impl Fn(Kind) -> bool) -> std::io::Result<()> {
        let renderer = Renderer::styled().term_width(140);
        let date = self.extraction.date.as_ref();
        let date = date.map_or_else(|| "no date known".to_owned(), |d| format!("written {} ({})", d.span.edtf(), d.source));
        let name = if self.article.document.id.is_empty() { "text" } else { &self.article.document.id };
        writeln!(out, "{name}: language {}, {date}\n", self.extraction.lang)?;
        for m in self.extraction.mentions.iter().filter(|m| kinds(m.kind) && lines.contains(&self.line_of(m.span.start))) {
            let title = match &m.value {
                Value::Date(Some(d)) => format!("{} {}, EDTF {}", m.kind.as_str(), m.value, d.edtf()),
                v => format!("{} {v}", m.kind.as_str()),
            };
            let group = self.group(title, m.span, &m.rule, m.confidence, &m.parts);
            writeln!(out, "{}\n", renderer.render(&[group]))?;
        }
        Ok(())
    }

    fn facts(&self, out: &mut impl Write, lines: &RangeInclusive<usize>) -> std::io::Result<()> {
        let renderer = Renderer::styled().term_width(140);
        for f in self.extraction.facts.iter().filter(|f| lines.contains(&self.line_of(f.span.start))) {
            let group = self.group(said(f), f.span, &f.rule, f.confidence, &f.parts);
            writeln!(out, "{}\n", renderer.render(&[group]))?;
        }
        Ok(())
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
