//! The HTTP client, with limits on time, size and redirects; protects the token.

use std::{io::Read, time::Duration};

use ureq::{Agent, http::Response};
use url::{Host, Origin, Url};

use super::error::{ConnectError, shown};
use crate::secret::Secret;

/// Maximum redirects per request.
const REDIRECTS: usize = 5;

/// Maximum size of response headers.
const HEAD_BYTES: usize = 64 * 1024;

/// Limits of a fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientLimits {
    /// Timeout of one request, including the response body.
    pub timeout: Duration,
    /// Maximum total size of decompressed responses.
    pub bytes: u64,
    /// Maximum total pages.
    pub pages: usize,
}

/// A credential and its origin.
#[derive(Debug, Clone)]
pub struct Token {
    secret: Secret,
    origin: Origin,
}

impl Token {
    /// A token for the service at this address; not sent to other origins.
    pub fn for_service(secret: Secret, service: &Url) -> Self {
        Self {
            secret,
            origin: service.origin(),
        }
    }
}

/// An HTTP client. Uses Mozilla's root certificates, which are compiled in; honours `HTTPS_PROXY`
/// and the like.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    token: Option<Token>,
    /// The limits of a fetch.
    pub limits: ClientLimits,
}

impl Client {
    /// A client that sends the token to its service only.
    ///
    /// # Errors
    /// [`ConnectError::TokenInvalid`]; `variable` is the source of the token.
    pub fn new(
        limits: ClientLimits,
        token: Option<Token>,
        variable: &'static str,
    ) -> Result<Self, ConnectError> {
        let is_header =
            |secret: &Secret| secret.expose().bytes().all(|byte| byte.is_ascii_graphic());
        if token
            .as_ref()
            .is_some_and(|token| !is_header(&token.secret))
        {
            return Err(ConnectError::TokenInvalid { variable });
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(limits.timeout))
            .max_response_header_size(HEAD_BYTES)
            .user_agent(concat!("certgraph/", env!("CARGO_PKG_VERSION")))
            .accept("application/json")
            .accept_encoding("gzip")
            .build();
        Ok(Self {
            agent: config.into(),
            token,
            limits,
        })
    }

    /// The raw response body, at most `most` bytes and one.
    ///
    /// # Errors
    /// Any error of the request, with the address.
    pub fn get(&self, url: &Url, most: u64) -> Result<Vec<u8>, ConnectError> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let mut response = self.ask(&url)?;
            let status = response.status().as_u16();
            let header = |name: &str| {
                let value = response.headers().get(name)?.to_str().ok()?;
                Some(value.to_owned())
            };
            match (status, header("location")) {
                (200, _) => {
                    let mut bytes = Vec::new();
                    let body = response.body_mut().as_reader();
                    let read = body.take(most.saturating_add(1)).read_to_end(&mut bytes);
                    read.map_err(|error| self.fault(&url, error.into()))?;
                    return Ok(bytes);
                }
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    url = redirected(&url, &location)?;
                }
                _ => {
                    let retry_after = header("retry-after");
                    let is_short = |wait: &String| wait.len() <= 40;
                    return Err(ConnectError::Status {
                        address: shown(&url),
                        status,
                        retry_after: retry_after.filter(is_short),
                    });
                }
            }
        }
        Err(ConnectError::Redirect {
            address: shown(&url),
            reason: "it is the sixth consecutive redirect",
        })
    }

    fn ask(&self, url: &Url) -> Result<Response<ureq::Body>, ConnectError> {
        check(url)?;
        let mut request = self.agent.get(url.as_str());
        let token = self.token.as_ref();
        if let Some(token) = token.filter(|token| token.origin == url.origin()) {
            if url.scheme() != "https" && !is_local(url) {
                return Err(ConnectError::Address {
                    address: shown(url),
                    reason: "the token would be sent unencrypted; use an https address",
                });
            }
            let bearer = format!("Bearer {}", token.secret.expose());
            request = request.header("authorization", bearer);
        }
        request.call().map_err(|error| self.fault(url, error))
    }

    fn fault(&self, url: &Url, error: ureq::Error) -> ConnectError {
        let address = shown(url);
        let reason = match error {
            ureq::Error::Timeout(_) => {
                return ConnectError::TimedOut {
                    address,
                    seconds: self.limits.timeout.as_secs(),
                };
            }
            ureq::Error::HostNotFound => "its host name cannot be resolved".to_owned(),
            ureq::Error::Io(error) => error.to_string(),
            ureq::Error::Tls(reason) => format!("no secure connection: {reason}"),
            ureq::Error::Rustls(error) => format!("no secure connection: {error}"),
            ureq::Error::Protocol(error) => format!("it is not an HTTP server: {error}"),
            ureq::Error::LargeResponseHeader(..) => "its response headers are too large".to_owned(),
            ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => {
                "the proxy rejected the connection".to_owned()
            }
            _ => "the connection failed".to_owned(),
        };
        ConnectError::Unreachable { address, reason }
    }
}

/// Rejects unsupported addresses.
pub(super) fn check(url: &Url) -> Result<(), ConnectError> {
    let fault = |reason| {
        Err(ConnectError::Address {
            address: shown(url),
            reason,
        })
    };
    if !matches!(url.scheme(), "http" | "https") {
        return fault("only http:// and https:// addresses are supported");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fault("it contains a user or a password");
    }
    Ok(())
}

fn redirected(url: &Url, location: &str) -> Result<Url, ConnectError> {
    let fault = |reason| ConnectError::Redirect {
        address: shown(url),
        reason,
    };
    let target = url
        .join(location)
        .map_err(|_| fault("its target is not a valid address"))?;
    if target.scheme() != url.scheme() {
        return Err(fault("its target has another scheme"));
    }
    Ok(target)
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn client(token: Option<&str>, service: &str) -> Result<Client, ConnectError> {
        let limits = ClientLimits {
            timeout: Duration::from_millis(300),
            bytes: 1_000,
            pages: 3,
        };
        let token = token.map(|text| Token::for_service(text.parse().unwrap(), &url(service)));
        Client::new(limits, token, "TOKEN")
    }

    #[test]
    fn a_token_is_not_sent_unencrypted() {
        let client = client(Some("t0ken"), "http://192.0.2.1/api").unwrap();
        let error = client
            .get(&url("http://192.0.2.1/api?x=1"), 10)
            .unwrap_err();
        assert_eq!(error.code(), "FETCH_ADDRESS_INVALID");
        let message = error.to_string();
        assert!(message.contains("unencrypted"), "{message}");
        assert!(!format!("{client:?}{error:?}").contains("t0ken"));
    }

    #[test]
    fn an_invalid_token_is_rejected_without_showing_it() {
        let error = client(Some("a b\nc"), "https://example.org").unwrap_err();
        assert_eq!(error.code(), "FETCH_TOKEN_INVALID");
        assert!(!error.to_string().contains("a b"));
    }

    #[test]
    fn other_schemes_and_credentials_are_rejected() {
        let client = client(None, "https://example.org").unwrap();
        for bad in [
            "file:///etc/passwd",
            "ftp://example.org/x",
            "https://a:b@example.org/",
        ] {
            let error = client.get(&url(bad), 10).unwrap_err();
            assert_eq!(error.code(), "FETCH_ADDRESS_INVALID", "{bad}");
            assert!(!error.to_string().contains("a:b"), "{error}");
        }
    }

    #[test]
    fn a_redirect_keeps_its_scheme() {
        let from = url("https://example.org/a/b");
        assert_eq!(
            redirected(&from, "../c?d").unwrap().as_str(),
            "https://example.org/c?d"
        );
        assert_eq!(
            redirected(&from, "//other.org/").unwrap().as_str(),
            "https://other.org/"
        );
        for bad in ["http://example.org/", "file:///etc/passwd", "https://"] {
            let error = redirected(&from, bad).unwrap_err();
            assert_eq!(error.code(), "FETCH_REDIRECT_REFUSED", "{bad}");
        }
    }
}
