//! The plans that are kept.

use std::{
    hash::Hash,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_graphql::{
    Variables,
    parser::{
        self, parse_schema,
        types::{ExecutableDocument, OperationDefinition, TypeKind, TypeSystemDefinition},
    },
};
use foldhash::fast::RandomState;
use quick_cache::{
    Weighter,
    sync::{Cache, DefaultLifecycle},
};

use super::{
    Plan, Run, Stopped, Unplannable, Variant, fragments::FragmentCache, input_fit::InputTypes,
    operation::Operation, output::Output, planner::Interfaces,
};
use crate::graphql::{
    answer_key::OperationKey, document_budget::DocumentCost, document_hash::DocumentHash,
    execution::OperationSummary, query::Query, request_scope::RequestScope,
};

/// What an entry takes beside its content, in bytes.
const ENTRY_BYTES: usize = 256;

/// What an operation with its plans is expected to take; it only sizes tables.
const USUAL_BYTES: u64 = 16 * 1_024;

/// The part of the memory that is for the texts of documents, as a divisor: more than texts are of
/// what is kept of their operations, so that texts stay as long.
const TEXT_SHARE: u64 = 8;

/// The part of the memory that is for pieces of answers, as a divisor.
const FRAGMENT_SHARE: u64 = 2;

/// The room for an answer whose size is not known yet, in bytes.
const FIRST_ROOM: usize = 4 * 1_024;

/// The operations that were executed before, and their plans; those asked for least make room.
pub(in crate::graphql) struct Plans {
    types: InputTypes,
    interfaces: Interfaces,
    /// The hashes of texts: whoever sends one again has it looked up, which takes a tenth of what
    /// the hash does.
    hashes: Cache<Box<str>, DocumentHash, ByBytes, RandomState>,
    kept: Cache<Key, Kept, ByBytes, RandomState>,
    fragments: Arc<FragmentCache>,
}

/// An operation, or a variant of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    operation: OperationKey,
    /// `None` for the operation itself.
    variant: Option<Variant>,
}

#[derive(Debug, Clone)]
enum Kept {
    /// The library has to execute it.
    Unplannable,
    Operation(Arc<Operation>, usize),
    Planned(Arc<Planned>),
}

/// A plan, and what the operation costs.
#[derive(Debug)]
pub(in crate::graphql) struct Planned {
    /// What the operation costs.
    pub(in crate::graphql) cost: DocumentCost,
    plan: Plan,
    /// How long the largest answer was, in bytes.
    room: AtomicUsize,
    fragments: Arc<FragmentCache>,
}

impl Planned {
    /// Appends the value of `data` to a text.
    ///
    /// # Errors
    /// If there is an error of which the library has to tell.
    pub(in crate::graphql) fn run(
        &self,
        opening: &[u8],
        scope: &RequestScope,
        variables: &Variables,
    ) -> Result<Vec<u8>, Stopped> {
        let room = self.room.load(Ordering::Relaxed);
        let mut text = Vec::with_capacity(room + room / 8);
        text.extend_from_slice(opening);
        let fragments = self.fragments.of(&scope.moment.catalogue);
        let mut run = Run::new(text, scope, variables, fragments.as_deref());
        Query.write(&self.plan, &mut run)?;
        let text = run.into_text();
        if text.len() > room {
            self.room.store(text.len(), Ordering::Relaxed);
        }
        Ok(text)
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Kept> for ByBytes {
    fn weight(&self, key: &Key, kept: &Kept) -> u64 {
        let variant = key.variant.as_ref().map_or(0, Variant::bytes);
        let content = match kept {
            Kept::Unplannable => 0,
            Kept::Operation(_, bytes) => *bytes,
            Kept::Planned(planned) => size_of::<Planned>() + planned.plan.bytes(),
        };
        (ENTRY_BYTES + variant + content) as u64
    }
}

impl Weighter<Box<str>, DocumentHash> for ByBytes {
    fn weight(&self, text: &Box<str>, _: &DocumentHash) -> u64 {
        (ENTRY_BYTES + text.len()) as u64
    }
}

/// A cache of so many bytes, keyed by a hash that nobody outside can foresee.
fn cache<K: Eq + Hash, V: Clone>(entries: usize, bytes: u64) -> Cache<K, V, ByBytes, RandomState>
where
    ByBytes: Weighter<K, V>,
{
    Cache::with(
        entries,
        bytes,
        ByBytes,
        RandomState::default(),
        DefaultLifecycle::default(),
    )
}

/// What is known of an operation.
pub(in crate::graphql) enum Known {
    /// Nothing yet.
    Nothing,
    /// The library has to execute it.
    Unplannable,
    /// It was executed before.
    Operation(Arc<Operation>),
}

impl Plans {
    /// Keeps plans of the schema with this SDL in about so many bytes; 0 keeps none, so that there
    /// are none.
    ///
    /// # Errors
    /// If the SDL is not one.
    pub(in crate::graphql) fn new(sdl: &str, bytes: u64) -> Result<Option<Self>, parser::Error> {
        if bytes == 0 {
            return Ok(None);
        }
        let schema = parse_schema(sdl)?;
        let mut interfaces = Interfaces::default();
        for definition in &schema.definitions {
            if let TypeSystemDefinition::Type(definition) = definition
                && let TypeKind::Object(object) = &definition.node.kind
            {
                let own = object.implements.iter();
                let own = own.map(|interface| interface.node.to_string()).collect();
                let name = definition.node.name.node.to_string();
                interfaces.0.insert(name, own);
            }
        }
        let entries = usize::try_from(bytes / USUAL_BYTES).unwrap_or(usize::MAX);
        let entries = entries.clamp(16, 100_000);
        let for_fragments = bytes / FRAGMENT_SHARE;
        let bytes = bytes - for_fragments;
        let for_texts = bytes / TEXT_SHARE;
        Ok(Some(Self {
            types: InputTypes::of(&schema),
            interfaces,
            hashes: cache(entries, for_texts),
            kept: cache(entries, bytes - for_texts),
            fragments: Arc::new(FragmentCache::new(for_fragments)),
        }))
    }

    /// The hash of a document.
    pub(in crate::graphql) fn hash_of(&self, text: &str) -> DocumentHash {
        let known = self.hashes.get(text);
        known.unwrap_or_else(|| DocumentHash::of(text))
    }

    /// What is known of an operation.
    pub(in crate::graphql) fn known(&self, operation: &OperationKey) -> Known {
        let key = Key {
            operation: operation.clone(),
            variant: None,
        };
        match self.kept.get(&key) {
            None | Some(Kept::Planned(_)) => Known::Nothing,
            Some(Kept::Unplannable) => Known::Unplannable,
            Some(Kept::Operation(operation, _)) => Known::Operation(operation),
        }
    }

    /// Keeps an operation that the library has executed without refusing it.
    pub(in crate::graphql) fn learn(
        &self,
        operation: OperationKey,
        document: ExecutableDocument,
        summary: OperationSummary,
        text: &str,
    ) {
        self.hashes.insert(text.into(), operation.document());
        let kept = match Operation::new(document, summary, &self.types) {
            Ok(operation) => {
                let bytes = operation.bytes(text.len());
                Kept::Operation(Arc::new(operation), bytes)
            }
            Err(Unplannable) => Kept::Unplannable,
        };
        let key = Key {
            operation,
            variant: None,
        };
        self.kept.insert(key, kept);
    }

    /// The plan of an operation for these variables. `cost` is called when there is none yet.
    ///
    /// `None` when the library has to execute it, or refuse it.
    pub(in crate::graphql) fn planned(
        &self,
        key: &OperationKey,
        operation: &Operation,
        chosen: &OperationDefinition,
        variables: &Variables,
        cost: impl FnOnce() -> Option<DocumentCost>,
    ) -> Option<Arc<Planned>> {
        if !operation.takes(&self.types, variables) {
            return None;
        }
        let key = Key {
            operation: key.clone(),
            variant: Some(operation.variant(chosen, variables)),
        };
        match self.kept.get(&key) {
            Some(Kept::Planned(planned)) => return Some(planned),
            Some(_) => return None,
            None => {}
        }
        let cost = cost()?;
        let plan = operation.plan::<Query>(chosen, variables, &self.interfaces);
        let Ok(plan) = plan else {
            self.kept.insert(key, Kept::Unplannable);
            return None;
        };
        let planned = Arc::new(Planned {
            cost,
            plan,
            room: AtomicUsize::new(FIRST_ROOM),
            fragments: Arc::clone(&self.fragments),
        });
        self.kept.insert(key, Kept::Planned(Arc::clone(&planned)));
        Some(planned)
    }
}
