//! The `powderkeg` command: arguments and printing, nothing else.

#[allow(clippy::doc_markdown, reason = "the comments are help texts, where backticks would be printed")]
mod args;
mod asked;
mod commands;
mod failure;
mod many;
mod output;
mod tables;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Run(arguments) => commands::run::run(&arguments),
        Command::Verify(arguments) => commands::verify::verify(&arguments),
        Command::Why(arguments) => commands::why::why(&arguments),
        Command::Export(arguments) => commands::export::export(&arguments),
        Command::Hindcast(arguments) => commands::hindcast::hindcast(&arguments),
        Command::Study(arguments) => commands::study::study(&arguments),
        Command::Compare(arguments) => commands::compare::compare(&arguments),
        Command::ButFor(arguments) => commands::but_for::but_for(&arguments),
        Command::Calibrate(arguments) => commands::calibrate::calibrate(&arguments),
        Command::Sensitivity(arguments) => commands::sensitivity::sensitivity(&arguments),
        Command::Discover(arguments) => commands::discover::discover(&arguments),
        Command::Levers(arguments) => commands::levers::levers(&arguments),
        Command::Dossier(arguments) => commands::dossier::dossier(&arguments),
        Command::Merge(arguments) => commands::merge::merge(&arguments),
        Command::Check(arguments) => commands::check::check(&arguments),
        Command::Validate(arguments) => commands::validate::validate(&arguments),
        Command::Serve(arguments) => commands::serve::serve(arguments),
        Command::Schema => commands::schema::schema(),
        Command::List(arguments) => commands::list::list(&arguments),
        Command::Import(arguments) => commands::import::import(&arguments),
        Command::LintPage(arguments) => commands::lint_page::lint_page(&arguments),
        Command::New(arguments) => commands::new::new(&arguments),
        Command::Completions(arguments) => commands::completions::completions(&arguments),
    };
    match done {
        // Whoever reads us has seen enough.
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            failure.code()
        }
    }
}
