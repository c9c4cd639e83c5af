//! What a run is worth to a party.

use powderkeg_engine::id::PartyId;
use powderkeg_engine::setup::RewardKind;

use super::ids::id;
use crate::fields::{Fields, RuleText};
use crate::reader::Name;

/// A reward whose rule is still text.
pub(super) struct RewardDraft {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) party: PartyId,
    pub(super) kind: RewardKind,
    pub(super) is: RuleText,
}

const KINDS: [(&str, RewardKind); 3] =
    [("win", RewardKind::Win), ("welfare", RewardKind::Welfare), ("cost", RewardKind::Cost)];

/// Reads `[reward.PARTY.*]`.
pub(super) fn reward(name: &Name, fields: &mut Fields<'_, '_>) -> RewardDraft {
    let title = fields.optional_text("title", "What it is, for people.");
    RewardDraft {
        name: name.id.clone(),
        title: title.unwrap_or_else(|| name.id.replace('_', " ")),
        party: name.owner.as_ref().map_or(PartyId(0), id),
        kind: fields.choice(
            "kind",
            &KINDS,
            None,
            "What it is made for: that the party wins, how its people fare, or what it pays (a number below 0).",
        ),
        is: fields.rule("is", "What the run is worth to the party if it stopped now, in the truth; more is better."),
    }
}
