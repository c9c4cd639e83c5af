//! Which runs a study makes, and which of them one shard makes.

use std::fmt;
use std::ops::Range;

/// The most runs of a study: what still fits the counts and a disk.
pub const MOST_RUNS: u32 = 1_000_000_000;

/// One of several parts of a study that are run apart: `of` parts, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    of: u32,
}

impl Shard {
    /// The whole study.
    pub const WHOLE: Self = Self { index: 1, of: 1 };

    /// Reads `K/M`: 1/7 to 7/7 are the shards of seven.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        let Some((index, of)) = parts else {
            return Err("write K/M, as in 2/7 for the second of seven".into());
        };
        if of == 0 {
            return Err("there is no study of 0 shards".into());
        }
        if index == 0 || index > of {
            return Err(format!("shards of {of} are counted from 1/{of} to {of}/{of}"));
        }
        Ok(Self { index, of })
    }

    /// Which of them, from 1.
    #[must_use]
    pub fn index(self) -> u32 {
        self.index
    }

    /// How many there are.
    #[must_use]
    pub fn of(self) -> u32 {
        self.of
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

/// Which runs are made. Run `k` of a study, counted from 1, has the seed `seed + k - 1`, whatever the shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Seed of the study's first run.
    pub seed: u64,
    /// Runs of the whole study.
    pub runs: u32,
    /// The part that is made.
    pub shard: Shard,
}

impl Plan {
    /// The runs of the shard: consecutive, so that shards put one after the other are the study.
    #[must_use]
    pub fn shard_runs(&self) -> Range<u32> {
        let bound = |shards: u32| {
            // At most the number of runs, which is a u32.
            (u64::from(self.runs) * u64::from(shards) / u64::from(self.shard.of)) as u32 + 1
        };
        bound(self.shard.index - 1)..bound(self.shard.index)
    }

    /// The shard's runs in parts of at most `size`, in order.
    pub fn parts(&self, size: u32) -> impl Iterator<Item = Range<u32>> + use<> {
        let Range { start, end } = self.shard_runs();
        let size = size.max(1);
        (start..end).step_by(size as usize).map(move |from| from..end.min(from.saturating_add(size)))
    }

    /// The seed of a run.
    #[must_use]
    pub fn seed_of(&self, run: u32) -> u64 {
        self.seed.wrapping_add(u64::from(run) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_in_order_are_the_whole() {
        for runs in [1, 6, 7, 100, MOST_RUNS] {
            for of in [1, 2, 7, 1000] {
                let mut next = 1;
                for index in 1..=of {
                    let part = Plan { seed: 1, runs, shard: Shard { index, of } }.shard_runs();
                    assert_eq!(part.start, next);
                    assert!(part.len() <= runs as usize / of as usize + 1);
                    next = part.end;
                }
                assert_eq!(next, runs + 1);
            }
        }
    }

    #[test]
    fn parts_in_order_are_the_shard() {
        let plan = Plan { seed: 40, runs: 25, shard: Shard { index: 2, of: 2 } };
        let parts: Vec<_> = plan.parts(5).collect();
        assert_eq!(parts, [13..18, 18..23, 23..26]);
        assert_eq!(plan.seed_of(13), 52);
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        for (text, said) in
            [("8/7", "1/7 to 7/7"), ("0/3", "1/3 to 3/3"), ("1/0", "0 shards"), ("2", "K/M"), ("-1/3", "K/M")]
        {
            assert!(Shard::parse(text).is_err_and(|reason| reason.contains(said)), "{text}");
        }
        assert_eq!(Shard::parse("2/7").map(|shard| shard.to_string()), Ok("2/7".into()));
    }
}
