//! An operation that is known to be valid, and the variants that its variables make of it.

use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet},
};
use async_graphql_value::Value as Written;

use crate::graphql::execution::OperationSummary;

use super::{
    Fields, Plan, Planner, Unplannable,
    argument::variables_in,
    input_fit::{InputTypes, Use},
    planner::Interfaces,
};

/// The arguments that pages are asked for by: the cost of an operation depends on them.
const PAGE_ARGUMENTS: [&str; 2] = ["first", "last"];

/// The largest page; whatever is beyond it costs the same.
const LARGEST_PAGE: u64 = 100;

/// An operation of a document that was executed before.
#[derive(Debug)]
pub(in crate::graphql) struct Operation {
    /// The whole document: its cost depends on all of it.
    document: ExecutableDocument,
    summary: OperationSummary,
    /// The variables that decide what is skipped.
    conditions: Vec<Name>,
    /// The variables that tell the size of a page.
    pages: Vec<Name>,
    uses: Vec<Use>,
}

/// What of a request's variables the plan and the cost of an operation depend on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(in crate::graphql) struct Variant(Box<[u8]>);

impl Variant {
    /// About how much memory it takes beside itself, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.len()
    }
}

impl Operation {
    /// Reads what variants there may be.
    ///
    /// # Errors
    /// If only the library can execute it.
    pub(super) fn new(
        document: ExecutableDocument,
        summary: OperationSummary,
        types: &InputTypes,
    ) -> Result<Self, Unplannable> {
        let uses = types.uses(&document)?;
        let (mut conditions, mut pages) = (Vec::new(), Vec::new());
        let sets = document
            .operations
            .iter()
            .map(|(_, operation)| &operation.node.selection_set.node);
        let fragments = document.fragments.values();
        for set in sets.chain(fragments.map(|fragment| &fragment.node.selection_set.node)) {
            read_set(set, &mut conditions, &mut pages)?;
        }
        for names in [&mut conditions, &mut pages] {
            names.sort_unstable();
            names.dedup();
        }
        Ok(Self {
            document,
            summary,
            conditions,
            pages,
            uses,
        })
    }

    /// The document.
    pub(in crate::graphql) fn document(&self) -> &ExecutableDocument {
        &self.document
    }

    /// What it is, for logs and figures.
    pub(in crate::graphql) fn summary(&self) -> &OperationSummary {
        &self.summary
    }

    /// Whether the library would take these variables.
    pub(super) fn takes(&self, types: &InputTypes, variables: &Variables) -> bool {
        types.fit(&self.uses, variables)
    }

    /// The variant that these variables make, for the operation of the document that was chosen.
    pub(super) fn variant(&self, chosen: &OperationDefinition, variables: &Variables) -> Variant {
        if self.conditions.is_empty() && self.pages.is_empty() {
            return Variant::default();
        }
        let conditions = self.conditions.iter();
        let conditions = conditions.map(|name| u8::from(is_true(variables.get(name))));
        let pages = self.pages.iter().map(|name| {
            let mut definitions = chosen.variable_definitions.iter();
            let value = variables.get(name).or_else(|| {
                let definition =
                    definitions.find(|definition| definition.node.name.node == *name)?;
                definition.node.default_value()
            });
            page_size(value)
        });
        Variant(conditions.chain(pages).collect())
    }

    /// Plans the variant that these variables make.
    ///
    /// # Errors
    /// If only the library can execute it.
    pub(super) fn plan<Root: Fields>(
        &self,
        chosen: &OperationDefinition,
        variables: &Variables,
        interfaces: &Interfaces,
    ) -> Result<Plan, Unplannable> {
        let mut operation = chosen.clone();
        let mut fragments = self.document.fragments.clone();
        for fragment in fragments.values_mut() {
            without_skipped(&mut fragment.node.selection_set.node, variables);
        }
        without_skipped(&mut operation.selection_set.node, variables);
        let planner = Planner {
            interfaces,
            fragments: &fragments,
            operation: &operation,
        };
        planner.object::<Root>(&[&operation.selection_set.node])
    }

    /// About how much memory it takes, in bytes.
    pub(super) fn bytes(&self, text: usize) -> usize {
        // A parsed document takes some twenty times the space of its text.
        let uses: usize = self.uses.iter().map(Use::bytes).sum();
        size_of::<Self>() + text * 20 + uses
    }
}

fn read_set(
    set: &SelectionSet,
    conditions: &mut Vec<Name>,
    pages: &mut Vec<Name>,
) -> Result<(), Unplannable> {
    for selection in &set.items {
        for directive in selection.node.directives() {
            for (_, value) in &directive.node.arguments {
                read_bare(&value.node, conditions)?;
            }
        }
        match &selection.node {
            Selection::Field(field) => {
                for (name, value) in &field.node.arguments {
                    if PAGE_ARGUMENTS.contains(&name.node.as_str()) {
                        read_bare(&value.node, pages)?;
                    }
                }
                read_set(&field.node.selection_set.node, conditions, pages)?;
            }
            Selection::FragmentSpread(_) => {}
            Selection::InlineFragment(fragment) => {
                read_set(&fragment.node.selection_set.node, conditions, pages)?;
            }
        }
    }
    Ok(())
}

/// Notes a variable; one inside of something larger is not understood.
fn read_bare(written: &Written, names: &mut Vec<Name>) -> Result<(), Unplannable> {
    let mut inner = Vec::new();
    variables_in(written, &mut inner);
    match written {
        Written::Variable(name) => names.push(name.clone()),
        _ if !inner.is_empty() => return Err(Unplannable),
        _ => {}
    }
    Ok(())
}

/// The size of a page as the document's budget counts it.
fn page_size(value: Option<&Value>) -> u8 {
    const NOT_GIVEN: u8 = u8::MAX;
    let size = match value {
        None | Some(Value::Null) => return NOT_GIVEN,
        Some(Value::Number(number)) => number.as_u64().unwrap_or(LARGEST_PAGE),
        Some(_) => LARGEST_PAGE,
    };
    u8::try_from(size.min(LARGEST_PAGE)).unwrap_or(NOT_GIVEN)
}

fn is_true(value: Option<&Value>) -> bool {
    value == Some(&Value::Boolean(true))
}

/// Removes what is skipped, as the library does: a variable that the request does not give counts
/// as false, whatever its default.
fn without_skipped(set: &mut SelectionSet, variables: &Variables) {
    set.items
        .retain(|selection| !is_skipped(selection.node.directives(), variables));
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => {
                without_skipped(&mut field.node.selection_set.node, variables);
            }
            Selection::FragmentSpread(_) => {}
            Selection::InlineFragment(fragment) => {
                without_skipped(&mut fragment.node.selection_set.node, variables);
            }
        }
    }
}

fn is_skipped(directives: &[Positioned<Directive>], variables: &Variables) -> bool {
    directives.iter().any(|directive| {
        let wanted = match directive.node.name.node.as_str() {
            "skip" => false,
            "include" => true,
            _ => return false,
        };
        let condition = directive.node.get_argument("if");
        condition.is_some_and(|condition| {
            let holds = match &condition.node {
                Written::Variable(name) => is_true(variables.get(name)),
                written => *written == Written::Boolean(true),
            };
            holds != wanted
        })
    })
}
