//! Orders that are never carried out, however the run goes: the engine refuses each of them, silently for whoever only
//! reads the chronicle. What depends on the run (a force that is busy, a right not yet granted) is left to it.

mod authority;
mod feasible;
mod reach;

use powderkeg_engine::setup::{OptionSetup, Setup};

use super::consistency::Places;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Reports what speaks against options' orders, at the order: first whose it is, and then, in a scenario that is sound
/// otherwise, whether it can be done. That depends on what others can do, and so would follow from their mistakes.
pub(super) fn check(setup: &Setup, places: &Places<'_>, diagnostics: &mut Diagnostics) {
    let mut report = |check: fn(&Setup, &OptionSetup) -> Option<Diagnostic>| {
        for option in setup.options.rows() {
            if let Some(diagnostic) = check(setup, option) {
                let path = &setup.names[option.name.id].path;
                diagnostics.push(places.at(diagnostic, &format!("{path}.order")));
            }
        }
        diagnostics.has_errors()
    };
    if !report(not_its_order) {
        report(not_feasible);
    }
}

fn not_its_order(setup: &Setup, option: &OptionSetup) -> Option<Diagnostic> {
    let (message, help) = authority::check(setup, option).err()?;
    Some(Diagnostic::error("not-its-order", message).help(help))
}

fn not_feasible(setup: &Setup, option: &OptionSetup) -> Option<Diagnostic> {
    let party = &setup.names[setup.parties[option.party].name.id].id;
    Some(match feasible::check(setup, option).err()? {
        Objection::Never { reason, help } => {
            Diagnostic::error("never-possible", format!("`{party}` can never do this: {reason}")).help(help)
        }
        Objection::AsItStands { reason, help } => {
            Diagnostic::warning("never-happens", format!("`{party}` never comes to do this: {reason}"))
                .help(help)
        }
    })
}

/// What speaks against an order whose party may give it.
#[derive(Debug)]
enum Objection {
    /// Nothing that anyone orders makes it possible, whatever the numbers are.
    Never { reason: String, help: String },
    /// Something else must be ordered first, and no option does it (a seat played from outside may); or a number is
    /// too small (a study may have set it so).
    AsItStands { reason: String, help: String },
}

type Verdict = Result<(), Objection>;

fn never(reason: impl Into<String>, help: impl Into<String>) -> Objection {
    Objection::Never { reason: reason.into(), help: help.into() }
}

fn as_it_stands(reason: impl Into<String>, help: impl Into<String>) -> Objection {
    Objection::AsItStands { reason: reason.into(), help: help.into() }
}
