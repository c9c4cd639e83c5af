//! The finished page.

use serde::Serialize;
use utoipa::ToSchema;

/// The page of a run or a study.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WrittenPage {
    /// The run that is told; of a study, a typical one: `STUDY:ROW`.
    pub run: String,
    /// Civil date of minute 0.
    pub starts: String,
    /// The title.
    pub title: String,
    /// The box at its head.
    pub infobox: PageInfobox,
    /// The paragraphs before the first heading.
    pub lead: Vec<PageBlock>,
    /// The sections.
    pub sections: Vec<PageSection>,
    /// What it rests on, in the order of their numbers from 1.
    pub sources: Vec<String>,
    /// What it takes to make it again, a line each.
    pub colophon: Vec<String>,
    /// The records that its sentences cite.
    pub events: Vec<Citation>,
}

/// The box at a page's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PageInfobox {
    /// Rows above the sides: name and text.
    pub facts: Vec<(String, String)>,
    /// The sides, each a column.
    pub sides: Vec<PageSide>,
    /// The row below the sides.
    pub below: Option<(String, String)>,
}

/// A column of the infobox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PageSide {
    /// Its heading.
    pub title: String,
    /// Its colour, 1 to 3.
    pub colour: u8,
    /// Its groups, each a heading and lines; the same headings in every column.
    pub groups: Vec<PageGroup>,
}

/// Lines of a column under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PageGroup {
    /// The heading; empty for the belligerents.
    pub heading: String,
    /// The lines.
    pub lines: Vec<String>,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PageSection {
    /// A word to link to.
    pub anchor: String,
    /// The heading.
    pub heading: String,
    /// What it holds.
    pub blocks: Vec<PageBlock>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PageBlock {
    /// Sentences that belong together.
    Paragraph {
        /// The sentences.
        sentences: Vec<PageSentence>,
    },
    /// Points, each of one or more sentences.
    List {
        /// The points.
        points: Vec<Vec<PageSentence>>,
    },
    /// What happened when.
    Hours {
        /// The entries, in the order of time.
        entries: Vec<PageEntry>,
    },
    /// Figures in rows and columns.
    Table {
        /// The table.
        table: Table,
    },
    /// A drawing.
    Figure {
        /// The drawing.
        figure: PageFigure,
    },
}

/// What happened at a time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PageEntry {
    /// When: "10 April 2015, 02:40".
    pub time: String,
    /// What happened.
    pub sentences: Vec<PageSentence>,
}

/// A sentence and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PageSentence {
    /// The sentence.
    pub text: String,
    /// Numbers of the records behind it.
    pub records: Vec<usize>,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A drawing: SVG of our own, with colours as CSS custom properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PageFigure {
    /// A word to link to.
    pub anchor: String,
    /// One `<svg>` element.
    pub svg: String,
    /// A sentence or two below it.
    pub caption: String,
    /// What it shows, in words.
    pub alt: String,
}

/// A record that a sentence cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Citation {
    /// Its number.
    pub number: usize,
    /// When.
    pub at: u32,
    /// What happened.
    pub text: String,
    /// Why, the main cause first.
    pub causes: Vec<String>,
}
