//! A text with what was found in it: marks of mentions and evidence, nested, and paragraphs.

use super::html::Html;
use super::material::{Article, Fact, Mark};
use super::words::Words;

/// What a stretch of the text is.
enum What<'a> {
    Mention(&'a Mark),
    /// Evidence of these facts.
    Evidence(Vec<&'a Fact>),
}

/// A stretch in bytes, end exclusive.
struct Stretch<'a> {
    start: usize,
    end: usize,
    what: What<'a>,
}

/// Name of the place of a fact's evidence in the page; facts of the same words share it.
pub(super) fn anchor(fact: &Fact) -> String {
    match fact.span {
        Some((start, end)) => format!("e{}-{start}-{end}", fact.article + 1),
        None => format!("e{}-{}", fact.article + 1, fact.anchor),
    }
}

/// Writes a text as paragraphs. Stretches that cross are cut, so that elements nest; the name of a stretch is at its first
/// piece, the links back to its facts are behind its last.
pub(super) fn write(html: &mut Html, text: &str, article: &Article, facts: &[Fact], home: &str, words: &Words) {
    let text = text.trim_end();
    let stretches = stretches(text, article, facts);
    let mut coming = stretches.iter().peekable();
    let mut open: Vec<&Stretch> = Vec::new();
    let mut breaks = breaks(text).into_iter().peekable();
    let mut at = 0;
    html.raw("<p dir=\"auto\">");
    loop {
        let stops = [coming.peek().map(|s| s.start), open.iter().map(|s| s.end).min(), breaks.peek().map(|b| b.0)];
        let stop = stops.into_iter().flatten().min().unwrap_or(text.len());
        html.text(&text[at.min(stop)..stop]);
        at = at.max(stop);
        // what ends here, and for a moment what stands inside of it
        if let Some(lowest) = open.iter().position(|s| s.end <= stop) {
            let closed = open.split_off(lowest);
            for s in closed.iter().rev() {
                close(html, s, s.end <= stop, home, words);
            }
            for s in closed.into_iter().filter(|s| s.end > stop) {
                start(html, s, false);
                open.push(s);
            }
        }
        if let Some((_, end)) = breaks.next_if(|b| b.0 <= stop) {
            open.iter().rev().for_each(|s| close(html, s, false, home, words));
            html.raw("</p>\n<p dir=\"auto\">");
            open.iter().for_each(|s| start(html, s, false));
            at = at.max(end);
            continue;
        }
        while let Some(s) = coming.next_if(|s| s.start <= stop) {
            start(html, s, true);
            open.push(s);
        }
        if at >= text.len() && open.is_empty() && coming.peek().is_none() {
            break;
        }
    }
    html.raw("</p>");
}

fn start(html: &mut Html, s: &Stretch, first: bool) {
    match &s.what {
        What::Mention(mark) => {
            html.raw("<mark").attr("class", mark.kind.as_str());
            if first {
                html.attr_if("title", &mark.means);
            }
        }
        What::Evidence(facts) => {
            html.raw("<span class=\"evidence\"");
            if let Some(fact) = facts.first().filter(|_| first) {
                html.attr("id", &anchor(fact));
            }
        }
    }
    html.raw(">");
}

fn close(html: &mut Html, s: &Stretch, last: bool, home: &str, words: &Words) {
    match &s.what {
        What::Mention(_) => {
            html.raw("</mark>");
        }
        What::Evidence(facts) => {
            html.raw("</span>");
            if last {
                facts.iter().for_each(|f| back(html, f, home, words));
            }
        }
    }
}

/// The way from the evidence back to the fact.
pub(super) fn back(html: &mut Html, fact: &Fact, home: &str, words: &Words) {
    let summary = fact.summary(words);
    html.raw("<a").attr("class", &format!("tag {}", super::tables::group(fact.row.get("type"))));
    html.attr("href", &format!("{home}#{}", fact.anchor)).attr("title", &summary);
    html.raw(">").text(words.value("type", fact.row.get("type"))).raw("</a>");
}

/// The stretches of a text, outer ones first. What begins beyond the text, as a table of someone else may say, is left out.
fn stretches<'a>(text: &str, article: &'a Article, facts: &'a [Fact]) -> Vec<Stretch<'a>> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    bytes.push(text.len());
    let byte = |(start, end): (u64, u64)| {
        let of = |n: u64| usize::try_from(n).ok().and_then(|n| bytes.get(n).copied());
        Some((of(start)?, of(end).unwrap_or(text.len()))).filter(|(a, b)| a < b)
    };
    let mut evidence: std::collections::BTreeMap<(usize, usize), Vec<&Fact>> = std::collections::BTreeMap::new();
    for fact in article.facts.iter().map(|f| &facts[*f]) {
        if let Some(span) = fact.span.and_then(byte) {
            evidence.entry(span).or_default().push(fact);
        }
    }
    let evidence = evidence.into_iter().map(|((start, end), facts)| Stretch { start, end, what: What::Evidence(facts) });
    let marks = article.marks.iter().filter_map(|m| {
        let (start, end) = byte(m.span)?;
        Some(Stretch { start, end, what: What::Mention(m) })
    });
    let mut all: Vec<Stretch> = evidence.chain(marks).collect();
    all.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    all
}

/// Empty lines: where they begin and where the next paragraph does.
fn breaks(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('\n') {
        let start = at + found;
        let rest = text[start..].trim_start();
        let end = text.len() - rest.len();
        if text[start..end].matches('\n').count() > 1 && !rest.is_empty() {
            out.push((start, end));
        }
        at = end.max(start + 1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_end_at_empty_lines_alone() {
        assert_eq!(breaks("a\nb\n\n c\r\n\r\nd\n\n"), [(3, 6), (8, 11)]);
    }
}
