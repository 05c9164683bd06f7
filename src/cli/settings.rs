//! Options from a file and from the environment.
//!
//! The keys of `factrow.toml` and of `FACTROW_*` are the long options of `extract`, so that there is one list of them. What
//! the file says becomes the default of the option: the environment goes before it, the command line before both, and the
//! option's own parser checks the value wherever it is from.

use super::args::Arguments;
use super::suggest::{did_you_mean, nearest};
use anyhow::{Context, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::{Spanned, Value};

/// The name that is looked for.
const FILE: &str = "factrow.toml";

/// What is asked for, and where it is said.
pub(crate) struct Settings {
    pub(crate) arguments: Arguments,
    /// The file that was read.
    pub(crate) file: Option<PathBuf>,
    /// Options with a value, in the order of the help.
    pub(crate) said: Vec<Said>,
    /// Options without one.
    pub(crate) silent: Vec<String>,
}

/// An option with its values.
pub(crate) struct Said {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
    /// `true` or `false`, or a number: written without quotes.
    pub(crate) bare: bool,
    /// A list even if it has one value.
    pub(crate) list: bool,
    pub(crate) origin: String,
}

/// A value of the file.
struct Entry {
    line: usize,
    values: Vec<String>,
}

/// Reads command line, environment and file. Wrong usage of the command line ends the program here, as does `--help`.
pub(crate) fn read() -> anyhow::Result<Settings> {
    let mut command = with_environment(Arguments::command());
    let matches = command.clone().get_matches();
    check_environment(&options(&command))?;
    let file = find(&matches)?;
    let entries = match &file {
        Some(path) => entries(path, &command)?,
        None => BTreeMap::new(),
    };
    if !entries.is_empty() {
        command = with_defaults(command, &entries, &matches);
    }
    let matches = command.clone().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|e| e.exit());
    let (said, silent) = origins(&command, &matches, file.as_deref(), &entries);
    Ok(Settings { arguments, file, said, silent })
}

/// The program's command with all that it can be told by the environment.
fn with_environment(command: Command) -> Command {
    let keys = options(&command).into_iter().map(|a| a.get_id().to_string()).collect::<Vec<_>>();
    for_each_option(command, "", &|arg| {
        let named = arg.get_long().filter(|_| keys.contains(&arg.get_id().to_string())).map(variable);
        match named {
            Some(name) if matches!(arg.get_action(), ArgAction::SetTrue) => {
                arg.env(name).hide_env(true).value_parser(clap::builder::BoolishValueParser::new())
            }
            Some(name) => arg.env(name).hide_env(true),
            None => arg,
        }
    })
}

/// The file's values as defaults. A switch gives way to its opposite on the command line.
fn with_defaults(command: Command, entries: &BTreeMap<String, Entry>, matches: &ArgMatches) -> Command {
    let given = |id: &str| matches.try_contains_id(id).is_ok() && matches.value_source(id) == Some(ValueSource::CommandLine);
    let opposed: Vec<&str> = [("quiet", "verbose"), ("verbose", "quiet")].into_iter().filter(|(_, o)| given(o)).map(|(n, _)| n).collect();
    for_each_option(command, "", &|arg| match arg.get_long().and_then(|l| entries.get(l)) {
        Some(entry) if !opposed.contains(&arg.get_id().as_str()) => arg.default_values(entry.values.clone()),
        _ => arg,
    })
}

/// Changes the options of a command and of those below it that mean what `extract` means by them.
fn for_each_option(command: Command, path: &str, change: &dyn Fn(Arg) -> Arg) -> Command {
    let shared = |arg: &Arg| match path.split('/').nth(1) {
        None | Some("extract" | "check" | "review" | "explain" | "sniff" | "config") => true,
        // its output is a page, not the folder of tables
        Some("report") => arg.get_id() != "output",
        // an import has formats and outputs of its own
        Some("dict") => matches!(arg.get_id().as_str(), "dictionaries" | "add"),
        Some(_) => false,
    };
    let command = command.mut_args(|a| if shared(&a) { change(a) } else { a });
    // nothing is read where options are only shown
    let command = if path == "/config/show" { command.mut_arg("paths", |a| a.required(false)) } else { command };
    command.mut_subcommands(|c| {
        let path = format!("{path}/{}", c.get_name());
        for_each_option(c, &path, change)
    })
}

/// The options that file and environment can set.
fn options(command: &Command) -> Vec<Arg> {
    let extract = command.find_subcommand("extract").into_iter().flat_map(Command::get_arguments);
    let named = extract.chain(command.get_arguments()).filter(|a| a.get_long().is_some());
    named.filter(|a| !matches!(a.get_id().as_str(), "help" | "version" | "no_config")).cloned().collect()
}

/// `min-amount` → `FACTROW_MIN_AMOUNT`.
pub(crate) fn variable(long: &str) -> String {
    format!("FACTROW_{}", long.to_uppercase().replace('-', "_"))
}

/// A variable that is nearly one of ours is a slip of the pen; others that begin like ours are somebody else's.
fn check_environment(options: &[Arg]) -> anyhow::Result<()> {
    let known: Vec<String> = options.iter().filter_map(|a| a.get_long()).map(variable).collect();
    let short = |v: &str| v.trim_start_matches("FACTROW_").to_owned();
    for (name, _) in std::env::vars_os() {
        let Some(name) = name.to_str().filter(|n| n.starts_with("FACTROW_") && !known.iter().any(|k| k == n)) else { continue };
        let ours: Vec<String> = known.iter().map(|k| short(k)).collect();
        if let Some(near) = nearest(&short(name), ours.iter().map(String::as_str)) {
            bail!("environment: unknown option `{name}`; did you mean `FACTROW_{near}`?");
        }
    }
    Ok(())
}

/// The file that is named, or the nearest one upwards from what is read.
fn find(matches: &ArgMatches) -> anyhow::Result<Option<PathBuf>> {
    if let Some(path) = matches.get_one::<PathBuf>("config") {
        return Ok(Some(path.clone()));
    }
    if matches.get_flag("no_config") {
        return Ok(None);
    }
    let mut leaf = matches;
    while let Some((_, below)) = leaf.subcommand() {
        leaf = below;
    }
    let first = leaf.try_get_many::<PathBuf>("paths").ok().flatten().and_then(|mut p| p.next().cloned());
    let what = leaf.try_get_one::<String>("what").ok().flatten().map(|w| super::explain::file_of(w)).filter(|p| p.exists());
    let start = first.or(what).filter(|p| p != Path::new("-")).unwrap_or_else(|| PathBuf::from("."));
    // what is not there is told by whoever reads it
    let Ok(start) = start.canonicalize() else { return Ok(None) };
    Ok(start.ancestors().map(|folder| folder.join(FILE)).find(|f| f.is_file()))
}

/// What a file says, by long option.
fn entries(path: &Path, command: &Command) -> anyhow::Result<BTreeMap<String, Entry>> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let table: BTreeMap<Spanned<String>, Spanned<Value>> = toml::from_str(&text).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
    let options = options(command);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut entries = BTreeMap::new();
    for (key, value) in table {
        let line = text[..key.span().start].matches('\n').count() + 1;
        let key = key.into_inner();
        let Some(option) = options.iter().find(|a| a.get_long() == Some(&key) && key != "config") else {
            let hint = did_you_mean(&key, options.iter().filter_map(|a| a.get_long()));
            bail!("{name}:{line}: unknown key `{key}`{}", hint.unwrap_or_default());
        };
        let wrong = |why: String| anyhow::anyhow!("{name}:{line}: {key}: {why}");
        let mut values = words(option, value.into_inner()).map_err(wrong)?;
        // a path in the file is meant from where the file is
        if option.get_value_parser().type_id() == clap::value_parser!(PathBuf).type_id() {
            values = values.into_iter().map(|v| folder.join(v).to_string_lossy().into_owned()).collect();
        }
        check(command, option, &values).map_err(wrong)?;
        entries.insert(key, Entry { line, values });
    }
    Ok(entries)
}

/// A value as the words that the option would be given.
fn words(option: &Arg, value: Value) -> Result<Vec<String>, String> {
    let one = |value: Value| match value {
        Value::String(s) => Ok(s),
        Value::Integer(n) => Ok(n.to_string()),
        Value::Float(x) => Ok(x.to_string()),
        Value::Datetime(d) => Ok(d.to_string()),
        Value::Boolean(_) => Err("it is no switch that is true or false".to_owned()),
        Value::Array(_) | Value::Table(_) => Err("it takes one value".to_owned()),
    };
    match (option.get_action(), value) {
        (ArgAction::SetTrue, Value::Boolean(b)) => Ok(vec![b.to_string()]),
        (ArgAction::SetTrue, _) => Err("it is true or false".to_owned()),
        (ArgAction::Append, Value::Array(values)) => values.into_iter().map(one).collect(),
        (_, value) => Ok(vec![one(value)?]),
    }
}

/// Lets the option's own parser look at its values.
fn check(command: &Command, option: &Arg, values: &[String]) -> Result<(), String> {
    let alone = Command::new("factrow").arg(option.clone().global(false).required(false).env(None::<&str>));
    let long = option.get_long().unwrap_or_default();
    if matches!(option.get_action(), ArgAction::SetTrue) {
        return Ok(());
    }
    let words = values.iter().map(|v| OsString::from(format!("--{long}={v}")));
    let parsed = alone.no_binary_name(true).color(command.get_color()).try_get_matches_from(words);
    parsed.map(drop).map_err(|e| {
        let message = e.to_string();
        let lines: Vec<&str> =
            message.lines().map(str::trim).take_while(|l| !l.starts_with("For more")).filter(|l| !l.is_empty()).collect();
        lines.join(" ").trim_start_matches("error: ").to_owned()
    })
}

/// Where the value of each option is from.
fn origins(command: &Command, matches: &ArgMatches, file: Option<&Path>, entries: &BTreeMap<String, Entry>) -> (Vec<Said>, Vec<String>) {
    let mut leaf = matches;
    while let Some((_, below)) = leaf.subcommand() {
        leaf = below;
    }
    let (mut said, mut silent) = (Vec::new(), Vec::new());
    for option in options(command) {
        let (id, long) = (option.get_id().as_str(), option.get_long().unwrap_or_default());
        let values: Vec<String> = match leaf.try_get_raw(id) {
            Ok(Some(raw)) => raw.map(|v| v.to_string_lossy().into_owned()).collect(),
            _ => Vec::new(),
        };
        let origin = match leaf.try_contains_id(id).ok().and_then(|_| leaf.value_source(id)) {
            Some(ValueSource::CommandLine) => "command line".to_owned(),
            Some(ValueSource::EnvVariable) => variable(long),
            _ => match (file, entries.get(long)) {
                (Some(path), Some(entry)) => format!("{}:{}", path.display(), entry.line),
                _ => "default".to_owned(),
            },
        };
        if values.is_empty() {
            silent.push(long.to_owned());
            continue;
        }
        let switch = matches!(option.get_action(), ArgAction::SetTrue);
        let bare = switch || values.iter().all(|v| v.parse::<f64>().is_ok());
        let list = matches!(option.get_action(), ArgAction::Append);
        said.push(Said { name: long.to_owned(), values, bare, list, origin });
    }
    (said, silent)
}
