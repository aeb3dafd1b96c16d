//! The weights of all domains of all blueprints, including past and claimed ones, one per row.

use serde::Serialize;

use crate::{
    catalogue::{ApproximateDate, Blueprint, BlueprintStanding, Catalogue, Domain, ExamIndex},
    open_data::TableField,
};

const fn field(name: &'static str, kind: &'static str, description: &'static str) -> TableField {
    TableField {
        name,
        kind,
        description,
        is_required: true,
        values: &[],
    }
}

const fn optional(name: &'static str, kind: &'static str, description: &'static str) -> TableField {
    TableField {
        is_required: false,
        ..field(name, kind, description)
    }
}

/// The columns, in the order of the rows' fields.
pub(super) const FIELDS: &[TableField] = &[
    field("vendor", "string", "The slug of the vendor."),
    field("exam", "string", "The code of the exam."),
    field(
        "blueprintVersion",
        "string",
        "The version of the blueprint, usually the day from which exams follow it.",
    ),
    TableField {
        values: &["OFFICIAL", "CLAIMED"],
        ..field(
            "standing",
            "string",
            "Whether the vendor published the blueprint or a source claims it.",
        )
    },
    field(
        "effectiveFrom",
        "string",
        "The first day on which exams follow it, in EDTF: 2026-06-30, 2026-06, 2026, ../2026-06-30 \
         or 2026-06/..",
    ),
    optional(
        "effectiveUntil",
        "string",
        "The last day, in EDTF; empty while no end is known.",
    ),
    field(
        "domainKey",
        "string",
        "The key of the domain within its exam, stable across rewording.",
    ),
    field(
        "ordinal",
        "integer",
        "Its position in the vendor's order, from 1.",
    ),
    field("title", "string", "The vendor's title."),
    optional(
        "weightMin",
        "number",
        "The lower end of its weight in percent points; empty while no weight is known.",
    ),
    optional("weightMax", "number", "The upper end."),
    optional(
        "sourceUrl",
        "string",
        "The address of the leading source; empty for an estimate without a source.",
    ),
    field(
        "asOf",
        "string",
        "The date that the source describes or was read on, in EDTF.",
    ),
];

/// One row. Weights are percent points with at most one decimal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct DomainWeightRow<'a> {
    /// The vendor's slug.
    vendor: &'a str,
    /// The exam's code.
    exam: &'a str,
    /// The blueprint's version.
    blueprint_version: &'a str,
    /// Whether the vendor published it, or a source claims it.
    standing: BlueprintStanding,
    /// The first day on which exams follow it, with its precision.
    effective_from: ApproximateDate,
    /// The last day; empty or null when no end is known.
    effective_until: Option<ApproximateDate>,
    /// The key of the domain within its exam, stable across re-wording.
    domain_key: &'a str,
    /// Its position in the vendor's order, from 1.
    ordinal: usize,
    /// The vendor's title.
    title: &'a str,
    /// The lower end of its weight; empty or null when no weight is known.
    weight_min: Option<f64>,
    /// The upper end.
    weight_max: Option<f64>,
    /// The address of the leading source; empty or null for an estimate without a source.
    source_url: Option<&'a str>,
    /// The date that the source describes or was read on.
    as_of: ApproximateDate,
}

/// The rows, by vendor, code, and the record's own order of blueprints and domains.
fn domain_weight_rows(catalogue: &Catalogue) -> impl Iterator<Item = DomainWeightRow<'_>> {
    catalogue
        .exams()
        .flat_map(move |exam| exam_rows(catalogue, exam))
}

fn exam_rows(catalogue: &Catalogue, exam: ExamIndex) -> impl Iterator<Item = DomainWeightRow<'_>> {
    let record = &catalogue.exam(exam).record;
    record.blueprints.iter().flat_map(move |blueprint| {
        let domains = blueprint.domains.iter().enumerate();
        domains.map(move |(place, domain)| {
            row(
                catalogue,
                (record.vendor.as_str(), record.code.as_str()),
                blueprint,
                (place + 1, domain),
            )
        })
    })
}

fn row<'a>(
    catalogue: &'a Catalogue,
    (vendor, exam): (&'a str, &'a str),
    blueprint: &'a Blueprint,
    (ordinal, domain): (usize, &'a Domain),
) -> DomainWeightRow<'a> {
    let source = blueprint.evidence.sources.first();
    DomainWeightRow {
        vendor,
        exam,
        blueprint_version: &blueprint.version,
        standing: blueprint.standing,
        effective_from: blueprint.effective_from,
        effective_until: blueprint.effective_until,
        domain_key: domain.key.as_str(),
        ordinal,
        title: &domain.title,
        weight_min: domain.weight.map(|weight| weight.min().as_f64()),
        weight_max: domain.weight.map(|weight| weight.max().as_f64()),
        source_url: source
            .and_then(|key| catalogue.source(key))
            .map(|source| source.url.as_str()),
        as_of: blueprint.evidence.as_of,
    }
}

/// Writes the rows as CSV (RFC 4180) with a header, and returns their number.
///
/// # Errors
/// When the writer fails.
pub fn domain_weights_csv(
    catalogue: &Catalogue,
    writer: impl std::io::Write,
) -> std::io::Result<u64> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(writer);
    let mut count = 0;
    for row in domain_weight_rows(catalogue) {
        csv.serialize(row).map_err(std::io::Error::other)?;
        count += 1;
    }
    csv.flush()?;
    Ok(count)
}

/// Writes the rows as JSON objects, one per line, and returns their number.
///
/// # Errors
/// When the writer fails.
pub fn domain_weights_jsonl(
    catalogue: &Catalogue,
    mut writer: impl std::io::Write,
) -> std::io::Result<u64> {
    let mut count = 0;
    for row in domain_weight_rows(catalogue) {
        serde_json::to_writer(&mut writer, &row)?;
        writer.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
}
