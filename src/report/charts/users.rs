//! Counts of users over time, a small drawing a product.

use super::axis::Days;
use super::{nothing, section as open};
use crate::report::figures::short;
use crate::report::html::Html;
use crate::report::material::Fact;
use crate::report::page::Page;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 170.0;
const BASE: f64 = 140.0;
const TOP: f64 = 24.0;
/// Series that are drawn, those with most points first.
const MOST: usize = 24;

/// What is counted of whom; only the same is joined by a line.
type Key<'f> = (&'f str, &'f str, &'f str);
type Point<'f> = (NaiveDate, Decimal, &'f Fact);

/// The section.
pub(in crate::report) fn section(html: &mut Html, page: &Page) {
    open(html, page, "users");
    let mut series: BTreeMap<Key, Vec<Point>> = BTreeMap::new();
    for fact in page.material.facts.iter().filter(|f| f.row.get("type") == "users" && f.row.get("modality") != "denied") {
        if let (Some(count), Some((_, day))) = (fact.count, fact.period()) {
            let key = (fact.row.get("subject"), fact.row.get("count_unit"), fact.row.get("count_per"));
            series.entry(key).or_default().push((day, count, fact));
        }
    }
    let mut series: Vec<(Key, Vec<Point>)> = series.into_iter().collect();
    for (_, points) in &mut series {
        points.sort_by_key(|p| (p.0, p.1));
    }
    // a count alone is no development
    series.retain(|(_, points)| points.first().map(|p| p.0) != points.last().map(|p| p.0));
    series.sort_by_key(|(_, points)| std::cmp::Reverse(points.len()));
    if series.is_empty() {
        return nothing(html, page);
    }
    html.raw("<p class=\"note\">").text(page.words.get("users.note")).raw("</p>\n<div class=\"small\">\n");
    let rest = series.split_off(series.len().min(MOST));
    series.iter().for_each(|(key, points)| figure(html, page, key, points));
    html.raw("</div>\n");
    if !rest.is_empty() {
        let names: Vec<&str> = rest.iter().map(|((subject, ..), _)| *subject).collect();
        html.raw("<p>").text(page.words.get("users.rest")).raw(" ").text(&names.join(", ")).raw("</p>\n");
    }
    table(html, page, &series);
    html.raw("</section>\n");
}

fn what(page: &Page, (_, unit, per): &Key) -> String {
    let unit = page.words.value("unit", unit);
    if per.is_empty() { unit.to_owned() } else { format!("{unit}\u{a0}/ {}", page.words.value("per", per)) }
}

fn figure(html: &mut Html, page: &Page, key: &Key, points: &[Point]) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let Some(axis) = Days::around(points.iter().map(|p| p.0).collect(), 16.0, WIDTH - 16.0) else { return };
    let most = points.iter().filter_map(|p| p.1.to_f64()).fold(1.0, f64::max);
    let place = |p: &Point| (axis.at(p.0), BASE - (BASE - TOP - 10.0) * p.1.to_f64().unwrap_or(0.0) / most);
    let name = format!("{}, {}: {} – {}", key.0, what(page, key), short(first.1, page.words.language), short(last.1, page.words.language));
    html.raw("<figure><figcaption><b><bdi>").text(key.0).raw("</bdi></b> ").text(&what(page, key)).raw("</figcaption><svg role=\"img\"");
    html.attr("aria-label", &name).attr("viewBox", &format!("0 0 {WIDTH} {HEIGHT}")).raw(">\n");
    html.raw("<line class=\"lane\"").at("x1", 0.0).at("x2", WIDTH).at("y1", BASE).at("y2", BASE).raw("/>");
    for (day, anchor, x) in [(axis.first, "start", 0.0), (axis.last, "end", WIDTH)] {
        html.raw("<text class=\"tick\"").attr("text-anchor", anchor).at("x", x).at("y", BASE + 18.0).raw(">");
        html.text(&day.format("%Y").to_string()).raw("</text>");
    }
    // of counts for the same day the line takes the highest
    let line = points.iter().enumerate().filter(|(i, p)| points.get(i + 1).is_none_or(|next| next.0 != p.0)).map(|(_, p)| place(p));
    let line: Vec<String> = line.map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    html.raw("<polyline class=\"line\"").attr("points", &line.join(" ")).raw("/>\n");
    for p in points {
        let (x, y) = place(p);
        let tone = if p.2.is_asserted() { "mark people" } else { "mark hollow people" };
        html.raw("<circle r=\"4.5\"").attr("class", tone).attr("data-fact", &p.2.anchor).at("cx", x).at("cy", y).raw("><title>");
        html.text(&p.2.summary(&page.words)).raw("</title></circle>");
    }
    let (x, y) = place(last);
    html.raw("<text class=\"value\"")
        .attr("text-anchor", if x > WIDTH / 2.0 { "end" } else { "start" })
        .at("x", x)
        .at("y", (y - 9.0).max(12.0));
    html.raw(">").text(&short(last.1, page.words.language)).raw("</text>\n</svg></figure>\n");
}

fn table(html: &mut Html, page: &Page, series: &[(Key, Vec<Point>)]) {
    let words = &page.words;
    html.raw("<details><summary>").text(words.get("users.table")).raw("</summary><div class=\"sheet\" tabindex=\"0\" role=\"region\"");
    html.attr("aria-label", words.get("users.table")).raw("><table><thead><tr>");
    for key in ["name", "date", "count"] {
        html.raw("<th scope=\"col\">").text(words.get(key)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
    for (key, points) in series {
        for (day, _, fact) in points {
            html.raw("<tr><th scope=\"row\">").text(key.0).raw("</th><td>").text(&day.to_string()).raw("</td><td><a");
            html.attr("href", &format!("#{}", fact.anchor)).raw(">");
            html.text(&fact.counted().map(|f| f.words(words)).unwrap_or_default()).raw("</a></td></tr>\n");
        }
    }
    html.raw("</tbody></table></div></details>\n");
}
