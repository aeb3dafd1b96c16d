//! Each event of a subscription is answered as graphql-js executes the same document over it, over
//! both transports, with errors planted at every nullability.

use std::sync::Arc;

use async_graphql::{
    Result, Subscription,
    futures_util::{Stream, stream},
};
use certgraph::graphql::{
    ApiSchema, Engine, Services,
    plan::{
        self, EventSource, Failed, FieldPlan, Planner, Run, Selected, StreamStart, UnknownField,
        events, registered_only,
    },
};
use serde_json::{Value, json};

use crate::{
    oracle::{Mutation, Part, Query, Read, assert_no_difference, in_order, planted, print},
    support::{
        edge::{Edge, EdgeParts},
        event_stream::EventStream,
        oracle::{Numbers, ask},
        web_socket::Socket,
    },
};

/// The events of each field.
const EVENTS: usize = 12;

#[derive(Clone)]
struct Planted(Arc<Vec<Value>>, Arc<Vec<Value>>);

/// Defines the fields; their streams begin below.
#[Subscription(name = "Subscription")]
impl Planted {
    async fn sure(&self) -> stream::Pending<Result<Part>> {
        registered_only()
    }

    async fn maybe(&self) -> stream::Pending<Result<Option<Part>>> {
        registered_only()
    }
}

fn read<T: Read>(all: &Arc<Vec<Value>>) -> impl Stream<Item = T> + use<T> {
    let all: Vec<T> = all.iter().map(T::read).collect();
    stream::iter(all)
}

impl EventSource for Planted {
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> std::result::Result<FieldPlan, UnknownField> {
        match selected.name() {
            "sure" => planner.field::<Result<Part>>(selected, 0, &[]),
            "maybe" => planner.field::<Result<Option<Part>>>(selected, 1, &[]),
            _ => Err(UnknownField),
        }
    }

    fn begin(
        &self,
        field: &FieldPlan,
        _: &mut Run<'_>,
        _: StreamStart,
    ) -> std::result::Result<plan::EventStream, Failed> {
        Ok(match field.index() {
            0 => events(read::<Result<Part>>(&self.0)),
            _ => events(read::<Result<Option<Part>>>(&self.1)),
        })
    }
}

const SETS: [&str; 6] = [
    "name size mode",
    "must { name weight } other { codes }",
    "flags parts { name mode must { weight } }",
    "kin { name __typename ... on Other { codes } } any { ... on Part { size } }",
    "a: other { name } b: other { name part { size mode } } parts { flags }",
    "__typename other @include(if: true) { weight } size @skip(if: true) must { part { name } }",
];

/// The ten shapes of a root that selects this of a field.
fn shapes(field: &str, set: &str) -> [String; 10] {
    [
        format!("subscription {{ {field} {{ {set} }} }}"),
        format!("subscription {{ ...F }} fragment F on Subscription {{ {field} {{ {set} }} }}"),
        format!("subscription {{ ... {{ {field} {{ {set} }} }} }}"),
        format!("subscription {{ ... on Subscription {{ {field} {{ {set} }} }} }}"),
        format!(
            "subscription {{ ...F }} fragment F on Subscription {{ ...G }}
             fragment G on Subscription {{ ... {{ {field} {{ {set} }} }} }}"
        ),
        format!("subscription {{ alias: {field} {{ {set} }} }}"),
        format!("subscription {{ {field} {{ {set} }} ... {{ {field} {{ name size }} }} }}"),
        format!("subscription {{ {field} {{ size ...P }} }} fragment P on Part {{ {set} }}"),
        format!("subscription {{ {field} {{ ... on Named {{ name }} {set} }} }}"),
        format!(
            "subscription S {{ {field} {{ ... on Any {{ ... on Part {{ {set} }} ... on Other {{ weight }} }} }} }}"
        ),
    ]
}

/// The answers to a subscription by server-sent events.
async fn by_events(url: &str, query: &str) -> Vec<Value> {
    let mut events = EventStream::open(url, query, None).await;
    let mut answers = Vec::new();
    while let Some(event) = events.dispatched().await {
        if event.name == "complete" {
            return answers;
        }
        answers.push(serde_json::from_str(&event.data.unwrap()).unwrap());
    }
    panic!("the events end without a last one: {query}");
}

/// The answers to a subscription over a socket.
async fn by_socket(socket: &mut Socket, query: &str) -> Vec<Value> {
    socket.subscribe("1", query, json!({})).await;
    let mut answers = Vec::new();
    loop {
        let mut message = socket.message().await;
        match message["type"].as_str() {
            Some("next") => answers.push(message["payload"].take()),
            Some("complete") => return answers,
            _ => panic!("{query}: {message}"),
        }
    }
}

#[tokio::test]
async fn every_event_of_every_shape_is_what_graphql_js_makes_of_it() {
    let mut numbers = Numbers(5);
    let mut planted = |ty| {
        Arc::new(
            (0..EVENTS)
                .map(|_| planted(ty, 3, &mut numbers))
                .collect::<Vec<_>>(),
        )
    };
    let source = Planted(planted("Part!"), planted("Part"));
    let query = Query(Arc::new(Value::Null));
    let schema = ApiSchema::new(query, Mutation, source.clone(), Services::new());
    let sdl = schema.sdl().to_owned();
    let edge = Edge::assemble(EdgeParts {
        engine: Engine::new(schema),
        ..EdgeParts::default()
    });
    edge.fill();
    let url = format!("http://{}", edge.address);
    let mut socket = Socket::ready(&url).await;
    let (mut cases, mut answers) = (Vec::new(), Vec::new());
    for (field, values) in [("sure", &source.0), ("maybe", &source.1)] {
        for query in SETS.iter().flat_map(|set| shapes(field, set)) {
            let over_both = [
                by_events(&url, &query).await,
                by_socket(&mut socket, &query).await,
            ];
            for (place, value) in values.iter().enumerate() {
                cases.push(json!({ "kind": "event", "query": query, "data": { field: value } }));
                answers.push(over_both.each_ref().map(|all| all.get(place).cloned()));
            }
        }
    }
    let (mut answered, mut failing, mut faults) = (0, 0, Vec::new());
    for ((case, found), expected) in cases.iter().zip(answers).zip(ask(&sdl, &cases)) {
        let is_same = found.iter().flatten().filter(|answer| {
            let errors = answer["errors"].as_array().cloned().unwrap_or_default();
            let paths: Value = errors.iter().map(|error| error["path"].clone()).collect();
            in_order(&answer["data"]) == in_order(&expected["data"]) && paths == expected["paths"]
        });
        if is_same.count() < found.len() {
            faults.push(format!(
                "{case}\n  graphql-js: {expected}\n  certgraph: {found:?}"
            ));
        } else if expected["paths"] == json!([]) {
            answered += 1;
        } else {
            failing += 1;
        }
    }
    let count = cases.len();
    print(&format!(
        "events: {answered} without errors, {failing} with errors, of {count}, over both transports"
    ));
    assert_no_difference(&faults, count);
    assert!(
        answered > count / 10 && failing > count / 10,
        "{answered}, {failing}"
    );
}
