//! What sort of thing a strength counts, and what became of what is lost: by the words of the unit.

use serde::Serialize;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// People under arms, or without.
    People,
    /// What flies.
    Aircraft,
    /// What drives.
    Vehicles,
    /// What floats.
    Ships,
    /// Something else: guns, divisions, or a word we don't know.
    Other,
    /// The page gives a figure and no unit.
    Unstated,
}

/// What became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// Dead.
    Killed,
    /// Hurt.
    Wounded,
    /// Missing.
    Missing,
    /// Taken prisoner.
    Captured,
    /// Gone: sunk, shot down, destroyed.
    Destroyed,
    /// Hit, and still there.
    Damaged,
    /// Killed, hurt or missing, the page doesn't say which.
    Casualties,
}

/// Words that decide, the sorts in the order in which they are asked: an aircraft carrier is a ship.
const WORDS: [(Kind, &[&str]); 5] = [
    (
        Kind::Ships,
        &[
            "ship",
            "warship",
            "battleship",
            "frigate",
            "destroyer",
            "cruiser",
            "carrier",
            "submarine",
            "corvette",
            "boat",
            "gunboat",
            "galley",
            "vessel",
            "trireme",
            "minesweeper",
            "ironclad",
            "sloop",
            "dreadnought",
            "monitor",
            "steamer",
            "longship",
            "barge",
            "u-boat",
            "cutter",
        ],
    ),
    (
        Kind::Aircraft,
        &[
            "aircraft",
            "airplane",
            "aeroplane",
            "plane",
            "helicopter",
            "jet",
            "bomber",
            "gunship",
            "drone",
            "uav",
            "airlifter",
            "biplane",
            "hercules",
            "airship",
            "interceptor",
            "glider",
        ],
    ),
    (
        Kind::Vehicles,
        &[
            "vehicle",
            "tank",
            "truck",
            "humvee",
            "apc",
            "ifv",
            "jeep",
            "car",
            "halftrack",
            "half-track",
            "bulldozer",
            "technical",
            "lorry",
            "lorries",
            "bus",
            "wagon",
            "chariot",
        ],
    ),
    (
        Kind::Other,
        &[
            "division",
            "brigade",
            "regiment",
            "battalion",
            "company",
            "companies",
            "squadron",
            "platoon",
            "corps",
            "gun",
            "cannon",
            "howitzer",
            "mortar",
            "battery",
            "batteries",
            "missile",
            "artillery",
            "horse",
            "elephant",
            "launcher",
            "satellite",
            "rifle",
            "piece",
        ],
    ),
    (
        Kind::People,
        &[
            "troop",
            "soldier",
            "men",
            "man",
            "women",
            "people",
            "person",
            "personnel",
            "ranger",
            "marine",
            "infantry",
            "infantryman",
            "infantrymen",
            "cavalry",
            "militia",
            "militiamen",
            "police",
            "policemen",
            "officer",
            "sailor",
            "fighter",
            "guerrilla",
            "rebel",
            "protester",
            "demonstrator",
            "paratrooper",
            "volunteer",
            "warrior",
            "knight",
            "archer",
            "worker",
            "civilian",
            "guard",
            "commando",
            "insurgent",
            "striker",
            "gendarme",
            "airmen",
            "airman",
            "partisan",
            "conscript",
            "reservist",
            "regular",
            "irregular",
            "spearmen",
            "mercenary",
            "mercenaries",
            "operator",
            "legionary",
            "legionaries",
            "hoplite",
            "peasant",
            "dragoon",
            "hussar",
            "prisoner",
            "casualty",
            "casualties",
            "wounded",
            "killed",
            "dead",
            "injured",
            "captured",
            "missing",
            "kia",
            "wia",
            "mia",
            "pow",
            "crew",
            "engineer",
            "gunner",
            "pilot",
            "combatant",
            "seaman",
            "seamen",
            "horsemen",
            "rider",
            "arrested",
            "detained",
            "army",
            "legionnaire",
            "sepoy",
            "peacekeeper",
            "deaths",
            "defender",
            "servicemen",
            "foot",
        ],
    ),
];

/// Letters before the number of a type: "C-130J", "Mi-24".
const AIRCRAFT_TYPES: [&str; 32] = [
    "A", "AC", "AH", "AN", "B", "C", "CH", "E", "EC", "F", "HC", "HH", "IL", "KA", "KC", "MC", "MH", "MI",
    "MIG", "MQ", "MV", "OH", "P", "RQ", "SH", "SU", "TU", "U", "UH", "V", "YAK", "HH",
];
const VEHICLE_TYPES: [&str; 9] = ["BMP", "BTR", "BRDM", "BMD", "T", "PT", "M", "MT", "LAV"];

impl Kind {
    /// By the words of a unit; `Unstated` for none.
    #[must_use]
    pub fn of(unit: &str) -> Self {
        let words: Vec<String> = words(unit).collect();
        if words.is_empty() || words.last().is_some_and(|word| word == "total") && words.len() <= 2 {
            return Self::Unstated;
        }
        let is = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        // "200 fighters" are people, "20 jet fighters" are not: what is asked first decides.
        if let Some((kind, _)) = WORDS[..3].iter().find(|(_, list)| is(list)) {
            return *kind;
        }
        if let Some(kind) = unit.split_whitespace().find_map(by_type) {
            return kind;
        }
        WORDS[3..].iter().find(|(_, list)| is(list)).map_or(Self::Other, |(kind, _)| *kind)
    }
}

impl Fate {
    /// By the words of a unit.
    #[must_use]
    pub fn of(unit: &str) -> Option<Self> {
        let unit = unit.to_lowercase();
        let words: Vec<&str> = unit.split(|sign: char| !sign.is_alphanumeric()).collect();
        // Letters stand for a word where they are all of one: Slovakians are not KIA.
        let says = |said: &&str| if said.len() <= 4 { words.contains(said) } else { unit.contains(said) };
        let has = |list: &[&str]| list.iter().any(says);
        let found = [
            (Self::Killed, &["killed", "dead", "deaths", "died", "executed", "kia", "fatalities"][..]),
            (Self::Wounded, &["wounded", "injured", "hurt", "wia"]),
            (Self::Captured, &["captured", "prisoner", "pow", "pows", "surrendered", "taken"]),
            (Self::Missing, &["missing", "mia"]),
            (Self::Damaged, &["damaged"]),
            (Self::Destroyed, &["destroyed", "sunk", "shot down", "lost", "scuttled", "wrecked"]),
            (Self::Casualties, &["casualt", "losses"]),
        ];
        // "Killed or wounded" is neither the one nor the other.
        let mut fates = found.iter().filter(|(_, list)| has(list)).map(|(fate, _)| *fate);
        let first = fates.next()?;
        let mixed = matches!(first, Self::Killed | Self::Wounded | Self::Captured) && fates.next().is_some();
        Some(if mixed { Self::Casualties } else { first })
    }
}

/// The words of a unit, small, without the plural's s.
pub(crate) fn words(unit: &str) -> impl Iterator<Item = String> + '_ {
    let words = unit.split(|sign: char| !sign.is_alphanumeric() && sign != '-');
    words.filter(|word| word.chars().any(char::is_alphanumeric)).map(singular)
}

/// A word without the plural's s, small.
pub(crate) fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let kept = [
        "hercules",
        "casualties",
        "companies",
        "batteries",
        "mercenaries",
        "legionaries",
        "lorries",
        "deaths",
        "corps",
    ];
    if is_plural && !kept.contains(&word.as_str()) { word[..word.len() - 1].to_owned() } else { word }
}

/// "C-130J", "T72", "MiG-29s".
fn by_type(word: &str) -> Option<Kind> {
    let word = word.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
    let letters: String = word.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = word[letters.len()..].trim_start_matches('-');
    if letters.is_empty() || !rest.starts_with(|digit: char| digit.is_ascii_digit()) {
        return None;
    }
    let letters = letters.to_uppercase();
    if VEHICLE_TYPES.contains(&letters.as_str()) {
        return Some(Kind::Vehicles);
    }
    AIRCRAFT_TYPES.contains(&letters.as_str()).then_some(Kind::Aircraft)
}

#[test]
fn the_words_of_a_unit_say_what_is_counted() {
    for (unit, kind) in [
        ("US Army Rangers", Kind::People),
        ("C-130J Hercules", Kind::Aircraft),
        ("AC-130", Kind::Aircraft),
        ("Vehicles", Kind::Vehicles),
        ("aircraft carriers", Kind::Ships),
        ("fighters", Kind::People),
        ("jet fighters", Kind::Aircraft),
        ("T-72 tanks", Kind::Vehicles),
        ("infantry divisions", Kind::Other),
        ("zorkmids", Kind::Other),
        ("", Kind::Unstated),
    ] {
        assert_eq!(Kind::of(unit), kind, "{unit}");
    }
    assert_eq!(Fate::of("killed or wounded"), Some(Fate::Casualties));
    assert_eq!(Fate::of("aircraft shot down"), Some(Fate::Destroyed));
    assert_eq!(Fate::of("KIA"), Some(Fate::Killed));
    assert_eq!(Fate::of("POWs"), Some(Fate::Captured));
    assert_eq!(Fate::of("Slovakian guns, a power"), None);
    assert_eq!(Kind::of("WIA"), Kind::People);
}
