//! From a merged document to the engine's setup: one reader function for each kind of table, then the rules.
//!
//! Every reader function runs in two modes, reading and describing, so that the JSON Schema and the reference of
//! parameters are made by the code that reads.

mod consistency;
mod crisis;
mod doctrine;
mod economy;
mod ids;
mod military;
mod orders;
mod parameters;
mod place;
mod reward;
mod rules;
mod society;
mod technical;

use powderkeg_engine::id::{ConsumerId, CorridorId, Id, PartyId, Table};
use powderkeg_engine::parameter::{Distribution, Num, Parameter};
use powderkeg_engine::rule::Slot;
use powderkeg_engine::setup::{Dyad, Setup};
use powderkeg_engine::time::{Calendar, DAY, Minute, Month};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Date;
use crate::fields::{Fields, RuleText};
use crate::kind::{Kind, Shape};
use crate::load::Document;
use crate::number::Citation;
use crate::reader::{Collected, FieldDoc, FieldForm, Reader};
use crate::registry::Registry;
use crate::source::{Sources, Span};
use ids::Ids;
use reward::RewardDraft;

pub use rules::{Rules, Truth};

const fn entity(name: &'static str, doc: &'static str) -> Kind {
    Kind { name, shape: Shape::Entity, doc }
}

const fn about_party(name: &'static str, doc: &'static str) -> Kind {
    Kind { name, shape: Shape::Attached(&["party"]), doc }
}

const fn list(name: &'static str, doc: &'static str) -> Kind {
    Kind { name, shape: Shape::List, doc }
}

const fn single(name: &'static str, doc: &'static str) -> Kind {
    Kind { name, shape: Shape::Single, doc }
}

/// Every kind of table in a scenario.
pub const KINDS: [Kind; 44] = [
    single("scenario", "What it is about, when it plays, what it uses."),
    entity("source", "Where facts are from."),
    entity("party", "Whoever can decide: a state, a bloc, a movement."),
    about_party("stance", "How a party stands to others: −1 hostile to 1 allied."),
    about_party("trust", "How a party trusts others, 0 to 1."),
    about_party("hostility", "How hostile a party is to others, 0 to 1."),
    list("trend", "A drift of a stance from outside."),
    entity("agreement", "A lease or treaty over facilities."),
    list("access", "A right of way or base over a party."),
    list("side", "A column of the infobox."),
    entity("weather", "A region with one weather."),
    entity("good", "What is traded."),
    about_party("producer", "What a party produces, good by good."),
    about_party("consumer", "What a party consumes, good by good."),
    entity("contract", "A contract to deliver a good."),
    entity("route", "A way that goods take."),
    place::SITE,
    entity("city", "A city and its people."),
    entity("facility", "A place where projects are carried out."),
    entity("airfield", "Where aircraft land."),
    entity("workforce", "People who work at a facility."),
    entity("campaign", "The tasks of a sort of project."),
    entity("project", "Something that is built, launched or filled."),
    entity("constellation", "Like satellites of one party."),
    entity("capability", "What a party can do, resting on assets."),
    entity("aircraft", "A type of aircraft."),
    entity("force", "Troops, ships or aircraft under one command."),
    entity("corridor", "A way between two places, over parties."),
    Kind {
        name: "doctrine",
        shape: Shape::Owned(&["party"]),
        doc: "What a party would do when: one table an option.",
    },
    list("result", "What the end is called: the first rule that holds; the last should be `true`."),
    entity("outcome", "A number of a finished run that studies are about."),
    Kind {
        name: "reward",
        shape: Shape::Owned(&["party"]),
        doc: "What a run is worth to a party, for those who learn to play its seat; no run reads it.",
    },
    single("climate", "Parameters of the weather domain."),
    single("market", "Parameters of the trade domain."),
    single("unrest", "Parameters of the unrest domain."),
    single("labour", "Parameters of the labour domain."),
    single("work", "Parameters of the project domain."),
    single("assets", "Parameters of the capability domain."),
    single("movement", "Parameters of the forces domain."),
    single("battle", "Parameters of the battle domain."),
    single("diplomacy", "Parameters of the diplomacy domain."),
    single("escalation", "Parameters of the escalation domain."),
    single("visibility", "How parties see what isn't theirs."),
    single("decisions", "How much a party can decide."),
];

fn kind(name: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.name == name).unwrap_or(&KINDS[0])
}

/// A source that the scenario names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Its sort: "page", "data", "literature", "fiction" or "assumption".
    pub kind: &'static str,
    /// What it is, as the scenario says it; its id in words if it doesn't.
    pub text: String,
}

/// A document read and compiled, with all that was found on the way.
pub struct Built {
    /// The setup; meaningless if there is an error among the diagnostics.
    pub setup: Setup,
    /// The marks of the source page.
    pub citations: Vec<Citation>,
    /// What maps show of it and the engine does not read.
    pub atlas: Atlas,
    /// Where the source page's text is, relative to the scenario.
    pub page_file: Option<(String, Option<Span>)>,
    /// Where the scenario's facts are from.
    pub cited: Vec<Cited>,
    /// Sections and categories of the page, and where rules can be compiled after.
    pub rules: Rules,
}

/// What maps show of a scenario and the engine does not read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Atlas {
    /// Offset of local time from UTC, as the scenario writes it: "+06:00".
    pub utc: Option<String>,
    /// The way points of each corridor, from its `from` to its `to`: latitude and longitude in degrees.
    pub way_points: Table<CorridorId, Vec<(f64, f64)>>,
}

/// Everything that the reader functions can read, for schema and reference.
#[must_use]
pub fn describe() -> Vec<FieldDoc> {
    let (registry, sources) = (Registry::default(), Sources::default());
    let mut ids = Ids::new(&registry, &sources);
    let mut reader = Reader::describing();
    let _ = Draft::read(&mut reader, &mut ids);
    reader.finish().fields
}

/// Reads a merged document.
#[must_use]
pub fn build(
    mut reader: Reader<'_>,
    registry: &Registry,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Built {
    let mut ids = Ids::new(registry, sources);
    let draft = Draft::read(&mut reader, &mut ids);
    let collected = reader.finish();
    draft.finish(collected, ids, registry, diagnostics)
}

/// What `[scenario]` says.
struct Heading {
    title: String,
    utc: Option<String>,
    starts: Option<Date>,
    ends: Option<Date>,
    place: Option<crate::registry::Ref>,
    incident: Vec<RuleText>,
    ends_span: Option<Span>,
}

fn heading(fields: &mut Fields<'_, '_>) -> Heading {
    fields.raw(
        "use",
        FieldForm::List(Box::new(FieldForm::Text)),
        "",
        "Library files it uses: [\"library/soyuz\"].",
    );
    let utc =
        fields.optional_text("utc", "Offset of local time from UTC, for readers and exports: \"+06:00\".");
    Heading {
        utc,
        title: fields.text("title", "The page's title."),
        starts: fields.date("starts", "First day."),
        ends: fields.date("ends", "Last day."),
        place: fields.optional_reference("place", &ids::PLACES, "Where the incident is."),
        incident: fields.located_texts(
            "incident",
            "Facts that are the incident; the first that comes about gives the page its date.",
        ),
        ends_span: fields.span_of("ends"),
    }
}

/// A measure (stance, trust, hostility), whose it is, and toward whom it is how much.
type Relations = (&'static str, PartyId, Vec<(PartyId, Num)>);

/// Everything read, before numbers are final and rules are compiled.
struct Draft {
    heading: Option<Heading>,
    setup: Setup,
    relations: Vec<Relations>,
    contracts: Vec<economy::ContractDraft>,
    corridors: Vec<military::CorridorDraft>,
    options: Vec<doctrine::OptionDraft>,
    results: Vec<(RuleText, String, Option<Span>)>,
    outcomes: Vec<(String, RuleText, String)>,
    rewards: Vec<RewardDraft>,
    cited: Vec<Cited>,
    page_file: Option<(String, Option<Span>)>,
}

impl Draft {
    fn read(reader: &mut Reader<'_>, ids: &mut Ids<'_>) -> Self {
        let mut setup = Setup::default();
        let heading = reader.read_single(kind("scenario"), heading);
        let (cited, page_file) = sources(reader, ids);
        setup.parties =
            reader.read_all(kind("party"), |name, f| crisis::party(ids, name, f)).into_iter().collect();
        let mut relations = Vec::new();
        for (measure, spec) in
            [("stance", &crisis::STANCE), ("trust", &crisis::TRUST), ("hostility", &crisis::HOSTILITY)]
        {
            for (from, rows) in reader.read_all(kind(measure), |name, f| crisis::relations(name, f, spec)) {
                relations.push((measure, from, rows));
            }
        }
        setup.trends = reader.read_all(kind("trend"), |name, f| {
            let origin = ids.origin(f.path().to_owned(), name.span);
            crisis::trend(f, origin)
        });
        setup.agreements = reader
            .read_all(kind("agreement"), |name, f| crisis::agreement(ids, name, f))
            .into_iter()
            .collect();
        setup.access = reader.read_all(kind("access"), |name, f| crisis::access(ids, name, f));
        setup.sides = reader.read_all(kind("side"), |_, f| crisis::side(f));
        let (contracts, corridors) = Self::read_things(reader, ids, &mut setup, heading.as_ref());
        let options = reader.read_all(kind("doctrine"), |name, f| doctrine::option(ids, name, f));
        let results = reader.read_all(kind("result"), |name, f| {
            (
                f.rule("when", "When it holds, in the truth; `true`: always."),
                f.text("text", "What the page says."),
                name.span,
            )
        });
        let outcomes = reader.read_all(kind("outcome"), |name, f| {
            (
                name.id.clone(),
                f.rule("is", "What it is, in the truth at the end."),
                f.text("unit", "Its unit."),
            )
        });
        let rewards = reader.read_all(kind("reward"), reward::reward);
        parameters::read(reader, &mut setup);
        Self {
            heading,
            setup,
            relations,
            contracts,
            corridors,
            options,
            results,
            outcomes,
            rewards,
            cited,
            page_file,
        }
    }

    /// Goods, places, people, projects and forces.
    fn read_things(
        reader: &mut Reader<'_>,
        ids: &mut Ids<'_>,
        setup: &mut Setup,
        heading: Option<&Heading>,
    ) -> (Vec<economy::ContractDraft>, Vec<military::CorridorDraft>) {
        setup.regions =
            reader.read_all(kind("weather"), |name, f| economy::region(ids, name, f)).into_iter().collect();
        setup.goods =
            reader.read_all(kind("good"), |name, f| economy::good(ids, name, f)).into_iter().collect();
        let producers = reader.read_all(kind("producer"), |name, f| economy::producers(ids, name, f));
        setup.producers = producers.into_iter().flatten().collect();
        let consumers = reader.read_all(kind("consumer"), |name, f| economy::consumers(ids, name, f));
        setup.consumers = consumers.into_iter().flatten().collect();
        let starts = heading.and_then(|heading| heading.starts).map_or(0, |date| date.epoch_minutes());
        let date = |date| minute(starts, date);
        let contracts = reader.read_all(kind("contract"), |name, f| economy::contract(ids, name, f));
        setup.routes = reader
            .read_all(kind("route"), |name, f| economy::route(ids, name, f, date))
            .into_iter()
            .collect();
        reader.read_all(&place::SITE, |name, f| {
            let own = ids.entity("site", name, f);
            place::read(ids, f, own, true)
        });
        setup.cities =
            reader.read_all(kind("city"), |name, f| society::city(ids, name, f)).into_iter().collect();
        setup.facilities = reader
            .read_all(kind("facility"), |name, f| technical::facility(ids, name, f))
            .into_iter()
            .collect();
        setup.airfields = reader
            .read_all(kind("airfield"), |name, f| military::airfield(ids, name, f))
            .into_iter()
            .collect();
        setup.workforces = reader
            .read_all(kind("workforce"), |name, f| society::workforce(ids, name, f))
            .into_iter()
            .collect();
        let campaigns = reader.read_all(kind("campaign"), |name, f| technical::campaign(ids, name, f));
        let consumer_of = |party, good| -> Option<ConsumerId> {
            setup.consumers.iter().find(|(_, row)| row.party == party && row.good == good).map(|(id, _)| id)
        };
        let projects = reader.read_all(kind("project"), |name, f| technical::project(ids, name, f, date));
        setup.projects = projects.into_iter().map(|draft| draft.finish(&campaigns, consumer_of)).collect();
        setup.constellations = reader
            .read_all(kind("constellation"), |name, f| technical::constellation(ids, name, f))
            .into_iter()
            .collect();
        setup.capabilities = reader
            .read_all(kind("capability"), |name, f| technical::capability(ids, name, f, consumer_of))
            .into_iter()
            .collect();
        setup.aircraft = reader
            .read_all(kind("aircraft"), |name, f| military::aircraft(ids, name, f))
            .into_iter()
            .collect();
        setup.forces =
            reader.read_all(kind("force"), |name, f| military::force(ids, name, f)).into_iter().collect();
        let corridors = reader.read_all(kind("corridor"), |name, f| military::corridor(ids, name, f));
        (contracts, corridors)
    }

    fn finish(
        self,
        collected: Collected,
        mut ids: Ids<'_>,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Built {
        let mut setup = self.setup;
        let citations = collected.citations;
        setup.parameters = collected
            .numbers
            .iter()
            .map(|entry| {
                let origin = ids.origin(entry.path.clone(), entry.span);
                entry.parameter(origin)
            })
            .collect();
        diagnostics.extend(collected.diagnostics);
        set_dyads(&mut setup, &mut ids, &self.relations);
        if let Some(heading) = &self.heading {
            set_calendar(&mut setup, heading, diagnostics);
            setup.place = heading.place.as_ref().map(|place| ids.site_of(place));
        } else if !registry.gaps().may_complete("scenario") {
            let message = "there is no [scenario]: a title, a first and a last day are needed";
            diagnostics
                .push(Diagnostic::error("no-scenario", message).help("start scenario.toml with [scenario]"));
        }
        let atlas = Atlas {
            utc: self.heading.as_ref().and_then(|heading| heading.utc.clone()),
            way_points: self.corridors.iter().map(|draft| draft.way_points.clone()).collect(),
        };
        link(&mut setup, self.corridors, &ids);
        let rules = Rules::new(registry, &setup, ids.name_offsets());
        rules.contracts(self.contracts, &mut setup, diagnostics);
        rules.options(self.options, &mut setup, &mut ids, diagnostics);
        rules.endings(self.results, self.outcomes, &mut setup, &mut ids, diagnostics);
        for text in self.heading.iter().flat_map(|heading| &heading.incident) {
            rules.incident(text, &mut setup, diagnostics);
        }
        // Last: what no run reads moves no slot of what runs do read.
        rules.rewards(self.rewards, &mut setup, diagnostics);
        setup.names = ids.names;
        setup.origins = ids.origins;
        Built { setup, atlas, citations, page_file: self.page_file, cited: self.cited, rules }
    }
}

/// What only the whole scenario shows; to be asked if everything could be read.
pub(crate) fn check(document: &Document, built: &Built, diagnostics: &mut Diagnostics) {
    consistency::check(&document.root, &built.setup, diagnostics);
}

/// Reads the sources; returns them, and the file of the one that is the page.
fn sources(reader: &mut Reader<'_>, ids: &mut Ids<'_>) -> (Vec<Cited>, Option<(String, Option<Span>)>) {
    const KINDS: [&str; 5] = ["fiction", "data", "literature", "assumption", "page"];
    let kinds = KINDS.map(|kind| (kind, kind));
    let rows = reader.read_all(kind("source"), |name, f| {
        ids.entity("source", name, f);
        let kind = f.choice(
            "kind",
            &kinds,
            None,
            "What sort of source; the page the scenario is made from is \"page\".",
        );
        let text = f.optional_text("text", "What it is, for readers.");
        let file = f.optional_text("file", "Its text, relative to the scenario.");
        let page = file.filter(|_| kind == "page").map(|file| (file, f.span_of("file")));
        (Cited { kind, text: text.unwrap_or_else(|| name.id.replace('_', " ")) }, page)
    });
    let (cited, pages): (Vec<Cited>, Vec<_>) = rows.into_iter().unzip();
    (cited, pages.into_iter().flatten().next())
}

/// Starting relations: what is not stated is neutral, and says so.
fn set_dyads(setup: &mut Setup, ids: &mut Ids<'_>, relations: &[Relations]) {
    let mut neutral = |path: &str, value: f64| {
        let origin = ids.origin(path.to_owned(), None);
        setup.parameters.push(Parameter {
            path: path.to_owned(),
            unit: "1".to_owned(),
            distribution: Distribution::Constant(value),
            min: -1.0,
            max: 1.0,
            source: "neutral where nothing is stated".to_owned(),
            lever: false,
            origin,
        });
        (Num(u16::try_from(setup.parameters.len() - 1).unwrap_or(u16::MAX)), origin)
    };
    let (stance, origin) = neutral("default.stance", 0.0);
    let (trust, _) = neutral("default.trust", 0.5);
    let (hostility, _) = neutral("default.hostility", 0.0);
    let parties = setup.parties.len();
    setup.dyads = vec![Dyad { stance, trust, hostility, stated: false, origin }; parties * parties];
    for (measure, from, rows) in relations {
        for (to, num) in rows {
            let Some(dyad) = setup.dyads.get_mut(from.index() * parties + to.index()) else { continue };
            dyad.stated = true;
            if let Some(parameter) = setup.parameters.get(usize::from(num.0)) {
                dyad.origin = parameter.origin;
            }
            match *measure {
                "stance" => dyad.stance = *num,
                "trust" => dyad.trust = *num,
                _ => dyad.hostility = *num,
            }
        }
    }
}

/// The diagnostic at a place, if there is one.
pub(crate) fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}

fn minute(starts: i64, date: Date) -> Minute {
    Minute(u32::try_from((date.epoch_minutes() - starts).max(0)).unwrap_or(u32::MAX))
}

/// Longest scenario, days: a guard against a mistyped year.
const LONGEST_DAYS: i64 = 3_660;

fn set_calendar(setup: &mut Setup, heading: &Heading, diagnostics: &mut Diagnostics) {
    setup.title.clone_from(&heading.title);
    // A day that isn't there has been reported.
    let (Some(starts), Some(ends)) = (heading.starts, heading.ends) else { return };
    let first = starts.epoch_minutes();
    let minutes = ends.epoch_minutes() - first;
    let days = minutes / i64::from(DAY);
    if minutes <= 0 || days > LONGEST_DAYS {
        let message = if minutes <= 0 {
            "the scenario ends before it starts".to_owned()
        } else {
            format!("the scenario lasts {days} days; at most {LONGEST_DAYS} can be run")
        };
        let diagnostic = Diagnostic::error("bad-period", message)
            .help("check the years of `starts` and `ends` in [scenario]");
        diagnostics.push(at(diagnostic, heading.ends_span));
        return;
    }
    let (year, month, day) = (starts.year, starts.month, starts.day);
    setup.starts = (i16::try_from(year).unwrap_or(i16::MAX), month, day);
    // The last day counts in full.
    let ends = Minute(u32::try_from(minutes).unwrap_or(u32::MAX).saturating_add(DAY - 1));
    let mut months = vec![Month { starts: Minute(0), number: month, year: setup.starts.0 }];
    let (mut y, mut m) = (year, month);
    loop {
        (y, m) = if m == 12 { (y + 1, 1) } else { (y, m + 1) };
        let begins = minute(first, Date { year: y, month: m, day: 1, ..starts });
        if begins > ends {
            break;
        }
        months.push(Month { starts: begins, number: m, year: i16::try_from(y).unwrap_or(i16::MAX) });
    }
    let new_year = Date { month: 1, day: 1, ..starts };
    let day_of_year = (first - new_year.epoch_minutes()) / i64::from(DAY) + 1;
    let start_day_of_year = u16::try_from(day_of_year).unwrap_or(1);
    setup.calendar = Calendar { start_day_of_year, months, ends, half_steps: false };
}

/// Fills in what follows from other tables: lengths of corridors, airfields' facilities, routes' contracts.
fn link(setup: &mut Setup, corridors: Vec<military::CorridorDraft>, ids: &Ids<'_>) {
    use powderkeg_models::geodesy::{Place, great_circle_km};
    setup.sites = ids.sites.clone();
    setup.corridors = corridors
        .into_iter()
        .map(|draft| {
            let mut corridor = draft.corridor;
            let place = |site| {
                let row: &powderkeg_engine::setup::Site = &setup.sites[site];
                Place { latitude_deg: row.latitude, longitude_deg: row.longitude }
            };
            if setup.sites.get(corridor.from).is_some() && setup.sites.get(corridor.to).is_some() {
                let way = draft
                    .way_points
                    .iter()
                    .map(|&(latitude_deg, longitude_deg)| Place { latitude_deg, longitude_deg });
                let points: Vec<Place> =
                    std::iter::once(place(corridor.from)).chain(way).chain([place(corridor.to)]).collect();
                corridor.length_km = points.windows(2).map(|pair| great_circle_km(pair[0], pair[1])).sum();
            }
            corridor
        })
        .collect::<Table<_, _>>();
    let served: Vec<_> = setup
        .facilities
        .iter()
        .flat_map(|(id, row)| row.airfields.iter().map(move |&airfield| (airfield, id)))
        .collect();
    for (airfield, facility) in served {
        if setup.airfields.get(airfield).is_some() {
            setup.airfields[airfield].facility = Some(facility);
        }
    }
}

/// The slot of a reading, the same for equal readings.
pub(crate) fn intern(setup: &mut Setup, reading: powderkeg_engine::reading::Reading) -> Slot {
    let found = setup.readings.iter().position(|other| *other == reading);
    let index = found.unwrap_or_else(|| {
        setup.readings.push(reading);
        setup.readings.len() - 1
    });
    Slot(u16::try_from(index).unwrap_or(u16::MAX))
}
