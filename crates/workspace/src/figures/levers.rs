//! What the parties could have done about an outcome.

use powderkeg_engine::id::{NameId, OptionId, PartyId};
use powderkeg_engine::setup::Setup;
use powderkeg_report::run::civil;
use powderkeg_study::levers::{Act, Effect};
use powderkeg_study::row::Case;
use serde_json::{Value, json};

use super::parameter;
use crate::studies::{Asked, Tried};

/// What each act does, in figures.
#[must_use]
pub fn levers(asked: &Asked, tried: &Tried) -> Value {
    let setup = asked.case.engine().setup();
    let plan = tried.base.plan();
    let never = setup.options.ids().filter(|&option| tried.base.taken_in(option) == 0);
    json!({
        "title": setup.title,
        "outcome": asked.measure.to_string(),
        "unit": asked.measure.unit(),
        "seed": plan.seed,
        "pairs": plan.runs,
        "runs": tried.runs,
        "acts": tried.effects.iter().map(|effect| row(&asked.case, effect)).collect::<Vec<_>>(),
        "never_taken": never.map(|option| option_path(setup, option)).collect::<Vec<_>>(),
    })
}

fn row(case: &Case, effect: &Effect) -> Value {
    let setup = case.engine().setup();
    let (low, high) = effect.paired.interval().unzip();
    let mut value = json!({
        "party": owner(case, effect.act).map(|party| name(setup, setup.parties[party].name.id)),
        "difference": effect.paired.difference(), "low": low, "high": high,
        "base": effect.paired.base(), "with": effect.paired.with(),
        "runs_concerned": effect.concerns, "pairs_differing": effect.paired.differing(),
        "p": effect.p, "stands": effect.stands,
    });
    match effect.act {
        Act::Forbid(option) => value["forbid"] = json!(option_path(setup, option)),
        Act::Order(option, at) => {
            let at = civil(setup, at).to_string();
            value["do"] = json!({ "option": option_path(setup, option), "at": at });
        }
        Act::Choose(number, share) => {
            let path = &parameter(case, number).path;
            value["set"] = json!({ "path": path, "value": chosen(case, number, share) });
        }
    }
    value
}

/// Whose act it is: a number under `doctrine.PARTY` is that party's.
#[must_use]
pub fn owner(case: &Case, act: Act) -> Option<PartyId> {
    let setup = case.engine().setup();
    match act {
        Act::Forbid(option) | Act::Order(option, _) => Some(setup.options[option].party),
        Act::Choose(number, _) => {
            let (_, rest) = parameter(case, number).path.split_once("doctrine.")?;
            let wanted = rest.split('.').next()?;
            let mut parties = setup.parties.iter();
            parties.find(|(_, party)| name(setup, party.name.id) == wanted).map(|(id, _)| id)
        }
    }
}

/// An option as interventions name it: `usa.raid_the_cosmodrome`.
#[must_use]
pub fn option_path(setup: &Setup, option: OptionId) -> String {
    let row = &setup.options[option];
    format!("{}.{}", name(setup, setup.parties[row.party].name.id), name(setup, row.name.id))
}

/// The value to which an act sets a number.
#[must_use]
pub fn chosen(case: &Case, number: usize, share: f64) -> f64 {
    let parameter = parameter(case, number);
    parameter.distribution.quantile(share, parameter.min, parameter.max)
}

fn name(setup: &Setup, id: NameId) -> &str {
    setup.names.get(id).map_or("?", |named| named.id.as_str())
}
