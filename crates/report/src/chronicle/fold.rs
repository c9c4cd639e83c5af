//! Records that are one story: told in one line, by the first of them or by the one that ends it.

use std::collections::{BTreeMap, BTreeSet};

use powderkeg_engine::cause::Cause;
use powderkeg_engine::event::{Answer, Event, Level};
use powderkeg_engine::id::{CityId, ForceId, GoodId, PartyId, WorkforceId};
use powderkeg_engine::log::Record;
use powderkeg_engine::time::{DAY, Minute};

use crate::run::Run;
use crate::sentence::clause;
use crate::words::{capitalised, count, counted, listed, ordinal, percent};

/// So many killed in a city on one day get a line of their own, if that is half of the riot's dead so far.
const MANY_KILLED: u32 = 20;

/// Which records are told by another's line, and what lines say beside their record.
#[derive(Default)]
pub(super) struct Folds {
    hidden: BTreeSet<usize>,
    texts: BTreeMap<usize, String>,
    tails: BTreeMap<usize, String>,
    refusals: BTreeMap<usize, String>,
}

/// A breach found.
struct Breach {
    position: usize,
    good: GoodId,
    buyer: String,
    undelivered: f32,
}

impl Folds {
    /// Each record by itself.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// The folds of a run.
    pub(super) fn of(run: &Run) -> Self {
        let mut folds = Self::default();
        folds.riots(run);
        folds.gates(run);
        folds.arrivals(run);
        folds.calls(run);
        folds.votes(run);
        folds.breaches(run);
        folds.same_minute(run);
        folds.raids(run);
        folds.disputes(run);
        folds
    }

    /// Whether another line tells a record.
    pub(super) fn hides(&self, position: usize) -> bool {
        self.hidden.contains(&position)
    }

    /// The sentence of a line that tells of several records.
    pub(super) fn text(&self, position: usize) -> Option<&str> {
        self.texts.get(&position).map(String::as_str)
    }

    /// What a line adds to its sentence.
    pub(super) fn tail(&self, position: usize) -> Option<&str> {
        self.tails.get(&position).map(String::as_str)
    }

    /// What is refused by whom to whom, of a refusal.
    pub(super) fn refusal(&self, position: usize) -> Option<&str> {
        self.refusals.get(&position).map(String::as_str)
    }

    /// The dead of a riot are told at its end; those of one day only if they are exceptional.
    fn riots(&mut self, run: &Run) {
        let mut tolls: BTreeMap<CityId, (u32, u32)> = BTreeMap::new();
        for (position, record) in run.log.records().iter().enumerate() {
            match record.event {
                Event::Casualties { city, killed, injured } => {
                    let toll = tolls.entry(city).or_default();
                    *toll = (toll.0 + killed, toll.1 + injured);
                    if killed < MANY_KILLED || killed * 2 < toll.0 {
                        self.hidden.insert(position);
                    }
                }
                Event::RiotEnded { city, .. } => {
                    if let Some((killed, injured)) = tolls.remove(&city) {
                        let toll = match killed {
                            0 => format!("with {} injured", count(injured)),
                            _ => format!("with {} killed and {} injured", count(killed), count(injured)),
                        };
                        self.tails.insert(position, toll);
                    }
                }
                // Others have no part in riots.
                _ => {}
            }
        }
    }

    /// The toll of a riot at a gate is told where it begins.
    fn gates(&mut self, run: &Run) {
        let mut open: BTreeMap<WorkforceId, (usize, [u32; 3])> = BTreeMap::new();
        for (position, record) in run.log.records().iter().enumerate() {
            match record.event {
                Event::GateRiot { workforce, .. } => {
                    open.insert(workforce, (position, [0; 3]));
                }
                Event::GateCasualties { workforce, killed, injured, troops_hurt } => {
                    if let Some((began, sum)) = open.get_mut(&workforce) {
                        *sum = [sum[0] + killed, sum[1] + injured, sum[2] + troops_hurt];
                        self.hidden.insert(position);
                        self.tails.insert(*began, gate_toll(*sum));
                    }
                }
                // Others are not at gates.
                _ => {}
            }
        }
    }

    /// A journey is told where it ends, or where its first part arrives if it never ends.
    fn arrivals(&mut self, run: &Run) {
        let mut under_way: BTreeMap<ForceId, Vec<usize>> = BTreeMap::new();
        let mut arriving: BTreeMap<ForceId, Vec<usize>> = BTreeMap::new();
        let mut homeward: BTreeSet<ForceId> = BTreeSet::new();
        for (position, record) in run.log.records().iter().enumerate() {
            match record.event {
                Event::Departed { force, .. } => under_way.entry(force).or_default().push(position),
                Event::Landed { force, .. } => {
                    self.hidden.extend(under_way.remove(&force).unwrap_or_default());
                    arriving.entry(force).or_default().push(position);
                }
                Event::Closed { force, .. } => {
                    self.hidden.extend(under_way.remove(&force).unwrap_or_default());
                    self.hidden.extend(arriving.remove(&force).unwrap_or_default());
                    if homeward.remove(&force) {
                        self.hidden.insert(position);
                    }
                }
                // A withdrawal says where to.
                Event::Withdrew { force, .. } => {
                    homeward.insert(force);
                }
                Event::Cordoned { force, .. } => {
                    self.hidden.extend(under_way.remove(&force).unwrap_or_default());
                }
                // Others are no part of a journey.
                _ => {}
            }
        }
    }

    /// An answer tells the call; refusals of one call are counted.
    fn calls(&mut self, run: &Run) {
        let mut refusals: BTreeMap<String, (usize, Minute)> = BTreeMap::new();
        for (position, record) in run.log.records().iter().enumerate() {
            let Event::Answered { by, to, demand, about, answer } = record.event else { continue };
            if answer == Answer::Delay {
                self.hidden.insert(position);
                continue;
            }
            for cause in run.log.causes(record) {
                if let Cause::Event(id) = cause
                    && let Some(earlier) = run.log.position(*id)
                    && matches!(run.log.records()[earlier].event, Event::Called { .. })
                {
                    self.hidden.insert(earlier);
                }
            }
            if answer == Answer::Refuse {
                let key = format!("{}:{}:{demand:?}:{}", by.0, to.0, about.0);
                self.refusals.insert(position, key.clone());
                let (number, first) = refusals.entry(key).or_insert((0, record.id.at));
                *number += 1;
                if *number > 1 {
                    let since = run.words().day(*first);
                    let tail = format!("(for the {} time since {since})", ordinal(*number));
                    self.tails.insert(position, tail);
                }
            }
        }
    }

    /// "by 4 votes to 1", at a motion's end.
    fn votes(&mut self, run: &Run) {
        let mut votes: BTreeMap<PartyId, (u32, u32)> = BTreeMap::new();
        for (position, record) in run.log.records().iter().enumerate() {
            match record.event {
                Event::Moved { bloc, .. } => {
                    votes.insert(bloc, (0, 0));
                }
                Event::Voted { bloc, yes, .. } => {
                    let (ayes, noes) = votes.entry(bloc).or_default();
                    *(if yes { ayes } else { noes }) += 1;
                }
                Event::Sanctioned { bloc, .. }
                | Event::SanctionsLifted { bloc, .. }
                | Event::MotionFailed { bloc, .. } => {
                    if let Some((ayes, noes)) = votes.remove(&bloc)
                        && ayes + noes > 0
                    {
                        let votes = counted(ayes, "vote", "votes");
                        self.tails.insert(position, format!("by {votes} to {}", count(noes)));
                    }
                }
                // Others are no part of a motion.
                _ => {}
            }
        }
    }

    /// The breaches of a seller on one day are one line.
    fn breaches(&mut self, run: &Run) {
        let words = run.words();
        let mut days: BTreeMap<(u32, PartyId), Vec<Breach>> = BTreeMap::new();
        for (position, record) in run.log.records().iter().enumerate() {
            if let Event::Breached { contract, undelivered } = record.event {
                let contract = &run.setup.contracts[contract];
                let (good, buyer) = (contract.good, words.party(contract.buyer));
                let day = days.entry((record.id.at.0 / DAY, contract.seller)).or_default();
                day.push(Breach { position, good, buyer, undelivered });
            }
        }
        for ((_, seller), rows) in days {
            if rows.len() < 2 {
                continue;
            }
            let mut buyers: BTreeMap<GoodId, Vec<String>> = BTreeMap::new();
            for row in &rows {
                buyers.entry(row.good).or_default().push(row.buyer.clone());
            }
            let what: Vec<String> = buyers
                .into_iter()
                .map(|(good, buyers)| format!("to deliver {} to {}", words.good(good), listed(&buyers)))
                .collect();
            let most = rows.iter().map(|row| row.undelivered).fold(0.0, f32::max);
            let seller = capitalised(&words.party(seller));
            let missing = percent(most.into());
            let text = format!("{seller} breached its contracts {}, up to {missing} missing.", listed(&what));
            self.merge(rows.iter().map(|row| row.position), text);
        }
    }

    /// The losses of a minute are one line, and so is what was destroyed in it.
    fn same_minute(&mut self, run: &Run) {
        let (words, records) = (run.words(), run.log.records());
        let mut losses: BTreeMap<Minute, Vec<usize>> = BTreeMap::new();
        let mut destroyed: BTreeMap<Minute, Vec<usize>> = BTreeMap::new();
        for (position, record) in records.iter().enumerate() {
            match record.event {
                Event::Losses { .. } => losses.entry(record.id.at).or_default().push(position),
                Event::Destroyed { .. } => destroyed.entry(record.id.at).or_default().push(position),
                // Others keep their lines.
                _ => {}
            }
        }
        for positions in losses.into_values().filter(|positions| positions.len() > 1) {
            let clauses: Vec<String> =
                positions.iter().map(|&position| clause(&words, &records[position].event)).collect();
            self.merge(positions.into_iter(), format!("{}.", capitalised(&clauses.join("; "))));
        }
        for positions in destroyed.into_values().filter(|positions| positions.len() > 1) {
            let what: Vec<String> = positions
                .iter()
                .filter_map(|&position| match records[position].event {
                    Event::Destroyed { project } => Some(words.project(project)),
                    _ => None,
                })
                .collect();
            let text = format!("What stood ready for {} was destroyed.", listed(&what));
            self.merge(positions.into_iter(), text);
        }
    }

    /// "(the second raid)", where there are several.
    fn raids(&mut self, run: &Run) {
        let is_raid = |record: &Record| matches!(record.event, Event::RaidBegan { .. });
        let raids: Vec<usize> =
            (0..run.log.records().len()).filter(|&position| is_raid(&run.log.records()[position])).collect();
        if raids.len() > 1 {
            for (index, position) in raids.into_iter().enumerate() {
                let number = match index {
                    0 => "first".into(),
                    1 => "second".into(),
                    2 => "third".into(),
                    _ => ordinal(index + 1),
                };
                self.tails.insert(position, format!("(the {number} raid)"));
            }
        }
    }

    /// The end of a dispute, and that it broke out again, is told if force was used in it; and not beside the end
    /// of the fighting, or a front that opens.
    fn disputes(&mut self, run: &Run) {
        let mut fought: BTreeSet<(PartyId, PartyId)> = BTreeSet::new();
        for (position, record) in run.log.records().iter().enumerate() {
            match record.event {
                Event::LevelRaised { a, b, level: Level::Force | Level::War } => {
                    fought.insert((a.min(b), a.max(b)));
                }
                Event::DisputeClosed { a, b } | Event::DisputeReopened { a, b } => {
                    let beside = run.log.records()[..position].iter().rev();
                    let told = beside.take_while(|other| other.id.at == record.id.at).any(|other| {
                        matches!(
                            other.event,
                            Event::FrontOpened { a: c, b: d, .. } | Event::FrontClosed { a: c, b: d }
                                if (c.min(d), c.max(d)) == (a.min(b), a.max(b))
                        )
                    });
                    if told || !fought.contains(&(a.min(b), a.max(b))) {
                        self.hidden.insert(position);
                    }
                }
                // Others are told by themselves.
                _ => {}
            }
        }
    }

    /// The first of several records tells them all.
    fn merge(&mut self, mut positions: impl Iterator<Item = usize>, text: String) {
        if let Some(first) = positions.next() {
            self.texts.insert(first, text);
            self.hidden.extend(positions);
        }
    }
}

/// "(2 killed, 3 people and 10 soldiers injured)".
fn gate_toll([killed, injured, troops_hurt]: [u32; 3]) -> String {
    let hurt: Vec<String> = [(injured, "person", "people"), (troops_hurt, "soldier", "soldiers")]
        .into_iter()
        .filter(|&(number, _, _)| number > 0)
        .map(|(number, one, many)| counted(number, one, many))
        .collect();
    // Beside soldiers it is said who else.
    let hurt = if troops_hurt == 0 { vec![count(injured)] } else { hurt };
    let parts: Vec<String> = [
        (killed > 0).then(|| format!("{} killed", count(killed))),
        (injured + troops_hurt > 0).then(|| format!("{} injured", listed(&hurt))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "(nobody hurt)".into() } else { format!("({})", parts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolls_name_what_there_is() {
        assert_eq!(gate_toll([0, 0, 0]), "(nobody hurt)");
        assert_eq!(gate_toll([2, 1, 0]), "(2 killed, 1 injured)");
        assert_eq!(gate_toll([0, 0, 1]), "(1 soldier injured)");
        assert_eq!(gate_toll([1, 3, 10]), "(1 killed, 3 people and 10 soldiers injured)");
    }
}
