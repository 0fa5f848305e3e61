//! The floor of the streams: the same bytes from one socket to the same number of sockets, through
//! the same kind of channel, with nobody asked and nothing kept.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::room::SEATS;
use super::tablet::PATIENCE;
use crate::bench::Failure;

/// As long as a change with its chunk.
const FRAME: [u8; 128] = [b'x'; 128];

/// In each round one socket of every room sends at the same moment; how long it took until the last
/// of its room had it.
///
/// # Errors
/// See [`crate::bench::run`].
pub async fn fan_out(rooms: usize, rounds: usize) -> Result<Vec<Duration>, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    let lines: Vec<_> = (0..rooms).map(|_| broadcast::Sender::new(1024)).collect();
    let server = tokio::spawn(serve(listener, lines));

    let (tell, mut told) = mpsc::unbounded_channel();
    let mut listeners = JoinSet::new();
    let mut writers = Vec::new();
    for room in 0..rooms {
        for _ in 0..SEATS {
            let mut line = seat(port, room, b'r').await?;
            // Its first frame tells that it is listening.
            line.read_exact(&mut [0; FRAME.len()]).await?;
            let tell = tell.clone();
            listeners.spawn(async move {
                while line.read_exact(&mut [0; FRAME.len()]).await.is_ok() {
                    if tell.send((room, Instant::now())).is_err() {
                        break;
                    }
                }
            });
        }
        writers.push(seat(port, room, b'w').await?);
    }
    let mut times = Vec::with_capacity(rooms * rounds);
    for _ in 0..rounds {
        let mut sent = Vec::with_capacity(rooms);
        for writer in &mut writers {
            sent.push(Instant::now());
            writer.write_all(b"!").await?;
        }
        let mut last = vec![Duration::ZERO; rooms];
        for _ in 0..rooms * SEATS {
            let (room, at) = timeout(PATIENCE, told.recv()).await?.ok_or("nobody left")?;
            if let (Some(last), Some(sent)) = (last.get_mut(room), sent.get(room)) {
                *last = (*last).max(at - *sent);
            }
        }
        times.extend(last);
    }
    server.abort();
    Ok(times)
}

async fn seat(port: u16, room: usize, kind: u8) -> Result<TcpStream, Failure> {
    let mut line = TcpStream::connect(("127.0.0.1", port)).await?;
    line.set_nodelay(true)?;
    line.write_all(&[kind, u8::try_from(room)?]).await?;
    Ok(line)
}

async fn serve(listener: TcpListener, rooms: Vec<broadcast::Sender<()>>) {
    let mut open = JoinSet::new();
    while let Ok((mut line, _)) = listener.accept().await {
        let rooms = rooms.clone();
        open.spawn(async move {
            let mut hello = [0; 2];
            line.read_exact(&mut hello).await?;
            let [kind, room] = hello;
            let Some(room) = rooms.get(usize::from(room)) else {
                return Ok(());
            };
            if kind == b'w' {
                while line.read_exact(&mut [0]).await.is_ok() {
                    // Nobody may be listening any more.
                    let _ = room.send(());
                }
                return Ok(());
            }
            let mut heard = room.subscribe();
            line.write_all(&FRAME).await?;
            while heard.recv().await.is_ok() {
                line.write_all(&FRAME).await?;
            }
            std::io::Result::Ok(())
        });
    }
}
