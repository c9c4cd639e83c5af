//! One slip of the pen in a real text: what is said should be about the slip, and not about what follows from it.

use powderkeg_scenario::builtin;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

use crate::{Files, said};

/// A shipped scenario with its page.
fn shipped(name: &str) -> Files {
    let own = builtin::files(name).into_iter().map(|file| (file.to_owned(), format!("{name}/{file}")));
    let files = own.filter_map(|(file, path)| Some((file, builtin::file(&path)?.to_vec())));
    let page = builtin::file(&format!("{name}/sources/page.txt"))
        .map(|text| ("sources/page.txt".to_owned(), text.to_vec()));
    files.chain(page).collect()
}

/// A character left out, a letter too many, a line forgotten.
#[derive(Clone, Copy, Debug)]
enum Slip {
    Bracket,
    Quote,
    Equals,
    /// In the id of a header.
    Header,
    /// In the kind of a header.
    Kind,
    Key,
    Line,
}

/// Every way to slip once in a text.
fn slips(text: &str) -> Vec<(Slip, usize, String)> {
    let mut found = Vec::new();
    let without = |at: usize, length: usize| format!("{}{}", &text[..at], &text[at + length..]);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.find('#').map_or(line, |at| &line[..at]);
        for (at, character) in code.char_indices() {
            let slip = match character {
                '{' | '}' | '[' | ']' | '(' | ')' => Slip::Bracket,
                '"' => Slip::Quote,
                '=' => Slip::Equals,
                _ => continue,
            };
            found.push((slip, start + at, without(start + at, 1)));
        }
        let line_starts_value = code.find(" =").filter(|_| !code.starts_with([' ', '[']));
        if code.starts_with('[') {
            let end = start + code.rfind(']').unwrap_or(0).max(1);
            found.push((Slip::Header, start, format!("{}x{}", &text[..end], &text[end..])));
            let kind = start + code.rfind("[").unwrap_or(0) + 1;
            found.push((Slip::Kind, start, format!("{}x{}", &text[..kind], &text[kind..])));
        } else if line_starts_value.is_some() {
            found.push((Slip::Key, start, format!("{}x{}", &text[..start], &text[start..])));
            found.push((Slip::Line, start, without(start, line.len())));
        }
        start += line.len();
    }
    found
}

/// The most that may be said of one slip. What is well written and means something else, such as a contract that is now
/// for another good, may be at odds with several others.
const MOST: usize = 4;

/// How many slips are tried in each scenario; `SLIPS` in the environment asks for another number.
const TRIED: usize = 150;

#[test]
fn one_slip_is_one_mistake() {
    let tried = std::env::var("SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(TRIED);
    for name in ["first-steps", "dam-2031", "baikonur-2015"] {
        let files = shipped(name);
        let texts = files.iter().filter(|(file, _)| file.ends_with(".toml"));
        let slips: Vec<_> = texts
            .flat_map(|(file, bytes)| {
                let text = std::str::from_utf8(bytes).expect("text");
                slips(text).into_iter().map(move |slip| (file, slip))
            })
            .collect();
        let step = slips.len().div_ceil(tried);
        let mut counts = Vec::new();
        for (file, (slip, at, text)) in slips.into_iter().step_by(step) {
            let line = files[file][..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let mut changed = files.clone();
            changed.insert(file.clone(), text.into_bytes());
            let loaded = read(&SourceTree::Memory(changed), &[]);
            let count = loaded.diagnostics.sorted().len();
            assert!(count <= MOST, "{slip:?} at {name}/{file}:{line}:\n{}", said(&loaded));
            // A line that had a default, an option that nothing refers to and a bracket in prose are no mistakes.
            let may_be_well = matches!(slip, Slip::Line | Slip::Header | Slip::Equals | Slip::Bracket);
            assert!(count > 0 || may_be_well, "{slip:?} at {name}/{file}:{line} is not noticed");
            counts.extend((count > 0).then_some(count));
        }
        counts.sort_unstable();
        assert_eq!(counts[counts.len() / 2], 1, "{name}: the median");
        assert!(counts[counts.len() * 9 / 10] <= 1, "{name}: nine of ten");
    }
}
