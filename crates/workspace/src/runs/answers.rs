//! `but-for.json` in a run's folder: what its events would not have happened without.

use std::io::ErrorKind;
use std::path::Path;

use powderkeg_study::share::Share;
use serde_json::{Value, json};

use super::BUT_FOR;
use crate::fault::Fault;
use crate::files;

/// What was asked of a run, all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Hash of the run's log.
    pub log_hash: String,
    /// One for each event that was asked about.
    pub answers: Vec<Answer>,
}

/// The causes of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The event, as it was named.
    pub event: String,
    /// Its number in the log; `None` for a fact that is no record.
    pub number: Option<usize>,
    /// For how long a cause was taken away, in words.
    pub window: String,
    /// Its causes, the nearest first.
    pub causes: Vec<Cause>,
}

/// A cause in the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its number in the log.
    pub number: usize,
    /// Its kind.
    pub kind: String,
    /// It in a sentence.
    pub text: String,
    /// Whether the event does not happen without it.
    pub necessary: bool,
    /// How often it was necessary over many runs, if that was asked.
    pub share: Option<Share>,
}

impl Saved {
    /// Adds an answer; one about the same event gives way.
    pub fn add(&mut self, answer: Answer) {
        self.answers.retain(|old| (&old.event, old.number) != (&answer.event, answer.number));
        self.answers.push(answer);
    }

    /// The last answer about the event with a number.
    #[must_use]
    pub fn about(&self, number: usize) -> Option<&Answer> {
        self.answers.iter().rev().find(|answer| answer.number == Some(number))
    }

    fn json(&self) -> Value {
        let answers: Vec<Value> = self.answers.iter().map(Answer::json).collect();
        json!({ "log_hash": self.log_hash, "answers": answers })
    }

    fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let answers: Option<Vec<Answer>> =
            value["answers"].as_array()?.iter().map(Answer::from_json).collect();
        Some(Self { log_hash: value["log_hash"].as_str()?.into(), answers: answers? })
    }
}

impl Answer {
    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let cause = |cause: &Cause| {
            json!({
                "number": cause.number,
                "kind": cause.kind,
                "text": cause.text,
                "necessary": cause.necessary,
                "share": cause.share.map(share_json),
            })
        };
        let causes: Vec<Value> = self.causes.iter().map(cause).collect();
        json!({ "event": self.event, "number": self.number, "window": self.window, "causes": causes })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_string);
        let whole = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
        let count = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
        let cause = |value: &Value| {
            let share = &value["share"];
            let share = match share {
                Value::Null => None,
                share => Some(Share { held: count(&share["held"])?, of: count(&share["of"])? }),
            };
            Some(Cause {
                number: whole(&value["number"])?,
                kind: text(&value["kind"])?,
                text: text(&value["text"])?,
                necessary: value["necessary"].as_bool()?,
                share,
            })
        };
        let causes: Option<Vec<Cause>> = value["causes"].as_array()?.iter().map(cause).collect();
        let number = &value["number"];
        Some(Self {
            event: text(&value["event"])?,
            number: if number.is_null() { None } else { Some(whole(number)?) },
            window: text(&value["window"])?,
            causes: causes?,
        })
    }
}

/// What is saved of a run; nothing yet where there is no file. One that is not of this very run is refused.
///
/// # Errors
/// If it cannot be read, or is not of this run.
pub fn read(dir: &Path, log_hash: &str) -> Result<Saved, Fault> {
    let path = dir.join(BUT_FOR);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Saved { log_hash: log_hash.into(), answers: Vec::new() });
        }
        Err(error) => return Err(Fault::of_path("cannot read", &path, &error)),
    };
    let help = "nothing was changed; move it away, and ask again";
    match Saved::from_json(&text) {
        Some(saved) if saved.log_hash == log_hash => Ok(saved),
        Some(_) => Err(Fault::io(format!("{} is of another run: {help}", path.display()))),
        None => Err(Fault::io(format!("{} was not written by but-for: {help}", path.display()))),
    }
}

/// Saves it: whole, or not at all.
///
/// # Errors
/// If it cannot be written.
pub fn write(dir: &Path, saved: &Saved) -> Result<(), Fault> {
    files::replace(&dir.join(BUT_FOR), format!("{:#}\n", saved.json()).as_bytes())
}

/// A share with its interval.
#[must_use]
pub fn share_json(share: Share) -> Value {
    let (low, high) = share.wilson();
    json!({ "held": share.held, "of": share.of, "share": share.value(), "low": low, "high": high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_reads_back_and_anything_else_is_refused() {
        let cause = |number, share| Cause {
            number,
            kind: "called".into(),
            text: "A called on B.".into(),
            necessary: number == 3,
            share,
        };
        let answer = |event: &str, number| Answer {
            event: event.into(),
            number,
            window: "to the end".into(),
            causes: vec![cause(3, None), cause(4, Some(Share { held: 2, of: 5 }))],
        };
        let dir = tempfile::tempdir().unwrap();
        let mut saved = read(dir.path(), "ab").unwrap();
        saved.add(answer("raid_began", Some(9)));
        saved.add(answer("shortage", None));
        saved.add(answer("raid_began", Some(9)));
        assert_eq!(saved.answers.len(), 2);
        write(dir.path(), &saved).unwrap();
        assert_eq!(read(dir.path(), "ab").unwrap(), saved);
        assert_eq!(saved.about(9).map(|answer| answer.causes.len()), Some(2));
        assert!(saved.about(8).is_none());
        assert!(
            matches!(read(dir.path(), "cd"), Err(Fault { message, .. }) if message.contains("another run"))
        );
        std::fs::write(dir.path().join(BUT_FOR), "{\"mine\": 1}").unwrap();
        assert!(
            matches!(read(dir.path(), "ab"), Err(Fault { message, .. }) if message.contains("not written by"))
        );
    }
}
