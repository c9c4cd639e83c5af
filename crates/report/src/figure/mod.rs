//! Figures: a run or a study drawn as SVG, each with a caption and a text for those who cannot see it.
//!
//! Colours are names, not values: `var(--ink)`, `var(--side-1)` … are set by the page around a figure, so that it
//! follows light and dark. [`Figure::standalone`] sets them for a file of its own.

use serde::Serialize;

/// A drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// A word to link to, unique on the page.
    pub anchor: String,
    /// One `<svg>` element with a `viewBox`, without a fixed width, and with no request to anywhere.
    pub svg: String,
    /// A sentence or two below it.
    pub caption: String,
    /// What it shows, in words.
    pub alt: String,
}
