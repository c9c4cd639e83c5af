//! The cause graph of an event: from left to right in time, causes before effects.

mod layers;

use std::collections::BTreeMap;

use powderkeg_engine::cause::Cause;
use powderkeg_engine::event::Kind;

use self::layers::{Graph, Place, place};
use super::Figure;
use super::svg::{Drawing, INK, SMALL, SOFT, WIDTH, Words, leading, look, number};
use super::text::wrap;
use crate::pivot::{Bearing, bearing};
use crate::run::Run;
use crate::sentence::sentence;
use crate::words::counted;

/// The most events in a graph, and the most columns.
const MOST: usize = 20;
const COLUMNS: usize = 4;
/// A box: its width, the room at its sides, and the ways between columns.
const BOX: f64 = 180.0;
const MARGIN: f64 = 8.0;
const GAP: f64 = 42.0;
/// Between boxes of a column.
const BETWEEN: f64 = 14.0;
/// The most lines of an event's words.
const LINES: usize = 5;

/// What is drawn.
struct Chosen {
    /// Places in the log, in order of time; the last is the event asked about.
    events: Vec<usize>,
    /// From cause to effect, as indices into `events`.
    edges: Vec<Edge>,
    /// For each event, how many of its causes are not drawn.
    hidden: Vec<usize>,
}

struct Edge {
    from: usize,
    to: usize,
    bearing: Option<Bearing>,
}

/// The causes of a record by its number in the log (from 1), at most `depth` steps back (3 if not said, and never more
/// than fit into four columns). Decisions are folded into what came of them where one thing did. `None` if there is no such
/// record.
#[must_use]
pub fn causes(run: &Run, number: usize, depth: Option<usize>) -> Option<Figure> {
    let root = number.checked_sub(1).filter(|&root| root < run.log.records().len())?;
    let chosen = choose(run, root, depth.unwrap_or(COLUMNS - 1).clamp(1, COLUMNS - 1));
    let texts: Vec<Vec<String>> = chosen.events.iter().map(|&event| said(run, event)).collect();
    let heights: Vec<f64> = texts.iter().map(|lines| leading(SMALL) * lines.len() as f64 + 13.0).collect();
    let links: Vec<(usize, usize)> = chosen.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let places = place(&Graph { heights: &heights, links: &links, most: COLUMNS, between: BETWEEN });
    let columns = places.iter().map(|place| place.column).max().unwrap_or(0) + 1;
    let width = (BOX * columns as f64 + GAP * (columns as f64 - 1.0) + 2.0 * MARGIN + 10.0).max(WIDTH);
    let shift = (width - BOX * columns as f64 - GAP * (columns as f64 - 1.0)) / 2.0;
    let left = |place: &Place| shift + place.column as f64 * (BOX + GAP);
    let mut drawing = Drawing::default();
    for edge in &chosen.edges {
        draw_edge(&mut drawing, edge, &places, &heights, &left);
    }
    for (index, lines) in texts.iter().enumerate() {
        let x = left(&places[index]);
        draw_box(&mut drawing, run, &chosen, index, lines, (x, places[index].y), heights[index]);
    }
    let bottom = places.iter().zip(&heights).map(|(place, height)| place.y + height).fold(0.0, f64::max);
    legend(&mut drawing, bottom + 24.0, &chosen, width);
    Some(drawing.finish((width, bottom + 34.0), words(run, number, &chosen)))
}

/// The event with what led to it, step by step, the nearest first, until there are enough.
fn choose(run: &Run, root: usize, depth: usize) -> Chosen {
    let mut found = BTreeMap::from([(root, 0)]);
    let mut queue = std::collections::VecDeque::from([root]);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    while let Some(position) = queue.pop_front() {
        let step = found[&position];
        if step >= depth {
            continue;
        }
        for cause in behind(run, position) {
            if !found.contains_key(&cause) && found.len() >= MOST {
                continue;
            }
            if let std::collections::btree_map::Entry::Vacant(free) = found.entry(cause) {
                free.insert(step + 1);
                queue.push_back(cause);
            }
            pairs.push((cause, position));
        }
    }
    let events: Vec<usize> = found.keys().copied().collect();
    let index = |position: usize| events.binary_search(&position).unwrap_or(0);
    let edges: Vec<Edge> = pairs
        .iter()
        .map(|&(from, to)| Edge { from: index(from), to: index(to), bearing: told(run, from, to) })
        .collect();
    let drawn = |position: usize| pairs.iter().filter(|pair| pair.1 == position).count();
    let hidden = events.iter().map(|&position| behind(run, position).len() - drawn(position)).collect();
    Chosen { events, edges, hidden }
}

/// The events behind a record, in order: the causes of a decision stand for the decision.
fn behind(run: &Run, position: usize) -> Vec<usize> {
    let mut events = Vec::new();
    for earlier in causes_of(run, position) {
        let is_decision = run.log.records()[earlier].event.kind() == Kind::Decided;
        let further = if is_decision { causes_of(run, earlier) } else { Vec::new() };
        if further.is_empty() { events.push(earlier) } else { events.extend(further) }
    }
    events.sort_unstable();
    events.dedup();
    events
}

fn causes_of(run: &Run, position: usize) -> Vec<usize> {
    let record = &run.log.records()[position];
    let causes = run.log.causes(record).iter().filter_map(|cause| match cause {
        Cause::Event(id) => run.log.position(*id),
        Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => None,
    });
    causes.collect()
}

/// How a cause bears on its effect, or on the decision that was folded into it.
fn told(run: &Run, from: usize, to: usize) -> Option<Bearing> {
    let records = run.log.records();
    let id = records[from].id;
    let decisions = causes_of(run, to).into_iter().filter(|&earlier| {
        records[earlier].event.kind() == Kind::Decided && causes_of(run, earlier).contains(&from)
    });
    bearing(run, &records[to], id)
        .or_else(|| decisions.into_iter().find_map(|decision| bearing(run, &records[decision], id)))
}

/// "30 Mar 2015", then what happened.
fn said(run: &Run, position: usize) -> Vec<String> {
    let record = &run.log.records()[position];
    let words = run.words();
    let mut lines = vec![words.time(record.id.at)];
    lines.extend(wrap(&sentence(&words, &record.event), SMALL, BOX - 2.0 * MARGIN, LINES));
    lines
}

fn draw_box(
    drawing: &mut Drawing,
    run: &Run,
    chosen: &Chosen,
    index: usize,
    lines: &[String],
    (x, y): (f64, f64),
    height: f64,
) {
    let position = chosen.events[index];
    let record = &run.log.records()[position];
    let style = if index + 1 == chosen.events.len() {
        "fill:var(--paper);stroke:var(--accent);stroke-width:2.5"
    } else {
        "fill:var(--paper);stroke:var(--ink-soft);stroke-width:1.2"
    };
    drawing.open(&format!("#{} {}", position + 1, sentence(&run.words(), &record.event)));
    if chosen.hidden[index] > 0 {
        let middle = y + height / 2.0;
        drawing.line(
            (x - 16.0, middle),
            (x, middle),
            "stroke:var(--ink-soft);stroke-width:1.2;stroke-dasharray:2 3",
        );
    }
    drawing.rect((x, y), (BOX, height), 4.0, style);
    drawing.text(x + MARGIN, y + 18.0, &lines[0], look(SMALL, SOFT));
    drawing.lines(x + MARGIN, y + 18.0 + leading(SMALL), &lines[1..], look(SMALL, INK));
    drawing.close();
}

/// A curve from the right side of a cause to the left side of its effect.
fn draw_edge(
    drawing: &mut Drawing,
    edge: &Edge,
    places: &[Place],
    heights: &[f64],
    left: &dyn Fn(&Place) -> f64,
) {
    let middle = |index: usize| places[index].y + heights[index] / 2.0;
    let from = (left(&places[edge.from]) + BOX, middle(edge.from));
    let to = (left(&places[edge.to]) - 7.0, middle(edge.to));
    let bend = GAP * 0.6;
    let style = match edge.bearing {
        Some(Bearing::Pivotal) => "fill:none;stroke:var(--accent);stroke-width:2.6",
        Some(Bearing::NotPivotal | Bearing::Rate { .. }) => {
            "fill:none;stroke:var(--ink-soft);stroke-width:1.1;stroke-dasharray:5 4"
        }
        Some(Bearing::Level(_)) | None => "fill:none;stroke:var(--ink-soft);stroke-width:1.5",
    };
    drawing.path(
        &format!(
            "M{} {}C{} {} {} {} {} {}",
            number(from.0),
            number(from.1),
            number(from.0 + bend),
            number(from.1),
            number(to.0 - bend),
            number(to.1),
            number(to.0),
            number(to.1)
        ),
        style,
    );
    let head =
        if edge.bearing == Some(Bearing::Pivotal) { "fill:var(--accent)" } else { "fill:var(--ink-soft)" };
    drawing.path(&format!("M{} {}l7 -4v8z", number(to.0 + 7.0), number(to.1)).replace("l7", "l-7"), head);
}

/// What the lines mean, of those that are drawn.
fn legend(drawing: &mut Drawing, y: f64, chosen: &Chosen, width: f64) {
    let has = |wanted: fn(Bearing) -> bool| chosen.edges.iter().any(|edge| edge.bearing.is_some_and(wanted));
    let mut x = MARGIN;
    let mut entry = |style: &str, text: &str| {
        let end = x + 34.0 + super::text::width(text, SMALL);
        if end <= width {
            drawing.line((x, y - 4.5), (x + 26.0, y - 4.5), style);
            drawing.text(x + 34.0, y, text, look(SMALL, SOFT));
            x = end + 20.0;
        }
    };
    if has(|bearing| bearing == Bearing::Pivotal) {
        entry("stroke:var(--accent);stroke-width:2.6", "decided it");
    }
    entry("stroke:var(--ink-soft);stroke-width:1.5", "a cause");
    if has(|bearing| matches!(bearing, Bearing::NotPivotal | Bearing::Rate { .. })) {
        entry("stroke:var(--ink-soft);stroke-width:1.1;stroke-dasharray:5 4", "would have happened anyway");
    }
    if chosen.hidden.iter().any(|&hidden| hidden > 0) {
        entry("stroke:var(--ink-soft);stroke-width:1.2;stroke-dasharray:2 3", "more behind it");
    }
}

fn words(run: &Run, number: usize, chosen: &Chosen) -> Words {
    let words = run.words();
    let text = |position: usize| {
        let record = &run.log.records()[position];
        format!("{}: {}", words.time(record.id.at), sentence(&words, &record.event))
    };
    let root = chosen.events.last().map_or_else(String::new, |&root| text(root));
    let behind = chosen.events.len() - 1;
    let pivotal = chosen.edges.iter().filter(|edge| edge.bearing == Some(Bearing::Pivotal)).count();
    let decided = if pivotal > 0 {
        format!(
            " {} without which the rule that read it would not have held.",
            counted(pivotal as u32, "link is one", "links are ones")
        )
    } else {
        String::new()
    };
    let parts: Vec<String> = chosen.events[..behind].iter().map(|&position| text(position)).collect();
    Words {
        anchor: format!("figure-causes-{number}"),
        title: "What led to it".into(),
        caption: format!(
            "What led to this: {root} {} behind it, left to right in time.{decided}",
            counted(behind as u32, "earlier event is drawn", "earlier events are drawn")
        ),
        alt: format!("Cause graph of: {root} Behind it, in order of time. {}", parts.join(" ")),
    }
}
