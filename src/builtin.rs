//! The dictionaries built into the program: their files, and the tables that `build.rs` has made of them.

use crate::compiled;
use crate::dictionary::{Dictionary, LoadError, Options, Source, SourceFile};
use crate::image::Reader;
use crate::tables::Tables;
use bytes::Bytes;
use bytestring::ByteString;
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/dictionaries");
static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/tables.txt"));
static SECTIONS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tables.bin"));

/// The files, by path.
fn files() -> Vec<SourceFile> {
    fn walk(dir: &'static Dir<'static>, out: &mut Vec<SourceFile>) {
        for f in dir.files() {
            if let (Some(path), Some(content)) = (f.path().to_str(), f.contents_utf8()) {
                out.push(SourceFile { path: path.replace('\\', "/").into(), content: content.into() });
            }
        }
        for d in dir.dirs() {
            walk(d, out);
        }
    }
    let mut out = Vec::new();
    walk(&FILES, &mut out);
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

/// A fault of a whole file.
fn wrong(path: &Path, message: impl ToString) -> Vec<LoadError> {
    vec![LoadError { at: Source { file: path.to_string_lossy().into(), line: 0 }, message: message.to_string() }]
}

/// The files that a user adds.
fn added(paths: &[&PathBuf]) -> Result<Vec<SourceFile>, Vec<LoadError>> {
    let read = |path: &&PathBuf| {
        let content = std::fs::read_to_string(path).map_err(|e| wrong(path, e))?;
        Ok(SourceFile { path: path.to_string_lossy().replace('\\', "/").into(), content: content.into() })
    };
    paths.iter().map(read).collect()
}

impl Dictionary {
    /// The built-in dictionaries.
    ///
    /// # Errors
    /// All rows that are wrong, by file and line.
    pub fn builtin() -> Result<Dictionary, Vec<LoadError>> {
        Dictionary::from_files(&files())
    }

    /// The built-in files of companies and products.
    pub fn builtin_names() -> Vec<SourceFile> {
        files().into_iter().filter(|f| matches!(f.folder(), "companies" | "products")).collect()
    }

    /// Compiles dictionaries to a file that [`Engine::open`](crate::Engine::open) takes among the added ones and uses in
    /// place. Gives the number of its companies and products.
    ///
    /// # Errors
    /// Files that cannot be read, all rows that are wrong, by file and line; an output that cannot be written.
    pub fn compile(options: &Options, out: &mut impl std::io::Write) -> Result<usize, Vec<LoadError>> {
        let tables = Tables::open(options)?;
        compiled::write(&tables, out).map_err(|e| wrong(Path::new("output"), e))?;
        Ok(tables.names.rows().len())
    }
}

impl Tables {
    /// The built-in tables, in place.
    pub(crate) fn builtin() -> Result<Tables, Vec<LoadError>> {
        let image = Reader::new(ByteString::from_static(TEXT), Bytes::from_static(SECTIONS));
        Tables::from_image(image).ok_or_else(|| wrong(Path::new("built-in dictionaries"), "not what this program was built with"))
    }

    /// Tables as the options say.
    ///
    /// # Errors
    /// Files that cannot be read, and all rows that are wrong, by file and line.
    pub(crate) fn open(options: &Options) -> Result<Tables, Vec<LoadError>> {
        let (compiled, lists): (Vec<_>, Vec<_>) = options.add.iter().partition(|path| compiled::is_compiled(path));
        let mut tables = match (&options.folder, &compiled[..]) {
            (None, []) => Tables::builtin()?,
            (Some(root), []) => {
                let mut tables = Tables::new();
                tables.add(Dictionary::from_files(&crate::dictionary::folder(root).map_err(|e| wrong(root, e))?)?)?;
                tables
            }
            (None, [path]) => compiled::open(path).map_err(|e| wrong(path, e))?,
            (Some(_), [path, ..]) => {
                return Err(wrong(path, "a compiled dictionary is whole; it cannot be joined with a folder of others"));
            }
            (None, [_, path, ..]) => return Err(wrong(path, "only one compiled dictionary can be used; build one of all lists")),
        };
        if !lists.is_empty() {
            tables.add(Dictionary::more(&tables.classes, &added(&lists)?)?)?;
        }
        Ok(tables)
    }
}
