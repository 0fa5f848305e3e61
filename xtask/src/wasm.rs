//! The two wasm entries: cargo builds each alone, wasm-bindgen makes them loadable.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use wasm_bindgen_cli_support::Bindgen;

use crate::workspace::{Build, Doing, Failure, Outcome, Workspace, read, run, write_if_changed};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The entry crates, named like the door that serves them.
pub const ENTRIES: [&str; 2] = ["staff", "her"];

/// The stem of `app.js` and `app_bg.wasm`. Leptos' hydration script expects `app`.
const OUT_NAME: &str = "app";

/// Adds the wasm target to the toolchain in use, unless it is there.
pub fn ensure_target(workspace: &Workspace) -> Outcome<()> {
    let libraries =
        read(
            workspace
                .command("rustc")
                .args(["--print", "target-libdir", "--target", TARGET]),
        )?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    run(workspace.command("rustup").args(["target", "add", TARGET])).map_err(|failure| {
        Failure::new(format!(
            "{failure}\nthe Rust target {TARGET} is missing; add it with: rustup target add {TARGET}"
        ))
    })
}

/// Builds one entry and returns the path of cargo's wasm file, before wasm-bindgen.
pub fn compile(workspace: &Workspace, entry: &str, build: Build) -> Outcome<PathBuf> {
    // Alone and by name: built beside the server, the entries would share features with it.
    run(workspace.cargo().args([
        "build",
        "--package",
        entry,
        "--target",
        TARGET,
        "--profile",
        build.wasm_profile(),
    ]))?;
    Ok(workspace
        .target
        .join(TARGET)
        .join(build.wasm_profile())
        .join(format!("{entry}.wasm")))
}

/// Builds both entries into `site/<entry>/app.js` and `app_bg.wasm`.
pub fn build(workspace: &Workspace, build: Build) -> Outcome<()> {
    ensure_target(workspace)?;
    for entry in ENTRIES {
        let wasm = compile(workspace, entry, build)?;
        bind(workspace, entry, &wasm, build)?;
    }
    Ok(())
}

fn bind(workspace: &Workspace, entry: &str, wasm: &Path, build: Build) -> Outcome<()> {
    let folder = workspace.site().join(entry);
    // Outside the site folder: the server would offer the stamp as a file.
    let stamp = workspace.target.join(format!("{entry}.bound"));
    let bytes = fs::read(wasm).doing(wasm.display())?;
    let mark = mark_of(&bytes, build);
    let bound = folder.join(format!("{OUT_NAME}_bg.wasm"));
    if bound.is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == mark) {
        return Ok(());
    }
    let small = build == Build::Release;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(OUT_NAME)
        .typescript(false)
        .remove_name_section(small)
        .remove_producers_section(small)
        .web(true)
        .doing("wasm-bindgen")?;
    fs::create_dir_all(&folder).doing(folder.display())?;
    bindgen
        .generate(&folder)
        .map_err(|error| Failure::new(format!("wasm-bindgen on {}: {error:#}", wasm.display())))?;
    write_if_changed(&stamp, mark.as_bytes())?;
    Ok(())
}

fn mark_of(bytes: &[u8], build: Build) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!(
        "{} {} {:016x}\n",
        build.wasm_profile(),
        bytes.len(),
        hasher.finish()
    )
}
