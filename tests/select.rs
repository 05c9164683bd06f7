//! What is written of all that is found: columns and conditions, through the program.

use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use std::path::Path;
use tempfile::TempDir;

const FRENCH: &str = "Publié le 3 juin 2024\n\nOpenAI a levé 3 milliards de dollars auprès de Microsoft en 2023. \
                      Mistral AI a levé 105 M€ en juin 2023. Blibloux a levé 900 000 euros.\n";
const ENGLISH: &str = "Published June 5, 2025\n\nOpenAI raised between $6 billion and $7 billion. ChatGPT has 400 million weekly users.\n";

fn articles() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("fr.txt"), FRENCH).expect("a file");
    std::fs::write(dir.path().join("en.txt"), ENGLISH).expect("a file");
    dir
}

/// One column of what is written.
fn column(dir: &Path, name: &str, args: &[&str]) -> Vec<String> {
    let assert = cargo_bin_cmd!("factrow").current_dir(dir).args(["extract", "."]).args(args).assert().success();
    let mut reader = csv::Reader::from_reader(&*assert.get_output().stdout);
    let place = reader.headers().expect("a header").iter().position(|h| h == name).expect("the column");
    reader.records().map(|r| r.expect("a row")[place].to_owned()).collect()
}

#[test]
fn conditions_narrow_mentions() {
    let dir = articles();
    let texts = |args: &[&str]| column(dir.path(), "text", args);
    assert_eq!(
        texts(&["--kind", "money"]),
        ["between $6 billion and $7 billion", "3 milliards de dollars", "105 M€", "900 000 euros"],
        "a kind"
    );
    assert_eq!(texts(&["--kind", "money,users", "--lang", "en"]), ["between $6 billion and $7 billion", "400 million weekly users"]);
    assert_eq!(texts(&["--company", "OPENAI", "--kind", "money"]), ["between $6 billion and $7 billion", "3 milliards de dollars"]);
    assert_eq!(texts(&["--company", "openai", "--kind", "users"]), ["400 million weekly users"], "products are their owner's");
    assert_eq!(texts(&["--company", "Blibloux"]), ["Blibloux", "900 000 euros"], "a name of no dictionary row");
    assert_eq!(texts(&["--since", "2024-07", "--kind", "money"]), ["between $6 billion and $7 billion"], "by the date of the article");
    assert_eq!(texts(&["--until", "2023", "--kind", "date"]), ["2023", "juin 2023"], "a date by itself");
}

#[test]
fn a_least_amount_is_read_as_in_an_article() {
    let dir = articles();
    let texts = |amount: &str| column(dir.path(), "text", &["--min-amount", amount]);
    for million in ["1M€", "1 M€", "un million d'euros", "€1m", "1,000,000 EUR", "1000000 €"] {
        assert_eq!(texts(million), ["105 M€"], "{million}");
    }
    assert_eq!(texts("$6.5bn"), ["between $6 billion and $7 billion"], "a range reaches its upper end");
    assert_eq!(texts("1 million"), ["between $6 billion and $7 billion", "3 milliards de dollars", "105 M€"], "any currency");
    let wrong = |amount: &str, why: &str| {
        let why = predicate::str::contains(why.to_owned());
        cargo_bin_cmd!("factrow").args(["extract", "-", "--min-amount", amount]).write_stdin("x").assert().code(2).stderr(why);
    };
    wrong("beaucoup", "no amount");
    wrong("12 users", "no amount");
    wrong("1 billion €", "1000000000 or 1000000000000");
    assert_eq!(column(dir.path(), "text", &["--lang", "en", "--min-amount", "1 billion"]), ["between $6 billion and $7 billion"]);
}

#[test]
fn conditions_narrow_facts_and_what_is_counted() {
    let dir = articles();
    let subjects = |args: &[&str]| column(dir.path(), "subject", &[args, &["--table", "facts"]].concat());
    assert_eq!(subjects(&["--type", "users"]), ["ChatGPT"]);
    assert_eq!(subjects(&["--type", "funding", "--min-amount", "1bn$", "--lang", "en"]), ["OpenAI"]);
    assert_eq!(subjects(&["--company", "Mistral AI"]), ["Mistral AI"]);
    assert_eq!(subjects(&["--since", "2023-06-30", "--until", "2023-06-30", "--company", "Mistral AI"]), ["Mistral AI"]);
    assert_eq!(subjects(&["--until", "2022"]), [""; 0]);
    let counts = column(dir.path(), "mentions", &["--kind", "money", "--table", "documents"]);
    assert_eq!(counts, ["1", "3"], "documents.csv counts what is written");
    assert_eq!(column(dir.path(), "doc", &["--lang", "fr", "--table", "documents"]), ["fr.txt"]);
    assert_eq!(column(dir.path(), "name", &["--lang", "fr", "--company", "OpenAI", "--table", "companies"]), ["Microsoft", "OpenAI"]);
}

#[test]
fn columns_are_written_as_asked_for() {
    let dir = articles();
    let run = |args: &[&str]| {
        let assert = cargo_bin_cmd!("factrow").current_dir(dir.path()).args(["extract", "en.txt"]).args(args).assert().success();
        String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
    };
    assert_eq!(run(&["--columns", "amount,text", "--kind", "users"]), "amount,text\n400000000,400 million weekly users\n");
    assert_eq!(
        run(&["--columns", "amount,text", "--kind", "users", "--format", "jsonl"]),
        "{\"amount\":400000000,\"text\":\"400 million weekly users\"}\n"
    );
    run(&["--columns", "facts.type,doc", "-o", "out"]);
    let header = |table: &str| {
        let text = std::fs::read_to_string(dir.path().join("out").join(table)).expect("a table");
        text.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!((header("facts.csv").as_str(), header("mentions.csv").as_str()), ("type,doc", "doc"));
    assert!(header("companies.csv").starts_with("id,name,"), "a table without any of them is written whole");
    let wrong = |columns: &str, hint: &str| {
        let hint = predicate::str::contains(hint.to_owned());
        cargo_bin_cmd!("factrow").args(["extract", "-", "--columns", columns]).write_stdin("x").assert().code(2).stderr(hint);
    };
    wrong("doc,amuont", "did you mean `amount`?");
    wrong("fact.amount", "did you mean `facts.amount`?");
    wrong("zzzzzz", "`zzzzzz`");
}

#[test]
fn wrong_conditions_are_told_apart() {
    let wrong = |args: &[&str], why: &str| {
        let why = predicate::str::contains(why.to_owned());
        cargo_bin_cmd!("factrow").args(["extract", "-"]).args(args).write_stdin("x").assert().code(2).stderr(why);
    };
    wrong(&["--kind", "mony"], "'money'");
    wrong(&["--type", "aquisition"], "'acquisition'");
    wrong(&["--lang", "xx"], "en, fr");
    wrong(&["--since", "juin"], "2025-06-12");
    wrong(&["--since", "2025", "--until", "2024"], "--since is after --until");
    wrong(&["--min-confidence", "2"], "from 0 to 1");
}
