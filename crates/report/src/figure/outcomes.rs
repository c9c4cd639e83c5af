//! How the runs of a study ended: each result's share, with its interval.

use powderkeg_study::row::Columns;
use powderkeg_study::share::Share;
use powderkeg_study::summary::Summary;

use super::Figure;
use super::axis::Scale;
use super::svg::{Anchor, Drawing, INK, SMALL, SOFT, TEXT, WIDTH, Words, look};
use super::text::wrap;
use crate::words::{count, counted, percent};

/// Bars end here at 100 %; beyond it stands the share.
const TRACK: (f64, f64) = (0.0, 470.0);
const BAR: f64 = 16.0;

/// A result and its share.
struct Row<'a> {
    text: &'a str,
    share: Share,
    is_this: bool,
}

/// The results of a study, the most frequent first; those that no run ended with are left out. `this` is the place of the
/// result to mark as "this run's", among [`Columns::results`]. `None` of no runs.
#[must_use]
pub fn outcomes(columns: &Columns, summary: &Summary, this: Option<usize>) -> Option<Figure> {
    let mut rows: Vec<Row> = summary
        .results()
        .filter(|(_, share)| share.held > 0)
        .map(|(index, share)| Row {
            text: index
                .and_then(|index| columns.results.get(index))
                .map_or("None of the scenario's results", String::as_str),
            share,
            is_this: index.is_some() && index == this,
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.share.held));
    let first = rows.first()?;
    let of = counted(summary.runs, "run", "runs");
    let caption = format!(
        "How {of} ended. {} came in {} of them: {}. Thin lines are 95 % intervals of the share.",
        quoted(first.text),
        count(first.share.held),
        told(first.share)
    );
    let parts: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.text.trim_end_matches('.'), told(row.share))).collect();
    let words = Words {
        anchor: "figure-outcomes".into(),
        title: format!("How {of} ended"),
        caption,
        alt: format!("Bars: {}.", parts.join("; ")),
    };
    let mut drawing = Drawing::default();
    let mut y = 20.0;
    for row in &rows {
        y = draw(&mut drawing, row, y);
    }
    Some(drawing.finish((WIDTH, y - 10.0), words))
}

/// One row; the height of the next.
fn draw(drawing: &mut Drawing, row: &Row, y: f64) -> f64 {
    let mark = if row.is_this { " (this run)" } else { "" };
    let lines = wrap(&format!("{}{mark}", row.text), TEXT, WIDTH, 3);
    let weight = if row.is_this { "fill:var(--ink);font-weight:600" } else { INK };
    let below = drawing.lines(0.0, y, &lines, look(TEXT, weight)) - 10.0;
    let scale = Scale::new((0.0, 1.0), TRACK);
    let value = row.share.value().unwrap_or(0.0);
    drawing.rect((TRACK.0, below), (TRACK.1, BAR), 2.0, "fill:var(--line);fill-opacity:.35");
    let paint = if row.is_this { "fill:var(--accent)" } else { "fill:var(--side-1)" };
    drawing.rect((TRACK.0, below), (scale.at(value).max(1.0), BAR), 2.0, paint);
    let (low, high) = row.share.wilson();
    whisker(drawing, (scale.at(low), scale.at(high)), below + BAR / 2.0);
    drawing.text(WIDTH, below + 13.0, &share(row.share), look(SMALL, SOFT).at(Anchor::End));
    below + BAR + 28.0
}

/// An interval across a bar: ink on a thin line of paper, so that it shows on the bar and off it.
pub(super) fn whisker(drawing: &mut Drawing, (low, high): (f64, f64), y: f64) {
    drawing.line((low - 1.0, y), (high + 1.0, y), "stroke:var(--paper);stroke-width:4");
    drawing.line((low, y), (high, y), "stroke:var(--ink);stroke-width:1.5");
    for end in [low, high] {
        drawing.line((end, y - 4.0), (end, y + 4.0), "stroke:var(--ink);stroke-width:1.5");
    }
}

/// "43 % (40 to 46)".
fn share(share: Share) -> String {
    let (low, high) = share.wilson();
    let bare = |share: f64| percent(share).replace(" %", "");
    format!("{} ({} to {})", percent(share.value().unwrap_or(0.0)), bare(low), bare(high))
}

/// "43 %, 95 % interval 40 to 46 %".
fn told(share: Share) -> String {
    let (low, high) = share.wilson();
    let bare = percent(low).replace(" %", "");
    format!("{}, 95 % interval {bare} to {}", percent(share.value().unwrap_or(0.0)), percent(high))
}

/// A result within a sentence.
fn quoted(text: &str) -> String {
    format!("“{}”", text.trim_end_matches('.'))
}
