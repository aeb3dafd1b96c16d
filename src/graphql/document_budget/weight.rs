//! What a selection set weighs, fragments included.

use std::collections::HashMap;

use async_graphql::{
    Pos, Positioned, ServerError, Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};

use super::{
    DocumentCost, DocumentLimits, ErrorCode,
    shape::{DEFAULT_PAGE, FieldShape, Length, OutputShape, TypeShape, whole_number},
};

/// The largest page: more is refused by the resolver, and asking for it is not made cheaper.
const LARGEST_PAGE: u64 = 100;

/// Fields of introspection that lead from types to further types.
const TURNS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

/// Weighs the operations of one document. Each fragment is weighed once.
pub(super) struct Weigher<'a> {
    shape: &'a OutputShape,
    limits: &'a DocumentLimits,
    document: &'a ExecutableDocument,
    /// The operation that runs: page sizes in fragments come from its variables.
    chosen: &'a Positioned<OperationDefinition>,
    variables: &'a Variables,
    fragments: HashMap<&'a str, Weight>,
}

/// The weight of one selection set, fragments included. All sums saturate.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    selections: u64,
    nesting: u64,
    depth: u64,
    deepest: Option<Pos>,
    aliases: u64,
    /// Fields that stand directly in the set.
    fields: u64,
    introspection_fields: u64,
    /// The longest chain of [`TURNS`].
    turns: u64,
    /// Objects returned for each object that the set selects from …
    objects: u64,
    /// … and those returned for each entry of the page that the enclosing field asks for.
    objects_per_entry: u64,
    /// Values returned for each object that the set selects from …
    values: u64,
    /// … and for each entry of the page, as above.
    values_per_entry: u64,
    introspection_objects: u64,
}

impl Weight {
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
        self.objects = self.objects.saturating_add(other.objects);
        self.objects_per_entry = self
            .objects_per_entry
            .saturating_add(other.objects_per_entry);
        self.values = self.values.saturating_add(other.values);
        self.values_per_entry = self.values_per_entry.saturating_add(other.values_per_entry);
        self.introspection_objects = self
            .introspection_objects
            .saturating_add(other.introspection_objects);
    }

    fn reach(&mut self, depth: u64, at: Option<Pos>) {
        if depth > self.depth {
            self.depth = depth;
            self.deepest = at;
        }
    }

    /// The objects returned when the enclosing field asks for a page of this size.
    fn objects_with_page(&self, page: u64) -> u64 {
        self.objects
            .saturating_add(self.objects_per_entry.saturating_mul(page))
    }

    /// The values returned then.
    fn values_with_page(&self, page: u64) -> u64 {
        self.values
            .saturating_add(self.values_per_entry.saturating_mul(page))
    }
}

impl<'a> Weigher<'a> {
    pub(super) fn new(
        shape: &'a OutputShape,
        limits: &'a DocumentLimits,
        document: &'a ExecutableDocument,
        chosen: &'a Positioned<OperationDefinition>,
        variables: &'a Variables,
    ) -> Self {
        Self {
            shape,
            limits,
            document,
            chosen,
            variables,
            fragments: HashMap::new(),
        }
    }

    /// Weighs the fragments in this order, each after those that it spreads, then the operations.
    pub(super) fn weigh(mut self, order: &[&'a str]) -> Result<DocumentCost, ServerError> {
        for name in order {
            if let Some(fragment) = self.document.fragments.get(*name) {
                let owner = self.shape.named(&fragment.node.type_condition.node.on.node);
                let weight = self.selection_set(&fragment.node.selection_set.node, owner)?;
                self.fragments.insert(name, weight);
            }
        }
        let mut selections = 0_u64;
        for (_, operation) in self.document.operations.iter() {
            selections = selections.saturating_add(self.operation(operation)?.selections);
        }
        if selections > self.limits.selections {
            let limit = self.limits.selections;
            return Err(too_complex(
                format!(
                    "With fragments written out, the document has {selections} selections; at \
                     most {limit} are allowed."
                ),
                self.chosen.pos,
            ));
        }
        for (_, operation) in self.document.operations.iter() {
            self.check_operation(operation, &self.operation(operation)?)?;
        }
        let weight = self.operation(self.chosen)?;
        let cost = DocumentCost {
            points: weight.objects_with_page(DEFAULT_PAGE),
            values: weight.values_with_page(DEFAULT_PAGE),
            introspection_points: weight.introspection_objects,
            selections,
            depth: weight.depth,
        };
        for (what, found, limit) in [
            ("objects", cost.points, self.limits.points),
            ("values", cost.values, self.limits.values),
            (
                "objects of introspection",
                cost.introspection_points,
                self.limits.introspection_points,
            ),
        ] {
            if found > limit {
                return Err(too_complex(
                    format!(
                        "The operation may return {found} {what}; at most {limit} are allowed. \
                         Ask for smaller pages or for less inside them."
                    ),
                    self.chosen.pos,
                ));
            }
        }
        Ok(cost)
    }

    fn operation(
        &self,
        operation: &'a Positioned<OperationDefinition>,
    ) -> Result<Weight, ServerError> {
        let root = self.shape.root(operation.node.ty).map(|(_, root)| root);
        self.selection_set(&operation.node.selection_set.node, root)
    }

    fn check_operation(
        &self,
        operation: &Positioned<OperationDefinition>,
        weight: &Weight,
    ) -> Result<(), ServerError> {
        let limits = self.limits;
        if weight.depth > limits.depth {
            let (found, limit) = (weight.depth, limits.depth);
            return Err(ErrorCode::QueryTooDeep.server_error(
                format!("Fields nest {found} deep; at most {limit} are allowed."),
                Some(weight.deepest.unwrap_or(operation.pos)),
            ));
        }
        if weight.nesting > limits.nesting {
            let (found, limit) = (weight.nesting, limits.nesting);
            return Err(ErrorCode::QueryTooDeep.server_error(
                format!("Selection sets nest {found} deep; at most {limit} are allowed."),
                Some(operation.pos),
            ));
        }
        for (what, found, limit) in [
            ("aliases", weight.aliases, limits.aliases),
            ("root fields", weight.fields, limits.root_fields),
            (
                "introspection fields",
                weight.introspection_fields,
                limits.introspection_fields,
            ),
        ] {
            if found > limit {
                return Err(too_complex(
                    format!("The operation has {found} {what}; at most {limit} are allowed."),
                    operation.pos,
                ));
            }
        }
        Ok(())
    }

    fn selection_set(
        &self,
        set: &'a SelectionSet,
        owner: Option<&'a TypeShape>,
    ) -> Result<Weight, ServerError> {
        let mut total = Weight::default();
        for selection in &set.items {
            let weight = match &selection.node {
                Selection::Field(field) => self.field(field, owner)?,
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    self.fragments.get(name).copied().unwrap_or_default()
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let owner = condition.map_or(owner, |on| self.shape.named(&on.node.on.node));
                    self.selection_set(&fragment.node.selection_set.node, owner)?
                }
            };
            total.add(&weight);
            total.selections = total.selections.saturating_add(1);
        }
        if !set.items.is_empty() {
            total.nesting = total.nesting.saturating_add(1);
        }
        Ok(total)
    }

    fn field(
        &self,
        field: &'a Positioned<Field>,
        owner: Option<&'a TypeShape>,
    ) -> Result<Weight, ServerError> {
        let name = field.node.name.node.as_str();
        let shape = owner.and_then(|owner| owner.field(name));
        let target = shape.and_then(|shape| self.shape.named(&shape.target));
        let inner = self.selection_set(&field.node.selection_set.node, target)?;

        let mut weight = Weight {
            selections: inner.selections,
            nesting: inner.nesting,
            aliases: inner
                .aliases
                .saturating_add(u64::from(field.node.alias.is_some())),
            fields: 1,
            introspection_fields: inner.introspection_fields,
            introspection_objects: inner.introspection_objects,
            ..Weight::default()
        };
        let page = self.page(&field.node, shape);
        let (objects, values) = match target {
            Some(_) => (
                inner.objects_with_page(page).saturating_add(1),
                inner.values_with_page(page),
            ),
            None => (inner.objects_with_page(page), 1),
        };

        if name == "__schema" || name == "__type" {
            self.check_introspection(field, &inner)?;
            weight.reach(1, Some(field.pos));
            weight.introspection_fields = weight.introspection_fields.saturating_add(1);
            weight.introspection_objects = weight.introspection_objects.saturating_add(objects);
            return Ok(weight);
        }
        weight.reach(
            inner.depth.saturating_add(1),
            Some(inner.deepest.unwrap_or(field.pos)),
        );
        weight.turns = inner.turns.saturating_add(u64::from(TURNS.contains(&name)));
        match shape.map_or(Length::One, |shape| shape.length) {
            Length::One => (weight.objects, weight.values) = (objects, values),
            Length::Assumed(length) => {
                weight.objects = objects.saturating_mul(length);
                weight.values = values.saturating_mul(length);
            }
            Length::Page if shape.is_some_and(|shape| shape.page.is_some()) => {
                weight.objects = objects.saturating_mul(page);
                weight.values = values.saturating_mul(page);
            }
            Length::Page => {
                (weight.objects_per_entry, weight.values_per_entry) = (objects, values);
            }
        }
        Ok(weight)
    }

    fn check_introspection(
        &self,
        field: &Positioned<Field>,
        inner: &Weight,
    ) -> Result<(), ServerError> {
        if inner.depth > self.limits.introspection_depth {
            let (found, limit) = (inner.depth, self.limits.introspection_depth);
            return Err(ErrorCode::QueryTooDeep.server_error(
                format!("Introspection nests {found} fields deep; at most {limit} are allowed."),
                Some(inner.deepest.unwrap_or(field.pos)),
            ));
        }
        if inner.turns > self.limits.introspection_turns {
            let (found, limit) = (inner.turns, self.limits.introspection_turns);
            return Err(too_complex(
                format!(
                    "Introspection goes from types to their fields, inputs, interfaces or members \
                     {found} times; at most {limit} are allowed."
                ),
                field.pos,
            ));
        }
        Ok(())
    }

    /// The page size that a field asks for: what a client names beyond the largest page, or not as
    /// a whole number, counts as the largest.
    fn page(&self, field: &Field, shape: Option<&FieldShape>) -> u64 {
        let mut asked = None;
        for name in ["first", "last"] {
            let Some(value) = field.get_argument(name) else {
                continue;
            };
            let value = value
                .node
                .clone()
                .into_const_with(|variable| self.variable(&variable).ok_or(()));
            let size = match value {
                Ok(Value::Null) | Err(()) => continue,
                Ok(value) => whole_number(&value).unwrap_or(LARGEST_PAGE),
            };
            asked = asked.max(Some(size.min(LARGEST_PAGE)));
        }
        asked
            .or(shape.and_then(|shape| shape.page))
            .unwrap_or(DEFAULT_PAGE)
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned().or_else(|| {
            let definitions = &self.chosen.node.variable_definitions;
            let definition = definitions
                .iter()
                .find(|definition| definition.node.name.node == name)?;
            definition.node.default_value().cloned()
        })
    }
}

fn too_complex(message: String, at: Pos) -> ServerError {
    ErrorCode::QueryTooComplex.server_error(message, Some(at))
}
