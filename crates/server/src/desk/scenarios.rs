//! Scenarios, as the server finds them.

use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::{self, Loaded};
use powderkeg_scenario::source::SourceTree;
use powderkeg_workspace::{changes, scenarios};

use super::{Desk, WORKSPACE};
use crate::api::{Changes, Checked, Fault, ScenarioEntry, ScenarioView};
use crate::documents::scenario::{self as document, Named};

/// The text beside a scenario.
const README: &str = "README.md";

impl Desk {
    /// The scenarios there are.
    ///
    /// # Errors
    /// None: one that cannot be read is listed with its mistakes.
    pub fn scenarios(&self) -> Result<Vec<ScenarioEntry>, Fault> {
        let listed = scenarios::list(&self.base).into_iter();
        // A link that leads out is not ours to serve.
        let own = listed.filter(|row| row.is_built_in || self.ensure_scenario(&row.name).is_ok());
        own.map(|row| {
            let tree = scenarios::find(&self.base, &row.name)?;
            let readme = tree.read_below(README).ok();
            let named = Named { id: &row.name, is_builtin: row.is_built_in };
            Ok(document::entry(named, &scenario::read(&tree, &[]), readme.as_deref()))
        })
        .collect()
    }

    /// A scenario, whole.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn scenario(&self, id: &str) -> Result<ScenarioView, Fault> {
        let loaded = self.loaded(id)?;
        Ok(document::view(Named { id, is_builtin: self.is_builtin(id) }, &loaded))
    }

    fn loaded(&self, id: &str) -> Result<Loaded, Fault> {
        Ok(scenario::read(&self.tree(id)?, &[]))
    }

    pub(super) fn tree(&self, id: &str) -> Result<SourceTree, Fault> {
        self.ensure_scenario(id)?;
        Ok(scenarios::find(&self.base, id)?)
    }

    /// What is wrong with a scenario that is changed.
    ///
    /// # Errors
    /// If there is no such scenario, or no such moment to go on from.
    pub fn check(&self, id: &str, changes: &Changes) -> Result<Checked, Fault> {
        let tree = self.tree(id)?;
        let interventions = match &changes.from {
            Some(_) => self.interventions(id, changes)?,
            None => typed(changes),
        };
        // What is no setting is told by itself; the others are read.
        let overrides: Vec<Override> = interventions
            .texts(Verb::Set)
            .iter()
            .filter(|text| Override::split(text).is_some())
            .filter_map(|text| {
                Interventions::default().and(Verb::Set, std::slice::from_ref(text)).overrides().pop()
            })
            .collect();
        let (base, loaded) = (scenario::read(&tree, &[]), scenario::read(&tree, &overrides));
        Ok(document::checked(changes, &interventions, &base, &loaded))
    }

    /// Changes as a scenario takes them. A run that they go on from is one of this workspace.
    ///
    /// # Errors
    /// If there is no such scenario, or no such moment.
    pub fn changed(&self, id: &str, changes: &Changes) -> Result<Interventions, Fault> {
        self.ensure_scenario(id)?;
        self.interventions(id, changes)
    }

    pub(super) fn interventions(&self, id: &str, changes: &Changes) -> Result<Interventions, Fault> {
        let typed = typed(changes);
        let Some(from) = &changes.from else { return Ok(typed) };
        let Some((run, time)) = from.rsplit_once('@') else {
            let message =
                format!("`{from}` is not RUN@TIME: name a saved run and a day, a minute or an event");
            return Err(Fault::bad_request(message));
        };
        if run.contains(':') {
            let message = format!("`{run}` is a row of a study: save it as a run first, and go on from that");
            return Err(Fault::bad_request(message));
        }
        self.folder(super::runs::FOLDER, run)?;
        let named = format!("{}{run}@{time}", from_prefix());
        Ok(changes::going_on(&self.base, &typed, &named, id)?)
    }
}

/// What names of runs begin with, as seen from the served folder.
fn from_prefix() -> String {
    format!("{WORKSPACE}/{}/", super::runs::FOLDER)
}

fn typed(changes: &Changes) -> Interventions {
    let Changes { set, forbid, orders, .. } = changes;
    Interventions::default().and(Verb::Set, set).and(Verb::Forbid, forbid).and(Verb::Do, orders)
}

/// Changes as they cross the wire.
pub(super) fn told(changes: &powderkeg_study::store::Changes) -> Changes {
    let powderkeg_study::store::Changes { set, forbid, orders, from } = changes.clone();
    let named = |from: powderkeg_study::store::From| {
        from.named.strip_prefix(&from_prefix()).map_or(from.named.clone(), str::to_string)
    };
    Changes { set, forbid, orders, from: from.map(named) }
}
