//! Slots that were left open, stubs, and sentences that came with the page's template.

use super::Severity::{Advice, Error, Warning};
use super::{Finding, Findings};
use crate::page::{Form, Page, Section};

/// What editors print into a new page, small; and a page that still has it is not finished.
const BOILERPLATE: [&str; 16] = [
    "write the first section of your page here",
    "write the second section of your page here",
    "write the first paragraph of your page here",
    "do not forget to add a category",
    "remember to include categories",
    "insert text here",
    "lorem ipsum",
    "section heading",
    "your text here",
    "describe the topic here",
    "to be added",
    "to be written",
    "coming soon",
    "under construction",
    "todo",
    "placeholder",
];
/// Templates that say that something is missing.
const STUBS: [&str; 8] = [
    "stub",
    "empty section",
    "expand section",
    "under construction",
    "in use",
    "inuse",
    "section stub",
    "work in progress",
];

pub(super) fn check(page: &Page, findings: &mut Findings) {
    slots(page, findings);
    empty_fields(page, findings);
    for section in &page.sections {
        boilerplate(section, findings);
    }
    hollow_sections(page, findings);
    glued_sentences(page, findings);
    for template in &page.templates {
        let name = template.value.as_str();
        if STUBS.contains(&name) || name.ends_with("-stub") || name.ends_with(" stub") {
            let message = format!("the page itself says that it is unfinished: {{{{{name}}}}}");
            findings.add(
                Warning,
                "stub",
                (&template.from, template.place),
                message,
                "finish it, then take the template out",
            );
        }
    }
    if page.form == Form::Wikitext && page.categories.is_empty() {
        let at = ("page", crate::source::Place { line: 1, column: 1 });
        findings.add(
            Advice,
            "no-category",
            at,
            "the page is in no category".into(),
            "add [[Category:…]] at its end",
        );
    }
}

fn slots(page: &Page, findings: &mut Findings) {
    for slot in &page.slots {
        let message = format!("{{{{{{{}}}}}}} was never filled", slot.value);
        let help = format!("say what stands under {}, or that it is unknown", slot.from);
        findings.add(Error, "open-slot", (&slot.from, slot.place), message, help);
    }
}

fn empty_fields(page: &Page, findings: &mut Findings) {
    let Some(infobox) = &page.infobox else { return };
    let at = ("infobox", infobox.place);
    let is_said = |label: &str| {
        let label = label.to_lowercase();
        let says = |from: &str| from.to_lowercase().starts_with(&label);
        page.slots.iter().any(|slot| says(&slot.from)) || page.unread.iter().any(|unread| says(&unread.from))
    };
    for (is_empty, name) in [
        (page.date.is_none(), "date"),
        (page.place.is_none() && !is_said("location"), "place"),
        (page.result.is_empty() && !is_said("outcome"), "result"),
    ] {
        if is_empty && !is_said(name) {
            let message = format!("the infobox has no {name}");
            findings.add(
                Warning,
                "empty-field",
                at,
                message,
                format!("add `{name} = …`; if nobody knows it, say so"),
            );
        }
    }
    let named = page.all_columns().filter(|column| !column.belligerents.is_empty()).count();
    if page.all_columns().all(|column| column.belligerents.is_empty()) {
        findings.add(
            Warning,
            "empty-field",
            at,
            "the infobox has no belligerents".into(),
            "add `combatant1` and `combatant2`",
        );
    } else if page.form == Form::Wikitext && named == 1 {
        findings.add(
            Warning,
            "empty-field",
            at,
            "only one side has belligerents".into(),
            "add the other, `combatant2`",
        );
    }
}

fn boilerplate(section: &Section, findings: &mut Findings) {
    for text in section.heading.iter().chain(&section.paragraphs) {
        if is_boilerplate(&text.value) {
            let short: String = text.value.chars().take(60).collect();
            let message = format!("`{short}` came with the page's template");
            findings.add(
                Warning,
                "boilerplate",
                (&text.from, text.place),
                message,
                "write the section, or delete it",
            );
        }
    }
}

/// Whether a text came with the page's template.
pub(crate) fn is_boilerplate(text: &str) -> bool {
    let small = text.to_lowercase();
    BOILERPLATE.iter().any(|phrase| match *phrase {
        // Short ones must be all there is: sections have headings, and plans are to be added to.
        "section heading" | "todo" | "placeholder" | "to be added" => small.trim_end_matches('.') == *phrase,
        phrase => small.contains(phrase),
    })
}

/// "The facilityMany people": a full stop was lost where two paragraphs met.
fn glued_sentences(page: &Page, findings: &mut Findings) {
    for text in page.paragraphs() {
        for word in text.value.split_whitespace() {
            if findings.is_full() {
                return;
            }
            let Some((at, _)) = word.char_indices().find(|&(at, sign)| at >= 6 && sign.is_ascii_uppercase())
            else {
                continue;
            };
            let (before, after) = word.split_at(at);
            let is_small = |part: &str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
            if is_small(before) && is_small(&after[1..]) {
                let message = format!("`{word}`: two sentences run into each other");
                let help = format!("write `{before}. {after}`");
                // A part of the text itself, so it has a byte in it.
                let byte = word.as_ptr().addr() - text.value.as_ptr().addr();
                findings.add(Advice, "glued-sentences", (&text.from, page.inside(text, byte)), message, help);
            }
        }
    }
}

/// Headings with nothing below them, not even a smaller heading's text.
fn hollow_sections(page: &Page, findings: &mut Findings) {
    let hollow = page.sections.iter().filter(|section| section.paragraphs.is_empty());
    let mut added: Vec<Finding> = Vec::new();
    for heading in hollow.filter_map(|section| section.heading.as_ref()) {
        let usual = ["references", "notes", "see also", "external links", "gallery", "sources", "footnotes"];
        if usual.contains(&heading.value.to_lowercase().as_str()) {
            continue;
        }
        added.push(Finding {
            severity: Advice,
            code: "empty-section",
            message: format!("there is no text under `{}`", heading.value),
            help: "write it, or delete the heading".into(),
            from: heading.from.clone(),
            place: heading.place,
        });
    }
    findings.found.append(&mut added);
}
