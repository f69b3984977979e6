//! Reads what was asked at the command line, and runs it.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    paperdesk::cli::run(std::env::args_os().collect())
}
