//! `factrow report`: a run as a page that people read.

use super::args::{Reading, When};
use super::console::{Console, counted};
use super::extract::said;
use super::progress::Progress;
use super::reading::{self, load};
use super::select::confidence;
use super::whole::{Whole, replace};
use super::{TROUBLE, batches};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use factrow::Scratch;
use factrow::formats::input::{Item, Listing};
use factrow::records::{Companies, DocumentRow, Filter, Seen, Status};
use factrow::report::{Language, Material, Page};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  factrow report articles/ -o report.html          reads the articles
  factrow report out/ -o report.html               takes the tables of `factrow extract articles/ -o out/`
  factrow report articles/ -o report.html --page-language fr

The page opens from disk, needs no network, and can be read without its script.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Report {
    /// Articles: files, folders (read recursively), or `-` for standard input; or the folder of an earlier run's tables
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The page; without it, it goes to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Language of the page [default: the one of most articles]
    #[arg(long, value_enum, value_name = "LANG")]
    page_language: Option<PageLanguage>,

    /// With more articles than this, each has a page of its own, in a folder beside the page
    #[arg(long, value_name = "N", default_value_t = 500)]
    max_articles: usize,

    /// Leave out mentions and facts of less confidence [default: 0 for mentions, 0.5 for facts]
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f32>,

    #[command(flatten)]
    reading: Reading,

    /// When to show a progress bar
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    progress: When,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PageLanguage {
    Fr,
    En,
}

pub(super) fn run(options: &Report, console: &Console) -> anyhow::Result<ExitCode> {
    let mut trouble = false;
    let material = match options.paths.as_slice() {
        [folder] if Material::is_earlier(folder) => {
            let material = Material::of_earlier(folder, &options.reading.read_options(), options.min_confidence.unwrap_or(0.0))?;
            let gone = material.without_text() as u64;
            if gone > 0 {
                let articles = counted(gone, "article", "articles");
                console.warning(&format!("{articles} without text: no longer where they were read from, or changed since"));
            }
            material
        }
        paths => read(paths, options, console, &mut trouble)?,
    };
    let language = match options.page_language {
        Some(PageLanguage::Fr) => Language::French,
        Some(PageLanguage::En) => Language::English,
        None => material.language(),
    };
    let page = Page::new(&material, language);
    match &options.output {
        Some(path) if material.documents() > options.max_articles => write_split(page, path)?,
        Some(path) => {
            let mut file = Whole::beside(path)?;
            file.write(page.render().as_bytes())?;
            replace(vec![file])?;
        }
        None if material.documents() > options.max_articles => {
            bail!("more articles than --max-articles {}: they need a folder beside the page, name it with -o", options.max_articles)
        }
        None => std::io::stdout().write_all(page.render().as_bytes()).context("cannot write to standard output")?,
    }
    let found = [counted(material.documents() as u64, "document", "documents"), counted(material.facts() as u64, "fact", "facts")];
    let place = options.output.as_ref().map(|p| format!(": {}", p.display())).unwrap_or_default();
    console.info(&format!("{}{place}", found.join(", ")));
    Ok(if trouble { ExitCode::from(TROUBLE) } else { ExitCode::SUCCESS })
}

/// Reads articles as `extract` does.
fn read(paths: &[PathBuf], options: &Report, console: &Console, trouble: &mut bool) -> anyhow::Result<Material> {
    let (engine, directory) = load(&options.reading, false, false)?;
    let read = options.reading.read_options();
    let (owned, output, of) = (paths.to_vec(), options.output.clone(), read.clone());
    let list = move || Listing::new(&owned, output.as_deref(), &of);
    let listing = list().map_err(anyhow::Error::msg)?;
    let mut progress = Progress::new(options.progress, *console, move || list().ok());
    let count_bytes = progress.bytes();
    let filter = Filter::sure(options.min_confidence);
    let work = |scratch: &mut Scratch, items: Vec<Item>| {
        let mut reads = reading::read(&engine, items, &read, scratch);
        for r in &mut reads {
            r.result.iter_mut().flatten().for_each(|(_, _, extraction)| filter.apply(extraction));
            count_bytes(r.size);
        }
        reads
    };
    let (mut material, mut companies) = (Material::default(), Companies::default());
    let done = |read: reading::Read| {
        progress.document();
        match read.result {
            Some(Ok((place, article, extraction))) => {
                companies.add(&Seen::of(place, &article.document, &extraction), &directory);
                material.add(article, &extraction);
            }
            Some(Err(f)) => {
                *trouble |= f.status != Status::Skipped;
                let row = DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error);
                progress.suspend(|| said(&row, console));
                material.add_failure(&f);
            }
            None => {}
        }
        Ok(true)
    };
    batches::run(listing, &read, work, done)?;
    progress.finish();
    material.add_companies(&companies);
    Ok(material)
}

/// Writes an index with a folder of pages beside it; the folder is complete before it takes the place of an old one.
fn write_split(page: Page, path: &Path) -> anyhow::Result<()> {
    let name = |p: &Path| p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = path.file_stem().map_or_else(|| "report".to_owned(), |s| s.to_string_lossy().into_owned());
    let folder = path.with_file_name(format!("{stem}-articles"));
    let wrong = || format!("cannot write to {}", folder.display());
    if folder.exists() && !is_ours(&folder) {
        bail!("{}: it holds files that are no pages of a report", wrong());
    }
    let page = page.split(&name(path), &name(&folder));
    let beside = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = tempfile::Builder::new().prefix(&format!(".{stem}-")).suffix(".tmp").tempdir_in(beside).with_context(wrong)?;
    for (name, article) in page.articles() {
        std::fs::write(new.path().join(name), article).with_context(wrong)?;
    }
    let mut index = Whole::beside(path)?;
    index.write(page.render().as_bytes())?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(wrong)?;
    }
    std::fs::rename(new.keep(), &folder).with_context(wrong)?;
    open_to_readers(&folder).with_context(wrong)?;
    replace(vec![index])
}

/// Whether a folder holds pages of articles alone and may be replaced.
fn is_ours(folder: &Path) -> bool {
    let ours = |name: &str| name.strip_suffix(".html").is_some_and(|n| n.len() >= 5 && n.bytes().all(|b| b.is_ascii_digit()));
    std::fs::read_dir(folder).is_ok_and(|entries| entries.flatten().all(|e| ours(&e.file_name().to_string_lossy())))
}

/// Temporary folders are private; pages are as readable as any new folder.
#[cfg(unix)]
fn open_to_readers(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_readers(_: &Path) -> std::io::Result<()> {
    Ok(())
}
