//! A page as the skeleton of a scenario: what it says as TOML, what it leaves open as questions.
//!
//! Each question has a block of lines that begin with `#?n `, with `…` where the answer goes. Whoever answers takes the
//! marks away and puts the answer in. Nothing that the page doesn't say is written as if it did.

mod expect;
mod forces;
mod ids;
mod parties;
mod question;
mod readme;
mod scenario;
mod sentences;
mod text;

use crate::page::{Page, Unread};
use ids::Ids;
use parties::Parties;
use question::Questions;
pub use question::{Question, Wants};
use sentences::Sentences;
pub(crate) use text::in_line;
pub use text::short;

/// A file of a skeleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the scenario's folder.
    pub path: &'static str,
    /// What stands in it.
    pub text: String,
}

/// The skeleton of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Skeleton {
    /// Its files.
    pub files: Vec<File>,
    /// What it leaves open, by number.
    pub questions: Vec<Question>,
    /// What of the page is in none of them, because of a limit or of its date.
    pub dropped: Vec<Unread>,
}

/// A library of aircraft that skeletons can use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// As `use` names it.
    pub file: String,
    /// The ids of its aircraft.
    pub aircraft: Vec<String>,
}

/// Writes a skeleton; `file` is the page's name, for readers.
#[must_use]
pub fn skeleton(page: &Page, file: &str, library: &Library) -> Skeleton {
    let sentences = Sentences::of(page);
    let mut ids = Ids::default();
    let parties = Parties::of(page, &sentences, &mut ids);
    let mut questions = Questions::default();
    let (scenario, calendar) =
        scenario::write(page, &parties, &sentences, (&mut ids, library), &mut questions);
    let (expect, undated) = expect::write(page, &parties, &sentences, &calendar, &mut ids, &mut questions);
    let dropped: Vec<Unread> =
        parties.dropped.clone().into_iter().chain(undated).chain(questions.dropped()).collect();
    let questions = questions.finish();
    let files = vec![
        File { path: "scenario.toml", text: scenario },
        File { path: "expect.toml", text: expect },
        File { path: "README.md", text: readme::readme(page, file, &dropped) },
        File { path: "questions.md", text: readme::questions(&questions) },
        File { path: "sources/page.txt", text: sentences.file(page, file) },
    ];
    Skeleton { files, questions, dropped }
}

/// A name for the scenario's folder, of the page's title and year.
#[must_use]
pub fn folder_name(page: &Page) -> String {
    let title = page.title.as_ref().map_or("page", |title| title.value.as_str());
    let name = ids::plain(title).replace('_', "-");
    let name = if name.is_empty() { "page".to_owned() } else { name };
    match &page.date {
        Some(date) if !name.ends_with(&date.value.first.year.to_string()) => {
            format!("{name}-{}", date.value.first.year)
        }
        _ => name,
    }
}
