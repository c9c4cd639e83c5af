//! The cause graph of an event: from causes on the left to effects on the right.

mod layers;

use std::collections::{BTreeMap, VecDeque};

use powderkeg_engine::event::Kind;

use self::layers::{Graph, Laid, lay, steps};
use super::Figure;
use super::svg::{Drawing, INK, SMALL, SOFT, WIDTH, Words, leading, look, number};
use super::text::wrap;
use crate::pivot::{Bearing, bearing};
use crate::run::Run;
use crate::sentence::sentence;
use crate::words::counted;

/// The most events in a graph, and the most columns.
const MOST: usize = 20;
const COLUMNS: usize = 5;
/// Width of a box and of the ways between columns; where there are as many columns as there may be, less.
const BOX: (f64, f64) = (180.0, 146.0);
const GAP: (f64, f64) = (42.0, 30.0);
/// Room at the sides of a box.
const MARGIN: f64 = 7.0;
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

/// Where a box lies.
#[derive(Clone, Copy)]
struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

struct Edge {
    from: usize,
    to: usize,
    bearing: Option<Bearing>,
}

/// The causes of a record by its number in the log (from 1), at most `depth` steps back (3 if that is not said, and never
/// more than fit into five columns). Decisions, requests and the like are folded into what came of them. `None` if there is
/// no such record, or not even two events behind it: one arrow is a sentence, not a drawing.
#[must_use]
pub fn causes(run: &Run, number: usize, depth: Option<usize>) -> Option<Figure> {
    let root = number.checked_sub(1).filter(|&root| root < run.log.records().len())?;
    let chosen = choose(run, root, depth.unwrap_or(3).clamp(1, COLUMNS - 1));
    if chosen.events.len() < 3 {
        return None;
    }
    let links: Vec<(usize, usize)> = chosen.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let columns = steps(chosen.events.len(), &links).into_iter().max().unwrap_or(0) + 1;
    let (wide, gap) = if columns < COLUMNS { (BOX.0, GAP.0) } else { (BOX.1, GAP.1) };
    let texts: Vec<Vec<String>> = chosen.events.iter().map(|&event| said(run, event, wide)).collect();
    let heights: Vec<f64> = texts.iter().map(|lines| leading(SMALL) * lines.len() as f64 + 13.0).collect();
    let Laid { places, bends } = lay(&Graph { heights: &heights, links: &links, between: BETWEEN });
    let drawn = wide * columns as f64 + gap * (columns as f64 - 1.0);
    // Left of the first column there is room for a sign that there is more behind it.
    let width = (drawn + 20.0).max(WIDTH);
    let shift = width - drawn - ((width - drawn - 16.0) / 2.0).max(2.0);
    let boxes: Vec<Rect> = places
        .iter()
        .zip(&heights)
        .map(|(place, &height)| Rect {
            x: shift + place.column as f64 * (wide + gap),
            y: place.y,
            width: wide,
            height,
        })
        .collect();
    let mut drawing = Drawing::default();
    for (edge, bends) in chosen.edges.iter().zip(&bends) {
        // A way across a column runs level through its gap.
        let across = bends.iter().flat_map(|bend| {
            let x = shift + bend.column as f64 * (wide + gap);
            [(x, bend.y), (x + wide, bend.y)]
        });
        draw_edge(&mut drawing, edge, &boxes, &across.collect::<Vec<_>>());
    }
    for (index, lines) in texts.iter().enumerate() {
        draw_box(&mut drawing, run, &chosen, index, lines, boxes[index]);
    }
    let ends = boxes.iter().map(|place| place.y + place.height);
    let bottom = ends.chain(bends.iter().flatten().map(|bend| bend.y + 4.0)).fold(0.0, f64::max);
    legend(&mut drawing, bottom + 24.0, &chosen, width);
    Some(drawing.finish((width, bottom + 34.0), words(run, number, &chosen)))
}

/// The event with what led to it, step by step, the nearest first, until there are enough.
fn choose(run: &Run, root: usize, depth: usize) -> Chosen {
    let mut found = BTreeMap::from([(root, 0)]);
    let mut queue = VecDeque::from([root]);
    while let Some(position) = queue.pop_front() {
        let step = found[&position];
        for cause in behind(run, position).into_iter().filter(|_| step < depth) {
            if found.len() < MOST && !found.contains_key(&cause) {
                found.insert(cause, step + 1);
                queue.push_back(cause);
            }
        }
    }
    let events = fitting(run, found.into_keys().collect());
    let edges = edges(run, &events);
    let drawn = |to: usize| edges.iter().filter(|edge| edge.to == to).count();
    let hidden = (0..events.len()).map(|index| behind(run, events[index]).len() - drawn(index)).collect();
    Chosen { events, edges, hidden }
}

/// Without the events that lie so many steps back, on the longest way, that there is no column for them.
fn fitting(run: &Run, events: Vec<usize>) -> Vec<usize> {
    let links: Vec<(usize, usize)> = edges(run, &events).iter().map(|edge| (edge.from, edge.to)).collect();
    let steps = steps(events.len(), &links);
    events.into_iter().zip(steps).filter(|row| row.1 < COLUMNS).map(|row| row.0).collect()
}

/// All links between events.
fn edges(run: &Run, events: &[usize]) -> Vec<Edge> {
    let of = |(to, &effect): (usize, &usize)| {
        let causes = behind(run, effect).into_iter();
        let known = causes.filter_map(|cause| Some((events.binary_search(&cause).ok()?, cause)));
        known.map(|(from, cause)| Edge { from, to, bearing: told(run, cause, effect) }).collect::<Vec<Edge>>()
    };
    events.iter().enumerate().flat_map(of).collect()
}

/// Whether an event is told by what came of it: a decision by the act, a request by the answer, a departure by the arrival.
fn is_folded(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Decided
            | Kind::AccessAsked
            | Kind::Departed
            | Kind::StagingBegan
            | Kind::Called
            | Kind::Moved
            | Kind::Voted
            | Kind::LiftLost
            | Kind::AidOffered
            | Kind::ReplacementsSent
    )
}

/// The events behind a record, in order; those behind a folded one stand for it.
fn behind(run: &Run, position: usize) -> Vec<usize> {
    let mut events = Vec::new();
    let mut queue = causes_of(run, position);
    while let Some(earlier) = queue.pop() {
        if is_folded(run.log.records()[earlier].event.kind()) {
            queue.extend(causes_of(run, earlier));
        } else {
            events.push(earlier);
        }
    }
    if events.is_empty() {
        // All that is behind it was folded away: then that is told.
        events = causes_of(run, position);
    }
    events.sort_unstable();
    events.dedup();
    events
}

fn causes_of(run: &Run, position: usize) -> Vec<usize> {
    run.causes_of(&run.log.records()[position]).collect()
}

/// How a cause bears on its effect, or on a decision that was folded into it.
fn told(run: &Run, from: usize, to: usize) -> Option<Bearing> {
    let records = run.log.records();
    let mut queue = vec![to];
    while let Some(position) = queue.pop() {
        if let Some(bearing) = bearing(run, &records[position], records[from].id) {
            return Some(bearing);
        }
        let folded = |&earlier: &usize| is_folded(records[earlier].event.kind());
        queue.extend(causes_of(run, position).into_iter().filter(folded));
    }
    None
}

/// "30 Mar 2015", then what happened.
fn said(run: &Run, position: usize, wide: f64) -> Vec<String> {
    let record = &run.log.records()[position];
    let words = run.words();
    let mut lines = vec![words.time(record.id.at)];
    lines.extend(wrap(&sentence(&words, &record.event), SMALL, wide - 2.0 * MARGIN, LINES));
    lines
}

fn draw_box(drawing: &mut Drawing, run: &Run, chosen: &Chosen, index: usize, lines: &[String], place: Rect) {
    let Rect { x, y, width, height } = place;
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
    drawing.rect((x, y), (width, height), 4.0, style);
    drawing.text(x + MARGIN, y + 18.0, &lines[0], look(SMALL, SOFT));
    drawing.lines(x + MARGIN, y + 18.0 + leading(SMALL), &lines[1..], look(SMALL, INK));
    drawing.close();
}

/// A curve from the right side of a cause to the left side of its effect, by way of some points.
fn draw_edge(drawing: &mut Drawing, edge: &Edge, boxes: &[Rect], across: &[(f64, f64)]) {
    let (cause, effect) = (boxes[edge.from], boxes[edge.to]);
    let to = (effect.x - 7.0, effect.y + effect.height / 2.0);
    let mut path = String::new();
    let mut at = (cause.x + cause.width, cause.y + cause.height / 2.0);
    path.push_str(&format!("M{} {}", number(at.0), number(at.1)));
    for &next in across.iter().chain([&to]) {
        let bend = (next.0 - at.0) * 0.5;
        let numbers = [at.0 + bend, at.1, next.0 - bend, next.1, next.0, next.1].map(number);
        path.push_str(&format!("C{}", numbers.join(" ")));
        at = next;
    }
    let style = match edge.bearing {
        Some(Bearing::Pivotal) => "fill:none;stroke:var(--accent);stroke-width:2.6",
        Some(Bearing::NotPivotal) => "fill:none;stroke:var(--ink-soft);stroke-width:1.1;stroke-dasharray:3 4",
        Some(Bearing::Rate { .. } | Bearing::Level(_)) => {
            "fill:none;stroke:var(--ink-soft);stroke-width:1.5;stroke-dasharray:9 3"
        }
        None => "fill:none;stroke:var(--ink-soft);stroke-width:1.5",
    };
    drawing.path(&path, style);
    let head =
        if edge.bearing == Some(Bearing::Pivotal) { "fill:var(--accent)" } else { "fill:var(--ink-soft)" };
    drawing.path(&format!("M{} {}l-7 -4v8z", number(to.0 + 7.0), number(to.1)), head);
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
    if has(|bearing| matches!(bearing, Bearing::Rate { .. } | Bearing::Level(_))) {
        entry("stroke:var(--ink-soft);stroke-width:1.5;stroke-dasharray:9 3", "bore on how urgent it was");
    }
    if has(|bearing| bearing == Bearing::NotPivotal) {
        entry("stroke:var(--ink-soft);stroke-width:1.1;stroke-dasharray:3 4", "did not decide it");
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
        let links = crate::words::count(pivotal as u32);
        format!(
            " Of the links drawn, {links} decided what followed: without the earlier event the rule behind the later one would not have held."
        )
    } else {
        String::new()
    };
    let parts: Vec<String> = chosen.events[..behind].iter().map(|&position| text(position)).collect();
    Words {
        anchor: format!("figure-causes-{number}"),
        title: "What led to it".into(),
        caption: format!(
            "What led to this: {root} {} behind it, from causes on the left to effects on the right.{decided}",
            counted(behind as u32, "earlier event is drawn", "earlier events are drawn")
        ),
        alt: format!("Cause graph of: {root} Behind it, in order of time. {}", parts.join(" ")),
    }
}
