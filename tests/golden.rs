//! The articles under `fixtures/` make exactly the tables beside them: what `factrow check fixtures` says.
//!
//! After a change that is meant: `FACTROW_BLESS=1 cargo test --test golden` (or `factrow check fixtures --update`) rewrites
//! them, and the diff is read before it is committed.

use assert_cmd::cargo::cargo_bin_cmd;

#[test]
fn fixtures_make_their_expected_tables() {
    let mut check = cargo_bin_cmd!("factrow");
    check.args(["check", "fixtures"]);
    if std::env::var_os("FACTROW_BLESS").is_some() {
        check.arg("--update");
    }
    let output = check.output().expect("a run");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}\nIf that is meant: FACTROW_BLESS=1 cargo test --test golden, then read the diff.");
}
