//! Scenarios: found, checked, and opened with what is changed about them.

use std::path::{Path, PathBuf};

use powderkeg_engine::world::RunOptions;
use powderkeg_scenario::builtin;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::scenario::{self, check};
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::row::Case;
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::{figures, scenarios, studies};
use pyo3::prelude::*;

use crate::guard::short;
use crate::raise::Done;
use crate::value::to_python;

/// Where a scenario's files are. They are read whenever it is used.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
#[derive(Clone)]
pub struct Scenario {
    tree: SourceTree,
    name: String,
}

/// What is different about a scenario's runs, as texts of the command line: set, forbid, do.
#[derive(Clone, Debug, Default, FromPyObject)]
#[pyo3(from_item_all)]
pub struct Changed {
    set: Vec<String>,
    forbid: Vec<String>,
    r#do: Vec<String>,
}

impl Changed {
    /// As the workspace takes them.
    pub fn interventions(&self) -> Interventions {
        let Self { set, forbid, r#do } = self;
        Interventions::default().and(Verb::Set, set).and(Verb::Forbid, forbid).and(Verb::Do, r#do)
    }
}

/// A scenario that can be run.
pub struct Opened {
    /// What was read.
    pub scenario: scenario::Scenario,
    /// What else is different about its runs.
    pub options: RunOptions,
    /// What is run.
    pub case: Case,
}

impl Scenario {
    /// What messages and manifests call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its files.
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// Reads it to be run.
    pub fn open(&self, changes: &Interventions) -> Done<Opened> {
        let (scenario, options) = scenarios::open_files(&self.tree, &self.name, changes)?;
        let case = studies::case(&scenario, options.clone());
        Ok(Opened { scenario, options, case })
    }
}

#[pymethods]
impl Scenario {
    /// The scenario in a folder.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(short(py, || {
            let name = path.to_str().ok_or_else(|| Fault::usage("the path is not Unicode"))?.to_string();
            let tree = scenarios::find(&here()?, &name)?;
            if tree.folder().is_none() {
                let help = format!("Scenario.builtin(\"{name}\") is the one of that name in the package");
                return Err(Fault::missing(format!("there is no folder {name}: {help}")).into());
            }
            Ok(Self { tree, name })
        })?)
    }

    /// One of the scenarios in the package.
    #[staticmethod]
    fn builtin(py: Python<'_>, name: String) -> PyResult<Self> {
        Ok(short(py, || {
            let names = builtin::names();
            if names.contains(&name.as_str()) {
                return Ok(Self { tree: SourceTree::BuiltIn(name.clone()), name });
            }
            let help = match suggest(&name, names.iter().copied()) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            Err(Fault::unknown(format!("there is no built-in scenario `{name}`: {help}")).into())
        })?)
    }

    #[getter(name)]
    fn get_name(&self) -> &str {
        &self.name
    }

    /// Its folder; `None` for a built-in one.
    #[getter]
    fn folder(&self) -> Option<&Path> {
        self.tree.folder()
    }

    /// What there is to say about its text, as dictionaries.
    fn check(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let found = short(py, || {
            let loaded = check(&self.tree, &[]).loaded;
            Ok(loaded.diagnostics.to_json(&loaded.sources))
        })?;
        to_python(py, &found)
    }

    /// All its numbers, as dictionaries.
    fn parameters(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let found = short(py, || {
            let opened = self.open(&Interventions::default())?;
            Ok(figures::parameters(opened.case.engine().setup()))
        })?;
        to_python(py, &found)
    }

    /// Title, start, length and hash, and what its rows tell.
    fn about(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let about = short(py, || {
            let Opened { scenario, case, .. } = self.open(&Interventions::default())?;
            let columns = case.columns();
            let (year, month, day) = columns.starts;
            Ok(serde_json::json!({
                "title": columns.title,
                "hash": scenario.hash,
                "starts": [year, i16::from(month), i16::from(day)],
                "days": columns.days,
                "results": columns.results,
                "facts": columns.facts,
                "outcomes": columns.outcomes.iter().map(|row| (row.name.clone(), row.unit.clone().into())).collect::<serde_json::Map<_, _>>(),
                "parties": columns.parties,
                "uncertain": columns.parameters.iter().map(|row| (row.name.clone(), row.unit.clone().into())).collect::<serde_json::Map<_, _>>(),
            }))
        })?;
        to_python(py, &about)
    }
}

/// Names of the scenarios in the package.
#[pyfunction]
pub fn builtin_names() -> Vec<&'static str> {
    builtin::names()
}

/// The folder from which paths are meant.
pub fn here() -> Done<PathBuf> {
    let here = std::env::current_dir();
    Ok(here.map_err(|error| Fault::io(format!("cannot tell which folder this is: {error}")))?)
}
