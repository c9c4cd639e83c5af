//! Reads a wiki page about a conflict: wikitext with an infobox, or the text a page turns into when it is copied.
//!
//! Nothing on a page is run, fetched, expanded or rendered. Every value keeps its place; what could not be read is listed,
//! never guessed. The crate knows nothing of scenarios' types: [`skeleton`] writes text.

pub mod amount;
mod apparatus;
mod body;
mod coordinates;
mod copied;
mod headings;
pub mod kind;
pub mod lint;
mod mask;
mod number;
mod numbered;
pub mod page;
mod read;
mod row;
pub mod skeleton;
pub mod source;
pub mod when;
mod wiki;

pub use read::{Refused, read};
