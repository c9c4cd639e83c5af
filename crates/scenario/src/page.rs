//! The source page of a scenario: its sentences, and which tables cite them.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::number::{Citation, PageMark};
use crate::source::{FileId, Sources, Span};

/// A sentence of the source page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its number, from 1.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads the sentences of a page: lines that begin with their number and a full stop, `7. Kazakhstan was …`. Other
/// lines are the page's furniture: provenance, infobox, captions.
#[must_use]
pub fn sentences(sources: &Sources, file: FileId) -> Vec<Sentence> {
    let mut start = 0;
    let mut sentences = Vec::new();
    for line in sources.text(file).split_inclusive('\n') {
        let span = sources.whole(file).within(start, start + line.trim_end().len());
        start += line.len();
        let Some((number, text)) = line.trim().split_once(". ") else { continue };
        if let Ok(number) = number.parse() {
            sentences.push(Sentence { number, text: text.to_owned(), span });
        }
    }
    sentences
}

/// Advises on sentences that nobody cites, and refuses marks of sentences that are not there.
pub(crate) fn check(sentences: &[Sentence], citations: &[Citation], diagnostics: &mut Diagnostics) {
    if sentences.is_empty() {
        return;
    }
    for citation in citations {
        let PageMark::Sentence(number) = citation.mark else { continue };
        if sentences.iter().all(|sentence| sentence.number != number) {
            let message = format!("the page has no sentence {number}");
            let last = sentences.iter().map(|sentence| sentence.number).max().unwrap_or(0);
            let diagnostic = Diagnostic::error("no-such-sentence", message)
                .at(citation.span)
                .help(format!("its sentences are numbered 1 to {last}"));
            diagnostics.push(diagnostic);
        }
    }
    let is_uncited = |sentence: &&Sentence| {
        citations.iter().all(|citation| citation.mark != PageMark::Sentence(sentence.number))
    };
    let uncited: Vec<&Sentence> = sentences.iter().filter(is_uncited).collect();
    let Some(first) = uncited.first() else { return };
    let numbers: Vec<u32> = uncited.iter().map(|sentence| sentence.number).collect();
    let what = if numbers.len() == 1 { "sentence" } else { "sentences" };
    let message = format!("nothing in the scenario cites {what} {}", listed(&numbers));
    let diagnostic = Diagnostic::advice("uncited-sentence", message)
        .at(first.span)
        .help(format!("mark the table that says it with page = [{}]", first.number));
    diagnostics.push(diagnostic);
}

/// Numbers as people list them: "1–3, 7".
fn listed(numbers: &[u32]) -> String {
    let follows = |a: &u32, b: &u32| a.checked_add(1) == Some(*b);
    let runs = numbers.chunk_by(follows).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        [one] => one.to_string(),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

#[test]
fn numbers_in_a_row_are_a_range() {
    assert_eq!(listed(&[1, 2, 3, 7, 9, 10]), "1–3, 7, 9–10");
}
