//! What is said on standard error.

use anstyle::{AnsiColor, Style};
use std::io::Write;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Standard error, as talkative as the user wants it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
}

impl Console {
    pub(crate) fn new(quiet: bool, verbose: bool) -> Console {
        Console { quiet, verbose }
    }

    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// What only those want to know who asked for more.
    pub(crate) fn detail(self, message: &str) {
        if self.verbose {
            let _ = writeln!(anstream::stderr(), "{message}");
        }
    }

    /// Something that stops the program. Never silenced.
    pub(crate) fn error(self, message: &str) {
        let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
    }

    /// A document that could not be read. Never silenced.
    pub(crate) fn warning(self, message: &str) {
        let _ = writeln!(anstream::stderr(), "{WARNING}warning{WARNING:#}: {message}");
    }

    /// How far long work is, where it was asked for.
    pub(crate) fn progress(self, message: &str) {
        let _ = writeln!(anstream::stderr(), "{message}");
    }

    /// What was done.
    pub(crate) fn info(self, message: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr(), "{message}");
        }
    }
}

/// A number with its thousands apart: `1 204`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// `1 document`, `40 documents`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}
