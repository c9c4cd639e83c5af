//! Parties as every document has them, with the colours that the page gives them.

use powderkeg_engine::dice::Name;
use powderkeg_engine::id::PartyId;
use powderkeg_engine::setup::{Setup, Side};
use powderkeg_engine::time::Minute;
use powderkeg_report::export::text::plain;
use powderkeg_report::infobox::{self, THIRD_COLOUR};
use powderkeg_report::run::{Run, civil_from};

use crate::api::Party;

/// The parties of a run: their sides are those of its infobox.
#[must_use]
pub fn of_run(run: &Run) -> Vec<Party> {
    of_sides(run.setup, &infobox::sides(run))
}

/// The parties of a scenario: their sides are those that it names. Where it names none, only a run has sides.
#[must_use]
pub fn of_setup(setup: &Setup) -> Vec<Party> {
    of_sides(setup, &setup.sides)
}

fn of_sides(setup: &Setup, sides: &[Side]) -> Vec<Party> {
    let party = |party: PartyId| {
        let name = setup.parties[party].name;
        let side = sides.iter().position(|side| side.parties.contains(&party));
        // Those who may take a side in a fight, or none, have a column of their own where they take none.
        let is_open = || setup.forces.rows().any(|force| force.of == party && force.open);
        Party {
            id: setup.id(name.id).to_string(),
            title: title(setup, name),
            side: side.map(|side| plain(&sides[side].title)),
            colour: side.map_or_else(|| if is_open() { THIRD_COLOUR } else { 0 }, infobox::colour),
        }
    };
    setup.parties.ids().map(party).collect()
}

/// The id of a party, as rules write it.
#[must_use]
pub fn id_of(setup: &Setup, party: PartyId) -> String {
    setup.id(setup.parties[party].name.id).to_string()
}

/// The path of an entity: `force.rangers`.
pub(super) fn path(setup: &Setup, name: Name) -> String {
    setup.names.get(name.id).map_or_else(|| "?".into(), |named| named.path.clone())
}

/// What an entity is called.
pub(super) fn title(setup: &Setup, name: Name) -> String {
    setup.names.get(name.id).map_or_else(|| "?".into(), |named| plain(&named.title))
}

/// The civil date of minute 0: "2014-10-01".
#[must_use]
pub fn starts(date: (i16, u8, u8)) -> String {
    civil_from(date, Minute(0)).date().to_string()
}
