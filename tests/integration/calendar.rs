//! Study plans as iCalendar files, over real HTTP.

use chrono::NaiveDate;
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::support::server::TestServer;

async fn get(server: &TestServer, address: &str) -> Response {
    let url = format!("{}{address}", server.url);
    Client::new().get(url).send().await.unwrap()
}

/// The values of a property, unfolded.
fn values<'a>(unfolded: &'a str, name: &str) -> Vec<&'a str> {
    let lines = unfolded.split("\r\n");
    lines
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
        .collect()
}

#[tokio::test]
async fn the_calendar_of_a_plan_equals_the_plan() {
    let server = TestServer::start().await;
    let query = r#"{ exam(code: "AI-102", asOf: "2026-06-12") {
        studyPlan(weeklyHours: 10, startOn: "2026-06-15", profile: { experience: PRACTITIONER, held: ["AZ-204"] }) {
            calendarUrl finishesOn weeks { startsOn endsOn hours } } } }"#;
    let plan = server.data(query).await["exam"]["studyPlan"].take();
    let address = plan["calendarUrl"].as_str().unwrap();
    let response = get(&server, address).await;
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        header("content-type"),
        "text/calendar; charset=utf-8; method=PUBLISH"
    );
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"AI-102-study-plan.ics\""
    );
    let text = response.text().await.unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75));

    let unfolded = text.replace("\r\n ", "");
    let day = |value: &Value| {
        let day: NaiveDate = value.as_str().unwrap().parse().unwrap();
        day
    };
    let weeks = plan["weeks"].as_array().unwrap();
    let starts = values(&unfolded, "DTSTART;VALUE=DATE");
    let ends = values(&unfolded, "DTEND;VALUE=DATE");
    // The weeks, the end of the plan, and the last day of the exam.
    assert_eq!(
        (starts.len(), ends.len()),
        (weeks.len() + 2, weeks.len() + 2)
    );
    for (week, (start, end)) in weeks.iter().zip(starts.iter().zip(&ends)) {
        assert_eq!(*start, day(&week["startsOn"]).format("%Y%m%d").to_string());
        let after = day(&week["endsOn"]).succ_opt().unwrap();
        assert_eq!(*end, after.format("%Y%m%d").to_string());
    }
    assert_eq!(
        starts[weeks.len()],
        day(&plan["finishesOn"]).format("%Y%m%d").to_string()
    );
    let texts = values(&unfolded, "DESCRIPTION");
    assert!(
        texts
            .last()
            .unwrap()
            .ends_with("Can be taken instead: AI-103.")
    );
    let mut identifiers = values(&unfolded, "UID");
    identifiers.sort_unstable();
    identifiers.dedup();
    assert_eq!(identifiers.len(), weeks.len() + 2);

    let again = get(&server, address).await.text().await.unwrap();
    assert_eq!(again, text);
    let other = get(
        &server,
        &address.replace("weeklyHours=10", "weeklyHours=11"),
    )
    .await;
    let other = other.text().await.unwrap().replace("\r\n ", "");
    assert_ne!(values(&other, "UID")[0], values(&unfolded, "UID")[0]);
}

#[tokio::test]
async fn what_makes_no_plan_is_refused() {
    let server = TestServer::start().await;
    let plan = "/exams/microsoft/AI-103/study-plan.ics";
    for (address, status, code) in [
        ("/exams/microsoft/AI-999/study-plan.ics", 404, "NOT_FOUND"),
        ("/exams/nobody/AI-103/study-plan.ics", 404, "NOT_FOUND"),
        ("/exams/comptia/DA0-002/study-plan.ics", 404, "NOT_FOUND"),
        (&format!("{plan}?weeklyHours=0"), 400, "BAD_USER_INPUT"),
        (&format!("{plan}?weeklyHours=169"), 400, "BAD_USER_INPUT"),
        (&format!("{plan}?weeklyHours=ten"), 400, "BAD_USER_INPUT"),
        (&format!("{plan}?startOn=2026-13-01"), 400, "BAD_USER_INPUT"),
        (&format!("{plan}?startOn=2026-11-21"), 400, "BAD_USER_INPUT"),
        (&format!("{plan}?startOn=9999-12-31"), 400, "BAD_USER_INPUT"),
        (&format!("{plan}?experience=GURU"), 400, "BAD_USER_INPUT"),
        (
            &format!("{plan}?held=microsoft/AI-999"),
            400,
            "UNKNOWN_EXAM",
        ),
        (
            &format!("{plan}?startOn=2027-13-01&startOn=2027-01-02"),
            400,
            "BAD_USER_INPUT",
        ),
        (
            &format!("{plan}?held={}", "microsoft/AI-102,".repeat(101)),
            400,
            "BAD_USER_INPUT",
        ),
    ] {
        let response = get(&server, address).await;
        assert_eq!(response.status(), status, "{address}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(
            answer["errors"][0]["extensions"]["code"],
            json!(code),
            "{address}"
        );
    }
    let defaults = get(&server, plan).await;
    assert_eq!(defaults.status(), 200);
    let lower = get(&server, "/exams/microsoft/ai-103/study-plan.ics").await;
    assert_eq!(lower.text().await.unwrap(), defaults.text().await.unwrap());
    let post = Client::new()
        .post(format!("{}{plan}", server.url))
        .send()
        .await
        .unwrap();
    assert_eq!(post.status(), 405);
}

#[tokio::test]
async fn held_exams_of_a_portfolio_without_a_name_or_a_day_are_refused() {
    let server = TestServer::start().await;
    let plan = "/portfolio.ics?keep=certified-kubernetes-administrator&from=2027-01-01\
                &asOf=2026-11-27&held=";
    for (held, code) in [
        ("@2025-01-01,cncf/CKA@2026-03-31", "UNKNOWN_EXAM"),
        ("cncf/CKA@2026-03-31,@2025-01-01", "UNKNOWN_EXAM"),
        ("cncf/CKA", "BAD_USER_INPUT"),
        ("cncf/CKA@", "BAD_USER_INPUT"),
        ("cncf/NONE@2026-03-31", "UNKNOWN_EXAM"),
    ] {
        let response = get(&server, &format!("{plan}{held}")).await;
        assert_eq!(response.status(), 400, "{held}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{held}");
    }
}

#[tokio::test]
async fn the_calendar_of_a_portfolio_has_the_last_day_of_each_action() {
    let server = TestServer::start().await;
    let query = r#"{ portfolioPlan(
        keep: ["azure-administrator-associate", "azure-solutions-architect-expert"],
        held: [{ exam: "AZ-104", earnedOn: "2026-05-10" }],
        from: "2027-03-31", to: "2028-12-31", asOf: "2026-11-27",
        constraints: { maxFees: "400", weeklyHours: 10, exclude: ["AZ-400"] }) {
        ... on PortfolioPlan { calendarUrl actions { kind exam { code } lastDay reasons { text } } } } }"#;
    let plan = server.data(query).await["portfolioPlan"].take();
    let actions = plan["actions"].as_array().unwrap();
    assert!(actions.len() >= 4, "{actions:#?}");
    let response = get(&server, plan["calendarUrl"].as_str().unwrap()).await;
    assert_eq!(response.status(), 200);
    let text = response.text().await.unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = text.replace("\r\n ", "");
    let days = |name: &str, after: u64| -> Vec<NaiveDate> {
        let read = |text: &str| NaiveDate::parse_from_str(text, "%Y%m%d").unwrap();
        let days = values(&unfolded, name).into_iter().map(read);
        days.map(|day| day - chrono::Days::new(after)).collect()
    };
    let last_days: Vec<NaiveDate> = actions
        .iter()
        .map(|action| action["lastDay"].as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(days("DTSTART;VALUE=DATE", 0), last_days);
    assert_eq!(days("DTEND;VALUE=DATE", 1), last_days);
    for (action, summary) in actions.iter().zip(values(&unfolded, "SUMMARY")) {
        let verb = if action["kind"] == "SITTING" {
            "pass"
        } else {
            "renew"
        };
        let code = action["exam"]["code"].as_str().unwrap();
        assert_eq!(summary, format!("{code}: last day to {verb}"));
    }
    let identifiers = values(&unfolded, "UID");
    let mut distinct = identifiers.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), actions.len());

    // On another day the same actions have the same identifiers.
    let later = plan["calendarUrl"]
        .as_str()
        .unwrap()
        .replace("asOf=2026-11-27", "asOf=2026-12-15");
    let later = later.replace("startOn=2026-11-27", "startOn=2026-12-15");
    let again = get(&server, &later).await.text().await.unwrap();
    let again = again.replace("\r\n ", "");
    assert_eq!(values(&again, "UID"), identifiers);

    for (address, status) in [
        ("/portfolio.ics?keep=azure-administrator-associate", 400),
        (
            "/portfolio.ics?keep=none&from=2027-01-31&asOf=2026-11-27",
            400,
        ),
        (
            "/portfolio.ics?keep=azure-ai-engineer-associate&from=2029-01-31&asOf=2026-11-27",
            404,
        ),
    ] {
        assert_eq!(get(&server, address).await.status(), status, "{address}");
    }
}
