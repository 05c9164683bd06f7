//! Accuracy on hand-annotated articles: `factrow check fixtures/gold --against fixtures/gold` must reach the floors in
//! `fixtures/gold/floors.toml`; raise one when its score has risen for good.
//!
//! `cargo test --test gold -- --nocapture` prints the scores; `--errors` of the command also what is missed and wrong.

use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::BTreeMap;

#[test]
fn accuracy_stays_above_its_floors() {
    let floors = std::fs::read_to_string("fixtures/gold/floors.toml").expect("floors");
    let floors: BTreeMap<String, f64> = toml::from_str(&floors).expect("floors as `kind = F1`");
    let conditions = floors.iter().map(|(kind, f1)| format!("--fail-under=kind={kind}:f1={f1}"));
    let mut check = cargo_bin_cmd!("factrow");
    check.args(["check", "fixtures/gold", "--against", "fixtures/gold"]).args(conditions);
    let output = check.output().expect("a run");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{out}");
    assert!(output.status.success(), "{err}");
}
