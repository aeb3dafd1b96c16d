//! Digests as clients compute them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes in lower-case hexadecimal.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}
