//! Reports on hand-built logs.

mod boxes;
mod causes;
mod chronicles;
mod fixture;
mod golden;
mod lines;
mod sentences;
