//! The protocol `graphql-transport-ws`. The loop of the library is not used: this one closes with the
//! codes of the protocol, limits operations, and ends with the server.

use std::{
    collections::HashMap,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev,
    error::PayloadError,
    http::header::{self, HeaderValue},
    rt,
    web::{Bytes, Data, Payload},
};
use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, ProtocolError, Session,
};
use futures_util::StreamExt;
use tokio::{
    sync::oneshot,
    task::{AbortHandle, JoinSet},
    time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout},
};

use super::{
    ConnectionContext, ConnectionPermit, LiveConnections, LiveLimits,
    frame_limit::FrameLimit,
    too_many_connections,
    web_socket_message::{
        ClientMessage, CloseCause, PROTOCOL, complete, connection_ack, next, pong,
    },
};
use crate::{
    graphql::{AllowedOperations, ApiRequest, ApiResponse, ErrorCode, ExecutionResult},
    http::{
        admission::{Identity, connection_limit::ConnectionSocket},
        config::HttpConfig,
        error_response::{self, STILL_LOADING},
        state::AppState,
    },
};

/// Whether a request is a WebSocket handshake.
pub(in crate::http) fn is_wanted(request: &HttpRequest) -> bool {
    let upgrade = request.headers().get(header::UPGRADE);
    upgrade.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Upgrades a request to a WebSocket.
pub(in crate::http) fn open(
    request: &HttpRequest,
    payload: Payload,
    state: Data<AppState>,
    config: &HttpConfig,
    connections: &LiveConnections,
) -> HttpResponse {
    let limits = config.live;
    if !has_supported_version(request) {
        let message = "Only version 13 of WebSocket is supported: \"Sec-WebSocket-Version: 13\".";
        let mut refusal = error_response::refusal(ErrorCode::BadRequest, message);
        let version = HeaderValue::from_static(VERSION);
        let headers = refusal.headers_mut();
        headers.insert(header::SEC_WEBSOCKET_VERSION, version);
        return refusal;
    }
    let Some(permit) = connections.acquire() else {
        return too_many_connections();
    };
    let (response, session, messages) = match bounded(request, payload, limits.message_bytes)
        .and_then(|frames| actix_ws::handle_with_protocols(request, frames, &[PROTOCOL]))
    {
        Ok(opened) => opened,
        Err(error) => {
            let message = format!("This is no handshake of a WebSocket: {error}.");
            return error_response::refusal(ErrorCode::BadRequest, &message);
        }
    };
    let speaks = response
        .headers()
        .contains_key(header::SEC_WEBSOCKET_PROTOCOL);
    let messages = messages
        .max_frame_size(limits.message_bytes)
        .aggregate_continuations()
        .max_continuation_size(limits.message_bytes);
    let socket = Socket {
        messages,
        permit,
        limits,
        operations: Operations::default(),
        acknowledged: false,
        outgoing: Outgoing {
            session,
            send_timeout: limits.send_timeout,
        },
        context: ConnectionContext {
            identity: Identity::of(request),
            state,
        },
    };
    let (sent, is_sent) = oneshot::channel();
    let connection = request.conn_data::<ConnectionSocket>().cloned();
    rt::spawn(async move {
        let outgoing = socket.outgoing.clone();
        let closing = if speaks {
            socket.run().await
        } else {
            Some(CloseCause::ProtocolNotAcceptable)
        };
        outgoing.close(closing).await;
        // The library would wait for the client, which waits for the server (RFC 6455, section 7.1.1).
        if let (Ok(_), Some(connection)) = (timeout(CLOSING, is_sent).await, connection) {
            connection.finish();
        }
    });
    response.map_body(|_, body| BoxBody::new(Sent { body, _sent: sent }))
}

/// The timeout for sending the close frame.
const CLOSING: Duration = Duration::from_secs(1);

/// A body that drops its half of a channel when it is sent.
struct Sent {
    body: BoxBody,
    _sent: oneshot::Sender<()>,
}

impl MessageBody for Sent {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

/// A body of frames of at most this length.
fn bounded(
    request: &HttpRequest,
    payload: Payload,
    most: usize,
) -> Result<Payload, actix_web::Error> {
    let frames = FrameLimit::new(payload.into_inner(), most);
    let mut frames = dev::Payload::from(frames.boxed_local());
    Payload::from_request(request, &mut frames).into_inner()
}

/// The version of the protocol (RFC 6455).
const VERSION: &str = "13";

/// Whether a handshake is for the supported version; other clients may retry with it (RFC 6455,
/// section 4.4).
fn has_supported_version(request: &HttpRequest) -> bool {
    let version = request.headers().get(header::SEC_WEBSOCKET_VERSION);
    version.is_some_and(|version| version == VERSION)
}

/// The end of a socket after a protocol error, or when its client has disconnected.
fn end_of(error: &ProtocolError) -> SocketEnd {
    let ProtocolError::Io(error) = error else {
        return SocketEnd::By(match error {
            ProtocolError::Overflow => CloseCause::TooLarge,
            _ => CloseCause::ProtocolError,
        });
    };
    if error.kind() != io::ErrorKind::InvalidData {
        // The library also reports a message of too many fragments in this form.
        let is_too_large = error.get_ref().is_some_and(|cause| {
            let of_connection = cause.downcast_ref::<PayloadError>();
            of_connection.is_none_or(|fault| matches!(fault, PayloadError::Overflow))
        });
        return if is_too_large {
            SocketEnd::By(CloseCause::TooLarge)
        } else {
            SocketEnd::Gone
        };
    }
    // One variant for two faults, which only the message distinguishes.
    SocketEnd::By(if error.to_string().contains("reserved bits") {
        CloseCause::ProtocolError
    } else {
        CloseCause::NotUtf8
    })
}

/// Sends messages to the client.
#[derive(Clone)]
struct Outgoing {
    session: Session,
    send_timeout: Duration,
}

impl Outgoing {
    /// Sends a message within the send timeout.
    async fn send(&mut self, text: Result<String, serde_json::Error>) -> Result<(), SocketEnd> {
        let text = text.map_err(|error| {
            tracing::error!(%error, "cannot serialise a message");
            SocketEnd::By(CloseCause::Internal)
        })?;
        match timeout(self.send_timeout, self.session.text(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(SocketEnd::Gone),
            Err(_) => Err(SocketEnd::By(CloseCause::Slow)),
        }
    }

    /// Closes the socket; `None` where the client has disconnected.
    async fn close(self, closing: Option<CloseCause>) {
        let reason = closing.map(|closing| {
            tracing::debug!(
                code = closing.code(),
                reason = closing.reason(),
                "closing a socket"
            );
            CloseReason {
                code: CloseCode::from(closing.code()),
                description: Some(closing.reason()),
            }
        });
        // There is no wait for a client that does not read: its connection ends with the session.
        let _ = timeout(CLOSING, self.session.close(reason)).await;
    }
}

/// How a socket or an operation has ended.
#[derive(Debug)]
enum SocketEnd {
    /// The client has disconnected.
    Gone,
    /// The server closes the socket.
    By(CloseCause),
}

/// The running operations of a socket. Dropping cancels them.
#[derive(Default)]
struct Operations {
    running: HashMap<String, AbortHandle>,
    tasks: JoinSet<(String, Result<(), SocketEnd>)>,
}

impl Operations {
    /// Waits until an operation ends; forever while none runs.
    async fn next_ended(&mut self) -> Result<(), SocketEnd> {
        match self.tasks.join_next().await {
            Some(Ok((id, outcome))) => {
                self.running.remove(&id);
                outcome
            }
            // It was cancelled by the client.
            Some(Err(error)) if error.is_cancelled() => Ok(()),
            Some(Err(error)) => {
                tracing::error!(%error, "an operation panicked");
                Err(SocketEnd::By(CloseCause::Internal))
            }
            None => std::future::pending().await,
        }
    }

    fn end(&mut self, id: &str) {
        if let Some(running) = self.running.remove(id) {
            running.abort();
        }
    }
}

struct Socket {
    messages: AggregatedMessageStream,
    outgoing: Outgoing,
    permit: ConnectionPermit,
    context: ConnectionContext,
    limits: LiveLimits,
    operations: Operations,
    acknowledged: bool,
}

impl Socket {
    /// Serves the client until one side closes; the cause where that is the server.
    async fn run(mut self) -> Option<CloseCause> {
        loop {
            match self.serve().await {
                Err(SocketEnd::By(closing)) => return Some(closing),
                Err(SocketEnd::Gone) => return None,
                Ok(()) => {}
            }
        }
    }

    async fn serve(&mut self) -> Result<(), SocketEnd> {
        let period = self.limits.heartbeat;
        let mut heartbeat = interval_at(Instant::now() + period, period);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let initialised_by = Instant::now() + self.limits.initialisation;
        let mut answered = true;
        loop {
            tokio::select! {
                biased;
                () = self.permit.server_stops() => return Err(SocketEnd::By(CloseCause::ServerStops)),
                // Before client messages: these may reuse the id of an ended operation.
                ended = self.operations.next_ended() => ended?,
                message = self.messages.next() => {
                    answered = true;
                    self.receive(message).await?;
                }
                () = sleep_until(initialised_by), if !self.acknowledged => {
                    return Err(SocketEnd::By(CloseCause::InitialisationTimeout));
                }
                _ = heartbeat.tick() => {
                    if !answered {
                        return Err(SocketEnd::By(CloseCause::Silent));
                    }
                    if !self.context.is_still_admitted().await {
                        let reason = "the token is no longer valid".to_owned();
                        return Err(SocketEnd::By(CloseCause::Forbidden(reason)));
                    }
                    answered = false;
                    self.ping().await?;
                }
            }
        }
    }

    /// A ping frame, which every WebSocket library acknowledges.
    async fn ping(&mut self) -> Result<(), SocketEnd> {
        let send_timeout = self.limits.send_timeout;
        match timeout(send_timeout, self.outgoing.session.ping(b"")).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(SocketEnd::Gone),
            Err(_) => Err(SocketEnd::By(CloseCause::Slow)),
        }
    }

    async fn receive(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
    ) -> Result<(), SocketEnd> {
        let text = match message {
            None | Some(Ok(AggregatedMessage::Close(_))) => return Err(SocketEnd::Gone),
            Some(Err(error)) => return Err(end_of(&error)),
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                let pong = self.outgoing.session.pong(&bytes);
                return match timeout(self.limits.send_timeout, pong).await {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) => Err(SocketEnd::Gone),
                    Err(_) => Err(SocketEnd::By(CloseCause::Slow)),
                };
            }
            Some(Ok(AggregatedMessage::Pong(_))) => return Ok(()),
            Some(Ok(AggregatedMessage::Binary(_))) => {
                let fault = "it is not text".to_owned();
                return Err(SocketEnd::By(CloseCause::InvalidMessage(fault)));
            }
            Some(Ok(AggregatedMessage::Text(text))) => text,
        };
        let message = ClientMessage::parse(&text)
            .map_err(|fault| SocketEnd::By(CloseCause::InvalidMessage(fault)))?;
        match message {
            ClientMessage::ConnectionInit { authorization } => {
                self.acknowledge(authorization).await
            }
            ClientMessage::Ping { payload } => self.outgoing.send(pong(payload.as_deref())).await,
            ClientMessage::Pong => Ok(()),
            ClientMessage::Complete { id } => {
                self.operations.end(&id);
                Ok(())
            }
            ClientMessage::Subscribe { id, request } => self.subscribe(id, *request).await,
        }
    }

    async fn acknowledge(&mut self, authorization: Option<String>) -> Result<(), SocketEnd> {
        if self.acknowledged {
            return Err(SocketEnd::By(CloseCause::TooManyInitialisations));
        }
        if let Some(authorization) = authorization {
            let ConnectionContext { state, identity } = &self.context;
            let admitted = identity.with_authorization(&state.admission, &authorization);
            self.context.identity = admitted.await.map_err(|refusal| {
                SocketEnd::By(CloseCause::Forbidden(refusal.code().text().to_owned()))
            })?;
        }
        self.acknowledged = true;
        self.outgoing.send(connection_ack()).await
    }

    async fn subscribe(&mut self, id: String, request: ApiRequest) -> Result<(), SocketEnd> {
        if !self.acknowledged {
            return Err(SocketEnd::By(CloseCause::Unauthorized));
        }
        if self.operations.running.contains_key(&id) {
            return Err(SocketEnd::By(CloseCause::AlreadyExists(id)));
        }
        if self.operations.running.len() >= self.limits.operations {
            let most = self.limits.operations;
            let message = format!("At most {most} operations run at a time on one connection.");
            let refusal = ApiResponse::refusal(ErrorCode::RateLimited, message);
            return self.outgoing.send(next(&id, &refusal)).await;
        }
        let task = run_operation(
            id.clone(),
            request,
            self.context.clone(),
            self.outgoing.clone(),
        );
        let running = self.operations.tasks.spawn_local(task);
        self.operations.running.insert(id, running);
        Ok(())
    }
}

async fn run_operation(
    id: String,
    request: ApiRequest,
    context: ConnectionContext,
    mut outgoing: Outgoing,
) -> (String, Result<(), SocketEnd>) {
    let outcome = answer_operation(&id, request, context, &mut outgoing).await;
    (id, outcome)
}

async fn answer_operation(
    id: &str,
    mut request: ApiRequest,
    context: ConnectionContext,
    outgoing: &mut Outgoing,
) -> Result<(), SocketEnd> {
    let Some(moment) = context.moment() else {
        let refusal = ApiResponse::refusal(ErrorCode::Unavailable, STILL_LOADING);
        return outgoing.send(next(id, &refusal)).await;
    };
    let ConnectionContext { state, identity } = context;
    identity.pay_for(&mut request);
    let (engine, caller, allowed) = (&state.engine, identity.caller, AllowedOperations::All);
    let result = match engine.resolve(request) {
        Ok(resolved) => engine.begin(resolved, caller, moment, allowed, None).await,
        Err(refusal) => ExecutionResult::One(*refusal),
    };
    match result {
        ExecutionResult::One(response) => {
            outgoing.send(next(id, &response)).await?;
            if response.request_error.is_some() {
                return Ok(());
            }
        }
        ExecutionResult::Many(mut live) => {
            while let Some(response) = live.stream.next().await {
                outgoing.send(next(id, &response)).await?;
                if response.request_error.is_some() {
                    return Ok(());
                }
            }
        }
    }
    outgoing.send(complete(id)).await
}
