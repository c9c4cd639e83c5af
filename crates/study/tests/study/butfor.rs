//! Probabilities of causation in worlds where they are known exactly.

use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::OptionId;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_study::butfor::{ButFor, Question, Sought, Tally, Window};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::share::Share;

use crate::cases;

/// Hazards a day: that Alder keeps its coal, that Cedar does, that Alder delivers again once it has kept it.
const ALDER: f64 = 0.01;
const CEDAR: f64 = 0.006;
const AGAIN: f64 = 0.02;

/// Two who may each keep their coal at home, by luck alone, and one of them may deliver again.
const WORLD: &str = r#"
[scenario]
title = "Two hazards"
starts = 2030-11-01
ends = 2031-04-30
[party.alder]
kind = "state"
[party.birch]
kind = "state"
[party.cedar]
kind = "state"
[weather.valley]
covers = ["alder", "birch", "cedar"]
monthly_mean_c = { jan = 10, feb = 10, mar = 10, apr = 10, may = 10, jun = 10, jul = 10, aug = 10, sep = 10, oct = 10, nov = 10, dec = 10 }
[good.coal]
unit = "kt"
[producer.alder]
coal = { capacity_per_month = 100, home_demand_per_month = 60 }
[producer.cedar]
coal = { capacity_per_month = 100, home_demand_per_month = 60 }
[consumer.birch]
coal = { demand_per_month = 50, heating_share = 0.6, stock = 20, out_per_day = 0.6, region = "valley" }
[contract.from_alder]
seller = "alder"
buyer = "birch"
good = "coal"
per_month = 25
price = "market"
[contract.from_cedar]
seller = "cedar"
buyer = "birch"
good = "coal"
per_month = 25
price = "market"
[decisions]
per_day = 4
[doctrine.alder.keep]
agenda = "economic"
let = { rate = 0.01 }
when = "!withholding(coal)"
urge = "rate"
order = { withhold = { good = "coal", share = 0.5 } }
[doctrine.alder.deliver]
agenda = "diplomatic"
let = { rate = 0.02 }
when = "withholding(coal)"
urge = "rate"
order = { resume = { good = "coal" } }
[doctrine.cedar.keep_too]
agenda = "economic"
let = { rate = 0.006 }
when = "!withholding(coal)"
urge = "rate"
order = { withhold = { good = "coal", share = 0.5 } }
"#;

fn world() -> Engine {
    cases::written(WORLD, &[]).engine().clone()
}

/// Days in which an option can be taken: from the first morning's decisions to the end.
fn days(engine: &Engine) -> f64 {
    engine.setup().calendar.ends.days_since(Minute(6 * 60 + 4))
}

fn answer(engine: &Engine, kind: Kind, window: Window, runs: u32) -> ButFor {
    let (sought, options) = (Sought::Kind(kind), RunOptions::default());
    let question = Question { engine, options: &options, sought: &sought, window };
    question.answer(&Plan { seed: 1, runs, shard: Shard::WHOLE }, 12, &|| {})
}

/// The figures of an option's decision.
fn of(engine: &Engine, answer: &ButFor, option: &str) -> Tally {
    let is_it = |id: OptionId| engine.setup().names[engine.setup().options[id].name.id].id == option;
    let decides = |tally: &&Tally| matches!(tally.candidate.example, Event::Decided { option: Some(id), .. } if is_it(id));
    *answer.tallies.iter().find(decides).expect("it stands behind the event")
}

fn covers(share: Share, exact: f64) {
    let (low, high) = share.wilson();
    assert!(low <= exact && exact <= high, "{share:?}: {low} to {high}, exactly {exact}");
}

/// Either of two independent hazards brings the event about: the first of the two was necessary if the other would not
/// have come later. With rates a and c over T days, P(a first) = a / (a + c) · (1 − e^−(a+c)T), and
/// P(a first, c never) = (1 − e^−aT) · e^−cT.
#[test]
fn the_probability_of_necessity_of_two_hazards_is_covered() {
    let engine = world();
    let found = answer(&engine, Kind::Withheld, Window::ToTheEnd, 600);
    let t = days(&engine);
    let (both, never) = (1.0 - libm::exp(-(ALDER + CEDAR) * t), |rate: f64| libm::exp(-rate * t));
    covers(found.happens, both);
    for (option, own, other) in [("keep", ALDER, CEDAR), ("keep_too", CEDAR, ALDER)] {
        let tally = of(&engine, &found, option);
        let first = own / (own + other) * both;
        covers(Share { held: tally.necessary.of, of: 600 }, first);
        covers(tally.necessary, (1.0 - never(own)) * never(other) / first);
        // Ordered where neither came, it always brings the event about.
        let sufficient = tally.sufficient.expect("a decision can be ordered");
        assert!(sufficient.of > 0 && sufficient.held == sufficient.of);
        let pns = tally.both.expect("both are defined");
        assert_eq!((pns.held, pns.of), (tally.necessary.held + sufficient.held, 600));
    }
}

/// What is kept is delivered again with a hazard of its own: keeping it is necessary for that, always, and sufficient if
/// there is time enough left. With the date s of keeping as it comes about of itself (rate a, within T days) and the
/// hazard b afterwards, PS = 1 − E[e^−b(T−s)].
#[test]
fn the_probability_of_sufficiency_of_a_hazard_is_covered() {
    let engine = world();
    let found = answer(&engine, Kind::Resumed, Window::ToTheEnd, 600);
    let tally = of(&engine, &found, "keep");
    assert!(tally.necessary.of > 0 && tally.necessary.held == tally.necessary.of);
    let (t, a, b) = (days(&engine), ALDER, AGAIN);
    let late = a * libm::exp(-b * t) * (libm::exp((b - a) * t) - 1.0) / ((b - a) * (1.0 - libm::exp(-a * t)));
    covers(tally.sufficient.expect("a decision can be ordered"), 1.0 - late);
    // That it is kept follows from the decision, and no order brings it about by itself.
    let kept = found.tallies.iter().find(|tally| tally.candidate.example.kind() == Kind::Withheld);
    let kept = kept.expect("it stands behind the event");
    assert_eq!((kept.sufficient, kept.both), (None, None));
}

/// Taken away once, an act comes a little later: of what the same party will do anyway nothing is necessary.
#[test]
fn an_act_that_is_suppressed_once_fires_again() {
    let engine = world();
    let once = of(&engine, &answer(&engine, Kind::Resumed, Window::Once, 60), "keep");
    let week = of(&engine, &answer(&engine, Kind::Resumed, Window::Days(7.0), 60), "keep");
    let whole = of(&engine, &answer(&engine, Kind::Resumed, Window::ToTheEnd, 60), "keep");
    assert!(once.necessary.held < whole.necessary.held, "{once:?}");
    assert!(once.necessary.of == whole.necessary.of && week.necessary.held <= whole.necessary.held);
}

/// Results do not depend on threads.
#[test]
fn threads_change_nothing() {
    let engine = world();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| answer(&engine, Kind::Withheld, Window::ToTheEnd, 60))
    };
    assert_eq!(on(1), on(3));
}

/// In one run: what was necessary there, and that an event that did not happen has no causes.
#[test]
fn one_run_is_asked_for_itself() {
    let engine = world();
    let options = RunOptions::default();
    let ask = |seed: u64, sought: &Sought| {
        Question { engine: &engine, options: &options, sought, window: Window::ToTheEnd }
            .answer_for(seed, usize::MAX)
    };
    let sought = Sought::Kind(Kind::Resumed);
    let asked: Vec<_> = (1..30).filter_map(|seed| Some((seed, ask(seed, &sought)?))).collect();
    assert!(!asked.is_empty() && asked.len() < 29);
    for (seed, (found, causes)) in &asked {
        assert!(found.position.is_some());
        assert!(causes.iter().any(|cause| cause.event.kind() == Kind::Withheld && cause.necessary));
        let whole = engine.run(*seed, options.clone());
        for cause in causes {
            // From its start, the run without the cause.
            let (what, from) = (cause.event.subject(), whole.log().records()[cause.position].id.at);
            let without = Suppression { what: Suppressed::Subject(what), from, until: Minute::NEVER };
            let other = engine.run(*seed, RunOptions { suppressed: vec![without], ..RunOptions::default() });
            let happens = other.log().records().iter().any(|record| record.event.kind() == Kind::Resumed);
            assert_eq!(cause.necessary, !happens, "seed {seed}: {:?}", cause.event);
        }
    }
    assert!(ask(1, &Sought::Kind(Kind::RaidBegan)).is_none());
}
