//! Forces, aircraft, airfields and ways.

use crate::dice::Name;
use crate::id::{AircraftId, FacilityId, PartyId, SiteId};
use crate::parameter::Num;

/// An airfield.
#[derive(Clone, Debug, PartialEq)]
pub struct Airfield {
    /// Name.
    pub name: Name,
    /// Where.
    pub site: SiteId,
    /// Aircraft it can park and work at once (maximum on ground).
    pub parking: Num,
    /// Runway, m.
    pub runway_m: f64,
    /// The facility it serves, if it lies inside one.
    pub facility: Option<FacilityId>,
}

/// A type of aircraft.
#[derive(Clone, Debug, PartialEq)]
pub struct Aircraft {
    /// Name.
    pub name: Name,
    /// Cruise speed, km/h.
    pub cruise_kmh: Num,
    /// Range with payload, km.
    pub range_km: Num,
    /// Seats.
    pub troops: Num,
    /// Paratroops.
    pub paratroops: Num,
    /// Vehicles a sortie.
    pub vehicles: Num,
    /// Runway it needs, m.
    pub runway_m: f64,
    /// Crew.
    pub crew: Num,
}

/// A force.
#[derive(Clone, Debug, PartialEq)]
pub struct Force {
    /// Name.
    pub name: Name,
    /// Whose.
    pub of: PartyId,
    /// Kind.
    pub kind: ForceKind,
    /// People.
    pub strength: Num,
    /// The figure on the page, where it differs from what is simulated: "not recorded".
    pub reported: Option<String>,
    /// Vehicles.
    pub vehicles: Num,
    /// Air-defence weapons, as a density in [0, 1].
    pub air_defence: Num,
    /// Where it stands at the start.
    pub at: SiteId,
    /// Transport aircraft under its command.
    pub lift: Vec<(AircraftId, Num)>,
    /// Aircraft that support it with fire.
    pub fires: Vec<(AircraftId, Num)>,
    /// Hours from order to movement.
    pub alert_hours: Num,
    /// Days of staging before an operation.
    pub staging_days: Num,
    /// Its heading in the infobox is decided by the run.
    pub open: bool,
    /// What it does without asking.
    pub standing: Standing,
}

/// Kinds of force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForceKind {
    /// Rangers and the like.
    LightInfantry,
    /// Parachute or air-landing infantry.
    Airborne,
    /// Motor rifle or mechanised troops.
    Motorised,
    /// Police or guards.
    Security,
    /// Aircraft that strike.
    StrikeAircraft,
    /// Ships and boats: understood by the format, not yet by the engine.
    Naval,
}

/// Standing orders: what is faster than a government.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When fired on.
    pub fired_on: StandingOnFire,
    /// When others fight beside it. `None`: the commander chooses (the third army's choice).
    pub raid: Option<StandingOnRaid>,
}

/// When fired on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingOnFire {
    /// Shoot back.
    ReturnFire,
    /// Hold fire.
    HoldFire,
}

/// When others fight beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandingOnRaid {
    /// Watch.
    StandAside,
    /// Keep both apart.
    BlockBoth,
    /// Join the garrison.
    HelpGarrison,
    /// Join the raiders.
    HelpRaiders,
    /// Disarm the garrison.
    DisarmGarrison,
}

/// A way between two places.
#[derive(Clone, Debug, PartialEq)]
pub struct Corridor {
    /// Name.
    pub name: Name,
    /// From.
    pub from: SiteId,
    /// To.
    pub to: SiteId,
    /// Length along its way points, km.
    pub length_km: f64,
    /// Whose air space it crosses, in order.
    pub crosses: Vec<PartyId>,
}

/// Parameters of the forces domain (planning factors).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forces {
    /// Share of the day an aircraft is in use.
    pub utilisation: Num,
    /// Hours to load.
    pub load_hours: Num,
    /// Hours to unload.
    pub unload_hours: Num,
    /// Speed on the road, km/h.
    pub road_kmh: Num,
    /// Length of a road as a multiple of the great circle between its ends, at least 1.
    pub road_factor: Num,
    /// Detections a day of an airlift.
    pub detect_airlift: Num,
    /// Detections a day of a cordon or a march.
    pub detect_march: Num,
    /// Detections a day of staging.
    pub detect_staging: Num,
    /// False alarms a day.
    pub false_alarm: Num,
}

/// Parameters of the battle domain .
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Battle {
    /// Probability that a transport aborts on the way.
    pub abort: Num,
    /// Probability that a transport is lost to air defence at density 1.
    pub lost: Num,
    /// Share of the lift that must arrive.
    pub minimum_delivered: Num,
    /// Probability that the runway is blocked, so that they must jump.
    pub runway_blocked: Num,
    /// Share hurt on a night jump.
    pub jump_injured_night: Num,
    /// Share hurt on a day jump.
    pub jump_injured_day: Num,
    /// Spread (sd of ln) of that share between jumps.
    pub jump_spread: Num,
    /// Minutes to assemble (mean).
    pub assembly_minutes: Num,
    /// Share assembled when the assault starts.
    pub assembled: Num,
    /// Probability that surprise is partly lost on the approach, in [0, 1].
    pub surprise_lost: Num,
    /// Minutes of the main fight (median).
    pub fight_minutes: Num,
    /// Spread (sd of ln) of that length.
    pub fight_spread: Num,
    /// Share of vehicles that fight as the record's tanks do.
    pub armour: Num,
    /// Sorties of the record that one gunship overhead is worth.
    pub sorties: Num,
    /// How prepared a garrison is: −1 delaying, 0 hasty, 1 prepared, 2 fortified.
    pub posture: Num,
    /// Standard deviation of the discrepancy of raids to battles on the log-odds.
    pub transfer_sd: Num,
    /// Log-odds that seizures from the air have more than the battles of the record.
    pub seizure: Num,
    /// Standard deviation of that from one seizure to another.
    pub seizure_sd: Num,
    /// What a garrison loses in a seizure from the air beyond the battles of the record, in ln losses.
    pub seizure_losses: Num,
    /// Standard deviation of the discrepancy of raids to battles on ln losses.
    pub loss_transfer_sd: Num,
    /// Exponent η by which loss shares grow as forces get smaller.
    pub size_exponent: Num,
    /// Exponent γ that scales losses to the length of the fight.
    pub duration_exponent: Num,
    /// Median share killed among casualties.
    pub killed_share: Num,
    /// Spread of that share from force to force (sd of the log-odds).
    pub killed_spread: Num,
    /// Median share of a beaten garrison that is captured.
    pub captured: Num,
    /// Median share of beaten raiders that is captured.
    pub captured_raiders: Num,
    /// Spread of both (sd of the log-odds).
    pub captured_spread: Num,
    /// Probability that what one strike aircraft aims at is put out of use, in [0, 1].
    pub strike_success: Num,
    /// Hours the objective is held before withdrawal, where the aim is denial.
    pub hold_hours: Num,
    /// Hours without a lost counter-attack after which an objective counts as held, where the aim is
    /// control.
    pub secure_hours: Num,
    /// Counter-attacks a day on a held objective, by the third army or reinforcements as strong as
    /// its holders.
    pub counter_attack: Num,
    /// Softness of the third army's choice (temperature).
    pub third_temperature: Num,
    /// Minutes between its looks.
    pub third_minutes: Num,
    /// Its payoff of keeping both apart.
    pub third_block: Num,
    /// Its payoff of helping the garrison: for each unit of capture by the garrison's party.
    pub third_capture: Num,
    /// The same: for each unit of stance toward the garrison's party.
    pub third_stance: Num,
    /// What helping the garrison costs it.
    pub third_cost_garrison: Num,
    /// Its payoff of helping the raiders: for each unit of freedom from capture.
    pub third_free_raiders: Num,
    /// The same: aid taken from the raiders' party or a bloc of theirs.
    pub third_aid: Num,
    /// The same: civilians killed at the facility's gate.
    pub third_killed: Num,
    /// What helping the raiders costs it.
    pub third_cost_raiders: Num,
    /// Its payoff of disarming the garrison: for each unit of freedom from capture.
    pub third_free_disarm: Num,
    /// The same: for the raiders' probability of winning.
    pub third_winning: Num,
    /// What disarming the garrison costs it.
    pub third_cost_disarm: Num,
    /// Cost of any act, for each unit of the ratio of those it would face to itself (at most 3).
    pub third_risk: Num,
    /// People, as a multiple of both sides together, with which it can keep them apart.
    pub third_block_ratio: Num,
    /// Probability that it is fired on between two looks, in [0, 1].
    pub third_fired_on: Num,
}
