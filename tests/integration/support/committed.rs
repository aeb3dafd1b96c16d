//! Files of the repository.

use std::{fs, path::Path};

/// The text of a file.
pub fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares a generated file with the committed one; `UPDATE_FILES=1` writes it anew.
#[track_caller]
pub fn is_current(name: &str, expected: &str) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a switch for the person who runs the test"
    )]
    if std::env::var_os("UPDATE_FILES").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), expected).unwrap();
    }
    let hint = "run this test with `UPDATE_FILES=1` and review the diff";
    assert!(
        read(name) == expected,
        "{name} is not what the code says; {hint}"
    );
}
