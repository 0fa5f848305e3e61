//! `cargo x bench`: sizes of what a browser downloads, then the server's own measurements.

use std::fs;

use crate::{
    site, start, wasm,
    workspace::{Build, Doing, Outcome, Workspace, run},
};

pub fn bench(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    start::everything(workspace, Build::Release)?;
    print_sizes(workspace)?;
    run(workspace
        .command(workspace.server(Build::Release))
        .arg("bench")
        .args(arguments.iter().filter(|argument| *argument != "--")))
}

fn print_sizes(workspace: &Workspace) -> Outcome<()> {
    println!("{:<22}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip", "brotli");
    for entry in wasm::ENTRIES {
        for file in ["app_bg.wasm", "app.js", "app.css"] {
            let path = workspace.site().join(entry).join(file);
            let bytes = fs::read(&path).doing(path.display())?;
            println!(
                "{:<22}{:>12}{:>12}{:>12}",
                format!("{entry}/{file}"),
                bytes.len(),
                site::gzip(&bytes)?.len(),
                site::brotli(&bytes)?.len(),
            );
        }
    }
    Ok(())
}
