//! What an expression may call, and what it may name.

use std::collections::BTreeMap;
use std::fmt;

use crate::gaps::Gaps;

/// What an id of a scenario stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityKind {
    /// A state, movement or other actor.
    Party,
    /// A party with members and a way to decide.
    Bloc,
    /// A city.
    City,
    /// A region of the weather.
    Region,
    /// Something traded.
    Good,
    /// A contract over a good.
    Contract,
    /// A way along which goods are delivered.
    Route,
    /// A store of a good.
    Store,
    /// The people working at a facility.
    Workforce,
    /// A place where projects are carried out.
    Facility,
    /// Tasks at a facility towards a due date.
    Project,
    /// What a party can do, resting on assets.
    Capability,
    /// Something a capability rests on.
    Asset,
    /// Troops, ships or aircraft under one command.
    Force,
    /// Where aircraft land.
    Airfield,
    /// A lease, treaty or grant of access.
    Agreement,
}

impl EntityKind {
    /// The kind as a noun.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Bloc => "bloc",
            Self::City => "city",
            Self::Region => "region",
            Self::Good => "good",
            Self::Contract => "contract",
            Self::Route => "route",
            Self::Store => "store",
            Self::Workforce => "workforce",
            Self::Facility => "facility",
            Self::Project => "project",
            Self::Capability => "capability",
            Self::Asset => "asset",
            Self::Force => "force",
            Self::Airfield => "airfield",
            Self::Agreement => "agreement",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}

/// An entity of the scenario: the `index`-th of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Which one.
    pub index: u16,
}

/// The kind of rule an expression belongs to, which decides what it may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A party's `when` and `urge`: they read its view.
    Doctrine,
    /// `result`, `outcome` and `expect`: they read the truth.
    Truth,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Doctrine => "doctrine",
            Self::Truth => "results, outcomes and expectations",
        })
    }
}

/// In which scopes a function may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Available {
    /// In doctrine only.
    Doctrine,
    /// Where the truth is read only.
    Truth,
    /// Everywhere.
    Both,
}

impl Available {
    /// Whether `scope` is one of them.
    pub fn covers(self, scope: Scope) -> bool {
        match self {
            Self::Doctrine => scope == Scope::Doctrine,
            Self::Truth => scope == Scope::Truth,
            Self::Both => true,
        }
    }
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// True or false, read as 1 or 0.
    Fact,
    /// A number in a unit, such as `share`, `people`, `days`, `1/day`, `°C`: see [`Unit`](super::Unit).
    Number(&'static str),
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accepts {
    /// One entity of any of these kinds.
    Entity(&'static [EntityKind]),
    /// One entity of any of these kinds, or a list of them.
    Entities(&'static [EntityKind]),
    /// A task of the project given as the argument before.
    Stage,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl fmt::Display for Accepts {
    /// `party or bloc`, `goods`, `task`, `control or deny`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |f: &mut fmt::Formatter<'_>, words: &mut dyn Iterator<Item = &str>| {
            for (index, word) in words.enumerate() {
                write!(f, "{}{word}", if index == 0 { "" } else { " or " })?;
            }
            Ok(())
        };
        match self {
            Self::Entity(kinds) => join(f, &mut kinds.iter().map(|kind| kind.noun())),
            Self::Entities(kinds) => {
                f.write_str("one or more of ")?;
                join(f, &mut kinds.iter().map(|kind| kind.noun()))
            }
            Self::Stage => f.write_str("task of the project"),
            Self::Word(words) => join(f, &mut words.iter().copied()),
        }
    }
}

/// One parameter of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parameter {
    /// Its name in the documentation; arguments are positional.
    pub name: &'static str,
    /// What it takes.
    pub accepts: Accepts,
    /// Whether it may be left out, with all that follow it.
    pub optional: bool,
}

/// A function that expressions may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// Its name, unique in the catalogue.
    pub name: &'static str,
    /// Its parameters; those that are optional come last.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub result: Quantity,
    /// Where it may be called.
    pub available: Available,
    /// Whether it moves with the calendar alone, like the days until a deadline.
    pub calendar: bool,
    /// One sentence for the reference.
    pub doc: &'static str,
}

impl Signature {
    /// How many arguments it needs at least.
    pub fn required(&self) -> usize {
        self.parameters.iter().take_while(|parameter| !parameter.optional).count()
    }
}

impl fmt::Display for Signature {
    /// As one would call it: `seen(project, stage)`, `shortage(good[, where])`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.parameters.is_empty() {
            return f.write_str(self.name);
        }
        write!(f, "{}(", self.name)?;
        for (index, parameter) in self.parameters.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            if parameter.optional {
                write!(f, "[{comma}{}]", parameter.name)?;
            } else {
                write!(f, "{comma}{}", parameter.name)?;
            }
        }
        f.write_str(")")
    }
}

/// A named number of the language itself, such as a level of the hostility scale.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Constant {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// One sentence for the reference.
    pub doc: &'static str,
}

/// The closed list of what expressions may call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Catalogue {
    /// Functions, each name once.
    pub functions: &'static [Signature],
    /// Named numbers.
    pub constants: &'static [Constant],
}

impl Catalogue {
    /// The function of that name, with its index.
    pub fn function(&self, name: &str) -> Option<(u16, &'static Signature)> {
        (0_u16..).zip(self.functions).find(|(_, signature)| signature.name == name)
    }

    /// The constant of that name.
    pub fn constant(&self, name: &str) -> Option<&'static Constant> {
        self.constants.iter().find(|constant| constant.name == name)
    }
}

/// The entities of a scenario by id, and the tasks of its projects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    entities: BTreeMap<String, Entity>,
    stages: BTreeMap<u16, Vec<String>>,
    gaps: Gaps,
}

impl Names {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entity; gives back the one that had the id before, if any.
    pub fn add(&mut self, id: &str, kind: EntityKind, index: u16) -> Option<Entity> {
        self.entities.insert(id.to_owned(), Entity { kind, index })
    }

    /// States the tasks of the `project`-th project, in order.
    pub fn add_stages<'a>(&mut self, project: u16, stages: impl IntoIterator<Item = &'a str>) {
        self.stages.insert(project, stages.into_iter().map(str::to_owned).collect());
    }

    /// States what of the scenario could not be read.
    pub fn set_gaps(&mut self, gaps: Gaps) {
        self.gaps = gaps;
    }

    /// What of the scenario could not be read: of names that may be defined there, nothing is said.
    pub fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// The entity of that id.
    pub fn entity(&self, id: &str) -> Option<Entity> {
        self.entities.get(id).copied()
    }

    /// All ids with their entities, by id.
    pub fn entities(&self) -> impl Iterator<Item = (&str, Entity)> {
        self.entities.iter().map(|(id, entity)| (id.as_str(), *entity))
    }

    /// The tasks of a project, in order.
    pub fn stages(&self, project: u16) -> &[String] {
        self.stages.get(&project).map_or(&[], Vec::as_slice)
    }
}

/// An argument, resolved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Argument {
    /// One entity.
    Entity(Entity),
    /// Several, ascending and once each, so that equal sets are equal arguments.
    Entities(Vec<Entity>),
    /// The index of a task within the project given as the argument before.
    Stage(u16),
    /// The index of a word within the parameter's list.
    Word(u16),
}

/// A resolved call: what a slot reads. Equal calls are one slot.
///
/// Whose view it reads is known to whoever interns it: a party's doctrine and the truth need different slots for the
/// same call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// Index of the function in [`Catalogue::functions`].
    pub function: u16,
    /// The arguments given; optional ones that were left out are absent.
    pub arguments: Vec<Argument>,
}
