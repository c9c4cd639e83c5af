//! Faults become Python exceptions: which, is decided in `powderkeg.errors`.

use powderkeg_report::dossier::render::TemplateFault;
use powderkeg_scenario::diagnostic::Style;
use powderkeg_workspace::fault::{Fault, Kind};
use pyo3::prelude::*;

use crate::value::to_python;

/// What goes wrong here, on its way to Python.
pub enum Trouble {
    /// What the workspace says.
    Fault(Fault),
    /// Whoever waited interrupted.
    Interrupted(PyErr),
    /// A mistake of ours.
    Ours(String),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<powderkeg_study::store::Fault> for Trouble {
    fn from(fault: powderkeg_study::store::Fault) -> Self {
        Self::Fault(fault.into())
    }
}

impl From<TemplateFault> for Trouble {
    fn from(fault: TemplateFault) -> Self {
        Self::Fault(Fault::scenario(fault.to_string()))
    }
}

/// What can be done here, or the trouble with it.
pub type Done<T> = Result<T, Trouble>;

impl From<Trouble> for PyErr {
    fn from(trouble: Trouble) -> Self {
        Python::attach(|py| match trouble {
            Trouble::Interrupted(error) => error,
            Trouble::Fault(fault) => exception(py, &fault).unwrap_or_else(|error| error),
            Trouble::Ours(message) => made(py, "internal", &message, py.None()).unwrap_or_else(|error| error),
        })
    }
}

fn exception(py: Python<'_>, fault: &Fault) -> PyResult<PyErr> {
    let kind = match fault.kind {
        Kind::Scenario => "scenario",
        Kind::Usage => "usage",
        Kind::Unknown => "unknown",
        Kind::Missing => "missing",
        Kind::Taken => "taken",
        Kind::Damaged => "damaged",
        Kind::NoRoom => "no_room",
        Kind::Io => "io",
    };
    let shown: String = fault.findings.iter().map(|found| found.render(Style::Plain)).collect();
    let message =
        if shown.is_empty() { fault.to_string() } else { format!("{fault}\n\n{}", shown.trim_end()) };
    let rows = fault.findings.iter().map(powderkeg_scenario::findings::Findings::to_json);
    let rows = rows.flat_map(|list| list.as_array().cloned().unwrap_or_default()).collect();
    let diagnostics = to_python(py, &serde_json::Value::Array(rows))?;
    made(py, kind, &message, diagnostics)
}

fn made(py: Python<'_>, kind: &str, message: &str, diagnostics: Py<PyAny>) -> PyResult<PyErr> {
    let of_kind = py.import("powderkeg.errors")?.getattr("_of_kind")?;
    Ok(PyErr::from_value(of_kind.call1((kind, message, diagnostics))?))
}
