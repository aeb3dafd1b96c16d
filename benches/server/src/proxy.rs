//! A PostgreSQL connection on which no notification arrives, as through a pooler of transactions:
//! bytes pass both ways, but for the server's notification messages.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::JoinHandle,
};

/// The type of the message that carries a notification.
const NOTIFICATION: u8 = b'A';

/// What a client says first when it would like to talk in secret: length and code.
const SECRECY_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// A proxy that runs until it is dropped.
pub(crate) struct Proxy {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Starts one in front of a server, `host:port`.
    pub(crate) async fn start(server: String) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = server.clone();
                // A connection that breaks is closed on both sides, as without a proxy.
                tokio::spawn(async move { pass(client, &server).await });
            }
        });
        Ok(Self { address, task })
    }

    /// The address of a database behind it, given the address without it.
    pub(crate) fn url(&self, url: &str) -> Option<String> {
        let (host, _) = host_of(url)?;
        Some(url.replacen(&host, &self.address.to_string(), 1))
    }
}

/// The `host:port` of a database URL, and where it stands.
pub(crate) fn host_of(url: &str) -> Option<(String, usize)> {
    let begin = url.find("://")? + 3;
    let rest = &url[begin..];
    let end = rest.find('/').unwrap_or(rest.len());
    let place = rest[..end].rfind('@').map_or(0, |at| at + 1);
    Some((rest[place..end].to_owned(), begin + place))
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(mut client: TcpStream, server: &str) -> io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let mut first = [0; 8];
    client.read_exact(&mut first).await?;
    if first == SECRECY_REQUEST {
        // In secret nothing could be held back.
        client.write_all(b"N").await?;
    } else {
        server.write_all(&first).await?;
    }
    let (mut from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    tokio::select! {
        result = copy(&mut from_client, &mut to_server) => result.map(|_| ()),
        result = pass_messages(from_server, to_client) => result,
    }
}

/// Passes whole messages: a type, a length that counts itself, and the rest.
async fn pass_messages(mut server: OwnedReadHalf, mut client: OwnedWriteHalf) -> io::Result<()> {
    let mut message = Vec::new();
    loop {
        let kind = server.read_u8().await?;
        let length = server.read_u32().await?;
        message.clear();
        message.push(kind);
        message.extend(length.to_be_bytes());
        let mut rest = (&mut server).take(u64::from(length.saturating_sub(4)));
        rest.read_to_end(&mut message).await?;
        if kind != NOTIFICATION {
            client.write_all(&message).await?;
        }
    }
}
