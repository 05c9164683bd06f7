//! Drawings, as SVG that stands in the page. Each is an image with a name to those who cannot see it, and a second way to what
//! the tables say: no fact is shown in a drawing alone.

pub(super) mod amounts;
mod axis;
pub(super) mod timeline;
pub(super) mod users;

use super::html::Html;
use super::page::Page;

/// Opens a section with its heading and what its drawing means.
fn section(html: &mut Html, page: &Page, id: &'static str) {
    html.raw("<section").attr("id", id).attr("aria-labelledby", &format!("h-{id}")).raw("><h2").attr("id", &format!("h-{id}"));
    html.raw(">").text(page.words.get(id)).raw("</h2>\n");
}

fn nothing(html: &mut Html, page: &Page) {
    html.raw("<p>").text(page.words.get("none")).raw("</p></section>\n");
}

/// Opens a drawing that scrolls sideways where there is no room for it.
fn drawing(html: &mut Html, name: &str, width: f64, height: f64) {
    html.raw("<div class=\"chart\" tabindex=\"0\" role=\"region\"").attr("aria-label", name).raw("><svg role=\"img\"");
    html.attr("aria-label", name).attr("viewBox", &format!("0 0 {width:.0} {height:.0}")).raw(">\n");
}

/// A line of a grid with its label below or above.
fn tick(html: &mut Html, x: f64, (top, bottom): (f64, f64), label: &str) {
    html.raw("<line class=\"grid\"")
        .at("x1", x)
        .at("x2", x)
        .at("y1", top)
        .at("y2", bottom)
        .raw("/><text class=\"tick\" text-anchor=\"middle\"");
    html.at("x", x).at("y", bottom + 16.0).raw(">").text(label).raw("</text>\n");
}

/// The name of a row, left of it.
fn row_name(html: &mut Html, y: f64, right: f64, name: &str, count: usize) {
    html.raw("<text class=\"row\" text-anchor=\"end\"").at("x", right).at("y", y + 4.0).raw(">").text(name);
    html.raw(" <tspan class=\"count\">").text(&count.to_string()).raw("</tspan></text>\n");
}
