//! The messages and close codes of the protocol `graphql-transport-ws`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::graphql::{ApiRequest, ApiResponse};

/// The name of the protocol in the handshake.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";

/// Why the server closes a socket. The numbers are the protocol's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CloseCause {
    /// The server stops.
    ServerStops,
    /// The client has not sent a pong in time.
    Silent,
    /// The client does not read its messages.
    Slow,
    /// A message exceeds the size limit.
    TooLarge,
    /// The client breaks the protocol of the WebSocket itself.
    ProtocolError,
    /// A text is not UTF-8.
    NotUtf8,
    /// A message is not part of the protocol.
    InvalidMessage(String),
    /// An operation was sent before the connection was acknowledged.
    Unauthorized,
    /// The token is not valid.
    Forbidden(String),
    /// The client requires another subprotocol.
    ProtocolNotAcceptable,
    /// No `connection_init` arrived in time.
    InitialisationTimeout,
    /// An operation has the id of one that still runs.
    AlreadyExists(String),
    /// The client sent `connection_init` twice.
    TooManyInitialisations,
    /// The server failed.
    Internal,
}

impl CloseCause {
    /// The code of the close frame.
    pub(super) const fn code(&self) -> u16 {
        match self {
            Self::ServerStops => 1001,
            Self::ProtocolError => 1002,
            Self::NotUtf8 => 1007,
            Self::Slow => 1008,
            Self::TooLarge => 1009,
            Self::InvalidMessage(_) => 4400,
            Self::Unauthorized => 4401,
            Self::Forbidden(_) => 4403,
            Self::ProtocolNotAcceptable => 4406,
            Self::InitialisationTimeout | Self::Silent => 4408,
            Self::AlreadyExists(_) => 4409,
            Self::TooManyInitialisations => 4429,
            Self::Internal => 4500,
        }
    }

    /// The reason in the close frame.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::ServerStops => {
                "Server shutting down: reconnect and resume after your last cursor".to_owned()
            }
            Self::Slow => "Client too slow: reconnect and resume after your last cursor".to_owned(),
            Self::Silent => "Pong timeout".to_owned(),
            Self::ProtocolError => "Protocol error".to_owned(),
            Self::NotUtf8 => "The text is not UTF-8".to_owned(),
            Self::TooLarge => "Message too large".to_owned(),
            Self::InvalidMessage(fault) => format!("Invalid message: {fault}"),
            Self::Unauthorized => "Unauthorized".to_owned(),
            Self::Forbidden(fault) => format!("Forbidden: {fault}"),
            Self::ProtocolNotAcceptable => "Subprotocol not acceptable".to_owned(),
            Self::InitialisationTimeout => "Connection initialisation timeout".to_owned(),
            Self::AlreadyExists(id) => format!("Subscriber for {id} already exists"),
            Self::TooManyInitialisations => "Too many initialisation requests".to_owned(),
            Self::Internal => "Internal server error".to_owned(),
        }
    }
}

/// A message of a client.
#[derive(Debug)]
pub(super) enum ClientMessage {
    /// The first message, with an optional credential.
    ConnectionInit { authorization: Option<String> },
    /// A request for a pong.
    Ping { payload: Option<Box<RawValue>> },
    /// The reply to a ping.
    Pong,
    /// An operation.
    Subscribe {
        id: String,
        request: Box<ApiRequest>,
    },
    /// The cancellation of an operation.
    Complete { id: String },
}

impl ClientMessage {
    /// Parses one message.
    ///
    /// # Errors
    /// The fault, for the reason of the close frame.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Message<'a> {
            #[serde(rename = "type")]
            kind: String,
            id: Option<String>,
            #[serde(borrow)]
            payload: Option<&'a RawValue>,
        }
        let message: Message<'_> =
            serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
                .map_err(|_| "it is not a JSON object with a type")?;
        let payload = message.payload.filter(|payload| payload.get() != "null");
        let is_object = payload.is_none_or(|payload| payload.get().starts_with('{'));
        let id = || {
            let id = message.id.clone().filter(|id| !id.is_empty());
            let id = id.ok_or("it needs an id")?;
            if id.len() > MAX_ID_BYTES {
                return Err(format!("an id has at most {MAX_ID_BYTES} bytes"));
            }
            Ok(id)
        };
        match message.kind.as_str() {
            "connection_init" | "ping" | "pong" if !is_object => {
                Err("its payload is not an object".to_owned())
            }
            "connection_init" => Ok(Self::ConnectionInit {
                authorization: payload.map(authorization).transpose()?.flatten(),
            }),
            "ping" => Ok(Self::Ping {
                payload: payload.map(ToOwned::to_owned),
            }),
            "pong" => Ok(Self::Pong),
            "complete" => Ok(Self::Complete { id: id()? }),
            "subscribe" => {
                let id = id()?;
                let payload = payload.ok_or("it needs a payload")?;
                let request = ApiRequest::from_json(payload.get().as_bytes());
                let request = request.map_err(|fault| fault.to_string())?;
                Ok(Self::Subscribe {
                    id,
                    request: Box::new(request),
                })
            }
            _ => Err("its type is not one of a client".to_owned()),
        }
    }
}

/// The longest id of an operation, in bytes.
const MAX_ID_BYTES: usize = 128;

/// The credential in the payload of the first message: browsers cannot set headers of a WebSocket.
fn authorization(payload: &RawValue) -> Result<Option<String>, String> {
    #[derive(Deserialize)]
    struct Payload {
        authorization: Option<String>,
        #[serde(rename = "Authorization")]
        capitalised: Option<String>,
    }
    let payload: Payload = serde_json::from_str(payload.get())
        .map_err(|_| "\"authorization\" in its payload is not a string".to_owned())?;
    Ok(payload.authorization.or(payload.capitalised))
}

/// A message of the server.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum ServerMessage<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<&'a RawValue>,
    },
    Next {
        id: &'a str,
        payload: &'a RawValue,
    },
    Error {
        id: &'a str,
        payload: &'a RawValue,
    },
    Complete {
        id: &'a str,
    },
}

fn write(message: &ServerMessage<'_>) -> Result<String, serde_json::Error> {
    serde_json::to_string(message)
}

/// Acknowledges the connection.
pub(super) fn connection_ack() -> Result<String, serde_json::Error> {
    write(&ServerMessage::ConnectionAck)
}

/// The reply to a ping, with its payload.
pub(super) fn pong(payload: Option<&RawValue>) -> Result<String, serde_json::Error> {
    write(&ServerMessage::Pong { payload })
}

/// One response: data, or the errors of an operation that is refused as a whole.
pub(super) fn next(id: &str, response: &ApiResponse) -> Result<String, serde_json::Error> {
    #[derive(Deserialize)]
    struct Refused<'a> {
        #[serde(borrow)]
        errors: &'a RawValue,
    }
    if response.request_error.is_some() {
        let refused: Refused<'_> = serde_json::from_slice(&response.body)?;
        let payload = refused.errors;
        return write(&ServerMessage::Error { id, payload });
    }
    let payload = serde_json::from_slice(&response.body)?;
    write(&ServerMessage::Next { id, payload })
}

/// The operation has ended.
pub(super) fn complete(id: &str) -> Result<String, serde_json::Error> {
    write(&ServerMessage::Complete { id })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn messages_are_parsed() {
        let message = r#"{"type":"connection_init","payload":{"Authorization":"Bearer x"}}"#;
        let read = ClientMessage::parse(message);
        assert!(matches!(
            read,
            Ok(ClientMessage::ConnectionInit { authorization: Some(text) }) if text == "Bearer x"
        ));
        let message = r#"{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":null}}"#;
        let read = ClientMessage::parse(message);
        assert!(matches!(
            read,
            Ok(ClientMessage::Subscribe { id, request }) if id == "1" && request.query == "{a}"
        ));
        let message = r#"{"type":"ping","payload":null}"#;
        let read = ClientMessage::parse(message);
        assert!(matches!(read, Ok(ClientMessage::Ping { payload: None })));
    }

    #[test]
    fn malformed_messages_are_rejected() {
        for message in [
            "",
            "7",
            "[]",
            "{}",
            r#"{"type":"next","id":"1"}"#,
            r#"{"type":"connection_init","payload":[]}"#,
            r#"{"type":"connection_init","payload":{"authorization":7}}"#,
            r#"{"type":"ping","payload":"x"}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"complete","id":""}"#,
            r#"{"type":"complete","id":7}"#,
            r#"{"type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"subscribe","id":"1","payload":[{"query":"{a}"}]}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":7}}"#,
        ] {
            assert!(ClientMessage::parse(message).is_err(), "{message}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "\\PC{0,80}") {
            let _ = ClientMessage::parse(&text);
        }

        #[test]
        fn malformed_messages_are_rejected_with_a_reason(
            kind in "(connection_init|ping|subscribe|complete|next)",
            id in "\\PC{0,10}",
            payload in "(null|7|\\[\\]|\\{\\}|\"x\"|\\{\"query\":7\\})",
        ) {
            let id = serde_json::to_string(&id).unwrap();
            let text = format!(r#"{{"type":"{kind}","id":{id},"payload":{payload}}}"#);
            if let Err(fault) = ClientMessage::parse(&text) {
                prop_assert!(!fault.is_empty());
            }
        }
    }
}
