//! `powderkeg schema`.

use crate::failure::Failure;
use crate::output::print_json;

pub fn schema() -> Result<(), Failure> {
    print_json(&powderkeg_scenario::scenario::json_schema())
}
