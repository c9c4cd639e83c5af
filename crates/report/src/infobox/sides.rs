//! The infobox's columns: who stood where, with what, at which price.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Event, Level};
use powderkeg_engine::facility::facility_at;
use powderkeg_engine::id::{FacilityId, ForceId, Id, PartyId};
use powderkeg_engine::setup::{Side, StandingOnRaid};
use powderkeg_engine::time::Minute;
use powderkeg_study::toll::{Toll, Tolls};

use super::{NOT_RECORDED, SideColumn, THIRD_PARTY};
use crate::run::Run;
use crate::toll;
use crate::words::{count, counted};

/// The most parties that get columns where the scenario names no sides and the run had no dispute.
const MOST_PARTIES: usize = 3;

/// The columns of a run's infobox: the sides, then third parties with what they did.
pub(super) fn columns(run: &Run, tolls: &Tolls) -> Vec<SideColumn> {
    let sides = sides(run);
    let roles = Roles::of(run, &sides);
    let mut columns: Vec<SideColumn> =
        (0..sides.len()).filter_map(|side| roles.column(run, tolls, side)).collect();
    columns.extend(roles.third_parties(run, tolls));
    // What nobody has is no section.
    if columns.iter().all(|column| column.losses == NO_LOSSES) && roles.fought.is_none() {
        columns.iter_mut().for_each(|column| column.losses.clear());
    }
    columns
}

/// The scenario's sides; where it names none, the parties to the sharpest dispute of the run, or all that decide
/// anything if there are few.
#[must_use]
pub fn sides(run: &Run) -> Vec<Side> {
    if !run.setup.sides.is_empty() {
        return run.setup.sides.clone();
    }
    let mut sharpest: Option<(Level, [PartyId; 2])> = None;
    for record in run.log.records() {
        if let Event::LevelRaised { a, b, level } = record.event
            && sharpest.is_none_or(|(highest, _)| level > highest)
        {
            sharpest = Some((level, [a, b]));
        }
    }
    let parties: Vec<PartyId> = match sharpest {
        Some((_, pair)) => pair.to_vec(),
        None => {
            let deciding = run.setup.doctrines.iter().filter(|(_, doctrine)| !doctrine.options.is_empty());
            deciding.map(|(party, _)| party).collect()
        }
    };
    if parties.len() > MOST_PARTIES {
        return Vec::new();
    }
    let title = |party: PartyId| run.words().title(run.setup.parties[party].name.id).to_string();
    parties.into_iter().map(|party| Side { title: title(party), parties: vec![party] }).collect()
}

/// Which column each force stands in.
struct Roles<'a> {
    sides: &'a [Side],
    /// One row a force: the index of its side; `None`: a third party.
    side_of: Vec<Option<usize>>,
    /// First and last minute of the fighting, if there was any.
    fought: Option<(Minute, Minute)>,
    /// Whether each force was where the fight was, before it ended.
    there: Vec<bool>,
}

impl<'a> Roles<'a> {
    fn of(run: &Run, sides: &'a [Side]) -> Self {
        let setup = run.setup;
        let own = |force: ForceId| side_of_party(sides, setup.forces[force].of);
        let mut side_of: Vec<Option<usize>> = setup.forces.ids().map(own).collect();
        let mut raided: Option<(ForceId, FacilityId)> = None;
        let mut fought: Option<(Minute, Minute)> = None;
        for record in run.log.records() {
            if record.id.domain == Domain::Battle {
                fought = Some((fought.map_or(record.id.at, |(from, _)| from), record.id.at));
            }
            match record.event {
                Event::RaidBegan { force, on, .. } => raided = Some((force, on)),
                Event::ThirdArmyChose { force, choice } if setup.forces[force].open => {
                    let joined = raided.and_then(|raid| joined(run, sides, choice, raid));
                    side_of[force.index()] = joined.or_else(|| own(force));
                }
                _ => {}
            }
        }
        let there = setup.forces.ids().map(|force| was_there(run, force, fought, raided)).collect();
        Self { sides, side_of, fought, there }
    }

    fn forces(&self, side: Option<usize>) -> impl Iterator<Item = ForceId> {
        let rows = self.side_of.iter().enumerate();
        rows.filter(move |row| *row.1 == side).map(|row| ForceId::from_index(row.0))
    }

    /// The column of a side; `None` where all who would stand in it joined another.
    fn column(&self, run: &Run, tolls: &Tolls, side: usize) -> Option<SideColumn> {
        let setup = run.setup;
        let forces: Vec<ForceId> = self.forces(Some(side)).collect();
        if forces.is_empty() && self.has_left(run, side) {
            return None;
        }
        let mut parties = self.sides[side].parties.clone();
        for &force in &forces {
            let of = setup.forces[force].of;
            if !parties.contains(&of) {
                parties.push(of);
            }
        }
        let apart = |&&force: &&ForceId| {
            setup.forces[force].open && side_of_party(self.sides, setup.forces[force].of) == Some(side)
        };
        let did = forces.iter().filter(apart).filter_map(|&force| self.what_it_did(run, force)).collect();
        Some(self.filled(run, tolls, self.sides[side].title.clone(), (&parties, &forces), did))
    }

    /// Whether a side's forces were open and chose another column.
    fn has_left(&self, run: &Run, side: usize) -> bool {
        let of_side = |party| side_of_party(self.sides, party) == Some(side);
        let forces = run.setup.forces.iter().filter(|(_, force)| of_side(force.of));
        forces.map(|(id, _)| self.side_of[id.index()]).any(|chosen| chosen != Some(side))
    }

    /// A column for each party whose open force took no side, with what it did.
    fn third_parties(&self, run: &Run, tolls: &Tolls) -> Vec<SideColumn> {
        let setup = run.setup;
        let open: Vec<ForceId> = self.forces(None).filter(|&force| setup.forces[force].open).collect();
        let mut parties: Vec<PartyId> = open.iter().map(|&force| setup.forces[force].of).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
            .into_iter()
            .map(|party| {
                let forces: Vec<ForceId> =
                    open.iter().copied().filter(|&force| setup.forces[force].of == party).collect();
                let did = forces.iter().filter_map(|&force| self.what_it_did(run, force)).collect();
                self.filled(run, tolls, THIRD_PARTY.into(), (&[party], &forces), did)
            })
            .collect()
    }

    fn filled(
        &self,
        run: &Run,
        tolls: &Tolls,
        title: String,
        (parties, forces): (&[PartyId], &[ForceId]),
        did: Vec<String>,
    ) -> SideColumn {
        let (setup, words) = (run.setup, run.words());
        let leaders = parties.iter().map(|&party| match &setup.parties[party].leader {
            Some(leader) => match &leader.name {
                Some(name) => format!("{name} ({})", leader.role),
                None => leader.role.clone(),
            },
            None if parties.len() == 1 => NOT_RECORDED.into(),
            None => format!("{}: {NOT_RECORDED}", words.title(setup.parties[party].name.id)),
        });
        // Soldiers hurt in riots are no losses of a fight.
        let lost = if self.fought.is_some() { Tolls::force } else { Tolls::clashed };
        let toll = forces.iter().fold(Toll::default(), |sum, &force| sum.and(lost(tolls, force)));
        let names = parties.iter().map(|&party| words.title(setup.parties[party].name.id).into());
        SideColumn {
            title,
            belligerents: names.collect(),
            did,
            leaders: leaders.collect(),
            strength: if self.fought.is_some() { self.strength(run, forces) } else { Vec::new() },
            losses: toll::lines(&toll),
        }
    }

    /// What an open force did by the end of the fighting; without a fight, whether it ever surrounded anything.
    fn what_it_did(&self, run: &Run, wanted: ForceId) -> Option<String> {
        let words = run.words();
        let until = self.fought.map_or(run.ended, |(_, until)| until);
        let mut did = None;
        for record in run.log.records().iter().filter(|record| record.id.at <= until) {
            match record.event {
                Event::ThirdArmyChose { force, choice } if force == wanted => {
                    did = Some(crate::sentence::third_army(choice).to_string());
                }
                Event::Cordoned { force, facility } if force == wanted => {
                    let (place, on) = (words.facility(facility), words.day(record.id.at));
                    did = Some(format!("surrounded {place} on {on}"));
                }
                // Who has gone home before the fight has no part in it.
                Event::CordonLifted { force, .. } | Event::Withdrew { force, .. }
                    if force == wanted && self.fought.is_some_and(|(from, _)| record.id.at < from) =>
                {
                    did = None;
                }
                _ => {}
            }
        }
        did.or_else(|| self.fought.map(|_| "took no part".into()))
    }

    /// The strength of those who were there, and of those who could choose to be.
    fn strength(&self, run: &Run, forces: &[ForceId]) -> Vec<String> {
        let counts = |&force: &ForceId| self.there[force.index()] || run.setup.forces[force].open;
        let lines = strength(run, forces.iter().copied().filter(counts));
        if lines.is_empty() { vec!["no forces there".into()] } else { lines }
    }
}

/// Whether a force was at what was raided before the fighting ended: it fought, stood there from the start, or
/// came and had not left when the fighting began.
fn was_there(
    run: &Run,
    force: ForceId,
    fought: Option<(Minute, Minute)>,
    raided: Option<(ForceId, FacilityId)>,
) -> bool {
    let (Some((from, until)), Some((_, on))) = (fought, raided) else { return false };
    let near = |site| facility_at(run.setup, site) == Some(on);
    let mut there = near(run.setup.forces[force].at);
    for record in run.log.records().iter().filter(|record| record.id.at <= until) {
        match record.event {
            Event::RaidBegan { force: fought, .. } | Event::Losses { force: fought, .. }
                if fought == force && record.id.domain == Domain::Battle =>
            {
                return true;
            }
            Event::Landed { force: moved, at, .. } if moved == force => there = near(at),
            Event::Cordoned { force: moved, facility } if moved == force => there = facility == on,
            Event::Withdrew { force: moved, .. } if moved == force && record.id.at < from => there = false,
            _ => {}
        }
    }
    there
}

/// What [`toll::lines`] says of no loss.
const NO_LOSSES: [&str; 1] = ["none"];

/// Each force's people, then its aircraft and vehicles, as the run drew them.
fn strength(run: &Run, forces: impl Iterator<Item = ForceId>) -> Vec<String> {
    let (setup, words) = (run.setup, run.words());
    let whole = |num| run.numbers[num].round().max(0.0) as u32;
    let mut lines = Vec::new();
    for id in forces {
        let force = &setup.forces[id];
        let title = words.title(force.name.id);
        lines.push(match &force.reported {
            Some(reported) => format!("{title}: {reported}"),
            // "508 6th Companies" could not be read, by people or by programs.
            None if title.starts_with(|first: char| first.is_ascii_digit()) => {
                format!("{} of {title}", count(whole(force.strength)))
            }
            None => format!("{} {title}", count(whole(force.strength))),
        });
        for &(aircraft, number) in force.lift.iter().chain(&force.fires) {
            let aircraft = words.title(setup.aircraft[aircraft].name.id);
            lines.push(format!("{} {aircraft}", count(whole(number))));
        }
        let vehicles = whole(force.vehicles);
        if vehicles > 0 && force.reported.is_none() {
            lines.push(counted(vehicles, "vehicle", "vehicles"));
        }
    }
    lines
}

fn side_of_party(sides: &[Side], party: PartyId) -> Option<usize> {
    sides.iter().position(|side| side.parties.contains(&party))
}

/// The side a bystander fought for in a raid on a facility.
fn joined(run: &Run, sides: &[Side], choice: StandingOnRaid, raid: (ForceId, FacilityId)) -> Option<usize> {
    let (raider, on) = raid;
    let raiders = side_of_party(sides, run.setup.forces[raider].of)?;
    match choice {
        StandingOnRaid::StandAside | StandingOnRaid::BlockBoth => None,
        StandingOnRaid::HelpRaiders | StandingOnRaid::DisarmGarrison => Some(raiders),
        StandingOnRaid::HelpGarrison => {
            let operator = side_of_party(sides, run.setup.facilities[on].operator);
            // With two sides, whoever isn't raiding is raided.
            let other = (0..sides.len()).find(|&side| side != raiders);
            operator.filter(|&side| side != raiders).or(other)
        }
    }
}
