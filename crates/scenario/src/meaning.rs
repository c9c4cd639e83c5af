//! What a number means: the sentence that the reference has about its field.

use std::sync::LazyLock;

use crate::setup::describe;

/// The fields that numbers can be read from, by the segments of their paths, each with its sentence.
static FIELDS: LazyLock<Vec<(Vec<String>, &'static str)>> = LazyLock::new(|| {
    let fields = describe().into_iter().filter(|field| !field.doc.is_empty());
    let mut found: Vec<_> = fields.map(|field| (segments(&field.path), field.doc)).collect();
    // Of two that fit, the one with more words of its own says more.
    found.sort_by_key(|(segments, _)| segments.iter().filter(|segment| *segment == "*").count());
    found
});

/// What a number of this path means; empty where the reference says nothing of it.
#[must_use]
pub fn meaning(path: &str) -> &'static str {
    let fits = |field: &[String]| {
        field.len() == path.split('.').count()
            && field.iter().zip(path.split('.')).all(|(field, segment)| field == "*" || field == segment)
    };
    FIELDS.iter().find(|(field, _)| fits(field)).map_or("", |(_, doc)| doc)
}

/// `trend[].per_month` → `trend`, `*`, `per_month`: the index of an element is a segment of a number's path.
fn segments(path: &str) -> Vec<String> {
    path.replace("[]", ".*").split('.').map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_means_what_the_reference_says() {
        assert_eq!(meaning("trend.0.per_month"), "Change of the stance.");
        assert_eq!(meaning("stance.usa.russia"), "Stance toward a party: −1 hostile to 1 allied.");
        assert!(meaning("decisions.per_day").starts_with("Decisions a day"));
        assert_eq!(meaning("nothing.of.the.kind"), "");
    }
}
