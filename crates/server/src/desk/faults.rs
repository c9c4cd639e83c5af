//! What goes wrong in a workspace, as it crosses the wire.

use powderkeg_workspace::fault::{Fault as Found, Kind};

use super::{WORKSPACE, runs};
use crate::api::{Fault, FaultKind};
use crate::documents::scenario::told;

impl From<Found> for Fault {
    fn from(found: Found) -> Self {
        let message = found.to_string();
        let diagnostics: Vec<_> = found.findings.iter().flat_map(told).collect();
        let kind = match found.kind {
            Kind::Scenario | Kind::Usage if !diagnostics.is_empty() => FaultKind::Mistakes,
            Kind::Scenario | Kind::Damaged => FaultKind::Damaged,
            Kind::Usage => FaultKind::BadRequest,
            Kind::Unknown | Kind::Missing => FaultKind::NotFound,
            Kind::Taken => FaultKind::Conflict,
            Kind::NoRoom => FaultKind::NoRoom,
            Kind::Io => FaultKind::Io,
        };
        Self { kind, message, diagnostics }
    }
}

impl From<powderkeg_study::store::Fault> for Fault {
    fn from(found: powderkeg_study::store::Fault) -> Self {
        Found::from(found).into()
    }
}

/// What is amiss with a run or study of the workspace. A workspace speaks of commands and folders; here it was asked for by
/// its name, and whoever asks may not know where it lies.
pub fn amiss(found: impl Into<Found>, folder: &str, named: &str) -> Fault {
    let found = found.into();
    let what = if folder == runs::FOLDER { "run" } else { "study" };
    if found.kind == Kind::Missing {
        return Fault::not_found(format!("there is no {what} `{named}` in this workspace"));
    }
    let fault = Fault::from(found);
    if fault.kind != FaultKind::Damaged {
        return fault;
    }
    let help = format!(
        "put back what was changed, or remove the folder {WORKSPACE}/{folder}/{named} and make the {what} again; nothing else \
         is touched by it"
    );
    Fault { message: format!("{}\n{help}", fault.message), ..fault }
}
