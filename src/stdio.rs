//! Standard output and error: the only code that prints.

use std::io::{Write, stderr, stdout};

/// Prints a line to standard output. Ignores broken pipes.
pub fn print(line: &str) {
    let _ = writeln!(stdout().lock(), "{line}");
}

/// Prints styled text to standard output. Styles are removed unless it is a terminal and the user
/// has not disabled them (`NO_COLOR`, `CLICOLOR`, `TERM`).
pub fn print_styled(text: &str) {
    let _ = write!(anstream::stdout().lock(), "{text}");
}

/// Prints a line to standard error.
pub fn eprint(line: &str) {
    let _ = writeln!(stderr().lock(), "{line}");
}
