//! Tables and shares as commands print them.

use powderkeg_report::layout::{padded, width};
use powderkeg_report::words::trimmed;
use powderkeg_study::share::Share;

/// "42 % (38–46)"; with as many places as the interval leaves meaning to, and enough to tell some from none and from all.
pub fn percent(share: Share) -> String {
    let Some(value) = share.value() else { return "–".into() };
    let (low, high) = share.wilson();
    let is_some = 0 < share.held && share.held < share.of;
    let shown = |share: f64, places: usize| trimmed(share * 100.0, places);
    let mut places = 0;
    let mut tells = 0.015;
    while places < 8
        && (high - low < tells || is_some && ["0", "100"].contains(&shown(value, places).as_str()))
    {
        (places, tells) = (places + 1, tells / 10.0);
    }
    let [value, low, high] = [value, low, high].map(|share| shown(share, places));
    format!("{value} % ({low}–{high})")
}

/// "40 runs, seeds 1 to 40", "1 run, seed 7".
pub fn seeded(number: u32, one: &str, first: u64, last: u64) -> String {
    match number {
        1 => format!("1 {one}, seed {first}"),
        _ => format!("{number} {one}s, seeds {first} to {last}"),
    }
}

/// As many places as leave an error with two digits.
pub fn places_of(error: f64) -> usize {
    let mut places = 0;
    let mut size = error;
    while size > 0.0 && size < 10.0 && places < 6 {
        (size, places) = (size * 10.0, places + 1);
    }
    places
}

/// Columns as wide as their widest cell; the first row is the header.
pub fn table<const N: usize>(out: &mut String, rows: Vec<[String; N]>) {
    let widths: Vec<usize> =
        (0..N).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    out.push('\n');
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| padded(cell, width)).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
}

/// A bar of a share in [0, 1], in eighths of a column.
pub fn bar(share: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * (columns * 8) as f64).round() as usize;
    // What happened at all is seen.
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    padded(&format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8]), columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_the_digits_that_say_something() {
        let share = |held, of| percent(Share { held, of });
        assert_eq!(share(42, 100), "42 % (33–52)");
        assert_eq!(share(12, 1000), "1.2 % (0.7–2.1)");
        assert_eq!(share(420, 1000), "42 % (39–45)");
        assert_eq!(share(0, 100), "0 % (0–4)");
        assert_eq!(share(0, 0), "–");
        // What came about in one run is not told as if it came about in none.
        assert_eq!(share(1, 300), "0.3 % (0.1–1.9)");
        assert_eq!(share(299, 300), "99.7 % (98.1–99.9)");
        assert_eq!(share(1, 4000), "0.03 % (0–0.14)");
        assert_eq!(share(300, 100_000), "0.3 % (0.27–0.34)");
        assert_eq!(share(1, 1_000_000_000), "0.0000001 % (0–0.0000006)");
    }

    #[test]
    fn bars_have_the_length_of_their_share() {
        let drawn = |share| bar(share, 4);
        assert_eq!(
            [drawn(0.0), drawn(1e-6), drawn(0.5), drawn(0.53), drawn(1.0)],
            ["    ", "▏   ", "██  ", "██▏ ", "████"]
        );
    }
}
