//! The variants of an enum with their doc comments, from its source text: for events and orders the comments are the
//! reference.

/// A variant as its author wrote it.
#[derive(Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name as scenarios and logs write it: `raid_began`.
    pub name: String,
    /// Its doc comment, in one line.
    pub doc: String,
    /// The names of its fields.
    pub fields: Vec<String>,
    /// The heading above it (`// ---- trade ----`); empty if there is none.
    pub group: String,
}

/// The variants of `pub enum NAME` in a source file that rustfmt has laid out; none if it isn't there.
pub fn variants(source: &str, name: &str) -> Vec<Variant> {
    let opening = format!("pub enum {name} {{\n");
    let Some((_, body)) = source.split_once(&opening) else { return Vec::new() };
    let body = body.split("\n}").next().unwrap_or(body);
    let (mut found, mut doc, mut group) = (Vec::new(), Vec::new(), String::new());
    for line in body.lines() {
        let text = line.trim();
        let depth = line.len() - line.trim_start().len();
        if let Some(heading) = text.strip_prefix("// ----") {
            group = heading.trim_end_matches('-').trim().to_string();
        } else if let Some(comment) = text.strip_prefix("///") {
            // Deeper comments are those of fields.
            if depth == 4 {
                doc.push(comment.trim());
            }
        } else if depth == 4 && text.starts_with(char::is_uppercase) {
            let variant = text.split([' ', ',', '(']).next().unwrap_or(text);
            let fields = text.split_once('{').map_or_else(Vec::new, |(_, fields)| names(fields));
            let doc = std::mem::take(&mut doc).join(" ");
            found.push(Variant { name: snake_case(variant), doc, fields, group: group.clone() });
        } else if depth == 8
            && let Some(last) = found.last_mut()
        {
            // A variant over several lines has a field a line.
            last.fields.extend(names(text));
        }
    }
    found
}

/// The names before the colons of `a: A, b: Option<B> },`.
fn names(fields: &str) -> Vec<String> {
    let named = fields.split(',').filter_map(|field| field.split_once(':'));
    named.map(|(name, _)| name.trim().to_string()).collect()
}

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[test]
fn variants_keep_their_comments() {
    let source = "pub enum Other {\n    A,\n}\npub enum Act {\n    // ---- trade ----\n    /// Keeps it\n    /// at home.\n    KeepHome { good: Good, share: f64 },\n    /// Stops.\n    Stop,\n    /// Long.\n    Long {\n        a: A,\n        b: B,\n    },\n}\n";
    let found = variants(source, "Act");
    let names: Vec<&str> = found.iter().map(|variant| variant.name.as_str()).collect();
    assert_eq!(names, ["keep_home", "stop", "long"]);
    assert_eq!((found[0].doc.as_str(), found[0].group.as_str()), ("Keeps it at home.", "trade"));
    assert_eq!(
        (&found[0].fields[..], &found[2].fields[..]),
        (&["good".into(), "share".into()][..], &["a".into(), "b".into()][..])
    );
}
