//! The server: routes, who may ask, how much, and the app.

mod answer;
mod app;
mod connections;
mod console;
mod guard;
mod limits;
mod progress;
mod routes;
mod server;
mod token;

pub use self::limits::Limits;
pub use self::routes::openapi;
pub use self::server::{Server, Settings, Stopper};
pub use self::token::Token;
