//! Facts, companies and articles as tables. The script sorts and filters by the values in `data-` attributes; without it the
//! tables are the same.

use super::html::Html;
use super::material::Fact;
use super::page::Page;
use super::text::anchor;
use crate::records::Table;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Most characters of a quotation in the table; all of it stands in the article.
const QUOTATION: usize = 220;

/// The group of a type of fact, which gives it its colour: who deals with whom, what things are worth, how many people, and
/// what happened besides.
pub(super) fn group(kind: &str) -> &'static str {
    match kind {
        "acquisition" | "stake" | "investment" | "funding" | "deal" | "partnership" => "dealing",
        "valuation" | "market_cap" | "ipo" | "revenue" | "profit" | "loss" | "spending" | "price" => "worth",
        "users" | "headcount" | "layoffs" => "people",
        _ => "event",
    }
}

/// The columns of the facts and how they sort: `n` as numbers, `d` as days, `t` as text.
const FACTS: [(&str, &str); 8] = [
    ("type", "t"),
    ("subject", "t"),
    ("object", "t"),
    ("amount", "n"),
    ("count", "n"),
    ("date", "d"),
    ("modality", "t"),
    ("evidence", "t"),
];

/// The table of facts with the form that filters it.
pub(super) fn facts(html: &mut Html, page: &Page) {
    let words = &page.words;
    let facts = &page.material.facts;
    html.raw("<section id=\"facts\" aria-labelledby=\"h-facts\"><h2 id=\"h-facts\">").text(words.get("facts")).raw("</h2>\n");
    if facts.is_empty() {
        html.raw("<p>").text(words.get("none")).raw("</p></section>\n");
        return;
    }
    html.raw("<p class=\"note\">").text(words.get("facts.note")).raw("</p>\n");
    form(html, page);
    html.raw("<div class=\"sheet tall\" tabindex=\"0\" role=\"region\"").attr("aria-label", words.get("facts")).raw(">");
    html.raw("<table id=\"facts-table\" class=\"sortable cards\">");
    head(html, page, &FACTS);
    for fact in facts {
        row(html, page, fact);
    }
    html.raw("</tbody></table></div>\n");
    // the same rows as facts.csv has, a line each, for saving what is shown
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let header: Vec<&str> = Table::Facts.columns().iter().map(|c| c.name).collect();
    let written = csv.write_record(&header).and_then(|()| facts.iter().try_for_each(|f| csv.write_record(f.row.cells())));
    if let (Ok(()), Ok(bytes)) = (written, csv.into_inner()) {
        html.raw("<pre id=\"facts-csv\" hidden>").text(&String::from_utf8_lossy(&bytes)).raw("</pre>\n");
    }
    html.raw("</section>\n");
}

fn row(html: &mut Html, page: &Page, fact: &Fact) {
    let (words, row) = (&page.words, &fact.row);
    let kind = row.get("type");
    html.raw("<tr").attr("id", &fact.anchor).attr("data-type", kind).attr("data-modality", row.get("modality"));
    html.attr_if("data-currency", row.get("currency"));
    if let Some((from, to)) = fact.period() {
        html.attr("data-from", &from.to_string()).attr("data-to", &to.to_string());
    }
    html.raw("><td><span").attr("class", &format!("tag {}", group(kind))).raw(">");
    html.text(words.value("type", kind)).raw("</span></td>");
    for (label, column) in [("subject", "subject"), ("object", "object")] {
        cell(html, page, label, "", row.get(column));
    }
    let number = |n: Option<Decimal>| n.map(|n| n.normalize().to_string()).unwrap_or_default();
    cell(html, page, "amount", &number(fact.amount), &fact.money().map(|f| f.words(words)).unwrap_or_default());
    let mut counts: Vec<String> = fact.counted().map(|f| f.words(words)).into_iter().collect();
    counts.extend(fact.percent.map(|p| format!("{}\u{a0}%", super::figures::short(p, words.language))));
    cell(html, page, "count", &number(fact.count.or(fact.percent)), &counts.join(", "));
    cell(html, page, "date", &fact.days.map(|(from, _)| from.to_string()).unwrap_or_default(), row.get("edtf"));
    html.raw("<td")
        .attr("data-label", words.get("modality"))
        .raw("><span")
        .attr("class", &format!("modality {}", class(row.get("modality"))));
    html.raw(">").text(words.value("modality", row.get("modality"))).raw("</span></td>");
    html.raw("<td class=\"quotation\"><a").attr("href", &page.place(fact.article, &anchor(fact))).raw(">");
    html.text(&quotation(row.get("evidence"))).raw("</a> <small><bdi>").text(page.material.articles[fact.article].title());
    html.raw("</bdi></small></td></tr>\n");
}

/// Only words that the style sheet knows become classes.
fn class(modality: &str) -> &'static str {
    ["asserted", "reported", "planned", "denied"].into_iter().find(|m| *m == modality).unwrap_or("")
}

fn quotation(evidence: &str) -> String {
    match evidence.char_indices().nth(QUOTATION) {
        None => evidence.to_owned(),
        Some((at, _)) => format!("{}…", evidence[..at].rsplit_once(' ').map_or(&evidence[..at], |(head, _)| head)),
    }
}

/// A cell that sorts by a value and says its column where the table is shown as cards. Empty ones stay bare.
fn cell(html: &mut Html, page: &Page, label: &str, value: &str, text: &str) {
    if text.is_empty() {
        html.raw("<td></td>");
        return;
    }
    html.raw("<td").attr("data-label", page.words.get(label)).attr_if("data-value", value).raw(">").text(text).raw("</td>");
}

fn head(html: &mut Html, page: &Page, columns: &[(&str, &str)]) {
    html.raw("<thead><tr>");
    for (key, sort) in columns {
        html.raw("<th scope=\"col\"").attr("data-key", key).attr("data-sort", sort).raw(">").text(page.words.get(key)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
}

/// The form; hidden until there is a script to serve it.
fn form(html: &mut Html, page: &Page) {
    let words = &page.words;
    let facts = &page.material.facts;
    let values = |column: &'static str| facts.iter().map(move |f| f.row.get(column)).filter(|v| !v.is_empty());
    html.raw("<form id=\"filter\" hidden").attr("aria-label", words.get("filter")).raw("><div class=\"fields\">\n");
    select(html, page, ("type", "type"), count(values("type")));
    html.raw("<label>").text(words.get("company")).raw("<input name=\"company\" list=\"names\" autocomplete=\"off\"></label>\n");
    html.raw("<datalist id=\"names\">");
    let names: BTreeSet<&str> = values("subject").chain(values("object")).collect();
    for name in names {
        html.raw("<option").attr("value", name).raw("></option>");
    }
    html.raw("</datalist>\n");
    for name in ["from", "to"] {
        html.raw("<label>").text(words.get(name)).raw("<input size=\"10\" autocomplete=\"off\" inputmode=\"numeric\"");
        html.attr("name", name).attr("placeholder", words.get("period.hint")).raw("></label>\n");
    }
    html.raw("<label>").text(words.get("minimum")).raw("<input name=\"min\" size=\"8\" autocomplete=\"off\"");
    html.attr("placeholder", words.get("minimum.hint")).raw("></label>\n");
    select(html, page, ("currency", "currency"), count(values("currency")));
    select(html, page, ("modality", "modality"), count(values("modality")));
    html.raw("<label>").text(words.get("search")).raw("<input name=\"words\" type=\"search\" autocomplete=\"off\"></label>\n");
    html.raw("</div><div class=\"buttons\"><p id=\"shown\" role=\"status\"").attr("data-words", words.get("shown")).raw("></p>");
    html.raw("<button type=\"reset\">").text(words.get("reset")).raw("</button><button type=\"button\" id=\"export\">");
    html.text(words.get("export")).raw("</button></div></form>\n");
}

fn count<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    counts
}

fn select(html: &mut Html, page: &Page, (label, name): (&str, &str), counts: BTreeMap<&str, usize>) {
    html.raw("<label>").text(page.words.get(label)).raw("<select").attr("name", name).raw("><option value=\"\">");
    html.text(page.words.get("all")).raw("</option>");
    let mut options: Vec<(&str, usize)> = counts.into_iter().collect();
    options.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (value, n) in options {
        html.raw("<option").attr("value", value).raw(">").text(&format!("{} ({n})", page.words.value(name, value))).raw("</option>");
    }
    html.raw("</select></label>\n");
}

/// The companies, those with most facts first.
pub(super) fn companies(html: &mut Html, page: &Page) {
    let words = &page.words;
    html.raw("<section id=\"companies\" aria-labelledby=\"h-companies\"><h2 id=\"h-companies\">")
        .text(words.get("companies"))
        .raw("</h2>\n");
    let number = |r: &crate::checking::Record, column: &str| r.get(column).parse::<u64>().unwrap_or(0);
    let mut rows: Vec<_> = page.material.companies.iter().collect();
    rows.sort_by_key(|r| std::cmp::Reverse((number(r, "facts"), number(r, "mentions"))));
    if rows.is_empty() {
        html.raw("<p>").text(words.get("none")).raw("</p></section>\n");
        return;
    }
    html.raw("<p class=\"note scripted\" hidden>").text(words.get("companies.note")).raw("</p>\n");
    html.raw("<div class=\"sheet\" tabindex=\"0\" role=\"region\"").attr("aria-label", words.get("companies")).raw(">");
    html.raw("<table class=\"sortable\">");
    head(html, page, &[("name", "t"), ("facts", "n"), ("mentions", "n"), ("documents", "n"), ("country", "t"), ("ticker", "t")]);
    let most = rows.iter().map(|r| number(r, "mentions")).max().unwrap_or(1).max(1);
    for r in rows {
        html.raw("<tr><th scope=\"row\">").text(r.get("name")).raw("</th><td class=\"number\">");
        match number(r, "facts") {
            0 => html.raw("0"),
            // the script makes a link of it that filters
            _ => html.raw("<span class=\"filters\"").attr("data-company", r.get("name")).raw(">").text(r.get("facts")).raw("</span>"),
        };
        html.raw("</td><td class=\"number\"><svg class=\"bar\" aria-hidden=\"true\" width=\"60\" height=\"8\"><rect height=\"8\" rx=\"2\"");
        html.at("width", 60.0 * number(r, "mentions") as f64 / most as f64).raw("/></svg>").text(r.get("mentions"));
        html.raw("</td><td class=\"number\">").text(r.get("documents")).raw("</td>");
        for column in ["country", "ticker"] {
            html.raw("<td>").text(r.get(column)).raw("</td>");
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div></section>\n");
}

/// All inputs, also those that could not be read.
pub(super) fn articles(html: &mut Html, page: &Page) {
    let words = &page.words;
    html.raw("<section id=\"articles\" aria-labelledby=\"h-articles\"><h2 id=\"h-articles\">").text(words.get("articles")).raw("</h2>\n");
    if page.material.articles.is_empty() {
        html.raw("<p>").text(words.get("none")).raw("</p></section>\n");
        return;
    }
    html.raw("<div class=\"sheet\" tabindex=\"0\" role=\"region\"").attr("aria-label", words.get("articles")).raw(">");
    html.raw("<table class=\"sortable\">");
    head(html, page, &[("article", "t"), ("facts", "n"), ("mentions", "n"), ("date", "d"), ("language", "t"), ("status", "t")]);
    for (at, article) in page.material.articles.iter().enumerate() {
        html.raw("<tr><th scope=\"row\">");
        if article.is_read() {
            html.raw("<a").attr("href", &page.place(at, &format!("a{}", at + 1))).raw("><bdi>").text(article.title()).raw("</bdi></a>");
        } else {
            html.raw("<bdi>").text(article.title()).raw("</bdi>");
        }
        if article.title() != article.row.doc() {
            html.raw(" <small>").text(article.row.doc()).raw("</small>");
        }
        html.raw("</th><td class=\"number\">").text(&article.facts.len().to_string());
        html.raw("</td><td class=\"number\">").text(&article.marks.len().to_string());
        html.raw("</td><td class=\"day\">").text(article.row.get("doc_date")).raw("</td><td>");
        html.text(words.value("lang", article.row.get("lang"))).raw("</td><td>");
        html.text(words.value("status", article.row.get("status")));
        if !article.row.get("error").is_empty() {
            html.raw(" <small>").text(article.row.get("error")).raw("</small>");
        }
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div></section>\n");
}
