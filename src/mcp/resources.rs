//! Exams and roles as resources: `certgraph://exams/{vendor}/{code}` and `certgraph://roles/{slug}`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rmcp::{
    ErrorData,
    model::{
        CacheScope, ListResourceTemplatesResult, ListResourcesResult, ReadResourceResult, Resource,
        ResourceContents, ResourceTemplate,
    },
};
use serde_json::Value;

use super::{
    answer::{Answer, Arguments, Fault, answer},
    completion::Named,
    documents::Documents,
    executor::{Executor, Freshness},
};
use crate::graphql::FixedDocument;

/// The address of exams.
pub(super) const EXAM: &str = "certgraph://exams/{vendor}/{code}";

/// The address of roles.
pub(super) const ROLE: &str = "certgraph://roles/{slug}";

/// The media type of every resource.
const JSON: &str = "application/json";

/// The lists, in the order in which they follow each other. A cursor names its list.
const EXAMS: &str = "exams:";
const ROLES: &str = "roles:";

pub(super) fn templates() -> ListResourceTemplatesResult {
    let exam = ResourceTemplate::new(EXAM, "exam")
        .with_title("Exam")
        .with_description("State, dates, fee, domains and further facts of an exam, with sources.")
        .with_mime_type(JSON);
    let role = ResourceTemplate::new(ROLE, "role")
        .with_title("Role")
        .with_description("A role, with who recommends exams for it.")
        .with_mime_type(JSON);
    ListResourceTemplatesResult::with_all_items(vec![exam, role])
}

/// What an argument of a template names.
///
/// # Errors
/// If there is no such template or argument.
pub(super) fn named(template: &str, argument: &str) -> Result<Named, ErrorData> {
    match (template, argument) {
        (EXAM, "vendor") => Ok(Named::Vendor),
        (EXAM, "code") => Ok(Named::Exam),
        (ROLE, "slug") => Ok(Named::Role),
        _ => {
            let message = format!("The templates with their arguments are {EXAM} and {ROLE}.");
            Err(ErrorData::invalid_params(message, None))
        }
    }
}

/// The scope as the protocol names it.
pub(super) fn scope(freshness: Freshness) -> CacheScope {
    if freshness.is_public {
        CacheScope::Public
    } else {
        CacheScope::Private
    }
}

/// One page of all resources: exams, then roles.
///
/// # Errors
/// If the cursor is not one of this list, or the catalogue cannot answer.
pub(super) async fn list(
    executor: &dyn Executor,
    documents: &Documents,
    cursor: Option<&str>,
) -> Result<ListResourcesResult, ErrorData> {
    // No cursor names the beginning.
    let cursor = match cursor {
        None => EXAMS,
        Some(EXAMS) => return Err(foreign_cursor()),
        Some(cursor) => cursor,
    };
    let (document, field, after, resource, next_list) =
        if let Some(after) = cursor.strip_prefix(EXAMS) {
            let make: fn(&Value) -> Option<Resource> = exam;
            (&documents.exams, "exams", after, make, Some(ROLES))
        } else if let Some(after) = cursor.strip_prefix(ROLES) {
            (&documents.roles, "roles", after, role as _, None)
        } else {
            return Err(foreign_cursor());
        };
    let mut variables = Arguments::new();
    if !after.is_empty() {
        variables.insert("after".to_owned(), after.into());
    }
    let found = answer(executor, document, variables).await.map_err(error)?;
    let page = &found.data[field];
    let resources = page["nodes"].as_array().into_iter().flatten();
    let resources = resources.filter_map(resource).collect();
    let info = &page["pageInfo"];
    let next = match info["endCursor"].as_str() {
        Some(end) if info["hasNextPage"] == true => Some(format!("{field}:{end}")),
        _ => next_list.map(str::to_owned),
    };
    let freshness = found.executed.freshness;
    let mut result = ListResourcesResult::with_all_items(resources)
        .with_ttl_ms(freshness.ttl_ms())
        .with_cache_scope(scope(freshness));
    result.next_cursor = next;
    Ok(result)
}

fn foreign_cursor() -> ErrorData {
    ErrorData::invalid_params("The cursor is not one of this list.", None)
}

fn exam(exam: &Value) -> Option<Resource> {
    let (code, title) = (exam["code"].as_str()?, exam["title"].as_str()?);
    let vendor = exam["vendor"]["slug"].as_str()?;
    let uri = format!("certgraph://exams/{vendor}/{}", encoded(code));
    let resource = Resource::new(uri, code).with_title(title);
    Some(resource.with_mime_type(JSON))
}

fn role(role: &Value) -> Option<Resource> {
    let (slug, title) = (role["slug"].as_str()?, role["title"].as_str()?);
    let resource = Resource::new(format!("certgraph://roles/{slug}"), slug).with_title(title);
    Some(resource.with_mime_type(JSON))
}

/// Reads one resource.
///
/// # Errors
/// If there is none at this address, or the catalogue cannot answer.
pub(super) async fn read(
    executor: &dyn Executor,
    documents: &Documents,
    uri: &str,
) -> Result<ReadResourceResult, ErrorData> {
    let Place {
        document,
        field,
        variables,
    } = place(documents, uri).ok_or_else(|| not_found(uri))?;
    let found: Answer = answer(executor, document, variables).await.map_err(error)?;
    if found.data[field].is_null() {
        return Err(not_found(uri));
    }
    let freshness = found.executed.freshness;
    let text = found.into_object(None).to_string();
    let contents = ResourceContents::text(text, uri).with_mime_type(JSON);
    Ok(ReadResourceResult::new(vec![contents])
        .with_ttl_ms(freshness.ttl_ms())
        .with_cache_scope(scope(freshness)))
}

/// The document of an address, its root field and its variables.
struct Place<'d> {
    document: &'d FixedDocument,
    field: &'static str,
    variables: Arguments,
}

fn place<'d>(documents: &'d Documents, uri: &str) -> Option<Place<'d>> {
    let path = uri.strip_prefix("certgraph://")?;
    let parts: Option<Vec<String>> = path.split('/').map(decoded).collect();
    let mut variables = Arguments::new();
    let (document, field) = match parts?.as_slice() {
        [kind, vendor, code] if kind == "exams" => {
            variables.insert("vendor".to_owned(), vendor.as_str().into());
            variables.insert("code".to_owned(), code.as_str().into());
            (&documents.tool("exam_facts")?.document, "exam")
        }
        [kind, slug] if kind == "roles" => {
            variables.insert("slug".to_owned(), slug.as_str().into());
            (&documents.role, "role")
        }
        _ => return None,
    };
    Some(Place {
        document,
        field,
        variables,
    })
}

fn not_found(uri: &str) -> ErrorData {
    let uri: String = uri.chars().take(100).collect();
    let message = format!("There is no resource \"{uri}\"; the templates are {EXAM} and {ROLE}.");
    ErrorData::resource_not_found(message, None)
}

/// The protocol's error of a fault, with the same code and hint as tools have.
pub(super) fn error(fault: Fault) -> ErrorData {
    let data = Some(fault.json());
    match fault.code.as_str() {
        "UNAVAILABLE" | "TIMEOUT" | "INTERNAL" | "RATE_LIMITED" => {
            ErrorData::internal_error(fault.message, data)
        }
        _ => ErrorData::invalid_params(fault.message, data),
    }
}

/// What a code may have besides letters and digits without an escape in an address.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn encoded(code: &str) -> String {
    utf8_percent_encode(code, &ESCAPED).to_string()
}

fn decoded(part: &str) -> Option<String> {
    let text = percent_decode_str(part).decode_utf8().ok()?;
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_the_way_into_an_address_and_back() {
        for code in ["AI-102", "PL 300", "a/b", "100%", "Größe"] {
            let address = encoded(code);
            assert!(!address.contains(['/', ' ']), "{address}");
            assert_eq!(decoded(&address).as_deref(), Some(code));
        }
        assert_eq!(decoded("%ff"), None);
    }
}
