//! Subscriptions: operations with a response for each event.

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc};

use apollo_compiler::ast::OperationType;
use futures_util::{StreamExt, stream::BoxStream};

use super::{
    Admitted, AllowedOperations, ApiResponse, Caller, Cancellation, Engine, ErrorCode,
    INTERNAL_MESSAGE, OPENING, Refusal, RequestTime, ResolvedRequest, panic_text, select,
};
use crate::graphql::{
    engine::response::field_errors,
    objects::subscription::{StreamCursor, StreamPosition},
    plan::StreamStart,
};

/// The result of an operation.
pub enum ExecutionResult {
    /// The response to a query or a mutation, or to any operation that is refused as a whole.
    One(ApiResponse),
    /// The responses of a subscription.
    Many(ResponseStream),
}

/// The responses of a subscription. Dropping them ends it.
pub struct ResponseStream {
    /// One response for each event, made when the reader polls for it.
    pub stream: BoxStream<'static, ApiResponse>,
    /// The position of the reader.
    pub progress: StreamPosition,
}

impl Engine {
    /// Executes a request of `caller` over a transport that can send several responses.
    /// `resumed_from` overrides the cursor in the document of a subscription.
    pub async fn begin(
        &self,
        request: ResolvedRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
        resumed_from: Option<StreamCursor>,
    ) -> ExecutionResult {
        if !self.subscribes(&request) {
            let execution = self.execute_resolved(request, caller, moment, allowed);
            return ExecutionResult::One(execution.await);
        }
        let registration = request.registration();
        match self.subscribe(request, caller, moment, allowed, resumed_from) {
            Ok(live) => {
                if let Some((hash, text)) = registration {
                    self.documents.persist(hash, text);
                }
                ExecutionResult::Many(live)
            }
            Err(errors) => ExecutionResult::One(ApiResponse::request_error(&errors)),
        }
    }

    /// Whether a request is for a subscription, which only [`Engine::begin`] executes.
    pub fn subscribes(&self, resolved: &ResolvedRequest) -> bool {
        // Without the keyword a document cannot be a subscription, so it is not parsed here.
        if !resolved.text().contains("subscription") {
            return false;
        }
        if let Some(operation) = self.plans.get(&resolved.operation) {
            return operation.kind() == OperationType::Subscription;
        }
        self.parse(resolved.text()).is_ok_and(|document| {
            select(&document, resolved.request.operation_name.as_deref())
                .is_ok_and(|operation| operation.operation_type == OperationType::Subscription)
        })
    }

    fn subscribe(
        &self,
        mut request: ResolvedRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
        resumed_from: Option<StreamCursor>,
    ) -> Result<ResponseStream, Refusal> {
        let moment = moment.unread();
        let scope = self.scope(moment.clone(), caller, Cancellation::default());
        let admitted = self.admit(&mut request, &scope, allowed)?;
        let Admitted {
            planned, inputs, ..
        } = admitted;
        let progress = StreamPosition::default();
        let start = StreamStart {
            moment,
            resumed_from,
            progress: progress.clone(),
            services: self.services.clone(),
        };
        let sources = Arc::clone(&planned.sources);
        let events = planned
            .begin(&scope, &inputs, start)
            .map_err(|errors| field_errors(errors, &sources))?;
        let cost = planned.cost;
        let events = AssertUnwindSafe(events).catch_unwind();
        let responses = events.map(move |event| {
            let written = std::panic::catch_unwind(AssertUnwindSafe(|| match event {
                Ok(event) => Ok(planned.write_event(OPENING, &*event, &inputs)),
                Err(panic) => Err(panic),
            }));
            match written.and_then(|written| written) {
                Ok(outcome) => ApiResponse::executed(outcome, &sources, &BTreeMap::new(), cost),
                Err(panic) => {
                    tracing::error!(panic = panic_text(&*panic), "a subscription panicked");
                    ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
                }
            }
        });
        Ok(ResponseStream {
            stream: responses.boxed(),
            progress,
        })
    }
}
