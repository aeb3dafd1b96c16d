//! `certgraph diff`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    CommandError, Completion,
    difference_text::{Detail, counts_text, difference_text},
    progress::during,
};
use crate::{
    app::{open, system_clock},
    config::DatabaseSettings,
    publish::{self, ChangeSet, Edits, ImportMode, parse, read_files},
    stdio::{print, print_styled},
};

/// Options of `diff`.
#[derive(Args, Debug)]
pub(super) struct DiffArguments {
    /// Catalogue files or directories
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Also show stored records that the files omit, as `import --replace` would remove them
    #[arg(long)]
    replace: bool,

    /// Print the difference as one JSON document
    #[arg(long)]
    json: bool,

    /// Exit with 1 if something differs
    #[arg(long)]
    exit_code: bool,

    #[command(flatten)]
    database: DatabaseSettings,
}

pub(super) async fn run(arguments: &DiffArguments) -> Result<Completion, CommandError> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read_files(path)?);
    }
    let parsed = parse(files)?;
    let store = open(&arguments.database)
        .await
        .map_err(|source| CommandError::Store {
            address: String::new(),
            source,
        })?;
    let change_set = ChangeSet {
        edits: Edits {
            records: parsed.content(),
            mode: if arguments.replace {
                ImportMode::Replace
            } else {
                ImportMode::Merge
            },
            ..Edits::default()
        },
        dry_run: true,
        ..ChangeSet::default()
    };
    let work = publish::import(&store, &parsed, &change_set, system_clock().now());
    let compared = during("comparing", work)
        .await
        .map_err(|error| CommandError::of_import(store.address(), error))?;
    let (difference, revision) = (compared.difference, compared.revision);
    if arguments.json {
        let document = json!({
            "revision": revision.number(),
            "counts": difference.counts(),
            "records": difference,
        });
        print(&format!("{document:#}"));
    } else {
        print_styled(&difference_text(&difference, Detail::Everything));
        let (address, counts) = (store.address(), counts_text(difference.counts()));
        print(&format!("{address}, revision {revision}: {counts}"));
    }
    if arguments.exit_code && !difference.is_empty() {
        Ok(Completion::Differs)
    } else {
        Ok(Completion::Done)
    }
}
