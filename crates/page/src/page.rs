//! What was read from a page.

use serde::Serialize;

use crate::amount::Amount;
use crate::coordinates;
use crate::source::Place;
use crate::when::When;

/// A value, and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// The parameter or part of the page that holds it: "strength1", "Date", "text".
    pub from: String,
    /// Where it begins.
    pub place: Place,
}

impl<T> Found<T> {
    /// Another value of the same place.
    pub(crate) fn with<U>(&self, value: U) -> Found<U> {
        Found { value, from: self.from.clone(), place: self.place }
    }
}

/// In which form the page came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Wikitext.
    Wikitext,
    /// The text that a page turns into when it is copied from a browser.
    Copied,
    /// One numbered sentence a line, as scenarios keep their page.
    Numbered,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// In which form it came.
    pub form: Form,
    /// The infobox as the page calls it; `None`: wikitext without one.
    pub infobox: Option<Found<String>>,
    /// What it is about.
    pub title: Option<Found<String>>,
    /// The war or campaign it is part of.
    pub part_of: Option<Found<String>>,
    /// When.
    pub date: Option<Found<When>>,
    /// Where, in words.
    pub place: Option<Found<String>>,
    /// Latitude north and longitude east, in degrees.
    pub coordinates: Option<Found<(f64, f64)>>,
    /// How it ended, a line each.
    pub result: Vec<Found<String>>,
    /// The sides, in the page's order.
    pub columns: Vec<Column>,
    /// What stands in no column: all of it, where a copy has lost them.
    pub loose: Column,
    /// The text, section by section; the lead has no heading.
    pub sections: Vec<Section>,
    /// Categories, without the word.
    pub categories: Vec<Found<String>>,
    /// Templates of the text that were not read, by name.
    pub templates: Vec<Found<String>>,
    /// Template slots that were left open: `{{{Result}}}`.
    pub slots: Vec<Found<String>>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// What was left out for safety.
    pub left_out: Vec<Unread>,
}

/// A side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Column {
    /// Its heading, where the page has one.
    pub title: Option<Found<String>>,
    /// Who stands in it.
    pub belligerents: Vec<Found<String>>,
    /// Who leads.
    pub leaders: Vec<Found<String>>,
    /// Formations, as the page lists them.
    pub units: Vec<Found<String>>,
    /// Forces and equipment.
    pub strength: Vec<Found<Amount>>,
    /// Casualties and losses.
    pub losses: Vec<Found<Amount>>,
}

impl Column {
    /// Whether it holds nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Section {
    /// Its heading; `None`: the lead.
    pub heading: Option<Found<String>>,
    /// Its paragraphs.
    pub paragraphs: Vec<Found<String>>,
}

/// Something that could not be read, or was left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unread {
    /// What stands there.
    pub what: String,
    /// Why it was not read.
    pub why: String,
    /// The parameter or part of the page.
    pub from: String,
    /// Where.
    pub place: Place,
}

impl Unread {
    /// Whether there is nothing to mend on the page: it says itself that it doesn't know, or it was no text.
    #[must_use]
    pub fn is_no_flaw(&self) -> bool {
        ["the page says", "it says nothing", "left out:", "nothing in a scenario"]
            .iter()
            .any(|start| self.why.starts_with(start))
    }
}

impl Page {
    /// A page of which nothing is read yet.
    pub(crate) fn new(form: Form) -> Self {
        Self {
            form,
            infobox: None,
            title: None,
            part_of: None,
            date: None,
            place: None,
            coordinates: None,
            result: Vec::new(),
            columns: Vec::new(),
            loose: Column::default(),
            sections: Vec::new(),
            categories: Vec::new(),
            templates: Vec::new(),
            slots: Vec::new(),
            unread: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Lists what could not be read.
    pub(crate) fn not_read(&mut self, what: &str, why: &str, from: &str, place: Place) {
        self.unread.push(Unread { what: what.to_owned(), why: why.to_owned(), from: from.to_owned(), place });
    }

    /// The columns, then what stands in none, if anything does.
    pub fn all_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().chain(std::iter::once(&self.loose).filter(|loose| !loose.is_empty()))
    }

    /// Where it was: the name, and the coordinates that may stand behind it.
    pub(crate) fn set_place(&mut self, line: &Found<String>) {
        let (name, point) = match coordinates::behind(&line.value) {
            Some((name, point)) => (name, Some(point)),
            None => (coordinates::without_comma(&line.value), None),
        };
        if let Some(point) = point {
            self.coordinates.get_or_insert(line.with(point));
        }
        if !name.is_empty() {
            self.place = Some(line.with(name.to_owned()));
        }
    }

    /// Column `number`, from 1, made if need be.
    pub(crate) fn column(&mut self, number: usize) -> &mut Column {
        while self.columns.len() < number {
            self.columns.push(Column::default());
        }
        &mut self.columns[number - 1]
    }

    /// Where a byte of a paragraph stands: exactly in a copy, the paragraph's beginning where markup lies between.
    #[must_use]
    pub fn inside(&self, paragraph: &Found<String>, byte: usize) -> Place {
        let before = paragraph.value.get(..byte).filter(|_| self.form != Form::Wikitext).unwrap_or_default();
        Place { column: paragraph.place.column + before.chars().count(), ..paragraph.place }
    }

    /// The paragraphs of the text, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Found<String>> {
        self.sections.iter().flat_map(|section| &section.paragraphs)
    }
}
