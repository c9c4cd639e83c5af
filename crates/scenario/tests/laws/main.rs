//! Laws of whole runs, on the shipped scenarios: determinism, causes, conservation, order-freedom, secrecy.

mod branch;
mod causes;
mod conservation;
mod determinism;
mod luck;
mod news;
mod ordered;
mod seats;
mod secrecy;
mod steps;

use powderkeg_engine::setup::Setup;
use powderkeg_engine::world::Engine;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario;
use powderkeg_scenario::source::SourceTree;

/// A shipped scenario with some settings changed.
fn engine_with(name: &str, settings: &[&str]) -> Engine {
    Engine::new(setup_with(name, settings))
}

fn setup_with(name: &str, settings: &[&str]) -> Setup {
    let tree = SourceTree::BuiltIn(name.to_owned());
    let overrides: Vec<Override> =
        settings.iter().map(|setting| Override::split(setting).expect("PATH=VALUE")).collect();
    let loaded = scenario::read(&tree, &overrides);
    let text = loaded.diagnostics.render(&loaded.sources, powderkeg_scenario::diagnostic::Style::Plain);
    loaded.scenario.unwrap_or_else(|| panic!("{text}")).setup
}

fn baikonur() -> Engine {
    engine_with("baikonur-2015", &[])
}

/// Scenarios that every law is tried on.
const ALL: [&str; 7] =
    ["baikonur-2015", "first-steps", "dam-2031", "strait-2031", "gas-2009", "zhanaozen-2011", "yardstick"];
