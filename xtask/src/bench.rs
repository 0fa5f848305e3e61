//! `cargo x bench`: sizes of what a browser downloads, the server's own measurements, the board and the ecomap in a
//! browser, printed as tables and kept as one line of JSON for each figure in `target/bench.json`; and the offline
//! stories, played on the release program.

use std::{fs, path::Path};

use crate::{
    browser, site, start, wasm,
    workspace::{Build, Doing, Failure, Outcome, Workspace, run},
};

/// Most kilobytes of the staff app's wasm on the wire before its first screen.
const STAFF_WASM: f64 = 350.0;

/// What can be measured alone.
const PARTS: [&str; 4] = ["sizes", "server", "browser", "stories"];

pub fn bench(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    let (only, others) = only(arguments)?;
    let asked = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let kept = workspace.target.join("bench.json");
    fs::write(&kept, "").doing(kept.display())?;
    if asked("sizes") || asked("browser") || asked("stories") {
        site::build(workspace, Build::Release)?;
    }
    if asked("server") || asked("browser") || asked("stories") {
        start::server(workspace, Build::Release)?;
    }
    if asked("sizes") {
        fs::write(&kept, sizes(workspace)?).doing(kept.display())?;
    }
    if asked("server") {
        run(workspace
            .command(workspace.server(Build::Release))
            .arg("bench")
            .arg("--json")
            .arg(&kept)
            .args(others))?;
    }
    if asked("browser") {
        println!();
        browser::bench(workspace, &kept)?;
    }
    if asked("stories") {
        println!();
        browser::offline_stories(workspace)?;
    }
    println!("\n{}", kept.display());
    Ok(())
}

/// Takes `--only PART` out of the arguments; the others are the server's.
fn only(arguments: &[String]) -> Outcome<(Option<String>, Vec<String>)> {
    let mut only = None;
    let mut others = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--" => {}
            "--only" => match arguments
                .next()
                .filter(|part| PARTS.contains(&part.as_str()))
            {
                Some(part) => only = Some(part.clone()),
                None => {
                    return Err(Failure::new(format!(
                        "--only takes one of: {}",
                        PARTS.join(", ")
                    )));
                }
            },
            other => others.push(other.to_owned()),
        }
    }
    Ok((only, others))
}

/// Prints the sizes and returns them as lines of JSON.
fn sizes(workspace: &Workspace) -> Outcome<String> {
    let mut lines = String::new();
    println!(
        "{:<30}{:>12}{:>12}{:>12}  aim",
        "KB", "raw", "gzip", "brotli"
    );
    for entry in wasm::ENTRIES {
        for file in ["app_bg.wasm", "app.js", "app.css"] {
            let aim = (entry == "staff" && file == "app_bg.wasm").then_some(STAFF_WASM);
            let size = Size::of(&workspace.site().join(entry).join(file))?;
            size.say(&format!("{entry}/{file}"), aim, &mut lines);
        }
        let parts = wasm::parts(workspace, entry)?;
        let mut all = Size::default();
        for path in &parts {
            let size = Size::of(path)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            size.say(&format!("{entry}, later: {name}"), None, &mut lines);
            all.add(size);
        }
        if !parts.is_empty() {
            all.say(&format!("{entry}, later, together"), None, &mut lines);
        }
    }
    println!();
    Ok(lines)
}

/// Kilobytes of a file as it lies on the disk and as it goes over the wire.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: f64,
    gzip: f64,
    brotli: f64,
}

impl Size {
    fn of(path: &Path) -> Outcome<Self> {
        let bytes = fs::read(path).doing(path.display())?;
        let [raw, gzip, brotli] = [
            bytes.len(),
            site::smallest_gzip(&bytes)?.len(),
            site::brotli(&bytes)?.len(),
        ]
        .map(|length| length as f64 / 1000.0);
        Ok(Self { raw, gzip, brotli })
    }

    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    /// Prints one row, and adds its figures to `lines`.
    fn say(self, name: &str, most: Option<f64>, lines: &mut String) {
        let Self { raw, gzip, brotli } = self;
        let aim = most.map_or(String::new(), |most| {
            let met = if brotli <= most { "ok" } else { "MISSED" };
            format!("≤ {most} brotli {met}")
        });
        println!("{name:<30}{raw:>12.1}{gzip:>12.1}{brotli:>12.1}  {aim}");
        for (kind, value) in [("raw", raw), ("gzip", gzip), ("brotli", brotli)] {
            let mut line = serde_json::json!({
                "what": format!("{name}, {kind}"), "value": value, "unit": "KB",
            });
            if let (Some(most), "brotli") = (most, kind) {
                line["aim"] = serde_json::json!({ "at_most": most });
            }
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
}
