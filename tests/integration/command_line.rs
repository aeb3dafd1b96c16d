//! The program as a person or script starts it: commands, exit codes, messages, signals.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::support::database::{TestDatabase, fresh};

pub(crate) fn certgraph(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certgraph"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    certgraph(folder).args(arguments).output().unwrap()
}

pub(crate) fn on_database(database: &TestDatabase, folder: &Path, arguments: &[&str]) -> Output {
    certgraph(folder)
        .args(arguments)
        .env("DATABASE_URL", database.url())
        .output()
        .unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
pub(crate) fn succeeded(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// The last line of standard error of a command that failed with this code.
#[track_caller]
pub(crate) fn failed(output: &Output, code: &str) -> String {
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains(&format!("error[{code}]: ")), "{message}");
    assert!(!message.contains("panicked"), "{message}");
    message
}

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn shipped() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("catalogue")
        .display()
        .to_string()
}

/// A small valid catalogue.
pub(crate) const SMALL: &str = r#"
[[source]]
key = "guide"
title = "Guide"
publisher = "Acme"
url = "https://example.com"
kind = "OFFICIAL"

[[vendor]]
slug = "acme"
name = "Acme"

[[exam]]
vendor = "acme"
code = "A-1"
title = "First"
facts = [
  { name = "FEE", value = "100 USD", evidence = { sources = ["guide"], as_of = "2026", confidence = "OFFICIAL" } },
]
"#;

#[test]
fn help_names_every_command_and_setting() {
    let folder = folder();
    let help = succeeded(&run(folder.path(), &["--help"]));
    for word in [
        "serve",
        "migrate",
        "import",
        "validate",
        "export",
        "schema",
        "healthcheck",
        "token",
        "LISTEN",
    ] {
        assert!(help.contains(word), "{word}\n{help}");
    }
    assert_eq!(run(folder.path(), &["nonsense"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["import"]).status.code(), Some(2));
    assert!(succeeded(&run(folder.path(), &["--version"])).starts_with("certgraph "));
}

#[test]
fn completions_know_every_command() {
    let folder = folder();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = succeeded(&run(folder.path(), &["completions", shell]));
        for word in ["healthcheck", "import", "dry-run"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let unknown = run(folder.path(), &["completions", "cmd"]);
    assert_eq!(unknown.status.code(), Some(2));
}

/// bash reads the script and completes by it.
#[test]
fn bash_completes_a_command() {
    let folder = folder();
    let script = succeeded(&run(folder.path(), &["completions", "bash"]));
    let ask = "COMP_WORDS=(certgraph heal); COMP_CWORD=1; _certgraph certgraph heal certgraph; echo \"${COMPREPLY[@]}\"";
    let output = Command::new("bash")
        .args(["--norc", "-c", &format!("{script}\n{ask}")])
        .output()
        .unwrap();
    assert_eq!(succeeded(&output), "healthcheck\n");
}

#[test]
fn manual_pages_cover_every_command() {
    let folder = folder();
    let page = succeeded(&run(folder.path(), &["man"]));
    for text in [".TH certgraph 1", "certgraph\\-import(1)", "LISTEN"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let pages = folder.path().join("man");
    fs::create_dir(&pages).unwrap();
    succeeded(&run(folder.path(), &["man", "--directory", "man"]));
    for command in ["", "-import", "-serve", "-token-create"] {
        let page = fs::read_to_string(pages.join(format!("certgraph{command}.1"))).unwrap();
        assert!(page.contains("DATABASE_URL"), "{command}");
    }
    let failure = failed(
        &run(folder.path(), &["man", "--directory", "no/such"]),
        "OUTPUT_UNWRITABLE",
    );
    assert!(failure.contains("no/such"), "{failure}");
}

#[test]
fn the_shipped_files_are_valid() {
    let folder = folder();
    let said = succeeded(&run(folder.path(), &["validate", &shipped()]));
    assert!(said.contains("are valid"), "{said}");
}

#[test]
fn each_error_of_a_file_is_reported_with_file_line_and_path() {
    let folder = folder();
    let file = folder.path().join("small.toml");
    let cases = [
        (
            "value = \"100 USD\"",
            "value = \"100 dollars\"",
            "small.toml:18:",
            "ISO 4217",
        ),
        (
            "sources = [\"guide\"]",
            "sources = [\"guidance\"]",
            "small.toml:18:",
            "exam[acme/A-1].facts[0].evidence.sources[0]: there is no source",
        ),
        (
            "title = \"First\"",
            "titel = \"First\"",
            "small.toml:16:",
            "unknown field `titel`",
        ),
        (
            "vendor = \"acme\"",
            "vendor = \"acne\"",
            "small.toml:14:",
            "exam[acne/A-1].vendor: there is no vendor",
        ),
        (
            "slug = \"acme\"",
            "slug = \"Acme\"",
            "small.toml:10:",
            "vendor slug",
        ),
        ("[[vendor]]", "[[vendor]", "small.toml:9:", ""),
        (
            "as_of = \"2026\"",
            "as_of = \"June\"",
            "small.toml:18:",
            "a date such as",
        ),
        (
            "as_of = \"2026\"",
            "as_of = 2026-06-30",
            "small.toml:18:",
            "exam[0].facts[0].evidence.as_of: a date is a string: write \"2026-06-30\" in quotes",
        ),
        (
            "value = \"100 USD\"",
            "value = 100",
            "small.toml:18:",
            "exam[0].facts[0].value: invalid type: integer `100`, expected a text with its unit",
        ),
        (
            "value = \"100 USD\"",
            "value = [\"100 USD\"]",
            "small.toml:18:",
            "is not an amount such as",
        ),
    ];
    for (right, wrong, place, what) in cases {
        fs::write(&file, SMALL.replace(right, wrong)).unwrap();
        let message = failed(
            &run(folder.path(), &["validate", "small.toml"]),
            "CATALOGUE_INVALID",
        );
        assert!(message.contains(place), "{wrong}: {message}");
        assert!(message.contains(what), "{wrong}: {message}");
        assert!(message.contains("nothing was changed"), "{message}");
    }
}

#[test]
fn a_required_cycle_is_refused_and_named() {
    let folder = folder();
    let exam = |code: &str, needs: &str| {
        format!(
            "[[exam]]\nvendor = \"acme\"\ncode = \"{code}\"\ntitle = \"T\"\nprerequisites = [\n  {{ kind = \"REQUIRED\", any_of = [\"acme/{needs}\"], evidence = {{ sources = [\"guide\"], as_of = \"2026\", confidence = \"OFFICIAL\" }} }},\n]\n"
        )
    };
    let text = format!("{SMALL}{}{}", exam("B-2", "C-3"), exam("C-3", "B-2"));
    fs::write(folder.path().join("cycle.toml"), text).unwrap();
    let message = failed(
        &run(folder.path(), &["validate", "cycle.toml"]),
        "CATALOGUE_INVALID",
    );
    assert!(
        message.contains("acme/B-2 requires acme/C-3 requires acme/B-2"),
        "{message}"
    );
}

#[test]
fn missing_paths_are_reported() {
    let folder = folder();
    failed(
        &run(folder.path(), &["validate", "nowhere"]),
        "FILE_UNREADABLE",
    );
    failed(&run(folder.path(), &["validate", "."]), "FOLDER_EMPTY");
    fs::write(folder.path().join("binary.toml"), [0xff, 0xfe]).unwrap();
    failed(
        &run(folder.path(), &["validate", "binary.toml"]),
        "FILE_UNREADABLE",
    );
}

#[tokio::test]
async fn what_is_imported_can_be_exported_and_imported_again() {
    let (database, folder) = (fresh().await, folder());
    fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    let import = |arguments: &[&str]| {
        on_database(&database, folder.path(), &[&["import"], arguments].concat())
    };
    let said = succeeded(&import(&["small.toml"]));
    assert!(said.contains("3 added, 0 changed, 0 removed"), "{said}");

    let dry = SMALL.replace("100 USD", "120 USD");
    fs::write(folder.path().join("dearer.toml"), &dry).unwrap();
    let said = succeeded(&import(&["--dry-run", "dearer.toml"]));
    assert!(
        said.contains("would be 0 added, 1 changed, 0 removed"),
        "{said}"
    );

    let export = |name: &str| {
        succeeded(&on_database(
            &database,
            folder.path(),
            &["export", "--output", name],
        ));
        fs::read_to_string(folder.path().join(name)).unwrap()
    };
    let first = export("first.toml");
    assert!(
        first.contains("100.00 USD") && !first.contains("120"),
        "{first}"
    );
    let said = succeeded(&import(&["--replace", "first.toml"]));
    assert!(said.contains("nothing to change"), "{said}");
    assert_eq!(export("second.toml"), first);
    let json = succeeded(&on_database(
        &database,
        folder.path(),
        &["export", "--format", "json"],
    ));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["exam"][0]["code"], "A-1");
}

#[tokio::test]
async fn a_failed_export_leaves_its_file_as_it_was() {
    let (database, folder) = (fresh().await, folder());
    let export = |arguments: &[&str]| {
        let arguments = [&["export"], arguments].concat();
        let output = on_database(&database, folder.path(), &arguments);
        let message = failed(&output, "SCHEMA_BEHIND");
        assert!(
            message.contains("certgraph migrate") && message.contains("certgraph import"),
            "{message}"
        );
        output.stdout
    };
    fs::write(folder.path().join("earlier"), "an earlier export").unwrap();
    for format in ["toml", "catalogue-jsonl", "case-jsonl"] {
        export(&["--format", format, "--output", "new"]);
        assert!(!folder.path().join("new").exists(), "{format}");
        export(&["--format", format, "--output", "earlier"]);
        let earlier = fs::read_to_string(folder.path().join("earlier")).unwrap();
        assert_eq!(earlier, "an earlier export", "{format}");
        assert_eq!(text(&export(&["--format", format])), "");
    }
}

#[tokio::test]
async fn tokens_are_made_listed_and_revoked() {
    let (database, folder) = (fresh().await, folder());
    let token = |arguments: &[&str]| {
        on_database(&database, folder.path(), &[&["token"], arguments].concat())
    };
    let create = |arguments: &[&str]| token(&[&["create"], arguments].concat());

    let made = create(&["--scope", "editor", "--name", "jo", "--expires", "90d"]);
    let secret = succeeded(&made);
    let secret = secret.trim_end();
    assert!(
        secret.starts_with("certgraph_") && secret.len() == 74,
        "standard output has the token alone"
    );
    let told = text(&made.stderr);
    assert!(told.contains("token jo created; scope EDITOR"), "{told}");
    assert!(!told.contains(secret), "{told}");
    succeeded(&create(&["--scope", "partner", "--name", "acme"]));

    failed(
        &create(&["--scope", "partner", "--name", "jo"]),
        "TOKEN_NAME_TAKEN",
    );
    let past = [
        "--scope",
        "partner",
        "--name",
        "late",
        "--expires",
        "2020-01-01",
    ];
    failed(&create(&past), "EXPIRY_NOT_AHEAD");
    for wrong in [
        ["--scope", "reader", "--name", "a"],
        ["--scope", "editor", "--name", "sql"],
        ["--scope", "editor", "--name", "a b"],
    ] {
        assert_eq!(create(&wrong).status.code(), Some(2), "{wrong:?}");
    }

    let said = succeeded(&token(&["revoke", "acme"]));
    assert!(said.contains("token acme was revoked at 2"), "{said}");
    failed(&token(&["revoke", "nobody"]), "TOKEN_UNKNOWN");
    let list = succeeded(&token(&["list"]));
    let rows: Vec<Vec<&str>> = list
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert_eq!(
        rows[0],
        ["NAME", "SCOPE", "STATE", "CREATED", "EXPIRES", "LAST USED"]
    );
    assert_eq!(rows[1][..3], ["acme", "PARTNER", "revoked"]);
    assert_eq!(rows[1][4..], ["never", "never"]);
    assert_eq!(rows[2][..3], ["jo", "EDITOR", "valid"]);
    assert_eq!(rows.len(), 3);
    assert!(!list.contains(secret));
}

#[tokio::test]
async fn an_import_is_all_or_nothing() {
    let (database, folder) = (fresh().await, folder());
    fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    let import = |arguments: &[&str]| {
        on_database(&database, folder.path(), &[&["import"], arguments].concat())
    };
    succeeded(&import(&["small.toml"]));
    let more = "[[exam]]\nvendor = \"acme\"\ncode = \"B-2\"\ntitle = \"B\"\n\n[[exam]]\nvendor = \"nobody\"\ncode = \"C-3\"\ntitle = \"C\"\n";
    fs::write(folder.path().join("more.toml"), more).unwrap();
    let message = failed(&import(&["more.toml"]), "CATALOGUE_INVALID");
    assert!(message.contains("more.toml:7:"), "{message}");
    // The vendor is still needed by a stored exam, which no file names.
    let vendor = "[[vendor]]\nslug = \"other\"\nname = \"Other\"\n";
    fs::write(folder.path().join("vendor.toml"), vendor).unwrap();
    let said = succeeded(&import(&["--replace", "vendor.toml", "--dry-run"]));
    assert!(said.contains("1 added, 0 changed, 3 removed"), "{said}");
    let twice = format!("{SMALL}[[vendor]]\nslug = \"acme\"\nname = \"Twice\"\n");
    fs::write(folder.path().join("twice.toml"), twice).unwrap();
    let message = failed(&import(&["twice.toml"]), "CATALOGUE_INVALID");
    assert!(message.contains("is in the catalogue twice"), "{message}");
    let exported = succeeded(&on_database(&database, folder.path(), &["export"]));
    assert!(
        exported.contains("A-1") && !exported.contains("B-2"),
        "{exported}"
    );
}

#[test]
fn an_unusable_database_is_reported_without_its_password() {
    let folder = folder();
    let migrate = |url: &str| {
        certgraph(folder.path())
            .args(["migrate", "--database-url", url])
            .output()
            .unwrap()
    };
    failed(
        &migrate("mysql://me:s3cret@localhost/db"),
        "DATABASE_URL_INVALID",
    );
    failed(
        &migrate("postgres://me:s3cret@localhost:port/db"),
        "DATABASE_URL_INVALID",
    );
    let port = free_port();
    let message = failed(
        &migrate(&format!("postgres://me:s3cret@127.0.0.1:{port}/db")),
        "DATABASE_UNREACHABLE",
    );
    assert!(!message.contains("s3cret"), "{message}");
    fs::write(
        folder.path().join("text.db"),
        "this is no database, but it is long enough ".repeat(50),
    )
    .unwrap();
    failed(&migrate("sqlite://text.db"), "DATABASE_REFUSED");
}

#[tokio::test]
async fn a_server_that_must_not_migrate_asks_for_it() {
    let (database, folder) = (fresh().await, folder());
    let output = on_database(
        &database,
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0", "--migrate", "false"],
    );
    let message = failed(&output, "SCHEMA_BEHIND");
    assert!(message.contains("certgraph migrate"), "{message}");
    let said = succeeded(&on_database(&database, folder.path(), &["migrate"]));
    assert!(said.contains("applied"), "{said}");
    let said = succeeded(&on_database(&database, folder.path(), &["migrate"]));
    assert!(said.contains("up to date"), "{said}");
}

#[tokio::test]
async fn a_port_in_use_is_reported() {
    let (database, folder) = (fresh().await, folder());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let output = on_database(&database, folder.path(), &["serve", "--listen", &address]);
    let message = failed(&output, "LISTEN_FAILED");
    assert!(
        message.contains(&address) && message.contains("--listen"),
        "{message}"
    );
    assert_eq!(
        run(folder.path(), &["serve", "--listen", "nonsense"])
            .status
            .code(),
        Some(2)
    );
}

#[tokio::test]
async fn served_without_arguments_it_introduces_itself_and_stops_cleanly() {
    let (database, folder) = (fresh().await, folder());
    // The settings come from the `.env` file of the working folder.
    let settings = format!("DATABASE_URL={}\nLISTEN=127.0.0.1:0\n", database.url());
    fs::write(folder.path().join(".env"), settings).unwrap();
    let mut server = Server::start(certgraph(folder.path()));
    let address = server.address.clone();
    let check = |timeout: &str| {
        run(
            folder.path(),
            &[
                "healthcheck",
                "--listen",
                &address,
                "--timeout-seconds",
                timeout,
            ],
        )
    };
    assert_eq!(succeeded(&check("3")), "ready\n");
    let answer = get(
        &address,
        "/graphql?query=%7Bexam(code:%22ai-102%22)%7Bcode%7D%7D",
    );
    assert!(
        answer.contains(r#"{"data":{"exam":{"code":"AI-102"}}}"#),
        "{answer}"
    );
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
    failed(&check("1"), "NOT_READY");
}

#[tokio::test]
async fn the_log_names_callers_and_never_their_tokens() {
    let (database, folder) = (fresh().await, folder());
    let create = ["token", "create", "--scope", "partner", "--name", "acme"];
    let token = succeeded(&on_database(&database, folder.path(), &create));
    let secret = token.trim_end().strip_prefix("certgraph_").unwrap();
    let log = folder.path().join("log");
    let mut command = certgraph(folder.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "trace"])
        .env("DATABASE_URL", database.url())
        .stderr(fs::File::create(&log).unwrap());
    let mut server = Server::start(command);
    let path = "/graphql?query=%7Bviewer%7Bname%7D%7D";
    let wrong = format!("certgraph_{}", secret.chars().rev().collect::<String>());
    for (credential, expected) in [
        (
            format!("Bearer certgraph_{secret}"),
            r#"{"viewer":{"name":"acme"}}"#,
        ),
        (format!("Bearer {wrong}"), "UNAUTHENTICATED"),
        (format!("Token {secret}"), "UNAUTHENTICATED"),
    ] {
        let header = format!("Authorization: {credential}\r\n");
        let answer = try_get_with(&server.address, path, &header).unwrap();
        assert!(answer.contains(expected), "{answer}");
        assert!(
            !answer.contains(secret) && !answer.contains(&wrong),
            "{answer}"
        );
    }
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("caller=\"acme\""), "{log}");
    for hidden in [secret, wrong.trim_start_matches("certgraph_")] {
        assert!(!log.contains(hidden), "a token is in the log");
    }
}

#[test]
fn requests_that_are_not_http_are_refused_and_not_logged_as_errors() {
    let folder = folder();
    let log = folder.path().join("log");
    let mut command = certgraph(folder.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stderr(fs::File::create(&log).unwrap());
    let mut server = Server::start(command);
    for header in ["X-A: \u{1}\r\n", "X-A: \0\r\n", "X A: b\r\n", ": b\r\n"] {
        let answer = try_get_with(&server.address, "/exams", header).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400"), "{header:?}: {answer}");
    }
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
    let log = fs::read_to_string(log).unwrap();
    assert!(
        log.contains("serving revision") && !log.contains("ERROR"),
        "{log}"
    );
}

#[test]
fn a_server_waits_for_its_database_and_logs_it() {
    let folder = folder();
    let (port, database) = (free_port(), free_port());
    let listen = format!("127.0.0.1:{port}");
    let url = format!("postgres://me@127.0.0.1:{database}/db");
    let mut command = certgraph(folder.path());
    command
        .args(["serve", "--listen", &listen, "--database-url", &url])
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let ready = loop {
        if let Some(answer) = try_get(&listen, "/readyz") {
            break answer;
        }
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "it does not listen"
        );
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(ready.starts_with("HTTP/1.1 503"), "{ready}");
    assert!(get(&listen, "/livez").starts_with("HTTP/1.1 200"));
    let answer = get(&listen, "/graphql?query=%7B__typename%7D");
    assert!(
        answer.starts_with("HTTP/1.1 503") && answer.contains("UNAVAILABLE"),
        "{answer}"
    );
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("waiting for the database") {
        assert!(lines.read_line(&mut said).unwrap() > 0, "it ended: {said}");
    }
    signal(&child, "INT");
    lines.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{said}");

    let must = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database-url",
        &url,
        "--require-database",
    ];
    failed(&run(folder.path(), &must), "DATABASE_UNREACHABLE");
}

pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// Starts a server and waits until it says where it is.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        while !said.contains("schema") {
            assert!(lines.read_line(&mut said).unwrap() > 0, "it ended: {said}");
        }
        let address = said
            .split("http://")
            .nth(1)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap()
            .to_owned();
        for hint in ["/graphiql", "/graphql", "/schema.graphql"] {
            assert!(said.contains(hint), "{said}");
        }
        Self { child, address }
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(&self.child, name);
    }

    pub(crate) fn wait(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "it does not stop"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill")
        .args([format!("-{name}"), child.id().to_string()])
        .status();
    assert!(status.unwrap().success());
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn get(address: &str, path: &str) -> String {
    try_get(address, path).unwrap_or_else(|| panic!("{address} does not answer"))
}

fn try_get(address: &str, path: &str) -> Option<String> {
    try_get_with(address, path, "")
}

/// The answer to a request with these header lines, each of which ends as such lines do.
pub(crate) fn try_get_with(address: &str, path: &str, lines: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .ok()?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{lines}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
