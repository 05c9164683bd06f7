//! Licences of all crates that can become part of the program are among those that deny.toml allows.

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let deny: toml::Table = std::fs::read_to_string("deny.toml").expect("deny.toml").parse().expect("TOML");
    let allowed: BTreeSet<&str> =
        deny["licenses"]["allow"].as_array().expect("a list").iter().map(|l| l.as_str().expect("a licence")).collect();
    let output = Command::new(env!("CARGO")).args(["metadata", "--locked", "--format-version", "1"]).output().expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100);
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{} {}: licence `{licence}`", package["name"], package["version"]);
    }
}

/// Whether the terms can be met: all of those joined by AND, one of those joined by OR.
fn is_allowed(licence: &str, allowed: &BTreeSet<&str>) -> bool {
    let flat = licence.replace(['(', ')'], "").replace('/', " OR ");
    let one = |all: &str| all.split(" OR ").any(|l| allowed.contains(l.trim()));
    flat.split(" AND ").all(one)
}

#[test]
fn terms_are_read() {
    let allowed = BTreeSet::from(["MIT", "Unicode-3.0"]);
    for (licence, want) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), want, "{licence}");
    }
}
