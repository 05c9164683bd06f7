//! `--why-not`: what came near to reading some words, and what was missing.

use super::Page;
use factrow::dictionary::slug;
use factrow::{Engine, Span, Value};
use std::io::Write;

/// Most places of the words that are looked at.
const PLACES: usize = 5;

/// Rows of companies and products that are spelled like the words, each with what it asks for.
fn names(engine: &Engine, words: &str) -> Vec<String> {
    let spelled = slug(words);
    let line = |n: factrow::dictionary::Name<'_>| {
        let asks = if n.ambiguous().any(|form| slug(form) == spelled) {
            "an ordinary word too: believed only with evidence beside it, or where the text names it without doubt"
        } else {
            "believed wherever its capitals stand as in the row"
        };
        format!("name.{} ({}), {asks}  [{}]", n.id, n.name, n.source())
    };
    let like = |n: &factrow::dictionary::Name<'_>| n.forms().chain(n.ambiguous()).any(|form| slug(form) == spelled);
    engine.names().iter().filter(like).map(line).collect()
}

/// Says it of each place where the words stand; returns whether they stand anywhere.
pub(super) fn show(out: &mut impl Write, words: &str, page: &Page<'_>, engine: &Engine) -> std::io::Result<bool> {
    let text = page.article.document.text.as_str();
    let mut met = false;
    let names = names(engine, words);
    for (at, _) in text.match_indices(words).filter(|(_, w)| !w.is_empty()).take(PLACES) {
        met = true;
        let span = Span { start: at as u32, end: (at + words.len()) as u32 };
        place(out, words, span, page, engine)?;
        list(out, "rows of names", &names)?;
        writeln!(out)?;
    }
    Ok(met)
}

fn place(out: &mut impl Write, words: &str, span: Span, page: &Page<'_>, engine: &Engine) -> std::io::Result<()> {
    let (document, extraction) = (&page.article.document, page.extraction);
    let text = document.text.as_str();
    let line = page.line_of(span.start);
    let column = text[..span.start as usize].rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    writeln!(out, "{words:?}, line {line}, column {column}")?;
    let source = |s: &str| if s.is_empty() { String::new() } else { format!("  [{s}]") };
    let near = engine.nearly(document, span, extraction);
    let mentions = extraction.mentions.iter().filter(|m| m.span.overlaps(span)).map(|m| match &m.value {
        Value::Entity(_) | Value::Amount(_) | Value::Date(_) => {
            format!("{}: {} {} ({})", m.span.of(text), m.kind.as_str(), m.value, m.rule)
        }
    });
    list(out, "is read as", &mentions.collect::<Vec<_>>())?;
    let readings = near.words.iter().map(|p| {
        let value = if p.value.is_empty() { String::new() } else { format!(" = {}", p.value) };
        format!("{}: {}{value}{}", p.span.of(text), p.class, source(&p.source))
    });
    list(out, "its words", &readings.collect::<Vec<_>>())?;
    let rules = near.rules.iter().map(|r| {
        let taken = r.span.of(text).replace('\n', " ");
        format!("{} {} took `{taken}`, lacks {}{}", r.kind.as_str(), r.rule, r.lacked, source(&r.source))
    });
    list(out, "rules that came near", &rules.collect::<Vec<_>>())?;
    let sentence = extraction.sentences.iter().find(|s| s.overlaps(span));
    let attempts = extraction.attempts.iter().filter(|a| sentence.is_some_and(|s| s.overlaps(a.span))).map(|a| {
        let came = if a.lacked.is_empty() { "gave a fact".to_owned() } else { format!("lacked {}", a.lacked) };
        format!("{} at `{}`: {came}", a.frame, a.span.of(text).replace('\n', " "))
    });
    list(out, "frames tried in its sentence", &attempts.collect::<Vec<_>>())
}

fn list(out: &mut impl Write, title: &str, lines: &[String]) -> std::io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {title}:")?;
    lines.iter().try_for_each(|l| writeln!(out, "    {l}"))
}
