//! Reads a sentence's numbers, dates and times, and holds each against the records it cites.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Time};
use powderkeg_report::dossier::page::Sentence;
use powderkeg_report::jsonl;
use powderkeg_report::run::Run;
use powderkeg_report::words::{count, money, percent, span, trimmed};
use serde_json::Value;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// What the cited records allow a sentence to say.
#[derive(Default)]
struct Allowed {
    dates: BTreeSet<Date>,
    times: BTreeSet<Time>,
    /// Days between two cited records.
    days: BTreeSet<i32>,
    /// Amounts as they are written.
    amounts: BTreeSet<String>,
    /// How many of a sort are cited.
    counts: BTreeSet<usize>,
}

/// Numbers of a sentence that nothing stands behind.
pub fn faults(run: &Run, sentence: &Sentence) -> Vec<String> {
    let records: Vec<Value> =
        sentence.records.iter().map(|&number| jsonl::record(run, &run.log.records()[number - 1])).collect();
    let allowed = Allowed::of(&records);
    let words = words(run, sentence);
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let (used, fault) = allowed.check(&words[index..]);
        found.extend(fault);
        index += used;
    }
    found
}

/// The sentence's words without what it quotes: figures, and names with numbers in them.
fn words(run: &Run, sentence: &Sentence) -> Vec<String> {
    let mut text = sentence.text.clone();
    let mut quoted: Vec<&str> = sentence.figures.iter().map(String::as_str).collect();
    let titles = run.setup.names.rows().map(|named| named.title.as_str());
    quoted.extend(titles.filter(|title| title.chars().any(|letter| letter.is_ascii_digit())));
    quoted.sort_by_key(|text| std::cmp::Reverse(text.len()));
    for figure in quoted {
        text = text.replace(figure, "");
    }
    text.split([' ', '\u{a0}'])
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_string())
        .filter(|word| !word.is_empty())
        .collect()
}

impl Allowed {
    fn of(records: &[Value]) -> Self {
        let mut allowed = Self::default();
        let mut own_dates = Vec::new();
        for record in records {
            let at: DateTime = record["time"].as_str().expect("a text").parse().expect("a time");
            own_dates.push(at.date());
            allowed.moment(at);
            for value in record["event"].as_object().expect("an object").values() {
                allowed.field(value);
            }
        }
        for &from in &own_dates {
            allowed.days.extend(own_dates.iter().map(|&to| (to - from).get_days()));
        }
        allowed.count_up(records);
        allowed.sum_up(records);
        allowed
    }

    fn moment(&mut self, at: DateTime) {
        self.dates.insert(at.date());
        self.times.insert(at.time());
    }

    fn field(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.amount(number.as_f64().expect("a number")),
            Value::String(text) => {
                if let Ok(at) = text.parse() {
                    self.moment(at);
                }
            }
            // An order in a decision.
            Value::Object(fields) => fields.values().for_each(|value| self.field(value)),
            Value::Array(_) | Value::Bool(_) | Value::Null => {}
        }
    }

    fn amount(&mut self, value: f64) {
        let whole = value.abs().round() as u32;
        let written = [
            percent(value),
            money(value),
            span(value),
            span(value / 24.0),
            count(whole),
            trimmed(value.abs(), 0),
            trimmed(value * 100.0, 0),
        ];
        self.amounts.extend(written.iter().map(|text| number_in(text)));
    }

    /// How many records of a kind are cited, with the same answer, and about how many entities.
    fn count_up(&mut self, records: &[Value]) {
        let mut sorts: BTreeMap<String, usize> = BTreeMap::new();
        let mut entities: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for record in records {
            let event = record["event"].as_object().expect("an object");
            let kind = event["kind"].as_str().unwrap_or_default().to_string();
            *sorts.entry(kind.clone()).or_default() += 1;
            // A date is moved either way.
            if ["slipped", "brought_forward"].contains(&kind.as_str()) {
                *sorts.entry("date moved".into()).or_default() += 1;
            }
            for (field, value) in event {
                if value.is_boolean() || value.is_string() {
                    *sorts.entry(format!("{kind} {field} {value}")).or_default() += 1;
                    entities.entry(format!("{kind} {field}")).or_default().insert(value.to_string());
                }
            }
        }
        self.counts.extend(sorts.into_values());
        self.counts.extend(entities.into_values().map(|names| names.len()));
        self.counts.insert(records.len());
        self.amounts.extend(self.counts.iter().map(ToString::to_string));
    }

    /// The losses of each force and of all, in fights; those of unrest; those of fronts.
    fn sum_up(&mut self, records: &[Value]) {
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        for record in records {
            let event = &record["event"];
            let kind = event["kind"].as_str().unwrap_or_default();
            let whose = event["force"].as_str().unwrap_or_default();
            let lost = |field: &str| event[field].as_u64().unwrap_or(0);
            let rows = match kind {
                "losses" => vec![
                    ("killed", lost("killed")),
                    ("hurt", lost("wounded")),
                    ("vehicles", lost("vehicles")),
                    ("aircraft", lost("aircraft")),
                ],
                "lift_lost" => vec![("killed", lost("killed")), ("aircraft", lost("lost"))],
                "dropped" => vec![("hurt", lost("injured"))],
                "captured" => vec![("captured", lost("people"))],
                "casualties" | "gate_casualties" => vec![
                    ("dead in unrest", lost("killed")),
                    ("hurt in unrest", lost("injured")),
                    ("soldiers hurt", lost("troops_hurt")),
                ],
                "front_deaths" => vec![("killed on fronts", lost("killed"))],
                _ => Vec::new(),
            };
            for (sort, number) in rows {
                *sums.entry(sort.to_string()).or_default() += number;
                *sums.entry(format!("{sort} of {whose}")).or_default() += number;
            }
        }
        let written =
            sums.into_values().map(|sum| number_in(&count(u32::try_from(sum).expect("a small sum"))));
        self.amounts.extend(written);
    }

    /// Checks what the first words say; how many words that were.
    fn check(&self, words: &[String]) -> (usize, Option<String>) {
        let word = words[0].as_str();
        let next = |index: usize| words.get(index).map_or("", String::as_str);
        if let Some(month) = MONTHS.iter().position(|month| *month == next(1))
            && let Ok(day) = word.parse::<i8>()
        {
            return self.date((day, month as i8 + 1), next(2));
        }
        if let Some(time) = word
            .split_once(':')
            .and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok())
        {
            return (1, (!self.times.contains(&time)).then(|| format!("time {word} stands nowhere")));
        }
        let number = NUMBERS.iter().position(|name| name.eq_ignore_ascii_case(word));
        if let Some(days) = number.map(|number| number as i32).or_else(|| word.parse().ok())
            && next(1).starts_with("day")
            && next(2) == "later"
        {
            return (3, (!self.days.contains(&days)).then(|| format!("{word} days lie nowhere between")));
        }
        match word.to_lowercase().as_str() {
            "once" => return (1, self.counted(1)),
            "twice" => return (1, self.counted(2)),
            "same" if next(1) == "day" => return (1, self.apart(0)),
            "next" if next(1) == "day" => return (1, self.apart(1)),
            _ => {}
        }
        if let Some(number) = number {
            return (1, self.counted(number));
        }
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            let written = number_in(word);
            return (1, (!self.amounts.contains(&written)).then(|| format!("{word} stands nowhere")));
        }
        (1, None)
    }

    fn date(&self, (day, month): (i8, i8), year: &str) -> (usize, Option<String>) {
        let year: Option<i16> = year.parse().ok().filter(|year| (1900..2100).contains(year));
        let fits = |date: &Date| {
            date.day() == day && date.month() == month && year.is_none_or(|year| date.year() == year)
        };
        let used = 2 + usize::from(year.is_some());
        (used, (!self.dates.iter().any(fits)).then(|| format!("the date {day}/{month} stands nowhere")))
    }

    fn counted(&self, number: usize) -> Option<String> {
        (!self.counts.contains(&number)).then(|| format!("{number} is no count of what is cited"))
    }

    fn apart(&self, days: i32) -> Option<String> {
        (!self.days.contains(&days)).then(|| format!("no two are {days} days apart"))
    }
}

/// The digits of a text, with its point: "1150" of "1,150 men", "2" of "2nd".
fn number_in(text: &str) -> String {
    let start = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let number: String = text[start..]
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || ",.".contains(*letter))
        .collect();
    number.replace(',', "").trim_end_matches('.').to_string()
}

#[test]
fn what_stands_nowhere_is_found() {
    let record = |time: &str, event: Value| serde_json::json!({ "time": time, "event": event });
    let records = [
        record(
            "2015-03-17T10:00:00",
            serde_json::json!({ "kind": "withheld", "share": 0.34, "good": "oil" }),
        ),
        record("2015-03-21T12:30:00", serde_json::json!({ "kind": "losses", "killed": 3, "force": "a" })),
        record("2015-03-21T12:30:00", serde_json::json!({ "kind": "losses", "killed": 1150, "force": "b" })),
    ];
    let allowed = Allowed::of(&records);
    let faults = |text: &str| {
        let words: Vec<String> = text.split(' ').map(str::to_string).collect();
        let (mut index, mut found) = (0, 0);
        while index < words.len() {
            let (used, fault) = allowed.check(&words[index..]);
            found += usize::from(fault.is_some());
            index += used;
        }
        found
    };
    for right in [
        "On 17 March 2015",
        "34 %",
        "four days later",
        "at 12:30",
        "1,150 killed",
        "1,153 killed",
        "lost twice",
        "the same day",
    ] {
        assert_eq!(faults(right), 0, "{right}");
    }
    for wrong in
        ["On 18 March", "35 %", "five days later", "at 12:31", "1,151 killed", "five times", "the next day"]
    {
        assert_eq!(faults(wrong), 1, "{wrong}");
    }
}
