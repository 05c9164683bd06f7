//! `factrow report` as a process: a page of its own kind from articles and from tables, in which text is only ever text. How
//! it behaves in a browser is told by `tests/browser`.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use std::path::Path;
use tempfile::TempDir;

const FRENCH: &str =
    "Publié le 3 juin 2024\n\nMistral AI lève 600 millions d'euros auprès de Nvidia.\n\nLe titre gagne 12 % depuis mars 2024.\n";
const ENGLISH: &str = "Published 14 November 2024\n\nMicrosoft bought GitHub for $7.5 billion in 2018.\n";

fn factrow(dir: &TempDir, args: &[&str]) -> Command {
    let mut c = cargo_bin_cmd!("factrow");
    c.env_remove("FACTROW_THREADS").env_remove("FACTROW_DICTIONARIES").current_dir(dir.path()).args(args);
    c
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    files.iter().for_each(|(name, text)| std::fs::write(dir.path().join("in").join(name), text).expect("a file"));
    dir
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a page")
}

/// The page of these articles.
fn page(files: &[(&str, &str)]) -> String {
    let dir = folder(files);
    factrow(&dir, &["report", "in", "-o", "report.html"]).assert().success().stdout("");
    let left: Vec<_> = std::fs::read_dir(dir.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    read(&dir.path().join("report.html"))
}

/// What stands between two strings, each time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to)).map(|(inside, _)| inside).collect()
}

/// The body of the page without its script, style and data.
fn body(page: &str) -> &str {
    page.split_once("<body").and_then(|(_, rest)| rest.split_once("<script>")).map_or("", |(body, _)| body)
}

#[test]
fn articles_become_a_page_of_facts_and_texts() {
    let page = page(&[("fr.txt", FRENCH), ("en.txt", ENGLISH)]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    let body = body(&page);
    let rows = between(body, "<tr id=\"f", "</tr>");
    assert_eq!(rows.len(), 2, "{rows:#?}");
    let bought = rows.iter().find(|r| r.contains("data-type=\"acquisition\"")).expect("the purchase");
    for part in [">Microsoft<", ">GitHub<", "data-value=\"7500000000\"", ">7.5\u{a0}bn\u{a0}USD<", "data-from=\"2018-01-01\"", ">2018<"] {
        assert!(bought.contains(part), "{part} in {bought}");
    }
    assert!(body.contains("<mark class=\"money\" title=\"7500000000 USD\">$7.5 billion</mark>"), "marked in its text");
}

#[test]
fn facts_lead_to_their_evidence_and_back() {
    let page = page(&[("fr.txt", FRENCH), ("en.txt", ENGLISH)]);
    let body = body(&page);
    for row in between(body, "<tr id=\"f", "</tr>") {
        let fact = row.split('"').next().expect("an id");
        let place = between(row, "href=\"#", "\"").first().copied().expect("a link to the evidence");
        assert_eq!(body.matches(&format!("id=\"{place}\"")).count(), 1, "one place {place}");
        assert!(body.contains(&format!("href=\"#f{fact}\"")), "a way back to f{fact}");
    }
    let ids = between(body, " id=\"", "\"");
    let links = between(body, "href=\"#", "\"");
    assert!(links.iter().all(|l| ids.contains(l)), "no link leads nowhere");
    let distinct: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "each name stands once");
}

#[test]
fn the_page_allows_itself_its_own_style_and_script_alone() {
    let page = page(&[("fr.txt", FRENCH)]);
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"")[0];
    assert!(policy.contains("default-src &#39;none&#39;") && !policy.contains("unsafe"), "{policy}");
    for sort in ["style-src", "script-src"] {
        assert!(policy.contains(&format!("{sort} &#39;sha256-")), "{policy}");
    }
    assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
    for forbidden in ["http://", "https://", " style=", " onclick=", "<iframe", "<img", "@import", "url("] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn its_language_is_the_articles_or_the_one_asked_for() {
    let french = page(&[("fr.txt", FRENCH)]);
    assert!(french.contains("<html lang=\"fr\">") && french.contains(">Levée de fonds<") && french.contains("600\u{a0}M\u{a0}EUR"));
    let dir = folder(&[("fr.txt", FRENCH)]);
    factrow(&dir, &["report", "in", "--page-language", "en"])
        .assert()
        .success()
        .stdout(predicate::str::contains("<html lang=\"en\">").and(predicate::str::contains(">Funding<")));
}

#[test]
fn hostile_text_is_shown_as_text() {
    let hostile = "Published 14 November 2024\n\n</p></article><script>alert('1')</script> <img src=x onerror=\"alert(2)\"> & &lt;b&gt; \
                   \u{202e}txet\u{200f} Microsoft bought GitHub for $7.5 billion in 2018 \"<svg/onload=alert(3)>\" '</mark>'.\n";
    let page = page(&[("a\"><b>&.txt", hostile), ("en.txt", ENGLISH)]);
    let body = body(&page);
    assert!(body.contains("&lt;/p&gt;&lt;/article&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"), "as it is written");
    assert!(body.contains("&amp; &amp;lt;b&amp;gt;") && body.contains("\u{202e}txet\u{200f}"));
    for markup in ["<script>", "<img", "<b>&", "<svg/", "onerror=\"alert"] {
        assert!(!body.contains(markup), "{markup}");
    }
    for tag in ["p", "article", "mark", "span", "section", "td", "a", "div"] {
        let open = body.matches(&format!("<{tag} ")).count() + body.matches(&format!("<{tag}>")).count();
        assert_eq!(open, body.matches(&format!("</{tag}>")).count(), "<{tag}>");
    }
}

#[test]
fn ten_thousand_mentions_in_one_paragraph() {
    let text = format!("Published 14 November 2024\n\n{}\n", "Microsoft paid $5 million to Nvidia, ".repeat(3400));
    let page = page(&[("long.txt", &text)]);
    let body = body(&page);
    let marks = between(body, "<div class=\"text\"", "</article>")[0].matches("<mark ").count();
    assert!(marks >= 10_000, "{marks}");
    assert!(page.len() < text.len() * 20, "{}", page.len());
}

#[test]
fn tables_of_an_earlier_run_make_the_same_page() {
    let dir = folder(&[("fr.txt", FRENCH), ("en.txt", ENGLISH)]);
    let records = "{\"id\":\"r1\",\"text\":\"Nvidia bought Mellanox for $6.9 billion in 2019.\"}\n{\"id\":\"r2\",\"text\":\"Nothing.\"}\n";
    std::fs::write(dir.path().join("in/records.jsonl"), records).expect("a file");
    factrow(&dir, &["extract", "in", "-o", "out"]).assert().success();
    factrow(&dir, &["report", "in", "-o", "a.html"]).assert().success();
    factrow(&dir, &["report", "out", "-o", "b.html"]).assert().success();
    assert_eq!(read(&dir.path().join("a.html")), read(&dir.path().join("b.html")));
}

#[test]
fn texts_that_are_gone_or_changed_are_told_and_their_facts_keep_their_sentences() {
    let dir = folder(&[("fr.txt", FRENCH), ("en.txt", ENGLISH)]);
    factrow(&dir, &["extract", "in", "-o", "out"]).assert().success();
    std::fs::remove_file(dir.path().join("in/fr.txt")).expect("a file");
    // as long as before, but no longer what was read
    std::fs::write(dir.path().join("in/en.txt"), ENGLISH.replace("Microsoft", "Megasoft,")).expect("a file");
    factrow(&dir, &["report", "out", "-o", "b.html"]).assert().success().stderr(predicate::str::contains("2 articles without text"));
    let page = read(&dir.path().join("b.html"));
    let body = body(&page);
    assert!(body.contains("no longer where it was read from") && body.contains("was changed after it was read"));
    assert!(!body.contains("Megasoft"));
    let place = between(body, "class=\"quotation\"><a href=\"#", "\"")[0];
    assert!(body.contains(&format!("<span class=\"evidence\" id=\"{place}\">")), "{place}");
}

#[test]
fn many_articles_have_a_page_each() {
    let dir = folder(&[("fr.txt", FRENCH), ("en.txt", ENGLISH)]);
    let run = || factrow(&dir, &["report", "in", "-o", "my report.html", "--max-articles", "1"]);
    run().assert().success();
    run().assert().success();
    let index = read(&dir.path().join("my report.html"));
    let articles = dir.path().join("my report-articles");
    let link = between(body(&index), "class=\"quotation\"><a href=\"my%20report-articles/", "\"")[0];
    let (file, place) = link.split_once('#').expect("a place");
    let article = read(&articles.join(file));
    assert!(article.contains(&format!("id=\"{place}\"")) && article.contains("href=\"../my%20report.html#f"));
    assert!(article.contains("script-src &#39;none&#39;") && !article.contains("<script"));
    assert!(!index.contains("<article"));
    // a folder that is not ours stays
    std::fs::write(articles.join("notes.txt"), "mine").expect("a file");
    run().assert().code(2).stderr(predicate::str::contains("no pages of a report"));
    assert!(articles.join("notes.txt").exists());
    factrow(&dir, &["report", "in", "--max-articles", "1"]).assert().code(2).stdout("").stderr(predicate::str::contains("-o"));
}

#[test]
fn nothing_found_is_a_page_too_and_what_cannot_be_read_is_named() {
    let dir = folder(&[("empty.txt", "Rien.\n")]);
    std::fs::write(dir.path().join("in/broken.jsonl"), "{\n").expect("a file");
    factrow(&dir, &["report", "in", "-o", "r.html"]).assert().code(2).stderr(predicate::str::contains("broken.jsonl"));
    let page = read(&dir.path().join("r.html"));
    assert!(body(&page).contains("broken.jsonl") && body(&page).contains("<p>Rien n’a été trouvé.</p>"), "{}", body(&page));
}

#[test]
fn the_options_of_a_project_hold_but_for_where_tables_go() {
    let dir = folder(&[("en.txt", "Microsoft bought GitHub for $7.5 billion last year.\n")]);
    std::fs::write(dir.path().join("factrow.toml"), "output = \"tables\"\ndoc-date = 2019-05-01\n").expect("a file");
    factrow(&dir, &["report", "in"]).assert().success().stdout(predicate::str::contains("data-from=\"2018-01-01\""));
    assert!(!dir.path().join("tables").exists());
}
