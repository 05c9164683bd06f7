//! Speed of one core on the annotated articles: mentions only, with facts, and beside them a bare aho-corasick scan of the
//! same names in the same run. The ratios mean something on any machine; RECORD.md keeps them.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use factrow::{Dictionary, Document, Engine, Scratch, Settings};
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Every article under `fixtures/gold`, several times over: caches see a corpus, not one page.
fn corpus() -> Vec<Document> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("fixtures").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "txt") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(Path::new("fixtures/gold"), &mut paths);
    paths.sort();
    let read = |p: &PathBuf| Document {
        id: p.display().to_string(),
        text: std::fs::read_to_string(p).expect("an article"),
        ..Document::default()
    };
    let once: Vec<Document> = paths.iter().map(read).collect();
    (0..10).flat_map(|_| once.clone()).collect()
}

fn dictionary() -> Dictionary {
    Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]))
}

fn engine(mentions_only: bool) -> Engine {
    let settings = Settings { mentions_only, ..Settings::default() };
    Engine::new(dictionary(), settings).unwrap_or_else(|e| panic!("{}", e[0]))
}

fn pipeline(c: &mut Criterion) {
    let documents = corpus();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let mut group = c.benchmark_group("one core");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    let surfaces: Vec<String> = dictionary().names.iter().flat_map(|n| n.forms().map(str::to_owned).collect::<Vec<_>>()).collect();
    let scan = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&surfaces)
        .expect("an automaton");
    group.bench_function("bare scan of the names", |b| {
        b.iter(|| documents.iter().map(|d| scan.find_iter(black_box(&d.text)).count()).sum::<usize>());
    });
    let together: Vec<&Document> = documents.iter().collect();
    for (name, mentions_only) in [("mentions only", true), ("with facts", false)] {
        let engine = engine(mentions_only);
        let mut scratch = Scratch::default();
        // as the command line hands them over
        let groups: Vec<&[&Document]> = together.chunks(32).collect();
        group.bench_function(name, |b| {
            let mut read = |g: &[&Document]| engine.extract_all(black_box(g), &mut scratch).iter().map(|e| e.mentions.len()).sum::<usize>();
            b.iter(|| groups.iter().map(|g| read(g)).sum::<usize>());
        });
    }
    group.finish();
}

fn start(c: &mut Criterion) {
    let mut group = c.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("dictionaries read", |b| b.iter(dictionary));
    group.bench_function("dictionaries read and compiled", |b| b.iter(|| engine(false)));
    group.finish();
}

criterion_group!(benches, pipeline, start);
criterion_main!(benches);
