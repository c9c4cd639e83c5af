//! Reads facilities, campaigns, projects, constellations and capabilities.

use powderkeg_engine::id::{ConsumerId, FacilityId, GoodId, PartyId, SiteId, WorkforceId};
use powderkeg_engine::setup::{
    Asset, Capability, CapabilityKind, Constellation, Delivers, Facility, MissileDefence, Orbit, Project,
    ProjectKind, Purpose, RestsOn, Task, TaskWeather,
};
use powderkeg_engine::time::Minute;

use super::at;
use super::ids::{Ids, id, ids};
use crate::diagnostic::Diagnostic;
use crate::fields::{Fields, Whole};
use crate::number::Spec;
use crate::reader::Name;
use crate::registry::Ref;

const AMOUNT: f64 = 1.0e9;

pub(super) fn facility(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Facility {
    const BAYS: Whole = Whole {
        unit: "1",
        min: 1,
        max: 1000,
        default: Some(1),
        doc: "Projects that can be worked on at the same time.",
    };
    let own = names.entity("facility", name, fields);
    let site = super::place::read(names, fields, own, true).unwrap_or(SiteId(0));
    let needs = fields
        .optional_table(
            "needs",
            "Workforces it needs, and the share of each below which it is out of operation.",
            |f| {
                f.rest_numbers_by_id(
                    &["workforce"],
                    &Spec::share("Present share below which it is out of operation."),
                )
            },
        )
        .unwrap_or_default();
    Facility {
        name: own,
        site,
        owner: id(&fields.reference("owner", &["party"], "On whose soil it is.")),
        operator: id(&fields.reference("operator", &["party"], "Who runs it.")),
        region: fields
            .optional_reference("region", &["weather"], "The region whose weather it has.")
            .map(|r| id(&r)),
        airfields: ids(&fields.references(
            "airfields",
            &["airfield"],
            "Airfields inside its perimeter, the main one first.",
        )),
        needs: needs.iter().map(|(workforce, share)| (id::<WorkforceId>(workforce), *share)).collect(),
        bays: u16::try_from(fields.integer("bays", &BAYS)).unwrap_or(1),
        perimeter_km: fields.number(
            "perimeter_km",
            &Spec::new("km", 0.0, 1000.0, "Radius of the perimeter.").or(5.0, "assumption"),
        ),
    }
}

/// The tasks of a campaign; projects refer to it.
pub(super) struct CampaignDraft {
    tasks: Vec<TaskDraft>,
}

struct TaskDraft {
    task: Task,
    takes: Option<(Ref, Ref, powderkeg_engine::parameter::Num)>,
}

pub(super) fn campaign(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> CampaignDraft {
    names.entity("campaign", name, fields);
    let weathers = [("any", TaskWeather::Any), ("fair", TaskWeather::Fair), ("rain", TaskWeather::Rain)];
    let tasks = fields.tables("tasks", "What is done, in order.", |f| TaskDraft {
        task: Task {
            id: f.text("id", "Its name in rules."),
            title: f.text("title", "What a reader calls it."),
            days_before: f.plain_number(
                "days_before",
                &Spec::new("days", 0.0, 10_000.0, "How long before the planned end it is planned to begin."),
            ),
            share: f.plain_number("share", &Spec::share("Share of the work that lies in it.")),
            visible: f.flag("visible", false, "Whether it can be seen from outside."),
            weather: f.choice("weather", &weathers, Some("any"), "The weather without which it waits."),
            takes: None,
        },
        takes: f.optional_table("takes", "Goods it takes over its length.", |f| {
            (
                f.reference("good", &["good"], "What."),
                f.reference("from", &["party"], "From whose supply."),
                f.number("amount", &Spec::new("unit", 0.0, AMOUNT, "How much in all.")),
            )
        }),
    });
    if !fields.is_describing() {
        check_plan(&tasks, fields);
    }
    CampaignDraft { tasks }
}

/// The most tasks a campaign may have: more than a reader follows.
const MOST_TASKS: usize = 12;

/// A plan has tasks, one after the other, whose shares are the whole work.
fn check_plan(tasks: &[TaskDraft], fields: &mut Fields<'_, '_>) {
    // Shares are written with a few decimals.
    const ROUNDING: f64 = 0.005;
    if tasks.is_empty() && !fields.is_whole() {
        return; // its tasks may be what could not be read
    }
    let mut report = |code, message: String, help: &str| {
        let diagnostic = Diagnostic::error(code, message).help(help);
        let diagnostic = at(diagnostic, fields.span_of("tasks"));
        fields.report(diagnostic);
    };
    if tasks.is_empty() {
        let help = "write tasks = [{ id = \"build\", title = \"building\", days_before = 30, share = 1.0 }]";
        return report("empty-campaign", "a campaign needs at least one task".to_owned(), help);
    }
    if tasks.len() > MOST_TASKS {
        let message = format!("{} tasks; a campaign has at most {MOST_TASKS}", tasks.len());
        report("too-many-tasks", message, "join tasks that nothing tells apart");
    }
    let whole: f64 = tasks.iter().map(|draft| draft.task.share).sum();
    if (whole - 1.0).abs() > ROUNDING {
        let message = format!("the shares of the tasks add to {whole:.3}, not to 1");
        report("shares-not-whole", message, "each `share` is its part of the project's work_days");
    }
    for pair in tasks.windows(2) {
        let [before, after] = [&pair[0].task, &pair[1].task];
        if after.days_before >= before.days_before {
            let message = format!(
                "`{}` begins {} days before the end, not after `{}` at {}",
                after.id, after.days_before, before.id, before.days_before
            );
            report("tasks-not-in-order", message, "list tasks in order, `days_before` falling");
        }
    }
    for (index, draft) in tasks.iter().enumerate() {
        if tasks[..index].iter().any(|other| other.task.id == draft.task.id) {
            let message = format!("two tasks are called `{}`", draft.task.id);
            report("duplicate-id", message, "rules call tasks by their `id`: give each its own");
        }
    }
}

/// A project before its campaign is looked up.
pub(super) struct ProjectDraft {
    pub(super) project: Project,
    campaign: usize,
}

impl ProjectDraft {
    /// The project with its campaign's tasks.
    pub(super) fn finish(
        self,
        campaigns: &[CampaignDraft],
        consumer_of: impl Fn(PartyId, GoodId) -> Option<ConsumerId>,
    ) -> Project {
        let mut project = self.project;
        for draft in campaigns.get(self.campaign).map_or(&[][..], |campaign| &campaign.tasks) {
            let takes = draft.takes.as_ref().and_then(|(good, from, amount)| {
                let good = id(good);
                Some((good, consumer_of(id(from), good)?, *amount))
            });
            project.tasks.push(Task { takes, ..draft.task.clone() });
        }
        project
    }
}

pub(super) fn project(
    names: &mut Ids<'_>,
    name: &Name,
    fields: &mut Fields<'_, '_>,
    minute: impl Fn(crate::document::Date) -> Minute,
) -> ProjectDraft {
    let kinds = [
        ("launch", ProjectKind::Launch),
        ("filling", ProjectKind::Filling),
        ("construction", ProjectKind::Construction),
    ];
    let project = Project {
        name: names.entity("project", name, fields),
        kind: fields.choice("kind", &kinds, None, "A launch, a reservoir that fills, or a construction."),
        at: id::<FacilityId>(&fields.reference("at", &["facility"], "Where.")),
        by: id(&fields.reference("by", &["party"], "Whose.")),
        tasks: Vec::new(),
        due: fields
            .date("due", "The planned end: planned in advance by a party, so it may stand on a calendar.")
            .map_or(Minute(0), minute),
        work_days: fields.number(
            "work_days",
            &Spec::new("crew-days", 0.1, 10_000.0, "Work content of all tasks together.")
                .or(20.0, "assumption"),
        ),
        every_days: fields.optional_number(
            "every_days",
            &Spec::new("days", 1.0, 3650.0, "Days from one to the next, for a series."),
        ),
        delivers: delivers(fields),
        purpose: fields.optional_table(
            "purpose",
            "A purpose that is hidden, and may not be what others fear.",
            purpose,
        ),
        go: fields.number(
            "go",
            &Spec::share("Probability that an attempt on a given day goes ahead.").or(0.95, "assumption"),
        ),
        success: fields
            .number("success", &Spec::share("Probability that it succeeds.").or(0.95, "assumption")),
    };
    let campaign = fields.reference("tasks", &["campaign"], "The campaign that lists its tasks.");
    ProjectDraft { project, campaign: usize::try_from(campaign.index).unwrap_or(0) }
}

fn delivers(fields: &mut Fields<'_, '_>) -> Option<Delivers> {
    fields.optional_variant(
        "delivers",
        &["weapon", "satellite", "asset"],
        "What it gives when it is done.",
        |word, f| match word {
            "weapon" => Delivers::Weapon {
                against: id(&f.reference("against", &["constellation"], "What it threatens.")),
                ready_days: f
                    .number("ready_days", &Spec::new("days", 0.0, 3650.0, "Days from launch to readiness.")),
                at_risk: f.number("at_risk", &Spec::share("Share of the constellation's coverage at risk.")),
            },
            "satellite" => {
                Delivers::Satellite(id(&f.reference("constellation", &["constellation"], "Which it joins.")))
            }
            _ => Delivers::Asset,
        },
    )
}

fn purpose(fields: &mut Fields<'_, '_>) -> Purpose {
    Purpose {
        truth: fields.number("truth", &Spec::share("Probability that the feared purpose is true in a run.")),
        known_to: ids(&fields.references("known_to", &["party"], "Who knows.")),
        watchers: ids(&fields.references("watchers", &["party"], "Who watches, and forms a belief.")),
        prior_log_odds: fields.number(
            "prior_log_odds",
            &Spec::new("1", -6.0, 6.0, "Log-odds of the belief when watching begins."),
        ),
        evidence_per_day: fields.number(
            "evidence_per_day",
            &Spec::new("1/day", 0.0, 5.0, "Drift of the log-odds if true, and against it if not."),
        ),
        noise: fields.number(
            "noise",
            &Spec::new("1/sqrt(day)", 0.0, 5.0, "Standard deviation of the log-odds' daily noise.")
                .or(0.12, "assumption"),
        ),
        watched_days_before: fields.number(
            "watched_days_before",
            &Spec::new("days", 0.0, 3650.0, "Days before the planned end at which evidence begins.")
                .or(33.0, "assumption"),
        ),
        feared_for: id(&fields.reference(
            "feared_for",
            &["capability"],
            "The capability that is feared for.",
        )),
        believed_loss: fields.optional_number(
            "believed_loss",
            &Spec::share("Share of it believed lost if true; else the mechanism gives it."),
        ),
    }
}

pub(super) fn constellation(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Constellation {
    let count = |doc| Spec::new("satellites", 0.0, 10_000.0, doc);
    Constellation {
        name: names.entity("constellation", name, fields),
        of: id(&fields.reference("of", &["party"], "Whose.")),
        satellites: fields.number("satellites", &count("How many at the start.")),
        full_coverage: fields.number("full_coverage", &count("How many give full coverage.")),
        orbit: fields.table("orbit", "A circular orbit.", |f| Orbit {
            inclination_deg: f.plain_number("inclination_deg", &Spec::new("°", 0.0, 180.0, "Inclination.")),
            altitude_km: f.plain_number("altitude_km", &Spec::new("km", 100.0, 1.0e6, "Altitude.")),
        }),
    }
}

pub(super) fn capability(
    names: &mut Ids<'_>,
    name: &Name,
    fields: &mut Fields<'_, '_>,
    consumer_of: impl Fn(PartyId, GoodId) -> Option<ConsumerId>,
) -> Capability {
    let own = names.entity("capability", name, fields);
    let of = id::<PartyId>(&fields.reference("of", &["party"], "Whose."));
    let shield =
        fields.optional_table("missile_defence", "A missile shield (Wilkening 1999).", missile_defence);
    let weight = Spec::share("Weight of an asset.");
    let assets = fields
        .optional_table("rests_on", "What it rests on, with weights.", |f| {
            f.rest_numbers_by_id(&["constellation", "facility", "project"], &weight)
        })
        .unwrap_or_default();
    let mut rests_on: Vec<RestsOn> = assets
        .iter()
        .map(|(entity, weight)| {
            let asset = match entity.kind {
                "constellation" => Asset::Constellation(id(entity)),
                "facility" => Asset::Facility(id(entity)),
                _ => Asset::Project(id(entity)),
            };
            RestsOn { asset, weight: *weight }
        })
        .collect();
    let supplies = fields.optional_table(
        "rests_on_supply",
        "Goods whose supply to its party it rests on, with weights.",
        |f| f.rest_numbers_by_id(&["good"], &weight),
    );
    for (good, weight) in supplies.iter().flatten() {
        match consumer_of(of, id(good)) {
            Some(consumer) => rests_on.push(RestsOn { asset: Asset::Supply(consumer), weight: *weight }),
            None => {
                let message = format!("its party consumes no `{}`", good.id);
                let diagnostic = Diagnostic::error("unknown-supply", message).help(format!(
                    "define what it consumes: [consumer.<party>] {} = {{ demand_per_month = … }}",
                    good.id
                ));
                let diagnostic = match fields.span_of("rests_on_supply") {
                    Some(span) => diagnostic.at(span),
                    None => diagnostic,
                };
                fields.report(diagnostic);
            }
        }
    }
    Capability {
        name: own,
        of,
        kind: shield.map_or(CapabilityKind::Share, CapabilityKind::MissileDefence),
        rests_on,
        deters: fields.optional_reference("deters", &["party"], "Whom it deters.").map(|party| id(&party)),
    }
}

fn missile_defence(fields: &mut Fields<'_, '_>) -> MissileDefence {
    let count = |doc| Spec::new("1", 0.0, 100_000.0, doc);
    MissileDefence {
        interceptors: fields.number("interceptors", &count("Interceptors ready.")),
        single_shot_kill: fields.number("single_shot_kill", &Spec::share("Single-shot probability of kill.")),
        track: fields.number("track", &Spec::share("Probability of tracking when all sensors work.")),
        warheads: fields.number("warheads", &count("Warheads in the reference attack.")),
        tolerated: fields
            .number("tolerated", &count("Leaked warheads that are tolerated.").or(0.0, "assumption")),
    }
}
