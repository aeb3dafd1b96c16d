//! An own, empty database for each test, on the kind of database that the run is for.

use std::{
    fmt, process,
    sync::atomic::{AtomicU32, Ordering},
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// A database that lives as long as this value.
pub struct TestDatabase {
    url: String,
    place: Place,
}

enum Place {
    /// The folder goes with the value.
    Sqlite {
        _folder: TempDir,
    },
    Postgres {
        server: String,
        name: String,
    },
}

/// Whether this run is for PostgreSQL: `TEST_DATABASE=postgres`; SQLite when it is not set.
pub fn is_postgres() -> bool {
    match variable("TEST_DATABASE").as_deref() {
        None | Some("sqlite") => false,
        Some("postgres") => true,
        Some(other) => panic!("TEST_DATABASE is {other:?}; it must be \"sqlite\" or \"postgres\""),
    }
}

/// Tells the databases of one run apart.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Creates a database without tables.
pub async fn fresh() -> TestDatabase {
    if !is_postgres() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("catalogue.db");
        return TestDatabase {
            url: format!("sqlite://{}", file.display()),
            place: Place::Sqlite { _folder: folder },
        };
    }
    let server = variable("TEST_DATABASE_URL").unwrap_or_else(|| {
        panic!(
            "TEST_DATABASE=postgres needs TEST_DATABASE_URL, a server on which databases may be \
             created, such as postgres://user@localhost/postgres; scripts/postgres starts one"
        )
    });
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("certgraph_test_{}_{number}", process::id());
    let drop_leftover = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    execute(&server, &drop_leftover).await;
    execute(&server, &format!("CREATE DATABASE {name}")).await;
    let (base, query) = server.split_once('?').unwrap_or((&server, ""));
    let (base, _) = base
        .rsplit_once('/')
        .expect("TEST_DATABASE_URL ends in a database");
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    TestDatabase {
        url: format!("{base}/{name}{query}"),
        place: Place::Postgres { server, name },
    }
}

impl TestDatabase {
    /// Its address, as `DATABASE_URL` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for TestDatabase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.url)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Place::Postgres { server, name } = &self.place else {
            return;
        };
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        let server = server.clone();
        // The test's own runtime is busy ending. What cannot be dropped is left to the server.
        let dropping = std::thread::spawn(move || {
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            {
                runtime.block_on(async {
                    if let Ok(connection) = Database::connect(server).await {
                        let _ = connection.execute_unprepared(&statement).await;
                    }
                });
            }
        });
        let _ = dropping.join();
    }
}

async fn execute(server: &str, statement: &str) {
    let connection = Database::connect(server)
        .await
        .expect("the server of TEST_DATABASE_URL answers");
    connection
        .execute_unprepared(statement)
        .await
        .expect("the user of TEST_DATABASE_URL may create databases");
    connection.close().await.expect("the connection closes");
}

#[expect(
    clippy::disallowed_methods,
    reason = "the variables of the tests are none of the program's"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
