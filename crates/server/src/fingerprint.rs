//! A short text that differs where bytes do.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The fingerprint of bytes. It tells versions apart, and guards nothing.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
