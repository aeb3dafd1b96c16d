//! Webhooks: what editors change and see, over the API and by command.

use certgraph::{
    store::TokenScope,
    webhook::{secret_from_text, secret_text, sign},
};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::command_line::{failed, folder, on_database, succeeded};
use crate::support::{
    receiver::{Received, Receiver},
    webhooks::Bench,
};

#[tokio::test]
async fn webhooks_are_for_editors_and_secrets_do_not_show() {
    let bench = Bench::start().await;
    let partner = bench.server.token("acme", TokenScope::Partner).await;
    let id = "wh-000000000000000000000000";
    let change = |field: &str| format!("mutation {{ {field}(id: \"{id}\") {{ id }} }}");
    let documents = [
        "{ webhooks { totalCount } }".to_owned(),
        "mutation { addWebhook(url: \"http://127.0.0.1/\") { secret } }".to_owned(),
        change("removeWebhook"),
        change("replayWebhook"),
        change("pauseWebhook"),
        change("resumeWebhook"),
        format!("mutation {{ rotateWebhookSecret(id: \"{id}\") {{ secret }} }}"),
    ];
    for document in &documents {
        for (token, code) in [(None, "UNAUTHENTICATED"), (Some(&*partner), "FORBIDDEN")] {
            let found = bench.code(token, document, json!({})).await;
            assert_eq!(found, code, "{document}");
        }
    }
    for document in &documents[2..] {
        let found = bench.code(Some(&bench.token), document, json!({})).await;
        assert_eq!(found, "BAD_USER_INPUT", "{document}");
    }
    let given = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let query =
        "mutation($secret: String) { addWebhook(url: \"http://127.0.0.1:9/?key=k\", secret: $secret) {
        webhook { id createdBy createdAt } secret } }";
    let added = bench.ask(query, json!({ "secret": given })).await;
    assert_eq!(added["addWebhook"]["secret"], Value::Null);
    assert_eq!(added["addWebhook"]["webhook"]["createdBy"], "ana");
    let listed = bench
        .ask(
            "{ webhooks { totalCount nodes { url state behind deliveries failures
        lastFailure nextAttemptAt deliveredAt cursor } } }",
            json!({}),
        )
        .await;
    assert_eq!(listed["webhooks"]["totalCount"], 1);
    let shown = &listed["webhooks"]["nodes"][0]["url"];
    assert_eq!(shown, "http://127.0.0.1:9/?…");
    let webhook = bench.store.webhooks().await.unwrap().remove(0);
    assert!(!format!("{webhook:?}").contains("MfKQ"), "{webhook:?}");
    assert_eq!(webhook.url, "http://127.0.0.1:9/?key=k");
    let removed = "mutation($id: ID!) { removeWebhook(id: $id) { id } }";
    let id = json!({ "id": webhook.id.as_str() });
    bench.ask(removed, id).await;
    assert!(bench.store.webhooks().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_replaced_secret_signs_for_a_day_beside_the_new_one() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let (id, first) = bench.add(&receiver.url).await;
    let shown = async || {
        let query = "{ webhooks { nodes { earlierSecretsUntil } } }";
        let mut data = bench.ask(query, json!({})).await;
        data["webhooks"]["nodes"][0]["earlierSecretsUntil"].take()
    };
    assert_eq!(shown().await, Value::Null);
    let rotate = async |secret: Option<&str>| {
        let query = "mutation($id: ID!, $secret: String) {
            rotateWebhookSecret(id: $id, secret: $secret) {
                webhook { id earlierSecretsUntil } secret } }";
        let variables = json!({ "id": id, "secret": secret });
        bench.ask(query, variables).await["rotateWebhookSecret"].take()
    };
    let rotated = rotate(None).await;
    let expected = json!({ "id": id, "earlierSecretsUntil": "2026-11-23T12:00:00Z" });
    assert_eq!(rotated["webhook"], expected);
    let second = rotated["secret"].as_str().unwrap();
    let first = secret_text(&first);
    // Each step: hours until it, and the secrets that sign what is published then.
    let mut places = 0..;
    let mut signed_with = async |secrets: &[&str]| {
        let place = places.next().unwrap();
        assert_signed(&bench, &receiver, place, secrets).await;
    };
    signed_with(&[second, &first]).await;
    bench.clock.advance(TimeDelta::hours(12));
    let third = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let rotated = rotate(Some(third)).await;
    assert_eq!(
        rotated["secret"],
        Value::Null,
        "a given secret is not shown"
    );
    signed_with(&[third, second, &first]).await;
    bench.clock.advance(TimeDelta::seconds(12 * 3_600 - 1));
    signed_with(&[third, second, &first]).await;
    bench.clock.advance(TimeDelta::seconds(1));
    signed_with(&[third, second]).await;
    assert_eq!(shown().await, "2026-11-24T00:00:00Z");
    bench.clock.advance(TimeDelta::hours(12));
    signed_with(&[third]).await;
    assert_eq!(shown().await, Value::Null);
    let webhook = bench.webhook(&id).await;
    assert!(!format!("{webhook:?}").contains("MfKQ"), "{webhook:?}");
}

/// Publishes a change, whose event, the receiver's next at this place, has to be signed with these.
async fn assert_signed(bench: &Bench, receiver: &Receiver, place: usize, secrets: &[&str]) {
    bench.publish(&[&format!("hook-{place}")]).await;
    let event = receiver.until(place + 1).await.remove(place);
    let found = &event.headers["webhook-signature"];
    assert_eq!(*found, signature(&event, secrets), "event {place}");
}

/// A receiver that was promised a day keeps it, whatever else is replaced meanwhile.
#[tokio::test]
async fn no_rotation_takes_the_day_of_a_secret() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let (id, first) = bench.add(&receiver.url).await;
    let first = secret_text(&first);
    let rotated = async |secret: Option<&str>| {
        let query = "mutation($id: ID!, $secret: String) {
            rotateWebhookSecret(id: $id, secret: $secret) { secret } }";
        let variables = json!({ "id": id, "secret": secret });
        let (_, answer) = bench
            .server
            .post_as(Some(&bench.token), query, variables)
            .await;
        answer
    };
    let mut places = 0..;
    let mut signed_with = async |secrets: &[&str]| {
        let place = places.next().unwrap();
        assert_signed(&bench, &receiver, place, secrets).await;
    };
    let own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    for _ in 0..6 {
        let answer = rotated(Some(own)).await;
        assert_eq!(answer.get("errors"), None, "{answer:#}");
    }
    signed_with(&[own, &first]).await;
    rotated(Some(&first)).await;
    signed_with(&[&first, own]).await;
    rotated(Some(own)).await;
    signed_with(&[own, &first]).await;

    let mut signing = vec![first, own.to_owned()];
    for place in 0..7 {
        let answer = rotated(None).await;
        if place < 3 {
            let secret = answer["data"]["rotateWebhookSecret"]["secret"].as_str();
            signing.push(secret.unwrap().to_owned());
            continue;
        }
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{answer:#}");
        assert_eq!(error["extensions"]["argument"], "id");
        let message = "Argument \"id\": 4 replaced secrets of this webhook still sign; replace the \
                       current one after 2026-11-23T12:00:00Z.";
        assert_eq!(error["message"], message);
    }
    let newest_first: Vec<_> = signing.iter().rev().map(String::as_str).collect();
    signed_with(&newest_first).await;
    bench.clock.advance(TimeDelta::hours(24));
    let answer = rotated(None).await;
    let newest = answer["data"]["rotateWebhookSecret"]["secret"].as_str();
    signed_with(&[newest.unwrap(), newest_first[0]]).await;
}

#[tokio::test]
async fn errors_of_webhooks_name_the_argument() {
    let bench = Bench::start().await;
    let (id, _) = bench.add("http://127.0.0.1:9/").await;
    let unknown = "wh-000000000000000000000000";
    let foreign = "c10000000000000001ffffffffffffffff";
    let query =
        "mutation($id: ID!, $since: String) { replayWebhook(id: $id, since: $since) { id } }";
    for (id, since, code, argument) in [
        (&*id, "garbage", "CURSOR_INVALID", "since"),
        (&*id, foreign, "RESYNC_REQUIRED", "since"),
        (unknown, "", "CURSOR_INVALID", "since"),
    ] {
        let variables = json!({ "id": id, "since": since });
        let (_, answer) = bench
            .server
            .post_as(Some(&bench.token), query, variables)
            .await;
        let extensions = &answer["errors"][0]["extensions"];
        let found = (&extensions["code"], &extensions["argument"]);
        assert_eq!(found, (&json!(code), &json!(argument)), "{answer:#}");
    }
    for mutation in ["pauseWebhook", "removeWebhook"] {
        let query = format!("mutation($id: ID!) {{ {mutation}(id: $id) {{ id }} }}");
        let variables = json!({ "id": unknown });
        let (_, answer) = bench
            .server
            .post_as(Some(&bench.token), &query, variables)
            .await;
        let extensions = &answer["errors"][0]["extensions"];
        let found = (&extensions["code"], &extensions["argument"]);
        let expected = (&json!("BAD_USER_INPUT"), &json!("id"));
        assert_eq!(found, expected, "{mutation}: {answer:#}");
    }
}

/// What the receiver expects in `webhook-signature` of these secrets.
fn signature(event: &Received, secrets: &[&str]) -> String {
    let secrets: Vec<_> = secrets
        .iter()
        .map(|text| secret_from_text(text).unwrap())
        .collect();
    let timestamp = event.headers["webhook-timestamp"].parse().unwrap();
    sign(secrets.iter(), event.id(), timestamp, &event.body).signature
}

#[tokio::test]
async fn the_command_does_what_the_api_does() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let folder = folder();
    let database = &bench.server.database;
    let run = |arguments: &[&str]| on_database(database, folder.path(), arguments);
    let add =
        |options: &[&str]| run(&[&["webhook", "add", "--url", &receiver.url], options].concat());
    failed(&add(&[]), "WEBHOOK_ADDRESS_REFUSED");
    let private = "--webhook-private-addresses";
    let unknown = add(&[private, "--vendors", "nobody"]);
    failed(&unknown, "VENDOR_UNKNOWN");
    let empty = add(&[private, "--secret", "-"]);
    failed(&empty, "WEBHOOK_SECRET_INVALID");
    let added = add(&[private, "--kinds", "vendor,EXAM", "--vendors", "cncf"]);
    let added = succeeded(&added);
    let lines: Vec<&str> = added.lines().collect();
    let [id, secret] = lines[..] else {
        panic!("{added}");
    };
    bench.publish(&["cncf"]).await;
    let event = receiver.until(1).await.remove(0);
    assert_eq!(
        event.headers["webhook-signature"],
        signature(&event, &[secret])
    );
    bench.until_delivered(id, 1).await;

    let status = succeeded(&run(&["webhook", "status", id]));
    for row in [
        "state                 ACTIVE",
        "kinds                 VENDOR,EXAM",
        "behind                0",
        "deliveries            1",
        "earlier secret until  none",
    ] {
        assert!(status.contains(row), "{row}\n{status}");
    }
    assert!(succeeded(&run(&["webhook", "pause", id])).contains("PAUSED"));
    assert!(succeeded(&run(&["webhook", "list"])).contains(&receiver.url));
    assert!(succeeded(&run(&["webhook", "resume", id])).contains("ACTIVE"));
    let rotated = succeeded(&run(&["webhook", "rotate", id]));
    let lines: Vec<&str> = rotated.lines().collect();
    let [rotated, newer] = lines[..] else {
        panic!("{rotated}");
    };
    assert_eq!(rotated, id);
    assert_ne!(newer, secret);
    let status = succeeded(&run(&["webhook", "status", id]));
    assert!(status.contains("earlier secret until  2"), "{status}");
    assert!(!status.contains("whsec_"), "{status}");
    succeeded(&run(&["webhook", "replay", id]));
    let event = receiver.until(2).await.remove(1);
    // Whether the one before signs too depends on the clock of this machine.
    let signatures = event.headers["webhook-signature"].split(' ');
    assert_eq!(
        signatures.take(1).collect::<String>(),
        signature(&event, &[newer])
    );
    failed(
        &run(&["webhook", "rotate", id, "--secret", "-"]),
        "WEBHOOK_SECRET_INVALID",
    );
    let foreign = "c10000000000000001ffffffffffffffff";
    failed(
        &run(&["webhook", "replay", id, "--since", foreign]),
        "RESYNC_REQUIRED",
    );
    succeeded(&run(&["webhook", "remove", id]));
    failed(&run(&["webhook", "status", id]), "WEBHOOK_UNKNOWN");
    failed(&run(&["webhook", "rotate", id]), "WEBHOOK_UNKNOWN");
    assert_eq!(
        run(&["webhook", "status", "nonsense"]).status.code(),
        Some(2)
    );
}
