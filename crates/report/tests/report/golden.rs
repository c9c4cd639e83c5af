//! A raid as people read it, to the letter. `BLESS=1 cargo test -p powderkeg-report` writes the files anew: read them
//! before you commit them.

use std::path::Path;

use powderkeg_report::chronicle::{Options, render};
use powderkeg_report::infobox::Infobox;
use powderkeg_report::why::Why;

use crate::fixture::*;

fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).expect("the folder is there");
    }
    let wanted = std::fs::read_to_string(&path).expect("BLESS=1 writes it");
    assert!(text == wanted, "{name} reads otherwise now; BLESS=1 accepts this:\n{text}");
}

#[test]
fn a_raid_reads_as_it_did() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    check("infobox.txt", &Infobox::of(&run).render(80));
    check("chronicle.txt", &render(&run, Options { all: false, columns: 80 }));
    let raid = log.first(powderkeg_engine::event::Kind::RaidBegan, |_| true).expect("there is a raid");
    let why = Why::fitting(run, run.number_of(raid).expect("in the log"), 80, 40).expect("in the log");
    check("why.txt", &why.tree(80));
}
