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
    for sentence in sentences {
        if citations.iter().all(|citation| citation.mark != PageMark::Sentence(sentence.number)) {
            let message = format!("nothing in the scenario cites sentence {}", sentence.number);
            let diagnostic = Diagnostic::advice("uncited-sentence", message)
                .at(sentence.span)
                .help(format!("mark the table that says it with page = [{}]", sentence.number));
            diagnostics.push(diagnostic);
        }
    }
}
