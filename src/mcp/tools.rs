//! The tools: their list, and their calls.

use std::sync::Arc;

use rmcp::{
    ErrorData,
    model::{
        CallToolRequestParams, CallToolResult, ContentBlock, JsonObject, ListToolsResult, Tool,
        ToolAnnotations,
    },
};
use serde_json::{Value, json};

use super::{
    answer::{Arguments, Fault, MAX_BYTES, answer, short, too_large, unknown_exam},
    documents::{Documents, ToolDocument},
    executor::Executor,
};
use crate::{
    catalogue::ExamName,
    graphql::{ErrorCode, FixedDocument, FixedVariable},
};

/// The tools of these documents.
pub(super) fn list(documents: &Documents) -> ListToolsResult {
    ListToolsResult::with_all_items(documents.tools.iter().map(tool).collect())
}

/// The tool of a document: its arguments are the variables.
pub(super) fn tool(tool: &ToolDocument) -> Tool {
    let document = &tool.document;
    let mut schema = document.input_schema();
    if let Some(most) = tool.max_first {
        schema["properties"]["first"]["maximum"] = most.into();
    }
    let annotations = ToolAnnotations::new().read_only(true).idempotent(true);
    Tool::new(
        document.name().to_owned(),
        document.description().to_owned(),
        object(schema),
    )
    .with_raw_output_schema(object(output_schema()))
    .with_annotations(annotations)
}

/// The frame of an answer. The shape of the data, written out, would make the list too long for an
/// assistant's context.
fn output_schema() -> Value {
    json!({ "type": "object", "required": ["asOf", "revision", "data"] })
}

fn object(schema: Value) -> Arc<JsonObject> {
    Arc::new(match schema {
        Value::Object(fields) => fields,
        _ => JsonObject::new(),
    })
}

/// Calls a tool. Faults that the assistant can mend are results, as the specification asks.
///
/// # Errors
/// If there is no tool with this name.
pub(super) async fn call(
    executor: &dyn Executor,
    documents: &Documents,
    request: CallToolRequestParams,
) -> Result<CallToolResult, ErrorData> {
    let Some(tool) = documents.tool(&request.name) else {
        let known: Vec<_> = documents
            .tools
            .iter()
            .map(|tool| tool.document.name())
            .collect();
        let message = format!("There is no such tool; the tools are {}.", known.join(", "));
        return Err(ErrorData::invalid_params(message, None));
    };
    let arguments = request.arguments.unwrap_or_default();
    Ok(match called(executor, tool, arguments).await {
        Ok(result) => result,
        Err(fault) => CallToolResult::error(vec![ContentBlock::text(fault.json().to_string())]),
    })
}

/// Makes of arguments what assistants mean by them: an empty list is none, and a code with its vendor,
/// as answers and hints write it, is both. Refuses what cannot be meant: GraphQL's messages would be about
/// variables, after an empty list was left out.
fn as_meant(document: &FixedDocument, arguments: &mut Arguments) -> Result<(), Fault> {
    for variable in document.variables() {
        let name = variable.name();
        match arguments.get(name) {
            Some(Value::Array(items)) if items.is_empty() && variable.is_list() => {
                if variable.is_required() {
                    return Err(refused(format!("\"{name}\" must hold at least one item.")));
                }
                arguments.remove(name);
            }
            None | Some(Value::Null) if variable.is_required() => {
                return Err(refused(format!("\"{name}\" is missing.")));
            }
            _ => {}
        }
    }
    split_code(arguments)?;
    let lists = arguments.values_mut().filter_map(Value::as_array_mut);
    lists
        .flatten()
        .filter_map(Value::as_object_mut)
        .try_for_each(split_code)
}

/// Splits `vendor/code` in the place of a code.
fn split_code(fields: &mut Arguments) -> Result<(), Fault> {
    let named = fields.get("code").and_then(Value::as_str);
    let Some(ExamName {
        vendor: Some(vendor),
        code,
    }) = named.map(ExamName::from)
    else {
        return Ok(());
    };
    let (vendor, code) = (vendor.to_owned(), code.to_owned());
    match fields.get("vendor") {
        None | Some(Value::Null) => {
            fields.insert("vendor".to_owned(), vendor.into());
        }
        Some(Value::String(other)) if !other.trim().eq_ignore_ascii_case(vendor.trim()) => {
            return Err(refused(format!(
                "\"code\" names the vendor \"{}\", \"vendor\" names \"{}\".",
                short(&vendor),
                short(other)
            )));
        }
        // One that is no text is refused by its type.
        Some(_) => {}
    }
    fields.insert("code".to_owned(), code.into());
    Ok(())
}

fn refused(message: String) -> Fault {
    Fault::new(ErrorCode::BadUserInput, message, "")
}

async fn called(
    executor: &dyn Executor,
    tool: &ToolDocument,
    mut arguments: Arguments,
) -> Result<CallToolResult, Fault> {
    let document = &tool.document;
    check_names(document, &arguments)?;
    as_meant(document, &mut arguments)?;
    check_first(tool, &arguments)?;
    let answer = answer(executor, document, arguments.clone()).await?;
    if let Some(code) = arguments.get("code").and_then(Value::as_str)
        && answer.data["exam"].is_null()
    {
        let vendor = arguments.get("vendor").and_then(Value::as_str);
        return Err(unknown_exam(executor, code, vendor));
    }
    let structured = answer.into_object(arguments.get("asOf"));
    let text = structured.to_string();
    if text.len() > MAX_BYTES {
        return Err(too_large(text.len()));
    }
    let summary = format!(
        "{}: catalogue revision {}, as of {}.",
        document.name(),
        structured["revision"],
        structured["asOf"].as_str().unwrap_or_default()
    );
    // Clients that know no structured content show the text only.
    let content = vec![ContentBlock::text(summary), ContentBlock::text(text)];
    let mut result = CallToolResult::success(content);
    result.structured_content = Some(structured);
    Ok(result)
}

/// Refuses arguments that the tool does not have: ignored, they would look answered.
fn check_names(document: &FixedDocument, arguments: &Arguments) -> Result<(), Fault> {
    let known: Vec<_> = document.variables().map(FixedVariable::name).collect();
    let Some(unknown) = arguments
        .keys()
        .find(|name| !known.contains(&name.as_str()))
    else {
        return Ok(());
    };
    let message = format!("There is no argument \"{}\".", short(unknown));
    let hint = format!("The arguments are {}.", known.join(", "));
    Err(Fault::new(ErrorCode::BadUserInput, message, &hint))
}

/// Refuses a `first` outside the bounds of the tool, which are narrower than those of GraphQL. What is
/// no number is refused by its type.
fn check_first(tool: &ToolDocument, arguments: &Arguments) -> Result<(), Fault> {
    let given = arguments.get("first").and_then(Value::as_f64);
    match (tool.max_first, given) {
        (Some(most), Some(given)) if !(1.0..=f64::from(most)).contains(&given) => {
            Err(refused(format!("\"first\" must be between 1 and {most}.")))
        }
        _ => Ok(()),
    }
}
