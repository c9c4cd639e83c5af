//! Files of one's own: scored, or refused with line and column; never a panic.

use powderkeg_validation::component::{Component, Findings};
use powderkeg_validation::frame::Source;
use powderkeg_validation::seizure::record::seizures;

/// Components that take files, with a file that is sound.
const SOUND: [(Component, &str); 4] = [
    (Component::Gas, include_str!("../data/gas2009/countries.csv")),
    (Component::Launch, include_str!("../data/launch/attempts.csv")),
    (Component::Battle, include_str!("../data/cdb90/cdb90.csv")),
    (Component::Seizure, include_str!("../data/combat/airfield_seizures.csv")),
];

fn score(component: Component, bytes: &[u8]) -> Result<Findings, String> {
    let scored = component.score(&Source { name: "own.csv", bytes });
    scored.expect("it takes files").map_err(|faults| faults.to_string())
}

/// As [`score`], but of a seizure, which is run thousands of times, reads no more than the row.
fn read(component: Component, bytes: &[u8]) -> Result<(), String> {
    if component == Component::Seizure {
        let read = seizures(&Source { name: "own.csv", bytes });
        return read.map(|_| ()).map_err(|faults| faults.to_string());
    }
    score(component, bytes).map(|_| ())
}

/// The header and the first rows, each cell by itself.
fn head(text: &str, rows: usize) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().take(rows + 1);
    rows.map(|row| row.expect("a sound file").iter().map(str::to_owned).collect()).collect()
}

fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory");
    }
    writer.into_inner().expect("memory")
}

#[test]
fn the_records_own_file_is_scored() {
    for (component, text) in SOUND {
        assert!(component.takes_data());
        let findings = score(component, text.as_bytes()).unwrap();
        assert!(!findings.validation.is_empty());
    }
    for component in Component::ALL.into_iter().filter(|component| !component.takes_data()) {
        assert!(component.score(&Source { name: "x", bytes: b"" }).is_none());
    }
}

/// What a cell may hold by mistake.
const WRONG: [&str; 12] = ["", "x", "-1", "0", "1e300", "1e999", "NaN", "-0", "\u{0}", "a\nb", "\"", "ε"];

#[test]
fn any_cell_may_be_wrong() {
    for (component, text) in SOUND {
        let rows = head(text, 1);
        for column in 0..rows[0].len() {
            for wrong in WRONG {
                let mut changed = rows.clone();
                changed[1][column] = wrong.to_owned();
                if let Err(told) = read(component, &written(&changed)) {
                    let named = format!("own.csv, line 2, column {} ({})", column + 1, rows[0][column]);
                    // A count may be faulted where it contradicts another column.
                    let places = told.contains(&named) || told.contains("own.csv, line 2, column");
                    // With its only row undecided, it is the file that is of no use.
                    assert!(places || told.contains("nothing to score"), "{told}");
                }
            }
        }
    }
}

#[test]
fn a_column_may_lack_or_come_twice() {
    for (component, text) in SOUND {
        let rows = head(text, 2);
        for column in 0..rows[0].len() {
            let mut without = rows.clone();
            let mut twice = rows.clone();
            for row in &mut without {
                row.remove(column);
            }
            for row in &mut twice {
                let cell = row[column].clone();
                row.push(cell);
            }
            // Columns that are not asked for may do as they like.
            if let Err(told) = read(component, &written(&without)) {
                assert!(told.contains(&rows[0][column]) && told.contains("line 1"), "{told}");
                let told = read(component, &written(&twice)).unwrap_err();
                assert!(told.contains("is there twice"), "{told}");
            }
        }
    }
}

#[test]
fn what_is_no_table_is_refused() {
    for (component, text) in SOUND {
        let header = text.lines().next().unwrap();
        for bytes in [&b""[..], b"\n\n\n", b"\xff\xfe\x00", b"%PDF-1.4", header.as_bytes(), b"\"open"] {
            assert!(score(component, bytes).is_err());
        }
        let ragged = format!("{header}\n1,2\n");
        assert!(score(component, ragged.as_bytes()).unwrap_err().contains("line 2: the row has 2 cells"));
    }
}

#[test]
fn a_million_rows_are_scored_or_refused() {
    for (component, text) in SOUND {
        let (header, row) = (text.lines().next().unwrap(), text.lines().nth(1).unwrap());
        let many = format!("{header}\n{}", format!("{row}\n").repeat(1_000_000));
        match score(component, many.as_bytes()) {
            Ok(findings) => assert_eq!(findings.validation[0].n, 1_000_000),
            Err(told) => assert!(told.contains("1000000 rows"), "{told}"),
        }
    }
}
