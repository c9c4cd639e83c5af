//! One run.

use std::path::PathBuf;
use std::sync::Arc;

use powderkeg_engine::log::Record;
use powderkeg_report::cause_text::{cause, cause_json};
use powderkeg_report::chronicle::{Options, entries, render};
use powderkeg_report::dossier::render::Format;
use powderkeg_report::infobox::Infobox;
use powderkeg_report::jsonl;
use powderkeg_report::run::civil;
use powderkeg_report::sentence::sentence;
use powderkeg_report::why::Why;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::store::course_table;
use powderkeg_workspace::dossier;
use powderkeg_workspace::event::{no_such_number, number_of};
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::runs::{self, Manifest};
use powderkeg_workspace::{VERSION, changes, scenarios};
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::guard::short;
use crate::kept::Kept;
use crate::raise::Done;
use crate::scenario::{Changed, Scenario, here};
use crate::table::Table;
use crate::value::to_python;

/// Lines that a tree of causes fills where no depth is asked for.
const LINES: usize = 50;

/// A run that is over.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
pub struct Run {
    kept: Kept,
    named: Scenario,
    changed: Changed,
    seed: u64,
}

/// Runs a scenario once.
#[pyfunction]
pub fn run(py: Python<'_>, scenario: &Bound<'_, Scenario>, seed: u64, changed: Changed) -> PyResult<Run> {
    let named = scenario.get().clone();
    Ok(short(py, || {
        let opened = Arc::new(named.open(&changed.interventions())?);
        let kept = Kept::play(opened, seed);
        Ok(Run { kept, named, changed, seed })
    })?)
}

#[pymethods]
impl Run {
    /// The log's hash: the same for the same run, here and on the command line.
    #[getter]
    fn log_hash(&self) -> String {
        self.kept.run().log.hash().to_string()
    }

    /// Hash of the scenario's text with all that is set.
    #[getter]
    fn scenario_hash(&self) -> &str {
        &self.kept.opened.scenario.hash
    }

    /// The text of the first result that holds.
    #[getter]
    fn outcome(&self) -> Option<&str> {
        self.kept.run().result
    }

    /// When the incident came about, as ISO text.
    #[getter]
    fn incident(&self) -> Option<String> {
        let run = self.kept.run();
        run.incident.map(|at| civil(run.setup, at).to_string())
    }

    fn __len__(&self) -> usize {
        self.kept.run().log.records().len()
    }

    /// The infobox as dictionaries.
    fn infobox(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let found = short(py, || Ok(Infobox::of(&self.kept.run()).json()))?;
        to_python(py, &found)
    }

    /// The infobox as text.
    fn infobox_text(&self, py: Python<'_>, columns: usize) -> PyResult<String> {
        Ok(short(py, || Ok(Infobox::of(&self.kept.run()).render(columns)))?)
    }

    /// Infobox and chronicle as text: what the command line prints.
    fn text(&self, py: Python<'_>, columns: usize) -> PyResult<String> {
        Ok(short(py, || {
            let run = self.kept.run();
            let told = render(&run, Options { all: false, columns });
            Ok(format!("{}\n{}", Infobox::of(&run).render(columns), told.trim_end()))
        })?)
    }

    /// What mattered, or all: dictionaries of number, time, kind, text and causes.
    fn chronicle(&self, py: Python<'_>, all: bool) -> PyResult<Py<PyAny>> {
        let found = short(py, || Ok(self.told(all)))?;
        to_python(py, &found)
    }

    /// Every record as `log.jsonl` has it.
    fn log(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let found = short(py, || {
            let run = self.kept.run();
            Ok(run.log.records().iter().map(|record| jsonl::record(&run, record)).collect::<Value>())
        })?;
        to_python(py, &found)
    }

    /// The outcomes day by day.
    fn series(&self, py: Python<'_>) -> PyResult<Table> {
        Ok(short(py, || {
            let case = &self.kept.opened.case;
            let plan = Plan { seed: self.seed, runs: 1, shard: Shard::WHOLE };
            let course = case.course(&plan, 1, true);
            Ok(Table::of(course_table(case.columns(), &course.daily)?))
        })?)
    }

    /// The number of an event that is asked for by number or kind.
    fn number_of(&self, py: Python<'_>, event: String) -> PyResult<usize> {
        Ok(short(py, || Ok(number_of(&event, self.kept.run().log)?))?)
    }

    /// Why something happened: as a tree, as dictionaries, as Graphviz.
    fn why(
        &self,
        py: Python<'_>,
        number: usize,
        depth: Option<usize>,
        columns: usize,
    ) -> PyResult<(String, Py<PyAny>, String)> {
        let (tree, data, dot) = short(py, || {
            let run = self.kept.run();
            let missing = || no_such_number(number, run.log);
            let why = Why::new(run, number, depth).ok_or_else(missing)?;
            let tree = match depth {
                Some(_) => why.tree(columns),
                None => Why::fitting(run, number, columns, LINES).ok_or_else(missing)?.tree(columns),
            };
            Ok((tree, why.json(), why.dot()))
        })?;
        Ok((tree, to_python(py, &data)?, dot))
    }

    /// The page in a format.
    fn dossier(&self, py: Python<'_>, format: String, language: Option<String>) -> PyResult<String> {
        Ok(short(py, || {
            let format = page_format(&format)?;
            let typed = changes::texts(&self.changed.interventions()).typed();
            let line = format!("powderkeg dossier {}{typed} --seed {}", self.named.name(), self.seed);
            let scenario = &self.kept.opened.scenario;
            let command = dossier::command_now(line, self.named.name(), scenario, self.seed);
            let document = dossier::of_run(&self.kept.run(), scenario, command);
            Ok(document.render(format, &dossier::templates(self.named.tree(), language.as_deref()))?)
        })?)
    }

    /// Saves it as `powderkeg run --out` does.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(short(py, || {
            let dir = here()?.join(path);
            let scenario = &self.kept.opened.scenario;
            let manifest = Manifest {
                version: VERSION.into(),
                scenario: self.named.name().into(),
                scenario_path: scenarios::path_to(&dir, self.named.tree()),
                scenario_hash: scenario.hash.clone(),
                seed: self.seed,
                changes: changes::texts(&self.changed.interventions()),
                log_hash: self.log_hash(),
            };
            Ok(runs::save(&dir, &self.kept.run(), &manifest)?)
        })?)
    }
}

impl Run {
    fn told(&self, all: bool) -> Value {
        let run = self.kept.run();
        let records = run.log.records();
        let row = |position: usize, text: String| {
            let record = &records[position];
            json!({
                "number": position + 1,
                "time": civil(run.setup, record.id.at).to_string(),
                "kind": record.event.kind().name(),
                "text": text,
                "causes": self.causes(record),
            })
        };
        if all {
            let words = run.words();
            return records
                .iter()
                .enumerate()
                .map(|(position, record)| row(position, sentence(&words, &record.event)))
                .collect();
        }
        let told = entries(&run, Options { all: false, columns: 80 });
        told.into_iter().map(|entry| row(entry.position, entry.text)).collect()
    }

    fn causes(&self, record: &Record) -> Value {
        let run = self.kept.run();
        let one = |&one| {
            let mut value = cause_json(&run, one);
            value["text"] = cause(&run, one).into();
            value
        };
        run.log.causes(record).iter().map(one).collect()
    }
}

/// A format by its name.
fn page_format(name: &str) -> Done<Format> {
    let all = [Format::Html, Format::Wikitext, Format::Markdown, Format::Json];
    let found = all.into_iter().find(|format| format.name() == name);
    Ok(found.ok_or_else(|| {
        let names = all.map(Format::name).join(", ");
        Fault::usage(format!("there is no page format `{name}`: there are {names}"))
    })?)
}
