//! The files of `public/`, and the compressed siblings that are served in their place.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

use crate::{
    style, wasm,
    workspace::{Build, Doing, Outcome, Workspace, files_below, write_if_changed},
};

/// What a browser gains from receiving compressed. Pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = [
    "css",
    "html",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// The door whose program is kept on the device.
const OFFLINE: &str = "staff";
/// What the worker of that door reads: the version of the program and its files.
const PROGRAM: &str = "program.js";
/// The worker itself and what it reads are watched by the browser, not kept by the worker.
const NOT_KEPT: [&str; 2] = ["worker.js", PROGRAM];

/// Builds all of `site/`: wasm, sheets, public files, and for a release their `.gz` and `.br`.
pub fn build(workspace: &Workspace, build: Build) -> Outcome<()> {
    style::join(workspace)?;
    wasm::build(workspace, build)?;
    for door in wasm::ENTRIES {
        copy_public(workspace, door)?;
        if door == OFFLINE {
            list_program(&workspace.site().join(door))?;
        }
        match build {
            Build::Dev => {
                forget_siblings(workspace, door)?;
                write_program_siblings(workspace, door)?;
            }
            Build::Release => write_siblings(workspace, door)?,
        }
    }
    Ok(())
}

fn copy_public(workspace: &Workspace, door: &str) -> Outcome<()> {
    let from = workspace.root.join("public").join(door);
    let to = workspace.site().join(door);
    for file in files_below(&from)? {
        let Ok(inner) = file.strip_prefix(&from) else {
            continue;
        };
        let bytes = fs::read(&file).doing(file.display())?;
        write_if_changed(&to.join(inner), &bytes)?;
    }
    Ok(())
}

/// Writes the list of the files that make up the program, under a version that changes with any of them.
fn list_program(folder: &Path) -> Outcome<()> {
    let mut files = BTreeMap::new();
    for file in files_below(folder)? {
        let Ok(inner) = file.strip_prefix(folder) else {
            continue;
        };
        let name = inner.to_string_lossy().replace('\\', "/");
        let sibling = matches!(inner.extension().and_then(OsStr::to_str), Some("gz" | "br"));
        if sibling || NOT_KEPT.contains(&name.as_str()) {
            continue;
        }
        files.insert(format!("/{name}"), fs::read(&file).doing(file.display())?);
    }
    let version = version_of(&files);
    let names: Vec<&String> = files.keys().collect();
    let program = serde_json::json!({ "version": version, "files": names });
    let text = format!("self.PROGRAM = {program};\n");
    write_if_changed(&folder.join(PROGRAM), text.as_bytes())?;
    Ok(())
}

/// The worker that was there before is not asked to be safe against forgery: it only has to notice that
/// something changed.
fn version_of(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hasher = flate2::Crc::new();
    let mut length = 0_usize;
    for (name, bytes) in files {
        hasher.update(name.as_bytes());
        hasher.update(bytes);
        length += bytes.len();
    }
    format!("{:08x}-{length}", hasher.sum())
}

/// A dev build leaves no siblings of another: the server would go on sending the old bytes.
fn forget_siblings(workspace: &Workspace, door: &str) -> Outcome<()> {
    for file in files_below(&workspace.site().join(door))? {
        if matches!(file.extension().and_then(OsStr::to_str), Some("gz" | "br")) {
            fs::remove_file(&file).doing(file.display())?;
        }
    }
    Ok(())
}

/// A debug server would take a second to compress the program, for every new window.
fn write_program_siblings(workspace: &Workspace, door: &str) -> Outcome<()> {
    for file in files_below(&workspace.site().join(door))? {
        if file.extension().is_some_and(|kind| kind == "wasm") {
            let bytes = fs::read(&file).doing(file.display())?;
            write_sibling(&file, "gz", &bytes, |bytes| {
                gzip(bytes, Compression::fast())
            })?;
        }
    }
    Ok(())
}

fn write_siblings(workspace: &Workspace, door: &str) -> Outcome<()> {
    for file in files_below(&workspace.site().join(door))? {
        let kind = file.extension().and_then(OsStr::to_str).unwrap_or_default();
        if !COMPRESSIBLE.contains(&kind) {
            continue;
        }
        let bytes = fs::read(&file).doing(file.display())?;
        write_sibling(&file, "gz", &bytes, smallest_gzip)?;
        write_sibling(&file, "br", &bytes, brotli)?;
    }
    Ok(())
}

fn write_sibling(
    file: &Path,
    kind: &str,
    bytes: &[u8],
    compress: impl Fn(&[u8]) -> Outcome<Vec<u8>>,
) -> Outcome<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    let sibling = PathBuf::from(name);
    if is_newer(&sibling, file) {
        return Ok(());
    }
    fs::write(&sibling, compress(bytes)?).doing(sibling.display())
}

fn is_newer(sibling: &Path, file: &Path) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|facts| facts.modified()).ok();
    match (time(sibling), time(file)) {
        (Some(sibling), Some(file)) => sibling > file,
        _ => false,
    }
}

pub fn smallest_gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    gzip(bytes, Compression::best())
}

fn gzip(bytes: &[u8], level: Compression) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).doing("gzip")?;
    encoder.finish().doing("gzip")
}

/// Brotli at its slowest and smallest: paid once, at build time.
pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters).doing("brotli")?;
    Ok(out)
}
