//! The articles, each with what was found in it.

use super::html::Html;
use super::material::{Article, Text};
use super::page::Page;
use super::text;
use crate::document::Kind;

/// All articles that were read, one below the other.
pub(super) fn all(html: &mut Html, page: &Page) {
    let words = &page.words;
    html.raw("<section id=\"texts\" aria-labelledby=\"h-texts\"><h2 id=\"h-texts\">").text(words.get("texts")).raw("</h2>\n");
    legend(html, page);
    for (at, article) in page.material.articles.iter().enumerate().filter(|(_, a)| a.is_read()) {
        one(html, page, at, article, "");
    }
    html.raw("</section>\n");
}

/// What the colours and tags of mentions are.
pub(super) fn legend(html: &mut Html, page: &Page) {
    html.raw("<p class=\"legend\">").text(page.words.get("legend")).raw(" ");
    for kind in Kind::ALL {
        html.raw("<mark").attr("class", kind.as_str()).raw(">").text(page.words.value("kind", kind.as_str())).raw("</mark> ");
    }
    html.raw("</p>\n");
}

/// One article; `home` is where its facts are, nothing on the same page.
pub(super) fn one(html: &mut Html, page: &Page, at: usize, article: &Article, home: &str) {
    let words = &page.words;
    html.raw("<article").attr("id", &format!("a{}", at + 1)).attr("aria-labelledby", &format!("h{}", at + 1)).raw("><h3");
    html.attr("id", &format!("h{}", at + 1)).raw("><bdi>").text(article.title()).raw("</bdi></h3>\n<p class=\"about\">");
    let name = Some(article.row.doc()).filter(|doc| *doc != article.title()).unwrap_or_default();
    let known = [name, article.row.get("doc_date"), words.value("lang", article.row.get("lang"))];
    for part in known.into_iter().filter(|p| !p.is_empty()) {
        html.raw("<span><bdi>").text(part).raw("</bdi></span> ");
    }
    html.raw("<span>").text(&words.counted(article.marks.len(), "mentions")).raw("</span> <span>");
    html.text(&words.counted(article.facts.len(), "facts")).raw("</span></p>\n");
    match &article.text {
        Text::There(body) => {
            html.raw("<div class=\"text\"").attr_if("lang", article.row.get("lang")).raw(">");
            text::write(html, body, article, &page.material.facts, home, words);
        }
        gone => {
            html.raw("<p class=\"missing\">");
            html.text(words.get(if *gone == Text::Gone { "text.gone" } else { "text.changed" })).raw("</p>\n");
            html.raw("<div class=\"text\"").attr_if("lang", article.row.get("lang")).raw(">");
            sentences(html, page, article, home);
        }
    }
    html.raw("</div></article>\n");
}

/// Where there is no text: the sentences that the facts were read from, each once.
fn sentences(html: &mut Html, page: &Page, article: &Article, home: &str) {
    let mut met = std::collections::BTreeMap::<String, Vec<_>>::new();
    let mut order = Vec::new();
    for fact in article.facts.iter().map(|f| &page.material.facts[*f]) {
        let anchor = text::anchor(fact);
        if !met.contains_key(&anchor) {
            order.push(anchor.clone());
        }
        met.entry(anchor).or_default().push(fact);
    }
    for anchor in order {
        let facts = met.remove(&anchor).unwrap_or_default();
        html.raw("<p dir=\"auto\"><span class=\"evidence\"").attr("id", &anchor).raw(">");
        html.text(facts.first().map_or("", |f| f.row.get("evidence"))).raw("</span>");
        facts.iter().for_each(|f| text::back(html, f, home, &page.words));
        html.raw("</p>\n");
    }
}
