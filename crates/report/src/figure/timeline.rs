//! The timeline: the crisis over its months, and its decisive day hour by hour.
//!
//! Time runs down, so that an event has a line's width for its words on a telephone too. The axis is true to scale; the
//! words beside it stand apart from each other, each joined to its minute.

use std::collections::BTreeSet;

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::Kind;
use powderkeg_engine::time::{DAY, HOUR, Minute};

use super::Figure;
use super::axis::{Scale, days, months};
use super::svg::{Anchor, Drawing, INK, RULE, SMALL, SOFT, TEXT, WIDTH, Words, leading, look, number};
use super::text::wrap;
use crate::chronicle::{Entry, highlights};
use crate::dossier::prose::led::led_to;
use crate::run::{Run, civil};
use crate::turn;
use crate::words::counted;

/// Events told of the months, and of the hours.
const MONTHS: usize = 8;
const HOURS: usize = 14;
/// Events told where no day is magnified.
const ALONE: usize = 16;
/// Events told of what came after the day that is magnified.
const AFTER: usize = 3;
/// What is tied to the incident matters so many times as much over the months as what is not.
const TIED: f64 = 2.5;
/// Where the axis stands, and where the words begin.
const AXIS: f64 = 84.0;
const WORDS: f64 = 116.0;
/// The day magnified begins so long before the fight or the decisive minute, and ends at most so long after it.
const BEFORE: u32 = 6 * HOUR;
const LONGEST: u32 = 2 * DAY;
/// It is not magnified if its events came at fewer minutes.
const FEWEST: usize = 3;

/// A stretch of time with what happened in it.
struct Panel<'a> {
    heading: String,
    from: Minute,
    until: Minute,
    /// Marks of the axis with their texts.
    marks: Vec<(Minute, String)>,
    entries: &'a [Entry],
    /// The day in the heading, where there is one.
    day: Option<Minute>,
    /// How the time before an event is written.
    pattern: &'static str,
}

/// The timeline of a run.
#[must_use]
pub fn timeline(run: &Run) -> Figure {
    let whole = (Minute(0), run.ended);
    let tied = tied(run);
    let magnified = magnified(run, &tied);
    let window = magnified.as_ref().map(|row| row.0);
    let hours = magnified.map_or_else(Vec::new, |row| row.1);
    let entries = of_the_months(run, whole, window, &tied);
    let mut drawing = Drawing::default();
    let first = Panel {
        heading: "The crisis".into(),
        from: whole.0,
        until: whole.1,
        marks: days(run.setup.starts, run.ended),
        entries: &entries,
        day: None,
        pattern: "%-d %b",
    };
    let mut bottom = draw(&mut drawing, run, &first, 0.0, None);
    if let Some(window) = window {
        let shown = around(&hours, window);
        let panel = Panel {
            heading: format!("{}, hour by hour", days_of(run, &hours)),
            from: shown.0,
            until: shown.1,
            marks: hour_marks(run, shown),
            entries: &hours,
            day: Some(centre(run).unwrap_or(window.0)),
            pattern: "%H:%M",
        };
        bottom = draw(&mut drawing, run, &panel, bottom + 26.0, Some(centre(run).unwrap_or(window.0)));
    }
    drawing.finish((WIDTH, bottom), words(run, &entries, &hours))
}

/// What is told of the months: what mattered most, and the best of each month that would be left without; of the day that
/// is magnified below, only what it is magnified for.
fn of_the_months(
    run: &Run,
    whole: (Minute, Minute),
    window: Option<(Minute, Minute)>,
    tied: &BTreeSet<usize>,
) -> Vec<Entry> {
    let weight = |place: usize| if tied.contains(&place) { TIED } else { 1.0 };
    let Some((first, last)) = window else { return highlights(run, whole, ALONE, &weight) };
    let before = (whole.0, Minute(first.0.saturating_sub(1)));
    let mut entries = highlights(run, before, MONTHS, &weight);
    entries.extend(of_each_month(run, before, &weight));
    let turn = turn::incident(run).or_else(|| turn::decisive(run).last().copied());
    let during = highlights(run, (first, last), usize::MAX, &weight);
    entries.extend(during.into_iter().filter(|entry| Some(entry.position) == turn));
    entries.extend(highlights(run, (Minute(last.0 + 1), whole.1), AFTER, &weight));
    entries.sort_by_key(|entry| entry.position);
    entries.dedup_by_key(|entry| entry.position);
    entries
}

/// The story of each month that mattered most in it.
fn of_each_month(run: &Run, (from, until): (Minute, Minute), weight: &dyn Fn(usize) -> f64) -> Vec<Entry> {
    let marks: Vec<Minute> = months(run.setup.starts, until).into_iter().map(|mark| mark.0).collect();
    let begins = std::iter::once(from).chain(marks);
    let mut begins: Vec<Minute> = begins.filter(|&at| at <= until).collect();
    begins.dedup();
    let ends = begins.iter().skip(1).map(|at| Minute(at.0 - 1)).chain([until]);
    begins.iter().zip(ends).flat_map(|(&begin, end)| highlights(run, (begin, end), 1, weight)).collect()
}

/// The minute that the magnified day is about.
fn centre(run: &Run) -> Option<Minute> {
    let decisive = || turn::decisive(run).last().map(|&position| run.log.records()[position].id.at);
    run.incident.or_else(decisive)
}

/// Places of what led to the incident, or to what decided the crisis, of what came of it, and of all fighting.
fn tied(run: &Run) -> BTreeSet<usize> {
    let roots: Vec<usize> =
        turn::incident(run).map_or_else(|| turn::decisive(run), |incident| vec![incident]);
    let mut after: BTreeSet<usize> = roots.iter().copied().collect();
    for (place, record) in run.log.records().iter().enumerate() {
        let came_of_it = run.causes_of(record).any(|cause| after.contains(&cause));
        if came_of_it || record.id.domain == Domain::Battle {
            after.insert(place);
        }
    }
    after.extend(led_to(run, &roots));
    after
}

/// "13 April 2015", or "13 April 2015 to 14 April 2015" of what runs into the next day.
fn days_of(run: &Run, entries: &[Entry]) -> String {
    let ends = [entries.first(), entries.last()].map(|entry| entry.map(|entry| run.words().date(entry.at)));
    match ends {
        [Some(first), Some(last)] if first != last => format!("{first} to {last}"),
        [first, _] => first.unwrap_or_default(),
    }
}

/// The stretch that is magnified and what is told of it; `None` where it all came at once, or there is nothing to magnify.
fn magnified(run: &Run, tied: &BTreeSet<usize>) -> Option<((Minute, Minute), Vec<Entry>)> {
    let window = window(run)?;
    // Other matters have no place in these hours, and how a fight ended always has.
    let weight = |place: usize| match run.log.records()[place].event.kind() {
        Kind::FightEnded => f64::MAX,
        _ if tied.contains(&place) => 1.0,
        _ => 0.0,
    };
    let entries = highlights(run, window, HOURS, &weight);
    let mut minutes: Vec<Minute> = entries.iter().map(|entry| entry.at).collect();
    minutes.dedup();
    (minutes.len() >= FEWEST).then_some((window, entries))
}

/// The stretch around the decisive minute: around the fight, if there was one with the incident, else the day.
fn window(run: &Run) -> Option<(Minute, Minute)> {
    let centre = centre(run)?;
    let from = Minute(centre.0.saturating_sub(BEFORE));
    let fights = run.log.records().iter().filter(|record| {
        record.id.domain == Domain::Battle && (centre.0..=centre.0 + LONGEST).contains(&record.id.at.0)
    });
    let last = fights.map(|record| record.id.at.0).max().unwrap_or(centre.0 + BEFORE);
    let until = Minute((last + HOUR).max(centre.0 + BEFORE).min(run.ended.0));
    (until > from).then_some((from, until))
}

/// The part of a window with something in it, and half an hour at both ends.
fn around(entries: &[Entry], window: (Minute, Minute)) -> (Minute, Minute) {
    let first = entries.first().map_or(window.0, |entry| entry.at);
    let last = entries.last().map_or(window.1, |entry| entry.at);
    let half = HOUR / 2;
    (Minute(first.0.saturating_sub(half).max(window.0.0)), Minute((last.0 + half).min(window.1.0)))
}

/// Marks of the hours: every hour, third, sixth or twelfth.
fn hour_marks(run: &Run, (from, until): (Minute, Minute)) -> Vec<(Minute, String)> {
    let hours = (until.0 - from.0) / HOUR;
    let every = [1, 3, 6, 12].into_iter().find(|every| hours / every <= 9).unwrap_or(12) * HOUR;
    let first = from.0.div_ceil(every) * every;
    let mark = |at: u32| {
        let time = civil(run.setup, Minute(at));
        let pattern = if at.is_multiple_of(DAY) { "%-d %b" } else { "%H:%M" };
        (Minute(at), time.strftime(pattern).to_string())
    };
    (first..=until.0).step_by(every as usize).map(mark).collect()
}

/// A panel; its bottom.
fn draw(drawing: &mut Drawing, run: &Run, panel: &Panel, above: f64, centre: Option<Minute>) -> f64 {
    drawing.text(0.0, above + 18.0, &panel.heading, look(17.0, "fill:var(--ink);font-weight:600"));
    let top = above + 50.0;
    let texts: Vec<Vec<String>> = panel.entries.iter().map(|entry| said(run, panel, entry)).collect();
    let heights: Vec<f64> = texts.iter().map(|lines| leading(TEXT) * lines.len() as f64 + 7.0).collect();
    let bottom = top + (heights.iter().sum::<f64>() * 1.06).max(160.0);
    let span = (f64::from(panel.from.0), f64::from(panel.until.0));
    let scale = Scale::new(span, (top, bottom));
    drawing.line((AXIS, top), (AXIS, bottom), "stroke:var(--ink-soft);stroke-width:2");
    for (at, text) in &panel.marks {
        let y = scale.at(f64::from(at.0));
        drawing.line((AXIS - 6.0, y), (AXIS, y), RULE);
        drawing.text(AXIS - 11.0, y + 4.5, text, look(SMALL, SOFT).at(Anchor::End));
    }
    let wanted: Vec<f64> = panel.entries.iter().map(|entry| scale.at(f64::from(entry.at.0))).collect();
    let places = apart(&wanted, &heights, (top - 8.0, bottom + 12.0));
    for (at, beside) in wanted.iter().zip(&places) {
        let join = format!("M{AXIS} {}L{} {}H{}", number(*at), AXIS + 14.0, number(*beside), WORDS - 5.0);
        drawing.path(&join, RULE);
    }
    for ((entry, lines), (at, beside)) in panel.entries.iter().zip(&texts).zip(wanted.iter().zip(&places)) {
        dot(drawing, run, entry, *at, centre);
        drawing.open(&run.words().time(entry.at));
        drawing.lines(WORDS, beside + 5.0, lines, look(TEXT, INK));
        drawing.close();
    }
    bottom + 14.0
}

/// The words of an event, its time before them.
fn said(run: &Run, panel: &Panel, entry: &Entry) -> Vec<String> {
    let time = civil(run.setup, entry.at);
    // The hours of another day than the heading's say so.
    let is_other = panel.day.is_some_and(|day| civil(run.setup, day).date() != time.date());
    let time = time.strftime(if is_other { "%-d %b, %H:%M" } else { panel.pattern });
    wrap(&format!("{time} · {}", entry.text), TEXT, WIDTH - WORDS, 3)
}

/// A dot on the axis: a square for what belongs to a fight, a large ring for the incident.
fn dot(drawing: &mut Drawing, run: &Run, entry: &Entry, y: f64, centre: Option<Minute>) {
    let domain = run.log.records()[entry.position].id.domain;
    if run.incident == Some(entry.at) || centre == Some(entry.at) {
        drawing.circle((AXIS, y), 7.5, "fill:var(--paper);stroke:var(--accent);stroke-width:3");
    } else if domain == Domain::Battle {
        drawing.rect((AXIS - 4.5, y - 4.5), (9.0, 9.0), 0.0, "fill:var(--accent)");
    } else {
        drawing.circle((AXIS, y), 4.5, "fill:var(--ink)");
    }
}

/// Where blocks begin: as near to where they are wanted as their heights allow, in the order given, between the ends.
///
/// With the heights before each taken off, the places must not fall: the nearest such places, by the squares of the
/// distances, are those of isotonic regression, by pooling adjacent violators (Ayer and others 1955, Annals of Mathematical
/// Statistics 26:641).
fn apart(wanted: &[f64], heights: &[f64], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut before = Vec::with_capacity(heights.len());
    let whole = heights.iter().fold(0.0, |sum, height| {
        before.push(sum);
        sum + height
    });
    // Sum and number of what is pooled.
    let mut pools: Vec<(f64, f64)> = Vec::new();
    for (wanted, before) in wanted.iter().zip(&before) {
        pools.push((wanted - before, 1.0));
        while let [.., (sum, count), (last, more)] = pools[..]
            && sum / count > last / more
        {
            pools.truncate(pools.len() - 2);
            pools.push((sum + last, count + more));
        }
    }
    let highest = (bottom - whole).max(top);
    let shifts =
        pools.iter().flat_map(|&(sum, count)| vec![(sum / count).clamp(top, highest); count as usize]);
    shifts.zip(before).map(|(shift, before)| shift + before).collect()
}

fn words(run: &Run, entries: &[Entry], hours: &[Entry]) -> Words {
    let date = |at: Minute| run.words().date(at);
    let told: Vec<String> =
        entries.iter().map(|entry| format!("{}: {}", date(entry.at), entry.text)).collect();
    let clock: Vec<String> =
        hours.iter().map(|entry| format!("{}: {}", run.words().time(entry.at), entry.text)).collect();
    let magnified = match (centre(run), hours.is_empty()) {
        (Some(_), false) => format!(" Below, {} hour by hour.", days_of(run, hours)),
        _ => String::new(),
    };
    let is_battle = |entry: &Entry| run.log.records()[entry.position].id.domain == Domain::Battle;
    let fights = entries.iter().chain(hours).any(is_battle);
    let squares = if fights { " Squares belong to a fight, rings to the day's event." } else { "" };
    let caption = format!(
        "From {} to {}: {} that mattered most, of {} in the log.{magnified}{squares}",
        date(Minute(0)),
        date(run.ended),
        counted(entries.len() as u32, "event", "events"),
        crate::words::count(run.log.records().len() as u32),
    );
    let hour_by_hour =
        if clock.is_empty() { String::new() } else { format!(" Hour by hour. {}", clock.join(" ")) };
    Words {
        anchor: "figure-timeline".into(),
        title: "Timeline of the crisis".into(),
        caption,
        alt: format!("Timeline. {}{hour_by_hour}", told.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_apart_in_order_and_inside() {
        let wanted = [10.0, 11.0, 12.0, 100.0, 199.0, 200.0];
        let heights = [26.0; 6];
        let places = apart(&wanted, &heights, (0.0, 210.0));
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 26.0 - 1e-9), "{places:?}");
        assert!(places[0] >= 0.0 && places[5] + 26.0 <= 210.0 + 1e-9);
        assert_eq!(apart(&[30.0, 90.0], &[26.0, 26.0], (0.0, 210.0)), [30.0, 90.0]);
        // Two that want the same place share it: each is pushed by half of what it must be.
        assert_eq!(apart(&[100.0, 100.0], &[20.0, 20.0], (0.0, 210.0)), [90.0, 110.0]);
        assert!(apart(&[], &[], (0.0, 210.0)).is_empty());
    }
}
