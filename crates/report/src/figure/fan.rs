//! Fan charts: what a quantity was day by day in the runs of a study.

use powderkeg_engine::time::{DAY, Minute};
use powderkeg_study::row::{Columns, Course};
use powderkeg_study::store::Series;

use super::Figure;
use super::axis::{Scale, round_range, short, ticks};
use super::spread::months_below;
use super::svg::{Anchor, Drawing, INK, RULE, SMALL, SOFT, WIDTH, Words, look, number};
use super::text::fit;
use crate::run::civil_from;
use crate::words::capitalised;

/// A quantity over the days of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// What it is: "Unrest in Almaty".
    pub name: String,
    /// Its unit; `1` or nothing for a ratio.
    pub unit: String,
    /// Civil date of the first day: year, month, day.
    pub starts: (i16, u8, u8),
    /// Quantiles 5, 25, 50, 75 and 95 %, day by day.
    pub quantiles: Vec<[f64; 5]>,
    /// A line to compare with, day by day, and whose it is: "this run", "the record". Days without a value are not finite.
    pub line: Option<(String, Vec<f64>)>,
}

impl Fan {
    /// An outcome of a study, by its place among [`Columns::outcomes`]; `None` if there is none there.
    #[must_use]
    pub fn of(columns: &Columns, series: &Series, outcome: usize) -> Option<Self> {
        let quantity = columns.outcomes.get(outcome)?;
        Some(Self {
            name: capitalised(&quantity.name.replace(['_', '.'], " ")),
            unit: quantity.unit.clone(),
            starts: columns.starts,
            quantiles: series.quantiles(columns, outcome),
            line: None,
        })
    }

    /// The same with a run's own days beside it.
    #[must_use]
    pub fn with_run(self, whose: &str, columns: &Columns, outcome: usize, course: &Course) -> Self {
        let width = columns.outcomes.len().max(1);
        let values = course.daily.iter().skip(outcome).step_by(width).copied().collect();
        Self { line: Some((whose.into(), values)), ..self }
    }

    fn is_drawable(&self) -> bool {
        self.quantiles.len() > 1 && self.quantiles.iter().flatten().all(|value| value.is_finite())
    }

    /// "days", "share", or nothing.
    fn unit(&self) -> String {
        if self.unit.is_empty() || self.unit == "1" { String::new() } else { format!(", {}", self.unit) }
    }

    /// What there is to see at the end.
    fn told(&self) -> String {
        let last = self.quantiles.last().copied().unwrap_or_default();
        let [low, _, middle, _, high] = last.map(short);
        let unit = if self.unit == "1" { "" } else { &self.unit };
        let line = self.line.as_ref().and_then(|(whose, values)| {
            let last = values.iter().rev().find(|value| value.is_finite())?;
            Some(format!("; {whose}: {}", short(*last)))
        });
        let space = if unit.is_empty() { "" } else { " " };
        format!(
            "{} ends at {middle}{space}{unit} in the middle run, 90 % of runs from {low} to {high}{}",
            self.name,
            line.unwrap_or_default()
        )
    }
}

/// Left and right end of a panel; to the right of it stands what its bands are.
const FRAME: (f64, f64) = (56.0, 556.0);
const HEIGHT: f64 = 130.0;
/// From one panel to the next.
const STEP: f64 = 196.0;

/// Fan charts, one below the other. `None` where none has two days.
#[must_use]
pub fn fan(fans: &[Fan]) -> Option<Figure> {
    let fans: Vec<&Fan> = fans.iter().filter(|fan| fan.is_drawable()).collect();
    let first = fans.first()?;
    let mut drawing = Drawing::default();
    for (index, fan) in fans.iter().enumerate() {
        draw(&mut drawing, fan, STEP * index as f64);
    }
    let told: Vec<String> = fans.iter().map(|fan| fan.told()).collect();
    let days = first.quantiles.len() as u32;
    let day = |day: u32| civil_from(first.starts, Minute(day * DAY)).strftime("%-d %B %Y").to_string();
    let words = Words {
        anchor: "figure-fan".into(),
        title: format!(
            "Day by day: {}",
            fans.iter().map(|fan| fan.name.as_str()).collect::<Vec<_>>().join(", ")
        ),
        caption: format!(
            "Day by day over all runs: the dark band holds the middle half of them, the light one nine of ten. {}.",
            told.first().cloned().unwrap_or_default()
        ),
        alt: format!("Fan charts from {} to {}. {}.", day(0), day(days - 1), told.join(". ")),
    };
    Some(drawing.finish((WIDTH, STEP * fans.len() as f64 - 8.0), words))
}

/// A panel.
fn draw(drawing: &mut Drawing, fan: &Fan, above: f64) {
    let (top, bottom) = (above + 26.0, above + 26.0 + HEIGHT);
    drawing.text(
        0.0,
        above + 15.0,
        &fit(&format!("{}{}", fan.name, fan.unit()), 15.0, WIDTH),
        look(15.0, INK),
    );
    let of_line = fan.line.iter().flat_map(|line| line.1.iter().copied()).filter(|value| value.is_finite());
    let values: Vec<f64> = fan.quantiles.iter().flatten().copied().chain(of_line).collect();
    let range = round_range(
        values.iter().copied().fold(f64::MAX, f64::min),
        values.iter().copied().fold(f64::MIN, f64::max),
    );
    let y = Scale::new(range, (bottom, top));
    let last = (fan.quantiles.len() - 1) as f64;
    let x = Scale::new((0.0, last * f64::from(DAY)), FRAME);
    for (at, text) in ticks(range, 3.0) {
        drawing.line((FRAME.0, y.at(at)), (FRAME.1, y.at(at)), RULE);
        drawing.text(FRAME.0 - 8.0, y.at(at) + 4.5, &text, look(SMALL, SOFT).at(Anchor::End));
    }
    let place = |day: usize, value: f64| (x.at(day as f64 * f64::from(DAY)), y.at(value));
    for (low, high, opacity) in [(0, 4, ".22"), (1, 3, ".4")] {
        let over = fan.quantiles.iter().enumerate().map(|(day, row)| place(day, row[high]));
        let under = fan.quantiles.iter().enumerate().rev().map(|(day, row)| place(day, row[low]));
        let outline: Vec<(f64, f64)> = over.chain(under).collect();
        drawing
            .path(&format!("{}Z", polyline(&outline)), &format!("fill:var(--side-1);fill-opacity:{opacity}"));
    }
    let middle: Vec<(f64, f64)> =
        fan.quantiles.iter().enumerate().map(|(day, row)| place(day, row[2])).collect();
    drawing.path(&polyline(&middle), "fill:none;stroke:var(--side-1);stroke-width:2");
    if let Some((_, values)) = &fan.line {
        for piece in pieces(values) {
            let points: Vec<(f64, f64)> = piece.iter().map(|&(day, value)| place(day, value)).collect();
            drawing.path(
                &polyline(&points),
                "fill:none;stroke:var(--accent);stroke-width:2;stroke-dasharray:6 3",
            );
        }
    }
    months_below(drawing, fan.starts, Minute((last * f64::from(DAY)) as u32), &x, bottom);
    names(drawing, fan, &y, (top, bottom));
}

/// What the bands and lines are, at the heights where they end, apart from each other.
fn names(drawing: &mut Drawing, fan: &Fan, y: &Scale, (top, bottom): (f64, f64)) {
    let Some(last) = fan.quantiles.last() else { return };
    let mut names = vec![
        (y.at(last[4]), "95 %".to_string(), SOFT),
        (y.at(last[2]), "median".to_string(), INK),
        (y.at(last[0]), "5 %".to_string(), SOFT),
    ];
    if let Some((whose, values)) = &fan.line {
        let end = values.iter().rev().find(|value| value.is_finite()).copied().unwrap_or(last[2]);
        names.push((y.at(end), whose.clone(), super::svg::ACCENT));
    }
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = names.len();
    let mut free = top - 4.0;
    for (index, (at, text, paint)) in names.into_iter().enumerate() {
        // Room is kept for those that follow.
        let latest = bottom + 6.0 - 16.0 * (count - 1 - index) as f64;
        let at = at.min(latest).max(free);
        drawing.text(FRAME.1 + 8.0, at + 4.5, &fit(&text, SMALL, WIDTH - FRAME.1 - 8.0), look(SMALL, paint));
        free = at + 16.0;
    }
}

/// Stretches of days with values.
fn pieces(values: &[f64]) -> Vec<Vec<(usize, f64)>> {
    let mut pieces: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    for (day, &value) in values.iter().enumerate() {
        match (value.is_finite(), pieces.last_mut()) {
            (true, Some(piece)) => piece.push((day, value)),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// A line through points, those left out that lie on it.
pub(super) fn polyline(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (index, point) in points.iter().enumerate() {
        let is_level =
            |other: Option<&(f64, f64)>| other.is_some_and(|other| number(other.1) == number(point.1));
        if index > 0 && is_level(points.get(index - 1)) && is_level(points.get(index + 1)) {
            continue;
        }
        out.push(if out.is_empty() { 'M' } else { 'L' });
        out.push_str(&format!("{} {}", number(point.0), number(point.1)));
    }
    out
}
