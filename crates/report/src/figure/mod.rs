//! Figures: a run or a study drawn as SVG, each with a caption and a text for those who cannot see it.
//!
//! Colours are names, not values: `var(--ink)`, `var(--side-1)` … are set by the page around a figure, so that it
//! follows light and dark. [`Figure::standalone`] sets them for a file of its own. Nothing is told by colour alone.
//!
//! A figure is [`svg::WIDTH`] units wide, a cause graph up to [`svg::WIDEST`]; it says so in `--units`. Where a page gives
//! it much less, let it scroll sideways rather than shrink its text: `overflow-x: auto` around it, and on it
//! `min-width: calc(var(--units) * .75px)`.

mod axis;
mod bars;
mod causes;
mod fan;
mod map;
mod outcomes;
mod spread;
pub mod svg;
mod text;
mod timeline;

use serde::Serialize;

pub use self::bars::{Bar, Bars, bars};
pub use self::causes::causes;
pub use self::fan::{Fan, fan};
pub use self::map::map;
pub use self::outcomes::outcomes;
pub use self::spread::{Interval, Intervals, dates, losses, spread};
pub use self::timeline::timeline;

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

/// The colours of a file of its own, for light and for dark grounds. Sides differ in brightness too (after Okabe and Ito
/// 2008); text has a contrast of at least 4.5 to its ground.
const COLOURS: &str = "<style>\
svg{--ink:#1c1f23;--ink-soft:#565d66;--line:#b9bec5;--paper:#ffffff;--land:#f1ece0;--water:#dbe8ef;\
--side-1:#0b62a8;--side-2:#b3401a;--side-3:#4b6b1f;--accent:#8a1c5b}\
@media(prefers-color-scheme:dark){svg{--ink:#e8e6e1;--ink-soft:#a9afb6;--line:#555c64;--paper:#16181b;--land:#2b2c2a;\
--water:#1a2730;--side-1:#6db7ee;--side-2:#f39a6b;--side-3:#a9c97a;--accent:#ec8fc2}}\
</style>";

impl Figure {
    /// The drawing as a file of its own: with its colours and a ground.
    #[must_use]
    pub fn standalone(&self) -> String {
        let ground = "<rect width=\"100%\" height=\"100%\" style=\"fill:var(--paper)\"/>";
        match self.svg.find('>') {
            Some(end) => {
                let (head, rest) = self.svg.split_at(end + 1);
                let width = svg::width_of(head).unwrap_or(svg::WIDTH);
                // A viewer of files has no page to say how wide a picture is.
                let head = head.replacen("<svg ", &format!("<svg width=\"{}\" ", svg::number(width)), 1);
                let (titles, drawing) = match rest.find("</desc>") {
                    Some(end) => rest.split_at(end + "</desc>".len()),
                    None => ("", rest),
                };
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{head}{titles}{COLOURS}{ground}{drawing}\n"
                )
            }
            None => self.svg.clone(),
        }
    }
}
