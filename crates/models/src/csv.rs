//! Reads the reference tables of the tests.

/// The data rows of a comma-separated table with a header line; quoted fields may hold commas.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(fields)
}

/// A field as a number.
pub(crate) fn number(field: &str) -> f64 {
    field.trim().parse().unwrap_or_else(|_| panic!("\"{field}\" is not a number"))
}

fn fields(line: &str) -> Vec<String> {
    let mut quoted = false;
    let mut fields = vec![String::new()];
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => {
                if let Some(field) = fields.last_mut() {
                    field.push(other);
                }
            }
        }
    }
    fields
}
