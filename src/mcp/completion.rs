//! Completes the arguments of prompts and of resource addresses: codes, vendors and roles.

use rmcp::{
    ErrorData,
    model::{CompleteRequestParams, CompleteResult, CompletionInfo, Reference},
};
use serde_json::Value;

use super::{
    answer::{Arguments, answer},
    documents::Documents,
    executor::Executor,
    resources::{EXAM, ROLE, error},
};
use crate::graphql::FixedDocument;

/// What an argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Exam,
    Role,
    Vendor,
    /// Something without a list, such as several codes in one text.
    Other,
}

fn named(reference: &Reference, argument: &str) -> Named {
    let place = match reference {
        Reference::Resource(template) => template.uri.as_str(),
        Reference::Prompt(prompt) => prompt.name.as_str(),
        _ => "",
    };
    match (place, argument) {
        (EXAM, "code") | (_, "exam") => Named::Exam,
        (EXAM, "vendor") => Named::Vendor,
        (ROLE, "slug") | (_, "role") => Named::Role,
        _ => Named::Other,
    }
}

/// The values that begin with what is typed, at most 100.
///
/// # Errors
/// If the catalogue cannot answer.
pub(super) async fn complete(
    executor: &dyn Executor,
    documents: &Documents,
    request: CompleteRequestParams,
) -> Result<CompleteResult, ErrorData> {
    let typed = request.argument.value.to_lowercase();
    let mut variables = Arguments::new();
    let (document, list, field): (&FixedDocument, _, _) =
        match named(&request.r#ref, &request.argument.name) {
            Named::Exam => {
                // The code has at most 40 characters; a longer prefix is none of any code.
                let prefix: String = typed.chars().take(64).collect();
                variables.insert("prefix".to_owned(), prefix.into());
                let context = request.context.and_then(|context| context.arguments);
                if let Some(vendor) = context.and_then(|mut known| known.remove("vendor")) {
                    variables.insert("vendors".to_owned(), vec![vendor].into());
                }
                (&documents.exams, "exams", "code")
            }
            Named::Role => (&documents.roles, "roles", "slug"),
            Named::Vendor => (&documents.vendors, "vendors", "slug"),
            Named::Other => return Ok(CompleteResult::default()),
        };
    let found = answer(executor, document, variables).await.map_err(error)?;
    let page = &found.data[list];
    let values = page["nodes"].as_array().into_iter().flatten();
    let values = values.filter_map(|node| node[field].as_str());
    let mut values: Vec<String> = values
        .filter(|value| value.to_lowercase().starts_with(&typed))
        .map(str::to_owned)
        .collect();
    values.dedup();
    let mut info = CompletionInfo::default();
    info.has_more = Some(page["pageInfo"]["hasNextPage"] == Value::Bool(true));
    info.values = values;
    Ok(CompleteResult::new(info))
}
