//! Recorded seizures of airfields.

use crate::frame::{Cells, Faults, Range, Source, read};

/// The record that comes with the program.
pub const SEIZURES: Source<'static> = Source {
    name: "airfield_seizures.csv",
    bytes: include_bytes!("../../data/combat/airfield_seizures.csv"),
};

/// The most rows that are run: each is simulated many times.
const MOST_ROWS: usize = 200;

const RESULT: &str = "result(1=seized,0=standoff/abort,-1=repulsed)";

const COLUMNS: [&str; 30] = [
    "id",
    "name",
    "date",
    "lat",
    "lon",
    "att_strength",
    "att_strength_low",
    "att_strength_high",
    "def_strength",
    "def_strength_low",
    "def_strength_high",
    "transport_aircraft",
    "gunships",
    "def_vehicles_armour",
    "def_aa",
    "method",
    "surprise(0-3)",
    "night",
    "att_killed",
    "att_wounded_combat",
    "att_injured_jump_or_accident",
    "def_killed",
    "def_wounded",
    "def_captured",
    RESULT,
    "held_24h",
    "status_per_field",
    "sources",
    "notes",
    "objective_hours_to_secure",
];

/// A number known from a least to a greatest value, with a best one between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Least.
    pub low: f64,
    /// Best.
    pub best: f64,
    /// Greatest.
    pub high: f64,
}

/// How a seizure ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Result {
    /// The field was taken.
    Seized,
    /// It came to nothing: turned back, or both sides kept apart.
    Nothing,
    /// The raiders were beaten off.
    Repulsed,
}

/// People lost by one side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Losses<T> {
    /// Killed.
    pub killed: T,
    /// Wounded, and hurt on the way down.
    pub hurt: T,
    /// Taken prisoner.
    pub captured: T,
}

/// A seizure of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Seizure {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Year, month, day.
    pub date: (i16, i8, i8),
    /// Latitude and longitude, degrees.
    pub at: (f64, f64),
    /// Attackers.
    pub attackers: Known,
    /// Defenders.
    pub defenders: Known,
    /// Transport aircraft; `None`: not known; 0: they came by road.
    pub aircraft: Option<u32>,
    /// Gunships.
    pub gunships: u32,
    /// Vehicles of the defenders.
    pub vehicles: f64,
    /// Whether the defenders had weapons against aircraft.
    pub air_defence: bool,
    /// Whether the raiders jumped.
    pub jumped: bool,
    /// Surprise class, 0 to 3.
    pub surprise: u8,
    /// Whether they came by night.
    pub night: bool,
    /// Whether they meant to leave again.
    pub raid: bool,
    /// How it ended.
    pub result: Result,
    /// Whether it was held for a day.
    pub held: Option<bool>,
    /// Losses of attackers and defenders: `None` where they are not known or only general knowledge.
    pub losses: [Losses<Option<f64>>; 2],
    /// Whether all its numbers are general knowledge: then it is shown and not scored.
    pub general: bool,
}

/// Reads a file of seizures.
///
/// # Errors
/// All that is wrong with it.
pub fn seizures(source: &Source) -> std::result::Result<Vec<Seizure>, Faults> {
    let rows = read(source, &COLUMNS, seizure)?;
    if rows.len() > MOST_ROWS {
        return Err(Faults::of_file(
            source.name,
            format!("there are {} rows, and each is run many times", rows.len()),
            format!("split it into files of at most {MOST_ROWS}"),
        ));
    }
    Ok(rows)
}

fn seizure(row: &mut Cells) -> Seizure {
    let status = Status::of(row.text("status_per_field"));
    let strength = |row: &mut Cells, [best, low, high]: [&'static str; 3], range| {
        let best = row.number(best, range);
        let bound = |number: Option<f64>| number.unwrap_or(best);
        let low = bound(row.optional(low, Range::Between(0.0, MOST_PEOPLE))).min(best);
        let high = bound(row.optional(high, Range::Between(0.0, MOST_PEOPLE))).max(best);
        Known { low, best, high }
    };
    let method = row.text("method").to_lowercase();
    let notes = row.text("notes").to_lowercase();
    let gunships = row.text("gunships");
    let air_defence = row.text("def_aa");
    let result = match row.word(RESULT, &["1", "0", "-1"]) {
        0 => Result::Seized,
        1 => Result::Nothing,
        _ => Result::Repulsed,
    };
    Seizure {
        id: row.text("id").to_owned(),
        name: row.text("name").to_owned(),
        date: date(row),
        at: (
            row.number("lat", Range::Between(-80.0, 80.0)),
            row.number("lon", Range::Between(-180.0, 180.0)),
        ),
        attackers: strength(
            row,
            ["att_strength", "att_strength_low", "att_strength_high"],
            Range::Between(1.0, MOST_PEOPLE),
        ),
        defenders: strength(
            row,
            ["def_strength", "def_strength_low", "def_strength_high"],
            Range::Between(0.0, MOST_PEOPLE),
        ),
        aircraft: count(row.text("transport_aircraft")),
        // Some, their number not stated: one.
        gunships: count(gunships).unwrap_or(u32::from(!gunships.is_empty())),
        vehicles: row.optional("def_vehicles_armour", Range::Between(0.0, MOST_PEOPLE)).unwrap_or(0.0),
        air_defence: !matches!(air_defence, "" | "0"),
        jumped: method.contains("parachute") || method.contains("glider"),
        surprise: row.word("surprise(0-3)", &["0", "1", "2", "3"]) as u8,
        night: row.word("night", &["0", "1"]) == 1,
        raid: notes.contains("withdrew"),
        result,
        held: row.optional("held_24h", Range::Between(0.0, 1.0)).map(|held| held > 0.5),
        losses: losses(row, &status),
        general: status.all,
    }
}

const MOST_PEOPLE: f64 = 1.0e6;

fn losses(row: &mut Cells, status: &Status) -> [Losses<Option<f64>>; 2] {
    let mut number = |column| row.optional(column, Range::Between(0.0, MOST_PEOPLE));
    let (wounded, injured) = (number("att_wounded_combat"), number("att_injured_jump_or_accident"));
    let hurt = wounded.or(injured).map(|_| wounded.unwrap_or(0.0) + injured.unwrap_or(0.0));
    // A split may be general knowledge where its sum was seen.
    let parts = status.seen(wounded).or(wounded.is_none().then_some(0.0)).is_some()
        && status.seen(injured).or(injured.is_none().then_some(0.0)).is_some();
    let hurt = hurt.filter(|sum| parts || status.is_seen(*sum));
    let attacker = Losses { killed: status.seen(number("att_killed")), hurt, captured: None };
    let defender = Losses {
        killed: status.seen(number("def_killed")),
        hurt: status.seen(number("def_wounded")),
        captured: status.seen(number("def_captured")),
    };
    [attacker, defender]
}

/// The leading count of a text such as "13 C-130"; `None` where it does not begin with one.
fn count(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|count| *count <= 1_000)
}

fn date(row: &mut Cells) -> (i16, i8, i8) {
    let text = row.text("date");
    let parts: Vec<&str> = text.split('-').collect();
    let parsed = match parts[..] {
        [year, month, day] => {
            year.parse::<i16>().ok().zip(month.parse::<i8>().ok()).zip(day.parse::<i8>().ok())
        }
        _ => None,
    };
    match parsed {
        Some(((year @ 1900..=2100, month @ 1..=12), day @ 1..=28)) => (year, month, day),
        // The length of a month does not matter to anything that is scored.
        Some(((year @ 1900..=2100, month @ 1..=12), 29..=31)) => (year, month, 28),
        _ => {
            let shown: String = text.chars().take(20).collect();
            row.fault(
                "date",
                &format!("`{}` is no date of 1900 to 2100", shown.escape_debug()),
                "write it like 1989-12-20",
            );
            (2000, 1, 1)
        }
    }
}

/// What of a row was seen in a source (V) and what is general knowledge (G): texts after these marks.
#[derive(Clone, Debug, Default, PartialEq)]
struct Status {
    seen: Vec<String>,
    general: Vec<String>,
    all: bool,
}

impl Status {
    fn of(text: &str) -> Self {
        let mut status = Self { all: text.contains("ALL numbers"), ..Self::default() };
        let mut general = false;
        let mut word = String::new();
        let mut previous = None;
        for letter in text.chars().chain([' ']) {
            if letter == ':' && matches!(previous, Some('V' | 'G')) && word.chars().count() == 1 {
                general = previous == Some('G');
            } else if !letter.is_alphanumeric() && !word.is_empty() {
                if general { &mut status.general } else { &mut status.seen }.push(std::mem::take(&mut word));
            } else if letter.is_alphanumeric() {
                word.push(letter);
                previous = Some(letter);
                continue;
            }
            previous = Some(letter);
            word.clear();
        }
        status
    }

    fn is_seen(&self, number: f64) -> bool {
        self.seen.iter().any(|word| word.parse() == Ok(number))
    }

    /// The number, unless it is only general knowledge.
    fn seen(&self, number: Option<f64>) -> Option<f64> {
        number.filter(|number| {
            self.is_seen(*number) || !self.general.iter().any(|word| word.parse() == Ok(*number))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(id: &str) -> Seizure {
        let all = seizures(&SEIZURES).unwrap();
        all.into_iter().find(|seizure| seizure.id == id).unwrap()
    }

    #[test]
    fn the_record_is_read_as_it_is_meant() {
        assert_eq!(seizures(&SEIZURES).unwrap().len(), 9);
        let rio_hato = found("riohato1989");
        assert_eq!((rio_hato.aircraft, rio_hato.gunships, rio_hato.vehicles), (Some(13), 2, 19.0));
        assert!(rio_hato.jumped && rio_hato.night && rio_hato.air_defence && !rio_hato.raid);
        assert_eq!(rio_hato.defenders, Known { low: 500.0, best: 520.0, high: 520.0 });
        // The split of 44 hurt is general knowledge, their number was seen.
        assert_eq!(rio_hato.losses[0], Losses { killed: Some(4.0), hurt: Some(44.0), captured: None });
        assert_eq!(rio_hato.losses[1], Losses { killed: Some(34.0), hurt: None, captured: Some(362.0) });
        let salines = found("pointsalines1983");
        assert_eq!(salines.losses[0].killed, None, "of the whole island, and general knowledge");
        assert_eq!(salines.losses[1], Losses { killed: None, hurt: None, captured: Some(250.0) });
        assert!(found("entebbe1976").raid && !found("entebbe1976").jumped);
        assert_eq!(found("pristina1999").aircraft, Some(0));
        assert!(found("maleme1941").general && found("corregidor1945").general && !rio_hato.general);
    }

    #[test]
    fn bad_rows_are_told() {
        let text = String::from_utf8(SEIZURES.bytes.to_vec()).unwrap();
        let told = |from: &str, to: &str| {
            let text = text.replace(from, to);
            seizures(&Source { name: "f.csv", bytes: text.as_bytes() }).unwrap_err().to_string()
        };
        assert!(told("1989-12-20", "20.12.1989").contains("line 2, column 3 (date)"));
        assert!(told("837,837,850", "-837,837,850").contains("(att_strength): -837 is out of range"));
        assert!(told("att_killed", "killed").contains("there is no column `att_killed`"));
    }
}
