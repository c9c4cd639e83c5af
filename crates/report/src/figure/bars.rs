//! Signed bars with intervals: what each act would have changed, what the end depended on.

use super::Figure;
use super::axis::{Scale, round_range, short, ticks};
use super::outcomes::whisker;
use super::svg::{Anchor, Drawing, INK, RULE, SMALL, SOFT, TEXT, WIDTH, Words, leading, look};
use super::text::wrap;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is: "Kazakhstan: deny overflight".
    pub label: String,
    /// Its length, in the unit of all bars.
    pub value: f64,
    /// Lower and upper end of its interval.
    pub interval: Option<(f64, f64)>,
    /// What else is to say: "from 12 % to 4 % of runs".
    pub note: String,
    /// Whether it stands; what doesn't is drawn as an outline.
    pub stands: bool,
}

/// Bars on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// A word to link to, unique on the page: "figure-levers".
    pub anchor: String,
    /// What they show: "What would have changed it".
    pub title: String,
    /// What the scale measures, with unit: "change in the share of runs with a raid, percentage points".
    pub axis: String,
    /// The unit as it stands behind a value: " points", " %"; may be empty.
    pub unit: String,
    /// In the order in which they are drawn.
    pub rows: Vec<Bar>,
}

/// Where the scale lies; what is left of it beside is for values.
const TRACK: (f64, f64) = (10.0, 520.0);
const BAR: f64 = 14.0;

/// Horizontal bars from zero, to the left where they are negative. `None` where no row is finite.
#[must_use]
pub fn bars(bars: &Bars) -> Option<Figure> {
    let rows: Vec<&Bar> = bars.rows.iter().filter(|row| row.value.is_finite()).collect();
    let strongest = rows.iter().max_by(|a, b| a.value.abs().total_cmp(&b.value.abs()))?;
    let scale = Scale::new(range(&rows), TRACK);
    let mut drawing = Drawing::default();
    let mut below = heads(&mut drawing, bars, range(&rows), &scale);
    for row in &rows {
        below = draw(&mut drawing, bars, row, &scale, below);
    }
    let parts: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.label, value(bars, row))).collect();
    let caption = format!(
        "{}: {}. The largest is {} ({}). Thin lines are 95 % intervals; bars that are only outlined are no more than chance would give.",
        bars.title,
        bars.axis,
        strongest.label,
        value(bars, strongest)
    );
    let words = Words {
        anchor: bars.anchor.clone(),
        title: bars.title.clone(),
        caption,
        alt: format!("Bars of {}. {}.", bars.axis, parts.join("; ")),
    };
    Some(drawing.finish((WIDTH, below - 12.0), words))
}

/// A range with 0 in it that holds all bars and the ends of their intervals.
fn range(rows: &[&Bar]) -> (f64, f64) {
    let ends = rows.iter().flat_map(|row| {
        let (low, high) = row.interval.unwrap_or((row.value, row.value));
        [row.value, low, high]
    });
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for end in ends.filter(|end| end.is_finite()) {
        (low, high) = (low.min(end), high.max(end));
    }
    // A common step on both sides of zero.
    let reach = round_range(0.0, high.max(-low)).1;
    let side = |end: f64| if end > 0.0 { round_range(0.0, end).1.min(reach) } else { 0.0 };
    (-side(-low), side(high).max(if low < 0.0 { 0.0 } else { reach }))
}

/// The scale above the bars; where the first row begins.
fn heads(drawing: &mut Drawing, bars: &Bars, range: (f64, f64), scale: &Scale) -> f64 {
    let lines = wrap(&bars.axis, SMALL, WIDTH, 2);
    let y = drawing.lines(0.0, 14.0, &lines, look(SMALL, SOFT)) + 4.0;
    for (at, text) in ticks(range, 5.0) {
        let x = scale.at(at);
        drawing.text(x.max(10.0), y, &text, look(SMALL, SOFT).at(Anchor::Middle));
        drawing.line((x, y + 5.0), (x, y + 11.0), RULE);
    }
    y + 32.0
}

/// One row; where the next begins.
fn draw(drawing: &mut Drawing, bars: &Bars, row: &Bar, scale: &Scale, y: f64) -> f64 {
    let lines = wrap(&row.label, TEXT, WIDTH, 2);
    let mut y = drawing.lines(0.0, y, &lines, look(TEXT, INK)) - 10.0;
    let (zero, end) = (scale.at(0.0), scale.at(row.value));
    let paint = match (row.stands, row.value < 0.0) {
        (true, false) => "fill:var(--side-2)",
        (true, true) => "fill:var(--side-1)",
        (false, _) => "fill:none;stroke:var(--ink-soft);stroke-width:1.2;stroke-dasharray:3 2",
    };
    drawing.rect((zero.min(end), y), ((end - zero).abs().max(1.0), BAR), 0.0, paint);
    drawing.line((zero, y - 4.0), (zero, y + BAR + 4.0), "stroke:var(--ink);stroke-width:1");
    if let Some((low, high)) = row.interval {
        whisker(drawing, (scale.at(low), scale.at(high)), y + BAR / 2.0);
    }
    drawing.text(WIDTH, y + 12.0, &value(bars, row), look(SMALL, INK).at(Anchor::End));
    y += BAR;
    if !row.note.is_empty() {
        let lines = wrap(&row.note, SMALL, WIDTH, 2);
        y = drawing.lines(0.0, y + leading(SMALL), &lines, look(SMALL, SOFT)) - leading(SMALL);
    }
    y + 30.0
}

/// "+12 points": signed.
fn value(bars: &Bars, row: &Bar) -> String {
    let number = short(row.value);
    let plus = if row.value > 0.0 && number != "0" { "+" } else { "" };
    format!("{plus}{number}{}", bars.unit)
}
