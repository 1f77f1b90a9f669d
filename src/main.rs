//! The `mxray` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    mxray::cli::run(std::env::args_os()).into()
}
