//! Which pages of other origins may read answers, and that none ever does with credentials.

use certgraph::http::ReadableBy;
use reqwest::{Method, Response};

use crate::support::edge::{Edge, EdgeParts};

const FRIEND: &str = "https://friend.example";
const STRANGER: &str = "https://stranger.example";

fn readable_by(readable_by: ReadableBy) -> Edge {
    let edge = Edge::assemble(EdgeParts {
        readable_by,
        ..EdgeParts::default()
    });
    edge.fill();
    edge
}

async fn asked_from(edge: &Edge, origin: &str) -> Response {
    let body = r#"{"query":"{ catalogue { revision } }"}"#;
    let request = edge.post(body).header("origin", origin);
    request.send().await.unwrap()
}

/// The origin that may read an answer.
fn reader(response: &Response) -> Option<&str> {
    let headers = response.headers();
    assert!(!headers.contains_key("access-control-allow-credentials"));
    let reader = headers.get("access-control-allow-origin")?;
    Some(reader.to_str().unwrap())
}

#[tokio::test]
async fn pages_read_what_their_origin_may() {
    let none = readable_by(ReadableBy::None);
    let any = readable_by(ReadableBy::Any);
    let these = readable_by(ReadableBy::These(vec![FRIEND.to_owned()]));
    for (edge, origin, expected) in [
        (&none, FRIEND, None),
        (&any, STRANGER, Some("*")),
        (&these, FRIEND, Some(FRIEND)),
        (&these, STRANGER, None),
        (&these, "null", None),
    ] {
        let response = asked_from(edge, origin).await;
        assert_eq!(
            response.status().as_u16(),
            200,
            "answers do not depend on it"
        );
        assert_eq!(reader(&response), expected, "{origin}");
    }
    let response = asked_from(&these, FRIEND).await;
    let vary = response.headers().get_all("vary").iter();
    let vary: Vec<_> = vary.map(|value| value.to_str().unwrap()).collect();
    assert!(vary.contains(&"Origin"), "{vary:?}");
}

#[tokio::test]
async fn a_browser_that_asks_first_is_told() {
    let ask = async |edge: &Edge, origin: &str| {
        let request = edge.request(Method::OPTIONS, "/graphql");
        let request = request
            .header("origin", origin)
            .header("access-control-request-method", "POST");
        request.send().await.unwrap()
    };
    let these = readable_by(ReadableBy::These(vec![FRIEND.to_owned()]));
    let friend = ask(&these, FRIEND).await;
    assert_eq!(friend.status().as_u16(), 204);
    assert_eq!(reader(&friend), Some(FRIEND));
    assert_eq!(
        friend.headers()["access-control-allow-methods"],
        "GET, HEAD, POST"
    );
    assert_eq!(reader(&ask(&these, STRANGER).await), None);
    let none = readable_by(ReadableBy::None);
    assert_eq!(ask(&none, FRIEND).await.status().as_u16(), 405);
}
