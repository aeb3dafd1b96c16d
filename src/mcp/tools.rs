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
    documents::Documents,
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
pub(super) fn tool(document: &FixedDocument) -> Tool {
    let annotations = ToolAnnotations::new().read_only(true).idempotent(true);
    Tool::new(
        document.name().to_owned(),
        document.description().to_owned(),
        object(document.input_schema()),
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
    let Some(document) = documents.tool(&request.name) else {
        let known: Vec<_> = documents.tools.iter().map(FixedDocument::name).collect();
        let message = format!("There is no such tool; the tools are {}.", known.join(", "));
        return Err(ErrorData::invalid_params(message, None));
    };
    let arguments = as_meant(request.arguments.unwrap_or_default());
    Ok(match called(executor, document, arguments).await {
        Ok(result) => result,
        Err(fault) => CallToolResult::error(vec![ContentBlock::text(fault.json().to_string())]),
    })
}

/// The arguments as assistants mean them: an empty list is none, and a code with its vendor, as answers
/// and hints write it, is both.
fn as_meant(arguments: Arguments) -> Arguments {
    let mut arguments: Arguments = arguments
        .into_iter()
        .filter(|(_, value)| value.as_array().is_none_or(|items| !items.is_empty()))
        .collect();
    split_code(&mut arguments);
    let lists = arguments.values_mut().filter_map(Value::as_array_mut);
    lists
        .flatten()
        .filter_map(Value::as_object_mut)
        .for_each(split_code);
    arguments
}

/// Splits `vendor/code` in the place of a code.
fn split_code(fields: &mut Arguments) {
    if fields.get("vendor").is_none_or(Value::is_null)
        && let Some(named) = fields.get("code").and_then(Value::as_str)
        && let ExamName {
            vendor: Some(vendor),
            code,
        } = named.into()
    {
        let (vendor, code) = (vendor.into(), code.into());
        fields.insert("vendor".to_owned(), vendor);
        fields.insert("code".to_owned(), code);
    }
}

async fn called(
    executor: &dyn Executor,
    document: &FixedDocument,
    arguments: Arguments,
) -> Result<CallToolResult, Fault> {
    check_names(document, &arguments)?;
    check_numbers(document, &arguments)?;
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

/// Refuses numbers that are not what the descriptions of their arguments promise: `1 to 25`.
fn check_numbers(document: &FixedDocument, arguments: &Arguments) -> Result<(), Fault> {
    for variable in document.variables() {
        let ends = variable
            .description()
            .and_then(|text| text.split_once(" to "));
        let Some((Ok(least), Ok(most))) = ends.map(|(a, b)| (a.parse::<i64>(), b.parse::<i64>()))
        else {
            continue;
        };
        let given = arguments.get(variable.name()).and_then(Value::as_i64);
        if given.is_some_and(|given| !(least..=most).contains(&given)) {
            let message = format!(
                "\"{}\" must be between {least} and {most}.",
                variable.name()
            );
            return Err(Fault::new(ErrorCode::BadUserInput, message, ""));
        }
    }
    Ok(())
}
