//! The templates of a scenario: files in `dossier/`, below its folder.

use std::sync::Arc;

use powderkeg_report::dossier::render::Templates;
use powderkeg_scenario::source::{MAX_FILE_BYTES, ReadFailure, SourceTree};

/// Those of a scenario, in a language if one is asked for.
#[must_use]
pub fn templates(tree: &SourceTree, language: Option<&str>) -> Templates {
    let tree = tree.clone();
    let own = Templates::of_scenario(Arc::new(move |path| match tree.read_below(path) {
        Ok(text) => Ok(Some(text)),
        Err(ReadFailure::Missing) => Ok(None),
        Err(failure) => Err(format!("{}: {}", tree.shown(path), told(&failure))),
    }));
    match language {
        Some(language) => own.in_language(language),
        None => own,
    }
}

fn told(failure: &ReadFailure) -> String {
    match failure {
        ReadFailure::Missing => "there is no such file".into(),
        ReadFailure::TooLarge(bytes) => format!("{bytes} bytes are too many, at most {MAX_FILE_BYTES}"),
        ReadFailure::NotAllowed => "it is no plain file, or a link leads out of the scenario's folder".into(),
        ReadFailure::NotText(at) => format!("it is no UTF-8 text: see byte {at}"),
        ReadFailure::Other(reason) => reason.clone(),
    }
}
