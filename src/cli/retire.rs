//! `certgraph retire`

use clap::Args;

use super::{CommandError, publishing::PublishingArguments};
use crate::{
    catalogue::{ApproximateDate, Confidence, SourceKey, VendorSlug},
    publish::{Edits, ExamReference, Retirement},
};

/// Options of `retire`.
#[derive(Args, Debug)]
pub(super) struct RetireArguments {
    /// Code of the exam, such as AI-102 or microsoft/AI-102
    #[arg(value_name = "CODE")]
    exam: ExamReference,

    /// Vendor of the exam, if the code is ambiguous
    #[arg(long, value_name = "SLUG")]
    vendor: Option<VendorSlug>,

    /// Last day on which the exam can be taken: 2026-06-30, or 2026-06 if only the month is known
    #[arg(long, value_name = "DATE")]
    on: ApproximateDate,

    /// Key of the source; it must be in the catalogue
    #[arg(long, value_name = "KEY")]
    source: SourceKey,

    /// Confidence in the source: as a rule OFFICIAL for the vendor's own text, otherwise REPUTABLE
    #[arg(long, value_name = "CLASS", value_parser = confidence)]
    confidence: Option<Confidence>,

    /// Successor of the exam; may be repeated
    #[arg(long, value_name = "CODE")]
    successor: Vec<ExamReference>,

    #[command(flatten)]
    publishing: PublishingArguments,
}

pub(super) async fn run(arguments: &RetireArguments) -> Result<(), CommandError> {
    let mut exam = arguments.exam.clone();
    exam.vendor = arguments.vendor.clone().or(exam.vendor);
    let edits = Edits {
        retirements: vec![Retirement {
            exam,
            on: arguments.on,
            source: arguments.source.clone(),
            confidence: arguments.confidence,
            successors: arguments.successor.clone(),
        }],
        ..Edits::default()
    };
    arguments.publishing.open().await?.publish(edits).await
}

/// A confidence class by its name in files, ignoring case.
fn confidence(text: &str) -> Result<Confidence, String> {
    let name = text.to_ascii_uppercase().replace('-', "_");
    serde_json::from_value(name.into())
        .map_err(|_| "take OFFICIAL, VENDOR_API, REPUTABLE, COMMUNITY or ESTIMATE".to_owned())
}
