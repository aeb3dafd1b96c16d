//! REST: each address answers one fixed document, as JSON or as CSV.
//!
//! A document in `documents` has its address, summary, example and, where its rows are flat, the columns
//! of its table in the headers; its variables are the parameters. `answers` has the answers to the examples as
//! tests recorded them.

mod address;
mod description;
mod documents;
mod problem;
mod representation;
mod suggestions;
mod table;

use std::iter;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Data,
};
use url::form_urlencoded;

use self::{
    address::Address,
    documents::{Documents, RestDocument},
    problem::Problem,
    representation::{Representation, represented},
};
pub(in crate::http) use self::{documents::routes, problem::with_problems};
use crate::{
    graphql::{
        ApiRequest, CacheScope, Engine, ErrorCode, INTERNAL_MESSAGE, MadeOnce, ParameterFault,
    },
    http::{
        admission::Identity,
        caching::cache_control::{NO_CACHE, NO_STORE},
        caching::encoded_body::ConditionalResponse,
        caching::prepared_response::audience,
        error_response::{self, RETRY_SOON},
        graphql::Api,
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

/// The documents and their description. All workers share it.
#[derive(Default)]
pub(in crate::http) struct RestEndpoint {
    interface: MadeOnce<Interface>,
}

struct Interface {
    documents: Documents,
    description: StaticFile,
}

impl RestEndpoint {
    fn interface(&self, engine: &Engine) -> Result<&Interface, Box<HttpResponse>> {
        let interface = self.interface.get(|| {
            let documents = Documents::read(engine)?;
            let text = description::openapi(&documents).to_string();
            let description = StaticFile::new("application/json", NO_CACHE, text);
            Ok(Interface {
                documents,
                description,
            })
        });
        interface.ok_or_else(|| {
            let code = ErrorCode::Internal;
            Box::new(error_response::refusal(code, INTERNAL_MESSAGE))
        })
    }
}

/// Serves the OpenAPI description, which has no parameters.
pub(in crate::http) async fn description(
    request: HttpRequest,
    api: Data<Api>,
    endpoint: Data<RestEndpoint>,
) -> HttpResponse {
    let interface = endpoint.interface(&api.state.engine);
    let asked = interface.and_then(|interface| {
        let address = Address::of(&request)?;
        if let Some((name, _)) = address.in_query.first() {
            let fault = ParameterFault::unknown(name, iter::empty());
            return Err(Box::new(wrong(&fault)));
        }
        Representation::of(request.headers(), &[], false)?;
        Ok(&interface.description)
    });
    match asked {
        Ok(description) => {
            let mut response = description.respond(&request).await;
            response.headers_mut().insert(header::VARY, VARY);
            response
        }
        Err(refusal) => *refusal,
    }
}

/// Refuses an address under the API that there is not.
pub(in crate::http) async fn unknown_address(request: HttpRequest) -> HttpResponse {
    if let Err(refusal) = Address::of(&request) {
        return *refusal;
    }
    no_address()
}

fn no_address() -> HttpResponse {
    let message =
        format!("There is nothing at this address; {API}/openapi.json describes all addresses.");
    error_response::refusal(ErrorCode::NotFound, &message)
}

fn wrong(fault: &ParameterFault) -> HttpResponse {
    let problem = Problem::new(ErrorCode::BadUserInput, fault.message.as_str());
    let problem = problem.of_parameter(Some(&fault.parameter));
    problem.suggesting(fault.suggestions.clone()).response()
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
        return no_address().into();
    };
    match question(&request, document, &api) {
        Ok(question) => question.reply(&request, document, &api).await,
        Err(refusal) => (*refusal).into(),
    }
}

/// What is asked of a document.
struct Question {
    request: ApiRequest,
    address: Address,
    representation: Representation,
    coding: AcceptedCoding,
}

fn question(
    request: &HttpRequest,
    document: &RestDocument,
    api: &Api,
) -> Result<Question, Box<HttpResponse>> {
    let address = Address::of(request)?;
    let has_rows = document.table.is_some();
    let representation = Representation::of(request.headers(), &address.in_query, has_rows)?;
    let Some(coding) = AcceptedCoding::of(request.headers(), api.config.compression) else {
        return Err(Box::new(error_response::no_acceptable_coding()));
    };
    let beside: &[&str] = if has_rows {
        &[representation::FORMAT]
    } else {
        &[]
    };
    let asked = document
        .document
        .request_of_texts(&address.in_path, &address.in_query, beside);
    let mut asked = asked.map_err(|fault| Box::new(wrong(&fault)))?;
    asked.representation = representation.name();
    Ok(Question {
        request: asked,
        address,
        representation,
        coding,
    })
}

impl Question {
    async fn reply(self, request: &HttpRequest, document: &RestDocument, api: &Api) -> Reply {
        let Self {
            request: asked,
            address,
            representation,
            coding,
        } = self;
        let identity = Identity::of(request);
        let executed = api
            .execute_fixed(asked, identity, coding, |response, catalogue| {
                represented(response, document, representation, &address, catalogue)
            })
            .await;
        let Some(executed) = executed else {
            return error_response::still_loading().into();
        };
        let metadata = executed.metadata();
        Reply {
            response: sent(executed, request, &address.in_query, representation, api),
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
