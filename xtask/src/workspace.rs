//! Where things lie, and how a child process is started.

use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Why a command of `cargo x` stopped, in words for the person who typed it.
#[derive(Debug)]
pub struct Failure(String);

pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds what was being done to an error that does not say so itself.
pub trait Doing<T> {
    fn doing(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> Doing<T> for Result<T, E> {
    fn doing(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{what}: {error}")))
    }
}

/// Which of the two builds is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    Dev,
    Release,
}

impl Build {
    /// Reads `--release` out of the arguments and returns the others.
    pub fn from_arguments(arguments: &[String]) -> (Self, Vec<String>) {
        let others: Vec<String> = arguments
            .iter()
            .filter(|argument| *argument != "--release")
            .cloned()
            .collect();
        let build = if others.len() == arguments.len() {
            Self::Dev
        } else {
            Self::Release
        };
        (build, others)
    }

    /// The folder cargo puts the server's binary into.
    pub fn host_folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }

    /// The profile of the wasm entries, which is also their folder's name.
    pub fn wasm_profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// The checkout this xtask belongs to.
pub struct Workspace {
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Workspace {
    pub fn find() -> Outcome<Self> {
        // `cargo run` tells the folder at run time; the compiled-in one serves a bare start.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .ok_or_else(|| Failure::new("xtask does not lie in a workspace"))?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// What the two doors serve as files: `site/staff` and `site/her`.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    pub fn server(&self, build: Build) -> PathBuf {
        self.target.join(build.host_folder()).join("server")
    }

    /// A program that starts in the workspace's root with an environment a shell would give it.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        // `cargo run` describes xtask in these. Build scripts watch some of them, so a child cargo
        // that inherited them would rebuild half the tree at each change between `cargo` and `cargo x`.
        for (name, _) in env::vars_os() {
            let Some(text) = name.to_str() else { continue };
            let describes_xtask = text.starts_with("CARGO_PKG_")
                || text.starts_with("CARGO_MANIFEST")
                || text.starts_with("CARGO_BIN_")
                || matches!(
                    text,
                    "CARGO_PRIMARY_PACKAGE" | "CARGO_CRATE_NAME" | "OUT_DIR"
                );
            if describes_xtask {
                command.env_remove(&name);
            }
        }
        command
    }

    pub fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }
}

/// Runs to the end with inherited output; a non-zero end is a failure.
pub fn run(command: &mut Command) -> Outcome<()> {
    let shown = shown(command);
    let status = command.status().doing(&shown)?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{shown}: {status}")))
    }
}

/// Runs to the end and returns what it printed; a non-zero end is a failure with its error text.
pub fn read(command: &mut Command) -> Outcome<String> {
    let shown = shown(command);
    let output = command.output().doing(&shown)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::new(format!(
            "{shown}: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        )))
    }
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program
        .file_name()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Writes only when the bytes differ, so that an unchanged file keeps its time.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> Outcome<bool> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).doing(folder.display())?;
    }
    fs::write(path, bytes).doing(path.display())?;
    Ok(true)
}

/// Every file below a folder, sorted; an absent folder has none.
pub fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).doing(folder.display())? {
            let path = entry.doing(folder.display())?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
