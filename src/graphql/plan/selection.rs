//! What is selected: as the document says it, and settled.

use async_graphql::parser::types::{Field, SelectionSet};

use super::{Plan, argument::Argument, fragments::FragmentPlan};

/// A field as the document selects it, with all sets that select from its value.
pub struct Selected<'d> {
    /// Where it is selected first.
    pub(super) field: &'d Field,
    /// What each selection of it selects from its value.
    pub(super) sets: Vec<&'d SelectionSet>,
}

impl Selected<'_> {
    /// The field's name in the schema.
    pub fn name(&self) -> &str {
        self.field.name.node.as_str()
    }

    /// Whether another selection with the same response key is of the same field with the same
    /// arguments.
    pub(super) fn is_same(&self, other: &Field) -> bool {
        self.field.name.node == other.name.node
            && self.field.arguments.len() == other.arguments.len()
            && self.field.arguments.iter().all(|(name, value)| {
                let other = other.get_argument(&name.node);
                other.is_some_and(|other| other.node == value.node)
            })
    }
}

/// A field, settled.
#[derive(Debug)]
pub struct FieldPlan {
    /// `{"key":` or `,"key":`; with the value after it where that is settled too.
    key: Vec<u8>,
    /// Which field of its type it is; `None` where nothing is left to be written after `key`.
    index: Option<u16>,
    arguments: Box<[Argument]>,
    plan: Plan,
}

impl FieldPlan {
    /// A field whose place in the answer is still to be set: see [`ObjectPlan::new`].
    pub(super) fn new(index: u16, arguments: Box<[Argument]>, plan: Plan) -> Self {
        Self {
            key: Vec::new(),
            index: Some(index),
            arguments,
            plan,
        }
    }

    /// A field whose value is the same in every answer, given as JSON.
    pub(super) fn settled(value: &str) -> Self {
        Self {
            key: value.as_bytes().to_vec(),
            index: None,
            arguments: Box::default(),
            plan: Plan::Leaf,
        }
    }

    /// Which field of its type it is.
    pub fn index(&self) -> u16 {
        self.index.unwrap_or(u16::MAX)
    }

    /// What is selected of its value.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    pub(super) fn is_settled(&self) -> bool {
        self.index.is_none()
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
            + size_of_val::<[Argument]>(&self.arguments)
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
    /// A plan of these fields under these response keys. `lasts` tells that no field of the object
    /// itself moves.
    pub(super) fn new<'d>(fields: impl Iterator<Item = (&'d str, FieldPlan)>, lasts: bool) -> Self {
        let fields = fields.enumerate().map(|(place, (key, mut field))| {
            let opening = if place == 0 { '{' } else { ',' };
            // The names of GraphQL need no escapes.
            let mut text = format!("{opening}\"{key}\":").into_bytes();
            text.append(&mut field.key);
            field.key = text;
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

    /// Under which pieces of the answer are kept, if they are.
    pub(super) fn fragment(&self) -> Option<FragmentPlan> {
        self.fragment
    }

    fn bytes(&self) -> usize {
        self.fields.iter().map(FieldPlan::bytes).sum()
    }
}

impl Plan {
    /// About how much memory it takes beside itself, in bytes.
    pub(super) fn bytes(&self) -> usize {
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
