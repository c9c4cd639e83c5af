//! How far apart the runs of a study are: intervals of quantities, and a histogram of dates.

use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_study::row::Columns;
use powderkeg_study::summary::{Dates, Spread, Summary};

use super::Figure;
use super::axis::{Scale, days, round_range, short, ticks};
use super::svg::{Anchor, Drawing, INK, RULE, SMALL, SOFT, TEXT, WIDTH, Words, leading, look};
use super::text::wrap;
use crate::words::{counted, date_from, percent};

/// A quantity over the runs of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// What it is.
    pub label: String,
    /// Quantiles 5, 25, 50, 75 and 95 %.
    pub quantiles: [f64; 5],
    /// The value to compare with, and whose it is: the record's, this run's.
    pub mark: Option<(f64, String)>,
}

/// Quantities on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// A word to link to, unique on the page.
    pub anchor: String,
    /// What they show.
    pub title: String,
    /// Unit: "people".
    pub unit: String,
    /// In the order in which they are drawn.
    pub rows: Vec<Interval>,
}

const TRACK: (f64, f64) = (10.0, 610.0);
const BOX: f64 = 14.0;
/// Weeks, or days, that a histogram of dates shows before the first.
const BEFORE: usize = 3;

impl Interval {
    /// Of a spread.
    #[must_use]
    pub fn of(label: String, spread: &Spread) -> Self {
        let quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| spread.quantile(share));
        Self { label, quantiles, mark: None }
    }

    /// "median 12, 90 % of runs between 3 and 40".
    fn told(&self) -> String {
        let [low, _, middle, _, high] = self.quantiles.map(short);
        if low == high {
            format!("{middle} in nearly all runs")
        } else {
            format!("median {middle}, 90 % of runs from {low} to {high}")
        }
    }
}

/// Losses of each party with forces and of civilians over the runs of a study. `None` where there are none worth a drawing.
#[must_use]
pub fn losses(setup: &Setup, columns: &Columns, summary: &Summary) -> Option<Figure> {
    let titled = |id: &String| {
        let parties = setup.names.rows().find(|named| named.path.strip_prefix("party.") == Some(id));
        parties.map_or_else(|| id.clone(), |named| named.title.clone())
    };
    let parties = columns.parties.iter().zip(&summary.losses).map(|(id, losses)| (titled(id), losses));
    let civilians = std::iter::once(("Civilians in unrest".to_string(), &summary.civilians));
    let rows = parties.chain(civilians).flat_map(|(title, losses)| {
        [(&losses.killed, "killed"), (&losses.wounded, "wounded"), (&losses.captured, "captured")]
            .map(|(spread, how)| Interval::of(format!("{title}, {how}"), spread))
    });
    let rows: Vec<Interval> = rows.filter(|row| row.quantiles[4] >= 1.0).collect();
    spread(&Intervals {
        anchor: "figure-losses".into(),
        title: format!("Losses over {}", counted(summary.runs, "run", "runs")),
        unit: "people".into(),
        rows,
    })
}

/// Intervals: a line from the 5 % to the 95 % quantile, a box from 25 to 75 %, a stroke at the median. `None` of no rows.
#[must_use]
pub fn spread(intervals: &Intervals) -> Option<Figure> {
    let is_finite = |row: &&Interval| row.quantiles.iter().all(|value| value.is_finite());
    let rows: Vec<&Interval> = intervals.rows.iter().filter(is_finite).collect();
    let largest = rows.iter().max_by(|a, b| a.quantiles[2].total_cmp(&b.quantiles[2]))?;
    let values =
        || rows.iter().flat_map(|row| row.quantiles.into_iter().chain(row.mark.as_ref().map(|mark| mark.0)));
    let range = round_range(values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
    let scale = Scale::new(range, TRACK);
    let mut drawing = Drawing::default();
    let mut y = 18.0;
    for row in &rows {
        y = draw(&mut drawing, row, &scale, y);
    }
    let bottom = scale_below(&mut drawing, &ticks(range, 5.0), &scale, (8.0, y - 12.0), &intervals.unit);
    let parts: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.label, row.told())).collect();
    let words = Words {
        anchor: intervals.anchor.clone(),
        title: intervals.title.clone(),
        caption: format!(
            "{}. {}: {}. Lines hold 90 % of the runs, boxes the middle half; the stroke is the median.",
            intervals.title,
            largest.label,
            largest.told()
        ),
        alt: format!("Intervals, in {}. {}.", intervals.unit, parts.join("; ")),
    };
    Some(drawing.finish((WIDTH, bottom), words))
}

/// One row; where the next begins.
fn draw(drawing: &mut Drawing, row: &Interval, scale: &Scale, y: f64) -> f64 {
    let lines = wrap(&format!("{}: {}", row.label, row.told()), TEXT, WIDTH, 2);
    let y = drawing.lines(0.0, y, &lines, look(TEXT, INK)) - 8.0;
    let [low, quarter, middle, three, high] = row.quantiles.map(|value| scale.at(value));
    let centre = y + BOX / 2.0;
    drawing.line((low, centre), (high, centre), "stroke:var(--side-1);stroke-width:2");
    drawing.rect((quarter, y), ((three - quarter).max(1.0), BOX), 1.0, "fill:var(--side-1);fill-opacity:.55");
    drawing.line((middle, y - 2.0), (middle, y + BOX + 2.0), "stroke:var(--ink);stroke-width:2.5");
    let mut next = y + BOX + 26.0;
    if let Some((value, whose)) = &row.mark {
        let x = scale.at(*value);
        drawing.path(
            &format!("M{} {}l5 8h-10z", super::svg::number(x), super::svg::number(y + BOX + 3.0)),
            "fill:var(--accent)",
        );
        let text = format!("{whose}: {}", short(*value));
        let anchor = if x < WIDTH / 2.0 { Anchor::Start } else { Anchor::End };
        let beside = if x < WIDTH / 2.0 { x + 9.0 } else { x - 9.0 };
        drawing.text(beside, y + BOX + 13.0, &text, look(SMALL, "fill:var(--accent)").at(anchor));
        next += 14.0;
    }
    next
}

/// Lines through the drawing at round values, their numbers below, and the unit below those; the bottom.
fn scale_below(
    drawing: &mut Drawing,
    ticks: &[(f64, String)],
    scale: &Scale,
    (_, bottom): (f64, f64),
    unit: &str,
) -> f64 {
    drawing.line((TRACK.0, bottom), (TRACK.1, bottom), RULE);
    for (at, text) in ticks {
        let x = scale.at(*at);
        drawing.line((x, bottom), (x, bottom + 6.0), RULE);
        drawing.text(x, bottom + 20.0, text, look(SMALL, SOFT).at(Anchor::Middle));
    }
    drawing.text(
        (TRACK.0 + TRACK.1) / 2.0,
        bottom + 20.0 + leading(SMALL),
        unit,
        look(SMALL, SOFT).at(Anchor::Middle),
    );
    bottom + 48.0
}

/// When something came about over the runs of a study: a histogram by week (by day in a short scenario), with the middle of the dates and `mark`'s if
/// given. `what` stands in the title: "the raid". `None` where it never came about.
#[must_use]
pub fn dates(
    columns: &Columns,
    what: &str,
    dates: &Dates,
    runs: u32,
    mark: Option<(Minute, &str)>,
) -> Option<Figure> {
    let by_day = dates.by_day();
    let middle = dates.quantile(0.5)?;
    let (bin, unit) = if columns.days < 60 { (1, "day") } else { (7, "week") };
    let weeks: Vec<u32> = by_day.chunks(bin).map(|week| week.iter().sum()).collect();
    let most = weeks.iter().copied().max().filter(|&most| most > 0)?;
    let end = Minute(columns.days.max(by_day.len() as u32) * DAY);
    // The axis begins a little before the first date, and before the mark.
    let first = weeks.iter().position(|&count| count > 0).unwrap_or(0) * bin;
    let first = mark.map_or(first, |mark| first.min(mark.0.day() as usize / bin * bin));
    let from = Minute(first.saturating_sub(BEFORE * bin) as u32 * DAY);
    let x = Scale::new((f64::from(from.0), f64::from(end.0)), (48.0, 630.0));
    let range = round_range(0.0, f64::from(most));
    let (top, bottom) = (62.0, 220.0);
    let y = Scale::new(range, (bottom, top));
    let mut drawing = Drawing::default();
    drawing.text(0.0, 14.0, &format!("runs in a {unit}"), look(SMALL, SOFT));
    // There are no halves of runs.
    for (at, text) in
        ticks(range, 3.0).into_iter().filter(|tick| !tick.1.contains('.') || tick.1.ends_with(".0"))
    {
        let text = text.trim_end_matches(".0");
        drawing.line((48.0, y.at(at)), (630.0, y.at(at)), RULE);
        drawing.text(40.0, y.at(at) + 4.5, text, look(SMALL, SOFT).at(Anchor::End));
    }
    for (week, &count) in weeks.iter().enumerate().filter(|week| *week.1 > 0) {
        let (left, right) =
            (x.at((week * bin) as f64 * f64::from(DAY)), x.at((week * bin + bin) as f64 * f64::from(DAY)));
        let height = bottom - y.at(f64::from(count));
        drawing.rect((left + 0.5, bottom - height), (right - left - 1.0, height), 0.0, "fill:var(--side-1)");
    }
    drawing.line((48.0, bottom), (630.0, bottom), "stroke:var(--ink);stroke-width:1");
    days_below(&mut drawing, columns.starts, (from, end), &x, bottom);
    let day = |at: Minute| date_from(columns.starts, at);
    let marks = [Some((middle, "median")), mark];
    for (row, (at, whose)) in marks.into_iter().flatten().enumerate() {
        stroke(
            &mut drawing,
            x.at(f64::from(at.0)),
            (33.0 + 17.0 * row as f64, bottom),
            &format!("{whose}: {}", day(at)),
            row > 0,
        );
    }
    let (early, late) = (dates.quantile(0.05)?, dates.quantile(0.95)?);
    let share = f64::from(dates.count()) / f64::from(runs.max(1));
    let most = if early == late {
        format!("in nine of ten on {}", day(early))
    } else {
        format!(
            "by {} in half of these, and from {} to {} in nine of ten",
            day(middle),
            day(early),
            day(late)
        )
    };
    let said = format!("It came in {} of {runs} runs ({}), {most}", dates.count(), percent(share));
    let words = Words {
        anchor: "figure-dates".into(),
        title: format!("When {what} came"),
        caption: format!("When {what} came. {said}."),
        alt: format!("Histogram by {unit}. {said}."),
    };
    Some(drawing.finish((WIDTH, bottom + 34.0), words))
}

/// A stroke at a date with its text beside, on the side that has room.
fn stroke(drawing: &mut Drawing, x: f64, (text, bottom): (f64, f64), said: &str, is_mark: bool) {
    let (line, paint) = if is_mark {
        ("stroke:var(--accent);stroke-width:2;stroke-dasharray:5 3", "fill:var(--accent)")
    } else {
        ("stroke:var(--ink);stroke-width:2", INK)
    };
    drawing.line((x, text - 8.0), (x, bottom), line);
    let (beside, anchor) = if x > WIDTH * 0.55 { (x - 6.0, Anchor::End) } else { (x + 6.0, Anchor::Start) };
    drawing.text(beside, text, said, look(SMALL, paint).at(anchor));
}

/// Names of months, or dates, below an axis, as many as there is room for.
pub(super) fn days_below(
    drawing: &mut Drawing,
    starts: (i16, u8, u8),
    (from, end): (Minute, Minute),
    x: &Scale,
    bottom: f64,
) {
    let mut free = 0.0;
    for (at, text) in days(starts, end).into_iter().filter(|mark| mark.0 >= from) {
        let at = x.at(f64::from(at.0));
        drawing.line((at, bottom), (at, bottom + 6.0), RULE);
        let half = super::text::width(&text, SMALL) / 2.0;
        if at - half >= free && at + half <= WIDTH {
            drawing.text(at, bottom + 21.0, &text, look(SMALL, SOFT).at(Anchor::Middle));
            free = at + half + 8.0;
        }
    }
}
