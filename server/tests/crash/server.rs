//! The real program, started, killed and started again.

#![allow(dead_code)]

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A running server; dropped, it is killed.
pub struct Running {
    pub port: u16,
    child: Child,
}

impl Running {
    /// Starts it on `data` and waits until it answers.
    pub async fn start(data: &Path) -> Self {
        Self::start_with(data, |_| ()).await
    }

    /// As [`Self::start`], with words of the caller's own for the program.
    pub async fn start_with(data: &Path, more: impl FnOnce(&mut Command)) -> Self {
        let (port, her_port) = (free_port(), free_port());
        let log = std::fs::File::create(data.with_extension("log")).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_server"));
        program
            .args(["serve", "--demo", "--site"])
            .arg(data.with_extension("site"))
            .arg("--data")
            .arg(data)
            .args([
                "--staff-port",
                &port.to_string(),
                "--her-port",
                &her_port.to_string(),
            ])
            .env_remove("DATABASE_URL")
            .env_remove("TOMONI_MASTER_KEY_FILE")
            .env_remove("TOMONI_TEST_CLOCK")
            .stdout(Stdio::null())
            .stderr(log);
        more(&mut program);
        let child = program.spawn().unwrap();
        let mut running = Self { port, child };
        for _ in 0..3000 {
            if let Some(ended) = running.child.try_wait().unwrap() {
                let log = std::fs::read_to_string(data.with_extension("log")).unwrap();
                panic!("the server ended by itself: {ended}\n{log}");
            }
            if answers(port).await {
                return running;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the server did not answer within half a minute");
    }

    /// SIGKILL: nothing is asked, nothing is flushed.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn answers(port: u16) -> bool {
    let Ok(mut line) = TcpStream::connect(("127.0.0.1", port)).await else {
        return false;
    };
    let ask =
        format!("GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    if line.write_all(ask.as_bytes()).await.is_err() {
        return false;
    }
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.is_ok() && answer.starts_with("HTTP/1.1 200")
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
