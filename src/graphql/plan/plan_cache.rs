//! The cache of operations and their plans.

use std::{
    hash::Hash,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use apollo_compiler::{ast::OperationType, parser::SourceMap};
use foldhash::fast::RandomState;
use quick_cache::{
    Weighter,
    sync::{Cache, DefaultLifecycle},
};

use super::{
    Event, EventStream, Inputs, ObjectPlan, Operation, Outcome, Roots, Run, StreamStart,
    UnknownField, Variables,
    operation::Variant,
    output_cache::{OutputCache, OutputCaches},
    run::FieldErrors,
};
use crate::graphql::{
    engine::cache_key::OperationKey, engine::document_hash::DocumentHash,
    engine::request_context::RequestContext, query_limits::DocumentCost,
    validation::type_system::TypeSystem,
};

/// The overhead of an entry in bytes.
const ENTRY_BYTES: usize = 256;

/// The expected size of an operation with its plans; it only sizes tables.
const ESTIMATED_ENTRY_BYTES: u64 = 16 * 1_024;

/// The share of the memory for texts of documents, as a divisor: large enough that a text is not
/// evicted before its operation.
const TEXT_SHARE: u64 = 8;

/// The share of the memory for output of objects, as a divisor.
const OUTPUT_SHARE: u64 = 2;

/// The capacity for the first response, in bytes.
const INITIAL_CAPACITY: usize = 4 * 1_024;

/// Cached operations and their plans; the least used are evicted.
pub(crate) struct PlanCache {
    types: Arc<TypeSystem>,
    roots: Arc<dyn Roots>,
    caches: Option<Caches>,
    outputs: Arc<OutputCaches>,
}

struct Caches {
    /// The hashes of texts: a lookup takes a tenth of the time of the hash.
    hashes: Cache<Box<str>, DocumentHash, ByteWeighter, RandomState>,
    operations: Cache<OperationKey, Arc<Operation>, ByteWeighter, RandomState>,
    plans: Cache<(OperationKey, Variant), Arc<CompiledPlan>, ByteWeighter, RandomState>,
}

/// The plan of one variant of an operation, and its cost.
pub(crate) struct CompiledPlan {
    pub(crate) cost: DocumentCost,
    /// The text that the locations of errors refer to.
    pub(crate) sources: SourceMap,
    kind: OperationType,
    plan: ObjectPlan,
    types: Arc<TypeSystem>,
    roots: Arc<dyn Roots>,
    /// The size of the largest response, in bytes.
    capacity: AtomicUsize,
    outputs: Arc<OutputCaches>,
}

impl CompiledPlan {
    /// Whether some field has an async resolver.
    pub(crate) fn is_async(&self) -> bool {
        self.plan.is_async()
    }

    /// Runs the plan: the text of the outcome is `opening` and the value of `data`.
    pub(crate) async fn run(
        &self,
        opening: &[u8],
        scope: &RequestContext,
        inputs: &Inputs,
    ) -> Outcome {
        let outputs = self.outputs.of(&scope.moment.catalogue);
        let mut run = self.begin_run(opening, Some(scope), inputs, outputs.as_deref());
        let written = self.roots.write_async(self.kind, &self.plan, &mut run);
        written.await;
        self.finish(run)
    }

    /// Runs a plan without async fields.
    pub(crate) fn run_sync(
        &self,
        opening: &[u8],
        scope: &RequestContext,
        inputs: &Inputs,
    ) -> Outcome {
        let outputs = self.outputs.of(&scope.moment.catalogue);
        let mut run = self.begin_run(opening, Some(scope), inputs, outputs.as_deref());
        self.roots.write(self.kind, &self.plan, &mut run);
        self.finish(run)
    }

    /// Starts a subscription.
    pub(crate) fn begin(
        &self,
        scope: &RequestContext,
        inputs: &Inputs,
        start: StreamStart,
    ) -> Result<EventStream, FieldErrors> {
        let mut run = Run::new(Vec::new(), &self.types, Some(scope), inputs, None);
        let begun = self.roots.begin(&self.plan, &mut run, start);
        begun.map_err(|_| run.into_outcome().errors)
    }

    /// Writes an event of a subscription.
    pub(crate) fn write_event(
        &self,
        opening: &[u8],
        event: &dyn Event,
        inputs: &Inputs,
    ) -> Outcome {
        let mut run = self.begin_run(opening, None, inputs, None);
        run.write_event(event, &self.plan);
        self.finish(run)
    }

    /// A run with capacity for the largest response so far.
    fn begin_run<'r>(
        &'r self,
        opening: &[u8],
        scope: Option<&'r RequestContext>,
        inputs: &'r Inputs,
        outputs: Option<&'r OutputCache>,
    ) -> Run<'r> {
        let capacity = self.capacity.load(Ordering::Relaxed);
        let mut text = Vec::with_capacity(capacity + capacity / 8);
        text.extend_from_slice(opening);
        Run::new(text, &self.types, scope, inputs, outputs)
    }

    fn finish(&self, run: Run<'_>) -> Outcome {
        let outcome = run.into_outcome();
        self.capacity
            .fetch_max(outcome.text.len(), Ordering::Relaxed);
        outcome
    }
}

#[derive(Clone)]
struct ByteWeighter;

impl Weighter<OperationKey, Arc<Operation>> for ByteWeighter {
    fn weight(&self, _: &OperationKey, operation: &Arc<Operation>) -> u64 {
        (ENTRY_BYTES + operation.bytes()) as u64
    }
}

impl Weighter<(OperationKey, Variant), Arc<CompiledPlan>> for ByteWeighter {
    fn weight(&self, key: &(OperationKey, Variant), planned: &Arc<CompiledPlan>) -> u64 {
        let content = size_of::<CompiledPlan>() + planned.plan.bytes();
        (ENTRY_BYTES + key.1.bytes() + content) as u64
    }
}

impl Weighter<Box<str>, DocumentHash> for ByteWeighter {
    fn weight(&self, text: &Box<str>, _: &DocumentHash) -> u64 {
        (ENTRY_BYTES + text.len()) as u64
    }
}

/// A cache of this many bytes, with a randomly seeded hash.
pub(super) fn cache<K: Eq + Hash, V: Clone, W: Weighter<K, V> + Clone>(
    entries: usize,
    bytes: u64,
    weighter: W,
) -> Cache<K, V, W, RandomState> {
    Cache::with(
        entries,
        bytes,
        weighter,
        RandomState::default(),
        DefaultLifecycle::default(),
    )
}

impl PlanCache {
    /// A cache of about this many bytes; 0 turns it off.
    pub(crate) fn new(types: Arc<TypeSystem>, roots: Arc<dyn Roots>, bytes: u64) -> Self {
        let entries = usize::try_from(bytes / ESTIMATED_ENTRY_BYTES).unwrap_or(usize::MAX);
        let entries = entries.clamp(16, 100_000);
        let for_outputs = bytes / OUTPUT_SHARE;
        let rest = bytes - for_outputs;
        let for_texts = rest / TEXT_SHARE;
        let for_plans = rest - for_texts;
        let caches = (bytes > 0).then(|| Caches {
            hashes: cache(entries, for_texts, ByteWeighter),
            operations: cache(entries, for_plans / 2, ByteWeighter),
            plans: cache(entries, for_plans / 2, ByteWeighter),
        });
        Self {
            types,
            roots,
            caches,
            outputs: Arc::new(OutputCaches::new(for_outputs)),
        }
    }

    /// The hash of a document.
    pub(crate) fn hash_of(&self, text: &str) -> DocumentHash {
        let caches = self.caches.as_ref();
        let known = caches.and_then(|caches| caches.hashes.get(text));
        known.unwrap_or_else(|| DocumentHash::of(text))
    }

    /// A cached operation.
    pub(crate) fn get(&self, operation: &OperationKey) -> Option<Arc<Operation>> {
        self.caches.as_ref()?.operations.get(operation)
    }

    /// Caches an operation.
    pub(crate) fn insert(&self, key: OperationKey, operation: &Arc<Operation>, text: &str) {
        if let Some(caches) = &self.caches {
            caches.hashes.insert(text.into(), key.document());
            caches.operations.insert(key, Arc::clone(operation));
        }
    }

    /// The plan of an operation for these variables; `cost` is called for one that is not cached.
    pub(crate) fn planned<E: From<UnknownField>>(
        &self,
        key: &OperationKey,
        operation: &Operation,
        variables: &Variables,
        cost: impl FnOnce() -> Result<DocumentCost, E>,
    ) -> Result<Arc<CompiledPlan>, E> {
        let key = (key.clone(), operation.variant(variables));
        let caches = self.caches.as_ref();
        if let Some(planned) = caches.and_then(|caches| caches.plans.get(&key)) {
            return Ok(planned);
        }
        let planned = Arc::new(CompiledPlan {
            cost: cost()?,
            sources: Arc::clone(&operation.syntax().sources),
            kind: operation.kind(),
            plan: operation.plan(&*self.roots, &self.types, variables)?,
            types: Arc::clone(&self.types),
            roots: Arc::clone(&self.roots),
            capacity: AtomicUsize::new(INITIAL_CAPACITY),
            outputs: Arc::clone(&self.outputs),
        });
        if let Some(caches) = caches {
            caches.plans.insert(key, Arc::clone(&planned));
        }
        Ok(planned)
    }
}
