//! Saved web pages: the article without menus and banners, its title, its language, and when the page says it was
//! published.

mod clean;
mod date;

use super::encoding::decode_as;
use super::{Article, Failure, File, ReadOptions, decode};
use crate::document::{Document, DocumentDate};
use crate::records::Status;
use dom_query::Document as Page;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;

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
    let published = date::published(&page);
    let dated = published.is_some();
    let date = published.map(|span| (span, DocumentDate::HTML));
    let date = date.or_else(|| super::written::in_name(&file.doc).map(|span| (span, DocumentDate::FILE_NAME)));
    let lang = page.select("html").attr("lang").map(|l| l.trim().to_lowercase());
    clean::clean(&page, dated);
    let lead = clean::lead(&page);
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
    if let Some(lead) = lead.filter(|l| !text.contains(l.as_str())) {
        let headed = title.as_deref().is_some_and(|t| text.starts_with(t));
        let at = if headed { text.find('\n').unwrap_or(text.len()) } else { 0 };
        let lead = if at > 0 { format!("\n\n{lead}") } else { format!("{lead}\n\n") };
        text.insert_str(at, &lead);
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

    #[test]
    fn declared_charsets_count() {
        let html = b"<meta charset=\"iso-8859-1\"><p>lev\xe9e de 3 M\x80</p>".to_vec();
        assert_eq!(decode_page(html).map(|(t, e)| (t.contains("levée de 3 M€"), e)), Ok((true, "windows-1252")));
    }
}
