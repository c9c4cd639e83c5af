//! What would have changed it: acts that do more to the incident than chance.

use powderkeg_engine::action::Action;
use powderkeg_engine::id::NameId;
use powderkeg_study::levers::{Act, Effect};

use super::necessary::force_of;
use super::{Studied, Tried, paragraph, stated};
use crate::dossier::page::{Block, Table};
use crate::run::Run;
use crate::turn;
use crate::words::{capitalised, count, significant, trimmed};

/// The most acts in the table.
const MOST: usize = 12;

pub(super) fn blocks(run: &Run, studied: &Studied) -> Vec<Block> {
    let Some(tried) = studied.levers else { return Vec::new() };
    let mut standing: Vec<&Effect> = tried.effects.iter().filter(|effect| effect.stands).collect();
    standing.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let (acts, pairs) = (count(tried.effects.len() as u32), count(tried.pairs));
    let found = count(standing.len() as u32);
    let first = format!(
        "{acts} acts were tried in {pairs} pairs of runs each, with and without it and with the same luck: an option forbidden, an option ordered that hardly ever is taken, or a choice set to either end of its range"
    );
    let second = if standing.is_empty() {
        "nothing that was tried changed how often the incident comes about by more than chance does"
            .to_string()
    } else {
        format!("{found} of them changed how often the incident comes about by more than chance does")
    };
    let figures: &[&str] = if standing.is_empty() { &[] } else { &[&found] };
    let mut blocks = vec![paragraph(vec![stated(&first, &[&acts, &pairs]), stated(&second, figures)])];
    if !standing.is_empty() {
        let rows = standing.iter().take(MOST).map(|effect| row(run, &tried, effect)).collect();
        let table = Table {
            caption:
                "What changes how often the incident comes about, in percentage points, with 95 % intervals"
                    .into(),
            head: ["Who", "Act", "Change, points"].map(String::from).to_vec(),
            rows,
        };
        blocks.push(Block::Table { table });
    }
    blocks
}

/// Whether an act is to forbid or to order what the incident is made of: the operation of the force that came, or its
/// preparation.
fn is_step(run: &Run, act: Act) -> bool {
    let (Act::Forbid(option) | Act::Order(option, _)) = act else { return false };
    let raider = turn::incident(run).and_then(|place| force_of(&run.log.records()[place].event));
    let force = match run.setup.options[option].order.action {
        Action::Operate { force, .. } | Action::Prepare { force } => Some(force),
        // Others are no steps of an operation.
        _ => None,
    };
    force.is_some() && force == raider
}

fn size(effect: &Effect) -> f64 {
    effect.paired.difference().abs()
}

fn row(run: &Run, tried: &Tried, effect: &Effect) -> Vec<String> {
    let step = if is_step(run, effect.act) { " (a step of the incident itself)" } else { "" };
    vec![who(run, tried, effect.act), format!("{}{step}", act(run, tried, effect.act)), difference(effect)]
}

/// "−12 (−15 to −9)".
fn difference(effect: &Effect) -> String {
    let points = |value: f64| trimmed(value * 100.0, 1).replace('-', "−");
    let difference = effect.paired.difference();
    let sign = if difference > 0.0 { "+" } else { "" };
    match effect.paired.interval() {
        Some((low, high)) => format!("{sign}{} ({} to {})", points(difference), points(low), points(high)),
        None => format!("{sign}{}", points(difference)),
    }
}

/// The act in words: "never: raid the pads".
fn act(run: &Run, tried: &Tried, act: Act) -> String {
    let title = |name: NameId| run.words().title(name).to_string();
    match act {
        Act::Forbid(option) => format!("Never: {}", title(run.setup.options[option].name.id)),
        Act::Order(option, at) => {
            let date = run.words().date(at);
            format!("On {date}: {}", title(run.setup.options[option].name.id))
        }
        Act::Choose(number, share) => {
            let parameter = &run.setup.parameters[tried.uncertain[number]];
            let value = parameter.distribution.quantile(share, parameter.min, parameter.max);
            let unit = if parameter.unit == "1" { String::new() } else { format!(" {}", parameter.unit) };
            format!("{} set to {}{unit}", in_words(&parameter.path), significant(value))
        }
    }
}

/// "keep oil home, share" of `doctrine.kazakhstan.keep_oil_home.let.share`.
fn in_words(path: &str) -> String {
    let parts: Vec<String> =
        path.split('.').skip(2).filter(|part| *part != "let").map(|part| part.replace('_', " ")).collect();
    if parts.is_empty() { path.replace(['_', '.'], " ") } else { capitalised(&parts.join(", ")) }
}

/// Whose act it is.
fn who(run: &Run, tried: &Tried, act: Act) -> String {
    let party = act.owner(run.setup, tried.uncertain);
    party.map_or_else(
        || "nobody in particular".into(),
        |party| run.words().title(run.setup.parties[party].name.id).to_string(),
    )
}
