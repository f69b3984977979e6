//! The command line: what can be asked of the program, and who answers.

mod afar;
mod audit;
mod backup;
mod config;
mod demo;
mod desk;
mod doctor;
mod import;
mod mail;
mod person;
pub mod print;
mod progress;
mod receive;
mod serve;
mod setup_link;
mod stop;
mod submit;
mod token;
mod version;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::config::{Flags, Settings};
use crate::documents;

pub use stop::Stop;

/// A self-hosted desk for writing feedback.
#[derive(Debug, Parser)]
#[command(
    name = "paperdesk",
    version,
    after_help = "Example:\n  paperdesk serve --data /srv/paperdesk"
)]
struct Cli {
    /// The folder that holds all of the desk [default: ./paperdesk-data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where the server listens [default: 127.0.0.1:8000]
    #[arg(long, global = true, value_name = "ADDR")]
    listen: Option<String>,
    /// A settings file in place of paperdesk.toml in the data dir
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server; it brings the database up to date first, after copying it
    #[command(after_help = "Example:\n  paperdesk serve --listen 127.0.0.1:8000")]
    Serve,
    /// Run a server on a fresh temporary data dir with an invented centre
    #[command(after_help = "Example:\n  paperdesk demo --listen 127.0.0.1:0")]
    Demo,
    /// Print a fresh one-time link to set up the centre or recover an admin
    #[command(after_help = "Example:\n  paperdesk setup-link")]
    SetupLink(setup_link::Ask),
    /// Add, list or disable people, or print a sign-in link for one
    #[command(subcommand, arg_required_else_help = false, after_help = person::EXAMPLE)]
    Person(person::Ask),
    /// Make, list or revoke API tokens, by which programs act as a person
    #[command(subcommand, arg_required_else_help = false, after_help = token::EXAMPLE)]
    Token(token::Ask),
    /// Look at the mail, send it again, or test the mail server
    #[command(subcommand, arg_required_else_help = false, after_help = mail::EXAMPLE)]
    Mail(mail::Ask),
    /// Send a paper to a desk on another machine
    #[command(after_help = submit::EXAMPLE)]
    Submit(submit::Ask),
    /// Send the papers of a whole class to a desk on another machine, after a dry run
    #[command(after_help = import::EXAMPLE)]
    Import(import::Ask),
    /// Prove that nobody changed the audit, or read it
    #[command(subcommand, arg_required_else_help = false, after_help = audit::EXAMPLE)]
    Audit(audit::Ask),
    /// Copy the whole desk to one file, also while the server runs
    #[command(after_help = "Example:\n  paperdesk backup /backups/paperdesk-monday.db")]
    Backup(backup::Ask),
    /// Put a backup into an empty data dir
    #[command(
        after_help = "Example:\n  paperdesk restore /backups/paperdesk-monday.db --data /srv/paperdesk-new"
    )]
    Restore(backup::Ask),
    /// Prove that a backup is whole
    #[command(after_help = "Example:\n  paperdesk verify /backups/paperdesk-monday.db")]
    Verify(backup::Ask),
    /// Show every setting, its value and where it came from
    #[command(after_help = "Example:\n  paperdesk config --json")]
    Config(config::Ask),
    /// Look the desk over and say how to mend what is wrong
    #[command(after_help = "Example:\n  paperdesk doctor")]
    Doctor(doctor::Ask),
    /// Print the versions of the program, its schema and its database
    #[command(after_help = "Example:\n  paperdesk version --json")]
    Version(version::Ask),
}

/// Runs the command that the arguments ask for; the first one is the program's own name.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    // First of all: this process reads a stranger's file and must have touched nothing else.
    if arguments.get(1).is_some_and(|first| first == "read-apart") {
        let kind = arguments
            .get(2)
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        return documents::child_main(kind);
    }
    // What we write holds people's papers and links that open the door.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    match parse(arguments).and_then(|cli| cli.map_or(Ok(()), answer)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            if !stop.says.is_empty() {
                eprintln!("paperdesk: {}", stop.sentence());
            }
            ExitCode::from(stop.code)
        }
    }
}

/// What was asked; nothing where it was help, which is then printed.
fn parse(arguments: Vec<OsString>) -> Result<Option<Cli>, Stop> {
    match Cli::try_parse_from(arguments) {
        Ok(cli) if cli.command.is_none() => {
            print::say(&Cli::command().render_help().to_string()).map(|()| None)
        }
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.use_stderr() => {
            Err(Stop::usage(in_a_sentence(&error.render().to_string())))
        }
        Err(asked) => print::say(&asked.render().to_string()).map(|()| None),
    }
}

/// A complaint about the arguments without the pages of usage below it.
fn in_a_sentence(complaint: &str) -> String {
    let paragraphs: Vec<&str> = complaint.split("\n\n").map(str::trim).collect();
    let first = paragraphs
        .first()
        .map_or("", |first| first.trim_start_matches("error: "));
    let tip = paragraphs
        .iter()
        .find_map(|paragraph| paragraph.strip_prefix("tip: "));
    let tip = tip.map(|tip| format!("; {tip}")).unwrap_or_default();
    format!("{first}{tip}; `paperdesk --help` tells what can be asked")
}

fn answer(cli: Cli) -> Result<(), Stop> {
    let no_data = cli.data.is_none();
    let flags = Flags {
        data: cli.data,
        listen: cli.listen,
        config: cli.config,
    };
    let settings = || Settings::read(&flags);
    match cli.command {
        None => Ok(()),
        Some(Command::Serve) => serve::run(&settings()?),
        Some(Command::Demo) if no_data => demo::run(&settings()?),
        Some(Command::Demo) => Err(Stop::usage(
            "demo makes its own temporary data dir, so it takes no --data",
        )),
        Some(Command::SetupLink(ask)) => setup_link::run(&settings()?, &ask),
        Some(Command::Person(ask)) => person::run(&settings()?, ask),
        Some(Command::Token(ask)) => token::run(&settings()?, ask),
        Some(Command::Mail(ask)) => mail::run(&settings()?, &ask),
        Some(Command::Submit(ask)) => submit::run(ask),
        Some(Command::Import(ask)) => import::run(&ask),
        Some(Command::Audit(ask)) => audit::run(&settings()?, &ask),
        Some(Command::Backup(ask)) => backup::back_up(&settings()?, &ask),
        Some(Command::Restore(ask)) => backup::restore(&settings()?, &ask),
        Some(Command::Verify(ask)) => backup::verify(&ask),
        Some(Command::Config(ask)) => config::run(&settings()?, &ask),
        Some(Command::Doctor(ask)) => doctor::run(&settings()?, &ask),
        Some(Command::Version(ask)) => version::run(&ask),
    }
}
