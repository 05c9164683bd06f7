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

/// Annotations of the two articles: one amount is read otherwise, a company is missed, one spot is a matter of taste.
const GOLD: &str = r#"{"doc": "fr", "lang": "fr", "doc_date": null, "mentions": [
  {"kind": "company", "text": "Mistral AI", "nth": 1, "value": {"name": "Mistral AI"}},
  {"kind": "money", "text": "1,5 milliard d'euros", "nth": 1, "value": {"low": "1500000000", "currency": "EUR", "bound": "exact"}},
  {"kind": "company", "text": "Nvidia", "nth": 1, "value": {"name": "NVIDIA Corp."}},
  {"kind": "company", "text": "Nvidia", "nth": 2, "value": {"name": "Nvidia"}, "optional": true},
  {"kind": "percent", "text": "12 %", "nth": 1, "value": {"value": "21"}},
  {"kind": "date", "text": "mars 2024", "nth": 1, "value": {"from": "2024-03-01", "to": "2024-03-31"}},
  {"kind": "product", "text": "titre", "nth": 1, "value": {"name": "Titre", "owner": null}}],
 "facts": [
  {"type": "funding", "subject": "Mistral AI", "object": "Nvidia", "money": {"low": "1500000000", "currency": "EUR"}, "count": null,
   "percent": null, "date": null, "modality": "planned", "evidence": "Mistral AI lève 1,5 milliard d'euros"},
  {"type": "revenue", "subject": "Nvidia", "object": null, "money": {"low": "1", "currency": "EUR"}, "count": null, "percent": null,
   "date": null, "modality": "asserted", "evidence": "Le titre de Nvidia"}]}"#;

fn gold() -> Fixture {
    let f = Fixture::new();
    std::fs::create_dir(f.path("gold")).expect("a folder");
    std::fs::write(f.path("gold/fr.gold.json"), GOLD).expect("a file");
    f
}

fn scores(f: &Fixture, options: &[&str]) -> (Value, i32) {
    let output = f.check(&["--output-format=json"]).args(options).output().expect("a run");
    let code = output.status.code().expect("a code");
    (serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr))), code)
}

fn counts(report: &Value, group: &str) -> [u64; 3] {
    let all = report["scores"].as_array().expect("scores");
    let score = all.iter().find(|s| s["group"] == group).unwrap_or_else(|| panic!("no {group}: {all:?}"));
    ["gold", "found", "right"].map(|c| score[c].as_u64().expect("a count"))
}

#[test]
fn annotations_are_scored_by_kind_type_language_and_rule() {
    let f = gold();
    let (report, code) = scores(&f, &["--against=gold", "--errors"]);
    assert_eq!((code, &report["documents"]), (0, &Value::from(1)), "articles without annotations are left out");
    assert_eq!(counts(&report, "kind=company"), [2, 2, 2], "what is optional counts on neither side");
    assert_eq!(counts(&report, "kind=money"), [1, 1, 1]);
    assert_eq!(counts(&report, "kind=percent"), [1, 1, 0]);
    assert_eq!(counts(&report, "kind=product"), [1, 0, 0]);
    assert_eq!(counts(&report, "mentions"), [6, 5, 4]);
    assert_eq!(counts(&report, "mentions,lang=fr"), [6, 5, 4]);
    assert_eq!(counts(&report, "facts"), [2, 1, 1]);
    assert_eq!(counts(&report, "type=funding"), [1, 1, 1]);
    assert_eq!(counts(&report, "rule=percent.number")[1..], [1, 0]);
    let funding = report["scores"].as_array().expect("scores").iter().find(|s| s["group"] == "type=funding").expect("a type");
    assert_eq!(funding["modality"], 0.0, "the core of a fact is right whatever its modality");
    let findings: Vec<_> =
        report["findings"].as_array().expect("findings").iter().map(|f| (text(&f["change"]), text(&f["kind"]))).collect();
    assert_eq!(findings, [("missed", "product"), ("wrong", "percent"), ("missed", "revenue")]);
    let full = out(&mut f.check(&["--against=gold", "--errors"]), 0);
    assert!(full.contains("= value: 12 % = 21 → 12 %") && full.contains("3 | Le titre de Nvidia"), "{full}");
}

#[test]
fn our_own_tables_are_annotations_too() {
    let f = Fixture::new();
    std::fs::rename(f.path("in/expected"), f.path("gold")).expect("a folder");
    let (report, code) = scores(&f, &["--against=gold"]);
    assert_eq!(code, 0);
    assert_eq!((counts(&report, "mentions"), counts(&report, "facts")), ([12; 3], [2; 3]));
    std::fs::remove_file(f.path("gold/mentions.csv")).expect("a table");
    let (report, _) = scores(&f, &["--against=gold"]);
    assert_eq!(counts(&report, "facts"), [2; 3]);
    assert!(report["scores"].as_array().expect("scores").iter().all(|s| s["group"] != "mentions"), "nobody annotated mentions");
}

#[test]
fn scores_below_what_is_asked_fail() {
    let f = gold();
    let failing = |condition: &str, said: &str| {
        let option = format!("--fail-under={condition}");
        let assert = f.check(&["-q", "--against=gold", &option]).assert().code(1);
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.contains(said), "{condition}: {stderr}");
    };
    failing("kind=percent:f1=0.5", "kind=percent: f1 0.000 is below 0.5");
    failing("f1=0.9", "mentions: f1 0.727 is below 0.9");
    failing("facts:recall=0.6", "facts: recall 0.500 is below 0.6");
    failing("type=acquisition:f1=0", "nothing there to measure");
    f.check(&["--against=gold", "--fail-under=kind=money,lang=fr:f1=1", "--fail-under=type=funding:precision=1"]).assert().success();
    for wrong in ["kind=cash:f1=1", "kind=money:f2=1", "money", "f1=2", "colour=red:f1=0.1"] {
        f.check(&["--against=gold", "--fail-under", wrong]).assert().code(2);
    }
    for format in ["junit", "github", "markdown"] {
        let out = out(&mut f.check(&["--against=gold", "--fail-under=kind=percent:f1=0.5", "--output-format", format]), 1);
        assert!(out.contains("f1 0.000 is below 0.5"), "{format}: {out}");
    }
}

#[test]
fn a_stored_run_is_a_floor() {
    let f = gold();
    let run = out(&mut f.check(&["--against=gold", "--output-format=json"]), 0);
    std::fs::write(f.path("run.json"), run).expect("a file");
    f.check(&["--against=gold", "--baseline=run.json"]).assert().success();
    let broken = f.broken("fr/numbers.csv", "\nmilliard,scale,1000000000\n", "\n");
    let assert = f.check(&[broken, "--against=gold", "--baseline=run.json"]).assert().code(1);
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(stderr.contains("kind=money: f1 0.000 is below 1.000 of the stored run") && stderr.contains("type=funding"), "{stderr}");
    assert!(!stderr.contains("kind=company"), "{stderr}");
    std::fs::write(f.path("run.json"), "{}").expect("a file");
    f.check(&["--against=gold", "--baseline=run.json"]).assert().code(2);
}

#[test]
fn annotations_that_fit_no_text_are_named() {
    let f = gold();
    std::fs::write(f.path("gold/other.gold.json"), GOLD.replace("\"fr\",", "\"other\",")).expect("a file");
    f.article("fr.txt", &FRENCH.replace("Le titre", "L'action"));
    let assert = f.check(&["--against=gold"]).assert().code(2);
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(stderr.contains("other: annotated, but no such article was read") && stderr.contains("not in the text: \"titre\""), "{stderr}");
    std::fs::write(f.path("gold/other.gold.json"), "{\"doc\": 1}").expect("a file");
    let assert = f.check(&["--against=gold"]).assert().code(2);
    assert!(String::from_utf8_lossy(&assert.get_output().stderr).contains("gold/other.gold.json: "));
}

impl Fixture {
    fn review(&self, options: &[&str]) -> Command {
        let mut c = cargo_bin_cmd!("factrow");
        c.env_remove("FACTROW_DICTIONARIES").current_dir(self.dir.path()).args(["review", "in", "--color", "never"]).args(options);
        c
    }
}

#[test]
fn accepted_differences_become_the_expectation() {
    let f = Fixture::new();
    let wrong = f.broken("fr/numbers.csv", "\nmilliard,scale,1000000000\n", "\nmilliard,scale,1000000\n");
    f.review(&[wrong, "--accept", "kind=money"]).assert().success().stdout("");
    assert_eq!(f.found(&[wrong]), ["changed funding Mistral AI > Nvidia, 1500000 EUR, asserted"]);
    assert_eq!(f.found(&[]), ["changed money 1,5 milliard d'euros = 1500000000 EUR"], "what was accepted is expected now");
    f.review(&[wrong, "--accept", "all"]).assert().success();
    assert_eq!(f.found(&[wrong]), Vec::<String>::new());
    f.review(&["--accept", "everything"]).assert().code(2);
}

#[test]
fn accepting_all_is_updating() {
    let f = Fixture::new();
    f.article("fr.txt", &format!("Arm compte 300 salariés.\n\n{}", FRENCH.replace("12 %", "13,5 %")));
    f.article("a.txt", "Nvidia a 3 % du marché.\n");
    std::fs::remove_file(f.path("in/en.txt")).expect("a file");
    let tables =
        || ["mentions.csv", "facts.csv", "documents.csv"].map(|t| std::fs::read_to_string(f.path("in/expected").join(t)).expect("a table"));
    f.review(&["--accept", "all"]).assert().success();
    let reviewed = tables();
    f.check(&["--update", "-q"]).assert().success();
    assert_eq!(reviewed, tables());
}

#[test]
fn rejected_differences_stay_findings_and_are_not_asked_again() {
    let f = Fixture::new();
    let broken = f.broken("rules/percent.toml", "\"negative? number percent-sign\"", "\"percent-sign percent-sign\"");
    // the first is looked at, rejected, the second skipped
    let assert = f.review(&[broken]).write_stdin("u\ne\nr\ns\n").assert().success().stdout("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(stderr.contains("lost percent: 7% = 7 %") && stderr.contains("percent.number: rules/percent.toml:"), "{stderr}");
    assert!(stderr.contains("date 2021-05-03") && stderr.contains("0 accepted, 1 rejected, 1 left as they are"), "{stderr}");
    let lines = out(&mut f.check(&[broken, "--output-format=concise"]), 1);
    assert_eq!(
        lines,
        "in/en.txt:2:17: lost percent: 7% = 7 % [percent.number] (rejected)\nin/fr.txt:3:26: lost percent: 12 % [percent.number]\n"
    );
    let again = f.review(&[broken]).write_stdin("a\n").assert().success();
    let stderr = String::from_utf8_lossy(&again.get_output().stderr).into_owned();
    assert!(stderr.contains("1/1") && !stderr.contains("7% = 7 %"), "{stderr}");
    assert_eq!(f.found(&[broken]), ["lost percent 7% = 7 %"]);
    // a mended rule needs no decision any more
    assert_eq!(f.found(&[]), ["added percent 12 %"]);
    f.review(&["--accept", "change=added", "--reject", "change=lost"]).assert().success();
    assert_eq!(f.found(&[]), Vec::<String>::new());
    assert!(!f.path("in/expected/rejected.csv").exists());
}
