//! Curves to look at, as SVG: axes with units, names beside what they name, legible on light and dark.

use std::fmt::Write;

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

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
/// The frame's edges: left, right, top, bottom.
const FRAME: [f64; 4] = [64.0, 560.0, 44.0, 364.0];
/// Least distance between names, and the widest name in letters.
const LINE: f64 = 18.0;
const NAME: usize = 26;
/// About as many ticks an axis.
const TICKS: f64 = 5.0;

/// Colours that differ in brightness too (Okabe and Ito 2008), for light and for dark grounds.
const STYLE: &str = "\
<style>\
text{font:13px system-ui,sans-serif;fill:#222}.t{font-size:15px;font-weight:600}.g{stroke:#ddd}.f{fill:none;stroke:#888}\
.b{fill:#fff}.c0{color:#0072b2}.c1{color:#d55e00}.c2{color:#007a5a}.c3{color:#a34d85}\
.l{fill:none;stroke:currentColor;stroke-width:2}.d{stroke-dasharray:6 4}.p{fill:currentColor}.i{stroke:currentColor}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.b{fill:#161616}.g{stroke:#333}\
.c0{color:#56b4e9}.c1{color:#ff9a4d}.c2{color:#3ecf9f}.c3{color:#e69ac8}}\
</style>";

impl Figure {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
             height=\"{HEIGHT}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{}</title>\n\
             <desc id=\"desc\">{}</desc>\n{STYLE}\n<rect class=\"b\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n",
            escaped(&self.title),
            escaped(&self.description)
        );
        let [left, right, top, bottom] = FRAME;
        let _ = writeln!(out, "<text class=\"t\" x=\"{left}\" y=\"26\">{}</text>", escaped(&self.title));
        self.draw_axes(&mut out);
        let (width, height) = (right - left, bottom - top);
        let _ = writeln!(
            out,
            "<clipPath id=\"frame\"><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/></clipPath>"
        );
        for (index, series) in self.series.iter().enumerate() {
            self.draw(&mut out, index, series);
        }
        self.draw_names(&mut out);
        out.push_str("</svg>\n");
        out
    }

    fn x(&self, value: f64) -> f64 {
        let (low, high) = self.axes[0].range;
        FRAME[0] + (value - low) / (high - low) * (FRAME[1] - FRAME[0])
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = self.axes[1].range;
        FRAME[3] - (value - low) / (high - low) * (FRAME[3] - FRAME[2])
    }

    fn draw_axes(&self, out: &mut String) {
        let [left, right, top, bottom] = FRAME;
        for (at, text) in ticks(self.axes[0].range) {
            let x = self.x(at);
            let _ = writeln!(
                out,
                "<path class=\"g\" d=\"M{x:.1} {top}V{bottom}\"/><text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{text}</text>",
                bottom + 18.0
            );
        }
        for (at, text) in ticks(self.axes[1].range) {
            let y = self.y(at);
            let _ = writeln!(
                out,
                "<path class=\"g\" d=\"M{left} {y:.1}H{right}\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>",
                left - 8.0,
                y + 4.0
            );
        }
        let (width, height) = (right - left, bottom - top);
        let _ = writeln!(
            out,
            "<rect class=\"f\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
        );
        let (middle, below) = ((left + right) / 2.0, bottom + 42.0);
        let _ = writeln!(
            out,
            "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\">{}</text>",
            escaped(&self.axes[0].label)
        );
        let beside = (top + bottom) / 2.0;
        let _ = writeln!(
            out,
            "<text transform=\"translate(18 {beside}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            escaped(&self.axes[1].label)
        );
    }

    fn draw(&self, out: &mut String, index: usize, series: &Series) {
        let finite = |point: &&Point| point.x.is_finite() && point.y.is_finite();
        let places: Vec<(f64, f64, &Point)> = series
            .points
            .iter()
            .filter(finite)
            .map(|point| (self.x(point.x), self.y(point.y), point))
            .collect();
        let _ = writeln!(out, "<g class=\"c{}\">", index % 4);
        for (x, _, point) in &places {
            if let Some((low, high)) = point.interval {
                let _ = writeln!(
                    out,
                    "<path class=\"i\" clip-path=\"url(#frame)\" d=\"M{x:.1} {:.1}V{:.1}\"/>",
                    self.y(low),
                    self.y(high)
                );
            }
        }
        match series.mark {
            Mark::Dots => {
                // A dot on the edge is drawn whole, one beyond it not at all.
                let inside =
                    |x: f64, y: f64| (FRAME[0]..=FRAME[1]).contains(&x) && (FRAME[2]..=FRAME[3]).contains(&y);
                for (x, y, _) in places.iter().filter(|(x, y, _)| inside(*x, *y)) {
                    out.push_str(&dot(index, *x, *y));
                }
            }
            Mark::Line | Mark::Dashed => {
                let mut path = String::new();
                for (step, (x, y, _)) in places.iter().enumerate() {
                    let _ = write!(path, "{}{x:.1} {y:.1}", if step == 0 { 'M' } else { 'L' });
                }
                let dashed = if series.mark == Mark::Dashed { " d" } else { "" };
                let _ = writeln!(out, "<path class=\"l{dashed}\" clip-path=\"url(#frame)\" d=\"{path}\"/>");
            }
        }
        out.push_str("</g>\n");
    }

    /// Names stand to the right of the frame, each at the height where its series ends, apart from each other.
    fn draw_names(&self, out: &mut String) {
        let mut names: Vec<(f64, usize)> = self
            .series
            .iter()
            .enumerate()
            .map(|(index, series)| {
                let last = series
                    .points
                    .iter()
                    .filter(|point| point.y.is_finite())
                    .max_by(|a, b| a.x.total_cmp(&b.x));
                (last.map_or(FRAME[2], |last| self.y(last.y)).clamp(FRAME[2], FRAME[3]), index)
            })
            .collect();
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = FRAME[2];
        for (place, (y, index)) in names.iter().enumerate() {
            // Room is kept for those that follow.
            let latest = FRAME[3] - LINE * (names.len() - 1 - place) as f64;
            let y = y.min(latest).max(free);
            let series = &self.series[*index];
            let x = FRAME[1] + 18.0;
            let _ = write!(out, "<g class=\"c{}\">", index % 4);
            match series.mark {
                Mark::Dots => out.push_str(&dot(*index, x, y)),
                Mark::Line => {
                    let _ = write!(out, "<path class=\"l\" d=\"M{} {y:.1}h16\"/>", x - 8.0);
                }
                Mark::Dashed => {
                    let _ = write!(out, "<path class=\"l d\" d=\"M{} {y:.1}h16\"/>", x - 8.0);
                }
            }
            let _ = writeln!(
                out,
                "</g><text x=\"{}\" y=\"{:.1}\">{}</text>",
                x + 14.0,
                y + 4.0,
                short(&series.name)
            );
            free = y + LINE;
        }
    }
}

/// A dot whose shape differs from series to series, so that colour alone tells nothing.
fn dot(index: usize, x: f64, y: f64) -> String {
    match index % 4 {
        0 => format!("<circle class=\"p\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"),
        1 => format!("<path class=\"p\" d=\"M{:.1} {:.1}h8v8h-8z\"/>", x - 4.0, y - 4.0),
        2 => format!("<path class=\"p\" d=\"M{x:.1} {:.1}l5 9h-10z\"/>", y - 5.0),
        _ => format!("<path class=\"p\" d=\"M{x:.1} {:.1}l5 5l-5 5l-5 -5z\"/>", y - 5.0),
    }
}

fn short(name: &str) -> String {
    let mut short: String = name.chars().take(NAME).collect();
    if name.chars().nth(NAME).is_some() {
        short.pop();
        short.push('…');
    }
    escaped(&short)
}

/// Round numbers within a range, with their texts; none for a range that is empty or not finite.
fn ticks((low, high): (f64, f64)) -> Vec<(f64, String)> {
    let rough = (high - low) / TICKS;
    if !rough.is_finite() || rough <= 0.0 {
        return Vec::new();
    }
    let power = libm::pow(10.0, libm::log10(rough).floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|of| of * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(rough);
    let decimals = (-libm::log10(step).floor()).clamp(0.0, 9.0) as usize;
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last)
        .map(|n| n as f64 * step)
        .map(|at| (at, format!("{at:.decimals$}").replace('-', "−")))
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let texts = |range| ticks(range).into_iter().map(|(_, text)| text).collect::<Vec<String>>();
        assert_eq!(texts((0.0, 1.0)), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(texts((-20.0, 25.0)), ["−20", "−10", "0", "10", "20"]);
        assert_eq!(texts((450.0, 600.0)), ["450", "500", "550", "600"]);
        assert!(texts((1.0, 1.0)).is_empty() && texts((f64::NAN, 1.0)).is_empty());
    }

    #[test]
    fn a_picture_holds_its_words_and_only_finite_places() {
        let point = |x, y| Point { x, y, interval: Some((y - 0.1, y + 0.1)) };
        let figure = Figure {
            name: "test",
            title: "Less < more".into(),
            description: "A & b".into(),
            axes: [
                Axis { label: "x, days".into(), range: (0.0, 1.0) },
                Axis { label: "y".into(), range: (0.0, 1.0) },
            ],
            series: vec![
                Series {
                    name: "model".into(),
                    mark: Mark::Line,
                    points: vec![point(0.0, 0.2), point(f64::NAN, 0.2)],
                },
                Series { name: "record".into(), mark: Mark::Dots, points: vec![point(0.5, 0.9)] },
                Series { name: "nothing".into(), mark: Mark::Dashed, points: Vec::new() },
            ],
        };
        let svg = figure.svg();
        for word in ["Less &lt; more", "A &amp; b", "x, days", "model", "record", "nothing"] {
            assert!(svg.contains(word), "{word}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
