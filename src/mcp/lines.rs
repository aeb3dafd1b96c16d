//! The transport of standard input and output: one message a line.

use std::io;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use rmcp::{
    ErrorData, RoleServer,
    model::{ClientJsonRpcMessage, ClientRequest, JsonRpcError, JsonRpcMessage},
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
                        self.has_begun |=
                            matches!(asked.request, ClientRequest::InitializeRequest(_));
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
