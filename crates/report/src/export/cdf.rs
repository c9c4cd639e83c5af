//! Dstl's Common Data Format: the tables that its open processors write of a model's runs.
//!
//! Source: SWAP, Common Data Format Processor (Dstl, Apache-2.0), `processor_core/Vignettes/CDFOutputs.md` for tables, fields
//! and types of event, and its class `Dataset` for the heads of columns and the names of files. docs/export.md says where it
//! leaves a choice and what was chosen.

use powderkeg_engine::event::Kind as EventKind;
use powderkeg_engine::time::Minute;
use serde_json::{Map, Value, json};

use super::csv::Table;
use super::text::cell;
use super::track::{Entity, Happening, Kind, Track};

/// A file of the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

const ENTITY_COLUMNS: [&str; 25] = [
    "case",
    "rep",
    "id",
    "name",
    "type",
    "commander_id",
    "commander_name",
    "level",
    "affiliation",
    "force",
    "init_comps",
    "cbt_per_comp",
    "init_cbt_pwr",
    "system_entity",
    "start_entity",
    "time_added",
    "total_events",
    "location_events",
    "spot_events",
    "seen_events",
    "shot_events",
    "kill_events",
    "loss_events",
    "stop_events",
    "status_events",
];

/// As the processor writes them: one head has a space.
const EVENT_COLUMNS: [&str; 24] = [
    "case",
    "rep",
    "time",
    "primary_entity_id",
    "primary_entity_name",
    "primary_entity_type",
    "primary_entity_commander",
    "primary_entity_level",
    "primary_entity_affiliation",
    "primary_entity_force",
    "primary_x",
    "primary_y",
    "event_id",
    "event_type",
    "event_detail",
    "secondary_entity_id",
    "secondary_entity_name",
    "secondary_entity_type",
    "secondary_entity commander",
    "secondary_entity_level",
    "secondary_entity_affiliation",
    "secondary_entity_force",
    "secondary_x",
    "secondary_y",
];

const POWER_COLUMNS: [&str; 7] = ["case", "rep", "time", "item", "components", "combat_power", "event_id"];

/// The four files.
#[must_use]
pub fn files(track: &Track) -> Vec<File> {
    let cast = cast(track);
    let acts = acts(track, &cast);
    let name = |sort: &str, end: &str| format!("CDF_{sort}_{}.{end}", file_name(track));
    vec![
        File { name: name("EntityTable", "csv"), text: entity_table(track, &cast, &acts) },
        File { name: name("Events", "csv"), text: event_table(track, &cast, &acts) },
        File { name: name("Cbt_Pwr", "csv"), text: power_table(track, &cast, &acts) },
        File { name: name("Metadata", "yaml"), text: metadata(track, &cast, &acts) },
    ]
}

/// "case-rep_Sserial_date-time" of signs that every file system has. The processor's time is that of processing; here it is
/// the run's first minute, so that the same run has the same files.
fn file_name(track: &Track) -> String {
    let fits = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
    let tame = |text: &str| -> String {
        text.chars().take(MOST_SIGNS).map(|sign| if fits(sign) { sign } else { '_' }).collect()
    };
    let starts = track.clock.iso(Minute(0));
    let (date, time) = (starts.get(..10).unwrap_or_default(), starts.get(11..19).unwrap_or_default());
    let date: Vec<&str> = date.rsplit('-').collect();
    format!("{}-{}_S1_{}_{}", tame(&track.case), tame(&track.rep), date.join("-"), time.replace(':', "-"))
}

/// The most signs of a case or a rep in a file's name.
const MOST_SIGNS: usize = 60;

/// An entity of the tables.
struct Member<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    /// Place among the members of who commands it.
    commander: Option<usize>,
    level: u32,
    affiliation: String,
    force: String,
    components: u32,
    /// Whether it is there for its status updates only.
    is_system: bool,
    entity: Option<&'a Entity>,
}

/// Parties first, as those who command; then what has places.
fn cast(track: &Track) -> Vec<Member<'_>> {
    let is_affiliation = |name: &str| track.parties.iter().any(|party| party.title == name);
    // A force may not be called as an affiliation: then the processor's own ending is put to it.
    let force = |side: Option<&str>, party: &str| {
        let name = side.unwrap_or(party);
        if is_affiliation(name) { format!("{name} - Force") } else { name.to_string() }
    };
    let parties = track.parties.iter().map(|party| Member {
        id: &party.path,
        name: &party.title,
        kind: "party",
        commander: None,
        level: 0,
        affiliation: party.title.clone(),
        force: force(party.side.as_deref(), &party.title),
        components: 0,
        is_system: true,
        entity: None,
    });
    let placed = track.entities.iter().map(|entity| {
        let (party, side) = track.whose(entity.party);
        let affiliation = party.unwrap_or(NOBODY);
        Member {
            id: &entity.path,
            name: &entity.title,
            kind: entity.kind.name(),
            commander: entity.party,
            level: 1,
            affiliation: affiliation.into(),
            force: force(side, affiliation),
            components: entity.strength.first().map_or(0, |row| row.people),
            is_system: false,
            entity: Some(entity),
        }
    });
    parties.chain(placed).collect()
}

/// The affiliation of what is nobody's.
const NOBODY: &str = "none";

/// Types of event, in the order of the entity table's counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Location,
    Spotted,
    Seen,
    Loss,
    Status,
}

impl Type {
    fn name(self) -> &'static str {
        match self {
            Self::Location => "location update",
            Self::Spotted => "spotted secondary",
            Self::Seen => "seen by secondary",
            Self::Loss => "loss",
            Self::Status => "status update",
        }
    }

    fn short(self) -> &'static str {
        match self {
            Self::Location => "loc",
            Self::Spotted => "spot",
            Self::Seen => "seen",
            Self::Loss => "loss",
            Self::Status => "status",
        }
    }
}

/// A row of the event table.
struct Act {
    at: Minute,
    of: usize,
    kind: Type,
    other: Option<usize>,
    place: Option<(f64, f64)>,
    id: String,
    detail: Value,
}

/// All rows, in the order of time.
fn acts(track: &Track, cast: &[Member]) -> Vec<Act> {
    let mut acts = Vec::new();
    for (index, member) in cast.iter().enumerate() {
        if let Some(entity) = member.entity {
            locations(entity, index, &mut acts);
            losses(entity, index, &track.events, &mut acts);
        }
    }
    for event in &track.events {
        records(event, cast, &mut acts);
    }
    acts.sort_by_key(|act| act.at);
    let mut counts: Vec<(Type, u32)> = Vec::new();
    for act in &mut acts {
        let known = counts.iter().position(|row| row.0 == act.kind);
        let row = known.unwrap_or_else(|| {
            counts.push((act.kind, 0));
            counts.len() - 1
        });
        counts[row].1 += 1;
        act.id = format!("{}-{}", act.kind.short(), counts[row].1);
    }
    acts
}

/// A row for every moment at which the track of an entity is told.
fn locations(entity: &Entity, of: usize, acts: &mut Vec<Act>) {
    for (at, point) in entity.pieces().into_iter().flatten() {
        let mut detail = Map::new();
        if let Some(row) = entity.strength.iter().rev().find(|row| row.from <= at) {
            detail.insert("people".into(), json!(row.people.to_string()));
            detail.insert("vehicles".into(), json!(row.vehicles.to_string()));
        }
        if let Some(state) = entity.states.iter().rev().find(|row| row.from <= at) {
            detail.insert("state".into(), json!(state.text));
        }
        let place = Some((point.longitude, point.latitude));
        acts.push(act(at, of, Type::Location, place, Value::Object(detail)));
    }
}

/// A row for each component that is lost: one of a force's people. The log does not say to whom.
fn losses(entity: &Entity, of: usize, events: &[Happening], acts: &mut Vec<Act>) {
    for fallen in &entity.fallen {
        let place = fallen.record.checked_sub(1).and_then(|index| events.get(index)).and_then(position);
        for _ in 0..fallen.people {
            let detail = json!({ "how": fallen.how, "record": fallen.record.to_string() });
            acts.push(act(fallen.at, of, Type::Loss, place, detail));
        }
    }
}

/// A record of the log: what is noticed as two sightings, all else as a status update.
fn records(event: &Happening, cast: &[Member], acts: &mut Vec<Act>) {
    let member = |path: &Option<String>| {
        let path = path.as_deref()?;
        cast.iter().position(|member| member.id == path)
    };
    let of = member(&event.entity).or(event.party);
    let Some(of) = of.filter(|&of| of < cast.len()) else { return };
    let other = member(&event.other);
    let place = position(event);
    if let Some(force) = other.filter(|_| event.kind == EventKind::Detected.name()) {
        let seen = cast[force].entity.and_then(|entity| entity.place_at(event.at));
        acts.push(Act { other: Some(force), ..act(event.at, of, Type::Spotted, None, detail(event)) });
        acts.push(Act { other: Some(of), ..act(event.at, force, Type::Seen, seen, detail(event)) });
        return;
    }
    acts.push(Act { other, ..act(event.at, of, Type::Status, place, detail(event)) });
}

/// Longitude and latitude of where an event is, if the log says.
fn position(event: &Happening) -> Option<(f64, f64)> {
    event.place.as_ref().map(|place| (place.point.longitude, place.point.latitude))
}

/// Key value pairs of texts.
fn detail(event: &Happening) -> Value {
    let causes: Vec<String> = event.causes.iter().map(usize::to_string).collect();
    json!({
        "record": event.number.to_string(),
        "event": event.kind,
        "text": event.text,
        "causes": causes.join(" "),
    })
}

fn act(at: Minute, of: usize, kind: Type, place: Option<(f64, f64)>, detail: Value) -> Act {
    Act { at, of, kind, other: None, place, id: String::new(), detail }
}

fn entity_table(track: &Track, cast: &[Member], acts: &[Act]) -> String {
    let mut table = Table::new(&ENTITY_COLUMNS);
    for (index, member) in cast.iter().enumerate() {
        let count = |kind: Option<Type>| {
            let own = acts.iter().filter(|act| act.of == index);
            own.filter(|act| kind.is_none_or(|kind| act.kind == kind)).count().to_string()
        };
        let commander = member.commander.and_then(|commander| cast.get(commander));
        let mut row = vec![
            cell(&track.case),
            cell(&track.rep),
            cell(member.id),
            cell(member.name),
            member.kind.into(),
            cell(commander.map_or("", |commander| commander.id)),
            cell(commander.map_or("", |commander| commander.name)),
            member.level.to_string(),
            cell(&member.affiliation),
            cell(&member.force),
            member.components.to_string(),
            "1.0".into(),
            format!("{:.1}", f64::from(member.components)),
            truth(member.is_system).into(),
            truth(true).into(),
            "0.0".into(),
            count(None),
        ];
        let shots_and_kills = ["0".to_string(), "0".into()];
        row.extend([count(Some(Type::Location)), count(Some(Type::Spotted)), count(Some(Type::Seen))]);
        row.extend(shots_and_kills);
        // Nothing is ever said to be lost from sight.
        row.extend([count(Some(Type::Loss)), "0".into(), count(Some(Type::Status))]);
        table.row(&row);
    }
    table.text()
}

fn event_table(track: &Track, cast: &[Member], acts: &[Act]) -> String {
    let mut table = Table::new(&EVENT_COLUMNS);
    for act in acts {
        let mut row = vec![cell(&track.case), cell(&track.rep), minutes(act.at)];
        row.extend(described(cast, Some(act.of)));
        row.extend(degrees(act.place));
        row.extend([act.id.clone(), act.kind.name().into(), act.detail.to_string()]);
        row.extend(described(cast, act.other));
        let there = act.other.and_then(|other| cast[other].entity).and_then(|entity| entity.place_at(act.at));
        row.extend(degrees(there));
        table.row(&row);
    }
    table.text()
}

fn described(cast: &[Member], index: Option<usize>) -> [String; 7] {
    let Some(member) = index.and_then(|index| cast.get(index)) else { return Default::default() };
    let commander = member.commander.and_then(|commander| cast.get(commander));
    [
        cell(member.id),
        cell(member.name),
        member.kind.into(),
        cell(commander.map_or("", |commander| commander.name)),
        format!("{:.1}", f64::from(member.level)),
        cell(&member.affiliation),
        cell(&member.force),
    ]
}

/// The people of each affiliation and each force: at the start, and after each loss.
fn power_table(track: &Track, cast: &[Member], acts: &[Act]) -> String {
    let mut items: Vec<(&str, u32)> = Vec::new();
    for member in cast.iter().filter(|member| member.kind == Kind::Force.name()) {
        for item in [&member.affiliation, &member.force] {
            match items.iter_mut().find(|row| row.0 == item) {
                Some(row) => row.1 += member.components,
                None => items.push((item, member.components)),
            }
        }
    }
    let mut table = Table::new(&POWER_COLUMNS);
    let mut put = |at: Minute, (item, people): (&str, u32), event: &str| {
        let power = format!("{:.1}", f64::from(people));
        table.row(&[
            cell(&track.case),
            cell(&track.rep),
            minutes(at),
            cell(item),
            people.to_string(),
            power,
            event.into(),
        ]);
    };
    for &item in &items {
        put(Minute(0), item, "");
    }
    for act in acts.iter().filter(|act| act.kind == Type::Loss) {
        let member = &cast[act.of];
        for item in
            items.iter_mut().filter(|row| [&member.affiliation, &member.force].iter().any(|of| *of == row.0))
        {
            item.1 = item.1.saturating_sub(1);
            put(act.at, *item, &act.id);
        }
    }
    table.text()
}

/// Parameters, settings and sums, a line each. JSON's texts are YAML's.
fn metadata(track: &Track, cast: &[Member], acts: &[Act]) -> String {
    let mut sides: Vec<&str> = cast.iter().flat_map(|row| [row.affiliation.as_str(), &row.force]).collect();
    sides.sort_unstable();
    sides.dedup();
    let details = format!(
        "local time is UTC{}; people in the streets and at gates are no entities",
        track.clock.offset()
    );
    let rows = [
        ("serial", json!("1")),
        ("case", json!(track.case)),
        ("replication", json!(track.rep)),
        ("model_name", json!("powderkeg")),
        ("distance_unit", json!("degrees")),
        ("time_unit", json!("minutes")),
        ("cbt_pwr_unit", json!("fit people")),
        ("data_name", json!(track.title)),
        ("data_details", json!(details)),
        ("data_date", json!(track.clock.iso(Minute(0)))),
        ("entity_data_from_table", json!(false)),
        ("split_files_by_type", json!(false)),
        ("total_events", json!(acts.len())),
        ("total_entities", json!(cast.len())),
        ("total_forces_and_affiliations", json!(sides.len())),
    ];
    rows.iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}

fn minutes(at: Minute) -> String {
    format!("{:.1}", f64::from(at.0))
}

fn degrees(place: Option<(f64, f64)>) -> [String; 2] {
    match place {
        Some((x, y)) => [format!("{x:.6}"), format!("{y:.6}")],
        None => Default::default(),
    }
}

/// As Python writes it.
fn truth(is_so: bool) -> &'static str {
    if is_so { "True" } else { "False" }
}
