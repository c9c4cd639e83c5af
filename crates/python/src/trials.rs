//! Runs at chosen values of a scenario's numbers.

use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::written::of_parts;
use powderkeg_study::calibrate::distance::distance;
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::MOST_RUNS;
use powderkeg_study::points::Points;
use powderkeg_study::row::{Course, Quantity, Row};
use powderkeg_study::sensitivity::cube::value_or_end;
use powderkeg_study::store::{RowTable, at_points};
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::limits;
use powderkeg_workspace::progress::Progress;
use powderkeg_workspace::studies::{self, Varied};
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;

use crate::guard::{Watch, long, short};
use crate::raise::{Done, Trouble};
use crate::scenario::{Changed, Scenario};
use crate::study::{INTO_A_FOLDER, TOGETHER};
use crate::table::Table;

/// What asks how far a run is from the record, where an outcome is named.
const OFF_RECORD: &str = "off_record";

/// A scenario that is ready to be run at points.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
pub struct Trials {
    varied: Varied,
    paths: Vec<String>,
}

/// Where it is run, with which luck, and who is told.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct At {
    /// Point by point; none where there is none: Python's empty arrays are no buffers.
    values: Option<PyBuffer<f64>>,
    seeds: Vec<u64>,
    runs: u32,
    threads: usize,
    told: Option<Py<PyAny>>,
}

/// Reads a scenario to run it at points.
#[pyfunction]
pub fn trials(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    paths: Vec<String>,
) -> PyResult<Trials> {
    let named = scenario.get().clone();
    Ok(short(py, || {
        let varied = Varied::open(named.tree(), named.name(), &changed.interventions(), &paths)?;
        Ok(Trials { varied, paths })
    })?)
}

/// Values of a distribution at shares of its probability, as a run would draw them.
#[pyfunction]
pub fn quantiles(
    distribution: &str,
    numbers: Vec<f64>,
    range: (Option<f64>, Option<f64>),
    shares: Vec<f64>,
) -> PyResult<Vec<f64>> {
    let known = of_parts(distribution, &numbers)
        .ok_or_else(|| Fault::usage(format!("there is no distribution {distribution} of {numbers:?}")));
    let known = known.map_err(Trouble::from)?;
    let (min, max) = (range.0.unwrap_or(f64::NEG_INFINITY), range.1.unwrap_or(f64::INFINITY));
    // As a run draws: strictly between 0 and 1, where unbounded distributions are finite.
    let inside = |share: f64| share.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    Ok(shares.into_iter().map(|share| known.quantile(inside(share), min, max)).collect())
}

impl At {
    fn values(&self, py: Python<'_>) -> PyResult<Vec<f64>> {
        self.values.as_ref().map_or_else(|| Ok(Vec::new()), |values| values.to_vec(py))
    }
}

#[pymethods]
impl Trials {
    /// All that a study tells of its runs, of each run.
    fn table(&self, py: Python<'_>, at: At) -> PyResult<Table> {
        let values = at.values(py)?;
        Ok(long(py, at.threads, at.told.as_ref(), |watch| {
            let values = self.checked(values, &at)?;
            let points = self.points(&values, &at);
            let columns = self.varied.case.columns();
            let bytes = RowTable::row_bytes(columns) + 8 * self.paths.len() as u64;
            limits::ensure_room(points.total(), bytes, INTO_A_FOLDER)?;
            let mut table = RowTable::new(columns);
            let mut off_record = Vec::new();
            self.each(&points, false, watch, |course| {
                off_record.push(distance(&self.varied.expected, &course.row.firsts));
                Ok(table.add(course.row)?)
            })?;
            let runs = || (0..points.total() as u32).map(|run| points.point_of(run));
            let chosen = self.constants().map(|(index, quantity)| {
                (quantity, runs().map(|point| values[point * self.paths.len() + index]).collect())
            });
            let off_record = (!self.varied.expected.facts.is_empty()).then_some(off_record);
            let framed = at_points(
                table.finish()?,
                runs().map(|point| point as i64).collect(),
                off_record,
                chosen.collect(),
            );
            Ok(Table::of(framed?))
        })?)
    }

    /// What outcomes are in each run: into a row a run, a column an outcome.
    fn measured(&self, py: Python<'_>, at: At, outcomes: Vec<String>, into: PyBuffer<f64>) -> PyResult<()> {
        let values = at.values(py)?;
        let found = long(py, at.threads, at.told.as_ref(), |watch| {
            let values = self.checked(values, &at)?;
            let measures: Result<Vec<Asked>, Fault> = outcomes.iter().map(|text| self.asked(text)).collect();
            let measures = measures?;
            let points = self.points(&values, &at);
            let mut found = Vec::new();
            self.each(&points, false, watch, |course| {
                found.extend(measures.iter().map(|measure| self.value(measure, &course.row)));
                Ok(())
            })?;
            Ok(found)
        })?;
        into.copy_from_slice(py, &found)
    }

    /// Outcomes of the scenario day by day, the mean over a point's runs: into a row a point, in it a row an outcome with a
    /// column a day.
    fn daily(&self, py: Python<'_>, at: At, outcomes: Vec<String>, into: PyBuffer<f64>) -> PyResult<()> {
        let values = at.values(py)?;
        let found = long(py, at.threads, at.told.as_ref(), |watch| {
            let values = self.checked(values, &at)?;
            let (all, days) =
                (&self.varied.case.columns().outcomes, self.varied.case.columns().days as usize);
            let chosen: Result<Vec<usize>, Fault> = outcomes.iter().map(|name| self.outcome(name)).collect();
            let (chosen, points) = (chosen?, self.points(&values, &at));
            let mut sums = vec![0.0; at.seeds.len() * chosen.len() * days];
            self.each(&points, true, watch, |course| {
                let point = points.point_of(course.row.run - 1) * chosen.len() * days;
                for (n, &outcome) in chosen.iter().enumerate() {
                    let of_day = course.daily.iter().skip(outcome).step_by(all.len());
                    let row = &mut sums[point + n * days..][..days];
                    row.iter_mut().zip(of_day).for_each(|(sum, value)| *sum += value);
                }
                Ok(())
            })?;
            sums.iter_mut().for_each(|sum| *sum /= f64::from(at.runs));
            Ok(sums)
        })?;
        into.copy_from_slice(py, &found)
    }

    /// The units of outcomes, and whether each is yes or no.
    fn units(&self, py: Python<'_>, outcomes: Vec<String>) -> PyResult<Vec<(String, bool)>> {
        Ok(short(py, || {
            let of = |text: &String| match self.asked(text)? {
                Asked::OffRecord => Ok(("1".into(), false)),
                Asked::Measure(measure) => Ok((measure.unit().into(), measure.is_yes_or_no())),
            };
            Ok(outcomes.iter().map(of).collect::<Result<_, Fault>>()?)
        })?)
    }
}

/// What is asked of a run.
enum Asked {
    /// How far it is from the record.
    OffRecord,
    /// A column, or a comparison with one.
    Measure(Measure),
}

impl Trials {
    fn points<'a>(&'a self, values: &'a [f64], at: &'a At) -> Points<'a> {
        Points { numbers: &self.varied.numbers, values, seeds: &at.seeds, runs: at.runs }
    }

    fn checked(&self, mut values: Vec<f64>, at: &At) -> Done<Vec<f64>> {
        let (given, points, width) = (values.len(), at.seeds.len(), self.paths.len());
        if given != points * width {
            let text = format!("{given} values are not those of {points} points in {width} numbers");
            return Err(Fault::usage(text).into());
        }
        let total = self.points(&values, at).total();
        if !(1..=u64::from(MOST_RUNS)).contains(&total) {
            let help = format!("there are from 1 to {MOST_RUNS} at once");
            return Err(
                Fault::usage(format!("{total} runs at {points} points cannot be made: {help}")).into()
            );
        }
        for &seed in &at.seeds {
            limits::ensure_seeds(seed, at.runs)?;
        }
        self.varied.check(&mut values)?;
        Ok(values)
    }

    /// Makes all runs, some at a time, and hands them on in order.
    fn each(
        &self,
        points: &Points,
        days: bool,
        watch: &Watch,
        mut each: impl FnMut(Course) -> Done<()>,
    ) -> Done<()> {
        let total = points.total();
        watch.begins(total, 0);
        let total = total as u32;
        for from in (0..total).step_by(TOGETHER as usize) {
            let part = from..total.min(from.saturating_add(TOGETHER));
            let courses = points.courses(&self.varied.case, part, days, &|| watch.done());
            courses.into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }

    fn asked(&self, text: &str) -> Result<Asked, Fault> {
        if text.trim() != OFF_RECORD {
            return Ok(Asked::Measure(studies::measure(text, self.varied.case.columns())?));
        }
        if self.varied.expected.facts.is_empty() {
            return Err(Fault::usage(format!(
                "{OFF_RECORD}: the scenario has no expect.toml with facts to be off"
            )));
        }
        Ok(Asked::OffRecord)
    }

    /// The place of an outcome of the scenario.
    fn outcome(&self, name: &str) -> Result<usize, Fault> {
        let all = &self.varied.case.columns().outcomes;
        let bare = name.strip_prefix("outcome.").unwrap_or(name);
        all.iter().position(|row| row.name == bare).ok_or_else(|| {
            let help = match suggest(bare, all.iter().map(|row| row.name.as_str())) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => "outcomes are those of [outcome.*], and only they are told day by day".into(),
            };
            Fault::unknown(format!("there is no outcome `{name}`: {help}"))
        })
    }

    fn value(&self, asked: &Asked, row: &Row) -> f64 {
        match asked {
            Asked::OffRecord => distance(&self.varied.expected, &row.firsts),
            Asked::Measure(measure) => value_or_end(measure, &self.varied.case, row),
        }
    }

    /// Those of the chosen numbers that the scenario is sure of: a study has no columns for them.
    fn constants(&self) -> impl Iterator<Item = (usize, Quantity)> + '_ {
        let number = |index: usize| {
            let parameter = self.varied.parameter(index);
            let quantity = Quantity { name: parameter.path.clone(), unit: parameter.unit.clone() };
            parameter.distribution.is_constant().then_some((index, quantity))
        };
        (0..self.paths.len()).filter_map(number)
    }
}
