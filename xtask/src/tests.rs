//! `cargo x test`: every test there is, and their number by kind at the end.

use std::{
    io::{BufRead, BufReader, pipe},
    process::Command,
};

use crate::{
    browser,
    counts::{Counts, HostReader, Kind},
    guards,
    postgres::Postgres,
    tools,
    wasm::ENTRIES,
    workspace::{Doing, Failure, Outcome, Workspace},
};

/// The parts of the tests, in the order they run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Dependency trees, and xtask's own tests.
    Guards,
    /// Domain, store on both databases, HTTP.
    Host,
    Paper,
    Browser,
}

impl Part {
    const ALL: [(&'static str, Self); 4] = [
        ("guards", Self::Guards),
        ("host", Self::Host),
        ("paper", Self::Paper),
        ("browser", Self::Browser),
    ];

    /// The kinds of which this part must have run at least one test.
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Guards => &[Kind::Guard, Kind::Build],
            Self::Host => &[
                Kind::Domain,
                Kind::StoreSqlite,
                Kind::StorePostgres,
                Kind::Http,
            ],
            Self::Paper => &[Kind::Paper],
            Self::Browser => &[Kind::Browser],
        }
    }
}

pub fn test(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    let (parts, rest) = wanted(arguments)?;
    tools::ensure(workspace)?;

    let mut counts = Counts::default();
    for (name, part) in Part::ALL {
        if !parts.contains(&part) {
            continue;
        }
        let ended = match part {
            Part::Guards => {
                guards::check(workspace, &mut counts);
                alone(workspace, "xtask", &rest, &mut counts)
            }
            Part::Host => host(workspace, &rest, &mut counts)
                .and_then(|()| staff_screens(workspace, &rest, &mut counts)),
            Part::Paper => alone(workspace, "paper", &rest, &mut counts),
            Part::Browser => browser::test(workspace, &rest, &mut counts),
        };
        if let Err(failure) = ended {
            eprintln!("{failure}");
            counts.troubles.push(format!("{name}: {failure}"));
        }
    }
    // With arguments a part may well be meant to run less than all.
    if rest.is_empty() {
        for part in parts {
            counts.demand(part.kinds());
        }
    }
    println!("{}", counts.closing_lines());
    if counts.failed() + counts.troubles.len() == 0 {
        Ok(())
    } else {
        Err(Failure::new("not every test passed"))
    }
}

/// `--only PART` and what follows `--`.
fn wanted(arguments: &[String]) -> Outcome<(Vec<Part>, Vec<String>)> {
    let mut own = arguments.to_vec();
    let rest = match own.iter().position(|argument| argument == "--") {
        Some(at) => own.split_off(at).split_off(1),
        None => Vec::new(),
    };
    let mut parts = Vec::new();
    let mut own = own.into_iter();
    while let Some(argument) = own.next() {
        let name = match argument.as_str() {
            "--only" => own.next().unwrap_or_default(),
            other => return Err(Failure::new(format!("test does not know {other:?}"))),
        };
        let (_, part) = Part::ALL
            .into_iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| Failure::new(format!("there is no part {name:?} of the tests")))?;
        parts.push(part);
    }
    if parts.is_empty() {
        parts = Part::ALL.map(|(_, part)| part).to_vec();
    }
    Ok((parts, rest))
}

/// Every crate but the wasm entries and those tested alone. They are the default members and `app`,
/// which the server builds anyway: so the features are the ones of `cargo build`.
fn host(workspace: &Workspace, rest: &[String], counts: &mut Counts) -> Outcome<()> {
    let postgres = Postgres::start(workspace)?;
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast", "--workspace"]);
    for outside in ENTRIES.iter().chain(&["paper", "xtask"]) {
        cargo.args(["--exclude", outside]);
    }
    cargo.args(rest);
    cargo.env("TEST_POSTGRES_URL", &postgres.url);
    stream(workspace, &mut cargo, counts)
}

/// What the staff screens reckon by themselves; they exist with a feature of their own, which would
/// change what the server is built with.
fn staff_screens(workspace: &Workspace, rest: &[String], counts: &mut Counts) -> Outcome<()> {
    // Arguments choose among the tests of the server's build.
    if !rest.is_empty() {
        return Ok(());
    }
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast", "--package", "app", "--lib"]);
    cargo.args(["--features", "csr", "staff::"]);
    stream(workspace, &mut cargo, counts)
}

fn alone(
    workspace: &Workspace,
    package: &str,
    rest: &[String],
    counts: &mut Counts,
) -> Outcome<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast", "--package", package]);
    cargo.args(rest);
    stream(workspace, &mut cargo, counts)
}

/// Shows the lines of a `cargo test` as they come and counts them.
fn stream(workspace: &Workspace, cargo: &mut Command, counts: &mut Counts) -> Outcome<()> {
    // One pipe for both streams: cargo names the test binary on stderr, the binary its tests on stdout.
    let (lines, writer) = pipe().doing("pipe")?;
    cargo.env("CARGO_TERM_COLOR", "never");
    cargo.stdout(writer.try_clone().doing("pipe")?);
    cargo.stderr(writer);
    let mut child = cargo.spawn().doing("cargo test")?;
    // The command holds the writing end too; while it lives, reading does not end.
    cargo.stdout(std::process::Stdio::null());
    cargo.stderr(std::process::Stdio::null());

    let before = counts.failed();
    let mut reader = HostReader::new(&workspace.root, counts);
    let mut lines = BufReader::new(lines);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).doing("cargo test")? > 0 {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        reader.line(&text);
        line.clear();
    }
    let status = child.wait().doing("cargo test")?;
    if status.success() || counts.failed() > before {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "cargo test ended with {status}, yet no test failed: a build error or an abort, see above"
        )))
    }
}
