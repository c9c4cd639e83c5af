//! Who joins a protest: grievance and risk (Epstein 2002), thresholds (Granovetter 1978).

use crate::math::normal_cdf;

/// Epstein's arrest constant k: one officer a protester gives an arrest probability of 0.9.
pub const ARREST_CONSTANT: f64 = 2.3;

/// Grievance of a person.
///
/// G = H·(1 − L); `hardship` H and `legitimacy` L in \[0, 1\], so is the result.
/// Source: Epstein 2002, PNAS 99:7243, "The Agent Specification".
///
/// ```
/// use powderkeg_models::unrest::grievance;
/// assert!((grievance(0.5, 0.82) - 0.09).abs() < 1e-15);
/// ```
#[must_use]
pub fn grievance(hardship: f64, legitimacy: f64) -> f64 {
    hardship * (1.0 - legitimacy)
}

/// Arrest probability that a person expects on joining.
///
/// P = 1 − e^(−k·C/(A + 1)); `constant` k ≥ 0, [`ARREST_CONSTANT`] as published; `cops` C and `active` A,
/// people (or shares of one population: then scale both) in sight, ≥ 0; the 1 is the person who asks.
/// Source: Epstein 2002, PNAS 99:7243: "P = 1 − exp[−k(C/A)_v]", k = 2.3, A counting the agent itself.
///
/// ```
/// use powderkeg_models::unrest::{ARREST_CONSTANT, arrest_probability};
/// // Epstein: P = 0.9 when one cop faces one active agent
/// assert!((arrest_probability(ARREST_CONSTANT, 1.0, 0.0) - 0.9).abs() < 1e-3);
/// ```
#[must_use]
pub fn arrest_probability(constant: f64, cops: f64, active: f64) -> f64 {
    crate::math::probability_in(constant, cops / (active + 1.0))
}

/// Share of a population willing to protest when personal thresholds are normal.
///
/// m = Φ((urge − R·P − μ)/s); `urge` (grievance and all that adds to it), `deterrence` R·P and
/// `threshold` μ are on the scale of grievance, `spread` s > 0 is the standard deviation of thresholds.
/// Source: Granovetter 1978, American Journal of Sociology 83:1420 (normal thresholds), with Epstein's
/// G − R·P in place of the count of others.
///
/// ```
/// use powderkeg_models::unrest::willing_share;
/// assert_eq!(willing_share(1.0, 0.0, 1.0, 0.25), 0.5);
/// assert!((willing_share(0.5, 0.1, 0.9, 0.25) - 0.022_750_131_948_179).abs() < 1e-12);
/// ```
#[must_use]
pub fn willing_share(urge: f64, deterrence: f64, threshold: f64, spread: f64) -> f64 {
    normal_cdf((urge - deterrence - threshold) / spread)
}

/// Number of people who join in the end, each when at least as many as their threshold have joined.
///
/// The smallest n with fewer than n + 1 thresholds ≤ n. `thresholds` in people, in any order.
/// Source: Granovetter 1978, American Journal of Sociology 83:1420, pp. 1424–1425.
///
/// ```
/// use powderkeg_models::unrest::threshold_cascade;
/// let ladder: Vec<u32> = (0..100).collect();
/// assert_eq!(threshold_cascade(&ladder), 100);
/// let broken: Vec<u32> = ladder.iter().map(|&t| if t == 1 { 2 } else { t }).collect();
/// assert_eq!(threshold_cascade(&broken), 1);
/// ```
#[must_use]
pub fn threshold_cascade(thresholds: &[u32]) -> usize {
    let mut ascending = thresholds.to_vec();
    ascending.sort_unstable();
    let mut joined = 0;
    while joined < ascending.len() && ascending[joined] as usize <= joined {
        joined += 1;
    }
    joined
}

/// Number of people who join in the end when thresholds are normally distributed.
///
/// The least r ≥ 0 with r = N·Φ((r − mean)/sd), reached from r = 0. `population` N > 0, `mean` and
/// `sd` > 0 in people. It jumps where two solutions merge: at N 100, mean 25, near sd 12.25.
/// Source: Granovetter 1978, American Journal of Sociology 83:1420, pp. 1427–1428, figure 2.
///
/// ```
/// use powderkeg_models::unrest::threshold_equilibrium;
/// // about 6 just below the critical deviation, near 100 just above
/// assert!((threshold_equilibrium(100.0, 25.0, 12.2) - 5.48).abs() < 0.01);
/// assert!(threshold_equilibrium(100.0, 25.0, 12.25) > 99.9);
/// ```
#[must_use]
pub fn threshold_equilibrium(population: f64, mean: f64, sd: f64) -> f64 {
    // Beside the jump the approach is slow: a thousand steps are not rare, a hundred thousand enough.
    const STEPS: usize = 100_000;
    let mut joined = 0.0;
    for _ in 0..STEPS {
        let next = population * normal_cdf((joined - mean) / sd);
        if (next - joined).abs() <= 1e-12 * population {
            return next;
        }
        joined = next;
    }
    joined
}

/// How a citizen of Epstein's model weighs the cops in sight against the active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskRatio {
    /// ⌊C/A⌋, so that no risk is felt once the active outnumber the cops: outbursts, as published.
    RoundedDown,
    /// C/A, as the paper's formula reads: protest stays small and varies smoothly.
    Exact,
}

/// Parameters of Epstein's first model of rebellion against a central authority.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpsteinParameters {
    /// Cells along each side of the torus.
    pub side: usize,
    /// Citizens per cell.
    pub citizen_density: f64,
    /// Cops per cell; with the citizens less than 1.
    pub cop_density: f64,
    /// Radius of sight of all agents, cells.
    pub vision: usize,
    /// Legitimacy of the authority, \[0, 1\].
    pub legitimacy: f64,
    /// Longest jail term, steps.
    pub longest_jail: u32,
    /// Net grievance above which a citizen is active.
    pub threshold: f64,
    /// How the arrest probability reads C/A.
    pub ratio: RiskRatio,
}

impl EpsteinParameters {
    /// Run 2 of the paper, which shows punctuated outbursts.
    ///
    /// Source: Epstein 2002, PNAS 99:7243, table of run 2; as in `validation/data/thresholds`.
    pub const OUTBURSTS: Self = Self {
        side: 40,
        citizen_density: 0.7,
        cop_density: 0.04,
        vision: 7,
        legitimacy: 0.82,
        longest_jail: 30,
        threshold: 0.1,
        ratio: RiskRatio::RoundedDown,
    };
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Agent {
    Cop,
    Citizen { hardship: f64, risk_aversion: f64, active: bool, jail: u32 },
}

/// Epstein's agents on a torus: citizens weigh grievance against the risk of arrest they see, cops
/// arrest whom they see active.
///
/// An agent-based counterpart of [`willing_share`], to show which regimes the mean field smooths over.
/// Each step every agent, in random order, moves to a random empty cell in sight and then acts: a
/// citizen is active if H(1 − L) − R·P > T with P = 1 − e^(−k·C/A); a cop jails one active citizen in
/// sight for a term uniform in 0..=J. Sight is a circle. A jailed citizen keeps its cell.
/// Outbursts depend on C/A being rounded down (Wilensky's `NetLogo` Rebellion, 2004, does so): with the
/// exact ratio the dispersion of active counts falls from above 46 to below 8 (ten seeds), which favours
/// Thron and Jackson 2015, who dispute tipping points.
/// Source: Epstein 2002, PNAS 99:7243.
#[derive(Debug, Clone, PartialEq)]
pub struct EpsteinCity {
    parameters: EpsteinParameters,
    agents: Vec<Agent>,
    positions: Vec<usize>,
    cells: Vec<Option<usize>>,
    /// The cells in sight of each cell, cell after cell.
    seen: Vec<usize>,
}

impl EpsteinCity {
    /// Scatters the agents. `draw` gives uniforms in \[0, 1); the same uniforms give the same city.
    ///
    /// Densities that sum to more than 1 are cut to what fits, citizens first.
    #[must_use]
    pub fn new(parameters: EpsteinParameters, draw: &mut impl FnMut() -> f64) -> Self {
        let area = parameters.side * parameters.side;
        let count = |density: f64| (density.max(0.0) * area as f64).round() as usize;
        let citizens = count(parameters.citizen_density).min(area);
        let cops = count(parameters.cop_density).min(area - citizens);
        let mut places: Vec<usize> = (0..area).collect();
        shuffle(&mut places, draw);
        let positions = places[..citizens + cops].to_vec();
        let mut cells = vec![None; area];
        let mut agents = Vec::with_capacity(positions.len());
        for (i, &cell) in positions.iter().enumerate() {
            cells[cell] = Some(i);
            agents.push(if i < citizens {
                Agent::Citizen { hardship: draw(), risk_aversion: draw(), active: false, jail: 0 }
            } else {
                Agent::Cop
            });
        }
        let seen = sights(parameters.vision, parameters.side);
        Self { agents, positions, cells, seen, parameters }
    }

    /// Lives through one step and gives the number of active citizens at its end.
    pub fn step(&mut self, draw: &mut impl FnMut() -> f64) -> usize {
        let mut order: Vec<usize> = (0..self.agents.len()).collect();
        shuffle(&mut order, draw);
        for i in order {
            self.act(i, draw);
        }
        for agent in &mut self.agents {
            if let Agent::Citizen { jail, .. } = agent {
                *jail = jail.saturating_sub(1);
            }
        }
        self.agents.iter().filter(|agent| is_active(agent)).count()
    }

    fn act(&mut self, i: usize, draw: &mut impl FnMut() -> f64) {
        match self.agents[i] {
            Agent::Cop => {
                self.wander(i, draw);
                self.arrest(i, draw);
            }
            Agent::Citizen { jail: 0, hardship, risk_aversion, .. } => {
                self.wander(i, draw);
                let EpsteinParameters { legitimacy, threshold, .. } = self.parameters;
                let risk = risk_aversion * self.seen_risk(i);
                let active = grievance(hardship, legitimacy) - risk > threshold;
                self.agents[i] = Agent::Citizen { hardship, risk_aversion, active, jail: 0 };
            }
            Agent::Citizen { .. } => {}
        }
    }

    fn seen_cells(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let each = self.seen.len() / self.cells.len().max(1);
        let from = self.positions[i] * each;
        self.seen[from..from + each].iter().copied()
    }

    fn wander(&mut self, i: usize, draw: &mut impl FnMut() -> f64) {
        let empty: Vec<usize> = self.seen_cells(i).filter(|&cell| self.cells[cell].is_none()).collect();
        if let Some(&cell) = pick(&empty, draw) {
            self.cells[self.positions[i]] = None;
            self.cells[cell] = Some(i);
            self.positions[i] = cell;
        }
    }

    fn seen_risk(&self, i: usize) -> f64 {
        let (mut cops, mut active) = (0.0, 1.0);
        for other in self.seen_cells(i).filter_map(|cell| self.cells[cell]).filter(|other| *other != i) {
            match self.agents[other] {
                Agent::Cop => cops += 1.0,
                Agent::Citizen { active: true, .. } => active += 1.0,
                Agent::Citizen { active: false, .. } => {}
            }
        }
        let cops_each: f64 = cops / active;
        let felt = match self.parameters.ratio {
            RiskRatio::RoundedDown => cops_each.floor(),
            RiskRatio::Exact => cops_each,
        };
        crate::math::probability_in(ARREST_CONSTANT, felt)
    }

    fn arrest(&mut self, cop: usize, draw: &mut impl FnMut() -> f64) {
        let seen = self.seen_cells(cop).filter_map(|cell| self.cells[cell]);
        let suspects: Vec<usize> = seen.filter(|&other| is_active(&self.agents[other])).collect();
        if let Some(&suspect) = pick(&suspects, draw) {
            let term = (draw() * f64::from(self.parameters.longest_jail + 1)) as u32;
            if let Agent::Citizen { active, jail, .. } = &mut self.agents[suspect] {
                *active = false;
                *jail = term;
            }
        }
    }
}

fn is_active(agent: &Agent) -> bool {
    matches!(agent, Agent::Citizen { active: true, .. })
}

/// For each cell of a torus of `side`, the cells within `radius` of it.
fn sights(radius: usize, side: usize) -> Vec<usize> {
    let offsets = circle(radius, side);
    let cells = (0..side).flat_map(|row| (0..side).map(move |column| (row, column)));
    cells
        .flat_map(|(row, column)| {
            offsets.iter().map(move |(down, right)| (row + down) % side * side + (column + right) % side)
        })
        .collect()
}

/// Offsets of the cells within `radius`, as non-negative steps on a torus of `side`.
fn circle(radius: usize, side: usize) -> Vec<(usize, usize)> {
    let side = side.max(1);
    let reach = radius.min(side.saturating_sub(1) / 2);
    let distance = |offset: usize| offset.abs_diff(reach);
    let square = (0..=2 * reach).flat_map(|down| (0..=2 * reach).map(move |right| (down, right)));
    square
        .filter(|&(down, right)| {
            distance(down) * distance(down) + distance(right) * distance(right) <= radius * radius
        })
        .map(|(down, right)| ((down + side - reach) % side, (right + side - reach) % side))
        .collect()
}

fn pick<'a, T>(from: &'a [T], draw: &mut impl FnMut() -> f64) -> Option<&'a T> {
    if from.is_empty() {
        return None;
    }
    from.get(((draw() * from.len() as f64) as usize).min(from.len() - 1))
}

/// Fisher–Yates.
fn shuffle<T>(items: &mut [T], draw: &mut impl FnMut() -> f64) {
    for last in (1..items.len()).rev() {
        let chosen = ((draw() * (last + 1) as f64) as usize).min(last);
        items.swap(last, chosen);
    }
}

/// Index of dispersion of counts: 1 for a Poisson process, above it for bursts.
///
/// D = s²/mean with the unbiased variance s²; NaN for fewer than two counts or a mean of 0.
/// Source: Cox and Lewis 1966, The Statistical Analysis of Series of Events.
///
/// ```
/// use powderkeg_models::unrest::dispersion;
/// assert_eq!(dispersion(&[0, 0, 0, 4]), 4.0);
/// ```
#[must_use]
pub fn dispersion(counts: &[usize]) -> f64 {
    if counts.len() < 2 {
        return f64::NAN;
    }
    let n = counts.len() as f64;
    let mean = counts.iter().map(|&count| count as f64).sum::<f64>() / n;
    let squares: f64 = counts.iter().map(|&count| (count as f64 - mean) * (count as f64 - mean)).sum();
    squares / (n - 1.0) / mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// splitmix64 of a counter (Steele, Lea and Flood 2014): uniforms addressed by seed and count.
    fn uniforms(seed: u64) -> impl FnMut() -> f64 {
        let mut count = 0_u64;
        move || {
            count += 1;
            let mut z = (seed << 32).wrapping_add(count).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }
    }

    fn active_counts(parameters: EpsteinParameters, seed: u64) -> Vec<usize> {
        let mut draw = uniforms(seed);
        let mut city = EpsteinCity::new(parameters, &mut draw);
        (0..150).map(|_| city.step(&mut draw)).collect()
    }

    #[test]
    fn a_legitimate_government_sees_no_protest() {
        let calm = EpsteinParameters { legitimacy: 0.9, ..EpsteinParameters::OUTBURSTS };
        assert!(active_counts(calm, 1).iter().all(|&active| active == 0));
    }

    #[test]
    fn the_same_seed_gives_the_same_city() {
        let small = EpsteinParameters { side: 15, ..EpsteinParameters::OUTBURSTS };
        assert_eq!(active_counts(small, 7), active_counts(small, 7));
        assert_ne!(active_counts(small, 7), active_counts(small, 8));
    }

    proptest! {
        #[test]
        fn a_lower_threshold_never_shrinks_the_crowd(
            mut thresholds in proptest::collection::vec(0_u32..40, 1..40), which in any::<proptest::sample::Index>(),
        ) {
            let before = threshold_cascade(&thresholds);
            let lowered = which.index(thresholds.len());
            thresholds[lowered] = thresholds[lowered].saturating_sub(3);
            prop_assert!(threshold_cascade(&thresholds) >= before);
        }

        #[test]
        fn odd_cities_do_not_panic(side in 0_usize..9, vision in 0_usize..12, density in -0.5..2.0_f64) {
            let odd = EpsteinParameters { side, vision, citizen_density: density, ..EpsteinParameters::OUTBURSTS };
            let mut draw = uniforms(1);
            let mut city = EpsteinCity::new(odd, &mut draw);
            prop_assert!(city.step(&mut draw) <= side * side);
        }
    }
}
