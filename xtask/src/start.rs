//! `cargo x build` and `cargo x run`.

use std::os::unix::process::CommandExt;

use crate::{
    site,
    workspace::{Build, Failure, Outcome, Workspace, run as run_command},
};

/// What `run` hands to the server unless the command line says otherwise.
const DEFAULTS: [(&str, &str); 3] = [
    ("--data", "data"),
    ("--staff-port", "8080"),
    ("--her-port", "8081"),
];

pub fn build(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    let (build, others) = Build::from_arguments(arguments);
    if let Some(other) = others.first() {
        return Err(Failure::new(format!("build does not know {other:?}")));
    }
    everything(workspace, build)
}

/// Builds what both doors serve and the server itself.
pub fn everything(workspace: &Workspace, build: Build) -> Outcome<()> {
    site::build(workspace, build)?;
    server(workspace, build)
}

/// Builds the default members with no package flag, so that features stay those of every other build.
pub fn server(workspace: &Workspace, build: Build) -> Outcome<()> {
    let mut cargo = workspace.cargo();
    cargo.arg("build");
    if build == Build::Release {
        cargo.arg("--release");
    }
    run_command(&mut cargo)
}

/// Builds, then becomes the server: a Ctrl-C goes straight to it.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    let (build, others) = Build::from_arguments(arguments);
    everything(workspace, build)?;

    let mut server = workspace.command(workspace.server(build));
    server.args(["serve", "--demo", "--site"]);
    server.arg(workspace.site());
    for (name, value) in DEFAULTS {
        let given = others
            .iter()
            .any(|other| other == name || other.starts_with(&format!("{name}=")));
        if !given {
            server.args([name, value]);
        }
    }
    server.args(others.iter().filter(|other| *other != "--"));
    let error = server.exec();
    Err(Failure::new(format!(
        "the server did not start ({}): {error}",
        workspace.server(build).display()
    )))
}
