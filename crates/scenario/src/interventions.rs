//! Interventions: what is changed about a scenario from outside, typed or listed in a file.
//!
//! `set` gives values, `forbid` keeps options from ever being taken, `do` has one taken at a moment. Whatever is wrong
//! with one is shown where it was written.

use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::{OptionId, PartyId};
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::setup::{Origin, Setup};
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Past, RunOptions};

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::document::{self, Date, Value};
use crate::findings::Findings;
use crate::overrides::Override;
use crate::scenario::Loaded;
use crate::source::{Sources, Span};

/// The most names that a hint lists.
const MOST: usize = 8;

/// What an intervention does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Gives a value: `PATH=VALUE`.
    Set,
    /// Keeps an option from being taken: `PARTY.OPTION`.
    Forbid,
    /// Has an option taken at a moment: `DATE PARTY.OPTION`.
    Do,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Set, Self::Forbid, Self::Do];

    /// Its word, as files and the command line have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Forbid => "forbid",
            Self::Do => "do",
        }
    }

    /// The name under which a typed one is shown.
    const fn shown(self) -> &'static str {
        match self {
            Self::Set => "--set",
            Self::Forbid => "--forbid",
            Self::Do => "--do",
        }
    }
}

/// One intervention, with its place.
#[derive(Clone, Debug)]
struct Entry {
    verb: Verb,
    text: String,
    /// Its text, or all of its quotes where a part of it cannot be pointed at.
    span: Span,
    /// Whether bytes of `span` are bytes of `text`.
    is_literal: bool,
    is_typed: bool,
    /// Of the run from which these go on: it is not asked whether it comes after that run's past.
    is_past: bool,
}

/// A list of interventions, in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub struct Interventions {
    sources: Sources,
    entries: Vec<Entry>,
    /// The moment from which they go on, as it was named.
    past: Option<(Past, String)>,
}

impl Interventions {
    /// Adds what was typed.
    #[must_use]
    pub fn and(mut self, verb: Verb, texts: &[String]) -> Self {
        for text in texts {
            let file = self.sources.add(verb.shown(), text.clone());
            let span = self.sources.whole(file);
            let (text, is_past) = (text.clone(), false);
            self.entries.push(Entry { verb, text, span, is_literal: true, is_typed: true, is_past });
        }
        self
    }

    /// Goes on from a moment of another run in which these were made: they stay as they were, and what is added comes
    /// after that moment.
    #[must_use]
    pub fn after(mut self, past: Past, named: &str) -> Self {
        self.past = Some((past, named.to_string()));
        self.entries.iter_mut().for_each(|entry| entry.is_past = true);
        self
    }

    /// Adds those of a TOML file: `set = […]`, `forbid = […]` and `do = […]`, lists of texts.
    pub fn read(&mut self, name: &str, text: String, diagnostics: &mut Diagnostics) {
        let file = self.sources.add(name, text);
        let table = document::parse(&self.sources, file, diagnostics).root;
        for (key, node) in &table.entries {
            let Some(verb) = Verb::ALL.into_iter().find(|verb| verb.word() == key) else {
                let diagnostic =
                    Diagnostic::error("unknown-key", format!("no intervention is called `{key}`"));
                let help = "there are set = [ … ], forbid = [ … ] and do = [ … ]";
                let words = Verb::ALL.map(Verb::word);
                diagnostics.push(diagnostic.at(node.key_span).help(help).did_you_mean(key, words));
                continue;
            };
            let wrong = |kind: &str, span: Span| {
                let message = format!("`{key}` is a list of texts, not {kind}");
                Diagnostic::error("wrong-type", message).at(span).help(format!("write {key} = [\"…\"]"))
            };
            let Value::Array(items) = &node.value else {
                diagnostics.push(wrong(node.value.kind(), node.span));
                continue;
            };
            for item in items {
                match item.value.as_text() {
                    Some(text) => self.push(verb, text, item.span, diagnostics),
                    None => diagnostics.push(wrong(&format!("of {}", item.value.kind()), item.span)),
                }
            }
        }
    }

    fn push(&mut self, verb: Verb, text: &str, quoted: Span, diagnostics: &mut Diagnostics) {
        let inner = Span { start: quoted.start + 1, end: quoted.end.saturating_sub(1), ..quoted };
        let is_literal = inner.start <= inner.end && self.sources.snippet(inner) == text;
        let span = if is_literal { inner } else { quoted };
        if verb == Verb::Set && Override::split(text).is_none() {
            let message = format!("`{text}` is not PATH=VALUE");
            let help = "as in workforce.crews.pay_ratio=0.9";
            diagnostics.push(Diagnostic::error("bad-override", message).at(span).help(help));
            return;
        }
        let (text, is_past) = (text.to_string(), false);
        self.entries.push(Entry { verb, text, span, is_literal, is_typed: false, is_past });
    }

    /// The moment from which these go on, as it was named, and what was forbidden and ordered until then.
    #[must_use]
    pub fn past(&self) -> Option<(Past, &str, [Vec<String>; 2])> {
        let texts = |verb| {
            let of_past = self.of(verb).filter(|entry| entry.is_past);
            of_past.map(|entry| even(&entry.text)).collect()
        };
        let (past, named) = self.past.as_ref()?;
        Some((*past, named, [texts(Verb::Forbid), texts(Verb::Do)]))
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The texts of one verb, blanks evened out: where they were written is forgotten.
    #[must_use]
    pub fn texts(&self, verb: Verb) -> Vec<String> {
        self.of(verb)
            .filter(|entry| verb == Verb::Set || !entry.is_past)
            .map(|entry| if verb == Verb::Do { even(&entry.text) } else { entry.text.clone() })
            .collect()
    }

    /// The values to read a scenario with.
    #[must_use]
    pub fn overrides(&self) -> Vec<Override> {
        self.of(Verb::Set).filter_map(|entry| Override::split(&entry.text)).collect()
    }

    /// What was found in a scenario that was read with these values; what is wrong with one of a file is shown there.
    #[must_use]
    pub fn tell(&self, loaded: &Loaded) -> Vec<Findings> {
        let set: Vec<&Entry> =
            self.of(Verb::Set).filter(|entry| Override::split(&entry.text).is_some()).collect();
        let (mut own, mut others) = (Diagnostics::default(), Diagnostics::default());
        for one in loaded.diagnostics.sorted() {
            let place = one.labels.first().map(|(span, _)| span.file);
            let index = loaded.settings.iter().position(|&file| Some(file) == place);
            match index.and_then(|index| set.get(index)).filter(|entry| !entry.is_typed) {
                Some(entry) => {
                    let labels = vec![(entry.span, String::new())];
                    own.push(Diagnostic { labels, also: Vec::new(), ..one.clone() });
                }
                None => others.push(one.clone()),
            }
        }
        vec![Findings { sources: loaded.sources.clone(), diagnostics: others }, self.findings(own)]
    }

    /// Mistakes of these interventions, with their texts.
    #[must_use]
    pub fn findings(&self, diagnostics: Diagnostics) -> Findings {
        Findings { sources: self.sources.clone(), diagnostics }
    }

    /// What is forbidden and ordered, for runs of a scenario that was read with these values. Orders become places of
    /// the scenario, for causes to point at.
    ///
    /// # Errors
    /// What does not fit the scenario.
    pub fn apply(&self, setup: &mut Setup) -> Result<RunOptions, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let mut options =
            RunOptions { past: self.past.as_ref().map(|(past, _)| *past), ..RunOptions::default() };
        let now = options.past.map_or(Minute(0), |past| past.until.next());
        for entry in self.of(Verb::Forbid) {
            match option_of(setup, entry, 0, &entry.text) {
                Ok(option) => options.suppressed.push(Suppression {
                    what: Suppressed::Option(option),
                    from: if entry.is_past { Minute(0) } else { now },
                    until: Minute::NEVER,
                }),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        for entry in self.of(Verb::Do) {
            match order_of(setup, entry) {
                Ok((at, _)) if at < now && !entry.is_past => {
                    let message = format!("`{}` is to be done in the past", even(&entry.text));
                    let help = "name a moment after the one from which the runs go on";
                    diagnostics.push(Diagnostic::error("bad-date", message).at(entry.span).help(help));
                }
                Ok((at, option)) => {
                    let is_forbidden =
                        options.suppressed.iter().any(|row| row.what == Suppressed::Option(option));
                    if is_forbidden {
                        diagnostics.push(contradiction(entry));
                    }
                    let path = even(&entry.text);
                    let origin = setup.origins.push(Origin { path, file: Verb::Do.shown().into(), line: 0 });
                    options.ordered.push(Ordered { at, option, origin });
                }
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(options) }
    }

    fn of(&self, verb: Verb) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.verb == verb)
    }
}

/// The moment and the option of `DATE PARTY.OPTION`.
fn order_of(setup: &Setup, entry: &Entry) -> Result<(Minute, OptionId), Box<Diagnostic>> {
    let text = entry.text.trim_end();
    let error = |code, message: String| Diagnostic::error(code, message);
    let Some((date, name)) = text.rsplit_once(char::is_whitespace) else {
        let help = "write a date and an option: 2015-04-01 usa.offer_inspection, or 2015-04-01T06:30 …";
        let message = format!("`{text}` is not DATE PARTY.OPTION");
        return Err(Box::new(error("bad-order", message).at(entry.span).help(help)));
    };
    let start = date.len() - date.trim_start().len();
    let place = part(entry, start, date.trim_end().len());
    let at = moment(setup, date.trim())
        .map_err(|(message, help)| Box::new(error("bad-date", message).at(place).help(help)))?;
    Ok((at, option_of(setup, entry, text.len() - name.len(), name)?))
}

/// The option named at a byte of an entry.
fn option_of(setup: &Setup, entry: &Entry, start: usize, name: &str) -> Result<OptionId, Box<Diagnostic>> {
    let error = |message: String| Diagnostic::error("unknown-option", message);
    let Some((party, option)) = name.split_once('.') else {
        let help = "write the party and one of its options: usa.raid";
        let place = part(entry, start, start + name.len());
        return Err(Box::new(error(format!("`{name}` is not PARTY.OPTION")).at(place).help(help)));
    };
    let of = |wanted: PartyId| setup.options.iter().filter(move |(_, row)| row.party == wanted);
    let acting = || setup.parties.iter().filter(|(id, _)| of(*id).next().is_some());
    let Some((owner, _)) = acting().find(|(_, row)| setup.id(row.name.id) == party) else {
        let known: Vec<&str> = acting().map(|(_, row)| setup.id(row.name.id)).collect();
        let message = format!("there is no party `{party}` with options");
        let diagnostic = error(message).at(part(entry, start, start + party.len()));
        return Err(Box::new(helped(diagnostic, "", party, &known)));
    };
    let found = of(owner).find(|(_, row)| setup.id(row.name.id) == option);
    found.map(|(option, _)| option).ok_or_else(|| {
        let known: Vec<&str> = of(owner).map(|(_, row)| setup.id(row.name.id)).collect();
        let message = format!("`{party}` has no option `{option}`");
        let diagnostic = error(message).at(part(entry, start + party.len() + 1, usize::MAX));
        Box::new(helped(diagnostic, &format!("{party}."), option, &known))
    })
}

/// A part of an entry's text, or all of it where that cannot be pointed at.
fn part(entry: &Entry, start: usize, end: usize) -> Span {
    if entry.is_literal { entry.span.within(start, end) } else { entry.span }
}

/// A text with one blank between its words.
fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn contradiction(entry: &Entry) -> Diagnostic {
    let message = format!("`{}` is to be done, and forbidden as well", even(&entry.text));
    Diagnostic::error("contradiction", message).at(entry.span).help("leave one of the two away")
}

/// The minute of a date of the scenario; else what is wrong and what to do.
///
/// # Errors
/// A message, and a hint.
pub fn moment(setup: &Setup, text: &str) -> Result<Minute, (String, String)> {
    let date = document::date(text).ok_or_else(|| {
        let help = "write a day as 2015-04-01, or a moment as 2015-04-01T06:30";
        (format!("`{text}` is no date"), help.to_string())
    })?;
    if date.offset_minutes.is_some() {
        let help = "times are the scenario's own: leave the offset away";
        return Err((format!("`{text}` names a time zone"), help.into()));
    }
    let (year, month, day) = setup.starts;
    let first = Date { year: u16::try_from(year).unwrap_or(0), month, day, hour: 0, minute: 0, ..date };
    let minutes = date.epoch_minutes() - first.epoch_minutes();
    let ends = setup.calendar.ends;
    u32::try_from(minutes).ok().map(Minute).filter(|&at| at <= ends).ok_or_else(|| {
        let first = Date { has_time: false, ..first };
        let last = last_day(setup, first);
        (format!("{text} is outside the scenario"), format!("it goes from {first} to {last}"))
    })
}

/// The scenario's last day.
fn last_day(setup: &Setup, first: Date) -> Date {
    let calendar = &setup.calendar;
    let Some(month) = calendar.months.last() else { return first };
    // The first month begins on the scenario's first day, all others on the first of the month.
    let begins = if calendar.months.len() == 1 { u32::from(first.day) } else { 1 };
    let day = calendar.ends.day().saturating_sub(month.starts.day()) + begins;
    let year = u16::try_from(month.year).unwrap_or(first.year);
    Date { year, month: month.number, day: u8::try_from(day).unwrap_or(first.day), ..first }
}

/// The name that was meant, or those there are.
fn helped(diagnostic: Diagnostic, prefix: &str, name: &str, known: &[&str]) -> Diagnostic {
    match suggest(name, known.iter().copied()) {
        Some(similar) => diagnostic.help(format!("did you mean `{prefix}{similar}`?")),
        None => {
            let listed: Vec<String> = known.iter().take(MOST).map(|one| format!("`{prefix}{one}`")).collect();
            let more = if known.len() > MOST { ", …" } else { "" };
            diagnostic.help(format!("there are {}{more}", listed.join(", ")))
        }
    }
}
