//! `factrow check` as a process: a broken row shows as the rows that changed, in every format, and an edit as itself.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const FRENCH: &str = "Mistral AI lève 1,5 milliard d'euros auprès de Nvidia.\n\nLe titre de Nvidia gagne 12 % depuis mars 2024.\n";
const ENGLISH: &str = "Nvidia bought Arm for $40 billion in 2020.\nIts shares rose 7% on 3 May 2021.\n";

/// Two articles with their expected tables, and a copy of the dictionaries to break.
struct Fixture {
    dir: TempDir,
}

impl Fixture {
    fn new() -> Fixture {
        let dir = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(dir.path().join("in")).expect("a folder");
        let fixture = Fixture { dir };
        fixture.article("fr.txt", FRENCH);
        fixture.article("en.txt", ENGLISH);
        fixture.check(&["--update"]).assert().success();
        fixture
    }

    fn article(&self, name: &str, text: &str) {
        std::fs::write(self.path("in").join(name), text).expect("a file");
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    fn check(&self, options: &[&str]) -> Command {
        let mut c = cargo_bin_cmd!("factrow");
        c.env_remove("FACTROW_DICTIONARIES").current_dir(self.dir.path()).args(["check", "in", "--color", "never"]).args(options);
        c
    }

    /// Dictionaries in which one line of a file is another.
    fn broken(&self, file: &str, from: &str, to: &str) -> &'static str {
        let (source, target) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries"), self.path("dictionaries"));
        for entry in ignore::Walk::new(&source).map(|e| e.expect("a listing")).filter(|e| e.path().is_file()) {
            let copy = target.join(entry.path().strip_prefix(&source).expect("below it"));
            std::fs::create_dir_all(copy.parent().expect("a parent")).expect("a folder");
            std::fs::copy(entry.path(), copy).expect("a copy");
        }
        let path = target.join(file);
        let text = std::fs::read_to_string(&path).expect("a dictionary");
        assert_eq!(text.matches(from).count(), 1, "{from} in {file}");
        std::fs::write(path, text.replace(from, to)).expect("a dictionary");
        "--dictionaries=dictionaries"
    }

    /// What `check` finds, as change, kind and what the row says.
    fn found(&self, options: &[&str]) -> Vec<String> {
        let output = self.check(&["--output-format=json"]).args(options).output().expect("a run");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("findings");
        assert_eq!(output.status.code(), Some(i32::from(!findings.is_empty())));
        findings.iter().map(|f| format!("{} {} {}", text(&f["change"]), text(&f["kind"]), text(&f["says"]))).collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn out(command: &mut Command, code: i32) -> String {
    String::from_utf8(command.assert().code(code).get_output().stdout.clone()).expect("UTF-8")
}

#[test]
fn unchanged_articles_have_no_findings() {
    let f = Fixture::new();
    for format in ["full", "concise", "github"] {
        assert_eq!(out(&mut f.check(&["--output-format", format]), 0), "", "{format}");
    }
    assert_eq!(f.found(&[]), Vec::<String>::new());
}

#[test]
fn a_broken_rule_shows_as_its_rows_in_every_format() {
    let f = Fixture::new();
    let broken = f.broken("rules/percent.toml", "\"negative? number percent-sign\"", "\"percent-sign percent-sign\"");
    let run = |format: &str| out(&mut f.check(&[broken, "--output-format", format]), 1);
    assert_eq!(f.found(&[broken]), ["lost percent 7% = 7 %", "lost percent 12 %"]);
    assert_eq!(
        run("concise"),
        "in/en.txt:2:17: lost percent: 7% = 7 % [percent.number]\nin/fr.txt:3:26: lost percent: 12 % [percent.number]\n"
    );
    assert_eq!(
        run("github"),
        "::error file=in/en.txt,line=2,endLine=2,col=17,endColumn=19,title=lost percent (percent.number)::en.txt: 7%25 = 7 %25\n\
         ::error file=in/fr.txt,line=3,endLine=3,col=26,endColumn=30,title=lost percent (percent.number)::fr.txt: 12 %25\n"
    );
    let full = run("full");
    let heads: Vec<_> = full.lines().filter(|l| l.starts_with("error")).collect();
    assert_eq!(heads, ["error[percent.number]: lost percent: 7% = 7 %", "error[percent.number]: lost percent: 12 %"]);
    assert!(
        full.contains(
            " --> in/fr.txt:3:26\n  |\n3 | Le titre de Nvidia gagne 12 % depuis mars 2024.\n  |                          ^^^^ expected"
        ),
        "{full}"
    );
    let markdown = run("markdown");
    let rows: Vec<_> = markdown.lines().filter(|l| l.starts_with("| lost")).collect();
    assert_eq!(
        rows,
        [
            "| lost | percent.number | percent: 7% = 7 % |  | 2: Its shares rose <b>7%</b> on 3 May 2021. |",
            "| lost | percent.number | percent: 12 % |  | 3: Le titre de Nvidia gagne <b>12 %</b> depuis mars 2024. |"
        ]
    );
    let junit = quick_junit::Report::deserialize_from_str(&run("junit")).expect("JUnit");
    let cases: Vec<_> = junit.test_suites.iter().flat_map(|s| s.test_cases.iter().map(|c| (s.name.as_str(), c.name.as_str()))).collect();
    assert_eq!(cases, [("en.txt", "in/en.txt:2:17 lost percent: 7% = 7 %"), ("fr.txt", "in/fr.txt:3:26 lost percent: 12 %")]);
    assert_eq!(junit.test_suites.iter().map(|s| s.failures).sum::<usize>(), 2);
}

#[test]
fn a_broken_dictionary_row_shows_as_the_mentions_and_facts_it_made() {
    let f = Fixture::new();
    let gone = f.broken("fr/numbers.csv", "\nmilliard,scale,1000000000\n", "\n");
    assert_eq!(
        f.found(&[gone]),
        ["lost money 1,5 milliard d'euros = 1500000000 EUR", "lost funding Mistral AI > Nvidia, 1500000000 EUR, asserted"]
    );
    let wrong = f.broken("fr/numbers.csv", "\nmilliard,scale,1000000000\n", "\nmilliard,scale,1000000\n");
    let full = out(&mut f.check(&[wrong]), 1);
    let notes: Vec<_> = full.lines().filter(|l| l.contains("= amount")).map(str::trim).collect();
    assert_eq!(notes, ["= amount: 1500000000 → 1500000"; 2], "{full}");
    assert_eq!(full.matches("error[").count(), 2);
}

#[test]
fn an_edit_marks_only_what_it_changed() {
    let f = Fixture::new();
    // a new first paragraph moves everything
    f.article("fr.txt", &format!("Une ligne de plus, sans rien à lire.\n\n{FRENCH}"));
    assert_eq!(f.found(&[]), Vec::<String>::new());
    // a word more in the same sentence is quoted by all its rows, and changes none
    f.article("fr.txt", &FRENCH.replace("gagne", "regagne enfin"));
    assert_eq!(f.found(&[]), Vec::<String>::new());
    f.article("fr.txt", &format!("Arm compte 300 salariés.\n\n{}", FRENCH.replace("12 %", "13,5 %")));
    let found = f.found(&[]);
    assert!(found.contains(&"added headcount 300 salariés = 300 employees".to_owned()), "{found:?}");
    assert!(found.contains(&"changed percent 13,5 % = 13.5 %".to_owned()), "{found:?}");
    assert!(found.iter().all(|f| f.contains("Arm") || f.contains("300") || f.contains("13.5") || f.contains("document")), "{found:?}");
}

#[test]
fn what_stands_elsewhere_in_an_unedited_text_has_changed() {
    let f = Fixture::new();
    let path = f.path("in/expected/mentions.csv");
    let table = std::fs::read_to_string(&path).expect("a table");
    std::fs::write(&path, table.replace("en.txt,en,2,59,61", "en.txt,en,2,9,11")).expect("a table");
    assert_eq!(f.found(&[]), ["changed percent 7% = 7 %"]);
    // without documents.csv nothing says that the text is as it was, but its neighbours have not moved
    std::fs::remove_file(f.path("in/expected/documents.csv")).expect("a table");
    assert_eq!(f.found(&[]), ["changed percent 7% = 7 %"]);
}

#[test]
fn documents_come_and_go() {
    let f = Fixture::new();
    std::fs::remove_file(f.path("in/en.txt")).expect("a file");
    f.article("new.txt", "Nvidia a 3 % du marché.\n");
    let found = f.found(&[]);
    for row in ["lost acquisition Nvidia > Arm, 40000000000 USD, 2020, asserted", "lost document en.txt", "added percent 3 %"] {
        assert!(found.iter().any(|f| f == row), "{row}: {found:?}");
    }
    f.check(&["--update"]).assert().success();
    assert_eq!(f.found(&[]), Vec::<String>::new());
}

#[test]
fn update_writes_what_extract_writes() {
    let f = Fixture::new();
    let mut extract = cargo_bin_cmd!("factrow");
    extract.env_remove("FACTROW_DICTIONARIES").current_dir(f.dir.path()).args(["extract", "-q", "in/en.txt", "in/fr.txt", "-o", "out"]);
    extract.assert().success();
    for table in ["mentions.csv", "facts.csv", "documents.csv"] {
        let read = |folder: &str| std::fs::read_to_string(f.path(folder).join(table)).expect("a table");
        assert_eq!(read("in/expected"), read("out"), "{table}");
    }
    assert_eq!(std::fs::read_dir(f.path("in/expected")).expect("a folder").count(), 3, "nothing else stays");
}

#[test]
fn wrong_expectations_are_named() {
    let f = Fixture::new();
    let stderr = |options: &[&str]| {
        let assert = f.check(options).assert().code(2).stdout("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(stderr(&["--expected=nowhere"]).contains("no expected tables in nowhere"));
    let path = f.path("in/expected/facts.csv");
    std::fs::write(&path, "doc;type;subject\na;users;b\n").expect("a table");
    assert!(stderr(&[]).contains("in/expected/facts.csv:1: no column `doc`"));
    std::fs::write(&path, "doc,type,subject\na,users,b\na,users\n").expect("a table");
    let said = stderr(&[]);
    assert!(said.contains("in/expected/facts.csv") && said.contains("line: 3"), "{said}");
    std::fs::remove_file(path).expect("a table");
    f.article("bad.txt", "\0\u{1}");
    f.check(&[]).assert().code(1);
    std::fs::remove_file(f.path("in/expected/documents.csv")).expect("a table");
    assert!(stderr(&[]).contains("in/bad.txt"), "what cannot be read and is not expected to be");
}
