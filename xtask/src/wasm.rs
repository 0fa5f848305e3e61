//! The two wasm entries: cargo builds each alone, wasm-split cuts the staff app into the part that is
//! loaded first and parts for later, wasm-bindgen makes them loadable.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::workspace::{
    Build, Doing, Failure, Outcome, Workspace, files_below, read, run, write_if_changed,
};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The entry crates, named like the door that serves them.
pub const ENTRIES: [&str; 2] = ["staff", "her"];

/// The stem of `app.js` and `app_bg.wasm`. Leptos' hydration script expects `app`.
const OUT_NAME: &str = "app";

/// The entry whose screens come in parts.
const SPLIT: &str = "staff";

/// The folder of its parts in the site.
const PARTS: &str = "parts";

/// Words for the compiler through the environment, for one target only.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Leptos then hides each component's type behind one: a fifth less wasm, and it compiles sooner.
const ERASED: &str = "--cfg erase_components";

/// Cargo as it builds every wasm entry.
pub fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = workspace.cargo();
    let given = env::var(FLAGS).unwrap_or_default();
    cargo.env(FLAGS, format!("{given} {ERASED}").trim_start());
    cargo
}

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
    let mut cargo = cargo(workspace);
    cargo.args([
        "rustc",
        "--package",
        entry,
        "--target",
        TARGET,
        "--profile",
        build.wasm_profile(),
    ]);
    if entry == SPLIT {
        // wasm-split needs to know what refers to what.
        cargo.args(["--", "-Clink-arg=--emit-relocs"]);
    }
    run(&mut cargo)?;
    Ok(workspace
        .target
        .join(TARGET)
        .join(build.wasm_profile())
        .join(format!("{entry}.wasm")))
}

/// Builds both entries into `site/<entry>/app.js` and `app_bg.wasm`, and the parts beside them.
pub fn build(workspace: &Workspace, build: Build) -> Outcome<()> {
    ensure_target(workspace)?;
    for entry in ENTRIES {
        let wasm = compile(workspace, entry, build)?;
        bind(workspace, entry, &wasm, build)?;
    }
    Ok(())
}

/// The parts of an entry that are loaded after the first, by path.
pub fn parts(workspace: &Workspace, entry: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = files_below(&workspace.site().join(entry).join(PARTS))?;
    found.retain(|path| path.extension().is_some_and(|kind| kind == "wasm"));
    Ok(found)
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
    fs::create_dir_all(&folder).doing(folder.display())?;
    let small = build == Build::Release;
    let first = if entry == SPLIT {
        split(workspace, &folder, &bytes, small)?
    } else {
        wasm.to_path_buf()
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&first)
        .out_name(OUT_NAME)
        .typescript(false)
        .remove_name_section(small)
        .remove_producers_section(small)
        // The parts use what the linker exports.
        .keep_lld_exports(entry == SPLIT)
        .web(true)
        .doing("wasm-bindgen")?;
    bindgen
        .generate(&folder)
        .map_err(|error| Failure::new(format!("wasm-bindgen on {}: {error:#}", first.display())))?;
    write_if_changed(&stamp, mark.as_bytes())?;
    Ok(())
}

/// Cuts a wasm at its split points: the parts go into the site, the first one is returned for
/// wasm-bindgen.
fn split(workspace: &Workspace, folder: &Path, bytes: &[u8], small: bool) -> Outcome<PathBuf> {
    let parts = folder.join(PARTS);
    if parts.is_dir() {
        fs::remove_dir_all(&parts).doing(parts.display())?;
    }
    // Parts fit their own first part only. A page that was opened before an update must not be
    // given a part of the new one, so the parts of each build have their own address.
    let own = format!("{PARTS}/{}", print_of(bytes));
    let link = format!("./{own}/parts.js");
    let own = folder.join(own);
    fs::create_dir_all(&own).doing(own.display())?;
    let first = workspace.target.join(format!("{SPLIT}.first.wasm"));
    let mut options = Options::new(bytes);
    // Its own paths in the link file are relative to that file; the link file's is to this folder.
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = "../../app.js";
    let made =
        transform(options).map_err(|error| Failure::new(format!("wasm-split: {error:#}")))?;
    for part in made.split_modules {
        let Some(name) = part.file_name() else {
            continue;
        };
        let bytes = fs::read(&part).doing(part.display())?;
        let bytes = if small { unnamed(&bytes)? } else { bytes };
        fs::write(own.join(name), bytes).doing(part.display())?;
        fs::remove_file(&part).doing(part.display())?;
    }
    Ok(first)
}

/// A wasm without its custom sections: names of functions are for development.
fn unnamed(bytes: &[u8]) -> Outcome<Vec<u8>> {
    const HEAD: usize = 8;
    const CUSTOM: u8 = 0;
    let broken = || Failure::new("wasm-split wrote a part that ends within a section");
    let mut out = bytes.get(..HEAD).ok_or_else(broken)?.to_vec();
    let mut at = HEAD;
    while at < bytes.len() {
        let kind = bytes[at];
        // The length of what follows, seven bits a byte, the lowest first.
        let (mut length, mut end) = (0_usize, at + 1);
        for shift in (0..32).step_by(7) {
            let byte = *bytes.get(end).ok_or_else(broken)?;
            length |= usize::from(byte & 0x7f) << shift;
            end += 1;
            if byte < 0x80 {
                break;
            }
        }
        end += length;
        let section = bytes.get(at..end).ok_or_else(broken)?;
        if kind != CUSTOM {
            out.extend_from_slice(section);
        }
        at = end;
    }
    Ok(out)
}

fn print_of(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn mark_of(bytes: &[u8], build: Build) -> String {
    format!(
        "{} {} {}\n",
        build.wasm_profile(),
        bytes.len(),
        print_of(bytes)
    )
}
