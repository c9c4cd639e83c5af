//! What a calibration changes about a scenario, as `--interventions` takes it.

use powderkeg_scenario::written::written;
use powderkeg_study::calibrate::fit::fit;
use powderkeg_study::row::Case;
use powderkeg_study::store::quoted;

use super::Found;

/// The source of what is fitted.
const SOURCE: &str = "calibrated to the record of expect.toml";

/// A number with a distribution in place of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Its path.
    pub path: String,
    /// What it had, as text.
    pub from: String,
    /// What it has now, as text without remarks.
    pub to: String,
    /// As it is set.
    pub set: String,
    /// How far what it has is from the particles, in standard deviations of what it had.
    pub misfit: f64,
}

/// The numbers that moved by more than chance.
pub fn of(case: &Case, found: &Found) -> Vec<Override> {
    let parameters = &case.engine().setup().parameters;
    let moved = found.movements.iter().filter(|one| one.strength() > found.beyond);
    let fitted = moved.map(|one| {
        let parameter = &parameters[case.uncertain()[one.number]];
        let scores: Vec<f64> =
            found.sampled.last.iter().map(|particle| particle.scores[one.number]).collect();
        let fitted = fit(parameter, &scores);
        let mut remarks = vec![format!("source = {}", quoted(SOURCE))];
        if parameter.lever {
            remarks.push("lever = true".into());
        }
        Override {
            path: parameter.path.clone(),
            from: written(&parameter.distribution, &[]),
            to: written(&fitted.distribution, &[]),
            set: format!("{}={}", parameter.path, written(&fitted.distribution, &remarks)),
            misfit: fitted.misfit,
        }
    });
    fitted.collect()
}
