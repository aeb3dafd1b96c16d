//! The engine: from a request to its response, the same for every transport.
//!
//! The cost of a document is checked, the document is validated once and then found by the hash of
//! its text. A plan ([`crate::graphql::plan`]) executes its operation.

use std::{any::Any, collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use apollo_compiler::{
    Name, Node,
    ast::{Document, OperationDefinition, OperationType},
};
use async_graphql::{Extensions, ServerError, Value, futures_util::FutureExt};

use crate::advice::Cancel;
use crate::catalogue::FreshnessIntervals;
use crate::graphql::{
    ApiSchema,
    engine::blocking_pool::{BlockingPool, PoolError},
    engine::cache_key::{CacheKey, OperationKey},
    engine::cache_scope::CacheScope,
    engine::caller::Caller,
    engine::cancellation::Cancellation,
    engine::document_hash::DocumentHash,
    engine::operation::{AllowedOperations, OperationSummary, only_field, select},
    engine::persisted_documents::{
        DocumentSource, Documents, PersistedDocuments, ResolvedDocument,
    },
    engine::request::ApiRequest,
    engine::request_context::RequestContext,
    engine::request_time::RequestTime,
    engine::response::{ApiResponse, INTERNAL_MESSAGE, OPENING},
    engine::services::Services,
    engine::trusted_documents::{InvalidTrustedDocument, TrustedDocument, TrustedDocuments},
    error_code::ErrorCode,
    fixed_document::{FixedDocument, InvalidFixedDocument},
    plan::{CompiledPlan, Inputs, Operation, Outcome, PlanCache, UnknownField},
    query_limits::{DeprecatedField, DocumentBudget, DocumentCost, DocumentLimits, operations},
    schema_search::SchemaSearch,
    validation::rules::{self, position},
    validation::type_system::TypeSystem,
};

mod subscription;

pub use self::subscription::{ExecutionResult, ResponseStream};

/// The limits of one execution.
#[derive(Debug, Clone)]
pub struct ExecutionLimits {
    /// The limits of documents.
    pub document: DocumentLimits,
    /// The time limit of parsing, validation and execution together; after it the client gets
    /// `TIMEOUT`, and running resolvers stop soon after.
    pub deadline: Duration,
    /// About how much memory automatic persisted queries may take, in bytes; 0 turns them off.
    pub persisted_bytes: u64,
    /// About how much memory operations and their plans may take, in bytes; with 0 each request
    /// validates and plans its document again.
    pub plan_bytes: u64,
    /// After how many days facts are due for a check.
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

/// Executes requests against a schema. Cloning is cheap.
#[derive(Clone)]
pub struct Engine {
    types: Arc<TypeSystem>,
    schema_search: Arc<SchemaSearch>,
    budget: Arc<DocumentBudget>,
    limits: Arc<ExecutionLimits>,
    documents: Arc<Documents>,
    plans: Arc<PlanCache>,
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

/// An operation that may run, its plan and its inputs.
struct Admitted {
    operation: Arc<Operation>,
    planned: Arc<CompiledPlan>,
    inputs: Inputs,
}

/// The errors by which a request is refused.
type Refusal = Vec<ServerError>;

impl Engine {
    /// An engine for a schema, with the default limits; see [`Engine::with_limits`].
    pub fn new(schema: ApiSchema) -> Self {
        Self::with_limits(schema, ExecutionLimits::default())
    }

    /// An engine for a schema, with these limits.
    ///
    /// # Panics
    /// If the SDL that async-graphql prints is not valid; the tests of the schema would fail first.
    pub fn with_limits(schema: ApiSchema, limits: ExecutionLimits) -> Self {
        #[expect(clippy::expect_used, reason = "a test checks that the schema is valid")]
        let types = TypeSystem::parse(&schema.sdl).expect("the schema is valid");
        let types = Arc::new(types);
        let budget = DocumentBudget::new(limits.document.clone(), Arc::clone(&types));
        let plans = PlanCache::new(Arc::clone(&types), schema.roots, limits.plan_bytes);
        Self {
            schema_search: Arc::new(SchemaSearch::new(Arc::clone(&types))),
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

    /// The same engine for these documents only. Requests select one by its hash, its name or its
    /// text; all others are refused with `DOCUMENT_NOT_TRUSTED`.
    ///
    /// # Errors
    /// If there is no document, a name is used twice, or a document is not valid or over a limit.
    pub fn trusting(self, documents: Vec<TrustedDocument>) -> Result<Self, InvalidTrustedDocument> {
        for TrustedDocument { name, text } in &documents {
            self.check_document(text).map_err(|refusal| {
                let first = refusal.into_iter().next();
                let error = first.unwrap_or_else(internal);
                InvalidTrustedDocument::Invalid {
                    name: name.clone(),
                    line: error.locations.first().map(|position| position.line),
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

    /// Refuses a document that is over a limit with any variables, or not valid.
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
            Err(error) => Err(Box::new(ApiResponse::request_error(&[error]))),
        }
    }

    /// Selects the document of a request that the program itself has made of one of its own
    /// documents, which run also where only trusted documents of clients do.
    pub fn resolve_fixed(&self, request: ApiRequest) -> ResolvedRequest {
        let hash = self.plans.hash_of(&request.query);
        ResolvedRequest {
            operation: OperationKey::new(hash, &request),
            source: DocumentSource::Request,
            request,
        }
    }

    /// Reads one of the program's own documents.
    ///
    /// # Errors
    /// If it is not valid, or anything but one query.
    pub fn fixed_document(&self, text: &str) -> Result<FixedDocument, InvalidFixedDocument> {
        FixedDocument::read(&self.types, text)
    }

    /// The key under which the response may be cached. `None` for a request that has to be executed:
    /// a mutation, or one that registers its document.
    pub fn key(&self, resolved: &ResolvedRequest) -> Option<CacheKey> {
        let ResolvedRequest {
            request, operation, ..
        } = resolved;
        let is_query = match self.plans.get(operation) {
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
        let (cancellation, _guard) = Cancellation::after(self.deadline);
        let scope = self.scope(moment.unread(), caller, cancellation);
        let run = AssertUnwindSafe(self.run(request, scope, allowed)).catch_unwind();
        match tokio::time::timeout(self.deadline, run).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => {
                tracing::error!(panic = panic_text(&*panic), "the execution panicked");
                ApiResponse::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
            }
            Err(_) => ApiResponse::request_error(&[self.timeout()]),
        }
    }

    fn scope(
        &self,
        moment: RequestTime,
        caller: Caller,
        cancellation: Cancellation,
    ) -> RequestContext {
        let (limits, services) = (Arc::clone(&self.limits), self.services.clone());
        let schema_search = Arc::clone(&self.schema_search);
        RequestContext::new(
            moment,
            caller,
            limits,
            cancellation,
            services,
            schema_search,
        )
    }

    async fn run(
        &self,
        mut resolved: ResolvedRequest,
        scope: RequestContext,
        allowed: AllowedOperations,
    ) -> ApiResponse {
        let admitted = match self.admit(&mut resolved, &scope, allowed) {
            Ok(admitted) => admitted,
            Err(errors) => return ApiResponse::request_error(&errors),
        };
        let operation = Arc::clone(&admitted.operation);
        let cost = admitted.planned.cost;
        let sources = Arc::clone(&admitted.planned.sources);
        let outcome = match self.run_plan(admitted, &scope).await {
            // A timeout is an error of the request, also if some fields were written before it.
            Ok(outcome)
                if outcome.is_abandoned
                    || (!outcome.errors.is_empty() && scope.cancellation.is_requested()) =>
            {
                return ApiResponse::request_error(&[self.timeout()]);
            }
            Ok(outcome) => outcome,
            Err(error) => return ApiResponse::request_error(&[error]),
        };
        let lifetime = if operation.kind() == OperationType::Query && outcome.errors.is_empty() {
            scope.moment.lifetime()
        } else {
            CacheScope::Once
        };
        let summary = operation.summary();
        let extensions = self.extensions(wants_cost(&resolved.request.extensions), cost, summary);
        ApiResponse {
            summary: summary.clone(),
            lifetime,
            ..ApiResponse::executed(outcome, &sources, &extensions, cost)
        }
    }

    /// Runs a plan, on the blocking pool if it is costly.
    async fn run_plan(
        &self,
        admitted: Admitted,
        scope: &RequestContext,
    ) -> Result<Outcome, ServerError> {
        let Admitted {
            operation,
            planned,
            inputs,
        } = admitted;
        // A mutation waits for the database, so it does not block a thread.
        if operation.kind() == OperationType::Query && planned.cost.is_high() {
            let own = scope.clone();
            let run = async move { planned.run(OPENING, &own, &inputs).await };
            // Boxed, so that the future of cheap operations stays small.
            return Box::pin(self.on_blocking_pool(&scope.cancellation, run)).await;
        }
        Ok(if planned.is_async() {
            Box::pin(planned.run(OPENING, scope, &inputs)).await
        } else {
            planned.run_sync(OPENING, scope, &inputs)
        })
    }

    async fn on_blocking_pool<T: Send + 'static>(
        &self,
        cancellation: &Cancellation,
        operation: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, ServerError> {
        let cancellation = cancellation.clone();
        let operation = async move { cancellation.run(operation).await };
        match self.pool.run(self.deadline, operation).await {
            Ok(Some(outcome)) => Ok(outcome),
            Ok(None) | Err(PoolError::DeadlineExceeded) => Err(self.timeout()),
            Err(PoolError::Overloaded) => Err(overloaded()),
        }
    }

    /// The longest time that a request may take.
    pub fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Runs a costly computation outside of an operation under the limits of one: on the blocking
    /// pool, until the deadline or until the caller is gone.
    ///
    /// # Errors
    /// `UNAVAILABLE` if the pool is overloaded, `TIMEOUT` after the deadline, each with a message.
    pub async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Cancel) -> T + Send + 'static,
    ) -> Result<T, (ErrorCode, String)> {
        let (cancellation, _guard) = Cancellation::after(self.deadline);
        let own = cancellation.clone();
        let outcome = self
            .pool
            .run(self.deadline, async move { work(&own) })
            .await;
        match outcome {
            Ok(outcome) if !cancellation.is_requested() => Ok(outcome),
            Ok(_) | Err(PoolError::DeadlineExceeded) => {
                Err((ErrorCode::Timeout, "The work took too long.".to_owned()))
            }
            Err(PoolError::Overloaded) => Err((ErrorCode::Unavailable, OVERLOADED.to_owned())),
        }
    }

    /// The extensions of a response.
    fn extensions(
        &self,
        with_cost: bool,
        cost: DocumentCost,
        summary: &OperationSummary,
    ) -> BTreeMap<&'static str, Value> {
        let mut extensions = BTreeMap::new();
        if with_cost {
            extensions.insert(COST, cost.extension(&self.limits.document));
        }
        if let Some(fields) = &summary.deprecated {
            let fields = fields.iter().map(DeprecatedField::extension);
            extensions.insert(DEPRECATED, Value::List(fields.collect()));
        }
        extensions
    }

    fn timeout(&self) -> ServerError {
        let seconds = self.deadline.as_secs_f32();
        tracing::warn!(seconds, "the execution took too long");
        let message = format!("The request took longer than {seconds} s.");
        ErrorCode::Timeout.server_error(message, None)
    }

    /// Parses a document within the limits of its text and its definitions.
    fn parse(&self, text: &str) -> Result<Document, ServerError> {
        let text = self.budget.check_text(text)?;
        let document = rules::parse(&text)?;
        self.budget.check_definitions(&document)?;
        Ok(document)
    }

    /// Finds or makes the plan of a request, and charges its cost.
    fn admit(
        &self,
        resolved: &mut ResolvedRequest,
        scope: &RequestContext,
        allowed: AllowedOperations,
    ) -> Result<Admitted, Refusal> {
        match self.plans.get(&resolved.operation) {
            Some(operation) => self.admit_known(operation, resolved, scope, allowed),
            None => self.admit_new(resolved, scope, allowed),
        }
    }

    /// Admits a request for a cached operation.
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
        let selected = select(document, operation.name().map(|name| &**name)).map_err(one)?;
        allowed.check(document, selected).map_err(one)?;
        let is_editor = scope.is_of_editor();
        let checked = self
            .budget
            .check_variables(selected, &request.variables, is_editor);
        checked.map_err(one)?;
        let given = operation.cost_variables(&request.variables);
        let inputs = self.coerce(&operation, request).or_else(|refusal| {
            // A failed coercion costs the same whether or not the document is cached.
            let value = |name: &str| {
                let mut given = given.iter();
                Some(&given.find(|(known, _)| *known == name)?.1)
            };
            let cost = self.budget.check(document, selected, &value).map_err(one)?;
            request.quota.charge(cost).map_err(one)?;
            Err(refusal)
        })?;
        let value = |name: &str| operation.value(name, &inputs.variables);
        let cost = || self.budget.check(document, selected, &value).map_err(one);
        let planned = self
            .plans
            .planned(key, &operation, &inputs.variables, cost)?;
        request.quota.charge(planned.cost).map_err(one)?;
        Ok(Admitted {
            operation,
            planned,
            inputs,
        })
    }

    /// Admits a request for an operation that is not cached; cheap checks come first.
    fn admit_new(
        &self,
        resolved: &mut ResolvedRequest,
        scope: &RequestContext,
        allowed: AllowedOperations,
    ) -> Result<Admitted, Refusal> {
        let document = self.parse(resolved.text()).map_err(one)?;
        let request = &resolved.request;
        let selected = select(&document, request.operation_name.as_deref()).map_err(one)?;
        allowed.check(&document, selected).map_err(one)?;
        let cost = self
            .cost(&document, selected, request, scope)
            .map_err(one)?;
        request.quota.charge(cost).map_err(one)?;
        let valid = Arc::new(rules::validate(&self.types, &document)?);
        let name = selected.name.as_ref().map(Name::as_str);
        let executable = valid.operations.get(name).map_err(|_| one(internal()))?;
        let deprecated = DeprecatedField::selected(&valid, &executable.selection_set);
        let summary = OperationSummary {
            name: selected.name.as_deref().map(Arc::from),
            root_field: only_field(selected),
            deprecated: (!deprecated.is_empty()).then(|| deprecated.into_iter().collect()),
        };
        let executable = executable.clone();
        let operation = Operation::new(document, valid, executable, summary, &self.types)
            .map_err(|_| one(internal()))?;
        let operation = Arc::new(operation);
        let key = &resolved.operation;
        self.plans.insert(key.clone(), &operation, resolved.text());
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

    /// The cost of an operation with the variables of a request, after a check of their limits.
    fn cost(
        &self,
        document: &Document,
        selected: &Node<OperationDefinition>,
        request: &ApiRequest,
        scope: &RequestContext,
    ) -> Result<DocumentCost, ServerError> {
        let variables = &request.variables;
        let is_editor = scope.is_of_editor();
        self.budget
            .check_variables(selected, variables, is_editor)?;
        let given = |name: &str| variables.get(name);
        self.budget.check(document, selected, &given)
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
        tracing::error!("no resolver for a field of the schema");
        one(internal())
    }
}

fn one(error: ServerError) -> Refusal {
    vec![error]
}

fn internal() -> ServerError {
    ErrorCode::Internal.server_error(INTERNAL_MESSAGE, None)
}

fn overloaded() -> ServerError {
    ErrorCode::Unavailable.server_error(OVERLOADED, None)
}

const OVERLOADED: &str = "The server is busy with operations that cost as much; try again soon.";

/// The extension in which a request asks for the cost, and a response returns it.
const COST: &str = "cost";

/// The extension of a response that lists the deprecated fields which the operation selects.
const DEPRECATED: &str = "deprecatedFields";

fn wants_cost(extensions: &Extensions) -> bool {
    extensions.get(COST) == Some(&Value::Boolean(true))
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no text")
}

#[cfg(test)]
mod tests;
