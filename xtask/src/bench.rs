//! `cargo x bench`: sizes of what a browser downloads, then the server's own measurements. Printed as
//! a table, and kept as one line of JSON for each figure in `target/bench.json`.

use std::fs;

use crate::{
    site, start, wasm,
    workspace::{Build, Doing, Outcome, Workspace, run},
};

/// Most kilobytes of the staff app's wasm on the wire.
const STAFF_WASM: f64 = 350.0;

pub fn bench(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    start::everything(workspace, Build::Release)?;
    let kept = workspace.target.join("bench.json");
    fs::write(&kept, sizes(workspace)?).doing(kept.display())?;
    run(workspace
        .command(workspace.server(Build::Release))
        .arg("bench")
        .arg("--json")
        .arg(&kept)
        .args(arguments.iter().filter(|argument| *argument != "--")))?;
    println!("\n{}", kept.display());
    Ok(())
}

/// Prints the sizes and returns them as lines of JSON.
fn sizes(workspace: &Workspace) -> Outcome<String> {
    let mut lines = String::new();
    println!(
        "{:<22}{:>12}{:>12}{:>12}  aim",
        "KB", "raw", "gzip", "brotli"
    );
    for entry in wasm::ENTRIES {
        for file in ["app_bg.wasm", "app.js", "app.css"] {
            let path = workspace.site().join(entry).join(file);
            let bytes = fs::read(&path).doing(path.display())?;
            let name = format!("{entry}/{file}");
            let [raw, gzip, brotli] = [
                bytes.len(),
                site::gzip(&bytes)?.len(),
                site::brotli(&bytes)?.len(),
            ]
            .map(|length| length as f64 / 1000.0);
            let aim = match (entry, file) {
                ("staff", "app_bg.wasm") if brotli <= STAFF_WASM => "≤ 350 brotli ok",
                ("staff", "app_bg.wasm") => "≤ 350 brotli MISSED",
                _ => "",
            };
            println!("{name:<22}{raw:>12.1}{gzip:>12.1}{brotli:>12.1}  {aim}");
            for (kind, value) in [("raw", raw), ("gzip", gzip), ("brotli", brotli)] {
                let mut line = serde_json::json!({
                    "what": format!("{name}, {kind}"), "value": value, "unit": "KB",
                });
                if kind == "brotli" && !aim.is_empty() {
                    line["aim"] = serde_json::json!({ "at_most": STAFF_WASM });
                }
                lines.push_str(&line.to_string());
                lines.push('\n');
            }
        }
    }
    println!();
    Ok(lines)
}
