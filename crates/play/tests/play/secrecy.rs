//! What a seat cannot know does not change what it sees. Each law holds two games against each other that differ in nothing but
//! a secret, with the seat played at random in both.

use std::sync::Arc;

use powderkeg_engine::event::Event;
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_play::game::{Game, WAIT};
use powderkeg_play::setting::{Asked, Setting, playable};
use proptest::prelude::*;

use crate::{at_random, engine, seen};

/// How many steps of `seat`, played at random while all other seats wait, two games are the same to it; and the columns
/// that differ first, with their values in the second game.
fn same_until(games: [&Arc<Setting>; 2], id: &str, seed: u64) -> (u32, Vec<(String, f32)>, [Game; 2]) {
    let seats = games[0].seats();
    let seat = seats.iter().position(|row| row.id == id).expect("it is played");
    let mut played = games.map(|setting| Game::new(setting.clone(), seed));
    for step in 0.. {
        let [one, other] = played.each_ref().map(|game| seen(game, games[0], seat));
        if one != other {
            let columns = seats[seat].columns.iter().map(|column| column.name.clone());
            let columns = columns.chain(seats[seat].choices.iter().map(|choice| choice.id.clone()));
            let pairs = columns.zip(one.iter().zip(&other)).filter(|(_, (one, other))| one != other);
            let differ = pairs.map(|(name, (_, other))| (name, f32::from_bits(*other))).collect();
            return (step, differ, played);
        }
        if played[0].is_over() {
            return (step, Vec::new(), played);
        }
        let mut actions = vec![WAIT; seats.len()];
        actions[seat] = at_random(&played[0], seat, seats[seat].actions(), seed, step);
        for game in &mut played {
            game.step(&actions).expect("it is not over");
        }
    }
    unreachable!("games end")
}

fn all_seats(engine: &Arc<Engine>, options: RunOptions) -> Arc<Setting> {
    let seats = playable(engine.setup()).iter().map(ToString::to_string).collect();
    let asked = Asked { seats, days: 1, ..Asked::default() };
    Arc::new(Setting::new(engine.clone(), options, &asked).expect("all can be played"))
}

/// Few in tests: a case is a whole game, or two. `PLAY_CASES=1000` takes a minute of an optimised build.
fn cases() -> u32 {
    std::env::var("PLAY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    /// How deep the Kazakh government is in its patron's pocket is known to the two alone. Nobody else sees it until something
    /// came of it that is in the log, though the truth differs from the first day.
    #[test]
    fn a_hidden_degree_is_not_seen(seed in 0_u64..1_000_000, low in 0.0_f64..0.3, high in 0.7_f64..1.0) {
        let games = [low, high].map(|degree| {
            let set = format!("party.kazakhstan.pocket.degree={degree}");
            all_seats(&engine("baikonur-2015", &[&set]), RunOptions::default())
        });
        let (steps, differ, [one, other]) = same_until([&games[0], &games[1]], "usa", seed);
        let truth = |game: &Game| {
            let mut truth = vec![0.0; games[0].setup().readings.len()];
            game.state(&mut truth);
            truth
        };
        prop_assert!(truth(&one) != truth(&other), "the secret makes no difference at all");
        let came_of_it = one.log().hash() != other.log().hash();
        prop_assert!(differ.is_empty() || came_of_it, "the USA sees {differ:?}");
        prop_assert!(steps > 0);
        // Whoever knows of it sees it at once.
        let (steps, differ, _) = same_until([&games[0], &games[1]], "kazakhstan", seed);
        prop_assert_eq!(steps, 0);
        prop_assert!(differ.iter().all(|(name, _)| name == "capture(kazakhstan)"), "{:?}", differ);
    }

    /// Preparations in secret change nothing that the other side sees until it notices them.
    #[test]
    fn preparations_are_not_seen_before_they_are_noticed(seed in 0_u64..1_000_000, day in 100_u32..200) {
        let engine = engine("baikonur-2015", &[]);
        let setup = engine.setup();
        let mut options = setup.options.iter();
        let found = options.find(|(_, row)| setup.names[row.name.id].id == "prepare_a_raid");
        let (option, row) = found.expect("it is an option");
        let ordered = vec![Ordered { at: Minute(day * DAY), option, origin: row.origin }];
        let games = [
            all_seats(&engine, RunOptions::default()),
            all_seats(&engine, RunOptions { ordered, ..RunOptions::default() }),
        ];
        let (steps, differ, [_, prepared]) = same_until([&games[0], &games[1]], "russia", seed);
        let records = prepared.log().records();
        let staged = records.iter().find(|row| matches!(row.event, Event::StagingBegan { .. }));
        let Some(staged) = staged else {
            prop_assert!(differ.is_empty() || steps > day, "{differ:?} before anything was prepared");
            return Ok(());
        };
        prop_assert!(differ.is_empty() || steps >= staged.id.at.day(), "{differ:?} before it began");
        // Once anybody has noticed, it is an act between the two, which all may hear of.
        if records.iter().any(|row| matches!(row.event, Event::Detected { .. })) {
            return Ok(());
        }
        for (name, value) in &differ {
            let is_notice = ["noticed(usa)", "staging(rangers)", "ready(rangers)"].contains(&name.as_str());
            prop_assert!(is_notice && *value > 0.0, "Russia sees {name} = {value} on day {steps}");
        }
    }
}
