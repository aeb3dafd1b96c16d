//! Makes plans of selections.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, OutputType, Positioned,
    indexmap::IndexMap,
    parser::types::{Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet},
};

use super::{
    FieldPlan, Fields, ObjectPlan, Output, Plan, Selected, Unplannable, argument::Argument,
};

/// The interfaces that each object implements.
#[derive(Debug, Default)]
pub(super) struct Interfaces(pub(super) HashMap<String, HashSet<String>>);

impl Interfaces {
    fn implements(&self, object: &str, interface: &str) -> bool {
        let own = self.0.get(object);
        own.is_some_and(|own| own.contains(interface))
    }
}

/// Makes the plan of one operation, from which `@skip` and `@include` are gone already.
pub struct Planner<'d> {
    pub(super) interfaces: &'d Interfaces,
    pub(super) fragments: &'d HashMap<Name, Positioned<FragmentDefinition>>,
    pub(super) operation: &'d OperationDefinition,
}

/// The fields that are selected of one object, by response key in the order of the answer.
type Collected<'d> = IndexMap<&'d str, Selected<'d>>;

const TYPE_NAME: &str = "__typename";

impl<'d> Planner<'d> {
    /// The plan of a field whose value has this type and which takes these arguments.
    ///
    /// # Errors
    /// If only the library can execute it.
    pub fn field<T: Output>(
        &self,
        selected: &Selected<'_>,
        index: u16,
        arguments: &[&str],
    ) -> Result<FieldPlan, Unplannable> {
        let arguments = arguments
            .iter()
            .map(|name| Argument::new(selected.field, name, self.operation))
            .collect();
        let plan = T::plan(self, &selected.sets)?;
        Ok(FieldPlan::new(index, arguments, plan))
    }

    /// The plan of an object.
    ///
    /// # Errors
    /// If only the library can execute it.
    pub fn object<T: Fields>(&self, sets: &[&SelectionSet]) -> Result<Plan, Unplannable> {
        let name = T::type_name();
        self.fields::<T>(&name, &name, sets).map(Plan::Object)
    }

    /// The plan of a member of a union or an interface.
    ///
    /// # Errors
    /// If only the library can execute it.
    pub fn member<Group: OutputType, T: Fields>(
        &self,
        sets: &[&SelectionSet],
    ) -> Result<ObjectPlan, Unplannable> {
        self.fields::<T>(&Group::type_name(), &T::type_name(), sets)
    }

    fn fields<T: Fields>(
        &self,
        known_as: &str,
        object: &str,
        sets: &[&SelectionSet],
    ) -> Result<ObjectPlan, Unplannable> {
        let mut collected = Collected::new();
        for set in sets {
            if sets.len() > 1 {
                let mut alone = Collected::new();
                self.collect(known_as, object, set, &mut alone)?;
                if alone.is_empty() {
                    // The library makes null of the object and merges nothing into null, but
                    // executes what is to be merged, and tells its errors. Which of the sets it
                    // merges first is its own affair.
                    return Err(Unplannable);
                }
            }
            self.collect(known_as, object, set, &mut collected)?;
        }
        let mut fields = Vec::with_capacity(collected.len());
        let mut lasts = T::MOVING.is_some();
        for (key, selected) in &collected {
            lasts &= !T::MOVING.is_some_and(|moving| moving.contains(&selected.name()));
            let field = if selected.name() == TYPE_NAME {
                FieldPlan::settled(&format!("\"{object}\""))
            } else {
                T::plan_field(self, selected)?
            };
            fields.push((*key, field));
        }
        Ok(ObjectPlan::new(fields.into_iter(), lasts))
    }

    /// Collects what a set selects of an object that is known to be of a type: its own, or a group
    /// that it belongs to. The library drops fragments on any other group, and so does this.
    fn collect<'s>(
        &self,
        known_as: &str,
        object: &str,
        set: &'s SelectionSet,
        collected: &mut Collected<'s>,
    ) -> Result<(), Unplannable>
    where
        'd: 's,
    {
        for selection in &set.items {
            let (condition, inner) = match &selection.node {
                Selection::Field(field) => {
                    add(&field.node, collected)?;
                    continue;
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let fragment = self.fragments.get(name).ok_or(Unplannable)?;
                    let condition = Some(&fragment.node.type_condition);
                    (condition, &fragment.node.selection_set.node)
                }
                Selection::InlineFragment(fragment) => (
                    fragment.node.type_condition.as_ref(),
                    &fragment.node.selection_set.node,
                ),
            };
            match condition.map(|condition| condition.node.on.node.as_str()) {
                Some(on) if on == object || self.interfaces.implements(object, on) => {
                    self.collect(object, object, inner, collected)?;
                }
                None => self.collect(known_as, object, inner, collected)?,
                Some(on) if on == known_as => self.collect(known_as, object, inner, collected)?,
                Some(_) => {}
            }
        }
        Ok(())
    }
}

fn add<'s>(field: &'s Field, collected: &mut Collected<'s>) -> Result<(), Unplannable> {
    let key = field.response_key().node.as_str();
    let set = &field.selection_set.node;
    match collected.get_mut(key) {
        None => {
            let sets = vec![set];
            collected.insert(key, Selected { field, sets });
        }
        Some(selected) if selected.is_same(field) => selected.sets.push(set),
        // The library does not notice all of these.
        Some(_) => return Err(Unplannable),
    }
    Ok(())
}
