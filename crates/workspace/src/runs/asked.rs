//! What an event of a saved run would not have happened without.

use powderkeg_engine::event::Event;
use powderkeg_report::run::Run;
use powderkeg_report::sentence::sentence;
use powderkeg_report::words::span;
use powderkeg_study::butfor::{ButFor, MOST_CANDIDATES, Question, Window};
use powderkeg_study::plan::Plan;
use powderkeg_study::share::Share;

use super::Recorded;
use super::answers::{Answer, Cause, read, write};
use crate::event::sought_in_run;
use crate::fault::Fault;
use crate::progress::Progress;

/// A question about an event of a saved run.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The event: its number, its kind for the first of the kind, or a fact of the record.
    pub event: &'a str,
    /// For how long a cause is taken away.
    pub window: Window,
    /// The most causes that are taken away in this run; the nearest go first.
    pub causes: usize,
    /// Other runs in which the same is asked, and of how many causes.
    pub runs: Option<(Plan, usize)>,
}

impl Ask<'_> {
    /// Asks, on the threads of the pool it is called in, and saves the answer beside the run. Returns it, and what the
    /// other runs say.
    ///
    /// # Errors
    /// If there is no such event, the run no longer comes out as it was saved, or the answer cannot be saved.
    pub fn of(
        &self,
        recorded: &Recorded,
        progress: &dyn Progress,
    ) -> Result<(Answer, Option<ButFor>), Fault> {
        let played = recorded.played()?;
        // Before the work, not after it.
        let mut saved = read(&recorded.dir, &recorded.manifest.log_hash)?;
        let (answer, study) = self.answered(recorded, &Run::of(&played), progress)?;
        saved.add(answer.clone());
        write(&recorded.dir, &saved)?;
        Ok((answer, study))
    }

    /// The same without saving the answer, of a run that has been played.
    ///
    /// # Errors
    /// If there is no such event.
    pub fn answered(
        &self,
        recorded: &Recorded,
        run: &Run,
        progress: &dyn Progress,
    ) -> Result<(Answer, Option<ButFor>), Fault> {
        let (sought, number) = sought_in_run(self.event, run.log, &recorded.found.scenario.expect)?;
        let (engine, options) = (&recorded.engine, &recorded.found.options);
        let question = Question { engine, options, sought: &sought, window: self.window };
        let Some((found, causes)) = question.answer_for(recorded.manifest.seed, self.causes) else {
            return Err(Fault::usage(format!("`{}` does not come about in this run", self.event)));
        };
        let study = self.runs.map(|(plan, causes)| over_runs(&question, &plan, causes, progress));
        let words = run.words();
        let causes = causes
            .iter()
            .map(|cause| Cause {
                number: cause.position + 1,
                kind: cause.event.kind().name().into(),
                text: sentence(&words, &cause.event),
                necessary: cause.necessary,
                share: study.as_ref().and_then(|study| share(study, &cause.event)),
            })
            .collect();
        let number = number.or(found.position.map(|position| position + 1));
        let answer = Answer { event: self.event.into(), number, window: window_words(self.window), causes };
        Ok((answer, study))
    }
}

/// Asks of many runs what an event would not have happened without, and what would have brought it about. `causes`: the
/// most that are tried, those that most often stand behind it; never more than [`MOST_CANDIDATES`].
#[must_use]
pub fn over_runs(question: &Question, plan: &Plan, causes: usize, progress: &dyn Progress) -> ButFor {
    progress.begins(3 * u64::from(plan.runs), 0);
    question.answer(plan, causes.min(MOST_CANDIDATES), &|| progress.done())
}

/// For how long causes are taken away, in words.
#[must_use]
pub fn window_words(window: Window) -> String {
    match window {
        Window::ToTheEnd => "to the end of the run".into(),
        Window::Days(days) => format!("for {}", span(days)),
        Window::Once => "once".into(),
    }
}

/// In how many runs an event was necessary, if it was tried there.
fn share(study: &ButFor, event: &Event) -> Option<Share> {
    let own = study.tallies.iter().find(|tally| tally.candidate.identity.0 == event.subject());
    own.map(|tally| tally.necessary)
}
