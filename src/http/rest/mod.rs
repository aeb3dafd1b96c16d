//! REST: each address answers one fixed document, as JSON or as CSV.
//!
//! A document in `documents` has its address, summary, example and, where its rows are flat, the columns
//! of its table in the headers; its variables are the parameters.

mod description;
mod documents;
mod problem;
mod representation;
mod suggestions;
mod table;

use std::{collections::BTreeMap, sync::OnceLock};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Path},
};
use url::form_urlencoded;

pub(in crate::http) use self::{documents::routes, problem::with_problems};
use self::{
    documents::{Documents, RestDocument},
    problem::Problem,
    representation::{Representation, represented},
};
use crate::{
    graphql::{ApiRequest, CacheScope, Engine, ErrorCode, INTERNAL_MESSAGE},
    http::{
        admission::Identity,
        caching::cache_control::{NO_CACHE, NO_STORE},
        caching::encoded_body::ConditionalResponse,
        caching::prepared_response::audience,
        error_response::{self, RETRY_SOON},
        graphql::{Api, get_request::decode, post_request::Unreadable},
        negotiation::content_coding::AcceptedCoding,
        operations::ExecutedResponse,
        pages::static_file::StaticFile,
        response_metadata::Reply,
    },
};

/// The beginning of every address.
pub(in crate::http) const API: &str = "/api/v1";

/// The request headers that select a representation.
const VARY: HeaderValue = HeaderValue::from_static(VARY_TEXT);
const VARY_TEXT: &str = "Accept, Accept-Encoding";

/// The parameters of an address, decoded, in their order.
type Pairs = Vec<(String, String)>;

/// The documents and their description. All workers share it.
#[derive(Default)]
pub(in crate::http) struct RestEndpoint {
    /// Made by the first request, so that a start does not wait for it.
    interface: OnceLock<Option<Interface>>,
}

struct Interface {
    documents: Documents,
    description: StaticFile,
}

impl RestEndpoint {
    fn interface(&self, engine: &Engine) -> Result<&Interface, Box<HttpResponse>> {
        let read = || match Documents::read(engine) {
            Ok(documents) => {
                let text = description::openapi(&documents).to_string();
                let description = StaticFile::new("application/json", NO_CACHE, text);
                Some(Interface {
                    documents,
                    description,
                })
            }
            Err(error) => {
                tracing::error!(%error, "a document of a REST address is not valid");
                None
            }
        };
        let interface = self.interface.get_or_init(read).as_ref();
        interface.ok_or_else(|| {
            let code = ErrorCode::Internal;
            Box::new(error_response::refusal(code, INTERNAL_MESSAGE))
        })
    }
}

/// Serves the OpenAPI description.
pub(in crate::http) async fn description(
    request: HttpRequest,
    api: Data<Api>,
    endpoint: Data<RestEndpoint>,
) -> HttpResponse {
    match endpoint.interface(&api.state.engine) {
        Ok(interface) => interface.description.respond(&request).await,
        Err(refusal) => *refusal,
    }
}

/// Refuses an address under the API that there is not.
pub(in crate::http) async fn unknown_address() -> HttpResponse {
    let message =
        format!("There is nothing at this address; {API}/openapi.json describes all addresses.");
    error_response::refusal(ErrorCode::NotFound, &message)
}

/// Serves the answer to the document of the matched address.
pub(in crate::http) async fn answer(
    request: HttpRequest,
    api: Data<Api>,
    endpoint: Data<RestEndpoint>,
) -> Reply {
    let interface = match endpoint.interface(&api.state.engine) {
        Ok(interface) => interface,
        Err(refusal) => return (*refusal).into(),
    };
    let pattern = request.match_pattern().unwrap_or_default();
    let route = pattern.strip_prefix(API).unwrap_or_default();
    let Some(document) = interface.documents.of_route(route) else {
        return unknown_address().await.into();
    };
    match question(&request, document, &api).await {
        Ok(question) => question.reply(&request, document, &api).await,
        Err(refusal) => (*refusal).into(),
    }
}

/// What is asked of a document.
struct Question {
    request: ApiRequest,
    /// The parameters in the path, by name.
    path: BTreeMap<String, String>,
    query: Pairs,
    representation: Representation,
    coding: AcceptedCoding,
}

async fn question(
    request: &HttpRequest,
    document: &RestDocument,
    api: &Api,
) -> Result<Question, Box<HttpResponse>> {
    let Ok(texts) = Path::<Vec<String>>::extract(request).await else {
        return Err(Box::new(unknown_address().await));
    };
    let names = request.match_info().iter().map(|(name, _)| name.to_owned());
    let path: BTreeMap<_, _> = names.zip(texts.into_inner()).collect();
    let query = pairs(request.query_string())?;
    let representation = Representation::of(request.headers(), &query, document.table.is_some())?;
    let Some(coding) = AcceptedCoding::of(request.headers(), api.config.compression) else {
        return Err(Box::new(error_response::no_acceptable_coding()));
    };
    let beside: &[&str] = if document.table.is_some() {
        &[representation::FORMAT]
    } else {
        &[]
    };
    let own = query
        .iter()
        .filter(|(name, _)| !beside.contains(&name.as_str()));
    let given = path
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    let given = given.chain(own.map(|(name, text)| (name.as_str(), text.as_str())));
    let mut asked = document
        .document
        .request_of_texts(given, beside)
        .map_err(|fault| {
            let problem = Problem::new(ErrorCode::BadUserInput, fault.message);
            Box::new(problem.of_parameter(Some(&fault.parameter)).response())
        })?;
    asked.representation = representation.name();
    Ok(Question {
        request: asked,
        path,
        query,
        representation,
        coding,
    })
}

/// The decoded parameters of a query string.
fn pairs(query: &str) -> Result<Pairs, Box<HttpResponse>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decode(name)?, decode(text)?))
    });
    let pairs: Result<_, Unreadable> = pairs.collect();
    pairs.map_err(|fault| Box::new(error_response::refusal(fault.code, &fault.message)))
}

impl Question {
    async fn reply(self, request: &HttpRequest, document: &RestDocument, api: &Api) -> Reply {
        let Self {
            request: asked,
            path,
            query,
            representation,
            coding,
        } = self;
        let identity = Identity::of(request);
        let executed = api
            .execute_fixed(asked, identity, coding, |response, catalogue| {
                represented(response, document, representation, &path, catalogue)
            })
            .await;
        let Some(executed) = executed else {
            return error_response::still_loading().into();
        };
        let metadata = executed.metadata();
        Reply {
            response: sent(executed, request, &query, representation, api),
            metadata,
        }
    }
}

fn sent(
    executed: ExecutedResponse,
    request: &HttpRequest,
    query: &[(String, String)],
    representation: Representation,
    api: &Api,
) -> HttpResponse {
    let ExecutedResponse {
        response, today, ..
    } = executed;
    if let Some(code) = response.request_error {
        let mut builder = HttpResponse::build(problem::status(code));
        builder
            .content_type(problem::CONTENT_TYPE)
            .insert_header((header::CACHE_CONTROL, NO_STORE))
            .insert_header((header::VARY, VARY));
        if matches!(code, ErrorCode::Unavailable | ErrorCode::Timeout) {
            builder.insert_header((header::RETRY_AFTER, RETRY_SOON));
        }
        return response.body.response(&mut builder);
    }
    let (cache, now) = (api.config.cache, api.state.clock.now());
    let (mut builder, is_bodiless) = if response.lifetime == CacheScope::Once {
        let mut builder = HttpResponse::Ok();
        builder
            .insert_header((header::CACHE_CONTROL, NO_STORE))
            .insert_header((header::VARY, VARY));
        (builder, false)
    } else {
        let audience = audience(request.headers());
        let conditional = ConditionalResponse {
            tag: response.body.tag(representation.tag_part()),
            cache_control: cache.header(response.lifetime, audience, today, now),
            vary: VARY_TEXT,
        };
        conditional.begin(request.headers())
    };
    if let Some(cursor) = &response.next_page {
        builder.insert_header((header::LINK, next_page(request.path(), query, cursor)));
    }
    if is_bodiless {
        return builder.finish();
    }
    let builder = builder.content_type(representation.content_type());
    response.body.response(builder)
}

/// The header `Link` of a page: the same question after this cursor.
fn next_page(path: &str, query: &[(String, String)], cursor: &str) -> String {
    let mut next = form_urlencoded::Serializer::new(String::new());
    let others = query.iter().filter(|(name, _)| name != "after");
    next.extend_pairs(others).append_pair("after", cursor);
    format!("<{path}?{}>; rel=\"next\"", next.finish())
}
