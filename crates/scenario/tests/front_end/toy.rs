//! A toy scenario format, to test the generic front end with.

use powderkeg_engine::parameter::Num;
use powderkeg_scenario::diagnostic::Diagnostics;
use powderkeg_scenario::document::Date;
use powderkeg_scenario::fields::{Fields, NumberOr, RuleText, Whole};
use powderkeg_scenario::kind::{Kind, Shape};
use powderkeg_scenario::number::Spec;
use powderkeg_scenario::overrides::{self, Override};
use powderkeg_scenario::reader::{Collected, FieldForm, Name, Reader};
use powderkeg_scenario::registry::{Ref, Registry};
use powderkeg_scenario::source::{SourceTree, Sources};
use powderkeg_scenario::{like, load};

pub const KINDS: [Kind; 7] = [
    Kind { name: "scenario", shape: Shape::Single, doc: "What it is about and when it plays." },
    Kind { name: "party", shape: Shape::Entity, doc: "Whoever can decide." },
    Kind { name: "good", shape: Shape::Entity, doc: "What is traded." },
    Kind { name: "workforce", shape: Shape::Entity, doc: "People who work for an employer." },
    Kind { name: "producer", shape: Shape::Attached(&["party"]), doc: "What a party produces." },
    Kind { name: "doctrine", shape: Shape::Owned(&["party"]), doc: "What a party may do." },
    Kind { name: "result", shape: Shape::List, doc: "What the outcome is called." },
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    State,
    Bloc,
}

#[derive(Debug)]
pub struct Scenario {
    pub title: String,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
}

#[derive(Debug)]
pub struct Party {
    pub id: String,
    pub kind: PartyKind,
    pub members: Vec<Ref>,
    pub pocket: Option<(Ref, Num)>,
}

#[derive(Debug)]
pub struct Workforce {
    pub employer: Ref,
    pub people: i64,
    pub pay_ratio: Num,
    pub skill: Num,
    pub launches: NumberOr<RuleText>,
}

#[derive(Debug)]
pub struct Doctrine {
    pub party: Ref,
    pub numbers: Vec<(String, Num)>,
    pub when: RuleText,
    pub order: Option<(&'static str, Ref)>,
    pub once: bool,
}

#[derive(Debug)]
pub struct Producer {
    pub party: Option<Ref>,
    pub capacities: Vec<(Ref, Num)>,
}

/// All that a toy scenario says.
#[derive(Debug)]
pub struct Toy {
    pub scenario: Option<Scenario>,
    pub parties: Vec<Party>,
    pub goods: Vec<String>,
    pub workforces: Vec<Workforce>,
    pub producers: Vec<Producer>,
    pub doctrine: Vec<Doctrine>,
    pub results: Vec<(RuleText, String)>,
    pub collected: Collected,
}

fn scenario(fields: &mut Fields<'_, '_>) -> Scenario {
    let _ = fields.raw("use", FieldForm::List(Box::new(FieldForm::Text)), "", "Shared files.");
    Scenario {
        title: fields.text("title", "Its name."),
        starts: fields.date("starts", "The first day."),
        ends: fields.optional_date("ends", "The last day."),
    }
}

fn party(name: &Name, fields: &mut Fields<'_, '_>) -> Party {
    const DEGREE: Spec = Spec::share("How far it is captured.");
    let kinds = [("state", PartyKind::State), ("bloc", PartyKind::Bloc)];
    Party {
        id: name.id.clone(),
        kind: fields.choice("kind", &kinds, None, "What it is."),
        members: fields.references("members", &["party"], "Who belongs to it."),
        pocket: fields.optional_table("pocket", "Whose pocket it is in.", |pocket| {
            (pocket.reference("of", &["party"], "The patron."), pocket.number("degree", &DEGREE))
        }),
    }
}

fn workforce(_: &Name, fields: &mut Fields<'_, '_>) -> Workforce {
    const PEOPLE: Whole =
        Whole { unit: "people", min: 1, max: 1_000_000, default: None, doc: "How many they are." };
    const PAY: Spec = Spec::new("1", 0.1, 3.0, "Pay as a multiple of a colleague's abroad.");
    const SKILL: Spec = Spec::share("Skill of replacements.").or(0.7, "assumption");
    const LAUNCHES: Spec =
        Spec::new("launches/month", 0.0, f64::INFINITY, "Launches they serve.").or(2.0, "page 15");
    Workforce {
        employer: fields.reference("employer", &["party"], "Who pays them."),
        people: fields.integer("people", &PEOPLE),
        pay_ratio: fields.number("pay_ratio", &PAY),
        skill: fields.number("skill", &SKILL),
        launches: fields.number_or_rule("launches", &LAUNCHES),
    }
}

fn doctrine(name: &Name, fields: &mut Fields<'_, '_>) -> Doctrine {
    const LET: Spec = Spec::new("", f64::NEG_INFINITY, f64::INFINITY, "A number of the rules.");
    let numbers = fields.optional_table("let", "Its numbers.", |inner| inner.rest_numbers_by_name(&LET));
    Doctrine {
        party: name.owner.clone().expect("owned"),
        numbers: numbers.unwrap_or_default(),
        when: fields.rule("when", "When it is open."),
        order: fields.variant("order", &["airlift", "sanction"], "What it orders.", |word, order| {
            (word, order.reference("on", &["party"], "Its target."))
        }),
        once: fields.flag("once", true, "Whether it happens once."),
    }
}

fn read(reader: &mut Reader<'_>) -> Toy {
    const CAPACITY: Spec = Spec::new("kt/month", 0.0, 1e6, "Most it can produce.");
    let [scenarios, parties, goods, workforces, producers, doctrines, results] = &KINDS;
    Toy {
        scenario: reader.read_single(scenarios, scenario),
        parties: reader.read_all(parties, party),
        goods: reader.read_all(goods, |_, fields| fields.text("unit", "Unit of its amounts.")),
        workforces: reader.read_all(workforces, workforce),
        producers: reader.read_all(producers, |name, fields| Producer {
            party: name.owner.clone(),
            capacities: fields.rest_numbers_by_id(&["good"], &CAPACITY),
        }),
        doctrine: reader.read_all(doctrines, doctrine),
        results: reader.read_all(results, |_, fields| {
            (fields.rule("when", "If it holds."), fields.text("text", "The name."))
        }),
        collected: Collected::default(),
    }
}

/// Reads a toy scenario; its mistakes are in `collected.diagnostics`.
pub fn read_toy(tree: &SourceTree, overrides: &[Override], sources: &mut Sources) -> Toy {
    let mut diagnostics = Diagnostics::default();
    let mut document = load::load(tree, sources, &mut diagnostics);
    let files = overrides::apply(&mut document, overrides, &KINDS, sources, &mut diagnostics);
    like::resolve(&mut document, &KINDS, &mut diagnostics);
    let registry = Registry::collect(&document, &KINDS, &["seen"], &mut diagnostics);
    let mut reader = Reader::new(&document, &registry, files);
    let toy = read(&mut reader);
    let mut collected = reader.finish();
    diagnostics.extend(std::mem::take(&mut collected.diagnostics));
    Toy { collected: Collected { diagnostics, ..collected }, ..toy }
}

/// What can be written in a toy scenario.
pub fn describe_toy() -> Collected {
    let mut reader = Reader::describing();
    read(&mut reader);
    reader.finish()
}
