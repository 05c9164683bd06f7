//! `factrow config`, `factrow completions` and `factrow man`: the program about itself.

use super::args::{Arguments, Extract};
use super::settings::{Said, Settings, variable};
use super::suggest::did_you_mean;
use anyhow::bail;
use clap::{Args, CommandFactory, Subcommand};
use std::io::Write;
use std::process::ExitCode;
use toml::Value;

#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the options in force for a folder, and where each is from, as a factrow.toml
    Show(Box<Extract>),
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The page of a command [default: that of factrow]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// `factrow config show`.
pub(super) fn show(settings: &Settings) -> anyhow::Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    match &settings.file {
        Some(path) => writeln!(out, "# {}", path.display())?,
        None => writeln!(out, "# no factrow.toml")?,
    }
    let lines: Vec<(String, &str)> = settings.said.iter().map(|s| (line(s), s.origin.as_str())).collect();
    let width = lines.iter().map(|(l, _)| l.chars().count()).max().unwrap_or(0);
    for (line, origin) in lines {
        writeln!(out, "{line:width$}  # {origin}")?;
    }
    writeln!(out, "# not set: {}", settings.silent.join(", "))?;
    writeln!(out, "# each also as a variable: {} …", variable("min-confidence"))?;
    Ok(ExitCode::SUCCESS)
}

/// `kind = ["money", "date"]`
fn line(said: &Said) -> String {
    let word = |v: &String| if said.bare { v.clone() } else { Value::String(v.clone()).to_string() };
    let words: Vec<String> = said.values.iter().map(word).collect();
    let words = words.join(", ");
    if said.list { format!("{} = [{words}]", said.name) } else { format!("{} = {words}", said.name) }
}

/// `factrow completions SHELL`.
pub(super) fn completions(options: &Completions) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "factrow", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// `factrow man [COMMAND]`.
pub(super) fn man(options: &Man) -> anyhow::Result<ExitCode> {
    let mut command = Arguments::command();
    command.build();
    let page = match &options.command {
        None => command,
        Some(name) => {
            let names = || command.get_subcommands().map(clap::Command::get_name).filter(|n| *n != "help");
            let Some(of) = command.find_subcommand(name) else {
                bail!("no command `{name}`{}", did_you_mean(name, names()).unwrap_or_default());
            };
            of.clone().name(format!("factrow-{name}")).version(command.get_version().unwrap_or_default().to_owned())
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    std::io::stdout().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}
