//! Projects, what is feared of them, and what they do to what others can.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::ProjectId;

use super::{Part, Story, Theme, When};
use crate::alike;
use crate::dossier::prose::pen::{Pen, times};
use crate::sentence::clause;
use crate::words::listed;

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    let projects = &part.pen.run.setup.projects;
    let feared = projects.rows().any(|project| project.purpose.is_some());
    let matters = |project: ProjectId| !feared || projects[project].purpose.is_some();
    first_task(part, &matters, out);
    dates(part, &matters, out);
    scrubs(part, &matters, out);
    destroyed(part, &matters, out);
    for (place, record) in part.records() {
        let tells = match record.event {
            Event::Completed { project, series } => matters(project) && series <= 1,
            Event::Failed { project, .. }
            | Event::Cancelled { project }
            | Event::Inspected { project, .. }
            | Event::Jammed { project, .. }
            | Event::WeaponReady { project } => matters(project),
            Event::PurposeSuspected { .. } | Event::PurposeRevealed { .. } | Event::Reconstituted { .. } => {
                true
            }
            Event::CapabilityDegraded { .. } => true,
            // Others are told above, or by other themes.
            _ => false,
        };
        if matches!(record.event, Event::Postponed { project, .. } if matters(project)) {
            let (text, places) = alike::told(&part.pen.run, place);
            out.push(Story::new(Theme::Works, When::On(place), text, &places));
        } else if tells {
            let text = clause(&part.pen.words, &record.event);
            out.push(Story::new(Theme::Works, When::On(place), text, &[place]));
        }
    }
}

/// The first step of work that could be seen.
fn first_task(part: &Part, matters: &dyn Fn(ProjectId) -> bool, out: &mut Vec<Story>) {
    let groups = part.by(|record| match record.event {
        Event::TaskBegan { project, .. } if matters(project) => Some(project),
        _ => None,
    });
    for (_, places) in groups {
        let text = clause(&part.pen.words, &part.record(places[0]).event);
        out.push(Story::new(Theme::Works, When::On(places[0]), text, &places[..1]));
    }
}

/// How often a project's date was moved, and to when at last.
fn dates(part: &Part, matters: &dyn Fn(ProjectId) -> bool, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Slipped { project, .. } | Event::BroughtForward { project, .. } if matters(project) => {
            Some(project)
        }
        _ => None,
    });
    for (project, places) in groups {
        let Some(&last) = places.last() else { continue };
        let (Event::Slipped { due, .. } | Event::BroughtForward { due, .. }) = part.record(last).event else {
            continue;
        };
        let text = if places.len() == 1 {
            clause(&words, &part.record(last).event)
        } else {
            let owner = words.party(part.pen.run.setup.projects[project].by);
            let (often, due) = (times(places.len()), words.date(due));
            format!("{owner} moved the date of {} {often}, at last to {due}", words.project(project))
        };
        out.push(Story::new(Theme::Works, When::of(&places), text, &places));
    }
}

/// How often an attempt was called off.
fn scrubs(part: &Part, matters: &dyn Fn(ProjectId) -> bool, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Scrubbed { project, .. } if matters(project) => Some(project),
        _ => None,
    });
    for (project, places) in groups {
        let owner = words.party(part.pen.run.setup.projects[project].by);
        let what = words.project(project);
        let text = match places.len() {
            1 => format!("{owner} called off the day's attempt at {what}"),
            often => format!("{owner} called off an attempt at {what} {}", times(often)),
        };
        out.push(Story::new(Theme::Works, When::of(&places), text, &places));
    }
}

/// What was destroyed in one minute.
fn destroyed(part: &Part, matters: &dyn Fn(ProjectId) -> bool, out: &mut Vec<Story>) {
    let groups = part.by(|record| match record.event {
        Event::Destroyed { project } if matters(project) => Some(record.id.at),
        _ => None,
    });
    for (_, places) in groups {
        let text = what_was_destroyed(part.pen, &places);
        out.push(Story::new(Theme::Works, When::On(places[0]), text, &places));
    }
}

/// "what stood ready for the launch and the rollout was destroyed".
pub(in crate::dossier::prose) fn what_was_destroyed(pen: Pen, places: &[usize]) -> String {
    let what: Vec<String> = places
        .iter()
        .filter_map(|&place| match pen.run.log.records()[place].event {
            Event::Destroyed { project } => Some(pen.words.project(project)),
            _ => None,
        })
        .collect();
    format!("what stood ready for {} was destroyed", listed(&what))
}
