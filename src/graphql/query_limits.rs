//! What one document may ask for, decided before it is validated.
//!
//! A kilobyte of fragments that spread each other would stop a worker for good if each expansion were
//! walked. Here each fragment is weighed once, in the order of their spreads, and all arithmetic
//! saturates.

mod deprecation;
mod fragment_order;
mod inputs;
mod placement;
mod shape;
mod text;
mod weight;

use std::{borrow::Cow, sync::Arc};

use apollo_compiler::{
    Node,
    ast::{Definition, Document, FragmentDefinition, OperationDefinition},
};
use async_graphql::{Name, ServerError, Value, Variables};

pub use self::deprecation::DeprecatedField;
pub(in crate::graphql) use self::text::check_text;
pub(in crate::graphql) use self::weight::asked_page;
use self::{placement::Placement, shape::OutputShape, weight::CostAnalyzer};
use crate::graphql::{error_code::ErrorCode, validation::type_system::TypeSystem};

/// The most that one request may ask for. Everything is counted through fragments, as if each
/// spread were written out, unless it says otherwise.
#[derive(Debug, Clone)]
pub struct DocumentLimits {
    /// Length of the document in bytes.
    pub bytes: usize,
    /// Names, numbers, strings and punctuation marks as written.
    pub tokens: usize,
    /// Brackets of any kind within each other, as written.
    pub brackets: usize,
    /// Operations in the document.
    pub operations: usize,
    /// Fragments that the document defines.
    pub fragments: usize,
    /// Variables that an operation declares, and values that the request gives.
    pub variables: usize,
    /// Directives in the document, as written.
    pub directives: usize,
    /// Selections (fields, spreads, inline fragments) of all operations.
    pub selections: u64,
    /// Selection sets within each other, those of fragments included.
    pub nesting: u64,
    /// Fields within each other; what is below `__schema` and `__type` has its own limit.
    pub depth: u64,
    /// Fields with an alias in one operation.
    pub aliases: u64,
    /// Fields at the root of one operation.
    pub root_fields: u64,
    /// Objects that the chosen operation may return: see [`DocumentCost::points`].
    pub points: u64,
    /// Values that the chosen operation may return: see [`DocumentCost::values`].
    pub values: u64,
    /// `__schema` and `__type` fields of one operation.
    pub introspection_fields: u64,
    /// Fields within each other below `__schema` and `__type`.
    pub introspection_depth: u64,
    /// How often `fields`, `inputFields`, `interfaces` and `possibleTypes` may stand within each
    /// other: they lead from types to types, so each turn multiplies the answer.
    pub introspection_turns: u64,
    /// Objects that the introspection fields of one operation may return.
    pub introspection_points: u64,
    /// Items of a list in an argument or a variable.
    pub list_items: usize,
    /// Characters of a string in an argument or a variable.
    pub string_characters: usize,
    /// Lists and input objects within each other in an argument or a variable.
    pub input_nesting: usize,
    /// Items of a list in a change set that an editor sends in a variable.
    pub change_set_items: usize,
    /// Characters of a string in such a change set: more than any text of the catalogue may have,
    /// so that one that is too long is told with its place.
    pub change_set_characters: usize,
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024,
            tokens: 5_000,
            brackets: 64,
            operations: 10,
            fragments: 100,
            variables: 100,
            directives: 50,
            selections: 5_000,
            nesting: 30,
            depth: 15,
            aliases: 50,
            root_fields: 20,
            points: 10_000,
            values: 50_000,
            introspection_fields: 3,
            introspection_depth: 20,
            introspection_turns: 2,
            introspection_points: 500_000,
            list_items: 100,
            string_characters: 1_000,
            input_nesting: 10,
            change_set_items: 2_000,
            change_set_characters: 4_000,
        }
    }
}

/// What the chosen operation costs, known before it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentCost {
    /// Objects that the operation may return, introspection aside.
    ///
    /// A field that returns an object counts 1 and multiplies what it selects: a list inside a page
    /// by the page's `first` or `last` (or their default), any other list by an assumed length.
    pub points: u64,
    /// Numbers, texts and the like that it may return, counted in the same way: they are what an
    /// answer is long of.
    pub values: u64,
    /// Objects that its introspection fields may return, counted in the same way.
    pub introspection_points: u64,
    /// Selections of the whole document.
    pub selections: u64,
    /// Fields within each other.
    pub depth: u64,
}

impl DocumentCost {
    /// What a caller pays for the operation, in points; at least 1. What introspection returns is
    /// small and known beforehand, so a hundred objects of it count as one.
    pub fn charge(self) -> u64 {
        let points = self.points.saturating_add(self.introspection_points / 100);
        points.max(1)
    }

    /// The cost as clients are told it, beside the limits that it is held against.
    pub(in crate::graphql) fn told(self, limits: &DocumentLimits) -> Value {
        let numbers = [
            ("charged", self.charge()),
            ("points", self.points),
            ("mostPoints", limits.points),
            ("values", self.values),
            ("mostValues", limits.values),
            ("introspectionPoints", self.introspection_points),
            ("mostIntrospectionPoints", limits.introspection_points),
            ("selections", self.selections),
            ("mostSelections", limits.selections),
            ("depth", self.depth),
            ("mostDepth", limits.depth),
        ];
        let fields = numbers.map(|(name, number)| (Name::new(name), Value::from(number)));
        Value::Object(fields.into_iter().collect())
    }
}

/// The limits, and the shape of the schema that points are counted by.
#[derive(Debug)]
pub(in crate::graphql) struct DocumentBudget {
    limits: DocumentLimits,
    shape: OutputShape,
}

impl DocumentBudget {
    /// A budget for documents of a schema.
    pub(in crate::graphql) fn new(limits: DocumentLimits, types: Arc<TypeSystem>) -> Self {
        let shape = OutputShape::of(types);
        Self { limits, shape }
    }

    /// Refuses a text that is too long or too nested to be parsed.
    pub(in crate::graphql) fn check_text<'t>(
        &self,
        text: &'t str,
    ) -> Result<Cow<'t, str>, ServerError> {
        text::check_text(text, &self.limits)
    }

    /// Refuses a parsed document that is over a limit, and tells the cost of one that is not.
    /// `variables` tells the values that page sizes come from.
    pub(in crate::graphql) fn check<'v>(
        &self,
        document: &Document,
        operation: &Node<OperationDefinition>,
        variables: &dyn Fn(&str) -> Option<&'v Value>,
    ) -> Result<DocumentCost, ServerError> {
        let placement = Placement::check(document, &self.limits)?;
        let order = fragment_order::dependencies_first(document, placement.spreads())?;
        CostAnalyzer::new(&self.shape, &self.limits, document, operation, variables).weigh(&order)
    }

    /// Refuses variables that are too many or too large. The change sets of editors have limits of
    /// their own.
    pub(in crate::graphql) fn check_variables(
        &self,
        operation: &OperationDefinition,
        variables: &Variables,
        is_editor: bool,
    ) -> Result<(), ServerError> {
        let is_change_set = |name: &str| is_editor && inputs::is_change_set(operation, name);
        inputs::check_variables(variables, &self.limits, is_change_set)
    }

    /// Refuses a parsed document that defines too much.
    pub(in crate::graphql) fn check_definitions(
        &self,
        document: &Document,
    ) -> Result<(), ServerError> {
        let limits = &self.limits;
        let too_many = |what: &str, found: usize, limit: usize| {
            ErrorCode::QueryTooComplex.server_error(
                format!("The document has {found} {what}; at most {limit} are allowed."),
                None,
            )
        };
        let of_operation = operations(document).map(|operation| operation.variables.len());
        let counts = [
            (
                "operations",
                operations(document).count(),
                limits.operations,
            ),
            ("fragments", fragments(document).count(), limits.fragments),
            (
                "variables",
                of_operation.max().unwrap_or(0),
                limits.variables,
            ),
        ];
        let over = counts.into_iter().find(|(_, found, limit)| found > limit);
        over.map_or(Ok(()), |(what, found, limit)| {
            Err(too_many(what, found, limit))
        })
    }
}

/// The operations of a document.
pub(in crate::graphql) fn operations(
    document: &Document,
) -> impl Iterator<Item = &Node<OperationDefinition>> {
    let definitions = document.definitions.iter();
    definitions.filter_map(Definition::as_operation_definition)
}

fn fragments(document: &Document) -> impl Iterator<Item = &Node<FragmentDefinition>> {
    let definitions = document.definitions.iter();
    definitions.filter_map(Definition::as_fragment_definition)
}

/// The fragment with this name; of several, which validation refuses, the first.
fn fragment<'a>(document: &'a Document, name: &str) -> Option<&'a Node<FragmentDefinition>> {
    fragments(document).find(|fragment| fragment.name == name)
}

#[cfg(test)]
mod tests;
