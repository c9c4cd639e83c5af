//! What the project domain publishes.

use crate::cause::{Leading, Since};
use crate::id::{ConsumerId, ProjectId, Table};
use crate::time::Minute;

/// Projects.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a project.
    pub projects: Table<ProjectId, ProjectOut>,
}

/// How many tasks a project can have.
pub const TASKS: usize = 12;

/// A project.
#[derive(Clone, Copy, Debug)]
pub struct ProjectOut {
    /// Where it stands.
    pub state: ProjectState,
    /// The announced end.
    pub due: Minute,
    /// Work left, days at full crew.
    pub remaining_days: f64,
    /// The owner's forecast of the end, days from now.
    pub forecast_days: f64,
    /// Days to spare: (planned end − now) − remaining work at a replacement crew's pace; may be
    /// negative. The planned end is the one the owner means to keep, whatever it has announced since.
    /// 0 once nothing is left to be finished.
    pub slack_days: f64,
    /// When each task began.
    pub begun: [Option<Since>; TASKS],
    /// The last success.
    pub completed: Option<Since>,
    /// Successes so far.
    pub completions: u16,
    /// A final failure.
    pub failed: Option<Since>,
    /// Given up.
    pub cancelled: Option<Since>,
    /// Put off, the last time.
    pub postponed: Option<Since>,
    /// Destroyed.
    pub destroyed: Option<Since>,
    /// What delays it, if anything.
    pub because: Leading,
    /// What it takes from `taken_from` now, the good's units a day: an extra demand that is served
    /// first, out of what is delivered and stored there.
    pub taking: f64,
    /// Whose supply it takes from now.
    pub taken_from: Option<ConsumerId>,
}

/// Where a project stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectState {
    /// Not yet begun.
    Planned,
    /// Being worked on.
    Running,
    /// Done but for its day.
    Ready,
    /// Succeeded (a series: between two).
    Done,
    /// Failed for good.
    Failed,
    /// Given up.
    Cancelled,
    /// Destroyed.
    Destroyed,
}

impl ProjectState {
    /// Whether it can still be finished.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::Planned | Self::Running | Self::Ready => true,
            Self::Done | Self::Failed | Self::Cancelled | Self::Destroyed => false,
        }
    }

    /// Whether what it delivers can still be feared: it may yet come, or it has.
    #[must_use]
    pub fn threatens(self) -> bool {
        self.is_open() || self == Self::Done
    }
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.projects.copy_from(&draft.projects);
    }
}
