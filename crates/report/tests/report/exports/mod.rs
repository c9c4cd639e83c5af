//! Runs for other programs: read back by parsers that are not ours.

mod formats;
mod hostile;
mod movements;
mod scenarios;
mod theatre;
