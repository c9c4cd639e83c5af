//! The console: a web server over the scenarios, runs and studies of a folder, and the app that shows them.
//!
//! [`api`] is what crosses the wire, and [`documents`] makes it. The server knows its folder by a [`desk`], does long work
//! as [`jobs`], and answers by [`http`].

pub mod api;
pub mod desk;
pub mod documents;
mod fault;
mod fingerprint;
pub mod http;
pub mod jobs;
