//! Fields as a document selects them, and their plans.

use apollo_compiler::{
    Name, Node,
    executable::{Field, SelectionSet},
    parser::SourceSpan,
};

use super::{Plan, output_cache::OutputId};
use crate::graphql::validation::coercion::Template;

/// A field of a document, with the selection sets of all places that select it.
pub struct Selected<'d> {
    /// The object type that it is selected on.
    pub(super) owner: &'d str,
    /// The first place that selects it.
    pub(super) field: &'d Node<Field>,
    /// The selection sets to merge.
    pub(super) sets: Vec<&'d SelectionSet>,
}

impl Selected<'_> {
    /// The field's name in the schema.
    pub fn name(&self) -> &str {
        self.field.name.as_str()
    }
}

/// An argument of a field.
#[derive(Debug)]
pub struct Argument {
    /// Such as `Query.exams(first:)`.
    coordinate: Box<str>,
    /// The literal of the document; `None` without one.
    template: Option<Template>,
}

impl Argument {
    pub(super) fn new(coordinate: String, template: Option<Template>) -> Self {
        Self {
            coordinate: coordinate.into(),
            template,
        }
    }

    pub(super) fn coordinate(&self) -> &str {
        &self.coordinate
    }

    pub(super) fn template(&self) -> Option<&Template> {
        self.template.as_ref()
    }

    fn bytes(&self) -> usize {
        let template = self.template.as_ref().map_or(0, Template::bytes);
        size_of::<Self>() + self.coordinate.len() + template
    }
}

/// The index of a field with the same value in every response.
const CONSTANT: u16 = u16::MAX;

/// The plan of a field.
#[derive(Debug)]
pub struct FieldPlan {
    /// `{"key":` or `,"key":`, with the value of a constant field.
    pub(super) key: Box<[u8]>,
    response_key: Name,
    /// The index of the field in its type, or [`CONSTANT`].
    index: u16,
    is_nullable: bool,
    is_async: bool,
    location: Option<SourceSpan>,
    arguments: Box<[Argument]>,
    plan: Plan,
}

impl FieldPlan {
    /// A field without its key, which [`ObjectPlan::new`] sets.
    pub(super) fn new(
        selected: &Selected<'_>,
        index: u16,
        arguments: Box<[Argument]>,
        plan: Plan,
    ) -> Self {
        let field = selected.field;
        Self {
            key: Box::default(),
            response_key: field.response_key().clone(),
            index,
            is_nullable: !field.definition.ty.is_non_null(),
            is_async: false,
            location: field.location(),
            arguments,
            plan,
        }
    }

    /// A field with the same value in every response, given as JSON.
    pub(super) fn constant(selected: &Selected<'_>, value: &str) -> Self {
        Self {
            key: value.as_bytes().into(),
            ..Self::new(selected, CONSTANT, Box::default(), Plan::Leaf)
        }
    }

    /// The same field with an async resolver.
    pub(super) fn into_async(self) -> Self {
        Self {
            is_async: true,
            ..self
        }
    }

    /// The index of the field in its type.
    pub fn index(&self) -> u16 {
        self.index
    }

    /// Whether `key` includes the value.
    pub(super) fn is_constant(&self) -> bool {
        self.index == CONSTANT
    }

    /// The selection of its value.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn response_key(&self) -> &str {
        &self.response_key
    }

    pub(super) fn is_nullable(&self) -> bool {
        self.is_nullable
    }

    pub(super) fn is_async(&self) -> bool {
        self.is_async
    }

    pub(super) fn location(&self) -> Option<SourceSpan> {
        self.location
    }

    pub(super) fn argument(&self, index: usize) -> Option<&Argument> {
        self.arguments.get(index)
    }

    /// Whether its output depends on the snapshot only.
    fn is_snapshot_constant(&self) -> bool {
        let plan_is_constant = match &self.plan {
            Plan::Leaf => true,
            Plan::Object(plan) => plan.output_id.is_some(),
            Plan::Members(_) => false,
        };
        plan_is_constant && self.arguments.is_empty()
    }

    fn bytes(&self) -> usize {
        let arguments = self.arguments.iter();
        size_of::<Self>()
            + self.key.len()
            + self.response_key.len()
            + arguments.map(Argument::bytes).sum::<usize>()
            + self.plan.bytes()
    }
}

/// The fields of an object in the order of the response.
#[derive(Debug)]
pub struct ObjectPlan {
    fields: Box<[FieldPlan]>,
    /// `None` when some value may change while the snapshot is served.
    output_id: Option<OutputId>,
}

impl ObjectPlan {
    /// A plan of these fields. `is_constant`: the type has no varying field among them.
    pub(super) fn new(fields: impl Iterator<Item = FieldPlan>, is_constant: bool) -> Self {
        let fields = fields.enumerate().map(|(index, mut field)| {
            let opening = if index == 0 { '{' } else { ',' };
            // GraphQL names need no escapes.
            let key = format!("{opening}\"{}\":", field.response_key).into_bytes();
            field.key = [&key, &*field.key].concat().into();
            field
        });
        let fields: Box<[FieldPlan]> = fields.collect();
        let is_constant = is_constant && fields.iter().all(FieldPlan::is_snapshot_constant);
        Self {
            fields,
            output_id: is_constant.then(OutputId::new),
        }
    }

    pub(super) fn fields(&self) -> &[FieldPlan] {
        &self.fields
    }

    /// Whether some field has an async resolver.
    pub(super) fn is_async(&self) -> bool {
        self.fields.iter().any(FieldPlan::is_async)
    }

    /// The id of the cached output; `None` when it is not cacheable.
    pub(super) fn output_id(&self) -> Option<OutputId> {
        self.output_id
    }

    /// About how much memory it points to, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.fields.iter().map(FieldPlan::bytes).sum()
    }
}

impl Plan {
    fn bytes(&self) -> usize {
        match self {
            Self::Leaf => 0,
            Self::Object(plan) => plan.bytes(),
            Self::Members(plans) => plans
                .iter()
                .map(|plan| size_of::<ObjectPlan>() + plan.bytes())
                .sum(),
        }
    }
}
