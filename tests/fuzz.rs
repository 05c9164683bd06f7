//! What fuzzing starts from, and changes of it, through the same entries on stable: nothing panics or hangs.

#[path = "fuzzing/entries.rs"]
mod entries;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Time for the changes of all seeds of one entry.
const TIME: Duration = Duration::from_secs(8);

/// Changes of one seed at most.
const CHANGES: u64 = 60;

fn seeds(entry: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new("tests/fuzzing/seeds").join(entry);
    let mut seeds: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder of seeds")
        .map(|e| e.expect("an entry").path())
        .map(|p| (p.clone(), std::fs::read(p).expect("a seed")))
        .collect();
    seeds.sort();
    seeds
}

/// The next number of a sequence that is the same each time.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as usize
}

/// A seed with bytes changed, left out, repeated, and parts of another put in.
fn changed(seed: &[u8], other: &[u8], state: &mut u64) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..1 + next(state) % 4 {
        let at = next(state) % (bytes.len() + 1);
        let length = (next(state) % 16).min(bytes.len() - at);
        match next(state) % 5 {
            0 => bytes.truncate(at.max(1)),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let again = bytes[at..at + length].repeat(1 + next(state) % 40);
                bytes.splice(at..at, again);
            }
            3 => {
                let from = next(state) % (other.len() + 1);
                bytes.splice(at..at + length, other[from..(from + 24).min(other.len())].iter().copied());
            }
            _ => bytes.iter_mut().skip(at).take(length.min(3)).for_each(|b| *b ^= 1 << (at % 8)),
        }
    }
    bytes
}

/// Runs an entry on all seeds, and on changes of them as long as there is time.
fn replay(name: &str, entry: impl Fn(&[u8])) {
    let seeds = seeds(name);
    let run = |bytes: &[u8]| {
        let began = Instant::now();
        entry(bytes);
        assert!(began.elapsed() < Duration::from_secs(20), "{name}: {} bytes take too long", bytes.len());
    };
    seeds.iter().for_each(|(_, seed)| run(seed));
    let began = Instant::now();
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..CHANGES {
        for (path, seed) in &seeds {
            if began.elapsed() > TIME {
                return;
            }
            let other = &seeds[next(&mut state) % seeds.len()].1;
            let bytes = changed(seed, other, &mut state);
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&bytes)));
            assert!(caught.is_ok(), "{}: panics on {:?}", path.display(), String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn texts() {
    replay("text", entries::text);
}

#[test]
fn inputs() {
    replay("input", entries::input);
}

#[test]
fn dictionaries() {
    replay("dictionary", entries::dictionary);
}

#[test]
fn rules() {
    replay("rules", entries::rules);
}

#[test]
fn configurations() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("factrow.toml");
    // each is a process: fewer of them
    let run = |bytes: &[u8]| {
        std::fs::write(&file, bytes).expect("a file");
        let program = assert_cmd::cargo::cargo_bin!("factrow");
        let output = std::process::Command::new(program).args(["config", "show", "--config"]).arg(&file).output().expect("a process");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 2)) && !stderr.contains("panicked"), "{stderr}");
    };
    replay("config", run);
}
