//! The HTTP client that sends events: that of the connectors, with stricter rules.
//!
//! It connects directly, because a proxy would resolve names itself; it follows no redirect, reads
//! no response body, and checks each address that a name resolves to before it connects to it, so
//! that a name cannot lead elsewhere after it was checked.

use std::{io, net::SocketAddr, time::Duration};

use chrono::{DateTime, Utc};
use rustls::CertificateError;
use ureq::{
    Agent,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{Connector, DefaultConnector, NextTimeout},
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
    /// Nothing listens there.
    #[error("the connection was refused")]
    ConnectionRefused,
    /// No way leads there.
    #[error("its host cannot be reached")]
    Unreachable,
    /// The connection broke.
    #[error("the connection was closed without an answer")]
    Closed,
    /// No authority that this program trusts has signed its certificate.
    #[error("its TLS certificate is not trusted")]
    Untrusted,
    /// Its certificate is too old or too new.
    #[error("its TLS certificate has expired or is not valid yet")]
    Expired,
    /// Its certificate is somebody else's.
    #[error("its TLS certificate is for another name")]
    OtherName,
    /// TLS failed otherwise.
    #[error("no TLS connection could be made")]
    Insecure,
    /// Not HTTP.
    #[error("it is not an HTTP server")]
    Protocol,
    /// Too much.
    #[error("its response headers are longer than 16 KiB")]
    LongHead,
    /// Anything else, such as a lack of resources on this side.
    #[error("the request could not be made")]
    Other,
}

impl SendFault {
    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(error) => match error {
                CertificateError::Expired
                | CertificateError::ExpiredContext { .. }
                | CertificateError::NotValidYet
                | CertificateError::NotValidYetContext { .. } => Self::Expired,
                CertificateError::NotValidForName
                | CertificateError::NotValidForNameContext { .. } => Self::OtherName,
                _ => Self::Untrusted,
            },
            _ => Self::Insecure,
        }
    }

    fn of_connection(error: &io::Error) -> Self {
        let inner = error.get_ref();
        if let Some(RefusedAddress(kind)) = inner.and_then(|inner| inner.downcast_ref()) {
            return Self::Refused(kind);
        }
        if let Some(error) = inner.and_then(|inner| inner.downcast_ref()) {
            return Self::of_tls(error);
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::ConnectionRefused,
            io::ErrorKind::TimedOut
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable => Self::Unreachable,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::NotConnected
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => Self::Closed,
            _ => Self::Other,
        }
    }
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
        Self::over(
            options,
            DefaultResolver::default(),
            DefaultConnector::default(),
        )
    }

    /// A client that finds and opens connections by these means.
    fn over(options: SenderOptions, resolver: impl Resolver, connector: impl Connector) -> Self {
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
            inner: resolver,
            addresses: options.addresses,
        };
        Self {
            agent: Agent::with_parts(config, connector, resolver),
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
            ureq::Error::Io(error) => SendFault::of_connection(error),
            ureq::Error::Rustls(error) => SendFault::of_tls(error),
            ureq::Error::Tls(_) => SendFault::Insecure,
            ureq::Error::Protocol(_) => SendFault::Protocol,
            ureq::Error::LargeResponseHeader(..) => SendFault::LongHead,
            _ => SendFault::Other,
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
        let resolved = self.inner.resolve(uri, config, timeout);
        let resolved = resolved.map_err(|error| match error {
            // The operating system's answer to an unknown name has no kind of its own.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            error => error,
        })?;
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
    use std::{
        io::{Read, Write},
        net::{TcpListener, TcpStream},
        sync::{Arc, Mutex},
    };

    use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivateKeyDer};
    use ureq::unversioned::transport::{ConnectionDetails, TcpConnector, Transport};

    use super::*;
    use crate::catalogue::LogCursor;

    /// A name server in the hands of somebody else: its first answer, and all later ones.
    #[derive(Debug)]
    struct Names {
        answers: [Vec<SocketAddr>; 2],
        asked: Mutex<usize>,
    }

    impl Resolver for Names {
        fn resolve(
            &self,
            _: &Uri,
            _: &ureq::config::Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut asked = self.asked.lock().unwrap();
            let mut resolved = self.empty();
            for address in &self.answers[(*asked).min(1)] {
                resolved.push(*address);
            }
            *asked += 1;
            Ok(resolved)
        }
    }

    /// Writes down where connections are to go, and makes none.
    #[derive(Debug, Default, Clone)]
    struct Attempted(Arc<Mutex<Vec<SocketAddr>>>);

    impl Connector for Attempted {
        type Out = Box<dyn Transport>;

        fn connect(
            &self,
            details: &ConnectionDetails<'_>,
            _: Option<()>,
        ) -> Result<Option<Box<dyn Transport>>, ureq::Error> {
            self.0.lock().unwrap().extend(details.addrs.iter());
            Err(io::Error::from(io::ErrorKind::ConnectionRefused).into())
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

    fn address(text: &str) -> SocketAddr {
        text.parse().unwrap()
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

    /// Sends one event to each of the names' answers and returns what became of it, and where
    /// connections were to go.
    fn resolved(answers: [&[&str]; 2]) -> ([SendFault; 2], Vec<SocketAddr>) {
        let names = Names {
            answers: answers.map(|all| all.iter().copied().map(address).collect()),
            asked: Mutex::default(),
        };
        let attempted = Attempted::default();
        let options = options(AddressPolicy::Public);
        let sender = Sender::over(options, names, attempted.clone());
        let faults = [(); 2].map(|()| sent(&sender, "http://receiver.example/").unwrap_err());
        let addresses = attempted.0.lock().unwrap().clone();
        (faults, addresses)
    }

    #[test]
    fn a_public_name_of_private_addresses_is_not_connected_to() {
        let (faults, attempted) =
            resolved([&["127.0.0.1:80", "[::1]:80"], &["[::ffff:10.0.0.1]:80"]]);
        let kinds = ["a loopback address", "a private address"];
        assert_eq!(faults, kinds.map(SendFault::Refused));
        assert_eq!(attempted, []);
    }

    #[test]
    fn of_public_and_private_addresses_only_public_ones_are_connected_to() {
        let mixed = [
            "127.0.0.1:80",
            "1.1.1.1:80",
            "169.254.169.254:80",
            "[2606:4700::1]:80",
        ];
        let (faults, attempted) = resolved([&mixed, &["10.0.0.1:80"]]);
        let refused = SendFault::Refused("a private address");
        assert_eq!(faults, [SendFault::ConnectionRefused, refused]);
        assert_eq!(attempted, [address(mixed[1]), address(mixed[3])]);
    }

    /// A name that is public when it is checked and private when it is asked for again.
    #[test]
    fn the_connection_goes_to_the_address_that_was_checked() {
        let (faults, attempted) = resolved([&["1.1.1.1:80"], &["127.0.0.1:80"]]);
        let refused = SendFault::Refused("a loopback address");
        assert_eq!(faults, [SendFault::ConnectionRefused, refused]);
        assert_eq!(attempted, [address("1.1.1.1:80")]);
    }

    /// As above, with real connections: both listen, one was checked.
    #[test]
    fn a_real_connection_goes_to_the_address_that_was_checked() {
        let answers = "HTTP/1.1 204 No Content\r\n\r\n";
        let checked = listening(move |stream| stream.write_all(answers.as_bytes()).unwrap());
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        other.set_nonblocking(true).unwrap();
        let names = Names {
            answers: [vec![checked], vec![other.local_addr().unwrap()]],
            asked: Mutex::default(),
        };
        let options = options(AddressPolicy::Private);
        let sender = Sender::over(options, names, TcpConnector::default());
        let answer = sent(&sender, "http://receiver.example/").unwrap();
        assert_eq!(answer.status, 204);
        assert!(other.accept().is_err(), "nobody connected");
    }

    #[test]
    fn all_addresses_are_connected_to_where_private_ones_are_allowed() {
        let all = ["127.0.0.1:443", "1.1.1.1:443"].map(address);
        assert_eq!(allowed(&all, AddressPolicy::Private), Ok(all.to_vec()));
        let metadata = ["169.254.169.254:80", "[fe80::1]:80"].map(address);
        let refused = allowed(&metadata, AddressPolicy::Private);
        assert_eq!(refused, Err("a link-local address"));
    }

    /// Serves one connection after another, each after its request.
    fn listening(answer: impl Fn(&mut TcpStream) + Send + 'static) -> SocketAddr {
        accepting(move |mut stream| {
            let (mut request, mut part) = (Vec::new(), [0; 1_024]);
            while !request.ends_with(b"{}") {
                let length = stream.read(&mut part).unwrap();
                request.extend_from_slice(&part[..length]);
            }
            answer(&mut stream);
        })
    }

    fn accepting(serve: impl Fn(TcpStream) + Send + 'static) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || listener.incoming().flatten().for_each(serve));
        address
    }

    /// A server that speaks TLS with this certificate.
    fn with_certificate(certificate: &'static [u8]) -> SocketAddr {
        let key = include_bytes!("../../tests/data/certificates/key.der").to_vec();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.into()], PrivateKeyDer::Pkcs8(key.into()))
            .unwrap();
        let config = Arc::new(config);
        accepting(move |stream| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // The client ends the handshake.
            let _ = StreamOwned::new(connection, stream).read(&mut [0; 64]);
        })
    }

    #[test]
    fn faults_of_the_network_and_of_tls_have_plain_reasons() {
        let sender = Sender::new(options(AddressPolicy::Private));
        let reason = |url: &str| sent(&sender, url).unwrap_err();
        let untrusted = with_certificate(include_bytes!(
            "../../tests/data/certificates/untrusted.der"
        ));
        assert_eq!(
            reason(&format!("https://{untrusted}/")),
            SendFault::Untrusted
        );
        let expired = with_certificate(include_bytes!("../../tests/data/certificates/expired.der"));
        assert_eq!(reason(&format!("https://{expired}/")), SendFault::Expired);
        let plain = accepting(|mut stream| {
            let _ = stream.read(&mut [0; 4_096]).unwrap();
            stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .unwrap();
        });
        assert_eq!(reason(&format!("https://{plain}/")), SendFault::Insecure);
        let free = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap()
        };
        assert_eq!(
            reason(&format!("http://{free}/")),
            SendFault::ConnectionRefused
        );
        assert_eq!(reason("http://receiver.invalid/"), SendFault::Unresolved);
        let closing = listening(|_| {});
        assert_eq!(reason(&format!("http://{closing}/")), SendFault::Closed);
        let cut = listening(|stream| stream.write_all(b"HTTP/1.1 200").unwrap());
        assert_eq!(reason(&format!("http://{cut}/")), SendFault::Closed);
        let mail = listening(|stream| stream.write_all(b"220 mail.example ESMTP\r\n\r\n").unwrap());
        assert_eq!(reason(&format!("http://{mail}/")), SendFault::Protocol);
        let long = listening(|stream| {
            let head = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(20_000));
            let _ = stream.write_all(head.as_bytes());
        });
        assert_eq!(reason(&format!("http://{long}/")), SendFault::LongHead);
        let silent = listening(|_| std::thread::sleep(Duration::from_secs(5)));
        assert_eq!(reason(&format!("http://{silent}/")), SendFault::TimedOut(2));
    }

    #[test]
    fn faults_that_no_test_can_make_have_plain_reasons_too() {
        let tls = |error| SendFault::of_connection(&io::Error::other(error));
        let certificate = |error| tls(rustls::Error::InvalidCertificate(error));
        assert_eq!(
            certificate(CertificateError::NotValidForName),
            SendFault::OtherName
        );
        assert_eq!(
            certificate(CertificateError::NotValidYet),
            SendFault::Expired
        );
        assert_eq!(certificate(CertificateError::Revoked), SendFault::Untrusted);
        assert_eq!(
            tls(rustls::Error::HandshakeNotComplete),
            SendFault::Insecure
        );
        let kind = |kind: io::ErrorKind| SendFault::of_connection(&kind.into());
        assert_eq!(kind(io::ErrorKind::HostUnreachable), SendFault::Unreachable);
        assert_eq!(kind(io::ErrorKind::ConnectionReset), SendFault::Closed);
        let unknown = io::Error::other("secret detail");
        assert_eq!(SendFault::of_connection(&unknown), SendFault::Other);
    }

    #[test]
    fn each_reason_is_documented() {
        let documentation = include_str!("../../docs/webhooks.md");
        for fault in [
            SendFault::TimedOut(15),
            SendFault::Unresolved,
            SendFault::Refused("a private address"),
            SendFault::ConnectionRefused,
            SendFault::Unreachable,
            SendFault::Closed,
            SendFault::Untrusted,
            SendFault::Expired,
            SendFault::OtherName,
            SendFault::Insecure,
            SendFault::Protocol,
            SendFault::LongHead,
            SendFault::Other,
        ] {
            let row = format!("| `{fault}` |");
            assert!(documentation.contains(&row), "{row}");
        }
    }

    #[test]
    fn allowed_private_addresses_are_connected_to() {
        let answer = b"HTTP/1.1 503 Later\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
        let address = listening(|stream| stream.write_all(answer).unwrap());
        let sender = Sender::new(options(AddressPolicy::Private));
        let answer = sent(&sender, &format!("http://{address}/")).unwrap();
        assert_eq!(answer.status, 503);
        assert_eq!(answer.retry_after, Some(Duration::from_secs(7)));
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
