//! What something hangs on: the way back along its causes, as far as the log can tell that they bear on it.

use std::collections::{BTreeSet, VecDeque};

use powderkeg_engine::cause::Cause;
use powderkeg_engine::log::Record;

use crate::pivot::{Bearing, Toward, bearing};
use crate::run::Run;

/// Places of the records that led to those at `roots`, themselves among them. A decision is followed back to what its
/// rule turned on, or what made it more urgent; what it merely read, or what spoke against it, is left out.
pub(crate) fn led_to(run: &Run, roots: &[usize]) -> BTreeSet<usize> {
    let mut queue: VecDeque<usize> = roots.iter().copied().collect();
    let mut found = BTreeSet::new();
    while let Some(position) = queue.pop_front() {
        if found.insert(position) {
            let record = &run.log.records()[position];
            queue.extend(behind(run, record));
        }
    }
    found
}

/// Places of the records behind one that spoke for it.
pub(super) fn behind<'r>(run: &'r Run, record: &'r Record) -> impl Iterator<Item = usize> + 'r {
    run.log.causes(record).iter().filter_map(move |&cause| {
        let Cause::Event(id) = cause else { return None };
        let speaks = match bearing(run, record, id) {
            None | Some(Bearing::Pivotal | Bearing::Level(Toward::For | Toward::Unknown)) => true,
            Some(Bearing::Rate { with, without }) => with > without,
            Some(Bearing::NotPivotal | Bearing::Level(Toward::Against)) => false,
        };
        if speaks { run.log.position(id) } else { None }
    })
}

/// Places of the records without which a decision's rule would not have held.
pub(super) fn pivots(run: &Run, record: &Record) -> Vec<usize> {
    let causes = run.log.causes(record).iter();
    causes
        .filter_map(|&cause| match cause {
            Cause::Event(id) if bearing(run, record, id) == Some(Bearing::Pivotal) => run.log.position(id),
            _ => None,
        })
        .collect()
}
