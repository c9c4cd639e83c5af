//! Reads the parameters that domains share: `[labour]`, `[unrest]` and so on, each with its default, unit, range and
//! source. A scenario takes ranges for them from the library and may set its own.

mod economy;
mod labour;
mod military;
mod politics;
mod technical;
mod unrest;

use powderkeg_engine::parameter::Num;
use powderkeg_engine::setup::Setup;

use super::kind;
use crate::fields::Fields;
use crate::number::Spec;
use crate::reader::Reader;

/// The source of what has none.
const ASSUMED: &str = "assumption";

/// A number with its unit, range, default and source.
fn number(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    unit: &'static str,
    (min, max): (f64, f64),
    (default, source): (f64, &'static str),
    doc: &'static str,
) -> Num {
    fields.number(key, &Spec::new(unit, min, max, doc).or(default, source))
}

/// Reads all of them; a table that is not given has its defaults.
pub(super) fn read(reader: &mut Reader<'_>, setup: &mut Setup) {
    setup.weather = reader.read_parameters(kind("climate"), economy::climate);
    setup.trade = reader.read_parameters(kind("market"), economy::market);
    setup.unrest = reader.read_parameters(kind("unrest"), unrest::unrest);
    setup.labour = reader.read_parameters(kind("labour"), labour::labour);
    setup.campaign = reader.read_parameters(kind("work"), technical::work);
    setup.assets = reader.read_parameters(kind("assets"), technical::assets);
    setup.movement = reader.read_parameters(kind("movement"), military::movement);
    setup.battle = reader.read_parameters(kind("battle"), military::battle);
    setup.diplomacy = reader.read_parameters(kind("diplomacy"), politics::diplomacy);
    setup.escalation = reader.read_parameters(kind("escalation"), politics::escalation);
    setup.visibility = reader.read_parameters(kind("visibility"), technical::visibility);
    setup.decisions_per_day = reader.read_parameters(kind("decisions"), |fields| {
        let doc = "Decisions a day that one agenda of a party can take; its options share them.";
        number(fields, "per_day", "1/day", (0.01, 100.0), (0.5, ASSUMED), doc)
    });
}
