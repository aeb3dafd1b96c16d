//! The catalogue against which documents are checked.

use std::{fs, path::Path, time::Duration};

use chrono::DateTime;
use serde_json::{Map, Value};
use tokio::task::spawn_blocking;

use super::{super::CommandError, CheckArguments};
use crate::{
    app::open,
    catalogue::{Catalogue, Content, Revision},
    connect::{Client, ClientLimits, address, response_text},
    publish::{AuthoringError, CatalogueFile, parse, read_files, shipped_files},
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
    let name = || path.display().to_string();
    match extension {
        Some("json") => {
            let content = serde_json::from_str(&read()?);
            content.map(Some).map_err(|fault| CommandError::NoExport {
                name: name(),
                reason: fault.to_string(),
            })
        }
        Some("jsonl") => lines(&read()?, &name()).map(Some),
        _ => Ok(None),
    }
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
    lines(&export, &text)
}

/// The content of an export in JSON lines: a line about the export, then one for each record.
fn lines(text: &str, name: &str) -> Result<Content, CommandError> {
    let fault = |reason: String| CommandError::NoExport {
        name: name.to_owned(),
        reason,
    };
    let mut lists: Map<String, Value> = Map::new();
    let mut lines = text.lines();
    let first: Value = serde_json::from_str(lines.next().unwrap_or_default())
        .map_err(|error| fault(error.to_string()))?;
    if first["format"] != "certgraph-catalogue/1" {
        return Err(fault(
            "its first line does not name the format certgraph-catalogue/1".to_owned(),
        ));
    }
    for line in lines {
        let mut record: Value =
            serde_json::from_str(line).map_err(|error| fault(error.to_string()))?;
        let kind = record["kind"]
            .as_str()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let list = lists
            .entry(kind)
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(record["document"].take());
        }
    }
    serde_json::from_value(Value::Object(lists)).map_err(|error| fault(error.to_string()))
}
