//! Who is let in over HTTP: tokens, points, and the addresses of clients behind proxies.

use std::{sync::Arc, time::Duration};

use certgraph::{
    config::ServeSettings,
    store::{self, Store, StoreOptions, TokenScope},
};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{RequestBuilder, Response};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::support::{
    database::fresh,
    server::{NOW, SetClock, TestServer, settings},
};

const VIEWER: &str = "{ viewer { name scope } }";

/// A server whose clock the test moves, and a store over its database.
struct Site {
    server: TestServer,
    store: Store,
    clock: Arc<SetClock>,
    client: reqwest::Client,
}

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

fn seconds(seconds: f64) -> TimeDelta {
    TimeDelta::from_std(Duration::from_secs_f64(seconds)).unwrap()
}

impl Site {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(adjust: impl FnOnce(&mut ServeSettings)) -> Self {
        let database = fresh().await;
        let mut settings = settings(&database);
        settings.seed = false;
        adjust(&mut settings);
        let clock = SetClock::at(NOW);
        let server = TestServer::with(database, settings, clock.clone()).await;
        let store = store::connect(server.database.url(), StoreOptions::default());
        let store = store.await.unwrap();
        Self {
            server,
            store,
            clock,
            client: reqwest::Client::new(),
        }
    }

    /// A server that limits addresses to 10 points a second and 100 at once, tokens to tenfold.
    async fn limited(adjust: impl FnOnce(&mut ServeSettings)) -> Self {
        Self::with(|settings| {
            settings.callers.anonymous_rate = 10;
            settings.callers.anonymous_burst = 100;
            settings.callers.token_rate = 100;
            settings.callers.token_burst = 1_000;
            adjust(settings);
        })
        .await
    }

    async fn token(&self, name: &str, scope: TokenScope, expires_at: Option<&str>) -> String {
        let expires_at = expires_at.map(|text| text.parse().unwrap());
        let name = name.parse().unwrap();
        let secret = self.store.create_token(&name, scope, expires_at, now());
        secret.await.unwrap().reveal()
    }

    fn post(&self, query: &str) -> RequestBuilder {
        self.client
            .post(format!("{}/graphql", self.server.url))
            .header("accept", "application/graphql-response+json")
            .json(&json!({ "query": query }))
    }

    /// The status, and who the server takes the bearer of a token for.
    async fn viewer(&self, token: &str) -> (u16, Value) {
        let response = self.post(VIEWER).bearer_auth(token).send().await.unwrap();
        let status = response.status().as_u16();
        let mut answer: Value = response.json().await.unwrap();
        (status, answer["data"]["viewer"].take())
    }

    async fn status(&self, token: &str) -> u16 {
        self.viewer(token).await.0
    }

    /// Sends a query from an address that a proxy tells.
    async fn sent_from(&self, address: &str, query: &str) -> Response {
        let request = self.post(query).header("x-forwarded-for", address);
        request.send().await.unwrap()
    }
}

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

async fn code(response: Response) -> String {
    let answer: Value = response.json().await.unwrap();
    let code = answer["errors"][0]["extensions"]["code"].as_str();
    code.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn bearers_are_known_by_their_tokens() {
    let site = Site::start().await;
    let partner = site.token("acme", TokenScope::Partner, None).await;
    let editor = site.token("jo", TokenScope::Editor, None).await;
    let viewer = |name: &str, scope: &str| (200, json!({ "name": name, "scope": scope }));
    assert_eq!(site.viewer(&partner).await, viewer("acme", "PARTNER"));
    assert_eq!(site.viewer(&editor).await, viewer("jo", "EDITOR"));
    let anonymous = site.post(VIEWER).send().await.unwrap();
    let answer: Value = anonymous.json().await.unwrap();
    assert_eq!(answer, json!({ "data": { "viewer": null } }));
    let by_get = site
        .client
        .get(format!("{}/graphql", site.server.url))
        .query(&[("query", VIEWER)])
        .header("authorization", format!("bearer  {editor}"))
        .send()
        .await
        .unwrap();
    let answer: Value = by_get.json().await.unwrap();
    assert_eq!(answer["data"]["viewer"]["name"], "jo");
}

#[tokio::test]
async fn a_credential_that_is_no_valid_token_is_refused() {
    let site = Site::start().await;
    let token = site.token("acme", TokenScope::Partner, None).await;
    let unknown = format!("certgraph_{}", "0".repeat(64));
    let wrong = [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Bearer {unknown}"),
        format!("Bearer {}", &token[..73]),
        format!("Bearer {token}0"),
        format!("Bearer {}", token.to_uppercase()),
        format!("Bearer {token} {token}"),
        format!("Token {token}"),
        token.clone(),
    ];
    for credential in wrong {
        for accept in ["application/json", "application/graphql-response+json"] {
            let request = site.post(VIEWER).header("accept", accept);
            let request = request.header("authorization", &credential);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 401, "{credential}");
            assert_eq!(
                header(&response, "www-authenticate"),
                "Bearer realm=\"certgraph\", error=\"invalid_token\""
            );
            assert_eq!(header(&response, "cache-control"), "no-store");
            let answer = response.text().await.unwrap();
            assert!(answer.contains("UNAUTHENTICATED"), "{answer}");
            assert!(!answer.contains(&token[10..20]), "{answer}");
        }
    }
    let twice = site.post(VIEWER).bearer_auth(&token).bearer_auth(&token);
    assert_eq!(twice.send().await.unwrap().status(), 401);
    assert_eq!(site.status(&token).await, 200);
    let elsewhere = site.client.get(format!("{}/readyz", site.server.url));
    let elsewhere = elsewhere.bearer_auth(unknown).send().await.unwrap();
    assert_eq!(elsewhere.status(), 200, "free addresses ask for no token");
}

#[tokio::test]
async fn a_credential_for_a_proxy_is_none_of_ours() {
    let site = Site::start().await;
    let token = site.token("acme", TokenScope::Partner, None).await;
    for credential in [
        "Basic dXNlcjpwYXNz",
        "basic x",
        "Negotiate YII=",
        "Digest username=\"u\"",
        "NTLM TlRM",
    ] {
        let request = site.post(VIEWER).header("authorization", credential);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{credential}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["data"]["viewer"], Value::Null, "{credential}");
        // A token beside it counts.
        let request = site.post(VIEWER).header("authorization", credential);
        let answer: Value = request
            .bearer_auth(&token)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(answer["data"]["viewer"]["name"], "acme", "{credential}");
    }
}

#[tokio::test]
async fn a_cached_response_costs_one_point() {
    let site = Site::limited(|_| {}).await;
    let query = "{ roles { totalCount } }";
    let mut left = Vec::new();
    for _ in 0..6 {
        let response = site.post(query).send().await.unwrap();
        assert_eq!(response.status(), 200);
        left.push(header(&response, "ratelimit"));
    }
    let points = left.iter().map(|field| {
        let points = field
            .split(";r=")
            .nth(1)
            .and_then(|rest| rest.split(';').next());
        points.unwrap().parse().unwrap()
    });
    let points: Vec<i64> = points.collect();
    let differences: Vec<_> = points.windows(2).map(|pair| pair[0] - pair[1]).collect();
    assert_eq!(differences, [1; 5], "{left:?}");
    for _ in 0..points[5] {
        site.post(query).send().await.unwrap();
    }
    let response = site.post(query).send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(code(response).await, "RATE_LIMITED");
}

#[tokio::test]
async fn a_token_expires_and_is_revoked_in_running_servers() {
    let site = Site::start().await;
    let brief = site
        .token("brief", TokenScope::Partner, Some("2026-11-22T12:00:03Z"))
        .await;
    let token = site.token("acme", TokenScope::Partner, None).await;
    assert_eq!(site.status(&brief).await, 200);
    site.clock.advance(seconds(2.999));
    assert_eq!(site.status(&brief).await, 200);
    site.clock.advance(seconds(0.001));
    assert_eq!(site.status(&brief).await, 401, "it expires to the instant");

    assert_eq!(site.status(&token).await, 200);
    let name = "acme".parse().unwrap();
    site.store.revoke_token(&name, now()).await.unwrap();
    site.clock.advance(seconds(5.0));
    assert_eq!(site.status(&token).await, 401);
}

#[tokio::test]
async fn a_new_token_is_accepted_within_a_second_of_another_s_refusal() {
    let site = Site::start().await;
    let unknown = format!("certgraph_{}", "0".repeat(64));
    assert_eq!(site.status(&unknown).await, 401);
    let token = site.token("acme", TokenScope::Partner, None).await;
    site.clock.advance(seconds(1.0));
    assert_eq!(site.status(&token).await, 200);
}

#[tokio::test]
async fn the_last_use_is_noted_once_a_minute() {
    let site = Site::start().await;
    let token = site.token("acme", TokenScope::Partner, None).await;
    let noted = async |expected: f64| {
        let expected = Some(now() + seconds(expected));
        for _ in 0..200 {
            if site.store.tokens().await.unwrap()[0].last_used_at == expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the use at {expected:?} is not noted");
    };
    assert_eq!(site.status(&token).await, 200);
    noted(0.0).await;
    for _ in 0..5 {
        site.clock.advance(seconds(11.0));
        assert_eq!(site.status(&token).await, 200);
    }
    noted(0.0).await;
    site.clock.advance(seconds(5.0));
    assert_eq!(site.status(&token).await, 200);
    noted(60.0).await;
}

#[tokio::test]
async fn known_tokens_survive_a_database_outage_and_unknown_ones_get_503() {
    let site = Site::start().await;
    let token = site.token("acme", TokenScope::Partner, None).await;
    assert_eq!(site.status(&token).await, 200);
    let connection = Database::connect(site.server.database.url()).await.unwrap();
    let rename = async |from: &str, to: &str| {
        let statement = format!("ALTER TABLE {from} RENAME TO {to}");
        connection.execute_unprepared(&statement).await.unwrap();
    };
    rename("access_token", "access_token_away").await;
    let other = site
        .post(VIEWER)
        .bearer_auth(format!("certgraph_{}", "0".repeat(64)));
    site.clock.advance(seconds(6.0));
    assert_eq!(site.status(&token).await, 200);
    let response = other.try_clone().unwrap().send().await.unwrap();
    assert_eq!(response.status(), 503);
    assert_eq!(header(&response, "retry-after"), "2");
    assert_eq!(code(response).await, "UNAVAILABLE");
    site.clock.advance(seconds(3_500.0));
    assert_eq!(site.status(&token).await, 200);
    site.clock.advance(seconds(100.0));
    assert_eq!(site.status(&token).await, 503, "an hour is enough");
    let anonymous = site.post(VIEWER).send().await.unwrap();
    assert_eq!(anonymous.status(), 200);

    rename("access_token_away", "access_token").await;
    site.clock.advance(seconds(1.0));
    assert_eq!(site.status(&token).await, 200);
    assert_eq!(other.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn points_are_spent_by_cost_and_flow_back_with_time() {
    let site = Site::limited(|_| {}).await;
    // Another text each time: an answer that is ready costs one point.
    let costs_21 = |nth: u32| format!("{{ exams {{ nodes {{ code }} }} }} # {nth}");
    for (nth, left) in [(1, 79), (2, 58), (3, 37), (4, 16)] {
        let response = site.post(&costs_21(nth)).send().await.unwrap();
        assert_eq!(response.status(), 200, "request {nth}");
        let reset = (100_u64 - left).div_ceil(10);
        assert_eq!(
            header(&response, "ratelimit"),
            format!("\"anonymous\";r={left};t={reset}")
        );
        assert_eq!(
            header(&response, "ratelimit-policy"),
            "\"anonymous\";q=100;qu=\"points\";w=10"
        );
        assert_eq!(header(&response, "retry-after"), "");
    }
    let ready = site.post(&costs_21(4)).send().await.unwrap();
    assert_eq!(header(&ready, "ratelimit"), "\"anonymous\";r=15;t=9");
    let refused = site.post(&costs_21(5)).send().await.unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(header(&refused, "retry-after"), "1");
    let answer: Value = refused.json().await.unwrap();
    assert_eq!(answer["errors"][0]["extensions"]["code"], "RATE_LIMITED");
    assert_eq!(answer["errors"][0]["extensions"]["retryAfterSeconds"], 1);
    assert_eq!(answer.get("data"), None);

    site.clock.advance(seconds(0.7));
    let admitted = site.post(&costs_21(5)).send().await.unwrap();
    assert_eq!(admitted.status(), 200);
    site.clock.advance(seconds(3_600.0));
    let rested = site.post("{ __typename }").send().await.unwrap();
    assert_eq!(header(&rested, "ratelimit"), "\"anonymous\";r=99;t=1");
}

#[tokio::test]
async fn an_empty_bucket_refuses_before_the_body_is_read() {
    let site = Site::limited(|_| {}).await;
    let statuses = async |count: usize| {
        let mut refused = 0;
        for _ in 0..count {
            let request = site.post("{ not graphql");
            let status = request.send().await.unwrap().status().as_u16();
            assert!([400, 429].contains(&status), "{status}");
            refused += usize::from(status == 429);
        }
        refused
    };
    assert_eq!(statuses(110).await, 10);
    let calendar = format!("{}/exams/microsoft/AI-102/study-plan.ics", site.server.url);
    let get = || site.client.get(&calendar).send();
    assert_eq!(get().await.unwrap().status(), 429);
    let export = format!("{}/exports/catalogue.jsonl", site.server.url);
    let export = site.client.get(export).send().await.unwrap();
    assert_eq!(export.status(), 429);
    site.clock.advance(seconds(10.0));
    assert_eq!(get().await.unwrap().status(), 404);
    assert_eq!(
        get().await.unwrap().status(),
        429,
        "a file costs 100 points"
    );
    let schema = site
        .client
        .get(format!("{}/schema.graphql", site.server.url));
    assert_eq!(schema.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_query_above_the_burst_is_served_from_a_full_bucket_and_paid_off_afterwards() {
    let site = Site::limited(|_| {}).await;
    let costs_200 = "{ exams(first: 100) { nodes { code vendor { slug } } } }";
    site.clock.advance(seconds(1.0));
    let spare = site.post("{ __typename }").send().await.unwrap();
    assert_eq!(spare.status(), 200);
    let refused = site.post(costs_200).send().await.unwrap();
    assert_eq!(
        (refused.status().as_u16(), header(&refused, "retry-after")),
        (429, "1".into())
    );
    site.clock.advance(seconds(1.0));
    let response = site.post(costs_200).send().await.unwrap();
    assert_eq!(response.status(), 200, "{:?}", response.headers());
    assert_eq!(header(&response, "ratelimit"), "\"anonymous\";r=0;t=21");
}

#[tokio::test]
async fn a_token_has_a_higher_rate_than_an_address_and_none_of_its_own_without_limits() {
    let site = Site::limited(|_| {}).await;
    let token = site.token("acme", TokenScope::Partner, None).await;
    let costs_21 = "{ exams { nodes { code } } }";
    let response = site
        .post(costs_21)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(header(&response, "ratelimit"), "\"token\";r=979;t=1");
    let anonymous = site
        .post("{ exams { nodes { title } } }")
        .send()
        .await
        .unwrap();
    assert_eq!(header(&anonymous, "ratelimit"), "\"anonymous\";r=79;t=3");

    // Guesses cost the address that they come from, until it may not guess any more.
    let wrong = format!("certgraph_{}", "0".repeat(64));
    let mut statuses = Vec::new();
    for _ in 0..9 {
        statuses.push(site.status(&wrong).await);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(
        site.status(&token).await,
        200,
        "the token's own account is another"
    );

    let free = Site::start().await;
    let response = free.post(costs_21).send().await.unwrap();
    assert_eq!(header(&response, "ratelimit-policy"), "");
}

#[tokio::test]
async fn clients_behind_trusted_proxies_are_distinguished() {
    let site = Site::limited(|settings| {
        settings.callers.trusted_proxies = "127.0.0.0/8, 10.0.0.0/8".parse().unwrap();
    })
    .await;
    let remaining = async |address: &str| {
        let response = site.sent_from(address, "{ __typename }").await;
        header(&response, "ratelimit")
    };
    assert_eq!(remaining("203.0.113.5").await, "\"anonymous\";r=99;t=1");
    assert_eq!(remaining("203.0.113.5").await, "\"anonymous\";r=98;t=1");
    assert_eq!(remaining("203.0.113.6").await, "\"anonymous\";r=99;t=1");
    assert_eq!(
        remaining("203.0.113.9, 203.0.113.5, 10.1.1.1").await,
        "\"anonymous\";r=97;t=1"
    );
    assert_eq!(remaining("2001:db8::1").await, "\"anonymous\";r=99;t=1");
    assert_eq!(remaining("2001:db8::ffff").await, "\"anonymous\";r=98;t=1");

    let open = Site::limited(|_| {}).await;
    for (address, left) in [("203.0.113.5", 99), ("203.0.113.6", 98)] {
        let response = open.sent_from(address, "{ __typename }").await;
        let expected = format!("\"anonymous\";r={left};t=1");
        assert_eq!(
            header(&response, "ratelimit"),
            expected,
            "nobody is believed"
        );
    }
}

#[tokio::test]
async fn the_cost_is_reported_on_request() {
    let site = Site::start().await;
    let query = "{ exams(first: 100) { nodes { vendor { name } } } }";
    let ask = async |extensions: Value| {
        let body = json!({ "query": query, "extensions": extensions });
        let response = site.post("").json(&body).send().await.unwrap();
        let mut answer: Value = response.json().await.unwrap();
        answer["extensions"].take()
    };
    let cost = ask(json!({ "cost": true })).await;
    assert_eq!(
        cost["cost"],
        json!({
            "charged": 201, "points": 201, "mostPoints": 10_000,
            "values": 100, "mostValues": 50_000,
            "introspectionPoints": 0, "mostIntrospectionPoints": 500_000,
            "selections": 4, "mostSelections": 5_000, "depth": 4, "mostDepth": 15,
        })
    );
    assert_eq!(ask(json!({})).await, Value::Null);
    assert_eq!(ask(json!({ "cost": false })).await, Value::Null);
    let by_get = site
        .client
        .get(format!("{}/graphql", site.server.url))
        .query(&[("query", query), ("extensions", "{\"cost\":true}")]);
    let answer: Value = by_get.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["extensions"], cost);
}

#[tokio::test]
async fn the_reported_limits_are_enforced() {
    let site = Site::start().await;
    let ask = async |query: &str| -> Value {
        let response = site.post(query).send().await.unwrap();
        response.json().await.unwrap()
    };
    let told = ask("{ limits { depth aliases rootFields largestPageSize points } }").await;
    assert_eq!(
        told["data"]["limits"],
        json!({
            "depth": 15, "aliases": 50, "rootFields": 20, "largestPageSize": 100, "points": 10_000,
        })
    );
    let roots = |count: usize| {
        let fields: Vec<_> = (0..count).map(|n| format!("a{n}: __typename")).collect();
        format!("{{ {} }}", fields.join(" "))
    };
    assert_eq!(ask(&roots(20)).await.get("errors"), None);
    let over = ask(&roots(21)).await;
    assert_eq!(over["errors"][0]["extensions"]["code"], "QUERY_TOO_COMPLEX");
    let many = |count: usize, make: &dyn Fn(usize) -> String| -> String {
        (0..count).map(make).collect::<Vec<_>>().join(" ")
    };
    let aliases = |count| {
        format!(
            "{{ catalogue {{ {} }} }}",
            many(count, &|n| format!("a{n}: revision"))
        )
    };
    let directives = |count| {
        format!(
            "{{ catalogue {{ {} }} }}",
            "revision @skip(if: true) ".repeat(count)
        )
    };
    let variables = |count| {
        let declared = many(count, &|n| format!("$v{n}: Int"));
        format!("query({declared}) {{ catalogue {{ revision }} }}")
    };
    let fragments = |count| {
        let fragments = many(count, &|n| {
            format!("fragment f{n} on Query {{ __typename }}")
        });
        format!("{{ __typename }} {fragments}")
    };
    for (limit, document) in [
        (50, &aliases as &dyn Fn(usize) -> String),
        (50, &directives),
        (100, &variables),
        (100, &fragments),
    ] {
        let code = async |count| {
            let answer = ask(&document(count)).await;
            answer["errors"][0]["extensions"]["code"].clone()
        };
        assert_ne!(code(limit).await, "QUERY_TOO_COMPLEX", "{limit}");
        assert_eq!(code(limit + 1).await, "QUERY_TOO_COMPLEX", "{limit}");
    }
    let over = ask("{ exams(first: 101) { totalCount } }").await;
    assert_eq!(over["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}
