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
    prompts,
    resources::{self, error},
};
use crate::graphql::FixedDocument;

/// What an argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Exam,
    /// Several, with commas, of which the last is being typed.
    Exams,
    Role,
    Vendor,
}

fn named(request: &CompleteRequestParams) -> Result<Named, ErrorData> {
    let argument = &request.argument;
    match &request.r#ref {
        Reference::Resource(template) => resources::named(&template.uri, &argument.name),
        Reference::Prompt(prompt) => prompts::named(&prompt.name, argument),
        _ => {
            let message = "Arguments of prompts and of resource templates are completed.";
            Err(ErrorData::invalid_params(message, None))
        }
    }
}

/// The values that begin with what is typed, at most 100.
///
/// # Errors
/// If there is no such prompt, template or argument, or the catalogue cannot answer.
pub(super) async fn complete(
    executor: &dyn Executor,
    documents: &Documents,
    request: CompleteRequestParams,
) -> Result<CompleteResult, ErrorData> {
    let named = named(&request)?;
    let value = request.argument.value.as_str();
    let typed = match value.rsplit_once(',') {
        Some((_, last)) if named == Named::Exams => last.trim_start(),
        _ => value,
    };
    let before = value.strip_suffix(typed).unwrap_or_default();
    let typed = typed.to_lowercase();
    let mut variables = Arguments::new();
    let (document, list, field): (&FixedDocument, _, _) = match named {
        Named::Exam | Named::Exams => {
            // A code has at most 60 characters; a longer prefix is none of any code.
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
    };
    let found = answer(executor, document, variables).await.map_err(error)?;
    let page = &found.data[list];
    let values = page["nodes"].as_array().into_iter().flatten();
    let values = values.filter_map(|node| node[field].as_str());
    let mut values: Vec<String> = values
        .filter(|value| value.to_lowercase().starts_with(&typed))
        .map(|value| format!("{before}{value}"))
        .collect();
    values.dedup();
    let mut info = CompletionInfo::default();
    info.has_more = Some(page["pageInfo"]["hasNextPage"] == Value::Bool(true));
    info.values = values;
    Ok(CompleteResult::new(info))
}
