//! When a web page says that its article was published.

use super::super::written::parse_date;
use crate::meaning::DateSpan;
use dom_query::Document as Page;
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

/// When the page says that it was published. Never a bare `<time>`: that may date anything.
pub(super) fn published(page: &Page) -> Option<DateSpan> {
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
            // a class that says so; other articles of the page may have it too
            let marked = page.select("time.published[datetime], .dt-published[datetime], abbr.published[title]");
            let mut days = marked.nodes().iter().filter_map(|n| parse_date(&n.attr("datetime").or_else(|| n.attr("title"))?));
            let first = days.next()?;
            days.all(|d| d == first).then_some(first)
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
                // the day a site or a film came out is not that of the page
                let page = types.is_empty() || types.contains("Page");
                let own = || parse_date(o.get("datePublished")?.as_str()?).filter(|_| article || page);
                let nested = || ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|k| walk(o.get(*k)?, of_article));
                if article == of_article { own().or_else(nested) } else { nested() }
            }
            _ => None,
        }
    }
    let scripts = page.select("script[type='application/ld+json']");
    let parsed: Vec<Value> = scripts.nodes().iter().filter_map(|n| lenient(&n.text())).collect();
    [true, false].into_iter().find_map(|article| parsed.iter().find_map(|v| walk(v, article)))
}

/// JSON as pages have it: in comments or CDATA marks, with line breaks in strings and commas behind the last value.
fn lenient(script: &str) -> Option<Value> {
    let marks =
        |l: &&str| !matches!(l.trim(), "//<![CDATA[" | "//]]>" | "/* <![CDATA[ */" | "/* ]]> */" | "<![CDATA[" | "]]>" | "<!--" | "-->");
    let json = script.lines().filter(marks).collect::<Vec<_>>().join(" ");
    let json = json.trim().trim_end_matches(';').replace('\t', " ");
    serde_json::from_str(&json).ok().or_else(|| {
        let mut kept = String::with_capacity(json.len());
        for c in json.chars() {
            if matches!(c, '}' | ']') && kept.trim_end().ends_with(',') {
                kept.truncate(kept.trim_end().len() - 1);
            }
            kept.push(c);
        }
        serde_json::from_str(&kept).ok()
    })
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
        let marked = |s: &str| date(&format!("</head><body>{s}"));
        assert_eq!(marked(r#"<time class="entry-date published" datetime="2024-05-30T10:00">x</time>"#), "2024-05-30");
        let two = r#"<time class=published datetime="2024-05-30">x</time><time class=published datetime="2023-01-02">y</time>"#;
        assert_eq!(marked(two), "");
    }

    #[test]
    fn damaged_metadata_is_read_and_that_of_the_site_is_not() {
        let ld = |json: &str| date(&format!("<script type=\"application/ld+json\">{json}</script>"));
        assert_eq!(ld("//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-06-03\"}\n//]]>"), "2024-06-03");
        assert_eq!(ld("{\"@type\":\"NewsArticle\",\"description\":\"a\nb\",\"datePublished\":\"2024-06-03\",}"), "2024-06-03");
        assert_eq!(ld("[{\"@type\":\"WebSite\",\"datePublished\":\"2011-01-01\"},{\"@type\":\"Movie\",\"datePublished\":\"1999\"}]"), "");
        assert_eq!(ld("{\"@type\":\"WebPage\",\"datePublished\":\"2024-06-03\"}"), "2024-06-03");
    }
}
