//! Looks at running jobs a few times a second, and says how far they are and how fast they go.

#![expect(
    clippy::disallowed_types,
    reason = "a rate is of real time; nothing that is computed depends on it"
)]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::Shared;
use super::board::Board;
use crate::api::{Fault, FaultKind};

/// How often is looked: as often as people can read.
const PACE: Duration = Duration::from_millis(200);
/// The time that a rate is of.
const WINDOW: Duration = Duration::from_secs(3);

/// When was looked, and what was made by then.
type Looks = VecDeque<(Instant, u64)>;

/// Starts the meter.
pub fn start(shared: Arc<Shared>) -> Result<JoinHandle<()>, Fault> {
    let thread = std::thread::Builder::new().name("meter".into());
    let meter = thread.spawn(move || measure(&shared));
    meter.map_err(|error| {
        Fault::new(FaultKind::Io, format!("there are no threads to be had for jobs: {error}"))
    })
}

fn measure(shared: &Shared) {
    let mut looks = BTreeMap::new();
    let mut board = shared.board();
    while !board.is_closed() {
        let is_idle = board.running().is_empty();
        board = if is_idle {
            shared.work.wait(board).unwrap_or_else(PoisonError::into_inner)
        } else {
            drop(board);
            std::thread::sleep(PACE);
            shared.board()
        };
        if look(&mut board, &mut looks, Instant::now()) {
            shared.announce(&board);
        }
    }
}

/// Looks at all running jobs; whether anything has changed.
fn look(board: &mut Board, looks: &mut BTreeMap<String, Looks>, now: Instant) -> bool {
    let running = board.running();
    looks.retain(|id, _| running.iter().any(|(running, _)| running == id));
    let mut has_changed = false;
    for (id, watcher) in running {
        let of = watcher.of();
        let made = watcher.made();
        let rate = rate(looks.entry(id.clone()).or_default(), now, made);
        let is_new =
            |job: &crate::api::Job| (job.done, job.of, job.rate.to_bits()) != (made, of, rate.to_bits());
        if board.get(&id).as_ref().is_some_and(is_new) {
            board.change(&id, |job| (job.done, job.of, job.rate) = (made, of, rate));
            has_changed = true;
        }
    }
    has_changed
}

/// Runs a second over the last moments, with this look added.
fn rate(looks: &mut Looks, now: Instant, made: u64) -> f64 {
    looks.push_back((now, made));
    while looks.len() > 2 && now.duration_since(looks[0].0) > WINDOW {
        looks.pop_front();
    }
    let (since, before) = looks[0];
    let seconds = now.duration_since(since).as_secs_f64();
    if seconds > 0.0 { made.saturating_sub(before) as f64 / seconds } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_the_last_moments() {
        let (mut looks, start) = (Looks::new(), Instant::now());
        let mut at = |seconds: u64, made| {
            let rate = rate(&mut looks, start + Duration::from_secs(seconds), made);
            (rate * 3.0).round() as u64
        };
        assert_eq!([at(0, 10), at(1, 30), at(2, 50), at(3, 50)], [0, 60, 60, 40]);
        assert_eq!([at(4, 50), at(5, 50), at(6, 50)], [20, 0, 0]);
    }
}
