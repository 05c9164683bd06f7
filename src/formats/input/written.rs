//! What the outside of a text says of it: dates of records and file names, and its title.

#[cfg(any(feature = "docx", feature = "pdf"))]
use super::{Article, File};
#[cfg(any(feature = "docx", feature = "pdf"))]
use crate::document::{Document, DocumentDate};
use crate::meaning::DateSpan;
use chrono::NaiveDate;

/// A date as records and options state it: `2025-06-12`, `2025-06-12T08:00:00Z`, `20250612`, `2025-06`, `2025`.
pub fn parse_date(s: &str) -> Option<DateSpan> {
    let s = s.trim();
    let head: String = s.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.')).collect();
    let rest = &s[head.len()..];
    if !rest.is_empty() && !rest.starts_with(['T', 't', ' ', 'Z', '+']) {
        return None;
    }
    let numbers: Vec<&str> = head.split(['-', '/', '.']).collect();
    let parse = |n: &str| n.parse::<u32>().ok();
    match numbers[..] {
        [d] if d.len() == 8 => day(parse(&d[..4])?, parse(&d[4..6])?, parse(&d[6..])?),
        [y] if y.len() == 4 => DateSpan::year(y.parse().ok()?),
        [y, m] if y.len() == 4 && m.len() <= 2 => DateSpan::month(y.parse().ok()?, parse(m)?),
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => day(parse(y)?, parse(m)?, parse(d)?),
        // written with its year last, a date begins with the day, as in Europe, unless it cannot
        [d, m, y] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => {
            let (y, m, d) = (parse(y)?, parse(m)?, parse(d)?);
            day(y, m, d).or_else(|| day(y, d, m))
        }
        _ => None,
    }
}

/// The date of a record: also seconds or milliseconds since 1970, and as mails and feeds write it
/// (`Mon, 03 Jun 2024 10:00:00 GMT`).
pub fn record_date(s: &str) -> Option<DateSpan> {
    let s = s.trim();
    if matches!(s.len(), 10 | 13) && s.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = s[..10].parse().ok()?;
        return Some(DateSpan::day(chrono::DateTime::from_timestamp(seconds, 0)?.date_naive()));
    }
    parse_date(s).or_else(|| Some(DateSpan::day(chrono::DateTime::parse_from_rfc2822(s).ok()?.date_naive())))
}

/// The language of a record as ISO 639-1: `fr`, `FR`, `fr-CA`; `None` for anything else.
pub fn record_lang(s: &str) -> Option<String> {
    let code: String = s.trim().to_lowercase().chars().take_while(char::is_ascii_alphabetic).collect();
    Some(code).filter(|c| c.len() == 2)
}

/// The article of a file that carries nothing but its text: its date is that in the file's name.
#[cfg(any(feature = "docx", feature = "pdf"))]
pub(super) fn article(file: &File, text: String, format: &'static str, encoding: &'static str) -> Article {
    let document = Document {
        id: file.doc.clone(),
        title: title(&text),
        date: in_name(&file.doc).map(|span| DocumentDate { span, source: DocumentDate::FILE_NAME.to_owned() }),
        lang: None,
        text,
    };
    Article { document, source: file.source.clone(), format, encoding: encoding.into() }
}

fn day(y: u32, m: u32, d: u32) -> Option<DateSpan> {
    Some(DateSpan::day(NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, d)?))
}

/// The date at the start or end of a file's name: `2025-06-12-title.txt`, `20250612_title.txt`, `title-2025-06.md`.
pub(super) fn in_name(doc: &str) -> Option<DateSpan> {
    let name = doc.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(s, _)| s);
    let digits_or = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let head: String = stem.chars().take_while(|c| digits_or(*c)).collect();
    let tail: String = stem.chars().rev().take_while(|c| digits_or(*c)).collect::<Vec<_>>().into_iter().rev().collect();
    [head, tail].into_iter().find_map(|s| {
        let s = s.trim_matches(|c: char| !c.is_ascii_digit()).replace(['_', '.'], "-");
        let groups: Vec<&str> = s.split('-').collect();
        let known = match groups[..] {
            [y, m, d, ..] if y.len() == 4 && m.len() == 2 && d.len() == 2 => format!("{y}-{m}-{d}"),
            [y, m] if y.len() == 4 && m.len() == 2 => format!("{y}-{m}"),
            [d, ..] if d.len() == 8 => d.to_owned(),
            _ => return None,
        };
        parse_date(&known).filter(|d| (1900..2200).contains(&chrono::Datelike::year(&d.from)))
    })
}

/// The first line of a text, if it can be a title: short, and no sentence with its full stop.
pub(super) fn title(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|l| !l.is_empty())?;
    let line = line.trim_start_matches('#').trim();
    let sentence = line.ends_with(['.', ',', ';', ':']) && !line.ends_with("...");
    (line.chars().count() <= 200 && !line.is_empty() && !sentence).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_records_and_names() {
        let edtf = |d: Option<DateSpan>| d.map(|d| d.edtf()).unwrap_or_default();
        for (s, want) in [
            ("2025-06-12", "2025-06-12"),
            ("2025-06-12T08:00:00+02:00", "2025-06-12"),
            ("2025-06-12 08:00", "2025-06-12"),
            ("20250612", "2025-06-12"),
            ("12/06/2025", "2025-06-12"),
            ("06/25/2025", "2025-06-25"),
            ("25/25/2025", ""),
            ("2025-06", "2025-06"),
            ("2025", "2025"),
            ("2025-13", ""),
            ("hier", ""),
            ("", ""),
        ] {
            assert_eq!(edtf(parse_date(s)), want, "{s}");
        }
        for (s, want) in [
            ("1717408800", "2024-06-03"),
            ("1717408800000", "2024-06-03"),
            ("Mon, 03 Jun 2024 10:00:00 GMT", "2024-06-03"),
            ("Mon, 3 Jun 2024 23:30:00 -0700", "2024-06-03"),
            ("soon", ""),
        ] {
            assert_eq!(edtf(record_date(s)), want, "{s}");
        }
        for (s, want) in [
            ("2025-06-12-title.txt", "2025-06-12"),
            ("a/20250612_title.txt", "2025-06-12"),
            ("title-2025-06.md", "2025-06"),
            ("title_2025_06_12.txt", "2025-06-12"),
            ("000_a881549f84637386.txt", ""),
            ("title-2025.txt", ""),
            ("12345678.txt", ""),
        ] {
            assert_eq!(edtf(in_name(s)), want, "{s}");
        }
    }
}
