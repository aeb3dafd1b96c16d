//! The plans that are kept.

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
    Beginnings, Event, EventStream, Inputs, ObjectPlan, Operation, Outcome, Roots, Run,
    UnknownField, Variables,
    fragments::{FragmentCache, Fragments},
    operation::Variant,
    run::FieldErrors,
};
use crate::graphql::{
    engine::cache_key::OperationKey, engine::document_hash::DocumentHash,
    engine::request_context::RequestContext, query_limits::DocumentCost,
    validation::type_system::TypeSystem,
};

/// What an entry takes beside its content, in bytes.
const ENTRY_BYTES: usize = 256;

/// What an operation with its plans is expected to take; it only sizes tables.
const ESTIMATED_ENTRY_BYTES: u64 = 16 * 1_024;

/// The part of the memory that is for the texts of documents, as a divisor: more than texts are of
/// what is kept of their operations, so that texts stay as long.
const TEXT_SHARE: u64 = 8;

/// The part of the memory that is for pieces of answers, as a divisor.
const FRAGMENT_SHARE: u64 = 2;

/// The room for an answer whose size is not known yet, in bytes.
const FIRST_ROOM: usize = 4 * 1_024;

/// The operations that ran before, and their plans; those asked for least make room.
pub(in crate::graphql) struct Plans {
    types: Arc<TypeSystem>,
    roots: Arc<dyn Roots>,
    kept: Option<PlanCache>,
    fragments: Arc<FragmentCache>,
}

struct PlanCache {
    /// The hashes of texts: whoever sends one again has it looked up, which takes a tenth of what
    /// the hash does.
    hashes: Cache<Box<str>, DocumentHash, ByteWeighter, RandomState>,
    plans: Cache<Key, CachedPlan, ByteWeighter, RandomState>,
}

/// An operation, or a variant of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    operation: OperationKey,
    /// `None` for the operation itself.
    variant: Option<Variant>,
}

#[derive(Clone)]
enum CachedPlan {
    Operation(Arc<Operation>, usize),
    CompiledPlan(Arc<CompiledPlan>),
}

/// A plan, and what the operation costs.
pub(in crate::graphql) struct CompiledPlan {
    /// What the operation costs.
    pub(in crate::graphql) cost: DocumentCost,
    /// The text that errors point into.
    pub(in crate::graphql) sources: SourceMap,
    kind: OperationType,
    plan: ObjectPlan,
    types: Arc<TypeSystem>,
    roots: Arc<dyn Roots>,
    /// How long the largest answer was, in bytes.
    room: AtomicUsize,
    fragments: Arc<FragmentCache>,
}

impl CompiledPlan {
    /// Whether some field waits for something.
    pub(in crate::graphql) fn waits(&self) -> bool {
        self.plan.waits()
    }

    /// Appends the value of `data` to a text.
    pub(in crate::graphql) async fn run(
        &self,
        opening: &[u8],
        scope: &RequestContext,
        inputs: &Inputs,
    ) -> Outcome {
        let fragments = self.fragments.of(&scope.moment.catalogue);
        let mut run = self.begin_run(opening, Some(scope), inputs, fragments.as_deref());
        let waiting = self.roots.write_waiting(self.kind, &self.plan, &mut run);
        waiting.await;
        self.finish(run)
    }

    /// Appends the value of `data` to a text, where no field waits.
    pub(in crate::graphql) fn run_at_once(
        &self,
        opening: &[u8],
        scope: &RequestContext,
        inputs: &Inputs,
    ) -> Outcome {
        let fragments = self.fragments.of(&scope.moment.catalogue);
        let mut run = self.begin_run(opening, Some(scope), inputs, fragments.as_deref());
        self.roots.write(self.kind, &self.plan, &mut run);
        self.finish(run)
    }

    /// Begins a subscription.
    pub(in crate::graphql) fn begin(
        &self,
        scope: &RequestContext,
        inputs: &Inputs,
        beginning: Beginnings,
    ) -> Result<EventStream, FieldErrors> {
        let mut run = Run::new(Vec::new(), &self.types, Some(scope), inputs, None);
        let begun = self.roots.begin(&self.plan, &mut run, beginning);
        begun.map_err(|_| run.into_outcome().errors)
    }

    /// Appends the value of `data` of an event to a text.
    pub(in crate::graphql) fn write_event(
        &self,
        opening: &[u8],
        event: &dyn Event,
        inputs: &Inputs,
    ) -> Outcome {
        let mut run = self.begin_run(opening, None, inputs, None);
        run.write_event(event, &self.plan);
        self.finish(run)
    }

    /// A run that appends to a text, with room for an answer as long as the largest one.
    fn begin_run<'r>(
        &'r self,
        opening: &[u8],
        scope: Option<&'r RequestContext>,
        inputs: &'r Inputs,
        fragments: Option<&'r Fragments>,
    ) -> Run<'r> {
        let room = self.room.load(Ordering::Relaxed);
        let mut text = Vec::with_capacity(room + room / 8);
        text.extend_from_slice(opening);
        Run::new(text, &self.types, scope, inputs, fragments)
    }

    fn finish(&self, run: Run<'_>) -> Outcome {
        let outcome = run.into_outcome();
        self.room.fetch_max(outcome.text.len(), Ordering::Relaxed);
        outcome
    }
}

#[derive(Clone)]
struct ByteWeighter;

impl Weighter<Key, CachedPlan> for ByteWeighter {
    fn weight(&self, key: &Key, kept: &CachedPlan) -> u64 {
        let variant = key.variant.as_ref().map_or(0, Variant::bytes);
        let content = match kept {
            CachedPlan::Operation(_, bytes) => *bytes,
            CachedPlan::CompiledPlan(planned) => size_of::<CompiledPlan>() + planned.plan.bytes(),
        };
        (ENTRY_BYTES + variant + content) as u64
    }
}

impl Weighter<Box<str>, DocumentHash> for ByteWeighter {
    fn weight(&self, text: &Box<str>, _: &DocumentHash) -> u64 {
        (ENTRY_BYTES + text.len()) as u64
    }
}

/// A cache of so many bytes, keyed by a hash that nobody outside can foresee.
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

impl Plans {
    /// Keeps operations and their plans in about so many bytes; 0 keeps none.
    pub(in crate::graphql) fn new(
        types: Arc<TypeSystem>,
        roots: Arc<dyn Roots>,
        bytes: u64,
    ) -> Self {
        let entries = usize::try_from(bytes / ESTIMATED_ENTRY_BYTES).unwrap_or(usize::MAX);
        let entries = entries.clamp(16, 100_000);
        let for_fragments = bytes / FRAGMENT_SHARE;
        let rest = bytes - for_fragments;
        let for_texts = rest / TEXT_SHARE;
        let kept = (bytes > 0).then(|| PlanCache {
            hashes: cache(entries, for_texts, ByteWeighter),
            plans: cache(entries, rest - for_texts, ByteWeighter),
        });
        Self {
            types,
            roots,
            kept,
            fragments: Arc::new(FragmentCache::new(for_fragments)),
        }
    }

    /// The hash of a document.
    pub(in crate::graphql) fn hash_of(&self, text: &str) -> DocumentHash {
        let kept = self.kept.as_ref();
        let known = kept.and_then(|kept| kept.hashes.get(text));
        known.unwrap_or_else(|| DocumentHash::of(text))
    }

    /// An operation that ran before.
    pub(in crate::graphql) fn known(&self, operation: &OperationKey) -> Option<Arc<Operation>> {
        let key = Key {
            operation: operation.clone(),
            variant: None,
        };
        match self.kept.as_ref()?.plans.get(&key)? {
            CachedPlan::Operation(operation, _) => Some(operation),
            CachedPlan::CompiledPlan(_) => None,
        }
    }

    /// Keeps an operation.
    pub(in crate::graphql) fn keep(
        &self,
        key: OperationKey,
        operation: &Arc<Operation>,
        text: &str,
    ) {
        let Some(kept) = &self.kept else { return };
        kept.hashes.insert(text.into(), key.document());
        let bytes = Operation::bytes(text.len());
        let key = Key {
            operation: key,
            variant: None,
        };
        kept.plans
            .insert(key, CachedPlan::Operation(Arc::clone(operation), bytes));
    }

    /// The plan of an operation for these variables, and its cost. `cost` is called when there is no
    /// plan yet.
    pub(in crate::graphql) fn planned<E: From<UnknownField>>(
        &self,
        key: &OperationKey,
        operation: &Operation,
        variables: &Variables,
        cost: impl FnOnce() -> Result<DocumentCost, E>,
    ) -> Result<Arc<CompiledPlan>, E> {
        let key = Key {
            operation: key.clone(),
            variant: Some(operation.variant(variables)),
        };
        let kept = self.kept.as_ref();
        if let Some(CachedPlan::CompiledPlan(planned)) = kept.and_then(|kept| kept.plans.get(&key))
        {
            return Ok(planned);
        }
        let planned = Arc::new(CompiledPlan {
            cost: cost()?,
            sources: Arc::clone(&operation.syntax().sources),
            kind: operation.kind(),
            plan: operation.plan(&*self.roots, &self.types, variables)?,
            types: Arc::clone(&self.types),
            roots: Arc::clone(&self.roots),
            room: AtomicUsize::new(FIRST_ROOM),
            fragments: Arc::clone(&self.fragments),
        });
        if let Some(kept) = kept {
            kept.plans
                .insert(key, CachedPlan::CompiledPlan(Arc::clone(&planned)));
        }
        Ok(planned)
    }
}
