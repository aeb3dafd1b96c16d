//! The HTTP client that sends events: that of the connectors, with stricter rules.
//!
//! It connects directly, because a proxy would resolve names itself; it follows no redirect, reads
//! no response body, and checks each address that a name resolves to before it connects to it, so
//! that a name cannot lead elsewhere after it was checked.

use std::{io, net::SocketAddr, time::Duration};

use chrono::{DateTime, Utc};
use ureq::{
    Agent,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};
use url::Url;

use super::{address::AddressPolicy, event::Event, signature::Signature};

/// Maximum size of response headers.
const HEAD_BYTES: usize = 16 * 1024;

/// Limits of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SenderOptions {
    /// Timeout of a request, from the resolution of the name to the head of the response.
    pub timeout: Duration,
    /// Where requests may go.
    pub addresses: AddressPolicy,
}

/// What a receiver answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How long it asks to wait.
    pub retry_after: Option<Duration>,
}

impl Answer {
    /// Whether it acknowledges the event.
    pub const fn is_acknowledgement(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// Whether the receiver wants no further event.
    pub const fn is_gone(&self) -> bool {
        self.status == 410
    }
}

/// Why a receiver did not answer. Messages contain no address and nothing that the receiver sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendFault {
    /// Not in time.
    #[error("no answer within {0} s")]
    TimedOut(u64),
    /// The name does not exist.
    #[error("its host name cannot be resolved")]
    Unresolved,
    /// No address of the host may be told.
    #[error("its host leads to {0}, to which no request is sent")]
    Refused(&'static str),
    /// No connection, or it broke.
    #[error("the connection failed: {0}")]
    Connection(io::ErrorKind),
    /// TLS failed.
    #[error("no secure connection")]
    Insecure,
    /// Not HTTP.
    #[error("it is not an HTTP server")]
    Protocol,
}

/// Sends events. Copies share it.
#[derive(Debug, Clone)]
pub struct Sender {
    agent: Agent,
    timeout: Duration,
}

impl Sender {
    /// A client with these limits.
    pub fn new(options: SenderOptions) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(options.timeout))
            .max_response_header_size(HEAD_BYTES)
            .max_idle_connections(0)
            .proxy(None)
            .user_agent(concat!("certgraph/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = CheckedResolver {
            inner: DefaultResolver::default(),
            addresses: options.addresses,
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            timeout: options.timeout,
        }
    }

    /// Sends an event and waits for the head of the response; blocks the thread.
    ///
    /// # Errors
    /// Any failure before the receiver has answered.
    pub fn send(
        &self,
        url: &Url,
        event: &Event,
        signature: &Signature,
        now: DateTime<Utc>,
    ) -> Result<Answer, SendFault> {
        let response = self
            .agent
            .post(url.as_str())
            .header(
                "content-type",
                "application/cloudevents+json; charset=utf-8",
            )
            .header("webhook-id", &signature.id)
            .header("webhook-timestamp", signature.timestamp.to_string())
            .header("webhook-signature", &signature.signature)
            .send(&event.body[..])
            .map_err(|error| self.fault(&error))?;
        let named = response.headers().get("retry-after");
        let named = named.and_then(|value| value.to_str().ok());
        Ok(Answer {
            status: response.status().as_u16(),
            retry_after: named.and_then(|text| retry_after(text, now)),
        })
    }

    fn fault(&self, error: &ureq::Error) -> SendFault {
        match error {
            ureq::Error::Timeout(_) => SendFault::TimedOut(self.timeout.as_secs()),
            ureq::Error::HostNotFound => SendFault::Unresolved,
            ureq::Error::Io(error) => {
                let refused = error.get_ref().and_then(|inner| inner.downcast_ref());
                match refused {
                    Some(RefusedAddress(kind)) => SendFault::Refused(kind),
                    None => SendFault::Connection(error.kind()),
                }
            }
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => SendFault::Insecure,
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => SendFault::Protocol,
            _ => SendFault::Connection(io::ErrorKind::Other),
        }
    }
}

/// The time of a `Retry-After`: seconds, or an HTTP date. `None` for any other text and for the past.
pub fn retry_after(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let instant = DateTime::parse_from_rfc2822(text).ok()?;
    (instant.to_utc() - now).to_std().ok()
}

/// An address that no request may go to.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct RefusedAddress(&'static str);

/// Resolves names and drops the addresses that no request may go to.
#[derive(Debug)]
struct CheckedResolver<R> {
    inner: R,
    addresses: AddressPolicy,
}

impl<R: Resolver> Resolver for CheckedResolver<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let resolved = self.inner.resolve(uri, config, timeout)?;
        let allowed = allowed(&resolved, self.addresses)
            .map_err(|kind| ureq::Error::Io(io::Error::other(RefusedAddress(kind))))?;
        let mut kept = self.empty();
        for address in allowed {
            kept.push(address);
        }
        Ok(kept)
    }
}

/// The addresses that a request may go to, of those that a name resolves to.
///
/// # Errors
/// Why there is none.
fn allowed(
    resolved: &[SocketAddr],
    policy: AddressPolicy,
) -> Result<Vec<SocketAddr>, &'static str> {
    let (mut allowed, mut refused) = (Vec::new(), None);
    for address in resolved {
        match policy.refusal(address.ip()) {
            None => allowed.push(*address),
            Some(kind) => refused = Some(kind),
        }
    }
    match refused {
        Some(kind) if allowed.is_empty() => Err(kind),
        _ => Ok(allowed),
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Read, net::TcpListener};

    use super::*;
    use crate::catalogue::LogCursor;

    /// Resolves every name to the own machine, as a hostile name server does.
    #[derive(Debug)]
    struct Hostile(SocketAddr);

    impl Resolver for Hostile {
        fn resolve(
            &self,
            _: &Uri,
            _: &ureq::config::Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut resolved = self.empty();
            resolved.push(self.0);
            Ok(resolved)
        }
    }

    fn sent(sender: &Sender, url: &str) -> Result<Answer, SendFault> {
        let event = Event {
            id: "e".to_owned(),
            body: b"{}".to_vec(),
            end: LogCursor::default(),
            changes: 0,
        };
        let signature = Signature {
            id: "e".to_owned(),
            timestamp: 0,
            signature: "v1,x".to_owned(),
        };
        let now = DateTime::UNIX_EPOCH;
        sender.send(&url.parse().unwrap(), &event, &signature, now)
    }

    fn options(addresses: AddressPolicy) -> SenderOptions {
        SenderOptions {
            timeout: Duration::from_secs(2),
            addresses,
        }
    }

    #[test]
    fn a_name_that_leads_to_the_own_machine_is_not_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let sender = Sender::new(options(AddressPolicy::Public));
        for host in ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"] {
            let fault = sent(&sender, &format!("http://{host}:{port}/")).unwrap_err();
            assert_eq!(fault, SendFault::Refused("a loopback address"), "{host}");
        }
        assert!(listener.accept().is_err(), "nobody connected");
    }

    #[test]
    fn what_a_public_name_resolves_to_is_checked() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let own = listener.local_addr().unwrap();
        let mut sender = Sender::new(options(AddressPolicy::Public));
        let resolver = CheckedResolver {
            inner: Hostile(own),
            addresses: AddressPolicy::Public,
        };
        let config = sender.agent.config().clone();
        sender.agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        let fault = sent(&sender, "http://receiver.example/").unwrap_err();
        assert_eq!(fault, SendFault::Refused("a loopback address"));
        assert!(listener.accept().is_err(), "nobody connected");
    }

    #[test]
    fn of_several_addresses_only_public_ones_are_connected_to() {
        let address = |text: &str| text.parse::<SocketAddr>().unwrap();
        let (public, own) = (address("1.1.1.1:443"), address("127.0.0.1:443"));
        let mapped = address("[::ffff:10.0.0.1]:443");
        let kept = |all: &[SocketAddr]| allowed(all, AddressPolicy::Public);
        assert_eq!(kept(&[own, public, mapped]), Ok(vec![public]));
        assert_eq!(kept(&[own]), Err("a loopback address"));
        assert_eq!(kept(&[mapped]), Err("a private address"));
        let all = [own, public, mapped];
        assert_eq!(allowed(&all, AddressPolicy::Private), Ok(all.to_vec()));
    }

    #[test]
    fn allowed_private_addresses_are_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            use std::io::Write;

            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1_024];
            let _ = stream.read(&mut request).unwrap();
            let answer = b"HTTP/1.1 503 Later\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer).unwrap();
        });
        let sender = Sender::new(options(AddressPolicy::Private));
        let answer = sent(&sender, &url).unwrap();
        assert_eq!(answer.status, 503);
        assert_eq!(answer.retry_after, Some(Duration::from_secs(7)));
        server.join().unwrap();
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        let seconds = |text| retry_after(text, now).map(|time| time.as_secs());
        assert_eq!(seconds(" 120 "), Some(120));
        assert_eq!(seconds("Sat, 28 Nov 2026 12:01:00 GMT"), Some(60));
        assert_eq!(seconds("Sat, 28 Nov 2026 11:59:00 GMT"), None);
        for bad in ["", "-1", "soon", "1.5", "99999999999999999999"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }
}
