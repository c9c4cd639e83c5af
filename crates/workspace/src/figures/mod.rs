//! Results in figures, as JSON: what `--json` prints and other languages read, in one place for all of them.

mod but_for;
mod comparison;
mod hindcast;
mod levers;
mod parameters;
mod sensitivity;
mod study;
mod validation;

pub use self::but_for::{but_for, candidate};
pub use self::comparison::comparison;
pub use self::hindcast::{days, hindcast, result_name, target_name, verdict};
pub use self::levers::{chosen, levers, option_path};
pub use self::parameters::parameters;
pub use self::sensitivity::{is_lever, parameter, sensitivity};
pub use self::study::study;
pub use self::validation::validation;
