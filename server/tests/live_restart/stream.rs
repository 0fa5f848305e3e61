//! A live stream as it comes over the wire, straight or through an old proxy.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than anything takes to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream; `HTTP/1.0` is what a plain proxy speaks to the server behind it.
pub struct Stream {
    lines: Lines<BufReader<TcpStream>>,
    pub head: Vec<String>,
}

/// What it told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub kind: String,
    pub id: u64,
    pub data: String,
}

impl Stream {
    pub async fn open(port: u16, version: &str, cookie: &str, last: Option<u64>) -> Self {
        let mut line = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let last = last.map_or(String::new(), |last| format!("Last-Event-ID: {last}\r\n"));
        let request = format!(
            "GET /api/live {version}\r\nHost: localhost:{port}\r\nAccept: text/event-stream\r\n\
             Accept-Encoding: gzip, br\r\nCookie: {cookie}\r\n{last}\r\n"
        );
        line.write_all(request.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(line).lines();
        let mut head = Vec::new();
        loop {
            let line = timeout(PATIENCE, lines.next_line()).await.unwrap();
            match line.unwrap() {
                Some(line) if !line.is_empty() => head.push(line.to_lowercase()),
                _ => break,
            }
        }
        Self { lines, head }
    }

    /// The next event; `None` when the server went away.
    pub async fn next(&mut self) -> Option<Event> {
        let (mut kind, mut id) = (String::new(), 0);
        loop {
            // A server that dies may cut the connection in the middle of a line.
            let line = timeout(PATIENCE, self.lines.next_line()).await.unwrap();
            let line = line.ok()??;
            if let Some(name) = line.strip_prefix("event: ") {
                name.clone_into(&mut kind);
            } else if let Some(place) = line.strip_prefix("id: ") {
                id = place.parse().unwrap();
            } else if let Some(data) = line.strip_prefix("data: ") {
                let data = data.to_owned();
                return Some(Event { kind, id, data });
            }
        }
    }
}
