//! The program: reads its settings, carries out one command, tells how it went by its exit code.

use std::process::ExitCode;

use certgraph::{
    cli::{Arguments, Completion, run},
    config::load_environment_file,
    stdio::complain,
};

fn main() -> ExitCode {
    if let Err(error) = load_environment_file() {
        complain(&format!("error[ENV_FILE_INVALID]: {error}"));
        return ExitCode::from(2);
    }
    let arguments = Arguments::read();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!(
                "error[RUNTIME_FAILED]: no threads to run on: {error}"
            ));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments)) {
        Ok(Completion::Done) => ExitCode::SUCCESS,
        Ok(Completion::Differs | Completion::Unclean) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("error[{}]: {error}", error.code()));
            ExitCode::FAILURE
        }
    }
}
