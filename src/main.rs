//! The program: reads settings, runs one command, sets the exit code.

use std::process::ExitCode;

use certgraph::{
    cli::{Arguments, Completion, run},
    config::load_environment_file,
    stdio::eprint,
};
use mimalloc::MiMalloc;

/// Answers make many small, short-lived allocations; decision 43 has the figures.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if let Err(error) = load_environment_file() {
        eprint(&format!("error[ENV_FILE_INVALID]: {error}"));
        return ExitCode::from(2);
    }
    let arguments = Arguments::read();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprint(&format!(
                "error[RUNTIME_FAILED]: cannot start threads: {error}"
            ));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments)) {
        Ok(Completion::Done) => ExitCode::SUCCESS,
        Ok(Completion::Differs | Completion::Unclean | Completion::Unkeyed) => ExitCode::FAILURE,
        Err(error) => {
            eprint(&format!("error[{}]: {error}", error.code()));
            ExitCode::from(error.exit_code())
        }
    }
}
