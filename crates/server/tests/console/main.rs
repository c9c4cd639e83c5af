//! The server as its clients meet it: a real one, on a port of its own, over a folder of its own.

mod client;
mod guard;
mod jobs;
mod limits;
mod routes;
mod sets;
