//! `certgraph import`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CommandError, publishing::PublishingArguments};
use crate::{
    publish::{
        Edits, ImportMode,
        cert_atlas::{AtlasReport, CertAtlasMerge, read_cert_atlas},
        parse, read_files,
    },
    stdio::print,
};

/// Options of `import`.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// Catalogue files or directories; one JSON file, gzipped or not, with cert-atlas
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Format of the files
    #[arg(long, value_enum, default_value = "toml")]
    format: ImportFormat,

    /// Also remove stored records that the files omit
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    publishing: PublishingArguments,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ImportFormat {
    /// The authoring format; replaces the records that the files contain
    Toml,
    /// Merge the Cert Atlas index without overriding better sources
    CertAtlas,
}

pub(super) async fn run(arguments: &ImportArguments) -> Result<(), CommandError> {
    match arguments.format {
        ImportFormat::Toml => run_toml(arguments).await,
        ImportFormat::CertAtlas => run_cert_atlas(arguments).await,
    }
}

async fn run_toml(arguments: &ImportArguments) -> Result<(), CommandError> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read_files(path)?);
    }
    let parsed = parse(files)?;
    let session = arguments.publishing.open().await?;
    session.migrate_empty().await?;
    let edits = Edits {
        records: parsed.content(),
        mode: if arguments.replace {
            ImportMode::Replace
        } else {
            ImportMode::Merge
        },
        ..Edits::default()
    };
    session.import(&parsed, edits).await
}

async fn run_cert_atlas(arguments: &ImportArguments) -> Result<(), CommandError> {
    let ([path], false) = (&arguments.paths[..], arguments.replace) else {
        return Err(CommandError::OneIndex);
    };
    let file = read_cert_atlas(path)?;
    let session = arguments.publishing.open().await?;
    session.migrate_empty().await?;
    let report = session
        .import_cert_atlas(CertAtlasMerge::new(&file))
        .await?;
    print(&summary(&report));
    Ok(())
}

/// Counts of the import and its findings.
fn summary(report: &AtlasReport) -> String {
    let skipped = report.findings.skipped();
    let mut lines = vec![format!(
        "Cert Atlas of {}: {} entries, {} skipped, {} of exams without another source",
        report.as_of,
        report.entries,
        skipped,
        report.alone(),
    )];
    for (finding, keys) in report.findings.iter() {
        let examples = keys.iter().take(3).map(String::as_str);
        let examples: Vec<&str> = examples.collect();
        let more = if keys.len() > examples.len() {
            ", …"
        } else {
            ""
        };
        let action = if finding.is_skipped() {
            "skipped: "
        } else {
            ""
        };
        lines.push(format!(
            "{:>6} {action}{} ({}{more})",
            keys.len(),
            finding.meaning(),
            examples.join(", "),
        ));
    }
    lines.join("\n")
}
