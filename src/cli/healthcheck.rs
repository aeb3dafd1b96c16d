//! `certgraph healthcheck`

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use clap::Args;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::CommandError;
use crate::stdio::print;

/// Options of `healthcheck`.
#[derive(Args, Debug)]
pub(super) struct HealthcheckArguments {
    /// Address on which the server listens
    #[arg(
        long,
        env = "LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    listen: SocketAddr,

    /// Timeout in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    timeout_seconds: u64,
}

pub(super) async fn run(arguments: &HealthcheckArguments) -> Result<(), CommandError> {
    let address = reachable(arguments.listen);
    let url = format!("http://{address}/readyz");
    let fault = |reason: String| CommandError::NotReady {
        url: url.clone(),
        reason,
    };
    let limit = Duration::from_secs(arguments.timeout_seconds);
    let status = timeout(limit, status_of(address))
        .await
        .map_err(|_| {
            fault(format!(
                "no response within {} s",
                arguments.timeout_seconds
            ))
        })?
        .map_err(|error| fault(error.to_string()))?;
    if status == "200" {
        print("ready");
        Ok(())
    } else {
        Err(fault(format!("status {status}")))
    }
}

/// An unspecified address is replaced by the IPv4 loopback address. That also reaches a server on
/// the unspecified IPv6 address, and works in a container without IPv6.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = if listen.ip().is_unspecified() {
        IpAddr::V4(Ipv4Addr::LOCALHOST)
    } else {
        listen.ip()
    };
    SocketAddr::new(ip, listen.port())
}

/// The status code of `/readyz`. A fixed request, so that the binary needs no HTTP client.
async fn status_of(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = vec![0; 64];
    let length = stream.read(&mut head).await?;
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    Ok(head
        .split_whitespace()
        .nth(1)
        .unwrap_or("unknown")
        .to_owned())
}
