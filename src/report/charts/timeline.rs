//! Dated facts, a lane a type.

use super::axis::Days;
use super::{drawing, nothing, row_name, section as open, tick};
use crate::meaning::FactType;
use crate::report::html::Html;
use crate::report::material::Fact;
use crate::report::page::Page;
use crate::report::tables::group;

const WIDTH: f64 = 1200.0;
const LEFT: f64 = 170.0;
const TOP: f64 = 24.0;
/// Height of a mark, and of the rows that marks of one lane are spread over.
const MARK: f64 = 8.0;
const ROWS: usize = 8;

/// The section.
pub(in crate::report) fn section(html: &mut Html, page: &Page) {
    open(html, page, "timeline");
    let dated: Vec<&Fact> = page.material.facts.iter().filter(|f| f.days.is_some()).collect();
    let middle = |f: &&Fact| f.days.map(|(from, to)| from + (to - from) / 2);
    let Some(axis) = Days::around(dated.iter().filter_map(middle).collect(), LEFT + 16.0, WIDTH - 16.0) else {
        return nothing(html, page);
    };
    html.raw("<p class=\"note\">").text(page.words.get("timeline.note")).raw("</p>\n");
    let of = |t: &FactType| dated.iter().copied().filter(|f| f.row.get("type") == t.as_str()).collect();
    let lanes: Vec<Lane> = FactType::ALL.iter().map(|t| Lane::new(*t, of(t), &axis)).filter(|l| !l.marks.is_empty()).collect();
    let height = TOP + lanes.iter().map(Lane::height).sum::<f64>();
    drawing(html, page.words.get("timeline.label"), WIDTH, height + 26.0);
    for (x, label) in axis.ticks() {
        tick(html, x, (TOP, height), &label);
        // the drawing is high: years are named above it too
        html.raw("<text class=\"tick\" text-anchor=\"middle\"").at("x", x).at("y", TOP - 8.0).raw(">").text(&label).raw("</text>\n");
    }
    let mut y = TOP;
    for lane in &lanes {
        let floor = y + lane.height();
        html.raw("<line class=\"lane\"").at("x1", LEFT).at("x2", WIDTH).at("y1", floor).at("y2", floor).raw("/>");
        let name = page.words.value("type", lane.kind.as_str());
        row_name(html, (y + floor) / 2.0, LEFT - 12.0, name, lane.marks.len());
        for (row, fact) in &lane.marks {
            mark(html, page, &axis, fact, y + 6.0 + *row as f64 * (MARK + 2.0));
        }
        y = floor;
    }
    html.raw("</svg></div></section>\n");
}

/// Ends of a mark: as long as its period, never too small to hit.
fn ends(fact: &Fact, axis: &Days) -> (f64, f64) {
    let Some((from, to)) = fact.days else { return (LEFT, LEFT) };
    let (left, right) = (axis.at(from), axis.at(to));
    if right - left < MARK { ((left + right - MARK) / 2.0, (left + right + MARK) / 2.0) } else { (left, right) }
}

/// Facts of one type, each with the row of the lane that its mark is in.
struct Lane<'f> {
    kind: FactType,
    rows: usize,
    marks: Vec<(usize, &'f Fact)>,
}

impl<'f> Lane<'f> {
    /// Spreads marks over rows such that those of a row do not overlap, as far as there are rows.
    fn new(kind: FactType, mut facts: Vec<&'f Fact>, axis: &Days) -> Lane<'f> {
        facts.sort_by_key(|f| f.days);
        let mut free: Vec<f64> = Vec::new();
        let mut marks = Vec::new();
        for fact in facts {
            let (left, right) = ends(fact, axis);
            let row = match free.iter().position(|end| *end <= left) {
                Some(row) => row,
                None if free.len() < ROWS => {
                    free.push(0.0);
                    free.len() - 1
                }
                None => (0..free.len()).min_by(|a, b| free[*a].total_cmp(&free[*b])).unwrap_or(0),
            };
            free[row] = free[row].max(right + 1.0);
            marks.push((row, fact));
        }
        Lane { kind, rows: free.len(), marks }
    }

    fn height(&self) -> f64 {
        self.rows as f64 * (MARK + 2.0) + 12.0
    }
}

fn mark(html: &mut Html, page: &Page, axis: &Days, fact: &Fact, y: f64) {
    let (left, right) = ends(fact, axis);
    let tone = if fact.is_asserted() { "mark" } else { "mark hollow" };
    html.raw("<rect rx=\"4\"").attr("class", &format!("{tone} {}", group(fact.row.get("type")))).attr("data-fact", &fact.anchor);
    html.at("x", left).at("y", y).at("width", right - left).at("height", MARK).raw("><title>");
    html.text(&fact.summary(&page.words)).raw("</title></rect>\n");
}
