//! Reads cities and workforces.

use powderkeg_engine::setup::{City, Grievance, Replacements, Workforce};

use super::ids::{Ids, id};
use crate::fields::Fields;
use crate::number::Spec;
use crate::reader::Name;

const PEOPLE: f64 = 1.0e9;

pub(super) fn city(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> City {
    let own = names.entity("city", name, fields);
    let site = super::place::read(names, fields, own, false);
    City {
        name: own,
        party: id(&fields.reference("in", &["party"], "Whose it is.")),
        site,
        region: fields
            .optional_reference("region", &["weather"], "The region whose cold it feels.")
            .map(|r| id(&r)),
        population: fields.number("population", &Spec::new("people", 1.0, PEOPLE, "Adults and children.")),
        legitimacy: fields.number(
            "legitimacy",
            &Spec::share("Perceived legitimacy of the government at the start.").or(0.65, "assumption"),
        ),
        hardship: fields.number("hardship", &Spec::share("Hardship at the start.").or(0.55, "assumption")),
        threshold: fields.number(
            "threshold",
            &Spec::new("1", 0.0, 3.0, "Mean net threshold for going into the streets.")
                .or(0.97, "assumption"),
        ),
        spread: fields
            .number("spread", &Spec::new("1", 0.01, 2.0, "Spread of the thresholds.").or(0.25, "assumption")),
        contagion: fields.number(
            "contagion",
            &Spec::new("1", 0.0, 1.0, "Pull of those already in the streets.").or(0.06, "assumption"),
        ),
        police_per_thousand: fields.number(
            "police_per_thousand",
            &Spec::new("1/1000 people", 0.0, 100.0, "Police.").or(3.5, "assumption"),
        ),
        grievances: fields
            .optional_table(
                "grievances",
                "Whom the anger is aimed at, and how much of it at the start.",
                |f| f.rest_numbers_by_id(&["party"], &Spec::share("Anger at a party at the start.")),
            )
            .unwrap_or_default()
            .iter()
            .map(|(against, level)| Grievance { against: id(against), level: *level })
            .collect(),
    }
}

pub(super) fn workforce(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Workforce {
    Workforce {
        name: names.entity("workforce", name, fields),
        facility: id(&fields.reference("at", &["facility"], "Where it works.")),
        employer: id(&fields.reference("employer", &["party"], "Who employs it.")),
        movement: fields
            .optional_reference("movement", &["party"], "The movement that speaks for it.")
            .map(|r| id(&r)),
        city: fields.optional_reference("city", &["city"], "The city it lives in.").map(|r| id(&r)),
        people: fields.number("people", &Spec::new("people", 1.0, PEOPLE, "How many they are with nobody missing.")),
        pay_ratio: fields.number(
            "pay_ratio",
            &Spec::new("1", 0.01, 5.0, "Pay as a share of what the employer's own people get."),
        ),
        effort: fields.number(
            "effort",
            &Spec::new(
                "1",
                0.1,
                10.0,
                "Effort asked while projects are planned in all bays of the place, multiple of normal.",
            )
            .or(1.0, "assumption"),
        ),
        campaign_effort: fields.number(
            "campaign_effort",
            &Spec::new(
                "1",
                0.0,
                10.0,
                "Further effort while projects are worked on in all bays, share of normal; fewer ask in proportion.",
            )
            .or(0.0, "assumption"),
        ),
        replacements: fields.optional_table("replacements", "Who can be brought in instead.", |f| {
            Replacements {
                available: f.number("available", &Spec::new("people", 0.0, PEOPLE, "How many there are.")),
                arrive_days: f.number(
                    "arrive_days",
                    &Spec::new("days", 0.0, 365.0, "Days from the order to their arrival.")
                        .or(2.0, "assumption"),
                ),
                skill: f.number(
                    "skill",
                    &Spec::share("Skill on arrival, share of the regular crew's.").or(0.6, "assumption"),
                ),
            }
        }),
    }
}
