//! What the program tells the person who started it: the only code that prints.

use std::io::{Write, stderr, stdout};

/// Prints a line to standard output. A reader that went away is no fault of the program.
pub fn say(line: &str) {
    let _ = writeln!(stdout().lock(), "{line}");
}

/// Prints a line to standard error.
pub fn complain(line: &str) {
    let _ = writeln!(stderr().lock(), "{line}");
}
