//! Tables of phrases by value, in both languages, with near misses: `lang,values,text`. Several values are joined by ` ; `
//! in reading order; a row without a value must not be read at all. Values are written as `explain` writes them. A fourth
//! column holds the day a text was written.

use factrow::dictionary::Dictionary;
use factrow::{DateSpan, Document, DocumentDate, Engine, Kind, Settings};

fn check(table: &str, kinds: &[Kind]) {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    let engine = Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]));
    let mut rows = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(table.as_bytes());
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in rows.records() {
        let row = row.expect("a row of the table");
        let text = row[2].replace("\\n", "\n").replace('_', "\u{a0}").replace('~', "\u{202f}");
        let day = row.get(3).map(|d| DateSpan::day(d.parse().expect("the day of writing")));
        let date = day.map(|span| DocumentDate { span, source: "record".into() });
        let document = Document { id: "phrase".into(), text, lang: Some(row[0].to_owned()), date, title: None };
        let found = engine.extract(&document).mentions;
        let got: Vec<String> = found.iter().filter(|m| kinds.contains(&m.kind)).map(|m| m.value.to_string()).collect();
        count += 1;
        if got.join(" ; ") != row[1] {
            wrong.push(format!("{} {:?}\n    must be {:?}\n    but is  {:?}", &row[0], document.text, &row[1], got.join(" ; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn money() {
    check(include_str!("money.csv"), &[Kind::Money]);
}

#[test]
fn percent() {
    check(include_str!("percent.csv"), &[Kind::Percent]);
}

#[test]
fn users() {
    check(include_str!("users.csv"), &[Kind::Users]);
}

#[test]
fn headcount() {
    check(include_str!("headcount.csv"), &[Kind::Headcount]);
}

#[test]
fn dates() {
    check(include_str!("dates.csv"), &[Kind::Date]);
}
