//! The representations of an answer, and which one a client gets.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderMap, HeaderValue},
};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    address::Address,
    documents::RestDocument,
    problem::Problem,
    suggestions::{near_roles, not_found},
};
use crate::{
    catalogue::Catalogue,
    graphql::{ApiResponse, ErrorCode, INTERNAL_MESSAGE},
    http::{
        negotiation::accept::quality,
        negotiation::quality_list::{Quality, values},
        operations::Outcome,
    },
};

/// The parameter that selects a representation, before the header `Accept`.
pub(super) const FORMAT: &str = "format";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Representation {
    Json,
    Csv,
}

impl Representation {
    /// The one that a request wants.
    ///
    /// # Errors
    /// If the document does not have it.
    pub(super) fn of(
        headers: &HeaderMap,
        query: &[(String, String)],
        has_rows: bool,
    ) -> Result<Self, Box<HttpResponse>> {
        let formats = query.iter().filter(|(name, _)| has_rows && name == FORMAT);
        let formats: Vec<_> = formats.map(|(_, text)| text.as_str()).collect();
        match formats.as_slice() {
            [] | [""] => {}
            ["json"] => return Ok(Self::Json),
            ["csv"] => return Ok(Self::Csv),
            _ => {
                let message = "The parameter \"format\": expected json or csv, once.";
                let problem = Problem::new(ErrorCode::BadUserInput, message);
                return Err(Box::new(problem.of_parameter(Some(FORMAT)).response()));
            }
        }
        let accept = || values(headers, header::ACCEPT);
        let json = quality(accept(), "application", "json");
        let csv = quality(accept(), "text", "csv");
        if has_rows && csv > json {
            Ok(Self::Csv)
        } else if json > Quality::ZERO {
            Ok(Self::Json)
        } else {
            let message = if has_rows {
                "Answers are application/json or text/csv."
            } else {
                "Answers are application/json."
            };
            let problem = Problem::new(ErrorCode::NotAcceptable, message);
            Err(Box::new(problem.response()))
        }
    }

    /// Its name in the keys of cached responses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Json => "rest.json",
            Self::Csv => "rest.csv",
        }
    }

    /// Its name in entity tags.
    pub(super) const fn tag_part(self) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::Csv => ".csv",
        }
    }

    pub(super) const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        })
    }
}

/// What of a page leads to the next one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    page_info: Option<PageInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl PageInfo {
    fn next(self) -> Option<String> {
        self.end_cursor.filter(|_| self.has_next_page)
    }
}

/// A response of the engine to a document in this representation: the value of its root field, or a
/// problem.
pub(super) fn represented(
    response: ApiResponse,
    document: &RestDocument,
    representation: Representation,
    address: &Address,
    catalogue: &Catalogue,
) -> ApiResponse {
    let made = body(&response, document, representation, address, catalogue);
    match made {
        Ok((body, next_page)) => ApiResponse {
            body,
            next_page: next_page.map(Into::into),
            ..response
        },
        Err(problem) => ApiResponse {
            body: problem.body(),
            request_error: Some(problem.code),
            ..response
        },
    }
}

fn body(
    response: &ApiResponse,
    document: &RestDocument,
    representation: Representation,
    address: &Address,
    catalogue: &Catalogue,
) -> Result<(Vec<u8>, Option<String>), Problem> {
    let internal = || Problem::new(ErrorCode::Internal, INTERNAL_MESSAGE);
    let data = Outcome::of(response)
        .0
        .map_err(|errors| match errors.first() {
            Some(error) => {
                let problem = Problem::of_error(error, &document.document);
                match error.code {
                    ErrorCode::UnknownRole => problem.suggesting(near_roles(address, catalogue)),
                    _ => problem,
                }
            }
            None => internal(),
        })?;
    let (key, of_type) = document.document.only_root().ok_or_else(internal)?;
    let mut fields: BTreeMap<&str, &RawValue> =
        serde_json::from_str(data.get()).map_err(|_| internal())?;
    let answer = fields.remove(key).ok_or_else(internal)?;
    if answer.get() == "null" {
        return Err(not_found(of_type, address, catalogue));
    }
    let body = match (representation, &document.table) {
        (Representation::Csv, Some(table)) => {
            let rows = serde_json::from_str(answer.get()).map_err(|_| internal())?;
            table.csv(&rows).map_err(|error| {
                tracing::error!(%error, "rows cannot be written as CSV");
                internal()
            })?
        }
        _ => answer.get().as_bytes().to_vec(),
    };
    // Lists and values without pages are no error.
    let page: Option<Page> = serde_json::from_str(answer.get()).ok();
    let page = page.and_then(|page| page.page_info);
    Ok((body, page.and_then(PageInfo::next)))
}
