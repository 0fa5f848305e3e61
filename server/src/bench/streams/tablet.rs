//! What a tablet in the room does over HTTP/1.1, with a connection for its stream and one to write.

use std::time::{Duration, Instant};

use domain::command::{Command, Envelope};
use domain::id::CommandId;
use domain::wire::{self, Outcome, Push, Pushed};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::timeout;
use uuid::Uuid;

use crate::bench::Failure;

/// Nothing takes longer, or something is wrong.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Far below what a browser keeps, so that hundreds fit into this process.
const SMALL: usize = 512;

/// What a stream told, and when.
pub struct Heard {
    /// Which of the streams.
    pub who: usize,
    pub what: Told,
    pub at: Instant,
}

/// A line of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Ready,
    /// The change at this place in the council's order.
    Change(u64),
}

/// Opens the stream of `cookie` and says what it hears, until the server closes it or nobody listens.
///
/// # Errors
/// If the server does not let it in.
pub async fn listen(
    port: u16,
    cookie: &str,
    who: usize,
    heard: UnboundedSender<Heard>,
) -> Result<(), Failure> {
    let mut line = TcpStream::connect(("127.0.0.1", port)).await?;
    let request = format!(
        "GET {} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\
         accept-encoding: gzip, deflate, br\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\r\n",
        wire::LIVE
    );
    line.write_all(request.as_bytes()).await?;
    let mut lines = BufReader::with_capacity(SMALL, line).lines();
    let first = lines.next_line().await?.unwrap_or_default();
    if !first.starts_with("HTTP/1.1 200") {
        return Err(first.into());
    }
    let mut kind = String::new();
    // Between the lines of an event stand the lengths of the chunks; no line of an event looks so.
    while let Some(text) = lines.next_line().await? {
        let at = Instant::now();
        if let Some(event) = text.strip_prefix("event: ") {
            event.clone_into(&mut kind);
        } else if let Some(id) = text.strip_prefix("id: ") {
            let what = match kind.as_str() {
                "ready" => Told::Ready,
                "change" => Told::Change(id.parse()?),
                other => return Err(format!("a stream told {other}").into()),
            };
            if heard.send(Heard { who, what, at }).is_err() {
                break;
            }
        }
    }
    Ok(())
}

/// A connection kept open for writing.
pub struct Pen {
    line: BufReader<TcpStream>,
    cookie: String,
}

/// What came of a command.
pub struct Written {
    /// When its first byte was handed over to the network.
    pub sent: Instant,
    /// Until the whole answer was here.
    pub took: Duration,
    /// Its place in the order; none where it was refused.
    pub seq: Option<u64>,
}

impl Pen {
    /// Connects.
    ///
    /// # Errors
    /// If nobody listens.
    pub async fn take(port: u16, cookie: &str) -> Result<Self, Failure> {
        let line = TcpStream::connect(("127.0.0.1", port)).await?;
        line.set_nodelay(true)?;
        Ok(Self {
            line: BufReader::new(line),
            cookie: cookie.to_owned(),
        })
    }

    /// Sends a command and reads the answer.
    ///
    /// # Errors
    /// If it is not answered; a refusal is no error.
    pub async fn write(&mut self, command: Command) -> Result<Written, Failure> {
        let envelope = Envelope {
            id: CommandId(Uuid::new_v4()),
            occurred_at: chrono::Utc::now(),
            ahead_ms: None,
            command,
        };
        let body = serde_json::to_string(&Push {
            protocol: wire::PROTOCOL,
            envelopes: vec![envelope],
        })?;
        let request = format!(
            "POST {} HTTP/1.1\r\nhost: localhost\r\nx-tomoni: 1\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/json\r\ncookie: {}\r\ncontent-length: {}\r\n\r\n{body}",
            wire::PUSH,
            self.cookie,
            body.len()
        );
        let sent = Instant::now();
        self.line.get_mut().write_all(request.as_bytes()).await?;
        let body = timeout(PATIENCE, self.answer()).await??;
        let took = sent.elapsed();
        let mut pushed: Pushed = serde_json::from_slice(&body)?;
        let seq = match pushed.results.pop().ok_or("no answer")?.outcome {
            Outcome::Done { seq } => Some(seq),
            _ => None,
        };
        Ok(Written { sent, took, seq })
    }

    async fn answer(&mut self) -> Result<Vec<u8>, Failure> {
        let mut head = String::new();
        let mut length = 0;
        loop {
            head.clear();
            if self.line.read_line(&mut head).await? == 0 {
                return Err("the server closed the connection".into());
            }
            if head.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = head.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.line.read_exact(&mut body).await?;
        Ok(body)
    }
}
