//! From a request to the bytes of its answer, the same for every transport.
//!
//! A document is weighed, validated once and then found by its text. Its operation is executed by a
//! plan ([`super::plan`]). Everything that is answered passes one place that bounds it, gives each
//! error a code and keeps internal text inside.

use std::{any::Any, collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use apollo_compiler::{
    Name, Node,
    ast::{Document, OperationDefinition, OperationType, Selection},
    parser::SourceMap,
};
use async_graphql::{Extensions, PathSegment, ServerError, Value, futures_util::FutureExt};
use serde::Serialize;

use crate::catalogue::FreshnessIntervals;
use crate::graphql::{
    ApiSchema,
    engine::blocking_pool::{BlockingPool, Completion, Overloaded},
    engine::cache_key::{CacheKey, OperationKey},
    engine::cache_scope::CacheScope,
    engine::caller::Caller,
    engine::cancellation::Cancellation,
    engine::document_hash::DocumentHash,
    engine::persisted_documents::{
        DocumentSource, Documents, PersistedDocuments, ResolvedDocument,
    },
    engine::request::ApiRequest,
    engine::request_context::RequestContext,
    engine::request_time::RequestTime,
    engine::services::Services,
    engine::trusted_documents::{InvalidTrustedDocument, TrustedDocument, TrustedDocuments},
    error_code::ErrorCode,
    plan::{CompiledPlan, FieldErrors, Inputs, Operation, Outcome, Plans, UnknownField},
    query_limits::{DeprecatedField, DocumentBudget, DocumentCost, DocumentLimits, operations},
    validation::rules::{self, position},
    validation::type_system::TypeSystem,
};

mod live;

pub use self::live::{ExecutionResult, ResponseStream};

/// The most errors in one answer.
pub(in crate::graphql) const MAX_ERRORS: usize = 20;

/// The most characters in the message of an error.
const MAX_MESSAGE: usize = 500;

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
    /// keeps none, so that each request has its document validated and planned anew.
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
    pub lifetime: CacheScope,
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
        refused(&[code.server_error(message, None)])
    }
}

/// Executes requests against a schema. Cloning is cheap.
#[derive(Clone)]
pub struct Engine {
    types: Arc<TypeSystem>,
    budget: Arc<DocumentBudget>,
    limits: Arc<ExecutionLimits>,
    documents: Arc<Documents>,
    plans: Arc<Plans>,
    services: Services,
    pool: BlockingPool,
    deadline: Duration,
}

/// A request whose document is selected and hashed.
#[derive(Debug)]
pub struct ResolvedRequest {
    /// The request.
    pub request: ApiRequest,
    operation: OperationKey,
    source: DocumentSource,
}

impl ResolvedRequest {
    /// The text of the document.
    fn text(&self) -> &str {
        match &self.source {
            DocumentSource::Request | DocumentSource::Registration => &self.request.query,
            DocumentSource::Stored(text) => text,
        }
    }

    /// The document to persist after a valid execution.
    fn registration(&self) -> Option<(DocumentHash, Arc<str>)> {
        (self.source == DocumentSource::Registration)
            .then(|| (self.operation.document(), Arc::from(self.text())))
    }
}

/// An operation that may run, and what it runs with.
struct Admitted {
    operation: Arc<Operation>,
    planned: Arc<CompiledPlan>,
    inputs: Inputs,
}

/// Why a request is refused.
type Refusal = Vec<ServerError>;

impl Engine {
    /// An engine for a schema, with the default limits; see [`Engine::with_limits`].
    pub fn new(schema: ApiSchema) -> Self {
        Self::with_limits(schema, ExecutionLimits::default())
    }

    /// An engine for a schema, with these limits.
    ///
    /// # Panics
    /// If the schema that the library prints is not valid; any test of the schema would show it.
    pub fn with_limits(schema: ApiSchema, limits: ExecutionLimits) -> Self {
        #[expect(clippy::expect_used, reason = "a test holds that the schema is valid")]
        let types = TypeSystem::parse(&schema.sdl).expect("the schema is valid");
        let types = Arc::new(types);
        let budget = DocumentBudget::new(limits.document.clone(), Arc::clone(&types));
        let plans = Plans::new(Arc::clone(&types), schema.roots, limits.plan_bytes);
        Self {
            types,
            budget: Arc::new(budget),
            documents: Arc::new(Documents::Any(PersistedDocuments::new(
                limits.persisted_bytes,
            ))),
            plans: Arc::new(plans),
            services: schema.services,
            pool: BlockingPool::default(),
            deadline: limits.deadline,
            limits: Arc::new(limits),
        }
    }

    /// The same engine for these documents alone. Requests choose one by its hash or its name, or
    /// carry its very text; anything else is refused with `DOCUMENT_NOT_TRUSTED`.
    ///
    /// # Errors
    /// If there is no document, a name is used twice, or a document could never run.
    pub fn trusting(self, documents: Vec<TrustedDocument>) -> Result<Self, InvalidTrustedDocument> {
        for TrustedDocument { name, text } in &documents {
            self.check_document(text).map_err(|refusal| {
                let first = refusal.into_iter().next();
                let error = first.unwrap_or_else(internal);
                InvalidTrustedDocument::Invalid {
                    name: name.clone(),
                    line: error.locations.first().map(|permit| permit.line),
                    message: error.message,
                }
            })?;
        }
        let trusted = TrustedDocuments::new(documents)?;
        Ok(Self {
            documents: Arc::new(Documents::Trusted(trusted)),
            ..self
        })
    }

    /// Refuses a document that is over a limit whatever its variables are, or does not fit the schema.
    fn check_document(&self, text: &str) -> Result<(), Refusal> {
        let document = self.parse(text).map_err(one)?;
        for operation in operations(&document) {
            let checked = self.budget.check(&document, operation, &|_| None);
            checked.map_err(one)?;
        }
        rules::validate(&self.types, &document).map(drop)
    }

    /// Selects and hashes the document of a request.
    ///
    /// # Errors
    /// The response to a request that selects no document that may run.
    pub fn resolve(&self, request: ApiRequest) -> Result<ResolvedRequest, Box<ApiResponse>> {
        let hash_of = |text: &str| self.plans.hash_of(text);
        match self.documents.resolve(&request, hash_of) {
            Ok(ResolvedDocument { hash, source }) => Ok(ResolvedRequest {
                operation: OperationKey::new(hash, &request),
                source,
                request,
            }),
            Err(error) => Err(Box::new(refused(&[error]))),
        }
    }

    /// The key under which the response may be cached. `None` for a request that has to be executed:
    /// it changes something, or it registers its document.
    pub fn key(&self, resolved: &ResolvedRequest) -> Option<CacheKey> {
        let ResolvedRequest {
            request, operation, ..
        } = resolved;
        let is_query = match self.plans.known(operation) {
            Some(operation) => operation.kind() == OperationType::Query,
            // A first request is parsed anyway; without the keyword it cannot be a mutation.
            None => !resolved.text().contains("mutation"),
        };
        (is_query && resolved.source != DocumentSource::Registration)
            .then(|| CacheKey::new(operation.clone(), request))
    }

    /// Executes one request of `caller`: [`Engine::resolve`] and [`Engine::execute_resolved`].
    pub async fn execute(
        &self,
        request: ApiRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        match self.resolve(request) {
            Ok(resolved) => {
                self.execute_resolved(resolved, caller, moment, allowed)
                    .await
            }
            Err(refusal) => *refusal,
        }
    }

    /// Executes one resolved request of `caller` against the snapshot of `moment`.
    pub async fn execute_resolved(
        &self,
        resolved: ResolvedRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let registration = resolved.registration();
        let response = self
            .execute_guarded(resolved, caller, moment, allowed)
            .await;
        // An executed document is within the limits and valid.
        if let (None, Some((hash, text))) = (response.request_error, registration) {
            self.documents.persist(hash, text);
        }
        response
    }

    /// Executes a request within the deadline; a panic becomes an error response.
    async fn execute_guarded(
        &self,
        request: ResolvedRequest,
        caller: Caller,
        moment: RequestTime,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let (cancellation, _waiting) = Cancellation::after(self.deadline);
        let scope = self.scope(moment.unread(), caller, cancellation);
        let run = AssertUnwindSafe(self.run(request, scope, allowed)).catch_unwind();
        match tokio::time::timeout(self.deadline, run).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => {
                tracing::error!(panic = panic_text(&*panic), "the execution panicked");
                ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
            }
            Err(_) => refused(&[self.overdue()]),
        }
    }

    fn scope(
        &self,
        moment: RequestTime,
        caller: Caller,
        cancellation: Cancellation,
    ) -> RequestContext {
        let (limits, services) = (Arc::clone(&self.limits), self.services.clone());
        RequestContext::new(moment, caller, limits, cancellation, services)
    }

    async fn run(
        &self,
        mut resolved: ResolvedRequest,
        scope: RequestContext,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let admitted = match self.admit(&mut resolved, &scope, allowed) {
            Ok(admitted) => admitted,
            Err(errors) => return refused(&errors),
        };
        let operation = Arc::clone(&admitted.operation);
        let cost = admitted.planned.cost;
        let sources = Arc::clone(&admitted.planned.sources);
        let outcome = match self.carry_out(admitted, &scope).await {
            // What takes too long is refused as a whole, whichever of its fields noticed it.
            Ok(outcome)
                if outcome.is_abandoned
                    || (!outcome.errors.is_empty() && scope.cancellation.is_requested()) =>
            {
                return refused(&[self.overdue()]);
            }
            Ok(outcome) => outcome,
            Err(error) => return refused(&[error]),
        };
        let lifetime = if operation.kind() == OperationType::Query && outcome.errors.is_empty() {
            scope.moment.lifetime()
        } else {
            CacheScope::Once
        };
        let summary = operation.summary();
        let told = self.told(wants_cost(&resolved.request.extensions), cost, summary);
        answer(outcome, &sources, &told, cost, lifetime, summary.clone())
    }

    /// Runs a plan as far as the end of its data, on a thread of its own if it is costly.
    async fn carry_out(
        &self,
        admitted: Admitted,
        scope: &RequestContext,
    ) -> Result<Outcome, ServerError> {
        let Admitted {
            operation,
            planned,
            inputs,
        } = admitted;
        let points = planned.cost.charge();
        // What a change waits for is the database, not a processor.
        if operation.kind() == OperationType::Query && BlockingPool::is_for(points) {
            let own = scope.clone();
            let run = async move { planned.run(BEGINNING, &own, &inputs).await };
            // On the heap, because most operations do without it and would carry its room along.
            return Box::pin(self.on_blocking_pool(points, &scope.cancellation, run)).await;
        }
        Ok(if planned.waits() {
            Box::pin(planned.run(BEGINNING, scope, &inputs)).await
        } else {
            planned.run_at_once(BEGINNING, scope, &inputs)
        })
    }

    async fn on_blocking_pool<T: Send + 'static>(
        &self,
        points: u64,
        cancellation: &Cancellation,
        operation: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, ServerError> {
        let cancellation = cancellation.clone();
        let operation = async move { cancellation.run(operation).await };
        match self.pool.run(points, self.deadline, operation).await {
            Ok(Completion::Finished(Some(outcome))) => Ok(outcome),
            Ok(Completion::Finished(None) | Completion::DeadlineExceeded) => Err(self.overdue()),
            Err(Overloaded) => Err(busy()),
        }
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

    /// Parses a document that is within the limits of texts and definitions.
    fn parse(&self, text: &str) -> Result<Document, ServerError> {
        let text = self.budget.check_text(text)?;
        let document = rules::parse(&text)?;
        self.budget.check_definitions(&document)?;
        Ok(document)
    }

    /// Finds or makes the plan of a request, and has it paid for.
    fn admit(
        &self,
        resolved: &mut ResolvedRequest,
        scope: &RequestContext,
        allowed: AllowedOperations,
    ) -> Result<Admitted, Refusal> {
        match self.plans.known(&resolved.operation) {
            Some(operation) => self.admit_known(operation, resolved, scope, allowed),
            None => self.admit_new(resolved, scope, allowed),
        }
    }

    /// A request for an operation that ran before.
    fn admit_known(
        &self,
        operation: Arc<Operation>,
        resolved: &mut ResolvedRequest,
        scope: &RequestContext,
        allowed: AllowedOperations,
    ) -> Result<Admitted, Refusal> {
        let ResolvedRequest {
            request,
            operation: key,
            ..
        } = resolved;
        let document = operation.syntax();
        let chosen = choose(document, operation.name().map(|name| &**name)).map_err(one)?;
        check_operation_type(document, chosen, allowed).map_err(one)?;
        let is_editor = scope.is_of_editor();
        let checked = self
            .budget
            .check_variables(chosen, &request.variables, is_editor);
        checked.map_err(one)?;
        let priced = operation.priced(&request.variables);
        let inputs = self.coerce(&operation, request).or_else(|refusal| {
            // It costs what it does where the document is not known yet.
            let given = priced.iter();
            let value = |name: &str| {
                let found = given.clone().find(|(known, _)| *known == name);
                found.map(|(_, value)| value)
            };
            let cost = self.budget.check(document, chosen, &value).map_err(one)?;
            request.payer.pay(cost).map_err(one)?;
            Err(refusal)
        })?;
        let value = |name: &str| operation.value(name, &inputs.variables);
        let cost = || self.budget.check(document, chosen, &value).map_err(one);
        let planned = self
            .plans
            .planned(key, &operation, &inputs.variables, cost)?;
        request.payer.pay(planned.cost).map_err(one)?;
        Ok(Admitted {
            operation,
            planned,
            inputs,
        })
    }

    /// A request for an operation without a plan; everything that refuses it costs less than running
    /// it would.
    fn admit_new(
        &self,
        resolved: &mut ResolvedRequest,
        scope: &RequestContext,
        allowed: AllowedOperations,
    ) -> Result<Admitted, Refusal> {
        let document = self.parse(resolved.text()).map_err(one)?;
        let request = &resolved.request;
        let chosen = choose(&document, request.operation_name.as_deref()).map_err(one)?;
        check_operation_type(&document, chosen, allowed).map_err(one)?;
        let cost = self.weigh(&document, chosen, request, scope).map_err(one)?;
        request.payer.pay(cost).map_err(one)?;
        let valid = Arc::new(rules::validate(&self.types, &document)?);
        let name = chosen.name.as_ref().map(Name::as_str);
        let executable = valid.operations.get(name).map_err(|_| one(internal()))?;
        let deprecated = DeprecatedField::selected(&valid, &executable.selection_set);
        let summary = OperationSummary {
            name: chosen.name.as_deref().map(Arc::from),
            root_field: only_field(chosen),
            deprecated: (!deprecated.is_empty()).then(|| deprecated.into_iter().collect()),
        };
        let executable = executable.clone();
        let operation = Operation::new(document, valid, executable, summary, &self.types)
            .map_err(|_| one(internal()))?;
        let operation = Arc::new(operation);
        let key = &resolved.operation;
        self.plans.keep(key.clone(), &operation, resolved.text());
        let inputs = self.coerce(&operation, &mut resolved.request)?;
        let cost = || Ok::<_, Refusal>(cost);
        let planned = self
            .plans
            .planned(key, &operation, &inputs.variables, cost)?;
        Ok(Admitted {
            operation,
            planned,
            inputs,
        })
    }

    /// The cost of an operation with the variables that a request gives, which are within the limits.
    fn weigh(
        &self,
        document: &Document,
        chosen: &Node<OperationDefinition>,
        request: &ApiRequest,
        scope: &RequestContext,
    ) -> Result<DocumentCost, ServerError> {
        let variables = &request.variables;
        let is_editor = scope.is_of_editor();
        self.budget.check_variables(chosen, variables, is_editor)?;
        let given = |name: &str| variables.get(name);
        self.budget.check(document, chosen, &given)
    }

    fn coerce(&self, operation: &Operation, request: &mut ApiRequest) -> Result<Inputs, Refusal> {
        let given = std::mem::take(&mut request.variables);
        let variables = operation.coerce(&self.types, given).map_err(|fault| {
            let at = position(fault.location, &operation.syntax().sources);
            one(ErrorCode::BadUserInput.server_error(fault.message, at))
        })?;
        Ok(Inputs {
            variables,
            on_error: request.on_error,
        })
    }
}

impl From<UnknownField> for Refusal {
    fn from(_: UnknownField) -> Self {
        tracing::error!("a field of the schema has no resolver");
        one(internal())
    }
}

fn one(error: ServerError) -> Refusal {
    vec![error]
}

fn internal() -> ServerError {
    ErrorCode::Internal.server_error(INTERNAL_MESSAGE, None)
}

/// What is told to whoever asks for much while many do.
fn busy() -> ServerError {
    let message = "The server is busy with operations that cost as much; try again soon.";
    ErrorCode::Unavailable.server_error(message, None)
}

/// The field that an operation selects, if that is all that it selects.
fn only_field(operation: &OperationDefinition) -> Option<Arc<str>> {
    match operation.selection_set.as_slice() {
        [Selection::Field(field)] => Some(Arc::from(field.name.as_str())),
        _ => None,
    }
}

/// The extension by which a request asks for the cost, and under which an answer tells it.
const COST: &str = "cost";

/// The extension of an answer that names the deprecated fields which the operation selects.
const DEPRECATED: &str = "deprecatedFields";

/// How the text of an answer begins.
const BEGINNING: &[u8] = b"{\"data\":";

fn wants_cost(extensions: &Extensions) -> bool {
    extensions.get(COST) == Some(&Value::Boolean(true))
}

fn choose<'a>(
    document: &'a Document,
    name: Option<&str>,
) -> Result<&'a Node<OperationDefinition>, ServerError> {
    let mut all = operations(document);
    let count = operations(document).count();
    let chosen = match name {
        Some(name) => {
            let mut named = operations(document);
            let found = named.find(|operation| {
                let own = operation.name.as_ref();
                own.is_some_and(|own| own == name)
            });
            found.ok_or_else(|| match all.next() {
                Some(only) if count == 1 && only.name.is_none() => {
                    format!("There is no operation named \"{name}\": the only one has no name.")
                }
                _ => format!("There is no operation named \"{name}\"."),
            })
        }
        None if count > 1 => Err(format!(
            "The document has {count} operations: say in \"operationName\" which one to run."
        )),
        None => all
            .next()
            .ok_or_else(|| "The document has no operation.".to_owned()),
    };
    chosen.map_err(|message| ErrorCode::BadUserInput.server_error(message, None))
}

fn check_operation_type(
    document: &Document,
    operation: &Node<OperationDefinition>,
    allowed: AllowedOperations,
) -> Result<(), ServerError> {
    let (code, message) = match operation.operation_type {
        OperationType::Mutation if !allowed.mutations() => (
            ErrorCode::MethodNotAllowed,
            "A mutation cannot be sent by GET; use POST.",
        ),
        OperationType::Subscription if !allowed.subscriptions() => (
            ErrorCode::BadUserInput,
            "A subscription needs a transport that keeps the connection open: a WebSocket with the \
             protocol graphql-transport-ws, or \"Accept: text/event-stream\".",
        ),
        _ => return Ok(()),
    };
    let at = position(operation.location(), &document.sources);
    Err(code.server_error(message, at))
}

const INTERNAL_MESSAGE: &str = "The server failed; its log has the details.";

/// Errors of fields as answers tell them. One without a code is not meant for clients.
fn told_errors(errors: FieldErrors, sources: &SourceMap) -> Vec<ServerError> {
    let told = errors.into_iter().take(MAX_ERRORS).map(|mut error| {
        error.path.reverse();
        let extensions = error.error.extensions.as_ref();
        if extensions.is_none_or(|all| all.get("code").is_none()) {
            let (message, path) = (&error.error.message, path_text(&error.path));
            tracing::error!(message, path, "a resolver failed");
            error.error = ErrorCode::Internal.error(INTERNAL_MESSAGE);
        }
        let at = position(error.location, sources).unwrap_or_default();
        ServerError {
            path: error.path,
            ..error.error.into_server_error(at)
        }
    });
    told.collect()
}

/// The answer that an outcome makes, whose text has come to the end of its data.
fn answer(
    outcome: Outcome,
    sources: &SourceMap,
    told: &BTreeMap<String, Value>,
    cost: DocumentCost,
    lifetime: CacheScope,
    summary: OperationSummary,
) -> ApiResponse {
    let mut body = outcome.text;
    let written = if outcome.errors.is_empty() {
        Ok(())
    } else {
        // Errors stand first, so that readers notice them.
        let errors = told_errors(outcome.errors, sources);
        let data = std::mem::replace(&mut body, b"{\"errors\":".to_vec());
        let written = serde_json::to_writer(&mut body, &bounded(&errors));
        body.push(b',');
        body.extend_from_slice(data.get(1..).unwrap_or_default());
        written
    };
    let written = written.and_then(|()| {
        if told.is_empty() {
            return Ok(());
        }
        body.extend_from_slice(b",\"extensions\":");
        serde_json::to_writer(&mut body, told)
    });
    body.push(b'}');
    match written {
        Ok(()) => ApiResponse {
            body,
            request_error: None,
            cost: Some(cost),
            lifetime,
            summary,
        },
        Err(error) => {
            tracing::error!(%error, "the answer cannot be written as JSON");
            ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
        }
    }
}

/// The answer to a request that is refused as a whole.
fn refused(errors: &[ServerError]) -> ApiResponse {
    #[derive(Serialize)]
    struct Body<'a> {
        errors: &'a [ServerError],
    }

    let code = errors.first().map_or(ErrorCode::Internal, code_of);
    let errors = bounded(errors);
    let body = serde_json::to_vec(&Body { errors: &errors });
    ApiResponse {
        body: body.unwrap_or_else(|error| {
            tracing::error!(%error, "the answer cannot be written as JSON");
            br#"{"errors":[{"message":"The server failed; its log has the details.","extensions":{"code":"INTERNAL"}}]}"#
                .to_vec()
        }),
        request_error: Some(code),
        cost: None,
        lifetime: CacheScope::Once,
        summary: OperationSummary::default(),
    }
}

/// As many errors as an answer lists, with messages no longer than it has.
fn bounded(errors: &[ServerError]) -> Vec<ServerError> {
    let errors = errors.iter().take(MAX_ERRORS).cloned().map(|mut error| {
        let mut permits = error.message.char_indices().skip(MAX_MESSAGE - 1);
        if let (Some((end, _)), Some(_)) = (permits.next(), permits.next()) {
            error.message.truncate(end);
            error.message.push('…');
        }
        error
    });
    errors.collect()
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
