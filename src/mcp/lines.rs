//! The transport of standard input and output: one message a line.

use std::io;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use rmcp::{
    ErrorData, RoleServer,
    model::{
        ClientJsonRpcMessage, ClientRequest, GetMeta, JsonRpcError, JsonRpcMessage, ProtocolVersion,
    },
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
    transport::{Transport, async_rw::AsyncRwTransport},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, Empty, empty},
    task::JoinHandle,
};
use tokio_util::codec::{AnyDelimiterCodec, AnyDelimiterCodecError, Decoder, FramedRead};

use super::message::{read, unknown_method};

/// The most bytes of a message, as over HTTP.
const MAX_MESSAGE: usize = 1 << 20;

/// Reads messages itself, so that each refusal is that of HTTP; the SDK writes.
pub(super) struct Lines<R, W: AsyncWrite> {
    input: FramedRead<R, Line>,
    output: AsyncRwTransport<RoleServer, Empty, W>,
    /// The refusal that is being written: in a task, since the SDK drops `receive` at any time.
    refusing: Option<JoinHandle<io::Result<()>>>,
    /// Whether the client has begun: before that the SDK ends at anything but a request.
    has_begun: bool,
}

impl<R, W> Lines<R, W>
where
    R: AsyncRead,
    W: AsyncWrite + Send + Unpin + 'static,
{
    pub(super) fn new(input: R, output: W) -> Self {
        Self {
            input: FramedRead::new(input, Line::default()),
            output: AsyncRwTransport::new_server(empty(), output),
            refusing: None,
            has_begun: false,
        }
    }
}

impl<R, W> Transport<RoleServer> for Lines<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin + 'static,
{
    type Error = io::Error;

    fn send(
        &mut self,
        item: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        self.output.send(item)
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            if let Some(refusing) = &mut self.refusing {
                let written = refusing.await;
                self.refusing = None;
                written.ok()?.ok()?;
            }
            let line = self.input.next().await?;
            let message = match line
                .inspect_err(|error| tracing::error!(%error, "reading"))
                .ok()?
            {
                Ok(line) if line.trim_ascii().is_empty() => continue,
                Ok(line) => read(&line).map_err(|refusal| refusal.error).and_then(known),
                Err(TooLong) => {
                    let message = format!("A message has at most {MAX_MESSAGE} bytes.");
                    let error = ErrorData::invalid_request(message, None);
                    Err(Box::new(JsonRpcError::new(None, error)))
                }
            };
            match message {
                Ok(message) => {
                    if let JsonRpcMessage::Request(asked) = &message {
                        self.has_begun |= begins(&asked.request);
                    } else if !self.has_begun {
                        continue;
                    }
                    return Some(message);
                }
                Err(refusal) => {
                    let refusal = self.output.send(JsonRpcMessage::Error(*refusal));
                    self.refusing = Some(tokio::spawn(refusal));
                }
            }
        }
    }

    fn close(&mut self) -> impl Future<Output = io::Result<()>> + Send {
        self.output.close()
    }
}

/// Whether a client begins with this request: by a handshake, or by what each request of the versions
/// without one has with it.
fn begins(request: &ClientRequest) -> bool {
    match request {
        ClientRequest::InitializeRequest(_) => true,
        ClientRequest::PingRequest(_) | ClientRequest::DiscoverRequest(_) => false,
        request => {
            let meta = request.get_meta();
            let missing = meta.missing_required_keys(&ProtocolVersion::V_2026_07_28);
            let version = meta.protocol_version();
            missing.is_empty()
                && version.is_some_and(|it| ProtocolVersion::KNOWN_VERSIONS.contains(&it))
        }
    }
}

/// Before a client has agreed on a version, the SDK answers any other request with that.
fn known(message: ClientJsonRpcMessage) -> Result<ClientJsonRpcMessage, Box<JsonRpcError>> {
    if let JsonRpcMessage::Request(asked) = &message
        && let ClientRequest::CustomRequest(custom) = &asked.request
    {
        let error = unknown_method(&custom.method);
        return Err(Box::new(JsonRpcError::new(Some(asked.id.clone()), error)));
    }
    Ok(message)
}

/// A line that is not kept.
struct TooLong;

/// Decodes lines. One that is too long is an item and no error, after which `FramedRead` would wait for
/// more input before it looks at what it has.
struct Line(AnyDelimiterCodec);

impl Default for Line {
    fn default() -> Self {
        let (ends, none) = (b"\n".to_vec(), Vec::new());
        Self(AnyDelimiterCodec::new_with_max_length(
            ends,
            none,
            MAX_MESSAGE,
        ))
    }
}

impl Decoder for Line {
    type Item = Result<Bytes, TooLong>;
    type Error = io::Error;

    fn decode(&mut self, input: &mut BytesMut) -> io::Result<Option<Self::Item>> {
        kept(self.0.decode(input))
    }

    fn decode_eof(&mut self, input: &mut BytesMut) -> io::Result<Option<Self::Item>> {
        kept(self.0.decode_eof(input))
    }
}

fn kept(
    decoded: Result<Option<Bytes>, AnyDelimiterCodecError>,
) -> io::Result<Option<Result<Bytes, TooLong>>> {
    match decoded {
        Ok(line) => Ok(line.map(Ok)),
        Err(AnyDelimiterCodecError::MaxChunkLengthExceeded) => Ok(Some(Err(TooLong))),
        Err(AnyDelimiterCodecError::Io(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tokio::io::sink;

    use super::*;

    /// The methods of the messages that the SDK gets of these.
    async fn received(messages: &[Value]) -> Vec<String> {
        let lines: Vec<_> = messages.iter().map(Value::to_string).collect();
        let lines = lines.join("\n");
        let mut lines = Lines::new(lines.as_bytes(), sink());
        let mut methods = Vec::new();
        while let Some(message) = lines.receive().await {
            let message = serde_json::to_value(message).unwrap();
            methods.push(
                message["method"]
                    .as_str()
                    .unwrap_or("a response")
                    .to_owned(),
            );
        }
        methods
    }

    fn request(method: &str, params: &Value) -> Value {
        json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
    }

    #[tokio::test]
    async fn notifications_and_responses_wait_until_a_client_has_begun() {
        let cancelled = json!({
            "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 1 }
        });
        let response = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
        let about = |version: &str| {
            json!({ "_meta": {
                "io.modelcontextprotocol/protocolVersion": version,
                "io.modelcontextprotocol/clientCapabilities": {},
            } })
        };
        let handshake = json!({
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        });
        for (first, has_begun) in [
            (request("initialize", &handshake), true),
            (request("tools/list", &about("2026-07-28")), true),
            (request("tools/list", &about("1999-01-01")), false),
            (request("tools/list", &json!({})), false),
            (request("ping", &about("2026-07-28")), false),
            (request("server/discover", &about("2026-07-28")), false),
        ] {
            let method = first["method"].as_str().unwrap().to_owned();
            let mut expected = vec![method];
            if has_begun {
                expected.extend([
                    "notifications/cancelled".to_owned(),
                    "a response".to_owned(),
                ]);
            }
            let messages = [&cancelled, &response, &first, &cancelled, &response];
            assert_eq!(
                received(&messages.map(Clone::clone)).await,
                expected,
                "{first}"
            );
        }
    }
}
