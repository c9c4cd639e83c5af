//! The page in each format: what it must hold, whatever the scenario calls things.

mod html;
mod names;
mod pages;
mod templates;
