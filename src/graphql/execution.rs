//! From a request to the bytes of its answer, the same for every transport.
//!
//! A document is parsed once, weighed, and only then given to the library. Everything that the
//! library answers passes one place that bounds it, gives each error a code and keeps internal text
//! inside. An operation that has run before is answered from its plan instead, where it has one and
//! nothing in it fails.

use std::{
    any::{Any, TypeId},
    collections::{BTreeMap, HashMap},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Duration,
};

use async_graphql::{
    Extensions, Name, ObjectType, PathSegment, Positioned, Request, Response, Schema, ServerError,
    SubscriptionType, Value, Variables,
    futures_util::{FutureExt, StreamExt},
    parser::{
        self, parse_query,
        types::{
            DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
        },
    },
};
use futures_util::{future::BoxFuture, stream::BoxStream};
use serde::Serialize;

use super::{
    answer_key::{AnswerKey, OperationKey},
    caller::Caller,
    cancellation::Cancellation,
    document_budget::{DeprecatedField, DocumentBudget, DocumentCost, DocumentLimits},
    document_hash::DocumentHash,
    documents::{Documents, PersistedDocuments},
    error_code::ErrorCode,
    lifetime::Lifetime,
    moment::Moment,
    plan::{Known, Operation, Planned, Plans, Stopped},
    query::Query,
    request::ApiRequest,
    request_scope::RequestScope,
    trusted_documents::{DistrustedDocument, TrustedDocument, TrustedDocuments},
    workshop::{Busy, Done, Workshop},
};
use crate::catalogue::FreshnessIntervals;

mod live;

pub use self::live::{Answers, LiveAnswers};

/// The most errors in one answer.
pub(super) const MOST_ERRORS: usize = 20;

/// The most characters in the message of an error.
const LONGEST_MESSAGE: usize = 500;

/// What one execution may use.
#[derive(Debug, Clone)]
pub struct ExecutionLimits {
    /// What a document may ask for.
    pub document: DocumentLimits,
    /// How long parsing, validation and execution may take together; then the client is told so, and
    /// what computes ends soon after.
    pub deadline: Duration,
    /// About how much memory the documents may take that clients announce by their hashes
    /// (automatic persisted queries), in bytes. 0 keeps none.
    pub persisted_bytes: u64,
    /// About how much memory operations that have run before may take with their plans, in bytes. 0
    /// keeps none, so that the library executes everything.
    pub plan_bytes: u64,
    /// After how many days facts are due for a check, as answers tell it.
    pub freshness: FreshnessIntervals,
}

impl Default for ExecutionLimits {
    fn default() -> Self {
        Self {
            document: DocumentLimits::default(),
            deadline: Duration::from_secs(5),
            persisted_bytes: 4 * 1024 * 1024,
            plan_bytes: 8 * 1024 * 1024,
            freshness: FreshnessIntervals::default(),
        }
    }
}

/// The operations that a transport may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllowedOperations {
    /// Queries alone, as over HTTP GET.
    Queries,
    /// Queries and mutations.
    QueriesAndMutations,
    /// Queries and subscriptions, as over HTTP GET for somebody who reads a stream of events.
    QueriesAndSubscriptions,
    /// Every operation.
    All,
}

impl AllowedOperations {
    /// Whether mutations may run.
    pub const fn mutations(self) -> bool {
        matches!(self, Self::QueriesAndMutations | Self::All)
    }

    /// Whether subscriptions may run.
    pub const fn subscriptions(self) -> bool {
        matches!(self, Self::QueriesAndSubscriptions | Self::All)
    }

    /// The same operations, and subscriptions.
    #[must_use]
    pub const fn with_subscriptions(self) -> Self {
        if self.mutations() {
            Self::All
        } else {
            Self::QueriesAndSubscriptions
        }
    }
}

/// The answer to one request.
#[derive(Debug)]
pub struct ApiResponse {
    /// The JSON text of the answer.
    pub body: Vec<u8>,
    /// Why there is no `data` in it: a fault of the request as a whole. `None` when the operation
    /// ran, even where some of its fields failed.
    pub request_error: Option<ErrorCode>,
    /// What the operation costs; `None` when it was refused before that was known.
    pub cost: Option<DocumentCost>,
    /// For how long the same request would get the same answer.
    pub lifetime: Lifetime,
    /// Whether it was written by a plan instead of the library's executor. Nothing else of it
    /// differs.
    pub by_plan: bool,
    /// What the operation was, for logs and figures.
    pub summary: OperationSummary,
}

/// What an operation that ran was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationSummary {
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// The field of the schema's root that it selects, if that is all that it selects.
    pub root_field: Option<Arc<str>>,
    /// The deprecated fields that it selects; `None` when there are none.
    pub deprecated: Option<Arc<[DeprecatedField]>>,
}

impl ApiResponse {
    /// The answer to a request that is refused before it reaches the engine.
    pub fn refusal(code: ErrorCode, message: impl Into<String>) -> Self {
        answer(&Execution::refused(code.server_error(message, None)))
    }
}

/// Executes requests against a schema. Cloning is cheap.
#[derive(Clone)]
pub struct Engine {
    schema: Arc<dyn Execute>,
    budget: Arc<DocumentBudget>,
    limits: Arc<ExecutionLimits>,
    documents: Arc<Documents>,
    plans: Option<Arc<Plans>>,
    workshop: Workshop,
    deadline: Duration,
}

impl Engine {
    /// An engine for a schema, with the default limits; see [`Engine::with_limits`].
    pub fn new<Q, M, S>(schema: Schema<Q, M, S>) -> Self
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        Self::with_limits(schema, ExecutionLimits::default())
    }

    /// An engine for a schema, with these limits.
    ///
    /// # Panics
    /// If the library cannot parse the SDL that it prints; any test of the schema would show it.
    pub fn with_limits<Q, M, S>(schema: Schema<Q, M, S>, limits: ExecutionLimits) -> Self
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        let sdl = schema.sdl();
        #[expect(
            clippy::expect_used,
            reason = "the library prints the text that it parses here"
        )]
        let budget =
            DocumentBudget::new(limits.document.clone(), &sdl).expect("the schema prints as SDL");
        // Plans call the fields of the catalogue's own root, whatever the names of another's.
        let has_plans = TypeId::of::<Q>() == TypeId::of::<Query>();
        let plan_bytes = if has_plans { limits.plan_bytes } else { 0 };
        #[expect(clippy::expect_used, reason = "the budget has parsed the same text")]
        let plans = Plans::new(&sdl, plan_bytes).expect("the schema prints as SDL");
        Self {
            plans: plans.map(Arc::new),
            schema: Arc::new(schema),
            budget: Arc::new(budget),
            documents: Arc::new(Documents::Any(PersistedDocuments::new(
                limits.persisted_bytes,
            ))),
            workshop: Workshop::default(),
            deadline: limits.deadline,
            limits: Arc::new(limits),
        }
    }

    /// The same engine for these documents alone. Requests choose one by its hash or its name, or
    /// carry its very text; anything else is refused with `DOCUMENT_NOT_TRUSTED`.
    ///
    /// # Errors
    /// If there is no document, a name is used twice, or a document could never run.
    pub fn trusting(self, documents: Vec<TrustedDocument>) -> Result<Self, DistrustedDocument> {
        for TrustedDocument { name, text } in &documents {
            self.check_document(text)
                .map_err(|error| DistrustedDocument::Invalid {
                    name: name.clone(),
                    line: error.locations.first().map(|place| place.line),
                    message: error.message,
                })?;
        }
        let trusted = TrustedDocuments::new(documents)?;
        Ok(Self {
            documents: Arc::new(Documents::Trusted(trusted)),
            ..self
        })
    }

    /// Refuses a document that is over a limit whatever its variables are, or does not fit the schema.
    fn check_document(&self, text: &str) -> Result<(), ServerError> {
        self.budget.check_text(text)?;
        let document = parse_query(text).map_err(|error| parse_error(&error))?;
        self.budget.check_definitions(&document)?;
        let nothing = Variables::default();
        for (_, operation) in document.operations.iter() {
            self.budget.check(&document, operation, &nothing, false)?;
        }
        self.validate(text, document).map_err(|errors| {
            let first = errors.into_iter().next();
            first.unwrap_or_else(|| ErrorCode::Internal.server_error(INTERNAL_MESSAGE, None))
        })
    }

    /// What the answer to a request is a function of, so that an answer to the same question can be
    /// given again. `None` when the request has to be executed in any case.
    pub fn key(&self, request: &ApiRequest) -> Option<AnswerKey> {
        let document = self.documents.hash_of(request, |text| self.hash_of(text))?;
        Some(AnswerKey::new(document, request))
    }

    fn hash_of(&self, text: &str) -> DocumentHash {
        let plans = self.plans.as_ref();
        plans.map_or_else(|| DocumentHash::of(text), |plans| plans.hash_of(text))
    }

    /// Answers one request of `caller` with what `moment` shows.
    pub async fn execute(
        &self,
        mut request: ApiRequest,
        caller: Caller,
        moment: Moment,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let to_keep = match self.documents.resolve(&mut request) {
            Ok(hash) => hash.map(|hash| (hash, Arc::from(request.query.as_str()))),
            Err(error) => return answer(&Execution::refused(error)),
        };
        let response = self
            .execute_resolved(request, caller, moment, allowed)
            .await;
        // What has run was within the budget and valid.
        if let (None, Some((hash, text))) = (response.request_error, to_keep) {
            self.documents.keep(hash, text);
        }
        response
    }

    /// Answers a request that carries its document.
    async fn execute_resolved(
        &self,
        request: ApiRequest,
        caller: Caller,
        moment: Moment,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let (cancellation, _waiting) = Cancellation::after(self.deadline);
        let limits = Arc::clone(&self.limits);
        let scope = RequestScope::new(moment.unread(), caller, limits, cancellation);
        let run = AssertUnwindSafe(self.run(request, scope, allowed)).catch_unwind();
        match tokio::time::timeout(self.deadline, run).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => {
                tracing::error!(panic = panic_text(&*panic), "the execution panicked");
                ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
            }
            Err(_) => answer(&Execution::refused(self.overdue())),
        }
    }

    async fn run(
        &self,
        request: ApiRequest,
        scope: RequestScope,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let Some(plans) = &self.plans else {
            let admitted = self.admit(&request, &scope, allowed);
            return Box::pin(self.run_by_library(request, scope, admitted)).await;
        };
        let key = OperationKey::new(plans.hash_of(&request.query), &request);
        let known = plans.known(&key);
        if let Known::Operation(operation) = &known
            && let Some(planned) = self.planned(plans, &key, operation, &request)
        {
            let cost = planned.cost;
            if let Err(error) = request.payer.pay(cost) {
                return answer(&Execution::refused(error));
            }
            let ran = match self.carry_out(&planned, &request, &scope).await {
                Ok(ran) => ran,
                Err(error) => return answer(&Execution::refused(error)),
            };
            let response =
                ran.and_then(|body| self.finish_plan(body, operation, &planned, &request, &scope));
            if let Ok(response) = response {
                return response;
            }
            let admitted = Admitted {
                document: operation.document().clone(),
                operation: OperationType::Query,
                cost,
                summary: operation.summary().clone(),
            };
            let scope = scope.unread();
            return Box::pin(self.run_by_library(request, scope, Ok(admitted))).await;
        }
        let admitted = self.admit(&request, &scope, allowed);
        let new = match (&known, &admitted) {
            (Known::Nothing, Ok(admitted)) => {
                Some((admitted.document.clone(), admitted.summary.clone()))
            }
            _ => None,
        };
        let new = new.map(|operation| (operation, request.query.clone()));
        // On the heap, because most operations do without it and would carry its room along.
        let response = Box::pin(self.run_by_library(request, scope, admitted)).await;
        // What has run was within the budget and valid.
        if let (Some(((document, summary), text)), None) = (new, response.request_error) {
            plans.learn(key, document, summary, &text);
        }
        response
    }

    /// The plan of a request for an operation that has run before. `None` when the library has to
    /// execute it, or the request is to be refused.
    fn planned(
        &self,
        plans: &Plans,
        key: &OperationKey,
        operation: &Operation,
        request: &ApiRequest,
    ) -> Option<Arc<Planned>> {
        let document = operation.document();
        let chosen = choose(document, request.operation_name.as_deref()).ok()?;
        let variables = &request.variables;
        self.budget.check_variables(variables).ok()?;
        check_variables(chosen, variables).ok()?;
        let cost = || self.budget.check(document, chosen, variables, false).ok();
        plans.planned(key, operation, &chosen.node, variables, cost)
    }

    /// Runs a plan as far as the end of its data, on a thread of its own if it is costly.
    async fn carry_out(
        &self,
        planned: &Arc<Planned>,
        request: &ApiRequest,
        scope: &RequestScope,
    ) -> Result<Result<Vec<u8>, Stopped>, ServerError> {
        const BEGINNING: &[u8] = b"{\"data\":";

        let points = planned.cost.charge();
        let ran = if Workshop::is_for_plan(points) {
            let (planned, own) = (Arc::clone(planned), scope.clone());
            let variables = request.variables.clone();
            let run = async move { planned.run(BEGINNING, &own, &variables) };
            self.in_workshop(points, &scope.cancellation, run).await?
        } else {
            planned.run(BEGINNING, scope, &request.variables)
        };
        // The library would have to begin anew what took too long already.
        if ran.is_err() && scope.cancellation.is_requested() {
            return Err(self.overdue());
        }
        Ok(ran)
    }

    async fn in_workshop<T: Send + 'static>(
        &self,
        points: u64,
        cancellation: &Cancellation,
        operation: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, ServerError> {
        let cancellation = cancellation.clone();
        let operation = async move { cancellation.run(operation).await };
        match self.workshop.run(points, self.deadline, operation).await {
            Ok(Done::Finished(Some(outcome))) => Ok(outcome),
            Ok(Done::Finished(None) | Done::Overdue) => Err(self.overdue()),
            Err(Busy) => Err(busy()),
        }
    }

    fn finish_plan(
        &self,
        mut body: Vec<u8>,
        operation: &Operation,
        planned: &Planned,
        request: &ApiRequest,
        scope: &RequestScope,
    ) -> Result<ApiResponse, Stopped> {
        let told = self.told(
            wants_cost(&request.extensions),
            planned.cost,
            operation.summary(),
        );
        if !told.is_empty() {
            body.extend_from_slice(b",\"extensions\":");
            serde_json::to_writer(&mut body, &told).map_err(|_| Stopped)?;
        }
        body.push(b'}');
        Ok(ApiResponse {
            body,
            request_error: None,
            cost: Some(planned.cost),
            lifetime: scope.moment.lifetime(),
            by_plan: true,
            summary: operation.summary().clone(),
        })
    }

    async fn run_by_library(
        &self,
        request: ApiRequest,
        scope: RequestScope,
        admitted: Result<Admitted, ServerError>,
    ) -> ApiResponse {
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(error) => return answer(&Execution::refused(error)),
        };
        let tells_cost = wants_cost(&request.extensions);
        let (moment, cancellation) = (scope.moment.clone(), scope.cancellation.clone());
        let mut prepared = Request::new(request.query)
            .variables(request.variables)
            .data(scope);
        prepared.operation_name = request.operation_name;
        prepared.extensions = request.extensions;
        prepared.set_parsed_query(admitted.document);
        let schema = Arc::clone(&self.schema);
        let execution = async move { schema.execute(prepared).await };
        let mut response = match admitted.operation {
            OperationType::Query => {
                let points = admitted.cost.charge();
                match self.in_workshop(points, &cancellation, execution).await {
                    Ok(response) if response.is_err() && cancellation.is_requested() => {
                        return answer(&Execution::refused(self.overdue()));
                    }
                    Ok(response) => response,
                    Err(error) => return answer(&Execution::refused(error)),
                }
            }
            // What a change waits for is the database, not a processor.
            _ => execution.await,
        };
        let told = self.told(tells_cost, admitted.cost, &admitted.summary);
        response.extensions.extend(told);
        let lifetime = match admitted.operation {
            OperationType::Query if response.errors.is_empty() => moment.lifetime(),
            _ => Lifetime::Once,
        };
        let result = classify(response);
        let summary = result.is_ok().then_some(admitted.summary);
        answer(&Execution {
            result,
            cost: Some(admitted.cost),
            lifetime,
            summary: summary.unwrap_or_default(),
        })
    }

    /// What an answer tells beside its data.
    fn told(
        &self,
        with_cost: bool,
        cost: DocumentCost,
        summary: &OperationSummary,
    ) -> BTreeMap<String, Value> {
        let mut told = BTreeMap::new();
        if with_cost {
            told.insert(COST.to_owned(), cost.told(&self.limits.document));
        }
        if let Some(fields) = &summary.deprecated {
            let fields = fields.iter().map(DeprecatedField::told);
            told.insert(DEPRECATED.to_owned(), Value::List(fields.collect()));
        }
        told
    }

    fn overdue(&self) -> ServerError {
        let seconds = self.deadline.as_secs_f32();
        tracing::warn!(seconds, "the execution took too long");
        let message = format!("The request took longer than {seconds} s.");
        ErrorCode::Timeout.server_error(message, None)
    }

    /// Parses and weighs a request; everything that refuses it costs less than running it would.
    fn admit(
        &self,
        request: &ApiRequest,
        scope: &RequestScope,
        allowed: AllowedOperations,
    ) -> Result<Admitted, ServerError> {
        self.budget.check_text(&request.query)?;
        let document = parse_query(&request.query).map_err(|error| parse_error(&error))?;
        self.budget.check_definitions(&document)?;
        let operation = choose(&document, request.operation_name.as_deref())?;
        check_operation_type(operation, allowed)?;
        let is_editor = scope.is_of_editor();
        let cost = self
            .budget
            .check(&document, operation, &request.variables, is_editor)?;
        check_variables(operation, &request.variables)?;
        request.payer.pay(cost)?;
        let deprecated = self.budget.deprecated(&document, &operation.node);
        let summary = OperationSummary {
            deprecated: (!deprecated.is_empty()).then(|| deprecated.into()),
            ..summarize(&document, operation, request.operation_name.as_deref())
        };
        let operation = operation.node.ty;
        Ok(Admitted {
            document,
            operation,
            cost,
            summary,
        })
    }
}

/// A request that may run.
struct Admitted {
    document: ExecutableDocument,
    operation: OperationType,
    cost: DocumentCost,
    summary: OperationSummary,
}

/// How a request went.
struct Execution {
    /// Refused as a whole, or run.
    result: Result<Response, Vec<ServerError>>,
    cost: Option<DocumentCost>,
    lifetime: Lifetime,
    summary: OperationSummary,
}

impl Execution {
    fn refused(error: ServerError) -> Self {
        Self {
            result: Err(vec![error]),
            cost: None,
            lifetime: Lifetime::Once,
            summary: OperationSummary::default(),
        }
    }
}

/// What is told to whoever asks for much while many do.
fn busy() -> ServerError {
    let message = "The server is busy with operations that cost as much; try again soon.";
    ErrorCode::Unavailable.server_error(message, None)
}

/// What an operation is, in a few words.
fn summarize(
    document: &ExecutableDocument,
    operation: &Positioned<OperationDefinition>,
    chosen: Option<&str>,
) -> OperationSummary {
    let only = match &document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => {
            operations.keys().next().map(Name::as_str)
        }
        _ => None,
    };
    let root_field = match operation.node.selection_set.node.items.as_slice() {
        [item] => match &item.node {
            Selection::Field(field) => Some(Arc::from(field.node.name.node.as_str())),
            _ => None,
        },
        _ => None,
    };
    OperationSummary {
        name: chosen.or(only).map(Arc::from),
        root_field,
        deprecated: None,
    }
}

/// No name in GraphQL has a hyphen, so no document uses these.
const EMPTY_OPERATION: &str = "empty-operation";
const ANONYMOUS_OPERATION: &str = "anonymous-operation";

/// A document with one more operation, which asks for nothing but the name of the root.
fn with_empty_operation(document: ExecutableDocument) -> Result<ExecutableDocument, ServerError> {
    let empty = parse_query("{ __typename }").map_err(|error| parse_error(&error))?;
    let mut operations = match document.operations {
        DocumentOperations::Multiple(operations) => operations,
        DocumentOperations::Single(operation) => {
            HashMap::from([(Name::new(ANONYMOUS_OPERATION), operation)])
        }
    };
    if let DocumentOperations::Single(operation) = empty.operations {
        operations.insert(Name::new(EMPTY_OPERATION), operation);
    }
    Ok(ExecutableDocument {
        operations: DocumentOperations::Multiple(operations),
        fragments: document.fragments,
    })
}

/// A schema of any root types.
trait Execute: Send + Sync {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response>;

    /// Each answer of a subscription in its turn.
    fn execute_stream(&self, request: Request) -> BoxStream<'static, Response>;
}

impl<Q, M, S> Execute for Schema<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    fn execute(&self, request: Request) -> BoxFuture<'_, Response> {
        Schema::execute(self, request).boxed()
    }

    fn execute_stream(&self, request: Request) -> BoxStream<'static, Response> {
        Schema::execute_stream(self, request).boxed()
    }
}

/// The extension by which a request asks for the cost, and under which an answer tells it.
const COST: &str = "cost";

/// The extension of an answer that names the deprecated fields which the operation selects.
const DEPRECATED: &str = "deprecatedFields";

fn wants_cost(extensions: &Extensions) -> bool {
    extensions.get(COST) == Some(&Value::Boolean(true))
}

fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, ServerError> {
    let chosen = match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(name)) => Err(format!(
            "There is no operation named \"{name}\": the only one has no name."
        )),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get(name)
            .ok_or_else(|| format!("There is no operation named \"{name}\".")),
        (DocumentOperations::Multiple(operations), None) => match operations.len() {
            1 => operations.values().next().ok_or_else(String::new),
            several => Err(format!(
                "The document has {several} operations: say in \"operationName\" which one to run."
            )),
        },
    };
    chosen.map_err(|message| ErrorCode::BadUserInput.server_error(message, None))
}

fn check_operation_type(
    operation: &Positioned<OperationDefinition>,
    allowed: AllowedOperations,
) -> Result<(), ServerError> {
    match operation.node.ty {
        OperationType::Mutation if !allowed.mutations() => Err(ErrorCode::MethodNotAllowed
            .server_error(
                "A mutation cannot be sent by GET; use POST.",
                Some(operation.pos),
            )),
        OperationType::Subscription if !allowed.subscriptions() => Err(ErrorCode::BadUserInput
            .server_error(
                "A subscription needs a transport that keeps the connection open: a WebSocket with \
                 the protocol graphql-transport-ws, or \"Accept: text/event-stream\".",
                Some(operation.pos),
            )),
        _ => Ok(()),
    }
}

/// Refuses a missing or null value for a variable that needs one. The library would find it only
/// while it executes, and only where the variable is used.
fn check_variables(
    operation: &Positioned<OperationDefinition>,
    variables: &Variables,
) -> Result<(), ServerError> {
    for definition in &operation.node.variable_definitions {
        let (name, ty) = (&definition.node.name.node, &definition.node.var_type.node);
        let fault = match variables.get(name) {
            Some(Value::Null) if !ty.nullable => "cannot be null",
            None if !ty.nullable && definition.node.default_value.is_none() => "is missing",
            _ => continue,
        };
        return Err(ErrorCode::BadUserInput.server_error(
            format!("The variable \"${name}\" of type \"{ty}\" {fault}."),
            Some(definition.pos),
        ));
    }
    Ok(())
}

/// A syntax error in one line: the library draws the source line below it.
fn parse_error(error: &parser::Error) -> ServerError {
    let (code, message) = match error {
        parser::Error::Syntax { message, .. } => {
            let expected = message.rsplit("\n  = ").next().unwrap_or_default();
            let expected = expected.replace("EOI", "end of document").replace('_', " ");
            (
                ErrorCode::GraphqlParseFailed,
                format!("Syntax error: {expected}."),
            )
        }
        other => (ErrorCode::GraphqlValidationFailed, other.to_string()),
    };
    let mut coded = code.server_error(message, None);
    coded.locations = error.positions().collect();
    coded
}

/// Tells a request that the library refused from an operation that ran, and gives each error a code.
fn classify(mut response: Response) -> Result<Response, Vec<ServerError>> {
    let refused = response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty());
    for error in &mut response.errors {
        let code = error.extensions.as_ref().and_then(|all| all.get("code"));
        if code.is_some() {
            continue;
        }
        let code = if refused {
            ErrorCode::GraphqlValidationFailed
        } else if INPUT_FAULTS
            .iter()
            .any(|start| error.message.starts_with(start))
        {
            ErrorCode::BadUserInput
        } else {
            let path = path_text(&error.path);
            tracing::error!(message = error.message, path, "a resolver failed");
            INTERNAL_MESSAGE.clone_into(&mut error.message);
            ErrorCode::Internal
        };
        let extensions = error.extensions.get_or_insert_default();
        extensions.set("code", code.text());
    }
    if refused {
        // The library keeps definitions in hash maps: without this, equal requests differ.
        response
            .errors
            .sort_by_key(|error| error.locations.first().copied());
        return Err(response.errors);
    }
    Ok(response)
}

/// How the library's messages begin when a value in the request does not fit its type. Any other
/// message without a code is not meant for clients.
const INPUT_FAULTS: [&str; 3] = [
    "Failed to parse \"",
    "Expected input type \"",
    "Invalid value for argument \"",
];

const INTERNAL_MESSAGE: &str = "The server failed; its log has the details.";

fn answer(execution: &Execution) -> ApiResponse {
    #[derive(Serialize)]
    struct Body<'a> {
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        errors: &'a [ServerError],
        #[serde(skip_serializing_if = "Option::is_none")]
        data: Option<&'a Value>,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        extensions: &'a BTreeMap<String, Value>,
    }

    let (result, cost) = (&execution.result, execution.cost);
    let none = BTreeMap::new();
    let (errors, data, extensions) = match result {
        Ok(response) => (&response.errors, Some(&response.data), &response.extensions),
        Err(errors) => (errors, None, &none),
    };
    let errors: Vec<_> = errors.iter().take(MOST_ERRORS).map(bounded).collect();
    let request_error = match result {
        Ok(_) => None,
        Err(_) => Some(errors.first().map_or(ErrorCode::Internal, code_of)),
    };
    let body = Body {
        errors: &errors,
        data,
        extensions,
    };
    match serde_json::to_vec(&body) {
        Ok(body) => ApiResponse {
            body,
            request_error,
            cost,
            lifetime: execution.lifetime,
            by_plan: false,
            summary: execution.summary.clone(),
        },
        Err(error) => {
            tracing::error!(%error, "the answer cannot be written as JSON");
            let body = br#"{"errors":[{"message":"The server failed; its log has the details.","extensions":{"code":"INTERNAL"}}]}"#;
            ApiResponse {
                body: body.to_vec(),
                request_error: Some(ErrorCode::Internal),
                cost,
                lifetime: Lifetime::Once,
                by_plan: false,
                summary: OperationSummary::default(),
            }
        }
    }
}

fn bounded(error: &ServerError) -> ServerError {
    let mut error = error.clone();
    let mut places = error.message.char_indices().skip(LONGEST_MESSAGE - 1);
    if let (Some((end, _)), Some(_)) = (places.next(), places.next()) {
        error.message.truncate(end);
        error.message.push('…');
    }
    error
}

fn code_of(error: &ServerError) -> ErrorCode {
    let text = match error.extensions.as_ref().and_then(|all| all.get("code")) {
        Some(Value::String(text)) => text.as_str(),
        _ => return ErrorCode::Internal,
    };
    let mut codes = ErrorCode::ALL.iter().copied();
    codes
        .find(|code| code.text() == text)
        .unwrap_or(ErrorCode::Internal)
}

fn path_text(path: &[PathSegment]) -> String {
    let segments: Vec<_> = path
        .iter()
        .map(|segment| match segment {
            PathSegment::Field(name) => name.clone(),
            PathSegment::Index(index) => index.to_string(),
        })
        .collect();
    segments.join(".")
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no text")
}

#[cfg(test)]
mod tests;
