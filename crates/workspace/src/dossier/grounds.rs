//! What a page rests on beside its run: sources, assumptions, and how the models behind it fare against the record.

use powderkeg_engine::event::{Kind, Kinds};
use powderkeg_engine::setup::{CapabilityKind, ProjectKind, Setup};
use powderkeg_report::dossier::prose::{Assumptions, Check, Command, Grounds, Miss, Odds, ScenarioSource};
use powderkeg_report::words::{capitalised, percent};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::hindcast::Hindcast;
use powderkeg_validation::battle::record::{CDB90, battles};
use powderkeg_validation::component::Component;
use powderkeg_validation::published::{Published, published};
use powderkeg_validation::seizure::record::{SEIZURES, seizures};
use powderkeg_validation::statistics::quantile;

/// A fact is missed if fewer than this share of runs have it at its time.
const MISSED: f64 = 0.5;
/// The most rows of a component that are shown.
const MOST_ROWS: usize = 4;

/// An empty cell of the validation's table.
const NOTHING: &str = "–";

/// What the page of a scenario's run or study rests on; `hindcast`: its runs against its own record, from [`crate::studies::scored`].
#[must_use]
pub fn gather(scenario: &Scenario, command: Command, hindcast: Option<&Hindcast>) -> Grounds {
    let has_forces = scenario.setup.forces.rows().any(|force| !force.open);
    let sources = scenario
        .cited
        .iter()
        // An assumption is no source.
        .filter(|source| source.kind != "assumption")
        .map(|source| ScenarioSource { kind: source.kind.into(), text: source.text.clone() })
        .collect();
    Grounds {
        command,
        sources,
        from_page: scenario.citations.iter().map(|citation| citation.path.clone()).collect(),
        assumptions: assumptions(&scenario.setup),
        checks: components(&scenario.setup).into_iter().flat_map(checks).collect(),
        misses: hindcast.map_or_else(Vec::new, misses),
        facts: hindcast.map_or(0, |scored| scored.facts.iter().filter(|row| row.in_time.is_some()).count()),
        odds: if has_forces { odds(&scenario.setup) } else { None },
    }
}

fn assumptions(setup: &Setup) -> Assumptions {
    let all = &setup.parameters;
    let is_assumed = |source: &str| source.to_lowercase().contains("assumption");
    Assumptions {
        numbers: all.len(),
        assumed: all.iter().filter(|number| is_assumed(&number.source)).count(),
        uncertain: all.iter().filter(|number| !number.distribution.is_constant()).count(),
    }
}

/// The validated models that a scenario's run goes through.
fn components(setup: &Setup) -> Vec<Component> {
    let has = |holds: bool, component: Component| holds.then_some(component);
    let launches = setup.projects.rows().any(|project| matches!(project.kind, ProjectKind::Launch));
    let shields = setup.capabilities.rows().any(|row| matches!(row.kind, CapabilityKind::MissileDefence(_)));
    let fights = setup.forces.rows().any(|force| !force.open);
    [
        has(!setup.consumers.is_empty(), Component::Gas),
        has(!setup.workforces.is_empty(), Component::Strike),
        has(launches, Component::Launch),
        has(shields, Component::Intercept),
        has(setup.parties.len() > 1, Component::Escalation),
        has(fights, Component::Battle),
        has(fights, Component::Seizure),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The events of a run that a component is behind; none where its part in a run is not told by events of its own.
fn bears_on(component: Component) -> Kinds {
    match component {
        Component::Gas => Kinds::of(&[Kind::ShortageBegan, Kind::StoreEmptied, Kind::HouseholdsCut]),
        Component::Strike => Kinds::of(&[Kind::StrikeBegan]),
        Component::Launch => Kinds::of(&[Kind::Completed, Kind::Failed, Kind::Scrubbed, Kind::Slipped]),
        Component::Intercept => Kinds::of(&[Kind::CapabilityDegraded, Kind::PurposeSuspected]),
        Component::Escalation => Kinds::of(&[Kind::LevelRaised]),
        Component::Battle | Component::Seizure => Kinds::of(&[Kind::RaidBegan]),
        _ => Kinds::default(),
    }
}

/// The rows of a component that have a verdict or tell a miss; else its first.
fn checks(component: Component) -> Vec<Check> {
    let all: Vec<Check> = published(component).map(check).collect();
    let telling = all.iter().filter(|row| row.is_miss || row.verdict != "reported");
    let mut rows: Vec<Check> = telling.take(MOST_ROWS).cloned().collect();
    if rows.is_empty() {
        rows.extend(all.into_iter().take(1));
    }
    rows
}

fn check(row: Published) -> Check {
    let is_noted = row.claim.contains("a miss");
    let is_miss = row.verdict == "MISSES" || is_noted;
    let verdict = if is_noted && row.verdict == "reported" { "reported: a miss".into() } else { row.verdict };
    let claim = capitalised(&row.claim);
    let bears_on = bears_on(row.component);
    // A difference says in its gate what it is the difference to.
    let beside =
        if row.beside == NOTHING && row.gate.starts_with("difference") { row.gate } else { row.beside };
    Check { claim, record: row.record, score: row.score, beside, verdict, is_miss, bears_on }
}

/// Facts of the record that come about at their time in few runs, the fewest first.
fn misses(scored: &Hindcast) -> Vec<Miss> {
    let mut rows: Vec<(f64, Miss)> = scored
        .facts
        .iter()
        .filter_map(|row| {
            let share = row.in_time?.value()?;
            let fact = row.fact.name.replace('_', " ");
            (share < MISSED).then(|| (share, Miss { fact, share: percent(share), runs: scored.runs }))
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|row| row.1).collect()
}

/// Attackers to a defender in the records of battles and of seizures that come with the program, without the seizures
/// whose figures are general knowledge and the one that the scenario is about; `None` if they cannot be read.
fn odds(setup: &Setup) -> Option<Odds> {
    let record = battles(&CDB90).ok()?;
    let ratios: Vec<f64> =
        record.battles.iter().map(|row| row.known.attacker.people / row.known.defender.people).collect();
    let seizures = seizures(&SEIZURES)
        .ok()?
        .into_iter()
        .filter(|row| row.defenders.best > 0.0 && !row.general && !is_about(setup, &row.name))
        .map(|row| (row.name.clone(), row.attackers.best / row.defenders.best))
        .collect();
    Some(Odds { most: (quantile(&ratios, 0.05), quantile(&ratios, 0.95)), battles: ratios.len(), seizures })
}

/// Whether a scenario is about a seizure of the record: whether what it calls a facility or a place begins as its name does.
fn is_about(setup: &Setup, seizure: &str) -> bool {
    let seizure = seizure.to_lowercase();
    let places = setup
        .names
        .rows()
        .filter(|named| ["facility.", "site.", "airfield."].iter().any(|kind| named.path.starts_with(kind)));
    places
        .map(|named| named.title.to_lowercase())
        .any(|title| title == seizure || title.starts_with(&format!("{seizure} ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_scenario::scenario::read;
    use powderkeg_scenario::source::SourceTree;

    #[test]
    fn grounds_hold_the_scenarios_sources_and_the_models_it_uses() {
        let scenario = |name: &str| read(&SourceTree::BuiltIn(name.into()), &[]).scenario.unwrap();
        let grounds = gather(&scenario("baikonur-2015"), Command::default(), None);
        assert!(grounds.sources.iter().any(|source| source.text.contains("GeoNames")));
        let Assumptions { numbers, assumed, uncertain } = grounds.assumptions;
        assert!(assumed > 0 && assumed < numbers && uncertain < numbers, "{:?}", grounds.assumptions);
        assert!(grounds.checks.iter().any(|check| check.claim.starts_with("Who wins a battle")));
        // VALIDATION.md: nine in ten of the odds in the record lie between 0.57 and 6.3; Rio Hato, 837 against 520.
        let odds = grounds.odds.unwrap();
        assert!((odds.most.0 - 0.57).abs() < 0.02 && (odds.most.1 - 6.3).abs() < 0.1, "{:?}", odds.most);
        assert!(
            odds.seizures.iter().any(|(name, odds)| name.contains("Rio Hato") && (odds - 1.61).abs() < 0.01)
        );
        // No forces, no battles.
        let grounds = gather(&scenario("gas-2009"), Command::default(), None);
        assert!(grounds.odds.is_none() && grounds.checks.iter().all(|check| !check.claim.contains("battle")));
    }
}
