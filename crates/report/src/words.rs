//! How things are called in a sentence: titles with their articles, amounts, spans and dates.

use powderkeg_engine::dice::Name;
use powderkeg_engine::id::{
    CapabilityId, CityId, ConsumerId, ContractId, FacilityId, ForceId, GoodId, NameId, PartyId, ProjectId,
    RegionId, RouteId, SiteId, WorkforceId,
};
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;

use crate::run::{civil, civil_from};

/// The names of a scenario, ready to stand in a sentence.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub(crate) setup: &'a Setup,
}

/// Last words of names that English gives an article: "the Soviet Union", "the Bosphorus Strait".
const WITH_ARTICLE: &[&str] = &[
    "airport",
    "alliance",
    "base",
    "basin",
    "bridge",
    "canal",
    "centre",
    "center",
    "club",
    "coalition",
    "coast",
    "community",
    "complex",
    "cosmodrome",
    "council",
    "dam",
    "delta",
    "desert",
    "emirates",
    "federation",
    "field",
    "gulf",
    "kingdom",
    "league",
    "mine",
    "mountains",
    "nations",
    "netherlands",
    "organisation",
    "organization",
    "philippines",
    "pipeline",
    "plain",
    "plains",
    "plant",
    "port",
    "refinery",
    "region",
    "republic",
    "reservoir",
    "sea",
    "states",
    "steppe",
    "strait",
    "terminal",
    "tunnel",
    "union",
    "valley",
];

impl<'a> Words<'a> {
    /// The words of a scenario.
    #[must_use]
    pub fn new(setup: &'a Setup) -> Self {
        Self { setup }
    }

    /// The title of any entity, as the scenario writes it.
    #[must_use]
    pub fn title(&self, name: NameId) -> &'a str {
        self.setup.names.get(name).map_or("something unnamed", |named| named.title.as_str())
    }

    /// A party: "Kazakhstan", "the United States".
    #[must_use]
    pub fn party(&self, id: PartyId) -> String {
        proper(self.title(self.setup.parties[id].name.id))
    }

    /// "Kazakh"; the party's name where the scenario gives no adjective.
    #[must_use]
    pub fn adjective(&self, id: PartyId) -> &'a str {
        let party = &self.setup.parties[id];
        if party.adjective.is_empty() { self.title(party.name.id) } else { &party.adjective }
    }

    /// "Kazakhstan's", "the United States'".
    #[must_use]
    pub fn possessive(&self, id: PartyId) -> String {
        let party = self.party(id);
        if party.ends_with('s') { format!("{party}'") } else { format!("{party}'s") }
    }

    /// A weather region.
    #[must_use]
    pub fn region(&self, id: RegionId) -> String {
        proper(self.title(self.setup.regions[id].name.id))
    }

    /// A good, inside a sentence: "oil".
    #[must_use]
    pub fn good(&self, id: GoodId) -> String {
        lowered(self.title(self.setup.goods[id].name.id))
    }

    /// A city.
    #[must_use]
    pub fn city(&self, id: CityId) -> String {
        self.title(self.setup.cities[id].name.id).to_string()
    }

    /// A place on the map.
    #[must_use]
    pub fn site(&self, id: SiteId) -> String {
        proper(self.title(self.setup.sites[id].name.id))
    }

    /// A facility: "Baikonur", "the Baikonur Cosmodrome".
    #[must_use]
    pub fn facility(&self, id: FacilityId) -> String {
        proper(self.title(self.setup.facilities[id].name.id))
    }

    /// A consumer's supply: "Uzbekistan's oil".
    #[must_use]
    pub fn supply(&self, id: ConsumerId) -> String {
        let consumer = &self.setup.consumers[id];
        format!("{} {}", self.possessive(consumer.party), self.good(consumer.good))
    }

    /// A contract: "the contract of Kazakhstan with Uzbekistan for oil".
    #[must_use]
    pub fn contract(&self, id: ContractId) -> String {
        let contract = &self.setup.contracts[id];
        format!("the contract to deliver {} to {}", self.good(contract.good), self.party(contract.buyer))
    }

    /// A route.
    #[must_use]
    pub fn route(&self, id: RouteId) -> String {
        self.the(self.setup.routes[id].name)
    }

    /// A workforce: "the Baikonur crews".
    #[must_use]
    pub fn workforce(&self, id: WorkforceId) -> String {
        self.the(self.setup.workforces[id].name)
    }

    /// A project: "the anti-satellite launch".
    #[must_use]
    pub fn project(&self, id: ProjectId) -> String {
        self.the(self.setup.projects[id].name)
    }

    /// A capability: "the missile shield".
    #[must_use]
    pub fn capability(&self, id: CapabilityId) -> String {
        self.the(self.setup.capabilities[id].name)
    }

    /// A force: "the VDV battalion".
    #[must_use]
    pub fn force(&self, id: ForceId) -> String {
        self.the(self.setup.forces[id].name)
    }

    /// Anything a call or an ultimatum can be about, with its article.
    #[must_use]
    pub fn thing(&self, name: NameId) -> String {
        let Some(named) = self.setup.names.get(name) else { return "something unnamed".into() };
        let kind = named.path.split('.').next().unwrap_or_default();
        match kind {
            "good" => lowered(&named.title),
            "city" => named.title.clone(),
            "party" | "facility" | "site" | "airfield" | "region" => proper(&named.title),
            _ => self.with_article(name),
        }
    }

    /// Whether a name is one of a kind: "force", "good".
    pub(crate) fn is_a(&self, kind: &str, name: NameId) -> bool {
        let path = self.setup.names.get(name).map_or("", |named| named.path.as_str());
        path.split_once('.').is_some_and(|(found, _)| found == kind)
    }

    /// What is called a task: "rollout to the pad".
    #[must_use]
    pub fn task(&self, project: ProjectId, task: u8) -> String {
        let tasks = &self.setup.projects[project].tasks;
        tasks.get(usize::from(task)).map_or_else(|| format!("task {task}"), |task| lowered(&task.title))
    }

    /// "30 Mar 2015, 14:05".
    #[must_use]
    pub fn time(&self, at: Minute) -> String {
        civil(self.setup, at).strftime("%-d %b %Y, %H:%M").to_string()
    }

    /// "14:05".
    #[must_use]
    pub fn clock(&self, at: Minute) -> String {
        civil(self.setup, at).strftime("%H:%M").to_string()
    }

    /// "30 March 2015".
    #[must_use]
    pub fn date(&self, at: Minute) -> String {
        date_from(self.setup.starts, at)
    }

    /// "30 March": where the year is plain.
    #[must_use]
    pub fn day(&self, at: Minute) -> String {
        civil(self.setup, at).strftime("%-d %B").to_string()
    }

    fn the(&self, name: Name) -> String {
        self.with_article(name.id)
    }

    fn with_article(&self, name: NameId) -> String {
        let Some(named) = self.setup.names.get(name) else { return "something unnamed".into() };
        let title = &named.title;
        if title.to_lowercase().starts_with("the ") {
            return lowered(title);
        }
        // A title that was made from the id starts with a capital that means nothing.
        if is_made_of(title, &named.id) && !self.is_proper(title) {
            format!("the {}", lowered(title))
        } else {
            format!("the {title}")
        }
    }

    /// Whether a title starts with the name of a party or place, or with a party's adjective.
    fn is_proper(&self, title: &str) -> bool {
        let first = title.split(' ').next().unwrap_or(title);
        let adjectives = self.setup.parties.rows().map(|party| party.adjective.as_str());
        let places = self.setup.names.rows().filter(|named| {
            ["party.", "site.", "city.", "facility.", "airfield.", "region."]
                .iter()
                .any(|kind| named.path.starts_with(kind))
        });
        let words = places.flat_map(|named| named.title.split(' '));
        adjectives.chain(words).any(|word| word.eq_ignore_ascii_case(first))
    }
}

/// A title with the article that names of unions, straits and the like take.
fn proper(title: &str) -> String {
    let last = title.rsplit(' ').next().unwrap_or(title).to_lowercase();
    let several_words = title.contains(' ');
    let takes_article = several_words && (WITH_ARTICLE.contains(&last.as_str()) || title.contains(" of "));
    if takes_article && !title.to_lowercase().starts_with("the ") {
        format!("the {title}")
    } else {
        title.to_string()
    }
}

fn is_made_of(title: &str, id: &str) -> bool {
    title.eq_ignore_ascii_case(&id.replace('_', " "))
}

/// With a small first letter, unless the first word is an abbreviation ("LNG").
fn lowered(title: &str) -> String {
    let mut letters = title.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return title.to_string();
    }
    first.to_lowercase().chain(letters).collect()
}

/// "30 March 2015": as [`Words::date`], from the date of minute 0.
pub(crate) fn date_from(starts: (i16, u8, u8), at: Minute) -> String {
    civil_from(starts, at).strftime("%-d %B %Y").to_string()
}

/// With a capital first letter, as a sentence begins.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "1,234".
#[must_use]
pub fn count(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 soldier", "1,234 soldiers".
#[must_use]
pub fn counted(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A share as a percentage: "12 %", "0.4 %".
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let rounded = percent.round();
    if percent.abs() < 1.0 && (rounded - percent).abs() > f64::EPSILON {
        format!("{} %", trimmed(percent, 1))
    } else {
        format!("{rounded} %")
    }
}

/// Money: "$150 million", "$1.2 billion".
#[must_use]
pub fn money(musd: f64) -> String {
    if musd.abs() >= 1000.0 {
        format!("${} billion", trimmed(musd / 1000.0, 1))
    } else if musd.abs() >= 10.0 {
        format!("${} million", trimmed(musd, 0))
    } else {
        format!("${} million", trimmed(musd, 1))
    }
}

/// A span: "12 days", "1 day", "5 hours", "20 minutes".
#[must_use]
pub fn span(days: f64) -> String {
    let unit = |number: f64, one: &str, many: &str| {
        let number = number.round().max(1.0) as u32;
        counted(number, one, many)
    };
    let is_a_day = (days - 1.0).abs() < 0.02;
    if days >= 1.5 || is_a_day {
        unit(days, "day", "days")
    } else if days >= 1.0 / 12.0 {
        unit(days * 24.0, "hour", "hours")
    } else {
        unit(days * 1440.0, "minute", "minutes")
    }
}

/// A number with at most `places` decimals and no trailing zeros.
#[must_use]
pub fn trimmed(number: f64, places: usize) -> String {
    let text = format!("{number:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.into() }
}

/// A number with four significant digits, for values that rules saw.
#[must_use]
pub fn significant(number: f64) -> String {
    let size = number.abs();
    if size > 0.0 && size < 1e-4 {
        return format!("{number:.2e}");
    }
    let (mut places, mut scaled) = (3, size);
    while scaled >= 10.0 && places > 0 {
        (scaled, places) = (scaled / 10.0, places - 1);
    }
    while scaled > 0.0 && scaled < 1.0 {
        (scaled, places) = (scaled * 10.0, places + 1);
    }
    trimmed(number, places)
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// "1st", "2nd", "4th".
#[must_use]
pub fn ordinal(number: usize) -> String {
    let suffix = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        (_, _) => "th",
    };
    format!("{number}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!([count(7), count(1234), count(1_000_000)], ["7", "1,234", "1,000,000"]);
        assert_eq!(
            [percent(0.354), percent(0.004), percent(0.0), percent(1.0)],
            ["35 %", "0.4 %", "0 %", "100 %"]
        );
        assert_eq!(
            [money(150.0), money(1234.0), money(2.5)],
            ["$150 million", "$1.2 billion", "$2.5 million"]
        );
        assert_eq!(
            [span(12.2), span(1.0), span(0.2), span(0.01)],
            ["12 days", "1 day", "5 hours", "14 minutes"]
        );
        assert_eq!([ordinal(1), ordinal(12), ordinal(23), ordinal(4)], ["1st", "12th", "23rd", "4th"]);
        assert_eq!(
            [significant(0.03129), significant(2.34567), significant(12345.6)],
            ["0.03129", "2.346", "12346"]
        );
    }

    #[test]
    fn unions_and_dams_take_an_article() {
        assert_eq!(proper("United States"), "the United States");
        assert_eq!(proper("Baikonur Cosmodrome"), "the Baikonur Cosmodrome");
        assert_eq!(proper("Commonwealth of Independent States"), "the Commonwealth of Independent States");
        assert_eq!(proper("Kazakhstan"), "Kazakhstan");
        assert_eq!(proper("Union"), "Union");
    }
}
