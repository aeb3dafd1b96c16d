//! The cost of selection sets, fragments included.

use std::collections::HashMap;

use apollo_compiler::{
    Node,
    ast::{Document, Field, OperationDefinition, Selection, Value as Literal},
    parser::SourceSpan,
};
use async_graphql::{ServerError, Value};

use super::{
    DocumentCost, DocumentLimits, ErrorCode, fragment, operations,
    shape::{DEFAULT_PAGE, FieldShape, Length, OutputShape},
};
use crate::graphql::{
    federation::REPRESENTATIONS, objects::connection, validation::rules::position,
};

/// The largest page: the resolver refuses more, and what asks for more does not cost less.
const MAX_PAGE: u64 = connection::MAX_PAGE as u64;

/// Fields of introspection that lead from types to other types.
const TURNS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

/// Computes the costs of one document, of each fragment once.
pub(super) struct CostAnalyzer<'a, 'v> {
    shape: &'a OutputShape,
    limits: &'a DocumentLimits,
    document: &'a Document,
    /// The operation to run: page sizes in fragments come from its variables.
    selected: &'a Node<OperationDefinition>,
    variables: &'a dyn Fn(&str) -> Option<&'v Value>,
    fragments: HashMap<&'a str, Cost>,
}

/// The cost of one selection set. All sums saturate.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    selections: u64,
    nesting: u64,
    depth: u64,
    deepest: Option<SourceSpan>,
    aliases: u64,
    /// Fields directly in the set.
    fields: u64,
    introspection_fields: u64,
    /// The longest chain of [`TURNS`].
    turns: u64,
    /// Returned for each object that the set selects from.
    returned: Returned,
    /// Returned for each entry of the page that the enclosing field returns.
    per_entry: Returned,
    introspection_objects: u64,
    /// The points of computations, which lists do not multiply.
    work: u64,
}

/// How many objects and values are returned.
#[derive(Debug, Clone, Copy, Default)]
struct Returned {
    objects: u64,
    values: u64,
}

impl Returned {
    fn plus(self, other: Self) -> Self {
        Self {
            objects: self.objects.saturating_add(other.objects),
            values: self.values.saturating_add(other.values),
        }
    }

    fn times(self, count: u64) -> Self {
        Self {
            objects: self.objects.saturating_mul(count),
            values: self.values.saturating_mul(count),
        }
    }
}

impl Cost {
    fn add(&mut self, other: &Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.nesting = self.nesting.max(other.nesting);
        self.reach(other.depth, other.deepest);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.fields = self.fields.saturating_add(other.fields);
        self.introspection_fields = self
            .introspection_fields
            .saturating_add(other.introspection_fields);
        self.turns = self.turns.max(other.turns);
        self.returned = self.returned.plus(other.returned);
        self.per_entry = self.per_entry.plus(other.per_entry);
        self.introspection_objects = self
            .introspection_objects
            .saturating_add(other.introspection_objects);
        self.work = self.work.saturating_add(other.work);
    }

    fn reach(&mut self, depth: u64, at: Option<SourceSpan>) {
        if depth > self.depth {
            self.depth = depth;
            self.deepest = at;
        }
    }

    /// Returned when the enclosing field returns a page of this size.
    fn with_page(&self, page: u64) -> Returned {
        self.returned.plus(self.per_entry.times(page))
    }
}

impl<'a, 'v> CostAnalyzer<'a, 'v> {
    pub(super) fn new(
        shape: &'a OutputShape,
        limits: &'a DocumentLimits,
        document: &'a Document,
        selected: &'a Node<OperationDefinition>,
        variables: &'a dyn Fn(&str) -> Option<&'v Value>,
    ) -> Self {
        Self {
            shape,
            limits,
            document,
            selected,
            variables,
            fragments: HashMap::new(),
        }
    }

    /// Computes the costs of the fragments in this order, each after those that it spreads, then of
    /// the operations.
    pub(super) fn analyze(mut self, order: &[&'a str]) -> Result<DocumentCost, ServerError> {
        for name in order {
            if let Some(fragment) = fragment(self.document, name) {
                let owner = Some(fragment.type_condition.as_str());
                let cost = self.selection_set(&fragment.selection_set, owner)?;
                self.fragments.insert(name, cost);
            }
        }
        let mut selections = 0_u64;
        for operation in operations(self.document) {
            selections = selections.saturating_add(self.operation(operation)?.selections);
        }
        if selections > self.limits.selections {
            let limit = self.limits.selections;
            return Err(self.too_complex(
                format!(
                    "With fragments written out, the document has {selections} selections; at \
                     most {limit} are allowed."
                ),
                self.selected.location(),
            ));
        }
        for operation in operations(self.document) {
            self.check_operation(operation, &self.operation(operation)?)?;
        }
        let cost = self.operation(self.selected)?;
        let returned = cost.with_page(DEFAULT_PAGE);
        let cost = DocumentCost {
            points: returned.objects.saturating_add(cost.work),
            values: returned.values,
            introspection_points: cost.introspection_objects,
            selections,
            depth: cost.depth,
        };
        for (kind, found, limit) in [
            ("objects", cost.points, self.limits.points),
            ("values", cost.values, self.limits.values),
            (
                "objects of introspection",
                cost.introspection_points,
                self.limits.introspection_points,
            ),
        ] {
            if found > limit {
                return Err(self.too_complex(
                    format!(
                        "The operation may return {found} {kind}; at most {limit} are allowed. \
                         Ask for smaller pages or for less inside them."
                    ),
                    self.selected.location(),
                ));
            }
        }
        Ok(cost)
    }

    fn operation(&self, operation: &'a Node<OperationDefinition>) -> Result<Cost, ServerError> {
        let root = self.shape.root(operation.operation_type);
        self.selection_set(&operation.selection_set, root)
    }

    fn check_operation(
        &self,
        operation: &Node<OperationDefinition>,
        cost: &Cost,
    ) -> Result<(), ServerError> {
        let limits = self.limits;
        for (kind, found, limit, at) in [
            ("Fields", cost.depth, limits.depth, cost.deepest),
            ("Selection sets", cost.nesting, limits.nesting, None),
        ] {
            if found > limit {
                let message = format!("{kind} nest {found} deep; at most {limit} are allowed.");
                return Err(self.too_deep(message, at.or(operation.location())));
            }
        }
        for (kind, found, limit) in [
            ("aliases", cost.aliases, limits.aliases),
            ("root fields", cost.fields, limits.root_fields),
            (
                "introspection fields",
                cost.introspection_fields,
                limits.introspection_fields,
            ),
        ] {
            if found > limit {
                return Err(self.too_complex(
                    format!("The operation has {found} {kind}; at most {limit} are allowed."),
                    operation.location(),
                ));
            }
        }
        Ok(())
    }

    fn selection_set(
        &self,
        set: &'a [Selection],
        owner: Option<&'a str>,
    ) -> Result<Cost, ServerError> {
        let mut total = Cost::default();
        for selection in set {
            let cost = match selection {
                Selection::Field(field) => self.field(field, owner)?,
                Selection::FragmentSpread(spread) => {
                    let name = spread.fragment_name.as_str();
                    self.fragments.get(name).copied().unwrap_or_default()
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.type_condition.as_ref();
                    let owner = condition.map_or(owner, |on| Some(on.as_str()));
                    self.selection_set(&fragment.selection_set, owner)?
                }
            };
            total.add(&cost);
            total.selections = total.selections.saturating_add(1);
        }
        if !set.is_empty() {
            total.nesting = total.nesting.saturating_add(1);
        }
        Ok(total)
    }

    fn field(&self, field: &'a Node<Field>, owner: Option<&'a str>) -> Result<Cost, ServerError> {
        let name = field.name.as_str();
        let shape = owner.and_then(|owner| self.shape.field(owner, name));
        let target = shape.as_ref().and_then(|shape| shape.target);
        let inner = self.selection_set(&field.selection_set, target)?;

        let mut cost = Cost {
            selections: inner.selections,
            nesting: inner.nesting,
            aliases: inner
                .aliases
                .saturating_add(u64::from(field.alias.is_some())),
            fields: 1,
            introspection_fields: inner.introspection_fields,
            introspection_objects: inner.introspection_objects,
            work: inner
                .work
                .saturating_add(shape.as_ref().map_or(0, |shape| shape.work)),
            ..Cost::default()
        };
        let page = self.page(field, shape.as_ref());
        let mut returned = inner.with_page(page);
        if target.is_some() {
            returned.objects = returned.objects.saturating_add(1);
        } else {
            returned.values = 1;
        }
        if name == "__schema" || name == "__type" {
            self.check_introspection(field, &inner)?;
            cost.reach(1, field.location());
            cost.introspection_fields = cost.introspection_fields.saturating_add(1);
            cost.introspection_objects =
                cost.introspection_objects.saturating_add(returned.objects);
            return Ok(cost);
        }
        cost.reach(
            inner.depth.saturating_add(1),
            inner.deepest.or(field.location()),
        );
        cost.turns = inner.turns.saturating_add(u64::from(TURNS.contains(&name)));
        match shape.as_ref().map_or(Length::One, |shape| shape.length) {
            Length::One => cost.returned = returned,
            Length::Assumed(length) => cost.returned = returned.times(length),
            Length::Page if shape.is_some_and(|shape| shape.page.is_some()) => {
                cost.returned = returned.times(page);
            }
            Length::Page => cost.per_entry = returned,
        }
        Ok(cost)
    }

    fn check_introspection(&self, field: &Node<Field>, inner: &Cost) -> Result<(), ServerError> {
        if inner.depth > self.limits.introspection_depth {
            let (found, limit) = (inner.depth, self.limits.introspection_depth);
            let message =
                format!("Introspection nests {found} fields deep; at most {limit} are allowed.");
            return Err(self.too_deep(message, inner.deepest.or(field.location())));
        }
        if inner.turns > self.limits.introspection_turns {
            let (found, limit) = (inner.turns, self.limits.introspection_turns);
            return Err(self.too_complex(
                format!(
                    "Introspection goes from types to their fields, inputs, interfaces or members \
                     {found} times; at most {limit} are allowed."
                ),
                field.location(),
            ));
        }
        Ok(())
    }

    /// The page size of a field. A size above the largest, and one that is not a whole number, counts
    /// as the largest.
    fn page(&self, field: &Field, shape: Option<&FieldShape<'_>>) -> u64 {
        let mut largest = None;
        for name in ["first", "last", REPRESENTATIONS] {
            let mut arguments = field.arguments.iter();
            let Some(argument) = arguments.find(|argument| argument.name == name) else {
                continue;
            };
            let size = match &*argument.value {
                Literal::Null => continue,
                Literal::Int(size) => page_size(size.as_str().parse().ok()),
                Literal::List(items) => page_size(u64::try_from(items.len()).ok()),
                Literal::Object(_) => 1,
                Literal::Variable(name) => match self.variable(name) {
                    Some(size) => size,
                    None => continue,
                },
                _ => MAX_PAGE,
            };
            largest = largest.max(Some(size));
        }
        let asked = largest.or(shape.and_then(|shape| shape.page));
        let most = shape.map_or(MAX_PAGE, |shape| shape.largest_page);
        asked.unwrap_or(DEFAULT_PAGE).min(most)
    }

    /// The page size from a variable; `None` when it is null or missing.
    fn variable(&self, name: &str) -> Option<u64> {
        if let Some(value) = (self.variables)(name) {
            return requested_page_size(value);
        }
        let mut variables = self.selected.variables.iter();
        let variable = variables.find(|variable| variable.name == name)?;
        match &**variable.default_value.as_ref()? {
            Literal::Null => None,
            Literal::Int(size) => Some(page_size(size.as_str().parse().ok())),
            Literal::List(items) => Some(page_size(u64::try_from(items.len()).ok())),
            Literal::Object(_) => Some(1),
            _ => Some(MAX_PAGE),
        }
    }

    fn too_deep(&self, message: String, at: Option<SourceSpan>) -> ServerError {
        ErrorCode::QueryTooDeep.server_error(message, position(at, &self.document.sources))
    }

    fn too_complex(&self, message: String, at: Option<SourceSpan>) -> ServerError {
        ErrorCode::QueryTooComplex.server_error(message, position(at, &self.document.sources))
    }
}

/// The page size from the value of a variable; `None` for null.
pub(crate) fn requested_page_size(value: &Value) -> Option<u64> {
    match value {
        Value::Null => None,
        Value::Number(number) => Some(page_size(number.as_u64())),
        // Keys of objects: each is as an entry of a page.
        Value::List(items) => Some(page_size(u64::try_from(items.len()).ok())),
        Value::Object(_) => Some(1),
        _ => Some(MAX_PAGE),
    }
}

/// A page size as it counts; one that is negative or not a whole number counts as the largest.
fn page_size(size: Option<u64>) -> u64 {
    size.unwrap_or(MAX_PAGE).min(MAX_PAGE)
}
