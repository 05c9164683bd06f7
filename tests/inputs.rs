//! Folders as people have them: every format and encoding, packed and in archives, good and damaged.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;
use tempfile::TempDir;

const TEXT: &str = "Le cœur de l’opération : Voltaneo a levé 3 milliards d’euros « à l’été », dit-on à Nîmes.";
const MONEY: &str = "3 milliards d’euros";

fn factrow(dir: &Path) -> Command {
    let mut c = cargo_bin_cmd!("factrow");
    c.env_remove("FACTROW_THREADS").env_remove("FACTROW_DICTIONARIES").current_dir(dir);
    c
}

fn write(dir: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

type Row = BTreeMap<String, String>;

/// A table of a run over paths, whatever its exit code.
fn table(dir: &Path, name: &str, args: &[&str]) -> Vec<Row> {
    let output = factrow(dir).args(["extract", "--table", name]).args(args).output().expect("a run");
    rows(&output.stdout)
}

fn rows(csv: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(csv).deserialize().collect::<Result<_, _>>().expect("rows as wide as the header")
}

fn encoded(name: &str, text: &str) -> Vec<u8> {
    Encoding::for_label(name.as_bytes()).expect("an encoding").encode(text).0.into_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("bytes in memory");
    encoder.finish().expect("bytes in memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("bytes in memory");
    }
    archive.finish().expect("bytes in memory").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).expect("a member");
    }
    archive.into_inner().expect("bytes in memory")
}

fn docx(text: &str) -> Vec<u8> {
    let body: String = text.split("\n\n").map(|p| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>")).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

/// A page with these operators, in Helvetica.
fn pdf(operators: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>";
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let stream = [format!("<< /Length {} >>\nstream\n", operators.len()).as_bytes(), operators, b"\nendstream"].concat();
    let objects: [&[u8]; 5] =
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page.as_bytes(), &stream, font.as_bytes()];
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", i + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let xref = out.len();
    out.extend(b"xref\n0 6\n0000000000 65535 f \n");
    offsets.iter().for_each(|o| out.extend(format!("{o:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").bytes());
    out
}

fn pdf_of(text: &str) -> Vec<u8> {
    let shown = encoded("windows-1252", text);
    pdf(&[b"BT /F1 12 Tf 72 720 Td (", shown.as_slice(), b") Tj ET"].concat())
}

fn mail(text: &str) -> Vec<u8> {
    let quoted: String = encoded("windows-1252", text)
        .iter()
        .map(|b| if b.is_ascii_alphanumeric() || *b == b' ' { char::from(*b).to_string() } else { format!("={b:02X}") })
        .collect::<Vec<_>>()
        .chunks(40)
        .map(|c| format!("{}=\r\n", c.concat()))
        .collect();
    format!(
        "Received: from a.example by b.example; Mon, 3 Jun 2024 09:00:00 +0200\r\nFrom: Presse <presse@voltaneo.example>\r\n\
         Subject: =?utf-8?Q?Lev=C3=A9e_de_fonds?=\r\nDate: Mon, 3 Jun 2024 08:59:00 +0200\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-1252\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n"
    )
    .into_bytes()
}

fn page(text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Levée</title></head><body><article><p>{text}</p></article></body></html>"
    )
}

/// Every format, as name and bytes.
fn formats() -> Vec<(String, Vec<u8>)> {
    let record = format!("{{\"text\": {TEXT:?}}}\n");
    let mut all: Vec<(&str, Vec<u8>)> = vec![
        ("a.txt", TEXT.into()),
        ("b.md", format!("# Levée\n\n{TEXT}").into()),
        ("c.jsonl", record.into()),
        ("d.csv", format!("id;Texte\n7;\"{TEXT}\"\n").into()),
        ("e.tsv", format!("Article Body\n{TEXT}\n").into()),
    ];
    if cfg!(feature = "html") {
        all.push(("f.html", page(TEXT).into()));
    }
    if cfg!(feature = "eml") {
        all.push(("g.eml", mail(TEXT)));
    }
    if cfg!(feature = "docx") {
        all.push(("h.docx", docx(TEXT)));
    }
    if cfg!(feature = "pdf") {
        all.push(("i.pdf", pdf_of(TEXT)));
    }
    all.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

#[test]
fn every_format_is_read_alone_packed_and_in_archives() {
    let dir = tempfile::tempdir().expect("a folder");
    let all = formats();
    let members: Vec<(&str, &[u8])> = all.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    for (name, bytes) in &members {
        write(dir.path(), name, bytes);
        write(dir.path(), &format!("{name}.gz"), gzip(bytes));
        write(dir.path(), &format!("{name}.zst"), zstd(bytes));
    }
    write(dir.path(), "z.zip", zip(&members));
    write(dir.path(), "z.tar", tar(&members));
    write(dir.path(), "z.tar.gz", gzip(&tar(&members)));
    write(dir.path(), "z.tgz", gzip(&tar(&members)));
    write(dir.path(), "z.tar.zst", zstd(&tar(&members)));
    write(dir.path(), "nested.zip", zip(&[("in/z.tgz", &gzip(&tar(&members))), ("in/a.txt.gz", &gzip(TEXT.as_bytes()))]));
    let documents = table(dir.path(), "documents", &["."]);
    let wrong: Vec<_> = documents.iter().filter(|r| r["status"] != "ok").map(|r| format!("{}: {}", r["doc"], r["error"])).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(documents.len(), members.len() * 9 + 1);
    let mentions = table(dir.path(), "mentions", &["."]);
    let money: Vec<_> = mentions.iter().filter(|r| r["kind"] == "money").map(|r| r["text"].as_str()).collect();
    assert_eq!(money, vec![MONEY; documents.len()]);
    for doc in ["z.zip/a.txt", "z.tar.gz/a.txt", "nested.zip/in/a.txt.gz", "nested.zip/in/z.tgz/c.jsonl#1"] {
        assert!(documents.iter().any(|r| r["doc"] == doc), "{doc}");
    }
    if cfg!(feature = "eml") {
        let mail = documents.iter().find(|r| r["doc"] == "z.zip/g.eml").expect("a mail");
        let known = ["format", "encoding", "doc_date", "doc_date_source", "title"].map(|c| mail[c].as_str());
        assert_eq!(known, ["eml", "windows-1252", "2024-06-03", "record", "Levée de fonds"]);
    }
}

#[test]
fn every_format_is_told_on_standard_input() {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in formats() {
        for bytes in [bytes.clone(), gzip(&bytes), zstd(&bytes)] {
            let columns: &[&str] =
                if name.ends_with("sv") { &["--text-column", if name == "d.csv" { "texte" } else { "article body" }] } else { &[] };
            let output = factrow(dir.path()).args(["extract", "-"]).args(columns).write_stdin(bytes).output().expect("a run");
            let found = rows(&output.stdout).iter().filter(|r| r["kind"] == "money" && r["text"] == MONEY).count();
            assert_eq!(found, 1, "{name}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let archive = gzip(&tar(&[("a.txt", TEXT.as_bytes()), ("b.txt", TEXT.as_bytes())]));
    let output = factrow(dir.path()).args(["extract", "-"]).write_stdin(archive).output().expect("a run");
    let docs: Vec<_> = rows(&output.stdout).into_iter().filter(|r| r["kind"] == "money").map(|r| r["doc"].clone()).collect();
    assert_eq!(docs, ["stdin/a.txt", "stdin/b.txt"]);
}

#[test]
fn every_encoding_is_told_and_can_be_forced() {
    let dir = tempfile::tempdir().expect("a folder");
    let wide = |bytes: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> { format!("{mark}{TEXT}").encode_utf16().flat_map(bytes).collect() };
    let latin = "L'opération de Voltaneo a coûté 3 milliards d'euros à l'été.";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("1252.txt", encoded("windows-1252", TEXT), "windows-1252"),
        ("latin1.txt", encoded("iso-8859-1", latin), "windows-1252"),
        ("latin9.txt", encoded("iso-8859-15", "Le cœur de l'opération a coûté 3 milliards d'euros, soit 3 M€ par œuvre."), "ISO-8859-15"),
        ("mac.txt", encoded("macintosh", TEXT), "macintosh"),
        ("utf16be.txt", wide(u16::to_be_bytes, "\u{feff}"), "UTF-16BE"),
        ("utf16le.txt", wide(u16::to_le_bytes, "\u{feff}"), "UTF-16LE"),
        ("utf16le-unmarked.txt", wide(u16::to_le_bytes, ""), "UTF-16LE"),
        ("utf8-bom.txt", format!("\u{feff}{TEXT}").into_bytes(), "UTF-8"),
        ("utf8.txt", TEXT.into(), "UTF-8"),
        ("utf8-wrong.txt", encoding_rs::WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes()).0.into_owned().into(), "UTF-8, repaired"),
    ];
    for (name, bytes, _) in &cases {
        write(dir.path(), name, bytes);
    }
    let documents = table(dir.path(), "documents", &["."]);
    let told: Vec<_> = documents.iter().map(|r| (r["doc"].as_str(), r["encoding"].as_str())).collect();
    let mut expected: Vec<_> = cases.iter().map(|(name, _, encoding)| (*name, *encoding)).collect();
    expected.sort();
    assert_eq!(told, expected);
    let mentions = table(dir.path(), "mentions", &["."]);
    for r in mentions.iter().filter(|r| r["kind"] == "money" && !r["doc"].starts_with("latin")) {
        // offsets are those of the right text, repaired or not
        let start: usize = r["start"].parse().expect("a number");
        assert_eq!((r["text"].as_str(), start), (MONEY, TEXT.chars().take_while(|c| *c != '3').count()), "{}", r["doc"]);
    }
    assert_eq!(mentions.iter().filter(|r| r["kind"] == "money").count(), cases.len() + 1);
    write(dir.path(), "forced/a.txt", encoded("macintosh", "été"));
    write(dir.path(), "forced/b.jsonl", [b"{\"text\":\"", encoded("macintosh", "été").as_slice(), b"\"}\n"].concat());
    write(dir.path(), "forced/c.csv", [b"text\n", encoded("macintosh", "été").as_slice(), b"\n"].concat());
    for r in table(dir.path(), "documents", &["forced", "--encoding", "macintosh"]) {
        assert_eq!((r["encoding"].as_str(), r["characters"].as_str(), r["status"].as_str()), ("macintosh", "3", "ok"), "{}", r["doc"]);
    }
}

#[test]
fn folders_are_walked_as_the_options_say() {
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["a.txt", "b.md", "drafts/c.txt", ".hidden/d.txt", "ignored.txt", "deep/er/e.txt"] {
        write(dir.path(), name, TEXT);
    }
    write(dir.path(), ".gitignore", "ignored.txt\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", dir.path().join("deep/loop")).expect("a link");
    let docs = |args: &[&str]| -> Vec<String> {
        let rows = table(dir.path(), "documents", args);
        rows.into_iter().filter(|r| r["status"] == "ok").map(|r| r["doc"].clone()).collect()
    };
    assert_eq!(docs(&["."]), ["a.txt", "b.md", "deep/er/e.txt", "drafts/c.txt"]);
    assert_eq!(docs(&[".", "--glob", "*.txt", "--glob", "!drafts/**"]), ["a.txt", "deep/er/e.txt"]);
    assert_eq!(docs(&[".", "--hidden", "-g", "!.gitignore"]), [".hidden/d.txt", "a.txt", "b.md", "deep/er/e.txt", "drafts/c.txt"]);
    assert_eq!(docs(&[".", "--no-ignore"]), ["a.txt", "b.md", "deep/er/e.txt", "drafts/c.txt", "ignored.txt"]);
    factrow(dir.path()).args(["extract", ".", "--glob", "a{"]).assert().code(2).stderr(predicates::str::contains("a{"));
    #[cfg(unix)]
    {
        let all = table(dir.path(), "documents", &["."]);
        let looped = all.iter().find(|r| r["doc"] == "deep/loop").expect("a row");
        assert_eq!(looped["status"], "skipped");
        factrow(dir.path()).args(["extract", ".", "-o", "out"]).assert().success();
    }
}

#[test]
fn the_defaults_know_usual_columns_and_dates() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "a.csv", "Published At,articleBody,Langue\n2024-06-03T10:00:00Z,Texte un.,fr\n1717408800,Texte deux.,fr\n");
    write(
        dir.path(),
        "b.jsonl",
        "{\"guid\":\"x\",\"articleBody\":[\"Un.\",\"Deux.\"],\"datePublished\":\"Mon, 03 Jun 2024 10:00:00 GMT\"}\n",
    );
    write(dir.path(), "c.csv", b"text\nle c\xc5\x93ur\nl'\xe9t\xe9\n");
    write(dir.path(), "d.csv", [b"text\n", "a".repeat(70_000).as_bytes(), b"\nl'\xe9t\xe9\n"].concat());
    let documents = table(dir.path(), "documents", &["."]);
    let known: Vec<_> = documents.iter().map(|r| ["doc", "doc_date", "encoding", "characters"].map(|c| r[c].as_str()).join(" ")).collect();
    let expected = [
        "a.csv#1 2024-06-03 UTF-8 9",
        "a.csv#2 2024-06-03 UTF-8 11",
        "x 2024-06-03 UTF-8 10",
        "c.csv#1  windows-1252, repaired 7",
        "c.csv#2  windows-1252 5",
        "d.csv#1  UTF-8 70000",
        "d.csv#2  windows-1252 5",
    ];
    assert_eq!(known, expected);
}

/// A folder with every kind of damage, and what documents.csv is to say of it: name, status, part of the reason.
fn damaged() -> (TempDir, Vec<(&'static str, &'static str, &'static str)>) {
    let dir = tempfile::tempdir().expect("a folder");
    let d = dir.path();
    let noise: Vec<u8> = (0..200_000_u64).map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
    let zeros = vec![b' '; 3_000_000];
    let archive = tar(&[("1.txt", TEXT.as_bytes()), ("2.txt", &noise)]);
    let packed = zip(&[("1.txt", TEXT.as_bytes()), ("2.txt", &noise)]);
    let mut flipped = packed.clone();
    let at = flipped.windows(5).position(|w| w == b"2.txt").expect("a member") + 1000;
    flipped[at] ^= 0xff;
    write(d, "bomb.txt.gz", gzip(&zeros));
    write(d, "bomb.txt.zst", zstd(&zeros));
    write(d, "bomb.zip", zip(&[("big.txt", &zeros), ("small.txt", TEXT.as_bytes())]));
    write(d, "cut.tar.gz", &gzip(&archive)[..20_000]);
    write(d, "cut.txt.gz", &gzip(&noise)[..5000]);
    write(d, "cut.txt.zst", &zstd(&noise)[..5000]);
    write(d, "cut.zip", &packed[..packed.len() / 2]);
    write(d, "flipped.zip", flipped);
    write(d, "empty.txt", "");
    write(d, "good.txt", TEXT);
    write(d, "no-docx.docx", "no archive at all");
    write(d, "no-mail.eml", b"\x00\x01\x02");
    write(d, "no-pdf.pdf", "no page at all");
    write(d, "nul.txt", b"abc\0def");
    write(d, "nul.jsonl", b"{\"text\":\"a\"}\n{\"text\":\"a\0b\"}\n{\"text\":\"c\"}\n");
    write(d, "panic.pdf", pdf(b"BT /F1 12 Tf 72 Td (x) Tj ET"));
    write(d, "picture.png", b"\x89PNG\r\n\x1a\n\0\0");
    write(d, "utf8-damaged.txt", "déjà vu, puis cassé \u{e9}".bytes().chain([0xff, 0xc3]).collect::<Vec<_>>());
    // a line of 1 GB, most of it a hole
    let long = |name: &str, head: &str| {
        use std::io::{Seek, SeekFrom};
        let mut f = std::fs::File::create(d.join(name)).expect("a file");
        f.write_all(head.as_bytes()).expect("a line");
        f.seek(SeekFrom::Current(1 << 30)).expect("a hole");
        f.write_all(b"\n{\"text\":\"fin\"}\n").expect("a line");
    };
    long("long.txt", "");
    long("long.jsonl", "{\"text\":\"un\"}\n");
    long("long.csv", "text\nun\n");
    let mut expected = vec![
        ("bomb.txt.gz", "failed", "--max-file-size"),
        ("bomb.txt.zst", "failed", "--max-file-size"),
        ("bomb.zip/big.txt", "failed", "--max-file-size"),
        ("bomb.zip/small.txt", "ok", ""),
        ("cut.tar.gz/1.txt", "ok", ""),
        ("cut.tar.gz/2.txt", "failed", ""),
        ("cut.txt.gz", "failed", ""),
        ("cut.txt.zst", "failed", ""),
        ("cut.zip", "failed", "damaged archive"),
        ("flipped.zip/1.txt", "ok", ""),
        ("flipped.zip/2.txt", "failed", ""),
        ("empty.txt", "empty", "empty"),
        ("good.txt", "ok", ""),
        ("no-docx.docx", "failed", if cfg!(feature = "docx") { "not a Word document" } else { "feature `docx`" }),
        ("no-mail.eml", "failed", if cfg!(feature = "eml") { "not a mail" } else { "feature `eml`" }),
        ("no-pdf.pdf", "failed", if cfg!(feature = "pdf") { "not a PDF" } else { "feature `pdf`" }),
        ("nul.txt", "failed", "NUL"),
        ("nul.jsonl#1", "ok", ""),
        ("nul.jsonl#2", "failed", "NUL"),
        ("nul.jsonl#3", "ok", ""),
        ("panic.pdf", "failed", if cfg!(feature = "pdf") { "its reader failed" } else { "feature `pdf`" }),
        ("picture.png", "skipped", "not a kind of file"),
        ("utf8-damaged.txt", "failed", "no other encoding"),
        ("long.txt", "failed", "--max-file-size"),
        ("long.jsonl#1", "ok", ""),
        ("long.jsonl#2", "failed", "--max-file-size"),
        ("long.jsonl#3", "ok", ""),
        ("long.csv#1", "ok", ""),
        ("long.csv#2", "failed", "--max-file-size"),
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        symlink("/nowhere/at/all", d.join("broken.txt")).expect("a link");
        write(d, "locked.txt", TEXT);
        std::fs::set_permissions(d.join("locked.txt"), std::fs::Permissions::from_mode(0o000)).expect("permissions");
        let mkfifo = std::process::Command::new("mkfifo").arg(d.join("pipe")).status().expect("mkfifo");
        assert!(mkfifo.success());
        // the superuser may read what nobody may
        let locked = if std::fs::File::open(d.join("locked.txt")).is_ok() { "ok" } else { "failed" };
        expected.extend([("broken.txt", "failed", "No such file"), ("locked.txt", locked, ""), ("pipe", "skipped", "neither a file")]);
    }
    (dir, expected)
}

#[test]
fn damage_costs_only_what_is_damaged() {
    let (dir, expected) = damaged();
    let out = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("factrow"));
    command.arg("extract").arg(dir.path()).arg("-o").arg(out.path().join("out")).args(["--max-file-size", "2M"]);
    let child = command.stderr(std::process::Stdio::piped()).spawn().expect("a process");
    let peak = watch(child.id());
    let output = child.wait_with_output().expect("an end");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    let documents = rows(&std::fs::read(out.path().join("out/documents.csv")).expect("a table"));
    let found: BTreeMap<&str, &Row> = documents.iter().map(|r| (r["doc"].as_str(), r)).collect();
    let mut wrong = Vec::new();
    for (doc, status, reason) in &expected {
        match found.get(doc) {
            None => wrong.push(format!("{doc} is missing")),
            Some(r) if r["status"] != *status || !r["error"].contains(reason) || (r["error"].is_empty() != (*status == "ok")) => {
                wrong.push(format!("{doc}: {} {}", r["status"], r["error"]));
            }
            Some(_) => {}
        }
        if *status == "failed" && !stderr.contains(doc) {
            wrong.push(format!("{doc} is not on standard error"));
        }
    }
    let known = |doc: &str| expected.iter().any(|e| e.0 == doc) || doc == "cut.tar.gz";
    wrong.extend(documents.iter().map(|r| r["doc"].clone()).filter(|d| !known(d)).map(|d| format!("{d} is not expected")));
    assert!(wrong.is_empty(), "{}\n{stderr}", wrong.join("\n"));
    if let Some(peak) = peak.join().expect("a number") {
        assert!(peak < 500 << 10, "{peak} KB of memory");
    }
    let sniffed = factrow(dir.path()).args(["sniff", ".", "--max-file-size", "2M"]).output().expect("a run");
    assert_eq!(sniffed.status.code(), Some(2));
    let said = String::from_utf8_lossy(&sniffed.stdout).into_owned() + &String::from_utf8_lossy(&sniffed.stderr);
    assert!(expected.iter().all(|(doc, _, _)| said.contains(doc)), "{said}");
}

/// The most memory a process holds until it ends, in KB, where the system tells.
fn watch(process: u32) -> std::thread::JoinHandle<Option<u64>> {
    std::thread::spawn(move || {
        let mut peak = None;
        while let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) {
            let line = status
                .lines()
                .find_map(|l| l.strip_prefix("VmHWM:"))
                .and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
            // a process that has ended has no memory
            let Some(now) = line else { break };
            peak = peak.max(Some(now));
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        peak
    })
}

#[cfg(unix)]
#[test]
fn a_file_removed_while_running_is_one_failure() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "in/gone.txt", TEXT);
    write(dir.path(), "in/stays.txt", TEXT);
    assert!(std::process::Command::new("mkfifo").arg(dir.path().join("0")).status().expect("mkfifo").success());
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("factrow"));
    command.current_dir(dir.path()).args(["extract", "in", "0", "--table", "documents"]);
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().expect("a process");
    // once the pipe is open all files are listed and none is read
    let mut pipe = std::fs::OpenOptions::new().write(true).open(dir.path().join("0")).expect("the other end");
    std::fs::remove_file(dir.path().join("in/gone.txt")).expect("a file");
    pipe.write_all(TEXT.as_bytes()).expect("a text");
    drop(pipe);
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(2));
    let documents = rows(&output.stdout);
    let status: Vec<_> = documents.iter().map(|r| (r["doc"].as_str(), r["status"].as_str())).collect();
    assert_eq!(status, [("0", "ok"), ("gone.txt", "failed"), ("stays.txt", "ok")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("in/gone.txt"));
}
