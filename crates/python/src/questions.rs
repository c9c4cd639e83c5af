//! What is asked of many runs; the answers are dictionaries, typed in `powderkeg.questions`.

use powderkeg_scenario::diagnostic::suggest;
use powderkeg_study::butfor::{Question, Window};
use powderkeg_study::compare::{compare as paired, mismatch};
use powderkeg_study::direction::Direction;
use powderkeg_study::hindcast::hindcast as scored;
use powderkeg_study::levers::MOST_PAIRS;
use powderkeg_study::plan::Plan;
use powderkeg_study::sensitivity::design::{LEAST_BASE, MOST_BASE, MOST_SPREAD};
use powderkeg_study::sensitivity::morris::MOST_TRAJECTORIES;
use powderkeg_validation::component::Component;
use powderkeg_workspace::event::sought;
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::progress::Progress;
use powderkeg_workspace::runs::over_runs;
use powderkeg_workspace::studies::{self, Sensitivity, against_record, expected, measure};
use powderkeg_workspace::{changes, figures, scenarios};
use pyo3::prelude::*;

use crate::guard::long;
use crate::raise::Done;
use crate::scenario::{Changed, Opened, Scenario};
use crate::study::plan;
use crate::value::to_python;

/// Which runs, and who is told.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Luck {
    runs: u32,
    seed: u64,
    threads: usize,
    told: Option<Py<PyAny>>,
}

impl Luck {
    fn plan(&self) -> Done<Plan> {
        plan(self.seed, self.runs, "1/1")
    }
}

/// A scenario without and with a change, run by run with the same luck.
#[pyfunction]
pub fn compare(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    base: Changed,
    changed: Changed,
    luck: Luck,
) -> PyResult<Py<PyAny>> {
    let named = scenario.get().clone();
    let found = long(py, luck.threads, luck.told.as_ref(), |watch| {
        let plan = luck.plan()?;
        let sides = [base.interventions(), changed.interventions()];
        let texts = sides.each_ref().map(changes::texts);
        if texts[0] == texts[1] {
            return Err(Fault::usage("both sides are the same: there is nothing to compare").into());
        }
        let [base, with] = [named.open(&sides[0])?.case, named.open(&sides[1])?.case];
        if let Some(what) = mismatch(&base, &with) {
            let reason = "what is set makes them different stories";
            return Err(Fault::usage(format!("the two sides have other {what}: {reason}")).into());
        }
        watch.begins(2 * u64::from(plan.runs), 0);
        let sum = paired(&base, &with, &plan, &|| watch.done());
        Ok(figures::comparison(&texts, &plan, base.columns(), &sum))
    })?;
    to_python(py, &found)
}

/// What an event would not have happened without. `days`: for how long a cause is taken away; `once`: only once.
#[pyfunction]
pub fn but_for(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    event: String,
    how: (Option<f64>, bool, usize),
    luck: Luck,
) -> PyResult<Py<PyAny>> {
    let named = scenario.get().clone();
    let found = long(py, luck.threads, luck.told.as_ref(), |watch| {
        let (days, once, causes) = how;
        let (plan, window) = (luck.plan()?, window(days, once)?);
        let Opened { scenario, options, case } = named.open(&changed.interventions())?;
        let sought = sought(&event, &scenario.expect)?;
        let engine = case.engine();
        let question = Question { engine, options: &options, sought: &sought, window };
        let answer = over_runs(&question, &plan, causes, watch);
        Ok(figures::but_for(engine.setup(), &event, window, &plan, &answer))
    })?;
    to_python(py, &found)
}

fn window(days: Option<f64>, once: bool) -> Done<Window> {
    match (once, days) {
        (true, Some(_)) => Err(Fault::usage("a cause is taken away once or for some days, not both").into()),
        (true, None) => Ok(Window::Once),
        (false, None) => Ok(Window::ToTheEnd),
        (false, Some(days)) if days.is_finite() && days > 0.0 => Ok(Window::Days(days)),
        (false, Some(days)) => {
            Err(Fault::usage(format!("{days} days are no span: give a number above 0")).into())
        }
    }
}

/// What an outcome depends on.
#[pyfunction]
pub fn sensitivity(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    outcome: String,
    how: (usize, u32),
    luck: Luck,
) -> PyResult<Py<PyAny>> {
    let named = scenario.get().clone();
    let found = long(py, luck.threads, luck.told.as_ref(), |watch| {
        let (screen, trajectories) = how;
        let Luck { runs: base, seed, .. } = luck;
        within("base", u64::from(base), u64::from(LEAST_BASE), u64::from(MOST_BASE))?;
        within("screen", screen as u64, 1, MOST_SPREAD as u64)?;
        within("trajectories", u64::from(trajectories), 1, u64::from(MOST_TRAJECTORIES))?;
        let case = named.open(&changed.interventions())?.case;
        let measure = measure(&outcome, case.columns())?;
        let asked = studies::Asked { case, measure };
        let depends = Sensitivity { base, screen, trajectories, seed }.of(&asked.case, &asked.measure, watch);
        Ok(figures::sensitivity(&asked, &depends))
    })?;
    to_python(py, &found)
}

/// What each party could have done about an outcome. `on`: days and moments on which every option is ordered.
#[pyfunction]
pub fn levers(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    outcome: String,
    on: Vec<String>,
    luck: Luck,
) -> PyResult<Py<PyAny>> {
    let named = scenario.get().clone();
    let found = long(py, luck.threads, luck.told.as_ref(), |watch| {
        within("runs", u64::from(luck.runs), 1, u64::from(MOST_PAIRS))?;
        let plan = luck.plan()?;
        let case = named.open(&changed.interventions())?.case;
        let measure = measure(&outcome, case.columns())?;
        let orders = studies::orders(case.engine().setup(), &on)?;
        let asked = studies::Asked { case, measure };
        let tried = studies::Levers { plan, orders }.of(&asked.case, &asked.measure, watch);
        Ok(figures::levers(&asked, &tried))
    })?;
    to_python(py, &found)
}

fn within(name: &str, value: u64, least: u64, most: u64) -> Done<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Fault::usage(format!("{name}={value} cannot be: it is a whole number from {least} to {most}")).into())
}

/// A scenario against its record.
#[pyfunction]
pub fn hindcast(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    luck: Luck,
) -> PyResult<Py<PyAny>> {
    let named = scenario.get().clone();
    let found = long(py, luck.threads, luck.told.as_ref(), |watch| {
        let plan = luck.plan()?;
        let interventions = changed.interventions();
        let (scenario, options, wanted) =
            scenarios::checked_files(named.tree(), named.name(), &interventions)?;
        let case = against_record(scenarios::engine(&scenario), options, &scenario.expect);
        let wanted: Result<Vec<Direction>, Fault> =
            wanted.into_iter().map(|tried| studies::direction(tried, &interventions)).collect();
        let wanted = wanted?;
        watch.begins(u64::from(plan.runs) * (wanted.len() as u64 + 1), 0);
        let (found, moved) = scored(&case, &expected(&scenario.expect), &wanted, &plan, &|| watch.done());
        Ok(figures::hindcast(&scenario, &plan, &found, &moved))
    })?;
    to_python(py, &found)
}

/// Components of the model against the record: one by name, or all.
#[pyfunction]
pub fn validate(py: Python<'_>, component: Option<String>, told: Option<Py<PyAny>>) -> PyResult<Py<PyAny>> {
    let found = long(py, 1, told.as_ref(), |watch| {
        let asked = match &component {
            None => Component::ALL.to_vec(),
            Some(name) => vec![named(name)?],
        };
        watch.begins(asked.len() as u64, 0);
        let one = |component: Component| {
            let findings = component.check();
            watch.done();
            (component, findings)
        };
        let found = asked.into_iter().map(one);
        Ok(found.map(|one| figures::validation(&[one])).collect())
    })?;
    to_python(py, &found)
}

fn named(name: &str) -> Done<Component> {
    Ok(Component::named(name).ok_or_else(|| {
        let names = Component::ALL.map(Component::name);
        let help = match suggest(name, names) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("there are {}", names.join(", ")),
        };
        Fault::unknown(format!("there is no component `{name}`: {help}"))
    })?)
}
