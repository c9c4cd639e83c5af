//! What is written of a distribution is read as it was, and is set where it belongs.

use powderkeg_engine::parameter::Distribution;
use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::{Scenario, read};
use powderkeg_scenario::source::SourceTree;
use powderkeg_scenario::written::{of_parts, parts, written};

fn with(name: &str, overrides: &[Override]) -> Scenario {
    let loaded = read(&SourceTree::find(name).expect("built in"), overrides);
    let problems = loaded.diagnostics.render(&loaded.sources, Style::Plain);
    loaded.scenario.unwrap_or_else(|| panic!("{problems}"))
}

#[test]
fn every_uncertain_number_of_a_scenario_can_be_set_by_its_path() {
    let remarks = ["source = \"a test\"".to_string()];
    for name in ["baikonur-2015", "first-steps", "rio-hato-1989"] {
        let mut wanted = with(name, &[]).setup.parameters;
        let mut overrides = Vec::new();
        for (n, parameter) in wanted.iter_mut().enumerate().filter(|(_, row)| !row.distribution.is_constant())
        {
            let at = |share: f64| parameter.distribution.quantile(share, parameter.min, parameter.max);
            let (low, mode, high) = (at(0.2), at(0.5), at(0.8));
            let new = match n % 4 {
                0 => Distribution::Uniform { low, high },
                1 => Distribution::Triangular { low, mode, high },
                2 => Distribution::Choice(vec![low, high, mode]),
                _ => Distribution::Normal { mean: mode, sd: high - low },
            };
            parameter.distribution = new;
            let text = written(&parameter.distribution, &remarks);
            overrides.push(Override { path: parameter.path.clone(), text });
        }
        assert!(overrides.len() > 5, "{name}");
        for (is, should) in with(name, &overrides).setup.parameters.iter().zip(&wanted) {
            assert_eq!((&is.path, &is.distribution), (&should.path, &should.distribution));
        }
    }
}

#[test]
fn every_form_is_read_as_it_was() {
    let path = "weather.valley.season_shift_c";
    for distribution in [
        Distribution::Constant(-1.25),
        Distribution::Uniform { low: -2.0, high: 1e-7 },
        Distribution::LogUniform { low: 0.001, high: 3.0 },
        Distribution::Triangular { low: -2.0, mode: 0.5, high: 7.0 },
        Distribution::Normal { mean: 0.1 + 0.2, sd: 2.0 },
        Distribution::LogNormal { median: 0.3, sigma: 0.4 },
        Distribution::Beta { a: 2.5, b: 1.0 },
        Distribution::Poisson { mean: 4.0 },
        Distribution::Choice(vec![-1.0, 2.5, 2.5]),
    ] {
        let set = Override { path: path.into(), text: written(&distribution, &[]) };
        let scenario = with("first-steps", &[set]);
        let found = scenario.setup.parameters.iter().find(|row| row.path == path).expect("it is there");
        assert_eq!(found.distribution, distribution);
        let (word, numbers) = parts(&distribution);
        assert_eq!(of_parts(word, &numbers), Some(distribution));
        assert_eq!(of_parts(word, &[]), None);
    }
}
