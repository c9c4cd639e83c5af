//! Studies against what is known exactly, and against themselves.

mod butfor;
mod calibrate;
mod cases;
mod coverage;
mod levers;
mod past;
mod store;
mod watch;
