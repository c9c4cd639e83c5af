//! Reports on hand-built logs.

mod boxes;
mod causes;
mod chronicles;
mod exports;
mod fixture;
mod golden;
mod lines;
mod sentences;
