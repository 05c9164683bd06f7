//! Options from factrow.toml and from the environment; completions and man pages.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

const ARTICLE: &str = "OpenAI a levé 3 milliards de dollars auprès de Microsoft en 2023. ChatGPT a 400 millions d'utilisateurs.\n";

/// An article below a folder with a file of options.
fn project(toml: &str) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(dir.path().join("articles/2023")).expect("a folder");
    std::fs::write(dir.path().join("articles/2023/a.txt"), ARTICLE).expect("a file");
    std::fs::write(dir.path().join("factrow.toml"), toml).expect("a file");
    dir
}

fn factrow(dir: &TempDir, args: &[&str]) -> Command {
    let mut command = cargo_bin_cmd!("factrow");
    command.current_dir(dir.path()).args(args);
    command
}

#[test]
fn the_file_is_found_upwards_and_gives_way_to_environment_and_command_line() {
    let dir = project("kind = [\"money\"]\ncolumns = \"text\"\nquiet = true\n");
    let extract = ["extract", "articles/2023"];
    factrow(&dir, &extract).assert().success().stdout("text\n3 milliards de dollars\n").stderr("");
    factrow(&dir, &extract).env("FACTROW_KIND", "users").assert().success().stdout("text\n400 millions d'utilisateurs\n");
    let both = factrow(&dir, &[&extract[..], &["--kind", "date"]].concat()).env("FACTROW_KIND", "users").assert().success();
    both.stdout("text\n2023\n");
    factrow(&dir, &[&extract[..], &["-v"]].concat()).assert().success().stderr(contains("a.txt: 1 mention"));
    let whole = factrow(&dir, &[&extract[..], &["--no-config"]].concat()).assert().success();
    whole.stdout(predicate::str::starts_with("doc,lang,")).stderr(contains("1 document"));
    // explain has the option as well, dict another of that name
    factrow(&dir, &["explain", "OpenAI vaut 3 M€"]).assert().success().stdout(contains("money 3000000").and(contains("company").not()));
}

#[test]
fn another_file_can_be_named_and_its_paths_count_from_it() {
    let dir = project("kind = \"nonsense\"\n");
    std::fs::create_dir_all(dir.path().join("settings")).expect("a folder");
    std::fs::write(dir.path().join("settings/mine.toml"), "output = \"out\"\nmin-confidence = 0.5\nsince = 2023-01-01\n").expect("a file");
    factrow(&dir, &["extract", "articles", "--config", "settings/mine.toml"]).assert().success().stdout("");
    assert!(dir.path().join("settings/out/facts.csv").is_file());
    factrow(&dir, &["extract", "articles", "--config", "no.toml"]).assert().code(2).stderr(contains("no.toml"));
}

#[test]
fn what_the_file_says_wrong_is_told_by_line() {
    let wrong = |toml: &str, why: &str| {
        let dir = project(toml);
        factrow(&dir, &["extract", "articles"]).assert().code(2).stdout("").stderr(contains("factrow.toml").and(contains(why)));
    };
    wrong("quiet = true\nmin-confidense = 1\n", "factrow.toml:2: unknown key `min-confidense`; did you mean `min-confidence`?");
    wrong("min_amount = \"1M€\"\n", "did you mean `min-amount`?");
    wrong("[output]\npath = \"x\"\n", "output: it takes one value");
    wrong("min-confidence = 7\n", "factrow.toml:1: min-confidence");
    wrong("kind = [\"money\", \"mony\"]\n", "'money'");
    wrong("quiet = \"yes\"\n", "quiet: it is true or false");
    wrong("kind = [\n", "line 1");
    wrong("config = \"other.toml\"\n", "unknown key `config`");
}

#[test]
fn slips_in_the_environment_are_told_and_other_variables_are_left_alone() {
    let dir = project("");
    let run = |name: &str, value: &str| factrow(&dir, &["extract", "articles", "-q"]).env(name, value).assert();
    run("FACTROW_MIN_CONFIDENSE", "1").code(2).stderr(contains("did you mean `FACTROW_MIN_CONFIDENCE`?"));
    run("FACTROW_MIN_CONFIDENCE", "7").code(2).stderr(contains("from 0 to 1"));
    run("FACTROW_SOMETHING_ELSE", "1").success();
    run("FACTROW_MENTIONS_ONLY", "1").success();
}

#[test]
fn config_show_says_what_is_in_force_and_from_where() {
    let dir = project("kind = [\"money\", \"date\"]\nmin-confidence = 0.8\n");
    let mut show = factrow(&dir, &["config", "show", "articles", "--lang", "fr"]);
    let assert = show.env("FACTROW_MIN_CONFIDENCE", "0.9").assert().success();
    let text = String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8");
    let line = |start: &str| text.lines().find(|l| l.starts_with(start)).unwrap_or_default().to_owned();
    assert!(line("kind = [\"money\", \"date\"]").ends_with("factrow.toml:1"), "{text}");
    assert!(line("min-confidence = 0.9").ends_with("# FACTROW_MIN_CONFIDENCE"), "{text}");
    assert!(line("lang = [\"fr\"]").ends_with("# command line"), "{text}");
    assert!(line("color = \"auto\"").ends_with("# default"), "{text}");
    assert!(line("# not set: ").contains("min-amount"), "{text}");
    // what it prints is a file of options
    std::fs::write(dir.path().join("factrow.toml"), &text).expect("a file");
    factrow(&dir, &["extract", "articles"]).assert().success().stdout(contains("3 milliards de dollars"));
}

#[test]
fn completions_and_man_pages_know_the_options() {
    let dir = project("");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        factrow(&dir, &["completions", shell]).assert().success().stdout(contains("min-amount")).stderr("");
    }
    factrow(&dir, &["man"]).assert().success().stdout(contains(".TH factrow 1"));
    factrow(&dir, &["man", "extract"]).assert().success().stdout(contains(".TH factrow-extract 1").and(contains("min\\-amount")));
    factrow(&dir, &["man", "extrct"]).assert().code(2).stderr(contains("did you mean `extract`?"));
}
