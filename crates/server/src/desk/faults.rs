//! What goes wrong in a workspace, as it crosses the wire.

use powderkeg_workspace::fault::{Fault as Found, Kind};

use crate::api::{Fault, FaultKind};
use crate::documents::scenario::told;

impl From<Found> for Fault {
    fn from(found: Found) -> Self {
        let message = found.to_string();
        let diagnostics: Vec<_> = found.findings.iter().flat_map(told).collect();
        let kind = match found.kind {
            Kind::Scenario | Kind::Usage if !diagnostics.is_empty() => FaultKind::Mistakes,
            Kind::Scenario => FaultKind::Damaged,
            Kind::Usage => FaultKind::BadRequest,
            Kind::Unknown | Kind::Missing => FaultKind::NotFound,
            Kind::Taken => FaultKind::Conflict,
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
