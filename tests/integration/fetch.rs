//! `certgraph fetch` against a server that the test starts: pages, bounds, refusals, secrets.

use std::{
    fs,
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Output,
    thread,
    time::{Duration, Instant},
};

use certgraph::catalogue::{Content, Exam, FactName};
use flate2::{Compression, write::GzEncoder};

use crate::{
    command_line::{certgraph, failed, folder, succeeded, text},
    support::{
        database::{TestDatabase, fresh},
        service::{Service, reply},
    },
};

/// A token that nothing may show.
const TOKEN: &str = "eyJ0eXAiOiJ.t0ken-that-nobody.may-see";

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/microsoft-learn");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The two lists of the Learn Platform API, by the files of the tests.
fn learn() -> Service {
    Service::start(|service, asked, stream| {
        let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
        let file = match path {
            "/exams" if query.contains("continueToken=two") => "exams-2.json",
            "/exams" => "exams-1.json",
            "/certifications" => "certifications.json",
            _ => return reply(stream, "404 Not Found", "", b"{}"),
        };
        let body = fixture(file).replace("{service}", service);
        reply(stream, "200 OK", "", body.as_bytes());
    })
}

/// A database and a folder for one test.
struct Place {
    database: TestDatabase,
    folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let place = Self {
            database: fresh().await,
            folder: folder(),
        };
        succeeded(&place.run(&["migrate"], &[]));
        place
    }

    fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = certgraph(self.folder.path());
        command.args(arguments).envs(environment.iter().copied());
        // Nothing on the way may take the requests.
        command
            .env("DATABASE_URL", self.database.url())
            .env("NO_PROXY", "*");
        command.output().unwrap()
    }

    /// Fetches with a token from a service.
    fn fetch(&self, service: &Service, more: &[&str]) -> Output {
        let arguments = [&["fetch", "microsoft-learn"], more].concat();
        self.run(
            &arguments,
            &[
                ("MICROSOFT_LEARN_TOKEN", TOKEN),
                ("MICROSOFT_LEARN_URL", &service.url),
                ("FETCH_TIMEOUT_SECONDS", "2"),
                ("FETCH_MEBIBYTES", "1"),
                ("LOG", "trace"),
            ],
        )
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn exported(&self) -> Content {
        let text = succeeded(&self.run(&["export", "--format", "json"], &[]));
        serde_json::from_str(&text).unwrap()
    }
}

fn exam<'a>(content: &'a Content, key: &str) -> &'a Exam {
    let mut exams = content.exams.iter();
    exams.find(|exam| exam.key().to_string() == key).unwrap()
}

#[track_caller]
fn shows_no_secret(output: &Output) {
    for bytes in [&output.stdout, &output.stderr] {
        let text = text(bytes);
        assert!(!text.contains(TOKEN) && !text.contains("t0ken"), "{text}");
    }
}

#[tokio::test]
async fn pages_are_followed_and_become_one_revision() {
    let (place, service) = (Place::new().await, learn());
    let dry = place.fetch(&service, &["--dry-run"]);
    shows_no_secret(&dry);
    let said = succeeded(&dry);
    assert!(said.contains("+ exam microsoft/AZ-104"), "{said}");
    assert!(
        said.contains("7 added, 0 changed, 0 removed; nothing was written"),
        "{said}"
    );
    let done = place.fetch(&service, &["--note", "first look"]);
    shows_no_secret(&done);
    let said = succeeded(&done);
    assert!(
        said.contains("7 added, 0 changed, 0 removed; now revision 1"),
        "{said}"
    );
    assert!(said.contains("2 exams, 3 certifications"), "{said}");
    assert!(
        said.contains("1 without a code: skipped (exam.zz-old)"),
        "{said}"
    );
    let asked = service.requests();
    let targets: Vec<&str> = asked.iter().skip(3).map(|asked| &*asked.target).collect();
    assert_eq!(
        targets,
        [
            "/exams?api-version=2023-11-01-preview&locale=en-us&maxpagesize=100",
            "/exams?api-version=2023-11-01-preview&continueToken=two",
            "/certifications?api-version=2023-11-01-preview&locale=en-us&maxpagesize=100",
        ]
    );
    for asked in &asked {
        assert_eq!(asked.headers["authorization"], format!("Bearer {TOKEN}"));
        assert_eq!(asked.headers["accept"], "application/json");
    }
    let content = place.exported();
    assert_eq!(
        exam(&content, "microsoft/AZ-104").title,
        "Microsoft Azure Administrator"
    );
    let again = succeeded(&place.fetch(&service, &[]));
    assert!(
        again.contains("nothing to change, still revision 1"),
        "{again}"
    );
}

#[tokio::test]
async fn what_changed_is_shown_field_by_field_and_others_stay() {
    let place = Place::new().await;
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    succeeded(&place.run(&["import", &catalogue.display().to_string()], &[]));
    let before = place.exported();
    let service = learn();
    let said = succeeded(&place.fetch(&service, &[]));
    assert!(said.contains("~ exam microsoft/AZ-104"), "{said}");
    assert!(said.contains("\"2027-03-31\""), "{said}");
    let after = place.exported();
    assert_eq!(before.exams.len() + 1, after.exams.len());
    for old in &before.exams {
        let new = exam(&after, &old.key().to_string());
        let others = |exam: &Exam| {
            let facts = exam.facts.iter().filter(|fact| {
                let mut sources = fact.evidence.sources.iter();
                sources.all(|source| source.as_str() != "microsoft-learn-api")
            });
            facts.cloned().collect::<Vec<_>>()
        };
        assert_eq!(old.facts, others(new), "{}", old.key());
    }
}

#[tokio::test]
async fn saved_answers_are_read_in_either_format_packed_or_not() {
    let place = Place::new().await;
    let pages = [
        fixture("exams-1.json"),
        fixture("exams-2.json"),
        fixture("certifications.json"),
    ];
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(pages.join("\n").as_bytes()).unwrap();
    let pages = place.file("pages.json.gz", &packed.finish().unwrap());
    let pages = pages.display().to_string();
    let said = succeeded(&place.run(&["fetch", "microsoft-learn", "--from", &pages], &[]));
    // The day of its newest entry.
    assert!(
        said.contains("Microsoft Learn of 2026-11-20: 2 exams"),
        "{said}"
    );
    let old = place.file("catalogue.json", fixture("catalogue.json").as_bytes());
    let old = old.display().to_string();
    let said = succeeded(&place.run(&["fetch", "microsoft-learn", "--from", &old], &[]));
    // It is older than what is there already.
    assert!(
        said.contains("of which the catalogue has a newer response: unchanged"),
        "{said}"
    );
    let content = place.exported();
    let facts = &exam(&content, "microsoft/AZ-104").facts;
    let minutes = facts
        .iter()
        .find(|fact| fact.name == FactName::Duration)
        .unwrap();
    assert_eq!(minutes.value().unwrap().to_string(), "100 minutes");
    assert_eq!(exam(&content, "microsoft/77-881").title, "Word processing");
    let day = ["--as-of", "2026-11-26"];
    let arguments = [
        &["fetch", "microsoft-learn", "--dry-run", "--from", &old][..],
        &day[..],
    ]
    .concat();
    let said = succeeded(&place.run(&arguments, &[]));
    assert!(
        said.contains("\"100 minutes\" -> \"120 minutes\""),
        "{said}"
    );
}

#[tokio::test]
async fn redirects_to_other_hosts_omit_the_token() {
    let place = Place::new().await;
    let body = Box::leak(fixture("catalogue.json").into_boxed_str());
    let (service, other) = (learn(), Service::always("200 OK", "", body));
    let address = format!("{}/api/catalog/?type=exams,certifications", other.url);
    let said = succeeded(&place.fetch(&service, &["--from", &address, "--dry-run"]));
    assert!(said.contains("1 exams, 2 certifications"), "{said}");
    assert!(service.requests().is_empty());
    let asked = other.requests();
    assert_eq!(asked[0].target, "/api/catalog/?type=exams,certifications");
    assert!(!asked[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_redirect_to_another_host_does_not_take_the_token_along() {
    let place = Place::new().await;
    let body = Box::leak(fixture("exams-2.json").into_boxed_str());
    let other = Service::always("200 OK", "", body);
    let target = other.url.clone();
    let service = Service::start(move |_, _, stream| {
        reply(
            stream,
            "302 Found",
            &format!("Location: {target}/there\r\n"),
            b"",
        );
    });
    let output = place.fetch(&service, &["--dry-run"]);
    shows_no_secret(&output);
    succeeded(&output);
    assert!(service.requests()[0].headers.contains_key("authorization"));
    assert!(!other.requests()[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn packed_answers_are_unpacked() {
    let place = Place::new().await;
    let service = Service::start(|_, asked, stream| {
        assert_eq!(asked.headers["accept-encoding"], "gzip");
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed
            .write_all(fixture("exams-2.json").as_bytes())
            .unwrap();
        let packed = packed.finish().unwrap();
        reply(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed);
    });
    let said = succeeded(&place.fetch(&service, &["--dry-run"]));
    assert!(said.contains("+ exam microsoft/ZZ-900"), "{said}");
}

#[tokio::test]
async fn refusals_have_codes_of_their_own() {
    let place = Place::new().await;
    let refusals = [
        (
            "401 Unauthorized",
            "",
            "FETCH_UNAUTHENTICATED",
            "get a new one",
        ),
        (
            "403 Forbidden",
            "",
            "FETCH_FORBIDDEN",
            "may not be registered",
        ),
        (
            "404 Not Found",
            "",
            "FETCH_NOT_FOUND",
            "nothing at this address",
        ),
        (
            "429 Too Many Requests",
            "Retry-After: 120\r\n",
            "FETCH_RATE_LIMITED",
            "after 120 s",
        ),
        (
            "503 Service Unavailable",
            "",
            "FETCH_SERVER_FAILED",
            "try again later",
        ),
        ("400 Bad Request", "", "FETCH_REFUSED", "rejected"),
        ("204 No Content", "", "FETCH_REFUSED", "204"),
        ("302 Found", "", "FETCH_REFUSED", "302"),
        (
            "302 Found",
            "Location: ftp://127.0.0.1/x\r\n",
            "FETCH_REDIRECT_REFUSED",
            "scheme",
        ),
        (
            "302 Found",
            "Location: https://127.0.0.1/x\r\n",
            "FETCH_REDIRECT_REFUSED",
            "scheme",
        ),
        (
            "302 Found",
            "Location: /again\r\n",
            "FETCH_REDIRECT_REFUSED",
            "sixth",
        ),
    ];
    for (status, headers, code, told) in refusals {
        let service = Service::always(status, headers, "");
        let output = place.fetch(&service, &[]);
        shows_no_secret(&output);
        let message = failed(&output, code);
        assert!(message.contains(told), "{status}: {message}");
        assert!(service.requests().len() <= 6, "{status}");
    }
}

#[tokio::test]
async fn answers_that_are_none_change_nothing() {
    let place = Place::new().await;
    let answers = [
        (
            "<html>Sign in</html>",
            "FETCH_ANSWER_INVALID",
            "line 1: this is no JSON",
        ),
        (
            "{\"error\": {\"code\": \"x\"}}",
            "FETCH_ANSWER_INVALID",
            "neither a page",
        ),
        (
            "{\"value\": [{\"id\": \"exam.a\", \"levels\": 3}]}",
            "FETCH_ANSWER_INVALID",
            "value[0]: levels",
        ),
        (
            "{\"value\": []}",
            "FETCH_ANSWER_EMPTY",
            "no exam and no certification",
        ),
        (
            "{\"value\": [], \"nextLink\": \"https://example.org/2\"}",
            "FETCH_PAGING_REFUSED",
            "another host",
        ),
        (
            "{\"value\": [], \"nextLink\": \"/exams\"}",
            "FETCH_PAGING_REFUSED",
            "cycle",
        ),
        ("\u{1f8b}", "FETCH_ANSWER_INVALID", "no JSON"),
    ];
    for (body, code, told) in answers {
        let service = Service::always("200 OK", "", body);
        let output = place.fetch(&service, &[]);
        shows_no_secret(&output);
        let message = failed(&output, code);
        assert!(message.contains(told), "{body}: {message}");
    }
    let endless = Service::start(|service, asked, stream| {
        let number = asked
            .target
            .trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let number: u32 = number.parse().unwrap_or_default();
        let body = format!(
            "{{\"value\": [], \"nextLink\": \"{service}/{}\"}}",
            number + 1
        );
        reply(stream, "200 OK", "", body.as_bytes());
    });
    let message = failed(&place.fetch(&endless, &[]), "FETCH_PAGING_REFUSED");
    assert!(message.contains("too many pages"), "{message}");
    assert_eq!(endless.requests().len(), 200);
}

#[tokio::test]
async fn an_answer_is_bounded_in_size_and_time() {
    let place = Place::new().await;
    let large = Service::start(|_, _, stream| {
        let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
        let mut sent = stream.write_all(head.as_bytes());
        let megabyte = vec![b' '; 1_000_000];
        while sent.is_ok() {
            sent = stream.write_all(&megabyte);
        }
    });
    failed(&place.fetch(&large, &[]), "FETCH_TOO_LARGE");
    let bomb = Service::start(|_, _, stream| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&vec![b' '; 50_000_000]).unwrap();
        let packed = packed.finish().unwrap();
        reply(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed);
    });
    failed(&place.fetch(&bomb, &[]), "FETCH_TOO_LARGE");
    let silent = Service::start(|_, _, _| thread::sleep(Duration::from_secs(20)));
    let dripping = Service::start(|_, _, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
        let mut sent = stream.write_all(head.as_bytes());
        while sent.is_ok() {
            thread::sleep(Duration::from_millis(100));
            sent = stream.write_all(b" ");
        }
    });
    for service in [silent, dripping] {
        let begin = Instant::now();
        let message = failed(&place.fetch(&service, &[]), "FETCH_TIMED_OUT");
        assert!(message.contains("within 2 s"), "{message}");
        assert!(begin.elapsed() < Duration::from_secs(15));
    }
    let file = place
        .file("large.json", &vec![b' '; 1_100_000])
        .display()
        .to_string();
    failed(&place.fetch(&large, &["--from", &file]), "FETCH_TOO_LARGE");
}

#[tokio::test]
async fn a_missing_token_or_network_is_reported_with_a_hint() {
    let place = Place::new().await;
    let run = |more: &[&str], environment: &[(&str, &str)]| {
        place.run(&[&["fetch", "microsoft-learn"], more].concat(), environment)
    };
    let message = failed(&run(&[], &[]), "FETCH_TOKEN_MISSING");
    assert!(
        message.contains("MICROSOFT_LEARN_TOKEN") && message.contains("--from FILE"),
        "{message}"
    );
    failed(
        &run(&[], &[("MICROSOFT_LEARN_TOKEN", " ")]),
        "FETCH_TOKEN_MISSING",
    );
    let bad = run(&[], &[("MICROSOFT_LEARN_TOKEN", "t0ken\twith blanks")]);
    shows_no_secret(&bad);
    failed(&bad, "FETCH_TOKEN_INVALID");
    // Nobody listens there any more.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let nowhere = format!("http://ana:pw@{free}/v1");
    let away = format!("http://{free}/v1?sig=pw");
    let environment = [("MICROSOFT_LEARN_TOKEN", TOKEN)];
    let message = failed(&run(&["--from", &away], &environment), "FETCH_UNREACHABLE");
    assert!(
        message.contains("without a network, read a saved response"),
        "{message}"
    );
    let message = failed(
        &run(&["--from", &nowhere], &environment),
        "FETCH_ADDRESS_INVALID",
    );
    assert!(!message.contains("pw"), "{message}");
    let message = failed(
        &run(&["--from", "http://name.invalid/"], &[]),
        "FETCH_UNREACHABLE",
    );
    assert!(message.contains("http://name.invalid/"), "{message}");
    failed(
        &run(&["--from", "file:///etc/passwd"], &[]),
        "FETCH_ADDRESS_INVALID",
    );
    failed(&run(&["--from", "missing.json"], &[]), "FILE_UNREADABLE");
    failed(
        &run(&["--from", "x.json", "--as-of", "9999-01-01"], &[]),
        "AS_OF_IN_FUTURE",
    );
    let undated = place.file(
        "undated.json",
        b"{\"exams\": [{\"uid\": \"exam.a-1\", \"title\": \"A\"}]}",
    );
    let undated = undated.display().to_string();
    let message = failed(&run(&["--from", &undated], &[]), "FETCH_UNDATED");
    assert!(message.contains("--as-of"), "{message}");
    let help = succeeded(&run(&["--help"], &environment));
    assert!(
        !help.contains("t0ken") && help.contains("MICROSOFT_LEARN_TOKEN"),
        "{help}"
    );
}
