//! The catalogue that a command reads: embedded, in files, of a server or of the database.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::DateTime;
use clap::Args;
use tokio::task::spawn_blocking;

use super::CommandError;
use crate::{
    app::open,
    catalogue::{Catalogue, Content, Revision},
    config::DatabaseSettings,
    connect::{Client, ClientLimits, ConnectError, address, response_text},
    publish::{AuthoringError, CatalogueFile, CatalogueLines, parse, read_files, shipped_files},
};

/// The largest export that is fetched: a hundred times that of the shipped catalogue.
const EXPORT_BYTES: u64 = 256 << 20;

const EXPORT: &str = "exports/catalogue.jsonl";

/// Where the catalogue comes from.
#[derive(Args, Debug)]
pub(super) struct CatalogueSource {
    /// Use the catalogue of a running server, such as <https://certs.example>
    #[arg(long, value_name = "URL", conflicts_with_all = ["catalogue", "stored"])]
    server: Option<String>,

    /// Use catalogue files, or an export in TOML, JSON or JSON lines; by default the embedded catalogue
    #[arg(long, value_name = "PATH", conflicts_with = "stored")]
    catalogue: Vec<PathBuf>,

    /// Use the content of the database
    #[arg(long)]
    stored: bool,

    #[command(flatten)]
    database: DatabaseSettings,
}

impl CatalogueSource {
    /// Loads the catalogue. Only that of the database has a revision other than 0.
    pub(super) async fn load(&self) -> Result<Catalogue, CommandError> {
        if self.stored {
            return self.stored().await;
        }
        let content = if let Some(server) = &self.server {
            fetched(server.clone()).await?
        } else if self.catalogue.is_empty() {
            parse(shipped_files())?.validate()?
        } else {
            let mut files: Vec<CatalogueFile> = Vec::new();
            let mut exported = Content::default();
            for path in &self.catalogue {
                match exported_content(path)? {
                    Some(content) => exported.extend(content),
                    None => files.extend(read_files(path)?),
                }
            }
            exported.extend(parse(files)?.content());
            exported
        };
        Catalogue::build(content, Revision::new(0), DateTime::UNIX_EPOCH)
            .map_err(CommandError::InvalidCatalogue)
    }

    async fn stored(&self) -> Result<Catalogue, CommandError> {
        let fault = |address: String| move |source| CommandError::Store { address, source };
        let store = open(&self.database).await.map_err(fault(String::new()))?;
        let stored = store.load().await.map_err(fault(store.address()))?;
        Catalogue::build(stored.content, stored.revision, stored.committed_at)
            .map_err(CommandError::InvalidCatalogue)
    }
}

/// The content of an export in JSON or JSON lines; `None` for other files and directories.
fn exported_content(path: &Path) -> Result<Option<Content>, CommandError> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let read = || {
        fs::read_to_string(path).map_err(|source| {
            let path = path.to_owned();
            CommandError::Files(AuthoringError::Unreadable { path, source })
        })
    };
    let content = match extension {
        Some("json") => serde_json::from_str(&read()?),
        Some("jsonl") => CatalogueLines::read(&read()?),
        _ => return Ok(None),
    };
    let name = path.display().to_string();
    content.map(Some).map_err(no_export(name))
}

async fn fetched(server: String) -> Result<Content, CommandError> {
    let separator = if server.ends_with('/') { "" } else { "/" };
    let text = format!("{server}{separator}{EXPORT}");
    let Some(url) = address(&text).map_err(CommandError::Server)? else {
        return Err(CommandError::NoExport {
            name: server,
            reason: "it is no http:// or https:// address".to_owned(),
        });
    };
    let limits = ClientLimits {
        timeout: Duration::from_mins(1),
        bytes: EXPORT_BYTES,
        pages: 1,
    };
    let fetch =
        move || Client::new(limits, None, "").and_then(|client| client.get(&url, EXPORT_BYTES));
    let bytes = spawn_blocking(fetch)
        .await
        .map_err(|fault| CommandError::NoExport {
            name: text.clone(),
            reason: fault.to_string(),
        })?;
    let export = bytes
        .and_then(|bytes| response_text(bytes, EXPORT_BYTES, EXPORT_BYTES, || text.clone()))
        .map_err(CommandError::Server)?;
    CatalogueLines::read(&export).map_err(no_export(text))
}

/// What helps against a fault of a server, as the end of its message.
pub(super) fn advice(fault: &ConnectError) -> &'static str {
    match fault {
        ConnectError::Unreachable { .. } => {
            "; without a network, read a saved export with --catalogue PATH"
        }
        ConnectError::TimedOut { .. } => "; try again later",
        _ => "",
    }
}

fn no_export(name: String) -> impl FnOnce(serde_json::Error) -> CommandError {
    move |fault| CommandError::NoExport {
        name,
        reason: fault.to_string(),
    }
}
