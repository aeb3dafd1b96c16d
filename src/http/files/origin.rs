//! The address of this server in files that need absolute ones.

use actix_web::{
    HttpRequest,
    http::{header, uri::Authority},
};

use crate::{
    graphql::ErrorCode,
    http::{files::query_params::Refusal, state::AppState},
};

/// The longest host with its port: a name of 253 characters, a colon and five digits.
const MAX_HOST: usize = 259;

/// The address of the server without a trailing slash: the public URL if it is configured, otherwise
/// `http://` and the `Host` of the request. Headers of proxies are not read: any client can send them.
///
/// # Errors
/// If it is not configured and the request names no host, several, or one with other characters.
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
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    let host =
        host.filter(|host| !host.is_empty() && host.len() <= MAX_HOST && host.bytes().all(allowed));
    host.map(|host| format!("http://{host}")).ok_or_else(|| {
        let message =
            "The header Host has to name one host, with letters, digits, dots, hyphens and a port.";
        (ErrorCode::BadRequest, message.to_owned())
    })
}
