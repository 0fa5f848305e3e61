//! A PostgreSQL of the tests' own: a temporary folder, a free port, gone afterwards.

use std::{
    env, fs,
    io::{PipeWriter, pipe},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{self, Child, Command},
};

use crate::{
    tools,
    workspace::{Doing, Failure, Outcome, Workspace, read, run},
};

/// Stops the cluster and removes its folder when standard input ends, which it does however xtask
/// ends: at leisure, by a failure, by Ctrl-C or by SIGKILL.
const GUARDIAN: &str = r#"
trap '' HUP INT TERM
cat >/dev/null
if [ -f "$1/data/postmaster.pid" ]; then
  if [ -n "$3" ]; then
    runuser -u "$3" -- "$2" -D "$1/data" -m immediate -w stop
  else
    "$2" -D "$1/data" -m immediate -w stop
  fi
fi >/dev/null 2>&1
rm -rf "$1"
"#;

/// A running cluster; dropping it stops it and deletes it.
pub struct Postgres {
    /// For `TEST_POSTGRES_URL`: its superuser on its first database.
    pub url: String,
    folder: PathBuf,
    guardian: Child,
    life: Option<PipeWriter>,
}

impl Postgres {
    pub fn start(workspace: &Workspace) -> Outcome<Self> {
        let binaries = tools::postgres_binaries()
            .ok_or_else(|| Failure::new("PostgreSQL's initdb and pg_ctl were not found"))?;
        let folder = env::temp_dir().join(format!("tomoni-postgres-{}", process::id()));
        fs::create_dir(&folder).doing(folder.display())?;
        // PostgreSQL refuses to run as root.
        let user = tools::is_root().then(unprivileged_user).transpose()?;
        let (guardian, life) = watch(&folder, &binaries, user.as_deref())?;
        let mut postgres = Self {
            url: String::new(),
            folder: folder.clone(),
            guardian,
            life: Some(life),
        };
        if let Some(user) = &user {
            run(workspace.command("chown").arg(user).arg(&folder))?;
        }

        let data = folder.join("data");
        let as_user = |program: &str| -> Command {
            let program = binaries.join(program);
            let mut command = match &user {
                Some(user) => {
                    let mut command = workspace.command("runuser");
                    command.args(["-u", user, "--"]).arg(program);
                    command
                }
                None => workspace.command(program),
            };
            command.current_dir(&folder);
            command
        };
        read(
            as_user("initdb")
                .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
                .args(["--locale=C.UTF-8", "--no-sync", "--pgdata"])
                .arg(&data),
        )?;
        let port = free_port()?;
        let settings = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
        );
        // Not `read`: the postmaster keeps the pipes open, and waiting for their end would not end.
        run(as_user("pg_ctl")
            .args(["start", "--wait", "--silent", "--timeout=60", "--pgdata"])
            .arg(&data)
            .arg("--log")
            .arg(folder.join("log"))
            .args(["--options", &settings]))?;
        postgres.url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(postgres)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.life.take());
        // A guardian that was ended from outside may have left the folder.
        let _ = self.guardian.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn watch(folder: &Path, binaries: &Path, user: Option<&str>) -> Outcome<(Child, PipeWriter)> {
    let (end, life) = pipe().doing("pipe")?;
    let guardian = Command::new("sh")
        .args(["-c", GUARDIAN, "guardian"])
        .arg(folder)
        .arg(binaries.join("pg_ctl"))
        .arg(user.unwrap_or_default())
        .stdin(end)
        // A group of its own: Ctrl-C in the terminal is not for it.
        .process_group(0)
        .spawn()
        .doing("sh")?;
    Ok((guardian, life))
}

fn unprivileged_user() -> Outcome<String> {
    let passwd = PathBuf::from("/etc/passwd");
    let users = fs::read_to_string(&passwd).doing(passwd.display())?;
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| {
            users
                .lines()
                .any(|line| line.split(':').next() == Some(user))
        })
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("PostgreSQL needs a user other than root: postgres or nobody"))
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).doing("a free port")?;
    Ok(listener.local_addr().doing("a free port")?.port())
}

#[cfg(test)]
mod lifetime {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_cluster_answers_while_it_lives_and_leaves_nothing() {
        let workspace = Workspace::find().unwrap();
        let postgres = Postgres::start(&workspace).unwrap();
        let address = postgres
            .url
            .trim_start_matches("postgres://postgres@")
            .trim_end_matches("/postgres")
            .to_owned();
        let folder = postgres.folder.clone();
        assert!(folder.join("data/postmaster.pid").is_file());
        assert!(TcpStream::connect(&address).is_ok());
        drop(postgres);
        assert!(TcpStream::connect(&address).is_err());
        assert!(!folder.exists());
    }
}
