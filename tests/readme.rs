//! The tables shown in the README are what the program writes.

use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::HashMap;

#[test]
fn shown_rows_are_real() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let mut shown = 0;
    for (table, after) in [("mentions", "Some columns of `out/mentions.csv`"), ("facts", "and of `out/facts.csv`")] {
        let output = cargo_bin_cmd!("factrow").args(["extract", "fixtures/readme", "-q", "--table", table]).output().expect("a run");
        let mut reader = csv::Reader::from_reader(&*output.stdout);
        let rows: Vec<HashMap<String, String>> = reader.deserialize().collect::<Result<_, _>>().expect("rows");
        let part = readme.split_once(after).expect("the table").1;
        let mut lines = part.lines().skip_while(|l| !l.starts_with('|')).take_while(|l| l.starts_with('|'));
        let cells = |l: &str| l.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
        let header = cells(lines.next().expect("a header"));
        for line in lines.skip(1) {
            let wanted: Vec<(String, String)> = header.iter().cloned().zip(cells(line)).collect();
            assert!(rows.iter().any(|r| wanted.iter().all(|(column, value)| r[column] == *value)), "no such row of {table}: {line}");
            shown += 1;
        }
    }
    assert!(shown >= 8);
}
