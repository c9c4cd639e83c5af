//! What stands around an article and is no text of it: its table of contents, its references.

/// Headings under which pages list what they rest on, or where to read on.
const HEADINGS: [&str; 13] = [
    "references",
    "notes",
    "footnotes",
    "citations",
    "sources",
    "works cited",
    "bibliography",
    "further reading",
    "external links",
    "see also",
    "notes and references",
    "explanatory notes",
    "gallery",
];

/// Whether a line is such a heading.
pub(crate) fn is_heading(line: &str) -> bool {
    HEADINGS.contains(&line.trim().to_lowercase().as_str())
}

/// In which part of the apparatus the lines of a page stand.
#[derive(Debug, Default)]
pub(crate) struct Apparatus {
    in_contents: bool,
    in_references: bool,
}

impl Apparatus {
    /// Why a line is no text, if it is none; `heading`: its text, if it is a heading.
    pub(crate) fn holds(&mut self, line: &str, heading: Option<&str>) -> Option<&'static str> {
        let small = line.to_lowercase();
        if matches!(small.as_str(), "contents" | "contents hide" | "contents [hide]" | "contents[hide]") {
            self.in_contents = true;
            return Some("left out: it is the table of contents");
        }
        self.in_contents &= is_entry(line);
        if self.in_contents {
            return Some("left out: it is the table of contents");
        }
        if let Some(heading) = heading {
            self.in_references = is_heading(heading);
            return None;
        }
        if line.starts_with(['^', '↑']) {
            return Some("left out: it is a reference");
        }
        self.in_references.then_some("left out: it stands among the references")
    }
}

/// "2.1 Quay": an entry of a table of contents.
fn is_entry(line: &str) -> bool {
    let number = line.split_whitespace().next().unwrap_or_default();
    number.starts_with(|digit: char| digit.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !line.ends_with('.')
        || is_heading(line)
        || line == "(Top)"
}

#[test]
fn contents_and_references_are_no_text() {
    let mut apparatus = Apparatus::default();
    for (line, heading, is_text) in [
        ("It was quiet.", None, true),
        ("Contents", None, false),
        ("1\tBackground", None, false),
        ("2.1 Quay", None, false),
        ("In 2031 it came to a fight.", None, true),
        ("References", Some("References"), true),
        ("Roe, Port Ilo, p. 3", None, false),
        ("Aftermath", Some("Aftermath"), true),
        ("^ Roe", None, false),
        ("It was quiet again.", None, true),
    ] {
        assert_eq!(apparatus.holds(line, heading).is_none(), is_text, "{line}");
    }
}
