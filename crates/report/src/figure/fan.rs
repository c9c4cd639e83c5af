//! Fan charts: what a quantity was day by day in the runs of a study.

use powderkeg_engine::time::{DAY, Minute};
use powderkeg_study::row::{Columns, Course};
use powderkeg_study::store::{QUANTILES, Series};
use powderkeg_study::summary::Summary;

use super::Figure;
use super::axis::{Scale, round_range, short, ticks};
use super::spread::days_below;
use super::svg::{ACCENT, Anchor, Drawing, INK, RULE, SMALL, SOFT, WIDTH, Words, look, number};
use super::text::fit;
use crate::words::{capitalised, date_from, percent};

/// A quantity at the first instant of each day of a scenario, and at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// What it is: "Unrest in Almaty".
    pub name: String,
    /// Its unit; `1` or nothing for a ratio.
    pub unit: String,
    /// Civil date of the first day: year, month, day.
    pub starts: (i16, u8, u8),
    /// Quantiles 5, 25, 50, 75 and 95 %, day by day and at the end.
    pub quantiles: Vec<[f64; 5]>,
    /// Where it is a question of yes or no: the share of runs in which it is yes, as often, which is drawn instead.
    pub shares: Option<Vec<f64>>,
    /// A line to compare with, as often, and whose it is: "this run", "the record". Days without a value are not finite.
    pub line: Option<(String, Vec<f64>)>,
}

impl Fan {
    /// An outcome of a study, by its place among [`Columns::outcomes`]; `None` if there is none there.
    #[must_use]
    pub fn of(columns: &Columns, series: &Series, summary: &Summary, outcome: usize) -> Option<Self> {
        let (quantity, end) = (columns.outcomes.get(outcome)?, summary.outcomes.get(outcome)?);
        let days = series.quantiles(columns, outcome).into_iter();
        let shares = series.shares(columns, outcome).filter(|_| end.is_yes_or_no());
        Some(Self {
            name: capitalised(&quantity.name.replace(['_', '.'], " ")),
            unit: quantity.unit.clone(),
            starts: columns.starts,
            quantiles: days.chain([QUANTILES.map(|(_, share)| end.quantile(share))]).collect(),
            shares: shares.map(|days| days.into_iter().chain(end.share_of_some().value()).collect()),
            line: None,
        })
    }

    /// The same with a run's own days and end beside it.
    #[must_use]
    pub fn with_run(self, whose: &str, columns: &Columns, outcome: usize, course: &Course) -> Self {
        let width = columns.outcomes.len().max(1);
        let days = course.daily.iter().skip(outcome).step_by(width);
        let values = days.chain(course.row.outcomes.get(outcome)).copied().collect();
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
        if let Some(share) = self.shares.as_ref().and_then(|shares| shares.last()) {
            return format!("{}: in {} of runs at the end", self.name, percent(*share));
        }
        let [low, _, middle, _, high] = self.quantiles.last().copied().unwrap_or_default().map(short);
        let unit =
            if self.unit.is_empty() || self.unit == "1" { String::new() } else { format!(" {}", self.unit) };
        let line = self
            .line
            .as_ref()
            .and_then(|(whose, values)| Some(format!("; {whose}: {}", short(end(values)?))));
        let line = line.unwrap_or_default();
        format!(
            "{} ends at {middle}{unit} in the middle run, from {low} to {high} in nine of ten{line}",
            self.name
        )
    }

    /// The day from which it is drawn: some days before it is first another than on the first day.
    fn begins(&self) -> usize {
        let differs = |row: &[f64; 5]| Some(row) != self.quantiles.first();
        let by_quantiles = self.quantiles.iter().position(differs);
        let moves = |values: &[f64]| values.iter().position(|value| Some(value) != values.first());
        let by_line = self.line.as_ref().and_then(|line| moves(&line.1));
        let by_share = self.shares.as_ref().and_then(|shares| moves(shares));
        let first = by_quantiles.into_iter().chain(by_line).chain(by_share).min().unwrap_or(0);
        first.saturating_sub(LEVEL_DAYS)
    }

    /// The range of all that is drawn.
    fn range(&self) -> (f64, f64) {
        if self.shares.is_some() {
            return (0.0, 1.0);
        }
        let of_line =
            self.line.iter().flat_map(|line| line.1.iter().copied()).filter(|value| value.is_finite());
        let values: Vec<f64> = self.quantiles.iter().flatten().copied().chain(of_line).collect();
        round_range(
            values.iter().copied().fold(f64::MAX, f64::min),
            values.iter().copied().fold(f64::MIN, f64::max),
        )
    }
}

/// The last day's value that is one.
fn end(values: &[f64]) -> Option<f64> {
    values.iter().rev().copied().find(|value| value.is_finite())
}

/// Days that are drawn before anything changes.
const LEVEL_DAYS: usize = 14;

/// Left and right end of a panel; to the right of it stands what its bands are.
const FRAME: (f64, f64) = (56.0, 556.0);
const HEIGHT: f64 = 130.0;
/// From one panel to the next.
const STEP: f64 = 204.0;

/// Fan charts, one below the other. `None` where none has two days.
#[must_use]
pub fn fan(fans: &[Fan]) -> Option<Figure> {
    let fans: Vec<&Fan> = fans.iter().filter(|fan| fan.is_drawable()).collect();
    let first = fans.first()?;
    let mut drawing = Drawing::default();
    let begin = fans.iter().map(|fan| fan.begins()).min().unwrap_or(0);
    for (index, fan) in fans.iter().enumerate() {
        draw(&mut drawing, fan, begin, STEP * index as f64);
    }
    let told: Vec<String> = fans.iter().map(|fan| fan.told()).collect();
    let end = Minute((first.quantiles.len() as u32 - 1) * DAY - 1);
    let begins = Minute(begin as u32 * DAY);
    let has_bands = fans.iter().any(|fan| fan.shares.is_none());
    let bands =
        if has_bands { " Dark bands hold the middle half of the runs, light ones nine of ten." } else { "" };
    let words = Words {
        anchor: "figure-fan".into(),
        title: format!(
            "Day by day: {}",
            fans.iter().map(|fan| fan.name.as_str()).collect::<Vec<_>>().join(", ")
        ),
        caption: format!("Day by day over all runs. {}.{bands}", told.first().cloned().unwrap_or_default()),
        alt: format!(
            "Fan charts from {} to {}. {}.",
            date_from(first.starts, begins),
            date_from(first.starts, end),
            told.join(". ")
        ),
    };
    Some(drawing.finish((WIDTH, STEP * fans.len() as f64 - 8.0), words))
}

/// A panel's scales.
struct Panel {
    /// The first day that is drawn.
    begin: usize,
    x: Scale,
    y: Scale,
}

impl Panel {
    /// A line through the days' values.
    fn line(&self, values: impl Iterator<Item = (usize, f64)>) -> String {
        let shown = values.filter(|row| row.0 >= self.begin);
        let points: Vec<(f64, f64)> = shown.map(|(day, value)| self.at(day, value)).collect();
        polyline(&points)
    }

    /// The outline between two lines.
    fn band(&self, over: &[f64], under: &[f64]) -> String {
        let days = |values: &[f64]| values.iter().copied().enumerate().collect::<Vec<(usize, f64)>>();
        let outline = days(over).into_iter().chain(days(under).into_iter().rev());
        format!("{}Z", self.line(outline))
    }

    fn at(&self, day: usize, value: f64) -> (f64, f64) {
        (self.x.at(day as f64 * f64::from(DAY)), self.y.at(value))
    }
}

/// A panel.
fn draw(drawing: &mut Drawing, fan: &Fan, begin: usize, above: f64) {
    let (top, bottom) = (above + 34.0, above + 34.0 + HEIGHT);
    let heading = if fan.shares.is_some() {
        format!("{}: share of runs", fan.name)
    } else {
        format!("{}{}", fan.name, fan.unit())
    };
    drawing.text(0.0, above + 16.0, &fit(&heading, 15.0, WIDTH), look(15.0, INK));
    let last = (fan.quantiles.len() - 1) as f64 * f64::from(DAY);
    let first = begin as f64 * f64::from(DAY);
    let panel =
        Panel { begin, x: Scale::new((first, last), FRAME), y: Scale::new(fan.range(), (bottom, top)) };
    for (at, text) in ticks(fan.range(), 4.0) {
        let y = panel.y.at(at);
        let text = if fan.shares.is_some() { percent(at) } else { text };
        drawing.line((FRAME.0, y), (FRAME.1, y), RULE);
        drawing.text(FRAME.0 - 8.0, y + 4.5, &text, look(SMALL, SOFT).at(Anchor::End));
    }
    match &fan.shares {
        Some(shares) => draw_shares(drawing, &panel, shares),
        None => draw_bands(drawing, &panel, fan),
    }
    days_below(drawing, fan.starts, (Minute(first as u32), Minute(last as u32)), &panel.x, bottom);
    names(drawing, fan, &panel.y, (top, bottom));
}

fn draw_shares(drawing: &mut Drawing, panel: &Panel, shares: &[f64]) {
    let none = vec![0.0; shares.len()];
    drawing.path(&panel.band(shares, &none), "fill:var(--side-1);fill-opacity:.25");
    drawing.path(
        &panel.line(shares.iter().copied().enumerate()),
        "fill:none;stroke:var(--side-1);stroke-width:2",
    );
}

fn draw_bands(drawing: &mut Drawing, panel: &Panel, fan: &Fan) {
    let quantile = |place: usize| fan.quantiles.iter().map(|row| row[place]).collect::<Vec<f64>>();
    for (low, high, opacity) in [(0, 4, ".22"), (1, 3, ".4")] {
        let band = panel.band(&quantile(high), &quantile(low));
        drawing.path(&band, &format!("fill:var(--side-1);fill-opacity:{opacity}"));
    }
    let middle = panel.line(quantile(2).into_iter().enumerate());
    drawing.path(&middle, "fill:none;stroke:var(--side-1);stroke-width:2");
    for piece in fan.line.iter().flat_map(|line| pieces(&line.1)) {
        let style = "fill:none;stroke:var(--accent);stroke-width:2;stroke-dasharray:6 3";
        drawing.path(&panel.line(piece.into_iter()), style);
    }
}

/// What the bands and lines are, at the heights where they end, apart from each other.
fn names(drawing: &mut Drawing, fan: &Fan, y: &Scale, (top, bottom): (f64, f64)) {
    let last = fan.quantiles.last().copied().unwrap_or_default();
    let mut names: Vec<(f64, String, &str)> = match &fan.shares {
        Some(shares) => shares.last().map(|&share| (y.at(share), percent(share), INK)).into_iter().collect(),
        None => vec![
            (y.at(last[4]), "95 %".into(), SOFT),
            (y.at(last[2]), "median".into(), INK),
            (y.at(last[0]), "5 %".into(), SOFT),
        ],
    };
    if let (Some((whose, values)), None) = (&fan.line, &fan.shares) {
        names.push((y.at(end(values).unwrap_or(last[2])), whose.clone(), ACCENT));
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
