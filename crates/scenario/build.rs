//! Rebuilds the crate when a built-in scenario changes: the embedding macro alone would not notice.

fn main() {
    println!("cargo:rerun-if-changed=../../scenarios");
}
