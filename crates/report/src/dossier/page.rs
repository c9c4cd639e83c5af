//! A page as a document: what is said, in which order, and on what grounds; nothing about how it looks.

use serde::Serialize;

use crate::figure::Figure;
use crate::infobox::Infobox;

/// A finished page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The box at its head.
    pub infobox: Infobox,
    /// The paragraphs before the first heading.
    pub lead: Vec<Block>,
    /// The sections, in the order in which they are read.
    pub sections: Vec<Section>,
    /// What the page rests on: the scenario's sources, in the order of their numbers.
    pub sources: Vec<Source>,
    /// Categories, without the word "Category".
    pub categories: Vec<String>,
    /// What it takes to make the page again, a line each: command, seed, hashes.
    pub colophon: Vec<String>,
}

/// A section under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// A word to link to, unique on the page.
    pub anchor: String,
    /// The heading.
    pub heading: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// Sentences that belong together.
    Paragraph {
        /// The sentences.
        sentences: Vec<Sentence>,
    },
    /// Points, each of one or more sentences.
    List {
        /// The points.
        points: Vec<Vec<Sentence>>,
    },
    /// What happened when: each entry with its time before it.
    Hours {
        /// The entries, in the order of time.
        entries: Vec<Entry>,
    },
    /// Figures in rows and columns.
    Table {
        /// The table.
        table: Table,
    },
    /// A drawing.
    Figure {
        /// The drawing.
        figure: Figure,
    },
}

/// An entry of [`Block::Hours`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// When: "10 April 2015, 02:40".
    pub time: String,
    /// What happened.
    pub sentences: Vec<Sentence>,
}

/// A sentence, and what it rests on.
///
/// Every number in its text stands in the records it cites, or among its figures. A test reads the text and holds it to that.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sentence {
    /// The sentence, plain text.
    pub text: String,
    /// The records behind it, as people number them: from 1.
    pub records: Vec<usize>,
    /// Numbers of the study, the scenario or the validation that it states, as they are written in it.
    pub figures: Vec<String>,
    /// The sources behind it: their numbers on the page, from 1.
    pub sources: Vec<usize>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows, each as long as the head; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// What is cited, plain text.
    pub text: String,
}
