//! How many of a force are where: all that are fit, or those of them that came down at the objective.
//!
//! A force's strength counts its fit people wherever they are. A raid is fought by those that came down, and the log says how
//! many: those on aircraft that turned back are as fit, and elsewhere. So from the drop on the ground is told, until the
//! force is home.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ForceId, Id};
use powderkeg_engine::time::Minute;
use powderkeg_report::export::strength;
use powderkeg_report::run::Run;
use powderkeg_report::words::counted;

use crate::api::Strength;

/// Where the people of a force are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    /// All of them, wherever they are.
    All,
    /// All, and they have been sent to an objective.
    Sent,
    /// Those on the ground at the objective.
    Down(u32),
}

/// Strengths of a force in words, from what it has of fit people, `over_time` (never empty), and what the log says of where
/// they are.
pub(super) fn told(run: &Run, force: ForceId, over_time: &[strength::Strength]) -> Vec<Strength> {
    let mut count = Count::All;
    let mut all: Vec<Strength> = Vec::new();
    let mut add = |at: Minute, count: Count| {
        let Some(fit) = over_time.iter().rev().find(|row| row.from <= at) else { return };
        let next = in_words(at, count, fit);
        match all.last_mut() {
            // What a minute ends with is what is seen of it.
            Some(last) if last.at == next.at => *last = next,
            Some(last) if last.text == next.text => {}
            _ => all.push(next),
        }
    };
    add(Minute(0), count);
    for record in run.log.records() {
        if let Some(changed) = after(count, &record.event, force) {
            count = changed;
            add(record.id.at, count);
        } else if over_time.iter().any(|row| row.from == record.id.at) {
            add(record.id.at, count);
        }
    }
    all
}

/// How a force is counted after an event; `None` where that changes nothing.
fn after(count: Count, event: &Event, force: ForceId) -> Option<Count> {
    let is_ours = |id: ForceId| id.index() == force.index();
    match *event {
        Event::OperationLaunched { force: id, .. } if is_ours(id) => Some(Count::Sent),
        Event::Dropped { force: id, people, injured, .. } if is_ours(id) => {
            Some(Count::Down(people.saturating_sub(injured)))
        }
        Event::Losses { force: id, killed, wounded, .. } if is_ours(id) => {
            fewer(count, killed.saturating_add(wounded))
        }
        Event::Captured { force: id, people } if is_ours(id) => fewer(count, people),
        Event::OperationAborted { force: id, .. }
        | Event::Landed { force: id, .. }
        | Event::Closed { force: id, .. }
            if is_ours(id) =>
        {
            Some(Count::All)
        }
        Event::OperationOver { force: id } if is_ours(id) && count == Count::Sent => Some(Count::All),
        // All others leave its people where they are.
        _ => None,
    }
}

fn fewer(count: Count, by: u32) -> Option<Count> {
    if let Count::Down(people) = count { Some(Count::Down(people.saturating_sub(by))) } else { None }
}

fn in_words(at: Minute, count: Count, fit: &strength::Strength) -> Strength {
    let people = if let Count::Down(down) = count { down.min(fit.people) } else { fit.people };
    let mut text = counted(people, "soldier", "soldiers");
    if fit.vehicles > 0 {
        text.push_str(&format!(", {}", counted(fit.vehicles, "vehicle", "vehicles")));
    }
    match count {
        Count::All => {}
        Count::Sent => text.push_str(" sent"),
        Count::Down(_) => text.push_str(" on the ground"),
    }
    Strength { at: at.0, people: Some(f64::from(people)), text }
}
