//! The truth of readings of projects and capabilities.

use super::{Reading, Value, latest};
use crate::cause::Cause;
use crate::now::Now;

impl Reading {
    #[inline(always)]
    pub(super) fn technical(&self, now: &Now) -> Value {
        let projects = &now.board.project.projects;
        let out = &now.board.capability;
        match *self {
            Self::DaysUntilDue(id) => {
                let due = projects[id].due;
                Value::led(now.at.days_until(due) - due.days_until(now.at), &projects[id].because)
            }
            Self::ForecastDays(id) => Value::led(projects[id].forecast_days, &projects[id].because),
            Self::SlackDays(id) => Value::led(projects[id].slack_days, &projects[id].because),
            Self::Begun { project, task } => {
                Value::fact(projects[project].begun.get(usize::from(task)).copied().flatten())
            }
            // What it has come to is why it matters that it is unfinished.
            Self::Open(id) => Value {
                because: latest(projects[id].begun.iter().copied()).map(|begun| Cause::Event(begun.because)),
                ..Value::state(projects[id].state.is_open())
            },
            Self::Completed(id) => Value::fact(projects[id].completed),
            Self::Completions(id) => {
                Value::count(u32::from(projects[id].completions), projects[id].completed)
            }
            Self::Failed(id) => Value::fact(projects[id].failed),
            Self::Cancelled(id) => Value::fact(projects[id].cancelled),
            Self::Postponed(id) => Value::fact(projects[id].postponed),
            Self::Destroyed(id) => Value::fact(projects[id].destroyed),
            Self::Margin(id) => Value::led(out.capabilities[id].margin, &out.capabilities[id].because),
            Self::ExpectedLoss(id) => {
                let row = &out.capabilities[id];
                let lost = if row.initial > 0.0 { 1.0 - row.margin / row.initial } else { 0.0 };
                Value::led(lost, &row.because)
            }
            Self::Belief(id) => Value::state(out.projects[id].truth),
            Self::Degraded(id) => Value::fact(out.capabilities[id].degraded),
            Self::Revealed(id) => Value::fact(out.projects[id].revealed),
            Self::Inspected(id) => Value::fact(out.projects[id].inspected),
            Self::Jammed(id) => Value::fact(out.projects[id].jammed),
            _ => unreachable!("not a reading of projects or capabilities"),
        }
    }
}
