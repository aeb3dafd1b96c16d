//! The least that can answer: a socket that sends the same bytes to every request.

use std::{io, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A socket that answers until it is dropped.
pub(crate) struct Bare {
    /// Its address; any path will do.
    pub(crate) url: String,
    task: JoinHandle<()>,
}

impl Bare {
    /// Starts to answer with these bytes.
    pub(crate) async fn start(bytes: &[u8], coding: &str) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let length = bytes.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Encoding: {coding}\r\n\r\n"
        );
        let answer: Arc<[u8]> = [head.as_bytes(), bytes].concat().into();
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let answer = Arc::clone(&answer);
                // A client that goes away has had enough.
                tokio::spawn(async move { serve(socket, &answer).await });
            }
        });
        Ok(Self { url, task })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut socket: TcpStream, answer: &[u8]) -> io::Result<()> {
    let mut request = Vec::new();
    while socket.read_buf(&mut request).await? > 0 {
        if request.ends_with(b"\r\n\r\n") {
            socket.write_all(answer).await?;
            request.clear();
        }
    }
    Ok(())
}
