//! Scenarios to draw, and a folder to look at what was drawn.

use std::path::Path;

use powderkeg_engine::world::Engine;
use powderkeg_report::figure::Figure;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

pub fn engine(name: &str) -> Engine {
    let tree = SourceTree::find(name).expect("it is built in");
    let scenario = read(&tree, &[]).scenario.expect("it has no mistakes");
    Engine::new(scenario.setup)
}

/// Writes a figure as a file of its own, if a folder is asked for.
pub fn look_at(prefix: &str, figure: &Figure) {
    let Some(folder) = std::env::var_os("FIGURES") else { return };
    let path = Path::new(&folder).join(format!("{prefix}-{}.svg", figure.anchor));
    std::fs::write(&path, figure.standalone()).expect("the folder is there");
    std::fs::write(path.with_extension("txt"), format!("{}\n\n{}\n", figure.caption, figure.alt))
        .expect("as is this");
}
