//! Broken scenarios in the real format: a small sound one, `base/`, with one mistake each, `cases/`.
//!
//! The first line of a case names the mistake that must be found, `#! error unknown-id`. Then, in any order:
//! `#- text` and `#+ text` replace a piece of the base (which must be there) by another; `#== name` turns to another
//! file; `#drop name` takes a file away; `#-- PATH=VALUE` is a setting. Every other line is added at the end of
//! the file. What is said must be exactly the `.txt` beside it; `BLESS=1` writes that anew.

mod cases;
mod fuzz;
mod slips;

use std::collections::BTreeMap;

use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::scenario::Loaded;
use powderkeg_scenario::source::SourceTree;

type Files = BTreeMap<String, Vec<u8>>;

/// The sound scenario.
fn base() -> Files {
    let files = [
        ("scenario.toml", include_str!("base/scenario.toml")),
        ("more.toml", include_str!("base/more.toml")),
        ("expect.toml", include_str!("base/expect.toml")),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
}

fn read(files: Files) -> Loaded {
    powderkeg_scenario::scenario::check(&SourceTree::Memory(files), &[]).loaded
}

fn said(loaded: &Loaded) -> String {
    loaded.diagnostics.render(&loaded.sources, Style::Plain)
}
