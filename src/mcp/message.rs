//! Reads one message of JSON-RPC. The SDK takes a method whose parameters it cannot read for an unknown
//! one, ignores a cursor that is no text, and over standard input drops what is no JSON.

use http::StatusCode;
use rmcp::{
    ErrorData,
    model::{
        CallToolRequestParams, ClientJsonRpcMessage, CompleteRequestParams, ErrorCode,
        GetPromptRequestParams, InitializeRequestParams, JsonObject, JsonRpcError,
        PaginatedRequestParams, ReadResourceRequestParams, RequestId,
    },
};
use serde::{Deserialize, de::DeserializeOwned, de::IgnoredAny};
use serde_json::Value;

use super::answer::short;

/// The answer to what is no message for this server.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Over HTTP.
    pub(super) status: StatusCode,
    pub(super) error: Box<JsonRpcError>,
}

impl Refusal {
    /// JSON-RPC has an error for it, with 400 over HTTP: no message was read.
    pub(super) fn unreadable(id: Option<RequestId>, error: ErrorData) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error: Box::new(JsonRpcError::new(id, error)),
        }
    }

    /// A request was read, so HTTP has nothing to refuse.
    fn parameters(id: RequestId, method: &str, fault: &str) -> Self {
        let message = format!(
            "The parameters of {} cannot be read: {fault}.",
            short(method)
        );
        let error = ErrorData::invalid_params(message, None);
        Self {
            status: StatusCode::OK,
            error: Box::new(JsonRpcError::new(Some(id), error)),
        }
    }
}

/// The error of a method that is not answered.
pub(super) fn unknown_method(method: &str) -> ErrorData {
    let message = format!("There is no method \"{}\".", short(method));
    ErrorData::new(ErrorCode::METHOD_NOT_FOUND, message, None)
}

/// Reads a message. Requests without parameters have empty ones.
///
/// # Errors
/// If it is no JSON, no message, or a request whose parameters its method does not have.
pub(super) fn read(text: &[u8]) -> Result<ClientJsonRpcMessage, Refusal> {
    let mut message = object(text).map_err(|error| Refusal::unreadable(None, error))?;
    let id = message.get("id").map(RequestId::deserialize).transpose();
    let id = id.map_err(|_| {
        let error = ErrorData::invalid_request("An id is a text or a whole number.", None);
        Refusal::unreadable(None, error)
    })?;
    check_id(id.as_ref()).map_err(|error| Refusal::unreadable(None, error))?;
    if let (Some(id), Some(method)) = (&id, message.get("method").and_then(Value::as_str)) {
        let given = message.get("params").filter(|params| !params.is_null());
        let params = given.cloned().unwrap_or_else(|| JsonObject::new().into());
        if let Err(fault) = check(method, &params) {
            return Err(Refusal::parameters(id.clone(), method, &fault));
        }
        message.insert("params".to_owned(), params);
    }
    ClientJsonRpcMessage::deserialize(Value::Object(message)).map_err(|_| {
        let message = "A message has \"jsonrpc\": \"2.0\" and a method, with an id if it asks.";
        Refusal::unreadable(id, ErrorData::invalid_request(message, None))
    })
}

/// The most bytes of an id, which answers repeat.
const MAX_ID: usize = 256;

/// Refuses an id that would fill an answer, or break a line of a log.
fn check_id(id: Option<&RequestId>) -> Result<(), ErrorData> {
    let Some(RequestId::String(text)) = id else {
        return Ok(());
    };
    if text.len() <= MAX_ID && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let message = format!("An id has at most {MAX_ID} bytes and no control characters.");
    Err(ErrorData::invalid_request(message, None))
}

/// The object of a message, which need not be one of the protocol.
fn object(text: &[u8]) -> Result<JsonObject, ErrorData> {
    let invalid = |message: String| Err(ErrorData::invalid_request(message, None));
    match serde_json::from_slice(text) {
        Ok(Value::Object(message)) => Ok(message),
        Ok(Value::Array(_)) => invalid("Send one message at a time: there are no batches.".into()),
        Ok(_) => invalid("A message is an object.".into()),
        Err(fault) if is_json(text) => invalid(format!("The message cannot be read: {fault}.")),
        Err(fault) => {
            let message = format!("The message is no JSON: {fault}.");
            Err(ErrorData::parse_error(message, None))
        }
    }
}

/// Whether it is JSON, though it may nest too deep to be read.
fn is_json(text: &[u8]) -> bool {
    let text = std::str::from_utf8(text);
    text.is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

/// Why these are no parameters of this method.
fn check(method: &str, params: &Value) -> Result<(), String> {
    let Some(fields) = params.as_object() else {
        return Err("they have to be an object".to_owned());
    };
    if fields.get("_meta").is_some_and(|meta| !meta.is_object()) {
        return Err("\"_meta\" has to be an object".to_owned());
    }
    for (path, takes) in taken(method) {
        let is_taken = match params.pointer(path) {
            None | Some(Value::Null) => !takes.is_required,
            Some(value) => (takes.is)(value),
        };
        if !is_taken {
            let name = path.trim_start_matches('/').replace('/', ".");
            return Err(format!("\"{name}\" has to be {}", takes.kind));
        }
    }
    match method {
        "initialize" => readable::<InitializeRequestParams>(params),
        "tools/list" | "prompts/list" | "resources/list" | "resources/templates/list" => {
            readable::<PaginatedRequestParams>(params)
        }
        "tools/call" => readable::<CallToolRequestParams>(params),
        "resources/read" => readable::<ReadResourceRequestParams>(params),
        "prompts/get" => readable::<GetPromptRequestParams>(params),
        "completion/complete" => readable::<CompleteRequestParams>(params),
        _ => Ok(()),
    }
}

/// What a method takes in one place.
#[derive(Clone, Copy)]
struct Takes {
    is: fn(&Value) -> bool,
    kind: &'static str,
    is_required: bool,
}

const TEXT: Takes = Takes {
    is: Value::is_string,
    kind: "a text",
    is_required: true,
};

const OBJECT: Takes = Takes {
    is: Value::is_object,
    kind: "an object",
    is_required: true,
};

const OPTIONAL_TEXT: Takes = Takes {
    is_required: false,
    ..TEXT
};

const OPTIONAL_OBJECT: Takes = Takes {
    is_required: false,
    ..OBJECT
};

/// The parameters of a method that this server reads, by JSON pointers, outer ones first.
fn taken(method: &str) -> &'static [(&'static str, Takes)] {
    match method {
        "initialize" => &[
            ("/protocolVersion", TEXT),
            ("/capabilities", OBJECT),
            ("/clientInfo", OBJECT),
            ("/clientInfo/name", TEXT),
            ("/clientInfo/version", TEXT),
        ],
        "tools/list" | "prompts/list" | "resources/list" | "resources/templates/list" => {
            &[("/cursor", OPTIONAL_TEXT)]
        }
        "tools/call" | "prompts/get" => &[("/name", TEXT), ("/arguments", OPTIONAL_OBJECT)],
        "resources/read" => &[("/uri", TEXT)],
        "completion/complete" => &[
            ("/ref", OBJECT),
            ("/ref/type", TEXT),
            ("/argument", OBJECT),
            ("/argument/name", TEXT),
            ("/argument/value", TEXT),
            ("/context", OPTIONAL_OBJECT),
            ("/context/arguments", OPTIONAL_OBJECT),
        ],
        _ => &[],
    }
}

fn readable<P: DeserializeOwned>(params: &Value) -> Result<(), String> {
    let read = serde_path_to_error::deserialize::<_, P>(params);
    read.map(drop)
        .map_err(|fault| format!("\"{}\" is not what the method takes", fault.path()))
}
