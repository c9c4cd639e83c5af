//! `powderkeg completions`.

use clap::CommandFactory;

use crate::args::{self, Arguments};
use crate::failure::Failure;
use crate::output::print;

pub fn completions(arguments: &args::Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "powderkeg", &mut script);
    print(&String::from_utf8_lossy(&script))
}
