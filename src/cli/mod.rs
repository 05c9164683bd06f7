//! The command line: arguments in, exit code out.

mod args;
mod batches;
mod check;
mod config;
mod console;
mod dict;
mod explain;
mod extract;
mod journal;
mod outputs;
mod progress;
mod reading;
mod report;
mod review;
mod select;
mod settings;
mod sniff;
mod stop;
mod suggest;
mod whole;

use args::Command;
use console::Console;
use std::process::ExitCode;

/// Something was found that ought to be put right.
const FINDINGS: u8 = 1;
/// Wrong usage, or an input that could not be read.
const TROUBLE: u8 = 2;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let settings = match settings::read() {
        Ok(settings) => settings,
        Err(e) => {
            Console::new(false, false).error(&format!("{e:#}"));
            return ExitCode::from(TROUBLE);
        }
    };
    let arguments = &settings.arguments;
    arguments.color.apply();
    quiet_guarded();
    let console = Console::new(arguments.quiet, arguments.verbose);
    let result = match &arguments.command {
        Command::Extract(options) => extract::run(options, &console),
        Command::Check(options) => check::run(options, &console),
        Command::Report(options) => report::run(options, &console),
        Command::Review(options) => review::run(options, &console),
        Command::Explain(options) => explain::run(options, &console),
        Command::Sniff(options) => sniff::run(options, &console),
        Command::Dict(options) => dict::run(options, &console),
        Command::Config(_) => config::show(&settings),
        Command::Completions(options) => config::completions(options),
        Command::Man(options) => config::man(options),
    };
    match result {
        Ok(code) => code,
        // whoever read our output has seen enough
        Err(e) if is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            console.error(&format!("{e:#}"));
            ExitCode::from(TROUBLE)
        }
    }
}

/// Panics of readers and writers that are watched are reported as the failure of their file, not twice.
fn quiet_guarded() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let reader = std::thread::current().name() == Some(factrow::formats::input::GUARDED);
        if !reader && !factrow::formats::output::is_guarded() {
            usual(info);
        }
    }));
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|c| c.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
