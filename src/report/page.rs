//! The page as a whole, and the pages of single articles where there are too many for one.

use super::csp::policy;
use super::html::Html;
use super::material::{Material, Text};
use super::words::{Language, Words};
use super::{articles, charts, tables};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A report about to be written.
pub struct Page<'a> {
    pub(super) material: &'a Material,
    pub(super) words: Words,
    /// Name of the page and of the folder beside it, if each article has a page of its own.
    split: Option<(String, String)>,
}

impl<'a> Page<'a> {
    /// Everything on one page.
    pub fn new(material: &'a Material, language: Language) -> Page<'a> {
        Page { material, words: Words::new(language), split: None }
    }

    /// An index named `page`, and a page for each article in a folder beside it.
    #[must_use]
    pub fn split(self, page: &str, folder: &str) -> Page<'a> {
        Page { split: Some((page.to_owned(), folder.to_owned())), ..self }
    }

    /// The page, or the index.
    pub fn render(&self) -> String {
        let words = &self.words;
        let mut html = Html::default();
        self.head(&mut html, words.get("title"), Some(SCRIPT));
        self.masthead(&mut html);
        html.raw("<main>\n");
        tables::facts(&mut html, self);
        charts::timeline::section(&mut html, self);
        charts::amounts::section(&mut html, self);
        charts::users::section(&mut html, self);
        tables::companies(&mut html, self);
        tables::articles(&mut html, self);
        if self.split.is_none() {
            articles::all(&mut html, self);
        }
        html.raw("</main>\n<footer><p>").text(words.get("made")).raw(" ").text(env!("CARGO_PKG_VERSION"));
        html.raw(" · <a href=\"#top\">")
            .text(words.get("top"))
            .raw("</a></p></footer>\n<script>")
            .raw(SCRIPT)
            .raw("</script>\n</body></html>\n");
        html.finish()
    }

    /// The pages of single articles: name in the folder, and page. Nothing if all is on one page.
    pub fn articles(&self) -> impl Iterator<Item = (String, String)> {
        let home = self.split.as_ref().map(|(page, _)| format!("../{}", address(page)));
        let read = self.material.articles.iter().enumerate().filter(|(_, a)| a.is_read());
        read.filter_map(move |(at, article)| {
            let home = home.as_ref()?;
            let mut html = Html::default();
            self.head(&mut html, article.title(), None);
            html.raw("<main class=\"single\"><p><a").attr("href", &format!("{home}#articles")).raw(">← ").text(self.words.get("back"));
            html.raw("</a></p>\n<h1><bdi>").text(article.title()).raw("</bdi></h1>\n");
            articles::legend(&mut html, self);
            articles::one(&mut html, self, at, article, home);
            html.raw("</main>\n</body></html>\n");
            Some((file_name(at), html.finish()))
        })
    }

    /// Address of a named place in an article.
    pub(super) fn place(&self, article: usize, anchor: &str) -> String {
        match &self.split {
            Some((_, folder)) => format!("{}/{}#{anchor}", address(folder), file_name(article)),
            None => format!("#{anchor}"),
        }
    }

    fn head(&self, html: &mut Html, title: &str, script: Option<&str>) {
        html.raw("<!DOCTYPE html>\n<html").attr("lang", self.words.language.code()).raw("><head><meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\"").attr("content", &policy(STYLE, script)).raw(">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.raw("<title>").text(title).raw("</title>\n<style>").raw(STYLE).raw("</style></head>\n<body id=\"top\">\n");
    }

    /// What there is, in figures, and the ways to its parts.
    fn masthead(&self, html: &mut Html) {
        let (words, material) = (&self.words, self.material);
        html.raw("<a class=\"skip\" href=\"#facts\">")
            .text(words.get("skip"))
            .raw("</a>\n<header class=\"masthead\"><h1>")
            .text(words.get("title"));
        html.raw("</h1>\n<ul class=\"totals\">");
        let read = material.articles.iter().filter(|a| a.is_read()).count();
        let mentions = material.articles.iter().map(|a| a.marks.len()).sum();
        for (n, key) in
            [(read, "articles"), (material.facts.len(), "facts"), (material.companies.len(), "companies"), (mentions, "mentions")]
        {
            let counted = words.counted(n, key);
            let (figure, word) = counted.split_once('\u{a0}').unwrap_or((&counted, ""));
            html.raw("<li><b>").text(figure).raw("</b> ").text(word).raw("</li>");
        }
        html.raw("</ul>\n<p class=\"period\">");
        let dates = || material.articles.iter().map(|a| a.row.get("doc_date")).filter(|d| !d.is_empty());
        if let (Some(first), Some(last)) = (dates().min(), dates().max()) {
            html.text(words.get("written")).raw(" ").text(first);
            if first != last {
                html.raw(" – ").text(last);
            }
        }
        html.raw("</p>\n");
        let unread = material.articles.len() - read;
        if unread > 0 {
            html.raw("<p class=\"missing\"><a href=\"#articles\">").text(&words.counted(unread, "unread")).raw("</a></p>\n");
        }
        let gone = material.articles.iter().filter(|a| a.is_read() && !matches!(a.text, Text::There(_))).count();
        if gone > 0 {
            html.raw("<p class=\"missing\">").text(words.get("texts.gone")).raw(" ").text(&words.counted(gone, "articles")).raw(".</p>\n");
        }
        html.raw("</header>\n<nav").attr("aria-label", words.get("nav")).raw("><ul>");
        let parts = ["facts", "timeline", "amounts", "users", "companies", "articles", "texts"];
        for part in parts.into_iter().filter(|p| *p != "texts" || self.split.is_none()) {
            html.raw("<li><a").attr("href", &format!("#{part}")).raw(">").text(words.get(part)).raw("</a></li>");
        }
        html.raw("</ul></nav>\n");
    }
}

/// Names are by place, which no name of an article can spoil.
fn file_name(article: usize) -> String {
    format!("{:05}.html", article + 1)
}

/// A file's name as part of an address.
fn address(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '%' | '#' | '?' | ' ' | '\\' | ':' => out.push_str(&format!("%{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
