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
    stdio::say,
};

/// What to import, and where to.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// Catalogue files, or folders that hold them; one JSON file, gzipped or not, with cert-atlas
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What the files are written in
    #[arg(long, value_enum, default_value = "toml")]
    format: ImportFormat,

    /// Also remove stored records that the files do not name: the catalogue becomes what they say
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    publishing: PublishingArguments,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ImportFormat {
    /// The format that people author; replaces the records that the files name
    Toml,
    /// The open index of certification exams: laid beside what the catalogue knows, never over it
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
    let desk = arguments.publishing.open().await?;
    desk.migrate_empty().await?;
    let edits = Edits {
        records: parsed.content(),
        mode: if arguments.replace {
            ImportMode::Replace
        } else {
            ImportMode::Merge
        },
        ..Edits::default()
    };
    desk.import(&parsed, edits).await
}

async fn run_cert_atlas(arguments: &ImportArguments) -> Result<(), CommandError> {
    let ([path], false) = (&arguments.paths[..], arguments.replace) else {
        return Err(CommandError::OneIndex);
    };
    let file = read_cert_atlas(path)?;
    let desk = arguments.publishing.open().await?;
    desk.migrate_empty().await?;
    let report = desk.import_cert_atlas(CertAtlasMerge::new(&file)).await?;
    say(&summary(&report));
    Ok(())
}

/// How many entries went where, and what was made of the oddities of the index.
fn summary(report: &AtlasReport) -> String {
    let left_out = report.findings.left_out();
    let mut lines = vec![format!(
        "Cert Atlas of {}: {} entries, {} left out, {} of exams that only it describes",
        report.as_of,
        report.entries,
        left_out,
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
        let action = if finding.leaves_out() {
            "left out: "
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
