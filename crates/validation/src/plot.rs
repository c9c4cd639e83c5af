//! Curves to look at, as SVG.

/// A picture: what it shows, and its curves.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name of its file, without ending.
    pub name: &'static str,
    /// What it shows, in a line.
    pub title: String,
    /// What there is to see, for those who cannot.
    pub description: String,
    /// Below and beside.
    pub axes: [Axis; 2],
    /// What is drawn.
    pub series: Vec<Series>,
}

/// A scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it measures, with unit.
    pub label: String,
    /// From where to where.
    pub range: (f64, f64),
}

/// Something drawn, with a name beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// How it is drawn.
    pub mark: Mark,
    /// Its points, in the axes' units.
    pub points: Vec<Point>,
}

/// A point, with the interval of its height if it has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Along.
    pub x: f64,
    /// Up.
    pub y: f64,
    /// Lower and upper end.
    pub interval: Option<(f64, f64)>,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line through the points: a model.
    Line,
    /// A dashed line: a baseline, or what would be right.
    Dashed,
    /// Dots: the record.
    Dots,
}
