//! Built-in scenarios, and runs of them.

use powderkeg_engine::world::Engine;
use powderkeg_scenario::scenario::{Loaded, Scenario, read};
use powderkeg_scenario::source::SourceTree;
use powderkeg_server::api::{Changes, Story};
use powderkeg_server::documents::story::{Named, Watched, play, story};

/// A scenario, and its engine.
pub struct Stage {
    pub name: &'static str,
    pub loaded: Loaded,
    pub engine: Engine,
}

impl Stage {
    pub fn new(name: &'static str) -> Self {
        let tree = SourceTree::find(name).expect("it is built in");
        let loaded = read(&tree, &[]);
        let engine = Engine::new(loaded.scenario.as_ref().expect("it has no mistakes").setup.clone());
        Self { name, loaded, engine }
    }

    pub fn scenario(&self) -> &Scenario {
        self.loaded.scenario.as_ref().expect("it has no mistakes")
    }

    pub fn play(&self, seed: u64) -> Watched<'_> {
        play(&self.engine, seed, Default::default())
    }

    pub fn story(&self, watched: &Watched, seed: u64) -> Story {
        let named = Named { run: "run", scenario: self.name, seed, changes: &Changes::default() };
        story(watched, &self.scenario().atlas, named)
    }
}
