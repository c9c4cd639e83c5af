//! Latitude and longitude, as templates and as people write them.

/// The longest that coordinates in a line can be, in bytes: Wikipedia's copies give them in three forms at once.
const LONGEST: usize = 160;

/// {{coord|46|N|63|E}}, {{coord|45.9|63.3}}, with minutes and seconds before the letters. Degrees north and east.
pub(crate) fn degrees(parameters: &[String]) -> Option<(f64, f64)> {
    let letters = ["N", "S", "E", "W"];
    let split: Vec<usize> =
        (0..parameters.len()).filter(|&at| letters.contains(&parameters[at].trim())).collect();
    let (latitude, longitude) = match split[..] {
        [first, second] => (
            angle(&parameters[..first], &parameters[first])?,
            angle(&parameters[first + 1..second], &parameters[second])?,
        ),
        _ => (parameters.first()?.trim().parse().ok()?, parameters.get(1)?.trim().parse().ok()?),
    };
    let fits = |value: f64, most: f64| value.is_finite() && value.abs() <= most;
    (fits(latitude, 90.0) && fits(longitude, 180.0)).then_some((latitude, longitude))
}

/// Degrees, minutes and seconds with the letter behind them.
fn angle(parts: &[String], letter: &str) -> Option<f64> {
    let mut value = 0.0;
    let mut scale = 1.0;
    for part in parts {
        value += part.trim().parse::<f64>().ok()? / scale;
        scale *= 60.0;
    }
    let sign = if ["S", "W"].contains(&letter.trim()) { -1.0 } else { 1.0 };
    (!parts.is_empty() && parts.len() <= 3).then_some(sign * value)
}

/// A line of coordinates and nothing else: "45°57′N 63°18′E", "Coordinates: 45.95°N 63.3°E / 45.95; 63.3".
pub(crate) fn line(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    let text =
        text.strip_prefix("Coordinates").map_or(text, |rest| rest.trim_start_matches([':', ' ', '\t']));
    // The same point follows in other forms.
    let first = text.split('/').next().unwrap_or(text);
    let mut parts: Vec<String> = vec![String::new()];
    for sign in first.chars() {
        match sign {
            '0'..='9' | '.' | '-' | '−' => {
                let digit = if sign == '−' { '-' } else { sign };
                parts.last_mut()?.push(digit);
            }
            'N' | 'S' | 'E' | 'W' => parts.extend([sign.to_string(), String::new()]),
            '°' | '′' | '″' | '\'' | '"' | '’' | '”' | 'º' | ',' | ';' | '(' | ')' | '\u{feff}' => {
                parts.push(String::new());
            }
            _ if sign.is_whitespace() => parts.push(String::new()),
            _ => return None,
        }
    }
    parts.retain(|part| !part.is_empty());
    let has = |letters: [&str; 2]| parts.iter().filter(|part| letters.contains(&part.as_str())).count() == 1;
    if has(["N", "S"]) && has(["E", "W"]) { degrees(&parts) } else { None }
}

/// A place's name, and the coordinates behind it: "Port Ilo, 45°57′N 63°18′E".
pub(crate) fn behind(place: &str) -> Option<(&str, (f64, f64))> {
    let from = place.len().saturating_sub(LONGEST);
    let begins = place.char_indices().filter(|(at, sign)| *at >= from && sign.is_ascii_digit());
    let (at, point) = begins.map(|(at, _)| at).find_map(|at| Some((at, line(&place[at..])?)))?;
    let name = place[..at].trim_end_matches("Coordinates:").trim_end().trim_end_matches("Coordinates:");
    Some((without_comma(name), point))
}

/// A place's name without what joined it to its coordinates.
pub(crate) fn without_comma(name: &str) -> &str {
    name.trim_end_matches([',', ';', '(', ' ', '\u{feff}'])
}

#[test]
fn coordinates_are_read_as_pages_show_them() {
    for (text, point) in [
        ("45°57′N 63°18′E", (45.95, 63.3)),
        ("45°57′N 63°18′E\u{feff} / \u{feff}45.950°N 63.300°E\u{feff} / 45.950; 63.300", (45.95, 63.3)),
        ("Coordinates: 45.95°S, 63.3°W", (-45.95, -63.3)),
        ("45° 57' 0\" N, 63° 18' 0\" E", (45.95, 63.3)),
    ] {
        let read = line(text).unwrap_or_else(|| panic!("{text}"));
        assert!((read.0 - point.0).abs() < 1e-9 && (read.1 - point.1).abs() < 1e-9, "{text}: {read:?}");
    }
    for text in ["", "Port Ilo", "3 N", "100°N 20°E", "45 63", "12 September", "NE"] {
        assert_eq!(line(text), None, "{text}");
    }
    assert_eq!(behind("Port Ilo, 45°57′N 63°18′E").map(|(name, _)| name), Some("Port Ilo"));
    assert_eq!(behind("Quay 7, Port Ilo"), None);
}
