//! Settings as operators give them: the `.env` file, empty variables, addresses of databases, and
//! what is told of a database that cannot be used.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use certgraph::cli::environment_reference;

use crate::{
    command_line::{
        SMALL, Server, certgraph, failed, folder, on_database, run, succeeded, text, try_get_with,
    },
    support::database::fresh,
};

#[test]
fn a_bad_settings_line_is_reported_by_its_number_only() {
    let folder = folder();
    for (line, what) in [
        ("DATABASE_URL=postgres://u:s3 cret@h/db", "space"),
        ("DATABASE_URL='postgres://u:s3cret@h/db", "quote"),
        ("DATABASE_URL=\"postgres://u:s3cret@h/db", "quote"),
        ("DATABASE_URL=postgres://u:s3cret@h/db\\", "backslash"),
        ("postgres://u:s3cret@h/db", "NAME=value"),
    ] {
        let file = format!("# settings\nLISTEN=127.0.0.1:0\n{line}\n");
        fs::write(folder.path().join(".env"), file).unwrap();
        let output = run(folder.path(), &["validate", "nothing"]);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        let place = "error[ENV_FILE_INVALID]: .env cannot be read: line 3: ";
        assert!(message.starts_with(place), "{message}");
        assert!(message.contains(what), "{message}");
        let told = message + &text(&output.stdout);
        assert!(!told.contains("s3") && !told.contains("cret"), "{told}");
    }
}

#[tokio::test]
async fn a_dollar_in_the_file_of_settings_is_a_dollar() {
    let folder = folder();
    let database = folder.path().join("pa$HOME$$x.db");
    let file = format!("DATABASE_URL=sqlite://{}\n", database.display());
    fs::write(folder.path().join(".env"), file).unwrap();
    succeeded(&run(folder.path(), &["migrate"]));
    assert!(database.exists());
}

#[tokio::test]
async fn an_empty_variable_counts_as_not_set() {
    let (database, folder) = (fresh().await, folder());
    let reference = environment_reference();
    let names: Vec<&str> = reference
        .lines()
        .filter_map(|line| {
            line.strip_prefix("# ")?
                .split_once('=')
                .map(|(name, _)| name)
        })
        .filter(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        })
        .collect();
    assert!(names.len() > 40, "{names:?}");

    // In the environment.
    let empty = |command: &mut Command| {
        for name in &names {
            command.env(name, "");
        }
    };
    let mut command = certgraph(folder.path());
    empty(&mut command);
    let url = database.url();
    command.args(["serve", "--listen", "127.0.0.1:0", "--database-url", url]);
    let mut server = Server::start(command);
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));

    // In the file of settings, and in the environment above a value of the file.
    let file = names.join("=\n");
    let file = format!("{file}=\nDATABASE_URL={url}\nLISTEN=127.0.0.1:0\n");
    fs::write(folder.path().join(".env"), file).unwrap();
    let mut command = certgraph(folder.path());
    empty(&mut command);
    let mut server = Server::start(command);
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));

    // For the commands below a command too.
    let mut list = certgraph(folder.path());
    empty(&mut list);
    succeeded(&list.args(["token", "list"]).output().unwrap());
    // An empty option of the command line is a mistake all the same.
    let wrong = on_database(&database, folder.path(), &["serve", "--metrics-listen", ""]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong.stderr));
}

/// Something that takes a connection, reads what is said first and answers with these bytes.
fn answering(host: &str, bytes: &'static [u8]) -> (u16, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind((host, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection: TcpStream = connection.unwrap();
            let mut said = [0; 8];
            let _ = connection.read_exact(&mut said);
            let _ = send.send(said.to_vec());
            let _ = connection.write_all(bytes);
            // Open until the other side has read it.
            let _ = connection.set_read_timeout(Some(Duration::from_secs(1)));
            let _ = connection.read(&mut said);
        }
    });
    (port, receive)
}

/// What each client of PostgreSQL says first when it would use TLS.
const TLS_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

#[test]
fn an_ipv6_address_of_a_database_is_connected_to() {
    let folder = folder();
    let (port, said) = answering("::1", b"");
    let url = format!("postgres://me:s3cret@[::1]:{port}/db");
    let output = run(folder.path(), &["migrate", "--database-url", &url]);
    failed(&output, "DATABASE_UNREACHABLE");
    let first = said.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(first, TLS_REQUEST);

    // The copy for reading is looked at from the start as well.
    let (port, said) = answering("::1", b"");
    let mut command = certgraph(folder.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("DATABASE_URL", "sqlite://catalogue.db")
        .env(
            "DATABASE_READ_URL",
            format!("postgres://me@[::1]:{port}/db"),
        );
    let server = Server::start(command);
    let first = said.recv_timeout(Duration::from_secs(10)).unwrap();
    assert_eq!(first, TLS_REQUEST);
    drop(server);
}

#[test]
fn an_unusable_database_is_reported_with_the_cause() {
    let folder = folder();
    let (without_tls, _heard) = answering("127.0.0.1", b"N");
    let (with_tls, _heard) = answering("127.0.0.1", b"S");
    let (not_tls, _heard) = answering("127.0.0.1", b"Sthis is not TLS at all");
    let (other, _heard) = answering("127.0.0.1", b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let nobody = crate::command_line::free_port();
    let long = "a".repeat(64);
    for (url, code, what, ends) in [
        (
            format!("postgres://me:s3cret@127.0.0.1:{without_tls}/db?sslmode=require"),
            "DATABASE_INSECURE",
            "does not offer TLS",
            true,
        ),
        (
            format!(
                "postgres://me:s3cret@127.0.0.1:{with_tls}/db?sslmode=verify-ca&sslrootcert=none.pem"
            ),
            "DATABASE_INSECURE",
            "a certificate or key file of its address does not exist",
            true,
        ),
        (
            format!("postgres://me:s3cret@127.0.0.1:{not_tls}/db?sslmode=verify-full"),
            "DATABASE_INSECURE",
            "the TLS handshake failed",
            true,
        ),
        (
            format!("postgres://me:s3cret@{long}.example/db"),
            "DATABASE_UNREACHABLE",
            "its host name cannot be resolved",
            false,
        ),
        (
            format!("postgres://me:s3cret@127.0.0.1:{nobody}/db"),
            "DATABASE_UNREACHABLE",
            "nothing listens at its address",
            false,
        ),
        (
            format!("postgres://me:s3cret@127.0.0.1:{other}/db"),
            "DATABASE_UNREACHABLE",
            "is not a PostgreSQL server",
            false,
        ),
        (
            "postgres://me:s3cret@/db?host=/nowhere/at/all".to_owned(),
            "DATABASE_UNREACHABLE",
            "there is no socket in its directory",
            false,
        ),
        (
            "postgres://me:s3cret@:5433/db?host=/nowhere/at/all".to_owned(),
            "DATABASE_UNREACHABLE",
            "there is no socket in its directory",
            false,
        ),
    ] {
        let start = Instant::now();
        let migrate = run(folder.path(), &["migrate", "--database-url", &url]);
        let message = failed(&migrate, code);
        assert!(message.contains(what), "{url}: {message}");
        assert!(message.contains("cause="), "{url}: {message}");
        assert!(!message.contains("s3cret"), "{message}");
        let serve = ["serve", "--listen", "127.0.0.1:0", "--database-url", &url];
        let must: Vec<&str> = serve.into_iter().chain(["--require-database"]).collect();
        let message = failed(&run(folder.path(), &must), code);
        assert!(message.contains(what), "{url}: {message}");
        assert!(!message.contains("s3cret"), "{message}");
        if ends {
            let message = failed(&run(folder.path(), &serve), code);
            assert!(message.contains(what), "{url}: {message}");
        } else {
            let mut command = certgraph(folder.path());
            let mut child = command.args(serve).stderr(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(child.stderr.take().unwrap());
            let mut said = String::new();
            while !said.contains("waiting for the database") {
                assert!(lines.read_line(&mut said).unwrap() > 0, "it ended: {said}");
            }
            assert!(said.contains(what) && said.contains("cause="), "{said}");
            child.kill().unwrap();
            child.wait().unwrap();
        }
        assert!(start.elapsed() < Duration::from_secs(15), "{url}");
    }
}

#[test]
fn an_unusable_url_is_reported_without_its_credentials() {
    let folder = folder();
    for variable in ["OTEL_EXPORTER_OTLP_ENDPOINT", "PUBLIC_URL", "LISTEN"] {
        let mut command = certgraph(folder.path());
        command
            .arg("serve")
            .env(variable, "http://me:s3cret@collector.example");
        let output = command.output().unwrap();
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains("…@collector.example"), "{message}");
        assert!(!message.contains("s3cret"), "{message}");
    }
}

/// A misspelt parameter may hold a password.
#[test]
fn an_unknown_url_parameter_is_reported_without_its_value() {
    let folder = folder();
    let port = crate::command_line::free_port();
    for parameters in [
        "passwrd=s3cret",
        "sslmode=disable&pass=s3cret&channel_binding=s3cret",
    ] {
        let url = format!("postgres://me@127.0.0.1:{port}/db?{parameters}");
        let output = run(folder.path(), &["migrate", "--database-url", &url]);
        let message = failed(&output, "DATABASE_UNREACHABLE");
        assert!(message.contains("unknown parameter"), "{message}");
        assert!(message.contains("name=\"pass"), "{message}");
        assert!(!message.contains("s3cret"), "{message}");
    }
}

#[test]
fn a_folder_of_files_is_read_whatever_the_case_of_their_names_and_without_hidden_ones() {
    let folder = folder();
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    fs::write(files.join("small.TOML"), SMALL).unwrap();
    // What an editor or a copy from another system leaves behind.
    fs::write(files.join("._small.toml"), b"\0\x05\x16\x07").unwrap();
    fs::write(files.join(".small.toml.swp"), b"\0").unwrap();
    fs::write(files.join(".hidden.toml"), "nonsense").unwrap();
    succeeded(&run(folder.path(), &["validate", "files"]));
    fs::write(files.join("wrong.Toml"), "nonsense").unwrap();
    failed(
        &run(folder.path(), &["validate", "files"]),
        "CATALOGUE_INVALID",
    );
    // A file that is named is read.
    failed(
        &run(folder.path(), &["validate", "files/.hidden.toml"]),
        "CATALOGUE_INVALID",
    );
    // A mark of the byte order is no part of a file.
    fs::remove_file(files.join("wrong.Toml")).unwrap();
    fs::write(files.join("small.TOML"), format!("\u{feff}{SMALL}")).unwrap();
    succeeded(&run(folder.path(), &["validate", "files"]));
}

#[tokio::test]
async fn files_of_fragments_are_no_trusted_documents() {
    let (database, folder) = (fresh().await, folder());
    let documents = folder.path().join("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(
        documents.join("parts.graphql"),
        "fragment A on Exam { code }",
    )
    .unwrap();
    let serve = |listen| {
        let mut command = certgraph(folder.path());
        command
            .args(["serve", "--listen", listen])
            .env("DATABASE_URL", database.url())
            .env("TRUSTED_DOCUMENTS", &documents);
        command
    };
    // With nothing else every request would be refused.
    let output = serve("127.0.0.1:0").output().unwrap();
    failed(&output, "TRUSTED_DOCUMENTS_INVALID");
    fs::write(
        documents.join("exam.graphql"),
        "{ exam(code: \"AZ-104\") { ...A } } fragment A on Exam { code }",
    )
    .unwrap();
    let mut server = Server::start(serve("127.0.0.1:0"));
    let answer = try_get_with(&server.address, "/graphql?documentId=exam", "").unwrap();
    assert!(
        answer.contains(r#"{"data":{"exam":{"code":"AZ-104"}}}"#),
        "{answer}"
    );
    let answer = try_get_with(&server.address, "/graphql?documentId=parts", "").unwrap();
    assert!(answer.contains("DOCUMENT_NOT_TRUSTED"), "{answer}");
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}

/// An image listens so, and its health is asked by the same setting.
#[tokio::test]
async fn a_server_on_every_address_is_found_by_its_health_check() {
    let (database, folder) = (fresh().await, folder());
    let mut command = certgraph(folder.path());
    let port = crate::command_line::free_port();
    let listen = format!("[::]:{port}");
    command
        .args(["serve", "--listen", &listen])
        .env("DATABASE_URL", database.url());
    let server = Server::start(command);
    let check = run(folder.path(), &["healthcheck", "--listen", &listen]);
    assert_eq!(succeeded(&check), "ready\n");
    let answer = try_get_with(&format!("127.0.0.1:{port}"), "/livez", "").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(server);
}
