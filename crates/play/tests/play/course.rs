//! The course of a game.

use std::sync::Arc;

use powderkeg_engine::cause::Cause;
use powderkeg_engine::event::Event;
use powderkeg_engine::log::LogHash;
use powderkeg_engine::world::RunOptions;
use powderkeg_play::fleet::Fleet;
use powderkeg_play::game::{Game, WAIT};
use powderkeg_play::rollout::{by_doctrine, promises};
use powderkeg_play::setting::{Asked, Pays, Setting, Weights};

use crate::{at_random, engine, seen, setting};

/// Plays a game of random players to its end: everything that anybody saw, what all were paid, the log's hash.
fn played(setting: &Arc<Setting>, seed: u64) -> (Vec<Vec<u32>>, Vec<u64>, LogHash) {
    let mut game = Game::new(setting.clone(), seed);
    let (mut sights, mut paid) = (Vec::new(), Vec::new());
    for step in 0.. {
        let seats = setting.seats().iter().enumerate();
        let actions: Vec<_> =
            seats.map(|(seat, row)| at_random(&game, seat, row.actions(), seed, step)).collect();
        game.step(&actions).expect("it is not over");
        sights.extend((0..actions.len()).map(|seat| seen(&game, setting, seat)));
        paid.extend((0..actions.len()).map(|seat| game.reward(seat).to_bits()));
        if game.is_over() {
            break;
        }
    }
    (sights, paid, game.log().hash())
}

#[test]
fn the_same_seed_and_players_see_and_do_the_same_to_the_end() {
    let setting = Arc::new(setting(&engine("baikonur-2015", &[]), &["usa", "russia", "kazakhstan"], 1));
    for seed in [1, 34] {
        assert!(played(&setting, seed) == played(&setting, seed), "seed {seed}");
    }
}

/// A fleet is its games, on however many threads.
#[test]
fn a_fleet_on_any_threads_is_its_games() {
    let engine = engine("first-steps", &[]);
    let seeds: Vec<u64> = (0..20).collect();
    let hashes = |threads| {
        let mut fleet = Fleet::new(setting(&engine, &["birch"], 1), &seeds, threads);
        let actions = fleet.setting().seats()[0].actions();
        for step in 0.. {
            let orders: Vec<_> =
                fleet.games().iter().map(|game| at_random(game, 0, actions, game.seed(), step)).collect();
            fleet.step(&orders).expect("they are not over");
            if fleet.games()[0].is_over() {
                break;
            }
        }
        fleet.games().iter().map(|game| game.log().hash()).collect::<Vec<_>>()
    };
    let alone = Arc::new(setting(&engine, &["birch"], 1));
    let alone: Vec<_> = seeds.iter().map(|&seed| played(&alone, seed).2).collect();
    assert!(hashes(1) == alone && hashes(2) == alone);
}

/// Days between decisions change when players are asked, and not what happens while they wait.
#[test]
fn waiting_is_the_run_without_its_doctrine_however_often_one_is_asked() {
    let engine = engine("first-steps", &[]);
    let waited = |days| {
        let mut game = Game::new(Arc::new(setting(&engine, &["birch"], days)), 7);
        let mut asked = 0;
        while !game.is_over() {
            game.step(&[WAIT]).expect("it is not over");
            asked += 1;
        }
        (game.log().hash(), asked)
    };
    let birch = setting(&engine, &["birch"], 1).seats()[0].party;
    let options = RunOptions { outside: vec![birch], ..RunOptions::default() };
    let hash = engine.run(7, options).log().hash();
    let ((daily, days), (weekly, weeks)) = (waited(1), waited(7));
    assert!(daily == hash && weekly == hash);
    assert_eq!((days, weeks), (181, 26));
}

/// An option that is taken from outside is decided with its order as the cause, rests, and is gone where it is taken once.
#[test]
fn options_that_are_taken_count_and_rest() {
    let setting = Arc::new(setting(&engine("baikonur-2015", &[]), &["usa"], 1));
    let seat = &setting.seats()[0];
    for seed in 0..4 {
        let mut game = Game::new(setting.clone(), seed);
        let mut taken = vec![0; seat.actions()];
        for step in 0.. {
            let action = at_random(&game, 0, seat.actions(), seed, step);
            taken[action] += 1;
            game.step(&[action]).expect("it is not over");
            assert!(!game.closed(0));
            if let Some(choice) = action.checked_sub(1).filter(|_| !game.is_over()) {
                let option = &setting.setup().options[seat.choices[choice].option];
                assert!(
                    option.repeats.is_some() || !game.may(0, action),
                    "{} is taken once",
                    seat.choices[choice].id
                );
            }
            if game.is_over() {
                break;
            }
        }
        let records = game.log().records().iter();
        let decided =
            records.filter(|row| matches!(row.event, Event::Decided { party, .. } if party == seat.party));
        let mut count = 0;
        for row in decided {
            assert!(matches!(game.log().causes(row), [Cause::Order(_)]));
            assert!(matches!(row.event, Event::Decided { option: Some(_), .. }));
            count += 1;
        }
        assert!(count > 3 && count == taken[1..].iter().sum::<usize>(), "{count} decided of {taken:?}");
    }
}

#[test]
fn what_is_not_open_is_not_ordered_and_said_so() {
    let setting = Arc::new(setting(&engine("first-steps", &[]), &["birch"], 1));
    let (mut tried, mut waited) = (Game::new(setting.clone(), 3), Game::new(setting.clone(), 3));
    let closed =
        (0..setting.seats()[0].actions()).find(|&action| !tried.may(0, action)).expect("no strike yet");
    tried.step(&[closed]).expect("it is not over");
    waited.step(&[WAIT]).expect("it is not over");
    assert!(tried.closed(0) && !waited.closed(0));
    assert!(tried.log().hash() == waited.log().hash());
}

/// What is paid step by step adds up to what is paid at the end, less what the run was worth at first.
#[test]
fn rewards_add_up() {
    let engine = engine("baikonur-2015", &[]);
    let of = |pays| {
        let weights = vec![("no_weapon_in_orbit".to_owned(), 1.0), ("losses".to_owned(), 0.5)];
        let rewards = vec![Weights { seat: "usa".into(), weights }];
        let asked = Asked { seats: vec!["usa".into()], days: 7, rewards, pays };
        let setting =
            Arc::new(Setting::new(engine.clone(), RunOptions::default(), &asked).expect("it can be played"));
        let mut game = Game::new(setting.clone(), 34);
        let first = game.worths(0);
        let mut sum = 0.0;
        for step in 0.. {
            let action = at_random(&game, 0, setting.seats()[0].actions(), 5, step);
            game.step(&[action]).expect("it is not over");
            sum += game.reward(0);
            if game.is_over() {
                break;
            }
        }
        (first[0] + 0.5 * first[1], sum, game.worths(0))
    };
    let ((first, steps, _), (_, end, worths)) = (of(Pays::EachStep), of(Pays::AtTheEnd));
    assert!((first + steps - end).abs() < 1e-9, "{first} + {steps} is not {end}");
    assert!((worths[0] + 0.5 * worths[1] - end).abs() < 1e-12);
}

/// Rollouts change nothing, are the same again, and leave what is closed alone.
#[test]
fn rollouts_are_looks_ahead() {
    let setting = Arc::new(setting(&engine("first-steps", &[]), &["birch"], 7));
    let mut game = Game::new(setting.clone(), 2);
    while !(1..setting.seats()[0].actions()).any(|action| game.may(0, action)) {
        game.step(&[WAIT]).expect("something opens before the end");
    }
    let before = game.log().hash();
    let promised = promises(&game, 0, (4, 9), 1, &|| false);
    assert!(game.log().hash() == before);
    let bits = |promised: Vec<f64>| promised.into_iter().map(f64::to_bits).collect::<Vec<_>>();
    for (action, promise) in promised.iter().enumerate() {
        assert_eq!(promise.is_nan(), !game.may(0, action), "action {action}");
    }
    assert_eq!(bits(promised), bits(promises(&game, 0, (4, 9), 2, &|| false)));
    assert!(by_doctrine(&game, 0).is_finite());
}

/// A fork has its past in common with the first, a future of its own, and changes nothing in it; a copy has the same future.
#[test]
fn forks_go_on_apart() {
    let setting = Arc::new(setting(&engine("first-steps", &[]), &["birch"], 7));
    let mut game = Game::new(setting, 2);
    for _ in 0..8 {
        game.step(&[WAIT]).expect("it is not over");
    }
    let before = game.log().hash();
    let ends = |mut game: Game| {
        assert!(game.log().hash() == before);
        while !game.is_over() {
            game.step(&[WAIT]).expect("it is not over");
        }
        game.log().hash()
    };
    let (copy, one, again, other) = (game.clone(), game.fork(7), game.fork(7), game.fork(8));
    let [copy, one, again, other, first] = [copy, one, again, other, game].map(ends);
    assert!(copy == first && one == again);
    assert!(one != first && one != other);
}

/// A seat can be left to its doctrine while there is news on the way that it would notice before its next mark.
#[test]
fn rollouts_begin_at_any_moment() {
    let setting = Arc::new(setting(&engine("baikonur-2015", &[]), &["russia"], 7));
    let mut game = Game::new(setting, 2);
    for week in 0..11 {
        if week > 7 {
            assert!(promises(&game, 0, (1, 1), 1, &|| false)[WAIT].is_finite(), "week {week}");
        }
        game.step(&[WAIT]).expect("it is not over");
    }
}

#[test]
fn what_cannot_be_played_is_refused_with_what_can() {
    let engine = engine("first-steps", &[]);
    let refused = |asked: Asked| {
        Setting::new(engine.clone(), RunOptions::default(), &asked).expect_err("it cannot be").to_string()
    };
    let seats = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let asked = |ids: &[&str]| Asked { seats: seats(ids), days: 1, ..Asked::default() };
    assert!(refused(asked(&["birsh"])).contains("alder, birch"));
    assert!(refused(asked(&["miners"])).contains("no seat to play"));
    assert!(refused(asked(&[])).contains("alder, birch"));
    assert!(refused(asked(&["birch", "birch"])).contains("twice"));
    assert!(refused(Asked { days: 0, ..asked(&["birch"]) }).contains("1 to 366"));
    let weights =
        |name: &str, weight| vec![Weights { seat: "birch".into(), weights: vec![(name.into(), weight)] }];
    assert!(
        refused(Asked { rewards: weights("glory", 1.0), ..asked(&["birch"]) })
            .contains("tunnel_dug, warm_homes")
    );
    assert!(
        refused(Asked { rewards: weights("tunnel_dug", f64::NAN), ..asked(&["birch"]) }).contains("finite")
    );
    assert!(
        refused(Asked { rewards: weights("tunnel_dug", 1.0), ..asked(&["alder"]) }).contains("not played")
    );
    let mut game = Game::new(Arc::new(setting(&engine, &["birch"], 366)), 1);
    assert!(game.step(&[99]).expect_err("no such action").to_string().contains("0 (wait) to"));
    assert!(game.step(&[]).expect_err("none").to_string().contains("0 actions for 1 seats"));
    game.step(&[WAIT]).expect("it is not over");
    assert!(game.step(&[WAIT]).expect_err("over").to_string().contains("reset"));
}
