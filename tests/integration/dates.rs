//! The calendar of change told live and in files: the subscription over restarts and several servers,
//! iCalendar files and Atom feeds read by other programs' readers.

use std::collections::{BTreeMap, BTreeSet};

use certgraph::{
    catalogue::{Content, Day, Fact, FactName},
    graphql::{Engine, ServedDays, Services, schema},
    http::Clock,
};
use chrono::{Days, NaiveDate};
use icalendar::{Calendar, Component, DatePerhapsTime};
use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    database::fresh,
    edge::{Edge, EdgeParts, code, header, read},
    event_stream::EventStream,
    server::{SetClock, TestServer, clock_at, settings},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A server over the shipped catalogue whose days begin by hand.
fn edge_on(today: &str) -> (Edge, ServedDays) {
    let services = Services::new();
    let days = services.days.clone();
    let edge = Edge::assemble(EdgeParts {
        engine: Engine::new(schema(services)),
        clock: clock_at(&format!("{today}T23:00:00Z")),
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 7);
    days.serve(edge.live.current().unwrap(), day(today));
    (edge, days)
}

async fn open(edge: &Edge, after: Option<&str>, filter: &str) -> EventStream {
    let after = after.map_or(String::new(), |after| format!("after: \"{after}\", "));
    let query = format!(
        "subscription {{ transitions({after}filter: {filter}) {{ day kind cursor exam {{ code }} }} }}"
    );
    EventStream::open(&format!("http://{}", edge.address), &query, None).await
}

/// The next transition: its day, kind and cursor.
async fn told(events: &mut EventStream) -> (String, String, String) {
    let event = events.dispatched().await.expect("a transition");
    let data: Value = serde_json::from_str(&event.data.unwrap()).unwrap();
    let transition = &data["data"]["transitions"];
    let text = |name: &str| transition[name].as_str().unwrap_or_default().to_owned();
    // A browser resumes where the client would.
    assert_eq!(event.id.as_deref(), transition["cursor"].as_str());
    (text("day"), text("kind"), text("cursor"))
}

const AI_102: &str =
    "{ exams: [\"AI-102\"], kinds: [LAST_DAY_TO_SIT, RETIRED, CERTIFICATION_CLOSED] }";

#[tokio::test]
async fn a_transition_is_told_when_its_day_begins_and_once_over_restarts_and_servers() {
    let (edge, days) = edge_on("2026-06-29");
    let mut events = open(&edge, None, AI_102).await;
    // An event without data shows that the stream has read up to today.
    days.begin(day("2026-06-30"));
    let (on, kind, cursor) = told(&mut events).await;
    assert_eq!((&*on, &*kind), ("2026-06-30", "LAST_DAY_TO_SIT"));
    // A day that has begun does not begin again.
    days.begin(day("2026-06-30"));
    days.begin(day("2026-07-01"));
    let (on, kind, second) = told(&mut events).await;
    assert_eq!((&*on, &*kind), ("2026-07-01", "RETIRED"));
    drop(events);

    // Another server, on a later day, continues where the client was.
    let (other, other_days) = edge_on("2026-07-05");
    let mut events = open(&other, Some(&cursor), AI_102).await;
    let (_, kind, again) = told(&mut events).await;
    assert_eq!((kind.as_str(), again), ("RETIRED", second.clone()));
    let (_, kind, last) = told(&mut events).await;
    assert_eq!(kind, "CERTIFICATION_CLOSED");
    // A new snapshot tells nothing twice; the next one comes from another subject.
    other.publish(shipped(), 8);
    other_days.serve(other.live.current().unwrap(), day("2026-07-05"));
    drop(events);
    let next = "{ exams: [\"AI-102\", \"AZ-204\"], kinds: [RETIRED] }";
    let mut events = open(&other, Some(&last), next).await;
    other_days.begin(day("2026-08-01"));
    let (on, kind, _) = told(&mut events).await;
    assert_eq!((&*on, &*kind), ("2026-08-01", "RETIRED"));
}

#[tokio::test]
async fn replay_and_pages_tell_the_same() {
    let (edge, _) = edge_on("2026-07-31");
    let filter = "{ vendors: [\"microsoft\"] }";
    let query = format!(
        "{{ transitions(from: \"2026-06-01\", to: \"2026-07-31\", filter: {filter}, first: 100) {{
            totalCount nodes {{ day kind cursor }} }} }}"
    );
    let (_, answer) = edge.ask(&query).await;
    let nodes = answer["data"]["transitions"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 100);
    let mut events = open(&edge, Some(nodes[0]["cursor"].as_str().unwrap()), filter).await;
    for node in &nodes[1..] {
        let (on, kind, cursor) = told(&mut events).await;
        assert_eq!(json!({ "day": on, "kind": kind, "cursor": cursor }), *node);
    }
}

#[tokio::test]
async fn a_cursor_of_another_subscription_is_refused() {
    let (edge, _) = edge_on("2026-07-31");
    for after in ["c10000000000000001", "t1", "t1AAAA", "nonsense"] {
        let query = format!("subscription {{ transitions(after: \"{after}\") {{ day }} }}");
        let request = edge.request(reqwest::Method::GET, "/graphql");
        let request = request.query(&[("query", query)]);
        let request = request.header("accept", "text/event-stream");
        let (status, answer) = read(request.send().await.unwrap()).await;
        assert_eq!((status, code(&answer)), (400, "CURSOR_INVALID"), "{after}");
    }
}

#[tokio::test]
async fn the_server_begins_days_by_its_clock() {
    let clock = SetClock::at("2026-06-30T23:59:59Z");
    let shared: std::sync::Arc<dyn Clock> = clock.clone();
    let database = fresh().await;
    let settings = settings(&database);
    let server = TestServer::with(database, settings, shared).await;
    let query =
        "subscription { transitions(filter: { exams: [\"AI-102\"], kinds: [RETIRED] }) { day } }";
    let mut events = EventStream::open(&server.url, query, None).await;
    clock.set("2026-07-01T00:00:00Z");
    let event = events.dispatched().await.unwrap();
    assert_eq!(
        event.data.as_deref(),
        Some(r#"{"data":{"transitions":{"day":"2026-07-01"}}}"#)
    );
}

async fn calendar(edge: &Edge, address: &str) -> Calendar {
    let response = edge.get(address).await;
    assert_eq!(response.status(), 200, "{address}");
    let text = response.text().await.unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    text.parse().unwrap()
}

/// The events of a calendar by their identifiers: the day, and the summary.
fn events(calendar: &Calendar) -> BTreeMap<String, (NaiveDate, String)> {
    let mut found = BTreeMap::new();
    for event in calendar.components.iter().filter_map(|it| it.as_event()) {
        let date = |value: Option<DatePerhapsTime>| match value {
            Some(DatePerhapsTime::Date(day)) => day,
            other => panic!("no all-day event: {other:?}"),
        };
        let (start, end) = (date(event.get_start()), date(event.get_end()));
        // The end of an all-day event is the day after it.
        assert_eq!(end, start + Days::new(1));
        let uid = event.get_uid().unwrap().to_owned();
        let stamp = event.get_timestamp().unwrap();
        let _: chrono::DateTime<chrono::Utc> = stamp;
        let summary = event.get_summary().unwrap().to_owned();
        assert!(
            event.get_description().is_some_and(|text| !text.is_empty()),
            "{summary}"
        );
        assert!(
            found.insert(uid, (start, summary)).is_none(),
            "an identifier twice"
        );
    }
    found
}

#[tokio::test]
async fn another_reader_understands_the_calendars() {
    let (edge, _) = edge_on("2026-11-28");
    let response = edge
        .get("/calendars/exams/microsoft/ai-102.ics?asOf=2026-06-12")
        .await;
    assert_eq!(
        header(&response, "content-type"),
        "text/calendar; charset=utf-8; method=PUBLISH"
    );
    assert_eq!(
        header(&response, "content-disposition"),
        "attachment; filename=\"AI-102-dates.ics\""
    );
    assert!(header(&response, "cache-control").contains("max-age"));
    let tag = header(&response, "etag").to_owned();
    let again = edge
        .request(
            reqwest::Method::GET,
            "/calendars/exams/microsoft/AI-102.ics?asOf=2026-06-12",
        )
        .header("if-none-match", tag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);

    let exam = calendar(
        &edge,
        "/calendars/exams/microsoft/AI-102.ics?asOf=2026-06-12",
    )
    .await;
    let exam: Vec<(NaiveDate, String)> = events(&exam).into_values().collect();
    assert!(exam.contains(&(day("2026-06-30"), "AI-102: last day to take it".to_owned())));
    for address in [
        "vendors/aws",
        "vendors/microsoft",
        "roles/azure-ai-engineer",
    ] {
        let found = events(&calendar(&edge, &format!("/calendars/{address}.ics")).await);
        assert!(found.len() >= 5, "{address}: {}", found.len());
    }
    let held = "/calendars/held.ics?held=cncf/CKA@2024-03-31,microsoft/AZ-104@2026-02-01";
    let held: Vec<(NaiveDate, String)> =
        events(&calendar(&edge, held).await).into_values().collect();
    assert!(
        held.contains(&(day("2027-03-31"), "CKA: last day to renew".to_owned())),
        "{held:?}"
    );

    for (address, status) in [
        ("/calendars/vendors/nobody.ics", 404),
        ("/calendars/roles/nobody.ics", 404),
        ("/calendars/exams/microsoft/XX-1.ics", 404),
        ("/calendars/held.ics", 400),
        ("/calendars/held.ics?held=cncf/CKA", 400),
        ("/calendars/held.ics?held=cncf/NONE@2024-03-31", 400),
        ("/calendars/held.ics?held=cncf/CKA@2024-02-31", 400),
        ("/calendars/held.ics?held=microsoft/AI-102@2026-08-01", 400),
        ("/feeds/vendors/nobody.atom", 404),
        ("/feeds/held.atom", 400),
    ] {
        assert_eq!(edge.get(address).await.status(), status, "{address}");
    }
}

#[tokio::test]
async fn another_reader_understands_the_feeds() {
    let (edge, _) = edge_on("2026-11-28");
    let address = "/feeds/vendors/microsoft.atom?asOf=2026-07-05";
    let response = edge.get(address).await;
    assert_eq!(
        header(&response, "content-type"),
        "application/atom+xml; charset=utf-8"
    );
    let feed = feed_rs::parser::parse(&*response.bytes().await.unwrap()).unwrap();
    assert_eq!(feed.feed_type, feed_rs::model::FeedType::Atom);
    assert_eq!(feed.title.unwrap().content, "Microsoft: dates");
    let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), feed.entries.len());
    let retired = feed.entries.iter().find(|entry| {
        let title = entry.title.as_ref().unwrap();
        title.content == "2026-07-01 AI-102: retired"
    });
    let retired = retired.expect("AI-102 has retired");
    assert_eq!(
        retired.updated.unwrap().to_rfc3339(),
        "2026-07-01T00:00:00+00:00"
    );
    assert_eq!(
        retired.links[0].href,
        "https://certs.example/exams/microsoft/AI-102"
    );
    let summary = &retired.summary.as_ref().unwrap().content;
    assert_eq!(
        summary,
        "AI-102 has retired and can no longer be booked; AI-103 follows."
    );
    let updated: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| entry.updated.unwrap())
        .collect();
    assert!(
        updated
            .iter()
            .all(|instant| *instant <= feed.updated.unwrap())
    );
    for address in [
        "/feeds/roles/azure-ai-engineer.atom",
        "/feeds/exams/microsoft/AI-102.atom?asOf=2026-07-05",
        "/feeds/held.atom?held=cncf/CKA@2024-03-31&asOf=2027-04-02",
    ] {
        let bytes = edge.get(address).await.bytes().await.unwrap();
        let feed = feed_rs::parser::parse(&*bytes).unwrap();
        assert!(!feed.entries.is_empty(), "{address}");
    }
}

/// What a program that imports the file again and again has: it adds events and replaces those with the
/// same identifier.
#[tokio::test]
async fn importing_again_after_a_hundred_edits_doubles_nothing() {
    let (edge, _) = edge_on("2026-11-28");
    let address = "/calendars/vendors/microsoft.ics?asOf=2026-06-12";
    let mut content = shipped();
    let first = events(&calendar(&edge, address).await);
    let mut imported = first.clone();
    let mut random: u64 = 7;
    let mut next = |most: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(random >> 33).unwrap() % most
    };
    let mut moved = 0;
    for revision in 0..100 {
        moved += usize::from(edit(&mut content, &mut next));
        edge.publish(content.clone(), 8 + revision);
        imported.extend(events(&calendar(&edge, address).await));
    }
    assert!(moved > 80, "{moved}");
    let now = events(&calendar(&edge, address).await);
    // Nothing is there twice: what an earlier file had and this one has not is an event that is gone,
    // not the same event under another name.
    let names = |events: &BTreeMap<String, (NaiveDate, String)>| {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for (_, summary) in events.values() {
            *names.entry(summary.clone()).or_default() += 1;
        }
        names
    };
    let (of_all, of_now) = (names(&imported), names(&now));
    for (summary, count) in &of_now {
        assert_eq!(of_all[summary], *count, "{summary}");
    }
    // Events move and keep their identifiers.
    let kept: Vec<bool> = first
        .iter()
        .filter_map(|(uid, (day, _))| Some(now.get(uid)?.0 == *day))
        .collect();
    assert!(
        kept.len() * 10 > first.len() * 8,
        "{} of {}",
        kept.len(),
        first.len()
    );
    assert!(kept.iter().filter(|stayed| !**stayed).count() >= 10);
}

/// Moves an end of an exam of Microsoft's by some days, or changes its title. Whether a date moved.
fn edit(content: &mut Content, next: &mut impl FnMut(usize) -> usize) -> bool {
    let with_end = |name: FactName| move |fact: &Fact| fact.name == name && fact.value().is_some();
    let ends: Vec<usize> = content
        .exams
        .iter()
        .enumerate()
        .filter(|(_, exam)| {
            exam.vendor.as_str() == "microsoft"
                && exam.facts.iter().any(with_end(FactName::RetiresOn))
        })
        .map(|(index, _)| index)
        .collect();
    let index = ends[next(ends.len())];
    let mut exam = (*content.exams[index]).clone();
    if next(8) == 0 {
        exam.title.push_str(" (renamed)");
        content.exams[index] = exam.into();
        return false;
    }
    let days = u64::try_from(next(200)).unwrap();
    let moved = day("2026-12-01") + Days::new(days);
    for fact in &mut exam.facts {
        // The end of a beta would make the exam open twice.
        if fact.name != FactName::RetiresOn || fact.conditions.form.is_some() {
            continue;
        }
        let mut document = serde_json::to_value(&*fact).unwrap();
        if document.get("value").is_some() {
            document["value"] = json!(moved.to_string());
            *fact = serde_json::from_value(document).unwrap();
        }
    }
    content.exams[index] = exam.into();
    true
}
