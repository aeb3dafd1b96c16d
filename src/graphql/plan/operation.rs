//! An operation of a valid document, and the variants that its variables make of it.

use std::sync::Arc;

use apollo_compiler::{
    ExecutableDocument, Name, Node,
    ast::{Document, OperationType, Type, Value as Literal},
    executable::{self, Selection, SelectionSet},
    parser::SourceSpan,
    validation::Valid,
};
use async_graphql::{Value, Variables as RequestVariables};

use super::{ObjectPlan, Planner, Roots, UnknownField};
use crate::graphql::{
    engine::execution::OperationSummary, engine::request::ErrorBehavior, query_limits::asked_page,
    validation::coercion::InputFault, validation::rules::sentence,
    validation::type_system::TypeSystem,
};

/// The arguments that pages are asked for by: the cost of an operation depends on them.
const PAGE_ARGUMENTS: [&str; 2] = ["first", "last"];

/// The values of an operation's variables by their places, coerced: `None` where the request gives
/// none and there is no default.
pub(in crate::graphql) type Variables = Vec<Option<Value>>;

/// What a request gives to the run of a plan.
#[derive(Debug)]
pub(in crate::graphql) struct Inputs {
    pub(in crate::graphql) variables: Variables,
    pub(in crate::graphql) on_error: ErrorBehavior,
}

/// An operation of a valid document.
#[derive(Debug)]
pub(in crate::graphql) struct Operation {
    /// The document as it was parsed: its cost is counted in it.
    syntax: Document,
    document: Arc<Valid<ExecutableDocument>>,
    chosen: Node<executable::Operation>,
    variables: Vec<DeclaredVariable>,
    summary: OperationSummary,
    /// The places of the variables that decide what is skipped.
    conditions: Vec<usize>,
    /// The places of the variables that tell the size of a page.
    pages: Vec<usize>,
}

#[derive(Debug)]
struct DeclaredVariable {
    name: Name,
    ty: Node<Type>,
    default: Option<Value>,
    location: Option<SourceSpan>,
}

/// A value that a variable cannot have.
#[derive(Debug)]
pub(in crate::graphql) struct VariableFault {
    pub(in crate::graphql) message: String,
    /// Where the variable is declared.
    pub(in crate::graphql) location: Option<SourceSpan>,
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
    /// Reads an operation of a document.
    pub(in crate::graphql) fn new(
        syntax: Document,
        document: Arc<Valid<ExecutableDocument>>,
        operation: Node<executable::Operation>,
        summary: OperationSummary,
        types: &TypeSystem,
    ) -> Result<Self, InputFault> {
        let mut variables = Vec::with_capacity(operation.variables.len());
        for declared in &operation.variables {
            let default = declared.default_value.as_ref().map(|literal| {
                let inputs = &types.inputs;
                let mut none =
                    |_: crate::graphql::validation::coercion::VariableUse<'_>| Err(String::new());
                inputs.literal(&declared.ty, false, literal, &mut none)
            });
            let default = default.transpose()?;
            variables.push(DeclaredVariable {
                name: declared.name.clone(),
                ty: declared.ty.clone(),
                default: default.and_then(|default| default.value(&[])),
                location: declared.location(),
            });
        }
        let mut read = Self {
            syntax,
            document,
            chosen: operation,
            variables,
            summary,
            conditions: Vec::new(),
            pages: Vec::new(),
        };
        let (mut conditions, mut pages) = (Vec::new(), Vec::new());
        let fragments = read.document.fragments.values();
        let sets = fragments.map(|fragment| &fragment.selection_set);
        for set in sets.chain([&read.chosen.selection_set]) {
            read.read_set(set, &mut conditions, &mut pages);
        }
        for places in [&mut conditions, &mut pages] {
            places.sort_unstable();
            places.dedup();
        }
        (read.conditions, read.pages) = (conditions, pages);
        Ok(read)
    }

    /// The document as it was parsed.
    pub(in crate::graphql) fn syntax(&self) -> &Document {
        &self.syntax
    }

    /// The name of the operation.
    pub(in crate::graphql) fn name(&self) -> Option<&Name> {
        self.chosen.name.as_ref()
    }

    /// Whether it is a query, a mutation or a subscription.
    pub(in crate::graphql) fn kind(&self) -> OperationType {
        self.chosen.operation_type
    }

    /// What it is, for logs and figures.
    pub(in crate::graphql) fn summary(&self) -> &OperationSummary {
        &self.summary
    }

    /// The place of a variable.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let mut variables = self.variables.iter();
        variables.position(|variable| variable.name == name)
    }

    /// The value of a variable in these.
    pub(in crate::graphql) fn value<'v>(
        &self,
        name: &str,
        values: &'v Variables,
    ) -> Option<&'v Value> {
        values.get(self.place(name)?)?.as_ref()
    }

    /// The values of a request that the cost of the operation depends on.
    pub(in crate::graphql) fn priced(&self, given: &RequestVariables) -> Vec<(&str, Value)> {
        let places = self.conditions.iter().chain(&self.pages);
        let names = places.filter_map(|place| Some(self.variables.get(*place)?.name.as_str()));
        names
            .filter_map(|name| Some((name, given.get(name)?.clone())))
            .collect()
    }

    /// Coerces the values of a request to those of the operation's variables.
    pub(in crate::graphql) fn coerce(
        &self,
        types: &TypeSystem,
        mut given: RequestVariables,
    ) -> Result<Variables, VariableFault> {
        let mut values = Vec::with_capacity(self.variables.len());
        for variable in &self.variables {
            let DeclaredVariable { name, ty, .. } = variable;
            let fault = |message| VariableFault {
                message,
                location: variable.location,
            };
            values.push(match given.get_mut(name.as_str()) {
                None if variable.default.is_some() => variable.default.clone(),
                None if ty.is_non_null() => {
                    let message = format!("The variable \"${name}\" of type \"{ty}\" is missing.");
                    return Err(fault(message));
                }
                None => None,
                Some(value) => match types.inputs.coerce(ty, std::mem::take(value)) {
                    Ok(value) => Some(value),
                    Err(wrong) => {
                        let (path, message) = (wrong.path(), &wrong.message);
                        let message = format!("the variable \"${name}{path}\": {message}");
                        return Err(fault(sentence(&message)));
                    }
                },
            });
        }
        Ok(values)
    }

    /// Whether a condition of `@skip` or `@include` holds.
    pub(super) fn holds(&self, condition: &Literal, variables: &Variables) -> bool {
        match condition {
            Literal::Boolean(holds) => *holds,
            Literal::Variable(name) => is_true(self.value(name, variables)),
            _ => false,
        }
    }

    /// The variant that these variables make.
    pub(super) fn variant(&self, variables: &Variables) -> Variant {
        if self.conditions.is_empty() && self.pages.is_empty() {
            return Variant::default();
        }
        let value = |place: &usize| variables.get(*place).and_then(Option::as_ref);
        let conditions = self.conditions.iter();
        let conditions = conditions.map(|place| u8::from(is_true(value(place))));
        let pages = self.pages.iter().map(|place| page_size(value(place)));
        Variant(conditions.chain(pages).collect())
    }

    /// Plans the variant that these variables make.
    pub(super) fn plan(
        &self,
        roots: &dyn Roots,
        types: &TypeSystem,
        variables: &Variables,
    ) -> Result<ObjectPlan, UnknownField> {
        let planner = Planner {
            types,
            document: &self.document,
            operation: self,
            variables,
        };
        roots.plan(self.kind(), &planner, &self.chosen.selection_set)
    }

    /// About how much memory it takes, in bytes.
    pub(super) fn bytes(text: usize) -> usize {
        // A document takes some forty times the space of its text, parsed and validated.
        size_of::<Self>() + text * 40
    }

    fn read_set(&self, set: &SelectionSet, conditions: &mut Vec<usize>, pages: &mut Vec<usize>) {
        for selection in &set.selections {
            for directive in selection.directives() {
                let arguments = directive.arguments.iter();
                self.read_places(arguments.map(|argument| &argument.value), conditions);
            }
            match selection {
                Selection::Field(field) => {
                    let arguments = field.arguments.iter();
                    let sizes = arguments
                        .filter(|argument| PAGE_ARGUMENTS.contains(&argument.name.as_str()));
                    self.read_places(sizes.map(|argument| &argument.value), pages);
                    self.read_set(&field.selection_set, conditions, pages);
                }
                Selection::FragmentSpread(_) => {}
                Selection::InlineFragment(fragment) => {
                    self.read_set(&fragment.selection_set, conditions, pages);
                }
            }
        }
    }

    /// The places of variables that stand for themselves: no condition and no page size is a list
    /// or an object.
    fn read_places<'v>(
        &self,
        literals: impl Iterator<Item = &'v Node<Literal>>,
        places: &mut Vec<usize>,
    ) {
        let names = literals.filter_map(|literal| literal.as_variable());
        places.extend(names.filter_map(|name| self.place(name)));
    }
}

/// The size of a page as the document's budget counts it.
fn page_size(value: Option<&Value>) -> u8 {
    const NOT_GIVEN: u8 = u8::MAX;
    let size = value.and_then(asked_page);
    size.map_or(NOT_GIVEN, |size| u8::try_from(size).unwrap_or(NOT_GIVEN))
}

fn is_true(value: Option<&Value>) -> bool {
    value == Some(&Value::Boolean(true))
}
