//! Reads airfields, aircraft, forces and corridors.

use powderkeg_engine::id::{AircraftId, SiteId};
use powderkeg_engine::setup::{
    Aircraft, Airfield, Corridor, Force, ForceKind, Standing, StandingOnFire, StandingOnRaid,
};

use super::at;
use super::ids::{Ids, PLACES, id, ids};
use crate::diagnostic::Diagnostic;
use crate::document::Value;
use crate::fields::Fields;
use crate::number::Spec;
use crate::reader::{FieldForm, Name};

const PEOPLE: f64 = 1.0e7;

pub(super) fn airfield(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Airfield {
    let own = names.entity("airfield", name, fields);
    let site = super::place::read(names, fields, own, true).unwrap_or(SiteId(0));
    fields.optional_text("icao", "ICAO code, for readers.");
    Airfield {
        name: own,
        site,
        parking: fields.number(
            "parking",
            &Spec::new("aircraft", 1.0, 1000.0, "Aircraft it can park and work at once (maximum on ground)."),
        ),
        runway_m: fields.plain_number(
            "runway_m",
            &Spec::new("m", 0.0, 10_000.0, "Length of its longest runway.").or(3000.0, "assumption"),
        ),
        facility: None,
    }
}

pub(super) fn aircraft(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Aircraft {
    let count = |doc| Spec::new("people", 0.0, 10_000.0, doc);
    Aircraft {
        name: names.entity("aircraft", name, fields),
        cruise_kmh: fields.number("cruise_kmh", &Spec::new("km/h", 1.0, 5000.0, "Cruise speed.")),
        range_km: fields.number("range_km", &Spec::new("km", 1.0, 50_000.0, "Range with payload.")),
        troops: fields.number("troops", &count("Seats.").or(0.0, "carries none")),
        paratroops: fields.number("paratroops", &count("Paratroops.").or(0.0, "carries none")),
        vehicles: fields.number(
            "vehicles",
            &Spec::new("vehicles", 0.0, 100.0, "Vehicles a sortie.").or(0.0, "carries none"),
        ),
        runway_m: fields.plain_number(
            "runway_m",
            &Spec::new("m", 0.0, 10_000.0, "Runway it needs.").or(0.0, "assumption"),
        ),
        crew: fields.number("crew", &count("Crew.").or(5.0, "assumption")),
    }
}

pub(super) fn force(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Force {
    let kinds = [
        ("light infantry", ForceKind::LightInfantry),
        ("airborne infantry", ForceKind::Airborne),
        ("motorised infantry", ForceKind::Motorised),
        ("security", ForceKind::Security),
        ("strike aircraft", ForceKind::StrikeAircraft),
        ("naval", ForceKind::Naval),
    ];
    let count = |doc| Spec::new("1", 0.0, PEOPLE, doc);
    let fleet =
        |fields: &mut Fields<'_, '_>, key, doc| -> Vec<(AircraftId, powderkeg_engine::parameter::Num)> {
            let rows = fields.optional_table(key, doc, |f| {
                f.rest_numbers_by_id(&["aircraft"], &Spec::new("aircraft", 0.0, 10_000.0, "How many."))
            });
            rows.iter().flatten().map(|(aircraft, number)| (id(aircraft), *number)).collect()
        };
    let own = names.entity("force", name, fields);
    let of = id(&fields.reference("of", &["party"], "Whose."));
    let kind = fields.choice("kind", &kinds, None, "What sort of force.");
    if kind == ForceKind::Naval && !fields.is_describing() {
        let diagnostic = Diagnostic::warning("not-yet", "ships are understood here but not yet simulated")
            .help("its operations at sea will be refused; forces on land and in the air work");
        let diagnostic = at(diagnostic, fields.span_of("kind"));
        fields.report(diagnostic);
    }
    Force {
        name: own,
        of,
        kind,
        strength: fields.number("strength", &Spec::new("people", 0.0, PEOPLE, "How many people it has.")),
        reported: fields
            .optional_text("reported", "The figure on the page, where it differs: \"not recorded\"."),
        vehicles: fields.number("vehicles", &count("Vehicles.").or(0.0, "none")),
        air_defence: fields
            .number("air_defence", &Spec::share("Density of air defence.").or(0.0, "assumption")),
        at: names.site_of(&fields.reference("at", &PLACES, "Where it stands at the start.")),
        lift: fleet(fields, "lift", "Transport aircraft under its command."),
        fires: fleet(fields, "fires", "Aircraft that support it with fire."),
        alert_hours: fields.number(
            "alert_hours",
            &Spec::new("hours", 0.0, 2000.0, "From order to movement.").or(24.0, "assumption"),
        ),
        staging_days: fields.number(
            "staging_days",
            &Spec::new("days", 0.0, 365.0, "Staging before an operation.").or(4.0, "assumption"),
        ),
        open: fields.flag("open", false, "Whether its column in the infobox is decided by the run."),
        standing: fields
            .optional_table("standing", "What it does without asking.", standing)
            .unwrap_or(Standing { fired_on: StandingOnFire::ReturnFire, raid: None }),
    }
}

fn standing(fields: &mut Fields<'_, '_>) -> Standing {
    let fires = [("return fire", StandingOnFire::ReturnFire), ("hold fire", StandingOnFire::HoldFire)];
    let raids = [
        ("commander decides", None),
        ("stand aside", Some(StandingOnRaid::StandAside)),
        ("block both", Some(StandingOnRaid::BlockBoth)),
        ("help the garrison", Some(StandingOnRaid::HelpGarrison)),
        ("help the raiders", Some(StandingOnRaid::HelpRaiders)),
        ("disarm the garrison", Some(StandingOnRaid::DisarmGarrison)),
    ];
    Standing {
        fired_on: fields.choice("fired_on", &fires, Some("return fire"), "When fired on."),
        raid: fields.choice("raid", &raids, Some("commander decides"), "When others fight beside it."),
    }
}

pub(super) fn corridor(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> CorridorDraft {
    let own = names.entity("corridor", name, fields);
    let from = names.site_of(&fields.reference("from", &PLACES, "From where."));
    let to = names.site_of(&fields.reference("to", &PLACES, "To where."));
    let crosses = ids(&fields.references("crosses", &["party"], "Whose air space it crosses, in order."));
    let way_points = match fields.raw(
        "by_way_of",
        FieldForm::List(Box::new(FieldForm::Place)),
        "°",
        "Way points between: [[41.3, 69.3]].",
    ) {
        None => Vec::new(),
        Some(node) => match &node.value {
            Value::Array(items) => {
                items.iter().filter_map(|node| super::place::point(fields, node)).collect()
            }
            other => {
                let message = format!("`by_way_of` is {}, a list of places is needed", other.kind());
                let help = "write by_way_of = [[41.3, 69.3]], latitude and longitude of each";
                fields.report(Diagnostic::error("wrong-type", message).at(node.span).help(help));
                Vec::new()
            }
        },
    };
    CorridorDraft { corridor: Corridor { name: own, from, to, length_km: 0.0, crosses }, way_points }
}

/// A corridor before it is measured.
pub(super) struct CorridorDraft {
    pub(super) corridor: Corridor,
    pub(super) way_points: Vec<(f64, f64)>,
}
