//! `factrow explain` as a process: places of a file, facts of an earlier output, and why words are not read.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use std::path::Path;
use tempfile::TempDir;

const ARTICLE: &str = "Publié le 3 juin 2024\n\nOpenAI a levé 3 milliards de dollars en 2023. Il lui reste 13 Mds.\n";

fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    std::fs::write(dir.path().join("in/a.txt"), ARTICLE).expect("a file");
    dir
}

fn explain(dir: &Path, arguments: &[&str]) -> Command {
    let mut c = cargo_bin_cmd!("factrow");
    c.env_remove("FACTROW_DICTIONARIES").current_dir(dir).args(["--color", "never", "explain"]).args(arguments);
    c
}

fn said(command: &mut Command, code: i32) -> String {
    let output = command.assert().code(code).get_output().clone();
    String::from_utf8_lossy(if code == 0 { &output.stdout } else { &output.stderr }).into_owned()
}

#[test]
fn a_line_and_column_name_one_mention() {
    let dir = folder();
    let all = said(&mut explain(dir.path(), &["in/a.txt:3", "--kind", "money,company"]), 0);
    assert!(all.contains("company OpenAI") && all.contains("money 3000000000 USD"), "{all}");
    let one = said(&mut explain(dir.path(), &["in/a.txt:3:17", "--kind", "money,company"]), 0);
    assert!(one.contains("money 3000000000 USD") && one.contains("[rules/money.toml:") && !one.contains("company OpenAI"), "{one}");
    assert!(one.contains("dollars: currency = "), "{one}");
    let none = said(&mut explain(dir.path(), &["in/a.txt:30:1"]), 0);
    assert!(!none.contains("-->"), "{none}");
}

#[test]
fn a_fact_of_an_earlier_output_is_explained_by_its_id() {
    let dir = folder();
    let mut extract = cargo_bin_cmd!("factrow");
    extract.current_dir(dir.path()).args(["extract", "-q", "in", "-o", "out"]).assert().success();
    let facts = std::fs::read_to_string(dir.path().join("out/facts.csv")).expect("a table");
    let id = facts.lines().nth(1).and_then(|l| l.split(',').next()).expect("a fact");
    for from in ["out", "out/facts.csv"] {
        let out = said(&mut explain(dir.path(), &[id, "--from", from]), 0);
        assert!(out.contains("funding: OpenAI") && out.contains("[frames/") && out.contains("company OpenAI"), "{out}");
    }
    assert!(said(&mut explain(dir.path(), &[id]), 2).contains("--from out/"));
    assert!(said(&mut explain(dir.path(), &["f0123456789abcdef", "--from", "out"]), 2).contains("no fact f0123456789abcdef"));
    std::fs::write(dir.path().join("in/a.txt"), ARTICLE.replace("3 milliards", "4 milliards")).expect("a file");
    assert!(said(&mut explain(dir.path(), &[id, "--from", "out"]), 2).contains("no longer read from a.txt"));
    std::fs::remove_file(dir.path().join("in/a.txt")).expect("a file");
    assert!(said(&mut explain(dir.path(), &[id, "--from", "out"]), 2).contains("in/a.txt: this article is not there"));
}

#[test]
fn why_words_are_not_read() {
    let dir = folder();
    let out = said(&mut explain(dir.path(), &["Le groupe a 13 Mds en caisse.", "--read-as", "fr", "--why-not", "13 Mds"]), 0);
    assert!(out.contains("13 Mds: number = 13000000000"), "{out}");
    assert!(out.contains("money.number-currency took `13 Mds`, lacks ") && out.contains("behind it, where `en` stands"), "{out}");
    let name = said(&mut explain(dir.path(), &["Une orange mûre.", "--why-not", "orange"]), 0);
    assert!(name.contains("name.orange (Orange), an ordinary word too"), "{name}");
    let frame = said(&mut explain(dir.path(), &["Le rachat d'OpenAI a échoué.", "--why-not", "rachat"]), 0);
    assert!(frame.contains("frames tried in its sentence") && frame.contains("lacked "), "{frame}");
    assert!(said(&mut explain(dir.path(), &["in/a.txt", "--why-not", "14 Mds"]), 2).contains("does not stand in the text"));
}

/// The weights of what spoke, in a row of such an explanation.
fn weights(out: &str, class: &str) -> Vec<f32> {
    let of = |l: &str| l.rsplit_once('(').and_then(|(_, w)| w.strip_suffix(')')).and_then(|w| w.parse().ok());
    out.lines().filter(|l| l.contains(&format!(": {class} = "))).filter_map(of).collect()
}

#[test]
fn names_that_the_weights_decide_say_what_weighed_most_and_where() {
    let dir = folder();
    let text = "Safran et Wexbury se parlent.\nWexbury a 60 millions d'euros de dettes. Thales observe.";
    std::fs::write(dir.path().join("in/b.txt"), text).expect("a file");
    let found = said(&mut explain(dir.path(), &["in/b.txt:2:2", "--read-as", "fr", "--kind", "company"]), 0);
    assert!(found.contains("found.likely, confidence 0."), "{found}");
    assert!(found.contains("Wexbury: speaks for = a large sum stands behind it (+"), "{found}");
    assert!(found.contains("Wexbury: weighed together with = line 1, one of 2 places"), "{found}");
    for (class, sign) in [("speaks for", 1.0), ("speaks against", -1.0)] {
        let all = weights(&found, class);
        let falling = all.windows(2).all(|w| w[0].abs() >= w[1].abs());
        assert!((1..=5).contains(&all.len()) && falling && all.iter().all(|w| w * sign > 0.0), "{class}: {found}");
    }
    let listed = said(&mut explain(dir.path(), &["in/b.txt:1:2", "--read-as", "fr", "--kind", "company"]), 0);
    assert!(listed.contains("Safran: evidence = likely by all its places"), "{listed}");
    assert!(listed.contains("Safran: speaks for = the dictionary has it (+"), "{listed}");
    let certain = said(&mut explain(dir.path(), &["Airbus a 60 millions d'euros de dettes.", "--read-as", "fr", "--kind", "company"]), 0);
    assert!(!certain.contains("speaks for"), "{certain}");
}

#[test]
fn facts_say_what_makes_them_sure_and_whose_they_are() {
    let dir = folder();
    let text = "Renault a présenté ses comptes. Le bénéfice s'est élevé à 2 milliards d'euros.";
    let out = said(&mut explain(dir.path(), &[text, "--read-as", "fr"]), 0);
    assert!(out.contains("profit: Renault, 2000000000 EUR"), "{out}");
    for class in ["speaks for", "speaks against"] {
        assert!((1..=5).contains(&weights(&out, class).len()), "{class}: {out}");
    }
}
