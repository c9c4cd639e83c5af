//! Documents of real runs, as data.

mod fixture;
mod page;
mod story;
mod why;
mod written;
