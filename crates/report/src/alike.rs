//! Records that one clause tells together with others: rationing in several countries, and a date that was put off from an
//! earlier one.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::ConsumerId;

use crate::run::Run;
use crate::sentence::clause;
use crate::words::{listed, percent};

/// What a record says, as a clause, and the places of all records behind it.
pub(crate) fn told(run: &Run, place: usize) -> (String, Vec<usize>) {
    if let Some(told) = put_off(run, place) {
        return told;
    }
    let places = rationing(run, place);
    (said(run, &places), places)
}

/// "Russia put off the launch from 7 June 2015 to 2 July 2015", where a record says from when.
fn put_off(run: &Run, place: usize) -> Option<(String, Vec<usize>)> {
    let (words, records) = (run.words(), run.log.records());
    let Event::Postponed { project: own, due: until } = records[place].event else { return None };
    let (earlier, from) = records[..place].iter().enumerate().rev().find_map(|(earlier, record)| {
        match record.event {
            Event::Postponed { project, due }
            | Event::Slipped { project, due }
            | Event::BroughtForward { project, due } => (project == own).then_some((earlier, due)),
            // Others move no date.
            _ => None,
        }
    })?;
    let (owner, what) = (words.party(run.setup.projects[own].by), words.project(own));
    let text = format!("{owner} put off {what} from {} to {}", words.date(from), words.date(until));
    Some((text, vec![place, earlier]))
}

/// The places of the records that ration the same good in the same minute, itself among them.
fn rationing(run: &Run, place: usize) -> Vec<usize> {
    let records = run.log.records();
    let good = |consumer: ConsumerId| run.setup.consumers[consumer].good;
    let Event::HouseholdsCut { consumer: own, .. } = records[place].event else { return vec![place] };
    let at = records[place].id.at;
    let first = records.partition_point(|record| record.id.at < at);
    let until = records.partition_point(|record| record.id.at <= at);
    let is_like = |&other: &usize| match records[other].event {
        Event::HouseholdsCut { consumer, .. } => good(consumer) == good(own),
        _ => false,
    };
    (first..until).filter(is_like).collect()
}

/// What records of rationing say together, or one record alone, as a clause.
fn said(run: &Run, places: &[usize]) -> String {
    let (words, records) = (run.words(), run.log.records());
    let Some(&first) = places.first() else { return String::new() };
    let cut = |&place: &usize| match records[place].event {
        Event::HouseholdsCut { consumer, share } => Some((consumer, share)),
        _ => None,
    };
    let cuts: Vec<(ConsumerId, f32)> = places.iter().filter_map(cut).collect();
    match cuts[..] {
        [] | [_] => clause(&words, &records[first].event),
        [(consumer, _), ..] => {
            let consumers = &run.setup.consumers;
            let names: Vec<String> =
                cuts.iter().map(|&(consumer, _)| words.party(consumers[consumer].party)).collect();
            let most = cuts.iter().map(|row| row.1).fold(0.0, f32::max);
            format!(
                "rationing of {} reached households in {}, with up to {} of their need cut that day",
                words.good(consumers[consumer].good),
                listed(&names),
                percent(most.into())
            )
        }
    }
}
