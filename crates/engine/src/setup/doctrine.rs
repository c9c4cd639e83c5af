//! What parties would do when, what they can see, and what a run's end is called.

use crate::action::Action;
use crate::dice::Name;
use crate::id::{OptionId, OriginId, PartyId};
use crate::parameter::Num;
use crate::rule::{Condition, Program};

/// A party's doctrine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doctrine {
    /// Its options in the text's order.
    pub options: Vec<OptionId>,
}

/// Options of one agenda share its capacity: near-duplicates do not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agenda {
    /// Forces and operations.
    Military,
    /// Calls, offers, motions, access.
    Diplomatic,
    /// Goods, pay, aid.
    Economic,
    /// Own people: concessions, police.
    Domestic,
}

/// An option: when it is open, how urgent it is, what it orders.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionSetup {
    /// Name (`doctrine.usa.raid_the_pads`).
    pub name: Name,
    /// Whose.
    pub party: PartyId,
    /// Agenda.
    pub agenda: Agenda,
    /// Legality and feasibility.
    pub when: Condition,
    /// Rate per day.
    pub urge: Program,
    /// What it orders.
    pub order: OrderTemplate,
    /// Days from decision to effect.
    pub lead_days: Num,
    /// Days it rests after it was taken. `None`: it is taken once.
    pub repeats: Option<Num>,
    /// How often at most.
    pub at_most: u32,
    /// Whether the urge reads the calendar, so that it has no constant rate and is looked at more
    /// often than daily: hours between looks.
    pub cadence_hours: Option<Num>,
    /// Where.
    pub origin: OriginId,
}

/// An order whose numbers are still parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderTemplate {
    /// The order with numbers at zero.
    pub action: Action,
    /// The order's number (share, spend, days …), where it has one.
    pub amount: Option<Num>,
}

/// How parties see what isn't theirs (MODELS §9).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visibility {
    /// Days after which open facts and levels are seen.
    pub open_delay_days: Num,
    /// Standard deviation of the ln error of open levels.
    pub open_error: Num,
    /// Days after which contested levels are seen.
    pub contested_delay_days: Num,
    /// Standard deviation of the ln error of contested levels.
    pub contested_error: Num,
    /// Standard deviation of the constant ln bias.
    pub bias: Num,
    /// Correlation time of the error, days.
    pub error_days: Num,
    /// Days between two estimates of a level: in between its error does not change.
    pub estimate_days: Num,
    /// Detections a day of a fact that is watched from outside.
    pub detection: Num,
    /// Smallest change of a level that a party takes note of, as a share of the level.
    pub notice: Num,
}

/// A `[[result]]` rule.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRule {
    /// Reads the truth.
    pub when: Program,
    /// What the page says.
    pub text: String,
    /// Where.
    pub origin: OriginId,
}

/// What a reward is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RewardKind {
    /// The party got what it wants.
    Win,
    /// How its people fare.
    Welfare,
    /// What it paid: a cost is a reward below 0.
    Cost,
}

/// A `[reward.PARTY.*]`: what a run is worth to a party, for those who learn to play its seat.
#[derive(Clone, Debug, PartialEq)]
pub struct Reward {
    /// Name.
    pub name: String,
    /// What it is, for people.
    pub title: String,
    /// Whose.
    pub party: PartyId,
    /// What it is made for.
    pub kind: RewardKind,
    /// Reads the truth, at any time: what the run is worth if it stopped there.
    pub is: Program,
}

/// A named quantity of a finished run: an `[outcome.*]`, or an entry of `expect.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Name.
    pub name: String,
    /// Reads the truth at the end.
    pub is: Program,
    /// That rule, as it is written.
    pub text: String,
    /// Unit.
    pub unit: String,
}
