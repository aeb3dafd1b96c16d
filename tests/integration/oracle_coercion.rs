//! The variables of every input type of the API are coerced to the values that graphql-js coerces
//! them to.

use std::{borrow::Cow, collections::BTreeSet, fmt::Write, sync::Arc};

use async_graphql::{
    InputType, InputValueResult, SimpleObject, Value as Given, Variables,
    parser::{
        parse_schema,
        types::{TypeKind, TypeSystemDefinition},
    },
    registry::Registry,
};
use certgraph::{
    catalogue::{Catalogue, Revision},
    graphql::{
        AllowedOperations, ApiRequest, ApiSchema, Caller, Engine, RequestTime, Services,
        plan::{Failed, FieldPlan, Fields, Output, Planner, Run, Selected, UnknownField},
        sdl,
    },
};
use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};

use crate::{
    oracle::{Mutation, assert_no_difference, print},
    support::{
        content::shipped,
        oracle::{Numbers, ask},
        random_documents::{Choices, DocumentMaker},
    },
};

const COUNT: usize = 500;

/// A value as it is coerced.
struct Coerced(Option<Given>);

impl InputType for Coerced {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        String::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <String as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Given>) -> InputValueResult<Self> {
        Ok(Self(value))
    }

    fn to_value(&self) -> Given {
        self.0.clone().unwrap_or_default()
    }

    fn federation_fields() -> Option<String> {
        None
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// A query whose fields return the value of their argument.
#[derive(SimpleObject, Clone)]
#[graphql(name = "Query")]
struct Echo {
    field: String,
}

impl Fields for Echo {
    fn name() -> Cow<'static, str> {
        "Query".into()
    }

    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField> {
        planner.field::<Option<String>>(selected, 0, &["value"])
    }

    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed> {
        let Coerced(value) = run.argument(field, 0, None)?;
        let text = value.map(|value| value.into_json().expect("JSON").to_string());
        text.write(field.plan(), run)
    }
}

/// The types of all arguments, and every input type by itself.
fn input_types(sdl: &str) -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    for definition in parse_schema(sdl).unwrap().definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        let name = definition.node.name.node.to_string();
        match definition.node.kind {
            TypeKind::Object(object) => {
                let arguments = object.fields.iter().flat_map(|field| &field.node.arguments);
                types.extend(arguments.map(|argument| argument.node.ty.node.to_string()));
            }
            TypeKind::InputObject(_) | TypeKind::Enum(_) | TypeKind::Scalar => {
                types.insert(format!("[{name}!]"));
                types.insert(name);
            }
            _ => {}
        }
    }
    types
}

/// A value in which whole numbers are written one way.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, plain(value)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

#[tokio::test]
async fn variables_of_every_input_type_are_coerced_to_the_values_of_graphql_js() {
    let mut sdl = sdl().replace("\ntype Query {", "\ntype Other {");
    let types = input_types(&sdl);
    sdl.push_str("type Query {\n");
    for (place, ty) in types.iter().enumerate() {
        writeln!(sdl, "  echo{place}(value: {ty}): String").unwrap();
    }
    sdl.push_str("}\n");
    let echo = Echo {
        field: String::new(),
    };
    let schema = ApiSchema::new(
        echo,
        Mutation,
        async_graphql::EmptySubscription,
        Services::new(),
    );
    let engine = Engine::new(schema.with_sdl(&sdl));
    let catalogue = Catalogue::build(shipped(), Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
    let maker = DocumentMaker::new(&sdl, &catalogue);
    let moment = RequestTime::new(Arc::new(catalogue), DateTime::UNIX_EPOCH, TimeDelta::zero());
    let mut arguments = maker.arguments();
    arguments.retain(|(kind, ..)| kind == "query");
    assert_eq!(arguments.len(), types.len());

    let mut numbers = Numbers(4);
    let mut asked = Vec::with_capacity(COUNT);
    for place in 0..COUNT {
        let choices = numbers.choices(120);
        let argument = &arguments[place % arguments.len()];
        let (text, variables) = maker.question(argument, &mut Choices::new(&choices));
        asked.push((text.replace(" { __typename }", ""), variables));
    }
    let cases: Vec<Value> = asked
        .iter()
        .map(|(text, variables)| json!({ "kind": "coerce", "query": text, "variables": variables }))
        .collect();
    let (mut equal, mut refused, mut faults) = (0, 0, Vec::new());
    for ((text, variables), expected) in asked.iter().zip(ask(&sdl, &cases)) {
        let request = ApiRequest {
            query: text.clone(),
            variables: Variables::from_json(Value::Object(variables.clone())),
            ..ApiRequest::default()
        };
        let (caller, allowed) = (Caller::Anonymous, AllowedOperations::Queries);
        let found = engine
            .execute(request, caller, moment.clone(), allowed)
            .await;
        let body: Value = serde_json::from_slice(&found.body).unwrap();
        let is_refused = expected["errors"]
            .as_array()
            .is_some_and(|all| !all.is_empty());
        let values = expected["values"].as_object();
        let due = values.and_then(|values| values.values().next().cloned());
        let found_value = body["data"]
            .as_object()
            .and_then(|data| data.values().next());
        let found_value = found_value
            .and_then(Value::as_str)
            .map(|text| serde_json::from_str(text).unwrap());
        if is_refused && found.request_error.is_some() {
            refused += 1;
        } else if !is_refused
            && found.request_error.is_none()
            && found_value.map(plain) == due.map(plain)
        {
            equal += 1;
        } else {
            faults.push(format!(
                "{text}\n{variables:?}\n  graphql-js: {expected}\n  certgraph: {body}"
            ));
        }
    }
    let count = types.len();
    print(&format!(
        "coerced values: {equal} equal, {refused} refused, of {COUNT} over {count} types"
    ));
    assert_no_difference(&faults, COUNT);
    assert!(
        count > 80 && equal > COUNT / 2 && refused > COUNT / 20,
        "{count}, {equal}, {refused}"
    );
}
