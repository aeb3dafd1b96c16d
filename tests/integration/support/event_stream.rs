//! A reader of server-sent events.

use std::time::Duration;

use reqwest::{Client, Response};
use tokio::time::timeout;

/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// One event as a browser understands it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub data: Option<String>,
    pub id: Option<String>,
}

/// Events one after the other.
pub struct EventStream {
    response: Response,
    unread: String,
}

impl EventStream {
    /// Asks for a document by GET, as `EventSource` does.
    pub async fn open(url: &str, query: &str, last_event_id: Option<&str>) -> Self {
        let mut request = Client::new()
            .get(format!("{url}/graphql"))
            .query(&[("query", query)])
            .header("accept", "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        Self::of(request.send().await.expect("the server answers"))
    }

    /// The events of an answer.
    pub fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(
            response.headers()["content-type"],
            "text/event-stream; charset=utf-8"
        );
        Self {
            response,
            unread: String::new(),
        }
    }

    /// The next event, also one without data; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.unread.find("\n\n") {
                let event = parse(&self.unread[..end]);
                self.unread.drain(..end + 2);
                return Some(event);
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await;
            let chunk = chunk.expect("the server says something in time").ok()??;
            self.unread
                .push_str(std::str::from_utf8(&chunk).expect("UTF-8, event by event"));
        }
    }

    /// The next event that a browser dispatches: one with data.
    pub async fn dispatched(&mut self) -> Option<Event> {
        loop {
            let event = self.next().await?;
            if event.data.is_some() {
                return Some(event);
            }
        }
    }
}

fn parse(text: &str) -> Event {
    let mut event = Event::default();
    for line in text.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match field {
            "event" => event.name = value,
            "data" => {
                let before = event.data.take().map_or(String::new(), |data| data + "\n");
                event.data = Some(before + &value);
            }
            "id" => event.id = Some(value),
            _ => {}
        }
    }
    event
}
