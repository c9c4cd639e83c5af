//! Documents of real runs, as data.

mod fixture;
mod story;
mod why;
mod written;
