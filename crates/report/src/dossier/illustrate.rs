//! Puts figures where a page speaks of what they show.

use powderkeg_study::row::Course;
use powderkeg_study::store::Series;

use super::page::{Block, Page};
use super::prose::Studied;
use crate::figure::{self, Fan, Figure};
use crate::run::Run;
use crate::turn;

/// The most quantities that are drawn day by day.
const MOST_FANS: usize = 3;

/// The figures of a run: map, timeline, and the causes of what decided it.
pub fn of_run(page: &mut Page, run: &Run) {
    let decided = turn::incident(run).or_else(|| turn::decisive(run).last().copied());
    let causes = decided.and_then(|position| figure::causes(run, position + 1, None));
    place(page, &["background"], Place::End, causes);
    place(page, &["aftermath", "incident", "background"], Place::End, Some(figure::timeline(run)));
    place(page, &["incident", "background", "aftermath"], Place::Start, figure::map(run));
}

/// The figures of a study: results, dates, losses, and quantities day by day with the run that is told.
pub fn of_study(page: &mut Page, run: &Run, studied: &Studied, days: Option<(&Series, &Course)>) {
    let Studied { columns, summary, row, .. } = studied;
    let this = row.result.and_then(|result| usize::try_from(result).ok());
    let mark = row.incident.map(|at| (at, "this run"));
    place(page, &["otherwise"], Place::Second, figure::outcomes(columns, summary, this));
    let drawn = [
        figure::dates(columns, "the incident", &summary.incident, summary.runs, mark),
        figure::losses(run.setup, columns, summary),
        days.and_then(|(series, course)| fans(studied, series, course)),
    ];
    for figure in drawn {
        place(page, &["otherwise"], Place::End, figure);
    }
}

fn fans(studied: &Studied, series: &Series, course: &Course) -> Option<Figure> {
    let columns = studied.columns;
    let outcomes = 0..columns.outcomes.len();
    let fans: Vec<Fan> = outcomes
        .filter_map(|outcome| {
            Some(Fan::of(columns, series, outcome)?.with_run("this run", columns, outcome, course))
        })
        .take(MOST_FANS)
        .collect();
    figure::fan(&fans)
}

/// Where in a section.
#[derive(Clone, Copy)]
enum Place {
    Start,
    /// After its first block.
    Second,
    End,
}

/// Puts a figure into the first of these sections that the page has; without any of them, below the lead.
fn place(page: &mut Page, sections: &[&str], place: Place, figure: Option<Figure>) {
    let Some(figure) = figure else { return };
    let found =
        sections.iter().find_map(|anchor| page.sections.iter().position(|section| section.anchor == *anchor));
    let blocks = match found {
        Some(index) => &mut page.sections[index].blocks,
        None => &mut page.lead,
    };
    let at = match place {
        Place::Start => 0,
        Place::Second => blocks.len().min(1),
        Place::End => blocks.len(),
    };
    blocks.insert(at, Block::Figure { figure });
}
