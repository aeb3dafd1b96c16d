//! REST addresses: their answers against GraphQL, pages, CSV, refusals and their description.

use std::{collections::BTreeMap, fs, sync::Arc};

use certgraph::{catalogue::Exam, store::TokenScope};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{
    committed::{is_current, read},
    content::shipped,
    database::fresh,
    edge::{Edge, EdgeParts, header},
    server::{NOW, TestServer, clock_at, settings},
};

fn edge() -> Edge {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 7);
    edge
}

/// The documents by name: each text, and the example in its header.
fn documents() -> BTreeMap<String, (String, String)> {
    let files = fs::read_dir("src/http/rest/documents").expect("the folder of documents");
    let files = files.map(|file| {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        let mut lines = text.lines();
        let example = lines.find_map(|line| line.strip_prefix("# example: "));
        let example = example.expect("each document has an example").to_owned();
        let name = path.file_stem().expect("a name").to_string_lossy();
        (name.into_owned(), (text, example))
    });
    files.collect()
}

async fn json(response: Response) -> Value {
    let text = response.text().await.expect("a body");
    serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
}

/// The value of one variable, as the example of a document writes it.
fn variable(text: &str, declared: &str) -> Value {
    let one = |text: &str| match text.parse::<i64>() {
        Ok(number) if declared.starts_with("Int") => json!(number),
        _ if declared.contains("ExamRef") => json!({ "code": text }),
        _ if declared.starts_with("Boolean") => json!(text == "true"),
        _ => json!(text),
    };
    if declared.starts_with('[') {
        text.split(',').map(one).collect()
    } else {
        one(text)
    }
}

/// The variables in the example of a document.
fn variables(text: &str, example: &str) -> Value {
    let declared = |name: &str| {
        let start = format!("  ${name}: ");
        let line = text.lines().find_map(|line| line.strip_prefix(&start));
        line.expect("a variable").to_owned()
    };
    let route = text.lines().find_map(|line| line.strip_prefix("# route: "));
    let url = url::Url::parse(&format!("http://localhost{example}")).expect("an address");
    let route = format!("/api/v1{}", route.expect("a route"));
    let in_path = route.split('/').zip(url.path().split('/'));
    let in_path = in_path.filter_map(|(step, given)| {
        let name = step.strip_prefix('{')?.strip_suffix('}')?;
        Some((name.to_owned(), given.to_owned()))
    });
    let pairs = in_path.chain(url.query_pairs().into_owned());
    let pairs = pairs.map(|(name, given)| {
        let value = variable(&given, &declared(&name));
        (name, value)
    });
    Value::Object(pairs.collect())
}

#[tokio::test]
async fn an_address_answers_as_graphql_answers_its_document() {
    let edge = edge();
    let documents = documents();
    assert_eq!(documents.len(), 15);
    for (name, (text, example)) in documents {
        // The feed of changes is read from the database, which there is not here.
        if name == "changes" {
            continue;
        }
        let response = edge.get(&example).await;
        assert_eq!(response.status(), 200, "{example}");
        assert_eq!(header(&response, "content-type"), "application/json");
        let answer = json(response).await;
        let (status, graphql) = edge.ask_with(&text, variables(&text, &example)).await;
        assert_eq!(status, 200, "{name}: {graphql}");
        let roots = graphql["data"].as_object().expect("data");
        assert_eq!(roots.values().collect::<Vec<_>>(), [&answer], "{name}");
        assert_ne!(answer["nodes"], json!([]), "{name}: an example shows rows");
        is_recorded(&name, &answer);
    }
}

/// Compares an answer with the file that the description has as its example.
#[track_caller]
fn is_recorded(name: &str, answer: &Value) {
    let file = format!("src/http/rest/answers/{name}.json");
    is_current(&file, &format!("{answer:#}\n"));
}

/// What a message in the words of GraphQL has.
const INTERNALS: [&str; 9] = [
    "Argument \"",
    "Variable \"",
    "\"$",
    "filter.",
    "profile.",
    "constraints.",
    "claims[",
    "[0]",
    "?.",
];

#[tokio::test]
async fn every_problem_of_a_value_names_its_parameter() {
    let edge = edge();
    let (mut faults, mut refused) = (Vec::new(), 0);
    let long = "a".repeat(5_000);
    for (name, (text, example)) in documents() {
        // The feed of changes is read from the database, which there is not here.
        if name == "changes" {
            continue;
        }
        let declared = text.lines().filter_map(|line| line.strip_prefix("  $"));
        for parameter in declared.map(|line| line.split(':').next().unwrap()) {
            let route = text.lines().find_map(|line| line.strip_prefix("# route: "));
            if route.unwrap().contains(&format!("{{{parameter}}}")) {
                continue;
            }
            for wrong in [
                "nope",
                "!",
                "-1",
                "100000",
                "azure,nope",
                "1800-01-01",
                &long,
            ] {
                let mut url = url::Url::parse(&format!("http://localhost{example}")).unwrap();
                let others: Vec<_> = url.query_pairs().into_owned().collect();
                let others = others.into_iter().filter(|(given, _)| given != parameter);
                // One of the two has to be left out.
                let others =
                    others.filter(|(given, _)| parameter != "certification" || given != "exam");
                let others: Vec<_> = others.collect();
                let mut pairs = url.query_pairs_mut();
                pairs.clear().extend_pairs(others);
                pairs.append_pair(parameter, wrong).finish();
                drop(pairs);
                let path = format!("{}?{}", url.path(), url.query().unwrap());
                let response = edge.get(&path).await;
                // The last day is too late for the first one.
                let is_range = (parameter, wrong) == ("from", "1800-01-01");
                if response.status() == 200 || is_range {
                    continue;
                }
                refused += 1;
                let problem = json(response).await;
                let detail = problem["detail"].as_str().unwrap();
                let speaks = detail.contains(parameter) || detail.contains("cursor");
                if problem["parameter"] != parameter
                    || !speaks && problem["code"] == "BAD_USER_INPUT"
                    || INTERNALS.iter().any(|internal| detail.contains(internal))
                {
                    let path: String = path.chars().take(120).collect();
                    faults.push(format!("{path}\n  {problem}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(refused > 100, "{refused}");
}

#[tokio::test]
async fn a_refused_page_size_has_its_bounds() {
    let edge = edge();
    for (name, (text, example)) in documents() {
        // The feed of changes is read from the database, which there is not here.
        if name == "changes" || !text.contains("\n  $first: Int") {
            continue;
        }
        let bounds = if name == "role_paths" {
            "between 1 and 10"
        } else {
            "between 0 and 100"
        };
        for size in ["-1", "101", "100000", "2147483647"] {
            let mut url = url::Url::parse(&format!("http://localhost{example}")).unwrap();
            let others: Vec<_> = url.query_pairs().into_owned().collect();
            let others = others.iter().filter(|(given, _)| given != "first");
            let mut pairs = url.query_pairs_mut();
            pairs
                .clear()
                .extend_pairs(others)
                .append_pair("first", size);
            pairs.finish();
            drop(pairs);
            let path = format!("{}?{}", url.path(), url.query().unwrap());
            let problem = json(edge.get(&path).await).await;
            let detail = problem["detail"].as_str().unwrap();
            assert_eq!(problem["code"], "BAD_USER_INPUT", "{path}: {problem}");
            assert_eq!(problem["parameter"], "first", "{path}: {problem}");
            assert!(
                detail.contains("first") && detail.contains(bounds),
                "{path}: {problem}"
            );
        }
    }
}

#[tokio::test]
async fn every_day_in_an_answer_can_be_read_back() {
    let edge = edge();
    let mut answered = 0;
    for (name, (text, example)) in documents() {
        // The feed of changes is read from the database, which there is not here.
        if name == "changes" {
            continue;
        }
        let declared = text.lines().filter_map(|line| line.strip_prefix("  $"));
        let days = declared.filter(|line| line.contains(": Date"));
        for parameter in days.map(|line| line.split(':').next().unwrap()) {
            for day in ["0000-01-01", "8999-12-31", "9000-01-01", "9999-12-31"] {
                let mut url = url::Url::parse(&format!("http://localhost{example}")).unwrap();
                let others: Vec<_> = url.query_pairs().into_owned().collect();
                let others = others.iter().filter(|(given, _)| given != parameter);
                let mut pairs = url.query_pairs_mut();
                pairs
                    .clear()
                    .extend_pairs(others)
                    .append_pair(parameter, day);
                pairs.finish();
                drop(pairs);
                let path = format!("{}?{}", url.path(), url.query().unwrap());
                let response = edge.get(&path).await;
                answered += u32::from(response.status() == 200);
                let text = response.text().await.unwrap();
                for unreadable in ["+10", "+26", "-000", "-26"] {
                    let found = text.split('"').find(|value| {
                        value.starts_with(unreadable)
                            && value.ends_with(|end: char| end.is_ascii_digit())
                    });
                    assert_eq!(found, None, "{path}");
                }
            }
        }
    }
    assert!(answered > 20, "{answered}");
}

#[tokio::test]
async fn study_does_not_begin_at_the_end_of_the_calendar() {
    let edge = edge();
    let role = "/api/v1/roles/azure-ai-engineer/paths?asOf=2026-11-22&startOn=";
    for (day, status) in [
        ("8999-12-31", 200),
        ("9000-01-01", 400),
        ("9999-12-31", 400),
    ] {
        let response = edge.get(&format!("{role}{day}")).await;
        assert_eq!(response.status(), status, "{day}");
        if status == 400 {
            let problem = json(response).await;
            assert_eq!(problem["parameter"], "startOn");
            let detail = format!(
                "The parameter \"startOn\": {day} is too late: study begins by the end of 8999."
            );
            assert_eq!(problem["detail"], detail);
        }
    }
}

#[tokio::test]
async fn a_claim_is_about_one_subject() {
    let edge = edge();
    let claim = "/api/v1/claims?fact=STATE&value=live";
    let both = "&exam=AI-102&certification=azure-ai-engineer-associate";
    for subjects in ["", both] {
        let response = edge.get(&format!("{claim}{subjects}")).await;
        assert_eq!(response.status(), 400);
        let problem = json(response).await;
        assert_eq!(problem["parameter"], "exam", "{problem}");
        let expected = "The parameter \"exam\": either this or \"certification\" has to be given.";
        assert_eq!(problem["detail"], expected);
    }
}

#[tokio::test]
async fn an_ambiguous_code_has_its_exams_as_suggestions() {
    let mut content = shipped();
    let other = content.exams.iter();
    let mut other = other.filter(|exam| exam.vendor.as_str() == "cncf");
    let mut twin = Exam::clone(other.next().unwrap());
    twin.code = "AI-102".parse().unwrap();
    content.exams.push(Arc::new(twin));
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(content, 7);
    let response = edge.get("/api/v1/compare?exams=AI-102,AI-103").await;
    assert_eq!(response.status(), 400);
    let problem = json(response).await;
    assert_eq!(
        (&problem["code"], &problem["parameter"]),
        (&json!("AMBIGUOUS_EXAM"), &json!("exams"))
    );
    let suggestions = json!(["cncf/AI-102", "microsoft/AI-102"]);
    assert_eq!(problem["suggestions"], suggestions, "{problem}");
}

#[tokio::test]
async fn the_largest_pages_are_within_the_limits() {
    let edge = edge();
    for list in [
        "exams",
        "certifications",
        "roles",
        "vendors",
        "domain-weights",
        "search?text=azure",
        "dates?from=2026-11-22&to=2027-11-22",
    ] {
        let mark = if list.contains('?') { '&' } else { '?' };
        let response = edge.get(&format!("/api/v1/{list}{mark}first=100")).await;
        assert_eq!(
            response.status(),
            200,
            "{list}: {}",
            response.text().await.unwrap()
        );
    }
}

#[tokio::test]
async fn an_answer_is_revalidated_by_its_tag() {
    let edge = edge();
    let path = "/api/v1/exams/microsoft/AZ-104?asOf=2026-11-22";
    let first = edge.get(path).await;
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    assert!(header(&first, "cache-control").starts_with("public, max-age="));
    assert_eq!(header(&first, "vary"), "Accept, Accept-Encoding");
    let ask = |method| edge.request(method, path).header("if-none-match", &tag);
    let again = ask(Method::GET).send().await.unwrap();
    assert_eq!(
        (again.status().as_u16(), header(&again, "etag")),
        (304, &*tag)
    );
    let head = edge.request(Method::HEAD, path).send().await.unwrap();
    assert_eq!(
        (head.status().as_u16(), header(&head, "etag")),
        (200, &*tag)
    );
    assert_eq!(head.text().await.unwrap(), "");
    let private = edge
        .request(Method::GET, path)
        .header("authorization", "Basic YTpi");
    let private = private.send().await.unwrap();
    assert!(header(&private, "cache-control").starts_with("private"));
    let small = edge
        .request(Method::GET, path)
        .header("accept-encoding", "gzip");
    let small = small.send().await.unwrap();
    assert_eq!(header(&small, "content-encoding"), "gzip");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "it is a list")]
async fn refusals_are_problems_with_a_code() {
    let edge = edge();
    for (path, status, code, parameter, says) in [
        (
            "/exams?frist=1",
            400,
            "BAD_USER_INPUT",
            Some("frist"),
            "did you mean \\\"first\\\"?",
        ),
        (
            "/exams?first=ten",
            400,
            "BAD_USER_INPUT",
            Some("first"),
            "whole number",
        ),
        (
            "/exams?first=101",
            400,
            "BAD_USER_INPUT",
            Some("first"),
            "100",
        ),
        (
            "/exams?levels=ASOCIATE",
            400,
            "BAD_USER_INPUT",
            Some("levels"),
            "ASSOCIATE",
        ),
        (
            "/exams?vendors=microsft",
            400,
            "BAD_USER_INPUT",
            Some("vendors"),
            "microsoft",
        ),
        (
            "/exams?bookable=perhaps",
            400,
            "BAD_USER_INPUT",
            Some("bookable"),
            "true or false",
        ),
        (
            "/exams?asOf=2026-02-30",
            400,
            "BAD_USER_INPUT",
            Some("asOf"),
            "expects a day",
        ),
        (
            "/exams?after=x",
            400,
            "CURSOR_INVALID",
            Some("after"),
            "cursor",
        ),
        (
            "/exams?format=xml",
            400,
            "BAD_USER_INPUT",
            Some("format"),
            "csv",
        ),
        (
            "/exams?text=%ff",
            400,
            "BAD_REQUEST",
            None,
            "query string is not UTF-8",
        ),
        (
            "/exams?%zz=1",
            400,
            "BAD_REQUEST",
            None,
            "query string has a broken",
        ),
        (
            "/exams/microsoft/%ff",
            400,
            "BAD_REQUEST",
            None,
            "path is not UTF-8",
        ),
        (
            "/exams/%/AZ-104",
            400,
            "BAD_REQUEST",
            None,
            "path has a broken",
        ),
        (
            "/exams/microsoft/%zz/verdict",
            400,
            "BAD_REQUEST",
            None,
            "path has a broken",
        ),
        (
            "/roles/%c3%28/paths",
            400,
            "BAD_REQUEST",
            None,
            "path is not UTF-8",
        ),
        (
            "/nothing/%ff",
            400,
            "BAD_REQUEST",
            None,
            "path is not UTF-8",
        ),
        (
            "/nothing?x=%",
            400,
            "BAD_REQUEST",
            None,
            "query string has a broken",
        ),
        (
            "/openapi.json?%ff",
            400,
            "BAD_REQUEST",
            None,
            "query string is not UTF-8",
        ),
        (
            "/openapi.json?x=1",
            400,
            "BAD_USER_INPUT",
            Some("x"),
            "There is no parameter \\\"x\\\".",
        ),
        (
            "/openapi.json?format=",
            400,
            "BAD_USER_INPUT",
            Some("format"),
            "no parameter",
        ),
        (
            "/exams/microsoft/AZ-104?code=",
            400,
            "BAD_USER_INPUT",
            Some("code"),
            "The path has \\\"code\\\"; there is no parameter of this name.",
        ),
        (
            "/exams?code=",
            400,
            "BAD_USER_INPUT",
            Some("code"),
            "There is no parameter \\\"code\\\".",
        ),
        (
            "/exams/microsoft/AZ-1O4",
            404,
            "UNKNOWN_EXAM",
            Some("code"),
            "microsoft/AZ-104",
        ),
        (
            "/exams/microsft/AZ-104/verdict",
            404,
            "UNKNOWN_EXAM",
            Some("vendor"),
            "microsoft/AZ-104",
        ),
        (
            "/exams/microsoft/AZ-104?format=csv",
            400,
            "BAD_USER_INPUT",
            Some("format"),
            "no parameter",
        ),
        (
            "/certifications/azure-ai-enginer-associate",
            404,
            "NOT_FOUND",
            Some("slug"),
            "azure-ai-engineer-associate",
        ),
        (
            "/roles/azure-ai-enginer/paths",
            404,
            "UNKNOWN_ROLE",
            Some("slug"),
            "azure-ai-engineer",
        ),
        (
            "/exams?levels=ASSOCIATE,EXPERT",
            400,
            "BAD_USER_INPUT",
            Some("levels"),
            "; it has ASSOCIATE, FUNDAMENTALS, PROFESSIONAL, SPECIALTY.",
        ),
        (
            "/compare?exams=AZ-104,AZ-9999999",
            404,
            "UNKNOWN_EXAM",
            Some("exams"),
            "AZ-9999999",
        ),
        ("/compare", 400, "BAD_USER_INPUT", Some("exams"), "missing"),
        ("/exam", 404, "NOT_FOUND", None, "openapi.json"),
        ("", 404, "NOT_FOUND", None, "openapi.json"),
    ] {
        let response = edge.get(&format!("/api/v1{path}")).await;
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json",
            "{path}"
        );
        assert_eq!(header(&response, "cache-control"), "no-store", "{path}");
        let found = response.status().as_u16();
        let problem = json(response).await;
        assert_eq!(
            (found, &problem["code"]),
            (status, &json!(code)),
            "{path}: {problem}"
        );
        assert_eq!(problem["status"], status, "{path}");
        assert_eq!(
            problem["parameter"].as_str(),
            parameter,
            "{path}: {problem}"
        );
        assert!(problem.to_string().contains(says), "{path}: {problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            !detail.ends_with("?.") && !detail.ends_with(".."),
            "{detail}"
        );
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let request = edge.request(method, "/api/v1/exams");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 405);
        assert_eq!(header(&response, "allow"), "GET, HEAD");
        assert_eq!(json(response).await["code"], "METHOD_NOT_ALLOWED");
    }
    let request = edge.request(Method::GET, "/api/v1/exams");
    let response = request
        .header("accept", "application/xml")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 406);
    assert_eq!(json(response).await["code"], "NOT_ACCEPTABLE");
}

#[tokio::test]
async fn only_near_names_are_suggested() {
    let edge = edge();
    let asked = async |path: &str| json(edge.get(&format!("/api/v1{path}")).await).await;
    for (path, nearest) in [
        ("/roles/azure-ai-enginer/paths", "azure-ai-engineer"),
        ("/exams?vendors=microsft", "microsoft"),
        ("/exams?vendors=aws,microsft", "microsoft"),
        ("/exams?levels=ASOCIATE", "ASSOCIATE"),
        ("/exams?frist=1", "first"),
        ("/compare?exams=AZ-104,AZ-1O4", "microsoft/AZ-104"),
        ("/domain-weights?exams=AZ-1O4", "microsoft/AZ-104"),
        (
            "/roles/azure-ai-engineer/paths?exclude=AZ-1O4",
            "microsoft/AZ-104",
        ),
        ("/roles/azure-ai-engineer/paths?languages=Englsh", "English"),
        (
            "/claims?exam=AZ-104&language=Englsh&fact=STATE&value=live",
            "English",
        ),
    ] {
        let problem = asked(path).await;
        assert_eq!(problem["suggestions"][0], nearest, "{path}: {problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(!detail.contains("did you mean") || detail.contains(nearest));
    }
    for (path, detail) in [
        (
            "/exams?vendors=nope",
            "The parameter \"vendors\": there is no vendor \"nope\".",
        ),
        ("/roles/zzzz/paths", "There is no role \"zzzz\"."),
        (
            "/certifications/zzzz",
            "There is no certification \"zzzz\".",
        ),
    ] {
        let problem = asked(path).await;
        assert_eq!(problem["detail"], detail, "{problem}");
        assert_eq!(problem["suggestions"], Value::Null, "{problem}");
    }
}

#[tokio::test]
async fn the_description_is_json_only() {
    let edge = edge();
    let asked = async |accept: &str| {
        let request = edge.request(Method::GET, "/api/v1/openapi.json");
        request.header("accept", accept).send().await.unwrap()
    };
    for accept in ["application/json", "*/*", "text/html, application/*;q=0.1"] {
        let response = asked(accept).await;
        assert_eq!(response.status(), 200, "{accept}");
        assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding");
    }
    let response = asked("application/yaml").await;
    assert_eq!(response.status(), 406);
    assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding");
    assert_eq!(json(response).await["code"], "NOT_ACCEPTABLE");
}

#[tokio::test]
async fn before_the_first_catalogue_there_is_no_answer() {
    let edge = Edge::assemble(EdgeParts::default());
    let response = edge.get("/api/v1/vendors").await;
    assert_eq!(response.status(), 503);
    assert_eq!(header(&response, "retry-after"), "1");
    assert_eq!(json(response).await["code"], "UNAVAILABLE");
}

#[tokio::test]
async fn changes_are_read_and_points_are_charged_as_for_graphql() {
    let database = fresh().await;
    let mut settings = settings(&database);
    settings.callers.anonymous_rate = 1;
    settings.callers.anonymous_burst = 50;
    let server = TestServer::with(database, settings, clock_at(NOW)).await;
    let ask = async |path: String| {
        let response = reqwest::get(format!("{}/api/v1{path}", server.url));
        response.await.expect("an answer")
    };
    let changes = json(ask("/changes?kinds=EXAM&first=2".to_owned()).await).await;
    assert_eq!(
        changes["nodes"].as_array().map(Vec::len),
        Some(2),
        "{changes}"
    );
    is_recorded("changes", &changes);
    let mut last = ask("/vendors".to_owned()).await;
    for first in 1..=60 {
        // Different each time, so that no cache answers.
        last = ask(format!("/exams?first={first}")).await;
        if last.status() != 200 {
            break;
        }
    }
    assert_eq!(last.status(), 429);
    assert_eq!(header(&last, "content-type"), "application/problem+json");
    assert!(
        header(&last, "retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| seconds > 0)
    );
    let none = ask("/exams?first=100".to_owned()).await;
    assert_eq!(none.status().as_u16(), json(last).await["status"]);
    assert_eq!(json(none).await["code"], "RATE_LIMITED");
}

#[tokio::test]
async fn changes_about_what_never_was_are_refused() {
    let server = TestServer::start().await;
    for list in ["vendors", "exams", "kinds"] {
        let query = format!("{{ changes(filter: {{ {list}: [] }}) {{ nodes {{ key }} }} }}");
        let (_, answer) = server.post(&query, json!({})).await;
        let error = &answer["errors"][0];
        let message = format!("Argument \"filter.{list}\": an empty list matches no change.");
        assert_eq!(error["message"], message, "{answer}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT");
        assert_eq!(error["extensions"]["argument"], format!("filter.{list}"));
    }
    let ask = async |query: &str| {
        let response = reqwest::get(format!("{}/api/v1/changes?{query}", server.url));
        response.await.expect("an answer")
    };
    let nobody = ask("vendors=microsft").await;
    assert_eq!(nobody.status(), 400);
    let problem = json(nobody).await;
    let expected = "The parameter \"vendors\": there is no vendor \"microsft\"; did you mean \
                    \"microsoft\"?";
    assert_eq!(
        (&problem["parameter"], &problem["detail"]),
        (&json!("vendors"), &json!(expected))
    );
    for (query, parameter, code) in [
        ("exams=microsoft/AZ-1O4", "exams", "UNKNOWN_EXAM"),
        ("exams=microsft/AZ-104", "exams", "BAD_USER_INPUT"),
        ("kinds=EXAMS", "kinds", "BAD_USER_INPUT"),
        ("first=101", "first", "BAD_USER_INPUT"),
        ("after=x", "after", "CURSOR_INVALID"),
        (
            "after=c100000000000000020000000000000007",
            "after",
            "RESYNC_REQUIRED",
        ),
    ] {
        let problem = json(ask(query).await).await;
        assert_eq!(
            (&problem["parameter"], &problem["code"]),
            (&json!(parameter), &json!(code)),
            "{query}: {problem}"
        );
    }
}

#[tokio::test]
async fn points_are_reported_as_for_graphql_by_get() {
    let database = fresh().await;
    let mut settings = settings(&database);
    settings.callers.anonymous_rate = 1_000;
    let server = TestServer::with(database, settings, clock_at(NOW)).await;
    let token = server.token("ana", TokenScope::Partner).await;
    let client = reqwest::Client::new();
    let ask = async |path: &str, token: Option<&str>, tag: Option<&str>| {
        let mut request = client.get(format!("{}{path}", server.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(tag) = tag {
            request = request.header("if-none-match", tag);
        }
        request.send().await.expect("an answer")
    };
    let has_points = |response: &Response| {
        let reported =
            ["ratelimit", "ratelimit-policy"].map(|name| !header(response, name).is_empty());
        assert_eq!(reported[0], reported[1]);
        reported[0]
    };
    for path in [
        "/graphql?query=%7Bvendors%7BtotalCount%7D%7D",
        "/api/v1/vendors",
        "/api/v1/vendors?format=csv",
    ] {
        // What shared caches may keep is not of one caller.
        for (token, expected) in [(None, false), (Some(token.as_str()), true)] {
            let first = ask(path, token, None).await;
            assert_eq!(first.status(), 200, "{path}");
            assert_eq!(has_points(&first), expected, "{path} {token:?}");
            let again = ask(path, token, Some(header(&first, "etag"))).await;
            assert_eq!(again.status(), 304, "{path}");
            assert_eq!(has_points(&again), expected, "{path} {token:?}");
        }
    }
    for (path, status) in [
        ("/api/v1/changes?first=1", 200),
        ("/api/v1/vendors?first=x", 400),
        ("/api/v1/exams/microsoft/nope", 404),
        ("/api/v1/exams/microsoft/%ff", 400),
        ("/api/v1/nothing", 404),
    ] {
        let response = ask(path, None, None).await;
        assert_eq!(response.status(), status, "{path}");
        assert!(has_points(&response), "{path}");
    }
}

/// The address after `<` in the header `Link` of a page; `None` on the last.
fn next(response: &Response) -> Option<String> {
    let link = header(response, "link");
    let (address, relation) = link.strip_prefix('<')?.split_once('>')?;
    assert_eq!(relation, "; rel=\"next\"");
    Some(address.to_owned())
}

#[tokio::test]
async fn pages_follow_each_other_by_their_links_in_both_formats() {
    let edge = edge();
    let all = edge
        .get("/api/v1/exams?vendors=cncf&first=100&asOf=2026-11-22")
        .await;
    let all = json(all).await;
    let codes = |nodes: &Value| -> Vec<String> {
        let nodes = nodes.as_array().expect("nodes").iter();
        nodes
            .map(|node| node["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let expected = codes(&all["nodes"]);
    assert!(expected.len() > 3, "{expected:?}");
    for format in ["json", "csv"] {
        let mut found = Vec::new();
        let start = format!("/api/v1/exams?vendors=cncf&first=3&asOf=2026-11-22&format={format}");
        let mut following = Some(start);
        while let Some(path) = following {
            let response = edge.get(&path).await;
            assert_eq!(response.status(), 200, "{path}");
            following = next(&response);
            let text = response.text().await.unwrap();
            if format == "json" {
                let page: Value = serde_json::from_str(&text).unwrap();
                found.extend(codes(&page["nodes"]));
            } else {
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                let names = reader.headers().unwrap().clone();
                assert_eq!(names.iter().take(2).collect::<Vec<_>>(), ["vendor", "code"]);
                let records = reader.records().map(|record| record.unwrap()[1].to_owned());
                found.extend(records);
            }
        }
        assert_eq!(found, expected, "{format}");
    }
}

#[tokio::test]
async fn tables_have_the_values_of_the_json_rows() {
    let edge = edge();
    let path = "/api/v1/exams/microsoft/AZ-104/domain-weights?asOf=2026-11-22";
    let rows = json(edge.get(path).await).await;
    let request = edge.request(Method::GET, path).header("accept", "text/csv");
    let response = request.send().await.unwrap();
    assert_eq!(
        header(&response, "content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    let text = response.text().await.unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let read = reader.records().map(|record| record.unwrap());
    let read: Vec<_> = read
        .map(|cells| (cells[1].to_owned(), cells[2].to_owned()))
        .collect();
    let domains = rows["blueprint"]["domains"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let expected = domains.map(|domain| (text(&domain["key"]), text(&domain["title"])));
    assert_eq!(read, expected.collect::<Vec<_>>());
    for list in [
        "exams",
        "vendors",
        "certifications",
        "roles",
        "domain-weights",
    ] {
        let json = json(edge.get(&format!("/api/v1/{list}?first=7")).await).await;
        let csv = edge
            .get(&format!("/api/v1/{list}?first=7&format=csv"))
            .await;
        let csv = csv.text().await.unwrap();
        let records = csv::Reader::from_reader(csv.as_bytes())
            .into_records()
            .count();
        assert_eq!(
            Some(records),
            json["nodes"].as_array().map(Vec::len),
            "{list}"
        );
    }
}

/// The recorded answer of an operation such as `examDomainWeights`.
fn recorded(operation: &str) -> Value {
    let letters = operation.chars().flat_map(|letter| {
        let mark = letter.is_ascii_uppercase().then_some('_');
        mark.into_iter().chain([letter.to_ascii_lowercase()])
    });
    let name: String = letters.collect();
    let text = read(&format!("src/http/rest/answers/{name}.json"));
    serde_json::from_str(&text).expect("an answer")
}

#[tokio::test]
async fn the_description_is_the_same_each_time_and_names_every_address() {
    let edge = edge();
    let first = edge.get("/api/v1/openapi.json").await;
    assert_eq!(first.status(), 200);
    assert_eq!(header(&first, "content-type"), "application/json");
    let tag = header(&first, "etag").to_owned();
    let text = first.text().await.unwrap();
    assert_eq!(
        self::edge()
            .get("/api/v1/openapi.json")
            .await
            .text()
            .await
            .unwrap(),
        text
    );
    let again = edge.request(Method::GET, "/api/v1/openapi.json");
    let again = again.header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
    let description: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 15);
    for (path, item) in paths {
        let answer = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(
            answer["properties"].is_object()
                || answer["items"].is_object()
                || answer["anyOf"].is_array(),
            "{path}"
        );
        for parameter in item["get"]["parameters"].as_array().unwrap() {
            assert!(
                parameter["description"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            );
        }
    }
    // The answers are in files of their own.
    let mut description = description;
    for item in description["paths"].as_object_mut().unwrap().values_mut() {
        let content = &mut item["get"]["responses"]["200"]["content"]["application/json"];
        let example = content.as_object_mut().unwrap().remove("example").unwrap();
        let route = item["get"]["operationId"].as_str().unwrap();
        assert_eq!(example, recorded(route), "{route}");
    }
    insta::assert_json_snapshot!("openapi", description);
}
