//! The mutation `publishChanges` over HTTP.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use certgraph::{
    catalogue::{Catalogue, Content, Revision},
    graphql::{self, AllowedOperations, ApiRequest, Caller, Engine, RequestTime, Services},
    store::{self, Store, StoreOptions, TokenScope},
};
use chrono::TimeDelta;
use serde_json::{Map, Value, json};
use tokio::{task::JoinSet, time::sleep};

use crate::support::{
    content::{complete, synthetic},
    database::fresh,
    server::{NOW, TestServer, clock_at, settings},
};

const PUBLISH: &str = "mutation ($input: ChangeSetInput!) { publishChanges(input: $input) {
    __typename
    ... on Published {
        revision cursor committedAt dryRun repeated counts { added changed removed }
        changes { kind key title operation effect previousKey fields { path effect before after } }
    }
    ... on Rejected { violations { path inputPath kind key message } }
    ... on RevisionConflict { expected found meanwhile: changes { kind key effect } }
} }";

/// A server without content, and what tests ask it with.
struct Site {
    server: TestServer,
    store: Store,
    client: reqwest::Client,
    /// The tokens of two editors and of a partner; the server looks for new tokens now and then
    /// only, and its clock stands still.
    ana: String,
    ben: String,
    acme: String,
}

impl Site {
    /// A server over an empty catalogue.
    async fn empty() -> Self {
        let database = fresh().await;
        let mut settings = settings(&database);
        settings.seed = false;
        let server = TestServer::with(database, settings, clock_at(NOW)).await;
        let store = store::connect(server.database.url(), StoreOptions::default());
        Self {
            store: store.await.unwrap(),
            client: reqwest::Client::new(),
            ana: server.token("ana", TokenScope::Editor).await,
            ben: server.token("ben", TokenScope::Editor).await,
            acme: server.token("acme", TokenScope::Partner).await,
            server,
        }
    }

    /// A server over the complete content, which the editor published as revision 1.
    async fn filled() -> (Self, String) {
        let site = Self::empty().await;
        let token = site.ana.clone();
        let outcome = site.publish(&token, input(&complete())).await;
        assert_eq!(outcome["revision"], 1, "{outcome:#}");
        (site, token)
    }

    async fn ask(&self, token: Option<&str>, query: &str, variables: Value) -> (u16, Value) {
        self.server.post_as(token, query, variables).await
    }

    /// The outcome of a change set.
    async fn publish(&self, token: &str, input: Value) -> Value {
        let (status, mut answer) = self
            .ask(Some(token), PUBLISH, json!({ "input": input }))
            .await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        answer["data"]["publishChanges"].take()
    }

    /// The code of the first error of a change set.
    async fn refusal(&self, token: Option<&str>, input: Value) -> String {
        let (_, answer) = self.ask(token, PUBLISH, json!({ "input": input })).await;
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("{answer:#}")).to_owned()
    }

    async fn revision(&self) -> Revision {
        self.store.load().await.unwrap().revision
    }
}

/// A content as the input has it: the names of lists and fields, and the shapes of values.
fn input(content: &Content) -> Value {
    let Value::Object(lists) = serde_json::to_value(content).unwrap() else {
        panic!("a content is an object");
    };
    let plural = |name: String| match name.as_str() {
        "audience_rule" => "audienceRules".to_owned(),
        name => format!("{name}s"),
    };
    let lists = lists.into_iter();
    lists
        .map(|(name, records)| (plural(name), renamed(records)))
        .collect()
}

fn renamed(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(renamed).collect(),
        Value::Object(members) => {
            let mut members = members;
            if let Some(sets) = members.get("earned_by").and_then(Value::as_array).cloned() {
                let (always, dated): (Vec<Value>, Vec<Value>) =
                    sets.into_iter().partition(Value::is_array);
                members.insert("earned_by".to_owned(), always.into());
                members.insert("earned_by_dated".to_owned(), dated.into());
            }
            if let Some(objectives) = members.get("objectives").and_then(Value::as_array).cloned() {
                let of = |field: &str| objectives.iter().map(|own| own[field].clone()).collect();
                let (titles, keys): (Vec<Value>, Vec<Value>) = (of("title"), of("key"));
                members.insert("objectives".to_owned(), titles.into());
                members.insert("objective_keys".to_owned(), keys.into());
            }
            let is_fact = members.contains_key("evidence")
                && (members.contains_key("value") || members.contains_key("absent"));
            let members = members
                .into_iter()
                .map(|(name, value)| match name.as_str() {
                    "value" if is_fact => (name, shaped(&value)),
                    _ => (field(&name, &value), renamed(value)),
                });
            Value::Object(members.collect::<Map<String, Value>>())
        }
        scalar => scalar,
    }
}

fn shaped(value: &Value) -> Value {
    let shape = match value {
        Value::String(_) => "text",
        Value::Bool(_) => "flag",
        _ => "list",
    };
    json!({ shape: value })
}

fn field(name: &str, value: &Value) -> String {
    if name == "checked" {
        return "checkedOn".to_owned();
    }
    let mut words = name.split('_');
    let mut camel = words.next().unwrap().to_owned();
    for word in words {
        camel.push_str(&word[..1].to_uppercase());
        camel.push_str(&word[1..]);
    }
    let lists = [
        "blueprint",
        "domain",
        "block",
        "recommendation",
        "dimension",
        "audience",
    ];
    if value.is_array() && lists.contains(&name) {
        camel.push('s');
    }
    camel
}

fn vendor(slug: &str) -> Value {
    json!({ "vendors": [{ "slug": slug, "name": slug }] })
}

/// An input with more members.
fn with(mut input: Value, members: Value) -> Value {
    let Value::Object(members) = members else {
        panic!("members are an object");
    };
    input.as_object_mut().unwrap().extend(members);
    input
}

#[tokio::test]
async fn every_kind_of_record_with_every_field_is_published_as_it_was_sent() {
    let (site, token) = Site::filled().await;
    let stored = site.store.load().await.unwrap();
    let mut expected = complete();
    expected.sort();
    assert_eq!(stored.content, expected);
    let again = site.publish(&token, input(&complete())).await;
    assert_eq!(
        (&again["revision"], &again["changes"], &again["committedAt"]),
        (&json!(1), &json!([]), &Value::Null)
    );
    // Another process's watcher shows it, and the feed goes on from the cursor.
    let query = format!(
        "{{ catalogue {{ revision }} changes(after: {}) {{ nodes {{ key actor note }} }} }}",
        again["cursor"]
    );
    let edit = with(vendor("nadir"), json!({ "note": "a new one" }));
    assert_eq!(site.publish(&token, edit).await["revision"], 2);
    let mut answer = Value::Null;
    for _ in 0..100 {
        answer = site.ask(None, &query, json!({})).await.1;
        if answer["data"]["catalogue"]["revision"] == 2 {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    let expected = json!([{ "key": "nadir", "actor": "ana", "note": "a new one" }]);
    assert_eq!(answer["data"]["changes"]["nodes"], expected, "{answer:#}");
}

#[tokio::test]
async fn only_editors_publish_and_never_by_get() {
    let site = Site::empty().await;
    assert_eq!(site.refusal(None, vendor("new")).await, "UNAUTHENTICATED");
    assert_eq!(
        site.refusal(Some(&site.acme), vendor("new")).await,
        "FORBIDDEN"
    );
    let dry = with(vendor("new"), json!({ "dryRun": true }));
    assert_eq!(site.refusal(Some(&site.acme), dry).await, "FORBIDDEN");
    let document = "mutation { publishChanges(input: {}) { __typename } }";
    let response = site
        .client
        .get(format!("{}/graphql", site.server.url))
        .query(&[("query", document)])
        .bearer_auth(&site.ana)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 405);
    assert_eq!(site.revision().await, Revision::new(0));
}

#[tokio::test]
async fn a_dry_run_tells_the_difference_and_writes_nothing() {
    let (site, token) = Site::filled().await;
    let mut content = complete();
    Arc::make_mut(&mut content.exams[0]).title = "A, anew".to_owned();
    let edit = with(
        input(&Content {
            exams: content.exams.drain(..1).collect(),
            ..Content::default()
        }),
        json!({ "dryRun": true, "idempotencyKey": "dry" }),
    );
    let outcome = site.publish(&token, edit.clone()).await;
    assert_eq!(outcome["dryRun"], true);
    assert_eq!(
        (&outcome["revision"], &outcome["committedAt"]),
        (&json!(1), &Value::Null)
    );
    assert_eq!(
        outcome["changes"],
        json!([{
            "kind": "EXAM", "key": "acme/A-1", "title": "A, anew", "operation": "UPSERT",
            "effect": "CHANGED", "previousKey": null,
            "fields": [{ "path": "title", "effect": "CHANGED", "before": "A", "after": "A, anew" }],
        }])
    );
    assert_eq!(site.revision().await, Revision::new(1));
    // The key is still free.
    let real = with(edit, json!({ "dryRun": false }));
    let outcome = site.publish(&token, real).await;
    assert_eq!(
        (&outcome["revision"], &outcome["repeated"]),
        (&json!(2), &json!(false))
    );
}

#[tokio::test]
async fn every_violation_is_listed_with_both_of_its_paths() {
    let (site, token) = Site::filled().await;
    let evidence = json!({ "sources": ["guide"], "asOf": "June", "confidence": "OFFICIAL" });
    let unreadable = json!({
        "vendors": [{ "slug": "fine", "name": "Fine" }, { "slug": "Not Fine", "name": "x" }],
        "exams": [{
            "vendor": "acme", "code": "A 1", "title": "T",
            "facts": [{ "name": "FEE", "value": { "flag": true }, "evidence": evidence }],
            "blueprints": [{
                "version": "1", "standing": "OFFICIAL", "weights": "PUBLISHED", "effectiveFrom": "2026",
                "evidence": { "asOf": "2026", "confidence": "OFFICIAL" },
                "domains": [{ "key": "a", "title": "A" }, { "key": "b", "title": "B", "weight": "9..1" }],
            }],
        }],
        "retire": [{ "exam": "acme/A-1", "on": "soon", "source": "guide", "successors": ["?"] }],
    });
    let outcome = site.publish(&token, unreadable).await;
    let paths = |outcome: &Value| -> Vec<(String, Option<String>)> {
        let violations = outcome["violations"].as_array();
        let violations = violations.unwrap_or_else(|| panic!("{outcome:#}"));
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let pairs = violations.iter().map(|violation| {
            (
                text(&violation["path"]).unwrap(),
                text(&violation["inputPath"]),
            )
        });
        pairs.collect()
    };
    let expected = [
        ("vendor[Not Fine].slug", "vendors[1].slug"),
        ("exam[acme/A 1].code", "exams[0].code"),
        (
            "exam[acme/A 1].facts[0].evidence.as_of",
            "exams[0].facts[0].evidence.asOf",
        ),
        ("exam[acme/A 1].facts[0]", "exams[0].facts[0]"),
        (
            "exam[acme/A 1].blueprint[0].domain[1].weight",
            "exams[0].blueprints[0].domains[1].weight",
        ),
        ("exam[acme/A-1].on", "retire[0].on"),
        ("exam[acme/A-1].successors[0]", "retire[0].successors[0]"),
    ];
    let expected = expected.map(|(path, input)| (path.to_owned(), Some(input.to_owned())));
    assert_eq!(paths(&outcome), expected, "{outcome:#}");

    // What can be read is held against the whole catalogue.
    let dangling = json!({
        "sources": [{ "key": "late", "title": " ", "publisher": "P", "url": "u", "kind": "ARTICLE" }],
        "certifications": [{
            "slug": "bare", "vendor": "nobody", "title": "Bare",
            "evidence": { "sources": ["blog", "gone"], "asOf": "2026", "confidence": "COMMUNITY" },
        }],
        "remove": [{ "kind": "SOURCE", "key": "blog" }, { "kind": "ROLE", "key": "pilot" }],
        "retire": [{ "exam": "a-9", "on": "2027", "source": "guide" }],
    });
    let outcome = site.publish(&token, dangling).await;
    let found = paths(&outcome);
    for (path, input) in [
        ("role[pilot]", Some("remove[1]")),
        ("exam[a-9]", Some("retire[0]")),
        ("source[late].title", Some("sources[0].title")),
        (
            "certification[bare].vendor",
            Some("certifications[0].vendor"),
        ),
        (
            "certification[bare].evidence.sources[0]",
            Some("certifications[0].evidence.sources[0]"),
        ),
        (
            "certification[bare].evidence.sources[1]",
            Some("certifications[0].evidence.sources[1]"),
        ),
        // A record that nobody sent, but that needs what is to go.
        ("comparison[acme/A-1~zenith/a-1].evidence.sources[0]", None),
    ] {
        let expected = (path.to_owned(), input.map(str::to_owned));
        assert!(found.contains(&expected), "{expected:?}: {found:#?}");
    }
    assert_eq!(site.revision().await, Revision::new(1));
}

#[tokio::test]
async fn a_rule_cannot_decide_that_there_is_no_evidence() {
    let (site, token) = Site::filled().await;
    let mut rule = input(&complete())["audienceRules"][0].clone();
    rule["key"] = json!("no-evidence");
    for (decision, is_published) in [("NO_EVIDENCE", false), ("TAKE_INSTEAD", true)] {
        rule["decision"] = json!(decision);
        let input = json!({ "input": { "audienceRules": [rule] } });
        let (_, answer) = site.ask(Some(&token), PUBLISH, input).await;
        let outcome = &answer["data"]["publishChanges"]["__typename"];
        assert_eq!(outcome == "Published", is_published, "{answer:#}");
    }
    assert_eq!(site.revision().await, Revision::new(2));
}

#[tokio::test]
async fn what_is_no_part_of_a_record_is_bad_input() {
    let (site, token) = Site::filled().await;
    for members in [
        json!({ "note": "" }),
        json!({ "note": "\u{1b}[31m" }),
        json!({ "idempotencyKey": "" }),
        json!({ "idempotencyKey": "ключ" }),
        json!({ "nonsense": 1 }),
        json!({ "exams": [{ "vendor": "acme" }] }),
    ] {
        let (status, answer) = site
            .ask(
                Some(&token),
                PUBLISH,
                json!({ "input": with(vendor("new"), members.clone()) }),
            )
            .await;
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        assert!(
            matches!(code, Some("BAD_USER_INPUT" | "GRAPHQL_VALIDATION_FAILED")),
            "{members}: {status} {answer:#}"
        );
    }
    assert_eq!(site.revision().await, Revision::new(1));
}

#[tokio::test]
async fn an_exam_is_retired_renamed_and_its_vendor_cannot_be_removed() {
    let (site, token) = Site::filled().await;
    let retire = json!({ "retire": [{ "exam": "zenith/a-1", "on": "2027-06-30", "source": "guide", "successors": ["B-2"] }] });
    let outcome = site.publish(&token, retire).await;
    let fields: Vec<_> = outcome["changes"][0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| &field["path"])
        .collect();
    assert_eq!(fields, ["successors[acme/B-2]", "facts[RETIRES_ON]"]);

    let json = serde_json::to_string(&site.store.load().await.unwrap().content).unwrap();
    let mut renamed: Content =
        serde_json::from_str(&json.replace("zenith/a-1", "zenith/n-1")).unwrap();
    for exam in renamed.exams.iter_mut().map(Arc::make_mut) {
        if exam.vendor.as_str() == "zenith" {
            exam.former_codes = vec!["a-1".parse().unwrap()];
            exam.code = "n-1".parse().unwrap();
        }
    }
    let removals = json!({ "remove": [
        { "kind": "EXAM", "key": "zenith/a-1" },
        { "kind": "COMPARISON", "key": "acme/A-1~zenith/a-1" },
        { "kind": "EQUIVALENCE", "key": "acme/A-1~zenith/a-1" },
    ] });
    let outcome = site.publish(&token, with(input(&renamed), removals)).await;
    let changes = outcome["changes"]
        .as_array()
        .unwrap_or_else(|| panic!("{outcome:#}"));
    let exam = changes
        .iter()
        .find(|change| change["key"] == "zenith/n-1")
        .unwrap();
    assert_eq!(
        (&exam["previousKey"], &exam["effect"]),
        (&json!("zenith/a-1"), &json!("ADDED"))
    );
    let outcome = site
        .publish(
            &token,
            json!({ "remove": [{ "kind": "VENDOR", "key": "zenith" }] }),
        )
        .await;
    assert_eq!(outcome["__typename"], "Rejected");
}

#[tokio::test]
async fn of_concurrent_edits_one_wins_and_the_others_get_the_conflict() {
    let (site, token) = Site::filled().await;
    let mut requests = JoinSet::new();
    for number in 0..6 {
        let edit = with(
            vendor(&format!("v-{number}")),
            json!({ "expectedRevision": 1 }),
        );
        requests.spawn(send(&site, &token, &edit));
    }
    let answers = requests.join_all().await;
    let of_type = |name: &str| -> Vec<&Value> {
        let outcomes = answers
            .iter()
            .map(|answer| &answer["data"]["publishChanges"]);
        outcomes
            .filter(|outcome| outcome["__typename"] == name)
            .collect()
    };
    let (won, lost) = (of_type("Published"), of_type("RevisionConflict"));
    assert_eq!((won.len(), lost.len()), (1, 5), "{answers:#?}");
    let key = &won[0]["changes"][0]["key"];
    for conflict in lost {
        let expected = json!({
            "__typename": "RevisionConflict", "expected": 1, "found": 2,
            "meanwhile": [{ "kind": "VENDOR", "key": key, "effect": "ADDED" }],
        });
        assert_eq!(conflict, &expected);
    }

    // Without a condition all of them get through, and nothing of anybody is lost.
    let mut requests = JoinSet::new();
    for number in 0..6 {
        requests.spawn(send(&site, &token, &vendor(&format!("w-{number}"))));
    }
    let answers = requests.join_all().await;
    let revisions: BTreeSet<i64> = answers
        .iter()
        .map(|answer| {
            answer["data"]["publishChanges"]["revision"]
                .as_i64()
                .unwrap()
        })
        .collect();
    assert_eq!(revisions, (3..9).collect());
    let stored = site.store.load().await.unwrap();
    assert_eq!(stored.content.vendors.len(), complete().vendors.len() + 7);
}

#[tokio::test]
async fn a_request_that_is_sent_many_times_at_once_is_carried_out_once() {
    let (site, token) = Site::filled().await;
    let edit = with(vendor("new"), json!({ "idempotencyKey": "one" }));
    let mut requests = JoinSet::new();
    for _ in 0..8 {
        requests.spawn(send(&site, &token, &edit));
    }
    let mut answers = requests.join_all().await;
    let repeated = answers
        .iter_mut()
        .map(|answer| answer["data"]["publishChanges"]["repeated"].take());
    assert_eq!(
        repeated
            .filter(|repeated| *repeated == json!(false))
            .count(),
        1
    );
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    assert_eq!(site.revision().await, Revision::new(2));
    let other = with(vendor("other"), json!({ "idempotencyKey": "one" }));
    assert_eq!(
        site.refusal(Some(&token), other.clone()).await,
        "BAD_USER_INPUT"
    );
    assert_eq!(site.publish(&site.ben, other).await["revision"], 3);
}

/// Sends a change set from a task of its own.
fn send(site: &Site, token: &str, input: &Value) -> impl Future<Output = Value> + use<> {
    let request = site
        .client
        .post(format!("{}/graphql", site.server.url))
        .bearer_auth(token)
        .json(&json!({ "query": PUBLISH, "variables": { "input": input } }));
    async move { request.send().await.unwrap().json().await.unwrap() }
}

#[tokio::test]
async fn editors_may_send_more_than_others_and_only_in_a_change_set() {
    let (site, token) = Site::filled().await;
    let mut many = synthetic(400);
    many.sources.clear();
    let edit = input(&many);
    let variables = json!({ "input": edit });
    for (caller, code) in [(None, "BAD_USER_INPUT"), (Some(token.as_str()), "")] {
        let (_, answer) = site.ask(caller, PUBLISH, variables.clone()).await;
        let found = answer["errors"][0]["extensions"]["code"].as_str();
        assert_eq!(found.unwrap_or_default(), code, "{answer:#}");
    }
    let note = "x".repeat(1_500);
    let outcome = site
        .publish(&token, with(vendor("new"), json!({ "note": note })))
        .await;
    assert_eq!(outcome["revision"], 3);
    // The same list is too long anywhere else.
    let held: Vec<String> = (0..200).map(|number| format!("A-{number}")).collect();
    let query = "query ($held: [String!]) { exam(code: \"A-1\") { verdict(profile: { held: $held }) { decision } } }";
    let (_, answer) = site.ask(Some(&token), query, json!({ "held": held })).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    // And even a change set has its bounds.
    let vendors: Vec<Value> = (0..6_000)
        .map(|number| json!({ "slug": format!("v-{number}"), "name": "V" }))
        .collect();
    assert_eq!(
        site.refusal(Some(&token), json!({ "vendors": vendors }))
            .await,
        "BAD_USER_INPUT"
    );
}

#[tokio::test]
async fn while_the_database_is_down_edits_fail_and_reads_succeed() {
    let (site, _) = Site::filled().await;
    let services = Services::new();
    let engine = Engine::new(graphql::schema(services.clone()));
    let stored = site.store.load().await.unwrap();
    let now = NOW.parse().unwrap();
    let catalogue = Catalogue::build(stored.content, stored.revision, now).unwrap();
    let moment = RequestTime::new(Arc::new(catalogue), now, TimeDelta::zero());
    let answer = async |query: &str| -> Value {
        let request = ApiRequest {
            query: query.to_owned(),
            ..ApiRequest::default()
        };
        let caller = Caller::Known {
            name: "ana".parse().unwrap(),
            scope: TokenScope::Editor,
        };
        let allowed = AllowedOperations::QueriesAndMutations;
        let response = engine.execute(request, caller, moment.clone(), allowed);
        serde_json::from_slice(&response.await.body).unwrap()
    };
    let mutation = "mutation { publishChanges(input: { vendors: [{ slug: \"v\", name: \"V\" }] }) { __typename } }";
    let code = |answer: &Value| answer["errors"][0]["extensions"]["code"].clone();
    // Not reached yet, and lost later.
    assert_eq!(code(&answer(mutation).await), "UNAVAILABLE");
    services.store.fill(site.store.clone());
    site.store.close().await.unwrap();
    let told = answer(mutation).await;
    assert_eq!(code(&told), "UNAVAILABLE", "{told:#}");
    assert_eq!(
        answer("{ catalogue { revision } }").await["data"]["catalogue"]["revision"],
        1
    );
}
