//! The files of `public/`, and the compressed siblings a release build serves.

use std::{
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

/// Builds all of `site/`: wasm, sheets, public files, and for a release their `.gz` and `.br`.
pub fn build(workspace: &Workspace, build: Build) -> Outcome<()> {
    style::join(workspace)?;
    wasm::build(workspace, build)?;
    for door in wasm::ENTRIES {
        copy_public(workspace, door)?;
        match build {
            Build::Dev => forget_siblings(workspace, door)?,
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

/// A dev build leaves no siblings: the server would go on sending the old bytes.
fn forget_siblings(workspace: &Workspace, door: &str) -> Outcome<()> {
    for file in files_below(&workspace.site().join(door))? {
        if matches!(file.extension().and_then(OsStr::to_str), Some("gz" | "br")) {
            fs::remove_file(&file).doing(file.display())?;
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
        write_sibling(&file, "gz", &bytes, gzip)?;
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

pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
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
