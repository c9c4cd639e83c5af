//! A run for other programs: maps in time, tables, graphs.
//!
//! [`track`] is what all formats are written from; there is one file a format. docs/export.md says what of a run becomes
//! what in each.

pub mod cdf;
pub mod clock;
pub mod csv;
pub mod czml;
pub mod dot;
pub mod geojson;
pub mod kml;
pub mod movement;
pub mod place;
pub mod route;
pub mod state;
pub mod strength;
pub mod subject;
pub mod symbol;
pub mod text;
pub mod track;

use crate::run::Run;
use cdf::File;
use track::{Context, Track};

/// What a run can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A map, RFC 7946.
    Geojson,
    /// A map in time, for Google Earth and its like.
    Kml,
    /// A map in time, for Cesium.
    Czml,
    /// Tables of Dstl's Common Data Format, in several files.
    Cdf,
    /// Events as one table.
    Csv,
    /// Events as a graph of causes, for Graphviz.
    Dot,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// One text.
    Text(String),
    /// Several files.
    Files(Vec<File>),
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Geojson, Self::Kml, Self::Czml, Self::Cdf, Self::Csv, Self::Dot];

    /// Its name, as people type it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Geojson => "geojson",
            Self::Kml => "kml",
            Self::Czml => "czml",
            Self::Cdf => "cdf",
            Self::Csv => "csv",
            Self::Dot => "dot",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether it takes several files.
    #[must_use]
    pub fn is_folder(self) -> bool {
        self == Self::Cdf
    }
}

/// Writes a run in a format.
#[must_use]
pub fn write(run: &Run, context: &Context, format: Format) -> Written {
    let track = || Track::of(run, context);
    Written::Text(match format {
        Format::Geojson => geojson::text(&track()),
        Format::Kml => kml::text(&track()),
        Format::Czml => czml::text(&track()),
        Format::Csv => csv::text(&track()),
        Format::Dot => dot::text(run),
        Format::Cdf => return Written::Files(cdf::files(&track())),
    })
}
