//! Studies: what is asked of many runs, and folders that hold them.

mod asked;
mod levers;
mod list;
mod made;
mod order;
mod record;
mod saved;
mod sensitivity;
mod varied;

pub use self::asked::{Asked, case, facts, measure, plan};
pub use self::levers::{Levers, Tried, orders};
pub use self::list::{Listed, list};
pub use self::made::{Made, Making, manifest};
pub use self::order::{Order, part};
pub use self::record::{against_record, direction, expected, scored};
pub use self::saved::{Study, begun, differences, row};
pub use self::sensitivity::{Depends, Sensitivity};
pub use self::varied::Varied;
