//! Where an ending lies: the few ranges of the uncertain numbers in which it comes about most.
//!
//! PRIM, the patient rule induction method (Friedman and Fisher 1999, Statistics and Computing 9:123), used for
//! discovery as Bryant and Lempert 2010 (Technological Forecasting and Social Change 77:34) do. One half of the runs
//! finds boxes, the other half says what they are worth and whether they stand: on the runs that chose it, a box looks
//! better than it is. After a box its runs are taken away, in both halves, and the rest is looked through for another:
//! PRIM's covering.

mod paste;
mod peel;
mod points;
mod search;
#[cfg(test)]
mod tests;

pub use self::points::{Limits, Points, Region, Tally};
use crate::significance::binomial_tail;

/// Share of a box's runs that one step of peeling or pasting takes or gives.
pub const ALPHA: f64 = 0.05;

/// What boxes are chosen by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The least share of all endings that each box must hold, in the half that finds it. There can be no more boxes
    /// than go into 1.
    pub coverage: f64,
    /// A limit stays only if chance alone would have made it as good with less than this probability, shared among
    /// all numbers; a box stands only if chance alone would have made it as good in the half that judges.
    pub significance: f64,
}

impl Default for Rule {
    /// A fifth of the endings, so five boxes at most; one in twenty by chance.
    fn default() -> Self {
        Self { coverage: 0.2, significance: 0.05 }
    }
}

/// A step of the way from all runs to few.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The box.
    pub region: Region,
    /// What it holds of the half that found it.
    pub found: Tally,
    /// What it holds of the other half.
    pub held_out: Tally,
}

/// A number's limits in a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// Which number.
    pub number: usize,
    /// Its limits.
    pub limits: Limits,
    /// How likely the runs outside these limits would do as well: quasi-p-value in the half that found the box.
    pub quasi_p: f64,
    /// The same in the other half, which had no part in it: a p-value as such.
    pub p: f64,
}

/// What one look found.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Every box on the way, from all runs that are left on.
    pub trajectory: Vec<Step>,
    /// The box that was chosen of them; all that is left if none says anything.
    pub chosen: Step,
    /// Its limits, the most telling first.
    pub restrictions: Vec<Restriction>,
    /// How likely as many of the box's runs would be endings, if they were any runs of the half that judges.
    pub p: f64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// The boxes that stand, as they were found. Each holds the runs within its limits that are in none before it.
    pub boxes: Vec<Look>,
    /// The look after them, which ended it: it found nothing, or a box that does not stand.
    pub last: Look,
}

impl Look {
    /// Whether a box was found that the other half bears out. One looks on only after such a box, so that looking
    /// often makes no error likelier: the first box that says nothing is told with this probability at most, and is
    /// the last (tests in a fixed order, Maurer, Hothorn and Lehmacher 1995, in Vollmar, Biometrie in der
    /// chemisch-pharmazeutischen Industrie 6:3).
    fn stands(&self, significance: f64) -> bool {
        !self.restrictions.is_empty() && self.p < significance
    }
}

impl Discovery {
    /// The first look, whether its box stands or not.
    #[must_use]
    pub fn first(&self) -> &Look {
        self.boxes.first().unwrap_or(&self.last)
    }

    /// The box that one half found after all others, and the other half does not bear out.
    #[must_use]
    pub fn unconfirmed(&self) -> Option<&Look> {
        Some(&self.last).filter(|look| !look.restrictions.is_empty())
    }

    /// What all boxes hold together, of the half that found them and of the other. Outside are the runs in none.
    #[must_use]
    pub fn together(&self) -> (Tally, Tally) {
        let Step { found, held_out, .. } = &self.last.chosen;
        (found.taken(), held_out.taken())
    }
}

/// Looks for boxes. Runs of odd places in `points` find them, the others judge them.
#[must_use]
pub fn discover(points: &Points, rule: Rule) -> Discovery {
    let (mut finding, mut judging) = points.halves();
    let mut boxes = Vec::new();
    loop {
        let look = look(&finding, &judging, rule);
        if !look.stands(rule.significance) {
            return Discovery { boxes, last: look };
        }
        finding = finding.without(&look.chosen.region);
        judging = judging.without(&look.chosen.region);
        boxes.push(look);
    }
}

/// Looks once among the runs that are left.
fn look(finding: &Points, judging: &Points, rule: Rule) -> Look {
    let step = |region: Region| {
        let (found, held_out) = (finding.tally(&region), judging.tally(&region));
        Step { region, found, held_out }
    };
    let (way, mut region) = search::search(finding, rule);
    // Where the densest runs are gone, others are denser than the rest without being where the ending lies.
    if by_chance(finding.tally(&region)) >= rule.significance {
        region = Region::whole(finding.numbers());
    }
    let chosen = step(region);
    Look {
        trajectory: way.into_iter().map(step).collect(),
        restrictions: restrictions(&chosen.region, finding, judging),
        p: by_chance(chosen.held_out),
        chosen,
    }
}

/// How likely as many or more of a box's runs would be endings if they were any runs, those of boxes before it among
/// them.
fn by_chance(tally: Tally) -> f64 {
    binomial_tail(tally.inside.held, tally.inside.of, tally.all.value().unwrap_or(0.0))
}

/// A box's limits, the most telling first.
fn restrictions(region: &Region, finding: &Points, judging: &Points) -> Vec<Restriction> {
    let restriction = |number: usize| Restriction {
        number,
        limits: region.limits(number),
        quasi_p: quasi_p(finding, region, number),
        p: quasi_p(judging, region, number),
    };
    let mut restrictions: Vec<Restriction> = region.restricted().map(restriction).collect();
    restrictions.sort_by(|one, other| one.quasi_p.total_cmp(&other.quasi_p));
    restrictions
}

/// How likely a box would be as good without what limits this number.
fn quasi_p(points: &Points, region: &Region, number: usize) -> f64 {
    let mut wider = region.clone();
    wider.limit(number, Limits::NONE);
    search::tail(points, region, &wider)
}
