//! Limits on documents and the cost of operations, checked before validation.
//!
//! A kilobyte of fragments that spread each other expands to more selections than a worker could ever
//! walk. So the cost of each fragment is computed once, in the order of the spreads, and all
//! arithmetic saturates.

mod cost;
mod deprecation;
mod directives;
mod fragment_order;
mod inputs;
mod shape;
mod tokens;

use std::{borrow::Cow, sync::Arc};

use apollo_compiler::{
    Node,
    ast::{Definition, Document, FragmentDefinition, OperationDefinition},
};
use async_graphql::{Name, ServerError, Value, Variables};

pub(crate) use self::cost::requested_page_size;
pub use self::deprecation::DeprecatedField;
pub(crate) use self::tokens::check_text;
use self::{cost::CostAnalyzer, inputs::DeclaredAs, shape::OutputShape};
use crate::graphql::{error_code::ErrorCode, validation::type_system::TypeSystem};

/// The limits of one request. Counts are taken with fragments expanded unless they say "as written".
#[derive(Debug, Clone)]
pub struct DocumentLimits {
    /// Length of the document in bytes.
    pub bytes: usize,
    /// Tokens as written: names, numbers, strings and punctuation.
    pub tokens: usize,
    /// Nesting of brackets of any kind, as written.
    pub brackets: usize,
    /// Operations in the document.
    pub operations: usize,
    /// Fragments that the document defines.
    pub fragments: usize,
    /// Variables that an operation declares, and variables that the request gives.
    pub variables: usize,
    /// Directives in the document, as written.
    pub directives: usize,
    /// Selections (fields, spreads, inline fragments) of all operations.
    pub selections: u64,
    /// Nesting of selection sets, those of fragments included.
    pub nesting: u64,
    /// Nesting of fields; `introspection_depth` limits those below `__schema` and `__type`.
    pub depth: u64,
    /// Fields with an alias in one operation.
    pub aliases: u64,
    /// Fields at the root of one operation.
    pub root_fields: u64,
    /// Objects that the selected operation may return: see [`DocumentCost::points`].
    pub points: u64,
    /// Values that the selected operation may return: see [`DocumentCost::values`].
    pub values: u64,
    /// `__schema` and `__type` fields of one operation.
    pub introspection_fields: u64,
    /// Nesting of fields below `__schema` and `__type`.
    pub introspection_depth: u64,
    /// Nesting of `fields`, `inputFields`, `interfaces` and `possibleTypes`: they lead from types to
    /// types, so each level multiplies the response.
    pub introspection_turns: u64,
    /// Objects that the introspection fields of one operation may return.
    pub introspection_points: u64,
    /// Items of a list in an argument or a variable.
    pub list_items: usize,
    /// Characters of a string in an argument or a variable.
    pub string_characters: usize,
    /// Nesting of lists and input objects in an argument or a variable.
    pub input_nesting: usize,
    /// Items of a list in an editor's change set, which is a variable.
    pub change_set_items: usize,
    /// Characters of a string in such a change set: more than any text of the catalogue may have, so
    /// that a violation names the path of a text that is too long.
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

/// The cost of the selected operation, known before it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentCost {
    /// Objects that the operation may return, introspection aside.
    ///
    /// A field that returns an object counts 1 and multiplies what it selects: a list inside a page
    /// by the page's `first` or `last` (or their default), any other list by an assumed length. A field
    /// that reads a long text counts 100 more.
    pub points: u64,
    /// Scalars and enum values that it may return, counted in the same way: they decide how long the
    /// response is.
    pub values: u64,
    /// Objects that its introspection fields may return, counted in the same way.
    pub introspection_points: u64,
    /// Selections of the whole document.
    pub selections: u64,
    /// Nesting of fields.
    pub depth: u64,
}

/// Operations of this many points take about a tenth of a second of processor time.
const HIGH_POINTS: u64 = 8_000;

impl DocumentCost {
    /// The points that a quota is charged, at least 1. Introspection is cheap to answer, so a hundred
    /// objects of it count as one.
    pub fn charge(self) -> u64 {
        let points = self.points.saturating_add(self.introspection_points / 100);
        points.max(1)
    }

    /// Whether the operation may take a tenth of a second of processor time or more.
    pub fn is_high(self) -> bool {
        self.charge() >= HIGH_POINTS
    }

    /// The cost and its limits as the extension `cost` of a response shows them.
    pub(crate) fn extension(self, limits: &DocumentLimits) -> Value {
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

/// The limits, and the lists of the schema that points are counted by.
#[derive(Debug)]
pub(crate) struct DocumentBudget {
    limits: DocumentLimits,
    shape: OutputShape,
}

impl DocumentBudget {
    /// Limits for documents of a schema.
    pub(crate) fn new(limits: DocumentLimits, types: Arc<TypeSystem>) -> Self {
        let shape = OutputShape::of(types);
        Self { limits, shape }
    }

    /// Refuses a text that is too long or nests too deep to be parsed.
    pub(crate) fn check_text<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, ServerError> {
        tokens::check_text(text, &self.limits)
    }

    /// Refuses a parsed document that is over a limit, and returns the cost of one that is not.
    /// `variables` returns the values of variables, from which page sizes come.
    pub(crate) fn check<'v>(
        &self,
        document: &Document,
        operation: &Node<OperationDefinition>,
        variables: &dyn Fn(&str) -> Option<&'v Value>,
    ) -> Result<DocumentCost, ServerError> {
        let spreads = directives::check(document, &self.limits)?;
        let order = fragment_order::dependencies_first(document, &spreads)?;
        CostAnalyzer::new(&self.shape, &self.limits, document, operation, variables).analyze(&order)
    }

    /// Refuses variables that are too many or too large. The change sets of editors have limits of
    /// their own.
    pub(crate) fn check_variables(
        &self,
        operation: &OperationDefinition,
        variables: &Variables,
        is_editor: bool,
    ) -> Result<(), ServerError> {
        let declared_as = |name: &str| match inputs::declared_as(operation, name) {
            DeclaredAs::ChangeSet if !is_editor => DeclaredAs::Other,
            declared => declared,
        };
        inputs::check_variables(variables, &self.limits, declared_as)
    }

    /// Refuses a parsed document that defines too much.
    pub(crate) fn check_definitions(&self, document: &Document) -> Result<(), ServerError> {
        let limits = &self.limits;
        let variables = operations(document).map(|operation| operation.variables.len());
        for (kind, found, limit) in [
            (
                "operations",
                operations(document).count(),
                limits.operations,
            ),
            ("fragments", fragments(document).count(), limits.fragments),
            ("variables", variables.max().unwrap_or(0), limits.variables),
        ] {
            if found > limit {
                let message =
                    format!("The document has {found} {kind}; at most {limit} are allowed.");
                return Err(ErrorCode::QueryTooComplex.server_error(message, None));
            }
        }
        Ok(())
    }
}

/// The operations of a document.
pub(crate) fn operations(document: &Document) -> impl Iterator<Item = &Node<OperationDefinition>> {
    let definitions = document.definitions.iter();
    definitions.filter_map(Definition::as_operation_definition)
}

fn fragments(document: &Document) -> impl Iterator<Item = &Node<FragmentDefinition>> {
    let definitions = document.definitions.iter();
    definitions.filter_map(Definition::as_fragment_definition)
}

/// The first fragment with this name; validation refuses a second one.
fn fragment<'a>(document: &'a Document, name: &str) -> Option<&'a Node<FragmentDefinition>> {
    fragments(document).find(|fragment| fragment.name == name)
}

#[cfg(test)]
mod tests;
