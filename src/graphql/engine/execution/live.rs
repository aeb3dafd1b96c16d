//! Operations whose answers come one after the other for as long as the client listens.

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc};

use apollo_compiler::ast::OperationType;
use futures_util::{StreamExt, stream::BoxStream};

use crate::graphql::{objects::subscription::StreamPosition, plan::Beginnings};

use super::{
    Admitted, AllowedOperations, ApiResponse, BEGINNING, CacheScope, Caller, Cancellation, Engine,
    ErrorCode, INTERNAL_MESSAGE, OperationSummary, Refusal, RequestTime, ResolvedRequest, answer,
    choose, panic_text, refused, told_errors,
};
use crate::catalogue::LogCursor;

/// What an operation is answered with.
pub enum ExecutionResult {
    /// A query or a mutation, or any operation that is refused as a whole.
    One(ApiResponse),
    /// A subscription.
    Many(ResponseStream),
}

/// The answers of a subscription. Dropping them ends it.
pub struct ResponseStream {
    /// Each answer in its turn. Nothing is read ahead of a reader that does not ask.
    pub stream: BoxStream<'static, ApiResponse>,
    /// How far the reader has got.
    pub progress: StreamPosition,
}

impl Engine {
    /// Answers a request of `caller` whose transport can give several answers. A reader that comes
    /// back to a subscription goes on where its connection broke off, whatever its document says.
    pub async fn begin(
        &self,
        request: ResolvedRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
        resumed_from: Option<LogCursor>,
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
            Err(errors) => ExecutionResult::One(refused(&errors)),
        }
    }

    /// Whether a request asks for a subscription, which only [`Engine::begin`] can answer.
    pub fn subscribes(&self, resolved: &ResolvedRequest) -> bool {
        // Without the keyword a document cannot be a subscription, so it is not parsed here.
        if !resolved.text().contains("subscription") {
            return false;
        }
        if let Some(operation) = self.plans.known(&resolved.operation) {
            return operation.kind() == OperationType::Subscription;
        }
        self.parse(resolved.text()).is_ok_and(|document| {
            choose(&document, resolved.request.operation_name.as_deref())
                .is_ok_and(|operation| operation.operation_type == OperationType::Subscription)
        })
    }

    fn subscribe(
        &self,
        mut request: ResolvedRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
        resumed_from: Option<LogCursor>,
    ) -> Result<ResponseStream, Refusal> {
        let moment = moment.unread();
        let scope = self.scope(moment.clone(), caller, Cancellation::default());
        let admitted = self.admit(&mut request, &scope, allowed)?;
        let Admitted {
            planned, inputs, ..
        } = admitted;
        let progress = StreamPosition::default();
        let beginning = Beginnings {
            moment,
            resumed_from,
            progress: progress.clone(),
            services: self.services.clone(),
        };
        let sources = Arc::clone(&planned.sources);
        let events = planned
            .begin(&scope, &inputs, beginning)
            .map_err(|errors| told_errors(errors, &sources))?;
        let cost = planned.cost;
        let events = AssertUnwindSafe(events).catch_unwind();
        let answers = events.map(move |event| {
            let written = std::panic::catch_unwind(AssertUnwindSafe(|| match event {
                Ok(event) => Ok(planned.write_event(BEGINNING, &*event, &inputs)),
                Err(panic) => Err(panic),
            }));
            match written.and_then(|written| written) {
                Ok(outcome) => {
                    let (nothing, summary) = (BTreeMap::new(), OperationSummary::default());
                    answer(outcome, &sources, &nothing, cost, CacheScope::Once, summary)
                }
                Err(panic) => {
                    tracing::error!(panic = panic_text(&*panic), "a subscription panicked");
                    ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
                }
            }
        });
        Ok(ResponseStream {
            stream: answers.boxed(),
            progress,
        })
    }
}
