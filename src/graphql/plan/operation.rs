//! An operation of a valid document, and its variants by the values of its variables.

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
    engine::operation::OperationSummary, engine::request::ErrorBehavior,
    federation::REPRESENTATIONS, query_limits::requested_page_size,
    validation::coercion::InputFault, validation::rules::sentence,
    validation::type_system::TypeSystem,
};

/// The arguments that set how many objects there are: the cost of an operation depends on them.
const PAGE_ARGUMENTS: [&str; 3] = ["first", "last", REPRESENTATIONS];

/// The coerced values of an operation's variables by index; `None` for one without a value and a
/// default.
pub(crate) type Variables = Vec<Option<Value>>;

/// The inputs of a run.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) variables: Variables,
    pub(crate) on_error: ErrorBehavior,
}

/// An operation of a valid document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The document as parsed, of which the cost is computed.
    syntax: Document,
    document: Arc<Valid<ExecutableDocument>>,
    chosen: Node<executable::Operation>,
    variables: Vec<DeclaredVariable>,
    summary: OperationSummary,
    /// The indices of the variables of `@skip` and `@include`.
    conditions: Vec<usize>,
    /// The indices of the variables that set page sizes.
    pages: Vec<usize>,
}

#[derive(Debug)]
struct DeclaredVariable {
    name: Name,
    ty: Node<Type>,
    default: Option<Value>,
    location: Option<SourceSpan>,
}

/// A value that does not fit its variable.
#[derive(Debug)]
pub(crate) struct VariableFault {
    pub(crate) message: String,
    /// Where the variable is declared.
    pub(crate) location: Option<SourceSpan>,
}

/// The values of variables that the plan and the cost of an operation depend on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Variant(Box<[u8]>);

impl Variant {
    /// About how much memory it points to, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.len()
    }
}

impl Operation {
    /// Reads an operation of a document.
    pub(crate) fn new(
        syntax: Document,
        document: Arc<Valid<ExecutableDocument>>,
        operation: Node<executable::Operation>,
        summary: OperationSummary,
        types: &TypeSystem,
    ) -> Result<Self, InputFault> {
        let mut variables = Vec::with_capacity(operation.variables.len());
        for declared in &operation.variables {
            let default = declared.default_value.as_ref().map(|literal| {
                types.literal(&declared.ty, false, literal, &mut |_| Err(String::new()))
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
        for indices in [&mut conditions, &mut pages] {
            indices.sort_unstable();
            indices.dedup();
        }
        (read.conditions, read.pages) = (conditions, pages);
        Ok(read)
    }

    /// The document as parsed.
    pub(crate) fn syntax(&self) -> &Document {
        &self.syntax
    }

    /// The name of the operation.
    pub(crate) fn name(&self) -> Option<&Name> {
        self.chosen.name.as_ref()
    }

    /// Whether it is a query, a mutation or a subscription.
    pub(crate) fn kind(&self) -> OperationType {
        self.chosen.operation_type
    }

    /// A summary for logs and metrics.
    pub(crate) fn summary(&self) -> &OperationSummary {
        &self.summary
    }

    /// The index of a variable.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        let mut variables = self.variables.iter();
        variables.position(|variable| variable.name == name)
    }

    /// The value of a variable.
    pub(crate) fn value<'v>(&self, name: &str, values: &'v Variables) -> Option<&'v Value> {
        values.get(self.index_of(name)?)?.as_ref()
    }

    /// The variables of a request that the cost of the operation depends on.
    pub(crate) fn cost_variables(&self, given: &RequestVariables) -> Vec<(&str, Value)> {
        let indices = self.conditions.iter().chain(&self.pages);
        let names = indices.filter_map(|index| Some(self.variables.get(*index)?.name.as_str()));
        names
            .filter_map(|name| Some((name, given.get(name)?.clone())))
            .collect()
    }

    /// Coerces the variables of a request.
    pub(crate) fn coerce(
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
                Some(value) => match types.coerce(ty, std::mem::take(value)) {
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

    /// The variant with these variables.
    pub(super) fn variant(&self, variables: &Variables) -> Variant {
        if self.conditions.is_empty() && self.pages.is_empty() {
            return Variant::default();
        }
        let value = |index: &usize| variables.get(*index).and_then(Option::as_ref);
        let conditions = self.conditions.iter();
        let conditions = conditions.map(|index| u8::from(is_true(value(index))));
        let pages = self.pages.iter().map(|index| page_size(value(index)));
        Variant(conditions.chain(pages).collect())
    }

    /// Compiles the variant with these variables.
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
    pub(super) fn bytes(&self) -> usize {
        // Parsed and validated, a document takes about forty times the space of its text.
        let texts = self.syntax.sources.values();
        let text: usize = texts.map(|source| source.source_text().len()).sum();
        size_of::<Self>() + text * 40
    }

    fn read_set(&self, set: &SelectionSet, conditions: &mut Vec<usize>, pages: &mut Vec<usize>) {
        for selection in &set.selections {
            for directive in selection.directives() {
                let arguments = directive.arguments.iter();
                self.add_variables(arguments.map(|argument| &argument.value), conditions);
            }
            match selection {
                Selection::Field(field) => {
                    let arguments = field.arguments.iter();
                    let sizes = arguments
                        .filter(|argument| PAGE_ARGUMENTS.contains(&argument.name.as_str()));
                    self.add_variables(sizes.map(|argument| &argument.value), pages);
                    self.read_set(&field.selection_set, conditions, pages);
                }
                Selection::FragmentSpread(_) => {}
                Selection::InlineFragment(fragment) => {
                    self.read_set(&fragment.selection_set, conditions, pages);
                }
            }
        }
    }

    /// Adds the indices of variables; conditions and page sizes are never lists or objects.
    fn add_variables<'v>(
        &self,
        literals: impl Iterator<Item = &'v Node<Literal>>,
        indices: &mut Vec<usize>,
    ) {
        let names = literals.filter_map(|literal| literal.as_variable());
        indices.extend(names.filter_map(|name| self.index_of(name)));
    }
}

/// The page size that the cost is computed with.
fn page_size(value: Option<&Value>) -> u8 {
    const NONE: u8 = u8::MAX;
    let size = value.and_then(requested_page_size);
    size.map_or(NONE, |size| u8::try_from(size).unwrap_or(NONE))
}

fn is_true(value: Option<&Value>) -> bool {
    value == Some(&Value::Boolean(true))
}
