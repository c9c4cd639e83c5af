//! Real texts with random damage: never a panic, and what is still a scenario runs.

use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::builtin;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

use crate::{Files, base, read, said};

/// Texts that are damaged: the base, and two of the shipped scenarios.
fn texts() -> Vec<Files> {
    let shipped = |name: &str| -> Files {
        let files = builtin::files(name).into_iter();
        files
            .filter_map(|file| Some((file.to_owned(), builtin::file(&format!("{name}/{file}"))?.to_vec())))
            .collect()
    };
    vec![base(), shipped("dam-2031"), shipped("strait-2031")]
}

/// One piece of damage; places are taken modulo the text's length.
#[derive(Clone, Debug)]
enum Damage {
    Flip(usize, u8),
    Cut(usize, usize),
    DropLine(usize),
    RepeatLine(usize),
    MoveLine(usize, usize),
    SwapValues(usize, usize),
    Value(usize, &'static str),
}

/// Values that are wrong almost everywhere.
const VALUES: [&str; 16] = [
    "0",
    "-1",
    "1e308",
    "nan",
    "-inf",
    "\"\"",
    "\"alder\"",
    "[]",
    "{}",
    "true",
    "2031-02-30",
    "9999-12-31",
    "0001-01-01",
    "{ normal = [0, 1e300] }",
    "{ choice = [1, -1] }",
    "{ uniform = [0, 0] }",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<usize>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        (at(), 1_usize..40).prop_map(|(at, length)| Damage::Cut(at, length)),
        at().prop_map(Damage::DropLine),
        at().prop_map(Damage::RepeatLine),
        (at(), at()).prop_map(|(from, to)| Damage::MoveLine(from, to)),
        (at(), at()).prop_map(|(a, b)| Damage::SwapValues(a, b)),
        (at(), proptest::sample::select(&VALUES[..])).prop_map(|(at, value)| Damage::Value(at, value)),
    ]
}

fn apply(damage: &Damage, text: &mut Vec<u8>) {
    if text.is_empty() {
        return;
    }
    match *damage {
        Damage::Flip(at, byte) => {
            let at = at % text.len();
            text[at] = byte;
        }
        Damage::Cut(at, length) => {
            let at = at % text.len();
            text.drain(at..(at + length).min(text.len()));
        }
        Damage::DropLine(_)
        | Damage::RepeatLine(_)
        | Damage::MoveLine(..)
        | Damage::SwapValues(..)
        | Damage::Value(..) => {
            let mut lines: Vec<Vec<u8>> = text.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
            apply_to_lines(damage, &mut lines);
            *text = lines.join(&b'\n');
        }
    }
}

fn apply_to_lines(damage: &Damage, lines: &mut Vec<Vec<u8>>) {
    let count = lines.len();
    // The lines that give a value, and where the value begins.
    let values: Vec<(usize, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(line, text)| Some((line, text.windows(2).position(|pair| pair == b"= ")? + 2)))
        .collect();
    match *damage {
        Damage::Flip(..) | Damage::Cut(..) => {}
        Damage::DropLine(at) => {
            lines.remove(at % count);
        }
        Damage::RepeatLine(at) => lines.insert(at % count, lines[at % count].clone()),
        Damage::MoveLine(from, to) => {
            let line = lines.remove(from % count);
            lines.insert(to % count, line);
        }
        Damage::SwapValues(a, b) if !values.is_empty() => {
            let (a, b) = (values[a % values.len()], values[b % values.len()]);
            let (first, second) = (lines[a.0].split_off(a.1), lines[b.0].get(b.1..).map(<[u8]>::to_vec));
            // The same line twice: the value is split off already.
            let second = second.unwrap_or_else(|| first.clone());
            lines[b.0].truncate(b.1);
            lines[b.0].extend(first);
            if a.0 != b.0 {
                lines[a.0].extend(second);
            }
        }
        Damage::Value(at, value) if !values.is_empty() => {
            let (line, begins) = values[at % values.len()];
            lines[line].truncate(begins);
            lines[line].extend(value.bytes());
        }
        Damage::SwapValues(..) | Damage::Value(..) => {}
    }
}

/// How many damaged scenarios are read.
const CASES: u32 = 2000;

/// How many of those that are still sound are run: runs are slow without optimisation.
const RUNS: u32 = 50;

#[test]
fn damaged_scenarios_never_panic() {
    let texts = texts();
    let (runs, sound) = (Cell::new(0), Cell::new(0_u32));
    let strategy = (0..texts.len(), any::<usize>(), proptest::collection::vec(damage(), 1..4), any::<u64>());
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&strategy, |(which, file, damages, seed)| {
        let mut files = texts[which].clone();
        let names: Vec<String> = files.keys().cloned().collect();
        let text = files.get_mut(&names[file % names.len()]);
        let Some(text) = text else { return Ok(()) };
        damages.iter().for_each(|damage| apply(damage, text));
        let loaded = read(files);
        let rendered = said(&loaded);
        prop_assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors(), "{}", rendered);
        if let Some(scenario) = loaded.scenario {
            sound.set(sound.get() + 1);
            if sound.get() % 8 == 1 && runs.get() < RUNS {
                runs.set(runs.get() + 1);
                let engine = Engine::new(scenario.setup);
                let world = engine.run(seed, RunOptions::default());
                prop_assert!(!world.log().records().is_empty());
            }
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
    assert!(runs.get() >= RUNS / 2, "only {} damaged scenarios were sound enough to run", runs.get());
}
