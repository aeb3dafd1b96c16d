//! What is selected: as the document says it, and settled.

use apollo_compiler::{
    Name, Node,
    executable::{Field, SelectionSet},
    parser::SourceSpan,
};

use super::{Plan, fragments::FragmentPlan};
use crate::graphql::validation::coercion::Template;

/// A field as the document selects it, with all sets that select from its value.
pub struct Selected<'d> {
    /// The object that it is selected of.
    pub(super) owner: &'d str,
    /// Where it is selected first.
    pub(super) field: &'d Node<Field>,
    /// What each selection of it selects from its value.
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
    place: Box<str>,
    /// What the document gives; `None` when it does not name it.
    template: Option<Template>,
}

impl Argument {
    pub(super) fn new(place: String, template: Option<Template>) -> Self {
        Self {
            place: place.into(),
            template,
        }
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    pub(super) fn template(&self) -> Option<&Template> {
        self.template.as_ref()
    }

    fn bytes(&self) -> usize {
        let template = self.template.as_ref().map_or(0, Template::bytes);
        size_of::<Self>() + self.place.len() + template
    }
}

/// In the place of an index, where a field has the same value in every answer.
const SETTLED: u16 = u16::MAX;

/// A field, settled.
#[derive(Debug)]
pub struct FieldPlan {
    /// `{"key":` or `,"key":`; with the value after it where that is settled too.
    pub(super) key: Box<[u8]>,
    response_key: Name,
    /// Which field of its type it is; [`SETTLED`] where nothing is left to be written after `key`.
    index: u16,
    is_nullable: bool,
    waits: bool,
    location: Option<SourceSpan>,
    arguments: Box<[Argument]>,
    plan: Plan,
}

impl FieldPlan {
    /// A field whose place in the answer is still to be set: see [`ObjectPlan::new`].
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
            waits: false,
            location: field.location(),
            arguments,
            plan,
        }
    }

    /// A field whose value is the same in every answer, given as JSON.
    pub(super) fn settled(selected: &Selected<'_>, value: &str) -> Self {
        Self {
            key: value.as_bytes().into(),
            ..Self::new(selected, SETTLED, Box::default(), Plan::Leaf)
        }
    }

    /// The same field, whose value is waited for.
    pub(super) fn waiting(self) -> Self {
        Self {
            waits: true,
            ..self
        }
    }

    /// Which field of its type it is.
    pub fn index(&self) -> u16 {
        self.index
    }

    /// Whether nothing is left to be written after `key`.
    pub(super) fn is_settled(&self) -> bool {
        self.index == SETTLED
    }

    /// What is selected of its value.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn response_key(&self) -> &str {
        &self.response_key
    }

    pub(super) fn is_nullable(&self) -> bool {
        self.is_nullable
    }

    pub(super) fn waits(&self) -> bool {
        self.waits
    }

    pub(super) fn location(&self) -> Option<SourceSpan> {
        self.location
    }

    pub(super) fn argument(&self, place: usize) -> Option<&Argument> {
        self.arguments.get(place)
    }

    /// Whether nothing below the field moves, and nothing of the request goes into it.
    fn lasts(&self) -> bool {
        let plan_lasts = match &self.plan {
            Plan::Leaf => true,
            Plan::Object(plan) => plan.fragment.is_some(),
            Plan::Members(_) => false,
        };
        plan_lasts && self.arguments.is_empty()
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

/// The fields of an object in the order of the answer.
#[derive(Debug)]
pub struct ObjectPlan {
    fields: Box<[FieldPlan]>,
    /// Under which pieces are kept; `None` when some value may change while the snapshot stays.
    fragment: Option<FragmentPlan>,
}

impl ObjectPlan {
    /// A plan of these fields. `lasts` tells that no field of the object itself moves.
    pub(super) fn new(fields: impl Iterator<Item = FieldPlan>, lasts: bool) -> Self {
        let fields = fields.enumerate().map(|(place, mut field)| {
            let opening = if place == 0 { '{' } else { ',' };
            // The names of GraphQL need no escapes.
            let key = format!("{opening}\"{}\":", field.response_key).into_bytes();
            field.key = [&key, &*field.key].concat().into();
            field
        });
        let fields: Box<[FieldPlan]> = fields.collect();
        let lasts = lasts && fields.iter().all(FieldPlan::lasts);
        Self {
            fields,
            fragment: lasts.then(FragmentPlan::new),
        }
    }

    pub(super) fn fields(&self) -> &[FieldPlan] {
        &self.fields
    }

    /// Whether the value of some field is waited for.
    pub(super) fn waits(&self) -> bool {
        self.fields.iter().any(FieldPlan::waits)
    }

    /// Under which pieces of the answer are kept, if they are.
    pub(super) fn fragment(&self) -> Option<FragmentPlan> {
        self.fragment
    }

    /// About how much memory it takes beside itself, in bytes.
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
