//! Saved web pages: the article without menus and banners, its title, its language, and when the page says it was
//! published.

use super::encoding::decode_as;
use super::written::parse_date;
use super::{Article, Failure, File, ReadOptions, decode};
use crate::document::{Document, DocumentDate};
use crate::meaning::DateSpan;
use crate::records::Status;
use dom_query::Document as Page;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use serde_json::Value;

/// Metadata names that state publication, in the order they are believed.
const NAMES: [&str; 18] = [
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "date",
    "pdate",
    "ptime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "originalpublicationdate",
];

/// Shorter texts are what a page says that has no article.
const SHORT: usize = 140;

/// Reads a page.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &ReadOptions) -> Result<Article, Failure> {
    let decoded = match options.encoding {
        None => decode_page(bytes),
        named => decode_as(bytes, named).map(|d| (d.text, d.encoding)),
    };
    let (html, encoding) = decoded.map_err(|e| file.failure(Status::Failed, e))?;
    let page = Page::from(html.as_str());
    let date = published(&page).map(|span| (span, DocumentDate::HTML));
    let date = date.or_else(|| super::written::in_name(&file.doc).map(|span| (span, DocumentDate::FILE_NAME)));
    let lang = page.select("html").attr("lang").map(|l| l.trim().to_lowercase());
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).and_then(|mut r| r.parse()).ok();
    let title = article.as_ref().map(|a| a.title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
    let mut text = article.map(|a| tidy(&a.text_content)).unwrap_or_default();
    if text.chars().count() < SHORT {
        let all = text_of(&html);
        if all.len() > text.len() {
            text = all;
        }
    }
    if let Some(title) = title.as_deref().filter(|t| !text.lines().take(5).any(|l| l.contains(t))) {
        text = format!("{title}\n\n{text}");
    }
    let document = Document {
        id: file.doc.clone(),
        text,
        lang: lang.and_then(|l| l.get(..2).map(str::to_owned)).filter(|l| l.bytes().all(|b| b.is_ascii_lowercase())),
        date: date.map(|(span, source)| DocumentDate { span, source: source.to_owned() }),
        title,
    };
    Ok(Article { document, source: file.source.clone(), format: "html", encoding: encoding.into() })
}

/// All text of a page but that of its frame.
pub(super) fn text_of(html: &str) -> String {
    let page = Page::from(html);
    page.select("script, style, noscript, nav, header, footer, aside, form, template, svg, iframe").remove();
    tidy(&page.select("body").nodes().first().map(|n| n.formatted_text().to_string()).unwrap_or_default())
}

/// Decodes a page: byte order mark, then UTF-8 if it is valid, then what the page declares, then what the bytes look like.
fn decode_page(bytes: Vec<u8>) -> Result<(String, &'static str), String> {
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if !marked && std::str::from_utf8(&bytes).is_err() {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
        let label = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
        let label = label.and_then(|l| l.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).next());
        if let Some(encoding) = label.and_then(|l| Encoding::for_label(l.as_bytes())).filter(|e| *e != encoding_rs::UTF_8) {
            let (text, damaged) = encoding.decode_without_bom_handling(&bytes);
            if !damaged {
                return Ok((text.into_owned(), encoding.name()));
            }
        }
    }
    decode(bytes).map(|d| (d.text, d.encoding))
}

/// When the page says that it was published. Never a bare `<time>`: that may date anything.
fn published(page: &Page) -> Option<DateSpan> {
    json_ld(page)
        .or_else(|| {
            let metas = page.select("meta");
            let metas: Vec<(String, String)> = metas
                .nodes()
                .iter()
                .filter_map(|m| {
                    let name = m.attr("property").or_else(|| m.attr("name"))?;
                    Some((name.trim().to_lowercase(), m.attr("content")?.to_string()))
                })
                .collect();
            NAMES.iter().find_map(|n| metas.iter().filter(|(name, _)| name == n).find_map(|(_, content)| parse_date(content)))
        })
        .or_else(|| {
            let marked = page.select("[itemprop~=datePublished], time[pubdate]");
            let nodes = marked.nodes().iter();
            nodes.filter_map(|n| n.attr("content").or_else(|| n.attr("datetime"))).find_map(|d| parse_date(&d))
        })
        .or_else(|| {
            let url = page.select("link[rel=canonical]").attr("href").or_else(|| page.select("meta[property='og:url']").attr("content"))?;
            in_url(&url)
        })
}

/// `/2024/06/03/` in an address.
fn in_url(url: &str) -> Option<DateSpan> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|w| match w {
        [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => parse_date(&format!("{y}-{m}-{d}")),
        _ => None,
    })
}

/// `datePublished` of the article that JSON-LD describes, or else of the page.
fn json_ld(page: &Page) -> Option<DateSpan> {
    fn walk(value: &Value, of_article: bool) -> Option<DateSpan> {
        match value {
            Value::Array(all) => all.iter().find_map(|v| walk(v, of_article)),
            Value::Object(o) => {
                let types = match &o.get("@type") {
                    Some(Value::String(s)) => s.clone(),
                    Some(Value::Array(a)) => a.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
                    _ => String::new(),
                };
                let article = ["Article", "Posting", "Report"].iter().any(|t| types.contains(t));
                let own = || parse_date(o.get("datePublished")?.as_str()?);
                let nested = || ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|k| walk(o.get(*k)?, of_article));
                if article == of_article { own().or_else(nested) } else { nested() }
            }
            _ => None,
        }
    }
    let scripts = page.select("script[type='application/ld+json']");
    let parsed: Vec<Value> = scripts.nodes().iter().filter_map(|n| serde_json::from_str(n.text().trim()).ok()).collect();
    [true, false].into_iter().find_map(|article| parsed.iter().find_map(|v| walk(v, article)))
}

/// One blank line between paragraphs, no spaces at the ends of lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(head: &str) -> String {
        published(&Page::from(format!("<html><head>{head}</head><body><p>x</p></body></html>"))).map(|d| d.edtf()).unwrap_or_default()
    }

    #[test]
    fn publication_is_believed_in_order() {
        let ld = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
            {"@type":"NewsArticle","datePublished":"2024-06-03T10:00:00+02:00","dateModified":"2024-07-01"}]}</script>"#;
        let meta = r#"<meta property="article:published_time" content="2024-06-02T10:00:00Z">"#;
        assert_eq!(date(&format!("{meta}{ld}")), "2024-06-03");
        assert_eq!(date(meta), "2024-06-02");
        assert_eq!(date(r#"<meta name="DC.date" content="2024-06-01">"#), "2024-06-01");
        assert_eq!(date(r#"<link rel="canonical" href="https://a.example/2024/05/31/title">"#), "2024-05-31");
        assert_eq!(date(r#"<meta property="article:modified_time" content="2024-06-02"><time datetime="2024-06-02">hier</time>"#), "");
    }

    #[test]
    fn declared_charsets_count() {
        let html = b"<meta charset=\"iso-8859-1\"><p>lev\xe9e de 3 M\x80</p>".to_vec();
        assert_eq!(decode_page(html).map(|(t, e)| (t.contains("levée de 3 M€"), e)), Ok((true, "windows-1252")));
    }
}
