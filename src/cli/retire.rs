//! `certgraph retire`

use clap::Args;

use super::{CommandError, publishing::PublishingArguments};
use crate::{
    catalogue::{ApproximateDate, Confidence, SourceKey, VendorSlug},
    publish::{Edits, ExamReference, Retirement},
};

/// Which exam retires, when, and who says so.
#[derive(Args, Debug)]
pub(super) struct RetireArguments {
    /// The exam's code, such as AI-102 or microsoft/AI-102
    #[arg(value_name = "CODE")]
    exam: ExamReference,

    /// The exam's vendor, where the code alone names several exams
    #[arg(long, value_name = "SLUG")]
    vendor: Option<VendorSlug>,

    /// The last day on which the exam can be taken: 2026-06-30, or 2026-06 where only that is known
    #[arg(long, value_name = "DATE")]
    on: ApproximateDate,

    /// The key of the source that says so; the catalogue has to hold the source already
    #[arg(long, value_name = "KEY")]
    source: SourceKey,

    /// How far the source can be trusted; as a rule OFFICIAL for the vendor's own text, otherwise
    /// REPUTABLE
    #[arg(long, value_name = "CLASS", value_parser = confidence)]
    confidence: Option<Confidence>,

    /// An exam that takes its place; may be given several times
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

/// A class of confidence by the name that it has in files, in any case.
fn confidence(text: &str) -> Result<Confidence, String> {
    let name = text.to_ascii_uppercase().replace('-', "_");
    serde_json::from_value(name.into())
        .map_err(|_| "take OFFICIAL, VENDOR_API, REPUTABLE, COMMUNITY or ESTIMATE".to_owned())
}
