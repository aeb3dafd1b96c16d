//! Databases of one run on a PostgreSQL server.

use std::{
    error::Error,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database that is there until it is dropped by [`Database::remove`].
pub(crate) struct Database {
    server: String,
    name: String,
    /// Its address.
    pub(crate) url: String,
}

impl Database {
    /// Creates an empty one.
    pub(crate) async fn create(server: &str) -> Result<Self, Box<dyn Error>> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("certgraph_bench_{}_{number}", process::id());
        let (base, query) = server.split_once('?').unwrap_or((server, ""));
        let (base, _) = base.rsplit_once('/').ok_or("the URL names no database")?;
        let mark = if query.is_empty() { "" } else { "?" };
        let database = Self {
            server: server.to_owned(),
            url: format!("{base}/{name}{mark}{query}"),
            name,
        };
        database.on_server("CREATE DATABASE").await?;
        Ok(database)
    }

    /// Drops it, also with open connections.
    pub(crate) async fn remove(self) -> Result<(), Box<dyn Error>> {
        self.on_server("DROP DATABASE").await
    }

    async fn on_server(&self, command: &str) -> Result<(), Box<dyn Error>> {
        let force = if command.starts_with("DROP") {
            " WITH (FORCE)"
        } else {
            ""
        };
        let mut connection = PgConnection::connect(&self.server).await?;
        // The name is our own.
        let statement = AssertSqlSafe(format!("{command} {}{force}", self.name));
        sqlx::raw_sql(statement).execute(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }
}
