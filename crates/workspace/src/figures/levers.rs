//! What the parties could have done about an outcome.

use powderkeg_engine::id::OptionId;
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
    let party = effect.act.owner(setup, case.uncertain());
    let (low, high) = effect.paired.interval().unzip();
    let mut value = json!({
        "party": party.map(|party| setup.id(setup.parties[party].name.id)),
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

/// An option as interventions name it: `usa.raid_the_cosmodrome`.
#[must_use]
pub fn option_path(setup: &Setup, option: OptionId) -> String {
    let row = &setup.options[option];
    format!("{}.{}", setup.id(setup.parties[row.party].name.id), setup.id(row.name.id))
}

/// The value to which an act sets a number.
#[must_use]
pub fn chosen(case: &Case, number: usize, share: f64) -> f64 {
    let parameter = parameter(case, number);
    parameter.distribution.quantile(share, parameter.min, parameter.max)
}
