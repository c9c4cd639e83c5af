//! Projects and capabilities.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{CapabilityId, ProjectId};
use powderkeg_engine::setup::ProjectKind;

use crate::words::{Words, ordinal, percent};

pub(super) fn clause(words: &Words, event: &Event) -> String {
    match *event {
        Event::TaskBegan { project, task } => {
            format!("{} began for {}", words.task(project, task), words.project(project))
        }
        Event::ProjectReady { project } => {
            format!("{} finished the work on {}", owner(words, project), words.project(project))
        }
        Event::Slipped { project, due } => {
            let due = words.date(due);
            format!("{} announced {due} as the new date of {}", owner(words, project), words.project(project))
        }
        Event::BroughtForward { project, due } => {
            let due = words.date(due);
            format!("{} brought {} forward to {due}", owner(words, project), words.project(project))
        }
        Event::Scrubbed { project, in_a_row } => {
            let (owner, project) = (owner(words, project), words.project(project));
            let again = if in_a_row > 1 {
                format!(", for the {} time in a row", ordinal(in_a_row.into()))
            } else {
                String::new()
            };
            format!("{owner} called off the day's attempt at {project}{again}")
        }
        Event::Completed { project, series } => {
            let title = words.project(project);
            let again =
                if series > 1 { format!(" for the {} time", ordinal(series.into())) } else { String::new() };
            match words.setup.projects[project].kind {
                ProjectKind::Launch => format!("{title} succeeded{again}"),
                ProjectKind::Filling | ProjectKind::Construction => {
                    format!("{} completed {title}{again}", owner(words, project))
                }
            }
        }
        Event::Failed { project, .. } => format!("{} failed for good", words.project(project)),
        Event::Cancelled { project } => {
            format!("{} gave up {}", owner(words, project), words.project(project))
        }
        Event::Postponed { project, due } => {
            format!("{} put off {} to {}", owner(words, project), words.project(project), words.date(due))
        }
        Event::Destroyed { project } => {
            format!("what stood ready for {} was destroyed", words.project(project))
        }
        Event::PurposeSuspected { party, project, belief } => {
            let (party, belief) = (words.party(party), percent(belief.into()));
            format!("{party} put the probability that {} at {belief}", purpose(words, project, "threatens"))
        }
        Event::PurposeRevealed { project, truth: true } => {
            format!("it became known that {}", purpose(words, project, "threatens"))
        }
        Event::PurposeRevealed { project, truth: false } => {
            format!("it became known that {}", purpose(words, project, "does not threaten"))
        }
        Event::WeaponReady { project } => {
            format!("the weapon delivered by {} became ready for use", words.project(project))
        }
        Event::CapabilityDegraded { capability, margin } => {
            format!("{} fell to a margin of {}", owned(words, capability), percent(margin.into()))
        }
        Event::CapabilityRestored { capability, margin } => {
            format!("{} rose again to a margin of {}", owned(words, capability), percent(margin.into()))
        }
        Event::Reconstituted { capability, share } => {
            let party = words.party(words.setup.capabilities[capability].of);
            let (share, capability) = (percent(share.into()), words.capability(capability));
            format!("{party} ordered {share} of what {capability} stood to lose to be made good")
        }
        Event::Jammed { project, by } => {
            format!("{} jammed what {} delivers", words.party(by), words.project(project))
        }
        Event::Inspected { project, by } => {
            let owner = owner(words, project);
            format!("{owner} let {} inspect {}", words.party(by), words.project(project))
        }
        _ => unreachable!("not an event of projects or capabilities"),
    }
}

fn owner(words: &Words, project: ProjectId) -> String {
    words.party(words.setup.projects[project].by)
}

/// "the missile shield of NATO".
fn owned(words: &Words, capability: CapabilityId) -> String {
    let party = words.party(words.setup.capabilities[capability].of);
    format!("{} of {party}", words.capability(capability))
}

/// "the anti-satellite launch threatens the missile shield".
fn purpose(words: &Words, project: ProjectId, verb: &str) -> String {
    let title = words.project(project);
    match &words.setup.projects[project].purpose {
        Some(purpose) => format!("{title} {verb} {}", words.capability(purpose.feared_for)),
        None => format!("{title} {verb} anybody"),
    }
}
