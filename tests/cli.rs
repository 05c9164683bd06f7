//! The program as a process: streams, exit codes, the shape of its tables, and what it does with bad inputs.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

const ARTICLE: &str = "Publié le 3 juin 2024 à 17h02\n\nOpenAI a levé 3 milliards de dollars auprès de Microsoft en 2023.\n";

const MENTIONS: &str = "doc,lang,sentence,start,end,kind,text,id,name,owner,amount,amount_high,unit,bound,per,traits,date_from,date_to,edtf,\
                        rule,confidence,context";
const FACTS: &str = "fact,doc,doc_date,lang,sentence,start,end,type,subject_id,subject,object_id,object,amount,amount_high,currency,bound,per,\
                     count,count_high,count_unit,count_per,percent,date_from,date_to,edtf,modality,rule,confidence,evidence";
const COMPANIES: &str = "id,name,ticker,country,parent,documents,mentions,facts,first_doc,last_doc_date,aliases_seen";
const DOCUMENTS: &str = "doc,source,format,encoding,lang,doc_date,doc_date_source,title,characters,sentences,mentions,facts,status,error";

fn factrow() -> Command {
    let mut c = cargo_bin_cmd!("factrow");
    c.env_remove("FACTROW_THREADS").env_remove("FACTROW_DICTIONARIES");
    c
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    dir
}

/// All rows of a table, each by column.
fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv);
    reader.deserialize().collect::<Result<_, _>>().expect("rows as wide as the header")
}

fn table(out: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    rows(&std::fs::read(out.join(name)).expect("a table"))
}

#[test]
fn a_folder_becomes_four_tables() {
    let dir = folder(&[("in/b/2.txt", ARTICLE.as_bytes()), ("in/a.md", ARTICLE.as_bytes()), ("in/ignored.png", b"\x89PNG\0")]);
    let out = dir.path().join("out");
    factrow()
        .arg("extract")
        .arg(dir.path().join("in"))
        .arg("-o")
        .arg(&out)
        .assert()
        .success()
        .stdout("")
        .stderr(predicate::str::is_match(r"^2 documents, 1 skipped, \d+ mentions, \d+ facts?, \d+\.\d s\n$").expect("a pattern"));
    for (name, header) in [("mentions.csv", MENTIONS), ("facts.csv", FACTS), ("companies.csv", COMPANIES), ("documents.csv", DOCUMENTS)] {
        let bytes = std::fs::read(out.join(name)).expect("a table");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text.lines().next(), Some(header), "{name}");
        assert!(!text.starts_with('\u{feff}') && !text.contains('\r') && text.ends_with('\n'), "{name}");
    }
    let documents = table(&out, "documents.csv");
    let names: Vec<_> = documents.iter().map(|r| (r["doc"].as_str(), r["status"].as_str())).collect();
    assert_eq!(names, [("a.md", "ok"), ("b/2.txt", "ok"), ("ignored.png", "skipped")]);
    let mentions = table(&out, "mentions.csv");
    for r in &mentions {
        let (start, end): (usize, usize) = (r["start"].parse().expect("a number"), r["end"].parse().expect("a number"));
        let surface: String = ARTICLE.chars().skip(start).take(end - start).collect();
        assert_eq!(r["text"], surface);
    }
    let money: Vec<_> = mentions.iter().filter(|r| r["kind"] == "money").map(|r| (&*r["doc"], &*r["amount"], &*r["unit"])).collect();
    assert_eq!(money, [("a.md", "3000000000", "USD"), ("b/2.txt", "3000000000", "USD")]);
    let companies = table(&out, "companies.csv");
    let microsoft = companies.iter().find(|r| r["id"] == "microsoft").expect("a row");
    assert_eq!((&*microsoft["documents"], &*microsoft["mentions"], &*microsoft["first_doc"]), ("2", "2", "a.md"));
    assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 4, "no temporary files stay");
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let run = |threads: &str| -> Vec<Vec<u8>> {
        let out = dir.path().join(threads);
        factrow().args(["extract", "fixtures/gold", "-j", threads, "-q", "-o"]).arg(&out).assert().success().stderr("");
        ["mentions.csv", "facts.csv", "companies.csv", "documents.csv"].map(|n| std::fs::read(out.join(n)).expect("a table")).to_vec()
    };
    let one = run("1");
    assert!(one[0].len() > 10_000);
    assert!(one == run("2") && one == run("7"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_written() {
    let dir = folder(&[
        ("in/empty.txt", b""),
        ("in/blank.txt", b" \n\n"),
        ("in/binary.txt", b"abc\0\x01\x02"),
        (
            "in/damaged.txt",
            "cassé \u{e9}".as_bytes().split_last().map(|(_, rest)| [rest, b"\xff\xfe"].concat()).unwrap_or_default().as_slice(),
        ),
        ("in/good.txt", ARTICLE.as_bytes()),
        ("in/records.jsonl", b"{\"id\":\"r1\",\"text\":\"OpenAI\"}\nno json\n{\"id\":\"r3\"}\n"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere/at/all", dir.path().join("in/broken.txt")).expect("a link");
    let out = dir.path().join("out");
    let assert = factrow().arg("extract").arg(dir.path().join("in")).arg("-o").arg(&out).assert().code(2).stdout("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    let documents = table(&out, "documents.csv");
    let status: BTreeMap<_, _> = documents.iter().map(|r| (r["doc"].as_str(), r["status"].as_str())).collect();
    for (doc, expected) in [
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("binary.txt", "failed"),
        ("damaged.txt", "failed"),
        ("good.txt", "ok"),
        ("r1", "ok"),
        ("records.jsonl#2", "failed"),
        ("records.jsonl#3", "failed"),
    ] {
        assert_eq!(status.get(doc), Some(&expected), "{doc}");
        assert_eq!(stderr.contains(doc), expected != "ok", "{doc}: {stderr}");
    }
    #[cfg(unix)]
    assert_eq!(status.get("broken.txt"), Some(&"failed"), "{stderr}");
    assert!(documents.iter().filter(|r| r["status"] != "ok").all(|r| !r["error"].is_empty()));
    assert!(table(&out, "mentions.csv").iter().any(|r| r["doc"] == "good.txt"));
}

#[test]
fn wrong_usage_is_exit_code_2() {
    factrow().arg("extract").assert().code(2);
    factrow().args(["extract", "no/such/file.txt"]).assert().code(2).stderr(predicate::str::contains("no/such/file.txt"));
    factrow().args(["extract", "-", "--doc-date", "juin"]).write_stdin("x").assert().code(2).stderr(predicate::str::contains("2025-06-12"));
    factrow().args(["extract", "-", "--min-confidence", "2"]).write_stdin("x").assert().code(2);
    factrow()
        .args(["extract", "-", "--dictionaries", "no/such/folder"])
        .write_stdin("x")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("no/such/folder"));
}

#[test]
fn nothing_found_is_no_error() {
    let assert = factrow().args(["extract", "-"]).write_stdin("Il fait beau.").assert().success();
    assert_eq!(String::from_utf8_lossy(&assert.get_output().stdout), format!("{MENTIONS}\n"));
}

#[test]
fn standard_input_and_tables_on_standard_output() {
    let stdout = |args: &[&str]| factrow().arg("extract").args(args).write_stdin(ARTICLE).assert().success().get_output().stdout.clone();
    assert!(rows(&stdout(&["-"])).iter().any(|r| r["doc"] == "stdin" && r["text"] == "3 milliards de dollars"));
    let documents = rows(&stdout(&["-", "--table", "documents"]));
    assert_eq!((documents[0]["source"].as_str(), documents[0]["lang"].as_str()), ("-", "fr"));
    assert!(stdout(&["-", "--table", "facts"]).starts_with(FACTS.as_bytes()));
    assert!(rows(&stdout(&["-", "--table", "companies"])).iter().any(|r| r["name"] == "Microsoft"));
}

#[test]
fn records_bring_their_id_date_and_language() {
    let record = r#"{"id":"x/1","text":"A deal worth $5 million.","date":"2025-01-02T10:00:00Z","lang":"en","title":"A deal"}"#;
    let dir = folder(&[("in.jsonl", format!("{record}\n\n{{\"body\":\"Rien.\"}}\n").as_bytes())]);
    let assert = factrow().arg("extract").arg(dir.path().join("in.jsonl")).args(["--table", "documents"]).assert().success();
    let documents = rows(&assert.get_output().stdout);
    let first: Vec<_> = ["doc", "lang", "doc_date", "doc_date_source", "title"].map(|c| documents[0][c].clone()).to_vec();
    assert_eq!(first, ["x/1", "en", "2025-01-02", "record", "A deal"]);
    assert_eq!(documents[1]["doc"], "in.jsonl#3");
}

#[test]
fn the_date_comes_from_the_first_place_that_knows() {
    let dir = folder(&[
        ("2025-06-12-name.txt", b"Un texte."),
        ("front.md", b"---\ndate: 2025-01-02\ntitle: Le titre\n---\nUn texte."),
        ("none.txt", b"Un texte."),
    ]);
    let documents = |args: &[&str]| {
        let assert = factrow().arg("extract").arg(dir.path()).args(["--table", "documents"]).args(args).assert().success();
        let rows = rows(&assert.get_output().stdout);
        rows.into_iter().map(|r| format!("{} {} {}", r["doc"], r["doc_date"], r["doc_date_source"])).collect::<Vec<_>>()
    };
    assert_eq!(documents(&[]), ["2025-06-12-name.txt 2025-06-12 file-name", "front.md 2025-01-02 front-matter", "none.txt  "]);
    assert!(documents(&["--doc-date", "2024-02"]).iter().all(|d| d.ends_with(" 2024-02 option")));
}

#[test]
fn old_tables_stay_when_a_run_cannot_finish() {
    let dir = folder(&[("out/mentions.csv", b"old"), ("out/facts.csv/in-the-way", b"")]);
    let out = dir.path().join("out");
    factrow().args(["extract", "-", "-o"]).arg(&out).write_stdin(ARTICLE).assert().code(2).stderr(predicate::str::contains("facts.csv"));
    assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 2, "no temporary files stay");
}

#[test]
fn names_of_one_file_in_two_folders_stay_apart() {
    let dir = folder(&[("a/x.txt", ARTICLE.as_bytes()), ("b/x.txt", ARTICLE.as_bytes()), ("b/y.txt", ARTICLE.as_bytes())]);
    let assert = factrow().current_dir(dir.path()).args(["extract", "a", "b", "b/y.txt", "--table", "documents"]).assert().success();
    let docs: Vec<_> = rows(&assert.get_output().stdout).into_iter().map(|r| r["doc"].clone()).collect();
    assert_eq!(docs, ["a/x.txt", "b/x.txt", "y.txt"]);
}

#[test]
fn explain_names_rule_and_rows() {
    let assert = factrow().args(["explain", "OpenAI lève 3 milliards de dollars"]).assert().success();
    let stdout = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    for part in ["money 3000000000 USD", "^^^^^^^^^^^^^^^^^^^^^^", "rules/money.toml:", "fr/currencies.csv:", "dollars: currency = USD"] {
        assert!(stdout.contains(part), "{part} in\n{stdout}");
    }
    assert!(!stdout.contains('\u{1b}'), "no colours where nobody sees them");
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let what = format!("{}:3", dir.path().join("a.txt").display());
    let third = |line: &str| predicate::str::contains(line.to_owned());
    factrow().args(["explain", "--kind", "money", &what]).assert().success().stdout(third("a.txt:3:15"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    let records: String = (0..4000).map(|i| format!("{{\"id\":\"{i}\",\"text\":\"OpenAI lève 3 milliards de dollars.\"}}\n")).collect();
    let dir = folder(&[("many.jsonl", records.as_bytes())]);
    let program = assert_cmd::cargo::cargo_bin!("factrow");
    let line = format!("'{}' extract -q '{}' | head -1", program.display(), dir.path().join("many.jsonl").display());
    let output = std::process::Command::new("sh").args(["-c", &line]).output().expect("a shell");
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{MENTIONS}\n"));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_old_tables() {
    let dir = folder(&[("out/mentions.csv", b"old")]);
    let out = dir.path().join("out");
    let record = "{\"text\":\"OpenAI lève 3 milliards de dollars, Microsoft 4 milliards d'euros en 2024. \"}\n";
    std::fs::write(dir.path().join("many.jsonl"), record.repeat(400_000)).expect("a file");
    let program = assert_cmd::cargo::cargo_bin!("factrow");
    let mut child = std::process::Command::new(program)
        .arg("extract")
        .arg(dir.path().join("many.jsonl"))
        .arg("-o")
        .arg(&out)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("a process");
    // once its temporary files are there it listens
    while std::fs::read_dir(&out).expect("a folder").count() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(kill.success());
    assert_eq!(child.wait().expect("an end").code(), Some(130));
    assert_eq!(std::fs::read(out.join("mentions.csv")).expect("the old table"), b"old");
    assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 1, "no temporary files stay");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, bytes).expect("bytes in memory");
    encoder.finish().expect("bytes in memory")
}

fn documents_of(dir: &Path, args: &[&str]) -> Vec<BTreeMap<String, String>> {
    let output = factrow().current_dir(dir).args(["extract", "--table", "documents"]).args(args).output().expect("a run");
    rows(&output.stdout)
}

#[test]
fn old_encodings_and_packed_files_are_read() {
    let text = "Le cœur de l’opération : 3 milliards d’euros « levés » à l’été.";
    let in_encoding = |name: &str| encoding_rs::Encoding::for_label(name.as_bytes()).expect("an encoding").encode(text).0.into_owned();
    let dir = folder(&[
        ("1252.txt", &in_encoding("windows-1252")),
        ("bom.txt", [b"\xef\xbb\xbf", text.as_bytes()].concat().as_slice()),
        ("mac.txt", &in_encoding("macintosh")),
        ("packed.txt.gz", &gzip(text.as_bytes())),
    ]);
    let output = factrow().arg("extract").arg(dir.path()).output().expect("a run");
    let money: Vec<_> = rows(&output.stdout).into_iter().filter(|r| r["kind"] == "money").collect();
    let found: Vec<_> = money.iter().map(|r| (r["doc"].as_str(), r["start"].as_str(), r["text"].as_str())).collect();
    let at = |doc| (doc, "25", "3 milliards d’euros");
    assert_eq!(found, [at("1252.txt"), at("bom.txt"), at("mac.txt"), at("packed.txt.gz")]);
    let encodings: Vec<_> = documents_of(dir.path(), &["."]).into_iter().map(|r| r["encoding"].clone()).collect();
    assert_eq!(encodings, ["windows-1252", "UTF-8", "macintosh", "UTF-8"]);
}

#[test]
fn tables_of_articles_are_read_with_any_separator() {
    let dir = folder(&[
        ("excel.csv", b"id;texte;date\r\n7;\"OpenAI l\xe8ve 3,5 M\x80; oui\";03/06/2024\r\n8;;\r\n"),
        ("other.csv", b"name,amount\nx,1\n"),
        ("tabs.tsv", b"headline\tstory\nOne\tOpenAI raised $5m\n"),
    ]);
    let status = |r: &BTreeMap<String, String>| format!("{} {} {} {}", r["doc"], r["status"], r["encoding"], r["doc_date"]);
    let documents = documents_of(dir.path(), &["."]);
    let all: Vec<String> = documents.iter().map(status).collect();
    assert_eq!(all, ["7 ok windows-1252 2024-06-03", "8 empty  ", "other.csv skipped  ", "tabs.tsv skipped  "]);
    let documents = documents_of(dir.path(), &["tabs.tsv", "--text-column", "story"]);
    assert_eq!((documents[0]["doc"].as_str(), documents[0]["title"].as_str()), ("tabs.tsv#1", "One"));
    factrow().current_dir(dir.path()).args(["extract", "other.csv"]).assert().code(2).stderr(predicate::str::contains("name, amount"));
}

#[cfg(feature = "html")]
#[test]
fn web_pages_are_reduced_to_the_article() {
    let paragraphs = "<p>La start-up lyonnaise a levé 32 millions d'euros auprès de Bpifrance, a-t-elle annoncé mardi dernier, à Lyon.</p>\
                      <p>Elle vend ses pompes à chaleur, conçues en France, et veut doubler ses équipes, dit sa fondatrice, avant l'été.</p>"
        .repeat(3);
    let page = format!(
        "<html lang=fr><head><title>Une levée</title><meta property=\"article:published_time\" content=\"2024-09-17T08:30\"></head><body>\
         <nav><a href=/>Accueil</a></nav><article><h1>Une levée</h1>{paragraphs}</article>\
         <aside><a href=x>Apple : 3 milliards de dollars</a></aside><footer>© 2025</footer></body></html>"
    );
    let dir = folder(&[("page.html", page.as_bytes())]);
    let document = &documents_of(dir.path(), &["page.html"])[0];
    let known: Vec<_> = ["format", "lang", "doc_date", "doc_date_source", "title"].map(|c| document[c].as_str()).to_vec();
    assert_eq!(known, ["html", "fr", "2024-09-17", "html", "Une levée"]);
    let output = factrow().arg("extract").arg(dir.path()).output().expect("a run");
    let texts: Vec<_> = rows(&output.stdout).into_iter().filter(|r| r["kind"] == "money").map(|r| r["text"].clone()).collect();
    assert_eq!(texts, ["32 millions d'euros"; 3]);
}

#[test]
fn nothing_unpacks_without_bound() {
    let dir =
        folder(&[("bomb.txt.gz", &gzip(&vec![b'a'; 3_000_000])), ("cut.txt.gz", &gzip(ARTICLE.as_bytes())[..40]), ("good.txt", b"Bien.")]);
    let status: Vec<_> = documents_of(dir.path(), &[".", "--max-file-size", "1000000"]).into_iter().map(|r| r["status"].clone()).collect();
    assert_eq!(status, ["failed", "failed", "ok"]);
}

#[test]
fn tables_of_an_earlier_run_are_no_articles() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    for _ in 0..2 {
        factrow().current_dir(dir.path()).args(["extract", ".", "-o", "out"]).assert().success();
    }
    assert_eq!(table(&dir.path().join("out"), "documents.csv").len(), 1);
}

#[test]
fn dialects_are_those_of_spreadsheets() {
    let text = "Alpha perd -309,5 M€. OpenAI lève 3,5 millions de dollars.";
    let dir = folder(&[("=1+2.txt", text.as_bytes())]);
    let run = |args: &[&str]| {
        factrow().current_dir(dir.path()).args(["extract", "-q", "=1+2.txt"]).args(args).assert().success().get_output().stdout.clone()
    };
    let excel = run(&["--dialect", "excel-fr"]);
    let lines = String::from_utf8(excel).expect("UTF-8");
    assert!(lines.starts_with("\u{feff}doc;lang;") && lines.ends_with("\r\n"), "{lines}");
    assert!(lines.contains("'=1+2.txt;fr;") && lines.contains(";3500000;") && lines.contains(";0,9"), "{lines}");
    assert!(!lines.contains("\n="));
    let excel = String::from_utf8(run(&["--dialect", "excel"])).expect("UTF-8");
    assert!(excel.starts_with("\u{feff}doc,lang,") && excel.contains("\r\n'=1+2.txt,fr,"), "{excel}");
    let plain = String::from_utf8(run(&["--dialect", "csv"])).expect("UTF-8");
    assert!(plain.contains("\n=1+2.txt,fr,"), "{plain}");
    let tabs = String::from_utf8(run(&["--dialect", "tsv"])).expect("UTF-8");
    assert!(tabs.starts_with("doc\tlang\t"));
}

#[test]
fn the_ending_of_a_file_says_how_it_is_written() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let run = |args: &[&str]| factrow().current_dir(dir.path()).args(["extract", "-q", "a.txt"]).args(args).assert();
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).expect("a file");
    run(&["-o", "facts.csv", "--table", "facts"]).success();
    assert!(read("facts.csv").starts_with(FACTS));
    run(&["-o", "m.jsonl"]).success();
    let first: serde_json::Value = serde_json::from_str(read("m.jsonl").lines().last().expect("a line")).expect("JSON");
    assert_eq!(first.as_object().expect("an object").len(), MENTIONS.split(',').count());
    assert!(read("m.jsonl").contains("\"amount\":3000000000,"));
    run(&["-o", "m.tsv", "--table", "companies"]).success();
    assert!(read("m.tsv").starts_with("id\tname\t"));
    run(&["-o", "folder", "--format", "jsonl"]).success();
    assert!(read("folder/documents.jsonl").contains("\"status\":\"ok\""));
    run(&["-o", "folder", "--table", "facts"]).code(2);
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 5, "no temporary files stay");
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_the_same_each_time() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let run = |out: &str| {
        factrow().current_dir(dir.path()).args(["extract", "-q", "a.txt", "-o", out]).assert().success();
        std::fs::read(dir.path().join(out)).expect("a workbook")
    };
    let book = run("1.xlsx");
    assert!(book.starts_with(b"PK") && book == run("2.xlsx"));
    factrow().args(["extract", "-", "--format", "xlsx"]).write_stdin("x").assert().code(2);
}

#[test]
fn sniff_says_how_inputs_are_understood() {
    let dir = folder(&[
        ("2024-06-12-b.md", b"# Le titre\n\nUn texte."),
        ("a.txt", format!("La levée\n\n{ARTICLE}").as_bytes()),
        ("c.txt", b"\0"),
        ("d.png", b"\x89PNG"),
    ]);
    let expected = "2024-06-12-b.md: md, UTF-8, fr, 2024-06-12 (file-name), 21 characters, \"Le titre\"\n\
                    a.txt: txt, UTF-8, fr, 2024-06-03 (text), 107 characters, \"La levée\"\n\
                    d.png: skipped, not a kind of file that is read\n";
    factrow().current_dir(dir.path()).args(["sniff", "."]).assert().code(2).stdout(expected).stderr(predicate::str::contains("c.txt"));
}
