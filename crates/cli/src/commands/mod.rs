//! One file a command.

pub mod but_for;
pub mod calibrate;
pub mod check;
pub mod compare;
pub mod completions;
pub mod discover;
pub mod dossier;
pub mod export;
pub mod hindcast;
pub mod import;
pub mod levers;
pub mod lint_page;
pub mod list;
pub mod merge;
pub mod new;
pub mod run;
pub mod schema;
pub mod sensitivity;
pub mod serve;
pub mod study;
pub mod validate;
pub mod verify;
pub mod why;
