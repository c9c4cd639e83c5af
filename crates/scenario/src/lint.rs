//! What a scenario's rules already encode of the record's order: such edges are designed in, only the rest may be
//! called emergent.

use powderkeg_engine::action::Action;
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::Slot;
use powderkeg_engine::setup::{OptionSetup, Setup};

use crate::expect::{Expect, Fact};

/// An edge of the record's order that some option's condition encodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignedIn {
    /// Index of the earlier fact.
    pub first: usize,
    /// Index of the later fact.
    pub second: usize,
    /// The path of the option whose `when` reads the first and whose order brings about the second.
    pub option: String,
}

/// All edges of the record's order that are designed in.
#[must_use]
pub fn designed_in(setup: &Setup, expect: &Expect) -> Vec<DesignedIn> {
    let mut found = Vec::new();
    for &(first, second) in &expect.order {
        for (_, option) in setup.options.iter() {
            if brings_about(setup, option, &expect.facts[second])
                && reads(setup, option, &expect.facts[first])
            {
                let path = setup.names[option.name.id].path.clone();
                found.push(DesignedIn { first, second, option: path });
            }
        }
    }
    found
}

fn readings<'a>(
    setup: &'a Setup,
    slots: impl Iterator<Item = &'a Slot> + 'a,
) -> impl Iterator<Item = &'a Reading> + 'a {
    slots.filter_map(|slot| setup.readings.get(usize::from(slot.0)))
}

/// Whether the option's condition reads what the fact is about.
fn reads(setup: &Setup, option: &OptionSetup, fact: &Fact) -> bool {
    let conditions: Vec<Slot> = option.when.slots().flatten().copied().collect();
    readings(setup, fact.rule.program.slots().iter())
        .any(|wanted| readings(setup, conditions.iter()).any(|read| read == wanted))
}

/// Whether the option's order is what makes the fact true.
fn brings_about(setup: &Setup, option: &OptionSetup, fact: &Fact) -> bool {
    readings(setup, fact.rule.program.slots().iter()).any(|reading| match (*reading, option.order.action) {
        (Reading::Withheld(party), Action::Withhold { .. }) => option.party == party,
        (Reading::Withholding(producer), Action::Withhold { good, .. }) => {
            setup.producers[producer].party == option.party && setup.producers[producer].good == good
        }
        (Reading::Sanctioned { on, by }, Action::ProposeSanction { bloc, on: target, .. }) => {
            on == target && by == bloc
        }
        (Reading::Landed { force, .. }, Action::Airlift { force: sent, .. }) => force == sent,
        (Reading::ForeignTroopsAt(_), Action::Airlift { .. }) => true,
        (Reading::Replaced(workforce), Action::Replace { workforce: replaced }) => workforce == replaced,
        (Reading::Dismissed(workforce), Action::Dismiss { workforce: dismissed }) => workforce == dismissed,
        (Reading::Cordoned(facility), Action::Cordon { around, .. }) => facility == around,
        (Reading::Raid { by, on }, Action::Operate { on: target, .. }) => by == option.party && on == target,
        (Reading::Cancelled(project), Action::Cancel { project: given_up }) => project == given_up,
        (Reading::Calls { on, about }, Action::Call { to, about: subject, .. }) => {
            on == to && about == subject
        }
        (Reading::Refusals { by, about }, Action::Call { to, about: subject, .. }) => {
            by == to && about == subject
        }
        (Reading::Offered { by, to }, Action::OfferAid { to: offered, .. }) => {
            by == option.party && to == offered
        }
        (Reading::Accepted { from, by }, Action::AcceptAid { from: taken }) => {
            by == option.party && from == taken
        }
        (Reading::Incitement(party), Action::Incite { among, .. }) => party == among,
        (Reading::Invited { by, party }, Action::Invite { party: guest }) => {
            by == option.party && party == guest
        }
        _ => false,
    })
}
