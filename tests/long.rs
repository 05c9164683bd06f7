//! Inputs of any size, through the program: long texts in pieces, output in order whatever the number of threads.

use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

fn extract(dir: &Path, args: &[&str]) -> Output {
    Command::new(cargo_bin!("factrow")).current_dir(dir).args(["extract", "-q"]).args(args).output().expect("a run")
}

fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv).deserialize().collect::<Result<_, _>>().expect("rows as wide as the header")
}

/// More than two pieces, dated by its first line.
fn long_text() -> String {
    let mut text = "Publié le 3 juin 2024 à 17h02\n\n".to_owned();
    let mut n = 0;
    while text.len() < 2_500_000 {
        n += 1;
        text.push_str(&format!("Été n° {n} : « OpenAI » a levé {n} millions d'euros auprès de Microsoft hier. "));
        text.push_str(&"Rien d'autre à dire là-dessus, où que l'on cherche : il fait beau, et chacun s'en réjouit. ".repeat(6));
        text.push_str(if n % 7 == 0 { "\r\n\r\n" } else { "\n\n" });
    }
    text
}

#[test]
fn a_long_text_is_one_document_whose_offsets_count_from_its_start() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let text = long_text();
    std::fs::write(dir.path().join("long.txt"), &text).expect("a file");
    let out = extract(dir.path(), &["long.txt", "-o", "out", "-j", "3"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let table = |name: &str| rows(&std::fs::read(dir.path().join("out").join(name)).expect("a table"));
    let documents = table("documents.csv");
    assert_eq!(documents.len(), 1);
    let characters: Vec<char> = text.chars().collect();
    let cell = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<usize>().expect("a number");
    assert_eq!(cell(&documents[0], "characters"), characters.len());
    assert_eq!((documents[0]["doc_date"].as_str(), documents[0]["doc_date_source"].as_str()), ("2024-06-03", "text"));
    let mentions = table("mentions.csv");
    assert_eq!(cell(&documents[0], "mentions"), mentions.len());
    let (mut last, mut sentence) = (0, 0);
    for m in &mentions {
        let (start, end) = (cell(m, "start"), cell(m, "end"));
        assert_eq!(characters[start..end].iter().collect::<String>(), m["text"]);
        assert!(start >= last && cell(m, "sentence") >= sentence, "out of order at {start}");
        (last, sentence) = (start, cell(m, "sentence"));
        if m["text"] == "hier" {
            assert_eq!(m["date_from"], "2024-06-02", "the date is that of the first piece");
        }
    }
    assert_eq!(cell(&documents[0], "sentences"), sentence + 6, "no sentence is counted twice or left out");
    let money = mentions.iter().filter(|m| m["kind"] == "money").count();
    assert_eq!(money, text.matches("millions d'euros").count());
    let facts = table("facts.csv");
    let mut ids: Vec<&str> = facts.iter().map(|f| f["fact"].as_str()).collect();
    assert_eq!(cell(&documents[0], "facts"), ids.len());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), facts.len(), "ids of facts are their own");
    let company = table("companies.csv").into_iter().find(|c| c["id"] == "microsoft").expect("a company");
    assert_eq!((company["documents"].as_str(), cell(&company, "mentions")), ("1", money));
}

#[test]
fn a_long_text_reads_the_same_packed_piped_in_other_encodings_and_on_any_number_of_threads() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let text = long_text();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("a file");
    write("long.txt", text.as_bytes());
    let mentions = |name: &str, threads: &str| {
        let out = extract(dir.path(), &[name, "-j", threads, "--columns", "start,end,text,kind,amount,date_from"]);
        assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    };
    let plain = mentions("long.txt", "1");
    assert!(plain == mentions("long.txt", "4"));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("bytes in memory");
    write("packed.txt.gz", &packed.finish().expect("bytes in memory"));
    assert!(plain == mentions("packed.txt.gz", "2"));
    let piped = Command::new("sh")
        .current_dir(dir.path())
        .args(["-c", "cat long.txt | \"$0\" extract -q - --columns start,end,text,kind,amount,date_from"])
        .arg(cargo_bin!("factrow"))
        .output()
        .expect("a run");
    assert!(plain == piped.stdout);
    // all is ASCII and Latin-1 but for the marks
    write("1252.txt", &encoding_rs::WINDOWS_1252.encode(&text).0);
    let kinds = |csv: &[u8]| rows(csv).into_iter().map(|r| (r["start"].clone(), r["kind"].clone(), r["text"].clone())).collect::<Vec<_>>();
    assert!(kinds(&plain) == kinds(&mentions("1252.txt", "2")));
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    write("wide.txt", &wide);
    assert!(kinds(&plain) == kinds(&mentions("wide.txt", "2")));
}

#[test]
fn what_cannot_be_read_of_a_long_text_is_said_and_the_rest_is_kept() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut bytes = long_text().into_bytes();
    bytes[1_500_000] = 0;
    std::fs::write(dir.path().join("a.txt"), &bytes).expect("a file");
    std::fs::write(dir.path().join("b.txt"), "OpenAI a levé 3 millions d'euros.").expect("a file");
    let out = extract(dir.path(), &[".", "-o", "out"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("a.txt: piece 24"), "{}", String::from_utf8_lossy(&out.stderr));
    let documents = rows(&std::fs::read(dir.path().join("out/documents.csv")).expect("a table"));
    assert_eq!(documents.iter().map(|d| d["status"].as_str()).collect::<Vec<_>>(), ["failed", "ok"]);
    let mentions = rows(&std::fs::read(dir.path().join("out/mentions.csv")).expect("a table"));
    let of_a = mentions.iter().filter(|m| m["doc"] == "a.txt").count();
    assert_eq!(documents[0]["mentions"], of_a.to_string());
    assert!(of_a > 1000);
    let out = extract(dir.path(), &["a.txt", "--max-file-size", "2M", "--table", "documents"]);
    assert_eq!(rows(&out.stdout)[0]["status"], "failed");
}

#[test]
fn a_listed_folder_is_sorted_by_whole_paths() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let names = ["a-1.txt", "a.b/x.txt", "a.txt", "a/1.txt", "a/b/2.txt", "a0.txt", "b.txt"];
    for name in names.iter().rev() {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, "Rien.").expect("a file");
    }
    let out = extract(dir.path(), &[".", "--table", "documents"]);
    assert_eq!(rows(&out.stdout).iter().map(|d| d["doc"].as_str()).collect::<Vec<_>>(), names);
}

#[test]
fn progress_says_documents_bytes_and_rate() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("a.txt"), "OpenAI a levé 3 millions d'euros.").expect("a file");
    let out = Command::new(cargo_bin!("factrow")).current_dir(dir.path()).args(["extract", ".", "--progress", "always"]).output();
    let stderr = String::from_utf8(out.expect("a run").stderr).expect("UTF-8");
    assert!(stderr.starts_with("1 documents, 34 B") && stderr.contains("/s"), "{stderr}");
}
