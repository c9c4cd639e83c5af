//! The generic front end from outside: what sound scenarios are read as, and how broken ones are explained.

mod broken;
mod reading;
mod toy;
