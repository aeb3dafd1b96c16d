//! The cache key of a request.

use std::sync::Arc;

use async_graphql::Value;

use crate::graphql::{
    engine::document_hash::DocumentHash,
    engine::persisted_documents::EXTENSION,
    engine::request::{ApiRequest, ErrorBehavior},
};

/// The cache key of a request: requests with the same key get the same response from the same snapshot
/// on the same day, unless the response has a shorter lifetime.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CacheKey {
    /// The operation.
    pub operation: OperationKey,
    /// What an error of a field does.
    on_error: ErrorBehavior,
    /// The representation of the response that another interface makes.
    representation: &'static str,
    /// The variables and extensions in [`canonical`] form.
    inputs: Arc<[u8]>,
}

/// One operation of one document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OperationKey {
    document: DocumentHash,
    name: Option<Arc<str>>,
}

impl OperationKey {
    /// The key of the operation that a request selects of this document.
    pub(crate) fn new(document: DocumentHash, request: &ApiRequest) -> Self {
        Self {
            document,
            name: request.operation_name.as_deref().map(Arc::from),
        }
    }

    /// The hash of the document.
    pub(crate) fn document(&self) -> DocumentHash {
        self.document
    }
}

impl CacheKey {
    /// The key of a request for this operation.
    pub(crate) fn new(operation: OperationKey, request: &ApiRequest) -> Self {
        let mut inputs = Vec::new();
        // async-graphql sorts variables by name.
        let variables = request.variables.iter();
        canonical(&mut inputs, variables.map(|(name, value)| (&**name, value)));
        let extensions = request.extensions.0.iter();
        // The response does not depend on how the document is named.
        let mut extensions: Vec<_> = extensions
            .map(|(name, value)| (name.as_str(), value))
            .filter(|(name, _)| *name != EXTENSION)
            .collect();
        extensions.sort_unstable_by_key(|(name, _)| *name);
        canonical(&mut inputs, extensions.into_iter());
        Self {
            operation,
            on_error: request.on_error,
            representation: request.representation,
            inputs: inputs.into(),
        }
    }

    /// About how much memory the key takes, in bytes.
    pub fn bytes(&self) -> usize {
        let name = self.operation.name.as_deref().unwrap_or_default();
        size_of::<Self>() + name.len() + self.inputs.len()
    }
}

/// Writes values in a canonical form, with the fields of objects sorted. Each part has its length in
/// front, so that different values have different forms.
fn canonical<'a>(text: &mut Vec<u8>, values: impl ExactSizeIterator<Item = (&'a str, &'a Value)>) {
    text.extend_from_slice(&values.len().to_le_bytes());
    for (name, value) in values {
        write_text(text, name);
        write_value(text, value);
    }
}

fn write_text(text: &mut Vec<u8>, part: &str) {
    text.extend_from_slice(&part.len().to_le_bytes());
    text.extend_from_slice(part.as_bytes());
}

fn write_value(text: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => text.push(b'n'),
        Value::Boolean(false) => text.push(b'f'),
        Value::Boolean(true) => text.push(b't'),
        Value::Number(number) => {
            text.push(b'd');
            write_text(text, &number.to_string());
        }
        Value::String(string) => {
            text.push(b's');
            write_text(text, string);
        }
        Value::Enum(name) => {
            text.push(b'e');
            write_text(text, name);
        }
        Value::Binary(bytes) => {
            text.push(b'b');
            text.extend_from_slice(&bytes.len().to_le_bytes());
            text.extend_from_slice(bytes);
        }
        Value::List(items) => {
            text.push(b'l');
            text.extend_from_slice(&items.len().to_le_bytes());
            for item in items {
                write_value(text, item);
            }
        }
        Value::Object(fields) => {
            text.push(b'o');
            let fields = fields.iter().map(|(name, value)| (&**name, value));
            let mut fields: Vec<(&str, &Value)> = fields.collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            canonical(text, fields.into_iter());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value as Json, json};

    use super::*;

    fn key_of(body: &Json) -> CacheKey {
        let request = ApiRequest::from_json(body.to_string().as_bytes()).unwrap();
        let operation = OperationKey::new(DocumentHash::of("{a}"), &request);
        CacheKey::new(operation, &request)
    }

    fn key(variables: &Json) -> CacheKey {
        key_of(&json!({ "query": "{a}", "variables": variables }))
    }

    #[test]
    fn extensions_are_part_of_the_key() {
        let plain = key_of(&json!({ "query": "{a}" }));
        let hash = json!({ "version": 1, "sha256Hash": "" });
        let persisted = json!({ "query": "{a}", "extensions": { "persistedQuery": hash } });
        assert_eq!(key_of(&persisted), plain);
        let other = json!({ "query": "{a}", "extensions": { "other": true } });
        assert_ne!(key_of(&other), plain);
        let variable = json!({ "query": "{a}", "variables": { "other": true } });
        assert_ne!(key_of(&variable), key_of(&other));
        let named = json!({ "query": "{a}", "operationName": "A" });
        assert_ne!(key_of(&named), plain);
    }

    #[test]
    fn representations_of_a_response_have_keys_of_their_own() {
        let request = |representation| ApiRequest {
            representation,
            ..ApiRequest::default()
        };
        let key = |representation| {
            let request = request(representation);
            CacheKey::new(
                OperationKey::new(DocumentHash::of("{a}"), &request),
                &request,
            )
        };
        assert_ne!(key("rest"), key(""));
        assert_eq!(key("rest"), key("rest"));
    }

    #[test]
    fn the_order_of_fields_does_not_matter() {
        let one = json!({ "a": 1, "b": { "c": [1, 2], "d": null } });
        let other = json!({ "b": { "d": null, "c": [1, 2] }, "a": 1 });
        assert_eq!(key(&one), key(&other));
        for different in [
            json!({}),
            json!({ "a": 1 }),
            json!({ "a": "1", "b": { "c": [1, 2], "d": null } }),
            json!({ "a": 1, "b": { "c": [2, 1], "d": null } }),
            json!({ "a": 1, "b": { "c": [1, 2] } }),
            json!({ "a": 1, "b": [{ "c": [1, 2], "d": null }] }),
        ] {
            assert_ne!(key(&one), key(&different), "{different}");
        }
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            (-3_i64..3).prop_map(Json::from),
            "[a-c]{0,2}".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
                proptest::collection::btree_map("[a-c]{1,2}", inner, 0..3)
                    .prop_map(|fields| Json::Object(fields.into_iter().collect())),
            ]
        })
    }

    fn variables() -> impl Strategy<Value = Json> {
        proptest::collection::btree_map("[a-c]{1,2}", any_json(), 0..3)
            .prop_map(|fields| Json::Object(fields.into_iter().collect()))
    }

    fn reversed(value: &Json) -> Json {
        match value {
            Json::Object(fields) => {
                let fields = fields.iter().rev();
                let fields: Map<_, _> = fields
                    .map(|(name, value)| (name.clone(), reversed(value)))
                    .collect();
                Json::Object(fields)
            }
            Json::Array(items) => items.iter().map(reversed).collect(),
            other => other.clone(),
        }
    }

    proptest! {
        #[test]
        fn equal_variables_have_equal_keys_and_others_do_not(
            one in variables(),
            other in variables(),
        ) {
            prop_assert_eq!(key(&one), key(&reversed(&one)));
            prop_assert_eq!(key(&one) == key(&other), one == other);
        }
    }
}
