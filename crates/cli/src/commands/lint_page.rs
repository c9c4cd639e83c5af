//! `powderkeg lint-page`.

use powderkeg_page::lint::{Finding, Severity, lint, told};
use serde_json::json;

use super::import::read;
use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json};

pub fn lint_page(arguments: &args::LintPage) -> Result<(), Failure> {
    let findings = lint(&read(&arguments.page)?);
    let name = arguments.page.display().to_string();
    if arguments.json {
        print_json(&json!(findings))?;
    } else {
        let mut text: String = findings.iter().map(|finding| told(&name, finding)).collect();
        if findings.is_empty() {
            text = format!("{name}: nothing to mend\n");
        }
        print(&text)?;
    }
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    match findings.iter().filter(is_error).count() {
        0 => Ok(()),
        1 => Err(Failure::scenario(format!("`{name}` is not finished: 1 error"))),
        errors => Err(Failure::scenario(format!("`{name}` is not finished: {errors} errors"))),
    }
}
