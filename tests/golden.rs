//! The articles under `fixtures/` make exactly the tables under `fixtures/expected/`.
//!
//! After a change that is meant: `FACTROW_BLESS=1 cargo test --test golden` rewrites them, and the diff is read before it is
//! committed.

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::Path;

/// Folders of articles; each has its tables in `fixtures/expected/NAME`.
const SETS: [&str; 1] = ["gold"];
const TABLES: [&str; 4] = ["mentions.csv", "facts.csv", "companies.csv", "documents.csv"];

#[test]
fn fixtures_make_their_expected_tables() {
    let mut differences = String::new();
    for set in SETS {
        let out = tempfile::tempdir().expect("a temporary folder");
        cargo_bin_cmd!("factrow").args(["extract", "-q", &format!("fixtures/{set}"), "-o"]).arg(out.path()).assert().success();
        let expected = Path::new("fixtures/expected").join(set);
        for table in TABLES {
            let now = std::fs::read_to_string(out.path().join(table)).expect("a table");
            let path = expected.join(table);
            if std::env::var_os("FACTROW_BLESS").is_some() {
                std::fs::create_dir_all(&expected).expect("a folder");
                std::fs::write(&path, &now).expect("a table to write");
            } else {
                let before = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                differences.push_str(&difference(&path, &before, &now));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "the tables have changed:\n{differences}\nIf that is meant: FACTROW_BLESS=1 cargo test --test golden, then read the diff.\n"
    );
}

/// The lines that differ, in the manner of `diff -u0`; the first hundred.
fn difference(path: &Path, before: &str, now: &str) -> String {
    if before == now {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let mut out = format!("--- {}\n", path.display());
    let mut shown = 0;
    let (mut i, mut j) = (0, 0);
    while (i < old.len() || j < new.len()) && shown < 100 {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        // the nearest pair of equal lines ends the change
        let near = (1..400)
            .find_map(|d| (0..=d).map(|k| (i + k, j + d - k)).find(|(a, b)| *a < old.len() && *b < new.len() && old[*a] == new[*b]));
        let (a, b) = near.unwrap_or((old.len(), new.len()));
        for (sign, lines, from, to) in [('-', &old, i, a), ('+', &new, j, b)] {
            for line in &lines[from..to] {
                out.push_str(&format!("{sign} {line}\n"));
                shown += 1;
            }
        }
        (i, j) = (a, b);
    }
    if shown >= 100 {
        out.push_str("… and more\n");
    }
    out
}
