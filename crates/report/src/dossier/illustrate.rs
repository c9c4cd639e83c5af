//! The figure that needs more than a study's rows: its quantities day by day, with the run that is told.

use powderkeg_study::row::Course;
use powderkeg_study::store::Series;

use super::page::{Block, Page};
use super::prose::Studied;
use crate::figure::{self, Fan};

/// The most quantities that are drawn.
const MOST_FANS: usize = 3;

/// Draws a study's outcomes day by day, at the end of what the page says of its other runs.
pub fn day_by_day(page: &mut Page, studied: &Studied, series: &Series, course: &Course) {
    let columns = studied.columns;
    let outcomes = 0..columns.outcomes.len();
    let fans: Vec<Fan> = outcomes
        .filter_map(|outcome| {
            let fan = Fan::of(columns, series, studied.summary, outcome)?;
            Some(fan.with_run("this run", columns, outcome, course))
        })
        .take(MOST_FANS)
        .collect();
    let section = page.sections.iter_mut().find(|section| section.anchor == "otherwise");
    if let (Some(section), Some(figure)) = (section, figure::fan(&fans)) {
        section.blocks.push(Block::Figure { figure });
    }
}
