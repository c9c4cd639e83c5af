//! The engine as the Python package `powderkeg` calls it.
//!
//! Arguments and results cross here, and nothing else: scenarios are read, run and saved by `powderkeg-workspace`, as for the
//! command line and the console. `python/powderkeg/` gives types and documentation to what is here. No panic crosses:
//! see [`guard`].

mod games;
mod guard;
mod kept;
mod parts;
mod questions;
mod raise;
mod run;
mod scenario;
mod study;
mod table;
mod trials;
mod value;

use pyo3::pymodule;

/// What the package is made of. Not for users: names and arguments change without notice.
#[pymodule]
mod _powderkeg {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::games::{Games, games};
    #[pymodule_export]
    use crate::parts::{Parts, make_part, parts};
    #[pymodule_export]
    use crate::questions::{but_for, compare, hindcast, levers, sensitivity, validate};
    #[pymodule_export]
    use crate::run::{Run, run};
    #[pymodule_export]
    use crate::scenario::{Scenario, builtin_names};
    #[pymodule_export]
    use crate::study::{Study, merge, open_study, study};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::trials::{Trials, quantiles, trials};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", powderkeg_workspace::VERSION)?;
        module.add("WHOLE", crate::parts::WHOLE)
    }
}
