//! What several commands take.

use std::path::PathBuf;

use clap::Args;

use super::values::{override_argument, seed, threads};

/// What changes a run, and a saved one is not changed.
pub(super) const OF_A_SCENARIO: &str = "Of a scenario only, not of what was saved";

/// Which scenario, and with what changed.
#[derive(Args)]
pub struct Chosen {
    /// Name of a built-in scenario, or the folder of one
    pub scenario: String,
    #[command(flatten)]
    pub changed: Changed,
}

/// Which scenario, with what changed, and from where.
#[derive(Args)]
pub struct Begun {
    #[command(flatten)]
    pub chosen: Chosen,
    /// Go on from a moment of a saved run, with other luck: a day, a minute or an event, as in --from
    /// runs/34@2015-04-03 or --from runs/34@gate_riot. What is forbidden or done comes after it
    #[arg(long, value_name = "DIR@TIME")]
    pub from: Option<String>,
}

/// What is changed about a scenario.
#[derive(Args)]
pub struct Changed {
    /// Change a value of the scenario, as in --set workforce.crews.pay_ratio=0.9; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = override_argument)]
    pub set: Vec<String>,
    /// Keep a party from ever taking one of its options, as in --forbid usa.raid; may be repeated
    #[arg(long, value_name = "PARTY.OPTION")]
    pub forbid: Vec<String>,
    /// Have a party take one of its options at a moment, whether or not its own rule would, as in --do '2015-04-01
    /// usa.offer_inspection'; may be repeated
    #[arg(long = "do", value_name = "DATE PARTY.OPTION")]
    pub orders: Vec<String>,
    /// Take them from a TOML file with the lists `set`, `forbid` and `do`; what is typed comes after it
    #[arg(long, value_name = "FILE")]
    pub interventions: Option<PathBuf>,
}

impl Changed {
    /// Whether anything is.
    pub fn is_any(&self) -> bool {
        let Self { set, forbid, orders, interventions } = self;
        !set.is_empty() || !forbid.is_empty() || !orders.is_empty() || interventions.is_some()
    }
}

/// What is asked of runs.
#[derive(Args)]
pub struct Question {
    /// A fact, an outcome or a column of the scenario's runs, or a comparison: raid, 'raid < 2015-04-10', day(raid),
    /// 'killed.usa > 10'
    pub outcome: String,
}

/// Where many runs begin, and how they are made.
#[derive(Args)]
pub struct Luck {
    /// Another seed, other runs [default: 1]
    #[arg(long, value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Threads to run on; results do not depend on it [default: one a processor]
    #[arg(long, default_value_t = 0, hide_default_value = true, value_parser = threads, allow_negative_numbers = true)]
    pub threads: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Luck {
    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}
