//! A small writer of SVG: shapes and text with fixed decimals, so that the same figure has the same bytes.

use std::fmt::Write;

use super::Figure;
use super::text::width;
use crate::markup;

/// Width of a figure, in its own units. At 720 pixels a unit is 1.125 pixels.
pub const WIDTH: f64 = 640.0;
/// The widest figure, in units.
pub const WIDEST: f64 = 880.0;
/// Size of text, in units.
pub(super) const TEXT: f64 = 15.0;
/// Size of remarks and ticks.
pub(super) const SMALL: f64 = 13.5;

/// Paints, as CSS. The page says what they look like.
pub(super) const INK: &str = "fill:var(--ink)";
pub(super) const SOFT: &str = "fill:var(--ink-soft)";
pub(super) const ACCENT: &str = "fill:var(--accent)";
/// A thin line of the frame.
pub(super) const RULE: &str = "fill:none;stroke:var(--line);stroke-width:1";

const FONT: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look<'a> {
    /// Size, units.
    pub size: f64,
    /// Which end its place is.
    pub anchor: Anchor,
    /// Paint, and what else CSS says.
    pub style: &'a str,
}

/// Text of a size and paint that begins at its place.
pub(super) const fn look(size: f64, style: &str) -> Look<'_> {
    Look { size, anchor: Anchor::Start, style }
}

impl Look<'_> {
    /// The same, with another end at its place.
    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

/// A drawing while it grows.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing {
    body: String,
}

impl Drawing {
    /// A text with its baseline at a height.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, look: Look) {
        let anchor = match look.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor} style=\"{}\">{}</text>",
            number(x),
            number(y),
            number(look.size),
            look.style,
            escaped(text)
        );
    }

    /// Text on several lines; the height of the line below the last.
    pub(super) fn lines(&mut self, x: f64, y: f64, lines: &[String], look: Look) -> f64 {
        let step = leading(look.size);
        for (index, line) in lines.iter().enumerate() {
            self.text(x, y + step * index as f64, line, look);
        }
        y + step * lines.len() as f64
    }

    /// A path.
    pub(super) fn path(&mut self, d: &str, style: &str) {
        let _ = writeln!(self.body, "<path d=\"{d}\" style=\"{style}\"/>");
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), style: &str) {
        self.path(
            &format!("M{} {}L{} {}", number(from.0), number(from.1), number(to.0), number(to.1)),
            style,
        );
    }

    /// A rectangle, with rounded corners if there is a radius.
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), radius: f64, style: &str) {
        let round = if radius > 0.0 { format!(" rx=\"{}\"", number(radius)) } else { String::new() };
        let _ = writeln!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{round} style=\"{style}\"/>",
            number(x),
            number(y),
            number(width.max(0.0)),
            number(height.max(0.0))
        );
    }

    /// A disc.
    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, style: &str) {
        let _ = writeln!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" style=\"{style}\"/>",
            number(x),
            number(y),
            number(radius)
        );
    }

    /// Opens a group that says what it is when it is pointed at.
    pub(super) fn open(&mut self, title: &str) {
        let _ = writeln!(self.body, "<g><title>{}</title>", escaped(title));
    }

    /// Closes it.
    pub(super) fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// The figure.
    pub(super) fn finish(self, frame: (f64, f64), words: Words) -> Figure {
        let Words { anchor, title, caption, alt } = words;
        let id = escaped(&anchor);
        let (width, height) = (number(frame.0), number(frame.1.ceil()));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" style=\"--units:{width};{FONT}\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{}</svg>",
            escaped(&title),
            escaped(&alt),
            self.body
        );
        Figure { anchor, svg, caption, alt }
    }
}

/// What a figure says beside its drawing.
pub(super) struct Words {
    /// A word to link to.
    pub anchor: String,
    /// Its name.
    pub title: String,
    /// A sentence below it.
    pub caption: String,
    /// What it shows.
    pub alt: String,
}

/// From baseline to baseline.
pub(super) fn leading(size: f64) -> f64 {
    size * 1.28
}

/// The box of a text: left, top, right, bottom.
pub(super) fn extent(x: f64, y: f64, text: &str, look: Look) -> [f64; 4] {
    let width = width(text, look.size);
    let left = match look.anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    [left, y - look.size * 0.8, left + width, y + look.size * 0.25]
}

/// A coordinate with at most one decimal; 0 where it is no number.
pub(super) fn number(value: f64) -> String {
    if value.is_finite() { crate::words::trimmed(value, 1) } else { "0".into() }
}

/// The width in a `viewBox`.
pub(super) fn width_of(head: &str) -> Option<f64> {
    let (_, rest) = head.split_once("viewBox=\"0 0 ")?;
    rest.split(' ').next()?.parse().ok()
}

/// Text that can stand in XML: marked-up characters escaped, control characters and what turns the direction of writing
/// left out.
pub(super) fn escaped(text: &str) -> String {
    markup::html(text.chars().filter_map(|letter| match letter {
        '\n' | '\t' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    }))
}
