//! How far long work is.

/// Who is told how far long work is, and may have it stopped.
pub trait Progress: Sync {
    /// A stretch of work begins: so many runs, of which some are made already.
    fn begins(&self, runs: u64, made: u64);

    /// One more run is made.
    fn done(&self);

    /// Whether to stop, where work can be gone on with later.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Nobody is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn begins(&self, _: u64, _: u64) {}

    fn done(&self) {}
}
