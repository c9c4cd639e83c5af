//! `powderkeg validate`.

use std::fs;
use std::path::Path;

use powderkeg_report::layout::{hang, padded, width, wrap};
use powderkeg_validation::component::{Component, Findings, check_all};
use powderkeg_validation::frame::Source;
use powderkeg_validation::table::{Agreement, Validation, Verdict, Verification, shown};
use powderkeg_workspace::figures;

use crate::args;
use crate::failure::Failure;
use crate::output::{columns, note, print, print_json};

/// Largest data file, bytes: a million rows of the widest record fit.
const LARGEST_FILE: u64 = 1 << 30;

pub fn validate(arguments: &args::Validate) -> Result<(), Failure> {
    let found = match (arguments.component, &arguments.data) {
        (Some(component), Some(file)) => vec![(component, scored(component, file)?)],
        (Some(component), None) => vec![(component, component.check())],
        (None, _) => check_all(),
    };
    if let Some(folder) = &arguments.plot {
        write_figures(folder, &found)?;
    }
    if arguments.json {
        print_json(&figures::validation(&found))?;
    } else {
        print(&told(&found, columns()))?;
    }
    let differs = |row: &Verification| row.verdict() == Agreement::Differs;
    if found.iter().any(|(_, findings)| findings.verification.iter().any(differs)) {
        return Err(Failure::scenario("a formula is not computed as its source says: see DIFFERS above"));
    }
    Ok(())
}

/// Cases of the user's own.
fn scored(component: Component, file: &Path) -> Result<Findings, Failure> {
    let refused = || {
        let takes: Vec<&str> =
            Component::ALL.into_iter().filter(|other| other.takes_data()).map(Component::name).collect();
        let (name, takes) = (component.name(), takes.join(", "));
        Failure::usage(format!("`{name}` has no record of cases; --data is for {takes}"))
    };
    if !component.takes_data() {
        return Err(refused());
    }
    let failed = |error| Failure::of_path("cannot read", file, &error);
    let size = fs::metadata(file).map_err(failed)?.len();
    if size > LARGEST_FILE {
        return Err(Failure::io(format!("{}: {size} bytes are more than is read; split it", file.display())));
    }
    let bytes = fs::read(file).map_err(failed)?;
    let name = file.display().to_string();
    let scored = component.score(&Source { name: &name, bytes: &bytes }).ok_or_else(refused)?;
    scored.map_err(|faults| Failure::scenario(faults.to_string()))
}

fn write_figures(folder: &Path, found: &[(Component, Findings)]) -> Result<(), Failure> {
    if found.iter().all(|(_, findings)| findings.figures.is_empty()) {
        note("nothing is drawn: what is asked for has tables only\n");
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| Failure::of_path("cannot make", folder, &error))?;
    for figure in found.iter().flat_map(|(_, findings)| &findings.figures) {
        let path = folder.join(format!("{}.svg", figure.name));
        fs::write(&path, figure.svg()).map_err(|error| Failure::of_path("cannot write", &path, &error))?;
        note(&format!("wrote {}\n", path.display()));
    }
    Ok(())
}

/// Both tables, the first about the code, the second about the world.
fn told(found: &[(Component, Findings)], columns: usize) -> String {
    let mut out = String::new();
    if found.iter().any(|(_, findings)| !findings.verification.is_empty()) {
        out.push_str("VERIFICATION: does the code compute its formulas?\n");
        for (component, row) in rows(found, |findings| &findings.verification) {
            out.push('\n');
            entry(&mut out, columns, component, row.what, row.verdict().word());
            let asked = row.required.map_or_else(String::new, |bound| format!(", required {bound}"));
            line(
                &mut out,
                columns,
                "",
                &format!("n {}; {} {}{asked}", row.n, row.quantity, shown(row.found)),
            );
            line(&mut out, columns, "oracle", row.oracle);
        }
    }
    if found.iter().any(|(_, findings)| !findings.validation.is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str("VALIDATION: do the formulas describe the world?\n");
        let mut before = None;
        for (component, row) in rows(found, |findings| &findings.validation) {
            out.push('\n');
            validation(&mut out, columns, component, row, before);
            before = Some(row);
        }
    }
    out.push('\n');
    out.push_str(&hang(&summary(found), columns, "", ""));
    out
}

/// How many came to what.
fn summary(found: &[(Component, Findings)]) -> String {
    let agreements = rows(found, |findings| &findings.verification).map(|(_, row)| row.verdict().word());
    let verdicts = rows(found, |findings| &findings.validation).map(|(_, row)| row.verdict().word());
    let all = [Agreement::Agrees, Agreement::Differs, Agreement::Told].map(Agreement::word);
    let checks = counted(&agreements.collect::<Vec<&str>>(), &all);
    let all = [Verdict::Holds, Verdict::Misses, Verdict::Undecided, Verdict::Reported].map(Verdict::word);
    let claims = counted(&verdicts.collect::<Vec<&str>>(), &all);
    match (checks.as_str(), claims.as_str()) {
        ("", claims) => format!("Validation: {claims}."),
        (checks, "") => format!("Verification: {checks}."),
        (checks, claims) => format!("Verification: {checks}. Validation: {claims}."),
    }
}

/// "agrees 26, told 4", in the order of `all`; what does not occur is left out.
fn counted(words: &[&str], all: &[&str]) -> String {
    let count = |word: &&str| words.iter().filter(|other| *other == word).count();
    let counts = all.iter().map(|word| (count(word), word)).filter(|(count, _)| *count > 0);
    counts.map(|(count, word)| format!("{word} {count}")).collect::<Vec<String>>().join(", ")
}

fn rows<'a, R: 'a>(
    found: &'a [(Component, Findings)],
    of: impl Fn(&'a Findings) -> &'a Vec<R>,
) -> impl Iterator<Item = (Component, &'a R)> {
    found.iter().flat_map(move |(component, findings)| of(findings).iter().map(|row| (*component, row)))
}

/// A row; its record and split are told where they are not those of the row before.
fn validation(
    out: &mut String,
    columns: usize,
    component: Component,
    row: &Validation,
    before: Option<&Validation>,
) {
    entry(out, columns, component, &row.claim, row.verdict().word());
    line(out, columns, "", &format!("{}, n {}; {}: {}", row.kind.word(), row.n, row.metric, row.score));
    for baseline in &row.baselines {
        line(out, columns, "beside", &baseline.to_string());
    }
    for published in &row.published {
        line(out, columns, "published", &published.to_string());
    }
    if let Some(gate) = &row.gate {
        line(out, columns, "gate", &gate.to_string());
    }
    if before.is_none_or(|before| before.record != row.record) {
        line(out, columns, "record", row.record);
    }
    if before.is_none_or(|before| before.split != row.split) {
        line(out, columns, "split", &row.split);
    }
    if !row.note.is_empty() {
        line(out, columns, "note", &row.note);
    }
}

/// Columns of the component's name.
const NAME: usize = 12;
/// Columns of a verdict.
const VERDICT: usize = 10;

/// The first lines of a row: component, what, and the verdict at the right edge.
fn entry(out: &mut String, columns: usize, component: Component, what: &str, verdict: &str) {
    let room = columns.saturating_sub(NAME + VERDICT + 1).max(20);
    for (index, text) in wrap(what, room).iter().enumerate() {
        let (name, verdict) = if index == 0 { (component.name(), verdict) } else { ("", "") };
        let text = format!("{}{} {verdict}", padded(name, NAME), padded(text, room));
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

/// A further line of a row, behind what it is.
fn line(out: &mut String, columns: usize, label: &str, text: &str) {
    let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
    let indent = " ".repeat(NAME);
    let rest = format!("{indent}{}", " ".repeat(width(&label).min(2)));
    out.push_str(&hang(&format!("{label}{text}"), columns, &indent, &rest));
}
