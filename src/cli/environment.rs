//! The environment reference, `.env.example`, generated from the options.

use std::{ffi::OsStr, fmt::Write};

use clap::{Command, CommandFactory};

use super::Arguments;

/// All environment variables with help, unit and default, in the format of `.env`.
pub fn environment_reference() -> String {
    let command = Arguments::command();
    let mut seen = Vec::new();
    let mut text = String::from(
        "# Settings of certgraph. Copy this file to .env and change what you need; variables that are\n\
         # set in the environment win over it, and options of the command line win over both. A variable\n\
         # that is set to nothing counts as not set. A value with a space needs quotes. `$` is a dollar:\n\
         # nothing is put in its place.\n",
    );
    for argument in command
        .get_subcommands()
        .chain([&command])
        .flat_map(Command::get_arguments)
    {
        let Some(variable) = argument.get_env().and_then(OsStr::to_str) else {
            continue;
        };
        if seen.contains(&variable) {
            continue;
        }
        seen.push(variable);
        let help = argument
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let values = argument.get_value_names().unwrap_or_default().join(" ");
        let default = argument
            .get_default_values()
            .first()
            .and_then(|value| value.to_str());
        let (shown, set) = (default.unwrap_or("none"), default.unwrap_or_default());
        let _ = write!(
            text,
            "\n# {help}.\n# Value: {values}. Default: {shown}\n# {variable}={set}\n"
        );
    }
    text
}
