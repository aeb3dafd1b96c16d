//! Parsing and validation of documents.
//!
//! apollo-compiler checks the rules of the specification except those on values: it accepts any literal
//! for a custom scalar, and does not check the types of variables inside lists and input objects. So
//! every literal is coerced here as at execution.

use std::collections::HashSet;

use apollo_compiler::{
    ExecutableDocument, Name, Node,
    ast::{
        Argument, DirectiveList, Document, InputValueDefinition, Value as Literal,
        VariableDefinition,
    },
    diagnostic::ToCliReport,
    executable::{Operation, Selection, SelectionSet},
    parser::{LineColumn, SourceMap, SourceSpan},
    schema::ExtendedType,
    validation::{DiagnosticList, Valid},
};
use async_graphql::{Pos, ServerError};

use crate::graphql::{
    engine::response::MAX_ERRORS,
    error_code::ErrorCode,
    validation::coercion::{InputFault, VariableUse},
    validation::conflicts,
    validation::nearest::nearest,
    validation::type_system::TypeSystem,
};

/// The position of a location, as errors give it.
pub(crate) fn position(location: Option<SourceSpan>, sources: &SourceMap) -> Option<Pos> {
    let LineColumn { line, column } = location?.line_column(sources)?;
    Some(Pos { line, column })
}

/// Parses a document, or fails with `GRAPHQL_PARSE_FAILED`.
pub(crate) fn parse(text: &str) -> Result<Document, ServerError> {
    Document::parse(text, "").map_err(|faults| {
        let first = faults.errors.iter().next();
        let fault = first.map(|fault| {
            let location = fault.error.location();
            let found = source(location, fault.sources).unwrap_or_default();
            let mut message = syntax_error(&fault.error.to_string(), found);
            if let Some(code) = location.and_then(|span| unquoted(text, span.offset())) {
                message = format!("{} Quote it: \"{code}\".", message.trim_end());
            }
            (message, position(location, fault.sources))
        });
        let (message, at) = fault.unwrap_or_default();
        ErrorCode::GraphqlParseFailed.server_error(message, at)
    })
}

/// The unquoted code of an exam around an offset, such as `AI-102`: a name with a hyphen where a value is
/// expected.
fn unquoted(text: &str, offset: usize) -> Option<&str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let bytes = text.as_bytes();
    let before = bytes
        .get(..offset)?
        .iter()
        .rev()
        .take_while(|byte| is_part(byte));
    let begin = offset - before.count();
    let length = bytes
        .get(begin..)?
        .iter()
        .take_while(|byte| is_part(byte))
        .count();
    let code = text.get(begin..begin + length)?;
    let is_value = text.get(..begin)?.trim_end().ends_with([':', '[']);
    let is_code = code.starts_with(|first: char| first.is_ascii_alphabetic()) && code.contains('-');
    (is_value && is_code).then_some(code)
}

/// The text at a location of a document.
fn source(location: Option<SourceSpan>, sources: &SourceMap) -> Option<&str> {
    let location = location?;
    let text = sources.get(&location.file_id())?.source_text();
    text.get(location.offset()..location.end_offset())
}

/// A message of the parser with the terms of GraphQL instead of the parser's own type names.
fn syntax_error(message: &str, found: &str) -> String {
    let expected = match message.strip_prefix("syntax error: ") {
        Some("Unexpected <EOF>.") => "definition",
        Some(message) => match message.strip_prefix("expected ") {
            Some(expected) => expected.split(", got ").next().unwrap_or_default(),
            None => return sentence(&message.replace("EOF", "end")),
        },
        None => return sentence(message),
    };
    let expected = match expected {
        "R_CURLY" => "`}`",
        "R_PAREN" => "`)`",
        "R_BRACK" => "`]`",
        "AT" | "@ symbol" => "`@`",
        "'on'" => "`on`",
        "a valid Value" => "a value",
        "Selection Set" => "a selection set",
        "an Operation Type or a Selection Set" => "the kind of an operation or a selection set",
        _ if expected.contains("efinition") && !expected.contains("Variable") => {
            "an operation or a fragment"
        }
        other => &other.to_lowercase(),
    };
    let found = match found {
        "" => "the end of the document".to_owned(),
        found => format!("`{found}`"),
    };
    sentence(&format!("syntax error: expected {expected}, found {found}"))
}

/// Validates a parsed document, or fails with a `GRAPHQL_VALIDATION_FAILED` for each fault, in the
/// order of the document.
pub(crate) fn validate(
    types: &TypeSystem,
    syntax: &Document,
) -> Result<Valid<ExecutableDocument>, Vec<ServerError>> {
    let mut faults = Vec::new();
    let messages = |list: &DiagnosticList, document: &ExecutableDocument| {
        let mut messages: Vec<(Option<Pos>, String)> = Vec::new();
        for fault in list.iter() {
            let (message, location) = (fault.error.to_string(), fault.error.location());
            if !is_of_unknown(&message, source(location, fault.sources), syntax) {
                // Each search reads the whole document, so only errors that are shown get one.
                let conflict = (messages.len() < MAX_ERRORS)
                    .then(|| conflicts::named(document, &message, location))
                    .flatten();
                let message = conflict.unwrap_or_else(|| with_nearest(types, &message));
                messages.push((position(location, fault.sources), sentence(&message)));
            }
        }
        messages
    };
    let document = syntax.to_executable(&types.schema).unwrap_or_else(|built| {
        faults = messages(&built.errors, &built.partial);
        built.partial
    });
    let mut values = ValueRule::new(types, &document);
    values.document();
    let (own, has_lists) = (values.faults, values.has_lists);
    let document = match document.validate(&types.schema) {
        Ok(document) => document.into_inner(),
        Err(rest) => {
            faults.extend(messages(&rest.errors, &rest.partial));
            rest.partial
        }
    };
    if faults.is_empty()
        && has_lists
        && let Some((location, message)) = conflicts::of_lists(&document, types)
    {
        faults.push((position(location, &document.sources), sentence(&message)));
    }
    let is_single = has_single_roots(&document);
    // Our message about a literal or a variable has more details than the compiler's.
    faults.retain(|(at, message)| {
        let is_duplicate = own.iter().any(|(known, _)| known == at);
        let is_of_variable = message.contains("cannot be used for argument");
        // The compiler counts a root field twice that is selected twice under one key.
        let is_of_root = message.contains("can only have one root field");
        !(is_duplicate || (is_of_variable && !own.is_empty()) || (is_of_root && is_single))
    });
    faults.extend(own);
    if faults.is_empty() {
        return Ok(Valid::assume_valid(document));
    }
    faults.sort_by_key(|(at, _)| *at);
    faults.dedup();
    let faults = faults.into_iter();
    let code = ErrorCode::GraphqlValidationFailed;
    Err(faults
        .map(|(at, message)| code.server_error(message, at))
        .collect())
}

/// Whether each subscription selects one root field, once or several times.
fn has_single_roots(document: &ExecutableDocument) -> bool {
    let operations = document.operations.iter();
    let mut subscriptions = operations.filter(|operation| operation.is_subscription());
    subscriptions.all(|operation| {
        let fields = operation.root_fields(document);
        let keys: HashSet<_> = fields.map(|field| field.response_key()).collect();
        keys.len() == 1
    })
}

/// Whether a message only follows from another one about an unknown field or type, without which a
/// selection set is empty or a fragment missing.
fn is_of_unknown(message: &str, source: Option<&str>, syntax: &Document) -> bool {
    if let ["cannot find fragment ", name, ..] = *message.split('`').collect::<Vec<_>>() {
        let mut definitions = syntax.definitions.iter();
        return definitions.any(|definition| {
            let fragment = definition.as_fragment_definition();
            fragment.is_some_and(|fragment| fragment.name == name)
        });
    }
    message.contains("must have a subselection set")
        && source.is_some_and(|source| source.ends_with('}'))
}

/// A message in the style of the API: a sentence with names in quotation marks.
pub(crate) fn sentence(message: &str) -> String {
    let mut text = message.replace('`', "\"");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

/// A message of the compiler about an unknown field, argument or type, with the nearest name.
fn with_nearest(types: &TypeSystem, message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let near = match *parts.as_slice() {
        ["type ", owner, " does not have a field ", name, _] => {
            let fields = match types.named(owner) {
                Some(ExtendedType::Object(object)) => Some(&object.fields),
                Some(ExtendedType::Interface(interface)) => Some(&interface.fields),
                _ => None,
            };
            fields.map(|fields| nearest(name, fields.keys().map(Name::as_str)))
        }
        [
            "the argument ",
            name,
            " is not supported by ",
            coordinate,
            _,
        ] => {
            let field = coordinate
                .split_once('.')
                .and_then(|(owner, field)| types.field(owner, field));
            let arguments = field.map(|field| field.arguments.iter());
            arguments.map(|all| nearest(name, all.map(|argument| argument.name.as_str())))
        }
        ["cannot find type ", name, _] => {
            let all = types.schema.types.keys();
            Some(nearest(name, all.map(Name::as_str)))
        }
        _ => None,
    };
    format!("{message}{}", near.unwrap_or_default())
}

/// Checks every literal and every use of a variable in a document.
struct ValueRule<'a> {
    types: &'a TypeSystem,
    document: &'a ExecutableDocument,
    variables: &'a [Node<VariableDefinition>],
    /// The fragments visited for the current operation.
    spread: HashSet<&'a Name>,
    /// Whether an argument may contain a list.
    has_lists: bool,
    faults: Vec<(Option<Pos>, String)>,
}

impl<'a> ValueRule<'a> {
    fn new(types: &'a TypeSystem, document: &'a ExecutableDocument) -> Self {
        Self {
            types,
            document,
            variables: &[],
            spread: HashSet::new(),
            has_lists: false,
            faults: Vec::new(),
        }
    }

    fn document(&mut self) {
        for operation in self.document.operations.iter() {
            self.operation(operation);
        }
    }

    fn operation(&mut self, operation: &'a Operation) {
        self.spread.clear();
        self.variables = &[];
        for variable in &operation.variables {
            if let Some(default) = &variable.default_value {
                let mut no_variable = |_: VariableUse<'_>| Ok(0);
                let read = (self.types).literal(&variable.ty, false, default, &mut no_variable);
                if let Err(fault) = read {
                    self.add(&format!("the default of \"${}", variable.name), &fault);
                }
            }
        }
        self.variables = &operation.variables;
        self.directives(&operation.directives);
        self.selection_set(&operation.selection_set);
    }

    fn selection_set(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            self.directives(selection.directives());
            match selection {
                Selection::Field(field) => {
                    let definitions = &field.definition.arguments;
                    let owner = || format!("{}.{}", set.ty, field.name);
                    self.arguments(definitions, &field.arguments, owner);
                    self.selection_set(&field.selection_set);
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.fragment_name);
                    if let Some(fragment) = fragment
                        && self.spread.insert(&fragment.name)
                    {
                        self.directives(&fragment.directives);
                        self.selection_set(&fragment.selection_set);
                    }
                }
                Selection::InlineFragment(fragment) => self.selection_set(&fragment.selection_set),
            }
        }
    }

    fn directives(&mut self, directives: &'a DirectiveList) {
        let types = self.types;
        for directive in directives {
            let name = &directive.name;
            if let Some(definition) = types.schema.directive_definitions.get(name) {
                let owner = || format!("@{name}");
                self.arguments(&definition.arguments, &directive.arguments, owner);
            }
        }
    }

    fn arguments(
        &mut self,
        definitions: &[Node<InputValueDefinition>],
        arguments: &'a [Node<Argument>],
        owner: impl Fn() -> String,
    ) {
        let (types, variables) = (self.types, self.variables);
        for argument in arguments {
            self.has_lists |= matches!(*argument.value, Literal::List(_) | Literal::Object(_));
            let mut known = definitions.iter();
            let Some(definition) = known.find(|known| known.name == argument.name) else {
                continue; // the compiler reports it
            };
            let (ty, has_default) = (&definition.ty, definition.default_value.is_some());
            let mut variable = |used: VariableUse<'_>| check_use(variables, &used);
            if let Err(fault) = types.literal(ty, has_default, &argument.value, &mut variable) {
                let subject = format!("the argument \"{}({}:)", owner(), argument.name);
                self.add(&subject, &fault);
            }
        }
    }

    /// Adds a fault of a value; `subject` is its message up to the path and the closing quote.
    fn add(&mut self, subject: &str, fault: &InputFault) {
        let message = format!("{subject}{}\": {}", fault.path(), fault.message);
        let at = position(fault.location, &self.document.sources);
        self.faults.push((at, sentence(&message)));
    }
}

/// `IsVariableUsageAllowed` of the specification.
fn check_use(
    variables: &[Node<VariableDefinition>],
    used: &VariableUse<'_>,
) -> Result<usize, String> {
    let mut declared = variables.iter().enumerate();
    let Some((index, variable)) = declared.find(|(_, variable)| variable.name == *used.name) else {
        return Ok(0); // not declared, which the compiler reports
    };
    let (own, due) = (&variable.ty, used.ty);
    let has_default = || {
        let default = variable.default_value.as_ref();
        used.has_default || default.is_some_and(|default| !default.is_null())
    };
    let fits = if due.is_non_null() && !own.is_non_null() {
        has_default() && own.is_assignable_to(&due.clone().nullable())
    } else {
        own.is_assignable_to(due)
    };
    if fits && (!used.in_one_of || own.is_non_null()) {
        return Ok(index);
    }
    let due = if fits {
        format!("{due}!")
    } else {
        due.to_string()
    };
    Err(format!(
        "expected a value of type \"{due}\", found the variable \"${}\" of type \"{own}\"",
        used.name
    ))
}
