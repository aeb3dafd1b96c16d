//! The address of this server in files that need absolute ones.

use actix_web::{
    HttpRequest,
    http::{header, uri::Authority},
};
use url::{Host, Url};

use crate::{
    graphql::ErrorCode,
    host_name::{MAX_NAME, fits_dns},
    http::{files::query_params::Refusal, state::AppState},
};

/// The longest host with its port.
const MAX_HOST: usize = MAX_NAME + ":65535".len();

/// The address of the server without a trailing slash: the public URL if it is configured, otherwise
/// `http://` and the `Host` of the request. Headers of proxies are not read: any client can send them.
///
/// # Errors
/// If it is not configured and the request names no host, several, or something else.
pub(super) fn origin(request: &HttpRequest, state: &AppState) -> Result<String, Refusal> {
    if let Some(address) = &state.public_url {
        return Ok(address.to_string());
    }
    let mut named = request.headers().get_all(header::HOST);
    let host = match (named.next(), named.next()) {
        (Some(host), None) => host.to_str().ok(),
        (None, _) => request.uri().authority().map(Authority::as_str),
        (Some(_), Some(_)) => None,
    };
    host.and_then(origin_of).ok_or_else(|| {
        let message = "The header Host has to name one host: a name of letters, digits, hyphens and dots, \
                       an IPv4 address or an IPv6 address in brackets, with or without a port.";
        (ErrorCode::BadRequest, message.to_owned())
    })
}

/// The origin of a host with or without a port, as browsers write it.
fn origin_of(host: &str) -> Option<String> {
    // What has a meaning in an address besides these, such as a path or a user, is none of a host.
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    if host.len() > MAX_HOST || !host.bytes().all(allowed) || host.ends_with(':') {
        return None;
    }
    let url = Url::parse(&format!("http://{host}")).ok()?;
    let is_host = match url.host()? {
        Host::Domain(name) => {
            let mut labels = name.split('.');
            let has_hyphen = |label: &str| label.starts_with('-') || label.ends_with('-');
            fits_dns(name) && !labels.any(has_hyphen)
        }
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    (is_host && url.port() != Some(0)).then(|| url.origin().ascii_serialization())
}
