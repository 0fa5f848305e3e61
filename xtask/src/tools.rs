//! What the tests need beyond cargo: looked for first, installed where that is possible,
//! else named in one line each. No test is skipped because a tool is absent.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::workspace::{Failure, Outcome, Workspace, run};

/// The oldest Node.js whose npm can install the browser tests; Debian 12 brings it.
const NODE_FOR_NPM: u32 = 18;

/// What a build from nothing and its tests write at the most, in GiB.
const ROOM: u64 = 12;

/// One thing the tests need.
struct Need {
    name: &'static str,
    /// Debian packages that bring it.
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

const NEEDS: [Need; 6] = [
    Need {
        name: "Node.js 18 or newer",
        packages: &["nodejs"],
        is_there: || node_major().is_some_and(|major| major >= NODE_FOR_NPM),
    },
    Need {
        name: "npm",
        packages: &["npm"],
        is_there: || in_path("npm").is_some(),
    },
    Need {
        name: "Chromium (in /usr/bin, or named by CHROMIUM)",
        packages: &["chromium"],
        is_there: || chromium().is_some(),
    },
    Need {
        name: "Noto CJK fonts",
        packages: &["fonts-noto-cjk", "fontconfig"],
        is_there: has_japanese_font,
    },
    Need {
        name: "PostgreSQL server binaries (initdb, pg_ctl)",
        packages: &["postgresql"],
        is_there: || postgres_binaries().is_some(),
    },
    Need {
        name: "pdftotext",
        packages: &["poppler-utils"],
        is_there: || in_path("pdftotext").is_some(),
    },
];

/// Makes sure that everything in [`NEEDS`] is there.
///
/// # Errors
/// One line per missing tool, with the command that brings it.
pub fn ensure(workspace: &Workspace) -> Outcome<()> {
    warn_of_little_room(workspace);
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if is_root() && in_path("apt-get").is_some() {
        let packages: Vec<&str> = missing
            .iter()
            .flat_map(|need| need.packages)
            .copied()
            .collect();
        println!("installing: {}", packages.join(" "));
        run(apt(workspace).arg("update"))?;
        run(apt(workspace)
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages))?;
    }
    let missing: Vec<String> = missing
        .into_iter()
        .filter(|need| !(need.is_there)())
        .map(|need| {
            format!(
                "missing: {}; get it with: sudo apt-get install {}",
                need.name,
                need.packages.join(" ")
            )
        })
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "the tests cannot run\n{}",
            missing.join("\n")
        )))
    }
}

/// A build that runs out of disk ends in words about a linker.
fn warn_of_little_room(workspace: &Workspace) {
    let mut df = workspace.command("df");
    let free: Option<u64> = said_by(df.arg("-Pk").arg(&workspace.root)).and_then(|told| {
        let kib = told.lines().last()?.split_whitespace().nth(3)?;
        kib.parse().ok()
    });
    if let Some(free) = free.map(|kib| kib >> 20)
        && free < ROOM
    {
        println!("only {free} GiB of disk are free; built from nothing, all of it takes {ROOM}");
    }
}

fn apt(workspace: &Workspace) -> Command {
    let mut apt = workspace.command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null());
    apt
}

/// Whether this process may install packages and must give up its rights for PostgreSQL.
pub fn is_root() -> bool {
    said_by(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// The program of this name in PATH.
pub fn in_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// The browser of the tests: `$CHROMIUM`, or Debian's.
pub fn chromium() -> Option<PathBuf> {
    let path =
        env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    path.is_file().then_some(path)
}

/// The folder with `initdb` and `pg_ctl`: Debian keeps them out of PATH, one folder per version.
pub fn postgres_binaries() -> Option<PathBuf> {
    let complete =
        |folder: &Path| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file();
    let mut debian: Vec<(u32, PathBuf)> = Path::new("/usr/lib/postgresql")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| complete(folder))
        .collect();
    debian.sort();
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .find(|folder| complete(folder))
        .or_else(|| debian.pop().map(|(_, folder)| folder))
}

/// The major version of the Node.js in PATH.
pub fn node_major() -> Option<u32> {
    let version = said_by(Command::new("node").arg("--version"))?;
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn has_japanese_font() -> bool {
    said_by(Command::new("fc-list").arg(":lang=ja"))
        .is_some_and(|fonts| fonts.contains("Noto") && fonts.contains("CJK"))
}

fn said_by(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
