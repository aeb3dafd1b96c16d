//! `certgraph completions`

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::{Arguments, CommandError};
use crate::stdio::print;

/// Options of `completions`.
#[derive(Args, Debug)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every command has the same signature"
)]
pub(super) fn run(arguments: &CompletionsArguments) -> Result<(), CommandError> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    generate(arguments.shell, &mut command, name, &mut script);
    print(String::from_utf8_lossy(&script).trim_end());
    Ok(())
}
