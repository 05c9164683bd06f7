//! What stands around and within an article of a web page and is no part of it: told from the names that the makers of pages
//! give to such parts, from their share of links, and from their size, so that a misleading name never costs the article.

use dom_query::{Document as Page, NodeRef, Selection};

/// Parts that are never the article, if they are less than half of the page.
const AROUND: [&str; 17] = [
    "comments",
    "commentaires",
    "disqus",
    "related",
    "recommended",
    "recommendations",
    "taboola",
    "outbrain",
    "cookie",
    "cookies",
    "consent",
    "appconsent",
    "gdpr",
    "rgpd",
    "onetrust",
    "didomi",
    "mostread",
];

/// Parts that are not the article if they are short.
const WITHIN: [&str; 20] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "paywall",
    "share",
    "sharing",
    "sharedaddy",
    "toolbar",
    "toolbox",
    "promo",
    "sponsored",
    "breadcrumb",
    "breadcrumbs",
    "aussi",
];

/// Lines of author and date.
const BYLINE: [&str; 12] =
    ["meta", "date", "dates", "byline", "author", "authors", "auteur", "auteurs", "signature", "timestamp", "dateline", "posted"];

/// What stands between title and text and sums it up.
const LEAD: [&str; 18] = [
    "standfirst",
    "dek",
    "deck",
    "chapo",
    "chapeau",
    "lead",
    "lede",
    "intro",
    "desc",
    "description",
    "excerpt",
    "subtitle",
    "subhead",
    "subheadline",
    "subheading",
    "sub",
    "summary",
    "abstract",
];

/// Most characters of a short part, of a byline, and of a lead.
const SHORT: usize = 400;
const LINE: usize = 160;
const SUMMARY: usize = 700;

/// Takes out of a page what is no article. A page that has told its date needs no line that says it again.
pub(super) fn clean(page: &Page, dated: bool) {
    page.select("amp-ad, amp-sidebar, amp-consent, amp-social-share, amp-analytics").remove();
    let total = length(&page.select("body"));
    for table in page.select("table").nodes() {
        layout(table);
    }
    for node in page.select("div, section, aside, p, ul, ol, form, footer, header, td, li, span, address, nav, h2, h3, h4").nodes() {
        if node.parent().is_some() && surrounds(node, total, dated) {
            node.remove_from_parent();
        }
    }
}

fn surrounds(node: &NodeRef<'_>, total: usize, dated: bool) -> bool {
    let this = Selection::from(*node);
    let length = node.normalized_char_count();
    if length == 0 || this.select("h1").exists() || length * 2 > total {
        return false;
    }
    let named = |names: &[&str]| tokens(node).iter().any(|t| names.contains(&t.as_str()));
    if named(&AROUND) || length <= SHORT && named(&WITHIN) || dated && length <= LINE && named(&BYLINE) {
        return true;
    }
    // menus, lists of other articles: nearly all of it are links
    let links = this.select("a");
    if links.size() < 2 || node.has_name("header") {
        return false;
    }
    let linked: usize = links.nodes().iter().map(NodeRef::normalized_char_count).sum();
    linked * 4 >= length * 3
}

/// A table that only puts parts of the page beside each other becomes those parts.
fn layout(table: &NodeRef<'_>) {
    let this = Selection::from(*table);
    let cells = this.select("td");
    if this.select("th").is_empty() && cells.nodes().iter().any(|c| c.normalized_char_count() > SHORT) {
        for part in ["td", "tr", "tbody", "table"] {
            this.select(part).rename("div");
        }
        table.rename("div");
    }
}

/// The lead: near the title, named as one, and in no link or list.
pub(super) fn lead(page: &Page) -> Option<String> {
    let title = page.select("h1").nodes().first().copied()?;
    let near = title.ancestors(Some(3)).into_iter().rfind(|n| !n.has_name("body") && !n.has_name("html"))?;
    let near = Selection::from(near);
    let candidates = near.select("p, div, h2, h3, span");
    candidates.nodes().iter().find_map(|node| {
        let named = tokens(node).iter().any(|t| LEAD.contains(&t.as_str()));
        let length = node.normalized_char_count();
        let inside = |n: &NodeRef<'_>| ["a", "li", "aside", "nav", "footer"].iter().any(|name| n.has_name(name));
        if !named || !(30..=SUMMARY).contains(&length) || node.ancestors(Some(4)).iter().any(inside) {
            return None;
        }
        Some(node.text().split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

fn length(selection: &Selection<'_>) -> usize {
    selection.nodes().iter().map(NodeRef::normalized_char_count).sum()
}

/// The words of an element's class and id: `post-metaDate` is post, meta, date.
fn tokens(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for attr in [node.class(), node.id_attr()].into_iter().flatten() {
        let mut word = String::new();
        let mut lower = false;
        for c in attr.chars() {
            if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && lower {
                words.push(std::mem::take(&mut word));
            }
            lower = c.is_ascii_lowercase();
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            }
        }
        words.push(word);
    }
    words.retain(|w| !w.is_empty());
    words
}
