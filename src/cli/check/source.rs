//! The catalogue against which documents are checked.

use std::{fs, path::Path, time::Duration};

use chrono::DateTime;
use tokio::task::spawn_blocking;

use super::{super::CommandError, CheckArguments};
use crate::{
    app::open,
    catalogue::{Catalogue, Content, Revision},
    connect::{Client, ClientLimits, address, response_text},
    publish::{AuthoringError, CatalogueFile, CatalogueLines, parse, read_files, shipped_files},
};

/// The largest export that is fetched: a hundred times that of the shipped catalogue.
const EXPORT_BYTES: u64 = 256 << 20;

const EXPORT: &str = "exports/catalogue.jsonl";

/// The catalogue that the options choose.
pub(super) async fn catalogue(arguments: &CheckArguments) -> Result<Catalogue, CommandError> {
    let content = if let Some(server) = &arguments.server {
        fetched(server.clone()).await?
    } else if arguments.stored {
        let fault = |address: String| move |source| CommandError::Store { address, source };
        let store = open(&arguments.database)
            .await
            .map_err(fault(String::new()))?;
        store.load().await.map_err(fault(store.address()))?.content
    } else if arguments.catalogue.is_empty() {
        parse(shipped_files())?.validate()?
    } else {
        let mut files: Vec<CatalogueFile> = Vec::new();
        let mut exported = Content::default();
        for path in &arguments.catalogue {
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
    let Some(url) = address(&text)? else {
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
        })??;
    let export = response_text(bytes, EXPORT_BYTES, EXPORT_BYTES, || text.clone())?;
    CatalogueLines::read(&export).map_err(no_export(text))
}

fn no_export(name: String) -> impl FnOnce(serde_json::Error) -> CommandError {
    move |fault| CommandError::NoExport {
        name,
        reason: fault.to_string(),
    }
}
