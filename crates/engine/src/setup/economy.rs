//! Weather regions, goods, producers, consumers, contracts and routes.

use crate::dice::Name;
use crate::id::{ContractId, FacilityId, GoodId, PartyId, RegionId, RouteId};
use crate::parameter::Num;
use crate::rule::Program;
use crate::time::Minute;
use powderkeg_models::heat::HeatProfile;

/// A region with one weather.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Name.
    pub name: Name,
    /// The parties whose territory it covers.
    pub covers: Vec<PartyId>,
    /// Mean temperature of each month, January first, °C.
    pub monthly_mean_c: [Num; 12],
    /// Stationary standard deviation of the daily anomaly, °C.
    pub anomaly_sd_c: Num,
    /// Day-to-day autocorrelation of the anomaly, in [0, 1).
    pub persistence: Num,
    /// Shift of the whole season (a harsh winter is negative), °C.
    pub season_shift_c: Num,
    /// Mean rain of each month, January first, mm.
    pub monthly_rain_mm: [Num; 12],
    /// Standard deviation of the season's ln rain factor.
    pub rain_spread: Num,
    /// Latitude for dark hours, degrees north.
    pub latitude: f64,
}

/// Parameters of the weather domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Weather {
    /// Anomaly below which a cold spell begins, in standard deviations (negative).
    pub cold_spell_sd: Num,
    /// Anomaly above which it ends, in standard deviations; above `cold_spell_sd`.
    pub cold_spell_end_sd: Num,
    /// Scale κ of coldness σ(−θ/κ), °C.
    pub cold_scale_c: Num,
    /// Share of days on which transport aircraft can't fly.
    pub no_fly_share: Num,
    /// Heat-demand profile of households.
    pub heat: HeatProfile,
    /// Temperature at which the heat factor is 1, °C.
    pub reference_c: Num,
    /// Share of days with rain, in (0, 1].
    pub wet_day_share: Num,
    /// Rain share under which there is a drought.
    pub drought_share: Num,
    /// Rain share above which it is over; above `drought_share`.
    pub drought_end_share: Num,
}

impl Default for Weather {
    fn default() -> Self {
        Self {
            cold_spell_sd: Num(0),
            cold_spell_end_sd: Num(0),
            cold_scale_c: Num(0),
            no_fly_share: Num(0),
            heat: powderkeg_models::heat::MIXED_HOUSEHOLD,
            reference_c: Num(0),
            wet_day_share: Num(0),
            drought_share: Num(0),
            drought_end_share: Num(0),
        }
    }
}

/// A good.
#[derive(Clone, Debug, PartialEq)]
pub struct Good {
    /// Name.
    pub name: Name,
    /// Unit of amounts: "kt", "musd", "mcm".
    pub unit: String,
    /// Price elasticity of demand, positive.
    pub elasticity: Num,
    /// USD per unit at the start.
    pub price_usd: Num,
    /// How much a shortage of it adds to a household's hardship (weight).
    pub hardship: Num,
}

/// A producer of one good.
#[derive(Clone, Debug, PartialEq)]
pub struct Producer {
    /// Name (`producer.kazakhstan.oil`).
    pub name: Name,
    /// Who.
    pub party: PartyId,
    /// What.
    pub good: GoodId,
    /// Units a month. Ignored where rain supplies the good.
    pub capacity_per_month: Num,
    /// Units a month.
    pub home_demand_per_month: Num,
    /// A good that falls from the sky.
    pub rain: Option<RainSupply>,
}

/// Supply from rain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RainSupply {
    /// Where it rains.
    pub region: RegionId,
    /// Units for each mm.
    pub per_mm: Num,
}

/// A consumer of one good.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumer {
    /// Name (`consumer.uzbekistan.oil`).
    pub name: Name,
    /// Who.
    pub party: PartyId,
    /// What.
    pub good: GoodId,
    /// Units a month at reference weather.
    pub demand_per_month: Num,
    /// Share of the demand that heats, in [0, 1].
    pub heating_share: Num,
    /// Share of households in the demand (last to be cut), in [0, 1].
    pub household_share: Num,
    /// Stored at the start, units.
    pub stock: Num,
    /// Largest store, units.
    pub store_capacity: Num,
    /// Largest withdrawal, units a day.
    pub out_per_day: Num,
    /// Share of a withheld delivery that can be replaced in time, in [0, 1].
    pub substitutes: Num,
    /// The region whose cold it feels.
    pub region: Option<RegionId>,
}

/// A contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Name.
    pub name: Name,
    /// Who delivers.
    pub seller: PartyId,
    /// Who receives.
    pub buyer: PartyId,
    /// The bloc whose business a breach is.
    pub under: Option<PartyId>,
    /// What.
    pub good: GoodId,
    /// Units a month, before the season.
    pub per_month: Num,
    /// What it pays.
    pub price: Price,
    /// When deliveries are held against the contract.
    pub settles: Settles,
    /// Undelivered share that is tolerated, in [0, 1].
    pub tolerance: Num,
    /// Force majeure: where it holds at settlement, what is missing is excused.
    pub excused: Option<Program>,
    /// How it travels.
    pub route: Option<RouteId>,
    /// Whether the amount follows the season's mean heat demand.
    pub seasonal: bool,
}

/// What a contract pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// The market price, times what the bloc pays such a member.
    Market,
    /// USD per unit.
    Fixed(Num),
}

/// When a contract is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settles {
    /// On the first of each month.
    Monthly,
    /// On 1 January, April, July, October.
    Quarterly,
    /// On 1 January.
    Yearly,
}

/// A route.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Name.
    pub name: Name,
    /// Units a month.
    pub capacity_per_month: Num,
    /// Days on the way.
    pub transit_days: Num,
    /// Parties that can close it.
    pub via_parties: Vec<PartyId>,
    /// Facilities whose operator can close it.
    pub via_facilities: Vec<FacilityId>,
    /// Contracts that use it.
    pub contracts: Vec<ContractId>,
    /// Times in which the record says that not all gets through: given, nobody's decision.
    pub limits: Vec<RouteLimit>,
}

/// A limit of a route in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteLimit {
    /// From when.
    pub from: Minute,
    /// Until when, excluded.
    pub until: Minute,
    /// Share of what would travel that gets through, in [0, 1].
    pub passes: Num,
}

/// Parameters of the trade domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trade {
    /// Days over which a shortage is felt (exponential mean).
    pub felt_days: Num,
    /// Felt shortage at which a shortage begins, share of demand.
    pub shortage_share: Num,
    /// Felt shortage under which it ends, share of demand; below `shortage_share`.
    pub shortage_end_share: Num,
    /// Days in which the price follows its target by a factor e.
    pub price_days: Num,
    /// Largest price, multiple of the start.
    pub price_cap: Num,
    /// Days over which the undelivered share is counted between settlements.
    pub account_days: Num,
    /// Days until substitutes for a withheld delivery are found (mean).
    pub substitute_days: Num,
    /// Rise of a withheld share per day of cold.
    pub creep_per_day: Num,
    /// Largest withheld share.
    pub withheld_cap: Num,
    /// Mean days from rain to supply: soil, rivers and dams as one linear reservoir.
    pub runoff_days: Num,
}
