//! Where names stand on a map: beside their places, over nothing else, the most important first.

use super::clip::Xy;
use crate::figure::svg::{Anchor, Look, extent};

/// A box: left, top, right, bottom.
pub(super) type Box = [f64; 4];

/// A label in its place.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub at: Xy,
    pub anchor: Anchor,
    pub text: String,
}

/// Names that are placed one by one.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    taken: Vec<Box>,
    size: Xy,
}

impl Labels {
    /// On a drawing of a size, with what may not be covered.
    pub(super) fn new(size: Xy, taken: Vec<Box>) -> Self {
        Self { taken, size }
    }

    /// A name beside a mark of so many units about its place: right, left, above, below, then aslant, then the same a bit
    /// farther off. `None` where there is room nowhere.
    pub(super) fn beside(&mut self, at: Xy, mark: f64, text: &str, look: Look) -> Option<Label> {
        let around = |gap: f64| around(at, gap, look.size);
        self.first([3.0, 10.0].into_iter().flat_map(|gap| around(mark + gap)), text, look)
    }

    /// A name at the first of some places where it covers nothing.
    pub(super) fn within(&mut self, places: &[Xy], text: &str, look: Look) -> Option<Label> {
        self.first(places.iter().map(|&(x, y)| (x, y + look.size * 0.33, Anchor::Middle)), text, look)
    }

    fn first(
        &mut self,
        candidates: impl IntoIterator<Item = (f64, f64, Anchor)>,
        text: &str,
        look: Look,
    ) -> Option<Label> {
        for (x, y, anchor) in candidates {
            let extent = extent(x, y, text, look.at(anchor));
            let is_inside = extent[0] >= 3.0
                && extent[1] >= 3.0
                && extent[2] <= self.size.0 - 3.0
                && extent[3] <= self.size.1 - 3.0;
            if is_inside && !self.taken.iter().any(|taken| overlap(taken, &extent)) {
                self.taken.push(extent);
                return Some(Label { at: (x, y), anchor, text: text.to_string() });
            }
        }
        None
    }
}

/// Places of a name about a point, with the end of the name that lies there.
fn around((x, y): Xy, gap: f64, size: f64) -> [(f64, f64, Anchor); 8] {
    let (middle, up, down) = (y + size * 0.33, y - gap, y + gap + size * 0.75);
    [
        (x + gap, middle, Anchor::Start),
        (x - gap, middle, Anchor::End),
        (x, up, Anchor::Middle),
        (x, down, Anchor::Middle),
        (x + gap, up + 3.0, Anchor::Start),
        (x + gap, down - 3.0, Anchor::Start),
        (x - gap, up + 3.0, Anchor::End),
        (x - gap, down - 3.0, Anchor::End),
    ]
}

/// Whether two boxes have more than an edge in common.
pub(super) fn overlap(a: &Box, b: &Box) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
