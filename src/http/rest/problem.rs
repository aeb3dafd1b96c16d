//! Refusals as problem details (RFC 9457), with the codes of `docs/errors.md`.

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
};
use serde_json::{Value, json};

use crate::{
    graphql::{ErrorCode, FixedDocument},
    http::{
        caching::cache_control::NO_STORE,
        operations::{FieldError, Subject, first_error},
        response_metadata::ResponseMetadata,
    },
};

pub(super) const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The status of a code. What an address names and the catalogue does not have is not found.
pub(super) fn status(code: ErrorCode) -> StatusCode {
    let status = match code {
        ErrorCode::UnknownExam | ErrorCode::UnknownRole => 404,
        code => code.http_status(),
    };
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: ErrorCode,
    detail: String,
    /// The name of the parameter at fault.
    parameter: Option<String>,
    /// What may have been meant, nearest first.
    suggestions: Vec<String>,
}

impl Problem {
    pub(super) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            parameter: None,
            suggestions: Vec::new(),
        }
    }

    /// The problem of an error of the engine, in the words of the interface: a parameter for the argument
    /// or variable that it gives.
    pub(super) fn of_error(error: &FieldError, document: &FixedDocument) -> Self {
        if error.code == ErrorCode::QueryTooComplex {
            // Only the size of a page makes the answer to a fixed document larger.
            let detail = "The parameter \"first\": the answer would be too large; ask for less.";
            return Self::new(error.code, detail).of_parameter(Some("first"));
        }
        let (parameter, names_it) = match &error.subject {
            Some(Subject::Argument(path)) => {
                let variable = document.variable_of_argument(path);
                (variable, format!("Argument \"{path}\": "))
            }
            Some(Subject::Variable(name)) => {
                (Some(name.as_str()), format!("Variable \"${name}\": "))
            }
            None => (None, String::new()),
        };
        let fault = error.message.strip_prefix(&names_it);
        let detail = match (parameter, fault) {
            (Some(name), Some(fault)) => format!("The parameter \"{name}\": {fault}"),
            _ => error.message.clone(),
        };
        Self::new(error.code, detail)
            .of_parameter(parameter)
            .suggesting(error.candidates.clone())
    }

    pub(super) fn of_parameter(self, parameter: Option<&str>) -> Self {
        let parameter = parameter.map(str::to_owned);
        Self { parameter, ..self }
    }

    pub(super) fn suggesting(self, suggestions: Vec<String>) -> Self {
        Self {
            suggestions,
            ..self
        }
    }

    /// The body of a response.
    pub(super) fn body(&self) -> Vec<u8> {
        let status = status(self.code);
        let mut fields = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": self.detail,
            "code": self.code.text(),
        });
        if let Some(parameter) = &self.parameter {
            fields["parameter"] = parameter.as_str().into();
        }
        if !self.suggestions.is_empty() {
            fields["suggestions"] = Value::from(self.suggestions.clone());
        }
        fields.to_string().into_bytes()
    }

    pub(super) fn response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(status(self.code))
            .content_type(CONTENT_TYPE)
            .insert_header((header::CACHE_CONTROL, NO_STORE))
            .insert_header((header::VARY, super::VARY))
            .body(self.body());
        ResponseMetadata::refused(self.code).attach_to(&mut response);
        response
    }
}

/// Middleware that writes the refusals of routing and admission, which are GraphQL errors, as problems.
pub(in crate::http) async fn with_problems(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let media = response.headers().get(header::CONTENT_TYPE);
    let is_graphql = media.is_some_and(|media| *media != CONTENT_TYPE);
    if !is_graphql || !(response.status().is_client_error() || response.status().is_server_error())
    {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    let body = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => return Ok(ServiceResponse::new(request, response.set_body(body))),
    };
    let Some(FieldError { code, message, .. }) = first_error(&body) else {
        return Ok(ServiceResponse::new(
            request,
            response.set_body(body).map_into_boxed_body(),
        ));
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, CONTENT_TYPE);
    let problem = Problem::new(code, message).body();
    let response = response.set_body(problem).map_into_boxed_body();
    Ok(ServiceResponse::new(request, response))
}
