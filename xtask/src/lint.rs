//! `cargo x lint`: format and clippy over every crate.

use std::process::Command;

use crate::{
    wasm,
    workspace::{Build, Outcome, Workspace, run},
};

pub fn lint(workspace: &Workspace) -> Outcome<()> {
    ensure_component(workspace, "fmt", "rustfmt")?;
    ensure_component(workspace, "clippy", "clippy")?;
    wasm::ensure_target(workspace)?;

    run(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    // The default members with no package flag, and the crates outside them one by one.
    clippy(workspace.cargo(), &["--all-targets"])?;
    clippy(workspace.cargo(), &["--all-targets", "--package", "xtask"])?;
    for entry in wasm::ENTRIES {
        let profile = Build::Dev.wasm_profile();
        clippy(
            wasm::cargo(workspace),
            &[
                "--package",
                entry,
                "--target",
                wasm::TARGET,
                "--profile",
                profile,
            ],
        )?;
    }
    Ok(())
}

fn clippy(mut cargo: Command, which: &[&str]) -> Outcome<()> {
    run(cargo
        .arg("clippy")
        .args(which)
        .args(["--", "--deny", "warnings"]))
}

/// A minimal toolchain comes without these two.
fn ensure_component(workspace: &Workspace, subcommand: &str, component: &str) -> Outcome<()> {
    let present = workspace
        .cargo()
        .args([subcommand, "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if present {
        return Ok(());
    }
    run(workspace
        .command("rustup")
        .args(["component", "add", component]))
}
