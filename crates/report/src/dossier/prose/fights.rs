//! How a fight went: whether anybody resisted, how it ended, and what became of what it was about.

use powderkeg_engine::event::{Ending, Event};
use powderkeg_engine::id::{FacilityId, ForceId, ProjectId};
use powderkeg_engine::setup::ForceKind;

use super::pen::Pen;
use crate::dossier::page::Sentence;
use crate::sentence::{clause, ended};
use crate::words::{listed, span};

/// The most projects whose fate is told.
const MOST_FATES: usize = 2;

/// "raid", or "attack" from the air.
pub(super) fn noun(pen: Pen, raider: ForceId) -> &'static str {
    match pen.run.setup.forces[raider].kind {
        ForceKind::StrikeAircraft => "attack",
        _ => "raid",
    }
}

/// Places of the first losses of each force but the raider, between two places: those that fought it.
pub(super) fn resisting(pen: Pen, raider: ForceId, (from, until): (usize, usize)) -> Vec<(ForceId, usize)> {
    let mut found: Vec<(ForceId, usize)> = Vec::new();
    for place in from..until {
        if let Event::Losses { force, .. } = pen.run.log.records()[place].event
            && force != raider
            && found.iter().all(|row| row.0 != force)
        {
            found.push((force, place));
        }
    }
    found
}

/// "the fight with the VDV battalion ended after 4 hours: the attackers held it", or that nobody resisted; `against` names
/// who did. `end` is the place of the end of the fight.
pub(super) fn outcome(pen: Pen, raider: ForceId, against: Option<&[String]>, end: usize) -> Option<String> {
    let Event::FightEnded { ending, hours, .. } = pen.run.log.records()[end].event else { return None };
    let after = span(f64::from(hours) / 24.0);
    let how = how_it_ended(pen, end)?;
    Some(match against {
        Some([]) if matches!(ending, Ending::DeniedAndWithdrew | Ending::Held) => {
            format!("the {} met no resistance and ended after {after}: {how}", noun(pen, raider))
        }
        Some([]) | None => format!("the fight ended after {after}: {how}"),
        Some(against) => format!("the fight with {} ended after {after}: {how}", listed(against)),
    })
}

/// How a fight ended, as a clause. Who came for what had happened already did not do what they came for.
pub(super) fn how_it_ended(pen: Pen, end: usize) -> Option<&'static str> {
    let Event::FightEnded { on, ending, .. } = pen.run.log.records()[end].event else { return None };
    let too_late = ending == Ending::DeniedAndWithdrew
        && pen.run.log.records()[..end].iter().any(
            |record| matches!(record.event, Event::Completed { project, .. } if is_about(pen, project, on)),
        );
    Some(if too_late { "the attackers left" } else { ended(ending) })
}

/// Whether a project is what is feared at a facility.
fn is_about(pen: Pen, project: ProjectId, on: FacilityId) -> bool {
    let project = &pen.run.setup.projects[project];
    project.purpose.is_some() && project.at == on
}

/// What became of what a raid was about: how it was decided before the raid or after it.
pub(super) fn fates(pen: Pen, incident: usize, until: usize) -> Vec<Sentence> {
    let records = pen.run.log.records();
    let Event::RaidBegan { force, on, .. } = records[incident].event else { return Vec::new() };
    let decided = records.iter().enumerate().filter(|(_, record)| match record.event {
        Event::Completed { project, series } => series <= 1 && is_about(pen, project, on),
        Event::Failed { project, .. } | Event::Cancelled { project } | Event::Destroyed { project } => {
            is_about(pen, project, on)
        }
        // Others decide nothing.
        _ => false,
    });
    let noun = noun(pen, force);
    let said = |(place, record): (usize, &powderkeg_engine::log::Record)| {
        let when = pen.civil(place).strftime("on %-d %B %Y at %H:%M").to_string();
        let side = match place {
            place if place < incident => format!("before the {noun}, {when}"),
            place if place < until => format!("during the {noun}, {when}"),
            _ => format!("after the {noun}, {when}"),
        };
        pen.say(&format!("{side}, {}", clause(&pen.words, &record.event)), &[place])
    };
    decided.take(MOST_FATES).map(said).collect()
}
