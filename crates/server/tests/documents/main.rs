//! Documents of real runs, as data.

mod fixture;
mod page;
mod scenario;
mod story;
mod study;
mod why;
mod written;
