//! The smallest browser: one connection, one call after the other.

#![allow(dead_code)]

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than any answer takes; whoever is dead answers never.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Client {
    port: u16,
    cookie: String,
    line: Option<TcpStream>,
    /// The last call went out whole, whether or not it was answered.
    pub went_out: bool,
}

pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    pub body: String,
}

impl Client {
    pub fn new(port: u16, cookie: &str) -> Self {
        Self {
            port,
            cookie: cookie.to_owned(),
            line: None,
            went_out: false,
        }
    }

    /// A call as the staff app makes it; `None` where the server went away.
    pub async fn post(&mut self, path: &str, body: &str) -> Option<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\n\
             X-Tomoni: 1\r\nContent-Type: application/json\r\nCookie: {}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.port,
            self.cookie,
            body.len()
        );
        self.went_out = false;
        let mut line = match self.line.take() {
            Some(line) => line,
            None => TcpStream::connect(("127.0.0.1", self.port)).await.ok()?,
        };
        line.write_all(request.as_bytes()).await.ok()?;
        self.went_out = true;
        let answer = timeout(PATIENCE, answer(&mut line)).await.ok()??;
        self.line = Some(line);
        Some(answer)
    }
}

async fn answer(line: &mut TcpStream) -> Option<Answer> {
    let mut read = Vec::new();
    let head = loop {
        if let Some(at) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if line.read_buf(&mut read).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(read[..head].to_vec()).ok()?;
    let header = |name: &str| {
        text.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    };
    let length: usize = header("content-length")?.parse().ok()?;
    let mut body = read.split_off(head + 4);
    while body.len() < length {
        if line.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Answer {
        status: text.split(' ').nth(1)?.parse().ok()?,
        cookie: header("set-cookie").and_then(|it| it.split(';').next().map(str::to_owned)),
        body: String::from_utf8(body).ok()?,
    })
}
