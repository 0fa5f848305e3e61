//! `cargo x …`: everything that builds, starts, tests and measures this project.
//!
//! | file | what it does |
//! |---|---|
//! | `workspace` | where things lie; how a child process is started |
//! | `wasm`, `style`, `site` | the three things a browser is sent: wasm, CSS, public files |
//! | `start` | `build` and `run` |
//! | `tests` | `test`, with `tools`, `postgres`, `guards`, `browser` as its parts and `counts` as its sum |
//! | `lint`, `bench`, `simulate` | the commands of the same name |

mod bench;
mod browser;
mod counts;
mod guards;
mod lint;
mod postgres;
mod simulate;
mod site;
mod start;
mod style;
mod tests;
mod tools;
mod wasm;
mod workspace;

use std::process::ExitCode;

use workspace::{Failure, Outcome, Workspace};

const HELP: &str = "\
cargo x build [--release]      サイトの部品とサーバを組み立てる / build the site's parts and the server
cargo x run [--release] [--staff-port N] [--her-port N] [--data FOLDER]
                               組み立てて、二つの入口を開く / build, then open both doors
cargo x test [--only PART] [-- ARGS]
                               全部の試験 / every test (PART: host, paper, guards, browser)
cargo x lint                   書式と clippy / format and clippy
cargo x bench [--only PART] [-- ARGS]
                               大きさと速さを測る / measure sizes and times (PART: sizes, server, browser, stories;
                               ARGS: --only server -- --measure writers,offline)
cargo x simulate [--seeds N] [--from SEED]
                               送信箱を乱数で百万回ためす / try the outbox with a million seeds";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match perform(&command, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("cargo x {command}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: &str, rest: &[String]) -> Outcome<()> {
    let workspace = Workspace::find()?;
    match command {
        "build" => start::build(&workspace, rest),
        "run" => start::run(&workspace, rest),
        "test" => tests::test(&workspace, rest),
        "lint" => lint::lint(&workspace),
        "bench" => bench::bench(&workspace, rest),
        "simulate" => simulate::simulate(&workspace, rest),
        "" | "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!(
            "there is no command {other:?}\n{HELP}"
        ))),
    }
}
