//! What can go wrong while it runs: signals, force, a full disk, folders and files that vanish. Nothing is half written, and
//! a run with `--resume` ends with the same bytes as one that was never stopped.
#![cfg(unix)]

use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const TABLES: [&str; 4] = ["companies.csv", "documents.csv", "facts.csv", "mentions.csv"];

/// A folder `in` of articles that takes a while to read.
fn articles(count: usize) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    for n in 0..count {
        write_article(dir.path(), n, n);
    }
    dir
}

fn write_article(dir: &Path, n: usize, millions: usize) {
    let line = format!("En 2023, OpenAI a levé {millions} millions d'euros auprès de Microsoft. Vlinder{n} SAS compte {n} salariés. ");
    std::fs::write(dir.join(format!("in/{n:04}.txt")), line.repeat(30)).expect("a file");
}

fn start(dir: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(cargo_bin!("factrow"));
    command.current_dir(dir).args(["extract", "in", "-j", "2"]).args(args).stderr(Stdio::piped()).spawn().expect("a process")
}

/// Waits until something holds, or the process has ended.
fn wait_for(child: &mut Child, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() && child.try_wait().expect("a process").is_none() {
        assert!(began.elapsed() < Duration::from_secs(60), "it neither goes on nor ends");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn signal(child: &Child, name: &str) {
    let _ = Command::new("kill").args([name, &child.id().to_string()]).status();
}

/// Ends within a minute and never in a panic.
fn ended(mut child: Child) -> Output {
    wait_for(&mut child, || false);
    let output = child.wait_with_output().expect("an end");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked") && !stderr.contains("internal error"), "{stderr}");
    output
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn tables(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    assert_eq!(names(folder), TABLES, "all tables and nothing else");
    TABLES.iter().map(|t| ((*t).to_owned(), std::fs::read(folder.join(t)).expect("a table"))).collect()
}

fn journal(dir: &Path) -> PathBuf {
    dir.join("out/.factrow-resume/journal.jsonl")
}

/// Finished documents in the journal: a line each.
fn finished(dir: &Path) -> usize {
    std::fs::read(journal(dir)).map_or(0, |bytes| bytes.iter().filter(|b| **b == b'\n').count())
}

/// Runs with `--resume` and stops it with a signal when its journal has grown and holds the first articles.
fn stopped(dir: &Path, name: &str) -> Output {
    let before = finished(dir);
    let mut child = start(dir, &["-o", "out", "--resume"]);
    wait_for(&mut child, || finished(dir) > before.max(12));
    signal(&child, name);
    ended(child)
}

#[test]
fn a_run_that_was_stopped_again_and_again_ends_with_the_same_bytes() {
    let dir = articles(500);
    assert!(ended(start(dir.path(), &["-o", "whole"])).status.success());
    for name in ["-KILL", "-TERM", "-KILL", "-INT"] {
        let output = stopped(dir.path(), name);
        match name {
            "-TERM" => assert_eq!(output.status.code(), Some(143)),
            "-INT" => assert_eq!(output.status.code(), Some(130)),
            _ => assert_eq!(output.status.code(), None, "{}", String::from_utf8_lossy(&output.stderr)),
        }
        assert_eq!(names(&dir.path().join("out")), [".factrow-resume"], "no table before all are finished");
    }
    let last = ended(start(dir.path(), &["-o", "out", "--resume"]));
    let stderr = String::from_utf8_lossy(&last.stderr).into_owned();
    assert!(last.status.success() && stderr.contains("going on behind") && stderr.contains("500 documents"), "{stderr}");
    assert!(tables(&dir.path().join("out")) == tables(&dir.path().join("whole")));
}

#[test]
fn a_file_of_records_goes_on_behind_those_that_are_finished() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    let line = |n: usize| {
        format!("{{\"id\":\"r{n}\",\"text\":\"OpenAI a levé {n} millions d'euros auprès de Microsoft. {}\"}}\n", "Rien. ".repeat(200))
    };
    let mut records: String = (0..4000).map(line).collect();
    // what is no record counts as one too
    records.insert_str(0, "no record\n");
    std::fs::write(dir.path().join("in/records.jsonl"), records).expect("a file");
    assert_eq!(ended(start(dir.path(), &["-o", "whole"])).status.code(), Some(2));
    for _ in 0..2 {
        let before = finished(dir.path());
        let mut child = start(dir.path(), &["-o", "out", "--resume"]);
        wait_for(&mut child, || finished(dir.path()) > before.max(1));
        signal(&child, "-KILL");
        assert_eq!(ended(child).status.code(), None, "it was stopped amid the file");
    }
    let last = ended(start(dir.path(), &["-o", "out", "--resume"]));
    let stderr = String::from_utf8_lossy(&last.stderr).into_owned();
    assert!(stderr.contains("going on behind 0 finished files and ") && stderr.contains(" documents, 1 not read"), "{stderr}");
    assert!(tables(&dir.path().join("out")) == tables(&dir.path().join("whole")));
}

#[test]
fn what_changed_since_is_done_again() {
    let dir = articles(300);
    stopped(dir.path(), "-KILL");
    write_article(dir.path(), 3, 777);
    write_article(dir.path(), 1000, 1);
    std::fs::remove_file(dir.path().join("in/0005.txt")).expect("a file");
    assert!(ended(start(dir.path(), &["-o", "whole"])).status.success());
    let output = ended(start(dir.path(), &["-o", "out", "--resume"]));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && stderr.contains("0003.txt is not as it was"), "{stderr}");
    assert!(tables(&dir.path().join("out")) == tables(&dir.path().join("whole")));

    stopped(dir.path(), "-KILL");
    let output = ended(start(dir.path(), &["-o", "out", "--resume", "--min-confidence", "0.9"]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the options have changed since; starting afresh"));
    assert!(ended(start(dir.path(), &["-o", "whole", "--min-confidence", "0.9"])).status.success());
    assert!(tables(&dir.path().join("out")) == tables(&dir.path().join("whole")));
}

#[test]
fn signals_at_any_moment_leave_all_old_tables_or_all_new_ones() {
    let dir = articles(100);
    assert!(ended(start(dir.path(), &["-o", "out"])).status.success());
    let old = tables(&dir.path().join("out"));
    write_article(dir.path(), 7, 777);
    assert!(ended(start(dir.path(), &["-o", "whole"])).status.success());
    let new = tables(&dir.path().join("whole"));
    for (i, (name, code)) in [("-INT", 130), ("-TERM", 143)].into_iter().cycle().take(8).enumerate() {
        let child = start(dir.path(), &["-o", "out"]);
        std::thread::sleep(Duration::from_millis([1, 40, 90, 150, 220, 300, 400, 600][i]));
        signal(&child, name);
        let status = ended(child).status;
        // before it listens the signal itself is its end
        assert!(matches!(status.code(), Some(0) | None) || status.code() == Some(code), "{status}");
        let now = tables(&dir.path().join("out"));
        assert!(now == old || now == new, "half of the tables are new");
    }
}

#[test]
fn a_full_disk_is_an_error_and_old_tables_stay() {
    let dir = articles(100);
    std::fs::create_dir(dir.path().join("out")).expect("a folder");
    std::fs::write(dir.path().join("out/mentions.csv"), "old").expect("a file");
    // no file may grow beyond so many blocks, which is what a full disk looks like to a program
    let line = "trap '' XFSZ; ulimit -f 100; exec \"$0\" extract in -q -o out $1";
    for resume in ["", "--resume"] {
        let program = cargo_bin!("factrow");
        let child = Command::new("sh").current_dir(dir.path()).args(["-c", line]).arg(program).arg(resume).stderr(Stdio::piped()).spawn();
        let output = ended(child.expect("a process"));
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(std::fs::read(dir.path().join("out/mentions.csv")).expect("a file"), b"old");
    }
    assert_eq!(names(&dir.path().join("out")), [".factrow-resume", "mentions.csv"]);
    assert!(ended(start(dir.path(), &["-o", "out", "--resume"])).status.success());
    assert!(ended(start(dir.path(), &["-o", "whole"])).status.success());
    assert!(tables(&dir.path().join("out")) == tables(&dir.path().join("whole")));
}

#[test]
fn an_output_folder_that_vanishes_is_an_error() {
    let dir = articles(100);
    let out = dir.path().join("out");
    let mut child = start(dir.path(), &["-o", "out"]);
    wait_for(&mut child, || names(&out).len() == 4);
    std::fs::remove_dir_all(&out).expect("a folder");
    let output = ended(child);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
    assert!(!out.exists());
}

#[test]
fn inputs_that_change_and_vanish_cost_only_themselves() {
    let dir = articles(300);
    let mut child = start(dir.path(), &["-o", "out"]);
    wait_for(&mut child, || names(&dir.path().join("out")).len() == 4);
    for n in (0..300).rev() {
        match n % 3 {
            0 => drop(std::fs::remove_file(dir.path().join(format!("in/{n:04}.txt")))),
            1 => std::fs::write(dir.path().join(format!("in/{n:04}.txt")), "").expect("a file"),
            _ => {}
        }
    }
    let code = ended(child).status.code();
    assert!(matches!(code, Some(0 | 2)), "{code:?}");
    let found = tables(&dir.path().join("out"));
    let documents = csv::Reader::from_reader(&found["documents.csv"][..]).into_records().collect::<Result<Vec<_>, _>>().expect("rows");
    let untouched = documents.iter().filter(|d| d[0][..4].parse::<usize>().is_ok_and(|n| n % 3 == 2) && &d[12] == "ok").count();
    assert_eq!(untouched, 100);
    csv::Reader::from_reader(&found["mentions.csv"][..]).into_records().for_each(|r| drop(r.expect("whole rows")));
}
