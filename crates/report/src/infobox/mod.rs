//! The incident page's infobox, with its blanks filled from a run.

use std::fmt::Write;

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{FacilityId, ForceId, Id, PartyId};
use powderkeg_engine::setup::StandingOnRaid;
use serde_json::{Value, json};

use crate::fields::object;
use crate::layout::{centred, padded, width, wrap};
use crate::run::Run;
use crate::sentence::sentence;
use crate::toll::{Toll, Tolls};
use crate::turn;
use crate::words::{capitalised, count, listed};

/// What a blank says where the source gives nothing.
pub const NOT_RECORDED: &str = "not recorded in the source";

/// The infobox of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Infobox {
    /// The page's title.
    pub title: String,
    /// When the incident came about, the first time if there were several; `None`: there was no incident.
    pub date: Option<String>,
    /// What came about, where the scenario says what its incident is.
    pub incident: Option<String>,
    /// The last day of the run: the result is about this day.
    pub until: String,
    /// Where it is, if the scenario says.
    pub place: Option<String>,
    /// What the scenario's rules call the end.
    pub result: String,
    /// Without an incident: what decided the crisis, with its date.
    pub instead: Option<String>,
    /// The columns: the scenario's sides, then third parties.
    pub sides: Vec<SideColumn>,
    /// Killed and injured people who belong to no force; `None` if there were none.
    pub civilians: Option<String>,
}

/// A column of the infobox.
#[derive(Clone, Debug, PartialEq)]
pub struct SideColumn {
    /// Its heading.
    pub title: String,
    /// Who stands in it.
    pub belligerents: Vec<String>,
    /// Leaders by role, by name where a source names them.
    pub leaders: Vec<String>,
    /// Forces and equipment.
    pub strength: Vec<String>,
    /// Losses; "none" if there were none.
    pub losses: Vec<String>,
}

impl Infobox {
    /// The infobox of a run.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let (setup, words) = (run.setup, run.words());
        let tolls = Tolls::of(setup, run.log);
        let roles = Roles::of(run);
        let mut sides: Vec<SideColumn> =
            (0..setup.sides.len()).filter_map(|side| roles.column(run, &tolls, side)).collect();
        sides.extend(roles.third_parties(run, &tolls));
        let date = run.incident.map(|at| words.date(at));
        let instead = if date.is_some() { None } else { Some(instead(run)) };
        let civilians = tolls.civilians;
        Self {
            title: setup.title.clone(),
            date,
            incident: incident(run),
            until: words.date(run.ended),
            place: setup.place.map(|site| capitalised(words.title(setup.sites[site].name.id))),
            result: run.result.unwrap_or("none of the scenario's results").to_string(),
            instead,
            sides,
            civilians: (civilians != Toll::default())
                .then(|| format!("{} killed, {} injured", count(civilians.killed), count(civilians.wounded))),
        }
    }

    /// A box for a terminal, at most `columns` wide (at least 40).
    #[must_use]
    pub fn render(&self, columns: usize) -> String {
        Drawing::new(columns.clamp(40, 80), self.sides.len()).draw(self)
    }

    /// The infobox for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let sides: Vec<Value> = self
            .sides
            .iter()
            .map(|side| {
                object([
                    ("title", json!(side.title)),
                    ("belligerents", json!(side.belligerents)),
                    ("leaders", json!(side.leaders)),
                    ("strength", json!(side.strength)),
                    ("losses", json!(side.losses)),
                ])
            })
            .collect();
        object([
            ("title", json!(self.title)),
            ("date", json!(self.date)),
            ("incident", json!(self.incident)),
            ("until", json!(self.until)),
            ("place", json!(self.place)),
            ("result", json!(self.result)),
            ("instead", json!(self.instead)),
            ("sides", json!(sides)),
            ("civilians", json!(self.civilians)),
        ])
    }
}

/// "The United States raided the Baikonur Cosmodrome …", and when that happened again.
fn incident(run: &Run) -> Option<String> {
    let words = run.words();
    let first = turn::incident(run)?;
    let records = run.log.records();
    let mut text = sentence(&words, &records[first].event);
    let is_raid = |event: &Event| matches!(event, Event::RaidBegan { .. });
    let again: Vec<String> = records[first + 1..]
        .iter()
        .filter(|record| is_raid(&records[first].event) && is_raid(&record.event))
        .map(|record| words.date(record.id.at))
        .collect();
    if !again.is_empty() {
        text.push_str(&format!(" Again on {}.", listed(&again)));
    }
    Some(text)
}

/// "12 April 2015: The anti-satellite launch succeeded."
fn instead(run: &Run) -> String {
    let words = run.words();
    let turns: Vec<String> = turn::decisive(run)
        .into_iter()
        .map(|position| {
            let record = &run.log.records()[position];
            format!("{}: {}", words.date(record.id.at), sentence(&words, &record.event))
        })
        .collect();
    if turns.is_empty() { "nothing was decided.".into() } else { turns.join(" ") }
}

/// Which column each force stands in.
struct Roles {
    /// One row a force: the index of its side; `None`: a third party.
    side_of: Vec<Option<usize>>,
}

impl Roles {
    fn of(run: &Run) -> Self {
        let setup = run.setup;
        let own = |force: ForceId| side_of_party(run, setup.forces[force].of);
        let mut side_of: Vec<Option<usize>> = setup.forces.ids().map(own).collect();
        let mut raided: Option<(ForceId, FacilityId)> = None;
        for record in run.log.records() {
            match record.event {
                Event::RaidBegan { force, on, .. } => raided = Some((force, on)),
                Event::ThirdArmyChose { force, choice } if setup.forces[force].open => {
                    let joined = raided.and_then(|raid| joined(run, choice, raid));
                    side_of[force.index()] = joined.or_else(|| own(force));
                }
                _ => {}
            }
        }
        Self { side_of }
    }

    fn forces(&self, side: Option<usize>) -> impl Iterator<Item = ForceId> {
        let rows = self.side_of.iter().enumerate();
        rows.filter(move |row| *row.1 == side).map(|row| ForceId::from_index(row.0))
    }

    /// The column of a side; `None` where all who would stand in it joined another.
    fn column(&self, run: &Run, tolls: &Tolls, side: usize) -> Option<SideColumn> {
        let setup = run.setup;
        let forces: Vec<ForceId> = self.forces(Some(side)).collect();
        if forces.is_empty() && self.has_left(run, side) {
            return None;
        }
        let mut parties = setup.sides[side].parties.clone();
        for &force in &forces {
            let of = setup.forces[force].of;
            if !parties.contains(&of) {
                parties.push(of);
            }
        }
        let mut column = column(run, tolls, setup.sides[side].title.clone(), &parties, &forces);
        let apart = |&&force: &&ForceId| {
            setup.forces[force].open && side_of_party(run, setup.forces[force].of) == Some(side)
        };
        column.belligerents.extend(forces.iter().filter(apart).map(|&force| what_it_did(run, force)));
        Some(column)
    }

    /// Whether a side's forces were open and chose another column.
    fn has_left(&self, run: &Run, side: usize) -> bool {
        let forces = run.setup.forces.iter().filter(|(_, force)| side_of_party(run, force.of) == Some(side));
        forces.map(|(id, _)| self.side_of[id.index()]).any(|chosen| chosen != Some(side))
    }

    /// A column for each party whose open force took no side, with what it did.
    fn third_parties(&self, run: &Run, tolls: &Tolls) -> Vec<SideColumn> {
        let setup = run.setup;
        let open: Vec<ForceId> = self.forces(None).filter(|&force| setup.forces[force].open).collect();
        let mut parties: Vec<PartyId> = open.iter().map(|&force| setup.forces[force].of).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
            .into_iter()
            .map(|party| {
                let forces: Vec<ForceId> =
                    open.iter().copied().filter(|&force| setup.forces[force].of == party).collect();
                let mut column = column(run, tolls, "Third party".into(), &[party], &forces);
                column.belligerents.extend(forces.iter().map(|&force| what_it_did(run, force)));
                column
            })
            .collect()
    }
}

fn column(run: &Run, tolls: &Tolls, title: String, parties: &[PartyId], forces: &[ForceId]) -> SideColumn {
    let (setup, words) = (run.setup, run.words());
    let leaders = parties.iter().map(|&party| match &setup.parties[party].leader {
        Some(leader) => match &leader.name {
            Some(name) => format!("{name} ({})", leader.role),
            None => leader.role.clone(),
        },
        None if parties.len() == 1 => NOT_RECORDED.into(),
        None => format!("{}: {NOT_RECORDED}", words.title(setup.parties[party].name.id)),
    });
    let toll = forces.iter().fold(Toll::default(), |sum, &force| sum.and(tolls.force(force)));
    SideColumn {
        title,
        belligerents: parties.iter().map(|&party| words.title(setup.parties[party].name.id).into()).collect(),
        leaders: leaders.collect(),
        strength: strength(run, forces),
        losses: toll.lines(),
    }
}

/// Each force's people, then its aircraft and vehicles, as the run drew them.
fn strength(run: &Run, forces: &[ForceId]) -> Vec<String> {
    let (setup, words) = (run.setup, run.words());
    let whole = |num| run.numbers[num].round().max(0.0) as u32;
    let mut lines = Vec::new();
    for &id in forces {
        let force = &setup.forces[id];
        let title = words.title(force.name.id);
        lines.push(match &force.reported {
            Some(reported) => format!("{title}: {reported}"),
            None => format!("{} {title}", count(whole(force.strength))),
        });
        for &(aircraft, number) in force.lift.iter().chain(&force.fires) {
            let aircraft = words.title(setup.aircraft[aircraft].name.id);
            lines.push(format!("{} {aircraft}", count(whole(number))));
        }
        let vehicles = whole(force.vehicles);
        if vehicles > 0 && force.reported.is_none() {
            lines.push(crate::words::counted(vehicles, "vehicle", "vehicles"));
        }
    }
    if lines.is_empty() { vec!["no forces".into()] } else { lines }
}

fn side_of_party(run: &Run, party: PartyId) -> Option<usize> {
    run.setup.sides.iter().position(|side| side.parties.contains(&party))
}

/// The side a bystander fought for in a raid on a facility.
fn joined(run: &Run, choice: StandingOnRaid, raid: (ForceId, FacilityId)) -> Option<usize> {
    let (raider, on) = raid;
    let raiders = side_of_party(run, run.setup.forces[raider].of)?;
    match choice {
        StandingOnRaid::StandAside | StandingOnRaid::BlockBoth => None,
        StandingOnRaid::HelpRaiders | StandingOnRaid::DisarmGarrison => Some(raiders),
        StandingOnRaid::HelpGarrison => {
            let operator = side_of_party(run, run.setup.facilities[on].operator);
            // With two sides, whoever isn't raiding is raided.
            let other = (0..run.setup.sides.len()).find(|&side| side != raiders);
            operator.filter(|&side| side != raiders).or(other)
        }
    }
}

/// The last thing a force did that is worth a line.
fn what_it_did(run: &Run, wanted: ForceId) -> String {
    let words = run.words();
    let done = run.log.records().iter().rev().find_map(|record| match record.event {
        Event::ThirdArmyChose { force, choice } if force == wanted => {
            Some(crate::sentence::third_army(choice).to_string())
        }
        Event::Cordoned { force, facility } if force == wanted => {
            Some(format!("surrounded {}", words.facility(facility)))
        }
        _ => None,
    });
    done.unwrap_or_else(|| "took no part".into())
}

/// A part of a column.
type Section = fn(&SideColumn) -> &[String];

/// Lays a box out. `inner` is the width between the outer borders.
struct Drawing {
    inner: usize,
    /// Width of each side's column, without its borders.
    cells: Vec<usize>,
    out: String,
}

/// Width of the labels "Date", "Location", "Result".
const LABEL: usize = 10;

impl Drawing {
    fn new(columns: usize, sides: usize) -> Self {
        let inner = columns - 2;
        let sides = sides.max(1);
        let room = inner.saturating_sub(sides - 1);
        let cells = (0..sides).map(|side| room / sides + usize::from(side < room % sides)).collect();
        Self { inner, cells, out: String::new() }
    }

    fn draw(mut self, infobox: &Infobox) -> String {
        self.rule('┌', '┐', None, None);
        for line in wrap(&infobox.title, self.inner - 2) {
            let line = centred(&line, self.inner);
            self.row(&line);
        }
        self.rule('├', '┤', None, None);
        let none = || format!("none: no incident by {}", infobox.until);
        self.entry("Date", &infobox.date.clone().unwrap_or_else(none));
        if let Some(incident) = &infobox.incident {
            self.entry("Incident", incident);
        }
        if let Some(place) = &infobox.place {
            self.entry("Location", place);
        }
        self.entry("Result", &infobox.result);
        if let Some(instead) = &infobox.instead {
            self.entry("Instead", &capitalised(instead));
        }
        if !infobox.sides.is_empty() {
            self.sides(infobox);
        }
        let joint = (!infobox.sides.is_empty()).then_some('┴');
        if let Some(civilians) = &infobox.civilians {
            self.rule('├', '┤', joint, None);
            self.entry("Civilians", civilians);
            self.rule('└', '┘', None, None);
        } else {
            self.rule('└', '┘', joint, None);
        }
        self.out
    }

    fn sides(&mut self, infobox: &Infobox) {
        let sections: [(&str, Section); 4] = [
            ("", |side| &side.belligerents),
            ("Commanders and leaders", |side| &side.leaders),
            ("Strength", |side| &side.strength),
            ("Casualties and losses", |side| &side.losses),
        ];
        self.rule('├', '┤', None, Some('┬'));
        let titles: Vec<Vec<String>> = infobox
            .sides
            .iter()
            .zip(&self.cells)
            .map(|(side, &cell)| wrap(&side.title, cell.saturating_sub(2)))
            .collect();
        self.cells(&titles, true);
        for (heading, section) in sections {
            let rows: Vec<Vec<String>> = infobox
                .sides
                .iter()
                .zip(&self.cells)
                .map(|(side, &cell)| {
                    section(side).iter().flat_map(|text| wrap(text, cell.saturating_sub(2))).collect()
                })
                .collect();
            if heading.is_empty() {
                self.rule('├', '┤', Some('┼'), None);
            } else {
                self.rule('├', '┤', Some('┴'), None);
                let heading = centred(heading, self.inner);
                self.row(&heading);
                self.rule('├', '┤', None, Some('┬'));
            }
            self.cells(&rows, false);
        }
    }

    /// A horizontal rule; `joint` where columns cross or end, `start` where they begin.
    fn rule(&mut self, left: char, right: char, joint: Option<char>, start: Option<char>) {
        self.out.push(left);
        match joint.or(start) {
            None => self.out.push_str(&"─".repeat(self.inner)),
            Some(joint) => {
                let parts: Vec<String> = self.cells.iter().map(|&cell| "─".repeat(cell)).collect();
                self.out.push_str(&parts.join(&joint.to_string()));
            }
        }
        self.out.push(right);
        self.out.push('\n');
    }

    fn row(&mut self, text: &str) {
        let _ = writeln!(self.out, "│{}│", padded(text, self.inner));
    }

    fn entry(&mut self, label: &str, text: &str) {
        let room = self.inner - 2 - LABEL;
        for (index, line) in wrap(text, room).iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let row = format!(" {}{line}", padded(label, LABEL));
            self.row(&row);
        }
    }

    fn cells(&mut self, rows: &[Vec<String>], centre: bool) {
        let height = rows.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let parts: Vec<String> = rows
                .iter()
                .zip(&self.cells)
                .map(|(row, &cell)| {
                    let text = row.get(line).map_or("", String::as_str);
                    if centre { centred(text, cell) } else { padded(&format!(" {text}"), cell) }
                })
                .collect();
            let _ = writeln!(self.out, "│{}│", parts.join("│"));
        }
    }
}

/// Whether every line of a rendering is equally wide: what makes it a box.
#[must_use]
pub fn is_aligned(text: &str) -> bool {
    let mut widths = text.lines().map(width);
    let first = widths.next();
    widths.all(|width| Some(width) == first)
}
