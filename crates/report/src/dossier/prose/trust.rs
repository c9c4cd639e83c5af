//! How far to trust the page.

use super::Grounds;
use super::pen::figured;
use crate::dossier::page::{Block, Section, Sentence};
use crate::words::count;

pub(super) fn section(grounds: &Grounds) -> Section {
    let mut sentences = vec![figured(
        "this is one course of many that the scenario can take, made by rules and luck; it is no forecast",
        Vec::new(),
    )];
    sentences.extend(assumptions(grounds));
    Section {
        anchor: "trust".into(),
        heading: "How far to trust this".into(),
        blocks: vec![Block::Paragraph { sentences }],
    }
}

fn assumptions(grounds: &Grounds) -> Option<Sentence> {
    let all = grounds.assumptions;
    if all.numbers == 0 {
        return None;
    }
    let [numbers, assumed, uncertain] =
        [all.numbers, all.assumed, all.uncertain].map(|number| count(number as u32));
    let text = format!(
        "of the {numbers} numbers in the scenario, {assumed} are labelled an assumption, and {uncertain} are drawn anew in every run"
    );
    Some(figured(&text, vec![numbers, assumed, uncertain]))
}
