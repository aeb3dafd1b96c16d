//! More work than the server can do.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream, time::sleep};

use crate::process::{MAX_MEMORY_KIBIBYTES, Process, ninety_ninth};

/// A question about as costly as one may be. No two are the same; half of them have a document that
/// ran before, which takes another way through the server.
fn costly(number: usize) -> (String, Value) {
    let selection = "nodes { code blueprints { domains { title objectives { title } } } }";
    if number.is_multiple_of(2) {
        let query =
            format!("query($day: Date) {{ exams(first: 60, asOf: $day) {{ {selection} }} }}");
        (
            query,
            json!({ "day": format!("20{:02}-01-01", number / 2) }),
        )
    } else {
        let query = format!("{{ a{number}: exams(first: 60) {{ {selection} }} }}");
        (query, json!({}))
    }
}

/// The largest answer that is given, in bytes.
const MAX_ANSWER: usize = 4 << 20;

/// Documents that return as much as one may: many objects, or long texts many times.
fn wide() -> Vec<String> {
    let aliased = |field: &str, count: usize| {
        let fields: Vec<_> = (0..count).map(|n| format!("a{n}: {field}")).collect();
        fields.join(" ")
    };
    let mut documents = vec![costly(0).0, costly(1).0];
    for count in [6, 12, 19, 50] {
        documents.push(format!(
            "{{ exams(first: 100) {{ nodes {{ facts {{ sources {{ {} }} }} }} }} }}",
            aliased("url", count)
        ));
        documents.push(format!(
            "{{ exams(first: 100) {{ nodes {{ facts {{ {} }} }} }} }}",
            aliased("note", count)
        ));
        documents.push(format!(
            "{{ exams(first: 60) {{ nodes {{ blueprints {{ domains {{ objectives {{ {} }} }} }} }} }} }}",
            aliased("title", count)
        ));
        documents.push(format!(
            "{{ contradictions(first: 100) {{ nodes {{ claims {{ sources {{ {} }} }} }} }} }}",
            aliased("url", count)
        ));
    }
    documents
}

#[tokio::test]
async fn the_widest_answers_are_small_and_quick() {
    let process = Process::start(&[]).await;
    let (mut largest, mut refused) = (0, 0);
    for query in wide() {
        let mut quickest = Duration::MAX;
        // The quicker of two, as other tests run beside this one.
        for _ in 0..2 {
            let started = Instant::now();
            let (status, answer) = process.ask(&query).await;
            quickest = quickest.min(started.elapsed());
            let size = answer.to_string().len();
            largest = largest.max(size);
            assert!(size <= MAX_ANSWER, "{size} bytes: {query}");
            let code = &answer["errors"][0]["extensions"]["code"];
            if status == 200 {
                assert!(code.is_null(), "{answer:#}");
            } else {
                assert_eq!(code, "QUERY_TOO_COMPLEX");
                refused += 1;
            }
        }
        assert!(quickest < Duration::from_secs(1), "{quickest:?}: {query}");
    }
    assert!(largest > MAX_ANSWER / 8, "they are wide: {largest}");
    assert!(refused > 0, "some are too wide");
}

#[tokio::test]
async fn costly_operations_are_sent_away_before_simple_ones_wait() {
    let process = Process::start(&[]).await;
    let (query, variables) = costly(0);
    let (status, answer) = process.ask_with(&query, variables).await;
    assert_eq!(status, 200, "{answer:#}");
    let attack = join_all((1..200).map(|number| {
        let process = &process;
        async move {
            let started = Instant::now();
            let (query, variables) = costly(number);
            let (status, answer) = process.ask_with(&query, variables).await;
            let code = answer["errors"][0]["extensions"]["code"].as_str();
            (status, code.map(str::to_owned), started.elapsed())
        }
    }));
    let simple = async {
        let mut times = Vec::new();
        for _ in 0..40 {
            sleep(Duration::from_millis(20)).await;
            let started = Instant::now();
            process.assert_alive("costly operations").await;
            times.push(started.elapsed());
        }
        times
    };
    let (outcomes, simple) = tokio::join!(attack, simple);
    let mut served = 0;
    for (status, code, _) in &outcomes {
        match (status, code.as_deref()) {
            (200, None) => served += 1,
            (503, Some("UNAVAILABLE")) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(served > 0, "some are served");
    let waited = ninety_ninth(simple);
    assert!(waited < Duration::from_secs(1), "{waited:?}");
    let most = process.memory("VmHWM");
    assert!(most < MAX_MEMORY_KIBIBYTES, "{most} KiB");
}

#[tokio::test]
async fn those_who_leave_take_their_work_with_them() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let figures = free.local_addr().unwrap().to_string();
    drop(free);
    let process = Process::start(&["--metrics-listen", &figures]).await;
    // More than run and wait at once; each has gone before its turn.
    for number in 0..200 {
        let (query, _) = costly(2 * number + 1);
        let body = json!({ "query": query }).to_string();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(process.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body.as_bytes()).await.unwrap();
    }
    // By then the queue alone would have been worked off: 16 for each core.
    sleep(Duration::from_secs(3)).await;
    let (query, variables) = costly(1_001);
    let (status, answer) = process.ask_with(&query, variables).await;
    assert_eq!(status, 200, "{answer:#}");
    let page = process.client.get(format!("http://{figures}/metrics"));
    let page = page.send().await.unwrap().text().await.unwrap();
    let executed = page
        .lines()
        .find_map(|line| {
            line.strip_prefix("certgraph_http_requests_total{route=\"/graphql\",status=\"200\"} ")
        })
        .unwrap();
    let executed: u32 = executed.parse().unwrap();
    assert!(executed < 16, "{executed} were carried out for nobody");
}
