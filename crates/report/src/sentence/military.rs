//! Forces and battle.

use powderkeg_engine::action::{Aim, OperationKind};
use powderkeg_engine::event::{Ending, Event};
use powderkeg_engine::id::ForceId;
use powderkeg_engine::setup::{ForceKind, StandingOnRaid};

use crate::words::{Words, count, counted, listed, span};

pub(super) fn clause(words: &Words, event: &Event) -> String {
    match *event {
        Event::Departed { force, to } => format!("{} set out for {}", words.force(force), words.site(to)),
        Event::Landed { force, at, people, vehicles } => {
            let (who, at, with) = (troops(words, force, people), words.site(at), with_vehicles(vehicles));
            let verb = if words.setup.forces[force].lift.is_empty() { "arrived" } else { "landed" };
            format!("{who} {verb} at {at}{with}")
        }
        Event::Closed { force, at, people, vehicles } => {
            let (who, at, with) = (troops(words, force, people), words.site(at), with_vehicles(vehicles));
            format!("the last of {who}{with} arrived at {at}")
        }
        Event::Cordoned { force, facility } => {
            format!("{} surrounded {}", words.force(force), words.facility(facility))
        }
        Event::CordonLifted { force, facility } => {
            format!("{} lifted its cordon around {}", words.force(force), words.facility(facility))
        }
        Event::StagingBegan { force } => {
            format!("{} began to stage {}", owner(words, force), words.force(force))
        }
        Event::ForceReady { force } => format!("{} reported ready for an operation", words.force(force)),
        Event::Withdrew { force, to } => {
            format!("{} withdrew {} to {}", owner(words, force), words.force(force), words.site(to))
        }
        Event::OperationLaunched { force, kind, on, aim, arrives } => {
            let (owner, force, on) = (owner(words, force), words.force(force), words.facility(on));
            let (verb, aim, arrives) = (operation(kind), purpose(aim), words.time(arrives));
            format!("{owner} sent {force} to {verb} {on}, {aim} (arrival {arrives})")
        }
        Event::OperationEnded { force, kind } => {
            format!("{} ended the {} by {}", owner(words, force), operation_noun(kind), words.force(force))
        }
        Event::OperationOver { force } => {
            format!("the operation of {} was over", words.force(force))
        }
        Event::TroopsPresent { facility, people } => {
            let there = counted(people, "foreign soldier was", "foreign soldiers were");
            format!("{there} at {} now", words.facility(facility))
        }
        Event::TroopsGone { facility } => {
            format!("no foreign troops were left at {}", words.facility(facility))
        }
        Event::Demonstrated { force, at } => {
            format!("{} showed force to {} with {}", owner(words, force), words.party(at), words.force(force))
        }
        Event::Detected { by, force } => {
            format!("{} noticed preparations or movements of {}", words.party(by), words.force(force))
        }
        Event::RaidBegan { .. }
        | Event::LiftLost { .. }
        | Event::OperationAborted { .. }
        | Event::Dropped { .. }
        | Event::Assault { .. }
        | Event::ThirdArmyChose { .. }
        | Event::Losses { .. }
        | Event::Broke { .. }
        | Event::Captured { .. }
        | Event::Seized { .. }
        | Event::CounterAttack { .. }
        | Event::FightEnded { .. } => battle(words, event),
        _ => unreachable!("not an event of forces or battle"),
    }
}

fn battle(words: &Words, event: &Event) -> String {
    match *event {
        Event::RaidBegan { force, on, aim } => {
            let verb = attacked(words, force);
            let (owner, force, on) = (owner(words, force), words.force(force), words.facility(on));
            format!("{owner} {verb} {on} with {force}, {}", purpose(aim))
        }
        Event::LiftLost { force, aircraft, aborted, lost, killed } => {
            let aircraft = words.title(words.setup.aircraft[aircraft].name.id);
            let force = words.force(force);
            let mut parts = Vec::new();
            if aborted > 0 {
                parts.push(format!("{} turned back", count(aborted.into())));
            }
            if lost > 0 {
                parts.push(format!("{} went down", count(lost.into())));
            }
            if killed > 0 {
                parts.push(format!("{} aboard died", count(killed)));
            }
            if parts.is_empty() {
                parts.push("none turned back".into());
            }
            format!("of the {aircraft} aircraft carrying {force}, {}", listed(&parts))
        }
        Event::OperationAborted { force, on, delivered } => {
            let (owner, arrived) = (owner(words, force), counted(delivered, "soldier", "soldiers"));
            let (force, on) = (words.force(force), words.facility(on));
            format!("{owner} called off the operation of {force} against {on}: only {arrived} arrived")
        }
        Event::Dropped { force, people, injured, by_parachute } => {
            let how = if by_parachute { "jumped" } else { "came down by air" };
            let injured = if injured > 0 { format!("; {} injured", count(injured)) } else { String::new() };
            format!("{} {how}{injured}", troops(words, force, people))
        }
        Event::Assault { force, on, assembled } => {
            format!("{} began the assault on {}", troops(words, force, assembled), words.facility(on))
        }
        Event::ThirdArmyChose { force, choice } => format!("{} {}", words.force(force), third_army(choice)),
        Event::Losses { force, killed, wounded, vehicles, aircraft } => {
            let parts: Vec<String> = [
                (killed > 0).then(|| format!("{} killed", count(killed))),
                (wounded > 0).then(|| format!("{} wounded", count(wounded))),
                (vehicles > 0).then(|| counted(vehicles.into(), "vehicle", "vehicles")),
                (aircraft > 0).then(|| format!("{} aircraft", count(aircraft.into()))),
            ]
            .into_iter()
            .flatten()
            .collect();
            let lost = if parts.is_empty() { "nobody".into() } else { listed(&parts) };
            format!("{} lost {lost}", words.force(force))
        }
        Event::Broke { force, on } => {
            format!("{} gave up the fight for {}", words.force(force), words.facility(on))
        }
        Event::Captured { force, people } => {
            format!("{} fell prisoner", troops(words, force, people))
        }
        Event::Seized { force, on } => format!("{} took {}", words.force(force), words.facility(on)),
        Event::CounterAttack { force, on, succeeds } => {
            let end = if succeeds { "and took it" } else { "and failed" };
            format!("{} counter-attacked at {} {end}", words.force(force), words.facility(on))
        }
        Event::FightEnded { on, ending, hours } => {
            let (on, after) = (words.facility(on), span(f64::from(hours) / 24.0));
            format!("the fight for {on} ended after {after}: {}", ended(ending))
        }
        _ => unreachable!("not an event of battle"),
    }
}

/// What a force's coming is called.
pub(super) fn attacked(words: &Words, force: ForceId) -> &'static str {
    match words.setup.forces[force].kind {
        ForceKind::StrikeAircraft => "struck",
        ForceKind::LightInfantry
        | ForceKind::Airborne
        | ForceKind::Motorised
        | ForceKind::Security
        | ForceKind::Naval => "raided",
    }
}

/// "550 Russian troops of the VDV battalion", "300 troops of the US Army Rangers" (a name of their own says whose), "550
/// Russian troops" where that is their name.
pub(crate) fn troops(words: &Words, force: ForceId, people: u32) -> String {
    let title = words.force(force);
    let bare = title.strip_prefix("the ").unwrap_or(&title);
    if bare.ends_with(" troops") {
        return format!("{} {bare}", count(people));
    }
    let noun = if people == 1 { "soldier" } else { "troops" };
    let adjective = words.adjective(words.setup.forces[force].of);
    let adjective = if title.contains(adjective) { String::new() } else { format!("{adjective} ") };
    format!("{} {adjective}{noun} of {title}", count(people))
}

fn with_vehicles(vehicles: u32) -> String {
    if vehicles == 0 { String::new() } else { format!(" with {}", counted(vehicles, "vehicle", "vehicles")) }
}

fn owner(words: &Words, force: ForceId) -> String {
    words.party(words.setup.forces[force].of)
}

/// The verb of an operation: "seize".
pub(super) fn operation(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Seize => "seize",
        OperationKind::Strike => "strike",
        OperationKind::Interdict => "stop what passes",
        OperationKind::Escort => "protect what passes",
    }
}

fn operation_noun(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Seize => "seizure",
        OperationKind::Strike => "strike",
        OperationKind::Interdict => "interdiction",
        OperationKind::Escort => "escort",
    }
}

/// "to prevent its use".
pub(super) fn purpose(aim: Aim) -> &'static str {
    match aim {
        Aim::Control => "to hold it",
        Aim::Deny => "to prevent its use",
        Aim::Destroy => "to destroy what is there",
    }
}

/// What a bystander did: "stood aside".
pub(crate) fn third_army(choice: StandingOnRaid) -> &'static str {
    match choice {
        StandingOnRaid::StandAside => "stood aside",
        StandingOnRaid::BlockBoth => "kept both sides apart",
        StandingOnRaid::HelpGarrison => "joined the garrison",
        StandingOnRaid::HelpRaiders => "joined the raiders",
        StandingOnRaid::DisarmGarrison => "disarmed the garrison",
    }
}

/// How a fight ended, as a clause.
pub(crate) fn ended(ending: Ending) -> &'static str {
    match ending {
        Ending::DeniedAndWithdrew => "the attackers did what they came for and left",
        Ending::Held => "the attackers held it",
        Ending::Repulsed => "the attackers were beaten off",
        Ending::Aborted => "too few attackers arrived",
        Ending::StandOff => "a third army kept both sides apart",
    }
}
