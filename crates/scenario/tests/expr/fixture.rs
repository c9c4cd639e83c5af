//! A small catalogue and the names of a small scenario, in the words of the founding one.

use powderkeg_engine::parameter::Num;
use powderkeg_engine::rule::Slot;
use powderkeg_scenario::expr::{
    Accepts, Available, Call, Catalogue, Constant, EntityKind, Let, Names, Parameter, Quantity, Signature,
};

const ACTOR: Accepts = Accepts::Entity(&[EntityKind::Party, EntityKind::Bloc]);
const PLACE: Accepts = Accepts::Entity(&[EntityKind::Party, EntityKind::City]);
const PROJECT: Accepts = Accepts::Entity(&[EntityKind::Project]);
const FACILITY: Accepts = Accepts::Entity(&[EntityKind::Facility]);

const fn needs(name: &'static str, accepts: Accepts) -> Parameter {
    Parameter { name, accepts, optional: false }
}

const fn may(name: &'static str, accepts: Accepts) -> Parameter {
    Parameter { name, accepts, optional: true }
}

const fn function(name: &'static str, parameters: &'static [Parameter], result: Quantity) -> Signature {
    Signature { name, parameters, result, available: Available::Both, calendar: false, doc: "" }
}

const fn doctrine(signature: Signature) -> Signature {
    Signature { available: Available::Doctrine, ..signature }
}

const fn truth(signature: Signature) -> Signature {
    Signature { available: Available::Truth, ..signature }
}

const fn calendar(signature: Signature) -> Signature {
    Signature { calendar: true, ..signature }
}

use Quantity::{Fact, Number};

const FUNCTIONS: &[Signature] = &[
    function("seen", &[needs("project", PROJECT), needs("stage", Accepts::Stage)], Fact),
    function("refused", &[needs("by", ACTOR), needs("about", PROJECT)], Number("count")),
    doctrine(function(
        "expected_loss",
        &[needs("capability", Accepts::Entity(&[EntityKind::Capability]))],
        Number("share"),
    )),
    function("hostility", &[needs("party", ACTOR)], Number("level")),
    function("pressure", &[needs("party", ACTOR)], Number("share")),
    function("protest", &[needs("where", PLACE)], Number("share")),
    function(
        "shortage",
        &[
            needs("good", Accepts::Entity(&[EntityKind::Good])),
            may("where", Accepts::Entities(&[EntityKind::Party, EntityKind::Region])),
        ],
        Number("share"),
    ),
    function("sanctioned", &[needs("party", ACTOR), may("by", ACTOR)], Fact),
    function("riot", &[needs("city", Accepts::Entity(&[EntityKind::City]))], Fact),
    function("stopped", &[needs("facility", FACILITY)], Fact),
    function("foreign_troops", &[needs("facility", FACILITY)], Number("people")),
    calendar(function("days_until", &[needs("project", PROJECT)], Number("days"))),
    function(
        "days_since",
        &[needs("event", Accepts::Word(&["raid", "ultimatum", "airlift"])), needs("on", ACTOR)],
        Number("days"),
    ),
    function("heat_factor", &[], Number("factor")),
    doctrine(function("capture", &[], Number("share"))),
    truth(function("raid", &[needs("by", ACTOR), needs("on", FACILITY)], Fact)),
    truth(function("destroyed", &[needs("project", PROJECT)], Fact)),
    truth(function("killed", &[needs("party", ACTOR)], Number("people"))),
    truth(function("highest_hostility", &[needs("one", ACTOR), needs("other", ACTOR)], Number("level"))),
];

pub const CATALOGUE: Catalogue = Catalogue {
    functions: FUNCTIONS,
    constants: &[
        Constant { name: "force", value: 4.0, unit: "level", doc: "use of force" },
        Constant { name: "war", value: 5.0, unit: "level", doc: "war" },
    ],
};

pub fn names() -> Names {
    let mut names = Names::new();
    let kinds: [(EntityKind, &[&str]); 8] = [
        (EntityKind::Party, &["usa", "russia", "kazakhstan", "uzbekistan", "kyrgyzstan", "tajikistan"]),
        (EntityKind::Bloc, &["nato", "csto", "sco"]),
        (EntityKind::City, &["almaty", "baikonur_town"]),
        (EntityKind::Region, &["central_asia"]),
        (EntityKind::Good, &["oil", "food"]),
        (EntityKind::Facility, &["baikonur"]),
        (EntityKind::Project, &["asat", "weather_satellite"]),
        (EntityKind::Capability, &["missile_shield"]),
    ];
    for (kind, ids) in kinds {
        for (index, id) in (0..).zip(ids) {
            assert_eq!(names.add(id, kind, index), None, "{id} is unique");
        }
    }
    names.add_stages(0, ["arrival", "fuelling", "rollout", "launch"]);
    names
}

/// `patience`, `alarm` and `zeal` have no unit, `delay` is in days.
pub fn lets() -> Vec<Let> {
    let units = [("patience", None), ("alarm", None), ("zeal", None), ("delay", Some("days"))];
    (0..)
        .zip(units)
        .map(|(index, (name, unit))| Let {
            name: name.to_owned(),
            number: Num(index),
            unit: unit.map(str::to_owned),
        })
        .collect()
}

/// Gives equal calls the same slot.
#[derive(Default)]
pub struct Slots(pub Vec<Call>);

impl Slots {
    pub fn intern(&mut self, call: Call) -> Slot {
        let known = self.0.iter().position(|other| *other == call);
        let index = known.unwrap_or_else(|| {
            self.0.push(call);
            self.0.len() - 1
        });
        Slot(u16::try_from(index).unwrap())
    }
}
