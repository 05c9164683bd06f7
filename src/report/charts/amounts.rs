//! Amounts by currency, as dots on a logarithmic axis.

use super::axis::Powers;
use super::{drawing, nothing, row_name, section as open, tick};
use crate::report::figures::short;
use crate::report::html::Html;
use crate::report::material::Fact;
use crate::report::page::Page;
use crate::report::tables::group;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

const WIDTH: f64 = 1200.0;
const LEFT: f64 = 90.0;
const TOP: f64 = 8.0;
/// Radius of a dot.
const DOT: f64 = 4.5;
/// Currencies that are drawn, and how high dots are piled before they cover each other.
const MOST: usize = 10;
const PILE: usize = 14;

/// The section.
pub(in crate::report) fn section(html: &mut Html, page: &Page) {
    open(html, page, "amounts");
    let mut by: BTreeMap<&str, Vec<(f64, &Fact)>> = BTreeMap::new();
    for fact in &page.material.facts {
        let amount = fact.amount.and_then(|a| a.to_f64()).filter(|a| *a > 0.0);
        let currency = fact.row.get("currency");
        if let Some(amount) = amount.filter(|_| !currency.is_empty()) {
            by.entry(currency).or_default().push((amount, fact));
        }
    }
    let mut rows: Vec<(&str, Vec<(f64, &Fact)>)> = by.into_iter().collect();
    rows.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.len()));
    let rest = rows.split_off(rows.len().min(MOST));
    let Some(axis) = Powers::around(rows.iter().flat_map(|(_, facts)| facts.iter().map(|(amount, _)| *amount)), LEFT + 16.0, WIDTH - 30.0)
    else {
        return nothing(html, page);
    };
    html.raw("<p class=\"note\">").text(page.words.get("amounts.note")).raw("</p>\n");
    let piled: Vec<(&str, usize, Vec<Dot>)> = rows.into_iter().map(|(currency, facts)| pile(currency, facts, &axis)).collect();
    let row = |high: usize| high as f64 * DOT * 1.8 + 18.0;
    let height = TOP + piled.iter().map(|(_, high, _)| row(*high)).sum::<f64>();
    drawing(html, page.words.get("amounts.label"), WIDTH, height + 26.0);
    for power in axis.low..=axis.high {
        let label =
            Decimal::from_scientific(&format!("1e{power}")).map_or_else(|_| format!("1e{power}"), |v| short(v, page.words.language));
        // where there are many, every other one is named
        let named = axis.high - axis.low <= 12 || (axis.high - power) % 2 == 1;
        tick(html, axis.at(10_f64.powi(power)), (TOP, height), if named { &label } else { "" });
    }
    let mut y = TOP;
    for (currency, high, dots) in &piled {
        let floor = y + row(*high);
        html.raw("<line class=\"lane\"").at("x1", LEFT).at("x2", WIDTH).at("y1", floor).at("y2", floor).raw("/>");
        row_name(html, floor - 10.0, LEFT - 12.0, currency, dots.len());
        for dot in dots {
            let tone = if dot.fact.is_asserted() { "mark" } else { "mark hollow" };
            html.raw("<circle").attr("class", &format!("{tone} {}", group(dot.fact.row.get("type")))).attr("data-fact", &dot.fact.anchor);
            html.at("cx", dot.x).at("cy", floor - 9.0 - dot.level as f64 * DOT * 1.8).at("r", DOT).raw("><title>");
            html.text(&dot.fact.summary(&page.words)).raw("</title></circle>\n");
        }
        y = floor;
    }
    html.raw("</svg></div>\n");
    if !rest.is_empty() {
        let names: Vec<&str> = rest.iter().map(|(currency, _)| *currency).collect();
        html.raw("<p>").text(page.words.get("amounts.rest")).raw(" ").text(&names.join(", ")).raw("</p>\n");
    }
    html.raw("</section>\n");
}

struct Dot<'f> {
    x: f64,
    level: usize,
    fact: &'f Fact,
}

/// Piles dots of about the same amount on each other.
fn pile<'f>(currency: &'f str, facts: Vec<(f64, &'f Fact)>, axis: &Powers) -> (&'f str, usize, Vec<Dot<'f>>) {
    let mut levels: BTreeMap<i64, usize> = BTreeMap::new();
    let mut high = 1;
    let dots = facts.into_iter().map(|(amount, fact)| {
        let x = axis.at(amount);
        let level = levels.entry((x / (DOT * 2.0)).floor() as i64).or_default();
        let dot = Dot { x, level: *level % PILE, fact };
        *level += 1;
        high = high.max(dot.level + 1);
        dot
    });
    let dots = dots.collect();
    (currency, high, dots)
}
