//! The program as the operating system sees it: how soon it answers, and how much memory it holds.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::house::Closed;
use super::{Aim, Failure, Figure, Plan, Times, Unit, floor};
use crate::demo;

/// No start takes longer, or something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks whether it answers yet.
const GLANCE: Duration = Duration::from_micros(200);
/// Memory is looked at when the server has been left alone for so long.
const LEFT_ALONE: Duration = Duration::from_secs(3);

/// From the start of the process to its first answer, with no case and with many. The files are in
/// the machine's memory, as they are after a restart of the program alone.
///
/// # Errors
/// See [`super::run`].
pub fn cold_start(
    empty: &Closed,
    large: &Closed,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let (mut bare, mut none, mut many) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.times.div_ceil(4) {
        let begun = Instant::now();
        Command::new(std::env::current_exe()?)
            .arg("--help")
            .stdout(Stdio::null())
            .status()?;
        bare.push(begun.elapsed());
        none.push(Running::start(empty)?.0);
        many.push(Running::start(large)?.0);
    }
    let bare = floor::millis(bare);
    let none = Times::of(none);
    say(&Figure::times("cold start with 0 cases", none)
        .over(bare, "the same program, asked for help only")
        .aim(Aim::AtMost(100.0)));
    say(&Figure::times(
        format!("cold start with {} cases", large.cases),
        Times::of(many),
    )
    .over(none.millis(), "cold start with 0 cases")
    .aim(Aim::AtMost(100.0)));
    Ok(())
}

/// Resident memory of the server left alone after its start, and after work.
///
/// # Errors
/// See [`super::run`].
pub fn memory(
    empty: &Closed,
    small: &Closed,
    large: &Closed,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    for house in [empty, large] {
        let (_, running) = Running::start(house)?;
        std::thread::sleep(LEFT_ALONE);
        say(&Figure::of(
            format!("resident memory idle, {} cases", house.cases),
            running.resident()?,
            Unit::Mebibytes,
        )
        .aim(Aim::AtMost(40.0)));
    }
    let (_, running) = Running::start(small)?;
    let who = json!({ "name": "ichiko", "password": demo::PASSWORD }).to_string();
    let welcome = running.say("/api/session/signin", "", &who)?;
    let cookie = welcome
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .and_then(|line| line.split(';').next())
        .ok_or("not signed in")?;
    let begun = Instant::now();
    for _ in 0..20 {
        running.say("/api/ask/board", cookie, "{}")?;
    }
    let each = begun.elapsed() / 20;
    std::thread::sleep(LEFT_ALONE);
    let cards = small.cases;
    say(&Figure::times(
        format!("board of {cards} over the network"),
        Times {
            median: each,
            p95: each,
        },
    ));
    say(&Figure::of(
        format!("resident memory after sign-in and 20 boards of {cards}"),
        running.resident()?,
        Unit::Mebibytes,
    ));
    Ok(())
}

/// A server of its own; it ends when dropped.
pub(super) struct Running {
    child: Child,
    pub port: u16,
}

impl Running {
    /// Starts the server over `house`; gives how long it took to the first answer.
    pub fn start(house: &Closed) -> Result<(Duration, Self), Failure> {
        let (port, her_port) = (free_port()?, free_port()?);
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["serve", "--demo", "--data"])
            .arg(&house.data)
            .arg("--site")
            .arg(&house.site)
            .args([
                "--staff-port",
                &port.to_string(),
                "--her-port",
                &her_port.to_string(),
            ])
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null());
        let begun = Instant::now();
        let running = Self {
            child: command.spawn()?,
            port,
        };
        while !running.is_well() {
            if begun.elapsed() > PATIENCE {
                return Err("the server did not answer".into());
            }
            std::thread::sleep(GLANCE);
        }
        Ok((begun.elapsed(), running))
    }

    fn is_well(&self) -> bool {
        let request = "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        self.exchange(request)
            .is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    /// A call of the staff app over the network, with the whole answer.
    fn say(&self, path: &str, cookie: &str, body: &str) -> Result<String, Failure> {
        let answer = self.exchange(&format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-tomoni: 1\r\n\
             sec-fetch-site: same-origin\r\ncontent-type: application/json\r\ncookie: {cookie}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        ))?;
        if !answer.starts_with("HTTP/1.1 200") {
            return Err(answer.into());
        }
        Ok(answer)
    }

    fn exchange(&self, request: &str) -> Result<String, Failure> {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut line = TcpStream::connect(address)?;
        line.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// In MiB.
    pub fn resident(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kibibytes: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().strip_suffix("kB"))
            .ok_or("the system does not tell")?
            .trim()
            .parse()?;
        Ok(kibibytes / 1024.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
