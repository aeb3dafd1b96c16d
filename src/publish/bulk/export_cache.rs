//! Caches the exports of the newest snapshot; each is written on first request.

use std::{
    collections::HashMap,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{sync::OnceCell, task::spawn_blocking};

use super::{
    BulkExport, CatalogueLines, Coding, ExportError, ExportFacts, ExportFile,
    domain_weights::{domain_weights_csv, domain_weights_jsonl},
    file::FileWriter,
    open_formats::{case_jsonl, ctdl_jsonld},
};
use crate::{
    catalogue::{Catalogue, LogPosition, Revision, hexadecimal},
    store::{LazyStore, Store},
};

/// Serves exports. Copies share the files.
#[derive(Debug, Clone)]
pub struct ExportCache {
    store: LazyStore,
    shelf: Arc<Mutex<ExportSlots>>,
}

/// The files of one snapshot; dropped with their last reader.
#[derive(Debug, Default)]
struct ExportSlots {
    position: LogPosition,
    files: HashMap<(BulkExport, Coding), Arc<OnceCell<Arc<ExportFile>>>>,
}

impl ExportCache {
    /// A cache over a store that may not be open yet.
    pub fn new(store: LazyStore) -> Self {
        Self {
            store,
            shelf: Arc::default(),
        }
    }

    /// The export of a snapshot in a content coding. The first request writes it; concurrent
    /// requests wait for the same file.
    ///
    /// # Errors
    /// [`ExportError`]; a later request tries again.
    pub async fn get(
        &self,
        export: BulkExport,
        coding: Coding,
        catalogue: &Arc<Catalogue>,
    ) -> Result<Arc<ExportFile>, ExportError> {
        let plain = self
            .place(export, Coding::Identity, catalogue.log_head())
            .get_or_try_init(|| self.write(export, catalogue))
            .await
            .cloned()?;
        if coding == Coding::Identity {
            return Ok(plain);
        }
        self.place(export, coding, catalogue.log_head())
            .get_or_try_init(|| async move {
                let file = blocking(move || plain.compressed(coding)).await?;
                Ok(Arc::new(file))
            })
            .await
            .cloned()
    }

    /// The slot of a file. A snapshot older than the cached one gets its own slot, which is not
    /// shared.
    fn place(
        &self,
        export: BulkExport,
        coding: Coding,
        position: LogPosition,
    ) -> Arc<OnceCell<Arc<ExportFile>>> {
        let mut kept = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.position != position {
            if kept.position.sequence > position.sequence {
                return Arc::default();
            }
            *kept = ExportSlots {
                position,
                files: HashMap::new(),
            };
        }
        Arc::clone(kept.files.entry((export, coding)).or_default())
    }

    async fn write(
        &self,
        export: BulkExport,
        catalogue: &Arc<Catalogue>,
    ) -> Result<Arc<ExportFile>, ExportError> {
        let store = self.store.get().ok_or(ExportError::Unavailable(None))?;
        let file = match export {
            BulkExport::Catalogue => write_catalogue(store, catalogue.log_head()).await?,
            BulkExport::DomainWeightsCsv
            | BulkExport::DomainWeightsJsonl
            | BulkExport::CtdlJsonld
            | BulkExport::CaseJsonl => {
                let last = store.change(catalogue.log_head().sequence).await?;
                let revision = last.map(|change| change.revision).unwrap_or_default();
                let catalogue = Arc::clone(catalogue);
                blocking(move || write_rows(export, &catalogue, revision)).await?
            }
        };
        Ok(Arc::new(file))
    }
}

async fn write_catalogue(store: &Store, position: LogPosition) -> Result<ExportFile, ExportError> {
    let mut lines = CatalogueLines::new(store, position).await?;
    let mut writer = FileWriter::new()?;
    while let Some(text) = lines.next().await? {
        writer = blocking(move || writer.write_all(text.as_bytes()).map(|()| writer)).await?;
    }
    let facts = facts(&writer, lines.revision(), position, lines.counts().to_vec());
    Ok(writer.finish(facts))
}

fn write_rows(
    export: BulkExport,
    catalogue: &Catalogue,
    revision: Revision,
) -> io::Result<ExportFile> {
    let mut writer = io::BufWriter::with_capacity(1 << 16, FileWriter::new()?);
    let counts = match export {
        BulkExport::DomainWeightsCsv => {
            ("DOMAIN_WEIGHT", domain_weights_csv(catalogue, &mut writer)?)
        }
        BulkExport::CtdlJsonld => ("NODE", ctdl_jsonld(catalogue, &mut writer)?),
        BulkExport::CaseJsonl => ("PACKAGE", case_jsonl(catalogue, &mut writer)?),
        BulkExport::DomainWeightsJsonl | BulkExport::Catalogue => (
            "DOMAIN_WEIGHT",
            domain_weights_jsonl(catalogue, &mut writer)?,
        ),
    };
    let writer = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    let facts = facts(&writer, revision, catalogue.log_head(), vec![counts]);
    Ok(writer.finish(facts))
}

fn facts(
    writer: &FileWriter,
    revision: Revision,
    position: LogPosition,
    counts: Vec<(&'static str, u64)>,
) -> Arc<ExportFacts> {
    let sha256 = hexadecimal(&writer.digest());
    Arc::new(ExportFacts {
        revision,
        position,
        counts,
        sha256,
    })
}

/// Runs blocking or CPU-bound work outside request threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, ExportError> {
    let outcome = spawn_blocking(work).await;
    Ok(outcome.unwrap_or_else(|stopped| Err(io::Error::other(stopped)))?)
}
