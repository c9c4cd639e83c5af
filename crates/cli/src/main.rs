//! The `powderkeg` command.
fn main() {}
