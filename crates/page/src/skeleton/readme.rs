//! `README.md` and `questions.md` of a skeleton.

use std::fmt::Write;

use super::question::{Question, Wants};
use super::text::{in_line, markdown};
use crate::page::{Page, Unread};

pub(super) fn readme(page: &Page, file: &str, dropped: &[Unread]) -> String {
    let title = page.title.as_ref().map_or("A page", |title| title.value.as_str());
    let mut out = format!("# {}\n\n", markdown(title));
    let _ = writeln!(
        out,
        "The skeleton of a scenario, made by `powderkeg import` from {}. It holds what the page says; what the page leaves \
         open is asked in [questions.md](questions.md).\n",
        markdown(file)
    );
    out.push_str("1. Answer the questions. Those of `scenario.toml` come first.\n");
    out.push_str("2. `powderkeg check` this folder, and answer what it asks.\n");
    out.push_str("3. Give each party a doctrine: what it would do, when, and how urgently. Without one nothing happens.\n\n");
    out.push_str("| file | what is in it |\n|---|---|\n");
    out.push_str("| `scenario.toml` | parties, sides, forces, place, days, results |\n");
    out.push_str("| `expect.toml` | what the page says happened; never reaches the engine |\n");
    out.push_str("| `sources/page.txt` | the page, sentence by sentence |\n");
    list(&mut out, "What could not be read", &page.unread);
    list(&mut out, "What is in none of these files", dropped);
    list(&mut out, "What was left out", &page.left_out);
    out
}

fn list(out: &mut String, heading: &str, unread: &[Unread]) {
    if unread.is_empty() {
        return;
    }
    let _ = write!(out, "\n## {heading}\n\n| place | what | why |\n|---|---|---|\n");
    for Unread { what, why, place, .. } in unread {
        let _ = writeln!(out, "| {place} | {} | {} |", markdown(what), markdown(why));
    }
}

pub(super) fn questions(questions: &[Question]) -> String {
    let mut out = String::from(
        "# What the page leaves open\n\n\
         Each question has lines in its file that begin with its mark. Take the mark away, and put the answer where `…` stands. \
         What you don't want to answer, delete.\n\n",
    );
    for question in questions {
        let Question { number, file, asks, choices, place, lines, wants } = question;
        let at = place.map_or_else(String::new, |place| format!(", page {place}"));
        let _ = write!(out, "## {number}. `{file}`{at}\n\n{}\n\n", markdown_question(asks));
        if !choices.is_empty() {
            let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            let which = if *wants == Wants::Choices { "Some of" } else { "One of" };
            let _ = write!(out, "{which}: {}\n\n", choices.join(", "));
        }
        out.push_str("```toml\n");
        for line in lines {
            let _ = writeln!(out, "{}", in_line(line).replace("```", "'''"));
        }
        out.push_str("```\n\n");
    }
    out
}

/// The question has words of the page in it.
fn markdown_question(asks: &str) -> String {
    let mut out = String::new();
    let mut rest = asks;
    while !rest.is_empty() {
        let cut = rest.char_indices().nth(150).map_or(rest.len(), |(at, _)| at);
        out.push_str(&markdown(&rest[..cut]));
        rest = &rest[cut..];
    }
    out
}
