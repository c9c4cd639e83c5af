//! Reads weather regions, goods, producers, consumers, contracts and routes.

use powderkeg_engine::id::{GoodId, PartyId, RegionId};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::setup::{
    Consumer, Good, Price, Producer, RainSupply, Region, Route, RouteLimit, Settles,
};
use powderkeg_engine::time::Minute;

use super::ids::{Ids, id, ids};
use crate::document::Date;
use crate::fields::{Fields, NumberOr, RuleText};
use crate::number::Spec;
use crate::reader::Name;
use crate::registry::Ref;

const AMOUNT: f64 = 1.0e9;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn region(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Region {
    let mean = Spec::new("°C", -60.0, 50.0, "Mean temperature of the month.");
    let rain = Spec::new("mm", 0.0, 2000.0, "Mean rain of the month.").or(20.0, "assumption");
    Region {
        name: names.entity("weather", name, fields),
        covers: ids(&fields.references("covers", &["party"], "The parties whose territory it covers.")),
        monthly_mean_c: fields.table("monthly_mean_c", "Mean temperature of each month, °C.", |f| {
            MONTHS.map(|month| f.number(month, &mean))
        }),
        anomaly_sd_c: fields.number(
            "anomaly_sd_c",
            &Spec::new("°C", 0.0, 20.0, "Standard deviation of the daily anomaly.").or(5.0, "assumption"),
        ),
        persistence: fields.number(
            "persistence",
            &Spec::new("1", 0.0, 0.99, "Day-to-day autocorrelation of the anomaly.").or(0.8, "assumption"),
        ),
        season_shift_c: fields.number(
            "season_shift_c",
            &Spec::new("°C", -15.0, 15.0, "Shift of the whole season; a harsh winter is negative.")
                .or(0.0, "climatology"),
        ),
        monthly_rain_mm: fields
            .optional_table("monthly_rain_mm", "Mean rain of each month, mm.", |f| {
                MONTHS.map(|month| f.number(month, &rain))
            })
            .unwrap_or_else(|| MONTHS.map(|_| fields_default(fields, &rain))),
        rain_spread: fields.number(
            "rain_spread",
            &Spec::new("1", 0.0, 3.0, "Standard deviation of the season's ln rain factor.")
                .or(0.3, "assumption"),
        ),
        latitude: fields
            .plain_number("latitude", &Spec::new("°", -90.0, 90.0, "Latitude north.").or(45.0, "assumption")),
    }
}

/// A number that stands for a table that was not given.
fn fields_default(fields: &mut Fields<'_, '_>, spec: &Spec) -> Num {
    fields.number("rain_mm_per_month", spec)
}

pub(super) fn good(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Good {
    Good {
        name: names.entity("good", name, fields),
        unit: fields.text("unit", "Unit of amounts: kt, MUSD, mcm."),
        elasticity: fields.number(
            "elasticity",
            &Spec::new("1", 0.01, 5.0, "Price elasticity of demand, positive.")
                .or(0.25, "oil: 0.13 Caldara et al., 0.26 Kilian and Murphy, 0.35 Baumeister and Hamilton"),
        ),
        price_usd: fields.number(
            "price_usd",
            &Spec::new("USD/unit", 0.0, AMOUNT, "Price at the start.").or(1.0, "assumption"),
        ),
        hardship: fields.number(
            "hardship",
            &Spec::share("How much a shortage of it weighs on a household.").or(0.5, "assumption"),
        ),
    }
}

pub(super) fn producers(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Vec<Producer> {
    let Some(owner) = name.owner.clone() else { return Vec::new() };
    fields.rest_tables_by_id(&["good"], "What it produces of a good.", |good: Ref, f| {
        let path = format!("producer.{}.{}", owner.id, good.id);
        let title = format!("{}'s {} production", names.title(&owner), names.title(&good).to_lowercase());
        let amount = |doc| Spec::new("unit/month", 0.0, AMOUNT, doc);
        Producer {
            name: names.part(&path, title, f.span()),
            party: id::<PartyId>(&owner),
            good: id::<GoodId>(&good),
            capacity_per_month: f
                .number("capacity_per_month", &amount("What it can produce.").or(0.0, "rain supplies it")),
            home_demand_per_month: f
                .number("home_demand_per_month", &amount("What it needs at home.").or(0.0, "assumption")),
            rain: f.optional_table("rain", "A good that falls from the sky.", |f| RainSupply {
                region: id::<RegionId>(&f.reference("region", &["weather"], "Where it rains.")),
                per_mm: f.number("per_mm", &Spec::new("unit/mm", 0.0, AMOUNT, "Units for each mm.")),
            }),
        }
    })
}

pub(super) fn consumers(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Vec<Consumer> {
    let Some(owner) = name.owner.clone() else { return Vec::new() };
    fields.rest_tables_by_id(&["good"], "What it consumes of a good.", |good: Ref, f| {
        let path = format!("consumer.{}.{}", owner.id, good.id);
        let title = format!("{}'s {} supply", names.title(&owner), names.title(&good).to_lowercase());
        let amount = |doc| Spec::new("unit", 0.0, AMOUNT, doc);
        Consumer {
            name: names.part(&path, title, f.span()),
            party: id::<PartyId>(&owner),
            good: id::<GoodId>(&good),
            demand_per_month: f.number(
                "demand_per_month",
                &Spec::new("unit/month", 0.0, AMOUNT, "Demand at reference weather."),
            ),
            heating_share: f.number(
                "heating_share",
                &Spec::share("Share of the demand that heats.").or(0.0, "assumption"),
            ),
            household_share: f.number(
                "household_share",
                &Spec::share("Share of households, the last to be cut.").or(0.4, "assumption"),
            ),
            stock: f.number("stock", &amount("In store at the start.").or(0.0, "assumption")),
            store_capacity: f.number("store_capacity", &amount("Largest store.").or(AMOUNT, "unbounded")),
            out_per_day: f.number(
                "out_per_day",
                &Spec::new("unit/day", 0.0, AMOUNT, "Largest withdrawal.").or(0.0, "assumption"),
            ),
            substitutes: f.number(
                "substitutes",
                &Spec::share("Share of a withheld delivery that can be replaced in time.")
                    .or(0.3, "assumption"),
            ),
            region: f
                .optional_reference("region", &["weather"], "The region whose cold it feels.")
                .map(|region| id(&region)),
        }
    })
}

/// A contract before its rule is compiled.
pub(super) struct ContractDraft {
    pub(super) contract: powderkeg_engine::setup::Contract,
    pub(super) excused: Option<RuleText>,
}

pub(super) fn contract(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> ContractDraft {
    let price = Spec::new("USD/unit", 0.0, AMOUNT, "Price: \"market\", or USD per unit.");
    let settles =
        [("monthly", Settles::Monthly), ("quarterly", Settles::Quarterly), ("yearly", Settles::Yearly)];
    let contract = powderkeg_engine::setup::Contract {
        name: names.entity("contract", name, fields),
        seller: id(&fields.reference("seller", &["party"], "Who delivers.")),
        buyer: id(&fields.reference("buyer", &["party"], "Who receives.")),
        under: fields
            .optional_reference("under", &["party"], "The bloc whose business a breach is.")
            .map(|bloc| id(&bloc)),
        good: id(&fields.reference("good", &["good"], "What.")),
        per_month: fields.number(
            "per_month",
            &Spec::new("unit/month", 0.0, AMOUNT, "Contracted amount, before the season."),
        ),
        price: match fields.number_or_choice("price", &price, &[("market", Price::Market)]) {
            NumberOr::Number(price) => Price::Fixed(price),
            NumberOr::Other(price) => price,
        },
        settles: fields.choice("settles", &settles, Some("monthly"), "When deliveries are held against it."),
        tolerance: fields
            .number("tolerance", &Spec::share("Undelivered share that is tolerated.").or(0.05, "assumption")),
        excused: None,
        route: fields.optional_reference("route", &["route"], "How it travels.").map(|route| id(&route)),
        seasonal: fields.flag("seasonal", true, "Whether the amount follows the season's mean heat demand."),
    };
    let excused = fields
        .optional_rule("excused", "Force majeure: where it holds at settlement, what is missing is excused.");
    ContractDraft { contract, excused }
}

pub(super) fn route(
    names: &mut Ids<'_>,
    name: &Name,
    fields: &mut Fields<'_, '_>,
    minute: impl Fn(Date) -> Minute,
) -> Route {
    let name = names.entity("route", name, fields);
    let via = fields.references(
        "via",
        &["party", "facility"],
        "Who can close it: parties it crosses, facilities it passes.",
    );
    Route {
        name,
        capacity_per_month: fields.number(
            "capacity_per_month",
            &Spec::new("unit/month", 0.0, AMOUNT, "What it can carry.").or(AMOUNT, "unbounded"),
        ),
        transit_days: fields
            .number("transit_days", &Spec::new("days", 0.0, 365.0, "Days on the way.").or(0.0, "assumption")),
        via_parties: via.iter().filter(|entity| entity.kind == "party").map(id).collect(),
        via_facilities: via.iter().filter(|entity| entity.kind == "facility").map(id).collect(),
        contracts: Vec::new(),
        limits: fields.tables("limits", "Times in which, as a given, not all gets through.", |f| {
            RouteLimit {
                from: f.date("from", "The first day.").map_or(Minute(0), &minute),
                until: f.date("until", "The first day after.").map_or(Minute(0), &minute),
                passes: f.number("passes", &Spec::share("Share of what would travel that gets through.")),
            }
        }),
    }
}
