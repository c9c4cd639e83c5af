//! powderkeg: scenario. TOML text in, a checked setup or a list of diagnostics out.

pub mod builtin;
pub mod catalogue;
pub mod diagnostic;
pub mod document;
pub mod expect;
pub mod expr;
pub mod fields;
pub mod findings;
pub mod gaps;
pub mod interventions;
pub mod kind;
pub mod like;
pub mod lint;
pub mod load;
pub mod meaning;
pub mod number;
pub mod overrides;
pub mod page;
pub mod reader;
pub mod registry;
mod salvage;
pub mod scenario;
pub mod schema;
pub mod setup;
pub mod source;
pub mod written;
