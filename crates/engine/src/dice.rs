//! Addressed draws: a random number is the value at an address, never the next of a sequence.
//!
//! The address is (stream, entity, n) under the run's seed; the generator is Philox4x32-10
//! (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), a keyed bijection of the
//! counter. Adding a city or forbidding an act leaves every other draw bit-equal.

use crate::id::NameId;
use crate::time::Minute;
use powderkeg_models::math;

/// What a draw is for. One stream per purpose, so that no two uses share a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Stream {
    /// A scenario's uncertain parameter, at the start of the run.
    Parameter,
    /// Daily temperature.
    Temperature,
    /// Daily rain.
    Rain,
    /// Flying and launch weather.
    FlyingWeather,
    /// Slow mood of a city, at knots two days apart.
    Mood,
    /// Outbreak of a riot.
    Riot,
    /// People hurt in a city or at a gate.
    Casualties,
    /// Onset of a strike.
    Strike,
    /// End of a strike.
    Settlement,
    /// A riot at a facility's gate.
    GateRiot,
    /// A launch attempt: go or scrub.
    Attempt,
    /// Whether a launch succeeds.
    Launch,
    /// Whether a hidden purpose is what it is feared to be.
    Purpose,
    /// Evidence of a hidden purpose, daily.
    Evidence,
    /// A satellite's time to readiness.
    Readiness,
    /// When a party notices a fact.
    Detection,
    /// A party's slow error about a level, at daily knots.
    Error,
    /// A party's constant bias about a level.
    Bias,
    /// When an option of a doctrine is taken.
    Option,
    /// How long an order takes to carry out.
    LeadTime,
    /// A force's alert, march or loading time.
    Movement,
    /// Answer to a call, an offer or a request.
    Answer,
    /// A member's vote.
    Vote,
    /// Aircraft that abort or are lost.
    Lift,
    /// Men hurt on the jump.
    Jump,
    /// Surprise in a fight.
    Surprise,
    /// Who wins a fight.
    Ending,
    /// The fitted model's parameter and transfer error.
    Transfer,
    /// Losses of a side.
    Losses,
    /// Share of the losers taken prisoner.
    Prisoners,
    /// Length of a fight's phases.
    Phase,
    /// Where a fight's losses fall in time.
    Spread,
    /// What the third army does.
    ThirdArmy,
    /// Counter-attack on a held objective.
    CounterAttack,
    /// A further front opens.
    Front,
    /// A dispute is closed.
    OffRamp,
    /// False alarms and detection of hidden acts.
    Alarm,
    /// What studies draw: which cases a resample holds, agents that no domain runs.
    Study,
}

/// A stable key of an entity: a hash of its path in the scenario ("city.almaty"), so that it does
/// not move when other entities come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

impl Key {
    /// The key of a path: 64-bit FNV-1a, then a finaliser (as in `SplitMix64`) to spread the bits.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let hash = path.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(finalise(hash))
    }

    /// The key of an ordered pair.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(finalise(self.0.rotate_left(23) ^ other.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }
}

pub(crate) fn finalise(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// An entity as the dice know it: its number in the scenario's list of names, and its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its place in [`crate::setup::Setup::names`].
    pub id: NameId,
    /// Its stable key.
    pub key: Key,
}

/// The address of a draw, as causes carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Draw {
    /// What it is for.
    pub stream: Stream,
    /// Whose it is.
    pub of: NameId,
    /// The other entity, where a pair draws; else the same as `of`.
    pub with: NameId,
    /// The owner's own count: day, occurrence, minute since its start. In a run that goes on from another's past, what
    /// is drawn after it is marked; see [`Draw::number`].
    pub n: u32,
}

/// Marks what is drawn after the past of another run. No owner counts so far.
const AFTER: u32 = 1 << 31;

impl Draw {
    /// The owner's own count, without the mark.
    #[must_use]
    pub fn number(self) -> u32 {
        self.n & !AFTER
    }
}

/// Values that a uniform can take: 2⁵².
const STEPS: f64 = 4_503_599_627_370_496.0;

/// The seed at a uniform, another for each value that it can take. It fits a TOML integer, as those that people type.
#[must_use]
pub fn seed_at(u: f64) -> u64 {
    (u * STEPS) as u64
}

/// The dice of one run.
#[derive(Clone, Copy, Debug)]
pub struct Dice {
    seed: u64,
    /// The seed of the past, where that is another run's; else the same.
    past: u64,
    /// What the counts of its draws are marked with.
    mark: u32,
}

impl Dice {
    /// The dice of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, past: seed, mark: 0 }
    }

    /// The dice for the rest of a run that goes on from `at` with other luck: other ones than those of any run that
    /// began with `seed`.
    #[must_use]
    pub fn branched(self, seed: u64, at: Minute) -> Self {
        Self { seed: Key(finalise(seed)).with(Key(u64::from(at.0))).0, past: self.seed, mark: AFTER }
    }

    /// The uniform that was drawn at an address: before or after the past of another run.
    #[must_use]
    pub fn recall(self, draw: Draw, key: Key) -> f64 {
        let seed = if draw.n & AFTER == 0 { self.past } else { self.seed };
        Self { seed, ..self }.uniform_at(draw.stream, key, draw.number())
    }

    /// A uniform in the open interval (0, 1) at (stream, key, n).
    #[must_use]
    pub fn uniform_at(self, stream: Stream, key: Key, n: u32) -> f64 {
        let counter = [n, stream as u32, key.0 as u32, (key.0 >> 32) as u32];
        let words = philox4x32_10(counter, [self.seed as u32, (self.seed >> 32) as u32]);
        let bits = (u64::from(words[0]) << 32 | u64::from(words[1])) >> 12;
        // 52 bits and a half step: never 0, never 1.
        (bits as f64 + 0.5) * (1.0 / STEPS)
    }

    /// A uniform of one entity, with its address.
    #[must_use]
    pub fn uniform(self, stream: Stream, of: Name, n: u32) -> (f64, Draw) {
        (self.uniform_at(stream, of.key, n), Draw { stream, of: of.id, with: of.id, n: n | self.mark })
    }

    /// A uniform of an ordered pair of entities, with its address.
    #[must_use]
    pub fn uniform_of_pair(self, stream: Stream, of: Name, with: Name, n: u32) -> (f64, Draw) {
        (
            self.uniform_at(stream, of.key.with(with.key), n),
            Draw { stream, of: of.id, with: with.id, n: n | self.mark },
        )
    }

    /// A standard normal of one entity (inverse distribution function: one uniform a draw, so that
    /// common random numbers stay in step).
    #[must_use]
    pub fn normal(self, stream: Stream, of: Name, n: u32) -> (f64, Draw) {
        let (u, draw) = self.uniform(stream, of, n);
        (math::normal_quantile(u), draw)
    }

    /// A standard exponential (mean 1) of one entity.
    #[must_use]
    pub fn exponential(self, stream: Stream, of: Name, n: u32) -> (f64, Draw) {
        let (u, draw) = self.uniform(stream, of, n);
        (-libm::log(u), draw)
    }
}

/// Philox4x32 with ten rounds.
fn philox4x32_10(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let left = u64::from(counter[0]) * 0xD251_1F53;
        let right = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (right >> 32) as u32 ^ counter[1] ^ key[0],
            right as u32,
            (left >> 32) as u32 ^ counter[3] ^ key[1],
            left as u32,
        ];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of the Random123 distribution (`kat_vectors`, philox4x32 10).
    #[test]
    fn philox_gives_the_published_answers() {
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn every_draw_is_another_seed() {
        assert_eq!([0.5, 1.5, STEPS - 0.5].map(|step| seed_at(step / STEPS)), [0, 1, (1 << 52) - 1]);
    }

    #[test]
    fn a_draw_depends_on_its_whole_address() {
        let dice = Dice::new(7);
        let key = Key::of("city.almaty");
        let base = dice.uniform_at(Stream::Riot, key, 3);
        assert_ne!(base.to_bits(), dice.uniform_at(Stream::Mood, key, 3).to_bits());
        assert_ne!(base.to_bits(), dice.uniform_at(Stream::Riot, Key::of("city.astana"), 3).to_bits());
        assert_ne!(base.to_bits(), dice.uniform_at(Stream::Riot, key, 4).to_bits());
        assert_ne!(base.to_bits(), Dice::new(8).uniform_at(Stream::Riot, key, 3).to_bits());
        assert_eq!(base.to_bits(), Dice::new(7).uniform_at(Stream::Riot, key, 3).to_bits());
    }
}
