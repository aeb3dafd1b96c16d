//! What the program tells the person who started it: the only code that prints.

use std::io::{Write, stderr, stdout};

/// Prints a line to standard output. A reader that went away is no fault of the program.
pub fn say(line: &str) {
    let _ = writeln!(stdout().lock(), "{line}");
}

/// Prints text that may be styled to standard output. The styles are left out unless a terminal
/// shows it and its user has not declined them (`NO_COLOR`, `CLICOLOR`, `TERM`).
pub fn say_styled(text: &str) {
    let _ = write!(anstream::stdout().lock(), "{text}");
}

/// Prints a line to standard error.
pub fn complain(line: &str) {
    let _ = writeln!(stderr().lock(), "{line}");
}
