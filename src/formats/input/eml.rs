//! Saved mails: subject and body. The text is that of the plain part; where there is none, that of the web page.

use super::{Article, Failure, File, written};
use crate::document::{Document, DocumentDate};
use crate::meaning::DateSpan;
use crate::records::Status;
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// Reads a mail.
pub(super) fn read(file: &File, bytes: &[u8]) -> Result<Article, Failure> {
    let failed = |e: &str| file.failure(Status::Failed, e);
    let mail = MessageParser::default().parse(bytes).ok_or_else(|| failed("not a mail"))?;
    let subject = mail.subject().map(|s| s.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|s| !s.is_empty());
    let plain: Vec<&str> = mail
        .text_body
        .iter()
        .filter_map(|i| match &mail.part(*i)?.body {
            PartType::Text(t) => Some(t.as_ref().trim()),
            _ => None,
        })
        .filter(|t| !t.is_empty())
        .collect();
    let body = if plain.is_empty() { mail.html_body.iter().filter_map(|i| page(&mail, *i)).collect() } else { plain.join("\n\n") };
    if subject.is_none() && body.is_empty() && mail.date().is_none() {
        return Err(failed("not a mail: no subject, date or text"));
    }
    let body = body.replace("\r\n", "\n");
    let title = subject.clone().or_else(|| written::title(&body));
    let text = match subject {
        Some(s) if !body.starts_with(&s) => format!("{s}\n\n{body}"),
        _ => body,
    };
    let sent = mail.date().filter(|d| d.is_valid()).and_then(|d| {
        let day = chrono::NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))?;
        Some((DateSpan::day(day), DocumentDate::RECORD))
    });
    let date = sent.or_else(|| written::in_name(&file.doc).map(|span| (span, DocumentDate::FILE_NAME)));
    let encoding = mail.text_body.first().and_then(|i| mail.part(*i)?.content_type()?.attribute("charset"));
    let encoding = encoding.and_then(|c| encoding_rs::Encoding::for_label(c.as_bytes())).unwrap_or(encoding_rs::UTF_8);
    let document = Document {
        id: file.doc.clone(),
        text,
        lang: None,
        date: date.map(|(span, source)| DocumentDate { span, source: source.to_owned() }),
        title,
    };
    Ok(Article { document, source: file.source.clone(), format: "eml", encoding: encoding.name().into() })
}

/// The text of a part that is a web page.
fn page(mail: &mail_parser::Message<'_>, part: u32) -> Option<String> {
    let PartType::Html(html) = &mail.part(part)?.body else { return None };
    #[cfg(feature = "html")]
    return Some(super::html::text_of(html));
    #[cfg(not(feature = "html"))]
    Some(mail_parser::decoders::html::html_to_text(html))
}
