//! Compiles selection sets to plans.

use apollo_compiler::{
    ExecutableDocument, Node,
    executable::{DirectiveList, Field, Selection, SelectionSet},
};
use async_graphql::indexmap::IndexMap;

use super::{
    EventSource, FieldPlan, Fields, ObjectPlan, Operation, Output, Plan, Selected, UnknownField,
    Variables, selection::Argument,
};
use crate::graphql::validation::type_system::TypeSystem;

/// Compiles one operation for these values of the variables of `@skip` and `@include`.
pub struct Planner<'d> {
    pub(super) types: &'d TypeSystem,
    pub(super) document: &'d ExecutableDocument,
    pub(super) operation: &'d Operation,
    pub(super) variables: &'d Variables,
}

/// The fields of one object by response key, in the order of the response.
type Collected<'d> = IndexMap<&'d str, Selected<'d>>;

impl<'d> Planner<'d> {
    /// The plan of a field of this type with these arguments.
    pub fn field<T: Output>(
        &self,
        selected: &Selected<'_>,
        index: u16,
        arguments: &[&str],
    ) -> Result<FieldPlan, UnknownField> {
        let arguments = arguments
            .iter()
            .map(|name| self.argument(selected, name))
            .collect::<Result<_, _>>()?;
        let plan = T::plan(self, &selected.sets)?;
        Ok(FieldPlan::new(selected, index, arguments, plan))
    }

    /// The plan of a root field with an async resolver.
    pub fn async_field<T: Output>(
        &self,
        selected: &Selected<'_>,
        index: u16,
        arguments: &[&str],
    ) -> Result<FieldPlan, UnknownField> {
        let field = self.field::<T>(selected, index, arguments)?;
        Ok(field.into_async())
    }

    fn argument(&self, selected: &Selected<'_>, name: &str) -> Result<Argument, UnknownField> {
        let Selected { owner, field, .. } = selected;
        let definition = field.definition.argument_by_name(name);
        let definition = definition.ok_or(UnknownField)?;
        let literal = field.specified_argument_by_name(name);
        let template = literal.map(|literal| {
            let has_default = definition.default_value.is_some();
            self.types
                .literal(&definition.ty, has_default, literal, &mut |used| {
                    self.operation.index_of(used.name).ok_or_else(String::new)
                })
        });
        let template = template.transpose().map_err(|_| UnknownField)?;
        let coordinate = format!("{owner}.{}({name}:)", field.name);
        Ok(Argument::new(coordinate, template))
    }

    /// The plan of an object.
    pub fn object<T: Fields>(&self, sets: &[&SelectionSet]) -> Result<Plan, UnknownField> {
        self.fields::<T>(sets).map(Plan::Object)
    }

    /// The plan of the fields of an object, also of one in a union or an interface.
    pub fn fields<T: Fields>(&self, sets: &[&SelectionSet]) -> Result<ObjectPlan, UnknownField> {
        let object = T::name();
        let collected = self.collected(&object, sets);
        let mut fields = Vec::with_capacity(collected.len());
        for selected in collected.values() {
            let name = selected.name();
            fields.push(match name {
                "__typename" => FieldPlan::constant(selected, &format!("\"{object}\"")),
                "__schema" | "__type" => self.meta_field(selected)?,
                _ => T::plan_field(self, selected)?.depending_on(T::stability(name)),
            });
        }
        Ok(ObjectPlan::new(fields.into_iter()))
    }

    /// The plan of the events of a subscription.
    pub(super) fn event<S: EventSource>(
        &self,
        set: &SelectionSet,
    ) -> Result<ObjectPlan, UnknownField> {
        let collected = self.collected(&set.ty, &[set]);
        let fields = collected
            .values()
            .map(|selected| S::plan_field(self, selected))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(ObjectPlan::new(fields.into_iter()))
    }

    fn collected<'s>(&self, object: &'s str, sets: &[&'s SelectionSet]) -> Collected<'s>
    where
        'd: 's,
    {
        let mut collected = Collected::new();
        for set in sets {
            self.collect(object, set, &mut collected);
        }
        collected
    }

    /// `CollectFields` of the specification. A fragment may be collected twice, since its fields merge
    /// with themselves.
    fn collect<'s>(&self, object: &'s str, set: &'s SelectionSet, collected: &mut Collected<'s>)
    where
        'd: 's,
    {
        for selection in &set.selections {
            if self.is_skipped(selection.directives()) {
                continue;
            }
            match selection {
                Selection::Field(field) => add(object, field, collected),
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.fragment_name);
                    if let Some(fragment) = fragment
                        && self.types.applies(fragment.type_condition(), object)
                    {
                        self.collect(object, &fragment.selection_set, collected);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.type_condition.as_ref();
                    if condition.is_none_or(|condition| self.types.applies(condition, object)) {
                        self.collect(object, &fragment.selection_set, collected);
                    }
                }
            }
        }
    }

    fn is_skipped(&self, directives: &DirectiveList) -> bool {
        let holds = |name, wanted| {
            let directive = directives.get(name);
            let condition = directive.and_then(|it| it.specified_argument_by_name("if"));
            condition
                .is_some_and(|condition| self.operation.holds(condition, self.variables) == wanted)
        };
        holds("skip", true) || holds("include", false)
    }
}

fn add<'s>(owner: &'s str, field: &'s Node<Field>, collected: &mut Collected<'s>) {
    let set = &field.selection_set;
    let selected = collected
        .entry(field.response_key().as_str())
        .or_insert_with(|| Selected {
            owner,
            field,
            sets: Vec::new(),
        });
    selected.sets.push(set);
}
