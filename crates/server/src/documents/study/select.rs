//! Which rows of a study meet some conditions, and what there is among them.

use powderkeg_scenario::diagnostic::suggest;
use powderkeg_study::share;

use super::columnar::INCIDENT;
use super::{BINS, Columnar, spread_over, with_interval};
use crate::api::{ColumnKind, Condition, Fault, FaultKind, Point, RowEntry, Selected, SelectionAsked, Share};

/// The most points that are drawn.
const POINTS: usize = 1_500;
/// The most rows that are listed.
const ROWS: usize = 20;
/// The most conditions, and the most histograms, of one question.
const MOST: usize = 64;
/// Bins that can be asked for.
const ALLOWED: std::ops::RangeInclusive<u32> = 5..=100;

impl Columnar {
    /// What is among the rows that meet all conditions.
    ///
    /// # Errors
    /// If a column is asked about that there is not, or more than can be drawn.
    pub fn select(&self, asked: &SelectionAsked) -> Result<Selected, Fault> {
        let bins = match asked.bins {
            0 => BINS,
            bins if ALLOWED.contains(&bins) => bins,
            bins => return Err(refused(format!("a histogram has 5 to 100 bins, not {bins}"))),
        };
        if asked.conditions.len() > MOST || asked.histograms.len() > MOST {
            return Err(refused(format!(
                "at most {MOST} conditions and {MOST} histograms can be asked for at once"
            )));
        }
        let places = self.meeting(&asked.conditions)?;
        let histogram = |name: &String| {
            let column = self.column(name)?;
            Ok((self.histogram(column, bins, None), self.histogram(column, bins, Some(&places))))
        };
        Ok(Selected {
            share: self.share_of(places.len()),
            results: self.endings(&places),
            histograms: asked.histograms.iter().map(histogram).collect::<Result<_, Fault>>()?,
            points: self.points(asked.points.as_ref(), &places)?,
            rows: places.iter().take(ROWS).map(|&place| self.entry(place as usize)).collect(),
        })
    }

    /// Places of the rows that meet all conditions, in order.
    fn meeting(&self, conditions: &[Condition]) -> Result<Vec<u32>, Fault> {
        let mut meets = vec![true; self.len()];
        for condition in conditions {
            let values = self.values(self.column(&condition.column)?);
            // Bounds are held to as many digits as values, so that the value of a row as a bound includes the row.
            let low = condition.low.map_or(f32::NEG_INFINITY, |low| low as f32);
            let high = condition.high.map_or(f32::INFINITY, |high| high as f32);
            let is_bound = condition.low.is_some() || condition.high.is_some();
            for (meets, &value) in meets.iter_mut().zip(values) {
                *meets &= (!is_bound || (low <= value && value <= high))
                    && (!condition.is_missing || value.is_nan());
            }
        }
        let places = meets.iter().enumerate().filter(|(_, meets)| **meets);
        Ok(places.map(|(place, _)| place as u32).collect())
    }

    fn column(&self, name: &str) -> Result<usize, Fault> {
        self.find(name).ok_or_else(|| refused(self.unknown(name)))
    }

    /// What there is instead: numbers of the scenario are too many to be listed.
    fn unknown(&self, name: &str) -> String {
        let is_number = |kind| matches!(kind, ColumnKind::Parameter | ColumnKind::Lever);
        let (numbers, others): (Vec<_>, Vec<_>) =
            self.columns().iter().partition(|column| is_number(column.kind));
        let similar = suggest(name, self.columns().iter().map(|column| column.name.as_str()));
        let meant = similar.map_or_else(String::new, |similar| format!("; did you mean `{similar}`?"));
        let list: Vec<&str> = others.iter().map(|column| column.name.as_str()).collect();
        format!(
            "this study has no column `{name}`{meant}\nthere are {}, and {} numbers of the scenario by their paths",
            list.join(", "),
            numbers.len()
        )
    }

    fn share_of(&self, held: usize) -> Share {
        with_interval(share::Share { held: held as u32, of: self.len() as u32 })
    }

    /// How many of some rows end with each result, then with none.
    fn endings(&self, places: &[u32]) -> Vec<Share> {
        let mut counts = vec![0_u32; self.results() + 1];
        for &place in places {
            let result = self.result(place as usize).map_or(self.results(), |result| result as usize);
            if let Some(count) = counts.get_mut(result) {
                *count += 1;
            }
        }
        let of = places.len() as u32;
        counts.into_iter().map(|held| with_interval(share::Share { held, of })).collect()
    }

    /// Those of some rows that have both values, evenly taken.
    fn points(&self, asked: Option<&(String, String)>, places: &[u32]) -> Result<Vec<Point>, Fault> {
        let Some((x, y)) = asked else { return Ok(Vec::new()) };
        let (x, y) = (self.values(self.column(x)?), self.values(self.column(y)?));
        let has_both = |&&place: &&u32| x[place as usize].is_finite() && y[place as usize].is_finite();
        let drawn: Vec<u32> = places.iter().filter(has_both).copied().collect();
        let point = |place: u32| {
            let place = place as usize;
            Point {
                row: self.row(place),
                x: f64::from(x[place]),
                y: f64::from(y[place]),
                result: self.result(place),
            }
        };
        Ok(spread_over(&drawn, POINTS).map(point).collect())
    }

    fn entry(&self, place: usize) -> RowEntry {
        let incident = self.values(INCIDENT)[place];
        // Minutes, as they were before they became days.
        let minutes = f64::from(incident) * f64::from(powderkeg_engine::time::DAY);
        RowEntry {
            row: self.row(place),
            seed: self.seed(place),
            result: self.result(place),
            incident: (!incident.is_nan()).then_some(libm::round(minutes) as u32),
        }
    }
}

fn refused(message: String) -> Fault {
    Fault { kind: FaultKind::BadRequest, message, diagnostics: Vec::new() }
}
