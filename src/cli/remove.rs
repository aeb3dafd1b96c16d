//! `certgraph remove`

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};

use super::{CommandError, publishing::PublishingArguments};
use crate::{
    catalogue::RecordKind,
    publish::{Edits, RecordReference},
};

/// Options of `remove`.
#[derive(Args, Debug)]
pub(super) struct RemoveArguments {
    /// Kind of the records
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: RecordKind,

    /// Keys of the records: azure-ai-engineer, microsoft/AI-102, microsoft/AI-102~aws/AIF-C01
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<String>,

    #[command(flatten)]
    publishing: PublishingArguments,
}

pub(super) async fn run(arguments: &RemoveArguments) -> Result<(), CommandError> {
    let removal = |key: &String| RecordReference {
        kind: arguments.kind,
        key: key.clone(),
    };
    let edits = Edits {
        removals: arguments.keys.iter().map(removal).collect(),
        ..Edits::default()
    };
    arguments.publishing.open().await?.publish(edits).await
}

fn kinds() -> impl TypedValueParser<Value = RecordKind> {
    let names = RecordKind::ALL.iter().map(|kind| kind.list());
    PossibleValuesParser::new(names).try_map(|name| {
        let mut kinds = RecordKind::ALL.iter().copied();
        kinds
            .find(|kind| kind.list() == name)
            .ok_or(crate::catalogue::UnknownRecordKind)
    })
}
