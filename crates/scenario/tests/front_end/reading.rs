//! What a sound scenario is read as.

use crate::toy::{KINDS, PartyKind, Toy, describe_toy, read_toy};
use powderkeg_engine::id::OriginId;
use powderkeg_engine::parameter::Distribution;
use powderkeg_scenario::fields::NumberOr;
use powderkeg_scenario::kind::Kind;
use powderkeg_scenario::number::{NumberEntry, PageMark};
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::schema::schema;
use powderkeg_scenario::source::{SourceTree, Sources};

const SCENARIO: &str = r#"
[scenario]
title = "The strike"
starts = 2014-10-01
ends = 2015-05-31T12:30:00
use = ["library/labour"]

[party.kazakhstan]
kind = "state"
page = [2, "infobox"]
pocket = { of = "russia", degree = { triangular = [0.2, 0.6, 0.9], source = "page 9" }, page = 9 }
[party.russia]
kind = "state"
[party.sco]
kind = "bloc"
members = ["kazakhstan", "russia"]
[good.oil]
unit = "kt"

[workforce.kitchen]
like = "crews"
people = 40
[workforce.crews]
employer = "russia"
people = 5_000
pay_ratio = { triangular = [0.3, 0.45, 0.7], lever = true, reported = "little" }
launches = "1 + tension"
page = 15
source = { "*" = "assumption", pay_ratio = "zhanaozen" }

[[result]]
when = "true"
text = "Stalemate"
"#;

const FORCES: &str = r#"
[producer.kazakhstan]
oil = 6800
source = "statistics"
[doctrine.russia.fly_in]
let = { worry = { uniform = [0, 8] } }
when = "stopped"
order = { airlift = { on = "kazakhstan" } }
[[result]]
when = "false"
text = "Never"
"#;

const LIBRARY: &str = r#"
[workforce.crews]
skill = 0.5
people = 1
[workforce.guards]
employer = "russia"
people = 10
pay_ratio = 1
"#;

fn read(overrides: &[&str]) -> (Toy, Sources) {
    let files = [("scenario.toml", SCENARIO), ("forces.toml", FORCES), ("library/labour.toml", LIBRARY)];
    let tree =
        SourceTree::Memory(files.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).into());
    let overrides: Vec<_> = overrides.iter().map(|text| Override::split(text).expect("PATH=VALUE")).collect();
    let mut sources = Sources::default();
    let toy = read_toy(&tree, &overrides, &mut sources);
    let rendered = toy.collected.diagnostics.render(&sources, powderkeg_scenario::diagnostic::Style::Plain);
    assert_eq!(rendered, "");
    (toy, sources)
}

fn number<'t>(toy: &'t Toy, path: &str) -> &'t NumberEntry {
    toy.collected.numbers.iter().find(|number| number.path == path).unwrap_or_else(|| panic!("{path}"))
}

#[test]
fn reads_every_form() {
    let (toy, sources) = read(&[]);
    let scenario = toy.scenario.as_ref().expect("scenario");
    assert_eq!(
        (scenario.title.as_str(), scenario.starts.expect("a date").to_string()),
        ("The strike", "2014-10-01".to_string())
    );
    assert_eq!(scenario.ends.map(|date| date.to_string()), Some("2015-05-31T12:30".to_string()));
    assert_eq!(
        toy.parties.iter().map(|party| party.id.as_str()).collect::<Vec<_>>(),
        ["kazakhstan", "russia", "sco"]
    );
    assert_eq!(toy.parties[2].kind, PartyKind::Bloc);
    assert_eq!(toy.parties[2].members.iter().map(|party| party.index).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(toy.parties[0].pocket.as_ref().map(|(patron, _)| patron.index), Some(1));
    assert!(matches!(&toy.workforces[1].launches, NumberOr::Other(rule) if rule.text == "1 + tension"));
    assert_eq!(toy.doctrine[0].order.as_ref().map(|(word, _)| *word), Some("airlift"));
    assert_eq!(toy.doctrine[0].party.id, "russia");
    assert_eq!((toy.doctrine[0].when.text.as_str(), toy.doctrine[0].once), ("stopped", true));
    assert_eq!(toy.doctrine[0].numbers[0].0, "worry");
    assert_eq!(toy.goods, ["kt"]);
    assert_eq!(toy.producers[0].party.as_ref().map(|party| party.index), Some(0));
    assert_eq!(toy.producers[0].capacities[0].0.id, "oil");
    assert_eq!(toy.results.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["Stalemate", "Never"]);
    let degree = number(&toy, "party.kazakhstan.pocket.degree");
    assert_eq!(degree.distribution, Distribution::Triangular { low: 0.2, mode: 0.6, high: 0.9 });
    assert_eq!(degree.source.as_deref(), Some("page 9"));
    assert_eq!(degree.page, [PageMark::Sentence(2), PageMark::Part("infobox".into()), PageMark::Sentence(9)]);
    let oil = number(&toy, "producer.kazakhstan.oil");
    let parameter = oil.parameter(OriginId(7));
    assert_eq!((parameter.unit.as_str(), parameter.source.as_str()), ("kt/month", "statistics"));
    assert_eq!(parameter.origin, OriginId(7));
    assert_eq!(oil.span.map(|span| sources.position(span).line), Some(3));
    assert_eq!(toy.collected.citations.len(), 4);
}

#[test]
fn shared_material_is_overridden_key_by_key() {
    let (toy, _) = read(&[]);
    assert_eq!(toy.workforces.iter().map(|one| one.people).collect::<Vec<_>>(), [40, 5000, 10]);
    assert_eq!(number(&toy, "workforce.crews.skill").distribution, Distribution::Constant(0.5));
    assert!(toy.workforces.iter().all(|one| one.employer.id == "russia"));
    assert_eq!(toy.workforces[0].skill, toy.workforces[1].skill);
    let guards = number(&toy, "workforce.guards.skill");
    assert_eq!((guards.distribution.clone(), guards.span), (Distribution::Constant(0.7), None));
}

#[test]
fn what_is_inherited_is_one_number() {
    let (toy, _) = read(&[]);
    assert_eq!(toy.workforces[0].pay_ratio, toy.workforces[1].pay_ratio);
    let pay = number(&toy, "workforce.crews.pay_ratio");
    assert_eq!(toy.collected.numbers[usize::from(toy.workforces[0].pay_ratio.0)], *pay);
    assert!(pay.lever);
    assert_eq!(pay.source.as_deref(), Some("zhanaozen"));
    assert!(toy.collected.numbers.iter().all(|number| number.path != "workforce.kitchen.pay_ratio"));
}

#[test]
fn overrides_replace_values_and_reach_what_is_inherited() {
    let (toy, sources) =
        read(&["workforce.crews.pay_ratio = 0.9", "workforce.guards.skill={uniform=[0.1,0.2]}"]);
    let pay = number(&toy, "workforce.crews.pay_ratio");
    assert_eq!(pay.distribution, Distribution::Constant(0.9));
    assert!(pay.lever);
    assert_eq!(pay.source, None);
    assert_eq!(toy.workforces[0].pay_ratio, toy.workforces[1].pay_ratio);
    let skill = number(&toy, "workforce.guards.skill");
    assert_eq!(skill.distribution, Distribution::Uniform { low: 0.1, high: 0.2 });
    assert_eq!(skill.span.map(|span| sources.name(span.file)), Some("--set"));
    let (toy, _) = read(&[
        "workforce.kitchen.pay_ratio=2",
        "scenario.title=\"Other\"",
        "party.kazakhstan.pocket.degree=1",
    ]);
    assert_eq!(number(&toy, "workforce.kitchen.pay_ratio").distribution, Distribution::Constant(2.0));
    assert_ne!(toy.workforces[0].pay_ratio, toy.workforces[1].pay_ratio);
    assert_eq!(toy.scenario.map(|scenario| scenario.title).as_deref(), Some("Other"));
}

#[test]
fn describing_yields_every_key_and_a_schema() {
    let collected = describe_toy();
    assert!(collected.diagnostics.is_empty());
    let paths: Vec<_> = collected.fields.iter().map(|field| field.path.as_str()).collect();
    for path in [
        "scenario.title",
        "party.*.pocket.degree",
        "producer.*.*",
        "doctrine.*.*.let.*",
        "result[].when",
        "doctrine.*.*.order.airlift.on",
        "doctrine.*.*.order.sanction.on",
    ] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
    let skill = collected.fields.iter().find(|field| field.path == "workforce.*.skill").expect("skill");
    assert_eq!(
        (skill.range, skill.default.as_deref(), skill.required),
        (Some((0.0, 1.0)), Some("0.7"), false)
    );
    let schema = schema(&KINDS as &[Kind], &collected.fields);
    let workforce = &schema["properties"]["workforce"]["additionalProperties"];
    assert_eq!(workforce["properties"]["people"]["maximum"], 1_000_000.0);
    assert_eq!(workforce["then"]["required"], serde_json::json!(["employer", "people", "pay_ratio"]));
    assert_eq!(workforce["additionalProperties"], false);
    assert_eq!(schema["properties"]["result"]["items"]["properties"]["text"]["type"], "string");
    assert_eq!(schema["properties"]["party"]["description"], "Whoever can decide.");
    assert!(schema["properties"]["doctrine"]["additionalProperties"]["additionalProperties"]["properties"]["when"].is_object());
}
