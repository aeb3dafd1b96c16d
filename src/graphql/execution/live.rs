//! Operations whose answers come one after the other for as long as the client listens.

use std::{collections::HashSet, panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{
    Request, ServerError,
    futures_util::{FutureExt, StreamExt},
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationType, Selection, SelectionSet},
    },
};
use futures_util::stream::BoxStream;

use super::{
    super::subscription::{Beginning, BeginningParts, Progress},
    Admitted, AllowedOperations, ApiRequest, ApiResponse, Caller, Cancellation, EMPTY_OPERATION,
    Engine, ErrorCode, Execution, INTERNAL_MESSAGE, Lifetime, Moment, OperationSummary,
    RequestScope, answer, choose, classify, panic_text, with_empty_operation,
};
use crate::catalogue::LogCursor;

/// What an operation is answered with.
pub enum Answers {
    /// A query or a mutation, or any operation that is refused as a whole.
    One(ApiResponse),
    /// A subscription.
    Many(LiveAnswers),
}

/// The answers of a subscription. Dropping them ends it.
pub struct LiveAnswers {
    /// Each answer in its turn. Nothing is read ahead of a reader that does not ask.
    pub stream: BoxStream<'static, ApiResponse>,
    /// How far the reader has got.
    pub progress: Progress,
}

impl Engine {
    /// Answers a request of `caller` whose transport can give several answers. A reader that comes
    /// back to a subscription goes on where its connection broke off, whatever its document says.
    pub async fn begin(
        &self,
        mut request: ApiRequest,
        caller: Caller,
        moment: Moment,
        allowed: AllowedOperations,
        resumed_from: Option<LogCursor>,
    ) -> Answers {
        if !self.subscribes(&request) {
            return Answers::One(self.execute(request, caller, moment, allowed).await);
        }
        let to_keep = match self.documents.resolve(&mut request) {
            Ok(hash) => hash.map(|hash| (hash, Arc::from(request.query.as_str()))),
            Err(error) => return Answers::One(answer(&Execution::refused(error))),
        };
        match self.subscribe(request, caller, &moment, allowed, resumed_from) {
            Ok(live) => {
                if let Some((hash, text)) = to_keep {
                    self.documents.keep(hash, text);
                }
                Answers::Many(live)
            }
            Err(errors) => Answers::One(answer(&Execution {
                result: Err(errors),
                cost: None,
                lifetime: Lifetime::Once,
                summary: OperationSummary::default(),
            })),
        }
    }

    /// Whether a request asks for a subscription, which only [`Engine::begin`] can answer.
    pub fn subscribes(&self, request: &ApiRequest) -> bool {
        let Some(text) = self.documents.text_of(request) else {
            return false;
        };
        // Most requests are told from a subscription without parsing them twice.
        if !text.contains("subscription") || self.budget.check_text(&text).is_err() {
            return false;
        }
        parse_query(text).is_ok_and(|document| {
            choose(&document, request.operation_name.as_deref())
                .is_ok_and(|operation| operation.node.ty == OperationType::Subscription)
        })
    }

    fn subscribe(
        &self,
        request: ApiRequest,
        caller: Caller,
        moment: &Moment,
        allowed: AllowedOperations,
        resumed_from: Option<LogCursor>,
    ) -> Result<LiveAnswers, Vec<ServerError>> {
        let limits = Arc::clone(&self.limits);
        let unread = moment.clone().unread();
        let scope = RequestScope::new(unread, caller, limits, Cancellation::default());
        let Admitted { document, cost, .. } = self
            .admit(&request, &scope, allowed)
            .map_err(|error| vec![error])?;
        self.validate(&request.query, document.clone())?;
        check_single_root(&document, request.operation_name.as_deref())
            .map_err(|error| vec![error])?;
        let progress = Progress::default();
        let beginning = Beginning::new(BeginningParts {
            moment: scope.moment,
            resumed_from,
            progress: progress.clone(),
        });
        let mut prepared = Request::new(request.query)
            .variables(request.variables)
            .data(beginning);
        prepared.operation_name = request.operation_name;
        prepared.extensions = request.extensions;
        prepared.set_parsed_query(document);
        let responses = AssertUnwindSafe(self.schema.execute_stream(prepared)).catch_unwind();
        let answers = responses.map(move |response| match response {
            Ok(response) => answer(&Execution {
                result: classify(response),
                cost: Some(cost),
                lifetime: Lifetime::Once,
                summary: OperationSummary::default(),
            }),
            Err(panic) => {
                tracing::error!(panic = panic_text(&*panic), "a subscription panicked");
                ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
            }
        });
        Ok(LiveAnswers {
            stream: answers.boxed(),
            progress,
        })
    }

    /// Has the library validate a document without executing any of its operations.
    pub(super) fn validate(
        &self,
        text: &str,
        document: ExecutableDocument,
    ) -> Result<(), Vec<ServerError>> {
        let mut request = Request::new(text).operation_name(EMPTY_OPERATION);
        let document = with_empty_operation(document).map_err(|error| vec![error])?;
        request.set_parsed_query(document);
        // The library validates all of a document before it executes one operation. So it is given
        // one more that asks for nothing.
        match self.schema.execute(request).now_or_never().map(classify) {
            Some(Ok(_)) => Ok(()),
            Some(Err(errors)) => Err(errors),
            None => Err(vec![
                ErrorCode::Internal.server_error(INTERNAL_MESSAGE, None),
            ]),
        }
    }
}

/// Refuses a subscription to several things at once: their events would come in no order.
fn check_single_root(document: &ExecutableDocument, name: Option<&str>) -> Result<(), ServerError> {
    let operation = choose(document, name)?;
    let mut keys = HashSet::new();
    collect_keys(document, &operation.node.selection_set.node, &mut keys);
    if keys.len() == 1 {
        return Ok(());
    }
    let message = "A subscription has exactly one field at its root.";
    Err(ErrorCode::GraphqlValidationFailed.server_error(message, Some(operation.pos)))
}

/// The names under which the fields of a selection are answered. The document is known to be
/// without circles of fragments.
fn collect_keys<'a>(
    document: &'a ExecutableDocument,
    selections: &'a SelectionSet,
    keys: &mut HashSet<&'a str>,
) {
    for selection in &selections.items {
        match &selection.node {
            Selection::Field(field) => {
                keys.insert(field.node.response_key().node.as_str());
            }
            Selection::InlineFragment(fragment) => {
                collect_keys(document, &fragment.node.selection_set.node, keys);
            }
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    collect_keys(document, &fragment.node.selection_set.node, keys);
                }
            }
        }
    }
}
