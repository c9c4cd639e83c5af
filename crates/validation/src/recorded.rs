//! The scores that may not get worse, in one text file.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::component::{Component, Findings};
use crate::table::Better;

/// The recorded scores that come with the program.
pub const RECORDED: &str = include_str!("../recorded.txt");

/// A score that has a better and a worse.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Component and row: "gas.severity".
    pub key: String,
    /// Which way it gets better.
    pub better: Better,
    /// Its value.
    pub value: f64,
}

/// The scores among findings.
#[must_use]
pub fn scores(found: &[(Component, Findings)]) -> Vec<Score> {
    let rows = found
        .iter()
        .flat_map(|(component, findings)| findings.validation.iter().map(move |row| (component, row)));
    rows.filter(|(_, row)| row.better != Better::Neither)
        .map(|(component, row)| Score {
            key: format!("{}.{}", component.name(), row.key),
            better: row.better,
            value: row.score.value,
        })
        .collect()
}

/// The file's text.
#[must_use]
pub fn written(scores: &[Score]) -> String {
    let mut text = String::from(
        "# Scores of `powderkeg validate`: a worse one fails the tests. Which way is better, and the score.\n",
    );
    for score in scores {
        let _ = writeln!(text, "{} {} {:.6}", score.key, word(score.better), score.value);
    }
    text
}

fn word(better: Better) -> &'static str {
    match better {
        Better::Lower => "lower",
        Better::Higher => "higher",
        Better::Neither => "neither",
    }
}

/// What is worse than recorded, or is not recorded, or no longer there; one line each.
#[must_use]
pub fn worse(recorded: &str, scores: &[Score]) -> Vec<String> {
    // As much as the file's rounding hides.
    const ROUNDING: f64 = 1e-6;
    let mut known: BTreeMap<&str, (&str, f64)> = BTreeMap::new();
    for line in recorded.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let [key, better, value] = fields[..] {
            known.insert(key, (better, value.parse().unwrap_or(f64::NAN)));
        }
    }
    let mut told = Vec::new();
    for score in scores {
        let Some((better, value)) = known.remove(score.key.as_str()) else {
            told.push(format!("{} is not recorded: {:.6}", score.key, score.value));
            continue;
        };
        let gain = match score.better {
            Better::Lower => value - score.value,
            Better::Higher => score.value - value,
            Better::Neither => f64::NAN,
        };
        if better != word(score.better) || gain.is_nan() || gain < -ROUNDING {
            told.push(format!("{} was {value}, {better} is better; now {:.6}", score.key, score.value));
        }
    }
    told.extend(known.keys().map(|key| format!("{key} is recorded, but no longer scored")));
    told
}

#[test]
fn worse_new_and_lost_scores_are_told() {
    let score = |key: &str, better, value| Score { key: key.into(), better, value };
    let now = [
        score("a.loss", Better::Lower, 0.5),
        score("a.share", Better::Higher, 0.5),
        score("a.same", Better::Lower, 0.5),
        score("a.gone_bad", Better::Lower, f64::NAN),
        score("a.new", Better::Lower, 0.1),
    ];
    let recorded = "# head\na.loss lower 0.4\na.share higher 0.4\na.same lower 0.5\na.gone_bad lower 1\na.lost lower 1\n";
    let told = worse(recorded, &now);
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].starts_with("a.loss was 0.4") && told[1].starts_with("a.gone_bad"), "{told:?}");
    assert!(told[2].starts_with("a.new is not recorded") && told[3].starts_with("a.lost is recorded"));
    assert!(worse(&written(&now[..3]), &now[..3]).is_empty());
}
