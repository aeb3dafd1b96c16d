//! Fields as a document selects them, and their plans.

use std::ops::Range;

use apollo_compiler::{
    Name, Node,
    executable::{Field, SelectionSet},
    parser::SourceSpan,
};

use super::{Plan, Stability, output_cache::OutputId};
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

    /// Whether it has the same value in every request.
    fn is_constant(&self) -> bool {
        let template = self.template.as_ref();
        template.is_none_or(|template| matches!(template, Template::Constant(_)))
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
    /// What its output depends on.
    stability: Stability,
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
            stability: Stability::Varying,
            location: field.location(),
            arguments,
            plan,
        }
    }

    /// A field with the same value in every response, given as JSON.
    pub(super) fn constant(selected: &Selected<'_>, value: &str) -> Self {
        Self {
            key: value.as_bytes().into(),
            stability: Stability::Snapshot,
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

    /// The same field, whose type says that its output depends on this.
    pub(super) fn depending_on(self, stability: Stability) -> Self {
        let arguments_are_constant = self.arguments.iter().all(Argument::is_constant);
        let stability = match &self.plan {
            _ if !arguments_are_constant => Stability::Varying,
            Plan::Leaf => stability,
            Plan::Object(plan) => stability.min(plan.stability()),
            Plan::Members(_) => Stability::Varying,
        };
        Self { stability, ..self }
    }

    /// The number of leaves that it selects.
    fn leaves(&self) -> usize {
        match &self.plan {
            Plan::Object(plan) => plan.fields.iter().map(Self::leaves).sum(),
            Plan::Leaf | Plan::Members(_) => 1,
        }
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
    /// They cover all fields.
    sections: Box<[Section]>,
}

/// Consecutive fields of an object whose output is cached together, or not at all.
#[derive(Debug)]
pub(super) struct Section {
    fields: Range<usize>,
    cache: Option<SectionCache>,
}

/// How the output of a section is cached.
#[derive(Debug, Clone, Copy)]
pub(super) struct SectionCache {
    pub(super) id: OutputId,
    /// Whether it depends on the period of the object's exam.
    pub(super) by_period: bool,
}

/// A lookup in the cache takes as long as writing this many leaves.
const MIN_CACHED_LEAVES: usize = 4;

impl Section {
    /// The section of some fields that are all cacheable, or all not.
    fn new(fields: &[FieldPlan], range: Range<usize>) -> Self {
        let own = fields.get(range.clone()).unwrap_or_default();
        let stabilities = own.iter().map(|field| field.stability);
        let stability = stabilities.min().unwrap_or(Stability::Varying);
        let leaves: usize = own.iter().map(FieldPlan::leaves).sum();
        let is_cached = stability > Stability::Varying && leaves >= MIN_CACHED_LEAVES;
        Self {
            fields: range,
            cache: is_cached.then(|| SectionCache {
                id: OutputId::new(),
                by_period: stability == Stability::Period,
            }),
        }
    }

    pub(super) fn cache(&self) -> Option<SectionCache> {
        self.cache
    }
}

impl ObjectPlan {
    /// A plan of these fields.
    pub(super) fn new(fields: impl Iterator<Item = FieldPlan>) -> Self {
        let fields = fields.enumerate().map(|(index, mut field)| {
            let opening = if index == 0 { '{' } else { ',' };
            // GraphQL names need no escapes.
            let key = format!("{opening}\"{}\":", field.response_key).into_bytes();
            field.key = [&key, &*field.key].concat().into();
            field
        });
        let fields: Box<[FieldPlan]> = fields.collect();
        let is_varying = |field: &FieldPlan| field.stability == Stability::Varying;
        let mut end = 0;
        let sections = fields.chunk_by(|one, next| is_varying(one) == is_varying(next));
        let sections = sections.map(|section| {
            let start = end;
            end += section.len();
            Section::new(&fields, start..end)
        });
        Self {
            sections: sections.collect(),
            fields,
        }
    }

    /// What the output of the object depends on.
    fn stability(&self) -> Stability {
        let fields = self.fields.iter().map(|field| field.stability);
        fields.min().unwrap_or(Stability::Varying)
    }

    /// The sections in the order of the response, each with its fields.
    pub(super) fn sections(&self) -> impl Iterator<Item = (&Section, &[FieldPlan])> {
        let fields = |section: &Section| self.fields.get(section.fields.clone());
        let sections = self.sections.iter();
        sections.map(move |section| (section, fields(section).unwrap_or_default()))
    }

    pub(super) fn fields(&self) -> &[FieldPlan] {
        &self.fields
    }

    /// Whether some field has an async resolver.
    pub(super) fn is_async(&self) -> bool {
        self.fields.iter().any(FieldPlan::is_async)
    }

    /// About how much memory it points to, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let fields: usize = self.fields.iter().map(FieldPlan::bytes).sum();
        fields + size_of_val(&*self.sections)
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
