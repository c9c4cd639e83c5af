//! Battles in the columns of the CAA Database of Battles, Version 1990.

use powderkeg_models::battle::{Known, Side};

use crate::frame::{Cells, Faults, Range, Source, read};

/// The record that comes with the program.
pub const CDB90: Source<'static> =
    Source { name: "cdb90.csv", bytes: include_bytes!("../../data/cdb90/cdb90.csv") };

/// What is read of a battle. Judgements of which side profited (`cea` to `inita`, `quala` to `deepa`) are
/// not: historians coded them knowing who had won. How long they fought is no predictor: it is not known beforehand.
const COLUMNS: [&str; 17] = [
    "war",
    "year",
    "duration2_days",
    "post1",
    "surpa",
    "aeroa",
    "wina",
    "att_str",
    "att_cas",
    "att_tank",
    "att_arty",
    "att_fly",
    "def_str",
    "def_cas",
    "def_tank",
    "def_arty",
    "def_fly",
];

/// The codes of a defender's posture, and how prepared each is. `OO` and a blank: not known.
const POSTURES: [(&str, f64); 7] =
    [("", 0.0), ("OO", 0.0), ("HD", 0.0), ("PD", 1.0), ("FD", 2.0), ("DL", -1.0), ("WD", -1.0)];

/// The model has a trend over the years of its record, 1600 to 1982: this much further it may be asked.
const YEARS: Range = Range::Between(1400.0, 2100.0);

/// A decided battle between sides of known strength.
#[derive(Clone, Debug, PartialEq)]
pub struct Battle {
    /// The war, as the record names it.
    pub war: String,
    /// What was known beforehand.
    pub known: Known,
    /// Whether the attacker won.
    pub attacker_won: bool,
    /// Killed, wounded and missing as a fraction of strength, attacker's and defender's: `None` where the
    /// record has none.
    pub loss: [Option<f64>; 2],
    /// How long people fought, hours.
    pub hours: Option<f64>,
}

/// A file of battles.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Those that can be scored.
    pub battles: Vec<Battle>,
    /// Rows without a winner or without a strength: left out.
    pub undecided: usize,
}

/// Reads a file of battles.
///
/// # Errors
/// All that is wrong with it. A file in which no battle is decided is an error too.
pub fn battles(source: &Source) -> Result<Record, Faults> {
    let rows = read(source, &COLUMNS, battle)?;
    let all = rows.len();
    let battles: Vec<Battle> = rows.into_iter().flatten().collect();
    if battles.is_empty() {
        return Err(Faults::of_file(
            source.name,
            "no row has a winner (`wina` 1 or -1) and the strengths of both sides, so there is nothing to score",
            "give `wina`, `att_str` and `def_str`",
        ));
    }
    Ok(Record { undecided: all - battles.len(), battles })
}

fn battle(row: &mut Cells) -> Option<Battle> {
    let war = row.text("war").to_owned();
    let year = row.number("year", YEARS);
    let days = row.optional("duration2_days", Range::NotNegative);
    let code = row.text("post1");
    let posture = POSTURES.iter().find(|(known, _)| *known == code).map(|(_, posture)| *posture);
    if posture.is_none() {
        row.fault(
            "post1",
            &format!("`{}` is no posture", code.escape_debug()),
            "write HD, PD, FD, DL, WD or nothing",
        );
    }
    let surprise = row.optional("surpa", Range::Between(-3.0, 3.0)).unwrap_or(0.0);
    let air = row.optional("aeroa", Range::Between(-1.0, 1.0)).unwrap_or(0.0);
    let won = row.optional("wina", Range::Between(-1.0, 1.0)).unwrap_or(0.0);
    let (attacker, lost_by_attacker) = side(row, ["att_str", "att_tank", "att_arty", "att_fly", "att_cas"]);
    let (defender, lost_by_defender) = side(row, ["def_str", "def_tank", "def_arty", "def_fly", "def_cas"]);
    let known = Known { attacker, defender, surprise, air, posture: posture.unwrap_or(0.0), year };
    let can_be_scored = won != 0.0 && attacker.people > 0.0 && defender.people > 0.0;
    let loss = [lost_by_attacker / attacker.people, lost_by_defender / defender.people];
    can_be_scored.then(|| Battle {
        war,
        known,
        attacker_won: won > 0.0,
        loss: loss.map(|loss| (loss > 0.0).then_some(loss)),
        hours: days.filter(|days| *days > 0.0).map(|days| 24.0 * days),
    })
}

/// A side, and its casualties: NaN where they are not known.
fn side(row: &mut Cells, [people, tanks, guns, sorties, casualties]: [&'static str; 5]) -> (Side, f64) {
    let mut number = |column| row.optional(column, Range::NotNegative);
    let side = Side {
        people: number(people).unwrap_or(0.0),
        tanks: number(tanks),
        guns: number(guns),
        sorties: number(sorties),
    };
    (side, number(casualties).unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "war,year,duration2_days,post1,surpa,aeroa,wina,att_str,att_cas,att_tank,att_arty,\
                          att_fly,def_str,def_cas,def_tank,def_arty,def_fly";

    fn read_rows(rows: &str) -> Result<Record, String> {
        let text = format!("{HEADER}\n{rows}");
        battles(&Source { name: "war.csv", bytes: text.as_bytes() }).map_err(|faults| faults.to_string())
    }

    #[test]
    fn blanks_are_not_known_and_undecided_rows_are_left_out() {
        let record = read_rows(
            "A,1950,,,,,1,900,,,,,600,60,,,\nA,1950,1,HD,0,0,0,900,9,0,0,0,600,60,0,0,0\nA,1950,1,HD,0,0,1,,,,,,0,,,,\n",
        )
        .unwrap();
        assert_eq!((record.battles.len(), record.undecided), (1, 2));
        let battle = &record.battles[0];
        assert_eq!((battle.loss, battle.hours), ([None, Some(0.1)], None));
        assert_eq!(battle.known.attacker, Side { people: 900.0, ..Side::default() });
    }

    #[test]
    fn bad_files_are_told_with_line_and_column() {
        let told = |rows| read_rows(rows).unwrap_err();
        assert!(
            told("A,1950,1,HD,0,0,1,-5,,,,,600,60,,,\n").contains("line 2, column 8 (att_str): -5 is out")
        );
        assert!(
            told("A,soon,1,HD,0,0,1,5,,,,,600,60,,,\n").contains("line 2, column 2 (year): `soon` is not")
        );
        assert!(told("A,1950,1,XX,0,0,1,5,,,,,600,60,,,\n").contains("line 2, column 4 (post1): `XX` is no"));
        assert!(told("").contains("no rows"));
        assert!(told("A,1950,1,HD,0,0,,5,,,,,600,60,,,\n").contains("nothing to score"));
        let headless = Source { name: "war.csv", bytes: b"war,year\nA,1950\n" };
        assert!(battles(&headless).unwrap_err().to_string().contains("post1"));
    }
}
