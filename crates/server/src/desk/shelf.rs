//! What cost a while to read, kept for as long as its files stay as they are.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::api::Fault;

/// What a folder's files are: their names, lengths and times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(Vec<(String, u64, Option<std::time::Duration>)>);

impl Stamp {
    /// That of a folder; of one that cannot be looked into, that of none.
    pub fn of(folder: &Path) -> Self {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .filter_map(|entry| {
                let file = entry.metadata().ok()?;
                let changed = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok();
                Some((entry.file_name().to_string_lossy().into_owned(), file.len(), changed))
            })
            .collect();
        files.sort();
        Self(files)
    }
}

/// A few things by their names, those last asked for.
#[derive(Debug)]
pub struct Shelf<T> {
    most: usize,
    slots: Mutex<Slots<T>>,
}

/// A slot is locked by whoever reads its thing: others that want the same wait for it instead of reading it too.
type Slot<T> = Arc<Mutex<Option<(Stamp, Arc<T>)>>>;

#[derive(Debug)]
struct Slots<T> {
    named: BTreeMap<String, Slot<T>>,
    /// Names, the last one asked for at the end.
    order: Vec<String>,
}

impl<T> Shelf<T> {
    /// Of at most so many things.
    pub fn new(most: usize) -> Self {
        Self { most, slots: Mutex::new(Slots { named: BTreeMap::new(), order: Vec::new() }) }
    }

    /// A thing as it was read when its files were as they are, else as it is read now.
    ///
    /// # Errors
    /// What `read` says; nothing is kept then.
    pub fn get(
        &self,
        name: &str,
        stamp: Stamp,
        read: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<Arc<T>, Fault> {
        let slot = self.slot(name);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, thing)) = slot.as_ref().filter(|(kept, _)| *kept == stamp) {
            return Ok(Arc::clone(thing));
        }
        // What is old goes before what is new comes: both may be large.
        *slot = None;
        let thing = Arc::new(read()?);
        *slot = Some((stamp, Arc::clone(&thing)));
        Ok(thing)
    }

    fn slot(&self, name: &str) -> Slot<T> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.order.retain(|other| other != name);
        slots.order.push(name.into());
        if slots.order.len() > self.most {
            let oldest = slots.order.remove(0);
            slots.named.remove(&oldest);
        }
        Arc::clone(slots.named.entry(name.into()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_kept_while_it_is_the_same_and_not_crowded_out() {
        let shelf = Shelf::new(2);
        let stamp = |length| Stamp(vec![("a".into(), length, None)]);
        let mut reads = 0;
        let mut get = |name: &str, length| {
            let read = || {
                reads += 1;
                Ok(reads)
            };
            *shelf.get(name, stamp(length), read).unwrap()
        };
        assert_eq!([get("a", 1), get("a", 1), get("a", 2), get("b", 1), get("a", 2)], [1, 1, 2, 3, 2]);
        assert_eq!([get("c", 1), get("a", 2), get("b", 1)], [4, 2, 5]);
        assert!(shelf.get("a", stamp(9), || Err(Fault::not_found("gone"))).is_err());
    }
}
