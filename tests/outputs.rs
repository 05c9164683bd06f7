//! Files that are written: chosen by their ending, whole or not at all.

use assert_cmd::cargo::{cargo_bin, cargo_bin_cmd};
use predicates::str::contains;
use std::path::Path;
use tempfile::TempDir;

fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let record = "{\"text\":\"OpenAI lève 3 milliards de dollars, Microsoft 4 milliards d'euros en 2024.\"}\n";
    std::fs::write(dir.path().join("in.jsonl"), record.repeat(2000)).expect("a file");
    dir
}

fn extract(dir: &Path, args: &[&str]) -> assert_cmd::assert::Assert {
    cargo_bin_cmd!("factrow").current_dir(dir).args(["extract", "-q", "in.jsonl", "-o"]).args(args).assert()
}

#[test]
fn the_ending_chooses_the_format() {
    let dir = folder();
    let starts = |file: &str, bytes: &[u8]| {
        extract(dir.path(), &[file]).success().stdout("").stderr("");
        let written = std::fs::read(dir.path().join(file)).expect("a file");
        assert!(written.starts_with(bytes), "{file}: {:?}", &written[..20]);
    };
    starts("a.csv", b"doc,lang,sentence");
    starts("facts.csv", b"fact,doc,doc_date");
    starts("Companies.TSV", b"id\tname\t");
    starts("documents.jsonl", b"{\"doc\":");
    #[cfg(feature = "xlsx")]
    starts("a.xlsx", b"PK\x03\x04");
    #[cfg(feature = "sqlite")]
    starts("a.sqlite", b"SQLite format 3\0");
    #[cfg(feature = "sqlite")]
    starts("a.db", b"SQLite format 3\0");
    #[cfg(feature = "parquet")]
    starts("facts.parquet", b"PAR1");
    #[cfg(not(feature = "parquet"))]
    extract(dir.path(), &["facts.parquet"]).code(2).stderr(contains("--features parquet"));
    extract(dir.path(), &["facts.ods"]).code(2).stderr(contains(".ods is not written"));
    extract(dir.path(), &["out", "--format", "xlsx"]).code(2).stderr(contains("-o facts.xlsx"));
    extract(dir.path(), &["a.xlsx", "--table", "facts"]).code(2).stderr(contains("holds all"));
    extract(dir.path(), &["a.jsonl", "--dialect", "excel"]).code(2).stderr(contains("--dialect is for CSV"));
}

#[test]
fn the_same_rows_make_the_same_bytes() {
    let dir = folder();
    for file in ["a.xlsx", "a.sqlite"] {
        let run = |threads: &str| {
            extract(dir.path(), &[file, "-j", threads]).success();
            std::fs::read(dir.path().join(file)).expect("a file")
        };
        assert!(run("1") == run("3"), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_output() {
    let dir = folder();
    let program = cargo_bin!("factrow");
    for out in ["facts.csv", "facts.jsonl", "all.xlsx", "all.sqlite"] {
        std::fs::write(dir.path().join(out), "old").expect("a file");
        // no file may grow beyond a few blocks: what is written fails as on a full disk
        let line = format!("trap '' XFSZ; ulimit -f 16; exec '{}' extract -q in.jsonl -o {out}", program.display());
        let output = std::process::Command::new("bash").current_dir(dir.path()).args(["-c", &line]).output().expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{out}: {stderr}");
        assert!(stderr.contains(&format!("cannot write {out}")), "{stderr}");
        assert_eq!(std::fs::read(dir.path().join(out)).expect("the old file"), b"old", "{out}");
        std::fs::remove_file(dir.path().join(out)).expect("a file");
    }
    let left: Vec<_> = std::fs::read_dir(dir.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["in.jsonl"], "no temporary files stay");
}

#[cfg(all(unix, feature = "xlsx", feature = "sqlite"))]
#[test]
fn an_interrupt_leaves_the_old_output() {
    let dir = folder();
    let record = std::fs::read_to_string(dir.path().join("in.jsonl")).expect("a file");
    std::fs::write(dir.path().join("in.jsonl"), record.repeat(100)).expect("a file");
    for out in ["all.xlsx", "all.sqlite"] {
        std::fs::write(dir.path().join(out), "old").expect("a file");
        let mut command = std::process::Command::new(cargo_bin!("factrow"));
        command.current_dir(dir.path()).args(["extract", "-q", "in.jsonl", "-o", out]).stderr(std::process::Stdio::piped());
        let mut child = command.spawn().expect("a process");
        // once its temporary file is there it listens
        while std::fs::read_dir(dir.path()).expect("a folder").count() < 3 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        std::thread::sleep(std::time::Duration::from_millis(300));
        let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        assert!(kill.success());
        assert_eq!(child.wait().expect("an end").code(), Some(130), "{out}");
        assert_eq!(std::fs::read(dir.path().join(out)).expect("the old file"), b"old", "{out}");
        std::fs::remove_file(dir.path().join(out)).expect("a file");
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1, "no temporary files stay");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let dir = folder();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let mut command = std::process::Command::new(cargo_bin!("factrow"));
    let output = command.current_dir(dir.path()).args(["extract", "in.jsonl"]).stdout(full).output().expect("a process");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
}

#[cfg(unix)]
#[test]
fn links_lead_to_the_file_that_is_replaced_and_devices_are_left_alone() {
    let dir = folder();
    std::fs::create_dir(dir.path().join("elsewhere")).expect("a folder");
    std::fs::write(dir.path().join("elsewhere/real.csv"), "old").expect("a file");
    std::os::unix::fs::symlink("elsewhere/real.csv", dir.path().join("link.csv")).expect("a link");
    extract(dir.path(), &["link.csv"]).success();
    assert!(dir.path().join("link.csv").is_symlink());
    assert!(std::fs::read(dir.path().join("elsewhere/real.csv")).expect("a file").starts_with(b"doc,"));
    std::os::unix::fs::symlink("/dev/null", dir.path().join("null.csv")).expect("a link");
    extract(dir.path(), &["null.csv"]).code(2).stderr(contains("no file"));
}
