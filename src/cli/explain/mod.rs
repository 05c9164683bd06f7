//! `factrow explain`: why each mention and fact is there, down to the rows that say so, and why some words are none.

mod page;
mod target;
mod why_not;

use super::TROUBLE;
use super::args::Explain;
use super::console::Console;
use super::reading::load;
use factrow::{Kind, Span};
pub(super) use page::Page;
use std::process::ExitCode;
pub(super) use target::file_of;
use target::{Target, Wanted};

pub(super) fn run(options: &Explain, console: &Console) -> anyhow::Result<ExitCode> {
    let (engine, _) = load(&options.reading, false, true)?;
    let target = Target::of(options, console)?;
    let mut code = if target.unread { ExitCode::from(TROUBLE) } else { ExitCode::SUCCESS };
    let mut out = anstream::stdout().lock();
    for article in &target.articles {
        let extraction = engine.extract(&article.document);
        let page = Page::new(article, &extraction);
        if let Some(words) = &options.why_not {
            if !why_not::show(&mut out, words, &page, &engine)? {
                console.error(&format!("{words:?} does not stand in the text"));
                code = ExitCode::from(TROUBLE);
            }
            continue;
        }
        let kinds = |k: Kind| options.kind.is_empty() || options.kind.contains(&k);
        match &target.wanted {
            Wanted::Fact(id) => {
                if !page.fact(&mut out, id)? {
                    console.error(&format!(
                        "{id}: this fact is no longer read from {}; `factrow explain {}` shows what is",
                        article.document.id, article.source
                    ));
                    code = ExitCode::from(TROUBLE);
                }
            }
            wanted => {
                let here = |span: Span| match wanted {
                    Wanted::Line(line) => page.line_of(span.start) == *line,
                    Wanted::Place(line, column) => page.is_at(span, *line, *column),
                    _ => true,
                };
                page.mentions(&mut out, &here, kinds)?;
                if options.kind.is_empty() {
                    page.facts(&mut out, &here)?;
                }
            }
        }
    }
    Ok(code)
}
