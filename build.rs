//! Makes tables of the dictionaries, so that the program uses them in place instead of reading them at every start.
//!
//! It shares the code with the program by including its lower layers. What the loader refuses, by file and line, fails the
//! build.

#![allow(dead_code, unused_imports, unreachable_pub, missing_docs)]

#[path = "src/dictionary/mod.rs"]
mod dictionary;
#[path = "src/document.rs"]
mod document;
#[path = "src/image.rs"]
mod image;
#[path = "src/meaning/mod.rs"]
mod meaning;
#[path = "src/packed.rs"]
mod packed;
#[path = "src/reading/mod.rs"]
mod reading;
#[path = "src/tables.rs"]
mod tables;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=dictionaries");
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            e.to_string().lines().for_each(|line| println!("cargo::error={line}"));
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    let joined = |errors: Vec<dictionary::LoadError>| errors.iter().map(|e| format!("dictionaries/{e}\n")).collect::<String>();
    let files = dictionary::folder(Path::new("dictionaries"))?;
    let mut tables = tables::Tables::new();
    tables.add(dictionary::Dictionary::from_files(&files).map_err(joined)?).map_err(joined)?;
    let image = tables.write();
    let again = image::Reader::new(image.text.clone().into(), image.sections.clone().into());
    if tables::Tables::from_image(again).is_none() {
        return Err("the tables cannot be read back".into());
    }
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    hash.update(image.text.as_bytes());
    hash.update(&image.sections);
    println!("cargo::rustc-env=BUILT_IN_TABLES={:016x}", hash.digest());
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&out).join("tables.txt"), image.text)?;
    std::fs::write(Path::new(&out).join("tables.bin"), image.sections)?;
    Ok(())
}
