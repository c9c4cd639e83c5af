//! The dossier: the finished incident page, as a document that every format is written from.

pub mod evidence;
pub mod illustrate;
pub mod page;
pub mod prose;
pub mod render;
