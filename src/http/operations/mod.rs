//! Executes operations for every interface: with the quota of the caller, the limits, the deadline and
//! the plans of the engine, and the response cache.
//!
//! `/graphql` executes what clients send. Other interfaces execute fixed documents
//! ([`crate::graphql::FixedDocument`]) and represent the responses as they need: the cache has the
//! representation, so that it is made and compressed once.

mod outcome;

use std::{
    sync::{Arc, OnceLock},
    time::Instant,
};

use crate::{
    catalogue::{Catalogue, Day},
    graphql::{
        AllowedOperations, ApiRequest, ApiResponse, CacheKey, DocumentCost, RequestTime,
        ResolvedRequest,
    },
    http::{
        admission::Identity,
        caching::prepared_response::Source,
        caching::response_cache::{self, EncodedResponse, Generation},
        graphql::Api,
        negotiation::content_coding::AcceptedCoding,
        response_metadata::ResponseMetadata,
    },
};

pub(in crate::http) use self::outcome::{FieldError, Outcome, Subject, first_error};

/// A response, whether executed or cached.
pub(in crate::http) struct ExecutedResponse {
    /// The body as it was represented, for how long it is valid, and the code of an error.
    pub(in crate::http) response: EncodedResponse,
    /// The day for which it was executed.
    pub(in crate::http) today: Day,
    /// The revision of the snapshot.
    pub(in crate::http) revision: i64,
    /// Where it comes from.
    pub(in crate::http) source: Source,
    /// The cache that has it, and its key there.
    pub(in crate::http) entry: Option<(Arc<Generation>, CacheKey)>,
}

impl ExecutedResponse {
    /// What the access log reports of it.
    pub(in crate::http) fn metadata(&self) -> ResponseMetadata {
        ResponseMetadata {
            caller: None,
            operation: self.response.operation.clone(),
            cost: match self.source {
                Source::Cache => None,
                Source::Execution { cost } => cost,
            },
            cached: self.source == Source::Cache,
            code: self.response.request_error,
            revision: Some(self.revision),
        }
    }
}

impl Api {
    /// Executes a request of a fixed document, or takes its response from the cache; `None` before
    /// the first catalogue.
    ///
    /// `represent` makes the body that is cached and sent of the response as GraphQL has it
    /// ([`Outcome`] reads it) and the snapshot that answered. [`ApiRequest::representation`] names it,
    /// so that the cache tells representations of one document apart.
    pub(in crate::http) async fn execute_fixed(
        &self,
        request: ApiRequest,
        identity: Identity,
        coding: AcceptedCoding,
        represent: impl FnOnce(ApiResponse, &Catalogue) -> ApiResponse,
    ) -> Option<ExecutedResponse> {
        let resolved = Ok(self.state.engine.resolve_fixed(request));
        let allowed = AllowedOperations::Queries;
        self.execute(resolved, identity, allowed, coding, represent)
            .await
    }

    /// Executes a request, or takes its response from the cache; `None` before the first catalogue.
    pub(in crate::http) async fn execute(
        &self,
        resolved: Result<ResolvedRequest, Box<ApiResponse>>,
        identity: Identity,
        allowed: AllowedOperations,
        coding: AcceptedCoding,
        represent: impl FnOnce(ApiResponse, &Catalogue) -> ApiResponse,
    ) -> Option<ExecutedResponse> {
        let Self {
            state, responses, ..
        } = self;
        let catalogue = state.live.current()?;
        let revision = catalogue.revision().number();
        let now = state.clock.now();
        let today = now.date_naive();
        let key = |resolved| state.engine.key(resolved);
        let key = resolved.as_ref().ok().and_then(key);
        let generation = responses.generation(&state.live, &catalogue, today);
        let moment = RequestTime::new(Arc::clone(&catalogue), now, state.live.staleness(now));
        // The future has to be `Send` for interfaces that answer on another task.
        let executed = OnceLock::new();
        let execute = async || {
            let started = Instant::now();
            let response = match resolved {
                Ok(mut resolved) => {
                    // A cached response costs no more than the admission of the request.
                    identity.pay_for(&mut resolved.request);
                    let (engine, caller) = (&state.engine, identity.caller);
                    engine
                        .execute_resolved(resolved, caller, moment, allowed)
                        .await
                }
                Err(refusal) => *refusal,
            };
            let cost = response.cost.map(DocumentCost::charge);
            let field = response.summary.root_field.as_deref();
            state.metrics.executed(field, cost, started.elapsed());
            let _ = executed.set(Source::Execution { cost });
            represent(response, &catalogue)
        };
        let entry = generation.zip(key);
        let (response, entry) = match entry {
            Some((generation, key)) => {
                let outcome = responses
                    .get_or_execute(&generation, key.clone(), coding, execute)
                    .await;
                let entry = outcome.is_cached.then_some((generation, key));
                (outcome.response, entry)
            }
            None => (response_cache::uncached(coding, execute).await, None),
        };
        let source = executed.get().copied().unwrap_or(Source::Cache);
        if source == Source::Cache {
            state.metrics.served_from_cache();
        }
        Some(ExecutedResponse {
            response,
            today,
            revision,
            source,
            entry,
        })
    }
}
